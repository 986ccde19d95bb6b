from django import forms
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Cell, Commune
from common.forms import YearForm
from common.rows import Row, locked, rows_page, saved
from common.tables import Column, Figure, Table
from members import services
from members.enums import Level
from members.forms import CellYearForm, DecideForm, DecisionForm, ProposeForm
from members.models import RatingRules
from members.queries import open_files, rating
from members.views.page import table_page


@require_safe
def ratings(request):
    """The ratings of a year: cell by cell, or everybody of one cell, with the share of excellent ones."""
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    form = CellYearForm(request.GET, user=request.user, today=today)
    form.is_valid()
    year, cell = form.chosen_year, form.chosen_cell
    found, rules = _ratings(commune_id(request.user), year, today)
    if cell:
        table = _of_cell(cell, year, found.lines.get(cell.pk, []), request.user)
    else:
        cells = list(form.cells.active_on(rating.rating_day(year, today)))
        table = _of_cells(cells, year, found)

    def may_here(do):
        where = scope(request.user, do)
        return where.has(commune=cell.commune_id, cell=cell.pk) if cell else bool(where)

    context = {
        "form": form,
        "cell": cell,
        "year": year,
        "ratings": found,
        "rules": rules,
        "may_rate": may_here(Do.RATE),
        "may_decide": may_here(Do.DECIDE_RATINGS),
    }
    return table_page(request, "members/ratings.html", table, context)


def _ratings(commune, year, today):
    rules = RatingRules.objects.in_force(commune, rating.rating_day(year, today))
    return rating.ratings_of(commune=commune, year=year, today=today, rules=rules), rules


def _level(level, reason=""):
    tone = "bad" if level == Level.NOT_DONE else ""
    return Figure(Level(level).label if level else "", tone=tone, note=reason)


def _vote(row):
    return Figure(f"{row.in_favour}/{row.votes}" if row.votes is not None else "")


def _of_cell(cell, year, lines, user):
    rows, opens = [], open_files(user, [line.member.pk for line in lines])
    for line in lines:
        file = reverse("members:record", args=[line.member.pk]) if line.member.pk in opens else ""
        name = Figure(line.name, file, by=line.member.sort_key)
        if line.left_out:
            left_out = _("not rated: %(why)s") % {"why": line.left_out.label}
            rows.append((name, *[Figure("")] * 5, Figure(left_out)))
            continue
        rows.append((name, *_steps(line.rating), _remark(line)))
    return Table(
        title=_("Ratings of the members of %(cell)s for %(year)s") % {"cell": cell, "year": year},
        columns=(Column(_("full name"), width=24), *_step_columns(), Column(_("Remarks"), width=34)),
        rows=tuple(rows),
        notes=_notes(),
    )


def _remark(line):
    if line.too_good:
        return Figure(_("above “%(best)s”, the best level allowed this year") % {"best": line.best.label}, tone="bad")
    return Figure(_("second year running: check the membership (294-QĐ/TW §8.1)") if line.twice_not_done else "")


def _steps(found):
    """The five figures of a rating, or of none."""
    if found is None:
        return [Figure("")] * 5
    decision = found.decided_on and f"{found.decision_no}, {found.decided_on:%d/%m/%Y}"
    return (
        _level(found.self_level),
        _level(found.proposed_level),
        _vote(found),
        _level(found.decided_level, found.reason),
        Figure(decision or ""),
    )


def _step_columns():
    return (
        Column(_("own rating"), width=24),
        Column(_("proposed level"), width=24),
        Column(_("Vote"), width=10),
        Column(_("decided level"), width=24),
        Column(_("decision"), width=22),
    )


def _of_cells(cells, year, found):
    of_cells = rating.cell_ratings(cells=cells, year=year)
    rows, sums = [], []
    for cell in cells:
        lines = [line for line in found.lines.get(cell.pk, []) if not line.left_out]
        levels = [line.rating.level for line in lines if line.rating]
        numbers = [len(lines), *(levels.count(level) for level in Level)]
        numbers.append(sum(bool(line.rating and line.rating.decided_level) for line in lines))
        sums.append(numbers)
        link = f"{reverse('members:ratings')}?year={year}&cell={cell.pk}"
        rows.append((Figure(cell.name, link), *map(Figure, numbers), *_steps(of_cells.get(cell.pk))))
    total = [sum(column) for column in zip(*sums, strict=True)] or [0] * 6
    return Table(
        title=_("Ratings for %(year)s") % {"year": year},
        columns=(
            Column(_("cell"), width=30),
            Column(_("To be rated"), "number", help=_("Members of the cell who are rated.")),
            Column(_("Excellently"), "number"),
            Column(_("Well"), "number"),
            Column(_("Fulfilled"), "number"),
            Column(_("Not fulfilled"), "number"),
            Column(_("Members decided"), "number"),
            *_step_columns(),
        ),
        rows=tuple(rows),
        total=(Figure(capfirst(_("all"))), *map(Figure, total), *[Figure("")] * 5),
        notes=(*_notes(), _("Members by level: as decided, else as proposed. The last columns rate the cell itself.")),
    )


def _notes():
    return (
        _("Those who belong to the cell on 31 December are rated; in the current year, those who belong to it today."),
        _("Not rated: exempt members, and those who joined the Party too short a time ago."),
    )


def rate(request, pk):
    """Own ratings and proposals for all members of a cell, on one page."""
    cell = get_for(request.user, Do.RATE, Cell.objects.select_related("commune"), pk=pk)
    today = timezone.localdate()
    year = _year(request, today)
    data = request.POST if request.method == "POST" else None
    with locked(request, cell.commune):
        found, _rules = _ratings(cell.commune_id, year, today)
        lines = [line for line in found.lines.get(cell.pk, []) if not line.left_out and not _decided(line.rating)]
        rows = [_row(ProposeForm, data, line) for line in lines]
        head = forms.Form(data)

        def save():
            services.rate_members(cell=cell, year=year, changes=_taken(rows), today=today, by=request.user)

        if saved(request, head, rows, save):
            return _done(request, year, cell)
    heading = _("Own and proposed ratings for %(year)s") % {"year": year}
    return rows_page(request, head, rows, heading, _list_of(year, cell), cell.name)


def decide(request, pk):
    """The Committee's decision on the members of a cell who have been proposed."""
    cell = get_for(request.user, Do.DECIDE_RATINGS, Cell.objects.select_related("commune"), pk=pk)
    today = timezone.localdate()
    year = _year(request, today)
    data = request.POST if request.method == "POST" else None
    with locked(request, cell.commune):
        found, _rules = _ratings(cell.commune_id, year, today)
        lines = [line for line in found.lines.get(cell.pk, []) if not line.left_out and _proposed(line.rating)]
        rows = [_row(DecideForm, data, line, _as_proposed(line.rating)) for line in lines]
        head = DecisionForm(data, initial=_latest_decision(line.rating for line in lines))

        def save():
            services.decide_members(
                cell=cell, year=year, levels=_decisions(head, rows), today=today, by=request.user, **_decision(head)
            )

        if saved(request, head, rows, save):
            return _done(request, year, cell)
    heading = _("Decided ratings for %(year)s") % {"year": year}
    subtitle = _("%(cell)s. In the whole commune %(count)s are rated excellent; at most %(most)s may be.") % {
        "cell": cell, "count": found.excellent, "most": found.at_most,
    }  # fmt: skip
    return rows_page(request, head, rows, heading, _list_of(year, cell), subtitle)


def rate_cells(request):
    """Own ratings and proposals for the cells themselves."""
    require(request.user, Do.RATE)
    today = timezone.localdate()
    year = _year(request, today)
    data = request.POST if request.method == "POST" else None
    with locked(request, Commune.objects.get(pk=commune_id(request.user))):
        cells, known = _cells(request.user, Do.RATE, year, today)
        open_cells = [cell for cell in cells if not _decided(known.get(cell.pk))]
        rows = [Row(cell.name, ProposeForm(data, subject=cell, rating=known.get(cell.pk))) for cell in open_cells]
        head = forms.Form(data)

        def save():
            services.rate_cells(cells=open_cells, year=year, changes=_taken(rows), today=today, by=request.user)

        if saved(request, head, rows, save):
            return _done(request, year)
    heading = _("Own and proposed ratings of cells for %(year)s") % {"year": year}
    return rows_page(request, head, rows, heading, _list_of(year))


def decide_cells(request):
    """The Committee's decision on the cells that have been proposed."""
    require(request.user, Do.DECIDE_RATINGS)
    today = timezone.localdate()
    year = _year(request, today)
    data = request.POST if request.method == "POST" else None
    with locked(request, Commune.objects.get(pk=commune_id(request.user))):
        cells, known = _cells(request.user, Do.DECIDE_RATINGS, year, today)
        cells = [cell for cell in cells if _proposed(known.get(cell.pk))]
        rows = [
            Row(cell.name, DecideForm(data, subject=cell, rating=known[cell.pk]), _as_proposed(known[cell.pk]))
            for cell in cells
        ]
        head = DecisionForm(data, initial=_latest_decision(known[cell.pk] for cell in cells))

        def save():
            services.decide_cells(
                cells=cells, year=year, levels=_decisions(head, rows), today=today, by=request.user, **_decision(head)
            )

        if saved(request, head, rows, save):
            return _done(request, year)
    heading = _("Decided ratings of cells for %(year)s") % {"year": year}
    return rows_page(request, head, rows, heading, _list_of(year))


def _cells(user, do, year, today):
    """([Cell] on which `user` may `do`, {cell number: CellRating})."""
    cells = Cell.objects.for_doing(user, do).active_on(rating.rating_day(year, today))
    cells = list(cells.order_by("search_key", "pk"))
    return cells, rating.cell_ratings(cells=cells, year=year)


def _decided(found):
    return bool(found and found.decided_level)


def _proposed(found):
    return bool(found and found.proposed_level)


def _row(form, data, line, *notes):
    """The row of a member; why there is a best level is told only where the discipline itself is."""
    if line.best:
        notes += (_("at most “%(best)s” this year") % {"best": line.best.label},)
    made = form(data, subject=line.member, rating=line.rating, best=line.best)
    return Row(line.name, made, "; ".join(notes))


def _as_proposed(found):
    note = _("proposed: %(level)s") % {"level": found.get_proposed_level_display()}
    return note if found.votes is None else f"{note} ({found.in_favour}/{found.votes})"


def _latest_decision(found):
    decided = [one for one in found if one.decided_level]
    last = max(decided, key=lambda one: one.decided_on, default=None)
    return {"decision_no": last.decision_no, "decided_on": f"{last.decided_on:%d/%m/%Y}"} if last else {}


def _taken(rows):
    return {row.form.subject.pk: row.form.taken() for row in rows if row.form.changed}


def _decisions(head, rows):
    """{number of a member or cell: (Level, reason)} of what was changed, or of all with "replaces"."""
    chosen = [row.form for row in rows if row.form.changed or head.cleaned_data["restate"]]
    return {form.subject.pk: form.decision() for form in chosen if form.now()["decided_level"]}


def _decision(head):
    return {name: head.cleaned_data[name] for name in ("decision_no", "decided_on")}


def _done(request, year, cell=None):
    messages.success(request, _("Saved."))
    return redirect(_list_of(year, cell))


def _list_of(year, cell=None):
    return f"{reverse('members:ratings')}?year={year}" + (f"&cell={cell.pk}" if cell else "")


def _year(request, today):
    form = YearForm(request.GET, today=today)
    form.is_valid()
    return form.chosen_year
