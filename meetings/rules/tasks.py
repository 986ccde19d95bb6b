"""How many of the tasks that came up are done. No queries here: what meetings found goes in."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.numbers import percent
from meetings.enums import TaskState


@dataclass(frozen=True)
class TaskShare:
    """Of the `counted` tasks so many are `done`. What counts is told by `task_share`."""

    done: int = 0
    counted: int = 0

    @property
    def share(self):
        return self.done / self.counted if self.counted else None

    @property
    def in_words(self):
        words = _("%(part)s of %(whole)s tasks done that were due or are done already (%(percent)s)")
        return words % {"part": self.done, "whole": self.counted, "percent": percent(self.share)}


def task_share(found):
    """The TaskShare of what meetings `found`: [(task number, its due day, day of the meeting, its state or "")].

    A task counts once it was due by the day of a meeting that took it up, or is done before that; each counts once,
    however many meetings took it up.
    """
    done = {task for task, _due, _day, state in found if state == TaskState.DONE}
    return TaskShare(len(done), len(done | {task for task, due, day, _state in found if due <= day}))
