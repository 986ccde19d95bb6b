"""What the membership of cells needs: enough official members, and a secretary."""

from collections import Counter
from itertools import groupby

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import commune_id, may, scope
from cells.needs import working
from cells.queries import names_of_cells
from common.needs import Group, Need
from common.prepared import numbers, prepared
from members.enums import PostKind, SlipState
from members.models import Member, Post
from members.queries import MINIMUM_OFFICIAL, headcounts
from members.queries.accounts import doubtful_accounts
from members.queries.contradictions import to_put_right
from members.queries.dues import long_unpaid
from members.queries.handing_on import left_behind
from members.queries.namesakes import apart, apart_by_number
from members.queries.slips import open_slips, slip_clocks


def needs(asking):
    groups = [_weak(working(asking, Do.SEE_MEETINGS), asking.once(heads))]
    if may(asking.user, Do.EDIT_STRUCTURE):
        groups.append(_without_secretary(asking))
    if communes := sorted(scope(asking.user, Do.EDIT_MEMBERS).communes):
        groups += [_to_put_right(communes), _to_hand_on(communes, asking.today)]
        groups.append(_slips_on_their_way(communes, asking.today))
    if may(asking.user, Do.CONFIRM_ROLES):
        groups.append(_doubtful_accounts(asking.user, asking.today))
    if keeps := scope(asking.user, Do.KEEP_DUES):
        groups.append(_without_dues(keeps, asking.today))
    return groups


def heads(asking):
    """{cell number: Headcount} of every cell that the reader may know of."""
    cells = {cell.pk for cell in working(asking, Do.SEE_MEETINGS)}
    return headcounts(cells=cells | asking.once(with_targets), day=asking.today)


def with_targets(asking):
    """{number} of the cells whose targets the reader sees."""
    return {pk for pk, _name in names_of_cells(asking.user, Do.SEE_TARGETS)}


def _weak(cells, heads):
    needs = []
    for cell in cells:
        head = heads.get(cell.pk)
        if head is None or head.below_minimum:
            official = head.official if head else 0
            needs.append(
                Need(
                    _("%(cell)s has %(count)s official members; a cell needs %(minimum)s.")
                    % {"cell": cell, "count": official, "minimum": MINIMUM_OFFICIAL},
                    f"{reverse('members:list')}?cell={cell.pk}",
                    _("See its members"),
                    "bad",
                )
            )
    return Group("weak", _("Cells that cannot stand alone"), needs)


def _without_secretary(asking):
    cells = working(asking, Do.EDIT_STRUCTURE)
    led = set(_with_secretary(cells=numbers(cells), day=asking.today))
    needs = [
        Need(
            _("%(cell)s has no secretary.") % {"cell": cell},
            reverse("cells:detail", args=[cell.pk]),
            _("See the cell"),
        )
        for cell in cells
        if cell.pk not in led
    ]
    return Group("structure", _("Structure"), needs)


@prepared
def _with_secretary(cells, day):
    return Post.objects.on(day).filter(cell__in=cells, kind=PostKind.SECRETARY).values_list("cell", flat=True)


def _to_put_right(communes):
    rows = to_put_right(communes)
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


def _to_hand_on(communes, today):
    """What one member left stands together; the page of the life leads on from there."""
    left = left_behind(communes, today)
    counted = Counter(one.member for one in left if one.member)
    names = apart_by_number(counted)
    needs = [Need(one.text, one.url, one.action) for one in left if not one.member]
    for member, count in counted.items():
        text = ngettext(
            "%(name)s has left %(count)s thing to hand on.", "%(name)s has left %(count)s things to hand on.", count
        )
        url = f"{reverse('members:life', args=[member])}#hand-on"
        needs.append(Need(text % {"name": names[member], "count": count}, url, _("Hand on")))
    return Group("hand-on", _("To hand on"), needs)


def _doubtful_accounts(user, today):
    needs = [
        Need(
            _("%(name)s has gone, the account %(account)s works on: %(roles)s.")
            % {"name": doubt.about, "account": doubt.account.username, "roles": ", ".join(doubt.roles)},
            f"{reverse('cells:account', args=[doubt.account.pk])}#kept",
            _("See the account"),
            "bad",
        )
        for doubt in doubtful_accounts(commune_id(user), today)
        if doubt.account != user
    ]
    return Group("accounts", _("Accounts of who has gone"), needs)


def _slips_on_their_way(communes, today):
    needs, found = [], list(open_slips(communes=communes))
    names = apart(slip.member for slip in found)
    for commune, slips in groupby(found, key=lambda slip: slip.member.commune_id):
        for clock in slip_clocks(slips, commune=commune, today=today):
            if clock.state == SlipState.OVERDUE:
                words = _("The slip of %(name)s was to be presented by %(day)s; nothing is known of it.")
                about = {"name": names[clock.slip.member_id], "day": f"{clock.present_by:%d/%m/%Y}"}
                needs.append(Need(words % about, clock.slip.get_absolute_url(), _("See the slip")))
    return Group("slips", capfirst(_("transfer slips")), needs)


def _without_dues(keeps, today):
    needs, found = [], long_unpaid(**vars(keeps), today=today)
    names = apart_by_number({row[0] for row in found})
    for member, _name, cell, cell_name, since, months in found:
        words = _("%(name)s (%(cell)s) has paid no Party dues since %(month)s: %(months)s months.")
        about = {"name": names[member], "cell": cell_name, "month": f"{since:%m/%Y}", "months": months}
        needs.append(Need(words % about, reverse("members:dues", args=[cell]), _("Record who has not paid"), "bad"))
    return Group("dues", _("Party dues not paid"), needs)
