"""The clocks of admission: months by the calendar, working days without days off. A limit is its last day, included.

A clock goes by the rules of the day from which it runs, to its end.
"""

from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from development.enums import CeremonyFrom, Clock
from members.rules.life import AFTER_SENTENCE, PROBATION, READMISSION


def months_after(day, months):
    """The same day number `months` later, or the last day of that month."""
    return day + relativedelta(months=months)


def completed_months(since, day):
    """The greatest number of months after `since` that is not later than `day`; below 0 before it."""
    months = 12 * (day.year - since.year) + day.month - since.month
    return months if months_after(since, months) <= day else months - 1


def papers_valid_until(oldest, rules):
    """06-HD/TW §5.4a."""
    return months_after(oldest, rules.papers_months)


def probation_ends(ceremony, prolonged=0):
    """The first day as an official member; `prolonged` by months."""
    return ceremony + (PROBATION + relativedelta(months=prolonged))  # in one step: 29/02 and 18 months is 29/08


def readmission_from(day, *, cleared=False):
    """The first day for another admission after leaving, or (`cleared`) after a sentence was spent (294 §3.5)."""
    return day + (AFTER_SENTENCE if cleared else READMISSION)


@dataclass(frozen=True)
class Clocks:
    """Reckons last days by the rules that a commune had on each day: `rules_on` (AdmissionRules) and
    `certificate_months_on` of a day, `calendar` its working days."""

    rules_on: object
    certificate_months_on: object
    calendar: object

    def last_day(self, clock, start, **about):
        """The last day in time of a Clock that runs from the day `start`; `about` as the function of the clock asks."""
        return REACHES[clock](self, start, **about)

    def _working(self, start, days):
        return self.calendar.working_days_after(start, days)

    def certificate(self, issued_on):
        """06-HD/TW §5.4b."""
        return months_after(issued_on, self.certificate_months_on(issued_on))

    def papers(self, oldest):
        return papers_valid_until(oldest, self.rules_on(oldest))

    def admission(self, voted_on, *, extended=False):
        """From the resolution of the cell to the decision (294-QĐ/TW §4.3.1)."""
        rules = self.rules_on(voted_on)
        return self._working(voted_on, rules.admit_days + (rules.admit_more_days if extended else 0))

    def ceremony(self, decided_on, *, received_on=None):
        """From the receipt of the decision, or from the decision (294-QĐ/TW §4.1; 208-QĐ/TW)."""
        rules = self.rules_on(decided_on)
        from_receipt = rules.ceremony_from == CeremonyFrom.RECEIPT
        return self._working(received_on if from_receipt and received_on else decided_on, rules.ceremony_days)

    def probation(self, ceremony, *, prolonged=0):
        return probation_ends(ceremony, prolonged)

    def considered(self, ceremony, *, prolonged=0):
        """From the end of probation until the cell considers recognition (294-QĐ/TW §4.2.1)."""
        ends = probation_ends(ceremony, prolonged)
        return self._working(ends, self.rules_on(ends).consider_days)

    def recognition(self, voted_on, *, extended=False):
        """From the resolution of the cell to the decision on recognition (294-QĐ/TW §4.3.1)."""
        rules = self.rules_on(voted_on)
        return self._working(voted_on, rules.recognise_days + (rules.recognise_more_days if extended else 0))

    def card(self, ceremony):
        """From the ceremony to the record card (38-HD/BTCTW)."""
        return self._working(ceremony, self.rules_on(ceremony).card_days)

    def readmission(self, left_on, *, cleared=False):
        return readmission_from(left_on, cleared=cleared)


REACHES = {
    Clock.CERTIFICATE: Clocks.certificate,
    Clock.PAPERS: Clocks.papers,
    Clock.ADMISSION: Clocks.admission,
    Clock.CEREMONY: Clocks.ceremony,
    Clock.PROBATION: Clocks.probation,
    Clock.CONSIDERED: Clocks.considered,
    Clock.RECOGNITION: Clocks.recognition,
    Clock.CARD: Clocks.card,
    Clock.READMISSION: Clocks.readmission,
}
