"""Two records of one person, joined into one; or two records that look alike and are two persons."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from common.fields import Day, OneLine
from common.promises import OneCommune
from common.struck import StruckOut, StruckOutQuerySet
from members.enums import LifeOf
from members.models.member import Member


class MergeQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.EDIT_MEMBERS


class Merge(StruckOut, Tracked):
    """The record `other` went into `kept`, and all that is needed to take them apart again (then `struck`).

    `moved` and `stayed` {"app.model.field": [numbers of rows]}: what was moved to `kept`, and what could not be.
    `swapped` {the same: [[number of a row that stayed, number of that of `kept`]]}: which said the other's words since.
    `facts` {column of Member: [before, after]} of `kept`; `struck_events` the numbers of events struck out.
    """

    kept = models.ForeignKey(
        Member, verbose_name=_("record that stays"), on_delete=models.PROTECT, related_name="merges"
    )
    other = models.ForeignKey(Member, verbose_name=_("other record"), on_delete=models.PROTECT, related_name="+")
    life = models.CharField(_("life in the Party"), max_length=5, choices=LifeOf)
    reason = OneLine(_("reason"), max_length=200)
    at = models.DateTimeField(_("time"), auto_now_add=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    moved = models.JSONField(default=dict, editable=False)
    stayed = models.JSONField(default=dict, editable=False)
    swapped = models.JSONField(default=dict, editable=False)
    facts = models.JSONField(default=dict, editable=False)
    struck_events = models.JSONField(default=list, editable=False)
    struck = models.BooleanField(_("undone"), default=False, editable=False)
    struck_at = models.DateTimeField(null=True, editable=False)
    struck_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    commune_path = "kept__commune"
    objects = MergeQuerySet.as_manager()
    trail_hidden = ("facts", "moved", "stayed", "swapped")  # numbers, and of which records there are any, among them

    class Meta:
        verbose_name = _("merge of records")
        verbose_name_plural = _("merges of records")
        ordering = ("-at", "-pk")
        constraints = [
            OneCommune(name="merge_in_one_commune", ways=["kept__commune", "other__commune"]),
            models.CheckConstraint(
                name="merge_of_two_records",
                condition=~Q(kept=F("other")),
                violation_error_message=_("Choose two different records."),
            ),
            models.UniqueConstraint(
                name="merged_once",
                fields=["other"],
                condition=Q(struck=False),
                violation_error_message=_("This record was merged into another already."),
            ),
        ]

    def __str__(self):
        return f"{self.other_id} → {self.kept_id}"

    def get_absolute_url(self):
        return reverse("members:merge", args=[self.pk])


class Distinct(Tracked):
    """Somebody looked at two records that seem to be of one person, and found that they are not."""

    first = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    on = Day(_("day"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    commune_path = "first__commune"

    class Meta:
        verbose_name = _("records of two persons")
        verbose_name_plural = _("records of two persons")
        constraints = [
            OneCommune(
                name="distinct_in_one_commune",
                ways=["first__commune", "second__commune"],
            ),
            models.CheckConstraint(name="distinct_in_order", condition=Q(first__lt=F("second"))),
            models.UniqueConstraint(name="distinct_once", fields=["first", "second"]),
        ]

    def __str__(self):
        return f"{self.first_id} ≠ {self.second_id}"
