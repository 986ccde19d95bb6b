"""Sample mass organisations: units of hamlets, who heads them, and how many belong to them."""

from datetime import date

from common.periods import Period
from config.demo import words
from development import services
from development.enums import Basis, HeadRole, UnitKind
from development.models import Unit
from members.enums import Sex
from members.models import Member

BEGAN, CONGRESS = date(2015, 3, 1), date(2023, 5, 20)
FARMERS, WOMEN, VETERANS, YOUTH = range(4)  # of those that have members
SHARES = {FARMERS: (46, 52), WOMEN: (38, 45), VETERANS: (9, 11), YOUTH: (14, 22)}  # members, people it is open to


def organise(dice, commune, today, by):
    """Units in every hamlet but for a few that are missing or have no head."""
    front, *kinds, _union = commune.mass_organisations.all()
    hamlets = list(commune.hamlets.order_by("pk"))
    _of_commune(dice, [front, *kinds], by)
    for number, hamlet in enumerate(hamlets):
        for place, kind in enumerate([front, *kinds]):
            if (number, place) in ((6, 3), (10, 4), (11, 2)):  # no unit there
                continue
            facts = {"organisation": kind, "kind": UnitKind.HAMLET, "hamlet": hamlet, "since": BEGAN}
            unit = services.found_unit(by=by, **facts)
            if (number, place) not in ((3, 2), (8, 1)):  # nobody heads it
                _head(dice, unit, hamlet, number + place, place == WOMEN + 1, by)
    halves = [Period("H", today.year, (today.month + 5) // 6).previous()]
    halves.append(halves[0].previous())
    for half in halves:
        _count(dice, commune, kinds, hamlets, half, by)


def _of_commune(dice, kinds, by):
    for number, kind in enumerate(kinds):
        unit = services.found_unit(organisation=kind, kind=UnitKind.COMMUNE, since=BEGAN, by=by)
        facts = {"name": _somebody(dice, number == WOMEN + 1), "in_party": True, "basis": Basis.APPOINTED}
        services.name_head(unit=unit, role=HeadRole.HEAD, since=date(2025, 8, 1), by=by, **facts)


def _head(dice, unit, hamlet, number, woman, by):
    """Every other head is a member of the cell of the hamlet; one in nine is provisional."""
    cells = list(hamlet.servings.open().values_list("cell", flat=True))
    members = Member.objects.known().filter(memberships__until=None, memberships__cell__in=cells, born__gt="1960")
    members = members.filter(sex=Sex.FEMALE if woman else Sex.MALE).order_by("pk")
    basis = Basis.PROVISIONAL if number % 9 == 4 else Basis.ELECTED
    member = members[number % 5 : number % 5 + 1].first() if number % 2 else None
    facts = {"member": member} if member else {"name": _somebody(dice, woman)}
    services.name_head(unit=unit, role=HeadRole.HEAD, since=CONGRESS, basis=basis, by=by, **facts)


def _somebody(dice, woman):
    names = (words.FAMILIES, *((words.MIDDLES_FEMALE, words.FEMALE) if woman else (words.MIDDLES_MALE, words.MALE)))
    return " ".join(dice.choice(some.split()) for some in names)


def _count(dice, commune, kinds, hamlets, half, by):
    """Numbers of the half year; persons are fewer than memberships."""
    memberships = dict.fromkeys(hamlets, 0)
    for place, kind in enumerate(kinds):
        figures = {}
        for unit in Unit.objects.filter(organisation=kind, kind=UnitKind.HAMLET).select_related("hamlet"):
            members, people = (number + dice.randint(-4, 4) for number in SHARES[place])
            told = {"members": min(members, people), "eligible": people}
            figures[unit] = told | {"newcomers": dice.randint(0, 3), "in_party": dice.randint(1, 4)}
            memberships[unit.hamlet] += told["members"]
        services.keep_figures(organisation=kind, period=half, figures=figures, by=by)
    persons = {hamlet: round(number * 0.8) for hamlet, number in memberships.items() if number}
    services.keep_persons(commune=commune, period=half, persons=persons, by=by)
