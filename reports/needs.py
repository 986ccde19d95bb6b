"""What needs somebody now: every app says its part, here they are gathered and ordered, with the figures of the day."""

from collections import defaultdict
from dataclasses import dataclass

import cells.needs
import meetings.needs
import members.needs
import oversight.needs
import privacy.needs
from accounts.roles import Do
from cells.access import commune_id, may
from common.needs import Asking, Group
from common.periods import month_of
from development.queries import target_results
from members.queries import total

APPS = (meetings, members, oversight, cells, privacy)
SHOWN = 8  # of one kind; the rest is counted
# What waits with a date first, then what weakens a cell, then what is to be put in order.
ORDER = (
    *("to-record", "to-sign", "education", "without-meeting", "to-score", "without-theme", "late-tasks"),
    *(
        "otherwise",
        "hand-on",
        "staying-away",
        "dues",
        "slips",
        "weak",
        "difficulties",
        "accounts",
        "roles",
        "passwords",
        "structure",
        "personal-data",
    ),
)


@dataclass(frozen=True)
class Needs:
    """What the home page shows: groups of needs, the month's state of the cells, and headcount and target."""

    groups: list
    months: list
    headcount: object = None
    target: object = None


def needs_of(user, today):
    """The Needs of `user` on `today`; the number of queries does not grow with cells or meetings."""
    asking = Asking(user, today)
    groups = _in_order(group for app in APPS for group in app.needs.needs(asking) if group.needs)
    listed, board = asking.once(meetings.needs.board_now)
    months = [(cell, board[cell.pk, month_of(today)]) for cell in listed]
    commune = commune_id(user)
    head = target = None
    if may(user, Do.SEE_TARGETS) and commune:
        heads = asking.once(members.needs.heads)
        head = total(heads[pk] for pk in asking.once(members.needs.with_targets) if pk in heads)
        target, _cells = target_results(commune_id=commune, cells=[], year=today.year, today=today)
    return Needs(groups, months, head, target)


def _in_order(groups):
    """[Group] in the order of the page: those of one key together, each cut to what is shown."""
    needs, titles = defaultdict(list), {}
    for group in groups:
        needs[group.key] += group.needs
        titles[group.key] = group.title
    found = sorted(needs, key=ORDER.index)
    return [Group(key, titles[key], needs[key][:SHOWN], max(len(needs[key]) - SHOWN, 0)) for key in found]
