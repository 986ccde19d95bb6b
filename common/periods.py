"""Months, quarters, half years and years as half-open ranges of days, with the codes used in addresses."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

FIRST_YEAR = 2011  # of the records
MONTHS_IN = {"M": 1, "Q": 3, "H": 6, "Y": 12}


@dataclass(frozen=True)
class Period:
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
        words = {
            "M": _("month %(number)s of %(year)s"),
            "Q": _("quarter %(number)s of %(year)s"),
            "H": _("half %(number)s of %(year)s"),
            "Y": _("year %(year)s"),
        }
        return words[self.kind] % {"number": self.number, "year": self.year}

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


def month_of(day):
    return Period("M", day.year, day.month)


def quarter_of(day):
    return Period("Q", day.year, (day.month + 2) // 3)


def year_of(day):
    return Period("Y", day.year)


def parse(code):
    """The period of a code, or None when it names none between 1901 and 2099."""
    match = code and re.fullmatch(r"(\d{4})(?:-(?:(Q|H)([1-4])|(\d{2})))?", code, re.ASCII)
    if not match:
        return None
    year, kind, number = int(match[1]), match[2] or ("M" if match[4] else "Y"), int(match[3] or match[4] or 1)
    if not 1901 <= year <= 2099 or not 1 <= number <= 12 // MONTHS_IN[kind]:
        return None
    return Period(kind, year, number)
