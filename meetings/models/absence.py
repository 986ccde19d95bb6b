from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import DatedScopedQuerySet
from cells.models import Cell
from common.dated import Dated, ends_after_start
from common.fields import OneLine
from common.promises import OneCommune
from common.struck import StruckOut, StruckOutQuerySet
from members.models import Member


class NoticeQuerySet(StruckOutQuerySet, DatedScopedQuerySet):
    see = Do.SEE_MEETINGS


class Notice(StruckOut, Dated, Tracked):
    """A member told the cell beforehand that meetings will be missed, from when to when, and why."""

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="notices")
    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="notices")
    reason = OneLine(_("reason"), max_length=200)
    struck = models.BooleanField(_("taken back"), default=False, editable=False)

    commune_path = "cell__commune"
    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice of absence")
        verbose_name_plural = _("notices of absence")
        ordering = ("-since", "pk")
        constraints = [
            OneCommune(
                name="notice_in_one_commune",
                ways=["cell__commune", "member__commune"],
            ),
            ends_after_start("notice_ends_after_start"),
        ]
        indexes = [models.Index(name="notice_of_cell", fields=["cell", "since", "until"])]

    def __str__(self):
        return f"{self.member}: {self.reason}"
