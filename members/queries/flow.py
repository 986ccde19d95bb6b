"""How the headcount changes over a period."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from operator import add

from django.db.models import Count, Q

from common.dated import holds_on
from common.prepared import numbers, prepared
from members.enums import Change, Entry, Exit
from members.models import Membership

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Flow:
    """How the headcount changed in a period (persons; domain 10.3). Recognition does not change it.

    `joined` were members already and entered the records in the period; `restored` holds those admitted again too. For
    one cell, moves from and to other cells of the commune count as arrivals and transfers.
    """

    opening: int = 0
    joined: int = 0
    admitted: int = 0
    arrived: int = 0
    restored: int = 0
    transferred: int = 0
    died: int = 0
    expelled: int = 0
    removed: int = 0
    left: int = 0
    closing: int = 0

    def __add__(self, other):
        return Flow(*map(add, vars(self).values(), vars(other).values()))

    @property
    def difference(self):
        """What the changes leave unexplained: 0 unless the records are broken."""
        came = self.opening + self.joined + self.admitted + self.arrived + self.restored
        return came - self.transferred - self.died - self.expelled - self.removed - self.left - self.closing


CAME = {
    Entry.OPENING: Change.JOINED,
    Entry.ADMITTED: Change.ADMITTED,
    Entry.ARRIVED: Change.ARRIVED,
    Entry.RESTORED: Change.RESTORED,
    Entry.READMITTED: Change.RESTORED,
}
WENT = {
    Exit.TRANSFERRED: Change.TRANSFERRED,
    Exit.DIED: Change.DIED,
    Exit.EXPELLED: Change.EXPELLED,
    Exit.REMOVED: Change.REMOVED,
    Exit.LEFT: Change.LEFT,
}


def changes(whole):
    """(column, column of its day, {its value: Change}) of comings and goings; `whole` as in `flow`."""
    moved_in, moved_out = {Entry.MOVED: Change.ARRIVED}, {Exit.MOVED: Change.TRANSFERRED}
    came, went = (CAME, WENT) if whole else (CAME | moved_in, WENT | moved_out)
    return ("entry", "since", came), ("exit", "until", went)


def changed(rows, *, change, since, until, whole):
    """The Membership `rows` that began or ended as `change`, from `since` to before `until` where these are given."""
    for column, day, words in changes(whole):
        causes = [cause for cause, word in words.items() if word == change]
        if causes:
            within = {f"{day}__gte": since, f"{day}__lt": until}
            return rows.filter(**{f"{column}__in": causes}, **{name: on for name, on in within.items() if on})
    return rows.none()


def flow(*, cells, since, until, whole):
    """The Flow of `cells` (a query set or a list) from `since` to before `until`; `whole` when they are all cells of
    the commune, so that moves between them cancel out. Opening is the headcount on the eve of `since`."""
    return sum(_flows(cells, since, until, whole).values(), start=Flow())


def flows(*, cells, since, until):
    """{cell number: Flow} of each of `cells`, as `flow` tells it for one; one query of a list."""
    return _flows(cells, since, until, whole=False)


def _flows(cells, since, until, whole):
    (*_began, came), (*_ended, went) = changes(whole)
    days = {"since": since, "until": until, "eve": since - ONE_DAY, "last": until - ONE_DAY}
    rows, found = _counted(cells=numbers(cells), **days), defaultdict(Counter)
    for cell, entry, exit_, began, ended, opening, closing in rows:
        found[cell].update(opening=opening, closing=closing)
        for change, count in ((came.get(entry), began), (went.get(exit_), ended)):
            if change:
                found[cell][change.value] += count
    return {cell: Flow(**counts) for cell, counts in found.items()}


@prepared
def _counted(cells, since, until, eve, last):
    """(cell, entry, exit, how many began from `since` to before `until`, ended in it, held on `eve`, on `last`)."""
    rows = Membership.objects.filter(cell__in=cells).order_by()
    return rows.values_list("cell", "entry", "exit").annotate(
        began=Count("pk", filter=Q(since__gte=since, since__lt=until)),
        ended=Count("pk", filter=Q(until__gte=since, until__lt=until)),
        opening=Count("pk", filter=holds_on(eve)),
        closing=Count("pk", filter=holds_on(last)),
    )
