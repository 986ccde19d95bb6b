from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from cells.models import Commune, Paper
from common.fields import Day
from common.periods import month_of
from common.promises import OneCommune


class MonthSheet(Tracked):
    """The Committee's sheet of the quality of cell meetings in a month, once numbered; `month` is its first day."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="month_sheets")
    month = Day(_("month"))
    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="month_sheet")

    commune_path = "commune"

    class Meta:
        verbose_name = _("monthly quality sheet")
        verbose_name_plural = _("monthly quality sheets")
        constraints = [
            OneCommune(
                name="month_sheet_in_one_commune",
                ways=["commune", "paper__commune"],
            ),
            models.UniqueConstraint(
                name="month_sheet_once",
                fields=["commune", "month"],
                violation_error_message=_("This month already has its sheet."),
            ),
        ]

    def __str__(self):
        return f"{self.month:%m/%Y}"

    def get_absolute_url(self):
        return reverse("reports:cell-quality", query={"period": month_of(self.month).code})


class SentDigest(Tracked):
    """What waited for an account on a `day` was sent: once a day."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="digests")
    day = Day(_("day"))

    class Meta:
        verbose_name = _("digest that was sent")
        verbose_name_plural = _("digests that were sent")
        constraints = [models.UniqueConstraint(name="one_digest_a_day", fields=["account", "day"])]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"

    @property
    def own_commune(self):
        return self.account.commune
