"""What records of later days say otherwise than a life or the end of a cell. Each app tells of its own records: it adds
its Witness in `AppConfig.ready`."""

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from cells.models import Cell
from common.errors import Contradiction
from common.prepared import numbers, prepared
from members.enums import KEPT_OUT, CourseResult, OverlayKind
from members.models import Attendee, Despite, Membership, Overlay
from members.queries.headcount import RANK

WITNESSES = []


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


class CoursesWitness(Witness):
    """Courses that somebody completed although they began after the Party had been left."""

    def of_members(self, since):
        rows = _completed(members=numbers(since), since=min(since.values())) if since else []
        stays = stays_of({row.member_id for row in rows}) if rows else {}
        first = {member.pk: day for member, day in since.items()}
        found = defaultdict(list)
        for row in rows:
            day = row.course.starts_on
            if day >= first[row.member_id] and not stays[row.member_id].anywhere(day):
                text = _("%(course)s: completed.") % {"course": row.course}
                found[row.member_id].append(Contradiction(day, text, row.course.get_absolute_url()))
        return found


@prepared
def _completed(members, since):
    rows = Attendee.objects.filter(member__in=members, result=CourseResult.COMPLETED, course__starts_on__gte=since)
    return rows.select_related("course")


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
