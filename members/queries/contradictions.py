"""What records of later days say otherwise than a life or the end of a cell. Each app tells of its own records: it adds
its Records, or a Witness of its own, in `AppConfig.ready`."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.text import capfirst

from cells.models import Cell
from common.errors import Contradiction
from common.prepared import numbers, prepared
from members.enums import KEPT_OUT, Entry, OverlayKind
from members.models import Despite, Membership, Overlay
from members.queries.headcount import RANK

WITNESSES = []
RECORDS = []  # of all apps; `RecordsWitness` asks them
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
    """Rows of one kind, each of which says of a day that somebody took part, or that a cell was at work.

    `rows()` are those that count, `about` is their field of the Cell, which is called so, or of a Member, whatever its
    name; `url(row)` is where they are put right.
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
    """All `Records`: of who took part nowhere by their day, and of cells that had ended."""

    def of_members(self, since):
        stays = stays_of(since) if since else {}
        asked = {member.pk: day for member, day in since.items() if stays[member.pk].nowhere_from(day)}
        found = defaultdict(list)
        for records in RECORDS:
            if records.about != "cell" and asked:
                for pk, row, day in records.of(asked):
                    out = stays[pk].way_out(day)
                    if records.last_day and stays[pk].anywhere(day - ONE_DAY):
                        continue
                    if out is not None and out not in records.right_after(row):
                        found[pk].append(records.line(row, day))
        return found

    def of_cells(self, ended):
        cells, found = {cell.pk: day for cell, day in ended.items()}, defaultdict(list)
        for records in RECORDS:
            if records.about == "cell":
                for pk, row, day in records.of(cells):
                    if day > cells[pk] or not records.last_day:
                        found[pk].append(records.line(row, day))
        return found


@dataclass(frozen=True)
class ToPutRight:
    """Of whom or which cell records still say otherwise: `about` a Member or Cell, where it stands, the lines."""

    about: object
    url: str
    lines: list


def to_put_right(communes):
    """[ToPutRight] of what was recorded in `communes` (numbers) in spite of other records, and is not put right yet."""
    return _still_otherwise(despite(communes=communes))


def otherwise(about):
    """[Contradiction] of what was recorded of `about`, a Member or a Cell, in spite of other records and is not put
    right yet."""
    return next((found.lines for found in _still_otherwise(about.despite.select_related("member", "cell"))), [])


def _still_otherwise(told):
    """[ToPutRight] of the rows `told` of Despite."""
    lives, ends = {}, {}
    for row in told:
        about, since = (row.member, lives) if row.member_id else (row.cell, ends)
        since[about] = min(row.since, since.get(about, row.since))
    against = [(lives, against_lives(lives)), (ends, against_ends(ends))] if told else []
    return [
        ToPutRight(about, _page_of(about), found[about.pk])
        for since, found in against
        for about in since
        if about.pk in found
    ]


def _page_of(about):
    page = about.get_absolute_url() if isinstance(about, Cell) else reverse("members:life", args=[about.pk])
    return f"{page}#otherwise"


@prepared
def despite(communes):
    return Despite.objects.filter(commune__in=communes).select_related("member", "cell").order_by("pk")
