"""Months, quarters, half years and years as half-open ranges of days, with the codes used in addresses."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 2011  # of the records
MONTHS_IN = {"M": 1, "Q": 3, "H": 6, "Y": 12}
WORDS = {
    "M": _("month %(number)s of %(year)s"),
    "Q": _("quarter %(number)s of %(year)s"),
    "H": _("half %(number)s of %(year)s"),
    "Y": _("year %(year)s"),
}
MOST_YEARS = 6  # of a Span: a term of office, also one that was prolonged


class Days:
    """What holds the days from `since` to `last_day`: `day in period`."""

    def __contains__(self, day):
        return self.since <= day <= self.last_day


@dataclass(frozen=True)
class Period(Days):
    """`kind` is M, Q, H or Y; `number` counts from 1 within the year."""

    kind: str
    year: int
    number: int = 1

    @property
    def first_month(self):
        return (self.number - 1) * MONTHS_IN[self.kind] + 1

    @property
    def since(self):
        return date(self.year, self.first_month, 1)

    @property
    def until(self):
        """The first day after the period."""
        return self.next().since

    @property
    def last_day(self):
        month = self.first_month + MONTHS_IN[self.kind] - 1
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def code(self):
        """The form `parse` reads: 2026-11, 2026-Q4, 2026-H2, 2026."""
        if self.kind == "Y":
            return f"{self.year}"
        return f"{self.year}-{self.number:02}" if self.kind == "M" else f"{self.year}-{self.kind}{self.number}"

    def __str__(self):
        return str(WORDS[self.kind]) % {"number": self.number, "year": self.year}

    def next(self):
        return self._shifted(1)

    def previous(self):
        return self._shifted(-1)

    def _shifted(self, by):
        in_year = 12 // MONTHS_IN[self.kind]
        year, index = divmod(self.year * in_year + self.number - 1 + by, in_year)
        return Period(self.kind, year, index + 1)

    def months(self):
        """The months of the period, in order."""
        return [Period("M", self.year, self.first_month + i) for i in range(MONTHS_IN[self.kind])]


@dataclass(frozen=True)
class Span(Days):
    """The days from `since` to `last_day`, both included: a Period that no calendar gives."""

    since: date
    last_day: date

    kind = ""

    @property
    def until(self):
        """The first day after it."""
        return self.last_day + timedelta(days=1)

    @property
    def code(self):
        """The form `parse` reads: 2025-12-15..2026-12-14."""
        return f"{self.since}..{self.last_day}"

    @property
    def whole(self):
        """Whether it begins before it ends, and is no longer than MOST_YEARS."""
        return self.since <= self.last_day and self.until <= shifted(self.since, 12 * MOST_YEARS)

    def __str__(self):
        return f"{self.since:%d/%m/%Y}–{self.last_day:%d/%m/%Y}"

    def previous(self):
        """As many months before it, where it is made of such; else as many days."""
        if self.until.day == self.since.day:
            count = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
            return Span(shifted(self.since, -count), self.since - timedelta(days=1))
        return Span(self.since - (self.until - self.since), self.since - timedelta(days=1))

    def months(self):
        """The months of which it holds a day, in order."""
        return months_between(self.since, self.last_day)


def shifted(day, months):
    """The `day` that many `months` later: the last of its month where that is shorter."""
    year, index = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, index + 1, min(day.day, calendar.monthrange(year, index + 1)[1]))


def months_between(first, last):
    """The months from the one of the day `first` to the one of `last`, in order."""
    found = [month_of(first)]
    while found[-1].until <= last:
        found.append(found[-1].next())
    return found


def month_of(day):
    return Period("M", day.year, day.month)


def quarter_of(day):
    return Period("Q", day.year, (day.month + 2) // 3)


def year_of(day):
    return Period("Y", day.year)


def parse(code):
    """The Period or Span of a code, or None when it names none between 1901 and 2099."""
    if days := re.fullmatch(r"(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)", code or "", re.ASCII):
        return _span(*days.groups())
    match = re.fullmatch(r"(\d{4})(?:-(?:(Q|H)([1-4])|(\d{2})))?", code or "", re.ASCII)
    if not match:
        return None
    year, kind, number = int(match[1]), match[2] or ("M" if match[4] else "Y"), int(match[3] or match[4] or 1)
    if not 1901 <= year <= 2099 or not 1 <= number <= 12 // MONTHS_IN[kind]:
        return None
    return Period(kind, year, number)


def _span(since, last_day):
    try:
        span = Span(date.fromisoformat(since), date.fromisoformat(last_day))
    except ValueError:
        return None
    return span if span.since.year >= 1901 and span.last_day.year <= 2099 and span.whole else None
