"""Cases as people look at them: by stage, each with the one thing that is most urgent, and what may come next."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q

from cells.enums import CellState
from cells.models import CellStatus
from common.partial import PartialDate
from common.people import told_apart
from common.prepared import prepared
from development.enums import CaseState, DossierItem, DossierPart, ItemState, Sign, Stage, StepKind, Urgency
from development.models import Candidate, Item, Profile
from development.queries.cases import case_files
from development.rules.course import Running
from members.enums import Standing
from members.models import Membership

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
BEFORE_CEREMONY = (StepKind.CONSENT, StepKind.BACK, StepKind.END)


@dataclass(frozen=True)
class Deadline:
    """A clock that runs: what it is, its last day, how near that is."""

    label: str
    running: Running
    urgency: Urgency


@dataclass(frozen=True)
class Entry:
    """A case on the board: `sign` (with a tone) is what is most urgent, None where nothing is; `born` is partial, empty
    where it is not known, and `name` told apart from the others on the board."""

    candidate: Candidate
    state: CaseState
    born: PartialDate
    name: str = ""
    sign: object = None
    deadline: Deadline | None = None

    @property
    def pk(self):
        """What it is told apart by: a case, or a member without one."""
        return self.candidate.pk or (self.candidate.member_id, "member")

    @property
    def full_name(self):
        return self.candidate.full_name

    @property
    def url(self):
        """Its page; of a probationary member whose way is not on record, the member's."""
        return (self.candidate if self.candidate.pk else self.candidate.member).get_absolute_url()


def board(candidates, cells, day):
    """[(Stage, [Entry])] of `candidates` whose way is not over, and of the probationary members of `cells` whose way is
    not on record (both querysets), the most urgent first."""
    here = Membership.objects.on(day)
    on_the_way = candidates.filter(Q(member=None) | Exists(here.filter(member=OuterRef("member"))), ended=False)
    on_the_way = on_the_way.select_related("cell", "member").order_by("sort_key", "pk")
    cases = Candidate.objects.filter(member=OuterRef("member"))
    others = here.filter(~Exists(cases), standing=Standing.PROBATIONARY, cell__in=cells)
    others = others.select_related("member", "cell").order_by("member__sort_key", "pk")
    found = {stage: [] for stage in Stage}
    for file in case_files([*on_the_way, *map(_without_a_way, others)]):
        entry = _entry(file, day)
        stage = entry and Stage.of(entry.state)
        if stage:
            found[stage].append(entry)
    for entries in found.values():
        entries.sort(key=_turn)
    return _named(found)


def _named(found):
    """[(Stage, [Entry])], each with a name by which it is told apart from the others."""
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


def _without_a_way(row):
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
    near = [one for one in deadlines(course, day) if one.urgency != Urgency.NONE]
    if course.state and wants_helper(course) and course.helper_on(day) is None:
        return Entry(sign=Sign.NO_HELPER, **about)
    return Entry(sign=near[0].urgency, deadline=near[0], **about) if near else Entry(**about)


def wants_helper(course):
    """From the list of sympathisers until the vote of the cell."""
    return course.listed and course.state.below(CaseState.CELL_VOTED)


def _turn(entry):
    """Who lacks something first, then by the day on which a clock ends; else as they came, by name."""
    return (1, entry.deadline.running.last) if entry.deadline else (0 if entry.sign else 2, date.max)


def deadlines(course, day):
    """[Deadline] of the clocks that run, the first to end first."""
    found = [
        Deadline(clock.label, running, running.urgency(day))
        for clock, running in course.running(day).items()
        if running.met is None
    ]
    return sorted(found, key=lambda one: one.running.last)


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


# From which state on the items of a part are asked for.
ASKED_FROM = {
    DossierPart.BEFORE_VOTE: CaseState.PROPOSED,
    DossierPart.AFTER_VOTE: CaseState.CELL_VOTED,
    DossierPart.RECOGNITION: CaseState.PROBATION,
}


def dossier(candidate, state):
    """[Item of each DossierItem that is asked for by now, or recorded], those of which nothing is recorded missing."""
    there = {item.kind: item for item in candidate.items.all()}
    return [
        there.get(kind) or Item(candidate=candidate, kind=kind, state=ItemState.MISSING)
        for kind in DossierItem
        if kind in there or not state.below(ASKED_FROM[kind.part])
    ]
