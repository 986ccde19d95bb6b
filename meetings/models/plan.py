from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.enums import CellState
from cells.models import Cell, CellStatus, Paper
from common.dated import holds_on
from common.fields import Day, OneLine
from common.promises import OneCommune
from common.struck import StruckOut, StruckOutQuerySet
from meetings.enums import MeetingKind, PlanState
from meetings.models.meeting import Meeting


class PlannedMeetingQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MEETINGS

    def planned_for(self, since, until):
        """Those planned from `since` to before `until`, of cells that are at work on the day."""
        working = CellStatus.objects.filter(holds_on(OuterRef("on")), cell=OuterRef("cell"), state=CellState.ACTIVE)
        return self.filter(Exists(working), on__gte=since, on__lt=until)


class PlannedMeeting(StruckOut, Tracked):
    """A meeting in a cell's plan of the year. Moved, or cancelled (`struck`), with a reason (`PlanChange`), and kept.

    `meeting` is the record of it, once there is one; the day on which it was held may be another one.
    """

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="planned_meetings")
    kind = models.CharField(_("kind"), max_length=14, choices=MeetingKind, default=MeetingKind.REGULAR)
    on = Day(_("day"))
    starts_at = models.TimeField(_("start"), null=True, blank=True)
    place = OneLine(_("place"), max_length=120, blank=True)
    theme = OneLine(_("theme or main content"), max_length=300, blank=True)
    struck = models.BooleanField(_("cancelled"), default=False, editable=False)
    meeting = models.OneToOneField(
        Meeting, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="planned"
    )
    invitation_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="planned_meeting"
    )

    commune_path = "cell__commune"
    objects = PlannedMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned meeting")
        verbose_name_plural = _("planned meetings")
        ordering = ("on", "starts_at", "cell_id", "pk")
        constraints = [
            OneCommune(
                name="planned_meeting_in_one_commune",
                ways=["cell__commune", "meeting__cell__commune", "invitation_paper__commune"],
            ),
            models.UniqueConstraint(
                name="meeting_planned_once",
                fields=["cell", "kind", "on"],
                condition=Q(struck=False),
                violation_error_message=_("A meeting of this kind is already planned for this day."),
            ),
            models.CheckConstraint(
                name="planned_meeting_struck_or_held", condition=Q(struck=False) | Q(meeting__isnull=True)
            ),
        ]
        indexes = [models.Index(name="planned_by_day", fields=["on", "cell"])]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("meetings:planned", args=[self.pk])

    def state(self, today):
        """Its PlanState at the beginning of `today`."""
        if self.meeting_id:
            return PlanState.HELD
        if self.struck:
            return PlanState.CANCELLED
        return PlanState.PASSED if self.on < today else PlanState.PLANNED


class PlanChange(Tracked):
    """Why a planned meeting was moved to another day, or cancelled (`now_on` is empty), when and by whom."""

    planned = models.ForeignKey(PlannedMeeting, on_delete=models.PROTECT, related_name="changes")
    was_on = Day(_("planned for"))
    now_on = Day(_("moved to"), null=True, blank=True)
    reason = OneLine(_("reason"), max_length=300)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("time"))

    commune_path = "planned__cell__commune"

    class Meta:
        verbose_name = _("change of the plan")
        verbose_name_plural = _("changes of the plan")
        ordering = ("at", "pk")
        constraints = [
            models.CheckConstraint(
                name="plan_change_changes_the_day",
                condition=Q(now_on__isnull=True) | ~Q(now_on=F("was_on")),
                violation_error_message=_("Choose another day than the planned one."),
            )
        ]

    def __str__(self):
        return self.reason
