"""Reports on members: how many there are on a day, and how the targets of admission were met over the years."""

from datetime import date

from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, may_open
from cells.models import Cell
from common.addresses import address
from common.plots import Plot
from common.tables import Column, Figure, Table
from development.queries import target_results_over_years
from members.enums import NOT_EXPECTED, Standing
from members.queries import Headcount, headcount, headcounts, headcounts_on


def members_listed(day, **choice):
    """The address of the list of members on `day`; `choice` {field of the list's filter: value or None}."""
    chosen = {"on": f"{day:%d/%m/%Y}"} | {name: value for name, value in choice.items() if value is not None}
    return f"{address('members:list')}?{urlencode(chosen)}"


def members_by_cell(*, user, day):
    """Table: members of each cell on `day`, official and probationary separately (persons)."""
    cells = list(Cell.objects.for_doing(user, Do.SEE_REPORTS).active_on(day).order_by("search_key", "pk"))
    heads, opens = headcounts(cells=cells, day=day), may_open(user, Do.SEE_MEMBERS)
    choices = {"total": {}} | {standing.value: {"standing": standing.value} for standing in reversed(Standing)}
    choices |= {kind.value: {"state": kind.value} for kind in NOT_EXPECTED}
    names = tuple(choices)
    rows = []
    for cell in cells:
        head, seen = heads.get(cell.pk, Headcount()), opens(cell)
        figures = [
            Figure(getattr(head, name), members_listed(day, cell=cell.pk, **choice) if seen else "")
            for name, choice in choices.items()
        ]
        rows.append((Figure(cell.name), Figure(cell.get_kind_display()), *figures))
    everyone = headcount(cells=cells, day=day)
    return Table(
        title=_("Members by cell on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        columns=(
            Column(_("cell"), width=30),
            Column(_("kind"), width=20),
            Column(_("Headcount"), "number"),
            Column(_("official"), "number"),
            Column(_("probationary"), "number"),
            Column(_("exempt"), "number"),
            Column(_("Away"), "number"),
            Column(_("suspended"), "number"),
            Column(_("prosecuted or detained"), "number"),
        ),
        rows=tuple(rows),
        total=(Figure(capfirst(_("all"))), Figure(""), *(Figure(getattr(everyone, name)) for name in names)),
        notes=(_("Everybody whose membership is here on the day counts, exempt, away and suspended members too."),),
    )


def targets_over_years(*, user, today):
    """Table: for each year with a target, plan, admitted, state and headcount at its end; newest last."""
    commune = commune_id(user)
    results = target_results_over_years(commune_id=commune, today=today)
    last_days = {whole.year: min(date(whole.year, 12, 31), today) for whole in results}
    heads = headcounts_on(cells=Cell.objects.filter(commune=commune), days=list(last_days.values()))
    rows = []
    for whole in results:
        year, last_day = whole.year, last_days[whole.year]
        rows.append(
            (
                Figure(str(year), f"{address('development:targets')}?year={year}"),
                Figure(whole.planned),
                Figure(whole.admitted, f"{address('development:targets')}?year={year}"),
                Figure(whole.admitted / whole.planned if whole.planned else None),
                Figure(whole.state.label, tone=whole.state.tone),
                Figure(heads[last_day]),
                Figure(last_day),
            )
        )
    return Table(
        title=_("Admissions: plan and result over the years"),
        columns=(
            Column(_("year")),
            Column(_("plan"), "number"),
            Column(_("admitted"), "number"),
            Column(_("Result of plan"), "percent"),
            Column(_("state"), width=18),
            Column(_("Headcount"), "number"),
            Column(_("Counted on"), "date"),
        ),
        rows=tuple(rows),
        notes=(
            _("Admitted: ceremonies held in the year, in any cell of the commune, also those closed since."),
            _("Short of the plan counts as missed only when the year is over."),
        ),
    )


def target_plots(table):
    """The Plots of what `targets_over_years` answers."""
    years = [row[0].value for row in table.rows]
    plan, admitted, heads = ([row[i].value for row in table.rows] for i in (1, 2, 5))
    if not years:
        return []
    return [
        Plot(_("Plan and admissions"), years, {_("plan"): plan, _("admitted"): admitted}, kind="number", bars=True),
        Plot(_("Members at the end of the year"), years, {_("members"): heads}, kind="number"),
    ]
