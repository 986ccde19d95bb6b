"""What becomes of the members when a cell ends: they move to another cell, all on the same day."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import CellState
from cells.services import change_cell_status, lock
from members.enums import EventKind, Ground, OverlayKind
from members.models import Membership, Overlay
from members.rules.life import MemberRuleError
from members.services.life import record


@service
def end_cell(*, cell, state, on, by, move_to=None, decision_no="", reason=""):
    """The cell is merged, split, closed or dissolved on `on` (294-QĐ/TW §6.3.5).

    Its members and guests move to `move_to` on that day; without it, nobody may be left.
    """
    if move_to == cell:
        raise MemberRuleError(_("Choose another cell."), "move_to")
    lock(commune=cell.commune_id, cells=[cell, move_to] if move_to else [cell])
    left = list(Membership.objects.filter(cell=cell).not_over(on).select_related("member"))
    guests = list(Overlay.objects.filter(cell=cell).not_over(on).select_related("member"))
    if (left or guests) and move_to is None:
        raise MemberRuleError(
            _("%(count)s members and guests are still in this cell on that day: say which cell takes them.")
            % {"count": len(left) + len(guests)},
            "move_to",
        )
    moved = {"on": on, "cell": move_to, "ground": Ground.REORGANISATION, "decision_no": decision_no, "by": by}
    for row in left:
        record(member=row.member, kind=EventKind.TRANSFER, **moved)
    kinds = {OverlayKind.AWAY: EventKind.GO_AWAY, OverlayKind.HOSTED: EventKind.HOST}
    for row in guests:
        record(member=row.member, kind=kinds[row.kind], **moved)
    return change_cell_status(cell=cell, state=state, on=on, decision_no=decision_no, reason=reason, by=by)


@service
def merge_cells(*, cells, into, on, by, decision_no=""):
    """On `on` the members of `cells` move to `into`; each of the others ends as merged."""
    lock(commune=into.commune_id, cells=[into, *cells])
    for cell in cells:
        if cell != into:
            end_cell(cell=cell, state=CellState.MERGED, on=on, move_to=into, decision_no=decision_no, by=by)
    return into
