"""The year of each cell: the bands of its regular meetings, rolled up by the rule of the edition alone."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may_open
from cells.models import Cell
from common.periods import Period
from common.tables import Column, Figure, Table
from meetings import queries
from meetings.enums import Band, MeetingKind
from meetings.models import Edition
from meetings.rules.yearly import Year, in_words, judge, missing_in_words


@dataclass(frozen=True)
class YearReport:
    """The report's `table`, and the rule of the year by which its verdicts are given, as sentences."""

    table: Table
    rule: tuple

    @property
    def title(self):
        return self.table.title

    @property
    def tables(self):
        return (self.table,)

    def in_order(self, sort):
        return replace(self, table=self.table.in_order(sort))


def cells_over_the_year(*, user, year, today):
    """The YearReport of the cells that `user` may read about, at work in `year`, judged by the edition in force on its
    last day. The number of queries does not depend on cells or meetings.
    """
    period = Period("Y", year)
    cells = queries.of_period(Cell.objects.for_doing(user, Do.SEE_REPORTS), period.since, period.until)
    cells = list(cells.order_by("search_key", "pk"))
    edition = Edition.objects.in_force(cells[0].commune_id, period.last_day) if cells else None
    rules = list(edition.year_rules.all()) if edition else []
    rules.sort(key=lambda rule: list(Band).index(rule.band))
    missing_counts = edition is None or edition.missing_counts
    years = _years(cells, period, today)
    opens = may_open(user, Do.SEE_MEETINGS)
    state = {"so_far": today < period.until, "judged": edition is not None}
    rows = []
    for cell in cells:
        verdict = judge(years[cell.pk], rules, missing_counts=missing_counts)
        url = _listed(cell, period) if opens(cell) else ""
        rows.append(_row(cell, years[cell.pk], verdict, url, **state))
    rule = (*(in_words(rule) for rule in rules), *([missing_in_words(edition)] if edition else []))
    table = Table(
        title=_("Cells over the year %(year)s") % {"year": year},
        subtitle=str(edition) if edition else _("No score sheet is in force on the last day of the year."),
        columns=_columns(),
        rows=tuple(rows),
        notes=(
            *rule,
            _("Signed regular meetings only, one for each month: of several, the first that is signed."),
            _("The best band whose conditions all hold is that of the year."),
            _("Points are never averaged into a rating. The yearly rating of the cell is another procedure."),
        ),
    )
    return YearReport(table, rule)


def _columns():
    return (
        Column(_("cell"), width=28),
        Column(_("year"), width=14, by_name=True),
        Column(_("Regular meetings"), "number", width=10),
        *(Column(band.label, "number", width=10) for band in Band),
        Column(_("Months missing"), width=20),
        Column(_("not signed"), "number", width=10),
        Column(_("Why"), width=70),
    )


def _row(cell, found, verdict, url, *, so_far, judged):
    """The Figures of a cell: `found` is its Year, `url` lists its signed regular meetings."""
    band = verdict.band
    label = band.label if band else _("no band yet") if so_far or not judged else _("no band reached")
    return (
        Figure(cell.name),
        Figure(
            label,
            note=_("so far") if so_far else "",
            tone=band.tone if band else "warn",
            by=list(Band).index(band) if band else len(Band),
        ),
        Figure(found.bands.total(), url),
        *(Figure(found.bands[band], url and f"{url}&band={band}") for band in Band),
        Figure(", ".join(found.missing) or _("none"), tone="bad" if found.missing else ""),
        Figure(found.unsigned),
        Figure(verdict.why),
    )


def _years(cells, period, today):
    """{cell number: Year}."""
    held = queries.meetings_held(cells=cells, since=period.since, until=period.until, kind=MeetingKind.REGULAR)
    bands, unsigned = defaultdict(Counter), Counter()
    for meeting in queries.standing_for_month(held).values():
        if meeting.signed and meeting.band:
            bands[meeting.cell_id][Band(meeting.band)] += 1
        else:
            unsigned[meeting.cell_id] += 1
    months = period.months()
    limit = queries.on_time_day(cells, min(period.last_day, today))
    board = queries.month_board(cells=cells, months=months, today=today, on_time_day=limit, held=held)

    def missing(cell):
        return tuple(f"{m.number:02}/{m.year}" for m in months if board[cell.pk, m].state in queries.MISSED)

    return {cell.pk: Year(bands[cell.pk], unsigned[cell.pk], missing(cell)) for cell in cells}


def _listed(cell, period):
    chosen = {"cell": cell.pk, "kind": MeetingKind.REGULAR, "state": "signed"}
    days = {"since": f"{period.since:%d/%m/%Y}", "until": f"{period.until:%d/%m/%Y}"}
    return f"{reverse('meetings:list')}?{urlencode(chosen | days)}"
