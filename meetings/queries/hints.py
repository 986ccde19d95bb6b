"""Hints on minutes that deserve a second look, for those who wrote them and the member in charge; never a score."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.numbers import percent
from common.prepared import prepared
from common.text import search_key
from meetings.models import Meeting
from meetings.models.quality import FULL

LOOKS_BACK = 12  # meetings of the cell, about a year
FULL_RUN = 3  # meetings in a row with full points on every criterion
WORDS_TOGETHER = 5  # words that stand together make one piece of a text
SHORTEST = 20  # words; shorter minutes repeat themselves by nature
REPEATED = 0.8  # share of its pieces that stand in earlier minutes


@dataclass(frozen=True)
class Hint:
    """A sentence, and the earlier meeting that it speaks of, if one."""

    text: str
    meeting: Meeting | None = None


def hints(meeting):
    """The Hints on `meeting`; one query."""
    earlier = _earlier(cell=meeting.cell_id, day=meeting.held_on)
    return [*_always_full(meeting, earlier), *_repeats(meeting, earlier)]


@prepared
def _earlier(cell, day):
    earlier = Meeting.objects.kept().filter(cell=cell, held_on__lt=day).select_related("score")
    return earlier.order_by("-held_on", "-pk")[:LOOKS_BACK]


def _always_full(meeting, earlier):
    run = 0
    for other in [meeting, *(other for other in earlier if other.kind == meeting.kind)]:
        if getattr(getattr(other, "score", None), "total", None) != FULL:
            break
        run += 1
    if run >= FULL_RUN:
        yield Hint(_("Every criterion has had full points in %(count)s meetings in a row.") % {"count": run})


def _repeats(meeting, earlier):
    pieces = _pieces(meeting.discussion)
    shares = [(len(pieces & _pieces(other.discussion)) / len(pieces), other) for other in earlier] if pieces else []
    share, other = max(shares, key=lambda found: found[0], default=(0, None))
    if share >= REPEATED:
        words = _("%(share)s of the discussion stands almost word for word in the minutes of %(day)s.")
        yield Hint(words % {"share": percent(share), "day": f"{other.held_on:%d/%m/%Y}"}, other)


def _pieces(text):
    """The runs of words in `text`, spelling and case aside; none of a short text."""
    words = "".join(c if c.isalnum() else " " for c in search_key(text)).split()
    if len(words) < SHORTEST:
        return set()
    return {tuple(words[n : n + WORDS_TOGETHER]) for n in range(len(words) - WORDS_TOGETHER + 1)}
