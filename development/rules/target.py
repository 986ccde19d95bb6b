"""Targets beside results: how a target stands, and how long a term lasts."""

from datetime import timedelta

from common.periods import Span, shifted
from development.enums import TargetState

TERM_MONTHS = 60  # between two congresses of a Party organisation (Charter of the Party, article 22)


def target_state(*, planned, result, last_day, today, at_most=False):
    """The TargetState of a result beside its plan, which may be whole numbers, decimals or fractions, never rounded.
    `result` is None where there is nothing to count, as a share of nobody.

    What is to be reached is told as soon as it is; short of the plan is missed only after `last_day`. What is not to be
    passed is told when the period is over.
    """
    if planned is None:
        return TargetState.NOT_SET
    over = today > last_day
    if result is None or (at_most and not over):
        return TargetState.MISSED if over else TargetState.NOT_YET_DUE
    if result == planned:
        return TargetState.REACHED
    if (result < planned) == at_most:
        return TargetState.EXCEEDED
    return TargetState.MISSED if over else TargetState.NOT_YET_DUE


def term_days(term):
    """The Span of a term of office; one that has not ended lasts to the day before the next congress is due."""
    until = term.until or shifted(term.since, TERM_MONTHS)
    return Span(term.since, until - timedelta(days=1))
