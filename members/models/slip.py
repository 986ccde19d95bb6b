"""Transfer slips: with which paper a member goes to another Party organisation, and whether it got there."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cells.models import Paper
from common.addresses import address_of
from common.fields import Day, OneLine
from common.promises import OneCommune
from members.enums import SlipKind
from members.models.decisions import Decision, DecisionQuerySet
from members.models.member import Member


class Slip(Decision):
    """Giấy giới thiệu chuyển sinh hoạt đảng, given on the day `on`. `changed_on` is when work or residence changed;
    `until` the first day back from a temporary transfer; `presented_on` when the receiving body took it in."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="slips")
    kind = models.CharField(_("kind of slip"), max_length=9, choices=SlipKind)
    to = OneLine(_("to which Party organisation"), max_length=200)
    reason = OneLine(_("reason"), max_length=200, blank=True)
    changed_on = Day(_("work or residence changed on"), null=True, blank=True)
    on = Day(_("slip given on"))
    until = Day(_("first day back"), null=True, blank=True)
    presented_on = Day(_("presented on"), null=True, blank=True)
    paper = models.OneToOneField(Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("transfer slip")
        verbose_name_plural = _("transfer slips")
        ordering = ("-on", "-pk")
        constraints = [
            OneCommune(
                name="slip_in_one_commune",
                ways=["member__commune", "paper__commune"],
            ),
            models.UniqueConstraint(
                name="slip_given_once",
                fields=["member", "on"],
                condition=Q(struck=False),
                violation_error_message=_("The member was given a slip on that day already."),
            ),
            models.CheckConstraint(
                name="slip_tells_the_end_of_a_temporary_transfer",
                condition=Q(kind=SlipKind.TEMPORARY, until__isnull=False)
                | (~Q(kind=SlipKind.TEMPORARY) & Q(until__isnull=True)),
                violation_error_message=_("Enter the first day back for a temporary transfer, and none otherwise."),
            ),
            models.CheckConstraint(
                name="slip_given_after_the_change",
                condition=Q(changed_on__isnull=True) | Q(on__gte=F("changed_on")),
                violation_error_message=_("The slip cannot be older than the change of work or residence."),
            ),
            models.CheckConstraint(
                name="slip_presented_after_it_was_given",
                condition=Q(presented_on__isnull=True) | Q(presented_on__gte=F("on")),
                violation_error_message=_("It cannot be presented before it was given."),
            ),
        ]
        indexes = [models.Index(name="slip_by_day", fields=["on"])]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.on:%d/%m/%Y}"

    def get_absolute_url(self):
        return address_of("members:slip", self.pk)
