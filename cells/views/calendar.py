"""The calendar of working days: the days off of a year and the days worked in exchange."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require
from cells.forms.calendar import AnnounceForm, CalendarDayForm
from cells.models import CalendarDay, Commune
from cells.services import calendar as services
from common.crumbs import step
from common.forms import form_page, pressed, taken

YEARS_AHEAD = 2  # for which a year may be proposed


@require_safe
def calendar(request):
    """The days of a year, `?year=`, and whether they are announced."""
    require(request.user, Do.ADMINISTER)
    rows = list(CalendarDay.objects.visible_to(request.user).order_by("day", "pk"))
    this_year = timezone.localdate().year
    years = sorted({row.day.year for row in rows} | {this_year, this_year + 1})
    year = next((year for year in years if str(year) == request.GET.get("year")), this_year)
    of_year = [row for row in rows if row.day.year == year]
    kept = [row for row in of_year if not row.struck]
    context = {
        "year": year,
        "years": years,
        "rows": kept,
        "struck": [row for row in of_year if row.struck],
        "announced": kept and all(row.source for row in kept),
        "may_propose": not kept and year >= this_year,
    }
    return render(request, "cells/calendar.html", context)


@require_POST
def calendar_propose(request, year):
    """Fill a year to come with the days that can be expected."""
    require(request.user, Do.ADMINISTER)
    this_year = timezone.localdate().year
    if not this_year <= year <= this_year + YEARS_AHEAD:
        raise Http404
    if pressed(request, services.propose_year, commune=_commune(request), year=year):
        messages.success(request, _("These days are expected; correct what is announced otherwise."))
    return _to(year)


def calendar_announce(request, year):
    """Name the document that confirms the days of a year."""
    require(request.user, Do.ADMINISTER)
    form = AnnounceForm(request.POST or None)
    if taken(request, form, services.announce_year, commune=_commune(request), year=year):
        messages.success(request, _("The days off of %(year)s are announced.") % {"year": year})
        return _to(year)
    return form_page(request, form, _("Days off of %(year)s: announced") % {"year": year}, "cells:rules", _step(year))


def calendar_day_add(request):
    require(request.user, Do.ADMINISTER)
    form = CalendarDayForm(request.POST or None)
    return _day(request, form, _("Add a day"), timezone.localdate().year, _commune(request))


def calendar_day_edit(request, pk):
    row = get_for(request.user, Do.ADMINISTER, CalendarDay.objects.select_related("commune"), pk=pk)
    form = CalendarDayForm(request.POST or None, instance=row)
    heading = _("Change: %(day)s") % {"day": CalendarDay.objects.get(pk=pk)}
    return _day(request, form, heading, row.day.year, row.commune, row)


def _day(request, form, heading, year, commune, row=None):
    if made := taken(request, form, services.write_day, commune=commune, row=row):
        messages.success(request, _("Saved; every clock and plan goes by it from now on."))
        return _to(made.day.year)
    return form_page(request, form, heading, "cells:rules", _step(year))


def _commune(request):
    return Commune.objects.get(pk=commune_id(request.user))


def _step(year):
    return step("cells:calendar", year=year)


def _to(year):
    return redirect(_step(year).url)
