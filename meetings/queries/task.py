"""Tasks of resolutions: which are open, and what meetings found of them."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from meetings.enums import MeetingKind, TaskState
from meetings.models import Meeting, Review, Task


def tasks_before(meeting):
    """Tasks of earlier meetings of the cell that no earlier meeting found done: the first thing this one takes up.

    A thematic meeting in the session of a regular one takes up none: the regular one has just done so.
    """
    session = Meeting.objects.filter(cell=meeting.cell_id, kind=MeetingKind.REGULAR, held_on=meeting.held_on)
    if meeting.kind == MeetingKind.THEMATIC and session.exists():
        return Task.objects.none()
    tasks = Task.objects.open_before(meeting.held_on).filter(meeting__cell=meeting.cell_id)
    return tasks.select_related("meeting", "owner").order_by("due_on", "pk")


def open_tasks(*, cells, day):
    """Tasks of `cells` not found done by the end of `day`, the longest due first, each with its `cell`."""
    tomorrow = day + timedelta(days=1)
    tasks = Task.objects.open_before(tomorrow).filter(meeting__cell__in=cells)
    return tasks.with_course(tomorrow).select_related("meeting__cell", "owner").order_by("due_on", "pk")


@dataclass(frozen=True)
class TaskShare:
    """Tasks that a meeting took up from earlier ones, and how many of them it found done."""

    done: int = 0
    reviewed: int = 0

    @property
    def share(self):
        return self.done / self.reviewed if self.reviewed else None


def task_shares(meetings):
    """{meeting number: TaskShare} for `meetings`; meetings that took up no task are left out; one query."""
    rows = Review.objects.filter(meeting__in=meetings, task__struck=False).order_by().values("meeting")
    counted = rows.annotate(reviewed=Count("pk"), done=Count("pk", filter=Q(state=TaskState.DONE)))
    return {row.pop("meeting"): TaskShare(**row) for row in counted}
