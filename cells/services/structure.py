"""Changes of structure and of who may act where, each with its rule."""

from django.db.models import Min, Q
from django.dispatch import Signal
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import NEXT_STATES, CellKind, CellState, ServingKind
from cells.models import (
    Assignment,
    Cell,
    CellStatus,
    CommitteeMember,
    Commune,
    Grant,
    Hamlet,
    Serving,
)
from cells.services.calendar import ship_calendar
from cells.services.locks import lock
from common.errors import RuleError
from common.facts import write

# Sent in the transaction in which `about`, a Hamlet or a CommitteeMember, is told to be there, or in charge of a cell,
# no more from the day `on`. A receiver refuses what records of later days say otherwise, unless `despite` tells why.
told_ended = Signal()

COMMUNE = ("name", "organisation", "committee", "superior", "place", "privacy_basis")
HAMLET = ("name", "highland", "specially_difficult", "former_commune", "ended_on")
EDITABLE = ("name", "kind", "founded_on", "decision_no", "decision_on", "meeting_place", "meeting_day")


class CellRuleError(RuleError):
    """A change of structure that a rule refuses."""


@service
def found_commune(*, name, organisation, committee, superior, place, by):
    """A commune and its Party organisation, new to this system. `by` is None at the command line."""
    commune = Commune(name=name, organisation=organisation, committee=committee, superior=superior, place=place)
    ship_calendar(commune=commune.save_checked(), by=by)
    return commune


@service
def edit_commune(*, commune, by, renamed_on=None, **facts):
    """Change facts of a commune: `facts` {field of COMMUNE: value}. `renamed_on` as for `edit_cell`."""
    lock(commune=commune)
    commune = Commune.objects.get(pk=commune.pk)
    if renamed_on:
        keep_name(commune, facts["name"], renamed_on, superior=commune.superior)
    return write(commune, facts, COMMUNE).save_checked()


@service
def keep_former_name(*, row, by):
    """A former name was left out or entered wrongly: `row`, changed and not saved yet, is right."""
    lock(commune=row.named if row.named_by == "commune" else row.named.commune_id)
    return row.save_checked()


def keep_name(record, name, until, since=None, **more):
    """Keep the name that `record` has as one that held until the day `until`, before it gets `name`; `since` tells from
    when on, where no earlier name does."""
    if name == record.name:
        raise CellRuleError(_("Type the new name too."), "name")
    if last := record.former_names.order_by("-until").first():
        since = last.until
    if since and until <= since:
        words = _("The day must be after %(day)s, when the present name began.")
        raise CellRuleError(words % {"day": f"{since:%d/%m/%Y}"}, "renamed_on")
    former = record.former_names.model(name=record.name, since=since, until=until, **more)
    setattr(former, former.named_by, record)
    former.save_checked()


@service
def found_hamlet(*, commune, name, by, highland=False, specially_difficult=False, former_commune=""):
    lock(commune=commune)
    return Hamlet(
        commune=commune,
        name=name,
        highland=highland,
        specially_difficult=specially_difficult,
        former_commune=former_commune,
    ).save_checked()


@service
def edit_hamlet(*, hamlet, by, renamed_on=None, despite="", **facts):
    """Change facts of a hamlet: `facts` {field of HAMLET: value}.

    With `renamed_on` the former name is kept until that day; without, it was a mistake. Raises ContradictedError when
    records of days after its end say otherwise, unless `despite` tells why it is right all the same.
    """
    hamlet = Hamlet.objects.select_for_update().get(pk=hamlet.pk)
    before = hamlet.ended_on
    if renamed_on:
        keep_name(hamlet, facts["name"], renamed_on)
    write(hamlet, facts, HAMLET).save_checked()
    if hamlet.ended_on and hamlet.ended_on != before:
        told_ended.send(Hamlet, about=hamlet, on=hamlet.ended_on, despite=despite, by=by)
    return hamlet


@service
def found_cell(
    *,
    commune,
    name,
    founded_on,
    by,
    kind=CellKind.HAMLET,
    planned=False,
    decision_no="",
    decision_on=None,
    meeting_place="",
    meeting_day=3,
):
    """A cell at work from `founded_on`, or planned for that day. Its members are recorded afterwards."""
    lock(commune=commune)
    cell = Cell(
        commune=commune,
        name=name,
        kind=kind,
        founded_on=founded_on,
        decision_no=decision_no,
        decision_on=decision_on,
        meeting_place=meeting_place,
        meeting_day=meeting_day,
    ).save_checked()
    state = CellState.PLANNED if planned else CellState.ACTIVE
    CellStatus(cell=cell, state=state, since=founded_on, decision_no=decision_no).save_checked()
    return cell


@service
def change_cell_status(*, cell, state, on, by, decision_no="", reason=""):
    """From `on` the cell is in `state`. Only the steps of `NEXT_STATES`; the last state must have begun before `on`.

    An end also closes which hamlets the cell serves and who is in charge of it. The caller makes sure that nobody is
    left in the cell: `members.services.end_cell`.
    """
    lock(commune=cell.commune_id, cells=[cell])
    current = CellStatus.objects.filter(cell=cell).open().get()
    if state not in NEXT_STATES.get(current.state, ()):
        raise CellRuleError(
            _("A cell that is %(now)s cannot become %(next)s.")
            % {"now": current.get_state_display(), "next": CellState(state).label},
            "state",
        )
    current.end(on, field="on")
    if state != CellState.ACTIVE:
        for row in [*cell.servings.open(), *cell.assignments.open()]:
            row.end(on, field="on")
    return CellStatus(cell=cell, state=state, since=on, decision_no=decision_no, reason=reason).save_checked()


@service
def begin_planned_cell(*, cell, state, on, by, decision_no="", reason=""):
    """A planned cell begins its work, or the plan is given up. Ending a working cell: `members.services.end_cell`."""
    lock(commune=cell.commune_id, cells=[cell])
    if not cell.statuses.open().filter(state=CellState.PLANNED).exists():
        raise CellRuleError(_("Only a planned cell is begun here."), "state")
    return change_cell_status(cell=cell, state=state, on=on, decision_no=decision_no, reason=reason, by=by)


@service
def edit_cell(*, cell, by, renamed_on=None, **facts):
    """Change facts of a cell: `facts` {field of EDITABLE: value}.

    With `renamed_on` the former name is kept until that day; without, it was a mistake.
    """
    lock(commune=cell.commune_id, cells=[cell])
    cell = Cell.objects.get(pk=cell.pk)
    if renamed_on:
        keep_name(cell, facts["name"], renamed_on, since=cell.founded_on)
    began = cell.statuses.exclude(state=CellState.PLANNED).aggregate(first=Min("since"))["first"]
    if began and facts.get("founded_on", began) > began:
        words = _("The cell was at work from %(day)s: it was founded then or earlier.")
        raise CellRuleError(words % {"day": f"{began:%d/%m/%Y}"}, "founded_on")
    return write(cell, facts, EDITABLE).save_checked()


@service
def serve_hamlet(*, hamlet, cell, kind, since, by):
    """From `since` the hamlet is served by `cell`; the cell that served it before no longer does.

    A hamlet with an own cell shares it with no other hamlet: 294-QĐ/TW §20.2, and the count of hamlets by kind of cell.
    """
    former = hamlet.servings.open().values_list("cell", flat=True)
    lock(commune=cell.commune_id, cells=[cell.pk, *former])
    _require_working(cell, since)
    others = cell.servings.open().exclude(hamlet=hamlet)
    if (kind == ServingKind.OWN and others.exists()) or others.filter(kind=ServingKind.OWN).exists():
        raise CellRuleError(_("The cell serves other hamlets: record it as a joint cell of each."), "kind")
    for row in hamlet.servings.open():
        row.end(since)
    _refuse_overlap(hamlet.servings, since)
    return Serving(hamlet=hamlet, cell=cell, kind=kind, since=since).save_checked()


@service
def seat_committee_member(*, commune, full_name, since, by, position="", account=None):
    """Someone sits on the Party Committee from `since`. Pages give an account to a seat by `give_seat_account`."""
    lock(commune=commune)
    if account and account.commune is None:
        account.commune = commune.pk
        account.save_checked()
    return CommitteeMember(
        commune=commune, full_name=full_name, position=position, account=account, since=since
    ).save_checked()


@service
def assign(*, committee_member, cell, since, by, decision_no="", despite=""):
    """From `since` the Committee member is in charge of the cell; the one before is released on that day. Raises
    ContradictedError when that one came there later, unless `despite` tells why it is right all the same."""
    lock(commune=cell.commune_id, cells=[cell])
    committee_member.refresh_from_db(fields=("since", "until"))
    if not committee_member.holds_on(since):
        raise CellRuleError(_("%(name)s is not on the Committee on that day.") % {"name": committee_member})
    _require_working(cell, since)
    if by is not None and committee_member.account_id == by.pk:
        raise CellRuleError(_("Nobody gives a role to themselves; somebody else does it."), "committee_member")
    for row in cell.assignments.open():
        if row.committee_member_id == committee_member.pk:
            raise CellRuleError(
                _("%(name)s is already in charge of this cell.") % {"name": committee_member}, "committee_member"
            )
        row.end(since)
        told_ended.send(CommitteeMember, about=row.committee_member, on=since, despite=despite, by=by)
    _refuse_overlap(cell.assignments, since)
    return Assignment(committee_member=committee_member, cell=cell, since=since, decision_no=decision_no).save_checked()


@service
def grant(*, account, role, commune, since, by, cell=None):
    """From `since` the account may act in `role`, for a secretary in `cell`. Pages give roles by `give_role`."""
    lock(commune=commune, cells=[cell] if cell else ())
    if account.commune is None:
        account.commune = commune.pk
        account.save_checked()
    return Grant(account=account, role=role, commune=commune, cell=cell, since=since).save_checked()


def keep_open(*, cells, field, commune=None):
    """Lock the `cells`, so that none of them ends meanwhile. Raises CellRuleError at `field` for one that has ended:
    what it is given now, nobody would do."""
    lock(commune=commune, cells=cells)
    ended = CellStatus.objects.open().filter(cell__in=cells).exclude(state__in=NEXT_STATES).select_related("cell")
    if gone := ended.first():
        raise CellRuleError(_("%(cell)s has ended: choose the one that took over.") % {"cell": gone.cell}, field)


def _require_working(cell, day):
    if not cell.works_on(day):
        raise CellRuleError(_("%(cell)s is not at work on that day.") % {"cell": cell}, "since")


def _refuse_overlap(rows, since):
    """Closed rows may not reach beyond `since` either: history has one answer for each day."""
    if rows.filter(Q(until__gt=since) | Q(since__gte=since)).exists():
        raise CellRuleError(_("There is already an entry for a later day."), "since")
