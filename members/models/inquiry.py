"""That a member is under inspection, or a complaint about the member is being settled, from when to when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from common.dated import Dated, DatedQuerySet, ends_after_start
from common.fields import OneLine
from common.promises import NoOverlap
from members.models.decisions import Decision, DisciplineQuerySet
from members.models.member import Member


class InquiryQuerySet(DisciplineQuerySet, DatedQuerySet):
    see = Do.SEE_DISCIPLINE


class Inquiry(Dated, Decision):
    """While it lasts nobody is transferred for good or leaves (294-QĐ/TW §6.3.1). What it is about is not kept here;
    who may see it is narrower than who may see the member, so the trail tells nothing of it."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="inquiries")
    decision_no = OneLine(_("decision no."), max_length=40, blank=True)

    objects = InquiryQuerySet.as_manager()
    trail_hidden = ("member_id", "since", "until", "decision_no", "struck", "struck_reason")

    class Meta:
        verbose_name = _("case not concluded")
        verbose_name_plural = _("cases not concluded")
        ordering = ("-since", "-pk")
        constraints = [
            NoOverlap(
                name="inquiries_apart",
                fields=["member"],
                condition=Q(struck=False),
                violation_error_message=_("A case is recorded already on some of these days."),
            ),
            ends_after_start("inquiry_ends_after_start"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"
