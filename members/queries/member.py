"""Where one member belongs, and as what."""

from datetime import timedelta

from django.db.models import CharField, Max, Q, Value

from accounts.roles import Do
from cells.access import Scope, here_today, scope
from common.partial import completed_years
from common.prepared import numbers, prepared
from members.models import Arrears, HamletRole, Member, MemberRating, Membership, Overlay, Post
from members.rules.party_age import PartyAge


@prepared
def memberships_of(member):
    """[Membership with its cell] of the member of that number, the earliest first."""
    return Membership.objects.filter(member=member).select_related("cell").order_by("since", "pk")


@prepared
def overlays_of(member, day):
    """[Overlay] that lie over the member's membership on `day`, or make a guest of the member."""
    return Overlay.objects.on(day).filter(member=member).order_by("since", "pk")


@prepared
def posts_on(member, day):
    """[Post] that the member holds on `day`."""
    return Post.objects.on(day).filter(member=member).order_by("since", "pk")


@prepared
def known_as(member, day):
    """[(kind of HamletRole, first day)] that hold on `day`, and ("", first month) of Party dues not paid."""
    roles = HamletRole.objects.kept().on(day).filter(member=member).values_list("kind", "since")
    unpaid = Arrears.objects.kept().open().filter(member=member)
    unpaid = unpaid.annotate(none=Value("", output_field=CharField())).values_list("none", "since")
    return roles.order_by().union(unpaid.order_by(), all=True)


@prepared
def last_rating(member):
    """[MemberRating] of the latest year that is decided, or nothing."""
    return MemberRating.objects.filter(member=member).exclude(decided_level="").order_by("-year")[:1]


def party_age_of(member):
    """The PartyAge of `member`, all time out of the Party taken off."""
    return PartyAge(member.party_since, member.memberships.aggregate(days=Max("days_out", default=0))["days"])


def party_age_between(day, least=None, most=None, *, days_out=()):
    """Condition on rows of Membership: on `day` at least `least` and at most `most` years of Party age were completed.

    `days_out` are those that occur in the rows, as `days_out_in` tells. The same as `PartyAge.years_on`.
    """
    fits = Q()
    for days in sorted({0, *days_out}):
        since = completed_years("member__party_since", day - timedelta(days=days), least, most)
        fits |= Q(days_out=days) & since
    return fits


@prepared
def days_out_in(cells):
    """The days out of the Party that were taken off in memberships of `cells`: few members were admitted again."""
    rows = Membership.objects.filter(cell__in=cells, days_out__gt=0).order_by()
    return rows.values_list("days_out", flat=True).distinct()


def open_files(user, members):
    """{numbers} of those of `members` (numbers, of one commune) whose files `user` may open today: a name is a link
    only where it leads somewhere. One query, none for who sees the whole commune."""
    if scope(user, Do.SEE_MEMBERS).communes:
        return {*members}
    return {*_open_files(members=numbers({*members}), **here_today(user, Do.SEE_MEMBERS))}


@prepared
def _open_files(members, communes, cells, day):
    return Member.objects.within(Scope(communes, cells), day).filter(pk__in=members).values_list("pk", flat=True)
