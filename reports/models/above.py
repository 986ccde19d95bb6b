from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Commune
from common.fields import Day
from common.promises import stays_in_its_commune
from common.struck import StruckOut, StruckOutQuerySet


class UpperReaderQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.ADMINISTER


class UpperReader(StruckOut, Tracked):
    """A commune lets an account of the level above, which has its role in another commune, read the totals of its
    closed periods, and nothing else. One that is struck out may no longer."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="+"
    )
    since = Day(_("since"))

    commune_path = "commune"
    objects = UpperReaderQuerySet.as_manager()

    class Meta:
        verbose_name = _("reader of the level above")
        verbose_name_plural = _("readers of the level above")
        ordering = ("pk",)
        constraints = [
            stays_in_its_commune("upper_reader_stays_in_its_commune"),
            models.UniqueConstraint(
                name="upper_reader_once",
                fields=["commune", "account"],
                condition=Q(struck=False),
                violation_error_message=_("This account may read the closed periods already."),
            ),
        ]

    def __str__(self):
        return str(self.account)
