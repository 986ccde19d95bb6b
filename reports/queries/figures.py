"""The figures that a report of a period asks for, each with its one definition, counted from the records.

A value is a whole number; `[part, whole]` of a share; or `[hundredths, count]` of a mean of points, so that values of
several cells can be added."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cells.models import Cell
from cells.queries import cells_at_work
from common.prepared import prepared
from meetings.enums import Band
from members.enums import Change, Entry, Exit
from members.models import Membership
from members.queries import Flow, Headcount, flow, headcounts, total
from members.queries.work import work_of
from reports.enums import Block, ReportKind
from reports.queries.counted import PeriodLine, difficulties_of, lines_of

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Counted:
    """What was counted for some cells together: their PeriodLine, the Headcount of the last day, and of the year
    (members given work, members); the `flow` is without moves inside a unit that reports, or the commune."""

    line: PeriodLine
    flow: Flow
    head: Headcount
    work: tuple = (0, 0)

    def __add__(self, other):
        return Counted(
            self.line + other.line,
            self.flow + other.flow,
            total([self.head, other.head]),
            tuple(map(sum, zip(self.work, other.work, strict=True))),
        )


NOTHING = Counted(PeriodLine(None), Flow(), Headcount())


@dataclass(frozen=True)
class FigureKind:
    """A figure: what it is called, how it is counted, its `kind` (number, share or mean), the Block it belongs to, and
    `of`, which reads it from a Counted."""

    key: str
    label: Promise
    about: Promise
    of: Callable
    kind: str = "number"
    block: Block = Block.MEMBERS


def _change(change):
    about = {
        Change.ADMITTED: _("On the day of the ceremony."),
        Change.ARRIVED: _("For a cell, moves from other cells of the commune are among them; for the commune not."),
        Change.TRANSFERRED: _("For a cell, moves to other cells of the commune are among them; for the commune not."),
    }
    return FigureKind(
        change.value,
        change.label,
        about.get(change, _("In the period, by the day on which it happened.")),
        lambda found: getattr(found.flow, change.value),
    )


def _band(band):
    about, block = _("Months of which the regular meeting has this band."), Block.MEETINGS
    return FigureKind(band.value, band.label, about, lambda found: found.line.bands[band], block=block)


OPENING = FigureKind(
    "opening", _("At the start"), _("The headcount at the end of the day before."), lambda found: found.flow.opening
)
CLOSING = FigureKind(
    "closing", _("At the end"), _("The headcount at the end of the last day."), lambda found: found.flow.closing
)
_OF_THESE = _("Of those at the end.")
OFFICIAL = FigureKind("official", _("official"), _OF_THESE, lambda found: found.head.official)
PROBATIONARY = FigureKind("probationary", _("probationary"), _OF_THESE, lambda found: found.head.probationary)
EXEMPT = FigureKind("exempt", _("exempt"), _OF_THESE, lambda found: found.head.exempt)
HELD = FigureKind(
    "held",
    _("Regular meetings"),
    _("Months with signed minutes of a regular meeting, of the months that were owed."),
    lambda found: list(found.line.months),
    "share",
    Block.MEETINGS,
)
FIGURES = {
    ReportKind.WORK: (
        OPENING,
        *map(_change, Change),
        CLOSING,
        OFFICIAL,
        PROBATIONARY,
        EXEMPT,
        HELD,
        FigureKind(
            "thematic",
            _("Thematic meetings"),
            _("Signed minutes of the period."),
            lambda found: found.line.thematic,
            block=Block.MEETINGS,
        ),
        FigureKind(
            "attendance",
            _("Attendance"),
            _("Members present of those expected, all signed meetings of the period together."),
            lambda found: list(found.line.attendance),
            "share",
            Block.MEETINGS,
        ),
        FigureKind(
            "points",
            _("mean points"),
            _("Of the regular meetings that have a score, each month once."),
            lambda found: [int(100 * sum(found.line.points)), len(found.line.points)],
            "mean",
            Block.MEETINGS,
        ),
        FigureKind(
            "good",
            _("Good or Fair"),
            _("Months with one of these bands, of the months with a band."),
            lambda found: list(found.line.good),
            "share",
            Block.MEETINGS,
        ),
        *map(_band, Band),
        FigureKind(
            "tasks",
            _("Tasks done"),
            _("Of those that were due by a meeting that took them up, or are done before, those done; each once."),
            lambda found: list(found.line.tasks),
            "share",
            Block.TASKS,
        ),
        FigureKind(
            "raised",
            _("Difficulties raised"),
            _("In the period."),
            lambda found: found.line.raised,
            block=Block.DIFFICULTIES,
        ),
        FigureKind(
            "unsolved",
            _("Difficulties not solved"),
            _("At the end of the period."),
            lambda found: found.line.unsolved,
            block=Block.DIFFICULTIES,
        ),
    ),
    ReportKind.INSPECTION: (
        CLOSING,
        OFFICIAL,
        PROBATIONARY,
        EXEMPT,
        FigureKind("hosted", _("temporarily here"), _("Not among the members."), lambda found: found.head.hosted),
        FigureKind(
            "work",
            _("members given work"),
            _("Of those who take part in the life of the cell, in the year of the last day."),
            lambda found: list(found.work),
            "share",
        ),
        HELD,
    ),
}


def count_cells(*, cells, period, today, kind):
    """{number: Counted} of `cells` [Cell] in a Period, up to `today`, for a ReportKind. The number of queries does not
    depend on them."""
    last = min(period.last_day, today)
    difficulties = difficulties_of(cells, period.since, last + ONE_DAY)
    lines = lines_of(cells=cells, period=period, today=today, difficulties=difficulties)
    heads, work = headcounts(cells=cells, day=last), _given(cells, last) if kind == ReportKind.INSPECTION else {}
    return {
        line.cell.pk: Counted(line, line.flow, heads.get(line.cell.pk, Headcount()), work.get(line.cell.pk, (0, 0)))
        for line in lines
    }


def _given(cells, day):
    """{number of a cell: (members given work in the year of `day`, members who are to have some)}."""
    found = work_of(cells=cells, year=day.year, day=day)
    expected = {cell: [line for line in lines if line.expected] for cell, lines in found.items()}
    return {cell: (sum(not line.without for line in lines), len(lines)) for cell, lines in expected.items()}


def count_commune(*, cells, parts, period, today):
    """The Counted of the commune whose `cells` these are: of all together, `parts` {number: Counted}, where moves
    between them cancel out."""
    last = min(period.last_day, today)
    whole = flow(cells=cells, since=period.since, until=last + ONE_DAY, whole=True)
    return replace(sum(parts.values(), start=NOTHING), flow=whole)


@prepared
def _cells_of(commune):
    return Cell.objects.filter(commune=commune).order_by().values_list("pk", flat=True)


def without_moves(counted, units, since, until):
    """{number: Counted} of `units` {number: the cells [numbers] that it tells of}, summed from `counted`; moves between
    cells of one unit are no comings and goings of it. One query, none where no cell took over."""
    found = {unit: sum((counted[cell] for cell in cells), start=NOTHING) for unit, cells in units.items()}
    unit_of = {cell: unit for unit, cells in units.items() if len(cells) > 1 for cell in cells}
    if not unit_of:
        return found
    rows = Membership.objects.filter(cell__in=unit_of, since__lt=until).order_by()
    rows = list(rows.values_list("member", "cell", "since", "until", "entry", "exit"))
    left = {(member, last): cell for member, cell, _since, last, _entry, exit_ in rows if exit_ == Exit.MOVED}
    for member, cell, first, _until, entry, _exit in rows:
        before = left.get((member, first)) if entry == Entry.MOVED and first >= since else None
        if before and unit_of[before] == unit_of[cell]:
            one = found[unit_of[cell]]
            inner = replace(one.flow, arrived=one.flow.arrived - 1, transferred=one.flow.transferred - 1)
            found[unit_of[cell]] = replace(one, flow=inner)
    return found


def figures_of(counted, kind):
    """The figures of a Counted as they are kept: [{key, part, label, about, kind, value}], in Vietnamese."""
    return [about | {"value": figure.of(counted)} for figure, about in zip(FIGURES[kind], _about(kind), strict=True)]


@cache
def _about(kind):
    """What such figures are called and how they are counted, in their order."""
    with override("vi"):
        return [
            {
                "key": figure.key,
                "part": figure.block.value,
                "label": str(figure.label),
                "about": str(figure.about),
                "kind": figure.kind,
            }
            for figure in FIGURES[kind]
        ]


def sum_of(several):
    """The figures of several cells together, each as `figures_of` gives them; a figure that some of them did not have
    is left out. [] of none."""
    by_key = [{one["key"]: one["value"] for one in figures} for figures in several]
    return [
        one | {"value": _plus([values[one["key"]] for values in by_key])}
        for one in (several[0] if several else [])
        if all(one["key"] in values for values in by_key)
    ]


def _plus(values):
    return [sum(part) for part in zip(*values, strict=True)] if isinstance(values[0], list) else sum(values)


def differing(sent, now):
    """[figure] of `sent` that the records tell otherwise by `now`, each with its value there as `now`, None if it has
    none any more."""
    known = {one["key"]: one["value"] for one in now}
    return [one | {"now": known.get(one["key"])} for one in sent if known.get(one["key"]) != one["value"]]


def commune_figures(*, commune, kind, period, today):
    """The figures of the commune of that number in a Period up to `today`, for a ReportKind; None before its first day
    and where no cell was at work: then they do not apply. Before communes merged they are those of all together."""
    if period.since > today:
        return None
    of_commune, last = {"communes": [commune], "cells": [], "day": today}, min(period.last_day, today)
    cells = cells_at_work(**of_commune, since=period.since - ONE_DAY, until=last + ONE_DAY)
    if not cells:
        return None
    parts = count_cells(cells=cells, period=period, today=today, kind=kind)
    whole = _cells_of(commune=commune)
    return figures_of(count_commune(cells=whole, parts=parts, period=period, today=today), kind)
