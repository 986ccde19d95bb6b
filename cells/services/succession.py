"""What another cell takes over from one that ends. Ending and merging cells, with their members: `members.services`."""

from django.core.exceptions import ValidationError
from django.db.models import UniqueConstraint
from django.dispatch import Signal
from django.utils.translation import gettext as _

from cells.enums import ServingKind
from cells.models import Succession
from cells.services.structure import CellRuleError, assign, serve_hamlet
from common.promises import NoOverlap

# Sent in the transaction in which a cell ends and another takes over, after the people have moved: `succession` is not
# saved yet. A receiver lets the rows of its app follow (`take_over`) and returns {"app.model": [numbers of rows]}.
cell_succeeded = Signal()


def succeed(cell, successor, on, serving, end, by):
    """`successor` takes over from `cell`, which `end()` ends on `on`: the hamlets as `serving` (a ServingKind) says,
    who is in charge where it has nobody, and what each app lets follow. Returns the Succession."""
    hamlets = [row.hamlet for row in cell.servings.open().select_related("hamlet")]
    in_charge = [row.committee_member for row in cell.assignments.open().select_related("committee_member")]
    succession = Succession(cell=cell, successor=successor, on=on)
    for _receiver, followed in cell_succeeded.send(Succession, succession=succession):
        succession.moved |= followed
    end()
    _serve(hamlets, successor, serving, on, by)
    if hamlets:
        succession.moved["cells.hamlet"] = [hamlet.pk for hamlet in hamlets]
    for member in in_charge:
        if member.holds_on(on) and not successor.assignments.not_over(on).exists():
            assign(committee_member=member, cell=successor, since=on, by=by)
            succession.moved["cells.committeemember"] = [member.pk]
    return succession.save_checked()


def _serve(hamlets, successor, serving, on, by):
    own = list(successor.servings.open().filter(kind=ServingKind.OWN).select_related("hamlet")) if hamlets else []
    if serving == ServingKind.OWN and (len(hamlets) > 1 or (hamlets and successor.servings.open().exists())):
        words = _("%(cell)s would serve several hamlets: choose a joint cell.")
        raise CellRuleError(words % {"cell": successor}, "serving")
    for row in own:
        if row.since == on:
            row.kind = ServingKind.JOINT
            row.save_checked()
        else:
            serve_hamlet(hamlet=row.hamlet, cell=successor, kind=ServingKind.JOINT, since=on, by=by)
    for hamlet in hamlets:
        serve_hamlet(hamlet=hamlet, cell=successor, kind=serving, since=on, by=by)


def take_over(rows, succession, **also):
    """Let `rows` belong to the successor, with `also` {field: value}. {"app.model": [numbers of those that moved]}: a
    row that the successor has the same of already stays."""
    rows, moved = list(rows), []
    for row in rows:
        for name, value in {"cell": succession.successor, **also}.items():
            setattr(row, name, value)
        if not _is_there_already(row):
            row.save(update_fields=["cell", *also])
            moved.append(row.pk)
    return {rows[0]._meta.label_lower: moved} if moved else {}


def _is_there_already(row):
    """Whether another row is the same by a constraint of its model."""
    for constraint in row._meta.constraints:
        if isinstance(constraint, UniqueConstraint | NoOverlap):
            try:
                constraint.validate(type(row), row)
            except ValidationError:
                return True
    return False
