from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, may
from cells.models import Commune, Paper, PaperNumber
from common.fields import Day, Text
from common.promises import OneCommune, stays_in_its_commune
from common.struck import StruckOut, StruckOutQuerySet
from reports.enums import PaperOn
from reports.models.periods import period_between


class CommitteeReportQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.SEE_REPORTS

    def told_to(self, user):
        """Those that `user` may know of: one that bears no number is being written still, and is told to those only who
        see what the Committee is at."""
        if may(user, Do.SEE_FOCUS):
            return self
        return self.filter(paper__in=PaperNumber.objects.current().values("paper"))


class CommitteeReport(StruckOut, Tracked):
    """A report of the Committee on a period while it is written, and once it has its number.

    `outline` is the one in force when it was begun; `words` {title of a section: what the author wrote}. The figures
    are those of the records until the paper is numbered: then all of it is kept with the number.
    """

    trail_hidden = ("words",)

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="+")
    about = models.CharField(_("report on"), max_length=14, choices=PaperOn)
    since = Day(_("from"))
    until = Day(_("first day after it"))
    outline = Text(_("outline"), max_length=4000, editable=False)
    words = models.JSONField(_("words of the author"), default=dict, blank=True, editable=False)
    paper = models.OneToOneField(
        Paper, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="committee_report"
    )

    commune_path = "commune"
    objects = CommitteeReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report of the Committee")
        verbose_name_plural = _("reports of the Committee")
        ordering = ("-until", "-since", "about", "-pk")
        constraints = [
            stays_in_its_commune("committee_report_stays_in_its_commune"),
            OneCommune(name="committee_report_in_one_commune", ways=["commune", "paper__commune"]),
            models.UniqueConstraint(
                name="committee_report_once",
                fields=["commune", "about", "since", "until"],
                condition=Q(struck=False),
                violation_error_message=_("This report is begun already."),
            ),
            models.CheckConstraint(
                name="committee_report_of_a_period",
                condition=Q(since__lt=F("until")),
                violation_error_message=_("The first of the days must come before the last."),
            ),
        ]

    def __str__(self):
        return _t("%(kind)s, %(period)s") % {"kind": self.get_about_display(), "period": self.period}

    @property
    def period(self):
        return period_between(self.since, self.until)

    def get_absolute_url(self):
        return reverse("reports:committee-report", args=[self.pk])
