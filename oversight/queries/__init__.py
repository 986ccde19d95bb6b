"""What Committee members saw and got solved, what the Committee gave to be done; each figure with one definition."""

from oversight.queries.focus import figures_of_period, told
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

__all__ = (
    *("RECORDS", "VisitRow", "days_taken", "difficulties_now", "figures_of_period", "in_charge_of"),
    *("remarks_on", "told", "unsolved_of", "visits"),
)
