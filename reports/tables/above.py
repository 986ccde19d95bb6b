"""Closed periods of several communes side by side."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.tables import Column, Figure, Table
from reports.queries.above import closings_of
from reports.queries.figures import sum_of
from reports.tables.periods import figures_of_row


def communes_compared(communes, period):
    """Table of the totals that each of `communes` closed a Period with, and all together; a commune that has not closed
    it says so, unless it has merged since. Totals only, as they were on the day of the closing."""
    closings = closings_of(communes, period)
    first = next(iter(closings.values())).figures["records"]
    rows = []
    for commune in communes:
        closing = closings.get(commune.pk)
        if closing:
            told = closing.figures
            figures = figures_of_row(told["records"], first, "")
            day, asked = Figure(closing.closed_on), (Figure(told["asked"]), Figure(told["missing"]))
            rows.append((Figure(commune.name), day, *asked, *figures))
        elif not hasattr(commune, "merger"):
            rest = [Figure()] * (2 + len(first))
            rows.append((Figure(commune.name), Figure(_("not closed yet"), tone="warn"), *rest))
    kept = [closing.figures for closing in closings.values()]
    return Table(
        title=_("Closed figures of the communes, %(period)s") % {"period": period},
        columns=(
            Column(_("commune"), width=24),
            Column(_("closed on"), "date", width=12),
            Column(_("cells asked"), "number"),
            Column(_("cells missing"), "number"),
            *(Column(one["label"], "number" if one["kind"] == "number" else "text", one["about"]) for one in first),
        ),
        rows=tuple(rows),
        total=_all(kept, first) if len(communes) > 1 else (),
        notes=tuple(f"{capfirst(one['label'])}: {one['about']}" for one in first),
    )


def _all(kept, first):
    """The row of all that was closed together."""
    return (
        Figure(capfirst(_("all"))),
        Figure(),
        *(Figure(sum(told[name] for told in kept)) for name in ("asked", "missing")),
        *figures_of_row(sum_of([told["records"] for told in kept]), first, ""),
    )
