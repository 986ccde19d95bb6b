"""Checks of grassroots democracy in a year: a row for each hamlet, with what is to be mended and decided."""

from collections import Counter

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may, scope
from common.tables import Column, Figure, Table
from oversight.enums import FindingState
from oversight.queries.democracy import checked_hamlets
from oversight.rules.democracy import least_inspectors

LOOKED_AT = (FindingState.MET, FindingState.PARTLY, FindingState.MISSING)
TOLD = ("meetings", "dialogues", "letters", "criticisms")


def democracy_of_year(*, user, year, today):
    """Table of the hamlets that `user` reads about; its queries do not grow with them."""
    found = checked_hamlets(user=user, year=year, today=today)
    may_check = may(user, Do.CHECK_DEMOCRACY)
    states = sum((one.states for one in found), Counter())
    words = {"checked": sum(one.check is not None for one in found), "hamlets": len(found), "met": states["met"]}
    words |= {"items": sum(states[state] for state in LOOKED_AT), "late": sum(one.late for one in found)}
    return Table(
        title=_("Grassroots democracy in %(year)s") % {"year": year},
        subtitle=_(
            "%(checked)s of %(hamlets)s hamlets are checked. Met: %(met)s of %(items)s items; overdue to be mended: "
            "%(late)s."
        )
        % words,
        columns=(
            Column(_("hamlet"), width=26),
            Column(_("checked on"), "date", by_name=True),
            *(Column(state.label, "number") for state in LOOKED_AT),
            Column(_("still to mend"), "number"),
            Column(_("of these overdue"), "number"),
            Column(_("decisions that passed"), width=16),
            Column(_("meetings of the people"), "number", rare=True),
            Column(_("dialogues"), "number", rare=True),
            Column(_("letters and petitions"), "number", rare=True),
            Column(_("by the Front"), "number", help=_("Supervisions and criticisms by the Front."), rare=True),
        ),
        rows=tuple(_row(one, year, may_check) for one in found),
        total=_total(found, states) if found else (),
        notes=(
            _(
                "Items are those of the rules on the day of the check; what does not apply and what nobody has looked "
                "at are left out."
            ),
            _("Decisions pass by the share of all households of the hamlet that the rules of their day ask for."),
            _("A dash: not checked, or not told; it is not 0."),
            *_of_the_commune(user, len(found)),
        ),
    )


def _of_the_commune(user, hamlets):
    """For who reads about all of its hamlets."""
    if not scope(user, Do.SEE_OVERSIGHT).communes:
        return
    told = {"hamlets": hamlets, "least": least_inspectors(hamlets)}
    yield _("The People's Inspectorate of a commune of %(hamlets)s hamlets has at least %(least)s members.") % told


def _row(one, year, may_check):
    if one.check is None:
        url = reverse("oversight:add-democracy-check", args=[one.hamlet.pk, year]) if may_check else ""
        return Figure(one.hamlet.name, url), Figure(_("not checked yet"), tone="warn"), *(Figure(None),) * 10
    return (
        Figure(one.hamlet.name, one.check.get_absolute_url()),
        Figure(one.check.on),
        *_counted(one.states, one.open, one.late),
        Figure(f"{one.passed}/{one.votes}"),
        *(Figure(getattr(one.check, name)) for name in TOLD),
    )


def _counted(states, waiting, late):
    found = (Figure(states[state.value]) for state in LOOKED_AT)
    return *found, Figure(waiting, tone="warn" if waiting else ""), Figure(late, tone="bad" if late else "")


def _total(found, states):
    checks = [one.check for one in found if one.check]
    sums = ([value for check in checks if (value := getattr(check, name)) is not None] for name in TOLD)
    return (
        Figure(capfirst(_("all"))),
        Figure(""),
        *_counted(states, sum(one.open for one in found), sum(one.late for one in found)),
        Figure(f"{sum(one.passed for one in found)}/{sum(one.votes for one in found)}"),
        *(Figure(sum(told) if told else None) for told in sums),
    )
