"""What somebody left behind who has moved, died or lost a post: work, tasks, accounts to be handed on. Each app tells
of its own records: it adds a function in `AppConfig.ready`."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Role
from cells.enums import CellState
from cells.models import Assignment, CellStatus, Grant
from common.prepared import prepared
from common.text import search_key
from members.enums import DEPARTURES, IN_COMMITTEE, LEADING, DutyState, PostKind
from members.models import Duty, Member, Membership, Overlay, Post

KEEPERS = []


@dataclass(frozen=True)
class Left:
    """One thing left behind by the member of that number, None where it is of nobody in particular; `url` is where it
    is handed on."""

    member: int | None
    text: str
    url: str
    action: str


def add_keeper(keeper):
    """`keeper(communes, day)` answers [Left] in the communes of these numbers, by a fixed number of queries."""
    KEEPERS.append(keeper)


def left_behind(communes, day):
    """[Left] of all apps."""
    return [left for keeper in KEEPERS for left in keeper(communes, day)]


def left_by(member, day):
    """[Left] of one member."""
    return [left for left in left_behind([member.commune_id], day) if left.member == member.pk]


def takes_part(member, day):
    """Condition on rows with a `cell`: who stands in their field `member` belongs to it on `day`, or is a guest."""
    here = {"member": OuterRef(member), "cell": OuterRef("cell")}
    return Exists(Membership.objects.on(day).filter(**here)) | Exists(Overlay.objects.on(day).filter(**here))


def work_left(communes, day):
    """Work of this year in hand, of who takes part in the cell no more, or followed up by who leads it no more."""
    found = []
    for duty in _of_who_left(communes=communes, day=day, year=day.year):
        text = _("Work in %(cell)s: “%(task)s”.") % {"cell": duty.cell, "task": duty.task}
        found.append(Left(duty.member_id, text, duty.get_absolute_url(), _("Hand on")))
    for duty in _without_follower(communes=communes, day=day, year=day.year):
        words = {"cell": duty.cell, "task": duty.task, "name": duty.member}
        text = _("Follows up in %(cell)s: “%(task)s” of %(name)s.") % words
        found.append(Left(duty.follower_id, text, duty.get_absolute_url(), _("Choose who follows up")))
    return found


@prepared
def _of_who_left(communes, day, year):
    return _in_hand(communes, year).filter(~takes_part("member", day))


@prepared
def _without_follower(communes, day, year):
    led = Post.objects.on(day).filter(member=OuterRef("follower"), cell=OuterRef("cell"), kind__in=IN_COMMITTEE)
    return _in_hand(communes, year).filter(~Exists(led), takes_part("member", day), follower__isnull=False)


def _in_hand(communes, year):
    duties = Duty.objects.filter(cell__commune__in=communes, year=year, state=DutyState.IN_HAND)
    return duties.select_related("cell", "member").order_by("due", "pk")


def accounts_left(communes, day):
    """Accounts of secretaries that work on although the post or the cell has ended."""
    grants = _secretaries(communes=communes, day=day)
    posts, found = defaultdict(list), []
    for post in _leading(cells=sorted({grant.cell_id for grant in grants})):
        posts[post.cell_id].append(post)
    for grant in grants:
        former = _former_holder(grant, posts[grant.cell_id], day)
        if former or not grant.works:
            words = {"account": grant.account, "cell": grant.cell}
            text = _("Account %(account)s still acts as secretary of %(cell)s.") % words
            url = reverse("cells:end-account", args=[grant.cell_id])
            found.append(Left(former and former.member_id, text, url, _("End the role")))
    return found


def _former_holder(grant, posts, day):
    """The Post of whoever had the account of a secretary and leads the cell no more; None while it is in the right
    hands.

    The account says by its name whose it is; where it names nobody, it was given to the secretary of that time.
    """
    name = search_key(grant.account.full_name)
    named = [post for post in posts if search_key(post.member.full_name) in name]
    lasted = (post for post in posts if post.until is None or post.until > grant.since)
    then = [post for post in lasted if post.kind == PostKind.SECRETARY]
    holder = next(iter(named[-1:] or then[:1]), None)
    if holder is None or any(post.member_id == holder.member_id and post.holds_on(day) for post in posts):
        return None
    return holder


@prepared
def _secretaries(communes, day):
    """[Grant] of secretaries on `day`, each with `works`: whether the cell is at work."""
    working = CellStatus.objects.on(day).filter(cell=OuterRef("cell"), state=CellState.ACTIVE)
    grants = Grant.objects.on(day).filter(commune__in=communes, role=Role.SECRETARY, account__is_active=True)
    return grants.annotate(works=Exists(working)).select_related("account", "cell").order_by("cell__search_key", "pk")


@prepared
def _leading(cells):
    posts = Post.objects.filter(cell__in=cells, kind__in=LEADING).select_related("member")
    return posts.order_by("since", "pk")


def charges_left(communes, day):
    """Cells in the charge of a Committee member whose seat has ended, or who bears the name of somebody gone."""
    gone, found = dict(_gone(communes=communes, day=day)), []
    for row in _in_charge(communes=communes, day=day):
        seat = row.committee_member
        if seat.full_name in gone or not seat.holds_on(day):
            text = _("%(name)s is still in charge of %(cell)s.") % {"name": seat, "cell": row.cell}
            url = reverse("cells:assign", args=[row.cell_id])
            found.append(Left(gone.get(seat.full_name), text, url, _("Assign")))
    return found


@prepared
def _gone(communes, day):
    """(full name, number) of members who have left, unless somebody of that name is here."""
    namesakes = Membership.objects.on(day).filter(member__full_name=OuterRef("full_name"))
    namesakes = namesakes.filter(member__commune=OuterRef("commune"))
    left = Membership.objects.filter(member=OuterRef("pk"), exit__in=DEPARTURES, until__lte=day)
    gone = Member.objects.known().filter(Exists(left), ~Exists(namesakes), commune__in=communes)
    return gone.order_by("pk").values_list("full_name", "pk")


@prepared
def _in_charge(communes, day):
    rows = Assignment.objects.on(day).filter(cell__commune__in=communes).select_related("committee_member", "cell")
    return rows.order_by("cell__search_key", "pk")
