"""What the records tell of cells in a period: the figures that summaries, reports of periods and papers share."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q

from cells.models import Cell
from common.prepared import numbers, prepared
from meetings import queries
from meetings.enums import Band, MeetingKind
from meetings.queries import HELD, OWED
from meetings.rules.tasks import task_share
from members.queries import Flow, flows
from oversight.models import Difficulty

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class PeriodLine:
    """What was counted for a cell, or for all together: pairs are (part, whole), `bands` {Band: months}, `points` those
    of each month with a score. In the `flow` of all, moves between them are comings and goings."""

    cell: Cell | None
    flow: Flow = field(default_factory=Flow)
    months: tuple = (0, 0)
    thematic: int = 0
    attendance: tuple = (0, 0)
    points: tuple = ()
    bands: Counter = field(default_factory=Counter)
    tasks: tuple = (0, 0)
    raised: int = 0
    unsolved: int = 0

    def __add__(self, other):
        added = {}
        for name in self.__dataclass_fields__:
            mine, its = getattr(self, name), getattr(other, name)
            if name == "cell":
                added[name] = None
            elif isinstance(mine, tuple) and name != "points":
                added[name] = tuple(map(sum, zip(mine, its, strict=True)))
            else:
                added[name] = mine + its
        return PeriodLine(**added)

    @property
    def good(self):
        """Months rated Good or Fair, of those with a band."""
        return self.bands[Band.GOOD] + self.bands[Band.FAIR], self.bands.total()

    @property
    def came(self):
        """How many came otherwise than by admission."""
        return self.flow.joined + self.flow.arrived + self.flow.restored

    @property
    def left(self):
        return self.flow.transferred + self.flow.died + self.flow.expelled + self.flow.removed + self.flow.left


def told_of(cells, period, difficulties):
    """[Cell] of `cells`, a query set, in name order: those at work in the period or on its eve, as people leave a cell
    on the day of its end, and those that have a difficulty, whatever their end. So halves add up to their year."""
    at_work = queries.of_period(cells, period.since - ONE_DAY, period.until)
    cells = cells.filter(Q(pk__in=at_work.values("pk")) | Q(pk__in={cell for cell, *_days in difficulties}))
    return list(cells.order_by("search_key", "pk"))


def difficulties_of(cells, since, until):
    """[(cell number, day raised, day ended or None)] of what lasted on some day of the period in `cells`, a query set
    or a list."""
    return _difficulties(cells=numbers(cells), since=since, until=until)


@prepared
def _difficulties(cells, since, until):
    rows = Difficulty.objects.with_course().filter(cell__in=cells, raised_on__lt=until)
    rows = rows.filter(Q(raised_on__gte=since) | Q(ended_on=None) | Q(ended_on__gte=since)).order_by()
    return rows.values_list("cell", "raised_on", "ended_on")


def signed_by_cell(held):
    """{cell number: [MeetingFacts]} of those signed."""
    found = defaultdict(list)
    for meeting in held:
        if meeting.signed:
            found[meeting.cell_id].append(meeting)
    return found


def lines_of(*, cells, period, today, difficulties):
    """[PeriodLine] of `cells` [Cell] in a period up to `today`, in their order; signed minutes only. `difficulties` as
    `difficulties_of` gives them. The number of queries does not depend on cells or meetings."""
    until = min(period.until, today + ONE_DAY)
    facts = _facts(cells, period, until, today, difficulties)
    return [_line(cell, found) for cell, found in facts.items()]


def _facts(cells, period, until, today, difficulties):
    """{Cell: {what: what was found}}."""
    about = {"cells": cells, "since": period.since, "until": until}
    held = queries.meetings_held(**about)
    limit = queries.on_time_day(cells, min(period.last_day, today))
    board = queries.month_board(cells=cells, months=period.months(), today=today, on_time_day=limit, held=held)
    standing = {meeting.pk for meeting in queries.standing_for_month(held).values()}
    signed, tasks, changes = signed_by_cell(held), queries.tasks_taken_up(**about), flows(**about)
    counted = {cell.pk: Counter() for cell in cells}
    for pk, raised_on, ended_on in difficulties:
        counted[pk]["raised"] += raised_on >= period.since
        counted[pk]["unsolved"] += ended_on is None or ended_on >= until
    return {
        cell: {
            "states": [board[cell.pk, month].state for month in period.months()],
            "meetings": signed[cell.pk],
            "scored": [one for one in signed[cell.pk] if one.pk in standing and one.scored],
            "tasks": task_share(tasks[cell.pk]),
            "flow": changes.get(cell.pk, Flow()),
            "difficulties": counted[cell.pk],
        }
        for cell in cells
    }


def _line(cell, facts):
    meetings = facts["meetings"]
    return PeriodLine(
        cell,
        flow=facts["flow"],
        months=(
            sum(state in HELD for state in facts["states"]),
            sum(state in OWED for state in facts["states"]),
        ),
        thematic=sum(meeting.kind == MeetingKind.THEMATIC for meeting in meetings),
        attendance=(sum(meeting.present for meeting in meetings), sum(meeting.expected for meeting in meetings)),
        points=tuple(meeting.total for meeting in facts["scored"]),
        bands=Counter(meeting.band for meeting in facts["scored"]),
        tasks=(facts["tasks"].done, facts["tasks"].counted),
        raised=facts["difficulties"]["raised"],
        unsolved=facts["difficulties"]["unsolved"],
    )
