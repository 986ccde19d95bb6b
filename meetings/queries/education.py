"""Education: who came to a session, and who has had none in a year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from common.prepared import numbers, prepared
from meetings.enums import KEPT_OUT, Mark, MeetingState
from meetings.models import Attendance, Session, SessionAttendance
from meetings.queries.roll import expected_on_roll
from members.enums import OverlayKind
from members.models import Membership, Overlay

CAME = Q(came=True)
ABSENT = Q(mark__in=[Mark.EXCUSED, Mark.UNEXCUSED])


def education_roll(session, cell):
    """{Member: fields of a roll line} of those of `cell` who may come to `session`: nobody who is kept out."""
    expected = expected_on_roll(cell=cell, day=session.day)
    return {member: facts for member, facts in expected.items() if facts["not_expected"] not in KEPT_OUT}


def attendance_of_session(session, *, cells):
    """Rows of the attendance of `session` as far as they are of `cells`, cell by cell: of its own attendance, or the
    lines of the roll of its meeting."""
    if session.meeting_id:
        lines = Attendance.objects.counted().filter(meeting=session.meeting_id, meeting__cell__in=cells)
        return lines.select_related("member", "meeting__cell").order_by("member__sort_key", "member")
    rows = SessionAttendance.objects.counted().filter(session=session, cell__in=cells)
    return rows.select_related("member", "cell").order_by("cell__search_key", "cell", "member__sort_key", "member")


def came_to(sessions, *, cells):
    """{session number: (came, did not come)} in persons of `cells`, for a list of `sessions`; two queries."""
    own = SessionAttendance.objects.counted().filter(session__in=sessions, cell__in=cells).order_by()
    counted = own.values_list("session").annotate(
        there=Count("pk", filter=CAME), absent=Count("pk", filter=Q(came=False))
    )
    found = {pk: (came, absent) for pk, came, absent in counted}
    at = {session.meeting_id: session.pk for session in sessions if session.meeting_id}
    lines = Attendance.objects.counted().filter(meeting__in=list(at), meeting__cell__in=cells).order_by()
    present = Count("pk", filter=Q(mark=Mark.PRESENT))
    for meeting, came, absent in lines.values_list("meeting").annotate(
        there=present, absent=Count("pk", filter=ABSENT)
    ):
        found[at[meeting]] = (came, absent)
    return found


def came_by_cell(session):
    """{cell number: (came, did not come)} of a session with its own attendance; one query."""
    rows = SessionAttendance.objects.counted().filter(session=session).order_by().values_list("cell")
    counted = rows.annotate(there=Count("pk", filter=CAME), absent=Count("pk", filter=Q(came=False)))
    return {cell: (came, absent) for cell, came, absent in counted}


@dataclass(frozen=True)
class Learner:
    """A member on a day, and at how many sessions of its year until then; `over` is an OverlayKind or empty."""

    member: object
    cell: object
    standing: str
    over: str
    sessions: int

    @property
    def exempt(self):
        return self.over == OverlayKind.EXEMPT

    @property
    def without(self):
        """Has had none, and is not excused from coming by an exemption."""
        return not self.sessions and not self.exempt


def learners(*, cells, day):
    """[Learner] of the members of `cells` on `day`, cell by cell; four queries.

    A session counts from 1 January to `day` wherever the member attended it; a roll counts once its minutes are signed.
    """
    rows = _belonging(cells=numbers(cells), day=day)
    members = [row.member_id for row in rows]
    over = defaultdict(set)
    for pk, kind in _overlays(members=members, day=day):
        over[pk].add(kind)
    attended = _attended(members, day)
    # an exemption is told before an absence; who is kept out cannot come, and is told as such
    rank = (*reversed(KEPT_OUT), OverlayKind.EXEMPT, OverlayKind.AWAY)
    return [
        Learner(
            row.member,
            row.cell,
            row.standing,
            next((OverlayKind(kind) for kind in rank if kind in over[row.member_id]), ""),
            attended.get(row.member_id, 0),
        )
        for row in rows
    ]


@prepared
def _belonging(cells, day):
    rows = Membership.objects.on(day).filter(cell__in=cells).select_related("member", "cell")
    return rows.order_by("cell__search_key", "cell", "member__sort_key", "member")


@prepared
def _overlays(members, day):
    return Overlay.objects.on(day).filter(member__in=members).values_list("member", "kind")


def _attended(members, day):
    """{member number: sessions attended from 1 January to `day`}."""
    about = {"members": members, "since": date(day.year, 1, 1), "last": day}
    found = defaultdict(int)
    for member, count in (*_at_sessions(**about), *_at_meetings(**about)):
        found[member] += count
    return found


@prepared
def _at_sessions(members, since, last):
    """(member, sessions with attendance of their own that the member came to) from `since` to `last`."""
    return _came_to_sessions(since, last).filter(member__in=members).values_list("member").annotate(Count("pk"))


@prepared
def _at_meetings(members, since, last):
    """(member, sessions that were meetings with signed minutes and the member came to) from `since` to `last`."""
    return _came_to_meetings(since, last).filter(member__in=members).values_list("member").annotate(Count("pk"))


def _came_to_sessions(since, last):
    sessions = Session.objects.kept().dated().filter(day_held__gte=since, day_held__lte=last)
    return SessionAttendance.objects.counted().filter(CAME, session__in=sessions.values("pk")).order_by()


def _came_to_meetings(since, last):
    sessions = Session.objects.kept().dated().filter(day_held__gte=since, day_held__lte=last)
    meetings = sessions.filter(meeting__isnull=False).values("meeting")
    lines = Attendance.objects.counted().filter(mark=Mark.PRESENT, meeting__state=MeetingState.SIGNED)
    return lines.filter(meeting__in=meetings).order_by()


@prepared
def counted_without(cells, day, since):
    """(cell number, its name, how many of its `learners` are without a session from `since` to `day`)."""
    own = {"member": OuterRef("member")}
    over = Overlay.objects.on(day).filter(**own)
    exempt = Exists(over.filter(kind=OverlayKind.EXEMPT)) & ~Exists(over.filter(kind__in=KEPT_OUT))
    came = [Exists(found.filter(**own)) for found in (_came_to_sessions(since, day), _came_to_meetings(since, day))]
    rows = Membership.objects.on(day).filter(~exempt, ~came[0], ~came[1], cell__in=cells)
    return rows.order_by("cell__search_key", "cell").values_list("cell", "cell__name").annotate(Count("pk"))
