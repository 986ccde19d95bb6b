"""The rating of a year: who is rated, how many may be excellent, and what has been rated so far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Max, Q

from cells.models import Cell
from common.people import told_apart
from members.enums import CapBase, Entry, LeftOut, Level, OverlayKind
from members.models import CellRating, Discipline, Member, MemberRating, Membership, Overlay

PERSON = ("full_name", "sort_key", "born", "ceremony_on", "decided_on")


def rating_day(year, today):
    """The day that decides who is rated for `year`: its last, or `today` in the running year."""
    return min(date(year, 12, 31), today)


def why_left_out(*, day, exempt, party_since, rules):
    """The LeftOut of a member in the headcount on `day`, or None for those who are rated.

    `exempt` on that day (294-QĐ/TW §7.2.3); `party_since` is the day of the ceremony, None when unknown.
    """
    if exempt:
        return LeftOut.EXEMPT
    if party_since and party_since + relativedelta(months=rules.months_before_rating) > day:
        return LeftOut.NEW
    return None


def excellent_base(levels, rules):
    """How many proposals the share of excellent ratings is counted of; see `excellent_at_most`."""
    above = levels["excellent"] if rules.excellent_base == CapBase.GOOD_AND_ABOVE else 0
    return levels["good"] + above


def excellent_at_most(levels, rules):
    """How many members of a base organisation may be rated excellent (HD 21-HD/BTCTW 2019; rounded down: own).

    `levels` {Level: members proposed for it}, all four of them; `rules` the RatingRules of the year.
    """
    return rules.excellent_percent * excellent_base(levels, rules) // 100


@dataclass(frozen=True)
class RatingLine:
    """A member in the headcount on the rating day. `left_out` is a LeftOut or None, `rating` a MemberRating or None;
    `twice_not_done`: for the second year running, which calls for a check of the membership (294-QĐ/TW §8.1);
    `best`: the best Level there may be after a discipline in the year, None where there is no such limit."""

    member: Member
    name: str  # distinguished from others in the cell who bear it
    cell_id: int
    left_out: LeftOut | None
    rating: MemberRating | None
    twice_not_done: bool
    best: Level | None

    @property
    def too_good(self):
        """Whether the member was rated before the discipline was known, and better than it allows."""
        return bool(self.best and self.rating and self.rating.level and Level(self.rating.level).above(self.best))


@dataclass(frozen=True)
class Ratings:
    """Of one commune and year: `lines` {cell number: [RatingLine in name order]}, and the share of excellent ratings.

    `levels` {Level: members proposed for it}, without those who are left out.
    """

    lines: dict
    levels: dict
    excellent: int
    base: int
    at_most: int

    @property
    def too_many(self):
        return self.excellent > self.at_most


def ratings_of(*, commune, year, today, rules):
    """The Ratings of `commune` for `year`; `rules` is the RatingRules of the rating day. Five queries."""
    lines = lines_of(cells=Cell.objects.filter(commune=commune), year=year, today=today, rules=rules)
    levels, excellent = dict.fromkeys(Level, 0), 0
    for line in (line for of_cell in lines.values() for line in of_cell):
        if line.rating and not line.left_out:
            if line.rating.proposed_level:
                levels[line.rating.proposed_level] += 1
            excellent += line.rating.decided_level == Level.EXCELLENT
    return Ratings(lines, levels, excellent, excellent_base(levels, rules), excellent_at_most(levels, rules))


def lines_of(*, cells, year, today, rules):
    """{cell number: [RatingLine in name order]} of `cells` for `year`. Five queries."""
    day = rating_day(year, today)
    rows = Membership.objects.on(day).filter(cell__in=cells).select_related("member")
    rows = rows.only("cell", *(f"member__{name}" for name in PERSON))
    rows = list(rows.order_by("member__sort_key", "member"))
    people = [row.member_id for row in rows]
    exempt = Overlay.objects.on(day).filter(kind=OverlayKind.EXEMPT, member__in=people)
    exempt = set(exempt.values_list("member", flat=True))
    readmitted = Membership.objects.filter(member__in=people, entry=Entry.READMITTED, since__lte=day).order_by()
    readmitted = dict(readmitted.values_list("member").annotate(Max("since")))
    disciplined = set(_disciplined(year, day).filter(member__in=people).values_list("member", flat=True))
    this_year, not_done_before = {}, set()
    last_year = Q(year=year - 1, decided_level=Level.NOT_DONE)
    for rating in MemberRating.objects.kept().filter(Q(year=year) | last_year, member__in=people):
        if rating.year == year:
            this_year[rating.member_id] = rating
        else:
            not_done_before.add(rating.member_id)
    lines, names = defaultdict(list), _names(rows)
    for row in rows:
        member, rating = row.member, this_year.get(row.member_id)
        since = readmitted.get(member.pk) or (member.ceremony_on or member.decided_on).first
        left_out = why_left_out(day=day, exempt=member.pk in exempt, party_since=since, rules=rules)
        twice = bool(rating) and rating.level == Level.NOT_DONE and member.pk in not_done_before
        best = Level(rules.best_after_discipline) if member.pk in disciplined else None
        name = names[row.cell_id][member.pk]
        lines[row.cell_id].append(RatingLine(member, name, row.cell_id, left_out, rating, twice, best))
    return dict(lines)


def _names(rows):
    """{cell number: {member number: name as it stands in the list of the cell}}."""
    of_cell = defaultdict(list)
    for row in rows:
        of_cell[row.cell_id].append(row.member)
    return {cell: told_apart(members) for cell, members in of_cell.items()}


def _disciplined(year, day):
    """The disciplines that took effect in `year` and were not lifted by `day`; one that a complaint changed to another
    form counts as before, in its first year only."""
    in_effect = Discipline.objects.kept().first_forms().filter(effective_on__year=year, effective_on__lte=day)
    return in_effect.exclude(pk__in=Discipline.objects.undone_by(day).values("pk"))


def cell_ratings(*, cells, year):
    """{cell number: CellRating} of `cells` for `year`."""
    return {rating.cell_id: rating for rating in CellRating.objects.kept().filter(cell__in=cells, year=year)}
