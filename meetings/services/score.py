"""The cell's own score of a meeting: written anew with whatever is recorded, until the minutes are signed."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from common.numbers import points as points_text
from meetings import queries
from meetings.models import Score, ScoreLine
from meetings.queries.plan import in_thematic_month
from meetings.rules import scoring
from meetings.services.base import MeetingRuleError

WRITTEN = ("proposed", "reason", "points", "own", "answers", "note")


def begin_score(meeting):
    """The empty Score of a meeting that is to be scored."""
    Score(meeting=meeting, thematic=in_thematic_month(meeting)).save()


def write_score(recorded, points):
    """Write proposals and `points` {number of a criterion: PointsEntry}, then total and band once every criterion has
    its points. Points that nobody chose otherwise follow the proposal."""
    meeting = recorded.meeting
    if not meeting.scored:
        _keep(getattr(meeting, "score", None), total=None, band="")
        return
    thematic = in_thematic_month(meeting)
    if meeting.score.thematic != thematic:
        _keep(meeting.score, thematic=thematic)
        recorded.forget("score_lines")
    facts = queries.facts(recorded)
    lines, thresholds = recorded.score_lines, recorded.thresholds
    with override("vi"):  # the reasons are in the language of the papers that print them
        proposals = {criterion.pk: scoring.propose(thresholds[criterion.pk], facts) for criterion, _line in lines}
    new, changed = [], []
    for criterion, line in lines:
        before = [getattr(line, name) for name in WRITTEN]
        shown, proposal = line.proposed, proposals[criterion.pk]
        line.proposed, line.reason = (proposal.points, proposal.reason) if proposal else (None, "")
        if criterion.pk in points:
            _choose(line, criterion, points[criterion.pk], shown)
        if not line.own:
            line.points = line.proposed
        if not line.pk:
            new.append(line)
        elif before != [getattr(line, name) for name in WRITTEN]:
            changed.append(line)
    ScoreLine.objects.bulk_create(new)
    ScoreLine.objects.bulk_update(changed, WRITTEN)
    rating = scoring.rate(meeting.edition, [(criterion, line.points) for criterion, line in lines])
    _keep(meeting.score, total=rating.total if rating else None, band=rating.band if rating else "")


def _choose(line, criterion, entry, shown):
    """Put an entry on `line`: points that are no other than the proposal, `shown` or of now, are nobody's own."""
    if entry.points is not None and not 0 <= entry.points <= criterion.max_points:
        raise MeetingRuleError(
            _("Between 0 and %(most)s points.") % {"most": points_text(criterion.max_points)},
            f"points-{criterion.pk}",
        )
    line.own = entry.points not in (None, shown, line.proposed)
    line.points, line.answers = (entry.points, shown) if line.own else (None, None)
    line.note = entry.note


def _keep(score, **values):
    if score and any(getattr(score, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(score, name, value)
        Score.objects.bulk_update([score], list(values))
