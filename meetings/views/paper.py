from functools import partial

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.enums import PaperKind
from cells.models import Commune, PaperNumber
from cells.outgoing import send_paper
from cells.queries import as_issued, current_number, owners
from cells.services import open_term, strike_paper
from common.forms import form_page, give_number, taken
from common.pages import order_of, page_of
from meetings import services
from meetings.forms import OpenTermForm, RegisterFilter, StrikeForm
from meetings.models import Meeting
from meetings.models.meeting import OF_MEETINGS
from meetings.papers.meeting import LABELS, paper_of

PER_PAGE = 30
ORDERS = {"number": "number", "on": "on", "cell": "term__cell__search_key", "subject": "subject"}


def paper(request, pk, kind):
    """The Word file of a paper of a meeting, as issued where it is numbered. A POST gives it a number first."""
    related = ("cell__commune", "edition", "score", "chair", "clerk")
    meeting = get_for(request.user, Do.SEE_MEETINGS, Meeting.objects, related=related, pk=pk)
    if kind not in OF_MEETINGS:
        raise Http404
    kind = PaperKind(kind)
    number = current_number(getattr(meeting, f"{OF_MEETINGS[kind]}_id"))
    if request.method == "POST":
        get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, pk=pk)
        if not meeting.signed and kind != PaperKind.RESOLUTION:
            messages.error(request, _("Sign the minutes before their papers are numbered."))
            return redirect(meeting)
        then = reverse("meetings:paper", args=[pk, kind]) if meeting.signed else meeting.get_absolute_url()
        give = partial(services.number_meeting_paper, meeting=meeting, kind=kind)
        return give_number(request, give, number, LABELS[kind], then, way=(meeting.cell, meeting))
    if not (meeting.signed or kind == PaperKind.MINUTES or (number and number.issued)):
        messages.error(request, _("A meeting that is not signed has only draft minutes: sign them first."))
        return redirect(meeting)
    document = as_issued(number) or paper_of(kind, meeting, number)
    title = file_title(document, number, meeting, meeting.held_on)
    return send_paper(request, document, title=title, meeting=pk, paper=kind.value)


def file_title(document, number, about, day):
    """The name of the Word file of `about`, a meeting held or planned on `day`."""
    return f"{document.title} {document.number if number else ''} {about.cell} {day:%Y-%m-%d}"


@require_safe
def paper_list(request):
    """The register of papers: every number given, also those struck."""
    require(request.user, Do.SEE_MEETINGS)
    numbers = PaperNumber.objects.read_by(request.user)
    form = RegisterFilter(request.GET, user=request.user)
    form.is_valid()
    numbers = form.narrow(numbers)
    kept = PaperNumber.objects.kept().select_related("term").defer("content")
    numbers = owners(numbers).select_related("term__cell", "term__commune", "corrects__term")
    numbers = numbers.prefetch_related(Prefetch("corrections", kept)).defer("content", "corrects__content")
    numbers = numbers.annotate(went_out=Q(content__isnull=False, struck=False))
    sort, order = order_of(request, ORDERS, "-on")
    page = page_of(request, numbers.order_by(*order, "-number", "-pk"), PER_PAGE)
    where = scope(request.user, Do.RECORD_MEETINGS)
    context = {
        "form": form,
        "page": page,
        "sort": sort,
        "rows": [(row, _may_strike(row, where)) for row in page],
        "may_number": bool(where),
    }
    return render(request, "meetings/register.html", context)


def _may_strike(number, where):
    """Whether a line of the register is offered for striking in the Scope `where`: none of a sensitive case, which goes
    with its step."""
    out_of_date = number.struck or number.corrections.all()
    return not out_of_date and not number.apart and where.has(commune=number.term.commune_id, cell=number.term.cell_id)


@require_safe
def issued_paper(request, pk):
    """The Word file of a paper as it was issued, also after a corrected one followed."""
    numbers = PaperNumber.objects.kept().filter(content__isnull=False)
    numbers = numbers.select_related("paper", "term__cell", "corrects__term")
    number = get_for(request.user, Do.SEE_MEETINGS, numbers, pk=pk)
    document = as_issued(number)
    title = f"{document.title} {number.text} {number.term.cell or ''} {number.on:%Y-%m-%d}"
    return send_paper(request, document, title=title, only_for=number.trail_only_for, number=pk)


def paper_strike(request, pk):
    numbers = PaperNumber.objects.told().select_related("term")
    number = get_for(request.user, Do.RECORD_MEETINGS, numbers, pk=pk)
    form = StrikeForm(request.POST or None)
    if taken(request, form, strike_paper, paper=number):
        messages.success(request, _("The number is struck; it stays in the register."))
        return redirect("meetings:papers")
    return form_page(
        request, form, _("Strike number %(number)s") % {"number": number.text}, "meetings:list", "meetings:papers"
    )


def term_open(request):
    """A new term of office: the numbers of its papers begin again."""
    require(request.user, Do.RECORD_MEETINGS)
    form = OpenTermForm(request.POST or None, user=request.user)
    commune = Commune.objects.get(pk=commune_id(request.user))
    if taken(request, form, open_term, commune=commune):
        messages.success(request, _("The new term of office is entered."))
        return redirect("meetings:papers")
    return form_page(request, form, _("New term of office"), "meetings:list", "meetings:papers")
