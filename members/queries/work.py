"""The work given to members for a year: who has some, and who still goes without."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch

from common.people import told_apart
from members.enums import IN_COMMITTEE, KEPT_OUT, NOT_EXPECTED, DutyState, OverlayKind
from members.models import Duty, Member, Membership, Overlay, Post


def work_day(year, today):
    """The day that decides to whom a cell gives work for `year`: its last, or `today` until then."""
    return min(date(year, 12, 31), today)


@dataclass
class DutyLine:
    """One who takes part in a cell, or did when given work. `over` is the OverlayKind of the day or None; `here` tells
    whether they still belong to the cell or are guests there on that day; `expected`, whether they are to have work:
    everybody but those exempt, away or suspended, guests too (38-HD/BTCTW §IV.2; 294-QĐ/TW §7)."""

    member: Member
    over: OverlayKind | None = None
    here: bool = True
    expected: bool = True
    duties: list = field(default_factory=list)
    name: str = ""  # distinguished from others in the cell who bear it

    @property
    def kept(self):
        """What was not dropped in the course of the year."""
        return [duty for duty in self.duties if duty.state != DutyState.DROPPED]

    @property
    def without(self):
        return self.expected and not self.kept


def work_of(*, cells, year, day):
    """{cell number: [DutyLine in name order]} of `cells` for `year`, by who belongs where on `day`. Six queries."""
    cells = [cell.pk for cell in cells]
    lines = defaultdict(dict)
    rows = Membership.objects.on(day).filter(cell__in=cells).select_related("member")
    rows = rows.only("cell", "member__full_name", "member__sort_key", "member__born")
    guests = list(Overlay.objects.on(day).filter(cell__in=cells).select_related("member"))
    people = [guest.member_id for guest in guests]
    over = defaultdict(set)
    for overlay in Overlay.objects.on(day).filter(member__in=[*people, *(row.member_id for row in rows)]):
        over[overlay.member_id].add(overlay.kind)
    for row in rows:
        kind = next((kind for kind in NOT_EXPECTED if kind in over[row.member_id]), None)
        lines[row.cell_id][row.member_id] = DutyLine(row.member, kind, expected=kind is None)
    for guest in guests:
        expected = not over[guest.member_id] & {OverlayKind.EXEMPT, *KEPT_OUT}
        lines[guest.cell_id][guest.member_id] = DutyLine(guest.member, OverlayKind.HOSTED, expected=expected)
    names = Member.objects.only("full_name", "sort_key", "born")
    duties = Duty.objects.filter(cell__in=cells, year=year).order_by("due", "pk")
    for duty in duties.prefetch_related(Prefetch("member", names), Prefetch("follower", names)):
        gone = DutyLine(duty.member, here=False, expected=False)
        lines[duty.cell_id].setdefault(duty.member_id, gone).duties.append(duty)
    for of_cell in lines.values():
        names = told_apart(line.member for line in of_cell.values())
        for member, line in of_cell.items():
            line.name = names[member]
    return {
        cell: sorted(lines[cell].values(), key=lambda line: (line.member.sort_key, line.member.pk)) for cell in cells
    }


def followers_in(*, cell, day):
    """Members who may follow up work in `cell` on `day`: of the cell committee, or the secretary and deputy."""
    posts = Post.objects.on(day).filter(cell=cell, kind__in=IN_COMMITTEE)
    return Member.objects.filter(pk__in=posts.values("member")).order_by("sort_key", "pk")
