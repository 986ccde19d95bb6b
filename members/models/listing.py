from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked, TrackedQuerySet
from cells.models import Commune
from common.fields import OneLine
from common.struck import StruckOut, StruckOutQuerySet


class SavedFilterQuerySet(StruckOutQuerySet, TrackedQuerySet):
    def of(self, account):
        """Those that `account` keeps, by name; nobody else's."""
        return self.kept().filter(account=account).order_by("name", "pk")


class SavedFilter(StruckOut, Tracked):
    """A choice of members that an account opens again by its name: the address's query, not the members."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_filters")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    name = OneLine(_("name"), max_length=60)
    query = models.CharField(max_length=1000)

    commune_path = "commune"
    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved choice")
        verbose_name_plural = _("saved choices")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                name="saved_filter_name_once",
                fields=["account", "name"],
                condition=Q(struck=False),
                violation_error_message=_("You have already saved a choice under this name."),
            )
        ]

    def __str__(self):
        return self.name
