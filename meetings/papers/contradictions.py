"""Papers issued in the name of who led neither the cell nor the Committee then, or by a cell that had ended."""

from collections import defaultdict
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from cells.models import CommitteeMember, PaperNumber
from cells.queries import owners
from common.errors import Contradiction
from common.prepared import numbers, prepared
from meetings.papers.meeting import POSTS_SIGNING
from members.enums import LEADING, EventKind, PostKind
from members.models import Event, Post
from members.queries.contradictions import Witness, stays_of

ONE_DAY = timedelta(days=1)


class PapersWitness(Witness):
    def of_members(self, since):
        led = set(_ever_led(members=numbers(since)))
        since = {member: first for member, first in since.items() if member.pk in led}
        communes = {member.commune_id for member in since}
        if not since or not _any_issued(communes=communes, since=min(since.values())):
            return {}
        issued = PaperNumber.objects.current().told().filter(on__gte=min(since.values()), content__isnull=False)
        issued = owners(issued.filter(term__cell__commune__in=communes))
        posts, stays, found = defaultdict(list), stays_of(since), defaultdict(list)
        for post in Post.objects.filter(member__in=list(since), kind__in=LEADING):
            posts[post.member_id, post.cell_id, post.kind].append(post)
        for number in issued.select_related("term"):
            cell = number.term.cell_id
            for member, first in since.items():
                kind = _signed_as(number, member)
                if kind is None or number.on < first or cell not in stays[member.pk].cells:
                    continue
                if not any(_led(post, number) for post in posts[member.pk, cell, kind]):
                    text = _("Paper %(number)s is issued in the name of the %(post)s.")
                    found[member.pk].append(_line(number, text % {"number": number, "post": kind.label}))
        return found

    def of_cells(self, ended):
        cells = {cell.pk: day for cell, day in ended.items()}
        found = defaultdict(list)
        numbers = PaperNumber.objects.current().told().filter(term__cell__in=list(cells))
        for number in numbers.select_related("term"):
            if number.on >= cells[number.term.cell_id]:
                text = _("Paper %(number)s is dated after the end.") % {"number": number}
                found[number.term.cell_id].append(_line(number, text))
        return found

    def of_seats(self, since):
        """On the last day the paper may have been signed in the morning; somebody of that name may sit there again."""
        ended = {seat.pk: seat for seat in CommitteeMember.objects.filter(pk__in=numbers(since), until__isnull=False)}
        found = defaultdict(list)
        for seat, first in since.items():
            if last := ended.get(seat.pk):
                for number in _of_the_committee(last, max(first, last.until + ONE_DAY)):
                    text = _("Paper %(number)s is issued in the name of the %(post)s.")
                    found[seat.pk].append(_line(number, text % {"number": number, "post": PostKind.SECRETARY.label}))
        return found


def _of_the_committee(seat, first):
    """The PaperNumbers of the Committee from the day `first` on that name who held `seat`, and holds none then."""
    issued = PaperNumber.objects.current().told().filter(term__commune=seat.commune_id, term__cell=None)
    seats = CommitteeMember.objects.filter(commune=seat.commune_id, full_name=seat.full_name)
    return [
        number
        for number in issued.filter(on__gte=first, content__isnull=False).select_related("term")
        if _signed_as(number, seat) == PostKind.SECRETARY and not any(one.holds_on(number.on) for one in seats)
    ]


@prepared
def _any_issued(communes, since):
    issued = PaperNumber.objects.filter(term__commune__in=communes, on__gte=since, content__isnull=False)
    return issued.exclude(term__cell=None).order_by().values_list("pk")[:1]


@prepared
def _ever_led(members):
    """Numbers of those who were given a leading post, also by an event that is struck out now."""
    events = Event.objects.filter(member__in=members, kind=EventKind.POST, post__in=LEADING)
    return events.order_by().values_list("member", flat=True)


def _signed_as(number, member):
    """The PostKind with which the paper names `member` as the leader who signs, or None."""
    signatures = number.content["signatures"]
    leader = signatures[-1] if signatures else {}
    named = leader.get("name") == member.full_name
    return next((kind for kind, word in POSTS_SIGNING.items() if named and leader["post"] == word), None)


def _led(post, number):
    """Whether the post was held when the paper was issued, or when the meeting was held that it tells of; on its last
    day too, because a paper may be signed in the morning."""
    days = {number.on, getattr(number.paper.owner, "held_on", number.on)}
    return any(post.since <= day and (post.until is None or day <= post.until) for day in days)


def _line(number, text):
    return Contradiction(number.on, text, reverse("meetings:issued-paper", args=[number.pk]))
