"""Who carries out what the Committee decides: the bodies of the commune, and the cells."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell, Commune
from common.fields import OneLine
from common.promises import stays_in_its_commune
from common.struck import StruckOut, StruckOutQuerySet
from common.text import tone_key


class AgencyQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_FOCUS


class Agency(StruckOut, Tracked):
    """A body of the commune beside its cells that carries out what the Committee decides: UBND, MTTQ, Ban Xây dựng
    Đảng, UBKT, Văn phòng … `position` is its place among those to whom a paper is sent."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="agencies")
    name = OneLine(_("name"), max_length=100)
    name_key = models.CharField(max_length=100, editable=False)  # capitals do not make another body
    position = models.PositiveSmallIntegerField(
        _("place among the recipients"), default=1, validators=[MinValueValidator(1), MaxValueValidator(99)]
    )

    commune_path = "commune"
    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body of the commune")
        verbose_name_plural = _("bodies of the commune")
        ordering = ("position", "name", "pk")
        constraints = [
            stays_in_its_commune("agency_stays_in_its_commune"),
            models.UniqueConstraint(
                name="agency_once",
                fields=["commune", "name_key"],
                condition=Q(struck=False),
                violation_error_message=_("A body of this name is on the list already."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.name_key = tone_key(self.name)
        super().save(*args, **kwargs)


class OfUnit(models.Model):
    """A row about one unit: a body of the commune or a cell."""

    agency = models.ForeignKey(
        Agency, verbose_name=_("body of the commune"), null=True, blank=True, on_delete=models.PROTECT
    )
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        abstract = True

    @property
    def unit(self):
        return self.agency or self.cell


def one_unit(name):
    """The promise that each model of OfUnit lists in its Meta."""
    return models.CheckConstraint(
        name=name,
        condition=Q(agency__isnull=False, cell__isnull=True) | Q(agency__isnull=True, cell__isnull=False),
        violation_error_message=_("Say which unit it is: a cell or another body, one of them."),
    )
