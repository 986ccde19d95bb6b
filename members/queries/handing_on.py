"""What somebody left behind who has moved, died or lost a post: work, tasks, accounts to be handed on. Each app tells
of its own records: it adds a function in `AppConfig.ready`."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Role
from cells.enums import CellState
from cells.models import Assignment, CellStatus, Grant
from cells.queries.finding import finding
from common.dated import holds_on
from common.prepared import prepared
from common.text import search_key
from members.enums import DEPARTURES, IN_COMMITTEE, LEADING, DutyState, PostKind
from members.models import Duty, HamletRole, Member, Membership, Overlay, Post
from members.queries.namesakes import apart

KEEPERS = {}  # {what finds a row: what tells it}


@dataclass(frozen=True)
class Left:
    """One thing left behind by the member of that number, None where it is of nobody in particular; `url` is where it
    is handed on."""

    member: int | None
    text: str
    url: str
    action: str


def add_keeper(keeper, asked):
    """`keeper(communes, day)` answers [Left] in the communes of these numbers, by a fixed number of queries. It is
    called only where `asked` finds a row: a function marked @prepared, of what `cells.queries.finding` knows."""
    KEEPERS[asked] = keeper


def left_behind(communes, day):
    """[Left] of all apps."""
    if not communes:
        return []
    asked = finding(KEEPERS, commune=min(communes), communes=communes, cells=[], day=day)
    return [left for question in asked for left in KEEPERS[question](communes, day)]


def left_by(member, day):
    """[Left] of one member."""
    return [left for left in left_behind([member.commune_id], day) if left.member == member.pk]


def takes_part(member, day):
    """Condition on rows with a `cell`: who stands in their field `member` belongs to it on `day`, or is a guest."""
    here = {"member": OuterRef(member), "cell": OuterRef("cell")}
    return Exists(Membership.objects.on(day).filter(**here)) | Exists(Overlay.objects.on(day).filter(**here))


def work_left(communes, day):
    """Work of this year in hand, of who takes part in the cell no more, or followed up by who leads it no more."""
    of_who_left, without_follower = [], []
    duties = work_in_other_hands(communes=communes, day=day, year=day.year)
    names = apart(duty.member for duty in duties)
    for duty in duties:
        words = {"cell": duty.cell, "task": duty.task, "name": names[duty.member_id]}
        if duty.stays:
            text = _("Follows up in %(cell)s: “%(task)s” of %(name)s.") % words
            without_follower.append(Left(duty.follower_id, text, duty.get_absolute_url(), _("Choose who follows up")))
        else:
            text = _("Work in %(cell)s: “%(task)s”.") % words
            of_who_left.append(Left(duty.member_id, text, duty.get_absolute_url(), _("Hand on")))
    return of_who_left + without_follower


@prepared
def work_in_other_hands(communes, day, year):
    """[Duty] whose member left, or `stays` while who follows up does not lead the cell any more."""
    led = Post.objects.on(day).filter(member=OuterRef("follower"), cell=OuterRef("cell"), kind__in=IN_COMMITTEE)
    duties = Duty.objects.filter(cell__commune__in=communes, year=year, state=DutyState.IN_HAND)
    duties = duties.annotate(stays=takes_part("member", day))
    found = duties.filter(Q(stays=False) | (~Exists(led) & Q(follower__isnull=False)))
    return found.select_related("cell", "member").order_by("due", "pk")


def accounts_left(communes, day):
    """Accounts of secretaries that work on although the post or the cell has ended."""
    grants = accounts_of_secretaries(communes=communes, day=day)
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
    """The Post of who had the account of a secretary and leads the cell no more; None while it is in the right
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
def accounts_of_secretaries(communes, day):
    """[Grant] of secretaries on `day`, each with `works`: whether the cell is at work."""
    working = CellStatus.objects.on(day).filter(cell=OuterRef("cell"), state=CellState.ACTIVE)
    grants = Grant.objects.on(day).filter(commune__in=communes, role=Role.SECRETARY, account__is_active=True)
    return grants.annotate(works=Exists(working)).select_related("account", "cell").order_by("cell__search_key", "pk")


@prepared
def _leading(cells):
    posts = Post.objects.filter(cell__in=cells, kind__in=LEADING).select_related("member").order_by("since", "pk")
    return posts.only("member", "cell", "kind", "since", "until", "member__full_name")


def charges_left(communes, day):
    """Cells in the charge of a Committee member whose seat has ended, or who bears the name of somebody gone."""
    words = _("%(name)s is still in charge of %(cell)s.")
    return [
        Left(gone, words % {"name": name, "cell": cell_name}, reverse("cells:assign", args=[cell]), _("Assign"))
        for name, cell, cell_name, gone in in_charge_of_who_left(communes=communes, day=day)
    ]


@prepared
def in_charge_of_who_left(communes, day):
    """(name of a Committee member, number of a cell, its name, number of a member or None): whose seat does not hold on
    `day`, or whose name a member bears who has left, and nobody who is here."""
    namesakes = Membership.objects.on(day).filter(member__full_name=OuterRef("full_name"))
    namesakes = namesakes.filter(member__commune=OuterRef("commune"))
    left = Membership.objects.filter(member=OuterRef("pk"), exit__in=DEPARTURES, until__lte=day)
    rows = Assignment.objects.on(day).filter(committee_member__commune__in=communes)
    names = rows.order_by().values("committee_member__full_name")  # looked for once, not for each of them
    gone = Member.objects.known().filter(Exists(left), ~Exists(namesakes), commune__in=communes, full_name__in=names)
    named = gone.filter(full_name=OuterRef("committee_member__full_name")).order_by("-pk")
    is_gone = Q(committee_member__full_name__in=gone.values("full_name"))
    rows = rows.filter(~holds_on(day, "committee_member__") | is_gone).annotate(gone=Subquery(named.values("pk")[:1]))
    rows = rows.order_by("cell__search_key", "pk")
    return rows.values_list("committee_member__full_name", "cell", "cell__name", "gone")


def roles_left(communes, day):
    """Heads of hamlets, persons of prestige and elders who take part nowhere any more."""
    return [
        Left(
            role.member_id,
            capfirst(str(role)),
            reverse("members:end-hamlet-role", args=[role.pk]),
            _("End it"),
        )
        for role in roles_of_who_left(communes=communes, day=day)
    ]


@prepared
def roles_of_who_left(communes, day):
    here = (rows.objects.on(day).filter(member=OuterRef("member")) for rows in (Membership, Overlay))
    member_of, guest_of = (Exists(rows) for rows in here)
    roles = HamletRole.objects.kept().on(day).filter(~member_of, ~guest_of, hamlet__commune__in=communes)
    return roles.select_related("hamlet").order_by("since", "pk")
