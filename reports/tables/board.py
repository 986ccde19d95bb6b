"""The page of the month board: the cells that somebody may read about, month by month."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.access import may_open
from cells.models import Cell
from common.periods import Period
from meetings import queries


@dataclass(frozen=True)
class YearBoard:
    """`rows` [(cell, whether its meetings are open to the reader, [BoardEntry of each of the `months`])]; a meeting
    after day `limit` of the month is late."""

    months: list
    rows: list
    limit: int

    title, tables = _("Month board"), ()  # a picture to look at: the figures stand in the other reports


def year_board(*, user, year, today):
    """The YearBoard of the cells at work in `year` that `user` may read about."""
    period = Period("Y", year)
    months = period.months()
    cells = queries.of_period(Cell.objects.for_doing(user, Do.SEE_REPORTS), period.since, period.until)
    cells = list(cells.order_by("search_key", "pk"))
    limit = queries.on_time_day(cells, min(period.last_day, today))
    board = queries.month_board(cells=cells, months=months, today=today, on_time_day=limit)
    opens = may_open(user, Do.SEE_MEETINGS)
    return YearBoard(months, [(cell, opens(cell), [board[cell.pk, m] for m in months]) for cell in cells], limit)
