"""Rows that are struck out instead of deleted: they stay on record and no longer count."""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
