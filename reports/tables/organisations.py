"""Mass organisations by hamlet, or each by itself: units, who heads them, memberships and persons; no names."""

from collections import Counter, defaultdict

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, scope
from cells.models import Hamlet
from common.tables import Column, Figure, Table
from development import queries
from development.enums import Basis


def organisations(*, user, period, by, today):
    """Table of the hamlets that `user` may read about, at the end of `period`, a half year, or today while it runs: a
    row for each hamlet, or with `by` "organisation" for each organisation. The number of queries does not depend on
    either."""
    day = min(period.last_day, today)
    kinds = queries.organisations_on(commune_id(user), day)
    hamlets = Hamlet.objects.for_doing(user, Do.SEE_REPORTS).exclude(ended_on__lte=day).order_by("search_key", "pk")
    opens = set(hamlets.visible_to(user).values_list("pk", flat=True))
    hamlets = list(hamlets)
    persons = queries.persons_of(hamlets=hamlets, period=period)
    places = _places(user, hamlets, kinds, day)
    told = queries.figures_of(units=[place.unit for _hamlet, place in places if place.unit], period=period)
    sums = defaultdict(Counter)
    for hamlet, place in places:
        sums[hamlet if by == "hamlet" else place.organisation].update(_count(place, told))
    rows = [_of_organisation(kind, sums[kind]) for kind in kinds]
    if by == "hamlet":
        rows = [_of_hamlet(hamlet, sums[hamlet], persons, opens) for hamlet in hamlets]
        rows += [(Figure(_("in no hamlet")), *_figures(sums[None]), Figure(None))] if None in sums else []
    everyone = sum(persons.values()) if len(persons) == len(hamlets) else None
    words = {"period": period, "day": f"{day:%d/%m/%Y}"}
    return Table(
        title=_("Mass organisations, %(period)s") % words,
        subtitle=_("Units and heads on %(day)s; members as told for the half year.") % words,
        columns=_columns(by),
        rows=tuple(rows),
        total=(Figure(capfirst(_("all"))), *_figures(sum(sums.values(), Counter())), Figure(everyone)) if rows else (),
        notes=(
            _("Units of hamlets, of trades and of workplaces; not the committees of the commune."),
            _("Memberships: the members of all units added up. Who is in three organisations is counted three times."),
            _("Persons: everybody who is in at least one organisation, counted once; told by hamlet."),
            _("Persons of all hamlets are added up only where each has told its own."),
        ),
    )


def _places(user, hamlets, kinds, day):
    """[(Hamlet or None, Place)]."""
    anywhere = bool(scope(user, Do.SEE_REPORTS).communes)
    found = queries.organisations_in(hamlets=hamlets, organisations=kinds, day=day)
    trades = queries.trades_in(hamlets=hamlets, anywhere=anywhere, organisations=kinds, day=day)
    places = [(hamlet, place) for hamlet, here in found for place in here]
    return places + [(place.unit.hamlet, place) for place in trades]


def _count(place, told):
    """{figure: number} of one organisation in one hamlet."""
    if place.unit is None:
        return {"lacking": place.lacking}
    head, figures = place.head, told.get(place.unit.pk)
    counted = {"units": 1, "vacant": head is None}
    if head:
        counted |= {"provisional": head.row.basis == Basis.PROVISIONAL, "led_by_party": head.in_party}
    if figures:
        counted |= {name: getattr(figures, name) or 0 for name in ("members", "in_party", "newcomers")} | {"told": 1}
        if figures.eligible:
            counted |= {"eligible": figures.eligible, "of_eligible": figures.members}
    return counted


def _columns(by):
    return (
        Column(_("hamlet") if by == "hamlet" else _("mass organisation"), width=30),
        Column(_("units"), "number"),
        Column(_("no unit"), "number", help=_("Every hamlet should have one.")),
        Column(_("vacant"), "number"),
        Column(_("provisional head"), "number"),
        Column(_("heads who are Party members"), "number"),
        Column(_("memberships"), "number"),
        Column(_("of people it is open to"), "percent"),
        Column(_("Party members among them"), "number"),
        Column(_("new in the period"), "number"),
        Column(_("persons"), "number"),
    )


def _of_hamlet(hamlet, count, persons, opens):
    url = reverse("cells:hamlet", args=[hamlet.pk]) if hamlet.pk in opens else ""
    return Figure(hamlet.name, url), *_figures(count), Figure(persons.get(hamlet.pk))


def _of_organisation(kind, count):
    return Figure(kind.name), *_figures(count), Figure(None)


def _figures(count):
    return (
        Figure(count["units"]),
        Figure(int(count["lacking"]), tone="warn" if count["lacking"] else ""),
        Figure(int(count["vacant"]), tone="bad" if count["vacant"] else ""),
        Figure(int(count["provisional"])),
        Figure(int(count["led_by_party"])),
        Figure(count["members"] if count["told"] else None),
        Figure(count["of_eligible"] / count["eligible"] if count["eligible"] else None),
        Figure(count["in_party"] if count["told"] else None),
        Figure(count["newcomers"] if count["told"] else None),
    )
