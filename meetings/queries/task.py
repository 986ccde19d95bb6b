"""Tasks of resolutions: which are open, and what meetings found of them."""

from dataclasses import dataclass

from django.db.models import Min

from common.prepared import numbers, prepared
from meetings.enums import MeetingKind, TaskState
from meetings.models import Meeting, Review, Task
from meetings.models.meeting import TEXTS

TEXTS_OF_MEETING = tuple(f"meeting__{name}" for name in TEXTS)


def tasks_before(meeting):
    """Tasks of earlier meetings of the cell that no earlier meeting found done: the first thing this one takes up.

    A thematic meeting in the session of a regular one takes up none: the regular one has just done so.
    """
    return Task.objects.none() if _follows_a_regular_one(meeting) else _open_before(meeting.cell_id, meeting.held_on)


def earlier_tasks(meeting):
    """The same as a list, each with its course until then."""
    if _follows_a_regular_one(meeting):
        return []
    return _earlier_tasks(cell=meeting.cell_id, day=meeting.held_on)


def _follows_a_regular_one(meeting):
    return meeting.kind == MeetingKind.THEMATIC and bool(_regular_on(cell=meeting.cell_id, day=meeting.held_on))


@prepared
def _regular_on(cell, day):
    return Meeting.objects.filter(cell=cell, kind=MeetingKind.REGULAR, held_on=day).values_list("pk")


def _open_before(cell, day):
    tasks = Task.objects.open_before(day).filter(cell=cell)
    return tasks.select_related("meeting").defer(*TEXTS_OF_MEETING).order_by("due_on", "pk")


@prepared
def _earlier_tasks(cell, day):
    return _open_before(cell, day).with_course(day)


def open_tasks(*, cells):
    """Tasks of `cells` that no meeting found done yet, the longest due first, each with its `cell` and `meeting`."""
    tasks = Task.objects.open().filter(cell__in=cells)
    return tasks.select_related("cell", "meeting").defer(*TEXTS_OF_MEETING).order_by("due_on", "pk")


def first_found_done(tasks):
    """{task number: day of the first meeting that found it done} of those of `tasks` that one did; one query."""
    return dict(_found_done(tasks=numbers(tasks)))


@prepared
def _found_done(tasks):
    done = Review.objects.filter(task__in=tasks, state=TaskState.DONE).order_by()
    return done.values_list("task").annotate(Min("meeting__held_on"))


@dataclass(frozen=True)
class TaskShare:
    """Tasks that a meeting took up from earlier ones, and how many of them it found done."""

    done: int = 0
    reviewed: int = 0

    @property
    def share(self):
        return self.done / self.reviewed if self.reviewed else None


def task_share_of(reviews):
    """The TaskShare of the `reviews` of a meeting, each with its task; those of tasks struck out since do not count."""
    states = [review.state for review in reviews if not review.task.struck]
    return TaskShare(done=states.count(TaskState.DONE), reviewed=len(states))
