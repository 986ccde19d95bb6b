"""Discipline, commendations and Party badges. A row entered by mistake is struck out with the reason, never deleted."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune
from common.fields import Day, OneLine
from common.partial import PartialDay
from common.promises import OneCommune
from common.struck import StruckForReason, StruckOutQuerySet
from members.enums import BadgeState, CellDisciplineForm, CommendationForm, DisciplineForm, Early, Occasion
from members.models.life import Event
from members.models.member import Member, OfMemberQuerySet


class DecisionQuerySet(StruckOutQuerySet, OfMemberQuerySet):
    pass


class Decision(StruckForReason, Tracked):
    """What a body decided about a member or a cell."""

    commune_path = "member__commune"

    class Meta:
        abstract = True


class Measure(Decision):
    """A disciplinary measure. Who may see it is narrower than who may see whom it is about, so the trail names neither
    that nor the content. One that a complaint changed to another form is lifted from the day of the new one, which
    `replaces` it; struck out, that one replaces nothing any more."""

    on = Day(_("decided on"))
    effective_on = Day(_("in effect from"))
    body = OneLine(_("decided by"), max_length=120, blank=True)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    breach = OneLine(_("breach, in short"), max_length=200, blank=True)
    lifted_on = Day(_("lifted on"), null=True, blank=True)
    lifted_by = OneLine(_("lifted by which decision"), max_length=200, blank=True)
    replaces = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="replaced_by"
    )

    trail_hidden = (
        *("form", "on", "effective_on", "body", "decision_no", "breach", "lifted_on", "lifted_by", "replaces_id"),
        *("struck", "struck_reason"),
    )

    class Meta:
        abstract = True
        ordering = ("-on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="%(class)s_takes_effect_after_decision",
                condition=Q(effective_on__gte=F("on")),
                violation_error_message=_("It cannot take effect before it was decided."),
            ),
            models.CheckConstraint(
                name="%(class)s_lifted_after_effect",
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("effective_on")),
                violation_error_message=_("It cannot be lifted before it took effect."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def undone_by(self, day):
        """Whether it was lifted by `day`, also in the form that a complaint gave it."""
        stands = getattr(self, "replaced_by", self)
        return stands.lifted_on is not None and stands.lifted_on <= day


def _of(whom, name):
    """The constraints of a Measure that know whom it is about."""
    return [
        models.UniqueConstraint(
            name=f"{name}_recorded_once",
            fields=[whom, "form", "on"],
            condition=Q(struck=False),
            violation_error_message=_("This is recorded already."),
        ),
        OneCommune(name=f"{name}_in_one_commune", ways=[f"{whom}__commune", f"replaces__{whom}__commune"]),
        *Measure.Meta.constraints,
    ]


class MeasureQuerySet(models.QuerySet):
    def first_forms(self):
        """Those decided anew, not the other forms that complaints gave them later."""
        return self.filter(replaces=None)

    def undone_by(self, day):
        """Those lifted by `day`, also in the forms that complaints gave them."""
        return self.filter(Q(replaced_by=None, lifted_on__lte=day) | Q(replaced_by__lifted_on__lte=day))


class DisciplineQuerySet(MeasureQuerySet, DecisionQuerySet):
    see = Do.SEE_DISCIPLINE

    def of_cells(self, cells, day):
        """Not those of guests: only the member's own cell knows."""
        return Q(member__in=Member.objects.filter(Member.objects.all().belonging(cells)))


class Discipline(Measure):
    """Kỷ luật. `events` are what followed from it in the member's life: expulsion, or the end of posts. `outside` says
    why no procedure of discipline led to it here, as far as that was asked."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="disciplines")
    form = models.CharField(_("form of discipline"), max_length=10, choices=DisciplineForm)
    outside = OneLine(_("why it has no procedure of discipline here"), max_length=200, blank=True)
    events = models.ManyToManyField(Event, related_name="+", editable=False)

    objects = DisciplineQuerySet.as_manager()
    trail_hidden = ("member_id", "outside", *Measure.trail_hidden)

    class Meta(Measure.Meta):
        verbose_name = _("disciplinary measure")
        verbose_name_plural = _("disciplinary measures")
        constraints = _of("member", "discipline")


class CellDisciplineQuerySet(MeasureQuerySet, StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_DISCIPLINE


class CellDiscipline(Measure):
    """Kỷ luật of an organisation. Dissolution ends the cell by no means by itself."""

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="disciplines")
    form = models.CharField(_("form of discipline"), max_length=11, choices=CellDisciplineForm)

    commune_path = "cell__commune"
    objects = CellDisciplineQuerySet.as_manager()
    trail_hidden = ("cell_id", *Measure.trail_hidden)

    class Meta(Measure.Meta):
        verbose_name = _("disciplinary measure on a cell")
        verbose_name_plural = _("disciplinary measures on cells")
        constraints = _of("cell", "cell_discipline")


class CommendationQuerySet(DecisionQuerySet):
    def of_cells(self, cells, day):
        return Q(cell__in=cells) | super().of_cells(cells, day)


class Commendation(Decision):
    """Khen thưởng of a member or of a cell. `year` is the year, or the last of the five, that it is for."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="commendations"
    )
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="commendations"
    )
    form = models.CharField(_("form of commendation"), max_length=16, choices=CommendationForm)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion, default=Occasion.AD_HOC)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1930), MaxValueValidator(2100)]
    )
    on = Day(_("decided on"))
    body = OneLine(_("decided by"), max_length=120, blank=True)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    reason = OneLine(_("merit"), max_length=200, blank=True)
    posthumous = models.BooleanField(_("posthumous"), default=False)

    commune_path = "commune"
    objects = CommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("commendation")
        verbose_name_plural = _("commendations")
        ordering = ("-on", "-pk")
        constraints = [
            OneCommune(
                name="commendation_in_one_commune",
                ways=["commune", "member__commune", "cell__commune"],
            ),
            models.CheckConstraint(
                name="commendation_of_a_member_or_a_cell",
                condition=Q(member__isnull=True, cell__isnull=False) | Q(member__isnull=False, cell__isnull=True),
            ),
            models.CheckConstraint(
                name="commendation_names_its_year",
                condition=Q(occasion=Occasion.AD_HOC, year__isnull=True)
                | (~Q(occasion=Occasion.AD_HOC) & Q(year__isnull=False)),
                violation_error_message=_("Enter the year for a yearly commendation, and none for a single deed."),
            ),
        ]
        indexes = [models.Index(name="commendation_by_day", fields=["commune", "on"])]

    def __str__(self):
        return f"{self.get_form_display()} {self.on:%d/%m/%Y}"

    def clean(self):
        refuse_foreign(self, "member", "cell")


class BadgeQuerySet(DecisionQuerySet):
    def given(self):
        """Those that were awarded or are on their way: no other of so many years is due."""
        return self.kept().filter(refused_on=None)


class Badge(Decision):
    """Huy hiệu Đảng of `years`: proposed for an award day, decided by the body above, awarded; or returned.

    `award_on` is the award day it was proposed for; empty for those received before these records. Of these the day of
    award may be known in part.
    """

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="badges")
    years = models.PositiveSmallIntegerField(_("years in the Party"), validators=[MaxValueValidator(100)])
    early = models.CharField(_("early or posthumous"), max_length=10, choices=Early, blank=True)
    award_on = Day(_("award day"), null=True, blank=True)
    proposed_on = Day(_("proposed on"), null=True, blank=True)
    decided_on = Day(_("decided on"), null=True, blank=True)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    awarded_on = PartialDay(_("awarded on"))
    number = OneLine(_("badge no."), max_length=20, blank=True)
    refused_on = Day(_("returned on"), null=True, blank=True)
    refusal = OneLine(_("why it was returned"), max_length=200, blank=True)

    objects = BadgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("Party badge")
        verbose_name_plural = _("Party badges")
        ordering = ("-years", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="badge_of_years_once",
                fields=["member", "years"],
                condition=Q(struck=False, refused_on__isnull=True),
                violation_error_message=_("The badge of these years is recorded already."),
            ),
            models.CheckConstraint(
                name="badge_decided_after_proposal",
                condition=Q(decided_on__isnull=True)
                | Q(proposed_on__isnull=True)
                | Q(decided_on__gte=F("proposed_on")),
                violation_error_message=_("It cannot be decided before it was proposed."),
            ),
            models.CheckConstraint(
                name="badge_returned_after_proposal",
                condition=Q(refused_on__isnull=True) | Q(refused_on__gte=F("proposed_on")),
                violation_error_message=_("It cannot be returned before it was proposed."),
            ),
        ]
        indexes = [models.Index(name="badge_of_award_day", fields=["award_on"])]

    def __str__(self):
        return _("badge of %(years)s years") % {"years": self.years}

    @property
    def state(self):
        if self.refused_on:
            return BadgeState.REFUSED
        if self.awarded_on:
            return BadgeState.AWARDED
        return BadgeState.DECIDED if self.decided_on else BadgeState.PROPOSED
