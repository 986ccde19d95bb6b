"""Party age: from when it counts, and how much of it somebody has on a day. No queries and no clock."""

from datetime import timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from common.partial import PartialDate
from members.enums import Early

MORE_FROM = 70  # years: from this badge on the seriously ill may have it 24 months early, before it 12


class PartyAge(NamedTuple):
    """From which day on Party age counts (294-QĐ/TW §4.5), and the days out of the Party since then, which do not."""

    since: PartialDate
    days_out: int = 0

    @property
    def text(self):
        """The day from which it counts with the time out taken off, as the office writes it."""
        return self.counted_from.text

    @property
    def counted_from(self):
        """That day as a PartialDate; `since` itself where nothing is taken off."""
        if not (self.since and self.days_out):
            return self.since
        return PartialDate.of(self.since.first + timedelta(days=self.days_out))

    def years_on(self, day):
        """Completed years on `day`, or None."""
        return self.since.age_on(day - timedelta(days=self.days_out))

    def full_on(self, years, *, early=""):
        """The day on which `years` of it are full, or as much before as `early` (an Early) allows; None where it is not
        known from when it counts.

        Calendar years first, then the time out: 29/02 falls on 28/02 of an ordinary year. Of a date known in part the
        first day counts.
        """
        if not self.since:
            return None
        due = self.since.first + relativedelta(years=years) + timedelta(days=self.days_out)
        return due - relativedelta(months=_months_early(years, early)) if early else due


def _months_early(years, early):
    """06-HD/TW §18.1, 18.2."""
    return 24 if early == Early.ILL and years >= MORE_FROM else 12
