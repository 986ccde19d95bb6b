"""What minutes, education and model meetings say otherwise than a life, or than the end of a cell."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cells.models import Succession
from common.errors import Contradiction
from common.prepared import numbers, prepared
from meetings.enums import MeetingState
from meetings.models import (
    Attendance,
    InvitedCell,
    Meeting,
    ModelMeeting,
    ProgrammeReview,
    ReviewingCell,
    SecondScore,
    SessionAttendance,
    Uptake,
    Visit,
)
from meetings.queries.decision import VotingPlace, voting_place
from members.enums import Entry, EventKind, OverlayKind, Standing
from members.models import Event, Membership
from members.queries.contradictions import Records, Witness, stays_of


class RollsWitness(Witness):
    """Rolls of signed minutes, with who chaired, wrote and voted."""

    def of_members(self, since):
        communes = {member.commune_id for member in since}
        meetings = _signed(communes=communes, since=min(since.values())) if since else []
        if not meetings:
            return {}
        stays = stays_of(since)
        recognised = dict(_recognised(members=numbers(since)))
        lines = defaultdict(dict)
        for line in _lines(members=numbers(since), since=min(since.values())):
            lines[line.member_id][line.meeting_id] = line
        found = defaultdict(list)
        for member, first in since.items():
            for meeting in meetings:
                if meeting.held_on < first:
                    continue
                line = lines[member.pk].get(meeting.pk)
                place = stays[member.pk].on_roll(meeting.cell_id, meeting.held_on)
                if _differ(line, place, meeting.held_on < recognised.get(member.pk, date.min)):
                    found[member.pk].append(_told(meeting, line, place))
        return found

    def of_cells(self, ended):
        """Meetings recorded for a cell on days on which it was no more at work, and those of its successor without the
        people who had moved by then."""
        cells = {cell.pk: day for cell, day in ended.items()}
        found = defaultdict(list)
        for meeting in _recorded_from(cells=sorted(cells), since=min(cells.values())) if cells else ():
            if meeting.held_on >= cells[meeting.cell_id]:
                text = _("%(kind)s of %(cell)s, %(state)s.") % _words(meeting)
                found[meeting.cell_id].append(Contradiction(meeting.held_on, text, meeting.get_absolute_url()))
        for succession in _successions(cells=sorted(cells)) if cells else ():
            found[succession.cell_id] += _without_newcomers(succession)
        return found


@prepared
def _signed(communes, since):
    rows = Meeting.objects.signed().filter(cell__commune__in=communes, held_on__gte=since).select_related("cell")
    return rows.only("cell__name", "kind", "held_on", "state", "chair", "clerk", "excused_do_not_vote")


@prepared
def _lines(members, since):
    rows = Attendance.objects.counted().filter(member__in=members, meeting__held_on__gte=since)
    votes = Count("meeting__votes", Q(meeting__votes__struck=False))
    return rows.filter(meeting__state=MeetingState.SIGNED).annotate(votes=votes)


@prepared
def _recognised(members):
    return Event.objects.kept().filter(member__in=members, kind=EventKind.RECOGNISE).values_list("member", "on")


def _differ(line, place, before_decision):
    """Whether a line of a roll (None: there is none) says something else than the life does. Until a recognition was
    decided, minutes rightly call somebody probationary."""
    if line is None or place is None:
        return (line is None) != (place is None)
    standing, over, guest = place
    if line.guest != guest or line.not_expected != (over or ""):
        return True
    return line.standing != standing and not (before_decision and line.standing == Standing.PROBATIONARY)


def _told(meeting, line, place):
    words = _words(meeting) | {"life": _in_life(place)}
    if line is None:
        text = _("%(kind)s of %(cell)s, %(state)s: not on the roll; in the life: %(life)s.")
        return Contradiction(meeting.held_on, text % words, meeting.get_absolute_url())
    said = [line.role, line.get_mark_display()]
    leading = (("chair", meeting.chair_id), ("clerk", meeting.clerk_id))
    said += [Meeting._meta.get_field(name).verbose_name for name, member in leading if member == line.member_id]
    if line.votes and line.came and voting_place(line, meeting) == VotingPlace.COUNTED:
        said.append(ngettext("%(count)s vote", "%(count)s votes", line.votes) % {"count": line.votes})
    text = _("%(kind)s of %(cell)s, %(state)s: on the roll %(roll)s; in the life: %(life)s.")
    roll = ", ".join(str(word) for word in said)
    return Contradiction(meeting.held_on, text % (words | {"roll": roll}), meeting.get_absolute_url())


def _words(meeting):
    return {"kind": capfirst(meeting.get_kind_display()), "cell": meeting.cell, "state": meeting.get_state_display()}


def _in_life(place):
    if place is None:
        return _("not in this cell on that day")
    standing, over, guest = place
    said = [Attendance._meta.get_field("guest").verbose_name if guest else Standing(standing).label]
    return ", ".join(str(word) for word in [*said, *([OverlayKind(over).label] if over else [])])


@prepared
def _recorded_from(cells, since):
    rows = Meeting.objects.kept().filter(cell__in=cells, held_on__gte=since).select_related("cell")
    return rows.only("cell__name", "kind", "held_on", "state")


@prepared
def _successions(cells):
    return Succession.objects.filter(cell__in=cells)


def _without_newcomers(succession):
    """Signed minutes of the successor whose roll lacks people who had moved there with the end of a cell."""
    cell, on = succession.successor_id, succession.on
    came = Membership.objects.filter(cell=cell, since=on, entry=Entry.MOVED)
    before = Membership.objects.filter(cell=succession.cell_id, until=on).values("member")
    came = list(came.filter(member__in=before))
    there = defaultdict(set)
    meetings = Meeting.objects.signed().filter(cell=cell, held_on__gte=on).select_related("cell")
    for meeting, member in Attendance.objects.counted().filter(meeting__in=meetings).values_list("meeting", "member"):
        there[meeting].add(member)
    for meeting in meetings:
        missing = sum(row.holds_on(meeting.held_on) and row.member_id not in there[meeting.pk] for row in came)
        if missing:
            words = _("%(kind)s of %(cell)s, %(state)s: %(count)s members who moved there are not on the roll.")
            text = words % (_words(meeting) | {"count": missing})
            yield Contradiction(meeting.held_on, text, meeting.get_absolute_url())


def _came(about):
    return Records(
        lambda: SessionAttendance.objects.filter(came=True, session__struck=False),
        about,
        lambda row: row.session.get_absolute_url(),
        "session__on",
        text=lambda row: _("Session of education “%(title)s”: came.") % {"title": row.session},
        last_day=False,
    )


def of_a_meeting(rows):
    """Records of what the Committee member in charge did at a `meeting`."""
    return Records(
        lambda: rows().filter(meeting__struck=False).select_related("meeting__cell"),
        "committee_member",
        lambda row: row.meeting.get_absolute_url(),
        "meeting__held_on",
        text=lambda row: f"{capfirst(row._meta.verbose_name)}: {row.meeting}, {row.meeting.cell}",
    )


RECORDS = (
    _came("member"),
    _came("cell"),
    Records(
        lambda: InvitedCell.objects.filter(came=True).select_related("model_meeting__meeting"),
        "cell",
        lambda row: row.model_meeting.get_absolute_url(),
        day=lambda row: row.model_meeting.day,
        text=lambda row: f"{capfirst(ModelMeeting._meta.verbose_name)}: {row.model_meeting}",
        last_day=False,
    ),
    Records(
        lambda: ReviewingCell.objects.filter(came=True),
        "cell",
        lambda row: reverse("meetings:edit-review", args=[row.review_id]),
        "review__on",
        text=lambda row: f"{capfirst(ProgrammeReview._meta.verbose_name)}: {row.review}",
        last_day=False,
    ),
    of_a_meeting(lambda: Visit.objects.filter(attended=True)),
    of_a_meeting(SecondScore.objects.all),
    Records(Uptake.objects.all, "cell", lambda row: reverse("meetings:edit-uptake", args=[row.pk]), "on"),
)
