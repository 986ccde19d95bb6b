"""How many are how far on their way into the Party, and what a year brought."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from common.workdays import ONE_DAY
from development.enums import CaseState, StepKind
from development.models import Candidate, Profile, Step
from development.queries.cases import case_files
from development.queries.target import admissions
from members.enums import Entry
from members.models import Membership
from members.queries import headcount

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
    for file in case_files(Candidate.objects.filter(commune=commune, pk__in=proposed)):
        course = file.course(day)
        if cells is None or course.cell in cells:
            found[course.told] += 1
    return Pipeline(found)


def sympathisers_in(*, year, day, where):
    """How many persons were put on the list of sympathisers in `year`, up to `day`, each once. `where`: a test of a
    Step and of the Profile of its day."""
    return len(_persons(StepKind.LIST, "on", year, day, where))


def certificates_in(*, year, day, where):
    """How many persons got a certificate of the awareness class in `year`, up to `day`; `where` as above."""
    return len(_persons(StepKind.CLASS, "certificate_on", year, day, where))


def _persons(kind, field, year, day, where):
    since, until = date(year, 1, 1), min(date(year, 12, 31), day)
    steps = Step.objects.kept().filter(kind=kind, on__lte=day).filter(**{f"{field}__range": (since, until)})
    steps = list(steps.select_related("candidate", "cell").order_by("on", "pk"))
    profiles = Profile.objects.kept().filter(candidate__in={step.candidate_id for step in steps})
    known = {}
    for profile in profiles.order_by("since", "pk"):
        known.setdefault(profile.candidate_id, []).append(profile)
    communes = {step.candidate.commune_id for step in steps}
    again = Candidate.objects.filter(commune__in=communes, earlier__isnull=False)
    earlier, found = dict(again.values_list("pk", "earlier")), set()
    for step in steps:
        told = [profile for profile in known.get(step.candidate_id, []) if profile.since <= step.on]
        if where(step, told[-1] if told else None):
            first = step.candidate_id
            while first in earlier:
                first = earlier[first]
            found.add(first)
    return found


def admitted_in(*, cells, year, day):
    """How many persons had their ceremony in `cells` in `year`, up to `day`."""
    return admissions(cells=cells, since=date(year, 1, 1), until=min(date(year + 1, 1, 1), day + ONE_DAY)).count()


def admitted_by_hamlet(*, commune, year, day):
    """Counter {hamlet number or None: persons} of those whose ceremony was in `year`, up to `day`, by where they lived
    at the ceremony, whichever cell handled the case."""
    since, until = date(year, 1, 1), min(date(year, 12, 31), day)
    rows = Membership.objects.filter(cell__commune=commune, entry=Entry.ADMITTED, since__gte=since, since__lte=until)
    rows = list(rows.select_related("member"))
    profiles = Profile.objects.kept().filter(candidate__member__in=[row.member_id for row in rows])
    lived = {}
    for member, hamlet, known_from in profiles.order_by("since", "pk").values_list(
        "candidate__member", "hamlet", "since"
    ):
        lived.setdefault(member, []).append((known_from, hamlet))
    found = Counter()
    for row in rows:
        told = [hamlet for known_from, hamlet in lived.get(row.member_id, []) if known_from <= row.since]
        found[told[-1] if told else row.member.hamlet_id] += 1
    return found


def rate_of(admitted, *, cells, year):
    """`admitted` of the members at the end of the year before, in percent, exact; None where there were none."""
    before = headcount(cells=cells, day=date(year - 1, 12, 31)).total
    return Fraction(100 * admitted, before) if before else None
