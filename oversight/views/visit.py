from collections import Counter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope
from cells.models import Cell
from common.crumbs import step
from common.forms import form_page, taken
from common.pages import page_of
from common.periods import Period
from meetings.models import Meeting
from meetings.queries.roll import absence_alerts
from oversight import queries, services
from oversight.enums import VisitState
from oversight.forms import HandOverForm, PeriodForm, RemarkForm, VisitForm
from oversight.models import PlannedVisit, Remark
from oversight.queries.duty import open_in

RECENT = 6  # meetings of a cell that a successor reads first


@require_safe
def visits(request):
    """Visits planned, made and missed in a quarter, summed up by Committee member."""
    require(request.user, Do.SEE_OVERSIGHT)
    today = timezone.localdate()
    now = Period("Q", today.year, (today.month - 1) // 3 + 1)
    form = PeriodForm(request.GET if "period" in request.GET else {"period": now.code}, today=today)
    period = form.cleaned_data["period"] if form.is_valid() else now
    cells = Cell.objects.for_doing(request.user, Do.SEE_OVERSIGHT)
    rows = queries.visits(cells=cells, since=period.since, until=period.until, today=today)
    counts = Counter((row.committee_member, row.state) for row in rows)
    members = sorted({row.committee_member for row in rows}, key=lambda member: (member.search_key, member.pk))
    page = page_of(request, rows)
    context = {
        "form": form,
        "states": list(VisitState),
        "members": [(member, [counts[member, state] for state in VisitState]) for member in members],
        "page": page,
        "made": sum(row.state == VisitState.MADE for row in page),
        "mine": Cell.objects.for_doing(request.user, Do.GUIDE_CELLS).active_on(today),
    }
    return render(request, "oversight/visits.html", context)


def visit_plan(request, pk):
    """A Committee member plans to come to a cell in their charge."""
    cell = get_for(request.user, Do.GUIDE_CELLS, Cell.objects, pk=pk)
    today = timezone.localdate()
    form = VisitForm(request.POST or None)
    if taken(request, form, services.plan_visit, committee_member=_seat(request, cell), cell=cell, today=today):
        messages.success(request, _("The visit is planned."))
        return redirect("oversight:visits")
    return form_page(request, form, _("Visit to %(cell)s") % {"cell": cell}, "oversight:index", "oversight:visits")


@require_POST
def visit_withdraw(request, pk):
    visit = get_for(request.user, Do.GUIDE_CELLS, PlannedVisit.objects.select_related("committee_member"), pk=pk)
    if visit.committee_member.account_id != request.user.pk:
        raise PermissionDenied
    services.withdraw_visit(visit=visit, by=request.user)
    messages.success(request, _("The plan is taken back."))
    return redirect("oversight:visits")


def remark(request, pk):
    """What the member in charge says of a meeting."""
    meeting = get_for(request.user, Do.GUIDE_CELLS, Meeting.objects.select_related("cell"), pk=pk)
    seat = _seat(request, meeting.cell)
    said = Remark.objects.filter(meeting=meeting, committee_member=seat).first()
    form = RemarkForm(request.POST or None, instance=said)
    if taken(request, form, services.remark, meeting=meeting, committee_member=seat):
        messages.success(request, _("Saved."))
        return redirect(meeting)
    heading = _("Remarks: %(cell)s, %(day)s") % {"cell": meeting.cell, "day": f"{meeting.held_on:%d/%m/%Y}"}
    return form_page(request, form, heading, meeting.cell, meeting)


@require_safe
def hand_over(request, pk):
    """What a successor in charge of a cell has to know, on one sheet, and how it was handed over before."""
    cell = get_for(request.user, Do.SEE_OVERSIGHT, Cell.objects, pk=pk)
    today = timezone.localdate()
    meetings = cell.meetings.kept().select_related("score").prefetch_related("remarks__committee_member", "visits")
    context = {
        "cell": cell,
        "today": today,
        "assignments": cell.assignments.select_related("committee_member").order_by("-since", "pk"),
        "alerts": absence_alerts(cells=[cell], day=today),
        "meetings": meetings.order_by("-held_on", "pk")[:RECENT],
        "before": cell.hand_overs.select_related("giver", "taker"),
        "may_change": scope(request.user, Do.EDIT_STRUCTURE).has(commune=cell.commune_id, cell=cell.pk),
        **open_in(cell, today),
    }
    return render(request, "oversight/hand_over.html", context)


def hand_over_add(request, pk):
    """Another Committee member takes a cell over; what is open goes along."""
    require(request.user, Do.SEE_OVERSIGHT)
    cell, today = get_for(request.user, Do.EDIT_STRUCTURE, Cell.objects, pk=pk), timezone.localdate()
    form = HandOverForm(request.POST or None, cell=cell, today=today, initial={"since": f"{today:%d/%m/%Y}"})
    if taken(request, form, services.hand_over, cell=cell, today=today):
        messages.success(request, _("Handed over: what is open goes along."))
        return redirect("oversight:hand-over", pk)
    heading = _("Hand over %(cell)s") % {"cell": cell}
    return form_page(request, form, heading, "cells:list", cell, step("oversight:hand-over", pk, label=_("Hand-over")))


def _seat(request, cell):
    """The Committee member that the account stands for in `cell` today."""
    return queries.in_charge_of(request.user, timezone.localdate())[cell.pk]
