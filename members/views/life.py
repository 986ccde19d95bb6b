from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, scope
from cells.models import Cell
from common.crumbs import step
from common.forms import form_page, taken
from members import services
from members.enums import KEPT_OUT, EventKind, OverlayKind, Standing
from members.forms import CorrectEventForm, EndCellForm, EventForm
from members.forms.life import FIELDS
from members.models import Event, Member
from members.queries.contradictions import otherwise
from members.queries.handing_on import left_by
from members.queries.timeline import moments
from members.views.page import leads_to_kept


@require_safe
@leads_to_kept
def member_life(request, pk):
    """Everything that happened, with the corrections, and what may be recorded next."""
    member, today = get_for(request.user, Do.SEE_MEMBERS, Member.objects, pk=pk), timezone.localdate()
    may_edit = scope(request.user, Do.EDIT_MEMBERS).has(commune=member.commune_id, cell=None)
    context = {
        "member": member,
        "moments": moments(member, day=today),
        "corrections": member.corrections.filter(event=None).select_related("account"),
        "merges": member.merges.kept().select_related("other", "account"),
        "slips": member.slips.all(),
        "may_edit": may_edit,
        "despite": member.despite.select_related("account") if may_edit else [],
        "otherwise": otherwise(member) if may_edit else [],
        "left": left_by(member, today) if may_edit else [],
        "next": [(kind, kind.label) for kind in possible_events(member, today)] if may_edit else [],
    }
    return render(request, "members/life.html", context)


def possible_events(member, day):
    """[EventKind] that can follow what is recorded of `member` up to `day`."""
    row = member.memberships.filter(until=None).first()
    over = set(member.overlays.on(day).values_list("kind", flat=True))
    if row is None:
        if OverlayKind.HOSTED in over:
            return [EventKind.COME_BACK, EventKind.ARRIVE, EventKind.DIE]
        last = member.memberships.order_by("-since").first()
        back = {
            "transferred": [EventKind.ARRIVE],
            "removed": [EventKind.RESTORE, EventKind.READMIT],
            "expelled": [EventKind.RESTORE, EventKind.READMIT],
            "left": [EventKind.READMIT],
        }
        if last:
            return back.get(last.exit, [])
        first = [] if member.events.kept().exists() else [EventKind.JOIN, EventKind.ADMIT]
        return [*first, EventKind.ARRIVE, EventKind.HOST]
    official = row.standing == Standing.OFFICIAL
    found = [
        (EventKind.RECOGNISE, not official),
        (EventKind.TRANSFER, True),
        (EventKind.TRANSFER_OUT, True),
        (EventKind.EXEMPT, OverlayKind.EXEMPT not in over),
        (EventKind.END_EXEMPTION, OverlayKind.EXEMPT in over),
        (EventKind.GO_AWAY, OverlayKind.AWAY not in over),
        (EventKind.COME_BACK, OverlayKind.AWAY in over),
        (EventKind.SUSPEND, True),  # also the extension of a suspension
        (EventKind.LIFT_SUSPENSION, OverlayKind.SUSPENDED in over),
        (EventKind.PROSECUTE, OverlayKind.PROSECUTED not in over),
        (EventKind.END_PROSECUTION, OverlayKind.PROSECUTED in over),
        (EventKind.POST, official and not over & {*KEPT_OUT}),
        (EventKind.END_POST, member.posts.on(day).exists()),
        (EventKind.REMOVE_NAME, True),
        (EventKind.LEAVE, True),
        (EventKind.EXPEL, official),
        (EventKind.DIE, True),
    ]
    return [kind for kind, possible in found if possible]


def member_event(request, pk, kind):
    member = get_for(request.user, Do.EDIT_MEMBERS, Member.objects, pk=pk)
    if kind not in FIELDS:
        raise Http404
    kind = EventKind(kind)
    form = EventForm(request.POST or None, kind=kind, member=member, user=request.user)
    service = services.appoint if kind == EventKind.POST else partial(services.record, kind=kind)
    if taken(request, form, service, typed=form.facts, member=member):
        messages.success(request, _("Recorded for %(name)s.") % {"name": member})
        return redirect("members:life", member.pk)
    return form_page(request, form, f"{member}: {kind.label}", member, step("members:life", pk))


def event_correct(request, pk):
    event = get_for(request.user, Do.EDIT_MEMBERS, Event.objects.select_related("member"), pk=pk)
    form = CorrectEventForm(request.POST or None, event=event)
    if taken(request, form, services.correct, event=event):
        messages.success(request, _("The records are corrected."))
        return redirect("members:life", event.member_id)
    heading = _("Correct: %(event)s, %(name)s") % {"event": event, "name": event.member}
    return form_page(request, form, heading, event.member, step("members:life", event.member_id))


def end_cell(request, pk):
    cell = get_for(request.user, Do.EDIT_MEMBERS, Cell.objects, pk=pk)
    form = EndCellForm(request.POST or None, cell=cell, user=request.user)
    if taken(request, form, services.end_cell, cell=cell):
        messages.success(request, _("The state of %(cell)s is changed.") % {"cell": cell})
        return redirect(cell)
    return form_page(request, form, _("End %(name)s") % {"name": cell}, "cells:list", cell)
