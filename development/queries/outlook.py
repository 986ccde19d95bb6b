"""What the year is likely to bring: who was admitted, who is on the way, and how long others took."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef

from common.prepared import prepared
from development.enums import CaseState, StepKind
from development.models import Candidate, Step
from development.queries.cases import clock_files
from development.queries.target import admitted_so_far, target_results
from development.rules.course import moments
from development.rules.outlook import LEAST, WAY, forecast, seen, spread, stays_of


@dataclass(frozen=True)
class Outlook:
    """Of a year in a commune or one of its cells, on `today`: `result` is its TargetResult, `admitted` how many were so
    far; `cases` {(CaseState, weeks left): how many} of those on the way; `closed`: how many cases of the commune have
    come to an end, and what is on record of each state in `records` {CaseState: Seen}. `chances` [chance of so many
    further admissions], empty where too little is known. `by_cell` {cell number: how many are on the way there}, of the
    whole commune."""

    result: object
    admitted: int
    today: date
    weeks: int
    cases: Counter
    closed: int
    records: dict
    chances: list = field(default_factory=list)
    by_cell: Counter = field(default_factory=Counter)

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


def outlook(*, commune, today, cell=None):
    """The Outlook of the year of `today` in a commune, given by its number, or in one `cell` of it. How long others
    took is told by all cases of the commune: a cell has too few. A fixed number of queries."""
    whole, parts = target_results(commune_id=commune, cells=[cell] if cell else [], year=today.year, today=today)
    [result] = parts or [whole]
    weeks = weeks_between(today, date(today.year, 12, 31))
    stays, cases, by_cell, closed = [], Counter(), Counter(), 0
    for file, told in _told(commune, today):
        stays += stays_of(told, today)
        state = told[-1][1]
        if state not in WAY:
            closed += 1
            continue
        by_cell[file.candidate.cell_id] += 1
        if cell is None or file.candidate.cell_id == cell.pk:
            cases[CaseState(state), weeks] += 1
    records = seen(stays)
    chances = forecast(records, cases) if closed >= LEAST else []
    admitted = admitted_so_far(commune_id=commune, today=today)
    admitted = admitted.get(cell.pk, 0) if cell else sum(admitted.values())
    return Outlook(result, admitted, today, weeks, cases, closed, records, chances, by_cell)


def _told(commune, today):
    """[(CaseFile, moments)] of those who were proposed by `today`."""
    files = clock_files(_proposed(commune=commune, day=today))
    return [(file, moments(file.known, file.steps, until=today)) for file in files]


@prepared
def _proposed(commune, day):
    proposed = Step.objects.kept().filter(candidate=OuterRef("pk"), kind=StepKind.PROPOSE, on__lte=day)
    return Candidate.objects.filter(Exists(proposed), commune=commune)


def bounds(found, *, commune, cells):
    """[(TargetResult, how many are on the way)] of each of `cells` in the year of the Outlook `found` of their commune:
    no fewer than were admitted, no more than with all of those; two queries."""
    _whole, parts = target_results(commune_id=commune, cells=cells, year=found.today.year, today=found.today)
    return [(part, found.by_cell[part.cell.pk]) for part in parts]
