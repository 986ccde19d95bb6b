from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, may, require
from cells.models import Cell
from common.files import attachment
from common.forms import YearForm
from common.periods import Period
from common.tables import to_xlsx
from meetings import queries
from reports import people, quality
from reports.forms import DayForm, QualityForm, may_open
from reports.needs import needs_of
from reports.plots import bar_plot, line_plot


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
        if _wants_xlsx(request):
            return _xlsx(request, report.table)
        labels = [f"{month.number:02}/{month.year}" for month, mean, count in report.trend]
        means = {_("mean points"): [mean for month, mean, count in report.trend]}
        plot = line_plot(_("Mean points of regular meetings"), labels, means, highest=100)
    return render(request, "reports/cell_quality.html", {"form": form, "table": report and report.table, "plot": plot})


def month_board(request):
    """Cells x months: held, late, missing, and the band."""
    require(request.user, Do.SEE_REPORTS)
    today = timezone.localdate()
    form = YearForm(_with_default(request, "year", str(today.year)), today=today)
    context = {"form": form}
    if form.is_valid():
        year = Period("Y", form.cleaned_data["year"])
        months = year.months()
        cells = Cell.objects.for_doing(request.user, Do.SEE_REPORTS).active_during(year.since, year.until)
        cells = list(cells.order_by("search_key", "pk"))
        limit = queries.on_time_day(cells, min(year.last_day, today))
        board = queries.month_board(cells=cells, months=months, today=today, on_time_day=limit)
        opens = may_open(request.user, Do.SEE_MEETINGS)
        context["months"] = months
        context["rows"] = [(cell, opens(cell), [board[cell.pk, month] for month in months]) for cell in cells]
        context["limit"] = limit
    return render(request, "reports/board.html", context)


def targets(request):
    require(request.user, Do.SEE_TARGETS)
    table = people.targets_over_years(user=request.user, today=timezone.localdate())
    if _wants_xlsx(request):
        return _xlsx(request, table)
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
        if _wants_xlsx(request):
            return _xlsx(request, table)
    return render(request, "reports/members.html", {"form": form, "table": table})


def _with_default(request, name, value):
    return request.GET if name in request.GET else {**request.GET.dict(), name: value}


def _wants_xlsx(request):
    return request.GET.get("as") == "xlsx"


def _xlsx(request, table):
    audit.exported(name=table.title, commune=commune_id(request.user), what=request.GET.dict())
    content = to_xlsx(table, by=request.user.full_name, at=timezone.localtime())
    return attachment(content, title=table.title, ending="xlsx")
