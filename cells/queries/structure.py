"""What the structure looked like on a day."""

from cells.models import Serving


def hamlets_by_cover(*, hamlets, day):
    """`hamlets` in name order as (hamlet, the Serving of `day` or None); two queries.

    `serving.kind` tells an own cell from a joint one: a joint cell is reported apart.
    """
    hamlets = list(hamlets.order_by("search_key", "pk"))
    serving = {s.hamlet_id: s for s in Serving.objects.on(day).filter(hamlet__in=hamlets).select_related("cell")}
    return [(hamlet, serving.get(hamlet.pk)) for hamlet in hamlets]
