"""Inspection and supervision in a year, as the report to the level above counts it: cases, organisations and members
apart (domain 20.6)."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, may
from cells.models import Commune
from common.tables import Column, Figure, Table
from oversight.enums import CaseKind, CaseResult, RemedyState
from oversight.models import InspectionRules
from oversight.queries.inspection import (
    cases_of_year,
    cells_not_touched,
    figures_of,
    mended,
    since_when_touched,
)


def inspections(*, user, year, today):
    """Table of the cases of `year` that `user` may read about, a row for each kind; a fixed number of queries.

    Sensitive kinds, and what became one of them, are told to who may know of them."""
    commune, knows = Commune.objects.get(pk=commune_id(user)), may(user, Do.SEE_SENSITIVE)
    told, remedies = cases_of_year(user, commune, year, today)
    kinds = [kind for kind in CaseKind if knows or not kind.sensitive]
    lines = [(kind.label, [one for one in told if one.case.kind == kind]) for kind in kinds]
    rules = InspectionRules.objects.in_force(commune, today)
    since = since_when_touched(commune, rules, today)
    cells, missed = cells_not_touched(commune, since, today)
    return Table(
        title=_("Inspection and supervision in %(year)s") % {"year": year},
        subtitle=_("Cells reached by the Committee or its board since %(day)s: %(reached)s of %(all)s.")
        % {"day": f"{since:%d/%m/%Y}", "reached": len(cells) - len(missed), "all": len(cells)},
        columns=(Column(_("kind"), width=34), *(Column(label, "number") for label in _labels(knows))),
        rows=tuple((Figure(capfirst(label)), *_figures(rows, remedies, knows, today)) for label, rows in lines),
        total=(Figure(capfirst(_("all"))), *_figures(told, remedies, knows, today)),
        notes=(
            _("Cases, organisations and members are counted apart; one case may be about several."),
            _("A supervision concludes no breach: what looks like one becomes an inspection of its own."),
            _("To be mended: what notices of conclusion asked for; mended by the day of this report."),
        ),
    )


def _labels(knows):
    return (
        _("cases"),
        _("of them planned"),
        _("of them added"),
        _("concluded"),
        _("organisations"),
        _("members"),
        _("organisations: good"),
        _("members: good"),
        _("organisations: faults or shortcomings"),
        _("members: faults or shortcomings"),
        _("organisations: discipline"),
        _("members: discipline"),
        *([_("turned into an inspection")] if knows else []),
        _("to be mended"),
        _("mended"),
    )


def _figures(told, remedies, knows, today):
    found = figures_of(told)
    numbers = {one.case.pk for one in told}
    states = mended([row for row in remedies if row.case_id in numbers], today)
    short = [result for result in CaseResult if result.told_to(knows) in (CaseResult.FAULTS, CaseResult.LIMITED)]
    turned = [sum(found.of(CaseResult.TURNED))] if knows else []
    figures = (
        *(found.cases, found.planned, found.cases - found.planned, found.concluded),
        *(found.organisations, found.members),
        *found.of(CaseResult.GOOD),
        *found.of(*short),
        *found.of(CaseResult.TO_DISCIPLINE, CaseResult.DISCIPLINED),
        *turned,
        *(sum(states.values()), states[RemedyState.DONE]),
    )
    return tuple(map(Figure, figures))
