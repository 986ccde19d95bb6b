"""The Fatherland Front and the mass organisations of the commune: units, who heads them, how many belong to them."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Commune, Hamlet
from cells.outgoing import send_tables, wants_excel
from common.crumbs import step
from common.forms import form_page, taken
from common.periods import Period
from common.rows import Row, locked, rows_page, saved
from common.tables import Column, Figure, Table
from development import queries, services
from development.enums import Basis, HeadRole, UnitKind
from development.forms import (
    CloseForm,
    EditOrganisationForm,
    HalfYearForm,
    HamletPersonsForm,
    HandOnUnitsForm,
    HeadForm,
    MistakeForm,
    OrganisationForm,
    UnitFiguresForm,
    UnitForm,
)
from development.models import MassOrganisation, Unit, UnitHead
from development.rules.organisation import size_of
from members.queries.namesakes import with_names

UNIT = ("organisation", "hamlet")
HEAD = ("unit__organisation", "unit__hamlet")


@require_safe
def organisations(request):
    """What each hamlet has of each organisation and who heads it; units of the commune and of trades above."""
    require(request.user, Do.SEE_ORGANISATIONS)
    today, commune = timezone.localdate(), commune_id(request.user)
    kinds = queries.organisations_on(commune, today)
    hamlets = Hamlet.objects.for_doing(request.user, Do.SEE_ORGANISATIONS).exclude(ended_on__lte=today)
    places = queries.organisations_in(
        user=request.user, hamlets=list(hamlets.order_by("search_key", "pk")), organisations=kinds, day=today
    )
    may_edit = bool(scope(request.user, Do.EDIT_ORGANISATIONS))
    drawn = {place.organisation.pk for _hamlet, here in places for place in here if place.unit or place.lacking}
    table = _table_of(places, [kind for kind in kinds if kind.pk in drawn], today, may_edit)
    if wants_excel(request):
        return send_tables(request, table)
    others = Unit.objects.visible_to(request.user).on(today).exclude(kind=UnitKind.HAMLET).select_related(*UNIT)
    others = list(others)
    leaders = queries.leaders_of(units=others, day=today, user=request.user)
    half = Period("H", today.year, (today.month + 5) // 6)
    context = {
        "table": table,
        "periods": [half, half.previous()],
        "counts": _counts(places),
        "others": [(unit, leaders[unit.pk]) for unit in others],
        "counted": [kind for kind in kinds if kind.has_members],
        "may_edit": may_edit,
    }
    return render(request, "development/organisations.html", context)


def _table_of(places, kinds, today, may_edit):
    return Table(
        title=capfirst(_("mass organisations")),
        subtitle=_("As of %(day)s") % {"day": f"{today:%d/%m/%Y}"},
        columns=(
            Column(_("hamlet"), width=24),
            Column(_("state"), width=18, by_name=True),
            *(Column(kind.name, width=30) for kind in kinds),
        ),
        rows=tuple(
            (
                Figure(hamlet.name, reverse("cells:hamlet", args=[hamlet.pk])),
                _state(here),
                *(_figure(hamlet, place, may_edit) for place in here if place.organisation in kinds),
            )
            for hamlet, here in places
        ),
        notes=(
            _("A name is that of the head of the unit. Beside it stands what else the head is, as far as you may see."),
            _("Several posts: posts in a cell, in the hamlet, or in other units."),
            _("No unit: every hamlet should have one, and this one has none."),
        ),
    )


def _state(here):
    """What is missing in a hamlet with these Places."""
    counts = _counts([(None, here)])
    lacking, vacant = counts["lacking"], counts["vacant"]
    told = [_("%(units)s without a head") % {"units": vacant}] * bool(vacant)
    told += [_("%(units)s still missing") % {"units": lacking}] * bool(lacking)
    return Figure(", ".join(told), tone="bad" if vacant else "warn") if told else Figure(_("complete"), tone="ok")


def _figure(hamlet, place, may_edit):
    if place.unit is None:
        add = f"{reverse('development:add-unit')}?organisation={place.organisation.pk}&hamlet={hamlet.pk}"
        return Figure(_("no unit"), add if may_edit else "", tone="warn") if place.lacking else Figure(None)
    url = place.unit.get_absolute_url()
    if place.head is None:
        return Figure(_("vacant"), url, tone="bad")
    return Figure(place.head.row.full_name, url, note=", ".join(place.head.flags))


def _counts(places):
    """{word: number of units of hamlets, or of places without one}."""
    every = [place for _hamlet, here in places for place in here]
    heads = [place.head for place in every if place.head]
    units = sum(place.unit is not None for place in every)
    return {
        "units": units,
        "lacking": sum(place.lacking for place in every),
        "vacant": units - len(heads),
        "provisional": sum(head.row.basis == Basis.PROVISIONAL for head in heads),
        "in_party": sum(head.in_party for head in heads),
    }


@require_safe
def unit(request, pk):
    """A unit with who heads it, who did before, and its numbers."""
    unit = get_for(request.user, Do.SEE_ORGANISATIONS, Unit.objects, related=UNIT, pk=pk)
    today = timezone.localdate()
    rows = sorted(with_names(unit.heads.select_related("member")), key=lambda row: (row.since, row.pk), reverse=True)
    rows.sort(key=lambda row: (row.struck, row.until is not None, row.role != HeadRole.HEAD))
    leaders = {leader.row.pk: leader for leader in queries.leaders_of(units=[unit], day=today, user=request.user)[pk]}
    figures = list(unit.figures.all())
    context = {
        "unit": unit,
        "heads": [(row, leaders.get(row.pk)) for row in rows],
        "led": any(leader.row.role == HeadRole.HEAD for leader in leaders.values()),
        "figures": figures,
        "size": size_of(figures[0].members if figures else None, unit.organisation),
        "may_edit": scope(request.user, Do.EDIT_ORGANISATIONS).has(commune=unit.own_commune, cell=None),
    }
    return render(request, "development/unit.html", context)


def unit_add(request):
    require(request.user, Do.EDIT_ORGANISATIONS)
    today, commune = timezone.localdate(), commune_id(request.user)
    asked = {name: request.GET.get(name, "") for name in ("organisation", "hamlet")}
    form = UnitForm(request.POST or None, commune=commune, today=today, initial=asked)
    if unit := taken(request, form, services.found_unit):
        messages.success(request, _("%(unit)s is recorded.") % {"unit": unit})
        return redirect(unit)
    return form_page(request, form, _("New unit of a mass organisation"), "development:organisations")


def unit_close(request, pk):
    unit = get_for(request.user, Do.EDIT_ORGANISATIONS, Unit.objects, related=UNIT, pk=pk)
    form = CloseForm(request.POST or None)
    if taken(request, form, services.close_unit, unit=unit):
        messages.success(request, _("Saved."))
        return redirect(unit)
    heading = _("%(unit)s: end") % {"unit": unit}
    return form_page(request, form, heading, "development:organisations", unit, button=_("Close the unit"))


def head_add(request, pk):
    unit = get_for(request.user, Do.EDIT_ORGANISATIONS, Unit.objects, related=UNIT, pk=pk)
    form = HeadForm(request.POST or None, user=request.user)
    if taken(request, form, services.name_head, unit=unit):
        messages.success(request, _("Saved."))
        return redirect(unit)
    return form_page(request, form, _("Who heads %(unit)s") % {"unit": unit}, "development:organisations", unit)


def _head(request, pk):
    """The UnitHead of that number, to be changed; HTTP 403 or 404 as `get_for`."""
    head = get_for(request.user, Do.EDIT_ORGANISATIONS, UnitHead.objects, related=(*HEAD, "member"), pk=pk)
    return with_names([head])[0]


def head_end(request, pk):
    head = _head(request, pk)
    form = CloseForm(request.POST or None)
    if taken(request, form, services.end_head, head=head):
        messages.success(request, _("Saved."))
        return redirect(head.unit)
    heading = _("%(what)s of %(name)s: end") % {"what": head, "name": head.full_name}
    return form_page(request, form, heading, "development:organisations", head.unit)


def head_strike(request, pk):
    head = _head(request, pk)
    form = MistakeForm(request.POST or None)
    if taken(request, form, services.strike_head, head=head):
        messages.success(request, _("Struck out."))
        return redirect(head.unit)
    heading = _("Strike out: %(what)s, %(name)s") % {"what": head, "name": head.full_name}
    return form_page(request, form, heading, "development:organisations", head.unit, button=_("Strike out"))


def units_hand_on(request, pk):
    """The units of a hamlet that was merged into another."""
    hamlet = get_for(request.user, Do.EDIT_ORGANISATIONS, Hamlet.objects, pk=pk)
    ended = {"on": f"{hamlet.ended_on:%d/%m/%Y}"} if hamlet.ended_on else {}
    form = HandOnUnitsForm(request.POST or None, hamlet=hamlet, today=timezone.localdate(), initial=ended)
    if taken(request, form, services.hand_on_units, hamlet=hamlet):
        messages.success(request, _("The units are handed on; their heads are provisional until a congress."))
        return redirect("cells:hamlet", form.cleaned_data["into"].pk)
    heading = _("Hand on the units of %(hamlet)s") % {"hamlet": hamlet.titled}
    return form_page(request, form, heading, "cells:hamlets", step("cells:hamlet", pk, label=hamlet))


def figures(request, pk):
    """The numbers of all units of one organisation at the end of a half year."""
    kind = get_for(request.user, Do.EDIT_ORGANISATIONS, MassOrganisation.objects, pk=pk)
    today = timezone.localdate()
    period = HalfYearForm(request.GET, today=today).chosen
    units = kind.units.on(min(period.last_day, today)).exclude(kind=UnitKind.COMMUNE).select_related(*UNIT)
    units = sorted(units, key=lambda unit: (unit.hamlet.search_key if unit.hamlet_id else "", unit.name, unit.pk))
    data = request.POST if request.method == "POST" else None
    with locked(request, kind):
        told = queries.figures_of(units=units, period=period)
        rows = [Row(_of_unit(unit), UnitFiguresForm(data, unit=unit, row=told.get(unit.pk))) for unit in units]
        head = forms.Form(data)

        def save():
            changed = {row.form.unit: row.form.taken() for row in rows if row.form.changed}
            services.keep_figures(organisation=kind, period=period, figures=changed, by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect("development:organisations")
    heading = _("Numbers of %(name)s") % {"name": kind}
    return rows_page(request, head, rows, heading, reverse("development:organisations"), str(period))


def _of_unit(unit):
    return unit.name or (unit.hamlet.titled if unit.hamlet_id else unit.get_kind_display())


def persons(request):
    """How many persons of each hamlet are in organisations at the end of a half year."""
    require(request.user, Do.EDIT_ORGANISATIONS)
    today, commune = timezone.localdate(), Commune.objects.get(pk=commune_id(request.user))
    period = HalfYearForm(request.GET, today=today).chosen
    hamlets = Hamlet.objects.for_doing(request.user, Do.EDIT_ORGANISATIONS).exclude(ended_on__lte=today)
    hamlets = list(hamlets.order_by("search_key", "pk"))
    data = request.POST if request.method == "POST" else None
    with locked(request, commune):
        told = queries.persons_of(hamlets=hamlets, period=period)
        sums = queries.memberships_of(hamlets=hamlets, period=period)
        rows = [
            Row(
                hamlet.titled,
                HamletPersonsForm(data, hamlet=hamlet, persons=told.get(hamlet.pk)),
                _("%(count)s memberships") % {"count": sums[hamlet.pk]} if hamlet.pk in sums else "",
            )
            for hamlet in hamlets
        ]
        head = forms.Form(data)

        def save():
            forms_of = zip(hamlets, (row.form for row in rows), strict=True)
            changed = {hamlet: form.taken()["persons"] for hamlet, form in forms_of if form.changed}
            services.keep_persons(commune=commune, period=period, persons=changed, by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect("development:organisations")
    heading = capfirst(_("persons in mass organisations"))
    return rows_page(request, head, rows, heading, reverse("development:organisations"), str(period))


@require_safe
def organisation_kinds(request):
    """The organisations that the commune has, with what their units are called and how long a term is."""
    require(request.user, Do.ADMINISTER)
    kinds = MassOrganisation.objects.filter(commune=commune_id(request.user)).prefetch_related("former_names")
    return render(request, "development/organisation_kinds.html", {"kinds": kinds})


def organisation_add(request):
    require(request.user, Do.ADMINISTER)
    commune = Commune.objects.get(pk=commune_id(request.user))
    form = OrganisationForm(request.POST or None)
    if kind := taken(request, form, services.add_organisation, commune=commune):
        messages.success(request, _("%(name)s is recorded.") % {"name": kind})
        return redirect("development:organisation-kinds")
    return form_page(request, form, _("New mass organisation"), "cells:office", "development:organisation-kinds")


def organisation_edit(request, pk):
    kind = get_for(request.user, Do.ADMINISTER, MassOrganisation.objects, pk=pk)
    form = EditOrganisationForm(request.POST or None, instance=kind)
    if taken(request, form, services.edit_organisation, organisation=kind):
        messages.success(request, _("Saved."))
        return redirect("development:organisation-kinds")
    heading = _("Change %(name)s") % {"name": MassOrganisation.objects.get(pk=pk)}
    return form_page(request, form, heading, "cells:office", "development:organisation-kinds")
