"""Sessions of education, and who attended those that have their own attendance."""

from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from common.facts import write
from meetings.enums import MeetingKind
from meetings.models import Session, SessionAttendance
from meetings.queries.education import education_roll
from meetings.services.base import MeetingRuleError

SESSION = ("cell", "theme", "title", "on", "place", "speaker")


@service
def plan_session(*, commune, by, **facts):
    """A session of a cell, or of the whole commune: `facts` {field of SESSION, or meeting: value}."""
    return _fitting(write(Session(commune=commune), facts, (*SESSION, "meeting"))).save_checked()


@service
def change_session(*, session, by, **facts):
    """Move or describe a session anew, link it to the minutes of a thematic meeting, or call it off.

    What attendance was recorded for stays as it is.
    """
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    before = (session.cell_id, session.on)
    write(session, facts, (*SESSION, "meeting", "struck"))
    if session.attendances.exclude(came=None).exists():
        if session.meeting_id:
            raise MeetingRuleError(_("Its attendance is recorded separately already."), "meeting")
        if session.struck:
            raise MeetingRuleError(_("Attendance is recorded, so it was not called off."), "struck")
        if (session.cell_id, session.on) != before:
            raise MeetingRuleError(_("Attendance is recorded: cell and day can no longer change."), "on")
    return _fitting(session).save_checked()


def _fitting(session):
    """`session`, refused unless its cell works on its day and its meeting is a thematic one of that cell."""
    cell, meeting = session.cell, session.meeting
    if cell is not None and not cell.works_on(session.on):
        raise MeetingRuleError(_("%(cell)s is not at work on that day.") % {"cell": cell}, "cell")
    if meeting is None:
        return session
    if cell is None or meeting.cell_id != cell.pk:
        raise MeetingRuleError(_("The meeting is one of another cell."), "meeting")
    if meeting.kind != MeetingKind.THEMATIC and not meeting.combined:
        raise MeetingRuleError(_("That meeting had no thematic part."), "meeting")
    session.on = meeting.held_on
    return session


@service
def mark_everybody(*, session, cell, today, by):
    """Everybody expected of `cell` came of whom nothing is recorded yet. Returns how many."""
    expected = _expected(session, cell, today, by)
    there = {row.member_id: row for row in session.attendances.filter(member__in=list(expected))}
    marks = {}
    for member, facts in expected.items():
        row = there.get(member.pk)
        if not facts["not_expected"] and (row is None or row.came is None):
            marks[member.pk] = True
    _write(session, cell, there, marks)
    return len(marks)


@service
def record_education(*, session, cell, marks, today, by):
    """Who of `cell` came: `marks` {member number: True, False or None for unknown}; others stay as they are.

    Whose attendance stands already keeps the cell it was recorded in.
    """
    expected = {member.pk for member in _expected(session, cell, today, by)}
    there = {row.member_id: row for row in session.attendances.filter(member__in=list(marks))}
    if any(pk not in expected and (pk not in there or there[pk].cell_id != cell.pk) for pk in marks):
        raise MeetingRuleError(_("Somebody did not take part in this cell on that day."))
    _write(session, cell, there, marks)


def _expected(session, cell, today, by):
    session = Session.objects.select_for_update(of=("self",)).get(pk=session.pk)
    if session.struck:
        raise MeetingRuleError(_("It was called off."))
    if session.meeting_id:
        raise MeetingRuleError(_("Its attendance is the roll of the meeting."))
    if cell.commune_id != session.commune_id or session.cell_id not in (None, cell.pk):
        raise MeetingRuleError(_("This session is not for that cell."))
    if session.on > today:
        raise MeetingRuleError(_("This day has not come yet."))
    require_in_office(by, Do.RECORD_MEETINGS, cell, session.on, None)
    return education_roll(session, cell)


def _write(session, cell, there, marks):
    changed, new = [], []
    for pk, came in marks.items():
        row = there.get(pk)
        if row is None:
            new.append(SessionAttendance(session=session, cell=cell, member_id=pk, came=came))
        else:
            row.came = came
            changed.append(row)
    SessionAttendance.objects.bulk_create(new)
    SessionAttendance.objects.bulk_update(changed, ["came"])
