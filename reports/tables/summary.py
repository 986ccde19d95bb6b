"""The summary of a half year or a year: of each cell what its records tell, with nothing written by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may_open
from cells.models import Cell
from common.periods import month_of
from common.plots import Plot
from common.tables import Column, Figure, Table
from meetings import queries
from meetings.enums import Band, MeetingKind
from meetings.queries import HELD, OWED
from meetings.rules.tasks import task_share
from members.queries import Flow, flows
from oversight.models import Difficulty
from reports.tables.quality import mean, short, signed_by_cell

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Summary(Table):
    """The Table, and `courses` [(month in words, difficulties raised in it, those solved or closed in it)]."""

    courses: tuple = ()


def summary_of_cells(*, user, period, today):
    """The Summary of the cells that `user` may read about of which something is told in `period`; signed minutes only.
    The number of queries does not depend on cells or meetings."""
    until = min(period.until, date.fromordinal(today.toordinal() + 1))
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS)
    difficulties = _difficulties(cells, period.since, until)
    cells = _told_of(cells, period, difficulties)
    facts = _facts(cells, period, until, today, difficulties)
    lines = [_line(cell, found) for cell, found in facts.items()]
    opens_meetings, opens_difficulties = may_open(user, Do.SEE_MEETINGS), may_open(user, Do.SEE_OVERSIGHT)
    rows = tuple(
        (_name(line.cell, period, opens_meetings(line.cell)), *_figures(line, opens_difficulties(line.cell)))
        for line in lines
    )
    total = sum(lines, start=Line(None)) if lines else None
    return Summary(
        title=_("Summary of the cells, %(period)s") % {"period": period},
        subtitle=_("%(count)s cells. Figures up to %(day)s.")
        % {"count": len(cells), "day": f"{min(period.last_day, today):%d/%m/%Y}"},
        columns=_columns(),
        rows=rows,
        total=(Figure(capfirst(_("all"))), *_figures(total, False)) if total else (),
        notes=_notes(),
        courses=_courses(difficulties, [month for month in period.months() if month.since <= today], until),
    )


def _told_of(cells, period, difficulties):
    """[Cell] in name order: those at work in the period or on its eve, as people leave a cell on the day of its end,
    and those that have a difficulty, whatever their end. So halves add up to their year."""
    at_work = queries.of_period(cells, period.since - ONE_DAY, period.until)
    cells = cells.filter(Q(pk__in=at_work.values("pk")) | Q(pk__in={cell for cell, *_days in difficulties}))
    return list(cells.order_by("search_key", "pk"))


def _courses(difficulties, months, until):
    """What stands in a Summary, before the day `until`."""
    raised = Counter(month_of(raised_on) for _cell, raised_on, _ended_on in difficulties)
    ended = Counter(month_of(ended_on) for *_raised, ended_on in difficulties if ended_on and ended_on < until)
    return tuple((short(month), raised[month], ended[month]) for month in months)


def plots(summary):
    """The Plot of difficulties of a Summary; none where there was nothing."""
    months, raised, ended = zip(*summary.courses, strict=True)
    series = {_("raised"): raised, _("solved or closed"): ended}
    title = _("Difficulties by month")
    return [Plot(title, months, series, kind="number", bars=True)] if any(raised + ended) else []


def _notes():
    return (
        _("Regular meetings: months with signed minutes of a regular meeting, of the months that were owed."),
        _("Attendance: members present of those expected, all signed meetings of the period together."),
        _("Good or Fair: months with one of these bands, of the months with a band."),
        _("Tasks: of those that were due by a meeting that took them up, or are done before, those done; each once."),
        _("Came and left: of the cell; moves between cells of the commune are among them, also in the last row."),
        _("Difficulties: raised in the period, and not solved at its end."),
    )


@dataclass(frozen=True)
class Line:
    """What was counted for a cell, or for all together: pairs are (part, whole)."""

    cell: Cell | None
    opening: int = 0
    closing: int = 0
    months: tuple = (0, 0)
    thematic: int = 0
    attendance: tuple = (0, 0)
    points: tuple = ()
    good: tuple = (0, 0)
    tasks: tuple = (0, 0)
    admitted: int = 0
    came: int = 0
    left: int = 0
    raised: int = 0
    unsolved: int = 0

    def __add__(self, other):
        added = {}
        for name in self.__dataclass_fields__:
            mine, its = getattr(self, name), getattr(other, name)
            if name == "cell":
                added[name] = None
            elif name == "points":
                added[name] = mine + its
            elif isinstance(mine, tuple):
                added[name] = tuple(map(sum, zip(mine, its, strict=True)))
            else:
                added[name] = mine + its
        return Line(**added)


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


def _difficulties(cells, since, until):
    """[(cell number, day raised, day ended or None)] of what lasted on some day of the period; one query."""
    rows = Difficulty.objects.with_course().filter(cell__in=cells, raised_on__lt=until)
    rows = rows.filter(Q(raised_on__gte=since) | Q(ended_on=None) | Q(ended_on__gte=since)).order_by()
    return list(rows.values_list("cell", "raised_on", "ended_on"))


def _line(cell, facts):
    flow, meetings = facts["flow"], facts["meetings"]
    bands = [meeting.band for meeting in facts["scored"]]
    return Line(
        cell,
        opening=flow.opening,
        closing=flow.closing,
        months=(
            sum(state in HELD for state in facts["states"]),
            sum(state in OWED for state in facts["states"]),
        ),
        thematic=sum(meeting.kind == MeetingKind.THEMATIC for meeting in meetings),
        attendance=(sum(meeting.present for meeting in meetings), sum(meeting.expected for meeting in meetings)),
        points=tuple(meeting.total for meeting in facts["scored"]),
        good=(bands.count(Band.GOOD) + bands.count(Band.FAIR), len(bands)),
        tasks=(facts["tasks"].done, facts["tasks"].counted),
        admitted=flow.admitted,
        came=flow.joined + flow.arrived + flow.restored,
        left=flow.transferred + flow.died + flow.expelled + flow.removed + flow.left,
        raised=facts["difficulties"]["raised"],
        unsolved=facts["difficulties"]["unsolved"],
    )


def _columns():
    return (
        Column(_("cell"), width=28),
        Column(_("At the start"), "number"),
        Column(_("At the end"), "number"),
        Column(_("Regular meetings"), "number"),
        Column(_("thematic"), "number"),
        Column(_("Attendance"), "percent"),
        Column(_("Present / expected"), "number"),
        Column(_("mean points"), "decimal"),
        Column(_("Good or Fair"), "number"),
        Column(_("Tasks done"), "percent"),
        Column(_("Done / due"), "number"),
        Column(_("admitted"), "number"),
        Column(_("Came otherwise"), "number"),
        Column(_("Left"), "number"),
        Column(_("Difficulties raised"), "number"),
        Column(_("Not solved"), "number"),
    )


def _figures(line, opens):
    present, expected = line.attendance
    done, due = line.tasks
    url = f"{reverse('oversight:index')}?{urlencode({'cell': line.cell.pk})}" if opens else ""
    return (
        Figure(line.opening),
        Figure(line.closing),
        Figure("{}/{}".format(*line.months), tone="warn" if line.months[0] < line.months[1] else ""),
        Figure(line.thematic),
        Figure(present / expected if expected else None),
        Figure(f"{present}/{expected}"),
        Figure(mean(line.points)),
        Figure("{}/{}".format(*line.good)),
        Figure(done / due if due else None),
        Figure(f"{done}/{due}"),
        Figure(line.admitted),
        Figure(line.came),
        Figure(line.left),
        Figure(line.raised),
        Figure(line.unsolved, url if line.unsolved else ""),
    )


def _name(cell, period, opens):
    chosen = {"cell": cell.pk, "period": period.code}
    return Figure(cell.name, f"{reverse('reports:cell-quality')}?{urlencode(chosen)}" if opens else "")
