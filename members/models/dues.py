"""That a member does not pay Party dues; how much is due is not kept here."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.dated import Dated, DatedQuerySet, ends_after_start
from common.promises import NoOverlap
from members.models.decisions import Decision, DecisionQuerySet
from members.models.member import Member


class ArrearsQuerySet(DecisionQuerySet, DatedQuerySet):
    pass


class Arrears(Dated, Decision):
    """`since` is the first day of the first month without dues; `until` the day on which all was paid."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="arrears")

    objects = ArrearsQuerySet.as_manager()

    class Meta:
        verbose_name = _("unpaid Party dues")
        verbose_name_plural = _("unpaid Party dues")
        ordering = ("since", "pk")
        constraints = [
            NoOverlap(
                name="arrears_apart",
                fields=["member"],
                condition=Q(struck=False),
                violation_error_message=_("Unpaid dues are recorded already for some of these months."),
            ),
            ends_after_start("arrears_end_after_start"),
            models.CheckConstraint(name="arrears_begin_with_a_month", condition=Q(since__day=1)),
        ]

    def __str__(self):
        return _("dues unpaid since %(month)s") % {"month": f"{self.since:%m/%Y}"}
