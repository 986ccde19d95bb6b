"""The cell quality report: how each cell met in a period, and how good its meetings were."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may_open
from cells.models import Cell
from cells.queries import in_charge
from common.numbers import points as as_points
from common.periods import Period, Span, months_between, shifted
from common.prepared import prepared
from common.tables import Column, Figure, Table
from meetings import queries
from meetings.enums import Band, MeetingKind
from meetings.models import Edition
from meetings.queries import HELD, MISSED, OWED, MonthState
from meetings.rules.tasks import task_share
from members.enums import OverlayKind, Standing
from members.queries import Headcount, headcounts
from members.queries import total as total_of
from reports.papers import SheetOfMonth, sheet_of_month
from reports.queries.counted import signed_by_cell
from reports.tables.people import members_listed

TREND = 12  # months at least that a trend shows


def cell_quality(*, user, period, today, kind="", cell=None, sort="cell", brief=False):
    """The QualityReport of the cells that `user` may read about, at work in `period`; signed meetings only.

    `sort` is one of SORTS, with "-" before it the other way round; `brief` shows the columns looked at first. Query
    count does not depend on the number of cells or meetings.
    """
    chosen = {"cell": cell and cell.pk, "kind": kind}
    cells = _at_work(**here_today(user, Do.SEE_REPORTS), since=period.since, until=period.until, **chosen)
    last_day, before = min(period.last_day, today), period.previous()
    months = [month for month in period.months() if month.since <= today]
    trend = months_between(min(shifted(last_day, 1 - TREND), period.since), last_day)
    held = queries.meetings_held(
        cells=cells, since=min(before.since, trend[0].since), until=max(period.until, trend[-1].until)
    )
    edition = Edition.objects.in_force(cells[0].commune_id, last_day) if cells else None
    limit = queries.on_time_by(edition)
    board = queries.month_board(cells=cells, months=trend, today=today, on_time_day=limit, held=held)
    standing = {meeting.pk for meeting in queries.standing_for_month(held).values()}
    signed = signed_by_cell(held)
    found = queries.tasks_taken_up(cells=cells, since=period.since, until=period.until)
    lines = []
    for one in cells:
        scored = [meeting for meeting in signed[one.pk] if meeting.pk in standing and meeting.scored]
        entries = [(month, board[one.pk, month]) for month in months]
        line = QualityLine(
            cell=one,
            meetings=_within(period, signed[one.pk]),
            scored=_within(period, scored),
            before=_within(before, scored),
            months=[(month, entry if _day(entry, month, limit) in period else None) for month, entry in entries],
            found=found[one.pk],
        )
        lines.append(line)
    lines.sort(key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))
    whole = not (kind or cell)
    sheet = sheet_of_month(user=user, month=period, today=today) if period.kind == "M" and whole else None
    return QualityReport(user, period, last_day, lines, months, signed, board, trend, edition, sort, brief, sheet)


def _within(period, meetings):
    return [meeting for meeting in meetings if meeting.held_on in period]


def _day(entry, month, limit):
    """The day by which a month belongs to a period: that of its meeting, else the last to meet on time."""
    return entry.meeting.held_on if entry.meeting else month.since.replace(day=limit)


@prepared
def _at_work(communes, cells, day, since, until, cell, *, kind):
    found = queries.of_period(Cell.objects.within(Scope(communes, cells), day), since, until)
    found = found.order_by("search_key", "pk")
    return found.filter(**({"kind": kind} if kind else {}), **({} if cell is None else {"pk": cell}))


@dataclass(frozen=True)
class QualityLine:
    """What was counted of a `cell`, or of all together where that is None.

    Signed `meetings` of the period; those whose points count, as `scored`, and in the period `before`; `months`
    [(Period, BoardEntry, or None where the month belongs to another period)]; what was `found` of tasks.
    """

    cell: Cell | None
    meetings: list
    scored: list
    before: list
    months: list
    found: list

    @cached_property
    def mean(self):
        return mean([meeting.total for meeting in self.scored])

    @cached_property
    def mean_before(self):
        """The mean of the period before, where that has half as many points: of fewer it could not be compared."""
        return mean([meeting.total for meeting in self.before]) if 2 * len(self.before) >= len(self.scored) else None

    @cached_property
    def change(self):
        """The mean less that of the period before; None without either."""
        before = self.mean_before
        return None if self.mean is None or before is None else self.mean - before

    @cached_property
    def attendance(self):
        """(present, expected) of all meetings together."""
        return sum(meeting.present for meeting in self.meetings), sum(meeting.expected for meeting in self.meetings)

    @cached_property
    def held(self):
        """(months with a signed regular meeting, months that were owed one)."""
        states = [entry.state for _month, entry in self.months if entry]
        return sum(state in HELD for state in states), sum(state in OWED for state in states)

    @cached_property
    def tasks(self):
        return task_share(self.found)

    @cached_property
    def missing(self):
        """[month in words] that lack a regular meeting, or its signature."""
        owed = ((month, _owed(entry)) for month, entry in self.months if entry)
        return [f"{short(month)}{said}" for month, said in owed if said is not None]


def _owed(entry):
    """What follows the month in the list of what is missing; None where nothing is."""
    if entry.state == MonthState.UNSIGNED:
        return f" ({entry.state.label})"
    return "" if entry.state in MISSED else None


def share(pair):
    """The first of (part, whole) as a fraction; None of nothing."""
    part, whole = pair
    return part / whole if whole else None


def short(month):
    return f"{month.number:02}/{month.year}"


def _none_first(value):
    return value is not None, value or 0


def _none_last(value):
    return value is None, value or 0


SORTS = {  # the worst first, but for names and what is missing; of equals the first by name
    "cell": lambda line: line.cell.search_key,
    "held": lambda line: _none_last(share(line.held)),
    "attendance": lambda line: _none_first(share(line.attendance)),
    "points": lambda line: (*_none_first(line.mean), -len(line.missing)),
    "change": lambda line: _none_last(line.change),
    "tasks": lambda line: _none_last(line.tasks.share),
    "missing": lambda line: len(line.missing),
}


@dataclass
class QualityReport:
    """What was counted: a QualityLine for each cell, and their months, which reach farther back than the `period`:
    `signed` {cell number: [MeetingFacts]} and the `board` {(cell number, Period): BoardEntry} of the months of `trend`.

    `sheet` is the SheetOfMonth that can be made of it, or None.
    """

    user: object
    period: Period | Span
    last_day: date
    lines: list
    months: list
    signed: dict
    board: dict
    trend: list
    edition: Edition | None
    sort: str
    is_brief: bool
    sheet: SheetOfMonth | None

    def __post_init__(self):
        self.opens_meetings = may_open(self.user, Do.SEE_MEETINGS)
        self.opens_members = may_open(self.user, Do.SEE_MEMBERS)
        self.cells = [line.cell for line in self.lines]
        parts = {name: [] for name in ("meetings", "scored", "before", "months", "found")}
        for line in self.lines:
            for name, rows in parts.items():
                rows += getattr(line, name)
        self.total = QualityLine(None, **parts)

    def scored_lately(self, cell):
        """[MeetingFacts] of `cell` whose points count, of the months of the trend, the latest first."""
        entries = (self.board[cell.pk, month] for month in reversed(self.trend))
        return [entry.score for entry in entries if entry.score]

    @property
    def title(self):
        return _("Quality of cells, %(period)s") % {"period": self.period}

    @property
    def tables(self):
        """Of its Excel file."""
        return (self.table,)

    @property
    def brief(self):
        """The Table of what is looked at first."""
        month = self.period.kind == "M"
        columns = (
            Column(_("cell"), sort="cell"),
            Column(_("Months with a meeting / owed"), "number", sort="held"),
            Column(_("Attendance"), "percent", sort="attendance"),
            Column(_("points") if month else _("Mean, last meeting"), "decimal", sort="points", by_name=True),
            Column(_("Against the period before"), "number", sort="change"),
            Column(_("Tasks done"), "percent", sort="tasks"),
            Column(_("Missing"), sort="-missing"),
        )
        return self._table(columns, self._brief_row)

    @property
    def table(self):
        """The Table with every column."""
        return self._table(_columns(self.months), self._row)

    def _table(self, columns, row):
        said = _("%(count)s cells. Figures up to %(day)s.")
        return Table(
            title=self.title,
            subtitle=said % {"count": len(self.lines), "day": f"{self.last_day:%d/%m/%Y}"},
            columns=columns,
            rows=tuple(map(row, self.lines)),
            total=row(self.total) if self.lines else (),
            notes=_notes(),
            sorted=self.sort,
        )

    def _brief_row(self, line):
        url = self.listed(line)
        return (
            self._name(line),
            _held(line, url),
            shared(line.attendance, url),
            self._points(line, url),
            _changed(line),
            shared((line.tasks.done, line.tasks.counted), url),
            self._missing(line),
        )

    def _row(self, line):
        url = self.listed(line)
        made = sum(meeting.visits_made for meeting in line.meetings)
        told = sum(meeting.visits_told for meeting in line.meetings)
        bands = [meeting.band for meeting in line.scored]
        good = bands.count(Band.GOOD) + bands.count(Band.FAIR)
        tasks, counted = line.tasks, url if line.tasks.counted else ""
        kinds = [meeting.kind for meeting in line.meetings]
        regular, thematic = kinds.count(MeetingKind.REGULAR), kinds.count(MeetingKind.THEMATIC)
        return (
            self._name(line),
            *self._heads(line),
            _held(line, url),
            _count(regular, url, "&kind=regular"),
            _count(thematic, url, "&kind=thematic"),
            _count(len(kinds) - regular - thematic, url, "&kind=other"),
            Figure(share(line.attendance), url),
            Figure("{}/{}".format(*line.attendance), url),
            Figure(sum(meeting.left_out for meeting in line.meetings)),
            *self._monthly(line),
            Figure(line.mean, url if line.scored else ""),
            Figure(line.change),
            *(_count(bands.count(band), url, f"&band={band}") for band in Band),
            Figure(share((good, len(bands))), f"{url}&kind=regular&band=good_or_fair" if url and good else ""),
            Figure(tasks.share, counted),
            Figure(f"{tasks.done}/{tasks.counted}", counted),
            Figure(f"{made}/{told}", url if told else ""),
            self._in_charge(line),
            self._missing(line),
        )

    def _name(self, line):
        if not line.cell:
            return Figure(capfirst(_("all")))
        opens = self.opens_meetings(line.cell)
        return Figure(line.cell.name, reverse("cells:detail", args=[line.cell.pk]) if opens else "")

    def listed(self, line):
        """The address of the list of its meetings; empty where none open to the reader."""
        if not (line.cell and line.meetings and self.opens_meetings(line.cell)):
            return ""
        days = {"since": f"{self.period.since:%d/%m/%Y}", "until": f"{self.period.until:%d/%m/%Y}"}
        return f"{reverse('meetings:list')}?{urlencode({'cell': line.cell.pk, 'state': 'signed'} | days)}"

    def _heads(self, line):
        """The Headcount and its parts."""
        cell = line.cell
        head = self._counted.get(cell.pk, Headcount()) if cell else total_of(self._counted.values())
        opens = cell and self.opens_members(cell)

        def listed(number, **choice):
            return Figure(number, members_listed(self.last_day, cell=cell.pk, **choice) if opens and number else "")

        return (
            listed(head.total),
            *(listed(getattr(head, standing), standing=standing.value) for standing in reversed(Standing)),
            listed(head.exempt, state=OverlayKind.EXEMPT.value),
        )

    @cached_property
    def _counted(self):
        return headcounts(cells=self.cells, day=self.last_day)

    @cached_property
    def _responsible(self):
        return in_charge(cells=self.cells, day=self.last_day)

    def _in_charge(self, line):
        if not line.cell:
            return Figure("")
        member = self._responsible.get(line.cell.pk)
        return Figure(member.full_name) if member else Figure(_("nobody"), tone="warn")

    def _monthly(self, line):
        """The points of each month, or their mean over all."""
        if line.cell:
            return [Figure() if entry is None else self._scored(entry, line.cell) for _month, entry in line.months]
        by_month = defaultdict(list)
        for month, entry in line.months:
            by_month[month] += [entry.score.total] if entry and entry.score else []
        return [Figure(mean(by_month[month])) for month in self.months]

    def _scored(self, entry, cell):
        score = entry.score
        if score is None:
            return Figure()
        url = score.get_absolute_url() if self.opens_meetings(cell) else ""
        return Figure(score.total, url, tone=score.tone, note=score.get_band_display())

    def _points(self, line, url):
        """The points of a month with their band, or why there are none; of a longer period their mean, beside it those
        of the last meeting. A mean has no band."""
        if line.cell and self.period.kind == "M":
            [(_month, entry)] = line.months
            return self._scored(entry, line.cell) if entry.score else Figure(entry.state.label, tone=entry.state.tone)
        last = line.scored[-1] if line.cell and line.scored else None
        beside = last and Figure(last.total, tone=last.tone, note=last.get_band_display())
        return Figure(line.mean, url if line.scored else "", beside=beside)

    def _missing(self, line):
        tone = "bad" if line.missing else ""
        if not line.cell:
            return Figure(str(len(line.missing)))
        return Figure(", ".join(line.missing) or _("none"), tone=tone)


def _held(line, url):
    held, owed = line.held
    return Figure(f"{held}/{owed}", f"{url}&kind=regular" if url and held else "", tone="warn" if held < owed else "")


def shared(pair, url):
    """A fraction with its figures beside it; where there are none, it is nothing and leads nowhere."""
    return Figure(share(pair), url, note="{}/{}".format(*pair)) if pair[1] else Figure()


def _changed(line):
    if line.change is None:
        return Figure()
    sign = "+" if line.change > 0 else "−" if line.change < 0 else ""
    note = _("from %(points)s") % {"points": as_points(line.mean_before)}
    tone = {"+": "up", "−": "down"}.get(sign, "")
    return Figure(f"{sign}{as_points(abs(line.change))}", note=note, tone=tone)


def _count(number, url, choice=""):
    """How many meetings there are, leading to their list narrowed by `choice`; none lead nowhere."""
    return Figure(number, f"{url}{choice}" if number and url else "")


def _columns(months):
    return (
        Column(_("cell"), width=28),
        Column(_("Headcount"), "number", width=10),
        *(Column(label, "number", width=10) for label in (_("official"), _("probationary"), _("exempt"))),
        Column(_("Months with a meeting / owed"), "number", width=12),
        Column(_("Regular meetings"), "number", width=10),
        Column(_("thematic"), "number", width=10),
        Column(_("other kinds"), "number", width=8),
        Column(_("Attendance"), "percent", width=12),
        Column(_("Present / expected"), "number", width=14),
        Column(_("Left out"), "number", width=9),
        *(Column(short(month), "decimal", width=10) for month in months),
        Column(_("Mean"), "decimal", width=9),
        Column(_("Against the period before"), "decimal", width=10),
        *(Column(band.label, "number", width=9) for band in Band),
        Column(_("Good or Fair"), "percent", width=10),
        Column(_("Tasks done"), "percent", width=11),
        Column(_("Done / due"), "number", width=11),
        Column(_("Visits"), "number", width=9),
        Column(_("In charge"), width=24),
        Column(_("Missing"), width=24),
    )


def _notes():
    return (
        _("Only signed meetings count. Headcount: official and probationary members on the last day."),
        _("Exempt members are part of the headcount; they are official or probationary too."),
        _("Regular meetings: months with signed minutes of a regular meeting, of the months that were owed."),
        _("A month belongs to the period by the day of its meeting, or by the last day to meet on time."),
        _("Attendance: members present of those expected, all meetings of the period together."),
        _("Exempt, away and suspended members are left out of it; absence with reason as the score sheet says."),
        _("Points are those of the regular meeting of the month; of several, of the first that is signed."),
        _("Against the period before: the mean, less that of as many months before, if half as many have points."),
        _("Bands: the lower edge belongs to the band above."),
        _("Good or Fair: months with one of these bands, of the months with a band."),
        _("Tasks: of those that were due by a meeting that took them up, or are done before, those done; each once."),
        _("Visits: signed meetings that the Committee member in charge attended, of those where it was said."),
        _("Missing: months without a regular meeting, after the last day to meet on time, and those not signed yet."),
    )


def mean(points):
    """Mean of Decimals with two decimals, or None of nothing."""
    return (sum(points, Decimal(0)) / len(points)).quantize(Decimal("0.01"), ROUND_HALF_UP) if points else None
