"""What the records tell of cells and hamlets for the signs of early warning, on any day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, Min, OuterRef, Q

from cells.enums import CellState
from cells.models import Cell, CellStatus
from common.prepared import numbers, prepared
from development.enums import StepKind
from development.models import Step, WarningRules
from development.rules.warnings import Facts, Person, Secretary, listed_spans, signs
from members.enums import NOT_EXPECTED, Entry, OverlayKind, PostKind, Standing
from members.models import Member, Membership, Overlay, Post

ON_THE_LIST = (
    *(StepKind.PROPOSE, StepKind.LIST, StepKind.UNLIST, StepKind.BACK),
    *(StepKind.HAND_OVER, StepKind.CEREMONY, StepKind.END),
)


@dataclass(frozen=True)
class CellSigns:
    """A cell with its [Found] of a day."""

    cell: Cell
    found: list

    @property
    def people(self):
        """[number of a member] of those behind the signs."""
        return [number for found in self.found for number in found.people]


def signs_of_cells(*, cells, day):
    """[CellSigns] of `cells` (at work on `day`, all of one commune), in their order; seven queries however many."""
    cells = list(cells)
    if not cells:
        return []
    rules = WarningRules.objects.in_force(cells[0].commune_id, day)
    people = _people(cells, day)
    secretaries, admitted = _secretaries(cells, day), _admitted(cells, day)
    listed, lists_since = _listed(cells, day)
    works = dict(_works_since(cells=numbers(cells), day=day))
    found = []
    for cell in cells:
        facts = Facts(
            people=tuple(people[cell.pk]),
            works_since=works.get(cell.pk, day),
            secretary=secretaries.get(cell.pk),
            admitted_on=admitted.get(cell.pk),
            listed_on=listed.get(cell.pk),
            lists_since=lists_since,
        )
        found.append(CellSigns(cell, signs(facts, rules, day)))
    return found


def _people(cells, day):
    """{cell number: [Person]}."""
    over, people = defaultdict(set), defaultdict(list)
    for member, kind in _laid(cells=numbers(cells), day=day):
        over[member].add(kind)
    for cell, standing, member, born, ceremony in _members(cells=numbers(cells), day=day):
        kinds, official = over[member], standing == Standing.OFFICIAL
        exempt = OverlayKind.EXEMPT in kinds
        people[cell].append(Person(member, born, official, able=not kinds, exempt=exempt, ceremony=ceremony.whole))
    return people


@prepared
def _members(cells, day):
    rows = Membership.objects.on(day).filter(cell__in=cells).order_by("member__sort_key", "member")
    return rows.values_list("cell", "standing", "member", "member__born", "member__ceremony_on")


@prepared
def _laid(cells, day):
    here = Membership.objects.on(day).filter(cell__in=cells)
    rows = Overlay.objects.on(day).filter(kind__in=NOT_EXPECTED, member__in=here.values("member"))
    return rows.values_list("member", "kind")


def _secretaries(cells, day):
    """{cell number: Secretary}, in the post since the first of rows that follow each other without a gap."""
    found = {}
    for row in _posts(cells=numbers(cells), day=day):
        before, kept = found.get(row.cell_id, (None, None))
        again = before and before.member_id == row.member_id and before.until == row.since
        found[row.cell_id] = (row, kept if again else row.since)
    return {
        cell: Secretary(row.member_id, row.member.born, since)
        for cell, (row, since) in found.items()
        if row.until is None or row.until > day
    }


@prepared
def _posts(cells, day):
    rows = Post.objects.filter(cell__in=cells, kind=PostKind.SECRETARY, since__lte=day)
    return rows.select_related("member").order_by("cell", "since")


def _admitted(cells, day):
    """{cell number: day of the last admission}: by an event here, or of who was entered in the records of the cell
    later, by the ceremony on file."""
    rows = _came(cells=numbers(cells), day=day, last=day.isoformat())
    days = {cell: [on for on in (here, ceremony.first) if on] for cell, here, ceremony in rows}
    return {cell: max(told) for cell, told in days.items() if told}


@prepared
def _came(cells, day, last):
    """(cell, the last admission here, the last ceremony by the day `last`, as text, of who was entered later)."""
    entered = Q(entry=Entry.OPENING, member__ceremony_on__lte=last)
    rows = Membership.objects.filter(cell__in=cells, since__lte=day).order_by().values_list("cell")
    return rows.annotate(
        here=Max("since", filter=Q(entry__in=(Entry.ADMITTED, Entry.READMITTED))),
        ceremony=Max("member__ceremony_on", filter=entered),
    )


def _listed(cells, day):
    """({cell number: last day on which somebody was on its list}, since when the commune keeps lists here or None)."""
    steps, listed, first = defaultdict(list), {}, None
    for candidate, kind, on, event_on, cell, fell_to in _steps(commune=cells[0].commune_id, day=day):
        steps[candidate].append((StepKind(kind), event_on or on, cell, fell_to))
        if kind == StepKind.LIST:
            first = min(first or on, on)
    for told in steps.values():
        for cell, _since, until in listed_spans(told):
            last = day if until is None else until
            listed[cell] = max(listed.get(cell, date.min), last)
    return listed, first


@prepared
def _steps(commune, day):
    rows = Step.objects.kept().filter(candidate__commune=commune, kind__in=ON_THE_LIST, on__lte=day)
    rows = rows.filter(Q(event=None) | Q(event__struck=False)).order_by("candidate", "on", "pk")
    return rows.values_list("candidate", "kind", "on", "event__on", "cell", "to_state")


@prepared
def _works_since(cells, day):
    """(cell number, first day of work on record)."""
    rows = CellStatus.objects.filter(cell__in=cells, state=CellState.ACTIVE, since__lte=day)
    return rows.order_by().values_list("cell").annotate(Min("since"))


def living_nowhere(*, cells, day):
    """How many members of `cells` on `day` have no hamlet on file: where nobody is said to live, one of them may."""
    return len(_living_nowhere(cells=numbers(cells), day=day))


@prepared
def _living_nowhere(cells, day):
    here = Membership.objects.on(day).filter(member=OuterRef("pk"), cell__in=cells)
    return Member.objects.filter(Exists(here), hamlet=None).order_by().values_list("pk")
