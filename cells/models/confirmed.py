from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cells.enums import Confirmation


class ConfirmedQuerySet(models.QuerySet):
    def counting(self):
        """Rows that open something: not those that wait for a second person."""
        return self.filter(waiting=False)

    def to_confirm(self):
        """Rows that a second person has still to confirm, and that were not ended meanwhile."""
        return self.filter(unconfirmed=True, until=None)


class Confirmed(models.Model):
    """What opens records to an account, given by one person and confirmed by another."""

    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    unconfirmed = models.BooleanField(_("to be confirmed"), default=False, editable=False)
    waiting = models.BooleanField(_("does not count until confirmed"), default=False, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True

    @property
    def confirmation(self):
        """The Confirmation of this row; None where nothing has to be said."""
        if not self.unconfirmed:
            return None
        if self.waiting:
            return Confirmation.WAITING if self.until is None else Confirmation.DECLINED
        return Confirmation.LATER


def waits_while_unconfirmed(name):
    """The check that both tables list in their Meta."""
    return models.CheckConstraint(name=name, condition=Q(waiting=False) | Q(unconfirmed=True))
