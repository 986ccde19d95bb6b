from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked, TrackedQuerySet
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.enums import PaperKind
from cells.models import Cell, CommitteeMember, Paper
from common.fields import Day, OneLine, Text
from common.promises import OneCommune, Unchanging
from common.struck import StruckOut, StruckOutQuerySet
from meetings.enums import KEPT_OUT, SIGNED, Mark, MeetingKind, MeetingState, RecordingStep
from meetings.models.quality import Edition
from members.enums import Standing
from members.models import Member


class MeetingQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MEETINGS

    def signed(self):
        return self.filter(state=MeetingState.SIGNED)

    def in_period(self, since, until):
        """Meetings from `since` to before `until`."""
        return self.filter(held_on__gte=since, held_on__lt=until)


TEXTS = ("guests", "agenda", "discussion", "conclusion")  # long; lists and figures leave them unread


def _as_signed():
    return models.PositiveSmallIntegerField(null=True, editable=False)


# What signed minutes prove, in persons and visits: field -> what it counts is told by `queries.signed`.
FIGURES = (
    "signed_present",
    "signed_expected",
    "signed_excused",
    "signed_unexcused",
    "signed_not_recorded",
    "signed_left_out",
    "signed_on_roll",
    "signed_members",
    "signed_spoke",
    "signed_attending",
    "signed_visits_told",
    "signed_visits_made",
)


class Meeting(StruckOut, Tracked):
    """A meeting of a cell: when and where, who led it, what was said. Draft until signed; only a draft changes.

    With the signature its FIGURES are frozen, and reports add those up; reopened, it has none. Points and band stand on
    its Score. A draft that was begun by mistake is struck, with a reason.
    """

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="meetings")
    kind = models.CharField(_("kind"), max_length=14, choices=MeetingKind, default=MeetingKind.REGULAR)
    held_on = Day(_("day"))
    state = models.CharField(_("state"), max_length=6, choices=MeetingState, default=MeetingState.DRAFT, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="meetings", editable=False)
    place = OneLine(_("place"), max_length=120, blank=True)
    starts_at = models.TimeField(_("start"), null=True, blank=True)
    ends_at = models.TimeField(_("end"), null=True, blank=True)
    combined = models.BooleanField(
        _("a thematic part followed in the same session"),
        default=False,
        help_text=_("It does not replace the regular part and lengthens the session."),
    )
    excused_do_not_vote = models.BooleanField(
        _("those absent throughout with reason are left out of the voting base"),
        default=False,
        help_text=_("Only at a congress, and only when it agreed to that (294-QĐ/TW §9.3.2)."),
    )
    chair = models.ForeignKey(
        Member, verbose_name=_("chair"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    clerk = models.ForeignKey(
        Member, verbose_name=_("meeting secretary"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    guests = Text(_("other guests"), max_length=2000, help_text=_("One on a line: name, position."))
    agenda = Text(_("agenda"), max_length=4000)
    discussion = Text(_("discussion"))
    resolution_no = OneLine(_("resolution no."), max_length=40, blank=True)
    conclusion = Text(_("conclusion"), max_length=8000)
    second_because = OneLine(_("why a second regular meeting in the month"), max_length=300, blank=True)
    struck_reason = OneLine(_("why it was struck out"), max_length=300, blank=True, editable=False)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True, editable=False)
    minutes_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="meeting_of_minutes"
    )
    resolution_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="meeting_of_resolution"
    )
    notice_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="meeting_of_notice"
    )
    signed_present = _as_signed()
    signed_expected = _as_signed()
    signed_excused = _as_signed()
    signed_unexcused = _as_signed()
    signed_not_recorded = _as_signed()
    signed_left_out = _as_signed()
    signed_on_roll = _as_signed()
    signed_members = _as_signed()
    signed_spoke = _as_signed()
    signed_attending = _as_signed()
    signed_visits_told = _as_signed()
    signed_visits_made = _as_signed()

    commune_path = "cell__commune"
    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = pgettext_lazy("held", "meetings")
        ordering = ("-held_on", "cell_id", "pk")
        constraints = [
            Unchanging(
                name="signed_meeting_stays",
                state=MeetingState.SIGNED,
                but=("struck", "minutes_paper", "resolution_paper", "notice_paper"),
                reopens=True,
                violation_error_message=SIGNED,
            ),
            OneCommune(
                name="meeting_in_one_commune",
                ways=[
                    *("cell__commune", "edition__commune", "chair__commune", "clerk__commune"),
                    *("minutes_paper__commune", "resolution_paper__commune", "notice_paper__commune"),
                ],
            ),
            models.UniqueConstraint(
                name="meeting_recorded_once",
                fields=["cell", "kind", "held_on"],
                condition=Q(struck=False),
                violation_error_message=_("A meeting of this kind on this day is already recorded."),
            ),
            models.CheckConstraint(
                name="meeting_ends_after_start",
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The end must be later than the start."),
            ),
            models.CheckConstraint(
                name="meeting_signed_by_somebody",
                condition=Q(state=MeetingState.DRAFT, signed_by__isnull=True, signed_at__isnull=True)
                | Q(state=MeetingState.SIGNED, signed_by__isnull=False, signed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_struck_only_as_draft",
                condition=Q(struck=False, struck_reason="") | (Q(struck=True, state="draft") & ~Q(struck_reason="")),
            ),
            models.CheckConstraint(
                name="meeting_figures_frozen_when_signed",
                condition=Q(state=MeetingState.DRAFT, **{f"{name}__isnull": True for name in FIGURES})
                | Q(state=MeetingState.SIGNED, **{f"{name}__isnull": False for name in FIGURES}),
            ),
        ]
        indexes = [
            models.Index(name="meeting_by_day", fields=["held_on", "cell"]),
            models.Index(name="meeting_of_cell_by_day", fields=["cell", "held_on"]),
            models.Index(name="draft_of_cell", fields=["cell"], condition=Q(state=MeetingState.DRAFT)),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("meetings:detail", args=[self.pk])

    @property
    def signed(self):
        return self.state == MeetingState.SIGNED

    @property
    def tone(self):
        return MeetingState(self.state).tone

    @property
    def roll(self):
        """The lines of the roll that stand."""
        return self.lines.counted()

    @property
    def minutes(self):
        """How long it lasted (minutes), or None while start or end is unknown."""
        if not self.starts_at or not self.ends_at:
            return None
        day = self.held_on
        return int((datetime.combine(day, self.ends_at) - datetime.combine(day, self.starts_at)).total_seconds() // 60)

    @property
    def scored(self):
        """Whether the rules ask for a score of this meeting."""
        return self.edition.scores(self.kind)

    @property
    def thematic(self):
        """Whether the session had a thematic part."""
        return self.combined or self.kind == MeetingKind.THEMATIC


# The papers of a meeting, in their order: {kind: field of the Meeting}. The invitation is of the planned meeting.
OF_MEETINGS = {
    PaperKind.MINUTES: "minutes_paper",
    PaperKind.RESOLUTION: "resolution_paper",
    PaperKind.NOTICE: "notice_paper",
}


class AttendanceQuerySet(StruckOutQuerySet, TrackedQuerySet):
    def counted(self):
        """Lines of people who stand on a roll: not those struck, nor those of a record that was merged into another."""
        return self.kept().filter(member__merged_into=None)


class Attendance(StruckOut, Tracked):
    """A line of the roll, frozen from the membership of the meeting's day.

    `not_expected` is the mark that an exemption, absence or suspension put there first; it stays when the member came.
    A guest is here on temporary transfer, without a standing in this cell: expected, and without a vote (domain 6.1).
    A line is struck when the roll was refreshed and the member turned out not to belong to the cell on that day.
    """

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="lines")
    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="attendances")
    standing = models.CharField(_("standing"), max_length=12, choices=Standing, blank=True)
    guest = models.BooleanField(_("on temporary transfer"), default=False)
    not_expected = models.CharField(_("not expected as"), max_length=12, choices=Mark, blank=True)
    mark = models.CharField(pgettext_lazy("mark", "attendance"), max_length=12, choices=Mark, default=Mark.NOT_RECORDED)
    reason = OneLine(_("reason"), max_length=200, blank=True)
    spoke = models.BooleanField(_("spoke"), default=False)

    commune_path = "meeting__cell__commune"
    attends = "meeting"  # of which a member has one line
    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("roll line")
        verbose_name_plural = _("roll")
        constraints = [
            Unchanging(
                name="signed_roll_stays",
                state=MeetingState.SIGNED,
                state_path="meeting__state",
                violation_error_message=SIGNED,
            ),
            OneCommune(
                name="roll_line_in_one_commune",
                ways=["meeting__cell__commune", "member__commune"],
            ),
            models.UniqueConstraint(name="roll_line_once", fields=["meeting", "member"]),
            models.CheckConstraint(
                name="roll_mark_fits_member",
                condition=Q(not_expected="", mark__in=[Mark.NOT_RECORDED, Mark.PRESENT, Mark.EXCUSED, Mark.UNEXCUSED])
                | Q(not_expected__in=[Mark.EXEMPT, Mark.AWAY], mark__in=[F("not_expected"), Mark.PRESENT])
                | Q(not_expected__in=KEPT_OUT, mark=F("not_expected")),
                violation_error_message=_("This mark does not fit the member."),
            ),
            models.CheckConstraint(
                name="roll_guest_has_no_standing",
                condition=Q(guest=True, standing="", not_expected="") | (Q(guest=False) & ~Q(standing="")),
            ),
            models.CheckConstraint(
                name="roll_only_present_members_spoke",
                condition=Q(spoke=False) | Q(mark=Mark.PRESENT),
                violation_error_message=_("Only somebody present can have spoken."),
            ),
        ]
        indexes = [
            models.Index(name="roll_of_member", fields=["member", "meeting"]),
            # Few lines of many: the home page asks for them alone.
            models.Index(name="roll_unexcused", fields=["meeting", "member"], condition=Q(mark=Mark.UNEXCUSED)),
        ]

    def __str__(self):
        return f"{self.member_id}: {self.get_mark_display()}"

    @property
    def role(self):
        """In what quality somebody stands on the roll, in words."""
        return self._meta.get_field("guest").verbose_name if self.guest else self.get_standing_display()

    @property
    def came(self):
        return self.mark == Mark.PRESENT

    @property
    def kept_out(self):
        """Somebody who may neither come nor vote."""
        return self.not_expected in KEPT_OUT

    def choices(self):
        """The marks that may be chosen for this member."""
        if self.kept_out:
            return [Mark(self.not_expected)]
        if self.not_expected:
            return [Mark(self.not_expected), Mark.PRESENT]
        return [Mark.PRESENT, Mark.EXCUSED, Mark.UNEXCUSED]


class Visit(Tracked):
    """Whether the Committee member in charge came to a meeting; unknown until said."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="visits")
    committee_member = models.ForeignKey(CommitteeMember, on_delete=models.PROTECT, related_name="visits")
    attended = models.BooleanField(_("attended"), null=True, blank=True)

    commune_path = "meeting__cell__commune"

    class Meta:
        verbose_name = _("visit of the member in charge")
        verbose_name_plural = _("visits of the members in charge")
        constraints = [
            Unchanging(
                name="signed_visit_stays",
                state=MeetingState.SIGNED,
                state_path="meeting__state",
                violation_error_message=SIGNED,
            ),
            OneCommune(
                name="visit_in_one_commune",
                ways=["meeting__cell__commune", "committee_member__commune"],
            ),
            models.UniqueConstraint(name="visit_once", fields=["meeting", "committee_member"]),
        ]

    def __str__(self):
        return f"{self.committee_member_id}: {self.attended}"


class Reopening(Tracked):
    """Why signed minutes were opened again, by whom, and who had signed them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="reopenings")
    reason = OneLine(_("reason"), max_length=300)
    at = models.DateTimeField(_("time"))
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    commune_path = "meeting__cell__commune"

    class Meta:
        verbose_name = _("reopening")
        verbose_name_plural = _("reopenings")
        ordering = ("at", "pk")

    def __str__(self):
        return self.reason


class Draft(models.Model):
    """What somebody typed at a step of the recording and has not saved yet, as it came: {field: [values]}."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="drafts")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=11, choices=RecordingStep)
    at = models.DateTimeField()
    typed = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(name="draft_once", fields=["meeting", "account", "step"])]

    def __str__(self):
        return f"{self.meeting_id}"
