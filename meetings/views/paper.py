from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Commune
from cells.outgoing import send_paper
from common.errors import REFUSALS, show_refusal
from common.forms import PaperNumberForm, form_page
from common.pages import page_of
from meetings import services
from meetings.enums import OF_MEETINGS, PaperKind
from meetings.forms import OpenTermForm, RegisterFilter, StrikeForm
from meetings.models import Meeting, PaperNumber, PlannedMeeting
from meetings.papers.meeting import paper_of, subject_of


def paper(request, pk, kind):
    """The Word file of a paper of a meeting. A POST gives it a number first."""
    meetings = Meeting.objects.select_related("cell__commune", "edition", "chair", "clerk")
    meeting = get_for(request.user, Do.SEE_MEETINGS, meetings, pk=pk)
    if kind not in OF_MEETINGS:
        raise Http404
    kind = PaperKind(kind)
    if request.method == "POST":
        get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, pk=pk)
        if not meeting.signed and kind != PaperKind.RESOLUTION:
            messages.error(request, _("Sign the minutes before their papers are numbered."))
            return redirect(meeting)
        then = reverse("meetings:paper", args=[pk, kind]) if meeting.signed else meeting.get_absolute_url()
        return give_number(request, meeting, kind, subject_of(kind, meeting), then)
    if not meeting.signed and kind != PaperKind.MINUTES:
        messages.error(request, _("Of a draft there are minutes alone: sign them first."))
        return redirect(meeting)
    number = meeting.paper_numbers.standing().filter(kind=kind).select_related("term").first()
    document = paper_of(kind, meeting, number)
    title = file_title(document, number, meeting, meeting.held_on)
    return send_paper(request, document, title=title, meeting=pk, paper=kind.value)


def file_title(document, number, about, day):
    """The name of the Word file of `about`, a meeting held or planned on `day`."""
    return f"{document.title} {document.number if number else ''} {about.cell} {day:%Y-%m-%d}"


def give_number(request, about, kind, subject, then):
    """Number a paper of `about`, a Meeting or a PlannedMeeting, and lead on to `then`; else say on the form why not."""
    of = "planned" if isinstance(about, PlannedMeeting) else "meeting"
    form = PaperNumberForm(request.POST)
    if form.is_valid():
        try:
            number = services.number_paper(
                commune=about.cell.commune,
                kind=kind,
                subject=subject,
                today=timezone.localdate(),
                by=request.user,
                **{of: about},
                **form.cleaned_data,
            )
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Number given: %(number)s.") % {"number": number.text})
            return redirect(then)
    return form_page(request, form, _("Number: %(kind)s") % {"kind": kind.label}, about.cell, about)


def paper_list(request):
    """The register of papers: every number given, also those struck."""
    require(request.user, Do.SEE_MEETINGS)
    numbers = PaperNumber.objects.visible_to(request.user)
    form = RegisterFilter(request.GET, user=request.user)
    if form.is_valid():
        numbers = form.narrow(numbers)
    numbers = numbers.select_related("term__cell", "term__commune", "meeting", "planned")
    page = page_of(request, numbers.order_by("-on", "-number", "-pk"))
    where = scope(request.user, Do.RECORD_MEETINGS)
    context = {
        "form": form,
        "page": page,
        "rows": [
            (row, _where_found(row), not row.struck and where.has(commune=row.term.commune_id, cell=row.term.cell_id))
            for row in page
        ],
        "may_number": bool(where),
    }
    return render(request, "meetings/register.html", context)


def _where_found(number):
    """The address of the Word file of a number that stands; none where it is struck, the minutes were reopened or the
    planned meeting was cancelled."""
    if number.struck:
        return ""
    if number.kind == PaperKind.SHEET:
        return reverse("reports:month-sheet", args=[f"{number.month:%Y-%m}"])
    if number.kind == PaperKind.INVITATION:
        return "" if number.planned.cancelled else reverse("meetings:invitation-word", args=[number.planned_id])
    ready = number.meeting.signed or number.kind == PaperKind.MINUTES
    return reverse("meetings:paper", args=[number.meeting_id, number.kind]) if ready else ""


def paper_strike(request, pk):
    number = get_for(request.user, Do.RECORD_MEETINGS, PaperNumber.objects.select_related("term"), pk=pk)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.strike_paper(paper=number, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The number is struck; it stays in the register."))
            return redirect("meetings:papers")
    return form_page(
        request, form, _("Strike number %(number)s") % {"number": number.text}, "meetings:list", "meetings:papers"
    )


def term_open(request):
    """A new term of office: the numbers of its papers begin again."""
    require(request.user, Do.RECORD_MEETINGS)
    form = OpenTermForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        commune = Commune.objects.get(pk=commune_id(request.user))
        try:
            services.open_term(commune=commune, by=request.user, **form.cleaned_data)
        except REFUSALS as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("The new term of office is entered."))
            return redirect("meetings:papers")
    return form_page(request, form, _("New term of office"), "meetings:list", "meetings:papers")
