"""Changes in a member's life, each dated and each with its rule."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import CellState
from cells.services import change_cell_status
from common.errors import RuleError
from members.enums import DEPARTURES, Appointed, Entry, Exit, OverlayKind, PostKind, Precision, Standing
from members.models import Member, Membership, Overlay, Post, Target

# Posts that one member of a cell holds at a time, and of which nobody holds two.
LEADING = (PostKind.SECRETARY, PostKind.DEPUTY)


class MemberRuleError(RuleError):
    """A change of members that a rule refuses."""


@service
def join(
    *,
    cell,
    full_name,
    sex,
    standing,
    since,
    by,
    born=None,
    born_precision=Precision.DAY,
    entry=Entry.OPENING,
    decision_no="",
):
    """Someone already in the Party enters the records of `cell`, or arrives from outside (entry=ARRIVED)."""
    _require_working(cell, since)
    member = Member(
        commune=cell.commune, full_name=full_name, sex=sex, born=born, born_precision=born_precision
    ).saved()
    Membership(member=member, cell=cell, standing=standing, since=since, entry=entry, decision_no=decision_no).saved()
    return member


@service
def admit(*, cell, full_name, sex, ceremony_on, by, born=None, born_precision=Precision.DAY, decision_no=""):
    """Someone new is admitted; probation runs from the day of the ceremony (Điều lệ Đảng, Điều 5)."""
    return join(
        cell=cell,
        full_name=full_name,
        sex=sex,
        born=born,
        born_precision=born_precision,
        standing=Standing.PROBATIONARY,
        since=ceremony_on,
        entry=Entry.ADMITTED,
        decision_no=decision_no,
        by=by,
    )


@service
def correct_person(*, member, full_name, sex, born, born_precision, by):
    """Mend a mistake in who somebody is; the trail keeps what stood there before."""
    member.full_name, member.sex, member.born, member.born_precision = full_name, sex, born, born_precision
    return member.saved()


@service
def recognise(*, member, on, by, decision_no=""):
    """The probationary member is official from `on`, at the earliest a year after the ceremony (Điều lệ Đảng, Điều 5).

    Of those who entered the records as probationary the day of the ceremony is not known here, so it is not asked.
    """
    current = _current(member)
    if current.standing != Standing.PROBATIONARY:
        raise MemberRuleError(_("%(name)s is already an official member.") % {"name": member})
    admitted = member.memberships.filter(entry=Entry.ADMITTED).order_by("-since").first()
    if admitted and on < _a_year_after(admitted.since):
        day = f"{_a_year_after(admitted.since):%d/%m/%Y}"
        raise MemberRuleError(_("Probation lasts 12 months from the ceremony: until %(day)s.") % {"day": day}, "on")
    return _follow(
        current, on, exit=Exit.RECOGNISED, entry=Entry.RECOGNISED, standing=Standing.OFFICIAL, decision_no=decision_no
    )


@service
def move(*, member, cell, on, by, decision_no=""):
    """The member belongs to another cell of the commune from `on`; posts in the old cell end."""
    current = _current(member)
    if cell == current.cell:
        raise MemberRuleError(_("%(name)s already belongs to this cell.") % {"name": member}, "cell")
    _require_working(cell, on, "on")
    _end_all(member.posts.filter(cell=current.cell), on)
    return _follow(current, on, exit=Exit.MOVED, entry=Entry.MOVED, cell=cell, decision_no=decision_no)


@service
def depart(*, member, on, exit, by, decision_no=""):
    """The member no longer counts from `on`: one of `DEPARTURES`. Posts, exemptions and absences end with it."""
    if exit not in DEPARTURES:
        raise MemberRuleError(_("Choose how the membership ended."), "exit")
    current = _current(member)
    _end_all(member.posts, on)
    _end_all(member.overlays, on)
    _end_membership(current, on, exit, decision_no)
    return current


@service
def lay_over(*, member, kind, since, by, until=None, decision_no=""):
    """From `since`, and until `until` where that is known, the member is exempt, away or suspended."""
    _current(member)
    if until and until <= since:
        raise MemberRuleError(_("The end must be after the start."), "until")
    if not member.memberships.on(since).exists():
        raise MemberRuleError(_("%(name)s did not belong to a cell on that day.") % {"name": member}, "since")
    same = _lasting(member.overlays.filter(kind=kind), since)
    if until:
        same = same.filter(since__lt=until)
    if same.exists():
        raise MemberRuleError(
            _("%(name)s is already %(kind)s in that time.") % {"name": member, "kind": OverlayKind(kind).label}, "since"
        )
    return Overlay(member=member, kind=kind, since=since, until=until, decision_no=decision_no).saved()


@service
def end_overlay(*, overlay, on, by):
    """The member is back from `on`."""
    overlay.end(on, field="on")
    return overlay


@service
def appoint(*, member, cell, kind, since, by, how=Appointed.ELECTED, decision_no=""):
    """From `since` the member holds a post in the own cell. Probationary members neither elect nor stand.

    A secretary or deputy before is released on that day, and nobody is both.
    """
    current = _current(member)
    held = member.memberships.on(since).filter(cell=cell).first()
    if held is None or current.cell != cell:
        raise MemberRuleError(_("%(name)s did not belong to this cell on that day.") % {"name": member}, "member")
    if held.standing != Standing.OFFICIAL:
        raise MemberRuleError(_("Only an official member can hold a post."), "member")
    if kind in LEADING:
        others = cell.posts.filter(Q(kind=kind) | Q(member=member, kind__in=LEADING)).exclude(member=member, kind=kind)
        for post in others.select_for_update().open():
            post.end(since)
    same = cell.posts.filter(kind=kind) if kind in LEADING else cell.posts.filter(kind=kind, member=member)
    if same.filter(until__gt=since).exists():
        raise MemberRuleError(_("There is already an entry for a later day."), "since")
    return Post(member=member, cell=cell, kind=kind, since=since, how=how, decision_no=decision_no).saved()


@service
def end_post(*, post, on, by):
    post.end(on, field="on")
    return post


@service
def end_cell(*, cell, state, on, by, decision_no="", reason=""):
    """The cell is merged, split, closed or dissolved on `on`; nobody may be left in it (294-QĐ/TW §6.3.5)."""
    left = _lasting(cell.memberships, on).count()
    if left and state != CellState.ACTIVE:
        raise MemberRuleError(
            _("%(count)s members still belong to this cell on that day: move them first.") % {"count": left}, "on"
        )
    return change_cell_status(cell=cell, state=state, on=on, decision_no=decision_no, reason=reason, by=by)


@service
def set_target(*, commune, cell, year, planned, by, resolution_no=""):
    """What the cell, or the whole commune (cell=None), means to admit in `year`. Setting it again changes it."""
    target = Target.objects.select_for_update(of=("self",)).filter(commune=commune, cell=cell, year=year).first()
    target = target or Target(commune=commune, cell=cell, year=year)
    target.planned, target.resolution_no = planned, resolution_no
    return target.saved()


def current_cell(member):
    """The cell `member` belongs to now; refused when there is none."""
    return _current(member).cell


def _current(member):
    current = Membership.objects.select_for_update().select_related("cell").filter(member=member).open().first()
    if current is None:
        raise MemberRuleError(_("%(name)s does not belong to a cell.") % {"name": member})
    return current


def _follow(current, on, *, exit, entry, decision_no, **changed):
    """End the present row and begin the next one, the same but for what `changed`."""
    _end_membership(current, on, exit)
    same = {"member": current.member, "cell": current.cell, "standing": current.standing}
    return Membership(**{**same, **changed}, since=on, entry=entry, decision_no=decision_no).saved()


def _end_membership(row, on, exit, decision_no=""):
    row.exit = exit
    row.decision_no = decision_no or row.decision_no
    row.end(on, field="on")


def _lasting(rows, day):
    """Those of `rows` that are not over on `day`, also when they begin later."""
    return rows.filter(Q(until=None) | Q(until__gt=day))


def _end_all(rows, on):
    for row in _lasting(rows, on):
        row.end(on, field="on")


def _require_working(cell, day, field="since"):
    """The cell was at work on `day` and still is: nobody is entered into a cell that has ended since."""
    if not cell.statuses.on(day).open().filter(state=CellState.ACTIVE).exists():
        raise MemberRuleError(_("%(cell)s is not at work on that day.") % {"cell": cell}, field)


def _a_year_after(day):
    """The same day of the next year; 1 March after 29 February."""
    return date(day.year + 1, 3, 1) if (day.month, day.day) == (2, 29) else day.replace(year=day.year + 1)
