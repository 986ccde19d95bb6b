"""What needs somebody now beside the cells: every app says its part, here it is asked for and ordered."""

from collections import defaultdict

import cells.needs
import development.needs
import meetings.needs
import members.needs
import oversight.needs
import privacy.needs
from cells.access import commune_id, may, scope
from cells.queries.finding import finding
from common.needs import Asking, Group
from reports.needs import periods

WAITING = (
    *(*meetings.needs.WAITING, *members.needs.WAITING, *development.needs.WAITING, *oversight.needs.WAITING),
    *(*cells.needs.WAITING, *privacy.needs.WAITING, *periods.WAITING),
)
# What waits with a date first, then what is to be put in order.
ORDER = (
    *("sheet", "periods", "deadlines", "to-sign", "education", "to-score", "otherwise", "focus", "inspections"),
    *("sensitive", "hand-on", "discipline", "awards", "foundings", "dues", "slips", "suspensions", "passes"),
    *("accounts", "roles", "passwords", "personal-data", "new-accounts", "rules"),
)


def needs_of(user, today):
    """[Group] of what waits for `user` on `today`, in the order of the page; what no row is found of is not asked."""
    mine = [one for one in WAITING if one.do is None or may(user, one.do)]
    rows = _with_rows(user, [one for one in mine if one.asked], today)
    asking, groups = Asking(user, today), defaultdict(list)
    titles = {}
    for one in mine:
        if one.asked is None or one in rows:
            group = one.told(asking)
            groups[group.key] += group.needs
            titles[group.key] = group.title
    return [Group(key, titles[key], groups[key]) for key in sorted(groups, key=ORDER.index) if groups[key]]


def _with_rows(user, asked, today):
    """{Waiting} of those `asked` that find a row; a query for each Scope in which `user` may do what they are about."""
    places, found = defaultdict(list), set()
    for one in asked:
        places[scope(user, one.do)].append(one)
    for where, here in places.items():
        rows = finding([one.asked for one in here], commune=commune_id(user), **vars(where), day=today)
        found.update(one for one in here if one.asked in rows)
    return found
