"""What somebody was on the day of the admission."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from common.promises import OneCommune
from development.enums import Attained
from members.models import Code, Event, Member


class AdmissionFactsQuerySet(ScopedQuerySet):
    see = Do.SEE_MEMBERS

    def of_cells(self, cells, day):
        there = Member.objects.filter(Member.objects.all().of_cells(cells, day))
        return models.Q(event__member__in=there)


class AdmissionFacts(Tracked):
    """Occupation, schooling and whether somebody was in the Youth Union when the admission ceremony was held, as they
    were that day: what the person becomes later changes nothing here. Empty is what nobody knows, and is told so.

    They are kept with the ceremony; of who was entered as admitted without a case on record, the office adds them.
    """

    event = models.OneToOneField(
        Event, verbose_name=_("admission"), on_delete=models.PROTECT, related_name="admission_facts"
    )
    occupation = models.ForeignKey(
        Code, verbose_name=_("occupation"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    schooling = models.CharField(_("schooling"), max_length=7, choices=Attained, blank=True)
    youth_member = models.BooleanField(_("member of the Youth Union"), null=True, blank=True)

    commune_path = "event__member__commune"
    objects = AdmissionFactsQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of the day of admission")
        verbose_name_plural = _("facts of the day of admission")
        constraints = [
            OneCommune(name="admission_facts_in_one_commune", ways=["event__member__commune", "occupation__commune"]),
        ]

    def __str__(self):
        return f"{self.event_id}"
