"""Model meetings: the programmes of the commune, their meetings, and what came of them."""

from functools import partial

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Cell, Commune
from common.forms import form_page, pressed, taken
from common.pages import page_of
from common.rows import Row, locked, rows_page, saved
from meetings import services
from meetings.forms.showcase import (
    CameForm,
    HeldForm,
    ModelMeetingForm,
    OpinionForm,
    ProgrammeForm,
    ProgrammeReviewForm,
    UptakeForm,
)
from meetings.models import ModelMeeting, Opinion, Programme, ProgrammeReview, Uptake
from meetings.queries.showcase import responses

MODELS = ModelMeeting.objects.select_related("programme", "cell", "meeting")


@require_safe
def programmes(request):
    require(request.user, Do.SEE_MODEL_MEETINGS)
    found = Programme.objects.visible_to(request.user).prefetch_related("model_meetings__cell", "reviews")
    page = page_of(request, found.order_by("-since", "-pk"))
    context = {"page": page, "may_edit": may(request.user, Do.EDIT_MODEL_MEETINGS)}
    return render(request, "meetings/programmes.html", context)


@require_safe
def programme(request, pk):
    """One programme: its model meetings, who took them up, its reviews."""
    programme = get_for(request.user, Do.SEE_MODEL_MEETINGS, Programme.objects, pk=pk)
    models = list(programme.model_meetings.select_related("cell", "meeting").order_by("on", "pk"))
    answers = responses(models)
    uptakes = Uptake.objects.filter(model_meeting__in=models).select_related("cell", "model_meeting__cell")
    context = {
        "programme": programme,
        "models": [(row, answers[row.pk]) for row in models],
        "reviews": programme.reviews.prefetch_related("reviewing__cell").order_by("on", "pk"),
        "page": page_of(request, uptakes.order_by("on", "pk")),
        "may_edit": may(request.user, Do.EDIT_MODEL_MEETINGS),
    }
    return render(request, "meetings/programme.html", context)


def programme_add(request):
    require(request.user, Do.EDIT_MODEL_MEETINGS)
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST":
        commune = Commune.objects.get(pk=commune_id(request.user))
        made = _done(request, form, partial(services.start_programme, commune=commune))
        if made:
            return redirect(made)
    return form_page(request, form, _("New programme of model meetings"), "meetings:list", "meetings:programmes")


def programme_edit(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, Programme.objects, pk=pk)
    form = ProgrammeForm(request.POST or None, instance=row)
    if _done(request, form, partial(services.change_programme, programme=row)):
        return redirect("meetings:programme", pk)
    return form_page(request, form, _("Change the programme"), "meetings:programmes", row)


def programme_review(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, Programme.objects, pk=pk)
    initial = {"on": f"{timezone.localdate():%d/%m/%Y}"}
    form = ProgrammeReviewForm(request.POST or None, cells=_cells(row.commune_id), initial=initial)
    if _done(request, form, partial(services.review_programme, programme=row)):
        return redirect(row)
    return form_page(request, form, _("Review: %(programme)s") % {"programme": row}, "meetings:programmes", row)


def review_edit(request, pk):
    reviews = ProgrammeReview.objects.select_related("programme")
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, reviews, pk=pk)
    form = ProgrammeReviewForm(request.POST or None, instance=row, cells=_cells(row.programme.commune_id))
    if _done(request, form, partial(services.change_review, review=row)):
        return redirect(row.programme)
    heading = _("Review: %(programme)s") % {"programme": row.programme}
    return form_page(request, form, heading, "meetings:programmes", row.programme)


def model_meeting_add(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, Programme.objects, pk=pk)
    form = ModelMeetingForm(request.POST or None, cells=_cells(row.commune_id))
    made = _done(request, form, partial(services.plan_model_meeting, programme=row))
    if made:
        return redirect(made)
    return form_page(request, form, _("Plan a model meeting"), "meetings:programmes", row)


@require_safe
def model_meeting(request, pk):
    """One model meeting; the minutes of the host are a link only for those who may read them."""
    row = get_for(request.user, Do.SEE_MODEL_MEETINGS, MODELS, pk=pk)
    where = scope(request.user, Do.SEE_MEETINGS)
    context = {
        "model": row,
        "invited_cells": row.invited_cells.select_related("cell").order_by("cell__search_key", "pk"),
        "response": responses([row])[row.pk],
        "opinions": row.opinions.select_related("cell").order_by("pk"),
        "uptakes": row.uptakes.select_related("cell").order_by("on", "pk"),
        "over": row.day <= timezone.localdate(),
        "may_read": row.meeting_id and where.has(commune=row.cell.commune_id, cell=row.cell_id),
        "may_edit": may(request.user, Do.EDIT_MODEL_MEETINGS),
        "may_compare": may(request.user, Do.SEE_REPORTS),
    }
    return render(request, "meetings/model_meeting.html", context)


def model_meeting_edit(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, MODELS, pk=pk)
    form = ModelMeetingForm(request.POST or None, instance=row, cells=_cells(row.programme.commune_id))
    if _done(request, form, partial(services.change_model_meeting, model_meeting=row)):
        return redirect(row)
    return form_page(request, form, _("Change the model meeting"), row.programme, row)


def model_meeting_held(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, MODELS, pk=pk)
    form = HeldForm(request.POST or None, instance=row)
    if _done(request, form, partial(services.record_model_meeting, model_meeting=row)):
        return redirect(row)
    return form_page(request, form, _("Minutes and lessons: %(meeting)s") % {"meeting": row}, row.programme, row)


@require_POST
def model_meeting_invite(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, MODELS, pk=pk)
    new = pressed(request, services.invite_all, model_meeting=row)
    if new is None:
        return redirect(row)
    words = ngettext("%(count)s cell is newly invited.", "%(count)s cells are newly invited.", len(new))
    messages.success(request, words % {"count": len(new)})
    return redirect(row)


@require_safe
def invitation_list(request, pk):
    """The list of the cell committees invited, to print and to sign on arrival."""
    row = get_for(request.user, Do.SEE_MODEL_MEETINGS, MODELS.select_related("programme__commune"), pk=pk)
    invited_cells = row.invited_cells.select_related("cell").order_by("cell__search_key", "pk")
    return render(request, "meetings/invitation_list.html", {"model": row, "invited_cells": invited_cells})


def who_came(request, pk):
    """All invited cells on one page, saved row by row."""
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, MODELS, pk=pk)
    data = request.POST if request.method == "POST" else None
    with locked(request, row):
        invited_cells = row.invited_cells.select_related("cell").order_by("cell__search_key", "pk")
        rows = [Row(str(invited.cell), CameForm(data, invited=invited)) for invited in invited_cells]
        head = forms.Form(data)

        def save():
            changes = {each.form.row.pk: each.form.facts() for each in rows if each.form.changed}
            services.record_who_came(model_meeting=row, changes=changes, today=timezone.localdate(), by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect(row)
    return rows_page(request, head, rows, capfirst(_("who came")), row.get_absolute_url(), str(row))


def opinion_add(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, MODELS, pk=pk)
    form = OpinionForm(request.POST or None, cells=_cells(row.programme.commune_id))
    if _done(request, form, partial(services.note_opinion, model_meeting=row)):
        return redirect(row)
    return form_page(request, form, _("View on the model meeting"), row.programme, row)


def opinion_edit(request, pk):
    opinions = Opinion.objects.select_related("model_meeting__programme")
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, opinions, pk=pk)
    model = row.model_meeting
    form = OpinionForm(request.POST or None, instance=row, cells=_cells(model.programme.commune_id))
    if _done(request, form, partial(services.change_opinion, opinion=row)):
        return redirect(model)
    return form_page(request, form, _("View on the model meeting"), model.programme, model)


def uptake_add(request, pk):
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, MODELS, pk=pk)
    form = UptakeForm(request.POST or None, cells=_cells(row.programme.commune_id).exclude(pk=row.cell_id))
    if _done(request, form, partial(services.take_up, model_meeting=row)):
        return redirect(row)
    return form_page(request, form, _("A cell took it up"), row.programme, row)


def uptake_edit(request, pk):
    uptakes = Uptake.objects.select_related("model_meeting__programme")
    row = get_for(request.user, Do.EDIT_MODEL_MEETINGS, uptakes, pk=pk)
    model = row.model_meeting
    cells = _cells(model.programme.commune_id).exclude(pk=model.cell_id)
    form = UptakeForm(request.POST or None, instance=row, cells=cells)
    if _done(request, form, partial(services.change_uptake, uptake=row)):
        return redirect(model)
    return form_page(request, form, _("A cell took it up"), model.programme, model)


def _cells(commune):
    """Cells to choose from; whether one works on the day is for the service to say."""
    return Cell.objects.filter(commune=commune).order_by("search_key", "pk")


def _done(request, form, service):
    """What `service` made of the form that was sent; None when none was, or when there is something to correct."""
    if made := taken(request, form, service):
        messages.success(request, _("Saved."))
    return made
