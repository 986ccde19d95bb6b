"""Movements and models of a year: who leads them, where, by what criteria, who takes part, and what became of them."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked, TrackedQuerySet
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune, Hamlet, Serving
from common.dated import Dated, ends_after_start
from common.fields import Day, OneLine, Text
from common.periods import FIRST_YEAR
from common.promises import NoOverlap, OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOut, StruckOutQuerySet
from development.enums import MovementField, MovementKind, MovementState, Part
from development.models.organisation import Unit, of_hamlets
from members.models import Member


class MovementQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_ORGANISATIONS

    def of_cells(self, cells, day):
        """Those that one of the cells leads, those in its hamlets, and those of the whole commune."""
        served = Serving.objects.open().filter(cell__in=cells).values("hamlet")
        places = MovementHamlet.objects.kept().filter(movement=OuterRef("pk"))
        everywhere = ~Exists(places) & Q(commune__in=Cell.objects.filter(pk__in=cells).values("commune"))
        return Q(lead_cell__in=cells) | Exists(places.filter(hamlet__in=served)) | everywhere


class Movement(StruckForReason, Tracked):
    """Phong trào, mô hình, cuộc vận động of one year: registered, carried out, recognised or not, struck off the list
    when it has no effect any more. One that is carried on next year is a row of that year, which `continues` this one.

    Who leads it is credited: a cell, a unit of a mass organisation, or another body by name.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="movements")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2099)]
    )
    name = OneLine(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=8, choices=MovementKind)
    field = models.CharField(_("field of work"), max_length=9, choices=MovementField)
    lead_cell = models.ForeignKey(
        Cell,
        verbose_name=_("led by the cell"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements",
    )
    lead_unit = models.ForeignKey(
        Unit,
        verbose_name=_("led by the unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="movements",
    )
    lead_name = OneLine(_("led by another body"), max_length=120, blank=True)
    partners = OneLine(_("together with"), max_length=200, blank=True)
    aim = Text(_("aim, content, how it is done"), max_length=4000)
    households = models.PositiveIntegerField(
        _("households taking part"), null=True, blank=True, validators=[MaxValueValidator(99_999)]
    )
    product = Text(_("product that can be checked"), max_length=2000)
    evidence = Text(_("what proves it"), max_length=2000)
    registered_on = Day(_("registered on"))
    began_on = Day(_("carried out from"), null=True, blank=True)
    decided_on = Day(_("decided on"), null=True, blank=True)
    recognised = models.BooleanField(_("recognised"), null=True, blank=True)
    decided_by = OneLine(_("decided by"), max_length=120, blank=True)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)
    ended_on = Day(_("struck off the list on"), null=True, blank=True)
    end_reason = OneLine(_("why it was struck off the list"), max_length=200, blank=True)
    continues = models.OneToOneField(
        "self", verbose_name=_("carried on from"), null=True, blank=True, on_delete=models.PROTECT, related_name="next"
    )

    commune_path = "commune"
    objects = MovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("movement or model")
        verbose_name_plural = _("movements and models")
        ordering = ("-year", "name", "pk")
        constraints = [
            stays_in_its_commune("movement_stays_in_its_commune"),
            OneCommune(
                name="movement_in_one_commune",
                ways=["commune", "lead_cell__commune", "lead_unit__organisation__commune", "continues__commune"],
            ),
            models.UniqueConstraint(
                name="movement_once_a_year",
                fields=["commune", "year", "name"],
                condition=Q(struck=False),
                violation_error_message=_("A movement of this name is registered for this year already."),
            ),
            models.CheckConstraint(
                name="movement_led_by_one",
                condition=Q(lead_cell__isnull=False, lead_unit__isnull=True, lead_name="")
                | Q(lead_cell__isnull=True, lead_unit__isnull=False, lead_name="")
                | (Q(lead_cell__isnull=True, lead_unit__isnull=True) & ~Q(lead_name="")),
                violation_error_message=_("Say who leads it: a cell, a unit or another body, one of them."),
            ),
            models.CheckConstraint(
                name="movement_decided_with_a_result",
                condition=Q(decided_on__isnull=True, recognised__isnull=True)
                | Q(decided_on__isnull=False, recognised__isnull=False),
            ),
            models.CheckConstraint(
                name="movement_in_order",
                condition=(Q(began_on__isnull=True) | Q(began_on__gte=F("registered_on")))
                & (Q(decided_on__isnull=True) | Q(decided_on__gte=F("began_on")))
                & (Q(ended_on__isnull=True) | Q(ended_on__gte=F("registered_on"))),
                violation_error_message=_("It is registered first, then carried out, then decided on."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.year})"

    def get_absolute_url(self):
        return reverse("development:movement", args=[self.pk])

    @property
    def lead(self):
        """Who is credited: the Cell, the Unit, or the name of another body."""
        return self.lead_cell or self.lead_unit or self.lead_name

    @property
    def state(self):
        """What became of it; one that was recognised and then struck off the list is struck off, and was recognised."""
        if self.ended_on:
            return MovementState.ENDED
        if self.decided_on:
            return MovementState.RECOGNISED if self.recognised else MovementState.REFUSED
        return MovementState.UNDER_WAY if self.began_on else MovementState.REGISTERED

    def clean(self):
        refuse_foreign(self, "lead_cell", "lead_unit")


class MovementHamletQuerySet(StruckOutQuerySet, TrackedQuerySet):
    pass


class MovementHamlet(StruckOut, Tracked):
    """A hamlet in which a movement is carried out; a movement without one is of the whole commune."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="places")
    hamlet = models.ForeignKey(Hamlet, verbose_name=_("hamlet"), on_delete=models.PROTECT, related_name="movements")

    commune_path = "movement__commune"
    objects = MovementHamletQuerySet.as_manager()

    class Meta:
        verbose_name = _("hamlet of a movement")
        verbose_name_plural = _("hamlets of movements")
        ordering = ("pk",)
        constraints = [
            OneCommune(name="movement_hamlet_in_one_commune", ways=["movement__commune", "hamlet__commune"]),
            models.UniqueConstraint(name="movement_hamlet_once", fields=["movement", "hamlet"]),
        ]

    def __str__(self):
        return f"{self.movement}: {self.hamlet}"


class CriterionOfMovementQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_ORGANISATIONS

    def of_cells(self, cells, day):
        return Q(movement__in=Movement.objects.filter(Movement.objects.all().of_cells(cells, day)))


class MovementCriterion(StruckOut, Tracked):
    """What a movement is measured by: the target set at registration, and the result."""

    movement = models.ForeignKey(Movement, on_delete=models.PROTECT, related_name="criteria")
    text = OneLine(_("criterion"), max_length=200)
    target = OneLine(_("target"), max_length=120)
    result = OneLine(_("result"), max_length=120, blank=True)
    met = models.BooleanField(_("met"), null=True, blank=True)

    commune_path = "movement__commune"
    objects = CriterionOfMovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("criterion of a movement")
        verbose_name_plural = _("criteria of movements")
        ordering = ("pk",)

    def __str__(self):
        return self.text


class ParticipationQuerySet(StruckOutQuerySet, DatedScopedQuerySet):
    see = Do.SEE_ORGANISATIONS

    def of_cells(self, cells, day):
        """Members of the cells, and those of the hamlets that the cells serve: others do not concern them."""
        people = Member.objects.filter(Member.objects.all().of_cells(cells, day))
        return Q(member__in=people) | of_hamlets(cells, "hamlet")


class Participation(Dated, StruckForReason, Tracked):
    """Somebody takes part in a movement, from when to when: a member, or somebody else by name and hamlet."""

    movement = models.ForeignKey(
        Movement, verbose_name=_("movement or model"), on_delete=models.PROTECT, related_name="participations"
    )
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="participations"
    )
    name = OneLine(_("full name"), max_length=100, blank=True)
    hamlet = models.ForeignKey(
        Hamlet, verbose_name=_("hamlet"), null=True, blank=True, on_delete=models.PROTECT, related_name="participations"
    )
    part = models.CharField(_("part played"), max_length=5, choices=Part, default=Part.TAKES)
    noted_by = OneLine(_("told by"), max_length=120, blank=True)

    commune_path = "movement__commune"
    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("part in a movement")
        verbose_name_plural = _("parts in movements")
        ordering = ("movement_id", "since", "pk")
        constraints = [
            OneCommune(
                name="participation_in_one_commune", ways=["movement__commune", "member__commune", "hamlet__commune"]
            ),
            NoOverlap(
                name="participations_apart",
                fields=["movement", "member"],
                condition=Q(struck=False),
                violation_error_message=_("This person takes part already on some of these days."),
            ),
            models.CheckConstraint(
                name="participation_of_somebody",
                condition=Q(member__isnull=True) & ~Q(name="") | Q(member__isnull=False, name="", hamlet__isnull=True),
            ),
            ends_after_start("participation_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.get_part_display()}, {self.movement}"

    def clean(self):
        refuse_foreign(self, "member", "hamlet", of="movement")
