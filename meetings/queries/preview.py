"""What a score sheet would have made of a meeting that was held, before the sheet is published."""

from dataclasses import dataclass, replace
from decimal import Decimal

from meetings import queries
from meetings.models import Criterion, ScoreLine
from meetings.queries.recorded import Recorded
from meetings.rules import scoring
from meetings.rules.scoring import MeetingRating, Proposal


@dataclass(frozen=True)
class PreviewLine:
    """A criterion of the sheet, what the records would have proposed, and what people gave then for the same criterion
    (same code and most points) of the meeting's own sheet."""

    criterion: Criterion
    proposal: Proposal | None
    given: ScoreLine | None

    @property
    def points(self):
        """The proposal, else what people gave; None where neither is known."""
        if self.proposal:
            return self.proposal.points
        return self.given.points if self.given else None


@dataclass(frozen=True)
class Preview:
    """`rating` is whole when every criterion has points; else `lowest` and `highest` are what it could have been."""

    lines: list
    lowest: MeetingRating
    highest: MeetingRating

    @property
    def rating(self):
        return self.highest if all(line.points is not None for line in self.lines) else None


def preview(edition, meeting):
    """The Preview of `edition` on a signed, scored `meeting`, or None while the sheet has no criterion that counts."""
    facts = _facts_by(edition, meeting)
    given = {(criterion.code, criterion.max_points): line for criterion, line in queries.score_lines(meeting)}
    lines = [
        PreviewLine(
            criterion,
            scoring.propose(list(criterion.thresholds.all()), facts),
            given.get((criterion.code, criterion.max_points)),
        )
        for criterion in edition.criteria.leaves()
        if meeting.score.thematic or not criterion.thematic_only
    ]
    if not lines:
        return None
    known = [(line.criterion, line.points) for line in lines]
    return Preview(
        lines,
        lowest=scoring.rate(edition, [(c, Decimal(0) if points is None else points) for c, points in known]),
        highest=scoring.rate(edition, [(c, c.max_points if points is None else points) for c, points in known]),
    )


def _facts_by(edition, meeting):
    """The facts of `meeting` as the rules of `edition` count them."""
    recorded = Recorded(meeting)
    facts, came = queries.facts(recorded), recorded.turnout
    due = came.roll - came.left_out
    base = due if edition.excused_in_denominator else due - came.excused
    known = facts.unexcused is not None and base > 0
    return replace(
        facts,
        minutes_required=queries.minutes_required(meeting, edition, came),
        present=came.numerator if known else None,
        base=base if known else None,
    )
