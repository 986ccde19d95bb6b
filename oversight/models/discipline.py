"""Procedures of discipline: from the vote to the end of the effect. Sensitive: known only to who may see such cases."""

from functools import partial

from django.core.exceptions import ValidationError
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
from members.models import CellDiscipline, Discipline, Member
from oversight.enums import (
    BallotKind,
    BreachField,
    ClosedBecause,
    DecidingBody,
    DisciplineStage,
    Over,
    Penalty,
    Settlement,
)

CLOSED = [(one.value, one.label) for one in (DisciplineStage.NONE, DisciplineStage.EXPIRED)]
_day = partial(Day, null=True, blank=True, editable=False)


def _in_order(name, earlier, later, said):
    """`later`, where it is filled in, does not come before `earlier`."""
    when = Q(**{f"{earlier}__isnull": True}) | Q(**{f"{later}__isnull": True}) | Q(**{f"{later}__gte": F(earlier)})
    return models.CheckConstraint(name=name, condition=when, violation_error_message=said)


class DisciplineCaseQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_SENSITIVE
    cell_path = ""


class DisciplineCase(StruckForReason, Tracked):
    """Thi hành kỷ luật: one breach, or one that lasted, of a member or of a cell, and what was decided on it.

    Six days stand apart: of the breach (`breach_from`, `breach_until`), the vote, the signing, the announcement, the
    receipt, and `ends_on`, the first without effect. How far it has come is played from them
    (`oversight.rules.discipline`). It ends in a row of the member's or the cell's record, or is `closed` without one.
    What was decided stays as it was, also where a complaint gave it the form `settled_penalty`.
    Everywhere else it is known by its `code`.
    """

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="discipline_cases"
    )
    year = models.PositiveSmallIntegerField(_("year"), editable=False)
    number = models.PositiveSmallIntegerField(
        _("number"), editable=False, validators=[MinValueValidator(1), MaxValueValidator(9999)]
    )
    member = models.ForeignKey(
        Member,
        verbose_name=_("member"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="discipline_cases",
    )
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="discipline_cases"
    )
    own_committee = models.BooleanField(_("a member of the Committee itself"), default=False)
    higher_task = models.BooleanField(_("about a task that a higher level gave"), default=False)
    field = models.CharField(_("field of the breach"), max_length=11, choices=BreachField)
    breach = OneLine(_("breach, in short"), max_length=200)
    breach_from = Day(_("breach from"))
    breach_until = Day(_("last day of the breach"))
    again_on = Day(_("day of a new breach"), null=True, blank=True)
    opened_on = Day(_("procedure begun on"))

    body = models.CharField(_("decided by"), max_length=9, choices=DecidingBody, blank=True, editable=False)
    penalty = models.CharField(_("form of discipline"), max_length=11, choices=Penalty, blank=True, editable=False)
    voted_on = _day(_("day of the vote"))
    signed_on = _day(_("signed on"))
    in_force_on = _day(_("in effect from"))
    decision_no = OneLine(_("decision no."), max_length=40, blank=True, editable=False)
    paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="discipline_case"
    )
    despite_limit = OneLine(_("why after the limitation"), max_length=200, blank=True, editable=False)
    announced_on = _day(_("announced on"))
    received_on = _day(_("received on"))
    ends_on = _day(_("effect ends on"))
    complained_on = _day(_("complained on"))
    settled_on = _day(_("settled on"))
    settlement = models.CharField(_("how it was settled"), max_length=7, choices=Settlement, blank=True, editable=False)
    settled_by = models.CharField(_("settled by"), max_length=9, choices=DecidingBody, blank=True, editable=False)
    settled_penalty = models.CharField(
        _("form after the complaint"), max_length=11, choices=Penalty, blank=True, editable=False
    )
    settled_no = OneLine(_("decision on the complaint"), max_length=40, blank=True, editable=False)
    settled_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="discipline_complaint"
    )
    closed = models.CharField(_("closed without a measure"), max_length=7, choices=CLOSED, blank=True, editable=False)
    closed_because = models.CharField(
        _("why there is no measure"), max_length=5, choices=ClosedBecause, blank=True, editable=False
    )
    closed_on = _day(_("day of closing"))
    discipline = models.OneToOneField(
        Discipline, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="case"
    )
    cell_discipline = models.OneToOneField(
        CellDiscipline, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="case"
    )

    commune_path = "commune"
    objects = DisciplineCaseQuerySet.as_manager()
    looks_leave_a_trail = True
    trail_only_for = Do.SEE_SENSITIVE

    class Meta:
        verbose_name = _("procedure of discipline")
        verbose_name_plural = _("procedures of discipline")
        ordering = ("-year", "-number")
        constraints = [
            OneCommune(
                name="discipline_case_in_one_commune",
                ways=[
                    *("commune", "member__commune", "cell__commune", "paper__commune", "settled_paper__commune"),
                    *("discipline__member__commune", "cell_discipline__cell__commune"),
                ],
            ),
            stays_in_its_commune("discipline_case_stays_in_its_commune"),
            models.CheckConstraint(
                name="discipline_case_of_a_member_or_a_cell",
                condition=Q(member__isnull=True, cell__isnull=False) | Q(member__isnull=False, cell__isnull=True),
                violation_error_message=_("Choose a member or a cell, one of them."),
            ),
            models.UniqueConstraint(name="discipline_case_number_once", fields=["commune", "year", "number"]),
            models.UniqueConstraint(
                name="breach_of_a_member_taken_up_once",
                fields=["member", "field", "breach_from"],
                condition=Q(struck=False, member__isnull=False),
                violation_error_message=_("A procedure on this breach is recorded already: a breach is decided once."),
            ),
            models.UniqueConstraint(
                name="breach_of_a_cell_taken_up_once",
                fields=["cell", "field", "breach_from"],
                condition=Q(struck=False, cell__isnull=False),
                violation_error_message=_("A procedure on this breach is recorded already: a breach is decided once."),
            ),
            _in_order("breach_in_order", "breach_from", "breach_until", _("It cannot end before it began.")),
            _in_order(
                "breach_again_after",
                "breach_until",
                "again_on",
                _("A new breach comes after the one that is examined."),
            ),
            _in_order(
                "discipline_after_breach", "breach_until", "opened_on", _("It cannot be taken up before the breach.")
            ),
            _in_order(
                "discipline_after_new_breach", "again_on", "opened_on", _("It cannot be taken up before the breach.")
            ),
            _in_order(
                "discipline_voted_after", "opened_on", "voted_on", _("It cannot be voted on before it was taken up.")
            ),
            _in_order(
                "discipline_signed_after", "opened_on", "signed_on", _("It cannot be decided before it was taken up.")
            ),
            _in_order(
                "discipline_signed_after_vote", "voted_on", "signed_on", _("It cannot be signed before the vote.")
            ),
            _in_order(
                "discipline_announced_after",
                "in_force_on",
                "announced_on",
                _("It cannot be announced before it is in effect."),
            ),
            _in_order(
                "discipline_received_after_signing",
                "signed_on",
                "received_on",
                _("It cannot be received before it was signed."),
            ),
            _in_order(
                "discipline_received_after",
                "announced_on",
                "received_on",
                _("It cannot be received before it was announced."),
            ),
            _in_order(
                "discipline_complained_after",
                "received_on",
                "complained_on",
                _("A complaint comes after the receipt of the decision."),
            ),
            _in_order(
                "discipline_settled_after",
                "complained_on",
                "settled_on",
                _("It cannot be settled before the complaint."),
            ),
            _in_order(
                "discipline_ends_after", "announced_on", "ends_on", _("The effect cannot end before the announcement.")
            ),
            models.CheckConstraint(
                name="discipline_decided_whole",
                condition=Q(penalty="", body="", signed_on__isnull=True, in_force_on__isnull=True)
                | (~Q(penalty__in=("", Penalty.NONE)) & ~Q(body="") & Q(signed_on__isnull=False, closed="")),
                violation_error_message=_("A decision has a body, a form and a day; what is closed has none."),
            ),
            models.CheckConstraint(
                name="discipline_told_in_turn",
                condition=(Q(announced_on__isnull=True) | Q(signed_on__isnull=False))
                & (Q(received_on__isnull=True) | Q(announced_on__isnull=False))
                & (Q(complained_on__isnull=True) | Q(received_on__isnull=False))
                & (Q(settled_on__isnull=True) | Q(complained_on__isnull=False)),
                violation_error_message=_(
                    "Signing, announcement, receipt, complaint and its settling follow each other."
                ),
            ),
            models.CheckConstraint(
                name="discipline_changed_to_another_form",
                condition=Q(settlement=Settlement.CHANGED)
                & ~Q(settled_penalty__in=("", Penalty.NONE))
                & ~Q(settled_penalty=F("penalty"))
                | ~Q(settlement=Settlement.CHANGED) & Q(settled_penalty=""),
                violation_error_message=_("A changed form is another one than that which was decided."),
            ),
            models.CheckConstraint(
                name="discipline_settled_by_a_body",
                condition=Q(settled_on__isnull=True, settlement="", settled_by="", settled_no="")
                | (Q(settled_on__isnull=False) & ~Q(settlement="") & ~Q(settled_by="") & ~Q(settled_no="")),
                violation_error_message=_("A complaint is settled by a body, on a day, by a decision with a number."),
            ),
            models.CheckConstraint(
                name="discipline_closed_for_a_reason",
                condition=Q(closed_because="") | Q(closed=DisciplineStage.NONE),
                violation_error_message=_("Only what is closed without a measure says why there is none."),
            ),
        ]
        indexes = [models.Index(name="discipline_cases_signed", fields=["commune", "signed_on"])]

    def __str__(self):
        return self.code

    def clean(self):
        refuse_foreign(self, "member", "cell")

    def get_absolute_url(self):
        return reverse("oversight:discipline-case", args=[self.pk])

    @property
    def code(self):
        """What it is called wherever a name has no place."""
        return f"KL {self.number:02}/{self.year}"

    @property
    def subject(self):
        return self.member or self.cell

    @property
    def stands(self):
        """The Penalty in force: as a complaint changed it, else as it was decided; None before a decision."""
        found = self.settled_penalty or self.penalty
        return Penalty(found) if found else None

    @property
    def over(self):
        """Whom it is about, an Over."""
        if self.cell_id:
            return Over.CELL
        return Over.OWN if self.own_committee else Over.MEMBER


class BallotQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_SENSITIVE
    cell_path = ""


VOTES = {
    Penalty.NONE: "for_none",
    Penalty.REPRIMAND: "for_reprimand",
    Penalty.WARNING: "for_warning",
    Penalty.DISMISSAL: "for_dismissal",
    Penalty.EXPULSION: "for_heaviest",
    Penalty.DISSOLUTION: "for_heaviest",
}


def _votes(label):
    return models.PositiveSmallIntegerField(label, default=0)


class Ballot(StruckForReason, Tracked):
    """A secret ballot of a body on one case. `base`: who has a vote there that day, present or not (domain 6.3);
    `listed`: the forms that it offered, as they were on the day. Ballots not given or not valid are in the base only.
    """

    case = models.ForeignKey(
        DisciplineCase, verbose_name=_("procedure of discipline"), on_delete=models.PROTECT, related_name="ballots"
    )
    kind = models.CharField(_("kind of ballot"), max_length=7, choices=BallotKind)
    body = models.CharField(_("body that votes"), max_length=9, choices=DecidingBody)
    voters = models.ForeignKey(
        Cell, verbose_name=_("cell that votes"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = Day(_("day of the vote"))
    base = models.PositiveSmallIntegerField(
        _("persons with a vote"), validators=[MinValueValidator(1), MaxValueValidator(999)]
    )
    for_none = _votes(Penalty.NONE.label)
    for_reprimand = _votes(Penalty.REPRIMAND.label)
    for_warning = _votes(Penalty.WARNING.label)
    for_dismissal = _votes(Penalty.DISMISSAL.label)
    for_heaviest = _votes(_("expulsion or dissolution"))
    listed = models.JSONField(default=list, editable=False)

    commune_path = "case__commune"
    objects = BallotQuerySet.as_manager()
    trail_only_for = Do.SEE_SENSITIVE

    class Meta:
        verbose_name = _("ballot on a measure")
        verbose_name_plural = _("ballots on measures")
        ordering = ("on", "pk")
        constraints = [
            OneCommune(name="ballot_in_one_commune", ways=["case__commune", "voters__commune"]),
            models.CheckConstraint(
                name="ballot_within_its_base",
                condition=Q(
                    base__gte=F("for_none")
                    + F("for_reprimand")
                    + F("for_warning")
                    + F("for_dismissal")
                    + F("for_heaviest")
                ),
                violation_error_message=_("There are more votes than persons with a vote."),
            ),
            models.CheckConstraint(
                name="ballot_of_a_cell_names_it",
                condition=Q(body=DecidingBody.CELL, voters__isnull=False)
                | (~Q(body=DecidingBody.CELL) & Q(voters__isnull=True)),
                violation_error_message=_("Only the ballot of a cell names the cell."),
            ),
            models.UniqueConstraint(
                name="ballot_of_a_body_once",
                fields=["case", "kind", "body"],
                condition=Q(struck=False),
                violation_error_message=_("This body has voted on it already."),
            ),
        ]

    def __str__(self):
        return f"{self._meta.verbose_name} {self.pk}"

    def clean(self):
        if self.struck and not self.struck_reason:
            raise ValidationError(_("Say why it is struck out."))

    @property
    def votes(self):
        """{Penalty: persons} of the forms that were listed, the lightest first."""
        return {Penalty(one): getattr(self, VOTES[Penalty(one)]) for one in self.listed}
