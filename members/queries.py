"""Figures about members, each with one definition. Every screen, file and score asks here."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from common.dated import holds_on
from common.periods import Period
from members.enums import ABSENT_BY_RIGHT, Change, Entry, Exit, OverlayKind, PostKind, Standing
from members.models import Membership, Overlay, Post, Target

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
    found = defaultdict(Counter)
    rows = Membership.objects.on(day).filter(cell__in=cells).order_by()
    for cell, standing, count in rows.values_list("cell", "standing").annotate(Count("pk")):
        voting = count if standing == Standing.OFFICIAL else 0
        found[cell].update({"total": count, standing: count, "attendance_base": count, "voting_base": voting})
    over = rows.filter(holds_on(day, "member__overlays__"), member__overlays__kind__in=ABSENT_BY_RIGHT)
    at_home = set()
    for cell, standing, member, kind in over.values_list("cell", "standing", "member", "member__overlays__kind"):
        found[cell][kind] += 1
        if member not in at_home:
            at_home.add(member)
            found[cell].subtract(attendance_base=1, voting_base=int(standing == Standing.OFFICIAL))
    guests = Overlay.objects.on(day).filter(cell__in=cells).order_by().values_list("cell").annotate(Count("pk"))
    for cell, hosted in guests:
        found[cell].update(hosted=hosted, attendance_base=hosted)
    return {cell: Headcount(**row) for cell, row in found.items()}


def headcount(*, cells, day):
    """The Headcount of all `cells` together on `day`."""
    parts = headcounts(cells=cells, day=day).values()
    return Headcount(**{name: sum(getattr(p, name) for p in parts) for name in Headcount.__dataclass_fields__})


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
    Entry.OPENING: Change.JOINED,
    Entry.ADMITTED: Change.ADMITTED,
    Entry.ARRIVED: Change.ARRIVED,
    Entry.RESTORED: Change.RESTORED,
    Entry.READMITTED: Change.RESTORED,
}
WENT = {
    Exit.TRANSFERRED: Change.TRANSFERRED,
    Exit.DIED: Change.DIED,
    Exit.EXPELLED: Change.EXPELLED,
    Exit.REMOVED: Change.REMOVED,
    Exit.LEFT: Change.LEFT,
}


def changes(whole):
    """(column, column of its day, {its value: Change}) of comings and goings; `whole` as in `flow`."""
    moved_in, moved_out = {Entry.MOVED: Change.ARRIVED}, {Exit.MOVED: Change.TRANSFERRED}
    came, went = (CAME, WENT) if whole else (CAME | moved_in, WENT | moved_out)
    return ("entry", "since", came), ("exit", "until", went)


def changed(rows, *, change, since, until, whole):
    """The Membership `rows` that began or ended as `change`, from `since` to before `until` where these are given."""
    for column, day, words in changes(whole):
        causes = [cause for cause, word in words.items() if word == change]
        if causes:
            within = {f"{day}__gte": since, f"{day}__lt": until}
            return rows.filter(**{f"{column}__in": causes}, **{name: on for name, on in within.items() if on})
    return rows.none()


def flow(*, cells, since, until, whole):
    """The Flow of `cells` from `since` to before `until`; `whole` when they are all cells of the commune, so that moves
    between them cancel out. Opening is the headcount at the end of the day before `since`. Three queries."""
    return _flows(Membership.objects.filter(cell__in=cells), (), since, until, whole).get((), Flow())


def flows(*, cells, since, until):
    """{cell number: Flow} of each of `cells`, as `flow` tells it for one; three queries."""
    found = _flows(Membership.objects.filter(cell__in=cells), ("cell",), since, until, whole=False)
    return {cell: part for (cell,), part in found.items()}


def _flows(rows, group, since, until, whole):
    rows, counts = rows.order_by(), defaultdict(Counter)
    for column, day, words in changes(whole):
        within = rows.filter(**{f"{day}__gte": since, f"{day}__lt": until, f"{column}__in": list(words)})
        for *key, cause, count in within.values_list(*group, column).annotate(Count("pk")):
            counts[tuple(key)][words[cause].value] += count
    days = {
        "opening": Count("pk", filter=holds_on(since - ONE_DAY)),
        "closing": Count("pk", filter=holds_on(until - ONE_DAY)),
    }
    held = rows.values(*group).annotate(**days) if group else [rows.aggregate(**days)]
    for row in held:
        counts[tuple(row.pop(name) for name in group)] |= Counter(row)
    return {key: Flow(**found) for key, found in counts.items()}


def post_holders(*, cells, day, kind=PostKind.SECRETARY):
    """{cell number: Member} who hold `kind` on `day`."""
    posts = Post.objects.on(day).filter(cell__in=cells, kind=kind).select_related("member")
    return {post.cell_id: post.member for post in posts}


def members_in_posts(*, member_ids, cell, day):
    """{member number: PostKind} for those with a post in `cell` on `day`, the highest first named."""
    rank = {kind: number for number, kind in enumerate(PostKind)}
    posts = Post.objects.on(day).filter(cell=cell, member__in=member_ids)
    found = {}
    for post in sorted(posts, key=lambda p: rank[p.kind], reverse=True):
        found[post.member_id] = PostKind(post.kind)
    return found


def admissions(*, cells, since, until):
    """Membership rows that began with an admission ceremony from `since` to before `until`, in name order.

    "Kết nạp" is counted on the day of the ceremony.
    """
    return (
        Membership.objects.filter(cell__in=cells, entry=Entry.ADMITTED, since__gte=since, since__lt=until)
        .select_related("member", "cell")
        .order_by("since", "member__sort_key", "pk")
    )


class TargetState(TextChoices):
    EXCEEDED = "exceeded", _("exceeded")
    REACHED = "reached", _("reached")
    NOT_YET_DUE = "not_yet_due", _("not yet due")
    MISSED = "missed", _("missed")
    NOT_SET = "not_set", _("no target")


@dataclass(frozen=True)
class TargetResult:
    """Plan and result of one year: `cell` is None for the commune, `planned` None where no target is set (persons)."""

    cell: object
    year: int
    planned: int | None
    admitted: int
    state: TargetState


def target_state(*, planned, admitted, year, today):
    """Exceeded and reached are told at once; short of the plan is missed only when the year is over."""
    if planned is None:
        return TargetState.NOT_SET
    if admitted > planned:
        return TargetState.EXCEEDED
    if admitted == planned:
        return TargetState.REACHED
    return TargetState.MISSED if today >= date(year + 1, 1, 1) else TargetState.NOT_YET_DUE


def headcounts_on(*, cells, days):
    """{day: members of all `cells` together on that day} for a list of days; one query."""
    counted = {f"on_{n}": Count("pk", filter=holds_on(day)) for n, day in enumerate(days)}
    found = Membership.objects.filter(cell__in=cells).aggregate(**counted)
    return {day: found[f"on_{n}"] for n, day in enumerate(days)}


def target_results_over_years(*, commune_id, today):
    """[TargetResult of the commune] for each year with a target up to this one, in order; two queries."""
    targets = Target.objects.filter(commune=commune_id, cell=None, year__lte=today.year).order_by("year")
    planned = dict(targets.values_list("year", "planned"))
    admitted = Membership.objects.filter(cell__commune=commune_id, entry=Entry.ADMITTED).order_by()
    counted = dict(admitted.values_list("since__year").annotate(Count("pk")))
    return [
        TargetResult(
            None,
            year,
            plan,
            counted.get(year, 0),
            target_state(planned=plan, admitted=counted.get(year, 0), year=year, today=today),
        )
        for year, plan in planned.items()
    ]


def target_results(*, commune_id, cells, year, today):
    """(TargetResult of the commune, [TargetResult of each of `cells`]) for `year`; three queries.

    The commune's result counts every cell of the commune, also those closed since.
    """
    period = Period("Y", year)
    counted = dict(
        Membership.objects.filter(
            cell__commune=commune_id, entry=Entry.ADMITTED, since__gte=period.since, since__lt=period.until
        )
        .order_by()
        .values_list("cell")
        .annotate(Count("pk"))
    )
    planned = dict(Target.objects.filter(commune=commune_id, year=year).values_list("cell", "planned"))

    def result(cell, admitted):
        plan = planned.get(cell and cell.pk)
        state = target_state(planned=plan, admitted=admitted, year=year, today=today)
        return TargetResult(cell, year, plan, admitted, state)

    return result(None, sum(counted.values())), [result(cell, counted.get(cell.pk, 0)) for cell in cells]
