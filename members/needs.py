"""What the membership of cells needs: enough official members, and a secretary."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may
from cells.queries import names_of_cells, working_cells
from common.needs import Group, Need
from members.enums import PostKind
from members.queries import MINIMUM_OFFICIAL, headcounts, post_holders


def needs(asking):
    groups = [_weak(working_cells(asking.user, Do.SEE_MEETINGS, day=asking.today), asking.once(heads))]
    if may(asking.user, Do.EDIT_STRUCTURE):
        groups.append(_without_secretary(asking))
    return groups


def heads(asking):
    """{cell number: Headcount} of every cell that the reader may know of."""
    cells = {cell.pk for cell in working_cells(asking.user, Do.SEE_MEETINGS, day=asking.today)}
    cells.update(pk for pk, _name in names_of_cells(asking.user, Do.SEE_TARGETS))
    return headcounts(cells=cells, day=asking.today)


def _weak(cells, heads):
    needs = []
    for cell in cells:
        head = heads.get(cell.pk)
        if head is None or head.below_minimum:
            official = head.official if head else 0
            needs.append(
                Need(
                    _("%(cell)s has %(count)s official members; a cell needs %(minimum)s.")
                    % {"cell": cell, "count": official, "minimum": MINIMUM_OFFICIAL},
                    f"{reverse('members:list')}?cell={cell.pk}",
                    _("See its members"),
                    "bad",
                )
            )
    return Group("weak", _("Cells that cannot stand alone"), needs)


def _without_secretary(asking):
    cells = working_cells(asking.user, Do.EDIT_STRUCTURE, day=asking.today)
    led = post_holders(cells=cells, day=asking.today, kind=PostKind.SECRETARY)
    needs = [
        Need(
            _("%(cell)s has no secretary.") % {"cell": cell},
            reverse("cells:detail", args=[cell.pk]),
            _("See the cell"),
        )
        for cell in cells
        if cell.pk not in led
    ]
    return Group("structure", _("Structure"), needs)
