from datetime import date

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Cell, Commune
from common.forms import YearForm, form_page, taken
from common.pages import page_of
from common.people import told_apart
from common.periods import FIRST_YEAR
from development import queries, services
from development.forms import TargetsForm
from development.models import Target
from members.queries import open_files


@require_safe
def targets(request):
    require(request.user, Do.SEE_TARGETS)
    today = timezone.localdate()
    year = _year(request, today)
    cells = Cell.objects.for_doing(request.user, Do.SEE_TARGETS)
    cells = cells.active_during(date(year, 1, 1), date(year + 1, 1, 1)).order_by("search_key", "pk")
    whole, parts = queries.target_results(
        commune_id=commune_id(request.user), cells=list(cells), year=year, today=today
    )
    sees = scope(request.user, Do.SEE_MEMBERS)
    context = {
        "year": year,
        "form": YearForm(request.GET, today=today, ahead=1),
        "whole": whole,
        "sees_all": bool(sees.communes),
        "rows": [(part, sees.has(commune=part.cell.commune_id, cell=part.cell.pk)) for part in parts],
        "may_set": bool(scope(request.user, Do.SET_TARGETS)),
    }
    return render(request, "development/targets.html", context)


@require_safe
def admitted(request):
    """The people behind a figure of admissions."""
    require(request.user, Do.SEE_MEMBERS)
    year = _year(request, timezone.localdate())
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEMBERS)
    chosen = request.GET.get("cell", "")
    cell = get_for(request.user, Do.SEE_MEMBERS, Cell.objects, pk=chosen) if chosen else None
    rows = queries.admissions(
        cells=cells.filter(pk=cell.pk) if cell else cells, since=date(year, 1, 1), until=date(year + 1, 1, 1)
    )
    among = next((group for group in queries.Among if group == request.GET.get("among")), None)
    if among:
        rows = [row for row in rows.select_related("member__ethnicity") if among.holds(row)]
    rows = list(rows)
    page = page_of(request, rows)
    people = [row.member_id for row in page]
    opens = open_files(request.user, people)
    names = told_apart(row.member for row in rows)
    listed = [(row, names[row.member_id]) for row in page]
    context = {"year": year, "cell": cell, "among": among, "page": page, "rows": listed, "opens": opens}
    return render(request, "development/admitted.html", context)


def set_targets(request):
    require(request.user, Do.SET_TARGETS)
    year = _year(request, timezone.localdate())
    commune = Commune.objects.get(pk=commune_id(request.user))
    cells = Cell.objects.for_doing(request.user, Do.SET_TARGETS)
    cells = list(cells.active_during(date(year, 1, 1), date(year + 1, 1, 1)).order_by("search_key", "pk"))
    targets = {target.cell_id: target for target in Target.objects.filter(commune=commune, year=year)}
    planned = {cell: target.planned for cell, target in targets.items()}
    initial = {"resolution_no": targets[None].resolution_no} if None in targets else {}
    form = TargetsForm(request.POST or None, cells=cells, planned=planned, initial=initial)
    if taken(request, form, services.set_targets, typed=form.facts, commune=commune, year=year) is not None:
        messages.success(request, _("The targets of %(year)s are set.") % {"year": year})
        return redirect(f"{reverse('development:targets')}?year={year}")
    return form_page(request, form, _("Targets of %(year)s") % {"year": year}, "members:list", "development:targets")


def _year(request, today):
    """The year asked for, this year when it makes no sense."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if FIRST_YEAR <= year <= today.year + 1 else today.year
