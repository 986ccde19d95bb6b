from django.utils.translation import gettext as _

from common.errors import RuleError
from meetings.models import Meeting


class MeetingRuleError(RuleError):
    """A change of a meeting that a rule refuses."""


def draft_of(meeting):
    """The meeting, locked for this transaction; refused when it is signed."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("cell", "edition", "score")
    return still_draft(rows.get(pk=meeting.pk))


def still_draft(meeting):
    """`meeting`; refused when it is signed."""
    if meeting.signed:
        raise MeetingRuleError(_("The minutes are signed; reopen them to change anything."))
    return meeting
