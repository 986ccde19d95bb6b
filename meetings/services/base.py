from django.db import connection
from django.utils.translation import gettext as _

from cells.services import lock
from common.errors import RuleError
from common.prepared import prepared
from meetings.enums import SIGNED
from meetings.models import Meeting


class MeetingRuleError(RuleError):
    """A change of a meeting that a rule refuses."""


def draft_of(meeting):
    """The meeting, locked for this transaction; refused when it is signed or struck out."""
    return still_draft(locked(meeting.pk))


def locked(pk):
    """The meeting of that number with its cell, edition and score; it and its cell are locked for this transaction."""
    if connection.features.has_select_for_update:
        lock(cells=[cell for (cell,) in _cell_of(pk=pk)])
    return _locked(pk=pk)[0]


@prepared
def _cell_of(pk):
    return Meeting.objects.filter(pk=pk).values_list("cell")


@prepared
def _locked(pk):
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("cell", "edition", "score")
    return rows.filter(pk=pk)


def still_draft(meeting):
    """`meeting`; refused when it is signed or struck out."""
    if meeting.struck:
        raise MeetingRuleError(_("The meeting is struck out: %(why)s") % {"why": meeting.struck_reason})
    if meeting.signed:
        raise MeetingRuleError(SIGNED)
    return meeting
