from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from cells.access import commune_id


class Feed(Tracked):
    """A private address at which somebody's calendar reads planned meetings. Only a digest of its secret is kept."""

    trail_hidden = ("digest",)

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint(
                name="account_has_one_feed",
                fields=["account"],
                condition=Q(revoked_at__isnull=True),
                violation_error_message=_("The account already has a calendar address."),
            )
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @property
    def own_commune(self):
        return commune_id(self.account)
