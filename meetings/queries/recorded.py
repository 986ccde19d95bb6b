"""All that is recorded of one meeting, each part read once."""

import hashlib
import json
from collections import defaultdict
from functools import cache, cached_property

from common.people import told_apart
from common.prepared import prepared
from meetings.models import Attendance, Draft, Reopening, Review, Task, Threshold, Visit, Vote
from meetings.queries.decision import voting_base_of
from meetings.queries.roll import turnout_of
from meetings.queries.score import score_lines
from meetings.queries.task import tasks_before
from meetings.rules.tasks import task_share
from members.models import Member

NAMING = ("id", "full_name", "born")  # what a line of the roll tells of its member
UNREAD = [f"member__{field.name}" for field in Member._meta.concrete_fields if field.name not in NAMING]


@prepared
def _roll(meeting):
    lines = Attendance.objects.counted().filter(meeting=meeting).select_related("member").defer(*UNREAD)
    return lines.order_by("member__sort_key", "pk")


@prepared
def _visits(meeting):
    return Visit.objects.filter(meeting=meeting).select_related("committee_member").order_by("pk")


@prepared
def _reviews(meeting):
    return Review.objects.filter(meeting=meeting).select_related("task")


@prepared
def _tasks(meeting):
    return Task.objects.kept().filter(meeting=meeting)


@prepared
def _votes(meeting):
    return Vote.objects.kept().filter(meeting=meeting)


@prepared
def _reopenings(meeting):
    return Reopening.objects.filter(meeting=meeting).select_related("reopened_by", "signed_by")


@prepared
def _thresholds(edition):
    return Threshold.objects.kept().filter(criterion__edition=edition)


@prepared
def drafts_of(meeting, account):
    """[Draft] of what an account has typed for a meeting and not saved: one or none."""
    return Draft.objects.filter(meeting=meeting, account=account)


@cache
def _columns(model):
    return [field.attname for field in model._meta.concrete_fields]


class Recorded:
    """What is recorded of `meeting` (with its cell, edition and score). A part is read when it is first asked for.

    Who changes rows changes these very objects, so that what is counted afterwards is counted of the rows as they are.
    """

    def __init__(self, meeting):
        self.meeting = meeting

    @cached_property
    def roll(self):
        """The lines of the roll that stand, with what names their members, in the order of names; `name` tells those of
        one name apart."""
        lines = self._own(_roll)
        names = told_apart(line.member for line in lines)
        for line in lines:
            line.name = names[line.member_id]
        return lines

    @cached_property
    def visits(self):
        return self._own(_visits)

    @cached_property
    def earlier_tasks(self):
        """Tasks of earlier meetings that this one takes up, each with its course until then."""
        tasks = tasks_before(self.meeting)
        for task in tasks:
            task.cell = self.meeting.cell
        return tasks

    @cached_property
    def reviews(self):
        """{task number: Review} of what this meeting found of earlier tasks."""
        return {review.task_id: review for review in self._own(_reviews)}

    @property
    def reviews_in_order(self):
        """[Review], those of the tasks due first before the others."""
        return sorted(self.reviews.values(), key=lambda review: (review.task.due_on, review.pk))

    @cached_property
    def tasks(self):
        tasks = self._own(_tasks)
        for task in tasks:
            task.cell = self.meeting.cell
        return tasks

    @cached_property
    def votes(self):
        return self._own(_votes)

    @cached_property
    def reopenings(self):
        return self._own(_reopenings)

    @cached_property
    def score_lines(self):
        """As of `queries.score_lines`."""
        return score_lines(self.meeting)

    @cached_property
    def thresholds(self):
        """{number of a criterion: [Threshold]} of the meeting's edition."""
        found = defaultdict(list)
        for row in _thresholds(edition=self.meeting.edition_id):
            found[row.criterion_id].append(row)
        return found

    def _own(self, statement):
        """The rows that a prepared `statement` finds; they know the meeting and its cell without asking again."""
        rows = statement(meeting=self.meeting.pk)
        for row in rows:
            row.meeting = self.meeting
        return rows

    def forget(self, part):
        """Let a part be read anew when it is next asked for."""
        self.__dict__.pop(part, None)

    @property
    def version(self):
        """A word that changes with anything that is recorded: what somebody signs is what stood on the page."""
        rows = [self.meeting, *self.roll, *self.visits, *self.earlier_tasks, *self.reviews.values(), *self.tasks]
        return self.version_of([*rows, *self.votes, *(line for _criterion, line in self.score_lines)])

    def version_of(self, rows):
        """The same of a part of what is recorded."""
        told = [[str(getattr(row, name)) for name in _columns(type(row))] for row in rows]
        return hashlib.blake2b(json.dumps(told).encode(), digest_size=16).hexdigest()

    @property
    def task_share(self):
        """The TaskShare of the tasks that this meeting takes up; of signed minutes, that it took up."""
        signed = self.meeting.signed
        tasks = [review.task for review in self.reviews.values()] if signed else self.earlier_tasks
        found = {pk: review.state for pk, review in self.reviews.items()}
        day = self.meeting.held_on
        return task_share([(task.pk, task.due_on, day, found.get(task.pk, "")) for task in tasks if not task.struck])

    @property
    def turnout(self):
        """The Turnout of the roll as it is now."""
        return turnout_of(self.roll, self.meeting.edition)

    @property
    def voting_base(self):
        return voting_base_of(self.roll, self.meeting)
