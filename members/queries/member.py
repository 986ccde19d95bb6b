"""Where one member belongs, and as what."""

from common.prepared import prepared
from members.models import Membership, Overlay, Post


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
