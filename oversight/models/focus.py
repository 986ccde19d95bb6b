"""What the Committee gives to be done: one idea of a thing to be carried out, wherever it was decided."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked, TrackedQuerySet
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Commune
from common.addresses import address_of
from common.fields import Day, OneLine, Text
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckForReason, StruckOut, StruckOutQuerySet, StruckStep
from oversight.enums import FocusStepKind, Rhythm, TaskScope, TaskSource
from oversight.models.agency import OfUnit, one_unit

FINISHED = (FocusStepKind.ACCEPT, FocusStepKind.DROP)


class FocusTaskQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_FOCUS

    def seen_from(self, where, day):
        """Cells that join in a task read it too; the unit that leads it reports."""
        if where.communes or not where.cells:
            return self.within(where, day)
        joined = JoiningUnit.objects.kept().filter(task=OuterRef("pk"), cell__in=where.cells)
        return self.filter(self.of_cells(where.cells, day) | Q(Exists(joined)))

    def with_course(self):
        """Each with `due_now`, as last put off, `finished`, and `reported`: whether the last report waits."""
        steps = FocusStep.objects.kept().filter(task=OuterRef("pk")).order_by("-on", "-pk")
        turns = (FocusStepKind.REPORT, FocusStepKind.RETURN)
        return self.annotate(
            due_now=Coalesce(Subquery(steps.filter(kind=FocusStepKind.POSTPONE).values("due_on")[:1]), F("due_on")),
            finished=Exists(steps.filter(kind__in=FINISHED)),
            turn=Subquery(steps.filter(kind__in=turns).values("kind")[:1]),
        )

    def unfinished(self):
        return self.kept().with_course().filter(finished=False)


class FocusTask(OfUnit, StruckForReason, Tracked):
    """Nhiệm vụ trọng tâm: what a document of the Committee wants done. One task has one lead unit and one due day,
    which may be missing for a while; a document, its content and a lead unit may not (domain 23.1)."""

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="focus_tasks"
    )
    title = OneLine(_("what is to be done"), max_length=200)
    content = Text(_("what the document says"), max_length=4000, blank=False)
    measures = Text(_("measures"), max_length=4000)
    product = OneLine(_("product"), max_length=200, blank=True, help_text=_("By what one sees that it is done."))
    source = models.CharField(_("kind of document"), max_length=11, choices=TaskSource)
    document_no = OneLine(_("number of the document"), max_length=40)
    document_on = Day(_("date of the document"))
    scope = models.CharField(_("for how long"), max_length=5, choices=TaskScope, default=TaskScope.SHORT)
    person = OneLine(_("who answers for it"), max_length=120, blank=True)
    checker = OneLine(_("who checks"), max_length=120, blank=True)
    given_on = Day(_("given on"))
    due_on = Day(_("due"), null=True, blank=True)
    every = models.CharField(_("reports in between"), max_length=7, choices=Rhythm, blank=True)
    every_day = models.PositiveSmallIntegerField(
        _("each time by the day"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("Day of the month; in a shorter month its last day."),
    )

    commune_path = "commune"
    objects = FocusTaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task of the Committee")
        verbose_name_plural = _("tasks of the Committee")
        ordering = (F("due_on").asc(nulls_last=True), "pk")
        constraints = [
            stays_in_its_commune("focus_task_stays_in_its_commune"),
            OneCommune(name="focus_task_in_one_commune", ways=["commune", "agency__commune", "cell__commune"]),
            one_unit("focus_task_led_by_one"),
            models.CheckConstraint(
                name="focus_task_due_after_given",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=F("given_on")),
                violation_error_message=_("It cannot be due before it is given."),
            ),
            models.CheckConstraint(
                name="focus_task_reports_have_a_day",
                condition=Q(every="", every_day__isnull=True) | (~Q(every="") & Q(every_day__isnull=False)),
                violation_error_message=_("Reports in between need a rhythm and a day of the month, both or neither."),
            ),
        ]
        indexes = [models.Index(name="focus_tasks_given", fields=["commune", "given_on"])]

    def __str__(self):
        return self.title

    @property
    def document(self):
        """The document in words."""
        return _("%(kind)s %(number)s of %(day)s") % {
            "kind": self.get_source_display(),
            "number": self.document_no,
            "day": f"{self.document_on:%d/%m/%Y}",
        }

    def clean(self):
        refuse_foreign(self, "cell")

    def get_absolute_url(self):
        return address_of("oversight:focus-task", self.pk)


class FocusStepQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_FOCUS
    cell_path = "task__cell"


class JoiningUnitQuerySet(StruckOutQuerySet, TrackedQuerySet):
    pass


class JoiningUnit(OfUnit, StruckOut, Tracked):
    """Đơn vị phối hợp: a unit that takes part in a task which another one leads."""

    task = models.ForeignKey(FocusTask, on_delete=models.PROTECT, related_name="joined")

    commune_path = "task__commune"
    objects = JoiningUnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit that joins in a task")
        verbose_name_plural = _("units that join in tasks")
        ordering = ("pk",)
        constraints = [
            OneCommune(name="joining_unit_in_one_commune", ways=["task__commune", "agency__commune", "cell__commune"]),
            one_unit("joining_unit_is_one"),
            models.UniqueConstraint(name="agency_joins_once", fields=["task", "agency"]),
            models.UniqueConstraint(name="cell_joins_once", fields=["task", "cell"]),
        ]

    def __str__(self):
        return str(self.unit)


class FocusStep(StruckStep, Tracked):
    """Something done about a task. `due_on`: the new due day of one that is put off; `answers_on`: the day by which a
    regular report was asked for."""

    task = models.ForeignKey(FocusTask, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("what"), max_length=8, choices=FocusStepKind)
    text = Text(_("what was done or said"), max_length=4000)
    document_no = OneLine(_("number of the document"), max_length=40, blank=True)
    due_on = Day(_("new due day"), null=True, blank=True)
    answers_on = Day(_("report asked for by"), null=True, blank=True)

    commune_path = "task__commune"
    objects = FocusStepQuerySet.as_manager()

    class Meta(StruckStep.Meta):
        verbose_name = _("step on a task of the Committee")
        verbose_name_plural = _("steps on tasks of the Committee")
        constraints = [
            models.UniqueConstraint(
                name="focus_task_finished_once",
                fields=["task"],
                condition=Q(kind__in=("accept", "drop"), struck=False),
                violation_error_message=_("This task is finished already."),
            ),
            models.UniqueConstraint(
                name="focus_task_reported_once_a_time",
                fields=["task", "answers_on"],
                condition=Q(answers_on__isnull=False, struck=False),
                violation_error_message=_("The report for this time is there already."),
            ),
            models.CheckConstraint(
                name="focus_step_put_off_to_a_day",
                condition=Q(kind="postpone", due_on__isnull=False) | (~Q(kind="postpone") & Q(due_on__isnull=True)),
                violation_error_message=_("Say the new due day."),
            ),
            models.CheckConstraint(
                name="focus_step_says_something",
                condition=~Q(text="") | ~Q(document_no=""),
                violation_error_message=_("Write what was done, or the number of the document that says it."),
            ),
        ]


class FocusPeriodQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_FOCUS


class FocusPeriod(StruckOut, Tracked):
    """A period that is closed (chốt kỳ): its `figures`, as `oversight.queries.figures_of_period` gives them, stay as
    they were on that day."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")
    since = Day(_("from"))
    last_day = Day(_("last day"))
    closed_on = Day(_("closed on"))
    figures = models.JSONField(_("figures as they were"), editable=False)

    commune_path = "commune"
    objects = FocusPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("closed period")
        verbose_name_plural = _("closed periods")
        ordering = ("-last_day", "-since", "-pk")
        constraints = [
            stays_in_its_commune("focus_period_stays_in_its_commune"),
            models.UniqueConstraint(
                name="focus_period_closed_once",
                fields=["commune", "since", "last_day"],
                condition=Q(struck=False),
                violation_error_message=_("This period is closed already."),
            ),
            models.CheckConstraint(
                name="focus_period_is_over",
                condition=Q(since__lte=F("last_day"), closed_on__gt=F("last_day")),
                violation_error_message=_("A period is closed after its last day."),
            ),
        ]

    def __str__(self):
        return f"{self.since:%d/%m/%Y}–{self.last_day:%d/%m/%Y}"

    def get_absolute_url(self):
        return reverse("oversight:focus-period", args=[self.pk])
