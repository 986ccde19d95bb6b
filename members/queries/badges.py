"""Who is due for a Party badge, and when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Max

from cells.models import Cell
from members.enums import BadgeState, Early, Standing
from members.models import Badge, Discipline, Member, Membership
from members.queries.member import party_age_of
from members.rules.badges import award_day_before, award_day_for, badge_ahead, considered_from
from members.rules.party_age import PartyAge


@dataclass(frozen=True)
class BadgeRow:
    """A member on the list of an award day. `due` is the day on which the years are full; `considered` is later where
    `discipline` delays it; both None when it is no longer known from when Party age counts.

    `badge` is the proposal for this award day, `returned` an earlier one that came back. `late`: it could have been
    awarded on an earlier award day.
    """

    member: Member
    cell: Cell
    party_age: PartyAge
    years: int
    due: date | None
    considered: date | None
    late: bool = False
    discipline: Discipline | None = None
    badge: Badge | None = None
    returned: Badge | None = None

    @property
    def partly_known(self):
        """Only the year or the month of the admission is known, so `due` is the earliest day possible."""
        return self.due is not None and self.party_age.since.whole is None

    @property
    def state(self):
        return self.badge and self.badge.state


def badge_due(member, years, *, ill=False):
    """The day from which `member` is considered for the badge of `years`, a discipline on that day counted; None where
    the day is unknown from which Party age counts. `ill`: as early as serious illness allows."""
    due = party_age_of(member).full_on(years, early=Early.ILL if ill else "")
    return due and considered_from(due, Discipline.objects.kept().filter(member_id=member.pk))[0]


class NextBadge(NamedTuple):
    """The next badge of a member: when its years are full, from when it is considered, and the award day that takes
    it."""

    years: int
    due: date
    considered: date
    award_on: date


def next_badge(member, *, rules, day):
    """The NextBadge of `member` as seen on `day`, or None: the highest that is full and not given, else the next
    one."""
    has = member.badges.given().aggregate(Max("years", default=0))["years__max"]
    ahead = badge_ahead(party_age_of(member), rules.badge_years, has=has, day=day)
    if ahead is None:
        return None
    considered, _delaying = considered_from(ahead[1], member.disciplines.kept(), until=day)
    return NextBadge(*ahead, considered, award_day_for(rules, max(considered, day)))


def badges_due(*, cells, award_on, rules):
    """[BadgeRow] of the award day `award_on` for the members of `cells`, the longest in the Party first; three queries.

    Those proposed for that day; and of the official members in the headcount of that day, exempt ones too, whose Party
    age then reaches a badge that they do not have. Of several such badges only the highest is due. A row whose
    `considered` lies after `award_on` has to wait.
    """
    rows = Membership.objects.last_known(award_on).filter(cell__in=cells)
    badges, disciplines = defaultdict(list), defaultdict(list)
    for badge in Badge.objects.kept().filter(member__in=rows.values("member")):
        badges[badge.member_id].append(badge)
    of_members = Discipline.objects.kept().filter(member__in=rows.values("member"))
    for discipline in of_members.select_related("replaces"):
        disciplines[discipline.member_id].append(discipline)
    before = award_day_before(rules, award_on)
    found = []
    for row in rows.select_related("member", "cell"):
        found += _rows_of(row, badges[row.member_id], disciplines[row.member_id], award_on, before, rules)
    return sorted(found, key=lambda row: (-row.years, row.member.sort_key, row.member.pk))


def _rows_of(row, badges, disciplines, award_on, before, rules):
    age = PartyAge(row.member.party_since, row.days_out)

    def told(years, **more):
        due = age.full_on(years)
        considered, discipline = considered_from(due, disciplines, until=award_on) if due else (None, None)
        late = bool(considered and considered <= before)
        return BadgeRow(row.member, row.cell, age, years, due, considered, late, discipline, **more)

    live = [badge for badge in badges if badge.state != BadgeState.REFUSED]
    yield from (told(badge.years, badge=badge) for badge in live if badge.award_on == award_on)
    if row.standing == Standing.OFFICIAL and row.holds_on(award_on):
        has = max((badge.years for badge in live), default=0)
        ahead = badge_ahead(age, rules.badge_years, has=has, day=award_on)
        if ahead and ahead[1] <= award_on:
            yield told(ahead[0], returned=next((badge for badge in badges if badge.years == ahead[0]), None))


def without_party_age(*, cells, day):
    """How many official members of `cells` on `day` have no day from which Party age counts (persons)."""
    rows = Membership.objects.on(day).filter(cell__in=cells, standing=Standing.OFFICIAL)
    return rows.filter(member__party_since="").count()
