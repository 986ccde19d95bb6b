"""What the records tell of cells and hamlets for the signs of early warning, on any day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, Max, Min, OuterRef, Q

from cells.enums import CellState
from cells.models import Cell, CellStatus
from common.prepared import numbers
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
    """A cell with its [Found] of a day; `members` {number: Member} of the people behind them."""

    cell: Cell
    found: list
    members: dict


def signs_of_cells(*, cells, day):
    """[CellSigns] of `cells` (at work on `day`, all of one commune), in their order; nine queries however many."""
    cells = list(cells)
    if not cells:
        return []
    rules = WarningRules.objects.in_force(cells[0].commune_id, day)
    people, members = _people(cells, day)
    secretaries, admitted = _secretaries(cells, day), _admitted(cells, day)
    listed, lists_since = _listed(cells, day)
    works = _works_since(cells, day)
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
        found.append(CellSigns(cell, signs(facts, rules, day), members))
    return found


def _people(cells, day):
    """({cell number: [Person]}, {member number: Member})."""
    rows = Membership.objects.on(day).filter(cell__in=cells).select_related("member")
    rows = rows.order_by("member__sort_key", "member")
    over = defaultdict(set)
    laid = Overlay.objects.on(day).filter(kind__in=NOT_EXPECTED, member__in=rows.values("member"))
    for member, kind in laid.values_list("member", "kind"):
        over[member].add(kind)
    people, members = defaultdict(list), {}
    for row in rows:
        member, kinds = row.member, over[row.member_id]
        members[member.pk] = member
        people[row.cell_id].append(
            Person(
                number=member.pk,
                born=member.born,
                official=row.standing == Standing.OFFICIAL,
                able=not kinds,
                exempt=OverlayKind.EXEMPT in kinds,
                ceremony=member.ceremony_on.whole,
            )
        )
    return people, members


def _secretaries(cells, day):
    """{cell number: Secretary}, in the post since the first of rows that follow each other without a gap."""
    rows = Post.objects.filter(cell__in=cells, kind=PostKind.SECRETARY, since__lte=day).select_related("member")
    found = {}
    for row in rows.order_by("cell", "since"):
        before, kept = found.get(row.cell_id, (None, None))
        again = before and before.member_id == row.member_id and before.until == row.since
        found[row.cell_id] = (row, kept if again else row.since)
    return {
        cell: Secretary(row.member_id, row.member.born, since)
        for cell, (row, since) in found.items()
        if row.until is None or row.until > day
    }


def _admitted(cells, day):
    """{cell number: day of the last admission}: by an event here, or of who was entered in the records of the cell
    later, by the ceremony on file."""
    held = Membership.objects.filter(cell__in=cells, entry__in=(Entry.ADMITTED, Entry.READMITTED), since__lte=day)
    found = dict(held.order_by().values_list("cell").annotate(Max("since")))
    entered = Membership.objects.filter(cell__in=cells, entry=Entry.OPENING).exclude(member__ceremony_on="")
    for cell, ceremony in entered.values_list("cell", "member__ceremony_on"):
        on = ceremony.first
        if on <= day and on > found.get(cell, date.min):
            found[cell] = on
    return found


def _listed(cells, day):
    """({cell number: last day on which somebody was on its list}, since when the commune keeps lists here or None)."""
    commune = cells[0].commune_id
    rows = Step.objects.kept().filter(candidate__commune=commune, kind__in=ON_THE_LIST, on__lte=day)
    rows = rows.filter(Q(event=None) | Q(event__struck=False)).order_by("candidate", "on", "pk")
    steps, listed, first = defaultdict(list), {}, None
    for candidate, kind, on, event_on, cell, fell_to in rows.values_list(
        "candidate", "kind", "on", "event__on", "cell", "to_state"
    ):
        steps[candidate].append((StepKind(kind), event_on or on, cell, fell_to))
        if kind == StepKind.LIST:
            first = min(first or on, on)
    for told in steps.values():
        for cell, _since, until in listed_spans(told):
            last = day if until is None else until
            listed[cell] = max(listed.get(cell, date.min), last)
    return listed, first


def _works_since(cells, day):
    """{cell number: first day of work on record}."""
    rows = CellStatus.objects.filter(cell__in=cells, state=CellState.ACTIVE, since__lte=day)
    return dict(rows.order_by().values_list("cell").annotate(Min("since")))


def living_nowhere(*, cells, day):
    """How many members of `cells` on `day` have no hamlet on file: where nobody is said to live, one of them may."""
    here = Membership.objects.on(day).filter(member=OuterRef("pk"), cell__in=numbers(cells))
    return Member.objects.filter(Exists(here), hamlet=None).count()
