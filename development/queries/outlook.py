"""What the year is likely to bring: who was admitted, who is on the way, and how long others took."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from common.prepared import prepared
from development.enums import CaseState, StepKind
from development.models import Candidate, Step
from development.queries.cases import clock_files
from development.queries.target import admitted_by_month, target_results
from development.rules.course import moments
from development.rules.outlook import LEAST, WAY, forecast, seen, spread, stays_of


@dataclass(frozen=True)
class Outlook:
    """Of a year, on `today`: `result` is its TargetResult, `admitted` how many were so far; `cases` {(CaseState, weeks
    left): how many} of those on the way; `closed`: how many cases have come to an end, and what is on record of each
    state in `records` {CaseState: Seen}. `chances` [chance of so many further admissions], empty where too little is
    known."""

    result: object
    admitted: int
    today: date
    weeks: int
    cases: Counter
    closed: int
    records: dict
    chances: list = field(default_factory=list)

    @property
    def open(self):
        return self.cases.total()

    @property
    def least(self):
        return self.admitted

    @property
    def most(self):
        """If everybody on the way is admitted in time."""
        return self.admitted + self.open

    @property
    def known(self):
        return self.closed >= LEAST

    @property
    def likely(self):
        """(least, most) admissions of the year that are likely."""
        return _likely(self.admitted, self.chances)

    @property
    def chance_of_target(self):
        """The chance that the plan is reached, None where there is none."""
        if self.result.planned is None:
            return None
        return sum(self.chances[max(self.result.planned - self.admitted, 0) :])

    @property
    def by_state(self):
        """[(CaseState, how many are there now, Seen)], in the order of the way."""
        now = Counter()
        for (state, _weeks), many in self.cases.items():
            now[state] += many
        return [(state, now[state], self.records[state]) for state in WAY]

    def supposing(self, cases):
        """(least, most) that are likely with other `cases`."""
        return _likely(self.admitted, forecast(self.records, cases))


def _likely(admitted, chances):
    least, most = spread(chances)
    return admitted + least, admitted + most


def weeks_between(day, last):
    """Whole weeks from one day to another, none where it has passed."""
    return max(round((last - day).days / 7), 0)


def outlook(*, commune, today):
    """The Outlook of the year of `today` in a commune, given by its number. The number of queries does not depend on
    how many cases there are."""
    result, _cells = target_results(commune_id=commune, cells=[], year=today.year, today=today)
    weeks = weeks_between(today, date(today.year, 12, 31))
    stays, cases, closed = [], Counter(), 0
    for file in clock_files(_proposed(commune=commune, day=today)):
        told = moments(file.known, file.steps, until=today)
        stays += stays_of(told, today)
        state = told[-1][1]
        if state in WAY:
            cases[CaseState(state), weeks] += 1
        else:
            closed += 1
    records = seen(stays)
    chances = forecast(records, cases) if closed >= LEAST else []
    by_month = admitted_by_month(commune_id=commune, year=today.year, today=today)
    admitted = max(number for number in by_month if number is not None)
    return Outlook(result, admitted, today, weeks, cases, closed, records, chances)


@prepared
def _proposed(commune, day):
    proposed = Step.objects.kept().filter(candidate=OuterRef("pk"), kind=StepKind.PROPOSE, on__lte=day)
    return Candidate.objects.filter(Exists(proposed), commune=commune)
