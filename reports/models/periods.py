"""Periods for which cells are asked to report, what each sent, and the figures that stayed when one was closed."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell, Commune
from common.fields import Day, OneLine
from common.periods import MONTHS_IN, Period
from common.promises import OneCommune, Refused, stays_in_its_commune
from common.struck import StruckOut, StruckOutQuerySet
from reports.enums import ReportKind


def period_between(since, until):
    """The Period from the day `since` to before `until`."""
    months = (until.year - since.year) * 12 + until.month - since.month
    kind = next(kind for kind, count in MONTHS_IN.items() if count == months)
    return Period(kind, since.year, (since.month - 1) // months + 1)


class ReportPeriodQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_REPORTS

    def open(self):
        """Those kept that are not closed."""
        return self.kept().exclude(closings__in=PeriodClosing.objects.kept())


class ReportPeriod(StruckOut, Tracked):
    """A month, quarter, half or year for which the office asks the cells for one kind of report, by the day `due_on`.

    Cells that the records know of are asked, so there is no row of each (`reports.queries.periods.units_of`).
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("report on"), max_length=10, choices=ReportKind)
    since = Day(_("from"))
    until = Day(_("first day after it"))  # the first day after it
    opened_on = Day(_("opened on"))
    due_on = Day(_("to be sent by"))

    commune_path = "commune"
    objects = ReportPeriodQuerySet.as_manager()

    class Meta:
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        ordering = ("-until", "-since", "kind", "-pk")
        constraints = [
            stays_in_its_commune("report_period_stays_in_its_commune"),
            models.UniqueConstraint(
                name="report_period_once",
                fields=["commune", "kind", "since", "until"],
                condition=Q(struck=False),
                violation_error_message=_("This period is opened already."),
            ),
            models.CheckConstraint(
                name="report_period_due_after_it_begins",
                condition=Q(since__lt=F("until"), due_on__gte=F("since")),
                violation_error_message=_("A report cannot be asked for before its period begins."),
            ),
        ]

    def __str__(self):
        words = {"kind": self.get_kind_display(), "period": self.period}
        return _t("%(kind)s, %(period)s") % words

    @property
    def period(self):
        return period_between(self.since, self.until)

    def get_absolute_url(self):
        return reverse("reports:period", args=[self.pk])


class CellReportQuerySet(ScopedQuerySet):
    see = Do.SEE_REPORTS


class CellReport(Tracked):
    """What a cell sent for a period: one version, which never changes.

    `figures` [{key, part, label, about, kind, value}] as `reports.queries.figures` counted them when it was sent, with
    their definitions; `words` {key of a part: what the cell wrote}. `nothing`: the cell had nothing to add.
    """

    trail_hidden = ("figures", "words")

    period = models.ForeignKey(
        ReportPeriod, verbose_name=_("reporting period"), on_delete=models.PROTECT, related_name="sent"
    )
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="reports_sent")
    version = models.PositiveSmallIntegerField(_("version"), validators=[MinValueValidator(1)])
    sent_at = models.DateTimeField(_("sent at"))
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("sent by"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    nothing = models.BooleanField(_("nothing to report"), default=False)
    reason = OneLine(_("why it is sent again"), max_length=200, blank=True)
    figures = models.JSONField(_("figures as they were"), editable=False)
    words = models.JSONField(_("words of the cell"), default=dict, blank=True, editable=False)

    commune_path = "cell__commune"
    objects = CellReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of a cell")
        verbose_name_plural = _("reports of cells")
        ordering = ("-version",)
        constraints = [
            OneCommune(name="cell_report_in_one_commune", ways=["cell__commune", "period__commune"]),
            Refused(
                name="sent_report_stays",
                when="OLD.id = NEW.id",
                violation_error_message=_("A report that was sent stays as it is; send it again with the reason."),
            ),
            models.UniqueConstraint(
                name="cell_report_version_once",
                fields=["period", "cell", "version"],
                violation_error_message=_("Somebody else sent this report meanwhile."),
            ),
            models.CheckConstraint(
                name="cell_report_again_with_reason",
                condition=Q(version=1, reason="") | (Q(version__gt=1) & ~Q(reason="")),
                violation_error_message=_("Say why the report is sent again."),
            ),
        ]

    def __str__(self):
        words = {"period": self.period, "version": self.version}
        return _t("%(period)s, version %(version)s") % words

    def get_absolute_url(self):
        return reverse("reports:cell-report", args=[self.period_id, self.cell_id])


class PeriodClosingQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_REPORTS


class PeriodClosing(StruckOut, Tracked):
    """A period was closed: `figures` are what was reported and what the records of the commune said on that day, as
    `reports.queries.periods.to_be_closed` gives them. One that is struck out was opened again, with the reason."""

    trail_hidden = ("figures",)

    period = models.ForeignKey(
        ReportPeriod, verbose_name=_("reporting period"), on_delete=models.PROTECT, related_name="closings"
    )
    closed_on = Day(_("closed on"))
    figures = models.JSONField(_("figures as they were"), editable=False)
    struck = models.BooleanField(_("opened again"), default=False, editable=False)
    reason = OneLine(_("why it is opened again"), max_length=200, blank=True)

    commune_path = "period__commune"
    objects = PeriodClosingQuerySet.as_manager()

    class Meta:
        verbose_name = _("closing of a period")
        verbose_name_plural = _("closings of periods")
        ordering = ("-closed_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="report_period_closed_once",
                fields=["period"],
                condition=Q(struck=False),
                violation_error_message=_("This period is closed already."),
            ),
            models.CheckConstraint(
                name="report_period_reopened_with_reason",
                condition=Q(struck=False, reason="") | (Q(struck=True) & ~Q(reason="")),
                violation_error_message=_("Say why it is opened again."),
            ),
        ]

    def __str__(self):
        return _t("%(period)s, closed on %(day)s") % {"period": self.period, "day": f"{self.closed_on:%d/%m/%Y}"}

    def get_absolute_url(self):
        return self.period.get_absolute_url()
