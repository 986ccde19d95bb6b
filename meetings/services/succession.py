"""What follows when another cell takes over: open tasks, drafts, plans, education, notices, model meetings."""

from django.dispatch import receiver

from cells.services import cell_succeeded, take_over
from common.periods import month_of
from meetings.enums import MeetingKind
from meetings.models import Meeting, ModelMeeting, Notice, PlannedMeeting, Session, SessionAttendance, Task
from meetings.models.meeting import OF_MEETINGS
from meetings.queries.recorded import Recorded
from meetings.services.roll import freeze_roll
from meetings.services.score import write_score


@receiver(cell_succeeded)
def let_meetings_follow(succession, **sent):
    cell, on = succession.cell, succession.on
    drafts = _drafts(succession)
    moved = take_over(drafts, succession)
    for meeting in drafts:
        if meeting.pk in moved.get("meetings.meeting", ()):
            freeze_roll(meeting)
            write_score(Recorded(meeting), {})
    of_drafts = Task.objects.kept().filter(cell=cell, meeting__in=moved.get("meetings.meeting", ()))
    take_over(of_drafts.select_related("meeting"), succession)  # its own from the beginning
    sessions = Session.objects.kept().filter(cell=cell, meeting=None, on__gte=on)
    attendances = SessionAttendance.objects.filter(cell=cell, session__on__gte=on, session__struck=False, came=None)
    model_meetings = ModelMeeting.objects.kept().filter(cell=cell, meeting=None, on__gte=on)
    return {
        **moved,
        **take_over(Task.objects.open().filter(cell=cell).select_related("meeting"), succession, moved_on=on),
        **take_over(_plans(succession), succession),
        **take_over(sessions, succession),
        **take_over(attendances.select_related("session"), succession),
        **take_over(Notice.objects.kept().filter(cell=cell).not_over(on).select_related("member"), succession),
        **take_over(model_meetings.select_related("programme"), succession),
    }


def _drafts(succession):
    """Drafts from the day on, but not where the successor met too, nor where a paper bears a number of the cell."""
    rows = Meeting.objects.kept().filter(cell=succession.cell, state="draft", held_on__gte=succession.on)
    rows = rows.filter(**{f"{field}__isnull": True for field in OF_MEETINGS.values()})
    there = Meeting.objects.kept().filter(cell=succession.successor, held_on__gte=succession.on)
    taken = {key for meeting in there for key in _occasions(meeting.kind, meeting.held_on)}
    rows = rows.select_related("edition", "score")
    return [meeting for meeting in rows if not taken & _occasions(meeting.kind, meeting.held_on)]


def _plans(succession):
    """Plans from the day on, where the successor has none of its own, nor an invitation bears a number of the cell."""
    plans = PlannedMeeting.objects.kept().filter(on__gte=succession.on, meeting=None)
    there = Meeting.objects.kept().filter(cell=succession.successor).values_list("kind", "held_on")
    own = plans.filter(cell=succession.successor).values_list("kind", "on")
    taken = {key for kind, day in (*there, *own) for key in _occasions(kind, day)}
    rows = plans.filter(cell=succession.cell, invitation_paper=None)
    return [row for row in rows if not taken & _occasions(row.kind, row.on)]


def _occasions(kind, day):
    """What a cell has one of: a meeting of a kind on a day, a regular one in a month."""
    return {(kind, day), *([(kind, month_of(day))] if kind == MeetingKind.REGULAR else [])}
