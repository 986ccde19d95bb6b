"""What the records count of each measure, so that a target is compared with nothing that was typed.

The list behind a result is the same entries as the result: both are counted here. Each source is read once, whatever
the number of targets, and only when one of them asks for it.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from django.db.models.functions import Coalesce

from cells.models import Cell
from cells.queries import hamlets_within
from common.periods import Period
from common.prepared import numbers, prepared
from common.workdays import ONE_DAY
from development.enums import CaseState, CountedIn, Measure, MovementKind, PlaceKind, StepKind
from development.models import Candidate, Movement, Profile, Step
from development.queries.admission import Among, facts_of
from development.rules.target import term_days
from meetings.enums import Band, MeetingKind
from meetings.queries import meetings_held, standing_for_month
from members.enums import CourseKind, CourseResult, HamletRoleKind, Level, PostKind
from members.enums import Entry as Admitted
from members.models import Attendee, HamletRole, Membership, Post, RatingRules
from members.queries.hamlets import states_of_hamlets
from members.queries.rating import cell_ratings, lines_of, rating_day

ASKED = [  # kinds of steps that tell who is on the list of sympathisers, and who got a certificate
    *(StepKind.PROPOSE, StepKind.LIST, StepKind.UNLIST, StepKind.CLASS),
    *(StepKind.CEREMONY, StepKind.BACK, StepKind.HAND_OVER, StepKind.END),
]
WELL = (Level.EXCELLENT, Level.GOOD)


class Where(NamedTuple):
    """A place of a target: its PlaceKind and number, None for the commune."""

    kind: PlaceKind
    pk: int | None


COMMUNE = Where(PlaceKind.COMMUNE, None)


@dataclass(frozen=True)
class Entry:
    """Something that counts: `what` it is distinguished by, so that it counts once in each place; its `row`; `on` which
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


class Tally:
    """What is counted in a commune, given by its number, in `period` up to the end of `day`."""

    def __init__(self, *, commune, period, day):
        self.commune, self.period, self.day = commune, period, day
        self.since, self.until = period.since, min(period.until, day + ONE_DAY)
        self.last_day = self.until - ONE_DAY
        self._found = {}

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
        if measure in (Measure.TRAINED, Measure.HEADS):
            return len(self._secretaries)
        if measure == Measure.COVERED:
            return len(self._hamlets)
        if measure == Measure.CELLS_WELL:
            return len(self._rated_cells)
        if measure == Measure.MEMBERS_WELL:
            return sum(entry.counts_in(where) for entry, _level in self._rated_members)
        if measure == Measure.GOOD:
            return sum(entry.counts_in(where) for entry in self._banded)
        return sum(entry.counts_in(where) for entry in self._admitted)

    def _entries(self, measure):
        if measure not in self._found:
            self._found[measure] = self._read(measure)
        return self._found[measure]

    def _read(self, measure):
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
            Measure.GOOD: lambda: [entry for entry in self._banded if entry.row.band == Band.GOOD],
            Measure.TRAINED: self._trained,
            Measure.HEADS: self._heads_of_hamlets,
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
        case_of = {case.member: case for case in self._cases.values() if case.member}
        found = []
        for row in _admissions(commune=self.commune, since=self.since, until=self.until):
            case = case_of.get(row.member_id)
            profile = self._profile(case.pk, row.since) if case else None
            places = {
                PlaceKind.CELL: row.cell_id,
                PlaceKind.HAMLET: profile.hamlet if profile else row.member.hamlet_id,
                PlaceKind.ORGANISATION: case and case.organisation,
            }
            found.append(Entry(row.pk, row, row.since, places))
        return found

    @cached_property
    def _facts(self):
        return facts_of([entry.row for entry in self._admitted])

    def _members_before(self, where):
        return self._heads.total() if where.kind == PlaceKind.COMMUNE else self._heads[where.pk]

    @cached_property
    def _heads(self):
        """{cell number: headcount at the end of the day before}."""
        return Counter(cell for [cell] in _members_on(commune=self.commune, day=self.since - ONE_DAY))

    # On the way

    @cached_property
    def _cases(self):
        return {pk: _Case(pk, *told) for pk, *told in _cases_of(commune=self.commune)}

    def _profile(self, case, day):
        """What was known of the person of a case on `day`, or None."""
        return next((told for told in reversed(self._profiles[case]) if told.since <= day), None)

    @cached_property
    def _profiles(self):
        found = defaultdict(list)
        for case, *told in _profiles_of(commune=self.commune):
            found[case].append(_Known(*told))
        return found

    @cached_property
    def _steps(self):
        """[_Step] up to the day, in order; none of a ceremony that was struck out."""
        steps = [_Step(*told) for told in _steps_of(commune=self.commune, kinds=ASKED)]
        steps = [step for step in steps if step.on <= self.day and not step.struck]
        return sorted(steps, key=lambda step: (step.on, step.pk))

    def _persons(self, kind, name):
        """Steps of one kind of which the day `name` is in the period, in the cell that handled the case, the hamlet
        where the person lived, by person: also one whose earlier case had ended. The row is the number of the step."""
        found = []
        for step in self._steps:
            day = getattr(step, name)
            if step.kind == kind and day and self.since <= day < self.until:
                profile = self._profile(step.case, step.on)
                places = {
                    PlaceKind.CELL: step.cell,
                    PlaceKind.HAMLET: profile and profile.hamlet,
                    PlaceKind.ORGANISATION: self._cases[step.case].organisation,
                }
                found.append(Entry(self._first(step.case), step.pk, day, places))
        return sorted(found, key=lambda entry: entry.on)

    def _first(self, case):
        """The number of the first case of the person."""
        while self._cases[case].earlier:
            case = self._cases[case].earlier
        return case

    # Cells and hamlets, as they are at the end

    @cached_property
    def _cells(self):
        return _at_work(commune=self.commune, day=self.last_day)

    def _admitting(self):
        there = {entry.row.cell_id for entry in self._admitted}
        return [Entry(cell.pk, cell) for cell in self._cells if cell.pk in there]

    def _with_a_source(self):
        """Cells that handle somebody who is on the list of sympathisers or further, and not yet admitted."""
        cell_of, listed = {}, set()
        for step in self._steps:
            if step.kind in (StepKind.PROPOSE, StepKind.HAND_OVER):
                cell_of[step.case] = step.cell
            elif step.kind == StepKind.LIST:
                listed.add(step.case)
            elif step.kind != StepKind.CLASS and (step.kind != StepKind.BACK or step.to_state == CaseState.PROPOSED):
                listed.discard(step.case)  # taken off the list, moved back to the beginning, ended or admitted
        there = {cell_of[case] for case in listed}
        return [Entry(cell.pk, cell) for cell in self._cells if cell.pk in there]

    @cached_property
    def _secretaries(self):
        """{member number: the Cell} of those in office in a cell at work."""
        posts = _posts_of(cells=numbers(self._cells), day=self.last_day)
        return {post.member_id: post.cell for post in posts}

    def _trained(self):
        """The cells of secretaries who completed a class for leaders that ended in the period."""
        done = {*_trained_of(members=list(self._secretaries), since=self.since, until=self.until)}
        return [Entry(cell.pk, cell) for member, cell in self._secretaries.items() if member in done]

    def _heads_of_hamlets(self):
        heads = {*_heads_of(members=list(self._secretaries), day=self.last_day)}
        return [Entry(cell.pk, cell) for member, cell in self._secretaries.items() if member in heads]

    @cached_property
    def _banded(self):
        """Signed regular meetings with a band, that stand for their month."""
        cells = Cell.objects.filter(commune=self.commune)
        held = meetings_held(cells=cells, since=self.since, until=self.until, kind=MeetingKind.REGULAR)
        rows = [row for row in standing_for_month(held).values() if row.signed and row.band]
        return [Entry(row.pk, row, row.held_on, {PlaceKind.CELL: row.cell_id}) for row in rows]

    @cached_property
    def _hamlets(self):
        hamlets = hamlets_within(communes=[self.commune], cells=[], day=self.day)
        return states_of_hamlets(hamlets=hamlets, day=self.last_day)

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
        found = []
        for row in _recognised(commune=self.commune, since=self.since, until=self.until):
            led_by = row.lead_unit.organisation_id if row.lead_unit else None
            places = {PlaceKind.CELL: row.lead_cell_id, PlaceKind.ORGANISATION: led_by}
            found.append(Entry(row.pk, row, row.decided_on, places))
        return found


class _Case(NamedTuple):
    pk: int
    earlier: int | None
    organisation: int | None
    member: int | None


class _Known(NamedTuple):
    since: date
    hamlet: int | None


class _Step(NamedTuple):
    pk: int
    case: int
    kind: str
    on: date
    cell: int
    certificate_on: date | None
    to_state: str
    struck: bool | None


@prepared
def _admissions(commune, since, until):
    rows = Membership.objects.filter(cell__commune=commune, entry=Admitted.ADMITTED, since__gte=since, since__lt=until)
    return rows.select_related("member__ethnicity", "cell").order_by("since", "member__sort_key", "pk")


@prepared
def _members_on(commune, day):
    return Membership.objects.on(day).filter(cell__commune=commune).order_by().values_list("cell")


@prepared
def _cases_of(commune):
    cases = Candidate.objects.filter(commune=commune).order_by("pk")
    return cases.values_list("pk", "earlier", "proposed_unit__organisation", "member")


@prepared
def _profiles_of(commune):
    rows = Profile.objects.kept().filter(candidate__commune=commune).order_by("since", "pk")
    return rows.values_list("candidate", "since", "hamlet")


@prepared
def _steps_of(commune, kinds):
    rows = Step.objects.kept().filter(candidate__commune=commune, kind__in=kinds).order_by()
    day = Coalesce("event__on", "on")
    return rows.values_list("pk", "candidate", "kind", day, "cell", "certificate_on", "to_state", "event__struck")


@prepared
def _at_work(commune, day):
    return Cell.objects.filter(commune=commune).active_on(day).order_by("search_key", "pk")


@prepared
def _posts_of(cells, day):
    posts = Post.objects.on(day).filter(kind=PostKind.SECRETARY, cell__in=cells)
    return posts.select_related("cell").order_by("cell__search_key", "pk")


@prepared
def _trained_of(members, since, until):
    """[number] of those of `members` who completed a class for leaders that ended from `since` to before `until`."""
    done = Attendee.objects.filter(course__kind=CourseKind.LEADERS, result=CourseResult.COMPLETED, member__in=members)
    return done.filter(course__ends_on__gte=since, course__ends_on__lt=until).values_list("member", flat=True)


@prepared
def _heads_of(members, day):
    heads = HamletRole.objects.kept().on(day).filter(kind=HamletRoleKind.HEAD, member__in=members)
    return heads.values_list("member", flat=True)


@prepared
def _recognised(commune, since, until):
    rows = Movement.objects.kept().filter(commune=commune, kind=MovementKind.SKILFUL, recognised=True)
    rows = rows.filter(decided_on__gte=since, decided_on__lt=until)
    return rows.select_related("lead_unit").order_by("decided_on", "pk")


def _of_hamlet(state):
    return Entry(state.hamlet.pk, state.hamlet)
