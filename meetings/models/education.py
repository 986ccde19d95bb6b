from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked, TrackedQuerySet
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune
from common.fields import Day, OneLine
from common.promises import OneCommune
from common.struck import StruckOut, StruckOutQuerySet
from meetings.enums import EducationTheme
from meetings.models.meeting import Meeting
from members.models import Member


class SessionQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MEETINGS

    def seen_from(self, where, day):
        """Sessions of the cells one sees, and those of the whole commune, to which every cell sends its members."""
        communes = Cell.objects.filter(pk__in=where.cells).values("commune")
        return self.within(where, day) | self.filter(cell=None, commune__in=communes)

    def dated(self):
        """Each with `day_held`: the day of its minutes where it has some, else its own."""
        return self.annotate(day_held=Coalesce("meeting__held_on", "on"))


class Session(StruckOut, Tracked):
    """A session of education, of one cell or of the whole commune.

    Where it is a thematic meeting of a cell, its attendance is the roll of that `meeting`; else it has its own.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="sessions")
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    theme = models.CharField(_("theme"), max_length=14, choices=EducationTheme, default=EducationTheme.TRADITION)
    title = OneLine(_("title"), max_length=200)
    on = Day(_("day"))
    place = OneLine(_("place"), max_length=120, blank=True)
    speaker = OneLine(_("speaker"), max_length=120, blank=True)
    meeting = models.OneToOneField(
        Meeting,
        verbose_name=_("thematic meeting"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="session",
    )
    struck = models.BooleanField(_("called off"), default=False)

    commune_path = "commune"
    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session of education")
        verbose_name_plural = _("sessions of education")
        ordering = ("-on", "-pk")
        constraints = [
            OneCommune(
                name="session_in_one_commune",
                ways=["commune", "cell__commune", "meeting__cell__commune"],
            ),
            models.UniqueConstraint(
                name="session_once",
                fields=["cell", "title", "on"],
                violation_error_message=_("This session is recorded already."),
            ),
            models.UniqueConstraint(
                name="session_of_the_commune_once",
                fields=["commune", "title", "on"],
                condition=Q(cell__isnull=True),
                violation_error_message=_("This session is recorded already."),
            ),
            models.CheckConstraint(
                name="session_at_a_meeting_of_its_cell",
                condition=Q(meeting__isnull=True) | Q(cell__isnull=False, struck=False),
                violation_error_message=_("A session at a meeting belongs to the cell of that meeting, and was held."),
            ),
        ]
        indexes = [models.Index(name="session_by_day", fields=["commune", "on"])]

    def __str__(self):
        return self.title

    def clean(self):
        refuse_foreign(self, "cell")

    def get_absolute_url(self):
        return reverse("meetings:session", args=[self.pk])

    @property
    def day(self):
        """When it is or was held."""
        return self.meeting.held_on if self.meeting_id else self.on

    @property
    def of(self):
        """The cell, or in words the whole commune."""
        return self.cell or _("whole commune")


class SessionAttendanceQuerySet(TrackedQuerySet):
    def counted(self):
        """Rows of people whose record was not merged into another."""
        return self.filter(member__merged_into=None)


class SessionAttendance(Tracked):
    """Whether a member came to a session that has its own attendance; `cell` is where the member then took part."""

    session = models.ForeignKey(
        Session, verbose_name=_("session of education"), on_delete=models.PROTECT, related_name="attendances"
    )
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="session_attendances"
    )
    came = models.BooleanField(_("came"), null=True, blank=True)

    commune_path = "session__commune"
    attends = "session"  # of which a member has one row
    objects = SessionAttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance at a session of education")
        verbose_name_plural = _("attendance at sessions of education")
        constraints = [
            OneCommune(
                name="session_attendance_in_one_commune",
                ways=["session__commune", "cell__commune", "member__commune"],
            ),
            models.UniqueConstraint(name="session_attended_once", fields=["session", "member"]),
        ]
        indexes = [models.Index(name="session_attendance_of_cell", fields=["session", "cell"])]

    def __str__(self):
        return f"{self.member_id}: {self.came}"
