"""Cells on their way to be founded: for which hamlets, with whom, by what steps and papers."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune, Hamlet, Paper, Serving
from common.addresses import address_of
from common.fields import Day, OneLine
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOutQuerySet, StruckStep
from development.enums import Authority, FoundingPaper, FoundingStepKind, FoundingWay
from development.models.checklist import ChecklistItem
from members.enums import PostKind
from members.models import Member


class FoundingQuerySet(ScopedQuerySet):
    see = Do.SEE_FOUNDINGS

    def of_cells(self, cells, day):
        """Those of the hamlets that one of the cells serves now, and of the cell that was founded."""
        served = Serving.objects.open().filter(cell__in=cells).values("hamlet")
        places = FoundingHamlet.objects.filter(founding=OuterRef("pk"), hamlet__in=served)
        return Exists(places) | Q(cell__in=cells)


class Founding(Tracked):
    """A cell on its way to be founded, from the survey of the hamlet to the first congress.

    `effective_on` is the day from which the cell is to work: planned first, then as decided; who is official on that
    day counts. How far it has come is never typed: `development.queries.founding` plays the steps. `cell` is what came
    of it; `ended` tells that it was given up.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="foundings")
    way = models.CharField(pgettext_lazy("of founding", "way"), max_length=9, choices=FoundingWay, blank=True)
    cell_name = OneLine(_("name of the new cell"), max_length=120, blank=True)
    seat = OneLine(_("usual meeting place"), max_length=120, blank=True)
    effective_on = Day(_("takes effect on"), null=True, blank=True)
    owner = OneLine(_("who sees to it"), max_length=120, blank=True)
    due_on = Day(_("next step due on"), null=True, blank=True)
    cell = models.OneToOneField(
        Cell,
        verbose_name=_("founded cell"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="founding",
    )
    ended = models.BooleanField(pgettext_lazy("case", "ended"), default=False, editable=False)

    commune_path = "commune"
    objects = FoundingQuerySet.as_manager()
    looks_leave_a_trail = True

    class Meta:
        verbose_name = _("founding of a cell")
        verbose_name_plural = _("foundings of cells")
        ordering = ("pk",)
        constraints = [
            OneCommune(name="founding_in_one_commune", ways=["commune", "cell__commune"]),
            stays_in_its_commune("founding_stays_in_its_commune"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self):
        return address_of("development:founding", self.pk)


class OfFoundingQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_FOUNDINGS

    def of_cells(self, cells, day):
        return Q(founding__in=Founding.objects.filter(Founding.objects.all().of_cells(cells, day)))


class FoundingHamlet(Tracked):
    """A hamlet that the new cell is to serve; `closed` once the cell works or the founding was given up."""

    founding = models.ForeignKey(
        Founding, verbose_name=_("founding of a cell"), on_delete=models.PROTECT, related_name="places"
    )
    hamlet = models.ForeignKey(
        Hamlet, verbose_name=_("hamlet"), on_delete=models.PROTECT, related_name="founding_places"
    )
    closed = models.BooleanField(_("closed"), default=False, editable=False)

    commune_path = "founding__commune"
    objects = OfFoundingQuerySet.as_manager()

    class Meta:
        verbose_name = _("hamlet of a founding")
        verbose_name_plural = _("hamlets of foundings")
        ordering = ("pk",)
        constraints = [
            OneCommune(name="founding_hamlet_in_one_commune", ways=["founding__commune", "hamlet__commune"]),
            models.UniqueConstraint(
                name="one_founding_of_a_hamlet_at_a_time",
                fields=["hamlet"],
                condition=Q(closed=False),
                violation_error_message=_("The founding of a cell is under way for this hamlet already."),
            ),
        ]

    def __str__(self):
        return f"{self.founding_id}: {self.hamlet}"

    def clean(self):
        refuse_foreign(self, "hamlet", of="founding")


class FoundingMember(StruckForReason, Tracked):
    """Somebody who is to belong to the new cell, named on the day `since`, with the post that is proposed."""

    founding = models.ForeignKey(
        Founding, verbose_name=_("founding of a cell"), on_delete=models.PROTECT, related_name="named"
    )
    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="founding_places"
    )
    since = Day(_("named on"))
    post = models.CharField(_("post proposed"), max_length=12, choices=PostKind, blank=True)
    closed = models.BooleanField(_("closed"), default=False, editable=False)

    commune_path = "founding__commune"
    objects = OfFoundingQuerySet.as_manager()

    class Meta:
        verbose_name = _("member named for a new cell")
        verbose_name_plural = _("members named for new cells")
        ordering = ("since", "pk")
        constraints = [
            OneCommune(name="founding_member_in_one_commune", ways=["founding__commune", "member__commune"]),
            models.UniqueConstraint(
                name="named_for_one_founding_at_a_time",
                fields=["member"],
                condition=Q(closed=False, struck=False),
                violation_error_message=_("This person is named for a new cell already."),
            ),
        ]

    def __str__(self):
        return f"{self.founding_id}: {self.member_id}"

    def clean(self):
        refuse_foreign(self, "member", of="founding")


class FoundingStep(StruckStep, Tracked):
    """Something done to found the cell, by a paper. The decisions are three papers of one day.

    A `paper` drawn here bears its number in the register; `paper_no`, `committee_no` and `transfer_no` are numbers of
    papers issued elsewhere.
    """

    founding = models.ForeignKey(
        Founding, verbose_name=_("founding of a cell"), on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(pgettext_lazy("event", "what"), max_length=8, choices=FoundingStepKind)
    paper_no = OneLine(_("number of the paper"), max_length=40, blank=True)
    committee_no = OneLine(_("decision that appoints the committee"), max_length=40, blank=True)
    transfer_no = OneLine(_("decision that transfers the members"), max_length=40, blank=True)
    paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="founding_step"
    )
    committee_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="founding_committee"
    )
    transfer_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="founding_transfer"
    )
    body = models.CharField(_("which body"), max_length=18, choices=Authority, blank=True)
    members = models.PositiveSmallIntegerField(_("members who decide"), default=0)
    in_favour = models.PositiveSmallIntegerField(_("votes in favour"), default=0)
    note = OneLine(_("in words"), max_length=300, blank=True)

    commune_path = "founding__commune"
    objects = OfFoundingQuerySet.as_manager()

    class Meta(StruckStep.Meta):
        verbose_name = _("step of a founding")
        verbose_name_plural = _("steps of foundings")
        constraints = [
            OneCommune(
                name="founding_step_in_one_commune",
                ways=[
                    *("founding__commune", "paper__commune", "committee_paper__commune"),
                    "transfer_paper__commune",
                ],
            ),
            models.CheckConstraint(
                name="founding_votes_within_members",
                condition=Q(in_favour__lte=F("members")),
                violation_error_message=_("There are more votes in favour than members who decide."),
            ),
            models.UniqueConstraint(
                name="a_founding_takes_effect_once",
                fields=["founding"],
                condition=Q(kind=FoundingStepKind.EFFECT),
                violation_error_message=_("The cell is founded already."),
            ),
        ]

    def get_absolute_url(self):
        return self.founding.get_absolute_url()


class FoundingItem(ChecklistItem):
    """A paper of the dossier that the proposal is handed in with."""

    founding = models.ForeignKey(
        Founding, verbose_name=_("founding of a cell"), on_delete=models.PROTECT, related_name="items"
    )
    kind = models.CharField(_("item"), max_length=8, choices=FoundingPaper)

    commune_path = "founding__commune"
    objects = OfFoundingQuerySet.as_manager()

    class Meta(ChecklistItem.Meta):
        verbose_name = _("paper of a founding")
        verbose_name_plural = _("papers of foundings")
        constraints = [
            *ChecklistItem.Meta.constraints,
            models.UniqueConstraint(name="foundingitem_once", fields=["founding", "kind"]),
        ]
