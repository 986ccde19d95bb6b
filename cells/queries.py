"""Questions about structure, each asked in one way."""

from cells.models import Serving


def hamlets_by_cover(*, commune, day):
    """Hamlets of the commune that exist on `day`, as (hamlet, serving or None), in name order; one query each.

    `serving.kind` tells an own cell from a joint one: domain rule, a joint cell is reported apart.
    """
    hamlets = commune.hamlets.exclude(ended_on__lte=day).order_by("search_key", "pk")
    serving = {s.hamlet_id: s for s in Serving.objects.on(day).filter(hamlet__commune=commune).select_related("cell")}
    return [(hamlet, serving.get(hamlet.pk)) for hamlet in hamlets]
