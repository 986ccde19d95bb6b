"""Movements and models of a year, by field, by hamlet or by who leads them: registered and recognised, two counts."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Do
from cells.models import Hamlet
from common.tables import Column, Figure, Table
from development import queries
from development.enums import MovementField, MovementState
from development.models import Movement

BY = [
    ("year", gettext_lazy("year")),
    ("field", gettext_lazy("field of work")),
    ("hamlet", gettext_lazy("hamlet")),
    ("lead", gettext_lazy("led by")),
]
YEARS = 5  # up to the one that was asked for


def movements(*, user, year, by, today):
    """Table of the movements that `user` may read about: a row for each year up to `year`, or in that year for each
    field, hamlet, or who leads one; a fixed number of queries."""
    found = Movement.objects.for_doing(user, Do.SEE_REPORTS).kept().filter(year__gt=year - YEARS, year__lte=year)
    found = list(found.select_related("lead_cell", "lead_unit__organisation", "lead_unit__hamlet"))
    this_year = [movement for movement in found if movement.year == year]
    lines = {"year": _by_year, "field": _by_field, "hamlet": _by_hamlet, "lead": _by_lead}[by](
        user, found if by == "year" else this_year, year
    )
    label = dict(BY)[by]
    came = queries.came_from(found)
    total = () if by in ("year", "hamlet") else (Figure(capfirst(_("all"))), *_figures(this_year, came))
    return Table(
        title=_("Movements and models of %(year)s") % {"year": year},
        subtitle=_("%(count)s registered in %(year)s.") % {"count": len(this_year), "year": year},
        columns=(
            Column(label, width=34),
            Column(_("registered"), "number"),
            Column(_("of them carried on"), "number"),
            Column(_("carried out"), "number"),
            Column(_("recognised"), "number"),
            Column(_("not recognised"), "number"),
            Column(_("struck off the list"), "number"),
            Column(_("recognised of registered"), "percent"),
            Column(_("listed as sympathisers from them"), "number"),
            Column(_("of these admitted"), "number"),
        ),
        rows=tuple((Figure(name), *_figures(rows, came)) for name, rows in lines),
        total=total,
        notes=(
            _("Registered: all movements of the year, those carried on from the year before included."),
            _("Recognised: by a decision of the competent level, also where it was struck off the list later."),
            _(
                "Listed from them: people who took part by the day on which they were first put on the list of "
                "sympathisers; admitted: those of them whose ceremony was held by now, whatever the year."
            ),
            _("A movement in several hamlets counts in each of them, so hamlets do not add up."),
        ),
    )


def _by_year(user, found, year):
    years = range(year, year - YEARS, -1)
    return [(str(one), [movement for movement in found if movement.year == one]) for one in years]


def _by_field(user, found, year):
    return [(field.label, [movement for movement in found if movement.field == field]) for field in MovementField]


def _by_hamlet(user, found, year):
    where = queries.hamlets_of(found)
    hamlets = Hamlet.objects.for_doing(user, Do.SEE_REPORTS).order_by("search_key", "pk")
    lines = [(hamlet, [one for one in found if hamlet in where[one.pk]]) for hamlet in hamlets]
    lines = [(hamlet.name, rows) for hamlet, rows in lines if rows or not hamlet.ended_on]
    everywhere = [movement for movement in found if not where[movement.pk]]
    return [*lines, (_("whole commune"), everywhere)] if everywhere else lines


def _by_lead(user, found, year):
    leads = {str(movement.lead): [] for movement in found}
    for movement in found:
        leads[str(movement.lead)].append(movement)
    return sorted(leads.items())


def _figures(found, came):
    counts, people = queries.counts_of(found), [came.get(movement.pk, (0, 0)) for movement in found]
    return (
        Figure(counts["all"]),
        Figure(sum(movement.continues_id is not None for movement in found)),
        Figure(counts[MovementState.UNDER_WAY]),
        Figure(counts["recognised"]),
        Figure(counts[MovementState.REFUSED]),
        Figure(counts[MovementState.ENDED]),
        Figure(counts["recognised"] / counts["all"] if counts["all"] else None),
        Figure(sum(listed for listed, _admitted in people)),
        Figure(sum(admitted for _listed, admitted in people)),
    )
