"""The cell quality report: how each cell met in a period, and how good its meetings were."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may_open
from cells.models import Cell
from cells.queries import in_charge
from common.prepared import prepared
from common.tables import Column, Figure, Table
from meetings import queries
from meetings.enums import Band, MeetingKind
from meetings.queries import MISSED, MonthState
from meetings.rules.tasks import task_share
from members.enums import OverlayKind, Standing
from members.queries import Headcount, headcounts
from members.queries import total as total_of
from reports.papers import SheetOfMonth, sheet_of_month
from reports.tables.people import members_listed
from reports.tables.plots import line_plot


@dataclass(frozen=True)
class QualityReport:
    """The report's `table`, and for its plot [(Period, mean score or None, scored meetings)] over all its cells;
    `sheet` is the SheetOfMonth that can be made of it, or None."""

    table: Table
    trend: list
    sheet: SheetOfMonth | None

    @property
    def title(self):
        return self.table.title

    @property
    def tables(self):
        return (self.table,)


def cell_quality(*, user, period, today, kind="", cell=None):
    """The QualityReport of the cells that `user` may read about, at work in `period`; signed meetings only.

    Query count does not depend on the number of cells or meetings.
    """
    chosen = {"cell": cell and cell.pk, "kind": kind}
    cells = _at_work(**here_today(user, Do.SEE_REPORTS), since=period.since, until=period.until, **chosen)
    last_day = min(period.last_day, today)
    about = {"cells": cells, "since": period.since, "until": period.until}
    held = queries.meetings_held(**about)
    figures = _Figures(
        meetings=signed_by_cell(held),
        standing={meeting.pk for meeting in queries.standing_for_month(held).values()},
        tasks=queries.tasks_taken_up(**about),
        heads=headcounts(cells=cells, day=last_day),
        in_charge={pk: member.full_name for pk, member in in_charge(cells=cells, day=last_day).items()},
        board=queries.month_board(
            cells=cells,
            months=period.months(),
            today=today,
            on_time_day=queries.on_time_day(cells, last_day),
            held=held,
        ),
        months=[month for month in period.months() if month.since <= today],
        period=period,
        last_day=last_day,
    )
    opens_meetings, opens_members = may_open(user, Do.SEE_MEETINGS), may_open(user, Do.SEE_MEMBERS)
    rows = tuple(figures.row(c, opens_meetings(c), opens_members(c)) for c in cells)
    table = Table(
        title=_("Quality of cells, %(period)s") % {"period": period},
        subtitle=_("%(count)s cells. Figures up to %(day)s.") % {"count": len(cells), "day": f"{last_day:%d/%m/%Y}"},
        columns=_columns(figures.months),
        rows=rows,
        total=figures.total(cells) if cells else (),
        notes=_notes(),
    )
    whole = not (kind or cell)
    sheet = sheet_of_month(user=user, month=period, today=today) if period.kind == "M" and whole else None
    return QualityReport(table, figures.trend(), sheet)


@prepared
def _at_work(communes, cells, day, since, until, cell, *, kind):
    found = queries.of_period(Cell.objects.within(Scope(communes, cells), day), since, until)
    found = found.order_by("search_key", "pk")
    return found.filter(**({"kind": kind} if kind else {}), **({} if cell is None else {"pk": cell}))


def _notes():
    return (
        _("Only signed meetings count. Headcount: official and probationary members on the last day."),
        _("Exempt members are part of the headcount; they are official or probationary too."),
        _("Attendance: members present of those expected, all meetings of the period together."),
        _("Exempt, away and suspended members are left out of it; absence with reason as the score sheet says."),
        _("Points are those of the regular meeting of the month; of several, of the first that is signed."),
        _("Bands: the lower edge belongs to the band above."),
        _("Good or Fair: months with one of these bands, of the months with a band."),
        _("Tasks: of those that were due by a meeting that took them up, or are done before, those done; each once."),
        _("Visits: signed meetings that the Committee member in charge attended, of those where it was said."),
        _("Missing: months without a regular meeting, after the last day to meet on time, and those not signed yet."),
    )


def plots(report):
    """The Plot of a QualityReport; a single month is a figure of the table, not a line."""
    if len(report.trend) < 2:
        return []
    labels = [f"{month.number:02}/{month.year}" for month, mean, count in report.trend]
    means = {_("mean points"): [mean for month, mean, count in report.trend]}
    return [line_plot(_("Mean points of regular meetings"), labels, means, highest=100)]


def _columns(months):
    return (
        Column(_("cell"), width=28),
        Column(_("Headcount"), "number", width=10),
        *(Column(label, "number", width=10) for label in (_("official"), _("probationary"), _("exempt"))),
        Column(_("Regular meetings"), "number", width=10),
        Column(_("thematic"), "number", width=10),
        Column(_("other kinds"), "number", width=8),
        Column(_("Attendance"), "percent", width=12),
        Column(_("Present / expected"), "number", width=14),
        Column(_("Left out"), "number", width=9),
        *(Column(f"{month.number:02}/{month.year}", "decimal", width=10) for month in months),
        Column(_("Mean"), "decimal", width=9),
        *(Column(band.label, "number", width=9) for band in Band),
        Column(_("Good or Fair"), "percent", width=10),
        Column(_("Tasks done"), "percent", width=11),
        Column(_("Done / due"), "number", width=11),
        Column(_("Visits"), "number", width=9),
        Column(_("In charge"), width=24),
        Column(_("Missing"), width=24),
    )


@dataclass
class _Figures:
    """What was counted for the report, by cell; `meetings` are the MeetingFacts of signed ones, `standing` the numbers
    of the regular meetings that stand for their month, `tasks` what was found of tasks."""

    meetings: dict
    standing: set
    tasks: dict
    heads: dict
    in_charge: dict
    board: dict
    months: list
    period: object
    last_day: object

    def row(self, cell, opens_meetings, opens_members):
        meetings = self.meetings[cell.pk]
        head = self.heads.get(cell.pk, Headcount())
        entries = [self.board[cell.pk, month] for month in self.months]
        owed = zip(self.months, map(_owed, entries), strict=True)
        missing = [f"{month.number:02}/{month.year}{said}" for month, said in owed if said is not None]
        listed = _link(cell, self.period) if opens_meetings and meetings else ""
        return (
            Figure(cell.name, reverse("cells:detail", args=[cell.pk]) if opens_meetings else ""),
            *self._heads(head, cell if opens_members else None),
            *self._counts(meetings, listed),
            *(self._score(entry, opens_meetings) for entry in entries),
            *self._bands(meetings, listed),
            *self._shares(meetings, self.tasks[cell.pk], listed),
            Figure(self.in_charge.get(cell.pk) or _("nobody"), tone="" if cell.pk in self.in_charge else "warn"),
            Figure(", ".join(missing) or _("none"), tone="bad" if missing else ""),
        )

    def total(self, cells):
        meetings = [meeting for cell in cells for meeting in self.meetings[cell.pk]]
        monthly = [mean for month, mean, count in self.trend()]
        missing = sum(_owed(self.board[cell.pk, month]) is not None for cell in cells for month in self.months)
        return (
            Figure(capfirst(_("all"))),
            *self._heads(total_of(self.heads.values())),
            *self._counts(meetings),
            *(Figure(mean) for mean in monthly),
            *self._bands(meetings),
            *self._shares(meetings, [found for cell in cells for found in self.tasks[cell.pk]]),
            Figure(""),
            Figure(str(missing)),
        )

    def trend(self):
        by_month = defaultdict(list)
        for meeting in (m for meetings in self.meetings.values() for m in meetings if self._scored(m)):
            by_month[meeting.held_on.year, meeting.held_on.month].append(meeting.total)
        return [(p, mean(by_month[p.year, p.number]), len(by_month[p.year, p.number])) for p in self.months]

    def _heads(self, head, cell=None):
        """The Headcount and its parts; `cell` where the list of its members opens."""

        def listed(number, **choice):
            return Figure(number, members_listed(self.last_day, cell=cell.pk, **choice) if cell and number else "")

        return (
            listed(head.total),
            *(listed(getattr(head, standing), standing=standing.value) for standing in reversed(Standing)),
            listed(head.exempt, state=OverlayKind.EXEMPT.value),
        )

    def _counts(self, meetings, url=""):
        kinds = [meeting.kind for meeting in meetings]
        regular, thematic = kinds.count(MeetingKind.REGULAR), kinds.count(MeetingKind.THEMATIC)
        n, d = sum(m.present for m in meetings), sum(m.expected for m in meetings)
        return (
            _count(regular, url, "&kind=regular"),
            _count(thematic, url, "&kind=thematic"),
            _count(len(kinds) - regular - thematic, url, "&kind=other"),
            Figure(n / d if d else None, url),
            Figure(f"{n}/{d}", url),
            Figure(sum(m.left_out for m in meetings)),
        )

    def _score(self, entry, opens):
        if entry.score is None:
            return Figure()
        url = entry.meeting.get_absolute_url() if opens else ""
        return Figure(entry.score.total, url, tone=entry.score.tone, note=entry.score.get_band_display())

    def _bands(self, meetings, url=""):
        scored = [meeting for meeting in meetings if self._scored(meeting)]
        bands = [meeting.band for meeting in scored]
        points = mean([meeting.total for meeting in scored])
        counts = (_count(bands.count(band), url, f"&band={band}") for band in Band)
        good, listed = bands.count(Band.GOOD) + bands.count(Band.FAIR), url and f"{url}&kind=regular&band=good_or_fair"
        share = Figure(good / len(bands) if bands else None, listed if good else "")
        return (Figure(points, url if scored else ""), *counts, share)

    def _scored(self, meeting):
        """Whether the points of a signed meeting count: those of the month's regular one with a whole score."""
        return meeting.pk in self.standing and meeting.scored

    def _shares(self, meetings, found, url=""):
        tasks = task_share(found)
        made, told = sum(m.visits_made for m in meetings), sum(m.visits_told for m in meetings)
        return (
            Figure(tasks.share, url if tasks.counted else ""),
            Figure(f"{tasks.done}/{tasks.counted}", url if tasks.counted else ""),
            Figure(f"{made}/{told}", url if told else ""),
        )


def _count(number, url, choice=""):
    """How many meetings there are, leading to their list narrowed by `choice`; none lead nowhere."""
    return Figure(number, f"{url}{choice}" if number and url else "")


def signed_by_cell(held):
    """{cell number: [MeetingFacts]} of those signed."""
    found = defaultdict(list)
    for meeting in held:
        if meeting.signed:
            found[meeting.cell_id].append(meeting)
    return found


def _owed(entry):
    """What follows the month in the list of what is missing; None where nothing is."""
    if entry.state == MonthState.UNSIGNED:
        return f" ({entry.state.label})"
    return "" if entry.state in MISSED else None


def mean(points):
    """Mean of Decimals with two decimals, or None of nothing."""
    return (sum(points, Decimal(0)) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP) if points else None


def _link(cell, period):
    until = f"{period.until:%d/%m/%Y}"
    chosen = {"cell": cell.pk, "state": "signed", "since": f"{period.since:%d/%m/%Y}", "until": until}
    return f"{reverse('meetings:list')}?{urlencode(chosen)}"
