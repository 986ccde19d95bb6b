"""Inspection and supervision: the document of a year, cases, whom they are about, who carries them out, their steps and
papers, what is to be mended (domain 20)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, SensitiveQuerySet, refuse_foreign
from cells.models import Cell, Commune, Paper
from common.addresses import address_of
from common.fields import Day, OneLine, Text
from common.periods import FIRST_YEAR
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOut, StruckOutQuerySet
from development.enums import ItemState
from members.models import Member
from oversight.enums import SENSITIVE, Body, CaseKind, CaseResult, CaseStepKind, Content

YEARS = [MinValueValidator(FIRST_YEAR), MaxValueValidator(2100)]


class ProgrammeOfInspectionQuerySet(ScopedQuerySet):
    see = Do.SEE_INSPECTIONS


class InspectionProgramme(Tracked):
    """The document of a year of one body: the programme of the Committee, that of its inspection board, the plan of a
    cell. Cases stand under it, planned or added during the year."""

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="inspection_programmes"
    )
    body = models.CharField(_("body"), max_length=9, choices=Body)
    cell = models.ForeignKey(
        Cell,
        verbose_name=_("cell"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="inspection_programmes",
        help_text=_("Only of the plan of a cell."),
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=YEARS)
    document_no = OneLine(_("number of the document"), max_length=40, blank=True)
    document_on = Day(_("date of the document"), null=True, blank=True)

    commune_path = "commune"
    objects = ProgrammeOfInspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("programme of inspection and supervision")
        verbose_name_plural = _("programmes of inspection and supervision")
        ordering = ("-year", "body", "cell_id", "pk")
        constraints = [
            stays_in_its_commune("inspection_programme_stays_in_its_commune"),
            OneCommune(name="inspection_programme_in_one_commune", ways=["commune", "cell__commune"]),
            models.CheckConstraint(
                name="inspection_programme_of_one_body",
                condition=Q(body=Body.CELL, cell__isnull=False) | (~Q(body=Body.CELL) & Q(cell__isnull=True)),
                violation_error_message=_("Choose the cell for the plan of a cell, and for no other body."),
            ),
            models.UniqueConstraint(
                name="one_inspection_programme_a_year",
                fields=["commune", "body", "year"],
                condition=Q(cell__isnull=True),
                violation_error_message=_("The document of this body for the year is there already."),
            ),
            models.UniqueConstraint(
                name="one_inspection_plan_of_a_cell_a_year",
                fields=["cell", "year"],
                violation_error_message=_("The document of this body for the year is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.cell or self.get_body_display()} {self.year}"

    def clean(self):
        refuse_foreign(self, "cell")


class InspectionCaseQuerySet(StruckOutQuerySet, SensitiveQuerySet):
    see = Do.SEE_INSPECTIONS

    def of_cells(self, cells, day):
        """Those that one of the cells carries out, and those about one of them or about somebody who belongs there."""
        people = Member.objects.filter(Member.objects.all().belonging(cells)).values("pk")
        about = InspectionSubject.objects.kept().filter(Q(cell__in=cells) | Q(member__in=people), case=OuterRef("pk"))
        return Q(programme__cell__in=cells) | Exists(about)

    def unconcluded(self):
        concluded = InspectionStep.objects.kept().filter(case=OuterRef("pk"), kind=CaseStepKind.CONCLUDE)
        return self.kept().filter(~Exists(concluded))


class InspectionCase(StruckForReason, Tracked):
    """A case of inspection or supervision. It is called by its `code`, wherever more than its page tells of it.

    Those of a sensitive kind exist only for who has a right to sensitive cases. `since` to `last_day` is the period
    examined; `due_on` the day by which the programme wants it concluded; `received_on` when a denunciation or complaint
    came; `origin` the supervision that was turned into it; `decision` and `notice` its numbered papers.
    """

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="inspection_cases"
    )
    programme = models.ForeignKey(
        InspectionProgramme, verbose_name=_("programme"), on_delete=models.PROTECT, related_name="cases"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=CaseKind)
    serial = models.PositiveSmallIntegerField(editable=False)
    sensitive = models.BooleanField(default=False, editable=False)
    added = models.BooleanField(_("added during the year"), default=False)
    title = OneLine(pgettext_lazy("of an inspection", "what it is about"), max_length=200)
    content = models.CharField(_("content, as statistics count it"), max_length=10, choices=Content)
    since = Day(_("period examined: from"))
    last_day = Day(_("period examined: to"))
    due_on = Day(_("to be concluded by"))
    received_on = Day(_("received on"), null=True, blank=True)
    strengths = Text(_("strengths"), max_length=8000)
    faults = Text(_("shortcomings"), max_length=8000)
    origin = models.OneToOneField(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="turned_into"
    )
    decision = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="inspection_decision"
    )
    notice = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="inspection_notice"
    )

    commune_path = "commune"
    sensitive_path = "sensitive"
    objects = InspectionCaseQuerySet.as_manager()
    looks_leave_a_trail = True

    class Meta:
        verbose_name = _("case of inspection or supervision")
        verbose_name_plural = _("cases of inspection and supervision")
        ordering = ("due_on", "pk")
        constraints = [
            OneCommune(
                name="inspection_case_in_one_commune",
                ways=["commune", "programme__commune", "origin__commune", "decision__commune", "notice__commune"],
            ),
            models.UniqueConstraint(name="inspection_case_code_once", fields=["programme", "kind", "serial"]),
            models.CheckConstraint(
                name="inspection_case_is_sensitive_by_its_kind",
                condition=Q(kind__in=SENSITIVE, sensitive=True) | (~Q(kind__in=SENSITIVE) & Q(sensitive=False)),
            ),
            models.CheckConstraint(
                name="inspection_case_period_in_order",
                condition=Q(since__lte=F("last_day")),
                violation_error_message=_("The period examined ends before it begins."),
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def code(self):
        """As DH-01/2026-UBKT: kind, number within it, year, body. It tells of nobody."""
        programme = self.programme
        body = programme.cell or Body(programme.body).code
        return f"{CaseKind(self.kind).code}-{self.serial:02}/{programme.year}-{body}"

    @property
    def body(self):
        return Body(self.programme.body)

    @property
    def cell(self):
        """The cell that carries it out, or None."""
        return self.programme.cell

    @property
    def trail_only_for(self):
        return Do.SEE_SENSITIVE if self.sensitive else ""

    def get_absolute_url(self):
        return address_of("oversight:inspection", self.pk)


class OfCaseQuerySet(SensitiveQuerySet):
    see = Do.SEE_INSPECTIONS

    def of_cells(self, cells, day):
        return Q(case__in=InspectionCase.objects.filter(InspectionCase.objects.all().of_cells(cells, day)))


class OfCaseStruckQuerySet(StruckOutQuerySet, OfCaseQuerySet):
    pass


class OfCase(Tracked):
    """A row that belongs to a case, and is as sensitive as the case."""

    trail_names = False
    commune_path = "case__commune"
    sensitive_path = "case__sensitive"

    class Meta:
        abstract = True

    @property
    def trail_only_for(self):
        return self.case.trail_only_for


class InspectionSubject(StruckOut, OfCase):
    """Whom a case is about: a cell, also one that has ended, or a member, also a former one; with what was found."""

    case = models.ForeignKey(InspectionCase, verbose_name=_("case"), on_delete=models.PROTECT, related_name="subjects")
    cell = models.ForeignKey(
        Cell, verbose_name=_("cell"), null=True, blank=True, on_delete=models.PROTECT, related_name="inspected"
    )
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="inspected"
    )
    result = models.CharField(_("result"), max_length=13, choices=CaseResult, blank=True)

    called = ""
    objects = OfCaseStruckQuerySet.as_manager()

    class Meta:
        verbose_name = _("subject of an inspection")
        verbose_name_plural = _("subjects of inspections")
        ordering = ("pk",)
        constraints = [
            OneCommune(
                name="inspection_subject_in_one_commune", ways=["case__commune", "cell__commune", "member__commune"]
            ),
            models.CheckConstraint(
                name="inspection_subject_is_one",
                condition=Q(cell__isnull=False, member__isnull=True) | Q(cell__isnull=True, member__isnull=False),
                violation_error_message=_("Choose a cell, or type the name of a member: one of them."),
            ),
            models.UniqueConstraint(
                name="inspection_subject_once",
                fields=["case", "cell"],
                condition=Q(struck=False),
                violation_error_message=_("This subject is in the case already."),
            ),
            models.UniqueConstraint(
                name="inspection_subject_once_as_member",
                fields=["case", "member"],
                condition=Q(struck=False),
                violation_error_message=_("This subject is in the case already."),
            ),
        ]

    def __str__(self):
        return str(self.called or self.cell or self.member)

    @property
    def trail_only_for(self):
        """That of a sensitive case for a result that is, or was until now, TURNED: the trail tells the old one, too."""
        told = (self.result, self._loaded.get("result"))
        return Do.SEE_SENSITIVE if CaseResult.TURNED in told else super().trail_only_for


class InspectionTeamMember(StruckOut, OfCase):
    """Who carries a case out; the team of a cell may be its secretary alone."""

    case = models.ForeignKey(InspectionCase, verbose_name=_("case"), on_delete=models.PROTECT, related_name="team")
    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="inspection_teams"
    )
    leads = models.BooleanField(_("leads the team"), default=False)

    called = ""
    objects = OfCaseStruckQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of an inspection team")
        verbose_name_plural = _("members of inspection teams")
        ordering = ("-leads", "pk")
        constraints = [
            OneCommune(name="inspection_team_in_one_commune", ways=["case__commune", "member__commune"]),
            models.UniqueConstraint(
                name="inspection_team_member_once",
                fields=["case", "member"],
                condition=Q(struck=False),
                violation_error_message=_("This member is in the team already."),
            ),
            models.UniqueConstraint(
                name="inspection_team_has_one_head",
                fields=["case"],
                condition=Q(struck=False, leads=True),
                violation_error_message=_("The team has a head already."),
            ),
        ]

    def __str__(self):
        return str(self.called or self.member)


class InspectionStep(StruckOut, OfCase):
    """Something that happened in a case. `due_on`: the new last day of one that is extended."""

    case = models.ForeignKey(InspectionCase, verbose_name=_("case"), on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("what"), max_length=8, choices=CaseStepKind)
    on = Day(_("day"))
    text = Text(_("what was done or said"), max_length=4000)
    due_on = Day(_("new due day"), null=True, blank=True)

    objects = OfCaseStruckQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of an inspection")
        verbose_name_plural = _("steps of inspections")
        ordering = ("on", "pk")
        constraints = [
            models.UniqueConstraint(
                name="inspection_step_once",
                fields=["case", "kind"],
                condition=Q(struck=False) & ~Q(kind=CaseStepKind.WORK),
                violation_error_message=_("This step is recorded already."),
            ),
            models.CheckConstraint(
                name="inspection_extended_to_a_day",
                condition=Q(kind="extend", due_on__isnull=False) | (~Q(kind="extend") & Q(due_on__isnull=True)),
                violation_error_message=_("Say the new due day."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"


class InspectionItem(OfCase):
    """A paper of the dossier, as the checklist asked for it when the case was recorded."""

    case = models.ForeignKey(InspectionCase, verbose_name=_("case"), on_delete=models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField(_("No."))
    label = OneLine(_("paper"), max_length=200)
    state = models.CharField(_("state"), max_length=14, choices=ItemState, default=ItemState.MISSING)
    number = OneLine(_("number of the document"), max_length=40, blank=True)
    on = Day(_("date of the paper"), null=True, blank=True)
    reason = OneLine(_("why it is not applicable"), max_length=200, blank=True)

    objects = OfCaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("paper of an inspection")
        verbose_name_plural = _("papers of inspections")
        ordering = ("place", "pk")
        constraints = [
            models.UniqueConstraint(name="inspection_item_once", fields=["case", "place"]),
            models.CheckConstraint(
                name="inspection_item_left_out_with_reason",
                condition=Q(state=ItemState.NOT_APPLICABLE) & ~Q(reason="")
                | ~Q(state=ItemState.NOT_APPLICABLE) & Q(reason=""),
                violation_error_message=_("Say why this paper is not applicable, and only then."),
            ),
        ]

    def __str__(self):
        return self.label


class RemedyQuerySet(StruckOutQuerySet, OfCaseQuerySet):
    def open(self):
        return self.kept().filter(done_on=None, not_done="", case__struck=False)


class InspectionRemedy(StruckOut, OfCase):
    """Something that is to be mended after a case, by whom and by when; closed with its result, or with the reason why
    it was not."""

    case = models.ForeignKey(InspectionCase, verbose_name=_("case"), on_delete=models.PROTECT, related_name="remedies")
    text = OneLine(_("what is to be mended"), max_length=300)
    owner = OneLine(_("who mends it"), max_length=120)
    due_on = Day(_("due"))
    done_on = Day(_("mended on"), null=True, blank=True)
    outcome = OneLine(_("result"), max_length=300, blank=True)
    not_done = OneLine(_("why it was not mended"), max_length=300, blank=True)

    objects = RemedyQuerySet.as_manager()

    class Meta:
        verbose_name = _("shortcoming to be mended")
        verbose_name_plural = _("shortcomings to be mended")
        ordering = ("due_on", "pk")
        constraints = [
            models.CheckConstraint(
                name="inspection_remedy_closed_with_words",
                condition=Q(done_on__isnull=True, outcome="") | Q(done_on__isnull=False, not_done="") & ~Q(outcome=""),
                violation_error_message=_("Write what came of it: the result with its day, or why it was not mended."),
            ),
        ]

    def __str__(self):
        return self.text


class ChecklistQuerySet(ScopedQuerySet):
    see = Do.SEE_INSPECTIONS
    cell_path = ""


class InspectionChecklist(Tracked):
    """Which papers the dossier of a kind of case has, for cases recorded from a day on: one paper a line. What is
    recorded keeps its own; without a row `oversight.rules.dossier` counts."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=CaseKind)
    body = models.CharField(_("body"), max_length=9, choices=Body)
    since = Day(_("for cases recorded from"))
    papers = Text(pgettext_lazy("dossier", "papers, one a line"), max_length=4000, blank=False)

    commune_path = "commune"
    objects = ChecklistQuerySet.as_manager()

    class Meta:
        verbose_name = _("checklist of a dossier")
        verbose_name_plural = _("checklists of dossiers")
        ordering = ("-since", "pk")
        constraints = [
            stays_in_its_commune("inspection_checklist_stays_in_its_commune"),
            models.UniqueConstraint(
                name="inspection_checklist_once_a_day",
                fields=["commune", "kind", "body", "since"],
                violation_error_message=_("A list for this kind begins on this day already."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.get_body_display()}"
