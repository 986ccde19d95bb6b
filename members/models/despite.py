from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune
from common.fields import Day, OneLine
from common.promises import OneCommune
from members.models.member import Member


class DespiteQuerySet(ScopedQuerySet):
    see = Do.EDIT_MEMBERS
    cell_path = ""  # of the office


class Despite(Tracked):
    """An event, a correction or the end of a cell was recorded although records of later days say otherwise, and why.

    `since` is the first day on which they may; `listed` [[day, sentence]] is what the office was shown then. What is
    left of it to put right is asked anew of the records: `members.queries.contradictions`.
    """

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="despite"
    )
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="despite"
    )
    since = Day(_("from"))
    reason = OneLine(_("why it was recorded all the same"), max_length=300)
    listed = models.JSONField(_("what said otherwise"), default=list, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("time"), auto_now_add=True)

    commune_path = "commune"
    objects = DespiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("record that others contradict")
        verbose_name_plural = _("records that others contradict")
        ordering = ("at", "pk")
        constraints = [
            OneCommune(
                name="despite_in_one_commune",
                ways=["commune", "member__commune", "cell__commune"],
            ),
            models.CheckConstraint(
                name="despite_of_a_member_or_a_cell",
                condition=Q(member__isnull=True, cell__isnull=False) | Q(member__isnull=False, cell__isnull=True),
            ),
        ]

    def __str__(self):
        return self.reason

    def clean(self):
        refuse_foreign(self, "member", "cell")
