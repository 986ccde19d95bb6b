"""What Committee members saw and got solved, each figure with one definition."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from cells.access import Scope, here_today
from cells.models import Assignment
from common.counted import count_of, first_of
from common.prepared import numbers, prepared
from meetings.models import Visit
from meetings.queries.contradictions import of_a_meeting
from members.queries.contradictions import Records
from oversight.enums import VisitState
from oversight.models import DemocracyCheck, Difficulty, PlannedVisit, Remark


@dataclass(frozen=True)
class VisitRow:
    """One visit of a Committee member: planned beforehand or told by the meeting's record, or both."""

    committee_member: object
    cell: object
    on: object
    state: VisitState
    purpose: str = ""
    meeting: object = None


def visits(*, cells, since, until, today):
    """[VisitRow] of `cells` from `since` to before `until`, the latest first; two queries.

    Made: the meeting's record says that the member in charge came. Missed: it says the contrary, or the planned day is
    over without a record that says so. Meetings that say nothing of it, without a plan, are left out.
    """
    rows, about = {}, {"cells": numbers(cells), "since": since, "until": until}
    for visit in _told(**about):
        if visit.attended is not None:
            state = VisitState.MADE if visit.attended else VisitState.MISSED
            meeting = visit.meeting
            key = (visit.committee_member_id, meeting.cell_id, meeting.held_on)
            rows[key] = VisitRow(visit.committee_member, meeting.cell, meeting.held_on, state, meeting=meeting)
    for plan in _planned(**about):
        key = (plan.committee_member_id, plan.cell_id, plan.on)
        told = rows.get(key)
        if told:
            state, meeting = told.state, told.meeting
        elif plan.struck:
            state, meeting = VisitState.WITHDRAWN, None
        else:
            state, meeting = VisitState.PLANNED if plan.on >= today else VisitState.MISSED, None
        rows[key] = VisitRow(plan.committee_member, plan.cell, plan.on, state, plan.purpose, meeting)
    return sorted(rows.values(), key=lambda row: (row.on, row.cell.search_key), reverse=True)


@prepared
def _told(cells, since, until):
    told = Visit.objects.filter(meeting__struck=False, meeting__cell__in=cells)
    told = told.filter(meeting__held_on__gte=since, meeting__held_on__lt=until)
    return told.select_related("committee_member", "meeting__cell")


@prepared
def _planned(cells, since, until):
    planned = PlannedVisit.objects.filter(cell__in=cells, on__gte=since, on__lt=until)
    return planned.select_related("committee_member", "cell")


@prepared
def unsolved_of(cell):
    """[Difficulty] of the cell of that number that nothing has ended yet, the longest due first."""
    return Difficulty.objects.filter(cell=cell).unsolved().order_by("due_on", "pk")


def in_charge_of(user, day):
    """{cell number: CommitteeMember} of the cells that the account of `user` is in charge of on `day`."""
    assignments = Assignment.objects.on(day).filter(committee_member__account=user).select_related("committee_member")
    return {row.cell_id: row.committee_member for row in assignments}


def difficulties_now(day):
    """Annotations of a Cell: how many of its difficulties have no answer that was due before `day`; the number of the
    first, and since when it is due."""
    late = Difficulty.objects.overdue(day).order_by("due_on", "pk")
    return {
        "late_difficulties": count_of(late, "cell"),
        "first_difficulty": first_of(late, "cell", "pk"),
        "first_answer_due": first_of(late, "cell", "due_on"),
    }


def remarks_on(user, meeting):
    """[Remark] on `meeting` that `user` sees, each with its Committee member."""
    return _remarks(**here_today(user, Remark.objects.all().see), meeting=meeting.pk)


@prepared
def _remarks(communes, cells, day, meeting):
    remarks = Remark.objects.seen_from(Scope(communes, cells), day).filter(meeting=meeting)
    return remarks.select_related("committee_member")


def days_taken(difficulty, today):
    """Days from raising a difficulty to its end, or to today while it lasts (`with_course`)."""
    return ((difficulty.ended_on or today) - difficulty.raised_on).days


RECORDS = (
    Records(
        Difficulty.objects.all,
        "cell",
        Difficulty.get_absolute_url,
        "raised_on",
        text=lambda row: _("Difficulty “%(text)s”, raised after the end.") % {"text": row},
        last_day=False,
    ),
    of_a_meeting(Remark.objects.all),
    Records(DemocracyCheck.objects.kept, "hamlet", DemocracyCheck.get_absolute_url, "on"),
)
