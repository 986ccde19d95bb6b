"""Last days of people on their way into the Party, for those who have to act: what is late and what is soon due."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, scope
from cells.models import Commune
from common.prepared import prepared
from development.enums import Clock, DossierItem, ItemState, StepKind
from development.models import Candidate, Item, Step
from development.queries.board import NEXT, Deadline, deadlines, without_a_way
from development.queries.cases import clock_files
from meetings.queries.feed import DayEvent
from members.enums import Standing
from members.models import Membership

STARTS = (StepKind.CLASS, StepKind.FILE, StepKind.CELL_VOTE, StepKind.DECIDE)
# What is to be done anew once it is over.
AGAIN = {Clock.CERTIFICATE: StepKind.CLASS, Clock.PAPERS: StepKind.FILE}


@dataclass(frozen=True)
class Due:
    """A Deadline of a case; `step` is the StepKind that the case waits for, None where none meets the clock."""

    candidate: Candidate
    deadline: Deadline
    step: StepKind | None

    @property
    def number(self):
        """By which the case is named where no name is to stand: that of the case, else of the member's file."""
        return self.candidate.pk or self.candidate.member_id

    @property
    def path(self):
        """Its page; of a member whose way is not on record, the member's."""
        return (self.candidate if self.candidate.pk else self.candidate.member).get_absolute_url()


def due_in(*, communes, cells, day, within=None):
    """[Due] of the cases in `communes` and `cells` (numbers) that are late on `day` or end at most `within` days later,
    the first to end first; without it, as many days as each commune has set. At most ten queries, however many."""
    where = {"communes": communes, "cells": cells, "day": day}
    cases = [*_running(**where), *map(without_a_way, _on_probation(**where))]
    return [
        due
        for commune in sorted({case.commune_id for case in cases})
        for due in _of_commune([case for case in cases if case.commune_id == commune], day, within)
    ]


def due_for(user, day):
    """[Due] that `user` has to act on: the office, and who works for single cells."""
    seen, acts = scope(user, Do.SEE_CANDIDATES), scope(user, Do.EDIT_CANDIDATES)
    where = {"communes": sorted(seen.communes & acts.communes), "cells": sorted(seen.cells)}
    return due_in(**where, day=day) if any(where.values()) else []


def due_days(user, until, today):
    """[DayEvent] of the last days of the cases that `user` may see, by the number of the case and without names; what
    is late stays until it is done."""
    found = due_in(**vars(scope(user, Do.SEE_CANDIDATES)), day=today, within=(until - today).days)
    return [_as_event(due) for due in found]


def _as_event(due):
    kind, clock = "case" if due.candidate.pk else "member", due.deadline.clock
    return DayEvent(f"{kind}-{due.number}-{clock.name.lower()}", due.deadline.last, _about(due), due.path)


def told(due, name=""):
    """A Due in words: whose it is by `name`, else by the number of the case; its last day and how late it is."""
    return f"{_about(due, name)} {due.deadline.last:%d/%m/%Y}, {due.deadline.label}"


def _about(due, name=""):
    number = _("case %(number)s") if due.candidate.pk else _("member's file %(number)s")
    who = name or capfirst(number % {"number": due.number})
    return f"{who}, {due.candidate.cell}: {due.deadline.clock.label}"


def _of_commune(cases, day, within):
    found = []
    for file in clock_files(cases):
        ahead = file.known.choices_on(day).remind_days if within is None else within
        course = file.course(day)
        if course.state is None and file.candidate.member_id is None:  # proposed later
            continue
        for deadline in deadlines(course, day, has_card=bool(file.candidate.pk) and file.candidate.carded):
            if deadline.last <= day + timedelta(days=ahead):
                found.append(Due(file.candidate, deadline, _step(course, deadline)))
    return sorted(found, key=lambda due: (due.deadline.last, due.number, due.deadline.clock))


def _step(course, deadline):
    """The StepKind by which the clock is met, or begun anew; None where no step does it."""
    vote = course.recognition_committee
    if deadline.clock == Clock.CARD or (deadline.clock == Clock.RECOGNITION and vote and vote.passed):
        return None
    if deadline.clock == Clock.RECOGNITION:
        return StepKind.COMMITTEE_VOTE
    return AGAIN.get(deadline.clock, NEXT[course.told]) if deadline.late > 0 else NEXT[course.told]


def has_card(candidate):
    return bool(candidate.pk and candidate.member_id) and _cards().filter(candidate=candidate).exists()


def _cards():
    """[Item] of the record cards that are there."""
    return Item.objects.filter(kind=DossierItem.CARD, state=ItemState.HAVE)


@prepared
def clocks_run(communes, cells, day):
    """A row where a clock may run."""
    where = Scope(communes, cells)
    return Commune.objects.filter(Exists(_cases(where, day)) | Exists(_others(where, day)))


@prepared
def _running(communes, cells, day):
    cases = _cases(Scope(communes, cells), day).annotate(carded=Exists(_cards().filter(candidate=OuterRef("pk"))))
    return cases.select_related("cell")


@prepared
def _on_probation(communes, cells, day):
    rows = _others(Scope(communes, cells), day).select_related("member", "cell")
    return rows.only("member", "cell", "member__commune", "member__full_name", "cell__commune", "cell__name")


def _cases(where, day):
    """Cases that are not over: of members on probation, and those before of which a step starts a clock."""
    started = Step.objects.kept().filter(candidate=OuterRef("pk"), kind__in=STARTS)
    waits = Membership.objects.on(day).filter(member=OuterRef("member"), standing=Standing.PROBATIONARY)
    cases = Candidate.objects.within(where, day).filter(ended=False)
    return cases.filter(Q(Exists(started), member=None) | Exists(waits)).order_by("pk")


def _others(where, day):
    """Memberships of those on probation whose way is not on record, but the ceremony is."""
    cases = Candidate.objects.filter(member=OuterRef("member"))
    here = Membership.objects.on(day).filter(Q(cell__commune__in=where.communes) | Q(cell__in=where.cells))
    here = here.filter(~Exists(cases), ~Q(member__ceremony_on=""), standing=Standing.PROBATIONARY)
    return here.order_by("member")
