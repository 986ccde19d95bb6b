"""What the records prove of a meeting, the lines of its score, and who has not scored it yet."""

from django.db.models import Exists, OuterRef, Q

from accounts.roles import Do
from cells.access import Scope, here_today
from cells.models import Assignment
from common.prepared import prepared
from meetings.models import Criterion, Meeting, ScoreLine, Visit
from meetings.queries.roll import longest_excused_run
from meetings.rules.scoring import ScoreFacts


def minutes_required(meeting, edition, came):
    """Minutes that `meeting` with the Turnout `came` should last by the rules of `edition`, or None."""
    return edition.minutes_required(kind=meeting.kind, combined=meeting.combined, members=came.members)


def facts(recorded):
    """What is Recorded of a meeting, for `scoring.propose`. A roll with gaps proves nothing of attendance."""
    meeting, came = recorded.meeting, recorded.turnout
    known = came.roll > 0 and not came.not_recorded
    tasks = recorded.task_share
    return ScoreFacts(
        minutes=meeting.minutes,
        minutes_required=minutes_required(meeting, meeting.edition, came),
        present=came.numerator if known and came.denominator else None,
        base=came.denominator if known and came.denominator else None,
        unexcused=came.unexcused if known else None,
        excused_run=longest_excused_run(meeting, recorded.roll) if known else None,
        spoke=came.spoke if known and came.attending else None,
        attending=came.attending if known and came.attending else None,
        tasks=tasks.counted or None,
        tasks_done=tasks.done if tasks.counted else None,
    )


def score_lines(meeting, leaves=None, written=None):
    """[(Criterion without parts that counts at this meeting, its ScoreLine, saved or not)] in the sheet's order; the
    steps of the criteria are left unread.

    `leaves` are the criteria without parts of the meeting's edition, `written` the ScoreLines that are stored, where
    they are at hand.
    """
    if not meeting.scored:
        return []
    score = meeting.score
    lines = {line.criterion_id: line for line in (_written(score=score.pk) if written is None else written)}
    for line in lines.values():
        line.score = score
    return [
        (criterion, lines.get(criterion.pk) or ScoreLine(score=score, criterion=criterion))
        for criterion in (_leaves(edition=meeting.edition_id) if leaves is None else leaves)
        if score.thematic or not criterion.thematic_only
    ]


@prepared
def _leaves(edition):
    return Criterion.objects.leaves().filter(edition=edition).prefetch_related(None)


@prepared
def _written(score):
    return ScoreLine.objects.filter(score=score)


def awaiting_second_score(user, since):
    """Signed, scored meetings from `since` on that `user`, in charge of the cell on their day, has not scored yet;
    without those from which, as the minutes say, the member stayed away."""
    return _awaiting(**here_today(user, Do.SCORE_MEETINGS), account=user.pk, since=since)


@prepared
def _awaiting(communes, cells, day, account, since):
    assigned = Assignment.objects.filter(
        Q(until=None) | Q(until__gt=OuterRef("held_on")),
        cell=OuterRef("cell"),
        committee_member__account=account,
        since__lte=OuterRef("held_on"),
    )
    meetings = Meeting.objects.within(Scope(communes, cells), day).signed().select_related("cell")
    meetings = meetings.filter(Exists(assigned), held_on__gte=since, score__total__isnull=False, second_score=None)
    stayed_away = Visit.objects.filter(meeting=OuterRef("pk"), committee_member__account=account, attended=False)
    return meetings.filter(~Exists(stayed_away)).order_by("held_on", "pk")
