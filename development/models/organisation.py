"""The Fatherland Front and the mass organisations: what there is, who heads each unit, how many belong to it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet, ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune, Hamlet, Serving
from cells.models.names import FormerName, Named, former_name_checks
from common.dated import Dated, ends_after_start
from common.fields import Day, OneLine
from common.periods import FIRST_YEAR, Period
from common.promises import NoOverlap, OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOutQuerySet
from development.enums import Basis, HeadRole, UnitKind
from members.models import Member

FIVE_YEARS, LONGEST_TERM = 60, 120  # months


def of_hamlets(cells, way):
    """Condition for rows whose hamlet, at the end of `way`, one of `cells` serves now."""
    return Q(**{f"{way}__in": Serving.objects.open().filter(cell__in=cells).values("hamlet")})


class MassOrganisationQuerySet(ScopedQuerySet):
    see = Do.SEE_CELLS

    def of_cells(self, cells, day):
        """All of the commune: which organisations there are is known to everybody."""
        return Q(commune__in=Cell.objects.filter(pk__in=cells).values("commune"))


class MassOrganisation(Named):
    """One of the organisations of a commune, with what its units and their heads are called and how long a term is.

    `everywhere` tells that each hamlet should have a unit; `least` is the number of members that a unit needs to stand,
    `committee_from` that from which it elects a committee: with fewer only its head and a deputy. 0: no such number.
    """

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="mass_organisations"
    )
    unit_name = OneLine(_("a unit is called"), max_length=60)
    head_title = OneLine(_("its head is called"), max_length=60)
    everywhere = models.BooleanField(_("every hamlet should have a unit"), default=True)
    has_members = models.BooleanField(_("people are members of it"), default=True)
    least = models.PositiveSmallIntegerField(
        _("least members of a unit"), default=0, validators=[MaxValueValidator(99)]
    )
    committee_from = models.PositiveSmallIntegerField(
        _("members from which a unit has a committee"), default=0, validators=[MaxValueValidator(99)]
    )
    commune_term = models.PositiveSmallIntegerField(
        _("term in the commune, months"),
        default=FIVE_YEARS,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TERM)],
    )
    hamlet_term = models.PositiveSmallIntegerField(
        _("term in a hamlet, months"),
        default=FIVE_YEARS,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TERM)],
    )
    ended_on = Day(_("ended on"), null=True, blank=True, help_text=_("From this day it gets no new units."))

    commune_path = "commune"
    objects = MassOrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("mass organisation")
        verbose_name_plural = _("mass organisations")
        ordering = ("pk",)
        constraints = [
            stays_in_its_commune("mass_organisation_stays_in_its_commune"),
            models.UniqueConstraint(
                name="mass_organisation_once",
                fields=["commune", "name"],
                violation_error_message=_("The commune already has an organisation of this name."),
            ),
        ]

    def term_of(self, unit):
        """Months of a term of those who head `unit`."""
        return self.commune_term if unit.kind == UnitKind.COMMUNE else self.hamlet_term


class FormerOrganisationName(FormerName):
    named_by = "organisation"

    organisation = models.ForeignKey(MassOrganisation, on_delete=models.PROTECT, related_name="former_names")

    commune_path = "organisation__commune"

    class Meta:
        verbose_name = _("former name of a mass organisation")
        verbose_name_plural = _("former names of mass organisations")
        constraints = [former_name_checks("former_organisation_name_ends_after_start")]


class UnitQuerySet(DatedScopedQuerySet):
    see = Do.SEE_ORGANISATIONS

    def of_cells(self, cells, day):
        return of_hamlets(cells, "hamlet")


class Unit(Dated, Tracked):
    """What a mass organisation has in the commune, in a hamlet or at a workplace: a committee, a chi hội, a chi đoàn.

    Those of a hamlet and of the commune are one of each; of trades there may be several, distinguished by their names.
    """

    organisation = models.ForeignKey(
        MassOrganisation, verbose_name=_("mass organisation"), on_delete=models.PROTECT, related_name="units"
    )
    kind = models.CharField(_("kind"), max_length=7, choices=UnitKind, default=UnitKind.HAMLET)
    hamlet = models.ForeignKey(
        Hamlet, verbose_name=_("hamlet"), null=True, blank=True, on_delete=models.PROTECT, related_name="units"
    )
    name = OneLine(_("trade or workplace"), max_length=120, blank=True)

    commune_path = "organisation__commune"
    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit of a mass organisation")
        verbose_name_plural = _("units of mass organisations")
        ordering = ("organisation_id", "hamlet_id", "since", "pk")
        constraints = [
            OneCommune(name="unit_in_one_commune", ways=["organisation__commune", "hamlet__commune"]),
            NoOverlap(
                name="units_of_hamlet_apart",
                fields=["organisation", "hamlet"],
                condition=Q(kind=UnitKind.HAMLET),
                violation_error_message=_("The hamlet has a unit of this organisation on some of these days."),
            ),
            NoOverlap(
                name="units_of_commune_apart",
                fields=["organisation"],
                condition=Q(kind=UnitKind.COMMUNE),
                violation_error_message=_("The organisation has its unit of the commune on some of these days."),
            ),
            models.CheckConstraint(
                name="unit_where_it_stands",
                condition=Q(kind=UnitKind.HAMLET, hamlet__isnull=False)
                | Q(kind=UnitKind.COMMUNE, hamlet__isnull=True)
                | (Q(kind=UnitKind.TRADE) & ~Q(name="")),
                violation_error_message=_("Choose the hamlet of a unit of a hamlet; name the trade or workplace."),
            ),
            ends_after_start("unit_ends_after_start"),
        ]

    def __str__(self):
        where = self.name or (self.hamlet.titled if self.hamlet_id else self.get_kind_display())
        return f"{self.organisation}: {where}"

    def get_absolute_url(self):
        return reverse("development:unit", args=[self.pk])

    def clean(self):
        refuse_foreign(self, "hamlet", of="organisation")


class UnitHeadQuerySet(StruckOutQuerySet, DatedScopedQuerySet):
    see = Do.SEE_ORGANISATIONS

    def of_cells(self, cells, day):
        return of_hamlets(cells, "unit__hamlet")


class UnitHead(Dated, StruckForReason, Tracked):
    """Who heads a unit, or is deputy there: a member, or somebody else by name.

    What the records tell of a member is ticked for others: a member of the Party on other records, on a cell's
    committee, holding other posts.
    """

    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="heads")
    role = models.CharField(_("post"), max_length=6, choices=HeadRole, default=HeadRole.HEAD)
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="headships"
    )
    name = OneLine(_("full name"), max_length=100, blank=True)
    in_party = models.BooleanField(_("Party member, recorded elsewhere"), default=False)
    on_committee = models.BooleanField(_("on the committee of a cell elsewhere"), default=False)
    other_posts = models.BooleanField(_("holds other posts too"), default=False)
    basis = models.CharField(_("how"), max_length=11, choices=Basis, default=Basis.ELECTED)
    term_ends_on = Day(_("end of the term"), null=True, blank=True)
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)

    commune_path = "unit__organisation__commune"
    objects = UnitHeadQuerySet.as_manager()

    class Meta:
        verbose_name = _("head of a mass organisation")
        verbose_name_plural = _("heads of mass organisations")
        ordering = ("unit_id", "since", "pk")
        constraints = [
            OneCommune(name="unit_head_in_one_commune", ways=["unit__organisation__commune", "member__commune"]),
            NoOverlap(
                name="heads_of_unit_apart",
                fields=["unit"],
                condition=Q(struck=False, role=HeadRole.HEAD),
                violation_error_message=_("Somebody else heads this unit on some of these days; end that first."),
            ),
            NoOverlap(
                name="member_heads_unit_once",
                fields=["unit", "member"],
                condition=Q(struck=False),
                violation_error_message=_("This person leads the unit already on some of these days."),
            ),
            models.CheckConstraint(
                name="unit_head_is_somebody",
                condition=Q(member__isnull=True) & ~Q(name="")
                | Q(member__isnull=False, name="", in_party=False, on_committee=False, other_posts=False),
            ),
            models.CheckConstraint(
                name="unit_head_term_ends_after_start",
                condition=Q(term_ends_on__isnull=True) | Q(term_ends_on__gt=F("since")),
                violation_error_message=_("The term cannot end before it begins."),
            ),
            ends_after_start("unit_head_ends_after_start"),
        ]

    def __str__(self):
        return f"{self.get_role_display()}, {self.unit}"

    def clean(self):
        refuse_foreign(self, "member", of="unit")


class OfHalfYear(Tracked):
    """Numbers as they stood at the end of half a year."""

    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(FIRST_YEAR), MaxValueValidator(2099)]
    )
    half = models.PositiveSmallIntegerField(
        _("half of the year"), validators=[MinValueValidator(1), MaxValueValidator(2)]
    )

    class Meta:
        abstract = True

    @property
    def period(self):
        return Period("H", self.year, self.half)


def _count(label, **more):
    return models.PositiveIntegerField(label, validators=[MaxValueValidator(99_999)], **more)


class UnitFigures(OfHalfYear):
    """How many belong to a unit, of how many who could; memberships, not persons: one person may be in several."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="figures")
    eligible = _count(_("people it is open to"), null=True, blank=True)
    members = _count(_("members of it"))
    newcomers = _count(_("new in the period"), null=True, blank=True)
    in_party = _count(_("Party members among them"), null=True, blank=True)

    commune_path = "unit__organisation__commune"

    class Meta:
        verbose_name = _("figures of a mass organisation")
        verbose_name_plural = _("figures of mass organisations")
        ordering = ("-year", "-half", "pk")
        constraints = [
            models.UniqueConstraint(name="unit_figures_once", fields=["unit", "year", "half"]),
            models.CheckConstraint(
                name="unit_figures_within_members",
                condition=(Q(newcomers__isnull=True) | Q(newcomers__lte=F("members")))
                & (Q(in_party__isnull=True) | Q(in_party__lte=F("members")))
                & (Q(eligible__isnull=True) | Q(members__lte=F("eligible"))),
                violation_error_message=_("A part cannot be more than the whole."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.unit_id}, {self.period}"


class HamletPersons(OfHalfYear):
    """How many persons of a hamlet are in at least one organisation: who is in three is one person."""

    hamlet = models.ForeignKey(Hamlet, on_delete=models.PROTECT, related_name="organised")
    persons = _count(_("persons in organisations"))

    commune_path = "hamlet__commune"

    class Meta:
        verbose_name = _("persons in mass organisations")
        verbose_name_plural = _("persons in mass organisations")
        ordering = ("-year", "-half", "pk")
        constraints = [models.UniqueConstraint(name="hamlet_persons_once", fields=["hamlet", "year", "half"])]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.hamlet_id}, {self.period}"
