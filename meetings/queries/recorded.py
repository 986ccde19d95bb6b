"""All that is recorded of one meeting, each part read once."""

from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from meetings.models import Review, Step, Task, Visit, Vote
from meetings.queries.decision import voting_base_of
from meetings.queries.roll import turnout_of
from meetings.queries.score import score_lines
from meetings.queries.task import tasks_before


class Recorded:
    """What is recorded of `meeting` (with its cell, edition and score). A part is read when it is first asked for.

    Who changes rows changes these very objects, so that what is counted afterwards is counted of the rows as they are.
    """

    def __init__(self, meeting):
        self.meeting = meeting

    @cached_property
    def roll(self):
        """The lines of the roll that stand, with their members, in the order of names."""
        return self._own(self.meeting.roll.select_related("member").order_by("member__sort_key", "pk"))

    @cached_property
    def visits(self):
        return self._own(Visit.objects.filter(meeting=self.meeting).select_related("committee_member"))

    @cached_property
    def earlier_tasks(self):
        """Tasks of earlier meetings that this one takes up, each with its course until then."""
        tasks = list(tasks_before(self.meeting).with_course(self.meeting.held_on))
        for task in tasks:
            task.cell = self.meeting.cell
        return tasks

    @cached_property
    def reviews(self):
        """{task number: Review} of what this meeting found of earlier tasks."""
        return {review.task_id: review for review in self._own(Review.objects.filter(meeting=self.meeting))}

    @cached_property
    def tasks(self):
        tasks = self._own(Task.objects.standing().filter(meeting=self.meeting))
        for task in tasks:
            task.cell = self.meeting.cell
        return tasks

    @cached_property
    def votes(self):
        return self._own(Vote.objects.filter(meeting=self.meeting, struck=False))

    @cached_property
    def score_lines(self):
        """As of `queries.score_lines`, the steps of the criteria left unread."""
        leaves = self.meeting.edition.criteria.leaves().prefetch_related(None)
        return score_lines(self.meeting, leaves) if self.meeting.scored else []

    @cached_property
    def score_lines_with_steps(self):
        steps = Prefetch("steps", Step.objects.standing())
        prefetch_related_objects([criterion for criterion, _line in self.score_lines], steps)
        return self.score_lines

    def _own(self, rows):
        """The `rows`, which know the meeting and its cell without asking again."""
        rows = list(rows)
        for row in rows:
            row.meeting = self.meeting
        return rows

    @property
    def turnout(self):
        """The Turnout of the roll as it is now."""
        return turnout_of(self.roll, self.meeting.edition)

    @property
    def voting_base(self):
        return voting_base_of(self.roll, self.meeting)
