"""Briefings: who came, what was said, what was concluded; each conclusion becomes a task when the notice is issued."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Commune, Paper
from common.fields import Day, OneLine, Text
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOut, StruckOutQuerySet
from oversight.enums import BriefingKind
from oversight.models.agency import OfUnit, one_unit
from oversight.models.focus import FocusTask


class BriefingQuerySet(StruckOutQuerySet, ScopedQuerySet):
    """Open to who reads the tasks of the whole commune, and to the cells that were asked to come."""

    see = Do.SEE_FOCUS

    def of_cells(self, cells, day):
        return Exists(BriefingUnit.objects.filter(briefing=OuterRef("pk"), cell__in=cells))


class Briefing(StruckForReason, Tracked):
    """Giao ban: bodies of the commune come together, hear how the last tasks stand, and the chair concludes.

    `paper` is its notice of conclusion, once numbered.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="briefings")
    kind = models.CharField(_("kind"), max_length=11, choices=BriefingKind)
    held_on = Day(_("day"))
    starts_at = models.TimeField(_("time"), null=True, blank=True)
    place = OneLine(_("place"), max_length=120, blank=True)
    chair = OneLine(_("chaired by"), max_length=120)
    clerk = OneLine(_("minutes taken by"), max_length=120, blank=True)
    heard = Text(_("what was reported"), max_length=8000)
    discussion = Text(_("discussion"), max_length=8000)
    assessment = Text(_("assessment of the chair: done, not done, why"), max_length=8000)
    paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="briefing"
    )

    commune_path = "commune"
    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")
        ordering = ("-held_on", "-pk")
        constraints = [
            stays_in_its_commune("briefing_stays_in_its_commune"),
            OneCommune(name="briefing_in_one_commune", ways=["commune", "paper__commune"]),
            models.UniqueConstraint(
                name="briefing_once_a_day",
                fields=["commune", "kind", "held_on"],
                condition=Q(struck=False),
                violation_error_message=_("A briefing of this kind is recorded for this day already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("oversight:briefing", args=[self.pk])


class BriefingUnit(OfUnit, Tracked):
    """A body or a cell that was asked to come to a briefing: whether it `came`, and the gist of what it `said`."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="units")
    came = models.BooleanField(_("came"), default=True)
    said = Text(_("what it said, in short"), max_length=2000)

    commune_path = "briefing__commune"

    class Meta:
        verbose_name = _("who was asked to come")
        verbose_name_plural = _("who was asked to come")
        ordering = ("pk",)
        constraints = [
            OneCommune(
                name="briefing_unit_in_one_commune",
                ways=["briefing__commune", "agency__commune", "cell__commune"],
            ),
            one_unit("briefing_unit_is_one"),
            models.UniqueConstraint(name="agency_at_briefing_once", fields=["briefing", "agency"]),
            models.UniqueConstraint(name="cell_at_briefing_once", fields=["briefing", "cell"]),
        ]

    def __str__(self):
        return str(self.unit)


class ConclusionQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_FOCUS
    cell_path = ""  # read on the page of the briefing


class Conclusion(OfUnit, StruckOut, Tracked):
    """One thing that the chair concluded: one unit leads it, by one day. Issuing the notice makes a `task` of it."""

    briefing = models.ForeignKey(Briefing, on_delete=models.PROTECT, related_name="conclusions")
    title = OneLine(_("what is to be done"), max_length=200)
    content = Text(_("more on it"), max_length=2000)
    person = OneLine(_("who answers for it"), max_length=120, blank=True)
    due_on = Day(_("due"))
    task = models.OneToOneField(
        FocusTask, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="conclusion"
    )

    commune_path = "briefing__commune"
    objects = ConclusionQuerySet.as_manager()

    class Meta:
        verbose_name = _("conclusion of a briefing")
        verbose_name_plural = _("conclusions of briefings")
        ordering = ("pk",)
        constraints = [
            OneCommune(
                name="conclusion_in_one_commune",
                ways=["briefing__commune", "agency__commune", "cell__commune", "task__commune"],
            ),
            one_unit("conclusion_led_by_one"),
        ]

    def __str__(self):
        return self.title
