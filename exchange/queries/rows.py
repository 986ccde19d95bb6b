"""A row of cells, read as facts about a person, with everything that is wrong in it."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from cells.models import Cell, Hamlet
from common.partial import PartialDay
from common.text import search_key
from exchange.rules import values
from exchange.rules.columns import COLUMNS, COUNTRY, JOINED, place_rank
from exchange.rules.values import CellError, Names
from members.enums import CodeList
from members.models import Code, Member

ERROR, WARNING = "error", "warning"
BLANKS = {"", "-", "–", "—", ".", "…", "...", "không rõ", "chưa rõ", "không có"}  # people's ways to write nothing
DAYS = {f.name for f in Member._meta.concrete_fields if isinstance(f, PartialDay)} | {"left_on"}
BORN = {"born_male": "Nam", "born_female": "Nữ"}


@dataclass
class ImportedFacts:
    """`person` {field of Member: value}; `cell`, `status` (Listed), `left_on` and `removal` where the sheet has them.

    `problems` [[level, number of the column or None, sentence]].
    """

    person: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    cell: Cell | None = None
    status: str | None = None
    left_on: object = None
    removal: bool = False

    def error(self, sentence, column=None):
        self.problems.append([ERROR, column, sentence])

    def warn(self, sentence, column=None):
        self.problems.append([WARNING, column, sentence])

    def wrong_in(self, column):
        return column is not None and [ERROR, column] in [problem[:2] for problem in self.problems]

    @property
    def faulty(self):
        return any(level == ERROR for level, _column, _sentence in self.problems)


class Reader:
    """Reads the rows of one sheet: `columns` are the confirmed keys, `headings` their headings."""

    def __init__(self, *, commune, columns, headings, today):
        self.today = today
        self.places = {}  # key: [(number of the column, rank, heading)]
        for number, key in enumerate(columns):
            if key:
                self.places.setdefault(key, []).append((number, place_rank(headings[number])))
        for key in JOINED:
            self.places.get(key, []).sort(key=lambda place: place[1])
        self.codes = {name: {} for name in Member.code_lists}
        lists = {which: name for name, which in Member.code_lists.items()}
        for code in Code.objects.filter(commune=commune, in_use=True):
            for spelling in code.spellings():
                self.codes[lists[CodeList(code.list)]].setdefault(spelling, code)
        self.cells = Names(Cell.objects.filter(commune=commune).prefetch_related("former_names"))
        self.hamlets = Names(Hamlet.objects.filter(commune=commune).prefetch_related("former_names"))

    def read(self, texts):
        """The ImportedFacts in a row of `texts`."""
        facts = ImportedFacts()
        for key in COLUMNS:  # sex and birth come before the numbers that repeat them
            if key not in self.places:
                continue
            column = self.places[key][0][0]
            try:
                text = self._text(key, texts)
                if text.lower() not in BLANKS:
                    warning = self._take(facts, key, text)
                    if warning:
                        facts.warn(warning, column)
            except CellError as error:
                facts.error(str(error), column)
        self._check_order(facts)
        return facts

    def _text(self, key, texts):
        parts = []
        for number, rank in self.places[key]:
            text = values.whole(texts[number])
            if text and not (rank == COUNTRY and text.casefold() == "việt nam"):
                parts.append(text)
        return JOINED.get(key, "").join(parts)

    def _take(self, facts, key, text):
        """Put what `text` says of `key` into `facts`; returns the warning, if any."""
        person = facts.person
        if key in BORN:
            person["born"], warning = values.day(text, self.today)
            person.setdefault("sex", values.sex(BORN[key])[0])
            return warning
        if key in ("cell", "hamlet"):
            return self._take_place(facts, key, text)
        if key == "status":
            facts.status, warning = values.listed(text)
            return warning
        if key == "removal":
            facts.removal = search_key(text) not in ("khong", "0", "k")
            return ""
        if key == "left_on":
            facts.left_on, warning = values.day(text, self.today)
            return warning
        if key == "number":
            return ""
        if key in self.codes:
            found = self.codes[key].get(search_key(text))
            if found is None:
                return _("“%(text)s” is not in the list and was left out") % {"text": text[:60]}
            person[key] = found
            return ""
        person[key], warning = self._value(key, text, person)
        return warning

    def _take_place(self, facts, key, text):
        found = (self.cells if key == "cell" else self.hamlets).find(text)
        if key == "cell":
            if found is None:
                raise CellError(_("there is no cell “%(text)s”") % {"text": text[:60]})
            facts.cell = found
        elif found is None:
            return _("there is no hamlet “%(text)s”: left out") % {"text": text[:60]}
        else:
            facts.person["hamlet"] = found
        return ""

    def _value(self, key, text, person):
        if key in DAYS:
            return values.day(text, self.today)
        if key in ("id_number", "card_no"):
            return values.identity(text, person.get("sex"), person.get("born"))
        if key == "full_name":
            name, _nothing = values.person(text)
            return values.line(name, Member._meta.get_field(key).max_length)
        own = {"old_id_number": values.former_identity, "phone": values.phone, "sex": values.sex, "grade": values.grade}
        if key in own:
            return own[key](text)
        return values.line(text, Member._meta.get_field(key).max_length)

    def _check_order(self, facts):
        """Nobody enters the Party before being born or is official before the ceremony."""
        order = ("born", "ceremony_on", "official_on")
        known = [(name, facts.person[name]) for name in order if facts.person.get(name)]
        for (before, early), (after, late) in pairwise(known):
            if late.last < early.first:
                names = {"after": COLUMNS[after].heading, "before": COLUMNS[before].heading}
                facts.error(_("%(after)s lies before %(before)s") % names, self.places[after][0][0])
