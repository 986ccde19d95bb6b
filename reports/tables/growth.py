"""How the membership changes: comings and goings in a period, and members at the end of each year."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may_open, scope
from cells.models import Cell
from common.plots import Plot
from common.tables import Column, Figure, Table
from members.enums import DEPARTURES, Change, Entry
from members.models import Membership
from members.queries import Flow, flow, flows, headcounts_on
from reports.tables.people import members_listed

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class FlowReport:
    """The `table`, or, when the records are `broken`, [(cell or commune, what its changes leave unexplained)]."""

    table: Table
    broken: list

    @property
    def title(self):
        return self.table.title

    @property
    def tables(self):
        """Figures that do not add up never leave."""
        return () if self.broken else (self.table,)

    def in_order(self, sort):
        return replace(self, table=self.table.in_order(sort))


def flow_of_period(*, user, period, today):
    """The FlowReport of the cells that `user` may read about, up to `today`; the total tells the commune, where moves
    between its cells cancel out."""
    last = min(period.last_day, today)
    since, until = period.since, last + ONE_DAY
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS)
    whole = bool(scope(user, Do.SEE_REPORTS).communes)
    listed_cells = list(cells.active_during(since - ONE_DAY, until).order_by("search_key", "pk"))
    parts = flows(cells=listed_cells, since=since, until=until)
    parts = [(cell, parts.get(cell.pk, Flow())) for cell in listed_cells]
    total = flow(cells=cells, since=since, until=until, whole=whole)
    opens = may_open(user, Do.SEE_MEMBERS)
    sees_all = all(map(opens, listed_cells)) and whole
    named = [(cell.name, part) for cell, part in parts] + [(capfirst(_("all")), total)]
    table = Table(
        title=_("Changes in membership, %(period)s") % {"period": period},
        subtitle=_("From %(since)s to %(last)s.") % {"since": f"{since:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
        columns=(
            Column(_("cell"), width=30),
            Column(_("At the start"), "number"),
            *(Column(change.label, "number") for change in Change),
            Column(_("At the end"), "number"),
            Column(_("Check of the sum"), width=14),
        ),
        rows=tuple(
            _row(cell.name, part, since, until, {"cell": cell.pk} if opens(cell) else None) for cell, part in parts
        ),
        total=_row(capfirst(_("all")), total, since, until, {} if sees_all else None),
        notes=(
            _("At the start: the headcount at the end of the day before. At the end: that of the last day."),
            _("Check: start, plus those who came, less those who left, is the end. Otherwise nothing is shown."),
            _("For a cell, moves from and to other cells of the commune count; for the commune they cancel out."),
            _("Admitted: on the day of the ceremony. Recognition as official does not change the headcount."),
        ),
    )
    return FlowReport(table, [(name, part.difference) for name, part in named if part.difference])


def _row(name, part, since, until, choice):
    """`choice` lists the members of the row; None where the list does not open to the reader."""

    def figure(value, day, **also):
        return Figure(value, members_listed(day, **choice | also) if value and choice is not None else "")

    last = until - ONE_DAY
    period = {"since": f"{since:%d/%m/%Y}", "until": f"{until:%d/%m/%Y}"}
    return (
        Figure(name),
        figure(part.opening, since - ONE_DAY),
        *(figure(getattr(part, change), last, change=change.value, **period) for change in Change),
        figure(part.closing, last),
        Figure(_("adds up"), tone="ok"),
    )


def growth(*, user, today):
    """Table: members at the end of each year since the records begin, and what made the difference; five queries."""
    cells = list(Cell.objects.for_doing(user, Do.SEE_REPORTS))
    rows = Membership.objects.filter(cell__in=cells).order_by()
    first = rows.aggregate(first=Min("since"))["first"]
    years = range(first.year, today.year + 1) if first else ()
    last_days = {year: min(date(year, 12, 31), today) for year in years}
    heads = headcounts_on(cells=cells, days=list(last_days.values()))
    admitted = dict(rows.filter(entry=Entry.ADMITTED).values_list("since__year").annotate(Count("pk")))
    left = dict(rows.filter(exit__in=DEPARTURES).values_list("until__year").annotate(Count("pk")))
    sees_all = all(map(may_open(user, Do.SEE_MEMBERS), cells))
    rows, before = [], None
    for year, day in last_days.items():
        counts = heads[day], before, admitted.get(year, 0), left.get(year, 0)
        rows.append(_year_row(year, day, *counts, sees_all=sees_all))
        before = heads[day]
    return Table(
        title=_("Growth of the membership"),
        columns=(
            Column(_("year")),
            Column(_("Counted on"), "date"),
            Column(_("members"), "number"),
            Column(_("Rise or fall"), "number"),
            Column(_("admitted"), "number"),
            Column(_("Who left"), "number"),
        ),
        rows=tuple(rows),
        notes=(
            _("The records begin in the first year: who was a member already was entered then."),
            _("Who left: transferred outside, died, expelled, removed or left the Party."),
        ),
    )


def _year_row(year, day, total, before, admitted, left, *, sees_all):
    period = {"since": f"01/01/{year}", "until": f"01/01/{year + 1}"}
    came = members_listed(day, change=Change.ADMITTED.value, **period) if sees_all and admitted else ""
    changes = f"{reverse('reports:flow')}?{urlencode({'period': year})}"
    return (
        Figure(str(year), changes),
        Figure(day),
        Figure(total, members_listed(day) if sees_all and total else ""),
        Figure(None if before is None else total - before, changes),
        Figure(admitted, came),
        Figure(left, changes),
    )


def plots(table):
    """The Plot of what `growth` answers."""
    years, heads = ([row[i].value for row in table.rows] for i in (0, 2))
    return [Plot(_("Members at the end of the year"), years, {_("members"): heads}, kind="number")] if years else []
