from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell, CommitteeMember
from common.fields import Day, OneLine, Text
from common.promises import OneCommune
from common.struck import StruckOut, StruckOutQuerySet
from meetings.models import Meeting


class PlannedVisitQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_OVERSIGHT


class PlannedVisit(StruckOut, Tracked):
    """A Committee member means to come to a cell on a day. Whether it was made is told by the meeting's record."""

    committee_member = models.ForeignKey(
        CommitteeMember,
        verbose_name=_("Committee member"),
        on_delete=models.PROTECT,
        related_name="planned_visits",
    )
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="planned_visits")
    on = Day(_("day"))
    purpose = OneLine(_("what for"), max_length=300, blank=True)
    struck = models.BooleanField(_("taken back"), default=False, editable=False)

    commune_path = "cell__commune"
    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("planned visit")
        verbose_name_plural = _("planned visits")
        ordering = ("-on", "pk")
        constraints = [
            OneCommune(
                name="planned_visit_in_one_commune",
                ways=["cell__commune", "committee_member__commune"],
            ),
            models.UniqueConstraint(
                name="visit_planned_once",
                fields=["committee_member", "cell", "on"],
                condition=Q(struck=False),
                violation_error_message=_("This visit is planned already."),
            ),
        ]

    def __str__(self):
        return f"{self.cell} {self.on:%d/%m/%Y}"


class RemarkQuerySet(ScopedQuerySet):
    see = Do.SEE_OVERSIGHT


class Remark(Tracked):
    """What the Committee member in charge says of a meeting: its content, how it was chaired, and advice."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="remarks")
    committee_member = models.ForeignKey(
        CommitteeMember, verbose_name=_("Committee member"), on_delete=models.PROTECT, related_name="remarks"
    )
    content = Text(_("on the content"), max_length=4000)
    chairing = Text(_("on the chairing"), max_length=4000)
    advice = Text(_("advice"), max_length=4000)

    commune_path = "meeting__cell__commune"
    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark on a meeting")
        verbose_name_plural = _("remarks on meetings")
        constraints = [
            OneCommune(
                name="remark_in_one_commune",
                ways=["meeting__cell__commune", "committee_member__commune"],
            ),
            models.UniqueConstraint(name="remark_once", fields=["meeting", "committee_member"]),
        ]

    def __str__(self):
        return f"{self.committee_member}: {self.meeting}"
