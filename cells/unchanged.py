"""What somebody has been shown today is not made again while no record of the commune has changed.

Every change of a record leaves a line in the trail (`accounts/audit.py`), so the number of those lines tells whether
there was one. What is kept here stays in this process.
"""

from datetime import timedelta
from typing import Any, NamedTuple

from django.core.cache import cache
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language

from accounts.models import TrailEntry
from cells.access import commune_id
from common.prepared import asking_once, prepared

KEPT_FOR = 60 * 60  # seconds
# Lines become visible when their change is finished, not in the order in which they were written: those of changes
# that began before something was made, and are finished after it, are found among the lines of so long before.
FINISHED_WITHIN = timedelta(minutes=5)


class Kept(NamedTuple):
    """Something `made`, when there were so many `changes` since `since`."""

    since: Any
    changes: int
    made: Any


def unchanged(user, name, day, make):
    """What `make` returns, a picklable value of what `user` may see on `day` in the language of now; or what it
    returned before, where nothing has changed in the commune since. `name` tells one such value from another. `make`
    reads records that leave a trail only; that somebody was shown them is written down by who asks."""
    commune = commune_id(user)
    key = f"{name}:{user.pk}:{commune}:{day:%Y%m%d}:{get_language()}"
    kept = cache.get(key)
    if kept is None or kept.changes != _changes(commune, kept.since):
        since = timezone.now() - FINISHED_WITHIN
        changes = _changes(commune, since)  # counted first: what changes meanwhile is not missed
        with asking_once():
            kept = Kept(since, changes, make())
        cache.set(key, kept, KEPT_FOR)
    return kept.made


def _changes(commune, since):
    return sum(count for (count,) in _counted(commune=commune, since=since))


@prepared
def _counted(commune, since):
    """(number of changes,) of each commune that has any, among `commune` and what belongs to none."""
    here = TrailEntry.objects.filter(Q(commune=commune) | Q(commune=None), at__gte=since).changes()
    return here.order_by().values("commune").annotate(count=Count("pk")).values_list("count")
