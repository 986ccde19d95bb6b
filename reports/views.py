from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Commune
from cells.outgoing import send_paper, send_tables, wants_excel
from common.errors import REFUSALS, show_refusal
from common.forms import PaperNumberForm, YearForm, form_page
from common.periods import parse
from meetings import queries, services
from meetings.enums import PaperKind
from meetings.models import ModelMeeting
from reports import papers
from reports.forms import DayForm, PeriodForm, QualityForm, StructureForm
from reports.needs import needs_of
from reports.tables import growth, people, quality, showcase, structure
from reports.tables.board import year_board
from reports.tables.plots import bar_plot, line_plot


def home(request):
    """What needs me? Each role finds its own."""
    today = timezone.localdate()
    needs = needs_of(request.user, today)
    return render(request, "reports/home.html", {"needs": needs, "today": today})


def index(request):
    require(request.user, Do.SEE_REPORTS)
    return render(request, "reports/index.html", {"may_see_targets": may(request.user, Do.SEE_TARGETS)})


def cell_quality(request):
    require(request.user, Do.SEE_REPORTS)
    today = timezone.localdate()
    form = QualityForm(_with_default(request, "period", f"{today:%Y-%m}"), user=request.user, today=today)
    report = plot = None
    if form.is_valid():
        report = quality.cell_quality(user=request.user, today=today, **form.cleaned_data)
        if wants_excel(request):
            return send_tables(request, report.table)
        if len(report.trend) > 1:  # a single month is a figure of the table, not a line
            labels = [f"{month.number:02}/{month.year}" for month, mean, count in report.trend]
            means = {_("mean points"): [mean for month, mean, count in report.trend]}
            plot = line_plot(_("Mean points of regular meetings"), labels, means, highest=100)
    context = {"form": form, "table": report and report.table, "plot": plot}
    if report and _sees_all_meetings(request.user):
        context |= _sheet_choices(request.user, form.cleaned_data, today)
    return render(request, "reports/cell_quality.html", context)


def month_sheet(request, code):
    """The Word file of the Committee's sheet of a month; a POST gives it a number first."""
    require(request.user, Do.SEE_REPORTS)
    if not _sees_all_meetings(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    month = parse(code)
    if month is None or month.kind != "M" or month.since > today:
        raise Http404
    commune = Commune.objects.get(pk=commune_id(request.user))
    if request.method == "POST":
        return _number_sheet(request, commune, month, today)
    number = queries.sheet_number(commune=commune, month=month)
    paper = papers.sheet_paper(commune=commune, month=month, today=today, number=number)
    title = f"{paper.title} {paper.number if number else ''} {paper.subject}"
    return send_paper(request, paper, title=title, month=month.code)


def _number_sheet(request, commune, month, today):
    if commune.pk not in scope(request.user, Do.RECORD_MEETINGS).communes:
        raise PermissionDenied
    form = PaperNumberForm(request.POST)
    if form.is_valid():
        try:
            services.number_paper(
                commune=commune,
                kind=PaperKind.SHEET,
                month=month.since,
                subject=papers.sheet_subject(month),
                today=today,
                by=request.user,
                **form.cleaned_data,
            )
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            return redirect("reports:month-sheet", month.code)
    heading = _("Number: %(kind)s") % {"kind": PaperKind.SHEET.label}
    return form_page(request, form, heading, "reports:index", "reports:cell-quality")


def _sees_all_meetings(user):
    return commune_id(user) in scope(user, Do.SEE_MEETINGS).communes


def _sheet_choices(user, chosen, today):
    """What the page needs to offer the sheet: it is that of one month and of all cells."""
    period = chosen["period"]
    if period.kind != "M" or chosen["kind"] or chosen["cell"]:
        return {}
    commune = commune_id(user)
    return {
        "month": period,
        "number": queries.sheet_number(commune=commune, month=period),
        "begins": PaperKind.SHEET not in queries.kinds_begun(cell=None, commune=commune, day=today),
        "may_number": commune in scope(user, Do.RECORD_MEETINGS).communes,
        "today": today,
    }


def month_board(request):
    """Cells x months: held, late, missing, and the band."""
    require(request.user, Do.SEE_REPORTS)
    today = timezone.localdate()
    form = YearForm(_with_default(request, "year", str(today.year)), today=today)
    context = {"form": form}
    if form.is_valid():
        context["board"] = year_board(user=request.user, year=form.cleaned_data["year"], today=today)
    return render(request, "reports/board.html", context)


def targets(request):
    require(request.user, Do.SEE_TARGETS)
    table = people.targets_over_years(user=request.user, today=timezone.localdate())
    if wants_excel(request):
        return send_tables(request, table)
    years = [row[0].value for row in table.rows]
    plan, admitted, heads = ([row[i].value for row in table.rows] for i in (1, 2, 5))
    plots = [
        bar_plot(_("Plan and admissions"), years, {_("plan"): plan, _("admitted"): admitted}),
        line_plot(_("Members at the end of the year"), years, {_("members"): heads}),
    ]
    return render(request, "reports/targets.html", {"table": table, "plots": plots if years else []})


def members(request):
    require(request.user, Do.SEE_REPORTS)
    form = DayForm(_with_default(request, "day", f"{timezone.localdate():%d/%m/%Y}"))
    table = None
    if form.is_valid():
        table = people.members_by_cell(user=request.user, day=form.cleaned_data["day"])
        if wants_excel(request):
            return send_tables(request, table)
    return render(request, "reports/members.html", {"form": form, "table": table})


def member_structure(request):
    """What the membership is made of on a day."""
    require(request.user, Do.SEE_REPORTS)
    form = StructureForm(_with_default(request, "day", f"{timezone.localdate():%d/%m/%Y}"), user=request.user)
    cuts, day = [], None
    if form.is_valid():
        day = form.cleaned_data["day"]
        cuts = structure.structure(user=request.user, day=day, cell=form.cleaned_data["cell"])
        if wants_excel(request):
            return send_tables(request, structure.as_one_table(cuts, day))
    context = {"form": form, "cuts": cuts, "day": day, "notes": structure.notes()}
    return render(request, "reports/structure.html", context)


def flow(request):
    """How many came and left in a period, cell by cell; nothing is shown when the records do not add up."""
    require(request.user, Do.SEE_REPORTS)
    today = timezone.localdate()
    form = PeriodForm(_with_default(request, "period", str(today.year)), today=today)
    report = None
    if form.is_valid():
        report = growth.flow_of_period(user=request.user, period=form.cleaned_data["period"], today=today)
        if wants_excel(request) and not report.broken:
            return send_tables(request, report.table)
    return render(request, "reports/flow.html", {"form": form, "report": report})


def member_growth(request):
    require(request.user, Do.SEE_REPORTS)
    table = growth.growth(user=request.user, today=timezone.localdate())
    if wants_excel(request):
        return send_tables(request, table)
    years, heads = ([row[i].value for row in table.rows] for i in (0, 2))
    plot = line_plot(_("Members at the end of the year"), years, {_("members"): heads}) if years else None
    return render(request, "reports/growth.html", {"table": table, "plot": plot})


def model_meeting(request, pk):
    """Before and after a model meeting, for the host, the cells that came and those that did not."""
    require(request.user, Do.SEE_REPORTS)
    models = ModelMeeting.objects.select_related("cell", "meeting")
    row = get_for(request.user, Do.SEE_MODEL_MEETINGS, models, pk=pk)
    report = showcase.before_after(user=request.user, model_meeting=row, today=timezone.localdate())
    if wants_excel(request):
        return send_tables(request, report.summary, report.monthly)
    labels = [f"{month.number:02}/{month.year}" for month in report.months]
    title = _("Mean points of regular meetings")
    plot = line_plot(title, labels, report.points, highest=100, behind=report.behind) if labels else None
    return render(request, "reports/model_meeting.html", {"model": row, "report": report, "plot": plot})


def _with_default(request, name, value):
    return request.GET if name in request.GET else {**request.GET.dict(), name: value}
