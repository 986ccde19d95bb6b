from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Commune
from common.editions import DatedEdition, EditionQuerySet, EditionState, Frozen, FrozenQuerySet, published_stays
from common.fields import Day, OneLine
from common.promises import Refused, Unchanging
from common.struck import StruckOut, StruckOutQuerySet
from meetings.enums import EARNED, SIGNED, Band, MeetingKind, MeetingState

FULL = Decimal(100)
PERCENT = [MinValueValidator(0), MaxValueValidator(100)]
MINUTES = [MaxValueValidator(600)]
AT_MOST = [MaxValueValidator(999)]


class SheetQuerySet(EditionQuerySet, ScopedQuerySet):
    see = Do.ADMINISTER


class Edition(DatedEdition, Tracked):
    """An edition of a commune's score sheet, with the rules of meetings that go with it. A meeting is held and scored
    under the one in force on its day, and keeps it for ever."""

    about_itself = (*DatedEdition.about_itself, "title", "number")

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="editions")
    title = OneLine(pgettext_lazy("of a score sheet", "title"), max_length=120)
    number = models.PositiveSmallIntegerField(_("edition"), default=1)
    since = Day(_("in force from"), help_text=_("Meetings from this day on are scored with this edition."))
    minutes_regular = models.PositiveSmallIntegerField(
        _("minutes of a regular meeting"), default=90, validators=MINUTES
    )
    minutes_combined = models.PositiveSmallIntegerField(
        _("minutes with a thematic part"), default=120, validators=MINUTES
    )
    large_from = models.PositiveSmallIntegerField(
        _("large cells: members from"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), *AT_MOST],
        help_text=_("Cells of that many members are expected to meet longer; empty where there is no such rule."),
    )
    minutes_large = models.PositiveSmallIntegerField(
        _("minutes of a regular meeting of a large cell"), null=True, blank=True, validators=MINUTES
    )
    on_time_day = models.PositiveSmallIntegerField(
        _("last day of the month to meet on time"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(28)],
    )
    excused_in_denominator = models.BooleanField(_("absence with reason counts in the attendance base"), default=True)
    guests_counted = models.BooleanField(_("guests on temporary transfer count in the attendance base"), default=True)
    thematic_scored = models.BooleanField(_("thematic meetings are scored too"), default=False)
    rescaled = models.BooleanField(
        _("without a thematic part, rescale to 100"),
        default=True,
        help_text=_(
            "Criteria of the thematic part are left out and the rest is rescaled; otherwise they get full points."
        ),
    )
    good_from = models.PositiveSmallIntegerField(_("Good from"), default=90, validators=PERCENT)
    fair_from = models.PositiveSmallIntegerField(_("Fair from"), default=70, validators=PERCENT)
    average_from = models.PositiveSmallIntegerField(_("Average from"), default=50, validators=PERCENT)
    missing_counts = models.BooleanField(
        _("a month without a regular meeting counts against the year"),
        default=True,
        help_text=_("It then counts among the meetings of which the rule of the year asks a share."),
    )

    commune_path = "commune"
    objects = SheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet edition")
        verbose_name_plural = _("score sheet editions")
        ordering = ("-since", "-pk")
        constraints = [
            published_stays("published_edition_stays"),
            models.UniqueConstraint(
                name="edition_number_once",
                fields=["commune", "title", "number"],
                violation_error_message=_("This sheet already has an edition of this number."),
            ),
            models.UniqueConstraint(
                name="one_published_edition_from_a_day",
                fields=["commune", "since"],
                condition=Q(state=EditionState.PUBLISHED),
                violation_error_message=_("Another published edition is in force from this day."),
            ),
            models.CheckConstraint(
                name="edition_large_cells_have_minutes",
                condition=Q(large_from__isnull=True, minutes_large__isnull=True)
                | Q(large_from__isnull=False, minutes_large__isnull=False),
                violation_error_message=_("Enter both for large cells: from how many members, and the minutes."),
            ),
            models.CheckConstraint(
                name="edition_bands_in_order",
                condition=Q(good_from__gt=F("fair_from"), fair_from__gt=F("average_from"), average_from__gt=0),
                violation_error_message=_("The bands must go down: Good above Fair above Average."),
            ),
        ]

    def __str__(self):
        return _("%(title)s, edition %(number)s") % {"title": self.title, "number": self.number}

    def get_absolute_url(self):
        return reverse("meetings:sheet", args=[self.pk])

    def scores(self, kind):
        """Whether meetings of `kind` are scored; reviews, congresses and ceremonies never are."""
        return kind == MeetingKind.REGULAR or (kind == MeetingKind.THEMATIC and self.thematic_scored)

    def minutes_required(self, *, kind, combined, members):
        """Minutes that a meeting of a cell of `members` should last, or None where there is no rule (HD 42: 90, and 120
        combined; An Phú: 120 from 30 members on)."""
        if kind != MeetingKind.REGULAR:
            return None
        needed = self.minutes_combined if combined else self.minutes_regular
        return max(needed, self.minutes_large) if self.large_from and members >= self.large_from else needed

    @property
    def bands(self):
        """[(least points, Band)], the best first."""
        return list(zip((self.good_from, self.fair_from, self.average_from, 0), Band, strict=True))

    def band(self, total):
        """The band of `total` points, gates aside; lower edges belong to the band above."""
        return next(band for least, band in self.bands if total >= least)


class CriterionQuerySet(StruckOutQuerySet, FrozenQuerySet, ScopedQuerySet):
    see = Do.ADMINISTER

    def kept(self):
        """Criteria that were not taken out of their draft, in the sheet's order, with `parent` and thresholds."""
        thresholds = Prefetch("thresholds", Threshold.objects.kept())
        return super().kept().select_related("parent").prefetch_related(thresholds).order_by("position", "pk")

    def leaves(self):
        """Of those kept, the criteria that get points: those without parts."""
        return self.kept().filter(~Exists(Criterion.objects.filter(parent=OuterRef("pk"), struck=False)))


class Criterion(StruckOut, Frozen, Tracked):
    """A line of a score sheet. Groups (no parent) sum up their parts; points are given to lines without parts.

    The band of `gate`, and any better one, needs full points here (Bình Thuận: Good needs them on attendance,
    duration, members speaking and minutes).
    """

    state_path = "edition__state"

    edition = models.ForeignKey(
        Edition, verbose_name=_("score sheet edition"), on_delete=models.PROTECT, related_name="criteria"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=pgettext_lazy("of criteria", "group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.SlugField(_("code"), max_length=40)
    name = OneLine(_("name"), max_length=200)
    max_points = models.DecimalField(
        _("most points"), max_digits=5, decimal_places=2, validators=[MinValueValidator(Decimal("0.25"))]
    )
    thematic_only = models.BooleanField(_("only with a thematic part"), default=False)
    gate = models.CharField(
        _("full points needed for"),
        max_length=10,
        choices=EARNED,
        blank=True,
        help_text=_("Without full points here the meeting gets at most the band below."),
    )
    struck = models.BooleanField(_("taken out of the sheet"), default=False)

    commune_path = "edition__commune"
    objects = CriterionQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ("position", "pk")
        constraints = [
            published_stays("published_criterion_stays", "edition__state"),
            models.UniqueConstraint(
                name="criterion_code_once",
                fields=["edition", "code"],
                violation_error_message=_("The edition already has a criterion of this code."),
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("meetings:criterion", args=[self.pk])


class ThresholdQuerySet(StruckOutQuerySet, FrozenQuerySet, ScopedQuerySet):
    see = Do.ADMINISTER


class Threshold(StruckOut, Frozen, Tracked):
    """Points that the records propose for a criterion: of its thresholds in order, the first whose conditions all hold.

    An empty condition asks nothing; a threshold without conditions is what remains. Shares are percent of 100.
    """

    state_path = "criterion__edition__state"

    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="thresholds")
    position = models.PositiveSmallIntegerField(_("position"))
    points = models.DecimalField(_("points"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0)])
    max_minutes_short = models.PositiveSmallIntegerField(
        _("minutes short, at most"), null=True, blank=True, validators=MINUTES
    )
    min_time = models.PositiveSmallIntegerField(_("% of the time, at least"), null=True, blank=True, validators=PERCENT)
    min_attendance = models.PositiveSmallIntegerField(
        _("% attendance, at least"), null=True, blank=True, validators=PERCENT
    )
    max_unexcused = models.PositiveSmallIntegerField(
        _("absent without reason, at most"), null=True, blank=True, validators=AT_MOST
    )
    max_excused_run = models.PositiveSmallIntegerField(
        _("times absent with reason in a row, at most"), null=True, blank=True, validators=AT_MOST
    )
    min_spoke = models.PositiveSmallIntegerField(_("% who spoke, at least"), null=True, blank=True, validators=PERCENT)
    over_spoke = models.PositiveSmallIntegerField(
        _("% who spoke, more than"), null=True, blank=True, validators=PERCENT
    )
    min_tasks_done = models.PositiveSmallIntegerField(
        _("% of tasks done, at least"), null=True, blank=True, validators=PERCENT
    )
    struck = models.BooleanField(_("taken out of the sheet"), default=False)

    commune_path = "criterion__edition__commune"
    objects = ThresholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal step")
        verbose_name_plural = _("proposal steps")
        ordering = ("position", "pk")
        constraints = [
            published_stays("published_threshold_stays", "criterion__edition__state"),
        ]

    def __str__(self):
        return f"{self.points}"


def most_points(name):
    """The promise of lines with points."""
    return Refused(
        name=name,
        when="NEW.points > (SELECT max_points FROM meetings_criterion WHERE id = NEW.criterion_id)",
        columns=["points", "criterion_id"],
        violation_error_message=_("More points than the criterion gives."),
    )


class Score(Tracked):
    """A cell's own score of one meeting. `total` and `band` are kept by `meetings.services`, which alone writes them;
    both stay empty until every criterion has its points. `thematic` tells that the month had a thematic part, so that
    the criteria of one count; it stands as it was when the minutes were signed."""

    meeting = models.OneToOneField("meetings.Meeting", on_delete=models.PROTECT, related_name="score")
    thematic = models.BooleanField(_("in a month with a thematic part"), default=False, editable=False)
    total = models.DecimalField(_("total"), max_digits=5, decimal_places=2, null=True, blank=True)
    band = models.CharField(_("band"), max_length=10, choices=Band, blank=True)

    commune_path = "meeting__cell__commune"

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        constraints = [
            Unchanging(
                name="signed_score_stays",
                state=MeetingState.SIGNED,
                state_path="meeting__state",
                violation_error_message=SIGNED,
            ),
            models.CheckConstraint(
                name="score_total_within_0_and_100",
                condition=Q(total__isnull=True) | Q(total__gte=0, total__lte=100),
                violation_error_message=_("The total lies between 0 and 100."),
            ),
            models.CheckConstraint(
                name="score_band_with_total",
                condition=Q(total__isnull=True, band="") | (Q(total__isnull=False) & ~Q(band="")),
            ),
        ]

    def __str__(self):
        return f"{self.total}"

    @property
    def tone(self):
        return Band(self.band).tone if self.band else ""


class ScoreLine(Tracked):
    """Points for one criterion: what the records propose and why, the points that count, and a note.

    The points follow the proposal, unless they are somebody's `own`; those answer the proposal of then (`answers`).
    """

    score = models.ForeignKey(Score, on_delete=models.PROTECT, related_name="lines")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    proposed = models.DecimalField(_("proposed"), max_digits=5, decimal_places=2, null=True, blank=True)
    reason = OneLine(_("why proposed"), max_length=200, blank=True)
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    own = models.BooleanField(_("chosen by people"), default=False, editable=False)
    answers = models.DecimalField(
        _("proposed when they were chosen"), max_digits=5, decimal_places=2, null=True, blank=True, editable=False
    )
    note = OneLine(_("note"), max_length=300, blank=True)

    commune_path = "score__meeting__cell__commune"

    class Meta:
        verbose_name = _("score line")
        verbose_name_plural = _("score lines")
        constraints = [
            Unchanging(
                name="signed_points_stay",
                state=MeetingState.SIGNED,
                state_path="score__meeting__state",
                violation_error_message=SIGNED,
            ),
            most_points("score_line_within_the_most"),
            models.UniqueConstraint(name="score_line_once", fields=["score", "criterion"]),
            models.CheckConstraint(
                name="score_line_points_not_negative", condition=Q(points__isnull=True) | Q(points__gte=0)
            ),
        ]

    def __str__(self):
        return f"{self.criterion_id}: {self.points}"

    @property
    def outrun(self):
        """Whether the proposal has changed since somebody chose these points, and is another than they are."""
        return self.own and self.proposed not in (None, self.answers, self.points)

    @property
    def why(self):
        """What explains the points: the facts behind the proposal, where they follow it, and the note."""
        return ". ".join(said for said in ("" if self.own else self.reason, self.note) if said)
