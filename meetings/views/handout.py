"""Sheets to print, and the invitation in Word: always in Vietnamese. A list of names that leaves the system leaves a
trail."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import get_for, require
from cells.enums import PaperKind
from cells.outgoing import send_paper
from cells.queries import as_issued, current_number
from common.forms import give_number
from common.pages import page_of
from meetings import services
from meetings.models import Meeting, PlannedMeeting
from meetings.papers.handout import (
    blank_of,
    blank_of_planned,
    invitation_of,
    invitation_paper,
    invitation_to,
)
from meetings.queries.plan import next_planned
from meetings.views.paper import file_title


@require_safe
def handouts(request):
    """Invitation and form to fill in by hand, for the next meeting of each cell."""
    require(request.user, Do.SEE_MEETINGS)
    planned = next_planned(request.user, timezone.localdate())
    return render(request, "meetings/handouts.html", {"page": page_of(request, planned)})


@require_safe
def planned_invitation(request, pk):
    planned = get_for(request.user, Do.SEE_MEETINGS, PlannedMeeting.objects.select_related("cell__commune"), pk=pk)
    if planned.struck:
        return _nobody_invited(request, planned)
    paper = invitation_of(planned, timezone.localdate())
    # A plan that has changed since is not printed under the number of the paper that says something else.
    number = None if paper.changed else paper.number
    with override("vi"):
        sheet = invitation_to(planned, timezone.localdate(), number)
        return render(request, "meetings/invitation.html", {"sheet": sheet, "paper": paper})


def invitation_word(request, pk):
    """The Word file of the invitation to a planned meeting, as issued where it is numbered. A POST gives it a number
    first."""
    planned = get_for(request.user, Do.SEE_MEETINGS, PlannedMeeting.objects.select_related("cell__commune"), pk=pk)
    number = current_number(planned.invitation_paper_id)
    if request.method == "POST":
        get_for(request.user, Do.RECORD_MEETINGS, PlannedMeeting.objects, pk=pk)
        then = reverse("meetings:invitation-word", args=[pk])
        give = partial(services.number_invitation, planned=planned)
        return give_number(request, give, number, PaperKind.INVITATION.label, then, way=(planned.cell, planned))
    if planned.struck:
        return _nobody_invited(request, planned)
    document = as_issued(number) or invitation_paper(invitation_to(planned, timezone.localdate()))
    title = file_title(document, number, planned, planned.on)
    return send_paper(request, document, title=title, planned=pk, paper=PaperKind.INVITATION.value)


def _nobody_invited(request, planned):
    messages.error(request, _("The meeting is cancelled: there is no invitation to it."))
    return redirect(planned)


@require_safe
def planned_blank(request, pk):
    """The form for roll and minutes of a meeting that is still to come."""
    planned = get_for(request.user, Do.SEE_MEETINGS, PlannedMeeting.objects.select_related("cell__commune"), pk=pk)
    audit.seen(planned, kind="exported")
    with override("vi"):
        return render(request, "meetings/blank.html", {"sheet": blank_of_planned(planned), "back": planned})


@require_safe
def meeting_blank(request, pk):
    """The same form from a record that is begun: with its roll."""
    meetings = Meeting.objects.select_related("cell__commune", "edition")
    meeting = get_for(request.user, Do.SEE_MEETINGS, meetings, pk=pk)
    audit.seen(meeting, kind="exported")
    with override("vi"):
        return render(request, "meetings/blank.html", {"sheet": blank_of(meeting), "back": meeting})
