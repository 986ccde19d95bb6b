from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune
from common.dated import Dated, ends_after_start
from common.fields import Day, OneLine, Text
from common.promises import OneCommune
from common.struck import StruckOut, StruckOutQuerySet
from meetings.enums import MeetingKind, ProgrammeReviewKind
from meetings.models.meeting import Meeting

MODEL_KINDS = [(kind.value, kind.label) for kind in (MeetingKind.REGULAR, MeetingKind.THEMATIC)]


class ProgrammeQuerySet(DatedScopedQuerySet):
    """All cell committees take part, so anyone who sees model meetings sees those of the whole commune."""

    see = Do.SEE_MODEL_MEETINGS


class Programme(Dated, Tracked):
    """Sinh hoạt mẫu: some cells show how to meet, on a policy of the Committee, so that the others take it up."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="programmes")
    title = OneLine(_("title"), max_length=200)
    policy = OneLine(
        _("policy document"),
        max_length=200,
        blank=True,
        help_text=_("Number, date and who issued it."),
    )
    aim = Text(_("aim and requirements"), max_length=4000)

    commune_path = "commune"
    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme of model meetings")
        verbose_name_plural = _("programmes of model meetings")
        ordering = ("-since", "-pk")
        constraints = [
            ends_after_start("programme_ends_after_start"),
            models.UniqueConstraint(
                name="programme_once",
                fields=["commune", "title", "since"],
                violation_error_message=_("This programme is recorded already."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("meetings:programme", args=[self.pk])


class ModelMeetingQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MODEL_MEETINGS
    cell_path = ""  # of the whole commune, though it names a cell


class ModelMeeting(StruckOut, Tracked):
    """A meeting of a host cell to which the committees of the other cells are invited.

    Once held it leads to the minutes of the host (`meeting`), which stay closed to other cells.
    """

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="model_meetings"
    )
    cell = models.ForeignKey(Cell, verbose_name=_("host cell"), on_delete=models.PROTECT, related_name="model_meetings")
    kind = models.CharField(_("kind"), max_length=14, choices=MODEL_KINDS, default=MeetingKind.REGULAR)
    theme = OneLine(_("theme"), max_length=200)
    on = Day(_("planned day"))
    place = OneLine(_("place"), max_length=120, blank=True)
    chair = OneLine(_("chair"), max_length=100, blank=True)
    decision_no = OneLine(_("decision no."), max_length=60, blank=True, help_text=_("By which the host was chosen."))
    plan = Text(_("plan of the meeting"), max_length=8000)
    struck = models.BooleanField(_("called off"), default=False)
    meeting = models.OneToOneField(
        Meeting,
        verbose_name=_("minutes of the host"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="model_meeting",
    )
    lessons = Text(_("lessons"), max_length=8000)

    commune_path = "programme__commune"
    objects = ModelMeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("model meeting")
        verbose_name_plural = _("model meetings")
        ordering = ("on", "pk")
        constraints = [
            OneCommune(
                name="model_meeting_in_one_commune",
                ways=["programme__commune", "cell__commune", "meeting__cell__commune"],
            ),
            models.UniqueConstraint(
                name="model_meeting_once",
                fields=["cell", "kind", "on"],
                violation_error_message=_("A model meeting of this cell on this day is already planned."),
            ),
            models.CheckConstraint(
                name="model_meeting_struck_is_not_held",
                condition=Q(struck=False) | Q(meeting__isnull=True),
                violation_error_message=_("It was held, so it was not called off."),
            ),
        ]

    def __str__(self):
        return f"{self.cell}, {self.day:%d/%m/%Y}"

    def clean(self):
        refuse_foreign(self, "cell", of="programme")

    def get_absolute_url(self):
        return reverse("meetings:model-meeting", args=[self.pk])

    @property
    def day(self):
        """When it was held, as the host's minutes say; the planned day until they are linked."""
        return self.meeting.held_on if self.meeting_id else self.on


class InvitedCell(Tracked):
    """The committee of a cell is invited to a model meeting; whether it came is unknown until said."""

    model_meeting = models.ForeignKey(ModelMeeting, on_delete=models.PROTECT, related_name="invited_cells")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="invited_to")
    came = models.BooleanField(_("came"), null=True, blank=True)
    number = models.PositiveSmallIntegerField(
        _("how many came"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    names = OneLine(_("who came"), max_length=300, blank=True)

    commune_path = "model_meeting__programme__commune"

    class Meta:
        verbose_name = _("invitation to a model meeting")
        verbose_name_plural = _("invitations to model meetings")
        constraints = [
            OneCommune(
                name="invited_cell_in_one_commune",
                ways=["model_meeting__programme__commune", "cell__commune"],
            ),
            models.UniqueConstraint(name="cell_invited_once", fields=["model_meeting", "cell"]),
            models.CheckConstraint(
                name="invited_cell_tells_of_those_who_came",
                condition=Q(came=True) | Q(number__isnull=True, names=""),
                violation_error_message=_("Say that the cell came, or leave out how many and who."),
            ),
        ]

    def __str__(self):
        return f"{self.cell_id}: {self.came}"


class PartQuerySet(ScopedQuerySet):
    see = Do.SEE_MODEL_MEETINGS
    cell_path = ""  # of the whole commune, though it names a cell


class Opinion(Tracked):
    """What a cell committee or another body said of a model meeting when opinions were exchanged."""

    model_meeting = models.ForeignKey(ModelMeeting, on_delete=models.PROTECT, related_name="opinions")
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    body = OneLine(_("another body"), max_length=120, blank=True)
    text = Text(_("view"), max_length=4000, blank=False)

    commune_path = "model_meeting__programme__commune"
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("view on a model meeting")
        verbose_name_plural = _("views on model meetings")
        constraints = [
            OneCommune(
                name="opinion_in_one_commune",
                ways=["model_meeting__programme__commune", "cell__commune"],
            ),
            models.CheckConstraint(
                name="opinion_of_a_cell_or_a_body",
                condition=(Q(cell__isnull=False) & Q(body="")) | (Q(cell__isnull=True) & ~Q(body="")),
                violation_error_message=_("Say whose view it is: a cell, or another body."),
            ),
        ]

    def __str__(self):
        return self.text[:80]

    def clean(self):
        refuse_foreign(self, "cell")

    @property
    def whose(self):
        return str(self.cell) if self.cell_id else self.body


class Uptake(Tracked):
    """A cell took up what a model meeting showed: from when, what of it, and with what result."""

    model_meeting = models.ForeignKey(ModelMeeting, on_delete=models.PROTECT, related_name="uptakes")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="uptakes")
    on = Day(_("taken up on"))
    what = Text(_("what was taken up"), max_length=4000, blank=False)
    result = Text(_("result"), max_length=4000)

    commune_path = "model_meeting__programme__commune"
    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("taking up of a model meeting")
        verbose_name_plural = _("taking up of model meetings")
        constraints = [
            OneCommune(
                name="uptake_in_one_commune",
                ways=["model_meeting__programme__commune", "cell__commune"],
            ),
            models.UniqueConstraint(
                name="taken_up_once",
                fields=["model_meeting", "cell"],
                violation_error_message=_("It is recorded already that this cell took it up; change that record."),
            ),
        ]

    def __str__(self):
        return f"{self.cell}: {self.what[:60]}"

    def clean(self):
        refuse_foreign(self, "cell")


class ProgrammeReviewQuerySet(ScopedQuerySet):
    see = Do.SEE_MODEL_MEETINGS


class ProgrammeReview(Tracked):
    """Sơ kết or tổng kết of a programme, with the committees of the cells."""

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="reviews"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=ProgrammeReviewKind, default=ProgrammeReviewKind.INTERIM)
    on = Day(_("day"))
    text = Text(_("course of the review and views"), max_length=8000, blank=False)
    conclusions = Text(_("conclusions"), max_length=8000)

    commune_path = "programme__commune"
    objects = ProgrammeReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of a programme")
        verbose_name_plural = _("reviews of programmes")
        ordering = ("on", "pk")
        constraints = [
            models.UniqueConstraint(
                name="programme_review_once",
                fields=["programme", "on"],
                violation_error_message=_("A review on this day is recorded already."),
            ),
            models.UniqueConstraint(
                name="programme_has_one_final_review",
                fields=["programme"],
                condition=Q(kind=ProgrammeReviewKind.FINAL),
                violation_error_message=_("The final review is recorded already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class ReviewingCell(Tracked):
    """Whether the committee of a cell attended a review of a programme."""

    review = models.ForeignKey(ProgrammeReview, on_delete=models.PROTECT, related_name="reviewing")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="+")
    came = models.BooleanField(_("came"))

    commune_path = "review__programme__commune"

    class Meta:
        verbose_name = _("cell at a review")
        verbose_name_plural = _("cells at reviews")
        constraints = [
            OneCommune(
                name="reviewing_cell_in_one_commune",
                ways=["review__programme__commune", "cell__commune"],
            ),
            models.UniqueConstraint(name="cell_at_a_review_once", fields=["review", "cell"]),
        ]

    def __str__(self):
        return f"{self.cell_id}: {self.came}"
