"""Reports of the Committee on a period: begun, written, numbered, taken as Word."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.enums import PaperKind
from cells.models import Commune
from cells.outgoing import send_paper
from cells.queries import as_issued, changed_since, current_number, current_numbers, kinds_begun, mark_of
from common.forms import form_page, give_number, pressed, taken
from reports import services
from reports.forms import BeginReportForm, WordsForm
from reports.models import CommitteeReport
from reports.models.outline import sections
from reports.papers import committee_paper
from reports.tables.papers import parts_shown
from reports.tables.periods import committee_reports_listed


@require_safe
def committee_reports(request):
    """The reports of the Committee that were begun, the latest period first."""
    if not scope(request.user, Do.SEE_REPORTS).communes:
        raise PermissionDenied
    told = CommitteeReport.objects.told_to(request.user).read_by(request.user)
    found = list(told.kept().select_related("commune"))
    numbers = current_numbers([report.paper_id for report in found])
    table = committee_reports_listed(found, numbers, request.user)
    context = {"table": table, "may_keep": may(request.user, Do.KEEP_PERIODS)}
    return render(request, "reports/committee_reports.html", context)


def committee_report_begin(request):
    require(request.user, Do.KEEP_PERIODS)
    commune, today = Commune.objects.get(pk=commune_id(request.user)), timezone.localdate()
    form = BeginReportForm(request.POST or None, today=today)
    if report := taken(request, form, services.begin_report, commune=commune, today=today):
        return redirect("reports:write-committee-report", report.pk)
    heading = _("Begin a report of the Committee")
    return form_page(request, form, heading, "reports:committee-reports", button=_("Begin"))


def _report(request, do, pk):
    reports = CommitteeReport.objects.told_to(request.user)
    return get_for(request.user, do, reports, related=("commune",), pk=pk)


@require_safe
def committee_report(request, pk):
    """What the report says, as issued or as it would be today; its number, and what changed since."""
    report, today = _report(request, Do.SEE_REPORTS, pk), timezone.localdate()
    number = current_number(report.paper_id)
    now = committee_paper(report, today=today, number=number)
    may_keep = scope(request.user, Do.KEEP_PERIODS).has(commune=report.commune_id, cell=None) and not report.struck
    context = {
        "report": report,
        "parts": parts_shown(as_issued(number) or now),
        "number": number,
        "changed": changed_since(number, now) if number else [],
        "begins": PaperKind.REPORT not in kinds_begun(cell=None, commune=report.commune_id, day=today),
        "may_keep": may_keep,
        "paper_shown": mark_of(now),
        "over": report.until <= today,
        "today": today,
    }
    return render(request, "reports/committee_report.html", context)


def committee_report_write(request, pk):
    report = _report(request, Do.KEEP_PERIODS, pk)
    parts = [(section.title, section.title) for section in sections(report.outline) if section.has_words]
    form = WordsForm(request.POST or None, parts=parts, words=report.words)

    def typed():
        return {"words": form.typed}

    if taken(request, form, services.write_committee_report, typed=typed, report=report):
        messages.success(request, _("Saved."))
        return redirect(report)
    heading = _("Write: %(report)s") % {"report": report}
    return form_page(request, form, heading, "reports:committee-reports", report)


def committee_report_paper(request, pk):
    """The Word file, as issued where it is numbered; a POST gives it a number first."""
    if request.method == "POST":
        report = _report(request, Do.KEEP_PERIODS, pk)
        number, label = current_number(report.paper_id), capfirst(report.get_about_display())

        def give(**facts):
            return services.number_committee_report(report=report, **facts)

        return give_number(request, give, number, label, report, ("reports:committee-reports", report))
    report = _report(request, Do.SEE_REPORTS, pk)
    number = current_number(report.paper_id)
    paper = as_issued(number) or committee_paper(report, today=timezone.localdate())
    title = f"{paper.title} {paper.number if number else ''} {paper.subject}"
    return send_paper(request, paper, title=title, period=report.period.code)


@require_POST
def committee_report_strike(request, pk):
    report = _report(request, Do.KEEP_PERIODS, pk)
    if pressed(request, services.strike_committee_report, report=report):
        messages.success(request, _("Struck out."))
        return redirect("reports:committee-reports")
    return redirect(report)
