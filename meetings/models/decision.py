from django.db import models
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked, TrackedQuerySet
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell
from common.fields import Day, OneLine
from common.promises import OneCommune, Refused, Unchanging
from common.struck import StruckOut, StruckOutQuerySet
from meetings.enums import SIGNED, MeetingState, TaskState, VoteMethod, VoteRule
from meetings.models.meeting import Meeting
from members.models import Member

OPEN = Q(struck=False, done_on=None)  # of a Task


class TaskQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MEETINGS

    def open(self):
        """Items that no signed minutes found done yet."""
        return self.filter(OPEN)

    def overdue(self, day):
        """Open items that were due before `day`."""
        return self.open().filter(due_on__lt=day)

    def open_before(self, day):
        """Items resolved before `day` that no signed minutes of before `day` found done."""
        return self.kept().filter(Q(done_on=None) | Q(done_on__gte=day), meeting__held_on__lt=day)

    def with_course(self, day=None):
        """Each with `carried`, how many signed meetings (before `day`, if given) took it up, and `last_state`, what the
        last one found."""
        reviews = Review.objects.signed().filter(task=OuterRef("pk"), **({"meeting__held_on__lt": day} if day else {}))
        counted = reviews.order_by().values("task").annotate(count=Count("pk")).values("count")
        return self.annotate(
            carried=Coalesce(Subquery(counted), 0),
            last_state=Subquery(reviews.order_by("-meeting__held_on", "-pk").values("state")[:1]),
        )


class Task(StruckOut, Tracked):
    """A numbered item of a resolution: what, who, by when. Its number is its place among the items of its meeting.

    `cell` is that of the meeting, or from `moved_on` the one that took over when that ended. `owner` is who has it now;
    `resolved_for` names whom the resolution gave it to, where it was handed on since. `done_on` is the day of the first
    meeting that, as its signed minutes say, found it done, kept by the services that sign and reopen; until then it is
    open.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="tasks", editable=False)
    text = OneLine(_("task"), max_length=500)
    owner = models.ForeignKey(
        Member,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
        editable=False,
    )
    owner_name = OneLine(_("owner"), max_length=120, help_text=_("A member, the cell committee or an organisation."))
    resolved_for = OneLine(_("owner by the resolution"), max_length=120, blank=True, editable=False)
    due_on = Day(_("due"))
    moved_on = Day(null=True, blank=True, editable=False)
    done_on = Day(null=True, blank=True, editable=False)

    commune_path = "cell__commune"
    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ("meeting_id", "pk")
        indexes = [models.Index(name="open_tasks_of_cell", fields=["cell", "due_on"], condition=OPEN)]
        constraints = [
            Unchanging(
                name="signed_task_stays",
                state=MeetingState.SIGNED,
                state_path="meeting__state",
                but=("cell", "owner", "owner_name", "resolved_for", "moved_on", "done_on"),  # it is handed on
                violation_error_message=SIGNED,
            ),
            OneCommune(
                name="task_in_one_commune",
                ways=["meeting__cell__commune", "cell__commune", "owner__commune"],
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def owner_as_resolved(self):
        """The owner as the resolution names it."""
        return self.resolved_for or self.owner_name

    @property
    def came_from(self):
        """The cell that resolved it, where another one has taken it over; None otherwise."""
        return self.meeting.cell if self.moved_on else None


class ReviewQuerySet(TrackedQuerySet):
    def signed(self):
        return self.filter(meeting__state=MeetingState.SIGNED)


class Review(Tracked):
    """What a later meeting found of a task; the task comes back until one finds it done."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reviews")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(_("state"), max_length=12, choices=TaskState)
    result = OneLine(_("result"), max_length=300, blank=True)
    evidence = OneLine(_("evidence"), max_length=300, blank=True)

    commune_path = "meeting__cell__commune"
    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a task")
        verbose_name_plural = _("reviews of tasks")
        constraints = [
            OneCommune(
                name="review_in_one_commune",
                ways=["meeting__cell__commune", "task__cell__commune"],
            ),
            Unchanging(
                name="signed_review_stays",
                state=MeetingState.SIGNED,
                state_path="meeting__state",
                violation_error_message=SIGNED,
            ),
            models.UniqueConstraint(name="review_once", fields=["meeting", "task"]),
        ]
        indexes = [models.Index(name="review_of_task", fields=["task", "state"])]

    def __str__(self):
        return f"{self.task_id}: {self.get_state_display()}"

    @property
    def tone(self):
        return TaskState(self.state).tone


TOO_MANY = _("More votes than official members are present.")


def more_votes(row):
    """SQL of `common.promises`: whether more votes are told of than `queries.decision` finds voters present."""
    return f"""
        {row}.in_favour + {row}.against + {row}.other > (
        SELECT count(*) FROM meetings_attendance line JOIN members_member member ON member.id = line.member_id
        WHERE line.meeting_id = {row}.meeting_id AND NOT line.struck AND member.merged_into_id IS NULL
        AND line.standing = 'official' AND NOT line.guest AND line.mark = 'present')
    """


class VoteQuerySet(StruckOutQuerySet, TrackedQuerySet):
    pass


class Vote(StruckOut, Tracked):
    """A vote by the official members; failed ones are kept too. The base follows from the roll."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    subject = OneLine(_("voted on"), max_length=300)
    rule = models.CharField(_("needed"), max_length=10, choices=VoteRule, default=VoteRule.MAJORITY)
    method = models.CharField(pgettext_lazy("method", "by"), max_length=6, choices=VoteMethod, default=VoteMethod.SHOW)
    in_favour = models.PositiveSmallIntegerField(_("in favour"))
    against = models.PositiveSmallIntegerField(_("against"), default=0)
    other = models.PositiveSmallIntegerField(_("other"), default=0)

    commune_path = "meeting__cell__commune"
    objects = VoteQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("on a question", "vote")
        verbose_name_plural = _("votes")
        ordering = ("meeting_id", "pk")
        constraints = [
            Unchanging(
                name="signed_vote_stays",
                state=MeetingState.SIGNED,
                state_path="meeting__state",
                violation_error_message=SIGNED,
            ),
            Refused(
                name="votes_of_those_entitled",
                when=f"NOT NEW.struck AND {more_votes('NEW')}",
                violation_error_message=TOO_MANY,
            ),
            Refused(
                name="signed_votes_of_those_entitled",
                on="meetings.Meeting",
                columns=["state"],
                when="OLD.state = 'draft' AND NEW.state = 'signed' AND EXISTS (SELECT 1 FROM meetings_vote vote"
                f" WHERE vote.meeting_id = NEW.id AND NOT vote.struck AND {more_votes('vote')})",
                violation_error_message=TOO_MANY,
            ),
        ]

    def __str__(self):
        return self.subject

    @property
    def counted(self):
        """How many votes were given."""
        return self.in_favour + self.against + self.other
