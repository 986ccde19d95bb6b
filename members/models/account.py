"""That an account works on, rightly, although the person it was given to has gone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked, TrackedQuerySet
from cells.access import refuse_foreign
from cells.models import CommitteeMember, Commune
from common.fields import Day, OneLine
from common.promises import OneCommune
from members.models.member import Member


class KeptAccount(Tracked):
    """`account` stays although `member`, whose name it bears, has gone on the day `gone_on`, or `seat`, for which it
    was given, has ended then; who said so stands in the trail."""

    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("account"), on_delete=models.PROTECT, related_name="kept"
    )
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    seat = models.ForeignKey(
        CommitteeMember, verbose_name=_("seat"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    gone_on = Day(_("gone on"))
    reason = OneLine(_("why it stays"), max_length=200)

    commune_path = "commune"
    objects = TrackedQuerySet.as_manager()

    class Meta:
        verbose_name = _("account that stays")
        verbose_name_plural = _("accounts that stay")
        ordering = ("pk",)
        constraints = [
            OneCommune(
                name="kept_account_in_one_commune",
                ways=["commune", "member__commune", "seat__commune"],
            ),
            models.CheckConstraint(
                name="kept_account_of_a_member_or_a_seat",
                condition=Q(member__isnull=True, seat__isnull=False) | Q(member__isnull=False, seat__isnull=True),
            ),
        ]

    def __str__(self):
        return self.reason

    @property
    def about(self):
        """The Member or CommitteeMember who has gone."""
        return self.member or self.seat

    def clean(self):
        refuse_foreign(self, "member", "seat")
