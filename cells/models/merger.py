from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from cells.models.cell import Cell
from cells.models.territory import Commune
from common.fields import Day, OneLine
from common.promises import OneCommune, TakesNothing


class CommuneMerger(Tracked):
    """A commune went on in another from the day `on`: its cells, hamlets and people belong there now, its Committee is
    no more. What came, and what stayed, is told by `config.merging`.

    `goes_on_as` is the commune that has all of it today, where the one it merged into has merged as well. The database
    lets a record go from a commune to the one it merged into, and takes both for one where records refer to each other.
    """

    commune = models.OneToOneField(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="merger")
    into = models.ForeignKey(
        Commune, verbose_name=_("commune that goes on"), on_delete=models.PROTECT, related_name="mergers"
    )
    on = Day(_("day"))
    document = OneLine(_("by which document"), max_length=120)
    goes_on_as = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+", editable=False)

    commune_path = "into"

    class Meta:
        verbose_name = _("merger of communes")
        verbose_name_plural = _("mergers of communes")
        ordering = ("on", "pk")
        constraints = [
            TakesNothing(name="merged_commune"),
            models.CheckConstraint(
                name="merger_into_another_commune",
                condition=~Q(commune=F("into")),
                violation_error_message=_("Choose another commune."),
            ),
        ]

    def __str__(self):
        return f"{self.commune} → {self.into}"


class PastCommune(Tracked):
    """A cell belonged to another commune, which has merged since, until the day `until`, that day excluded."""

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="past_communes")
    belonged_to = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="past_cells"
    )
    until = Day(_("until (no longer counted from this day)"))

    commune_path = "cell__commune"

    class Meta:
        verbose_name = _("former commune of a cell")
        verbose_name_plural = _("former communes of cells")
        ordering = ("until", "pk")
        constraints = [
            OneCommune(name="past_commune_in_one_commune", ways=["cell__commune", "belonged_to"]),
            models.UniqueConstraint(name="past_commune_once", fields=["cell", "belonged_to"]),
        ]

    def __str__(self):
        return str(self.belonged_to)
