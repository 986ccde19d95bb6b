"""Information that came to the inspection board: a register of its own, known only to who may see sensitive cases."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Commune
from common.fields import Day, OneLine, Text
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOutQuerySet
from oversight.enums import Competence, Content, InformationLevel, InformationSource, InformationWay
from oversight.models.inspection import InspectionCase


class InformationQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_SENSITIVE
    cell_path = ""

    def waiting(self):
        """Those that are not dealt with; a case that was struck out ends nothing (`oversight.rules.information`)."""
        return self.kept().filter(Q(way="") | Q(way=InformationWay.CASE, case__struck=True))


class Information(StruckForReason, Tracked):
    """Something that came in: from where, what about, how it was classified, what became of it (domain 20.5).

    It concludes nothing, so it refers to nobody: whom it is about is named by the `case` that it leads to. Of a letter
    of the people no `sender` is kept. Everywhere but on its own page it is known by its `code`.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    received_on = Day(_("received on"))
    source = models.CharField(pgettext_lazy("of information", "source"), max_length=12, choices=InformationSource)
    sender = OneLine(_("which body or paper"), max_length=120, blank=True)
    title = OneLine(pgettext_lazy("of an inspection", "what it is about"), max_length=200)
    content = models.CharField(_("content, as statistics count it"), max_length=10, choices=Content)
    gist = Text(pgettext_lazy("of information", "gist"), max_length=4000)

    classified_on = Day(_("classified on"), null=True, blank=True, editable=False)
    level = models.CharField(
        pgettext_lazy("of information", "level"), max_length=9, choices=InformationLevel, blank=True, editable=False
    )
    competence = models.CharField(
        _("who has to deal with it"), max_length=7, choices=Competence, blank=True, editable=False
    )
    way = models.CharField(_("what became of it"), max_length=6, choices=InformationWay, blank=True, editable=False)
    done_on = Day(_("dealt with on"), null=True, blank=True, editable=False)
    sent_to = OneLine(_("sent to"), max_length=120, blank=True, editable=False)
    outcome = Text(_("what was found or answered"), max_length=2000, editable=False)
    case = models.ForeignKey(
        InspectionCase, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="information"
    )

    commune_path = "commune"
    objects = InformationQuerySet.as_manager()
    looks_leave_a_trail = True
    trail_only_for = Do.SEE_SENSITIVE

    class Meta:
        verbose_name = _("information received")
        verbose_name_plural = _("information received")
        ordering = ("-year", "-number")
        constraints = [
            stays_in_its_commune("information_stays_in_its_commune"),
            OneCommune(name="information_in_one_commune", ways=["commune", "case__commune"]),
            models.UniqueConstraint(name="information_number_once", fields=["commune", "year", "number"]),
            models.CheckConstraint(
                name="information_of_the_people_without_a_name",
                condition=Q(sender="") | ~Q(source=InformationSource.LETTER),
                violation_error_message=_("Of a letter of the people no name is kept."),
            ),
            models.CheckConstraint(
                name="information_classified_whole",
                condition=Q(classified_on__isnull=True, level="", competence="", way="")
                | (Q(classified_on__gte=F("received_on")) & ~Q(level="") & ~Q(competence="")),
                violation_error_message=_(
                    "It is classified after it was received, with a level and who deals with it."
                ),
            ),
            models.CheckConstraint(
                name="information_dealt_with_whole",
                condition=Q(way="", done_on__isnull=True) | (~Q(way="") & Q(done_on__gte=F("classified_on"))),
                violation_error_message=_("It is dealt with after it was classified."),
            ),
            models.CheckConstraint(
                name="information_sent_somewhere",
                condition=(Q(way=InformationWay.SENT) & ~Q(sent_to="")) | (~Q(way=InformationWay.SENT) & Q(sent_to="")),
                violation_error_message=_("Say where it was sent."),
            ),
            models.CheckConstraint(
                name="information_became_its_case",
                condition=Q(way=InformationWay.CASE, case__isnull=False)
                | (~Q(way=InformationWay.CASE) & Q(case__isnull=True)),
                violation_error_message=_("Choose the case that it became."),
            ),
        ]

    def __str__(self):
        return self.code

    def get_absolute_url(self):
        return reverse("oversight:information", args=[self.pk])

    @property
    def code(self):
        """What it is called wherever a name has no place."""
        return f"TT {self.number:02}/{self.year}"
