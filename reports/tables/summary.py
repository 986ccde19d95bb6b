"""The summary of a half year or a year: of each cell what its records tell, with nothing written by hand."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

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
from reports.queries.counted import PeriodLine, difficulties_of, lines_of, told_of
from reports.tables.quality import mean, short


@dataclass(frozen=True)
class Summary(Table):
    """The Table, and `courses` [(month in words, difficulties raised in it, those solved or closed in it)]."""

    courses: tuple = ()


def summary_of_cells(*, user, period, today):
    """The Summary of the cells that `user` may read about of which something is told in `period`; signed minutes only.
    The number of queries does not depend on cells or meetings."""
    until = min(period.until, date.fromordinal(today.toordinal() + 1))
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS)
    difficulties = difficulties_of(cells, period.since, until)
    cells = told_of(cells, period, difficulties)
    lines = lines_of(cells=cells, period=period, today=today, difficulties=difficulties)
    opens_meetings, opens_difficulties = may_open(user, Do.SEE_MEETINGS), may_open(user, Do.SEE_OVERSIGHT)
    rows = tuple(
        (_name(line.cell, period, opens_meetings(line.cell)), *_figures(line, opens_difficulties(line.cell)))
        for line in lines
    )
    total = sum(lines, start=PeriodLine(None)) if lines else None
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
        Figure(line.flow.opening),
        Figure(line.flow.closing),
        Figure("{}/{}".format(*line.months), tone="warn" if line.months[0] < line.months[1] else ""),
        Figure(line.thematic),
        Figure(present / expected if expected else None),
        Figure(f"{present}/{expected}"),
        Figure(mean(line.points)),
        Figure("{}/{}".format(*line.good)),
        Figure(done / due if due else None),
        Figure(f"{done}/{due}"),
        Figure(line.flow.admitted),
        Figure(line.came),
        Figure(line.left),
        Figure(line.raised),
        Figure(line.unsolved, url if line.unsolved else ""),
    )


def _name(cell, period, opens):
    chosen = {"cell": cell.pk, "period": period.code}
    return Figure(cell.name, f"{reverse('reports:cell-quality')}?{urlencode(chosen)}" if opens else "")
