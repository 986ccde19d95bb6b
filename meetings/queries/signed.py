"""What signed minutes prove, as it was frozen with the signature; and the same of a draft, counted on the spot.

`_figures` is the one definition: `meetings.services.signed` writes what it returns, and everything else reads that.
"""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from common.addresses import address_of
from common.prepared import numbers, prepared
from meetings.enums import Band, MeetingKind, MeetingState
from meetings.models import Attendance, Meeting, Visit
from meetings.queries.roll import Turnout, turnout_of

TURNOUT = {
    "numerator": "signed_present",
    "denominator": "signed_expected",
    "excused": "signed_excused",
    "unexcused": "signed_unexcused",
    "not_recorded": "signed_not_recorded",
    "left_out": "signed_left_out",
    "roll": "signed_on_roll",
    "members": "signed_members",
    "spoke": "signed_spoke",
    "attending": "signed_attending",
}


def figures(meetings):
    """{meeting number: {field of FIGURES: number}} of `meetings` (with their editions), from their rolls and visits as
    they stand; two queries."""
    lines, visits = defaultdict(list), defaultdict(list)
    for line in Attendance.objects.counted().filter(meeting__in=meetings):
        lines[line.meeting_id].append(line)
    for visit in Visit.objects.filter(meeting__in=meetings):
        visits[visit.meeting_id].append(visit)
    return {meeting.pk: _figures(meeting, lines[meeting.pk], visits[meeting.pk]) for meeting in meetings}


def figures_of(recorded):
    """{field of FIGURES: number} of a meeting, from what is Recorded of it."""
    return _figures(recorded.meeting, recorded.roll, recorded.visits)


def _figures(meeting, lines, visits):
    came = turnout_of(lines, meeting.edition)
    attended = [visit.attended for visit in visits if visit.attended is not None]
    return {
        **{name: getattr(came, part) for part, name in TURNOUT.items()},
        "signed_visits_told": len(attended),
        "signed_visits_made": sum(attended),
    }


def turnouts(meetings):
    """{meeting number: Turnout} for a list of `meetings`, those with an empty roll left out; one query for all drafts.

    Of signed minutes it is what was frozen with the signature.
    """
    lines = defaultdict(list)
    for line in _lines(meetings=[meeting.pk for meeting in meetings if not meeting.signed]):
        lines[line.meeting_id].append(line)
    found = {
        meeting.pk: _turnout_as_signed(meeting) if meeting.signed else turnout_of(lines[meeting.pk], meeting.edition)
        for meeting in meetings
    }
    return {pk: came for pk, came in found.items() if came.roll}


@prepared
def _lines(meetings):
    return Attendance.objects.counted().filter(meeting__in=meetings)


def turnout(meeting):
    """The Turnout of one meeting; one with an empty roll has zeros."""
    return _turnout_as_signed(meeting) if meeting.signed else turnout_of(list(meeting.roll), meeting.edition)


def _turnout_as_signed(meeting):
    return Turnout(**{part: getattr(meeting, name) for part, name in TURNOUT.items()})


class MeetingFacts(NamedTuple):
    """A meeting as reports read it: whose, when, points and band (None, empty: no whole score); of signed minutes their
    figures, else None."""

    pk: int
    cell_id: int
    kind: str
    held_on: date
    state: str
    score_id: int | None
    total: object
    band: str | None
    present: int | None
    expected: int | None
    left_out: int | None
    visits_told: int | None
    visits_made: int | None
    second: object  # total of the Committee member's own score, or None

    @property
    def signed(self):
        return self.state == MeetingState.SIGNED

    @property
    def scored(self):
        """Whether its score is whole."""
        return self.total is not None

    @property
    def tone(self):
        return Band(self.band).tone if self.band else ""

    def get_kind_display(self):
        return MeetingKind(self.kind).label

    def get_band_display(self):
        return Band(self.band).label if self.band else ""

    def get_absolute_url(self):
        return address_of("meetings:detail", self.pk)


COLUMNS = (
    *("pk", "cell", "kind", "held_on", "state", "score", "score__total", "score__band"),
    *("signed_present", "signed_expected", "signed_left_out"),
    *("signed_visits_told", "signed_visits_made", "second_score__total"),
)


def meetings_held(*, cells, since, until, **chosen):
    """[MeetingFacts] of the meetings of `cells` from `since` to before `until`, in the order of time; one query."""
    rows = _in_period(cells=numbers(cells), since=since, until=until, chosen=tuple(chosen.items()))
    return [MeetingFacts._make(row) for row in rows]


@prepared
def _in_period(cells, since, until, *, chosen):
    meetings = Meeting.objects.kept().filter(cell__in=cells, **dict(chosen)).in_period(since, until)
    return meetings.order_by("held_on", "pk").values_list(*COLUMNS)


def of_period(cells, since, until):
    """Those of the queryset `cells` of which a report from `since` to before `until` tells: at work on some day of it,
    or with signed minutes of it, so that quarters add up to their year whatever day was recorded as the end."""
    met = Meeting.objects.signed().in_period(since, until).filter(cell=OuterRef("pk"))
    return cells.filter(Exists(met) | Q(pk__in=cells.active_during(since, until)))
