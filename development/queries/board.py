"""Cases as people look at them: by stage, each with the one thing that is most urgent, and what may come next."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.roles import Do
from cells.access import Scope
from cells.enums import CellState
from cells.models import CellStatus
from common.needs import how_late
from common.partial import PartialDate
from common.people import told_apart
from common.prepared import prepared
from development.enums import CaseState, Clock, Sign, Stage, StepKind, Urgency
from development.models import Candidate, Profile
from development.queries.cases import board_files
from development.rules.course import Running
from members.enums import Standing
from members.models import Membership

WEEK = 7  # days
# The step that the state waits for.
NEXT = {
    CaseState.PROPOSED: StepKind.LIST,
    CaseState.SYMPATHISER: StepKind.HELPER,
    CaseState.HELPER: StepKind.CLASS,
    CaseState.CLASS: StepKind.ALLOW,
    CaseState.FILE_ALLOWED: StepKind.FILE,
    CaseState.FILE: StepKind.CELL_VOTE,
    CaseState.CELL_VOTED: StepKind.COMMITTEE_VOTE,
    CaseState.COMMITTEE_VOTED: StepKind.DECIDE,
    CaseState.DECIDED: StepKind.CEREMONY,
    CaseState.PROBATION: StepKind.CELL_VOTE,
}
OF_THE_COMMITTEE = (
    *(StepKind.ALLOW, StepKind.CONSENT, StepKind.COMMITTEE_VOTE, StepKind.DECIDE),
    *(StepKind.CEREMONY, StepKind.PROLONG, StepKind.HAND_OVER),
)
BEFORE_CEREMONY = (StepKind.CONSENT, StepKind.BACK, StepKind.END)


def doing(kind):
    """What one must be allowed to do to record a step of that kind."""
    return Do.DECIDE_CANDIDATES if kind in OF_THE_COMMITTEE else Do.EDIT_CANDIDATES


@dataclass(frozen=True)
class Deadline:
    """A Clock that runs on `day`: its last day, how near that is; as a badge it says how late it is in words."""

    clock: Clock
    running: Running
    day: date

    @property
    def last(self):
        return self.running.last

    @property
    def urgency(self):
        return self.running.urgency(self.day)

    @property
    def presses(self):
        """Whether it is over, or will be before long."""
        return self.urgency != Urgency.NONE

    @property
    def late(self):
        """By how many days; negative while there is time."""
        return (self.day - self.last).days

    @property
    def tone(self):
        return how_late(self.late)[0]

    @property
    def label(self):
        return how_late(self.late)[1]


@dataclass(frozen=True)
class Entry:
    """A case on the board: `sign` (with a tone) is what it lacks, None where nothing is; `deadline` of its clocks the
    first to end; `born` is partial, empty where it is not known, and `name` differs from the others on the board."""

    candidate: Candidate
    state: CaseState
    born: PartialDate
    name: str = ""
    sign: object = None
    deadline: Deadline | None = None

    @property
    def pk(self):
        """What it is distinguished by: a case, or a member without one."""
        return self.candidate.pk or (self.candidate.member_id, "member")

    @property
    def full_name(self):
        return self.candidate.full_name

    @property
    def urgent(self):
        """The sign or the deadline that asks for somebody this week; None where there is time."""
        return self.sign or (self.deadline if self.deadline and self.deadline.late >= -WEEK else None)

    @property
    def url(self):
        """Its page; of a probationary member whose way is not on record, the member's."""
        return (self.candidate if self.candidate.pk else self.candidate.member).get_absolute_url()


def board(*, communes, cells, day, cell=None):
    """[(Stage, [Entry])] of the cases in `communes` and `cells` (numbers) whose way is not over, and of the
    probationary members there whose way is not on record, the most urgent first; of one `cell` (its number), where one
    is given. At most twelve queries, however many."""
    where = {"communes": communes, "cells": cells, "day": day, "cell": cell}
    found = {stage: [] for stage in Stage}
    for file in board_files([*_on_the_way(**where), *map(without_a_way, _on_probation(**where))]):
        entry = _entry(file, day)
        stage = entry and Stage.of(entry.state)
        if stage:
            found[stage].append(entry)
    for entries in found.values():
        entries.sort(key=_turn)
    return _named(found)


@prepared
def _on_the_way(communes, cells, day, cell):
    here = Membership.objects.on(day).filter(member=OuterRef("member"))
    cases = Candidate.objects.within(Scope(communes, cells), day).filter(Q(member=None) | Exists(here), ended=False)
    if cell is not None:
        cases = cases.filter(Q(cell=cell, member=None) | Exists(here.filter(cell=cell)))
    return cases.select_related("cell", "member").order_by("sort_key", "pk")


@prepared
def _on_probation(communes, cells, day, cell):
    cases = Candidate.objects.filter(member=OuterRef("member"))
    rows = Membership.objects.on(day).filter(~Exists(cases), standing=Standing.PROBATIONARY)
    rows = rows.filter(Q(cell__commune__in=communes) | Q(cell__in=cells))
    if cell is not None:
        rows = rows.filter(cell=cell)
    return rows.select_related("member", "cell").order_by("member__sort_key", "pk")


def _named(found):
    """[(Stage, [Entry])], each with a name by which it is distinguished from the others."""
    names = told_apart(entry for entries in found.values() for entry in entries)
    return [(stage, [replace(one, name=names[one.pk]) for one in entries]) for stage, entries in found.items()]


@dataclass(frozen=True)
class _Person:
    """Somebody on the way, as `common.people` tells people apart."""

    pk: int
    full_name: str
    born: PartialDate


def names_of_cases(candidates):
    """{case number: name, with what tells it apart from others of that name who are on the way in the commune} of
    `candidates`; two queries."""
    candidates = list(candidates)
    keys, communes = {one.search_key for one in candidates}, {one.commune_id for one in candidates}
    alike = Candidate.objects.open().filter(search_key__in=keys, commune__in=communes) if candidates else ()
    people = {one.pk: one for one in [*alike, *candidates]}
    born = {}
    for profile in Profile.objects.kept().filter(candidate__in=list(people)).order_by("since", "pk"):
        born[profile.candidate_id] = PartialDate.of(profile.born)
    names = told_apart(_Person(pk, one.full_name, born.get(pk) or PartialDate()) for pk, one in people.items())
    return {one.pk: names[one.pk] for one in candidates}


@prepared
def cases_left(communes, day):
    """Open cases in the hands of a cell that has ended without a successor."""
    working = CellStatus.objects.on(day).filter(cell=OuterRef("cell"), state=CellState.ACTIVE)
    cases = Candidate.objects.open().filter(~Exists(working), commune__in=communes)
    return cases.select_related("cell").order_by("sort_key", "pk")


def without_a_way(row):
    """An unsaved Candidate of the Membership of a probationary member."""
    member = row.member
    return Candidate(commune_id=member.commune_id, cell=row.cell, member=member, full_name=member.full_name)


def _entry(file, day):
    course = file.course(day)
    if course.state is None and file.candidate.member_id is None:  # proposed later
        return None
    profile = file.known.profile_on(day)
    born = PartialDate.of(profile and profile.born) or (file.candidate.member and file.candidate.member.born)
    about = {"candidate": file.candidate, "state": course.told, "born": born or PartialDate()}
    alone = course.state and wants_helper(course) and course.helper_on(day) is None
    first = next(iter(deadlines(course, day)), None)
    return Entry(sign=Sign.NO_HELPER if alone else None, deadline=first, **about)


def wants_helper(course):
    """From the list of sympathisers until the vote of the cell."""
    return course.listed and course.state.below(CaseState.CELL_VOTED)


def _turn(entry):
    """Who lacks something first, then by the day on which a clock ends that presses; else as they came, by name."""
    if entry.sign:
        return 0, date.max
    return (1, entry.deadline.last) if entry.deadline and entry.deadline.presses else (2, date.max)


def deadlines(course, day, *, has_card=True):
    """[Deadline] of the clocks that run, the first to end first; that of the record card unless it is there."""
    running = course.running(day, met=False)
    if not has_card and course.ceremony and course.told == CaseState.PROBATION:
        running[Clock.CARD] = Running(course.last_day(Clock.CARD))
    return sorted((Deadline(clock, one, day) for clock, one in running.items()), key=lambda one: one.last)


def days_to_come(course):
    """[(Clock, day)] of the days that are no limits: the end of probation, the first for another admission."""
    open_still = course.told not in (CaseState.ENDED, CaseState.RECOGNISED)
    found = [(clock, course.last_day(clock)) for clock in (Clock.PROBATION, Clock.READMISSION)]
    return [(clock, day) for clock, day in found if day and open_still]


def next_steps(course):
    """[StepKind] that may come now, the one that the state waits for first."""
    state = course.told
    if state in (CaseState.ENDED, CaseState.RECOGNISED):
        return []
    first = [NEXT[state]]
    if state == CaseState.PROBATION:
        return [*first, StepKind.COMMITTEE_VOTE, StepKind.EXTEND, StepKind.HELPER, StepKind.PROLONG]
    more = [StepKind.HELPER, StepKind.CLASS, StepKind.FILE] if course.listed else []
    if CaseState.CELL_VOTED.below(state) or state == CaseState.CELL_VOTED:
        more = [StepKind.CELL_VOTE, StepKind.EXTEND]
    elif course.listed:
        more.append(StepKind.UNLIST)
    if state.below(CaseState.DECIDED):
        more.append(StepKind.HAND_OVER)
    return list(dict.fromkeys([*first, *more, *BEFORE_CEREMONY]))
