"""Reporting periods: which there are, who has sent, the report of a cell."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Cell, Commune
from cells.outgoing import send_paper, send_tables, wants_excel, wants_word
from common.crumbs import step
from common.forms import form_page, pressed, taken
from reports import services
from reports.enums import PARTS
from reports.forms import CellReportForm, OpenPeriodForm, ReopenPeriodForm
from reports.models import ReportPeriod
from reports.papers import report_of_cell
from reports.queries.periods import mark_of_closing, mark_of_figures, standing_of, to_be_closed
from reports.rules import in_words
from reports.tables import periods as tables


@require_safe
def periods(request):
    """The periods for which reports are asked: all of the commune, or what the own cells are asked."""
    require(request.user, Do.SEE_REPORTS)
    today, whole = timezone.localdate(), scope(request.user, Do.SEE_REPORTS).communes
    listed = tables.periods_listed if whole else tables.own_periods
    table = listed(user=request.user, today=today)
    context = {
        "table": table,
        "may_keep": may(request.user, Do.KEEP_PERIODS),
        "may_let": may(request.user, Do.ADMINISTER),
        "whole": bool(whole),
    }
    return render(request, "reports/periods.html", context)


def period_open(request):
    """The cells are asked for reports on a period."""
    require(request.user, Do.KEEP_PERIODS)
    commune, today = Commune.objects.get(pk=commune_id(request.user)), timezone.localdate()
    form = OpenPeriodForm(request.POST or None, today=today)
    if found := taken(request, form, services.open_period, commune=commune, today=today):
        messages.success(request, _("The cells are asked for their reports."))
        return redirect(found[0])
    heading = _("Ask the cells for reports")
    return form_page(request, form, heading, "reports:periods", button=_("Open the period"))


@require_safe
def period(request, pk):
    """Who has sent, what was reported, and what the records say beside it."""
    period = get_for(request.user, Do.SEE_REPORTS, ReportPeriod.objects, pk=pk)
    today = timezone.localdate()
    standing = standing_of(period, today)
    closed = standing.closing.figures if standing.closing else to_be_closed(standing)
    units = tables.units_listed(standing, user=request.user)
    figures = tables.figures_reported(period, closed)
    if wants_excel(request):
        return send_tables(request, units, figures)
    context = {
        "period": period,
        "standing": standing,
        "closing": standing.closing,
        "earlier": period.closings.filter(struck=True),
        "units": units,
        "sending": tables.sending_plot(standing),
        "figures": figures,
        "late": today > period.due_on,
        "may_keep": _keeps(request.user, period) and not period.struck,
        "may_close": today >= period.until,
        "shown": mark_of_closing(standing),
        "today": today,
    }
    return render(request, "reports/period.html", context)


def _keeps(user, period):
    return scope(user, Do.KEEP_PERIODS).has(commune=period.commune_id, cell=None)


@require_POST
def period_close(request, pk):
    period = get_for(request.user, Do.KEEP_PERIODS, ReportPeriod.objects, pk=pk)
    about = {"today": timezone.localdate(), "shown": request.POST.get("shown", "")}
    if pressed(request, services.close_report_period, period=period, **about):
        messages.success(request, _("The period is closed."))
    return redirect(period)


def period_reopen(request, pk):
    period = get_for(request.user, Do.KEEP_PERIODS, ReportPeriod.objects, pk=pk)
    form = ReopenPeriodForm(request.POST or None)
    if taken(request, form, services.reopen_report_period, period=period):
        messages.success(request, _("The period is open again."))
        return redirect(period)
    heading = _("Open again: %(period)s") % {"period": period}
    return form_page(request, form, heading, "reports:periods", period)


@require_POST
def period_strike(request, pk):
    period = get_for(request.user, Do.KEEP_PERIODS, ReportPeriod.objects, pk=pk)
    if pressed(request, services.strike_report_period, period=period):
        messages.success(request, _("Struck out."))
        return redirect("reports:periods")
    return redirect(period)


def _asked(request, do, pk, cell):
    """(ReportPeriod, Cell) of the page of a cell's report, the period of a commune that the cell is or was of; else
    404."""
    cell = get_for(request.user, do, Cell.objects, related=("commune",), pk=cell)
    own = Q(commune=cell.commune_id) | Q(commune__past_cells__cell=cell)
    return get_object_or_404(ReportPeriod.objects.kept().filter(own).distinct(), pk=pk), cell


@require_safe
def cell_report(request, pk, cell):
    """The report of a cell on a period: what it sent last, what the records say now, the versions before."""
    period, cell = _asked(request, Do.SEE_REPORTS, pk, cell)
    standing = standing_of(period, timezone.localdate())
    versions = list(period.sent.filter(cell=cell).select_related("sender", "cell__commune", "period"))
    last = versions[0] if versions else None
    if wants_word(request):
        if last is None:
            raise Http404
        return send_paper(request, report_of_cell(last), title=f"{last} {cell.name}")
    sent = _sent(standing, cell)
    teller = next((one.unit.cell for one in standing.sent if cell in one.unit.before), None)
    if not (sent or teller or last):
        raise Http404  # it was not at work then
    context = {
        "period": period,
        "cell": cell,
        "sent": sent,
        "teller": teller,
        "last": last,
        "earlier": versions[1:],
        "table": tables.report_beside_records(last, sent.changed if sent else []) if last else None,
        "words": _said(period, last) if last else [],
        "figures": _figures(sent),
        "shown": sent and mark_of_figures(sent.records),
        "closed": standing.closing,
        "may_send": scope(request.user, Do.SEND_REPORTS).has(commune=cell.commune_id, cell=cell.pk) and sent,
        "today": timezone.localdate(),
    }
    return render(request, "reports/cell_report.html", context)


def _sent(standing, cell):
    """How the report of `cell` stands; None where it does not report for the period."""
    return next((one for one in standing.sent if one.unit.cell == cell), None)


def _figures(sent):
    """[(label, value)] of the figures that a cell is to send."""
    return [(capfirst(one["label"]), in_words(one)) for one in sent.records] if sent else []


def _said(period, report):
    """[(name of a part, what the cell wrote)] of what was written."""
    return [(part.label, report.words[part.value]) for part in PARTS[period.kind] if part.value in report.words]


def cell_report_send(request, pk, cell):
    """The figures are there; the cell adds its words, and sends."""
    period, cell = _asked(request, Do.SEND_REPORTS, pk, cell)
    last = period.sent.filter(cell=cell).first()
    form = CellReportForm(
        request.POST or None, parts=PARTS[period.kind].choices, words=last.words if last else {}, again=bool(last)
    )

    def typed():
        return {"words": form.typed, "reason": form.cleaned_data.get("reason", "")}

    about = {"period": period, "cell": cell, "at": timezone.now(), "shown": request.POST.get("shown", "")}
    if taken(request, form, services.send_report, typed=typed, **about):
        messages.success(request, _("Sent."))
        return redirect("reports:cell-report", period.pk, cell.pk)
    way = step("reports:cell-report", period.pk, cell.pk, label=capfirst(f"{period}: {cell.name}"))
    heading = _("Report of %(cell)s") % {"cell": cell.name}
    sent = _sent(standing_of(period, timezone.localdate()), cell)
    told = {"facts": _figures(sent), "shown": mark_of_figures(sent.records) if sent else ""}
    return form_page(request, form, heading, "reports:periods", way, button=_("Send"), **told)


@require_POST
def cell_report_nothing(request, pk, cell):
    """One tap: the figures as the records say them, and nothing to add."""
    period, cell = _asked(request, Do.SEND_REPORTS, pk, cell)
    about = {"period": period, "cell": cell, "at": timezone.now(), "shown": request.POST.get("shown", "")}
    if pressed(request, services.send_report, **about, nothing=True):
        messages.success(request, _("Sent."))
    return redirect("reports:cell-report", period.pk, cell.pk)
