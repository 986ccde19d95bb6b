from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, hats, here_today, may, require, scope
from cells.enums import CellState
from cells.models import Cell, Commune, Hamlet
from cells.outgoing import send_paper, send_tables, wants_excel, wants_word
from cells.queries import as_issued, cells_as_they_are, hamlets_within
from cells.unchanged import unchanged
from common.forms import PaperNumberForm, form_page, taken
from common.pages import page_of
from common.periods import parse
from common.plots import Plot
from common.remembered import sort_of
from common.tables import Table
from common.text import search_key
from meetings.models import ModelMeeting
from members.queries.hamlets import states_of_hamlets
from oversight.models import Briefing
from oversight.queries.briefing import tasks_of_last
from reports import papers
from reports.forms import CellFilter, HamletFilter
from reports.needs.home import home_of
from reports.queries import care_of, first_steps
from reports.registry import REPORTS
from reports.services import number_month_sheet
from reports.tables import showcase
from reports.tables.briefing import cells_at_a_glance, tasks_stand
from reports.tables.cell import CellToday
from reports.tables.cells import cells_listed
from reports.tables.hamlet import HamletToday
from reports.tables.hamlets import hamlets_listed
from reports.tables.morning import WEEK, morning_of

WHOLE = (Do.SEE_MEETINGS, Do.SEE_FOCUS, Do.SEE_CANDIDATES)  # what the page of the morning tells of, of every cell


@require_safe
def home(request):
    """What needs me? Each role finds its own."""
    today = timezone.localdate()
    drawn = unchanged(request.user, "home", today, lambda: _home(request, today))
    whole = all(scope(request.user, do).communes for do in WHOLE)
    return render(request, "reports/home.html", drawn | {"today": today, "morning": whole})


def _home(request, today):
    """What stands on the home page: `heading`, `about` in the line below, the month of the `report`, `content`."""
    home, steps = home_of(request.user, today), first_steps(request.user, today)
    context = {"home": home, "today": today, "first_steps": steps, "has_role": bool(hats(request.user))}
    return {
        "heading": home.heading(bool(steps)),
        "about": home.about,
        "report": home.cells and home.cells.month,
        "content": render_to_string("reports/home_content.html", context, request),
    }


@require_safe
def index(request):
    require(request.user, Do.SEE_REPORTS)
    return render(request, "reports/index.html", {"reports": [one for one in REPORTS if may(request.user, one.do)]})


@require_safe
def report_page(request, report):
    """A Report of the registry: what it asks, its figures, or with ?as=xlsx the same as a file."""
    require(request.user, report.do)
    sort = sort_of(request)
    form = report.form({**request.GET.dict(), "sort": sort}, user=request.user, today=timezone.localdate())
    has_paper = report.paper and commune_id(request.user) in scope(request.user, report.do).communes
    context = {"report": report, "form": form, "has_paper": has_paper}
    if form.is_valid():
        if wants_word(request) and has_paper:
            with override("vi"):
                made = report.make(user=request.user, **form.chosen)
                paper = report.paper(made, user=request.user, **form.chosen)
            return send_paper(request, paper, title=f"{paper.title} {paper.subject}")
        made = report.make(user=request.user, **form.chosen)
        plots = report.plots(made)  # in the order of time or names, whatever the table is sorted by
        if hasattr(made, "in_order"):
            made = made.in_order(sort)
        if wants_excel(request) and (tables := _tables(made)):
            apart = report.do if report.do == Do.SEE_SENSITIVE else ""
            return send_tables(request, *tables, only_for=apart)
        context |= {"made": made, "plots": plots}
        context["has_file"] = lambda: any(table.rows for table in _tables(made))  # asked where the page does not know
    return render(request, report.template, context)


def _tables(made):
    return (made,) if isinstance(made, Table) else made.tables


def month_sheet(request, code):
    """The Word file of the Committee's sheet of a month, as issued where it is numbered; a POST gives it a number
    first."""
    require(request.user, Do.SEE_REPORTS)
    if not papers.may_see_sheet(request.user):
        raise PermissionDenied
    today = timezone.localdate()
    month = parse(code)
    if month is None or month.kind != "M" or month.since > today:
        raise Http404
    commune = Commune.objects.get(pk=commune_id(request.user))
    if request.method == "POST":
        return _number_sheet(request, commune, month, today)
    number = papers.sheet_number(commune=commune.pk, month=month)
    paper = as_issued(number) or papers.sheet_paper(commune=commune, month=month, today=today)
    title = f"{paper.title} {paper.number if number else ''} {paper.subject}"
    return send_paper(request, paper, title=title, month=month.code)


def _number_sheet(request, commune, month, today):
    if commune.pk not in scope(request.user, Do.RECORD_MEETINGS).communes:
        raise PermissionDenied
    current = papers.sheet_number(commune=commune.pk, month=month)
    form = PaperNumberForm(request.POST, current=current)
    if taken(request, form, number_month_sheet, commune=commune, month=month, today=today):
        return redirect("reports:month-sheet", month.code)
    heading = _("Number: %(kind)s") % {"kind": capfirst(_("monthly quality sheet"))}
    return form_page(request, form, heading, "reports:index", "reports:cell-quality")


@require_safe
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
    plot = Plot(title, labels, report.points, behind=tuple(report.behind)) if labels else None
    return render(request, "reports/model_meeting.html", {"model": row, "report": report, "plot": plot})


def _require_whole(user, *dos):
    """For pages about every cell of the commune."""
    if not all(scope(user, do).communes for do in dos):
        raise PermissionDenied


@require_safe
def morning(request):
    """What is late, who needs somebody and what ends this week, on one sheet for who leads the commune."""
    _require_whole(request.user, *WHOLE)
    today = timezone.localdate()
    drawn = unchanged(request.user, "morning", today, lambda: _morning(request, today))
    if drawn["names_people"]:
        audit.listed(name=_("On the way into the Party"), commune=commune_id(request.user), what={"within": str(WEEK)})
    return render(request, "reports/morning.html", drawn | {"today": today})


def _morning(request, today):
    """What stands on the sheet: `content`, the `chair`, and whether it names people on their way into the Party."""
    made = morning_of(request.user, today)
    content = render_to_string("reports/morning_content.html", {"made": made}, request)
    return {"content": content, "chair": str(made.chair or ""), "names_people": made.names_people}


@require_safe
def briefing_sheet(request, pk):
    """All cells on one page for who leads a briefing, with its agenda: the tasks of the last notice first."""
    row = get_for(request.user, Do.SEE_FOCUS, Briefing.objects, pk=pk)
    _require_whole(request.user, Do.SEE_MEETINGS)
    today = timezone.localdate()
    last, before = tasks_of_last(row, today)
    cells = cells_at_a_glance(care_of(request.user, today))
    if wants_excel(request):
        return send_tables(request, cells)
    context = {"briefing": row, "last": last, "cells": cells, "units": row.units.count(), "today": today}
    context["before"] = tasks_stand(before, _("Tasks of the last notice"))
    return render(request, "reports/briefing_sheet.html", context)


@require_safe
def cell_list(request):
    """Every cell with the figures that people look for, those at work first."""
    require(request.user, Do.SEE_CELLS)
    today = timezone.localdate()
    form = CellFilter(request.GET)
    cells = cells_as_they_are(request.user, day=today)
    if form.is_valid():
        name, kind = search_key(form.cleaned_data["name"]), form.cleaned_data["kind"]
        cells = [cell for cell in cells if name in cell.search_key and kind in ("", cell.kind)]
    page = page_of(request, sorted(cells, key=lambda cell: cell.state != CellState.ACTIVE))
    context = {
        "form": form,
        "page": page,
        "table": cells_listed(user=request.user, cells=list(page), today=today),
        "may_edit": bool(scope(request.user, Do.EDIT_STRUCTURE).communes),
        "may_warn": may(request.user, Do.SEE_REPORTS),
    }
    return render(request, "cells/list.html", context)


@require_safe
def cell_detail(request, pk):
    """How a cell stands, what waits there and what to do next."""
    cell = get_for(request.user, Do.SEE_CELLS, Cell.objects, pk=pk)
    today = timezone.localdate()
    now = CellToday(request.user, cell, today)
    context = {"cell": cell, "now": now, "today": today, "may_warn": may(request.user, Do.SEE_REPORTS)}
    return render(request, "reports/cell.html", context)


@require_safe
def hamlet_list(request):
    """Every hamlet: who lives there, which cell serves it, who heads it; the white ones first: without members, then
    without a cell."""
    require(request.user, Do.SEE_CELLS)
    today = timezone.localdate()
    states = states_of_hamlets(hamlets=hamlets_within(**here_today(request.user, Do.SEE_CELLS)), day=today)
    states.sort(key=lambda state: (bool(state.members.hold), bool(state.serving)))
    covers = {state.hamlet.pk: state.serving.kind if state.serving else "none" for state in states}
    form = HamletFilter(request.GET)
    if form.is_valid():
        name, cover = search_key(form.cleaned_data["name"]), form.cleaned_data["cover"]
        states = [
            state for state in states if name in state.hamlet.search_key and cover in ("", covers[state.hamlet.pk])
        ]
    page = page_of(request, states)
    context = {
        "form": form,
        "page": page,
        "counts": Counter(covers.values()),
        "table": hamlets_listed(user=request.user, states=list(page), day=today),
        "may_edit": bool(scope(request.user, Do.EDIT_STRUCTURE).communes),
        "may_warn": may(request.user, Do.SEE_REPORTS),
    }
    return render(request, "cells/hamlets.html", context)


@require_safe
def hamlet_detail(request, pk):
    """A hamlet: its cell over time, who lives there, who is on the way into the Party, what is under way."""
    hamlet = get_for(request.user, Do.SEE_CELLS, Hamlet.objects, pk=pk)
    now = HamletToday(request.user, hamlet, timezone.localdate())
    if now.candidates:
        audit.listed(name=_("On the way into the Party"), commune=hamlet.commune_id, what={"hamlet": str(pk)})
    return render(request, "reports/hamlet.html", {"hamlet": hamlet, "now": now})
