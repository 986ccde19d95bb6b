"""What records of later days say otherwise than a life, the end of a cell or a hamlet, or who was in charge of a cell.
Each app tells of its own records: it adds its Records, or a Witness of its own, in `AppConfig.ready`."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from cells.models import Assignment, Cell, CommitteeMember, Hamlet
from common.errors import Contradiction
from common.prepared import numbers, prepared
from members.enums import KEPT_OUT, Entry, OverlayKind
from members.models import Despite, Member, Membership, Overlay
from members.models.despite import ABOUT
from members.queries.headcount import RANK

WITNESSES = []
RECORDS = []  # of all apps; `RecordsWitness` asks them
APART = ("cell", "hamlet", "committee_member")  # what Records are about, beside members
ONE_DAY = timedelta(days=1)


class Witness:
    """Records of an app that say who took part where, or that a cell was at work; asked anew each time."""

    def of_members(self, since):
        """{member number: [Contradiction]} with the lives as they are; `since` {Member: first day that is asked of}."""
        return {}

    def of_cells(self, ended):
        """{cell number: [Contradiction]} with the ends of cells; `ended` {Cell: first day on which it was no more at
        work}."""
        return {}

    def of_hamlets(self, ended):
        """{hamlet number: [Contradiction]} with the ends of hamlets as they are; the keys of `ended` are Hamlets."""
        return {}

    def of_seats(self, since):
        """{number of a seat: [Contradiction]} with the assignments as they are; `since` {CommitteeMember: first day
        that is asked of}."""
        return {}


def add_witness(witness):
    WITNESSES.append(witness)


def add_records(*records):
    RECORDS.extend(records)


def against_lives(since):
    """{member number: [Contradiction], in the order of time}; `since` {Member: first day that is asked of}."""
    return _told(witness.of_members(since) for witness in WITNESSES)


def against_ends(ended):
    """{cell number: [Contradiction], in the order of time}; `ended` {Cell: first day no more at work}."""
    return _told(witness.of_cells(ended) for witness in WITNESSES)


def against_hamlets(ended):
    """{hamlet number: [Contradiction], in the order of time}; the keys of `ended` are the Hamlets."""
    return _told(witness.of_hamlets(ended) for witness in WITNESSES)


def against_seats(since):
    """{number of a seat: [Contradiction], in the order of time}; `since` {CommitteeMember: first day asked of}."""
    return _told(witness.of_seats(since) for witness in WITNESSES)


# How what is told of each is held against the records.
AGAINST = {
    Member: against_lives,
    Cell: against_ends,
    Hamlet: against_hamlets,
    CommitteeMember: against_seats,
}


def against(about, since):
    """[Contradiction] of one Member, Cell, Hamlet or CommitteeMember from the day `since` on."""
    return AGAINST[type(about)]({about: since}).get(about.pk, [])


def _told(answers):
    found = defaultdict(list)
    for answer in answers:
        for pk, lines in answer.items():
            found[pk] += lines
    return {pk: sorted(lines) for pk, lines in found.items() if lines}


@dataclass(frozen=True)
class Stays:
    """The rows of a life: [Membership] and [Overlay]."""

    memberships: list
    overlays: list

    @property
    def cells(self):
        """Numbers of the cells of which somebody ever was a member or a guest."""
        return {row.cell_id for row in (*self.memberships, *self.overlays)} - {None}

    def anywhere(self, day):
        """Whether somebody was a member or a guest of any cell on `day`."""
        return any(row.holds_on(day) for row in (*self.memberships, *self.overlays))

    def nowhere_from(self, since):
        """Whether there is a day, `since` or later, on which somebody took part nowhere."""
        rows = (*self.memberships, *self.overlays)
        return any(not self.anywhere(day) for day in [since, *(row.until for row in rows if row.until)] if day >= since)

    def way_out(self, day):
        """The Exit by which somebody who takes part nowhere on `day` had left, "" for none that is known. None for who
        takes part, and on days before these records tell of somebody who was in the Party already."""
        if self.anywhere(day):
            return None
        rows = sorted(self.memberships, key=lambda row: row.since)
        left = [row.exit for row in rows if row.until and row.until <= day]
        known_later = not left and rows and rows[0].entry == Entry.OPENING
        return None if known_later else (left or [""])[-1]

    def on_roll(self, cell, day):
        """(standing, OverlayKind or None, guest) with which somebody stands on the roll of the cell of that number on
        `day`, or None: the same as `members_of_cell` and `guests_of_cell` tell."""
        over = [row for row in self.overlays if row.holds_on(day)]
        kinds = [OverlayKind(row.kind) for row in over]
        row = next((row for row in self.memberships if row.holds_on(day)), None)
        if row and row.cell_id == cell:
            return row.standing, max(kinds, key=RANK.index, default=None), False
        if any(row.cell_id == cell for row in over) and not {OverlayKind.EXEMPT, *KEPT_OUT} & {*kinds}:
            return "", None, True
        return None


def stays_of(members):
    """{member number: Stays}; two queries."""
    rows, overs = defaultdict(list), defaultdict(list)
    for row in _rows_of(members=numbers(members), model=Membership):
        rows[row.member_id].append(row)
    for row in _rows_of(members=numbers(members), model=Overlay):
        overs[row.member_id].append(row)
    return {pk: Stays(rows[pk], overs[pk]) for pk in numbers(members)}


@prepared
def _rows_of(members, *, model):
    return model.objects.filter(member__in=members)


@dataclass(frozen=True)
class Records:
    """Rows of one kind, each of which says of a day that somebody took part, that a cell was at work, that a hamlet
    was there, or that a Committee member came to the `meeting` of a cell in their charge.

    `rows()` are those that count, `about` is their field of the Cell, the Hamlet or the CommitteeMember, which is
    called so (APART), or of a Member, whatever its name; `url(row)` is where they are put right.
    `on` is their field of a date, if they have one; `day(row)` is the day of which they speak where that is another,
    earlier one, None where they speak of none. `text(row)` is what they say. With `last_day` they are right on the day
    of the end too: they may have been decided in its morning. So they are after the ways out (Exit) `right_after(row)`.
    """

    rows: Callable
    about: str
    url: Callable
    on: str = ""
    day: Callable | None = None
    text: Callable = lambda row: f"{capfirst(row._meta.verbose_name)}: {row}"
    last_day: bool = True
    right_after: Callable = lambda row: ()

    def of(self, since):
        """[(number of whom or what it is about, row, day)] of those of `since` {number: first day that is asked of}."""
        found = []
        for row in _speaking(numbers=sorted(since), since=min(since.values()), records=self) if since else ():
            pk, day = getattr(row, f"{self.about}_id"), (self.day or self._dated)(row)
            if day and day >= since[pk]:
                found.append((pk, row, day))
        return found

    def line(self, row, day):
        return Contradiction(day, self.text(row), self.url(row))

    def _dated(self, row):
        *way, field = self.on.split("__")
        for name in way:
            row = getattr(row, name)
        return getattr(row, field)


@prepared
def _speaking(numbers, since, *, records):
    rows = records.rows().filter(**{f"{records.about}__in": numbers})
    if records.on:
        rows = rows.filter(**{f"{records.on}__gte": since})
    return rows.select_related(*filter(None, [records.about, records.on.rpartition("__")[0]]))


class RecordsWitness(Witness):
    """All `Records`: of who took part nowhere by their day, of cells and hamlets that had ended, of who was in charge
    of a cell no more."""

    def of_members(self, since):
        stays = stays_of(since) if since else {}
        asked = {member.pk: day for member, day in since.items() if stays[member.pk].nowhere_from(day)}
        found = defaultdict(list)
        for records in RECORDS:
            if records.about not in APART and asked:
                for pk, row, day in records.of(asked):
                    out = stays[pk].way_out(day)
                    if records.last_day and stays[pk].anywhere(day - ONE_DAY):
                        continue
                    if out is not None and out not in records.right_after(row):
                        found[pk].append(records.line(row, day))
        return found

    def of_cells(self, ended):
        return _after_an_end("cell", ended)

    def of_hamlets(self, ended):
        return _after_an_end("hamlet", {one: one.ended_on for one in ended if one.ended_on})

    def of_seats(self, since):
        """On the last day both who handed a cell over and who took it may have come."""
        seats, charges = {seat.pk: day for seat, day in since.items()}, defaultdict(list)
        for row in _charges(seats=sorted(seats)) if seats else ():
            charges[row.committee_member_id, row.cell_id].append(row)
        found = defaultdict(list)
        for row in chain.from_iterable(charges.values()):
            if row.committee_member.until and row.until and row.until > row.committee_member.until:
                text = _("In charge of %(cell)s until %(day)s.") % {"cell": row.cell, "day": f"{row.until:%d/%m/%Y}"}
                found[row.committee_member_id].append(Contradiction(row.until, text, row.cell.get_absolute_url()))
        for records in RECORDS:
            if records.about == "committee_member":
                for pk, row, day in records.of(seats):
                    held = charges[pk, row.meeting.cell_id]
                    if not any(one.since <= day and (one.until is None or day <= one.until) for one in held):
                        found[pk].append(records.line(row, day))
        return found


def _after_an_end(about, ended):
    days, found = {one.pk: day for one, day in ended.items()}, defaultdict(list)
    for records in RECORDS:
        if records.about == about:
            for pk, row, day in records.of(days):
                if day > days[pk] or not records.last_day:
                    found[pk].append(records.line(row, day))
    return found


@prepared
def _charges(seats):
    return Assignment.objects.filter(committee_member__in=seats).select_related("committee_member", "cell")


@dataclass(frozen=True)
class ToPutRight:
    """Of whom or what records still say otherwise: `about` as in AGAINST, where it stands, the lines."""

    about: object
    url: str
    lines: list


def to_put_right(communes):
    """[ToPutRight] of what was recorded in `communes` (numbers) in spite of other records, and is not put right yet."""
    return _still_otherwise(despite(communes=communes))


def otherwise(about):
    """[Contradiction] of what was recorded of `about`, one of AGAINST, in spite of other records and is not put right
    yet."""
    return next((found.lines for found in _still_otherwise(about.despite.select_related(*ABOUT))), [])


def _still_otherwise(told):
    """[ToPutRight] of the rows `told` of Despite."""
    first = defaultdict(dict)
    for row in told:
        since = first[type(row.about)]
        since[row.about] = min(row.since, since.get(row.about, row.since))
    found = {kind: AGAINST[kind](first[kind]) for kind in AGAINST if kind in first}
    return [
        ToPutRight(about, _page_of(about), lines[about.pk])
        for kind, lines in found.items()
        for about in first[kind]
        if about.pk in lines
    ]


def _page_of(about):
    page = reverse("members:life", args=[about.pk]) if isinstance(about, Member) else about.get_absolute_url()
    return f"{page}#otherwise"


@prepared
def despite(communes):
    return Despite.objects.filter(commune__in=communes).select_related(*ABOUT).order_by("pk")
