"""What a sheet would do to the records: each row read, matched and compared. Reads only."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cells.models import Cell
from common.errors import REFUSALS, sentences
from common.masking import masked
from common.partial import PartialDate
from common.text import search_key, tone_key
from exchange.enums import ImportPurpose, Listed, Outcome
from exchange.queries.matching import NEW, Known, UnclearPersonError
from exchange.queries.rows import ERROR, NO_CELL, WARNING, Reader, cell_of_sheet
from exchange.rules.columns import COLUMNS
from members.enums import EventKind, Standing
from members.models import Event, Member
from members.queries.life import play, working_spans
from members.rules.life import MemberRuleError, lived

FEW = 2  # a row without a name and with no more cells than this is a heading or a remark
RESULTS = ("name", "outcome", "problems", "changes", "differences", "candidates", "member_id", "cell_id")
NO_LONGER = gettext_lazy("no longer in the Party: nobody new is entered")
GONE = {Listed.DIED: NO_LONGER, Listed.LEFT: NO_LONGER}
GONE[Listed.ELSEWHERE] = gettext_lazy("transferred elsewhere: nobody new is entered")
TO_BE_DELETED = gettext_lazy("deletion is proposed: nobody new is entered")
NOT_ADMITTED = gettext_lazy("admitted this year: a list that is read in counts as no admission")
TOTALS = ("tong", "cong", "tong cong", "tong so", "tong so dang vien", "cong so")
FOREIGN_KEYS = [f.name for f in Member._meta.concrete_fields if f.is_relation]
LOOKS = {"hidden": gettext_lazy("the row is hidden in the sheet"), "struck": gettext_lazy("the row is struck out")}
REMOVAL = gettext_lazy("deletion proposed")
DIFFERS = gettext_lazy("differs from our records: not changed, see the differences")


@dataclass
class Result:
    """What `ImportRow` keeps of a row; see there. `member` is the record as it would be: of somebody new unsaved, and
    checked."""

    name: str = ""
    outcome: str = ""
    problems: list = field(default_factory=list)
    changes: list = field(default_factory=list)
    differences: list = field(default_factory=list)
    candidates: list = field(default_factory=list)
    member_id: int | None = None
    cell_id: int | None = None
    member: Member | None = None

    def stored(self):
        return {name: getattr(self, name) for name in RESULTS}


class Planner:
    """Goes through the rows of `source` in order, so that it notices who comes twice."""

    def __init__(self, source, today):
        self.source = source
        self.compares_only = source.purpose == ImportPurpose.COMPARE
        self.reader = Reader(commune=source.commune_id, columns=source.columns, headings=source.headings, today=today)
        self.known = Known(commune=source.commune_id, today=today)
        self.working = working_spans(source.commune.cells.values_list("pk", flat=True))
        self.seen = {}  # what tells somebody: number of the row
        self.admitted = 0  # of those to be entered, how many joined the Party this year
        self.today, sheet = today, source.sheets[source.sheet]
        self.looks = sheet.get("looks", {})
        self.cell = source.cell or cell_of_sheet(self.reader.cells, sheet)  # of who is nowhere else

    def plan(self, rows):
        """[Result of each of `rows`]."""
        read = self._read(rows)
        self.known.meet(facts for facts, remark in read if not remark)
        results = [self._plan(row, *told) for row, told in zip(rows, read, strict=True)]
        self._require_fitting_lives(results)
        return results

    def _read(self, rows):
        """[(Facts, what is to be said of a row that speaks of nobody)] of each of `rows`."""
        read, section = [], None
        for row in rows:
            facts, title = self.reader.read(row.cells), self.reader.section(row.cells)
            remark = ""
            if isinstance(title, Cell):
                section, remark = title, _("the rows below belong to %(cell)s") % {"cell": title}
            elif title:
                section, remark = title, str(NO_CELL) % {"text": title[:60]}
            elif self._speaks_of_nobody(facts, row):
                remark = ", ".join(sentence for _level, _column, sentence in facts.problems) or _("taken for a remark")
                section = self.reader.may_be_a_section(row.cells, named=False) or section
            elif facts.cell is None and not facts.wrong_in(self._column("cell")):
                if isinstance(section, Cell):
                    facts.cell = section
                elif section:
                    facts.error(NO_CELL % {"text": section[:60]}, self._column("cell"))
                section = self.reader.may_be_a_section(row.cells, named=True) or section
            read.append((facts, remark))
        return read

    def _speaks_of_nobody(self, facts, row):
        filled, name = [text for text in row.cells if text], facts.person.get("full_name")
        letters = [re.sub("[^a-z]+", " ", search_key(text)).strip() for text in filled[:2]]
        few = len(filled) <= (1 if name else FEW) or self.reader.is_numbered_as_a_part(row.cells)
        return few or any(words in TOTALS for words in letters)

    def _plan(self, row, facts, remark):
        result = Result(name=facts.person.get("full_name", "")[:100], problems=facts.problems)
        if remark:
            result.name, result.outcome, result.problems = "", Outcome.ASIDE, [[WARNING, None, remark]]
            return result
        look = self.looks.get(str(row.number))
        if look:
            facts.warn(str(LOOKS[look]))
        if not result.name and not facts.faulty:
            facts.error(_("the name is missing"))
        if result.name:
            self._match(facts, row, result)
        if facts.faulty:
            result.outcome = Outcome.ERROR
            result.changes, result.differences = [], []
        return result

    def _match(self, facts, row, result):
        try:
            member = self.known.find(facts, row.answer, cell=facts.cell or self.cell, guesses=self.compares_only)
        except UnclearPersonError as unclear:
            result.candidates = [candidate.pk for candidate in unclear.candidates]
            return facts.error(_("%(what)s: choose below") % {"what": unclear})
        result.candidates = row.candidates if row.answer else []  # so that the answer can be changed
        self._notice_twice(facts, row, member)
        if member:
            result.member_id = member.pk
            self._compare(facts, member, result)
        else:
            if not row.answer and (other := self.known.namesake(result.name)):
                about = {"cell": self.known.cell_of(other), "born": other.born.text if other.born else "–"}
                facts.warn(_("somebody of this name is recorded: %(cell)s, born %(born)s") % about)
            self._enter(facts, result)

    def _notice_twice(self, facts, row, member):
        person = facts.person
        marks = [("member", member.pk)] if member else []
        marks += [(name, person[name]) for name in ("id_number", "card_no") if person.get(name)]
        if not member and row.answer != NEW:
            cell = None if person.get("born") and person["born"].whole else facts.cell
            marks.append(("name", tone_key(person["full_name"]), person.get("born"), cell))
        for mark in marks:
            earlier = self.seen.setdefault(mark, row.number)
            if earlier != row.number:
                return facts.error(_("the same person as in row %(row)s") % {"row": earlier})
        alike = ("alike", tone_key(person["full_name"]), facts.cell or self.cell)
        earlier = self.seen.setdefault(alike, row.number)
        if earlier != row.number:
            facts.warn(_("the same name and cell as in row %(row)s: is it somebody else?") % {"row": earlier})

    # Somebody known

    def _compare(self, facts, member, result):
        apply = not self.compares_only
        for name, new in facts.person.items():
            old = getattr(member, name)
            if _same(name, old, new):
                continue
            if apply and (not old or name not in Member.locked):
                result.changes.append(_change(name, old, new))
                if old and name in Member.masked:
                    facts.warn(_("another number is recorded: it would be replaced"), self._column(name))
            else:
                result.differences.append([name, _shown(name, old), _shown(name, new)])
        self._compare_place(facts, member, result)
        for name, _ours, _theirs in result.differences if apply and not facts.faulty else ():
            facts.warn(str(DIFFERS), self._column(name))
        result.member = member
        result.outcome = Outcome.CHANGED if result.changes else Outcome.SAME

    def _compare_place(self, facts, member, result):
        ours, state = self.known.cell_of(member), self.known.state_of(member)
        if facts.cell and ours and facts.cell != ours:
            result.differences.append(["cell", str(ours), str(facts.cell)])
        if facts.status and facts.status != state:
            result.differences.append(["status", str(state.label), self._state_told(facts)])
        standing = self.known.standing_of(member)
        if facts.standing and standing and facts.standing != standing:
            names = dict(Standing.choices)
            result.differences.append(["standing", str(names[standing]), str(names[facts.standing])])
        if facts.removal:
            result.differences.append(["removal", "", str(REMOVAL)])

    # Somebody new

    def _enter(self, facts, result):
        if facts.removal or facts.status in GONE:
            return self._set_aside(facts, result)
        result.outcome = Outcome.NEW
        if self.compares_only:
            return
        if facts.remark and not facts.status:
            facts.warn(_("the remark says “%(text)s”: is it a member still?") % {"text": facts.remark[:40]})
        person, cell = facts.person, facts.cell or self.cell
        if cell is None and not facts.wrong_in(self._column("cell")):
            facts.error(_("the cell is missing"), self._column("cell"))
        if not person.get("sex") and not facts.wrong_in(self._column("sex")):
            facts.error(_("the sex is missing"), self._column("sex"))
        self._look_at_days(facts)
        if facts.faulty:
            return
        if facts.status and facts.status != Listed.ACTIVE:
            result.differences.append(["status", str(Listed.ACTIVE.label), str(Listed(facts.status).label)])
        result.cell_id = cell.pk
        result.member = member = Member(commune_id=self.source.commune_id, **person)
        try:
            life = lived(member, [joining(member, cell, self.source.on)], working=self.working)
            for name, value in life.dates().items():
                setattr(member, name, value)
            member.set_keys()
            member.clean_fields(exclude=FOREIGN_KEYS)
            member.clean()
        except REFUSALS as error:
            return facts.error(sentences(error), self._column("cell"))
        result.changes = [_change(name, "", new) for name, new in person.items()]
        result.changes.append(["party_since", "", str(member.party_since), "", ""])

    def _look_at_days(self, facts):
        """The days of admission and of recognition, beside the day of entry and the standing."""
        person, on = facts.person, self.source.on
        for name in ("ceremony_on", "official_on"):
            if person.get(name) and person[name].first > on:
                day = {"day": f"{on:%d/%m/%Y}"}
                facts.error(_("lies after %(day)s, the day of entry in the records") % day, self._column(name))
        if not person.get("ceremony_on"):
            facts.warn(_("without this day Party age is not counted"), self._column("ceremony_on"))
        elif person["ceremony_on"].first.year == self.today.year:
            facts.warn(str(NOT_ADMITTED), self._column("ceremony_on"))
            self.admitted += 1
        if person.get("official_on") and facts.standing == Standing.PROBATIONARY:
            facts.warn(_("probationary, with a day of recognition"), self._column("standing"))
        elif not person.get("official_on") and facts.standing != Standing.PROBATIONARY:
            facts.warn(_("without this day the standing is probationary"), self._column("official_on"))

    def _set_aside(self, facts, result):
        """Who is gone, or to be struck off the list, is nobody to enter; a comparison tells of them."""
        key = "status" if facts.status in GONE else "removal"
        facts.warn(str(GONE.get(facts.status, TO_BE_DELETED)), self._column(key))
        result.outcome = Outcome.ASIDE
        if self.compares_only:
            result.outcome = Outcome.NEW
            result.differences.append([key, "", self._state_told(facts) if key == "status" else str(REMOVAL)])

    def _state_told(self, facts):
        day = f" ({facts.left_on.text})" if facts.left_on else ""
        return f"{Listed(facts.status).label}{day}"

    def _require_fitting_lives(self, results):
        """A date filled in must agree with what is recorded of the life; one that the life tells is not filled in."""
        asked = []
        for result in results:
            filled = {name: new for name, _old, new, *_shown in result.changes if name in Member.locked}
            if result.outcome == Outcome.CHANGED and filled:
                for name, new in filled.items():
                    setattr(result.member, name, PartialDate(new))
                asked.append((result, filled))
        lives = play([result.member for result, _filled in asked])
        for (result, filled), life in zip(asked, lives, strict=True):
            if isinstance(life, MemberRuleError):
                result.problems.append([ERROR, None, str(life)])
                result.outcome, result.changes, result.differences = Outcome.ERROR, [], []
                continue
            told = life.dates()
            for name in filled:
                if name in told and told[name] != filled[name]:
                    self._leave_to_people(result, name, told[name])

    def _leave_to_people(self, result, name, ours):
        theirs = next(change[4] for change in result.changes if change[0] == name)
        setattr(result.member, name, PartialDate())
        result.changes = [change for change in result.changes if change[0] != name]
        result.differences.append([name, ours.text, theirs])
        result.problems.append([WARNING, self._column(name), str(DIFFERS)])
        result.outcome = Outcome.CHANGED if result.changes else Outcome.SAME

    def _column(self, key):
        place = self.reader.places.get(key)
        return place[0][0] if place else None


def joining(member, cell, on):
    """The event with which somebody new enters the records: official, when the day of recognition is known."""
    standing = Standing.OFFICIAL if member.official_on else Standing.PROBATIONARY
    return Event(member=member, kind=EventKind.JOIN, on=on, cell=cell, standing=standing)


def label_of(key):
    """What a difference is about, as the page names it."""
    return COLUMNS[key].label if key in COLUMNS else Member._meta.get_field(key).verbose_name


def _same(name, old, new):
    if not old:
        return False
    if isinstance(new, PartialDate):
        return old.startswith(new)  # what we know more exactly is not made vaguer
    if name in ("full_name", "other_name"):
        return tone_key(old) == tone_key(new)
    return old == new or (isinstance(new, str) and old.casefold() == new.casefold())


def _change(name, old, new):
    attname = Member._meta.get_field(name).attname
    return [attname, _plain(old), _plain(new), _shown(name, old), _shown(name, new)]


def _plain(value):
    return value.pk if hasattr(value, "pk") else str(value) if value else None if value is None else ""


def _shown(name, value):
    if not value:
        return ""
    if name in Member.masked:
        return masked(value)
    if isinstance(value, PartialDate):
        return value.text
    return str(dict(Member._meta.get_field(name).flatchoices).get(value, value))
