"""What the year is likely to bring, as a range with its assumptions; figures only."""

from datetime import date

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, here_today, require
from cells.queries import cells_at_work
from common.plots import Plot
from common.tables import Column, Figure, Table
from common.workdays import ONE_DAY
from development.forms import OutlookOf, SupposeForm
from development.queries.outlook import bounds, weeks_between
from development.queries.outlook import outlook as outlook_of
from development.rules.outlook import COVERED, LEAST, suppose

SHOWN = 0.005  # numbers less likely than this are left out of the picture at both ends


@require_safe
def outlook(request):
    require(request.user, Do.SEE_TARGETS)
    today, commune = timezone.localdate(), commune_id(request.user)
    cells = cells_at_work(**here_today(request.user, Do.SEE_TARGETS), since=today, until=today + ONE_DAY)
    choice = OutlookOf(request.GET, cells=cells)
    cell = choice.cleaned_data["cell"] if choice.is_valid() else None
    found = outlook_of(commune=commune, today=today, cell=cell)
    context = {"found": found, "year": today.year, "least_cases": LEAST, "in_ten": round(10 * COVERED)}
    context |= {"choice": choice, "cell": cell}
    if cell is None:
        context["cells"] = _table(bounds(found, commune=commune, cells=cells))
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


def _table(found):
    """What is possible in each cell: figures only, in the order of names."""
    rows = [
        (
            Figure(part.cell.name, f"{reverse('development:outlook')}?{urlencode({'cell': part.cell.pk})}"),
            Figure(part.planned),
            Figure(part.admitted),
            Figure(open_now),
            Figure(f"{part.admitted}–{part.admitted + open_now}" if open_now else str(part.admitted), by=part.admitted),
        )
        for part, open_now in found
    ]
    return Table(
        title=_("What is possible in each cell"),
        columns=(
            Column(_("cell")),
            Column(_("plan"), "number"),
            Column(_("admitted"), "number"),
            Column(_("on the way"), "number"),
            Column(_("possible by the end of the year"), "number"),
        ),
        rows=tuple(rows),
    )


def _plot(found):
    """The chance of each number of admissions by the end of the year."""
    numbers = [number for number, chance in enumerate(found.chances) if chance >= SHOWN]
    shown = range(numbers[0], numbers[-1] + 1)
    labels = [str(found.least + number) for number in shown]
    chances = [found.chances[number] for number in shown]
    title = _("How likely each number of admissions is by the end of the year")
    return Plot(title, labels, {_("chance"): chances}, kind="percent", bars=True)
