"""What the year is likely to bring, as a range with its assumptions; figures only."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, require
from common.plots import Plot
from development.forms import SupposeForm
from development.queries.outlook import outlook as outlook_of
from development.queries.outlook import weeks_between
from development.rules.outlook import COVERED, LEAST, suppose

SHOWN = 0.005  # numbers less likely than this are left out of the picture at both ends


@require_safe
def outlook(request):
    require(request.user, Do.SEE_TARGETS)
    today = timezone.localdate()
    found = outlook_of(commune=commune_id(request.user), today=today)
    context = {"found": found, "year": today.year, "least_cases": LEAST, "in_ten": round(10 * COVERED)}
    if found.known and found.open:
        form = SupposeForm(request.GET if "more" in request.GET else None, today=today)
        context |= {"plot": _plot(found), "form": form, "supposed": _supposed(found, form)}
        chance = found.chance_of_target
        context["chance"] = None if chance is None else round(10 * chance)
    return render(request, "development/outlook.html", context)


def _supposed(found, form):
    """(least, most) that are likely if what the form asks comes true; None where it asks nothing, or says why not."""
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    weeks = weeks_between(asked["by"], date(found.today.year, 12, 31))
    cases = suppose(found.cases, more=asked["more"], state=asked["reach"], weeks=weeks)
    if cases is None:
        below = sum(many for (state, _weeks), many in found.cases.items() if state.below(asked["reach"]))
        form.add_error("more", _("Only %(count)s of those on the way have not come so far yet.") % {"count": below})
        return None
    return found.supposing(cases)


def _plot(found):
    """The chance of each number of admissions by the end of the year."""
    numbers = [number for number, chance in enumerate(found.chances) if chance >= SHOWN]
    shown = range(numbers[0], numbers[-1] + 1)
    labels = [str(found.least + number) for number in shown]
    chances = [found.chances[number] for number in shown]
    title = _("How likely each number of admissions is by the end of the year")
    return Plot(title, labels, {_("chance"): chances}, kind="percent", bars=True)
