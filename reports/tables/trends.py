"""Pictures of the quality of meetings over months: of all cells together, and of each by itself."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from common.numbers import points
from common.plots import Axis, Plot, Point, Spark, Zone, shared_axis
from meetings.enums import Band
from meetings.queries import MISSED, MonthState
from reports.tables.quality import TREND, mean, share, short

LEAST = 2  # months with points that make a line


def bands(edition):
    """The bands of a score sheet `edition` as Zones, the lowest first; none without an edition."""
    if edition is None:
        return ()
    edges = (0, edition.average_from, edition.fair_from, edition.good_from)
    pairs = zip(edges, reversed(Band), strict=True)
    return tuple(Zone(least, band.label, band.short, band.tone) for least, band in pairs)


@dataclass(frozen=True)
class Trends:
    """The Plots of all cells `together`, and a Spark for `each` in the order of names, on one `axis` over `zones`."""

    together: list
    each: list
    axis: Axis
    zones: tuple

    @property
    def axis_in_words(self):
        words = _("It goes from %(bottom)s to %(top)s.")
        return words % {"bottom": points(self.axis.bottom), "top": points(self.axis.top)}


def pictures(report):
    """The Trends of a QualityReport."""
    zones, each = bands(report.edition), _each(report)
    return Trends(_together(report, zones), each, shared_axis(each, zones), zones)


def _together(report, zones):
    """[Plot] of the mean points of each month, and of who came."""
    points = points_plot(report.board, report.trend, zones)
    return [points, _attendance(report, report.trend)] if points else []


def points_plot(board, months, zones):
    """The Plot of the mean points of `months` on a `board` {(cell number, Period): BoardEntry}; None without any."""
    totals = defaultdict(list)
    for (_cell, month), entry in board.items():
        if score := entry.score:
            totals[month].append(score.total)
    means = {_("mean points"): [mean(totals[month]) for month in months]}
    title = _("Mean points of regular meetings")
    return Plot(title, [short(month) for month in months], means, zones=zones) if totals else None


def _attendance(report, months):
    came = defaultdict(lambda: (0, 0))
    for meetings in report.signed.values():
        for meeting in meetings:
            month = meeting.held_on.year, meeting.held_on.month
            came[month] = came[month][0] + meeting.present, came[month][1] + meeting.expected
    shares = [share(came[month.year, month.number]) for month in months]
    labels = [short(month) for month in months]
    return Plot(_("Attendance of all meetings"), labels, {_("Attendance"): shares}, kind="percent")


def plots_of_cell(report):
    """[Plot] of the points of each month and of who came, of a QualityReport of one cell: from the first month that
    was owed a meeting to the last that is not still to come; none without two months that have points."""
    [cell] = report.cells
    told = [(month, report.board[cell.pk, month]) for month in report.trend]
    while told and told[0][1].state == MonthState.NOT_EXPECTED:
        told.pop(0)
    while told and told[-1][1].state in (MonthState.DUE, MonthState.NOT_EXPECTED):
        told.pop()
    totals = [entry.score.total if entry.score else None for _month, entry in told]
    if len(totals) - totals.count(None) < LEAST:
        return []
    labels = [short(month) for month, _entry in told]
    points_told = Plot(_("Points of regular meetings"), labels, {_("points"): totals}, zones=bands(report.edition))
    return [points_told, _attendance(report, [month for month, _entry in told])]


def _each(report):
    """[Spark] of the last twelve months of each cell."""
    months, each = report.trend[-TREND:], []
    labels = points_of(months)
    for cell in sorted(report.cells, key=lambda cell: (cell.search_key, cell.pk)):
        url = reverse("cells:detail", args=[cell.pk]) if report.opens_meetings(cell) else ""
        each.append(Spark(cell.name, url, labels([report.board[cell.pk, month] for month in months])))
    return each


def points_of(months):
    """A function of [BoardEntry of `months`] that gives their Points; words are translated once for many cells."""
    names = [short(month) for month in months]
    words = {one: str(one.label) for one in (*Band, *MonthState)}
    return lambda entries: [_point(name, entry, words) for name, entry in zip(names, entries, strict=True)]


def _point(month, entry, words):
    if score := entry.score:
        return Point(score.total, f"{month}: {points(score.total)} {words[score.band]}")
    return Point(None, f"{month}: {words[entry.state]}", entry.state in MISSED)
