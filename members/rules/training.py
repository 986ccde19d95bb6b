"""By when somebody in a post is to be trained (domain 26): facts in, answers out."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from members.enums import TrainingState


@dataclass(frozen=True)
class Schooling:
    """How somebody stands on a day: the `state`, the last day by which the next class is to be completed, and whether
    the last one still counts (`lately`)."""

    state: TrainingState
    due_on: date
    lately: bool


def schooling(since, trained_on, day, rules):
    """The Schooling on `day` of who is in a post since `since` and completed the last class on `trained_on`, or None,
    by the TrainingRules `rules`. Who is new in a post has some months, whenever the class before was."""
    counts_until = trained_on and trained_on + relativedelta(months=rules.again_months)
    due_on = max(since + relativedelta(months=rules.new_months), counts_until or date.min)
    lately = counts_until is not None and day <= counts_until
    if day > due_on:
        return Schooling(TrainingState.OVERDUE, due_on, lately)
    if day >= due_on - timedelta(days=rules.days_before):
        return Schooling(TrainingState.DUE, due_on, lately)
    return Schooling(TrainingState.TRAINED if lately else TrainingState.NOT_YET, due_on, lately)
