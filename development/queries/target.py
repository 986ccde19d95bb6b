"""How targets stand beside what the records count."""

from bisect import bisect
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef

from common.periods import Period
from common.prepared import prepared
from common.workdays import ONE_DAY
from development.enums import Measure, PlaceKind, StepKind, TargetState
from development.models import Candidate, Step, Target
from development.queries.results import Result, Tally, Where
from development.rules.target import target_state
from members.enums import Entry
from members.models import Membership


@dataclass(frozen=True)
class TargetResult:
    """Plan and result of one year: `cell` is None for the commune, `planned` None where no target is set (persons)."""

    cell: object
    year: int
    planned: int | None
    admitted: int
    state: TargetState


def target_results_over_years(*, commune_id, today):
    """[TargetResult of the commune] for each year with a target up to this one, in order; two queries."""
    planned = dict(_planned_up_to(commune=commune_id, year=today.year))
    counted = dict(_admitted_by_year(commune=commune_id))
    return [_result(None, year, plan, counted.get(year, 0), today) for year, plan in planned.items()]


@prepared
def _planned_up_to(commune, year):
    targets = Target.objects.admissions().filter(commune=commune, cell=None, year__lte=year)
    return targets.order_by("year").values_list("year", "planned")


@prepared
def _admitted_by_year(commune):
    admitted = Membership.objects.filter(cell__commune=commune, entry=Entry.ADMITTED).order_by()
    return admitted.values_list("since__year").annotate(Count("pk"))


def target_results(*, commune_id, cells, year, today):
    """(TargetResult of the commune, [TargetResult of each of `cells`]) for `year`; two queries.

    The commune's result counts every cell of the commune, also those closed since.
    """
    period = Period("Y", year)
    counted = dict(_admitted(commune=commune_id, since=period.since, until=period.until))
    planned = dict(_planned(commune=commune_id, year=year))

    return (
        _result(None, year, planned.get(None), sum(counted.values()), today),
        [_result(cell, year, planned.get(cell.pk), counted.get(cell.pk, 0), today) for cell in cells],
    )


def admitted_so_far(*, commune_id, today):
    """{cell number: members admitted from the beginning of the year to the end of `today`}; one query."""
    since = Period("Y", today.year).since
    return dict(_admitted(commune=commune_id, since=since, until=today + ONE_DAY))


def _result(cell, year, planned, admitted, today):
    planned = None if planned is None else int(planned)
    state = target_state(planned=planned, result=admitted, last_day=Period("Y", year).last_day, today=today)
    return TargetResult(cell, year, planned, admitted, state)


@prepared
def _admitted(commune, since, until):
    """(cell, members admitted) from `since` to before `until`."""
    entries = Membership.objects.filter(cell__commune=commune, entry=Entry.ADMITTED, since__gte=since, since__lt=until)
    return entries.order_by().values_list("cell").annotate(Count("pk"))


@prepared
def _planned(commune, year):
    return Target.objects.admissions().filter(commune=commune, year=year).values_list("cell", "planned")


@dataclass(frozen=True)
class Outcome:
    """A Target beside what the records count: its place `where`, the Result and the TargetState."""

    target: Target
    where: Where
    result: Result
    state: TargetState

    @property
    def measure(self):
        return Measure(self.target.measure)

    @property
    def place(self):
        """The Cell, Hamlet or MassOrganisation; None for the commune."""
        return self.target.cell or self.target.hamlet or self.target.organisation


def outcomes(*, commune, period, today, year=None, term=None):
    """[Outcome] of the targets of a year or a term of office, in the order of Measure and of their places; the number
    of queries does not depend on how many there are. `period` is that of the year or the term."""
    targets = _targets(commune=commune, year=year, term=getattr(term, "pk", None))
    records = Tally(commune=commune, period=period, day=today)
    found = []
    for target in sorted(targets, key=_turn):
        measure, where = Measure(target.measure), Where(*target.place)
        result = records.result(measure, where)
        about = {"last_day": period.last_day, "today": today, "at_most": measure.at_most}
        found.append(Outcome(target, where, result, target_state(planned=target.plan, result=result.value, **about)))
    return found


def proposed_in_words(*, commune, period):
    """How many people who were put on a list, got a certificate or were admitted in `period` have a case that names who
    proposed them in words only: they count for no organisation."""
    return len(_in_words(commune=commune, since=period.since, until=period.until))


@prepared
def _in_words(commune, since, until):
    told = Step.objects.kept().filter(candidate=OuterRef("pk"), on__gte=since, on__lt=until)
    told = told.filter(kind__in=(StepKind.LIST, StepKind.CLASS, StepKind.CEREMONY))
    cases = Candidate.objects.filter(Exists(told), commune=commune)
    return cases.exclude(proposed_by="").values_list("pk")


@prepared
def _targets(commune, year, term):
    return Target.objects.filter(commune=commune, year=year, term=term).select_related(*PlaceKind)


def _turn(target):
    kind, number = target.place
    named = getattr(target, kind.value).search_key
    return list(Measure).index(target.measure), list(PlaceKind).index(kind), named, number


def shared_out(plans):
    """[(Measure, PlaceKind, plan of the commune, sum of those of its parts)] where both are set and differ, from
    `plans` [(measure, kind of place, plan)]."""
    sums = defaultdict(int)
    for measure, kind, plan in plans:
        sums[measure, kind] += plan
    return [
        (measure, kind, sums[measure, PlaceKind.COMMUNE], total)
        for (measure, kind), total in sums.items()
        if kind != PlaceKind.COMMUNE
        and measure.adds_up
        and (measure, PlaceKind.COMMUNE) in sums
        and total != sums[measure, PlaceKind.COMMUNE]
    ]


def admitted_by_month(*, commune_id, year, today):
    """[members admitted from the beginning of `year` to the end of each of its months], None of months to come."""
    period = Period("Y", year)
    days = _days_of_admissions(commune=commune_id, since=period.since, until=period.until)
    days = sorted(day for [day] in days if day <= today)
    return [bisect(days, month.last_day) if month.since <= today else None for month in period.months()]


@prepared
def _days_of_admissions(commune, since, until):
    entries = Membership.objects.filter(cell__commune=commune, entry=Entry.ADMITTED, since__gte=since, since__lt=until)
    return entries.order_by().values_list("since")
