"""What Committee members saw and got solved, what the Committee gave to be done; each figure with one definition."""

from oversight.queries.focus import figures_of_period, focus_now, mark_of_period, told
from oversight.queries.guidance import (
    RECORDS,
    VisitRow,
    days_taken,
    difficulties_now,
    in_charge_of,
    remarks_on,
    unsolved_of,
    visits,
)
from oversight.queries.inspection import remedies_now

__all__ = (
    *("RECORDS", "VisitRow", "days_taken", "difficulties_now", "figures_of_period", "in_charge_of"),
    *("focus_now", "mark_of_period", "remarks_on", "remedies_now", "told", "unsolved_of", "visits"),
)
