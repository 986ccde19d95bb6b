from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune
from common.fields import OneLine
from common.promises import OneCommune


class TargetQuerySet(ScopedQuerySet):
    see = Do.SEE_TARGETS


class Target(Tracked):
    """How many members a cell, or the commune as a whole (no cell), means to admit in a year.

    The result is never typed: `members.queries.target_results` counts it.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="targets")
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="targets"
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2099)])
    planned = models.PositiveSmallIntegerField(_("members to admit"), validators=[MaxValueValidator(999)])
    resolution_no = OneLine(_("resolution no."), max_length=40, blank=True)

    commune_path = "commune"
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ("-year", "cell_id", "pk")
        constraints = [
            OneCommune(name="target_in_one_commune", ways=["commune", "cell__commune"]),
            models.UniqueConstraint(
                name="one_target_per_cell_and_year",
                fields=["cell", "year"],
                condition=Q(cell__isnull=False),
                violation_error_message=_("The cell already has a target for this year."),
            ),
            models.UniqueConstraint(
                name="one_target_per_commune_and_year",
                fields=["commune", "year"],
                condition=Q(cell__isnull=True),
                violation_error_message=_("The commune already has a target for this year."),
            ),
        ]

    def __str__(self):
        return f"{self.year}: {self.planned}"

    def clean(self):
        refuse_foreign(self, "cell")
