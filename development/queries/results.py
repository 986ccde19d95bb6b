"""What the records count of each measure, so that a target is compared with nothing that was typed.

The list behind a result is the same entries as the result: both are counted here. Each source is read once, whatever
the number of targets, and only when one of them asks for it.
"""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from cells.models import Cell, Hamlet
from common.periods import Period
from common.workdays import ONE_DAY
from development.enums import CaseState, CountedIn, Measure, MovementKind, PlaceKind, StepKind
from development.models import Candidate, Movement, Profile, Step
from development.queries.admission import Among, admissions, facts_of
from development.queries.cases import case_files
from development.rules.target import term_days
from members.enums import Level
from members.models import RatingRules
from members.queries import headcounts
from members.queries.hamlets import states_of_hamlets
from members.queries.rating import cell_ratings, lines_of, rating_day

WELL = (Level.EXCELLENT, Level.GOOD)


class Where(NamedTuple):
    """A place of a target: its PlaceKind and number, None for the commune."""

    kind: PlaceKind
    pk: int | None


COMMUNE = Where(PlaceKind.COMMUNE, None)


@dataclass(frozen=True)
class Entry:
    """Something that counts: `what` it is told apart by, so that it counts once in each place; its `row`; `on` which
    day, None where it has none; `places` {PlaceKind: number}."""

    what: object
    row: object
    on: date | None = None
    places: dict = field(default_factory=dict)

    def counts_in(self, where):
        return where.kind == PlaceKind.COMMUNE or self.places.get(where.kind) == where.pk


@dataclass(frozen=True)
class Result:
    """`part` are counted; a `share` is out of `whole`. `unknown`: of how many nobody knows whether they belong to the
    part, so that it may be larger."""

    part: int
    whole: int | None = None
    unknown: int = 0

    @property
    def share(self):
        return self.whole is not None

    @property
    def value(self):
        """What is compared with a plan: a whole number, or the exact percent; None for a share of nothing, and where
        nothing is known of anybody."""
        if not self.share:
            return self.part
        return Fraction(100 * self.part, self.whole) if self.whole > self.unknown else None


def period_of(*, year=None, term=None):
    """The Period of a year or the Span of a term of office."""
    return term_days(term) if term else Period("Y", year)


class Records:
    """What is counted in a commune, given by its number, in `period` up to the end of `day`."""

    def __init__(self, *, commune, period, day):
        self.commune, self.period, self.day = commune, period, day
        self.since, self.until = period.since, min(period.until, day + ONE_DAY)
        self.last_day = self.until - ONE_DAY

    def result(self, measure, where):
        """The Result of `measure` in the place `where`."""
        part = len(self.counted(measure, where))
        if measure.counted_in != CountedIn.PERCENT:
            return Result(part)
        return Result(part, self.out_of(measure, where), self._unknown(measure, where))

    def counted(self, measure, where):
        """[Entry] that `measure` counts in the place `where`, each thing once, in the order of their days."""
        found = {}
        for entry in self._entries(measure):
            if entry.counts_in(where):
                found.setdefault(entry.what, entry)
        return list(found.values())

    def out_of(self, measure, where):
        """Of how many `measure` tells the share in the place `where`."""
        if measure == Measure.RATE:
            return self._members_before(where)
        if measure in (Measure.ADMITTING, Measure.SOURCE):
            return len(self._cells)
        if measure == Measure.COVERED:
            return len(self._hamlets)
        if measure == Measure.CELLS_WELL:
            return len(self._rated_cells)
        if measure == Measure.MEMBERS_WELL:
            return sum(entry.counts_in(where) for entry, _level in self._rated_members)
        return sum(entry.counts_in(where) for entry in self._admitted)

    def _entries(self, measure):
        if measure in (Measure.ADMITTED, Measure.RATE):
            return self._admitted
        if measure in Among.values:
            return [entry for entry in self._admitted if self._is(entry, Among(measure))]
        return {
            Measure.SYMPATHISERS: lambda: self._persons(StepKind.LIST, "on"),
            Measure.CERTIFICATES: lambda: self._persons(StepKind.CLASS, "certificate_on"),
            Measure.ADMITTING: self._admitting,
            Measure.SOURCE: self._with_a_source,
            Measure.CELLS_WELL: lambda: [entry for entry, level in self._rated_cells if level in WELL],
            Measure.MEMBERS_WELL: lambda: [entry for entry, level in self._rated_members if level in WELL],
            Measure.COVERED: lambda: [_of_hamlet(state) for state in self._hamlets if state.cells.hold],
            Measure.WHITE: lambda: [_of_hamlet(state) for state in self._hamlets if not state.members.hold],
            Measure.SKILFUL: self._models,
        }[measure]()

    def _unknown(self, measure, where):
        if measure not in Among.values:
            return 0
        here = (entry for entry in self._admitted if entry.counts_in(where))
        return sum(self._is(entry, Among(measure)) is None for entry in here)

    def _is(self, entry, group):
        return group.holds(entry.row, self._facts.get(entry.what))

    # Admissions

    @cached_property
    def _admitted(self):
        """Ceremonies, each in the cell where it was held, the hamlet where the person lived and with the organisation
        that had proposed the person; whatever followed."""
        cells = Cell.objects.filter(commune=self.commune)
        rows = admissions(cells=cells, since=self.since, until=self.until).select_related("member__ethnicity")
        rows = list(rows)
        cases = Candidate.objects.filter(member__in={row.member_id for row in rows})
        proposed = dict(cases.values_list("member", "organisation"))
        profiles = _by_case(Profile.objects.kept().filter(candidate__in=cases).select_related("candidate"))
        of_member = {told[0].candidate.member_id: told for told in profiles.values()}
        found = []
        for row in rows:
            profile = _on(of_member.get(row.member_id, ()), row.since)
            places = {
                PlaceKind.CELL: row.cell_id,
                PlaceKind.HAMLET: profile.hamlet_id if profile else row.member.hamlet_id,
                PlaceKind.ORGANISATION: proposed.get(row.member_id),
            }
            found.append(Entry(row.pk, row, row.since, places))
        return found

    @cached_property
    def _facts(self):
        return facts_of([entry.row for entry in self._admitted])

    def _members_before(self, where):
        heads = self._heads
        if where.kind == PlaceKind.CELL:
            return heads[where.pk].total if where.pk in heads else 0
        return sum(head.total for head in heads.values())

    @cached_property
    def _heads(self):
        return headcounts(cells=Cell.objects.filter(commune=self.commune), day=self.since - ONE_DAY)

    # On the way

    def _persons(self, kind, name):
        """Steps of one kind of which the day in the field `name` is in the period, in the cell that handled the case,
        the hamlet where the person lived, by person: also one whose earlier case had ended."""
        days = {f"{name}__gte": self.since, f"{name}__lt": self.until}
        steps = Step.objects.kept().filter(kind=kind, candidate__commune=self.commune, on__lte=self.day, **days)
        steps = list(steps.select_related("candidate", "cell").order_by(name, "pk"))
        profiles = _by_case(Profile.objects.kept().filter(candidate__in={step.candidate_id for step in steps}))
        again = Candidate.objects.filter(commune=self.commune, earlier__isnull=False)
        earlier = dict(again.values_list("pk", "earlier"))
        found = []
        for step in steps:
            profile = _on(profiles.get(step.candidate_id, ()), step.on)
            places = {
                PlaceKind.CELL: step.cell_id,
                PlaceKind.HAMLET: profile and profile.hamlet_id,
                PlaceKind.ORGANISATION: step.candidate.organisation_id,
            }
            found.append(Entry(_first(step.candidate_id, earlier), step, getattr(step, name), places))
        return found

    # Cells and hamlets, as they are at the end

    @cached_property
    def _cells(self):
        return list(Cell.objects.filter(commune=self.commune).active_on(self.last_day).order_by("search_key", "pk"))

    def _admitting(self):
        there = {entry.row.cell_id for entry in self._admitted}
        return [Entry(cell.pk, cell) for cell in self._cells if cell.pk in there]

    def _with_a_source(self):
        """Cells that handle somebody who is on the list of sympathisers or further, and not yet admitted."""
        files = case_files(Candidate.objects.filter(commune=self.commune))
        courses = [file.course(self.last_day) for file in files]
        there = {course.cell for course in courses if course.state and course.listed and _waits(course)}
        return [Entry(cell.pk, cell) for cell in self._cells if cell.pk in there]

    @cached_property
    def _hamlets(self):
        return states_of_hamlets(hamlets=Hamlet.objects.filter(commune=self.commune), day=self.last_day)

    # Ratings of the year

    @cached_property
    def _during(self):
        return list(Cell.objects.filter(commune=self.commune).active_during(self.since - ONE_DAY, self.period.until))

    @cached_property
    def _rated_cells(self):
        """[(Entry of a cell, its decided level)]."""
        cells = {cell.pk: cell for cell in self._during}
        ratings = cell_ratings(cells=self._during, year=self.period.since.year).values()
        return [(Entry(row.cell_id, cells[row.cell_id]), row.decided_level) for row in ratings if row.decided_level]

    @cached_property
    def _rated_members(self):
        """[(Entry of a RatingLine, the decided level)]."""
        year = self.period.since.year
        rules = RatingRules.objects.in_force(self.commune, rating_day(year, self.day))
        lines = lines_of(cells=self._during, year=year, today=self.day, rules=rules)
        return [
            (Entry(line.member.pk, line, places={PlaceKind.CELL: cell}), line.rating.decided_level)
            for cell, told in lines.items()
            for line in told
            if line.rating and not line.left_out and line.rating.decided_level
        ]

    # Movements

    def _models(self):
        rows = Movement.objects.kept().filter(commune=self.commune, kind=MovementKind.SKILFUL, recognised=True)
        rows = rows.filter(decided_on__gte=self.since, decided_on__lt=self.until).select_related("lead_unit")
        found = []
        for row in rows.order_by("decided_on", "pk"):
            led_by = row.lead_unit.organisation_id if row.lead_unit else None
            places = {PlaceKind.CELL: row.lead_cell_id, PlaceKind.ORGANISATION: led_by}
            found.append(Entry(row.pk, row, row.decided_on, places))
        return found


def _waits(course):
    return course.told.below(CaseState.PROBATION)


def _by_case(profiles):
    found = {}
    for profile in profiles.order_by("since", "pk"):
        found.setdefault(profile.candidate_id, []).append(profile)
    return found


def _on(profiles, day):
    """The last of `profiles` that was known on `day`, or None."""
    return next((profile for profile in reversed(profiles) if profile.since <= day), None)


def _first(case, earlier):
    """The number of the first case of the person."""
    while case in earlier:
        case = earlier[case]
    return case


def _of_hamlet(state):
    return Entry(state.hamlet.pk, state.hamlet)
