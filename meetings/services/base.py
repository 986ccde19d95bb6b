from django.utils.translation import gettext as _

from common.errors import RuleError
from common.prepared import prepared
from meetings.models import Meeting


class MeetingRuleError(RuleError):
    """A change of a meeting that a rule refuses."""


def draft_of(meeting):
    """The meeting, locked for this transaction; refused when it is signed or struck out."""
    return still_draft(locked(meeting.pk))


def locked(pk):
    """The meeting of that number with its cell, edition and score, locked for this transaction."""
    return _locked(pk=pk)[0]


@prepared
def _locked(pk):
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("cell", "edition", "score")
    return rows.filter(pk=pk)


def still_draft(meeting):
    """`meeting`; refused when it is signed or struck out."""
    if meeting.struck:
        raise MeetingRuleError(_("The meeting is struck out: %(why)s") % {"why": meeting.struck_because})
    if meeting.signed:
        raise MeetingRuleError(_("The minutes are signed; reopen them to change anything."))
    return meeting
