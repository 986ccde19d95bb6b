"""Papers that were issued in the name of somebody who did not lead the cell then, or by a cell that had ended."""

from collections import defaultdict

from django.urls import reverse
from django.utils.translation import gettext as _

from cells.models import PaperNumber
from cells.queries import owners
from common.errors import Contradiction
from common.prepared import numbers, prepared
from meetings.papers.meeting import POSTS_SIGNING
from members.enums import LEADING, EventKind
from members.models import Event, Post
from members.queries.contradictions import Witness, stays_of


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
