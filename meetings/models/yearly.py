from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked, TrackedQuerySet
from common.editions import Frozen, FrozenQuerySet, published_stays
from meetings.enums import EARNED, Band
from meetings.models.quality import PERCENT, Edition


class YearRuleQuerySet(FrozenQuerySet, TrackedQuerySet):
    pass


class YearRule(Frozen, Tracked):
    """When the regular meetings of a year earn a band: a share of them in `floor` or better, and so many in the band.

    Part of an edition, so it is published and frozen with it; a year is judged by the edition in force on its last day.
    The best band whose rule holds counts. Without `percent` the band is not given for a year.
    """

    state_path = "edition__state"

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="year_rules")
    band = models.CharField(_("band of the year"), max_length=10, choices=EARNED)
    percent = models.PositiveSmallIntegerField(
        _("% of regular meetings, at least"), null=True, blank=True, validators=PERCENT
    )
    floor = models.CharField(_("in this band or better"), max_length=10, choices=Band)
    at_least = models.PositiveSmallIntegerField(
        _("meetings in the band of the year or better, at least"), default=0, validators=[MaxValueValidator(99)]
    )

    commune_path = "edition__commune"
    objects = YearRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of the year")
        verbose_name_plural = _("rules of the year")
        constraints = [
            published_stays("published_year_rule_stays", "edition__state"),
            models.UniqueConstraint(
                name="year_rule_once",
                fields=["edition", "band"],
                violation_error_message=_("The edition already has a rule for this band."),
            ),
        ]

    def __str__(self):
        return self.get_band_display()
