"""People on their way into the Party: what is known of each, and the steps from which everything else follows."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune, Hamlet, Paper
from common.addresses import address_of
from common.fields import GRADE, Day, OneLine
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckOut, StruckOutQuerySet, StruckStep
from common.text import search_key, sort_key
from development.enums import (
    About,
    Authority,
    CaseState,
    ConsentTo,
    DossierItem,
    EndedBecause,
    HamletPart,
    Lack,
    LeftBecause,
    Living,
    PassState,
    Reason,
    StepKind,
    UnionResolution,
    Waivable,
)
from development.models.checklist import ChecklistItem
from development.models.movement import Participation
from development.models.organisation import Unit
from members.enums import Sex
from members.models import Attendee, Event, Member


class CandidateQuerySet(ScopedQuerySet):
    """Open to those who see the cell that handles the case now: one handed over is no longer open where it was."""

    see = Do.SEE_CANDIDATES

    def open(self):
        """Cases of people who are not members yet and have not gone; a ceremony struck out was none."""
        held = Step.objects.kept().filter(candidate=OuterRef("pk"), event__struck=False, kind=StepKind.CEREMONY)
        proposed = Step.objects.kept().filter(candidate=OuterRef("pk"), kind=StepKind.PROPOSE)
        return self.filter(Exists(proposed), ~Exists(held), ended=False)

    def of_cells(self, cells, day):
        """After the ceremony the case is open where the member is."""
        there = Member.objects.filter(Member.objects.all().of_cells(cells, day))
        return Q(cell__in=cells, member=None) | Q(member__in=there)


class Candidate(Tracked):
    """A case: one person's way into the Party, from the proposal to the recognition or the end. After an end somebody
    may be proposed again: a new case that follows the `earlier` one.

    How far it has come is never typed: `development.queries.cases` plays the steps. `cell` is the one that handles the
    case now, `member` whom the ceremony made of the person, `former` the member that somebody was before. Where neither
    a unit nor another body is named, the cell itself proposed. The recognition is told by the member's life; only its
    decision, where it is drawn here, belongs to the case. Long after an end without admission the person is forgotten
    (`development.services.forget_case`), on the day `forgotten_on`.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="candidates")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="candidates")
    full_name = OneLine(_("full name"), max_length=100)
    search_key = models.CharField(max_length=110, editable=False, db_index=True)
    sort_key = models.CharField(max_length=400, editable=False)
    sex = models.CharField(_("sex"), max_length=6, choices=Sex)
    proposed_unit = models.ForeignKey(
        Unit,
        verbose_name=_("proposed by the unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposed",
    )
    proposed_by = OneLine(_("proposed by another body"), max_length=120, blank=True)
    earlier = models.ForeignKey(
        "self", verbose_name=_("earlier case"), null=True, blank=True, on_delete=models.PROTECT, related_name="later"
    )
    former = models.ForeignKey(
        Member,
        verbose_name=_("was a member before"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases_since",
    )
    member = models.ForeignKey(
        Member,
        verbose_name=_("became the member"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="cases",
    )
    ended = models.BooleanField(pgettext_lazy("case", "ended"), default=False, editable=False)
    forgotten_on = Day(_("name removed on"), null=True, blank=True, editable=False)
    recognition_paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="recognises"
    )
    began_in = models.ForeignKey(  # where that commune has merged since: steps keep the rules of their day
        Commune, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    commune_path = "commune"
    trail_names = False  # an administrator reads the trail and no candidate
    objects = CandidateQuerySet.as_manager()
    looks_leave_a_trail = True

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ("sort_key", "pk")
        constraints = [
            OneCommune(
                name="candidate_in_one_commune",
                ways=[
                    *("commune", "cell__commune", "earlier__commune", "former__commune", "member__commune"),
                    *("proposed_unit__organisation__commune", "recognition_paper__commune", "began_in"),
                ],
            ),
            models.CheckConstraint(
                name="candidate_proposed_by_one",
                condition=Q(proposed_unit__isnull=True) | Q(proposed_by=""),
                violation_error_message=_("Choose the unit that proposes or write another body, one of them."),
            ),
            models.CheckConstraint(
                name="only_who_was_not_admitted_is_forgotten",
                condition=Q(forgotten_on=None) | Q(ended=True, member=None),
                violation_error_message=_("The name was removed from this case: it does not go on."),
            ),
            stays_in_its_commune("candidate_stays_in_its_commune"),
        ]
        indexes = [models.Index(name="candidates_of_cell", fields=["cell", "ended"])]

    def __str__(self):
        return self.full_name

    def get_absolute_url(self):
        return address_of("development:candidate", self.pk)

    def key_name(self):
        """By what the name is found and sorted."""
        for name, key in (("search_key", search_key), ("sort_key", sort_key)):
            setattr(self, name, key(self.full_name)[: self._meta.get_field(name).max_length])

    def save(self, *args, **kwargs):
        self.key_name()
        super().save(*args, **kwargs)

    def clean(self):
        refuse_foreign(self, "cell", "earlier", "former")


class OfCandidateQuerySet(StruckOutQuerySet, ScopedQuerySet):
    """Records of candidates, open to those who see the case."""

    see = Do.SEE_CANDIDATES

    def of_cells(self, cells, day):
        return Q(candidate__in=Candidate.objects.filter(Candidate.objects.all().of_cells(cells, day)))


class Profile(StruckOut, Tracked):
    """What is known of a candidate from the day `since`; the next one holds from its own day. What the conditions of
    admission ask, and no more: no religion, family, health or foreign ties."""

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="profiles"
    )
    since = Day(_("known from"))
    born = Day(_("born"), null=True, blank=True)
    hamlet = models.ForeignKey(
        Hamlet, verbose_name=_("lives in hamlet"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    area = models.CharField(
        _("area"), max_length=8, choices=Living, blank=True, help_text=_("Empty: as the hamlet is marked.")
    )
    grade = OneLine(
        _("grade completed"),
        max_length=5,
        blank=True,
        validators=[GRADE],
        help_text=_("As 8/10, 9/12 or 12/12."),
    )
    diploma = models.BooleanField(_("has the lower-secondary diploma or a higher one"), null=True, blank=True)
    part = models.CharField(_("part in the hamlet"), max_length=11, choices=HamletPart, blank=True)
    reads = models.BooleanField(_("reads and writes quốc ngữ"), default=False)
    youth_union = models.BooleanField(
        _("there is an organisation of the Youth Union where the person works or lives"), default=True
    )
    youth_cadre = models.BooleanField(_("cadre of the Youth Union"), default=False)
    trade_union = models.BooleanField(_("belongs to a trade union there"), default=False)
    special_case = models.BooleanField(
        _("special case"), default=False, help_text=_("Further papers or consent are needed; not said which.")
    )
    special_papers = models.BooleanField(_("the further papers are attached"), default=False)
    left_on = Day(_("left the Party on"), null=True, blank=True)
    left_because = models.CharField(_("left because"), max_length=13, choices=LeftBecause, blank=True)
    hardship = models.BooleanField(_("had asked because of special family hardship"), default=False)
    cleared_on = Day(_("sentence spent on"), null=True, blank=True)
    readmitted_before = models.BooleanField(_("was admitted again before"), default=False)

    commune_path = "candidate__commune"
    about_itself = ("id", "candidate", "since", "struck")
    objects = OfCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = _("facts of a candidate")
        verbose_name_plural = _("facts of candidates")
        ordering = ("since", "pk")
        constraints = [
            OneCommune(name="profile_in_one_commune", ways=["candidate__commune", "hamlet__commune"]),
            models.UniqueConstraint(
                name="profile_once_a_day",
                fields=["candidate", "since"],
                condition=Q(struck=False),
                violation_error_message=_("Something is known from this day already: change that."),
            ),
        ]

    def __str__(self):
        return f"{self.candidate_id}: {self.since:%d/%m/%Y}"

    @classmethod
    def facts(cls):
        """Names of the fields that tell of the person."""
        return [field.name for field in cls._meta.concrete_fields if field.name not in cls.about_itself]

    @property
    def lives_in(self):
        """The Living of the candidate or, where nothing is said, of the hamlet; empty where neither tells."""
        if self.area:
            return self.area
        marked = self.hamlet and (self.hamlet.highland or self.hamlet.specially_difficult)
        return Living.HIGHLAND if marked else ""


class Step(StruckStep, Tracked):
    """Something done on the way, by a paper. Which fields tell of which kind, `services.candidates` says. A
    mistake is struck out; the ceremony and what follows in a member's life are put right there.

    A `paper` drawn here bears its number in the register; `paper_no` and `paper_on` tell of one issued elsewhere, whose
    day is that of the step where none is told.
    """

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="steps"
    )
    kind = models.CharField(pgettext_lazy("event", "what"), max_length=14, choices=StepKind)
    paper_no = OneLine(_("number of the paper"), max_length=40, blank=True)
    paper_on = Day(_("date of the paper"), null=True, blank=True)
    paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="step"
    )
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="candidate_steps")
    reorganised = models.BooleanField(_("the cell was merged, split or closed"), default=False, editable=False)
    helper = models.ForeignKey(
        Member,
        verbose_name=_("helper"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="helped_candidates",
    )
    about = models.CharField(pgettext_lazy("vote", "about"), max_length=11, choices=About, blank=True)
    consent_to = models.CharField(_("consent to"), max_length=12, choices=ConsentTo, blank=True)
    certificate_on = Day(_("certificate of"), null=True, blank=True)
    attendee = models.ForeignKey(
        Attendee,
        verbose_name=_("attendee"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="steps",
    )
    union_resolution = models.CharField(_("resolution of"), max_length=5, choices=UnionResolution, blank=True)
    opinions = models.BooleanField(_("the opinions are summed up"), default=True)
    base = models.PositiveSmallIntegerField(_("members with a vote"), default=0)
    present = models.PositiveSmallIntegerField(_("of these present"), default=0)
    members = models.PositiveSmallIntegerField(_("members who decide"), default=0)
    in_favour = models.PositiveSmallIntegerField(_("votes in favour"), default=0)
    body = models.CharField(_("which body"), max_length=18, choices=Authority, blank=True)
    received_on = Day(_("decision received on"), null=True, blank=True)
    late_consent_on = Day(_("consent to a late ceremony of"), null=True, blank=True)
    months = models.PositiveSmallIntegerField(_("by months"), default=0, validators=[MaxValueValidator(60)])
    to_state = models.CharField(_("back to"), max_length=15, choices=CaseState, blank=True)
    because = models.CharField(_("reason"), max_length=11, choices=[*Reason.choices, *EndedBecause.choices], blank=True)
    note = OneLine(_("in words"), max_length=300, blank=True)
    source = models.ForeignKey(
        Participation,
        verbose_name=_("came from the movement or model"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="listed",
    )
    override = OneLine(_("let pass although a rule refuses, because"), max_length=300, blank=True)
    event = models.OneToOneField(
        Event, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="step"
    )

    lets = None  # of one with an `override`: the rules that are let pass, None for whatever rule
    commune_path = "candidate__commune"
    objects = OfCandidateQuerySet.as_manager()

    class Meta(StruckStep.Meta):
        verbose_name = _("step of a candidate")
        verbose_name_plural = _("steps of candidates")
        constraints = [
            OneCommune(
                name="step_in_one_commune",
                ways=[
                    *("candidate__commune", "cell__commune", "helper__commune", "event__member__commune"),
                    *("attendee__course__commune", "paper__commune", "source__movement__commune"),
                ],
            ),
            models.UniqueConstraint(
                name="attendee_is_one_candidate",
                fields=["attendee"],
                condition=Q(struck=False),
                violation_error_message=_("This attendee is another candidate already."),
            ),
            models.CheckConstraint(
                name="step_paper_is_not_older_than_the_step",
                condition=Q(paper_on=None) | Q(paper_on__gte=F("on")),
                violation_error_message=_("The paper cannot be older than the step."),
            ),
        ]

    def get_absolute_url(self):
        return reverse("development:candidate", args=[self.candidate_id])

    @property
    def can_be_struck(self):
        """A case begins with its proposal; what the life tells is corrected there."""
        return not (self.struck or self.event_id or self.kind == StepKind.PROPOSE)


class PassQuerySet(ScopedQuerySet):
    """Open to who may let pass, by the number of the case; who sees the case finds them there."""

    see = Do.LET_PASS
    cell_path = ""

    def waiting(self):
        return self.filter(granted=None)


class Pass(Tracked):
    """The office asks that a step of a case is let pass although `rules` refuse it; an administrator, who does not see
    the case, grants or refuses it with a reason. `used` is the step that was recorded by it, of a day up to
    `valid_until`."""

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="passes"
    )
    kind = models.CharField(_("step"), max_length=14, choices=StepKind)
    rules = models.CharField(_("rules that refuse it"), max_length=300)  # Waivable and Lack, with commas between
    reason = OneLine(_("asked because"), max_length=300)
    asked_on = Day(_("asked on"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    granted = models.BooleanField(_("let pass"), null=True, editable=False)
    because = OneLine(_("decided because"), max_length=300, blank=True)
    valid_until = Day(_("for a step up to the day"), null=True, blank=True)
    decided_on = Day(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    used = models.ForeignKey(
        Step, verbose_name=_("step"), null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    commune_path = "candidate__commune"
    objects = PassQuerySet.as_manager()

    class Meta:
        verbose_name = _("step to be let pass")
        verbose_name_plural = _("steps to be let pass")
        ordering = ("-asked_on", "-pk")
        constraints = [
            OneCommune(name="pass_in_one_commune", ways=["candidate__commune", "used__candidate__commune"]),
            models.UniqueConstraint(
                name="asked_once_to_pass",
                fields=["candidate", "kind", "rules"],
                condition=Q(granted=None),
                violation_error_message=_("This is asked already and waits for the administrator."),
            ),
            models.CheckConstraint(
                name="pass_decided_with_its_reason",
                condition=Q(granted=None, decided_on=None)
                | (Q(granted__isnull=False, decided_on__isnull=False) & ~Q(because="")),
                violation_error_message=_("Say why."),
            ),
            models.CheckConstraint(
                name="pass_granted_for_some_time",
                condition=Q(valid_until__isnull=False) | Q(granted=None) | Q(granted=False),
                violation_error_message=_("Say up to which day."),
            ),
        ]

    def __str__(self):
        return _("case %(number)s") % {"number": self.candidate_id}

    def get_absolute_url(self):
        return reverse("development:decide-pass", args=[self.pk])

    @property
    def refused_by(self):
        """{Waivable or Lack}."""
        return {Lack(one) if one in Lack else Waivable(one) for one in self.rules.split(",")}

    @property
    def words(self):
        """The rules in words."""
        return ", ".join(sorted(str(one.label) for one in self.refused_by))

    @property
    def state(self):
        if self.granted is None:
            return PassState.WAITING
        if self.used_id:
            return PassState.USED
        return PassState.GRANTED if self.granted else PassState.REFUSED


class Introduction(Tracked):
    """A member who introduces a candidate in a file, and since when both have worked or lived together."""

    step = models.ForeignKey(
        Step, verbose_name=_("papers of the file"), on_delete=models.PROTECT, related_name="introductions"
    )
    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="introductions")
    together_since = Day(_("together since"), null=True, blank=True)

    commune_path = "step__candidate__commune"

    class Meta:
        verbose_name = _("introduction of a candidate")
        verbose_name_plural = _("introductions of candidates")
        ordering = ("pk",)
        constraints = [
            OneCommune(name="introduction_in_one_commune", ways=["step__candidate__commune", "member__commune"]),
            models.UniqueConstraint(
                name="introduced_once",
                fields=["step", "member"],
                violation_error_message=_("This member introduces the candidate already."),
            ),
        ]

    def __str__(self):
        return f"{self.step_id}: {self.member_id}"


class Item(ChecklistItem):
    """An item of a candidate's dossier."""

    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="items"
    )
    kind = models.CharField(_("item"), max_length=22, choices=DossierItem)

    commune_path = "candidate__commune"
    objects = OfCandidateQuerySet.as_manager()

    class Meta(ChecklistItem.Meta):
        verbose_name = _("item of a dossier")
        verbose_name_plural = _("items of dossiers")
        constraints = [
            *ChecklistItem.Meta.constraints,
            models.UniqueConstraint(name="item_once", fields=["candidate", "kind"]),
        ]

    @property
    def part(self):
        return DossierItem(self.kind).part


class ListReviewQuerySet(ScopedQuerySet):
    see = Do.SEE_CANDIDATES


class ListReview(Tracked):
    """A cell went through its list of sympathisers, as it does every month."""

    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="list_reviews")
    on = Day(_("day"))

    commune_path = "cell__commune"
    objects = ListReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review of the list of sympathisers")
        verbose_name_plural = _("reviews of the list of sympathisers")
        ordering = ("-on", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="list_reviewed_once_a_day",
                fields=["cell", "on"],
                violation_error_message=_("The list was reviewed on this day already."),
            )
        ]

    def __str__(self):
        return f"{self.cell_id}: {self.on:%d/%m/%Y}"
