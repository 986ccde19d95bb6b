"""Movements and models: those of a year, one with its criteria and who takes part, and each step of its year."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Commune
from cells.outgoing import send_tables, wants_excel
from common.forms import form_page, taken
from common.tables import Column, Figure, Table
from development import queries, services
from development.forms import (
    BeginForm,
    CarryOnForm,
    CloseForm,
    CriterionForm,
    DecideMovementForm,
    EditCriterionForm,
    EndMovementForm,
    MistakeForm,
    MovementFilter,
    MovementForm,
    ParticipationForm,
)
from development.models import Movement, MovementCriterion, Participation
from members.queries import open_files
from members.queries.namesakes import with_names

RELATED = ("lead_cell", "lead_unit__organisation", "lead_unit__hamlet", "continues")


@require_safe
def movements(request):
    """The movements and models of a year; how many were registered and how many recognised."""
    require(request.user, Do.SEE_ORGANISATIONS)
    form = MovementFilter(request.GET, today=timezone.localdate(), ahead=1)
    form.is_valid()
    year = form.chosen_year
    every = queries.movements_of(user=request.user, year=year)
    table = _table_of([movement for movement in every if form.fits(movement)], year)
    if wants_excel(request):
        return send_tables(request, table)
    context = {
        "form": form,
        "table": table,
        "counts": queries.counts_of(every),
        "may_edit": bool(scope(request.user, Do.EDIT_ORGANISATIONS)),
    }
    return render(request, "development/movements.html", context)


def _table_of(found, year):
    hamlets, people = queries.hamlets_of(found), queries.people_in(found)
    rows = [
        (
            Figure(movement.name, movement.get_absolute_url()),
            Figure(movement.get_kind_display()),
            Figure(movement.get_field_display()),
            Figure(str(movement.lead)),
            Figure(", ".join(hamlet.name for hamlet in hamlets[movement.pk]) or _("whole commune")),
            Figure(movement.state.label, tone=movement.state.tone),
            Figure(people[movement.pk]),
        )
        for movement in found
    ]
    return Table(
        title=_("Movements and models of %(year)s") % {"year": year},
        columns=(
            Column(_("name"), width=40),
            Column(_("kind"), width=20),
            Column(_("field of work"), width=24),
            Column(_("led by"), width=34),
            Column(_("hamlets"), width=34),
            Column(_("state"), width=18, by_name=True),
            Column(_("people taking part"), "number", help=_("Persons by name, each once.")),
        ),
        rows=tuple(rows),
        notes=(
            _("Who leads a movement is credited with it: a cell, a unit of a mass organisation, or another body."),
            _("One that was recognised and struck off the list later was recognised all the same."),
        ),
    )


@require_safe
def movement(request, pk):
    """A movement with its criteria, its product, and those who take part as far as the reader may see them."""
    movement = get_for(request.user, Do.SEE_ORGANISATIONS, Movement.objects, related=RELATED, pk=pk)
    people = Participation.objects.visible_to(request.user).filter(movement=movement)
    people = sorted(
        with_names(people.select_related("member", "hamlet")),
        key=lambda row: (row.struck, row.until is not None, row.part, row.since, row.pk),
    )
    context = {
        "movement": movement,
        "hamlets": queries.hamlets_of([movement])[pk],
        "criteria": movement.criteria.kept(),
        "people": people,
        "opens": open_files(request.user, [row.member_id for row in people if row.member_id]),
        "count": queries.people_in([movement])[pk],
        "listed": queries.came_from([movement]).get(pk),
        "following": Movement.objects.kept().filter(continues=movement).first(),
        "may_edit": scope(request.user, Do.EDIT_ORGANISATIONS).has(commune=movement.commune_id, cell=None)
        and not movement.struck,
    }
    return render(request, "development/movement.html", context)


def movement_add(request):
    require(request.user, Do.EDIT_ORGANISATIONS)
    commune, today = Commune.objects.get(pk=commune_id(request.user)), timezone.localdate()
    form = MovementForm(request.POST or None, commune=commune, today=today, initial={"year": today.year})
    if movement := taken(request, form, services.register_movement, commune=commune):
        messages.success(request, _("%(name)s is recorded.") % {"name": movement.name})
        return redirect(movement)
    return form_page(request, form, _("New movement or model"), "development:movements")


def movement_edit(request, pk):
    movement = get_for(request.user, Do.EDIT_ORGANISATIONS, Movement.objects, related=("commune",), pk=pk)
    form = MovementForm(request.POST or None, instance=movement, commune=movement.commune, today=timezone.localdate())
    if taken(request, form, services.edit_movement, movement=movement):
        messages.success(request, _("Saved."))
        return redirect(movement)
    name = Movement.objects.get(pk=pk)
    return form_page(request, form, _("Change %(name)s") % {"name": name}, "development:movements", movement)


def movement_begin(request, pk):
    return _step(request, pk, BeginForm, services.begin_movement, _("%(name)s: carried out"))


def movement_decide(request, pk):
    return _step(request, pk, DecideMovementForm, services.decide_movement, _("%(name)s: recognised or not"))


def movement_end(request, pk):
    return _step(request, pk, EndMovementForm, services.end_movement, _("%(name)s: struck off the list"))


def movement_carry_on(request, pk):
    return _step(request, pk, CarryOnForm, services.carry_on_movement, _("%(name)s: carried on next year"))


def movement_strike(request, pk):
    return _step(request, pk, MistakeForm, services.strike_movement, _("%(name)s: recorded by mistake"))


def _step(request, pk, form, service, heading):
    """A page of one form that leads a movement on; it leads to the movement that the service answers."""
    movement = get_for(request.user, Do.EDIT_ORGANISATIONS, Movement.objects, pk=pk)
    form = form(request.POST or None)
    if answer := taken(request, form, service, movement=movement):
        messages.success(request, _("Saved."))
        return redirect(answer)
    return form_page(request, form, heading % {"name": movement}, "development:movements", movement)


def criterion_add(request, pk):
    movement = get_for(request.user, Do.EDIT_ORGANISATIONS, Movement.objects, pk=pk)
    form = CriterionForm(request.POST or None)
    if taken(request, form, services.add_criterion, movement=movement):
        messages.success(request, _("Saved."))
        return redirect(movement)
    return form_page(request, form, _("Criterion of %(name)s") % {"name": movement}, "development:movements", movement)


def criterion_edit(request, pk):
    related = ("movement",)
    criterion = get_for(request.user, Do.EDIT_ORGANISATIONS, MovementCriterion.objects, related=related, pk=pk)
    form = EditCriterionForm(request.POST or None, instance=criterion)
    if taken(request, form, services.edit_criterion, criterion=criterion):
        messages.success(request, _("Saved."))
        return redirect(criterion.movement)
    heading = _("Criterion of %(name)s") % {"name": criterion.movement}
    return form_page(request, form, heading, "development:movements", criterion.movement)


def part_add(request, pk):
    movement = get_for(request.user, Do.EDIT_ORGANISATIONS, Movement.objects, pk=pk)
    form = ParticipationForm(request.POST or None, user=request.user, commune=movement.commune_id)
    if taken(request, form, services.take_part, movement=movement):
        messages.success(request, _("Saved."))
        return redirect(movement)
    heading = _("Who takes part: %(name)s") % {"name": movement}
    return form_page(request, form, heading, "development:movements", movement)


def part_end(request, pk):
    return _part_step(request, pk, CloseForm, services.end_part, _("%(what)s of %(name)s: end"))


def part_strike(request, pk):
    return _part_step(request, pk, MistakeForm, services.strike_part, _("Strike out: %(what)s, %(name)s"))


def _part_step(request, pk, form, service, heading):
    related = ("movement", "member")
    [row] = with_names([get_for(request.user, Do.EDIT_ORGANISATIONS, Participation.objects, related=related, pk=pk)])
    form = form(request.POST or None)
    if taken(request, form, service, participation=row):
        messages.success(request, _("Saved."))
        return redirect(row.movement)
    words = {"what": row, "name": row.full_name}
    return form_page(request, form, heading % words, "development:movements", row.movement)
