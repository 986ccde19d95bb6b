"""How many are how far on their way into the Party, beside the same day of last year; no names."""

from dateutil.relativedelta import relativedelta
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, scope
from common.tables import Column, Figure, Table
from development.queries.pipeline import ON_THE_WAY, pipeline
from reports.rules import against


def on_the_way(*, user, day):
    """Table of the people proposed who are not members yet at the end of `day`, of the commune of `user` or of the own
    cells: a row for each state. The number of queries does not grow with them."""
    where = scope(user, Do.SEE_REPORTS)
    about = {"commune": commune_id(user), "cells": None if where.communes else where.cells}
    now, then = (pipeline(day=one, **about) for one in (day, day - relativedelta(years=1)))
    return Table(
        title=_("On the way into the Party on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        columns=(
            Column(_("state"), width=34, by_name=True),
            Column(_("people"), "number"),
            Column(_("same day of last year"), "number"),
            Column(_("percent of last year"), "number", width=14),
        ),
        rows=tuple(
            _row(capfirst(state.label), now.by_state[state], then.by_state[state]) for state in reversed(ON_THE_WAY)
        ),
        total=_row(capfirst(_("all")), now.open, then.open),
        notes=(
            _("From the proposal of the cell to the decision on admission; a case counts in the cell that handled it."),
            _("A state holds who has come that far and no further on that day."),
        ),
    )


def _row(label, number, before):
    compared = against({"kind": "number", "value": number}, {"kind": "number", "value": before})
    return Figure(label), Figure(number), Figure(before), Figure(compared)
