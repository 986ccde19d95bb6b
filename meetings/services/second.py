"""A Committee member scores a meeting beside the cell."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.audit import service
from common.numbers import points as points_text
from meetings.models import SecondScore, SecondScoreLine
from meetings.queries.second import comparison, in_charge_on_the_day, second_score_of
from meetings.rules import scoring
from meetings.services.base import MeetingRuleError, locked


@service
def give_second_score(*, meeting, points, at, by):
    """Points and remarks of the member in charge: {number of a criterion: PointsEntry}; others stay as they are.

    Points that differ from the cell's need a remark. The cell's own score is never touched.
    """
    meeting = locked(meeting.pk)
    member = who_may_score(meeting, by)
    if not points:
        raise MeetingRuleError(_("Nothing was entered."))
    second = second_score_of(meeting) or SecondScore(meeting=meeting, committee_member=member)
    second.given_at = at
    compared = comparison(meeting, second)
    sides = [side for side in compared.sides if side.criterion.pk in points]
    for side in sides:
        entry = points[side.criterion.pk]
        side.second.points, side.second.note = entry.points, entry.note
    if faults := {field: sentence for side in sides for field, sentence in _faults(side)}:
        raise ValidationError(faults)
    second.total = _total(compared)
    second.save_checked()
    SecondScoreLine.objects.bulk_create([side.second for side in sides if not side.second.pk])
    SecondScoreLine.objects.bulk_update([side.second for side in sides if side.second.pk], ["points", "note"])
    return second


def add_up(second):
    """Write the total of a SecondScore anew: when the cell signs again, other criteria may count."""
    second.total = _total(comparison(second.meeting, second))
    second.save_checked()


def _total(compared):
    rating = scoring.rate(
        compared.second.meeting.edition, [(side.criterion, side.second.points) for side in compared.sides]
    )
    return rating and rating.total


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
