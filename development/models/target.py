from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune, Hamlet, Term
from common.fields import OneLine
from common.promises import OneCommune
from development.enums import CountedIn, Measure, PlaceKind
from development.models.organisation import MassOrganisation

PERCENTS = [measure for measure in Measure if measure.counted_in == CountedIn.PERCENT]


class TargetQuerySet(ScopedQuerySet):
    see = Do.SEE_TARGETS

    def admissions(self):
        """How many members a cell, or the commune where there is no cell, means to admit in a year."""
        return self.filter(measure=Measure.ADMITTED, hamlet=None, organisation=None, term=None)


class Target(Tracked):
    """What is to be reached of a measure in a year or a term of office: by a cell, a hamlet or a mass organisation, or,
    without any of these, by the commune as a whole.

    `planned` is in what the measure is counted: whole numbers, or percent with up to two decimals. The result is never
    typed: `development.queries.results` counts it.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="targets")
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    hamlet = models.ForeignKey(
        Hamlet, verbose_name=_("hamlet"), null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    organisation = models.ForeignKey(
        MassOrganisation,
        verbose_name=_("mass organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targets",
    )
    measure = models.CharField(_("target of"), max_length=12, choices=Measure, default=Measure.ADMITTED)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1990), MaxValueValidator(2099)]
    )
    term = models.ForeignKey(
        Term, verbose_name=_("term of office"), null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    planned = models.DecimalField(
        pgettext_lazy("target", "planned"),
        max_digits=5,
        decimal_places=2,
        validators=[MinValueValidator(0), MaxValueValidator(999)],
    )
    resolution_no = OneLine(_("resolution no."), max_length=40, blank=True)

    commune_path = "commune"
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("-year", "cell_id", "pk")
        constraints = [
            OneCommune(
                name="target_in_one_commune",
                ways=["commune", "cell__commune", "hamlet__commune", "organisation__commune", "term__commune"],
            ),
            models.UniqueConstraint(
                "commune",
                "measure",
                *(Coalesce(name, Value(0)) for name in ("cell", "hamlet", "organisation", "year", "term")),
                name="one_target_for_each_place_and_period",
                violation_error_message=_("There is a target of this kind for this period already."),
            ),
            models.CheckConstraint(
                name="target_of_one_place",
                condition=Q(cell=None, hamlet=None)
                | Q(cell=None, organisation=None)
                | Q(hamlet=None, organisation=None),
                violation_error_message=_("A target is that of a cell, a hamlet or an organisation, one of them."),
            ),
            models.CheckConstraint(
                name="target_of_a_year_or_a_term",
                condition=Q(year__isnull=False, term=None) | Q(year=None, term__isnull=False),
                violation_error_message=_("A target is for a year or for a term of office."),
            ),
            models.CheckConstraint(
                name="target_in_percent_up_to_100",
                condition=~Q(measure__in=PERCENTS) | Q(planned__lte=100),
                violation_error_message=_("A share is 100 percent at most."),
            ),
        ]

    def __str__(self):
        return f"{self.get_measure_display()}, {self.term or self.year}: {self.plan}"

    @property
    def plan(self):
        """What is planned, a whole number or a Decimal as the measure is counted."""
        return self.planned if Measure(self.measure).counted_in == CountedIn.PERCENT else int(self.planned)

    @property
    def place(self):
        """(PlaceKind, number of the place; that of the commune None)."""
        for kind in (PlaceKind.CELL, PlaceKind.HAMLET, PlaceKind.ORGANISATION):
            if number := getattr(self, f"{kind.value}_id"):
                return kind, number
        return PlaceKind.COMMUNE, None

    def clean(self):
        refuse_foreign(self, "cell", "hamlet")
        measure = Measure(self.measure)
        if self.planned is not None and measure.counted_in != CountedIn.PERCENT and self.planned != int(self.planned):
            raise ValidationError({"planned": _("Enter a whole number.")})
        if self.place[0] not in measure.places or (self.term_id and measure.yearly):
            raise ValidationError(_("There is no such target here."))
