"""What other apps add to the private calendar of an account: days beside the planned meetings."""

from dataclasses import dataclass
from datetime import date

FINDERS = []


@dataclass(frozen=True)
class DayEvent:
    """Something of a whole day: `key` stays while it is the same thing, `path` is its address here. Who has the
    address of the calendar reads the `summary`: no names of people."""

    key: str
    on: date
    summary: str
    path: str


def add_days(find):
    """`find(user, until, today)` answers [DayEvent] of what `user` may see, up to the day `until`."""
    FINDERS.append(find)


def days_of(user, *, until, today):
    """[DayEvent] that all apps tell `user`."""
    return [event for find in FINDERS for event in find(user, until, today)]
