"""Checks of grassroots democracy: which hamlets were checked in a year, and what was found."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from accounts.roles import Do
from cells.models import Hamlet
from oversight.enums import TO_MEND
from oversight.models import DemocracyCheck


@dataclass(frozen=True)
class Checked:
    """A hamlet with its DemocracyCheck of a year, or None; `states` {FindingState or "": items}; of the items to mend
    how many are `open` and how many of these are `late`; `votes` of the households, and how many `passed`."""

    hamlet: Hamlet
    check: DemocracyCheck | None
    states: Counter
    open: int = 0
    late: int = 0
    votes: int = 0
    passed: int = 0


def checked_hamlets(*, user, year, today):
    """[Checked] of the hamlets that `user` reads about and that there were at the end of `year`, or are today, and of
    those checked in it; four queries."""
    hamlets, day = Hamlet.objects.for_doing(user, Do.SEE_OVERSIGHT), min(date(year, 12, 31), today)
    checks = DemocracyCheck.objects.kept().filter(hamlet__in=hamlets, year=year)
    found = {check.hamlet_id: check for check in checks.prefetch_related("findings", "votes")}
    hamlets = hamlets.order_by("search_key", "pk")
    there = (one for one in hamlets if one.pk in found or one.ended_on is None or one.ended_on > day)
    return [_checked(hamlet, found.get(hamlet.pk), today) for hamlet in there]


def checks_in(*, commune, since, last_day):
    """[Checked] on `last_day` of the hamlets of a commune that there were then or that were checked from `since` to it,
    each with the check of these days; three queries."""
    checks = DemocracyCheck.objects.kept().filter(hamlet__commune=commune, on__range=(since, last_day)).order_by("on")
    found = {check.hamlet_id: check for check in checks.prefetch_related("findings", "votes")}
    hamlets = Hamlet.objects.filter(commune=commune).order_by("search_key", "pk")
    there = (one for one in hamlets if one.pk in found or one.ended_on is None or one.ended_on > last_day)
    return [_checked(hamlet, found.get(hamlet.pk), last_day) for hamlet in there]


def _checked(hamlet, check, today):
    if check is None:
        return Checked(hamlet, None, Counter())
    findings, votes = check.findings.all(), [vote for vote in check.votes.all() if not vote.struck]
    waiting = [row for row in findings if row.state in TO_MEND and not (row.mended_on and row.mended_on <= today)]
    return Checked(
        hamlet,
        check,
        Counter(row.state for row in findings),
        open=len(waiting),
        late=sum(row.mend_by is not None and row.mend_by < today for row in waiting),
        votes=len(votes),
        passed=sum(vote.passed for vote in votes),
    )
