from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from common.fields import Day, Line
from meetings.enums import TaskState, VoteMethod, VoteRule
from meetings.models.meeting import Meeting
from members.models import Member


class TaskQuerySet(ScopedQuerySet):
    see = Do.SEE_MEETINGS
    commune_path = "meeting__cell__commune"
    cell_path = "meeting__cell"

    def standing(self):
        """Items that were not struck out before signing."""
        return self.filter(struck=False)

    def with_course(self, day):
        """Each with `carried`, how many meetings before `day` took it up, and `last_state`, what the last one found."""
        reviews = Review.objects.filter(task=OuterRef("pk"), meeting__held_on__lt=day)
        return self.annotate(
            carried=Count("reviews", filter=Q(reviews__meeting__held_on__lt=day)),
            last_state=Subquery(reviews.order_by("-meeting__held_on", "-pk").values("state")[:1]),
        )

    def open_before(self, day):
        """Items resolved before `day` that no meeting before `day` found done."""
        done = Review.objects.filter(task=OuterRef("pk"), state=TaskState.DONE, meeting__held_on__lt=day)
        return self.standing().filter(~Exists(done), meeting__held_on__lt=day)


class Task(Tracked):
    """A numbered item of a resolution: what, who, by when. Its number is its place among the items of its meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="tasks")
    text = Line(_("task"), max_length=500)
    owner = models.ForeignKey(
        Member,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="tasks",
        editable=False,
    )
    owner_name = Line(_("owner"), max_length=120, help_text=_("A member, the cell committee or an organisation."))
    due_on = Day(_("due"))
    struck = models.BooleanField(default=False, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ("meeting_id", "pk")

    def __str__(self):
        return self.text

    def trail_commune(self):
        return self.meeting.cell.commune_id


class Review(Tracked):
    """What a later meeting found of a task; the task comes back until one finds it done."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reviews")
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="reviews")
    state = models.CharField(_("state"), max_length=12, choices=TaskState)
    result = Line(_("result"), max_length=300, blank=True)
    evidence = Line(_("evidence"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("review of a task")
        verbose_name_plural = _("reviews of tasks")
        constraints = [models.UniqueConstraint(name="review_once", fields=["meeting", "task"])]
        indexes = [models.Index(name="review_of_task", fields=["task", "state"])]

    def __str__(self):
        return f"{self.task_id}: {self.get_state_display()}"

    @property
    def tone(self):
        return TaskState(self.state).tone

    def trail_commune(self):
        return self.meeting.cell.commune_id


class Vote(Tracked):
    """A vote by the official members; failed ones are kept too. The base follows from the roll."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="votes")
    subject = Line(_("voted on"), max_length=300)
    rule = models.CharField(_("needed"), max_length=10, choices=VoteRule, default=VoteRule.MAJORITY)
    method = models.CharField(_("by"), max_length=6, choices=VoteMethod, default=VoteMethod.SHOW)
    in_favour = models.PositiveSmallIntegerField(_("in favour"))
    against = models.PositiveSmallIntegerField(_("against"), default=0)
    other = models.PositiveSmallIntegerField(_("other"), default=0)
    struck = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ("meeting_id", "pk")

    def __str__(self):
        return self.subject

    def trail_commune(self):
        return self.meeting.cell.commune_id
