"""How many members there are on a day."""

from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from common.counted import count_of
from common.dated import holds_on
from common.prepared import numbers, prepared
from members.enums import KEPT_OUT, NOT_EXPECTED, OverlayKind, Standing
from members.models import Membership, Overlay

MINIMUM_OFFICIAL = 3  # 294-QĐ/TW §20.2.1: official members that a cell needs to exist
# Of several states of one person, the last in this order is told.
RANK = [OverlayKind.HOSTED, OverlayKind.AWAY, OverlayKind.EXEMPT, *KEPT_OUT]
COMMITTEE_FROM_OFFICIAL = 9  # 294-QĐ/TW §23.2: official members from which a cell elects a committee


@dataclass(frozen=True)
class Headcount:
    """Members of a cell on a day (persons; domain 6.1). Exempt, away and suspended members, and those
    prosecuted or detained, are part of `total`; guests of other cells or communes are `hosted` and not part of it.

    `attendance_base` are those expected at a meeting; `voting_base` the official members summoned when those exempt or
    away stay at home.
    """

    total: int = 0
    official: int = 0
    probationary: int = 0
    exempt: int = 0
    away: int = 0
    suspended: int = 0
    prosecuted: int = 0
    hosted: int = 0
    attendance_base: int = 0
    voting_base: int = 0

    @property
    def below_minimum(self):
        return self.official < MINIMUM_OFFICIAL

    @property
    def elects_committee(self):
        return self.official >= COMMITTEE_FROM_OFFICIAL


def headcounts(*, cells, day):
    """{cell number: Headcount} on `day` for `cells` (a queryset or list); cells without anybody are left out."""
    found, cells = defaultdict(Counter), numbers(cells)
    for cell, standing, count in _members(cells=cells, day=day):
        voting = count if standing == Standing.OFFICIAL else 0
        found[cell].update({"total": count, standing: count, "attendance_base": count, "voting_base": voting})
    at_home = set()
    for cell, standing, member, kind in _not_expected(cells=cells, day=day):
        found[cell][kind] += 1
        if member not in at_home:
            at_home.add(member)
            found[cell].subtract(attendance_base=1, voting_base=int(standing == Standing.OFFICIAL))
    for cell, hosted, coming in _hosted(cells=cells, day=day):
        found[cell].update(hosted=hosted, attendance_base=coming)
    return {cell: Headcount(**row) for cell, row in found.items()}


def heads_now(day, before):
    """Annotations of a Cell: members on `day`, the official among them, and members on the earlier day `before`."""
    members = Membership.objects.on(day)
    return {
        "members": count_of(members, "cell"),
        "official": count_of(members.filter(standing=Standing.OFFICIAL), "cell"),
        "members_before": count_of(Membership.objects.on(before), "cell"),
    }


@prepared
def _members(cells, day):
    rows = Membership.objects.on(day).filter(cell__in=cells).order_by()
    return rows.values_list("cell", "standing").annotate(Count("pk"))


@prepared
def _not_expected(cells, day):
    rows = Membership.objects.on(day).filter(cell__in=cells).order_by()
    over = rows.filter(holds_on(day, "member__overlays__"), member__overlays__kind__in=NOT_EXPECTED)
    return over.values_list("cell", "standing", "member", "member__overlays__kind")


@prepared
def suspended(communes, day):
    """[Overlay] of those whose Party life is suspended on `day`, whose suspension ends first before."""
    rows = Overlay.objects.on(day).filter(kind=OverlayKind.SUSPENDED, member__commune__in=communes)
    return rows.select_related("member").order_by("until", "pk")


@prepared
def _hosted(cells, day):
    guests = _guests(day).filter(cell__in=cells).order_by().values_list("cell")
    return guests.annotate(Count("pk"), coming=Count("pk", filter=Q(not_expected=False)))


def _guests(day):
    """The stays in cells of the commune on temporary transfer; `not_expected` of whom home has exempted or suspended
    in the meantime, or who are prosecuted: then the host does not expect them at its meetings either."""
    kinds = (OverlayKind.EXEMPT, *KEPT_OUT)
    over = Overlay.objects.filter(holds_on(day), member=OuterRef("member"), kind__in=kinds)
    return Overlay.objects.on(day).exclude(cell=None).annotate(not_expected=Exists(over))


def headcount(*, cells, day):
    """The Headcount of all `cells` together on `day`."""
    return total(headcounts(cells=cells, day=day).values())


def total(parts):
    """The Headcount of several cells together, from the Headcount of each."""
    parts = list(parts)
    return Headcount(**{name: sum(getattr(p, name) for p in parts) for name in Headcount.__dataclass_fields__})


def headcounts_on(*, cells, days):
    """{day: members of all `cells` together on that day} for a list of days; one query."""
    spans = _spans(cells=numbers(cells))
    began, ended = sorted(since for since, _until in spans), sorted(until for _since, until in spans if until)
    return {day: bisect_right(began, day) - bisect_right(ended, day) for day in days}


@prepared
def _spans(cells):
    return Membership.objects.filter(cell__in=cells).order_by().values_list("since", "until")


def members_of_cell(*, cell, day):
    """[(Membership with its member, OverlayKind or None)] of `day` in name order: who belongs on the roll.

    Of several overlays one is told: prosecuted before suspended, that before exempt, exempt before away.
    """
    over = _overlay_of_each(cell, day)
    return [(row, over.get(row.member_id)) for row in _memberships(cell=cell.pk, day=day)]


def standings_in_cell(*, cell, day):
    """{member number: (Standing, OverlayKind or None)} of `day`: the same as `members_of_cell`, without the records."""
    over = _overlay_of_each(cell, day)
    return {member: (standing, over.get(member)) for member, standing in _standings(cell=cell.pk, day=day)}


def _overlay_of_each(cell, day):
    over = {}
    for member, kind in _overlays(cell=cell.pk, day=day):
        kind = OverlayKind(kind)
        over[member] = max(kind, over.get(member, kind), key=RANK.index)
    return over


@prepared
def _overlays(cell, day):
    members = Membership.objects.on(day).filter(cell=cell).values("member")
    return Overlay.objects.on(day).filter(member__in=members).values_list("member", "kind")


@prepared
def _standings(cell, day):
    return Membership.objects.on(day).filter(cell=cell).values_list("member", "standing")


@prepared
def _memberships(cell, day):
    rows = Membership.objects.on(day).filter(cell=cell).select_related("member")
    return rows.order_by("member__sort_key", "member")


def guests_of_cell(*, cell, day):
    """[Member] expected in `cell` on `day` on temporary transfer, from elsewhere, in name order."""
    return [row.member for row in _guests_in(cell=cell.pk, day=day)]


@prepared
def _guests_in(cell, day):
    guests = _guests(day).filter(cell=cell, not_expected=False).select_related("member")
    return guests.order_by("member__sort_key", "member")
