from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Cell, Commune
from common.errors import REFUSALS, show_refusal
from members import forms, queries, services
from members.enums import DEPARTURES, Entry, Standing
from members.models import Member, Membership, Overlay, Post, Target

PER_PAGE = 50
FIRST_YEAR = 2011  # of the records


def member_list(request):
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    form = forms.MemberFilter(request.GET, user=request.user)
    form.is_valid()
    chosen = defaultdict(str, form.cleaned_data)
    members = Member.objects.visible_to(request.user).named(chosen["name"])
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEMBERS)
    rows = Membership.objects.last_known(today) if chosen["left"] else Membership.objects.on(today)
    if chosen["cell"]:
        rows, cells = rows.filter(cell=chosen["cell"]), cells.filter(pk=chosen["cell"].pk)
    if chosen["standing"]:
        rows = rows.filter(standing=chosen["standing"])
    members = members.filter(pk__in=rows.values("member"))
    if chosen["state"]:
        members = members.filter(pk__in=Overlay.objects.on(today).filter(kind=chosen["state"]).values("member"))
    members = members.prefetch_related(
        Prefetch("memberships", Membership.objects.last_known(today).select_related("cell"), to_attr="last_known"),
        Prefetch("overlays", Overlay.objects.on(today), to_attr="over"),
        Prefetch("posts", Post.objects.on(today), to_attr="posts_now"),
    )
    page = Paginator(members.order_by("sort_key", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "headcount": queries.headcount(cells=cells, day=today),
        "departures": DEPARTURES,
        "may_edit": bool(scope(request.user, Do.EDIT_MEMBERS)),
    }
    return render(request, "members/list.html", context)


def member_detail(request, pk):
    member = get_for(request.user, Do.SEE_MEMBERS, Member.objects, pk=pk)
    memberships = list(member.memberships.select_related("cell").order_by("since", "pk"))
    current = next((row for row in memberships if row.until is None), None)
    overlays = list(member.overlays.order_by("since", "pk"))
    posts = list(member.posts.select_related("cell").order_by("since", "pk"))
    today = timezone.localdate()
    pointless = {
        "recognise": current and current.standing == Standing.OFFICIAL,
        "appoint": current and current.standing == Standing.PROBATIONARY,
        "return": not any(row.holds_on(today) for row in overlays),
        "end-post": all(row.until for row in posts),
    }
    context = {
        "member": member,
        "memberships": memberships,
        "current": current,
        "overlays": overlays,
        "posts": posts,
        "may_edit": scope(request.user, Do.EDIT_MEMBERS).has(commune=member.commune_id, cell=None),
        "events": {slug: event for slug, event in EVENTS.items() if current and not pointless.get(slug)},
    }
    return render(request, "members/detail.html", context)


def member_add(request):
    require(request.user, Do.EDIT_MEMBERS)
    form = forms.AddForm(request.POST or None, user=request.user, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            member = _enter(**form.cleaned_data, by=request.user)
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("%(name)s is recorded.") % {"name": member})
            return redirect(member)
    return _form_page(request, form, _("New member"), "members:list")


def _enter(*, how, standing, since, **entered):
    if how == Entry.ADMITTED:
        return services.admit(ceremony_on=since, **entered)
    return services.join(entry=Entry(how), standing=standing, since=since, **entered)


def member_edit(request, pk):
    """Mend what was typed wrongly about a person."""
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    initial = {"full_name": member.full_name, "sex": member.sex, "born": member.born_text}
    form = forms.PersonForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.correct_person(member=member, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Saved."))
            return redirect(member)
    return _form_page(request, form, _("Correct %(name)s") % {"name": member}, "members:detail", pk)


@dataclass(frozen=True)
class Event:
    """An event of the member's page: its words, its form, and the change it makes of the form's data."""

    label: str
    form: type
    change: object


EVENTS = {
    "recognise": Event(gettext_lazy("Recognise as official"), forms.EventForm, services.recognise),
    "move": Event(gettext_lazy("Move to another cell"), forms.MoveForm, services.move),
    "overlay": Event(gettext_lazy("Exempt, away or suspended"), forms.OverlayForm, services.lay_over),
    "return": Event(
        gettext_lazy("End an exemption, absence or suspension"),
        forms.ReturnForm,
        lambda member, **typed: services.end_overlay(**typed),
    ),
    "appoint": Event(
        gettext_lazy("Give a post"),
        forms.AppointForm,
        lambda member, **typed: services.appoint(member=member, cell=services.current_cell(member), **typed),
    ),
    "end-post": Event(
        gettext_lazy("End a post"), forms.EndPostForm, lambda member, **typed: services.end_post(**typed)
    ),
    "depart": Event(gettext_lazy("Leave the records"), forms.DepartForm, services.depart),
}


def member_event(request, pk, slug):
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    event = EVENTS.get(slug)
    if event is None:
        raise Http404
    form = event.form(request.POST or None, member=member, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            event.change(member=member, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Recorded for %(name)s.") % {"name": member})
            return redirect(member)
    return _form_page(request, form, f"{event.label}: {member}", "members:detail", pk)


def end_cell(request, pk):
    cell = get_for(request.user, Do.EDIT_MEMBERS, Cell.objects, pk=pk)
    form = forms.EndCellForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_cell(cell=cell, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The state of %(cell)s is changed.") % {"cell": cell})
            return redirect(cell)
    return _form_page(request, form, _("End %(name)s") % {"name": cell}, "cells:detail", pk)


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
        "years": range(today.year + 1, FIRST_YEAR - 1, -1),
        "whole": whole,
        "sees_all": bool(sees.communes),
        "rows": [(part, sees.has(commune=part.cell.commune_id, cell=part.cell.pk)) for part in parts],
        "may_set": bool(scope(request.user, Do.SET_TARGETS)),
    }
    return render(request, "members/targets.html", context)


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
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    people = [row.member_id for row in page]
    opens = set(Member.objects.visible_to(request.user).filter(pk__in=people).values_list("pk", flat=True))
    return render(request, "members/admitted.html", {"year": year, "cell": cell, "page": page, "opens": opens})


def set_targets(request):
    require(request.user, Do.SET_TARGETS)
    year = _year(request, timezone.localdate())
    commune = Commune.objects.get(pk=commune_id(request.user))
    cells = Cell.objects.for_doing(request.user, Do.SET_TARGETS)
    cells = list(cells.active_during(date(year, 1, 1), date(year + 1, 1, 1)).order_by("search_key", "pk"))
    targets = {target.cell_id: target for target in Target.objects.filter(commune=commune, year=year)}
    planned = {cell: target.planned for cell, target in targets.items()}
    initial = {"resolution_no": targets[None].resolution_no} if None in targets else {}
    form = forms.TargetsForm(request.POST or None, cells=cells, planned=planned, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                for cell, number in form.plans():
                    services.set_target(
                        commune=commune,
                        cell=cell,
                        year=year,
                        planned=number,
                        resolution_no=form.cleaned_data["resolution_no"],
                        by=request.user,
                    )
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The targets of %(year)s are set.") % {"year": year})
            return redirect(f"{reverse('members:targets')}?year={year}")
    return _form_page(request, form, _("Targets of %(year)s") % {"year": year}, "members:targets")


def _year(request, today):
    """The year asked for, this year when it makes no sense."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else today.year
    return year if FIRST_YEAR <= year <= today.year + 1 else today.year


def _form_page(request, form, heading, back, *args):
    return render(request, "components/form_page.html", {"form": form, "heading": heading, "back": back, "args": args})
