"""The page of the month board: the cells that somebody may read about, month by month."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import may_open
from cells.models import Cell
from cells.queries import in_charge
from common.periods import Period, month_of
from meetings import queries
from meetings.enums import Band
from meetings.queries import MISSED, OWED, MonthState
from reports.tables.quality import mean

NOTHING = {MonthState.DUE, MonthState.NOT_EXPECTED}  # states of a month of which there is nothing to show yet


@dataclass(frozen=True)
class YearBoard:
    """`rows` [(cell, whether its meetings are open to the reader, to whom it also names who is in charge, [BoardEntry
    of each of the `months`], the mean of its points)]; a meeting after day `limit` of the month is late; `now` is the
    month that a phone shows first, the last one of which there is something to show; `kept`
    [(months held on time, months owed) of all cells]."""

    months: list
    rows: list
    limit: int
    now: Period
    kept: list

    bands, title = tuple(Band), _("Month board")
    tables = ()  # a picture to look at: the figures stand in the other reports

    def when(self, month):
        """Whether a phone shows the `month` large, small, or not at all."""
        return "now" if month == self.now else "later" if month.since > self.now.since else ""


def year_board(*, user, year, today, sort="cell"):
    """The YearBoard of the cells at work in `year` that `user` may read about, in the order of their names or, where
    `sort` is "need", those first that miss most months, of equals those with the lowest mean."""
    period = Period("Y", year)
    months = period.months()
    cells = queries.of_period(Cell.objects.for_doing(user, Do.SEE_REPORTS), period.since, period.until)
    cells = list(cells.order_by("search_key", "pk"))
    last_day = min(period.last_day, today)
    limit = queries.on_time_day(cells, last_day)
    charges = in_charge(cells=cells, day=last_day)
    board = queries.month_board(cells=cells, months=months, today=today, on_time_day=limit)
    opens, rows = may_open(user, Do.SEE_MEETINGS), []
    for cell in cells:
        entries = [board[cell.pk, month] for month in months]
        may_look = opens(cell)
        who, points = may_look and charges.get(cell.pk), [entry.score.total for entry in entries if entry.score]
        rows.append((cell, may_look, who, entries, mean(points)))
    if sort == "need":
        rows.sort(key=_need)
    states = [[board[cell.pk, month].state for cell in cells] for month in months]
    kept = [(row.count(MonthState.HELD), sum(state in OWED for state in row)) for row in states]
    begun = [month for month, row in zip(months, states, strict=True) if month.since <= last_day and {*row} - NOTHING]
    return YearBoard(months, rows, limit, begun[-1] if begun else month_of(last_day), kept)


def _need(row):
    *_about, entries, points = row
    unmet = sum(entry.state in (*MISSED, MonthState.UNSIGNED) for entry in entries)
    return -unmet, points is None, points or 0
