from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import MAY, Do, Reach, Role
from cells import queries, services
from cells.access import commune_id, get_for, require, roles, scope, who_may_see
from cells.enums import CellState
from cells.forms.structure import (
    AssignForm,
    CommuneForm,
    EditForm,
    EditHamletForm,
    EndAccountForm,
    FoundForm,
    HamletForm,
    ServeForm,
    StatusForm,
)
from cells.models import Assignment, Cell, CellStatus, Commune, Hamlet, Serving
from common.crumbs import step
from common.forms import form_page, taken

MARKS = {Reach.COMMUNE: "●", Reach.CELLS: "◐"}  # how far a role reaches, in a table too wide for words


@require_safe
def cell_facts(request, pk):
    """What is on file of a cell itself, and how it changed over time."""
    today = timezone.localdate()
    cell = get_for(request.user, Do.SEE_CELLS, Cell.objects, pk=pk)
    statuses = queries.history_of(cell=pk, model=CellStatus)
    cell.state = next((status.state for status in statuses if status.holds_on(today)), None)

    def may_here(do):
        return scope(request.user, do).has(commune=cell.commune_id, cell=cell.pk)

    taken_over, took_over = queries.before_and_after(cell=pk)
    context = {
        "cell": cell,
        "taken_over": taken_over,
        "took_over": took_over,
        "state": cell.state and CellState(cell.state),
        "statuses": statuses,
        "former_names": queries.former_names_of(cell=pk),
        "past_communes": queries.past_communes_of(cell=pk),
        "servings": queries.history_of(cell=pk, model=Serving, related=("hamlet",)),
        "assignments": queries.history_of(cell=pk, model=Assignment, related=("committee_member",)),
        "may_edit": may_here(Do.EDIT_STRUCTURE),
        "may_end": may_here(Do.EDIT_MEMBERS),
        "may_see_meetings": may_here(Do.SEE_MEETINGS),
    }
    return render(request, "cells/facts.html", context)


def cell_add(request):
    require(request.user, Do.EDIT_STRUCTURE)
    form = FoundForm(request.POST or None)
    commune = Commune.objects.get(pk=commune_id(request.user))
    if cell := taken(request, form, services.found_cell, commune=commune):
        messages.success(request, _("%(cell)s is recorded.") % {"cell": cell})
        return redirect(cell)
    return form_page(request, form, _("New cell"), "cells:list")


def cell_edit(request, pk):
    cell = get_for(request.user, Do.EDIT_STRUCTURE, Cell.objects, pk=pk)
    form = EditForm(request.POST or None, instance=cell)
    if taken(request, form, services.edit_cell, cell=cell):
        messages.success(request, _("Saved."))
        return redirect(cell)
    return form_page(request, form, _("Change %(name)s") % {"name": Cell.objects.get(pk=pk)}, "cells:list", cell)


def cell_change_status(request, pk):
    cell = get_for(request.user, Do.EDIT_STRUCTURE, Cell.objects, pk=pk)
    form = StatusForm(request.POST or None)
    if taken(request, form, services.begin_planned_cell, cell=cell):
        messages.success(request, _("The state of %(cell)s is changed.") % {"cell": cell})
        return redirect(cell)
    return form_page(request, form, _("State of %(name)s") % {"name": cell}, "cells:list", cell)


def cell_assign(request, pk):
    cell = get_for(request.user, Do.EDIT_STRUCTURE, Cell.objects.select_related("commune"), pk=pk)
    today = timezone.localdate()
    form = AssignForm(request.POST or None, cell=cell, today=today, initial={"since": f"{today:%d/%m/%Y}"})
    if taken(request, form, services.assign, cell=cell):
        messages.success(request, _("%(cell)s has a Committee member in charge.") % {"cell": cell})
        return redirect(cell)
    return form_page(request, form, _("Committee member in charge of %(name)s") % {"name": cell}, "cells:list", cell)


def cell_end_account(request, pk):
    """The account of a secretary ends its role; the administrator gives a new one."""
    cell = get_for(request.user, Do.EDIT_STRUCTURE, Cell.objects, pk=pk)
    today = timezone.localdate()
    form = EndAccountForm(request.POST or None, cell=cell, today=today, initial={"on": f"{today:%d/%m/%Y}"})
    if grant := taken(request, form, services.end_role, today=today):
        messages.success(request, _("The role of %(account)s has ended.") % {"account": grant.account})
        return redirect(cell)
    heading = _("End the role of an account in %(name)s") % {"name": cell}
    return form_page(request, form, heading, "cells:list", cell, button=_("End the role"))


def commune_edit(request):
    """The commune itself: its names, the heads of its papers, on what basis it keeps personal data."""
    require(request.user, Do.ADMINISTER)
    commune = Commune.objects.get(pk=commune_id(request.user))
    form = CommuneForm(request.POST or None, instance=commune)
    if taken(request, form, services.edit_commune, commune=commune):
        messages.success(request, _("Saved."))
        return redirect("cells:office")
    name = Commune.objects.get(pk=commune.pk)
    return form_page(request, form, _("Change %(name)s") % {"name": name}, "cells:office")


def hamlet_add(request):
    require(request.user, Do.EDIT_STRUCTURE)
    form = HamletForm(request.POST or None)
    commune = Commune.objects.get(pk=commune_id(request.user))
    if hamlet := taken(request, form, services.found_hamlet, commune=commune):
        messages.success(request, _("%(hamlet)s is recorded.") % {"hamlet": capfirst(hamlet.titled)})
        return redirect("cells:hamlet", hamlet.pk)
    return form_page(request, form, _("New hamlet"), "cells:hamlets")


def hamlet_edit(request, pk):
    hamlet = get_for(request.user, Do.EDIT_STRUCTURE, Hamlet.objects, pk=pk)
    form = EditHamletForm(request.POST or None, instance=hamlet)
    if taken(request, form, services.edit_hamlet, hamlet=hamlet):
        messages.success(request, _("Saved."))
        return redirect("cells:hamlet", pk)
    name = Hamlet.objects.get(pk=pk)
    way = step("cells:hamlet", pk, label=name)
    return form_page(request, form, _("Change %(name)s") % {"name": name}, "cells:hamlets", way)


def hamlet_serve(request, pk):
    hamlet = get_for(request.user, Do.EDIT_STRUCTURE, Hamlet.objects, pk=pk)
    today = timezone.localdate()
    form = ServeForm(request.POST or None, user=request.user, today=today, initial={"since": f"{today:%d/%m/%Y}"})
    if taken(request, form, services.serve_hamlet, hamlet=hamlet):
        messages.success(request, _("Saved."))
        return redirect("cells:hamlet", hamlet.pk)
    return form_page(
        request,
        form,
        _("Cell of %(hamlet)s") % {"hamlet": hamlet.titled},
        "cells:hamlets",
        step("cells:hamlet", pk, label=hamlet),
    )


@require_safe
def who_may(request):
    """The whole table of roles: what each may do, and how far."""
    mine = roles(request.user)
    reaches = [(do, [MAY[role].get(do) for role in Role]) for do in Do]
    table = [(do.label, [(reach, MARKS.get(reach)) for reach in row]) for do, row in reaches]
    cards = [[(reach.label, [do.label for do in Do if MAY[role].get(do) == reach]) for reach in Reach] for role in Role]
    shown = {"roles": [(r.label, r in mine) for r in Role], "table": table, "marks": MARKS}
    return render(request, "cells/who_may.html", shown | {"cards": zip(shown["roles"], cards, strict=True)})


@require_safe
def cell_who_may(request, pk):
    """Whose account reaches the records of this cell, what it may do there, and why."""
    cell = get_for(request.user, Do.SEE_CELLS, Cell.objects.select_related("commune"), pk=pk)
    people = [
        (account, row, [do.label for do in Do if do in what])
        for (account, row), what in who_may_see(cell, timezone.localdate()).items()
    ]
    return render(request, "cells/cell_who_may.html", {"cell": cell, "people": people})
