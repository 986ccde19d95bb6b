"""One page on the commune for a visitor: figures with their day and where they come from; it fits a sheet of A4."""

from collections import Counter

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import here_today, organisation
from cells.enums import ServingKind
from cells.queries import cells_at_work, hamlets_within
from common.periods import month_of, year_of
from common.tables import Column, Figure, Table
from common.workdays import ONE_DAY
from members.queries.hamlets import states_of_hamlets
from reports.rules import told
from reports.tables.periods import figures_of_reader

OF_THE_YEAR = ("admitted", "arrived", "transferred", "died", "thematic", "tasks", "unsolved")
OF_THE_MONTH = ("held", "attendance", "points", "good")
NOW = ("closing", "official", "probationary")


def commune_at_a_glance(*, user, day):
    """Table of the figures that a visitor asks for on `day`: of the day, of the year up to it, and of the last month
    that is over; each with the day that it holds for, and the report that it comes from."""
    year, month = year_of(day), month_of(day) if month_of(day).last_day == day else month_of(day).previous()
    told = {one["key"]: one for one in figures_of_reader(user, year, day) or ()}
    of_month = {one["key"]: one for one in figures_of_reader(user, month, day) or ()}
    flow = _source("flow", _("Changes in membership"), period=year.code)
    heads = _source("members", _("Members by cell"), day=f"{day:%d/%m/%Y}")
    quality = _source("cell-quality", _("Quality of cells"), period=month.code)
    rows = [*_structure(user, day)]
    rows += [_row(told.get(key), f"{day:%d/%m/%Y}", heads) for key in NOW]
    since = _("%(year)s, up to %(day)s") % {"year": year.year, "day": f"{day:%d/%m/%Y}"}
    summary = _source("party-building", _("Figures of party building"), period=year.code)
    rows += [_row(told.get(key), since, flow if key in OF_THE_YEAR[:4] else summary) for key in OF_THE_YEAR]
    rows += [_row(of_month.get(key), str(month), quality) for key in OF_THE_MONTH]
    return Table(
        title=_("%(organisation)s at a glance") % {"organisation": organisation(user)},
        subtitle=_("on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        columns=(
            Column(_("figure"), width=36),
            Column(_("How many"), "decimal", width=18, by_name=True),
            Column(_("as of"), width=22),
            Column(_("where it comes from"), width=30, rare=True),
        ),
        rows=tuple(row for row in rows if row),
        notes=(_("Figures of the records; nobody is named. Each is told with the day for which it holds."),),
    )


def _structure(user, day):
    """Rows on cells and hamlets."""
    on = Figure(f"{day:%d/%m/%Y}")
    here = here_today(user, Do.SEE_REPORTS)
    cells = len(cells_at_work(**here, since=day, until=day + ONE_DAY))
    states = states_of_hamlets(hamlets=hamlets_within(**here), day=day)
    covers = Counter(state.serving.kind if state.serving else "" for state in states)
    source = _source("hamlets", _("Hamlets without members or without a cell"), day=on.value)
    members = _source("members", _("Members by cell"), day=on.value)
    yield Figure(capfirst(_("cells"))), Figure(cells, members.url), on, members
    yield Figure(capfirst(_("hamlets"))), Figure(len(states), source.url), on, source
    for kind, label in (*ServingKind.choices, ("", _("no cell"))):
        yield Figure(capfirst(_("hamlets: %(cell)s") % {"cell": label})), Figure(covers[kind], source.url), on, source


def _source(key, title, **chosen):
    return Figure(title, f"{reverse(f'reports:{key}')}?{urlencode(chosen)}")


def _row(figure, day, source):
    if figure is None:
        return ()
    label = _("members") if figure["key"] == "closing" else figure["label"]
    return Figure(capfirst(label)), Figure(told(figure), source.url), Figure(day), source
