"""How the headcount changes over a period."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count

from common.dated import holds_on
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
    """The Flow of `cells` from `since` to before `until`; `whole` when they are all cells of the commune, so that moves
    between them cancel out. Opening is the headcount at the end of the day before `since`. Three queries."""
    return _flows(Membership.objects.filter(cell__in=cells), (), since, until, whole)[()]


def flows(*, cells, since, until):
    """{cell number: Flow} of each of `cells`, as `flow` tells it for one; three queries."""
    found = _flows(Membership.objects.filter(cell__in=cells), ("cell",), since, until, whole=False)
    return {cell: part for (cell,), part in found.items()}


def _flows(rows, group, since, until, whole):
    rows, counts = rows.order_by(), defaultdict(Counter)
    for column, day, words in changes(whole):
        within = rows.filter(**{f"{day}__gte": since, f"{day}__lt": until, f"{column}__in": list(words)})
        for *key, cause, count in within.values_list(*group, column).annotate(Count("pk")):
            counts[tuple(key)][words[cause].value] += count
    days = {
        "opening": Count("pk", filter=holds_on(since - ONE_DAY)),
        "closing": Count("pk", filter=holds_on(until - ONE_DAY)),
    }
    counted = rows.values(*group).annotate(**days) if group else [rows.aggregate(**days)]
    for row in counted:
        counts[tuple(row.pop(name) for name in group)] |= Counter(row)
    return {key: Flow(**found) for key, found in counts.items()}
