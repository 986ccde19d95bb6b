"""The register of papers: terms of office, and the numbers given in them."""

from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Cell, Commune
from common.errors import RuleError
from meetings.enums import PaperKind
from meetings.models import Meeting, PaperNumber, PlannedMeeting, Term


class PaperRuleError(RuleError):
    """A number or a term of office that a rule refuses."""


@service
def number_paper(*, commune, kind, on, subject, today, by, meeting=None, planned=None, month=None, first=None):
    """The PaperNumber of a paper of `meeting`, of the invitation to a `planned` one, or of the Committee's sheet of
    `month` (its first day).

    A paper that has a number keeps it. Otherwise the next of its kind and term is given; where the term has none of
    this kind yet, `first` says where to begin, for papers that were numbered by hand before. The number of a resolution
    is written into a draft that names none; signed minutes never change.
    """
    cell = meeting.cell if meeting else planned.cell if planned else None
    _lock(commune, cell)
    of = {"kind": kind, "meeting": meeting, "planned": planned, "month": month}
    there = PaperNumber.objects.standing().filter(term__commune=commune, **of).select_related("term").first()
    if there:
        return there
    if on > today:
        raise PaperRuleError(_("A paper is numbered when it is issued: this day has not come yet."), "on")
    if planned:
        if on > _still_to_come(planned).on:
            raise PaperRuleError(_("An invitation is dated before the meeting or on its day."), "on")
    elif on < (begun := meeting.held_on if meeting else month):
        raise PaperRuleError(_("The paper cannot be older than %(day)s.") % {"day": f"{begun:%d/%m/%Y}"}, "on")
    term = _term(commune, cell, on)
    last = term.numbers.filter(kind=kind).order_by("-number").first()
    following = last.number + 1 if last else first or 1
    number = PaperNumber(term=term, number=following, on=on, subject=subject, **of).saved()
    if meeting and kind == PaperKind.RESOLUTION:
        _tell_draft(meeting, number)
    return number


@service
def strike_paper(*, paper, reason, by):
    """The paper was not issued: its number stays in the register and is never given again."""
    paper = PaperNumber.objects.select_for_update(of=("self",)).select_related("term").get(pk=paper.pk)
    if paper.struck:
        raise PaperRuleError(_("The number is struck already."))
    paper.struck, paper.reason = True, reason
    return paper.saved()


@service
def open_term(*, commune, cell, name, since, by):
    """A new term of office begins on `since`; the one before ends. `cell` None: that of the Committee."""
    _lock(commune, cell)
    current = Term.objects.of(commune, cell).open().first()
    if current:
        later = current.numbers.filter(on__gte=since).order_by("on", "pk").first()
        if later:
            day = {"number": later.text, "day": f"{later.on:%d/%m/%Y}"}
            raise PaperRuleError(
                _("%(number)s of %(day)s is numbered in the present term; the new one begins later.") % day, "since"
            )
        current.end(since)
    return Term(commune=commune, cell=cell, name=name, since=since).saved()


def _lock(commune, cell):
    """Whoever numbers papers of the same body waits: two at once get different numbers."""
    row = Cell.objects.filter(pk=cell.pk) if cell else Commune.objects.filter(pk=commune.pk)
    row.select_for_update().get()


def _still_to_come(planned):
    """The planned meeting, locked; refused where nobody is invited to it any more."""
    planned = PlannedMeeting.objects.select_for_update().get(pk=planned.pk)
    if planned.cancelled or planned.meeting_id:
        raise PaperRuleError(_("This meeting is cancelled or recorded already: nobody is invited to it any more."))
    return planned


def _term(commune, cell, day):
    """The term that holds on `day`. A body without any gets its first one, from its founding on."""
    terms = Term.objects.of(commune, cell)
    term = terms.on(day).first()
    if term is None and not terms.exists():
        founded = cell.founded_on if cell else commune.cells.aggregate(first=Min("founded_on"))["first"]
        term = Term(commune=commune, cell=cell, since=min(founded or day, day)).saved()
    if term is None:
        raise PaperRuleError(_("No term of office covers %(day)s.") % {"day": f"{day:%d/%m/%Y}"}, "on")
    return term


def _tell_draft(meeting, number):
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not meeting.signed and not meeting.resolution_no:
        meeting.resolution_no = number.text
        meeting.saved()
