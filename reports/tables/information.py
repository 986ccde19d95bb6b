"""What came to the inspection board in a period, by where it came from: how it was classified, what became of it."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.roles import Do
from cells.access import scope
from common.tables import Column, Figure, Table
from oversight.enums import InformationLevel, InformationSource, InformationWay
from oversight.queries.information import received_in
from oversight.rules.information import way_of


def information(*, user, period, today):
    """Table of the information received in `period` in the communes whose sensitive cases `user` may know, a row for
    each source; a query for each commune."""
    days = {"since": period.since, "last_day": min(period.last_day, today)}
    rows = [row for commune in scope(user, Do.SEE_SENSITIVE).communes for row in received_in(commune=commune, **days)]
    return Table(
        title=_("Information received, %(period)s") % {"period": period},
        columns=(
            Column(pgettext("of information", "source"), width=40),
            Column(pgettext("of information", "received"), "number"),
            *(Column(level.label, "number") for level in InformationLevel),
            Column(_("not classified yet"), "number"),
            *(Column(way.label, "number") for way in InformationWay),
            Column(_("not dealt with yet"), "number"),
        ),
        rows=tuple(
            (Figure(capfirst(source.label)), *_figures([row for row in rows if row.source == source]))
            for source in InformationSource
        ),
        total=(Figure(capfirst(_("all"))), *_figures(rows)),
        notes=(_("By the day of receipt, as it stands today. Nothing here is a conclusion before it is checked."),),
    )


def _figures(rows):
    levels, ways = [row.level for row in rows], [way_of(row) for row in rows]
    numbers = (len(rows), *map(levels.count, (*InformationLevel, "")), *map(ways.count, (*InformationWay, None)))
    return tuple(map(Figure, numbers))
