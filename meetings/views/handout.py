"""Sheets to print: always in Vietnamese. A list of names that leaves the system leaves a trail."""

from django.shortcuts import render
from django.utils.translation import override

from accounts import audit
from accounts.roles import Do
from cells.access import get_for
from meetings.handout import blank_of, blank_of_planned, invitation_to
from meetings.models import Meeting, PlannedMeeting


def planned_invitation(request, pk):
    planned = get_for(request.user, Do.SEE_MEETINGS, PlannedMeeting.objects.select_related("cell__commune"), pk=pk)
    with override("vi"):
        return render(request, "meetings/invitation.html", {"sheet": invitation_to(planned)})


def planned_blank(request, pk):
    """The form for roll and minutes of a meeting that is still to come."""
    planned = get_for(request.user, Do.SEE_MEETINGS, PlannedMeeting.objects.select_related("cell__commune"), pk=pk)
    audit.seen(planned, kind="exported")
    with override("vi"):
        return render(request, "meetings/blank.html", {"sheet": blank_of_planned(planned), "back": planned})


def meeting_blank(request, pk):
    """The same form from a record that is begun: with its roll."""
    meetings = Meeting.objects.select_related("cell__commune", "edition")
    meeting = get_for(request.user, Do.SEE_MEETINGS, meetings, pk=pk)
    audit.seen(meeting, kind="exported")
    with override("vi"):
        return render(request, "meetings/blank.html", {"sheet": blank_of(meeting), "back": meeting})
