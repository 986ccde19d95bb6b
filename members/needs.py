"""What waits for somebody about members: records to put right, to hand on, slips, dues, accounts of who has gone."""

from collections import Counter
from datetime import timedelta
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import commune_id, scope
from common.addresses import address_of
from common.needs import Group, Need, Waiting
from members.enums import SlipState
from members.models import Member
from members.queries.accounts import doubtful_accounts
from members.queries.contradictions import despite, to_put_right
from members.queries.dues import long_unpaid, unpaid_before
from members.queries.handing_on import left_behind
from members.queries.headcount import suspended
from members.queries.namesakes import apart, apart_by_number
from members.queries.slips import open_slips, slip_clocks

SOON = timedelta(days=10)  # own: time for a meeting of the body that decides


def _communes(asking):
    return sorted(scope(asking.user, Do.EDIT_MEMBERS).communes)


def _to_put_right(asking):
    rows = to_put_right(_communes(asking))
    names = apart(found.about for found in rows if isinstance(found.about, Member))
    needs = [
        Need(
            ngettext(
                "%(about)s: %(count)s record still says otherwise.",
                "%(about)s: %(count)s records still say otherwise.",
                len(found.lines),
            )
            % {"about": _name_of(found.about, names), "count": len(found.lines)},
            found.url,
            _("See which"),
        )
        for found in rows
    ]
    return Group("otherwise", _("Records that contradict each other"), needs)


def _name_of(about, names):
    return names[about.pk] if isinstance(about, Member) else about


def _to_hand_on(asking):
    """What one member left stands together; the page of the life leads on from there."""
    left = left_behind(_communes(asking), asking.today)
    counted = Counter(one.member for one in left if one.member)
    names = apart_by_number(counted)
    needs = [Need(one.text, one.url, one.action) for one in left if not one.member]
    for member, count in counted.items():
        text = ngettext(
            "%(name)s has left %(count)s thing to hand on.", "%(name)s has left %(count)s things to hand on.", count
        )
        url = f"{address_of('members:life', member)}#hand-on"
        needs.append(Need(text % {"name": names[member], "count": count}, url, _("Hand on")))
    return Group("hand-on", _("To hand on"), needs)


def _doubtful_accounts(asking):
    needs = [
        Need(
            _("%(name)s has gone, the account %(account)s works on: %(roles)s.")
            % {"name": doubt.about, "account": doubt.account.username, "roles": ", ".join(doubt.roles)},
            f"{address_of('cells:account', doubt.account.pk)}#kept",
            _("See the account"),
            "bad",
        )
        for doubt in doubtful_accounts(commune_id(asking.user), asking.today)
        if doubt.account != asking.user
    ]
    return Group("accounts", _("Accounts of who has gone"), needs)


def _slips_on_their_way(asking):
    needs, late = [], []
    for commune, slips in groupby(open_slips(communes=_communes(asking)), key=lambda slip: slip.member.commune_id):
        clocks = slip_clocks(slips, commune=commune, today=asking.today)
        late += [clock for clock in clocks if clock.state == SlipState.OVERDUE]
    names = apart(clock.slip.member for clock in late)
    for clock in late:
        words = _("The slip of %(name)s was to be presented by %(day)s; nothing is known of it.")
        about = {"name": names[clock.slip.member_id], "day": f"{clock.present_by:%d/%m/%Y}"}
        needs.append(Need(words % about, clock.slip.get_absolute_url(), _("See the slip")))
    return Group("slips", capfirst(_("transfer slips")), needs)


def _suspensions_that_end(asking):
    needs, last = [], asking.today + SOON
    rows = [row for row in suspended(communes=_communes(asking), day=asking.today) if row.until <= last]
    names = apart(row.member for row in rows)
    for row in rows:
        words = _("%(name)s takes part again from %(day)s, unless the suspension is extended once.")
        about = {"name": names[row.member_id], "day": f"{row.until:%d/%m/%Y}"}
        needs.append(Need(words % about, address_of("members:life", row.member_id), _("See the life")))
    return Group("suspensions", _("Suspensions about to end"), needs)


def _without_dues(asking):
    needs, found = [], long_unpaid(**vars(scope(asking.user, Do.KEEP_DUES)), today=asking.today)
    names = apart_by_number({row[0] for row in found})
    for member, _name, cell, cell_name, since, months in found:
        words = _("%(name)s (%(cell)s) has paid no Party dues since %(month)s: %(months)s months.")
        about = {"name": names[member], "cell": cell_name, "month": f"{since:%m/%Y}", "months": months}
        needs.append(Need(words % about, address_of("members:dues", cell), _("Record who has not paid"), "bad"))
    return Group("dues", _("Party dues not paid"), needs)


WAITING = (
    Waiting(Do.EDIT_MEMBERS, despite, _to_put_right),
    Waiting(Do.EDIT_MEMBERS, None, _to_hand_on),
    Waiting(Do.EDIT_MEMBERS, open_slips, _slips_on_their_way),
    Waiting(Do.EDIT_MEMBERS, suspended, _suspensions_that_end),
    Waiting(Do.CONFIRM_ROLES, None, _doubtful_accounts),
    Waiting(Do.KEEP_DUES, unpaid_before, _without_dues),
)
