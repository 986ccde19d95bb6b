"""The Committee member's own score of a meeting, beside the cell's."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Assignment
from common.templatetags.page import points as points_text
from meetings import queries, scoring
from meetings.models import Criterion, Meeting, ScoreLine, SecondScore, SecondScoreLine
from meetings.services import MeetingRuleError


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
    """A meeting scored twice: `sides` for each criterion that counts, and the Rating of each side (None: not whole)."""

    second: SecondScore
    sides: list
    own_rating: scoring.Rating | None
    rating: scoring.Rating | None

    @property
    def difference(self):
        """Total of the member in charge less that of the cell, or None while one of them is missing."""
        return self.rating.total - self.own_rating.total if self.rating and self.own_rating else None

    @property
    def differing(self):
        """The sides whose points differ."""
        return [side for side in self.sides if side.difference]


def comparison(meeting, second, leaves=None):
    """The Comparison of a scored `meeting`; `second` may be unsaved. `leaves` as of `queries.score_lines`."""
    lines = {line.criterion_id: line for line in second.lines.all()} if second.pk else {}
    sides = [
        Side(criterion, own, lines.get(criterion.pk) or SecondScoreLine(second=second, criterion=criterion))
        for criterion, own in queries.score_lines(meeting, leaves)
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
    return [(second, comparison(second.meeting, second, leaves[second.meeting.edition_id])) for second in found]


def second_score_of(meeting):
    """The SecondScore of `meeting`, or None."""
    return SecondScore.objects.filter(meeting=meeting).select_related("committee_member").first()


def in_charge_on_the_day(meeting, account):
    """The CommitteeMember of `account` who was in charge of the meeting's cell on its day, or None."""
    assignments = Assignment.objects.on(meeting.held_on).filter(cell=meeting.cell_id)
    found = assignments.filter(committee_member__account=account).select_related("committee_member").first()
    return found and found.committee_member


@service
def give_second_score(*, meeting, points, at, by):
    """Points and remarks of the member in charge: {number of a criterion: PointsEntry}; others stay as they are.

    Points that differ from the cell's need a remark. The cell's own score is never touched.
    """
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("cell", "edition").get(pk=meeting.pk)
    member = who_may_score(meeting, by)
    if not points:
        raise MeetingRuleError(_("Nothing was entered."))
    second = second_score_of(meeting) or SecondScore(meeting=meeting, committee_member=member)
    second.given_at = at
    second.saved()
    sides = [side for side in comparison(meeting, second).sides if side.criterion.pk in points]
    for side in sides:
        entry = points[side.criterion.pk]
        side.second.points, side.second.note = entry.points, entry.note
    if faults := {field: sentence for side in sides for field, sentence in _faults(side)}:
        raise ValidationError(faults)
    SecondScoreLine.objects.bulk_create([side.second for side in sides if not side.second.pk])
    SecondScoreLine.objects.bulk_update([side.second for side in sides if side.second.pk], ["points", "note"])
    return second


def who_may_score(meeting, account):
    """The CommitteeMember that `account` scores `meeting` as. Raises MeetingRuleError where a rule forbids it."""
    if not meeting.scored:
        raise MeetingRuleError(_("Meetings of this kind are not scored."))
    if not meeting.signed:
        raise MeetingRuleError(_("The cell has not signed these minutes yet: score the meeting afterwards."))
    member = in_charge_on_the_day(meeting, account)
    if member is None:
        raise MeetingRuleError(_("Only the Committee member in charge of the cell on that day scores the meeting."))
    return member


def _faults(side):
    """(field of the page, sentence) of what is wrong with a side."""
    given, most = side.second.points, side.criterion.max_points
    if given is not None and not 0 <= given <= most:
        words = _("Between 0 and %(most)s points.") % {"most": points_text(most)}
        yield f"points-{side.criterion.pk}-points", words
    elif side.difference and not side.second.note:
        yield f"points-{side.criterion.pk}-note", _("Say why your points differ from the cell's.")
