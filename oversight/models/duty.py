from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell, CommitteeMember
from common.fields import Day, Text
from common.promises import OneCommune


class HandOverQuerySet(ScopedQuerySet):
    see = Do.SEE_OVERSIGHT


class HandOver(Tracked):
    """Bàn giao: from the day `on` another Committee member is in charge of a cell. `left` [[what, [in words]]] is what
    was open there when it was written down; `giver` is None where nobody was in charge before."""

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="hand_overs")
    giver = models.ForeignKey(
        CommitteeMember,
        verbose_name=_("handed over by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="given_over",
    )
    taker = models.ForeignKey(
        CommitteeMember, verbose_name=_("taken over by"), on_delete=models.PROTECT, related_name="taken_over"
    )
    on = Day(_("day"))
    note = Text(_("what the successor should know"), max_length=4000)
    left = models.JSONField(_("what was open"), default=list, editable=False)

    commune_path = "cell__commune"
    objects = HandOverQuerySet.as_manager()

    class Meta:
        verbose_name = _("hand-over of a cell")
        verbose_name_plural = _("hand-overs of cells")
        ordering = ("-on", "-pk")
        constraints = [
            OneCommune(name="hand_over_in_one_commune", ways=["cell__commune", "giver__commune", "taker__commune"]),
            models.UniqueConstraint(
                name="cell_handed_over_once_a_day",
                fields=["cell", "on"],
                violation_error_message=_("The cell is handed over on this day already."),
            ),
        ]

    def __str__(self):
        return f"{self.cell} {self.on:%d/%m/%Y}"
