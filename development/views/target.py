"""Targets beside their results, the records behind each, and the form that sets them."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, here_today, require, scope
from cells.models import Cell, Commune, Hamlet
from cells.queries import cells_at_work
from common.addresses import address
from common.crumbs import step
from common.forms import taken
from common.numbers import percent, points
from common.pages import page_of
from common.plots import Plot
from development import queries, services
from development.enums import CountedIn, Measure, PlaceKind
from development.forms import TargetKind, TargetPeriod, TargetsForm, code_of, places_of
from development.models import MassOrganisation
from development.queries.behind import named

# What one must be allowed to do to open the list behind a result. Who reads figures only gets no list of names.
BEHIND = {
    Measure.ADMITTING: Do.SEE_CELLS,
    Measure.SOURCE: Do.SEE_CANDIDATES,
    Measure.CELLS_WELL: Do.SEE_CELLS,
    Measure.GOOD: Do.SEE_MEETINGS,
    Measure.TRAINED: Do.SEE_CELLS,
    Measure.HEADS: Do.SEE_CELLS,
    Measure.COVERED: Do.SEE_CELLS,
    Measure.WHITE: Do.SEE_CELLS,
    Measure.SKILFUL: Do.SEE_ORGANISATIONS,
}


@require_safe
def targets(request):
    require(request.user, Do.SEE_TARGETS)
    today, commune = timezone.localdate(), commune_id(request.user)
    form = TargetPeriod(request.GET, commune=commune, today=today)
    term = form.chosen_term
    year = form.chosen_year
    period = queries.period_of(year=year, term=term)
    found = queries.outcomes(commune=commune, year=year, term=term, period=period, today=today)
    lines = [_line(request.user, one) for one in found if term or not _of_admissions(one)]
    context = {
        "year": year,
        "term": term,
        "asked": urlencode(_asked(year, term)),
        "form": form,
        "lines": lines,
        "folded": sum(line.outcome.state.tone == "ok" for line in lines),
        "apart": [_apart(*told) for told in queries.shared_out(_plans(found))],
        "may_set": bool(scope(request.user, Do.SET_TARGETS)),
        "outlook": year == today.year,
        "of_organisations": any(one.where.kind == PlaceKind.ORGANISATION for one in found),
    }
    if context["of_organisations"]:
        context["in_words"] = queries.proposed_in_words(commune=commune, period=period)
    if year:
        context |= _admissions(request.user, commune, year, today)
    return render(request, "development/targets.html", context)


def _of_admissions(outcome):
    """Whether the table of the cells or the card of the commune tells it."""
    return outcome.measure == Measure.ADMITTED and outcome.where.kind in (PlaceKind.COMMUNE, PlaceKind.CELL)


def _plans(found):
    return [(one.measure, one.where.kind, one.target.plan) for one in found]


def _admissions(user, commune, year, today):
    """What the page of a year tells of admissions: of the commune, month by month, and of each cell."""
    year_of = {"since": date(year, 1, 1), "until": date(year + 1, 1, 1)}
    cells = cells_at_work(**here_today(user, Do.SEE_TARGETS), **year_of)
    whole, parts = queries.target_results(commune_id=commune, cells=cells, year=year, today=today)
    sees = scope(user, Do.SEE_MEMBERS)
    return {
        "whole": whole,
        "plot": _plot(whole, queries.admitted_by_month(commune_id=commune, year=year, today=today)),
        "sees_all": bool(sees.communes),
        "rows": [(part, sees.has(commune=part.cell.commune_id, cell=part.cell.pk)) for part in parts],
    }


def _plot(whole, by_month):
    """Admissions added up month by month, beside the target; None where the year has not begun."""
    if by_month[0] is None:
        return None
    series = {_("admitted"): by_month}
    if whole.planned is not None:
        series[_("target")] = [whole.planned] * len(by_month)
    labels = [f"{number:02}" for number in range(1, 13)]
    return Plot(_("Admissions from the beginning of the year"), labels, series, kind="number", steps=True)


@dataclass(frozen=True)
class _Line:
    """An Outcome in words, and the list behind it, if one may open it."""

    outcome: queries.Outcome
    plan: str
    result: str
    of: str
    unknown: str
    url: str


def _line(user, one):
    unit, result = one.measure.counted_in, one.result
    share = unit == CountedIn.PERCENT
    words = _("at most %(plan)s") if one.measure.at_most else _("at least %(plan)s")
    plan = f"{points(one.target.plan)}\u00a0%" if share else f"{one.target.plan} {unit.label}"
    unknown = ngettext("%(count)s of whom this is not known", "%(count)s of whom this is not known", result.unknown)
    return _Line(
        one,
        plan=words % {"plan": plan},
        result=percent(None if result.value is None else float(result.value) / 100) if share else str(result.part),
        of=f"{result.part}/{result.whole}" if share else "",
        unknown=unknown % {"count": result.unknown} if result.unknown else "",
        url=_behind(user, one) if result.part else "",
    )


def _behind(user, one):
    """The address of the list, to those who may open all of it."""
    where, target = one.where, one.target
    cell = where.pk if where.kind == PlaceKind.CELL else None
    if not scope(user, BEHIND.get(one.measure, Do.SEE_CANDIDATES)).has(commune=target.commune_id, cell=cell):
        return ""
    asked = {"measure": target.measure, **_asked(target.year, target.term)}
    asked |= {where.kind.value: where.pk} if where.pk else {}
    return f"{address('development:counted')}?{urlencode(asked)}"


def _apart(measure, kind, whole, parts):
    """How targets that were not shared out in full differ from that of the commune."""
    words = {
        PlaceKind.CELL: _(
            "%(target)s: the targets of the cells add up to %(parts)s, that of the commune is %(whole)s."
        ),
        PlaceKind.HAMLET: _(
            "%(target)s: the targets of the hamlets add up to %(parts)s, that of the commune is %(whole)s."
        ),
        PlaceKind.ORGANISATION: _(
            "%(target)s: the targets of the organisations add up to %(parts)s, that of the commune is %(whole)s."
        ),
    }
    return capfirst(words[kind] % {"target": measure.label, "parts": parts, "whole": whole})


@require_safe
def counted(request):
    """The records behind a result: as many as it says."""
    require(request.user, Do.SEE_TARGETS)
    today, commune = timezone.localdate(), commune_id(request.user)
    choice = TargetKind(request.GET, commune=commune, today=today)
    if not choice.is_valid():
        raise Http404
    measure, term = choice.chosen_measure, choice.chosen_term
    do = BEHIND.get(measure, Do.SEE_CANDIDATES)
    where, place = _where(request, do)
    year = choice.chosen_year
    records = queries.Tally(commune=commune, period=queries.period_of(year=year, term=term), day=today)
    entries = records.counted(measure, where)
    audit.listed(name=str(measure.label), commune=commune, what=request.GET.dict())
    page = page_of(request, entries)
    context = {
        "measure": measure,
        "place": place,
        "period": str(term or year),
        "way": [step("development:targets", **_asked(year, term))],
        "count": len(entries),
        "page": page,
        "rows": named(request.user, page.object_list, entries),
    }
    return render(request, "development/counted.html", context)


def _where(request, do):
    """(Where, the place or None for the commune) that is asked for, of those that one may open."""
    for kind, model in ((PlaceKind.CELL, Cell), (PlaceKind.HAMLET, Hamlet), (PlaceKind.ORGANISATION, MassOrganisation)):
        if kind.value in request.GET and kind == PlaceKind.CELL:
            cell = get_for(request.user, do, Cell.objects, pk=request.GET["cell"])
            return queries.Where(kind, cell.pk), cell
        if kind.value in request.GET:
            _require_whole(request.user, do)
            place = get_for(request.user, Do.SEE_CELLS, model.objects, pk=request.GET[kind.value])
            return queries.Where(kind, place.pk), place
    _require_whole(request.user, do)
    return queries.COMMUNE, None


def _require_whole(user, do):
    if not scope(user, do).communes:
        raise PermissionDenied


def set_targets(request):
    require(request.user, Do.SET_TARGETS)
    commune = Commune.objects.get(pk=commune_id(request.user))
    choice = TargetKind(request.GET, commune=commune.pk, today=timezone.localdate())
    if not choice.is_valid():  # nothing is set of a kind or a period that nobody chose
        way = [step("development:targets")]
        return render(request, "development/set_targets.html", {"choice": choice, "heading": _("targets"), "way": way})
    term, measure = choice.chosen_term, choice.chosen_measure
    year = choice.chosen_year
    period = queries.period_of(year=year, term=term)
    targets = {target.place: target for target in commune.targets.filter(year=year, term=term, measure=measure)}
    planned = {place: target.plan for place, target in targets.items()}
    whole = targets.get((PlaceKind.COMMUNE, None))
    form = TargetsForm(
        request.POST or None,
        measure=measure,
        places=places_of(measure, commune=commune, period=period),
        planned=planned,
        initial={"resolution_no": whole.resolution_no} if whole else {},
    )
    about = {"commune": commune, "year": year, "term": term, "measure": measure}
    if taken(request, form, services.set_targets, typed=form.facts, **about) is not None:
        messages.success(request, _("The targets of %(period)s are set.") % {"period": term or year})
        return redirect(f"{address('development:targets')}?{urlencode(_asked(year, term))}")
    back = step("development:targets", **_asked(year, term))
    context = {"choice": choice, "form": form, "heading": _("Targets of %(period)s") % {"period": term or year}}
    return render(request, "development/set_targets.html", context | {"way": [back], "back": back.url})


def _asked(year, term):
    return {"year": code_of(term) if term else year}
