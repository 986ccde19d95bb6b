"""Sample papers: those of the last meetings of the first cells are numbered, after papers numbered by hand before."""

from common.periods import month_of
from meetings.enums import MeetingKind, PaperKind
from meetings.models import Meeting, PlannedMeeting
from meetings.papers.handout import invitation_subject
from meetings.papers.meeting import subject_of
from meetings.services import number_paper, open_term
from reports.papers import sheet_subject

CELLS, MONTHS = 3, 4
BY_HAND = 8  # papers of each kind before


def number_papers(commune, cells, today, by):
    """Minutes and resolutions of the last months, the next invitation, and the Committee's sheet of last month."""
    since = today.replace(year=today.year - 1, month=1, day=15)
    for cell, years in ((None, 5), *((cell, 2) for cell in cells[:CELLS])):
        open_term(commune=commune, cell=cell, name=f"{since.year}–{since.year + years}", since=since, by=by)
    facts = {"commune": commune, "today": today, "first": BY_HAND + 1, "by": by}
    for cell in cells[:CELLS]:
        meetings = Meeting.objects.signed().filter(cell=cell, kind=MeetingKind.REGULAR, held_on__gte=since)
        for meeting in reversed(meetings.select_related("cell").order_by("-held_on")[:MONTHS]):
            for kind in (PaperKind.MINUTES, PaperKind.RESOLUTION):
                number_paper(kind=kind, meeting=meeting, on=meeting.held_on, subject=subject_of(kind, meeting), **facts)
    planned = PlannedMeeting.objects.standing().filter(cell=cells[0], meeting=None, on__gte=today).earliest("on", "pk")
    number_paper(kind=PaperKind.INVITATION, planned=planned, on=today, subject=invitation_subject(planned), **facts)
    last = month_of(today).previous()
    number_paper(kind=PaperKind.SHEET, month=last.since, on=today, subject=sheet_subject(last), **facts)
