"""Who follows which cell, how often he has come, and what is open in it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cells.models import Assignment, Cell
from common.periods import quarter_of
from meetings.models import Meeting, Visit
from meetings.queries import open_tasks
from oversight.enums import VisitState
from oversight.models import Difficulty, FocusTask, GuidanceRules
from oversight.queries.guidance import visits


@dataclass(frozen=True)
class Followed:
    """A cell on a day: the Assignment in force, else the last that ended, or None; visits `made`, `missed` and
    `planned` {VisitState: number} of the quarter so far; the day of the `last` visit, or None."""

    cell: Cell
    assignment: Assignment | None
    ended: Assignment | None
    counts: Counter
    last: date | None


@dataclass(frozen=True)
class Duties:
    """[Followed] of some cells on a day; `by_member` {(Committee member's number, VisitState): visits of the quarter};
    `promised` visits to each cell in a whole quarter, and whether that is `over`."""

    cells: list
    by_member: Counter
    promised: int
    over: bool


def duties(*, cells, commune, day, today):
    """The Duties of `cells`, a list, on `day`; five queries. Visits are those of `visits`, as they were known then; the
    last day of a quarter is looked back upon once it is over."""
    quarter = quarter_of(day)
    over = day == quarter.last_day and day < today
    rows = [
        row
        for row in visits(cells=cells, since=quarter.since, until=quarter.until, today=quarter.until if over else day)
        if row.on <= day or row.state == VisitState.PLANNED
    ]
    by_cell = {cell.pk: Counter() for cell in cells}
    for row in rows:
        by_cell[row.cell.pk][row.state] += 1
    charge, ended = _assignments(cells, day)
    last = _last_visits(cells, day)
    found = [
        Followed(cell, charge.get(cell.pk), ended.get(cell.pk), by_cell[cell.pk], last.get(cell.pk)) for cell in cells
    ]
    by_member = Counter((row.committee_member.pk, row.state) for row in rows)
    promised = GuidanceRules.objects.in_force(commune, day).visits_a_quarter
    return Duties(found, by_member, promised, over)


def _assignments(cells, day):
    """({cell number: Assignment in force on `day`}, {cell number: the last that was over by then})."""
    charge, ended = {}, {}
    rows = Assignment.objects.filter(cell__in=cells, since__lte=day).select_related("committee_member")
    for row in rows.order_by("since", "pk"):
        (charge if row.holds_on(day) else ended)[row.cell_id] = row
    return charge, ended


def _last_visits(cells, day):
    """{cell number: day of the last visit that a meeting's record tells}."""
    attended = Exists(Visit.objects.filter(meeting=OuterRef("pk"), attended=True))
    met = Meeting.objects.kept().filter(attended, cell=OuterRef("pk"), held_on__lte=day)
    # back from the last meeting of each cell: all visits of a cell are many
    last = Subquery(met.order_by("-held_on").values("held_on")[:1])
    return dict(Cell.objects.filter(pk__in=[cell.pk for cell in cells]).order_by().values_list("pk", last))


def open_in(cell, day):
    """{what: rows} of what is open in a cell on `day`: what a successor in charge goes on with."""
    return {
        "difficulties": Difficulty.objects.filter(cell=cell).unsolved().order_by("due_on", "pk"),
        "tasks": open_tasks(cells=[cell]),
        "focus": FocusTask.objects.unfinished().filter(cell=cell).order_by("due_now", "pk"),
        "planned": cell.planned_visits.kept().filter(on__gte=day).order_by("on", "pk"),
    }


def in_words(found):
    """[[what, [row in words]]] of what `open_in` found."""
    until = capfirst(_("due"))
    told = {
        _("Difficulties not solved"): [f"{row}. {until} {row.due_on:%d/%m/%Y}" for row in found["difficulties"]],
        _("Open tasks"): [f"{row.text}. {until} {row.due_on:%d/%m/%Y}" for row in found["tasks"]],
        capfirst(_("tasks of the Committee")): [str(row) for row in found["focus"]],
        capfirst(_("planned visits")): [f"{row.on:%d/%m/%Y} {row.purpose}".strip() for row in found["planned"]],
    }
    return [[what, rows] for what, rows in told.items() if rows]
