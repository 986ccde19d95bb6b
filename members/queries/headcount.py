"""How many members there are on a day, and how that changes over a period."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q

from common.dated import holds_on
from members.enums import ABSENT_BY_RIGHT, Entry, Exit, OverlayKind, Standing
from members.models import Membership, Overlay

ONE_DAY = timedelta(days=1)
MINIMUM_OFFICIAL = 3  # 294-QĐ/TW §20.2.1: official members that a cell needs to exist
COMMITTEE_FROM_OFFICIAL = 9  # 294-QĐ/TW §23.2: official members from which a cell elects a committee


@dataclass(frozen=True)
class Headcount:
    """Members of a cell on a day (persons; domain 6.1). Exempt, away and suspended members are part of `total`; guests
    of other cells or communes are `hosted` and not part of it.

    `attendance_base` are those who have to come to a meeting; `voting_base` the official members summoned when those
    exempt or away stay at home.
    """

    total: int = 0
    official: int = 0
    probationary: int = 0
    exempt: int = 0
    away: int = 0
    suspended: int = 0
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
    overlays = Overlay.objects.filter(holds_on(day), member=OuterRef("member"))
    rows = Membership.objects.on(day).filter(cell__in=cells).order_by().values("cell")
    official, expected = Q(standing=Standing.OFFICIAL), ~Exists(overlays.filter(kind__in=ABSENT_BY_RIGHT))
    counted = rows.annotate(
        total=Count("pk"),
        official=Count("pk", filter=official),
        probationary=Count("pk", filter=~official),
        attendance_base=Count("pk", filter=Q(expected)),
        voting_base=Count("pk", filter=official & Q(expected)),
        **{kind: Count("pk", filter=Q(Exists(overlays.filter(kind=kind)))) for kind in ABSENT_BY_RIGHT},
    )
    found = {row.pop("cell"): row for row in counted}
    guests = _guests(day).filter(cell__in=cells).order_by().values_list("cell")
    for cell, hosted, coming in guests.annotate(Count("pk"), coming=Count("pk", filter=Q(barred=False))):
        row = found.setdefault(cell, {})
        row |= {"hosted": hosted, "attendance_base": row.get("attendance_base", 0) + coming}
    return {cell: Headcount(**row) for cell, row in found.items()}


def _guests(day):
    """The stays in cells of the commune on temporary transfer; `barred` of whom home has exempted or suspended
    in the meantime: not expected at the host's meetings either."""
    kinds = (OverlayKind.EXEMPT, OverlayKind.SUSPENDED)
    over = Overlay.objects.filter(holds_on(day), member=OuterRef("member"), kind__in=kinds)
    return Overlay.objects.on(day).exclude(cell=None).annotate(barred=Exists(over))


def headcount(*, cells, day):
    """The Headcount of all `cells` together on `day`."""
    parts = headcounts(cells=cells, day=day).values()
    return Headcount(**{name: sum(getattr(p, name) for p in parts) for name in Headcount.__dataclass_fields__})


def headcounts_on(*, cells, days):
    """{day: members of all `cells` together on that day} for a list of days; one query."""
    counted = {f"on_{n}": Count("pk", filter=holds_on(day)) for n, day in enumerate(days)}
    found = Membership.objects.filter(cell__in=cells).aggregate(**counted)
    return {day: found[f"on_{n}"] for n, day in enumerate(days)}


def members_of_cell(*, cell, day):
    """[(Membership with its member, OverlayKind or None)] of `day` in name order: who belongs on the roll.

    Of several overlays the one that bars most is told: suspended, then exempt, then away.
    """
    rank = {OverlayKind.AWAY: 0, OverlayKind.EXEMPT: 1, OverlayKind.SUSPENDED: 2}
    over = {}
    overlays = Overlay.objects.on(day).filter(member__in=Membership.objects.on(day).filter(cell=cell).values("member"))
    for overlay in overlays:
        kind = OverlayKind(overlay.kind)
        over[overlay.member_id] = max(kind, over.get(overlay.member_id, kind), key=rank.get)
    rows = Membership.objects.on(day).filter(cell=cell).select_related("member").order_by("member__sort_key", "member")
    return [(row, over.get(row.member_id)) for row in rows]


def guests_of_cell(*, cell, day):
    """[Member] expected in `cell` on `day` on temporary transfer, from elsewhere, in name order."""
    guests = _guests(day).filter(cell=cell, barred=False).select_related("member")
    return [row.member for row in guests.order_by("member__sort_key", "member")]


FLOW = ("opening", "joined", "admitted", "arrived", "restored")
FLOW += ("transferred", "died", "expelled", "removed", "left", "closing")


@dataclass(frozen=True)
class Flow:
    """How the headcount changed in a period (persons; domain 10.3). Recognition does not change it.

    `joined` were members already and entered the records in the period; `restored` holds those admitted again too. For
    one cell, moves from and to other cells of the commune count as arrivals and transfers.
    """

    opening: int = 0
    joined: int = 0
    admitted: int = 0
    arrived: int = 0
    restored: int = 0
    transferred: int = 0
    died: int = 0
    expelled: int = 0
    removed: int = 0
    left: int = 0
    closing: int = 0

    @property
    def difference(self):
        """What the changes leave unexplained: 0 unless the records are broken."""
        came = self.opening + self.joined + self.admitted + self.arrived + self.restored
        return came - self.transferred - self.died - self.expelled - self.removed - self.left - self.closing


CAME = {
    Entry.OPENING: "joined",
    Entry.ADMITTED: "admitted",
    Entry.ARRIVED: "arrived",
    Entry.RESTORED: "restored",
    Entry.READMITTED: "restored",
}
WENT = {
    Exit.TRANSFERRED: "transferred",
    Exit.DIED: "died",
    Exit.EXPELLED: "expelled",
    Exit.REMOVED: "removed",
    Exit.LEFT: "left",
}


def flow(*, cells, since, until, whole):
    """The Flow of `cells` from `since` to before `until`; `whole` when they are all cells of the commune, so that moves
    between them cancel out. Opening is the headcount at the end of the day before `since`. Four queries."""
    came, went = (CAME, WENT) if whole else (CAME | {Entry.MOVED: "arrived"}, WENT | {Exit.MOVED: "transferred"})
    counts = dict.fromkeys(FLOW, 0)
    rows = Membership.objects.filter(cell__in=cells).order_by()
    for column, day, words in (("entry", "since", came), ("exit", "until", went)):
        within = rows.filter(**{f"{day}__gte": since, f"{day}__lt": until, f"{column}__in": list(words)})
        for cause, count in within.values_list(column).annotate(Count("pk")):
            counts[words[cause]] += count
    days = headcounts_on(cells=cells, days=[since - ONE_DAY, until - ONE_DAY])
    return Flow(**counts | {"opening": days[since - ONE_DAY], "closing": days[until - ONE_DAY]})
