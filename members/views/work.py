from collections import defaultdict
from datetime import date

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope
from cells.models import Cell
from cells.queries import origins
from common.crumbs import step
from common.forms import YearForm, form_page, taken
from common.people import told_apart
from common.rows import Row, locked, rows_page, saved
from common.tables import Column, Figure, Table
from members import queries, services
from members.enums import DutyState
from members.forms import CellYearForm, DutyForm, FollowForm, GiveDutiesForm
from members.models import Duty
from members.queries import open_files
from members.queries.work import followers_in, work_day, work_of
from members.views.page import table_page

AHEAD = 1  # work for the coming year is given before it begins


@require_safe
def duties(request):
    """The work given in a year: cell by cell, or everybody of one cell, also who has none."""
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    form = CellYearForm(request.GET, user=request.user, today=today, ahead=AHEAD)
    form.is_valid()
    year, cell = form.chosen_year, form.chosen_cell
    may = scope(request.user, Do.ASSIGN_WORK)
    if cell:
        may_assign = may.has(commune=cell.commune_id, cell=cell.pk)
        table = _of_cell(cell, year, today, may_assign, request.user)
    else:
        may_assign = False
        cells = form.cells.active_during(date(year, 1, 1), date(year + 1, 1, 1))
        table = _of_cells(list(cells), year, today)
    context = {"form": form, "cell": cell, "year": year, "may_assign": may_assign}
    return table_page(request, "members/duties.html", table, context)


def _of_cell(cell, year, today, may_assign, user):
    before = origins(cell=cell, model=Duty)
    lines = work_of(cells=[cell], year=year, day=work_day(year, today))[cell.pk]
    opens = open_files(user, [line.member.pk for line in lines])
    return Table(
        title=_("Work given to members of %(cell)s in %(year)s") % {"cell": cell, "year": year},
        columns=(
            Column(_("full name"), width=24),
            Column(_("task"), width=50),
            Column(_("area of work"), width=20),
            Column(_("followed up by"), width=22),
            Column(_("due"), "date"),
            Column(_("state"), width=18, by_name=True),
            Column(_("result"), width=30),
            Column(_("remark of the cell"), width=30),
        ),
        rows=tuple(row for line in lines for row in _rows(line, before, today, may_assign, line.member.pk in opens)),
        notes=(_who_is_expected(),),
    )


def _rows(line, before, today, may_assign, may_open):
    """Of one member: a row a duty, or one that says why there is none."""
    remark = line.over.label if line.over else "" if line.here else _("not in the cell any more")
    file = reverse("members:record", args=[line.member.pk]) if may_open else ""
    who = Figure(line.name, file, note=remark, by=line.member.sort_key)
    for duty in line.duties:
        late = duty.state == DutyState.IN_HAND and duty.due < today
        yield (
            who,
            Figure(duty.task, duty.get_absolute_url() if may_assign else "", note=_from(before.get(duty.pk))),
            Figure(duty.get_area_display()),
            Figure(str(duty.follower or "")),
            Figure(duty.due),
            Figure(_("overdue"), tone="warn") if late else _state(duty),
            Figure(duty.result),
            Figure(duty.remark),
        )
    if line.without:
        yield (who, Figure(_("no work yet"), tone="bad"), *[Figure("")] * 6)
    elif not line.duties:
        yield (who, Figure(_("none needed")), *[Figure("")] * 6)


def _from(cell):
    return _("from %(cell)s") % {"cell": cell} if cell else ""


def _who_is_expected():
    return _("Everybody who takes part in the cell has work, guests too, but not those exempt, away or suspended.")


def _state(duty):
    return Figure(duty.get_state_display(), tone=duty.tone)


def _of_cells(cells, year, today):
    found = work_of(cells=cells, year=year, day=work_day(year, today))
    rows = []
    for cell in cells:
        lines = found[cell.pk]
        expected = [line for line in lines if line.expected]
        without = sum(line.without for line in lines)
        given = [duty for line in lines for duty in line.kept]
        states = [duty.state for duty in given]
        late = sum(duty.state == DutyState.IN_HAND and duty.due < today for duty in given)
        numbers = [len(expected), len(expected) - without, without, len(given)]
        numbers += [states.count(DutyState.DONE), states.count(DutyState.NOT_DONE), late]
        rows.append((cell, numbers))
    total = [sum(column) for column in zip(*(numbers for cell, numbers in rows), strict=True)] or [0] * 7
    return Table(
        title=_("Work given to members in %(year)s") % {"year": year},
        columns=(
            Column(_("cell"), width=30),
            Column(_("To have work"), "number"),
            Column(_("With work"), "number"),
            Column(_("Without"), "number"),
            Column(_("tasks"), "number"),
            Column(_("done"), "number"),
            Column(pgettext("work given", "not done"), "number"),
            Column(_("overdue"), "number"),
        ),
        rows=tuple(
            (Figure(cell.name, f"{reverse('members:duties')}?year={year}&cell={cell.pk}"), *map(Figure, numbers))
            for cell, numbers in rows
        ),
        total=(Figure(capfirst(_("all"))), *map(Figure, total)),
        notes=(_who_is_expected(),),
    )


def give_duties(request, pk):
    """Work for many members of a cell on one page; with ?copy, last year's as a start for those who have none yet."""
    cell = get_for(request.user, Do.ASSIGN_WORK, Cell.objects, pk=pk)
    today = timezone.localdate()
    year = _year(request, today)
    day = work_day(year, today)
    lines = [line for line in work_of(cells=[cell], year=year, day=day)[cell.pk] if line.here]
    form = GiveDutiesForm(
        request.POST if request.method == "POST" else None,
        year=year,
        today=today,
        followers=followers_in(cell=cell, day=day),
        secretary=queries.post_holders(cells=[cell], day=day).get(cell.pk),
        lines=lines,
        before=_last_year(cell, year, lines) if "copy" in request.GET else {},
    )
    made = taken(request, form, services.give_duties, typed=form.facts, cell=cell, year=year, day=day)
    if made is not None:
        messages.success(request, _("%(count)s tasks are given.") % {"count": len(made)})
        return redirect(_list_of(cell, year))
    context = {"form": form, "cell": cell, "year": year, "back": _list_of(cell, year)}
    return render(request, "members/give_duties.html", context)


def _last_year(cell, year, lines):
    """{member number: [Duty of the year before]} of those who are to have work and have none."""
    found = defaultdict(list)
    wanted = [line.member.pk for line in lines if line.without]
    for duty in Duty.objects.kept().filter(cell=cell, year=year - 1, member__in=wanted).order_by("pk"):
        found[duty.member_id].append(duty)
    return found


def follow_duties(request, pk):
    """What became of all the work of a cell, on one page."""
    cell = get_for(request.user, Do.ASSIGN_WORK, Cell.objects, pk=pk)
    year = _year(request, timezone.localdate())
    data = request.POST if request.method == "POST" else None
    with locked(request, cell):
        duties = Duty.objects.filter(cell=cell, year=year).select_related("member")
        duties = duties.order_by("member__sort_key", "member", "pk")
        names = told_apart(duty.member for duty in duties)
        rows = [Row(names[duty.member_id], FollowForm(data, duty=duty), duty.task) for duty in duties]
        changed = {row.form.row.pk: row.form for row in rows if row.form.changed}
        head = forms.Form(data)

        def save():
            changes = {pk: form.taken() for pk, form in changed.items()}
            services.follow_duties(cell=cell, year=year, changes=changes, by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect(_list_of(cell, year))
    heading = _("Results of the work in %(year)s") % {"year": year}
    return rows_page(request, head, rows, heading, _list_of(cell, year), cell.name)


def duty(request, pk):
    """Work as it is adjusted and followed up."""
    duty = get_for(request.user, Do.ASSIGN_WORK, Duty.objects.select_related("cell", "member"), pk=pk)
    today = timezone.localdate()
    back = _list_of(duty.cell, duty.year)
    heading = _("Work of %(name)s in %(year)s") % {"name": duty.member, "year": duty.year}
    day = work_day(duty.year, today)
    form = DutyForm(request.POST or None, instance=duty, followers=followers_in(cell=duty.cell, day=day))
    if taken(request, form, services.change_duty, duty=duty, day=day):
        messages.success(request, _("Saved."))
        return redirect(back)
    return form_page(request, form, heading, duty.member, step("members:record", duty.member_id))


def _list_of(cell, year):
    return f"{reverse('members:duties')}?year={year}&cell={cell.pk}"


def _year(request, today):
    form = YearForm(request.GET, today=today, ahead=AHEAD)
    form.is_valid()
    return form.chosen_year
