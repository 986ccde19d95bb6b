"""Sample papers: those of the last meetings of the first cells are numbered, after papers numbered by hand before."""

from datetime import date

from cells.enums import PaperKind
from cells.services import open_term
from common.periods import month_of
from meetings.enums import MeetingKind
from meetings.models import Meeting, PlannedMeeting
from meetings.services import number_invitation, number_meeting_paper
from reports.services import number_month_sheet

CELLS, MONTHS = 3, 4
BY_HAND = 8  # papers of each kind before
ELECTED = date(2022, 7, 1)  # when the cells elected those who hold their posts


def number_papers(commune, cells, today, by):
    """Minutes and resolutions of the last months, the next invitation, and the Committee's sheet of last month."""
    elected = ELECTED.year
    for cell in cells[:CELLS]:
        open_term(commune=commune, cell=cell, name=f"{elected}–{elected + 5}", since=ELECTED, by=by)
    since = today.replace(year=today.year - 1, month=1, day=15)
    open_term(commune=commune, cell=None, name=f"{since.year}–{since.year + 5}", since=since, by=by)
    facts = {"today": today, "first": BY_HAND + 1, "by": by}
    for cell in cells[:CELLS]:
        meetings = Meeting.objects.signed().filter(cell=cell, kind=MeetingKind.REGULAR)
        for meeting in reversed(meetings.select_related("cell").order_by("-held_on")[:MONTHS]):
            for kind in (PaperKind.MINUTES, PaperKind.RESOLUTION):
                number_meeting_paper(kind=kind, meeting=meeting, on=meeting.held_on, **facts)
    planned = PlannedMeeting.objects.kept().filter(cell=cells[0], meeting=None, on__gte=today).earliest("on", "pk")
    number_invitation(planned=planned, on=today, **facts)
    number_month_sheet(commune=commune, month=month_of(today).previous(), on=today, **facts)
