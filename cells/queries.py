"""Questions about structure, each asked in one way."""

from cells.access import Scope, here_today
from cells.models import Cell, Serving
from common.prepared import prepared


def hamlets_by_cover(*, hamlets, day):
    """`hamlets` in name order as (hamlet, the Serving of `day` or None); two queries.

    `serving.kind` tells an own cell from a joint one: a joint cell is reported apart.
    """
    hamlets = list(hamlets.order_by("search_key", "pk"))
    serving = {s.hamlet_id: s for s in Serving.objects.on(day).filter(hamlet__in=hamlets).select_related("cell")}
    return [(hamlet, serving.get(hamlet.pk)) for hamlet in hamlets]


def names_of_cells(user, do):
    """[(number, name)] of the cells where `user` may do `do`, in name order; one query."""
    return _names(**here_today(user, do))


@prepared
def _names(communes, cells, day):
    found = Cell.objects.within(Scope(communes, cells), day).order_by("search_key", "pk")
    return found.values_list("pk", "name")
