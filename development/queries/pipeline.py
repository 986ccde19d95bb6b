"""How many are how far on their way into the Party."""

from collections import Counter
from dataclasses import dataclass

from development.enums import CaseState, StepKind
from development.models import Candidate, Step
from development.queries.cases import clock_files

ON_THE_WAY = [state for state in CaseState if state.below(CaseState.PROBATION)]


@dataclass(frozen=True)
class Pipeline:
    """Cases on a day (persons): `by_state` {CaseState: how many}; `open`: not ended and not yet a member."""

    by_state: Counter

    @property
    def open(self):
        return sum(self.by_state[state] for state in ON_THE_WAY)


def pipeline(*, commune, day, cells=None):
    """The Pipeline of a commune, given by its number, or of those of its `cells` (numbers) alone, at the end of `day`.
    A case counts in the cell that handled it on that day."""
    proposed = Step.objects.kept().filter(kind=StepKind.PROPOSE, on__lte=day).values("candidate")
    found = Counter()
    for file in clock_files(Candidate.objects.filter(commune=commune, pk__in=proposed)):
        course = file.course(day)
        if cells is None or course.cell in cells:
            found[course.told] += 1
    return Pipeline(found)
