"""Commendations on their way: proposed by a cell, decided by the body whose right it is. Not sensitive."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune, Paper
from common.fields import Day, OneLine
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOutQuerySet
from members.enums import CommendationForm, Occasion
from members.models import Commendation, Member
from oversight.enums import CommendationStage, DecidingBody


class AwardDecisionQuerySet(ScopedQuerySet):
    see = Do.SEE_MEMBERS
    cell_path = ""


class AwardDecision(Tracked):
    """A decision that commends: one number, and a list of those whom it names. Of a body of the commune its number is
    that of the register; of one above it is typed."""

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="award_decisions"
    )
    body = models.CharField(_("decided by"), max_length=9, choices=DecidingBody)
    on = Day(_("decided on"))
    typed_no = OneLine(_("decision no."), max_length=40, blank=True)
    paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="award_decision"
    )

    commune_path = "commune"
    objects = AwardDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on commendations")
        verbose_name_plural = _("decisions on commendations")
        ordering = ("-on", "-pk")
        constraints = [
            OneCommune(name="award_decision_in_one_commune", ways=["commune", "paper__commune"]),
            stays_in_its_commune("award_decision_stays_in_its_commune"),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.on:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("oversight:award-decision", args=[self.pk])


class AwardProposalQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_MEMBERS

    def of_cells(self, cells, day):
        return Q(proposer__in=cells) | Q(cell__in=cells)


class AwardProposal(StruckForReason, Tracked):
    """What a cell proposes: that a member, or the cell itself, be commended, with its vote. `commendation` is what came
    of it; one that is `refused_on` may be proposed again."""

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="award_proposals"
    )
    proposer = models.ForeignKey(
        Cell, verbose_name=_("proposing cell"), on_delete=models.PROTECT, related_name="award_proposals"
    )
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="award_proposals",
    )
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    form = models.CharField(_("form of commendation"), max_length=16, choices=CommendationForm)
    occasion = models.CharField(_("occasion"), max_length=10, choices=Occasion, default=Occasion.YEAR)
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1930), MaxValueValidator(2100)]
    )
    merit = OneLine(_("merit"), max_length=200)
    on = Day(_("proposed on"))
    base = models.PositiveSmallIntegerField(_("persons with a vote"), validators=[MaxValueValidator(999)])
    in_favour = models.PositiveSmallIntegerField(_("votes in favour"))
    decision = models.ForeignKey(
        AwardDecision,
        verbose_name=_("decision on commendations"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    commendation = models.OneToOneField(
        Commendation, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="proposal"
    )
    refused_on = Day(_("refused on"), null=True, blank=True, editable=False)
    refusal = OneLine(_("why it was refused"), max_length=200, blank=True, editable=False)

    called = ""
    commune_path = "commune"
    objects = AwardProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal of a commendation")
        verbose_name_plural = _("proposals of commendations")
        ordering = ("-on", "-pk")
        constraints = [
            OneCommune(
                name="award_proposal_in_one_commune",
                ways=[
                    *("commune", "proposer__commune", "member__commune", "cell__commune", "decision__commune"),
                    "commendation__commune",
                ],
            ),
            stays_in_its_commune("award_proposal_stays_in_its_commune"),
            models.CheckConstraint(
                name="award_proposal_of_a_member_or_a_cell",
                condition=Q(member__isnull=True, cell__isnull=False) | Q(member__isnull=False, cell__isnull=True),
                violation_error_message=_("Choose a member or a cell, one of them."),
            ),
            models.CheckConstraint(
                name="award_proposal_names_its_year",
                condition=Q(occasion=Occasion.AD_HOC, year__isnull=True)
                | (~Q(occasion=Occasion.AD_HOC) & Q(year__isnull=False)),
                violation_error_message=_("Enter the year for a yearly commendation, and none for a single deed."),
            ),
            models.CheckConstraint(
                name="award_proposal_votes_within_base",
                condition=Q(in_favour__lte=F("base")),
                violation_error_message=_("There are more votes in favour than persons with a vote."),
            ),
            models.CheckConstraint(
                name="award_proposal_refused_after",
                condition=Q(refused_on__isnull=True) | Q(refused_on__gte=F("on"), commendation__isnull=True),
                violation_error_message=_("It cannot be refused before it was proposed, nor once it is given."),
            ),
            models.UniqueConstraint(
                name="member_proposed_once_for_a_year",
                fields=["member", "form", "occasion", "year"],
                condition=Q(struck=False, refused_on__isnull=True, member__isnull=False, year__isnull=False),
                violation_error_message=_("This is proposed already for this year."),
            ),
            models.UniqueConstraint(
                name="cell_proposed_once_for_a_year",
                fields=["cell", "form", "occasion", "year"],
                condition=Q(struck=False, refused_on__isnull=True, cell__isnull=False, year__isnull=False),
                violation_error_message=_("This is proposed already for this year."),
            ),
        ]

    def __str__(self):
        return f"{self.get_form_display()}: {self.subject}"

    def clean(self):
        refuse_foreign(self, "member", "cell")

    def get_absolute_url(self):
        return reverse("oversight:award-proposal", args=[self.pk])

    @property
    def subject(self):
        """Who is commended; the name of a member is distinguished where that was asked."""
        return self.called or self.member or self.cell

    @property
    def stage(self):
        if self.commendation_id:
            return CommendationStage.GIVEN
        return CommendationStage.REFUSED if self.refused_on else CommendationStage.PROPOSED
