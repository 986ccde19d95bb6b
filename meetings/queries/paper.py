"""Which papers a meeting has, and under which numbers."""

from dataclasses import dataclass
from datetime import date

from meetings.enums import OF_MEETINGS, PaperKind
from meetings.models import PaperNumber, Term


@dataclass(frozen=True)
class MeetingPaper:
    """A paper of a meeting: its PaperNumber or None, whether the Word file may be had, whether it may be numbered, the
    day that its form proposes, and whether its number would be the first of its kind in the term of that day."""

    kind: PaperKind
    number: PaperNumber | None
    ready: bool
    may_number: bool
    on: date
    begins: bool


def papers_of(meeting):
    """[MeetingPaper] of each kind; of a draft there are minutes alone, and its resolution may be numbered ahead."""
    numbers = meeting.paper_numbers.standing().select_related("term")
    numbers = {number.kind: number for number in numbers}
    begun = kinds_begun(cell=meeting.cell, commune=meeting.cell.commune_id, day=meeting.held_on)
    return [
        MeetingPaper(
            kind=kind,
            number=numbers.get(kind),
            ready=meeting.signed or kind == PaperKind.MINUTES,
            may_number=kind not in numbers and (meeting.signed or kind == PaperKind.RESOLUTION),
            on=meeting.held_on,
            begins=kind not in begun,
        )
        for kind in OF_MEETINGS
    ]


def invitation_of(planned, today):
    """The MeetingPaper that invites to a planned meeting; once that is cancelled or recorded it gets no number."""
    number, on = invitation_number(planned), min(planned.on, today)
    begun = kinds_begun(cell=planned.cell, commune=planned.cell.commune_id, day=on)
    return MeetingPaper(
        kind=PaperKind.INVITATION,
        number=number,
        ready=not planned.cancelled,
        may_number=not (number or planned.cancelled or planned.meeting_id),
        on=on,
        begins=PaperKind.INVITATION not in begun,
    )


def invitation_number(planned):
    """The PaperNumber of the invitation to a planned meeting, or None."""
    return planned.paper_numbers.standing().select_related("term").first()


def kinds_begun(*, cell, commune, day):
    """The kinds that have numbers in the term which `cell`, or the Committee when it is None, has on `day`."""
    terms = Term.objects.of(commune, cell).on(day)
    return set(PaperNumber.objects.filter(term__in=terms).order_by().values_list("kind", flat=True).distinct())


def sheet_number(*, commune, month):
    """The PaperNumber of the Committee's quality sheet of a month (Period), or None."""
    numbers = PaperNumber.objects.standing().filter(term__commune=commune, month=month.since)
    return numbers.select_related("term").first()
