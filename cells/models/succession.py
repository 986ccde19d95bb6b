from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models.cell import Cell
from common.fields import Day
from common.promises import OneCommune


class SuccessionQuerySet(ScopedQuerySet):
    see = Do.SEE_CELLS


class Succession(Tracked):
    """A cell ended and another took over what outlives it: from which day, and which rows.

    `moved` {"app.model": [numbers of rows]} names what came from the cell that ended.
    """

    cell = models.OneToOneField(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="succession")
    successor = models.ForeignKey(
        Cell, verbose_name=_("cell that took over"), on_delete=models.PROTECT, related_name="predecessors"
    )
    on = Day(_("day"))
    moved = models.JSONField(default=dict, editable=False)

    commune_path = "cell__commune"
    objects = SuccessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("taking over from a cell")
        verbose_name_plural = _("taking over from cells")
        constraints = [
            OneCommune(
                name="succession_in_one_commune",
                ways=["cell__commune", "successor__commune"],
            ),
            models.CheckConstraint(name="succession_to_another_cell", condition=~Q(cell=F("successor"))),
        ]

    def __str__(self):
        return f"{self.cell} → {self.successor}"

    def clean(self):
        refuse_foreign(self, "successor", of="cell")
