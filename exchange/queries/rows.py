"""A row of cells, read as facts about a person, with everything that is wrong in it."""

import re
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.models import Cell, Hamlet, Serving
from common.masking import masked
from common.partial import PartialDate
from common.text import search_key
from exchange.enums import Listed
from exchange.rules import values
from exchange.rules.columns import COLUMNS, COUNTRY, DAYS, JOINED, heading_key, place_rank
from exchange.rules.values import CellError, Names
from members.enums import CodeList, Sex
from members.models import Code, Member
from members.rules.plausible import LIFE, odd_days

ERROR, WARNING = "error", "warning"
NO_CELL = gettext_lazy("there is no cell “%(text)s”")
ENUMERATED = re.compile(r"^(?:(?:\(?(?:[ivxlc]+|\d{1,3}|[a-z])\s*[.)/:–-])+|[*+•–-])\s*", re.IGNORECASE)
NUMBERED = re.compile(r"^(?:[IVXLC]+|\d{1,3})\s+")  # "VI" is a number and "Vi" a family name
OF_A_CELL = re.compile(r"(?:chi bo|cb|xom|thon|to dan pho|tdp|khu pho)\b")  # a title that begins so names one
# A part of a list that begins so tells of kinds of people, or is a remark: they belong where those above do.
OF_PEOPLE = re.compile(
    r"(?:(?:so )?(?:dang vien|dv|dong chi)|chinh thuc|du bi|mien|nam|nu|can bo|cong chuc|vien chuc|huu tri|nong dan"
    r"|giao vien|hoc sinh|sinh vien|danh sach|trong do|ghi chu|tong|cong|to dang|to so|to \d|nhom|chi uy|ban chi uy"
    r"|cap uy|bi thu|pho bi thu|nguoi|thu ky|ngay|ket nap|chuyen|sinh hoat|da|dang|khong|tiep theo|trang)\b"
)
NUMBER_OF_A_PART = re.compile(
    r"[*+•–-]|(?:[ivxlc]+|[a-z])[.)]?(?:\d+[.)]?)*", re.IGNORECASE
)  # people are numbered with figures
TOLD_OF_PEOPLE = {"sex", "male", "female", "born", "born_male", "born_female"}
MOST_IN_A_TITLE = 5  # cells of a row that is the title of a part
BESIDE_A_TITLE = re.compile(
    r"[*+•–-]|(?:(?:[ivxlc]+|[a-z]|\(?\d{1,4})[.)/]?)+(?:\s*(?:đảng viên|đv|đ/c|đồng chí)\)?)?", re.IGNORECASE
)
BLANKS = {"", "-", "–", "—", ".", "…", "...", "không rõ", "chưa rõ", "không có"}  # people's ways to write nothing
BORN = {"born_male": Sex.MALE, "born_female": Sex.FEMALE}
TICKED = {"male": Sex.MALE, "female": Sex.FEMALE}
NUMBERS = ("id_number", "old_id_number", "card_no", "phone")
OF_OLD = {"cmnd", "cmt", "chung minh"}  # in the heading of a column that holds identity numbers of both kinds
OLD_CARD = 8  # digits of a card number at most, before it became the identity number


@dataclass
class ImportedFacts:
    """`person` {field of Member: value}; `cell`, `standing`, `status` (Listed), `left_on` and `removal` where the sheet
    has them.

    `problems` [[level, number of the column or None, sentence]].
    """

    person: dict = field(default_factory=dict)
    problems: list = field(default_factory=list)
    cell: Cell | None = None
    standing: str | None = None
    status: str | None = None
    left_on: object = None
    removal: bool = False
    remark: str = ""  # a state that is told among the remarks, which are not read

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
        numbers = self.places.get("id_number", [])
        self.old_among_new = any(word in heading_key(headings[number]) for number, _rank in numbers for word in OF_OLD)
        self.remarks = [n for n, key in enumerate(columns) if not key and heading_key(headings[n]) == "ghi chu"]
        self.codes = {name: {} for name in Member.code_lists}
        lists = {which: name for name, which in Member.code_lists.items()}
        for code in Code.objects.filter(commune=commune, in_use=True):
            for spelling in code.spellings():
                self.codes[lists[CodeList(code.list)]].setdefault(spelling, code)
        self.cells = cell_names(commune)
        self.hamlets = Names(Hamlet.objects.filter(commune=commune).prefetch_related("former_names"))
        serving = Serving.objects.on(today).filter(cell__commune=commune).select_related("cell")
        self.serving = {row.hamlet_id: row.cell for row in serving}

    def read(self, texts):
        """The ImportedFacts in a row of `texts`."""
        facts = ImportedFacts()
        for key in COLUMNS:  # sex and birth come before the numbers that repeat them
            if key not in self.places:
                continue
            column = self.places[key][0][0]
            try:
                text = self._text(key, texts)
                if text.lower() not in BLANKS and "••" not in text:  # a number that we have shown in part
                    warning = self._take(facts, key, text)
                    if warning:
                        facts.warn(warning, column)
            except CellError as error:
                facts.error(str(error), column)
        if facts.person.get("full_name") and "sex" not in facts.person and "sex" not in self.places:
            self._take_the_other_sex(facts)
        for number in self.remarks:
            with suppress(CellError):
                state, _nothing = values.listed(texts[number])
                facts.remark = texts[number] if state != Listed.ACTIVE else ""
        self._check_order(facts)
        self._check_years(facts)
        return facts

    def _take_the_other_sex(self, facts):
        """Where a list has one column to tick, for women mostly, who is not ticked is of the other sex."""
        there = [key for key in TICKED if key in self.places]
        if len(there) == 1 and not facts.wrong_in(self.places[there[0]][0][0]):
            facts.person["sex"] = Sex.MALE if there == ["female"] else Sex.FEMALE

    def section(self, texts):
        """The cell, or the name of one that is not known, to which the rows below belong where `texts` are the title of
        a part of the list, as "I. Chi bộ ..."; else None."""
        text = self._title(texts)
        found = self._cell_called(text) or self._cell_called(NUMBERED.sub("", text))
        return found or (text if OF_A_CELL.match(search_key(text)) else None)

    def may_be_a_section(self, texts, named):
        """The text of a row that may be the title of a part of the list, of a cell that is not known; else "". What is
        `named` as people are may be one where the sheet tells their sex or birth, and not of this one."""
        text = self._title(texts)
        is_one = not named or TOLD_OF_PEOPLE & self.places.keys()
        return text if is_one and not OF_PEOPLE.match(search_key(text)) else ""

    def is_numbered_as_a_part(self, texts):
        """Whether a row has nothing but a title with a number before it as parts of a list have."""
        first = next((text for text in texts if text), "")
        return bool(self._title(texts) and NUMBER_OF_A_PART.fullmatch(first))

    def _title(self, texts):
        """What stands alone in a row, beside a number and a count; "" where more does."""
        told = [(n, text) for n, text in enumerate(texts) if text and not BESIDE_A_TITLE.fullmatch(text)]
        own = {number for key in ("cell", "hamlet") for number, _rank in self.places.get(key, [])}
        if sum(map(bool, texts)) > MOST_IN_A_TITLE or len(told) != 1 or told[0][0] in own:
            return ""
        return ENUMERATED.sub("", told[0][1])

    def _cell_called(self, text):
        """The cell that `text` names, by itself or by a hamlet that it alone serves; None where there is none."""
        if not text:
            return None
        with suppress(CellError):
            if found := self.cells.find(text) or self.cells.within(text):
                return found
            if hamlet := self.hamlets.find(text):
                return self.serving.get(hamlet.pk)
        return None

    def _text(self, key, texts):
        parts = []
        for number, rank in self.places[key]:
            text = values.whole(texts[number])
            if text and not (rank == COUNTRY and text.casefold() == "việt nam"):
                parts.append(text)
        if key == "full_name" and parts and not text:  # the given name stands in the last of several columns
            raise CellError(_("the given name is missing"))
        return JOINED.get(key, "").join(parts)

    def _take(self, facts, key, text):
        """Put what `text` says of `key` into `facts`; returns the warning, if any."""
        person = facts.person
        if key in BORN:
            person["born"], warning = values.day(text, self.today)
            person.setdefault("sex", BORN[key])
            return warning
        if key in TICKED:
            return self._take_tick(person, key, text)
        if key in ("cell", "hamlet"):
            return self._take_place(facts, key, text)
        if key == "status":
            return self._take_state(facts, text)
        if key == "standing":
            facts.standing, warning = values.standing(text)
            return warning
        if key == "removal":
            facts.removal = values.yes(text)
            return ""
        if key == "full_name":
            return self._take_name(facts, text)
        if key in NUMBERS:
            return self._take_numbers(facts, key, text)
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
                raise CellError(NO_CELL % {"text": text[:60]})
            facts.cell = found
        elif found is None:
            return _("there is no hamlet “%(text)s”: left out") % {"text": text[:60]}
        else:
            facts.person["hamlet"] = found
        return ""

    def _value(self, key, text, person):
        if key in DAYS:
            return values.day(text, self.today)
        own = {"sex": values.sex, "grade": values.grade}
        if key in own:
            return own[key](text)
        return values.line(text, Member._meta.get_field(key).max_length)

    def _take_tick(self, person, key, text):
        """A column for one sex: ticked, or with the day of birth in it."""
        word = search_key(text)
        if word in values.NO and word != "n":  # "N" may be Nam, Nữ or no
            return ""
        if word in values.MARKS or values.SEXES.get(word) == TICKED[key]:
            found, warning = TICKED[key], ""
        else:
            person["born"], warning = values.day(text, self.today)
            found = TICKED[key]
        if person.setdefault("sex", found) != found:
            raise CellError(_("the sex is told in two ways"))
        return warning

    def _take_name(self, facts, text):
        name, warning, beside = values.person(text)
        facts.person["full_name"], _nothing = values.line(name, Member._meta.get_field("full_name").max_length)
        with suppress(CellError):  # "(đã mất)" beside the name decides as much as in a column of its own
            self._take_state(facts, beside)
        return warning

    def _take_state(self, facts, text):
        facts.status, warning = values.listed(text)
        with suppress(CellError):  # it may name the standing instead
            facts.standing, _nothing = values.standing(text)
        return warning

    def _take_numbers(self, facts, key, text):
        """Each number in the cell goes where it belongs; what is no such number is left out, but for an identity."""
        parts = values.several(text)
        for part in parts:
            try:
                where, (value, warning) = self._number(facts.person, key, part, mixed=len(parts) > 1)
            except CellError as error:
                if key == "id_number":
                    raise
                facts.warn(_("%(what)s: the number was left out") % {"what": error}, self.places[key][0][0])
                continue
            if warning:
                facts.warn(warning, self.places[key][0][0])
            told = {"number": masked(value), "field": COLUMNS[where].heading}
            if facts.person.setdefault(where, value) != value:
                facts.warn(_("a second number %(number)s was left out") % told, self.places[key][0][0])
            elif where != key:
                facts.warn(_("%(number)s was read as “%(field)s”") % told, self.places[key][0][0])
        return ""

    def _number(self, person, key, text, *, mixed):
        """(field, (number, warning)) of one number in a column `key`; `mixed`: it is one of several."""
        about = person.get("sex"), person.get("born")
        count = sum(map(str.isdigit, text))
        if key == "phone":
            return key, values.phone(text)
        if key == "card_no":
            if 0 < count <= OLD_CARD:
                return "old_card_no", values.line(text, Member._meta.get_field("old_card_no").max_length)
            return key, values.identity(text, *about)
        is_old = key == "old_id_number" if count != 12 else False
        if is_old or ((self.old_among_new or mixed) and count in (8, 9)):
            return "old_id_number", values.former_identity(text)
        return "id_number", values.identity(text, *about)

    def _check_order(self, facts):
        """Nobody enters the Party before being born or is official before the ceremony."""
        order = ("born", "ceremony_on", "official_on")
        known = [(name, facts.person[name]) for name in order if facts.person.get(name)]
        for (before, early), (after, late) in pairwise(known):
            if late.last < early.first:
                names = {"after": COLUMNS[after].heading, "before": COLUMNS[before].heading}
                facts.error(_("%(after)s lies before %(before)s") % names, self.places[after][0][0])

    def _check_years(self, facts):
        days = {name: facts.person.get(name, PartialDate()) for name in LIFE}
        for name, sentence in odd_days(**days, today=self.today):
            facts.warn(sentence, self._column(name, *BORN, *TICKED))

    def _column(self, *keys):
        """Where the first of `keys` stands that the sheet has."""
        return next((self.places[key][0][0] for key in keys if key in self.places), None)


def cell_of_sheet(cells, sheet):
    """The cell that the title or the name of a sheet tells, or None; `cells` are Names, `sheet` one of an Import."""
    with suppress(CellError):
        return cells.within(sheet.get("title", "")) or cells.find(sheet["name"])
    return None


def cell_names(commune):
    """Names of the cells of a commune."""
    return Names(Cell.objects.filter(commune=commune).prefetch_related("former_names"))
