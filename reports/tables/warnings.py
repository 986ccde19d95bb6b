"""Early warning of cells and hamlets: each sign with the people or days behind it and one thing to do."""

from decimal import ROUND_HALF_UP, Decimal

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.roles import Do
from cells.access import here_today, may, may_open
from cells.queries import cells_at_work, hamlets_within
from common.numbers import percent
from common.prepared import numbers
from common.tables import Column, Figure, Table
from common.workdays import ONE_DAY
from development.enums import Alarm, EarlySign
from development.queries.warnings import living_nowhere, signs_of_cells
from members.queries.hamlets import states_of_hamlets
from members.queries.namesakes import apart_by_number
from reports.tables.people import members_listed

NAMED = 6  # people at most; the others are counted
MONTHS = (EarlySign.NOT_ADMITTED, EarlySign.NOT_LISTED)
# What to do next, and what one must be allowed to do to be led there.
TO_DO = {
    EarlySign.ABLE: (gettext_lazy("see who is exempt or away, and for how long"), Do.SEE_MEMBERS),
    EarlySign.OFFICIAL: (gettext_lazy("lead people on the way into the Party on"), Do.SEE_CANDIDATES),
    EarlySign.MEAN_AGE: (gettext_lazy("look for young people in movements and organisations"), Do.SEE_ORGANISATIONS),
    EarlySign.AGED: (gettext_lazy("look for young people in movements and organisations"), Do.SEE_ORGANISATIONS),
    EarlySign.YOUNG: (gettext_lazy("look for young people in movements and organisations"), Do.SEE_ORGANISATIONS),
    EarlySign.NOT_ADMITTED: (gettext_lazy("see plan and result of admissions"), Do.SEE_TARGETS),
    EarlySign.NOT_LISTED: (gettext_lazy("find an outstanding person to propose"), Do.EDIT_CANDIDATES),
    EarlySign.SECRETARY_AGE: (gettext_lazy("prepare who follows in the post"), Do.SEE_MEMBERS),
    EarlySign.SECRETARY_YEARS: (gettext_lazy("prepare who follows in the post"), Do.SEE_MEMBERS),
    EarlySign.AHEAD: (gettext_lazy("lead people on the way into the Party on"), Do.SEE_CANDIDATES),
    EarlySign.BORN_UNKNOWN: (gettext_lazy("complete the files"), Do.SEE_MEMBERS),
}


def early_warnings(*, user, day, cell=None):
    """Table: a row for each sign of the cells at work on `day` that `user` may read about, or of one `cell`, and for
    each hamlet without members or without a cell. Its query count does not depend on their number."""
    cells = cells_at_work(**here_today(user, Do.SEE_REPORTS), since=day, until=day + ONE_DAY)
    cells = [one for one in cells if cell is None or one == cell]
    told, opens = signs_of_cells(cells=cells, day=day), may_open(user, Do.SEE_MEMBERS)
    names = apart_by_number({number for one in told if opens(one.cell) for number in one.people})
    rows = [_row(user, one.cell, found, names, day) for one in told for found in one.found]
    states = _states(user, cell, day)
    seen = set(numbers(hamlets_within(**here_today(user, Do.SEE_CELLS))))
    rows += [row for state in states for row in _of_hamlet(user, state, seen)]
    red = sum(any(found.alarm == Alarm.RED for found in one.found) for one in told)
    words = _(
        "%(cells)s cells: %(signs)s show a sign, %(red)s of them a red one. Of %(hamlets)s hamlets %(white)s have no "
        "member living there, %(unserved)s no cell."
    )
    about = {
        "cells": len(cells),
        "signs": sum(any(found.alarm != Alarm.UNKNOWN for found in one.found) for one in told),
        "red": red,
        "hamlets": len(states),
        "white": sum(not state.members.hold for state in states),
        "unserved": sum(state.serving is None for state in states),
    }
    return Table(
        title=_("Early warning on %(day)s") % {"day": f"{day:%d/%m/%Y}"},
        subtitle=words % about,
        columns=(
            Column(_("cell or hamlet"), width=30),
            Column(_("sign"), width=34),
            Column(_("state"), width=14, by_name=True),
            Column(_("figure"), width=14),
            Column(_("behind it"), width=50),
            Column(_("what to do next"), width=40),
        ),
        rows=tuple(rows),
        notes=_notes(cells, day),
    )


def _states(user, cell, day):
    """[HamletState] of the hamlets, or of those that `cell` serves."""
    states = states_of_hamlets(hamlets=hamlets_within(**here_today(user, Do.SEE_REPORTS)), day=day)
    return [state for state in states if cell is None or (state.serving and state.serving.cell_id == cell.pk)]


def _row(user, cell, found, names, day):
    text, do = TO_DO[found.sign]
    opens = may_open(user, Do.SEE_CELLS)(cell)
    return (
        Figure(cell.name, cell.get_absolute_url() if opens else ""),
        Figure(capfirst(found.sign.label), by=list(EarlySign).index(found.sign)),
        _alarm(found.alarm),
        Figure(_value(found)),
        Figure(_people_or_days(found, names)),
        Figure(capfirst(text), _leads_to(found.sign, cell, day) if may_open(user, do)(cell) else ""),
    )


def _alarm(alarm):
    return Figure(capfirst(alarm.label), tone=alarm.tone, by=list(Alarm).index(alarm))


def _value(found):
    value = found.value
    if value is None:
        return None
    if found.sign == EarlySign.AGED:
        return percent(value)
    if found.sign == EarlySign.MEAN_AGE:
        mean = (Decimal(value.numerator) / value.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
        return pgettext("of an age", "%(years)s years") % {"years": f"{mean}".replace(".", ",")}
    if found.sign == EarlySign.SECRETARY_AGE:
        return pgettext("of an age", "%(years)s years") % {"years": value}
    if found.sign == EarlySign.SECRETARY_YEARS:
        return _("%(years)s years") % {"years": value}
    return _("%(months)s months") % {"months": value} if found.sign in MONTHS else str(value)


def _people_or_days(found, names):
    """The people behind a sign, as far as the reader may see them, and since when it is so."""
    known = [names[number] for number in found.people if number in names]
    more = [_("and %(count)s more") % {"count": len(known) - NAMED}] if len(known) > NAMED else []
    since = [_("since %(day)s") % {"day": f"{found.since:%d/%m/%Y}"}] if found.since else []
    if found.sign == EarlySign.SECRETARY_AGE and found.alarm == Alarm.UNKNOWN and not found.people:
        since = [_("no secretary is on record")]
    if found.sign == EarlySign.NOT_LISTED and found.alarm == Alarm.UNKNOWN:
        since = [_("no list has been kept here yet")]
    return ", ".join([*known[:NAMED], *more, *since])


def _leads_to(sign, cell, day):
    """The address of what is to be done next."""
    if sign in (EarlySign.ABLE, EarlySign.BORN_UNKNOWN):
        return members_listed(day, cell=cell.pk)
    if sign in (EarlySign.OFFICIAL, EarlySign.AHEAD):
        return reverse("development:candidates", query={"cell": cell.pk})
    if sign in (EarlySign.SECRETARY_AGE, EarlySign.SECRETARY_YEARS):
        return reverse("members:posts")
    names = {EarlySign.NOT_ADMITTED: "targets", EarlySign.NOT_LISTED: "add-candidate"}
    return reverse(f"development:{names.get(sign, 'movements')}")


def _of_hamlet(user, state, seen):
    """Rows of a hamlet without members, and of one without a cell: two things, each told with what there is of the
    other."""
    hamlet, living = state.hamlet, len(state.members.hold)
    url = reverse("cells:hamlet", args=[hamlet.pk]) if hamlet.pk in seen else ""
    if not living:
        served = _("served by %(cell)s") % {"cell": state.serving.cell} if state.serving else _("no cell")
        behind = ", ".join([*_since(state.members.ended_on), served])
        do = _("post a member there and look for people to propose")
        yield _hamlet_row(hamlet, url, EarlySign.WHITE, "0", behind, Figure(capfirst(do), url))
    if state.serving is None:
        behind = ", ".join([*_since(state.cells.ended_on), _("%(count)s members live there") % {"count": living}])
        serve = reverse("cells:serve", args=[hamlet.pk]) if may(user, Do.EDIT_STRUCTURE) else url
        do = Figure(capfirst(_("choose the cell of the hamlet")), serve)
        yield _hamlet_row(hamlet, url, EarlySign.UNSERVED, None, behind, do)


def _hamlet_row(hamlet, url, sign, value, behind, do):
    name, about = (
        Figure(capfirst(hamlet.titled), url, by=hamlet.search_key),
        Figure(capfirst(sign.label), by=list(EarlySign).index(sign)),
    )
    return name, about, _alarm(Alarm.RED), Figure(value), Figure(behind), do


def _since(day):
    return [_("since %(day)s") % {"day": f"{day:%d/%m/%Y}"} if day else _("as far as the records go")]


def _notes(cells, day):
    unknown = living_nowhere(cells=cells, day=day)
    where = _("%(count)s members have no hamlet on file: where nobody is said to live, one of them may.")
    return (
        _("Each sign stands for itself; a cell is not given points. From where on a sign warns is set in the rules."),
        _("Ages are completed years as far as births are known; whose birth is not known counts in no age."),
        _("Admitted: by a ceremony here, or of who was entered later, by the ceremony on file."),
        _(
            "To be expected: official members of now, without those exempt or by then of the age of exemption, with "
            "those whose probation ends by then."
        ),
        *([where % {"count": unknown}] if unknown else []),
    )
