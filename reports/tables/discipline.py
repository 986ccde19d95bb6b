"""Disciplinary measures of a period by field or by body, members and organisations counted apart; no names."""

from collections import Counter

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.roles import Do
from cells.access import scope
from common.tables import Column, Figure, Table
from members.enums import CellDisciplineForm, DisciplineForm
from members.models import Discipline
from oversight.enums import BreachField, DecidingBody
from oversight.queries.discipline import measures_in

BY = [("field", gettext_lazy("field of the breach")), ("body", gettext_lazy("decided by"))]
VALUES = {"field": BreachField, "body": DecidingBody}


def discipline(*, user, period, by, today):
    """Table of the measures that took effect in `period` in the communes whose sensitive cases `user` may know: a row
    for each field of a breach, or for each body that decided. The number of queries does not depend on either."""
    rows, lifted = Counter(), 0
    for commune in scope(user, Do.SEE_SENSITIVE).communes:
        for row, case in measures_in(commune=commune, since=period.since, last_day=min(period.last_day, today)):
            rows[getattr(case, by) if case else "", type(row) is Discipline, row.form] += 1
            lifted += row.undone_by(today)
    found = {key for key, _member, _form in rows}
    lines = [(one, capfirst(one.label)) for one in VALUES[by] if one in found]
    lines += [("", capfirst(_("recorded without a procedure")))] if "" in found else []
    sums = Counter()
    for (_key, member, form), count in rows.items():
        sums[member, form] += count
    return Table(
        title=_("Disciplinary measures, %(period)s") % {"period": period},
        subtitle=_("%(count)s lifted by today.") % {"count": lifted},
        columns=(
            Column(dict(BY)[by], width=40),
            Column(_("members"), "number"),
            *(Column(form.label, "number") for form in DisciplineForm),
            Column(_("organisations"), "number"),
            *(Column(_("%(form)s of a cell") % {"form": form.label}, "number") for form in CellDisciplineForm),
        ),
        rows=tuple((Figure(label), *_figures(lambda *what, key=key: rows[key, *what])) for key, label in lines),
        total=(Figure(capfirst(_("all"))), *_figures(lambda *what: sums[what])),
        notes=(
            _("Measures that are kept in the records of members and cells, by the day from which they are in effect."),
            _("Field and body are told by the procedure; a measure recorded without one has neither."),
        ),
    )


def _figures(count):
    """The figures of a line: `count` answers (whether of a member, form)."""
    members = [count(True, form.value) for form in DisciplineForm]
    cells = [count(False, form.value) for form in CellDisciplineForm]
    return [Figure(number) for number in (sum(members), *members, sum(cells), *cells)]
