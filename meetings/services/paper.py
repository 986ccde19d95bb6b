"""Numbers of the papers of meetings and of invitations. What a paper says is drawn and kept when it is numbered."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import PaperKind
from cells.models import Paper
from cells.queries import current_number, current_numbers
from cells.services import PaperRuleError, issue_paper, lock_body, number_paper, refuse_overtaken
from meetings.models import Meeting, PlannedMeeting
from meetings.models.meeting import OF_MEETINGS
from meetings.papers.handout import invitation_of_number, invitation_subject
from meetings.papers.meeting import mark_of_meeting, paper_of, subject_of
from meetings.queries.recorded import Recorded


@service
def number_meeting_paper(*, meeting, kind, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the paper of `kind` (a PaperKind) of `meeting`.

    A paper that has a number keeps it, unless `corrects` is that number: then it is issued anew under the next one. The
    number of a resolution is written into a draft that names none; signed minutes never change. What a draft says is
    kept when it is signed (`issue_ahead`).
    """
    lock_body(meeting.cell.commune_id, meeting.cell_id)
    meetings = Meeting.objects.select_related("cell__commune", "edition", "chair", "clerk")
    meeting = meetings.select_for_update(of=("self",)).get(pk=meeting.pk)
    field = OF_MEETINGS[kind]
    there = current_number(getattr(meeting, f"{field}_id"))
    if there and there != corrects:
        return there
    if corrects and not meeting.signed:
        raise PaperRuleError(_("Sign the minutes before a corrected paper is issued."))
    if meeting.struck:
        raise PaperRuleError(_("The meeting is struck out."))
    if on < meeting.held_on:
        raise PaperRuleError(
            _("The paper cannot be older than %(day)s.") % {"day": f"{meeting.held_on:%d/%m/%Y}"}, "on"
        )
    if paper_shown:
        refuse_overtaken(paper_shown, mark_of_meeting(kind, Recorded(meeting), there), "paper_shown")
    number = number_paper(
        paper=getattr(meeting, field) or Paper(commune=meeting.cell.commune, cell=meeting.cell, kind=kind),
        on=on,
        subject=subject_of(kind, meeting),
        draw=lambda number: paper_of(kind, meeting, number) if meeting.signed else None,
        today=today,
        first=first,
        corrects=there,
        by=by,
    )
    setattr(meeting, field, number.paper)
    if kind == PaperKind.RESOLUTION and not meeting.signed and not meeting.resolution_no:
        meeting.resolution_no = number.text
    meeting.save_checked()
    return number


def issue_ahead(meeting, by):
    """Keep what the papers of `meeting` say that were numbered before it was signed."""
    numbers = current_numbers(getattr(meeting, f"{field}_id") for field in OF_MEETINGS.values())
    for number in numbers.values():
        if not number.issued:
            issue_paper(number=number, document=paper_of(PaperKind(number.kind), meeting, number), by=by)


@service
def number_invitation(*, planned, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the invitation to a `planned` meeting. One that has a number keeps it, unless `corrects` is
    that number: then it is issued anew under the next one, because the plan has changed."""
    lock_body(planned.cell.commune_id, planned.cell_id)
    rows = PlannedMeeting.objects.select_related("cell__commune")
    planned = rows.select_for_update(of=("self",)).get(pk=planned.pk)
    there = current_number(planned.invitation_paper_id)
    if there and there != corrects:
        return there
    if planned.struck or planned.meeting_id:
        raise PaperRuleError(_("This meeting is cancelled or recorded already: nobody is invited to it any more."))
    if on > planned.on:
        raise PaperRuleError(_("An invitation is dated before the meeting or on its day."), "on")
    number = number_paper(
        paper=planned.invitation_paper
        or Paper(commune=planned.cell.commune, cell=planned.cell, kind=PaperKind.INVITATION),
        on=on,
        subject=invitation_subject(planned),
        draw=lambda number: invitation_of_number(planned, number, today),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    planned.invitation_paper = number.paper
    planned.save_checked()
    return number
