"""What becomes of a cell's members and of all that outlives it when it ends: they go on in another cell."""

from functools import partial

from django.db.models import Q
from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import CellState, ServingKind
from cells.models import Hamlet
from cells.services import cell_succeeded, change_cell_status, lock, succeed, take_over, told_ended
from members.enums import EventKind, Ground, OverlayKind
from members.models import Duty, Membership, Overlay
from members.queries.contradictions import against
from members.rules.life import MemberRuleError
from members.services.life import lock_lives, refuse_contradicted, tell


@service
def end_cell(*, cell, state, on, by, move_to=None, serving=ServingKind.JOINT, decision_no="", reason="", despite=""):
    """The cell is merged, split, closed or dissolved on `on` (294-QĐ/TW §6.3.5).

    Its members and guests move to `move_to` on that day, and all that outlives it goes there too; `serving` is how that
    cell serves the hamlets from then on. Without it nobody may be left. Raises ContradictedError when meetings or
    papers of later days say otherwise, unless `despite` tells why it is right all the same.
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
    moved = {"cell": move_to, "ground": Ground.REORGANISATION, "decision_no": decision_no}
    kinds = {OverlayKind.AWAY: EventKind.GO_AWAY, OverlayKind.HOSTED: EventKind.HOST}
    moves = [EventKind.TRANSFER] * len(left) + [kinds[row.kind] for row in guests]
    for kind, member in zip(moves, lock_lives([row.member for row in (*left, *guests)]), strict=True):
        tell(member, kind, on, **moved)
    end = partial(change_cell_status, cell=cell, state=state, on=on, decision_no=decision_no, reason=reason, by=by)
    if move_to:
        succeed(cell, move_to, on, serving, end, by)
    else:
        end()
    refuse_contradicted(against(cell, on), despite, by, on, commune=cell.commune, cell=cell)
    return cell.statuses.open().get()


@service
def merge_cells(*, cells, into, on, by, decision_no="", despite=""):
    """On `on` the members of `cells` move to `into`; each of the others ends as merged."""
    lock(commune=into.commune_id, cells=[into, *cells])
    for cell in cells:
        if cell != into:
            about = {"on": on, "move_to": into, "decision_no": decision_no, "despite": despite}
            end_cell(cell=cell, state=CellState.MERGED, by=by, **about)
    return into


@receiver(told_ended)
def refuse_what_records_deny(about, on, despite, by, **sent):
    """What records of later days say otherwise than the end of a hamlet, or of the charge of a Committee member."""
    whose = {"hamlet" if isinstance(about, Hamlet) else "seat": about}
    refuse_contradicted(against(about, on), despite, by, on, commune=about.commune, **whose)


@receiver(cell_succeeded)
def let_duties_follow(succession, **sent):
    """The work of the year goes with those who have it."""
    here = (rows.objects.on(succession.on).filter(cell=succession.successor) for rows in (Membership, Overlay))
    members, guests = (rows.values("member") for rows in here)
    duties = Duty.objects.kept().filter(cell=succession.cell, year__gte=succession.on.year)
    duties = duties.filter(Q(member__in=members) | Q(member__in=guests))
    return take_over(duties.select_related("member"), succession)
