from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope
from cells.models import Cell
from common.forms import form_page, taken
from common.pages import order_of, page_of
from oversight import queries, services
from oversight.enums import FollowUpKind
from oversight.forms import DifficultyFilter, DifficultyForm, FollowUpForm
from oversight.models import Difficulty

ORDERS = {"due": "due_on", "raised": "raised_on", "cell": "cell__search_key"}


@require_safe
def index(request):
    """What waits in the cells one may see: difficulties that are due first, then visits."""
    require(request.user, Do.SEE_OVERSIGHT)
    today = timezone.localdate()
    form = DifficultyFilter(request.GET, user=request.user)
    form.is_valid()
    chosen, (sort, order) = form.cleaned_data, order_of(request, ORDERS, "due")
    difficulties = Difficulty.objects.visible_to(request.user).with_course().select_related("cell")
    if chosen.get("cell"):
        difficulties = difficulties.filter(cell=chosen["cell"])
    if chosen.get("show") == "late":
        difficulties = difficulties.overdue(today)
    elif chosen.get("show") != "all":
        difficulties = difficulties.unsolved()
    page = page_of(request, difficulties.order_by(*order, "pk"))
    context = {
        "form": form,
        "page": page,
        "sort": sort,
        "rows": [(row, row.ended_as and FollowUpKind(row.ended_as), queries.days_taken(row, today)) for row in page],
        "today": today,
        "cells": Cell.objects.for_doing(request.user, Do.RAISE_DIFFICULTIES).active_on(today),
    }
    return render(request, "oversight/index.html", context)


def difficulty_add(request, pk):
    """A difficulty of one cell is raised."""
    cell = get_for(request.user, Do.RAISE_DIFFICULTIES, Cell.objects, pk=pk)
    initial = {"raised_on": f"{timezone.localdate():%d/%m/%Y}", "meeting": request.GET.get("meeting")}
    form = DifficultyForm(request.POST or None, cell=cell, initial=initial)
    if difficulty := taken(request, form, services.raise_difficulty, cell=cell):
        messages.success(request, _("Saved."))
        return redirect(difficulty)
    return form_page(request, form, _("Difficulty of %(cell)s") % {"cell": cell}, "oversight:index")


@require_safe
def difficulty_detail(request, pk):
    """A difficulty with everything that was done about it."""
    difficulties = Difficulty.objects.with_course().select_related("cell", "meeting")
    difficulty = get_for(request.user, Do.SEE_OVERSIGHT, difficulties, pk=pk)
    today = timezone.localdate()
    where = scope(request.user, Do.FOLLOW_DIFFICULTIES)
    context = {
        "difficulty": difficulty,
        "follow_ups": difficulty.follow_ups.order_by("on", "pk"),
        "days": queries.days_taken(difficulty, today),
        "ended": difficulty.ended_as and FollowUpKind(difficulty.ended_as),
        "days_late": (today - difficulty.due_on).days,
        "may_follow": where.has(commune=difficulty.cell.commune_id, cell=difficulty.cell_id),
    }
    return render(request, "oversight/difficulty.html", context)


def difficulty_follow_up(request, pk):
    difficulty = get_for(request.user, Do.FOLLOW_DIFFICULTIES, Difficulty.objects.select_related("cell"), pk=pk)
    form = FollowUpForm(request.POST or None, initial={"on": f"{timezone.localdate():%d/%m/%Y}"})
    if taken(request, form, services.follow_up, difficulty=difficulty):
        messages.success(request, _("Saved."))
        return redirect(difficulty)
    return form_page(request, form, str(difficulty), "oversight:index", difficulty)
