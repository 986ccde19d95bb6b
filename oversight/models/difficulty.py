from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell
from common.fields import Day, OneLine, Text
from common.promises import OneCommune
from meetings.models import Meeting
from oversight.enums import ENDS, FollowUpKind


class DifficultyQuerySet(ScopedQuerySet):
    see = Do.SEE_OVERSIGHT

    def with_course(self):
        """Each with `ended_on` and `ended_as`, empty while it lasts."""
        ends = FollowUp.objects.filter(difficulty=OuterRef("pk"), kind__in=ENDS).order_by("-pk")
        return self.annotate(ended_on=Subquery(ends.values("on")[:1]), ended_as=Subquery(ends.values("kind")[:1]))

    def unsolved(self):
        """Those that nothing has ended yet."""
        return self.with_course().filter(ended_on=None)

    def overdue(self, day):
        """The unsolved whose answer was due before `day`."""
        return self.unsolved().filter(due_on__lt=day)


class Difficulty(Tracked):
    """What a cell cannot solve by itself: raised at a meeting or outside, followed until it is solved or closed."""

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="difficulties")
    meeting = models.ForeignKey(
        Meeting,
        verbose_name=_("raised at the meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="difficulties",
    )
    raised_on = Day(_("raised on"))
    raised_by = OneLine(_("raised by"), max_length=120, blank=True)
    text = Text(_("what is difficult"), max_length=4000, blank=False)
    wish = Text(_("what the cell asks for"), max_length=2000)
    owner = OneLine(_("who deals with it"), max_length=120)
    due_on = Day(_("answer due"))

    commune_path = "cell__commune"
    objects = DifficultyQuerySet.as_manager()

    class Meta:
        verbose_name = _("difficulty")
        verbose_name_plural = _("difficulties")
        ordering = ("due_on", "pk")
        constraints = [
            OneCommune(
                name="difficulty_in_one_commune",
                ways=["cell__commune", "meeting__cell__commune"],
            ),
            models.CheckConstraint(
                name="difficulty_due_after_raised",
                condition=Q(due_on__gte=F("raised_on")),
                violation_error_message=_("The answer cannot be due before the difficulty was raised."),
            ),
        ]
        indexes = [models.Index(name="difficulty_of_cell", fields=["cell", "due_on"])]

    def __str__(self):
        return self.text.split("\n")[0][:80]

    def get_absolute_url(self):
        return reverse("oversight:difficulty", args=[self.pk])


class FollowUp(Tracked):
    """Something done about a difficulty, an answer, or its end."""

    difficulty = models.ForeignKey(Difficulty, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField(_("what"), max_length=8, choices=FollowUpKind, default=FollowUpKind.STEP)
    on = Day(_("day"))
    text = Text(_("what was done or answered"), max_length=4000, blank=False)

    commune_path = "difficulty__cell__commune"

    class Meta:
        verbose_name = _("step on a difficulty")
        verbose_name_plural = _("steps on difficulties")
        ordering = ("on", "pk")

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
