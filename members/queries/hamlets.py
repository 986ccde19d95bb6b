"""Hamlets in which no member lives, and hamlets that no cell serves: two things (domain 2.5)."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from cells.models import Hamlet, Serving
from common.prepared import numbers, prepared
from members.models import Membership


@dataclass(frozen=True)
class Spans:
    """The rows of a hamlet on a day: those that `hold`, and the day on which the last of the earlier ones ended."""

    hold: tuple = ()
    ended_on: date | None = None

    @property
    def again(self):
        """Whether there was something before, and is nothing now."""
        return not self.hold and self.ended_on is not None


@dataclass(frozen=True)
class HamletState:
    """A hamlet on a day: `members` are the Spans of memberships of those who live there, in whatever cell, as [(member
    number, cell number)]; `cells` those of its servings, as [Serving]."""

    hamlet: Hamlet
    members: Spans = field(default_factory=Spans)
    cells: Spans = field(default_factory=Spans)

    @property
    def serving(self):
        return next(iter(self.cells.hold), None)


def states_of_hamlets(*, hamlets, day):
    """[HamletState] of those of `hamlets` [Hamlet] that there were on `day`, in their order; two queries.

    Who lives where is as the files have it now; who was a member, and which cell served, as on the day.
    """
    hamlets = [one for one in hamlets if one.ended_on is None or one.ended_on > day]
    there = numbers(hamlets)
    members = _spans([(hamlet, until, who) for hamlet, until, *who in _living(hamlets=there, day=day)], day)
    cells = _spans([(row.hamlet_id, row.until, row) for row in _served(hamlets=there, day=day)], day)
    return [HamletState(hamlet, members[hamlet.pk], cells[hamlet.pk]) for hamlet in hamlets]


@prepared
def _living(hamlets, day):
    rows = Membership.objects.filter(member__hamlet__in=hamlets, since__lte=day).order_by("pk")
    return rows.values_list("member__hamlet", "until", "member", "cell")


@prepared
def _served(hamlets, day):
    return Serving.objects.filter(hamlet__in=hamlets, since__lte=day).select_related("cell").order_by("pk")


def _spans(rows, day):
    """{hamlet number: Spans} of (hamlet number, until, what holds) of rows that have begun by `day`."""
    hold, ended = defaultdict(list), defaultdict(list)
    for hamlet, until, what in rows:
        if until is None or until > day:
            hold[hamlet].append(what)
        else:
            ended[hamlet].append(until)
    found = {hamlet: Spans(tuple(hold[hamlet]), max(ended[hamlet], default=None)) for hamlet in {*hold, *ended}}
    return defaultdict(Spans, found)
