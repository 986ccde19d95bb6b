"""The Committee member's own score of a meeting, beside the cell's."""

from collections import defaultdict
from dataclasses import dataclass

from cells.models import Assignment
from common.prepared import prepared
from meetings import queries
from meetings.models import Criterion, ScoreLine, SecondScore, SecondScoreLine
from meetings.rules import scoring


@dataclass(frozen=True)
class Side:
    """One criterion as the cell and as the member in charge scored it (`second` may be unsaved and empty)."""

    criterion: Criterion
    own: ScoreLine
    second: SecondScoreLine

    @property
    def difference(self):
        """Points of the member in charge less those of the cell, or None while one of them is missing."""
        if self.second.points is None or self.own.points is None:
            return None
        return self.second.points - self.own.points


@dataclass(frozen=True)
class Comparison:
    """A meeting scored twice: `sides` for each criterion that counts, and the MeetingRating of each side, None while
    criteria have no points."""

    second: SecondScore
    sides: list
    own_rating: scoring.MeetingRating | None
    rating: scoring.MeetingRating | None

    @property
    def difference(self):
        """Total of the member in charge less that of the cell, or None while one of them is missing."""
        return self.rating.total - self.own_rating.total if self.rating and self.own_rating else None

    @property
    def differing(self):
        """The sides whose points differ."""
        return [side for side in self.sides if side.difference]


def comparison(meeting, second, scored=None):
    """The Comparison of a scored `meeting`; `second` may be unsaved. `scored` is `queries.score_lines` of the meeting,
    where it is at hand."""
    lines = {line.criterion_id: line for line in second.lines.all()} if second.pk else {}
    sides = [
        Side(criterion, own, lines.get(criterion.pk) or SecondScoreLine(second=second, criterion=criterion))
        for criterion, own in (queries.score_lines(meeting) if scored is None else scored)
    ]
    return Comparison(
        second=second,
        sides=sides,
        own_rating=scoring.rate(meeting.edition, [(side.criterion, side.own.points) for side in sides]),
        rating=scoring.rate(meeting.edition, [(side.criterion, side.second.points) for side in sides]),
    )


def comparisons(seconds):
    """[(SecondScore, its Comparison)] of a page of SecondScores; the number of queries does not grow with them."""
    seconds = seconds.select_related("committee_member", "meeting__cell", "meeting__edition", "meeting__score")
    found = list(seconds.prefetch_related("lines", "meeting__score__lines"))
    leaves = defaultdict(list)
    for criterion in Criterion.objects.leaves().filter(edition__in={second.meeting.edition_id for second in found}):
        leaves[criterion.edition_id].append(criterion)

    def scored(meeting):
        return queries.score_lines(meeting, leaves[meeting.edition_id], meeting.score.lines.all())

    return [(second, comparison(second.meeting, second, scored(second.meeting))) for second in found]


def second_score_of(meeting):
    """The SecondScore of `meeting`, or None."""
    return next(iter(_second_score(meeting=meeting.pk)), None)


@prepared
def _second_score(meeting):
    return SecondScore.objects.filter(meeting=meeting).select_related("committee_member")


def in_charge_on_the_day(meeting, account):
    """The CommitteeMember of `account` who was in charge of the meeting's cell on its day, or None."""
    assignments = Assignment.objects.on(meeting.held_on).filter(cell=meeting.cell_id)
    found = assignments.filter(committee_member__account=account).select_related("committee_member").first()
    return found and found.committee_member
