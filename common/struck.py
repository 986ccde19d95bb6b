"""Rows that are struck out instead of deleted: they stay on record and no longer count."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.fields import Day, OneLine


class StruckOutQuerySet(models.QuerySet):
    def kept(self):
        """Rows that were not struck out."""
        return self.filter(struck=False)


class StruckOut(models.Model):
    """`struck` tells that a row no longer counts. A model whose users call it otherwise defines the field anew, with
    their word as its name."""

    struck = models.BooleanField(_("struck out"), default=False, editable=False)

    class Meta:
        abstract = True


class StruckForReason(StruckOut):
    """Who strikes such a row out says why."""

    struck_reason = OneLine(_("why it was struck out"), max_length=200, blank=True, editable=False)

    class Meta:
        abstract = True


class StruckStep(StruckForReason):
    """Something done on a day, of a `kind` that its model lists, and by which account it was recorded. Where a thing
    stands is played from its steps that are kept, in the order of their days, those of one day as they were recorded.
    """

    on = Day(_("day"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    class Meta:
        abstract = True
        ordering = ("on", "pk")

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"
