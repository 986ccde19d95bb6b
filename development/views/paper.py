"""Papers of a case: those of the cell and of the Committee, forms to fill in, and the dossier to print."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import get_for, scope
from cells.outgoing import send_paper
from cells.queries import as_issued, current_number
from common.documents import Letterhead, day_in_words
from common.forms import form_page, give_number, taken
from development import services
from development.enums import ItemState
from development.forms.candidate import TypedNumberForm
from development.models import Candidate, Step
from development.papers.case import issued_items, paper_of_step, recognition_paper
from development.papers.facts import CaseFacts, recognition_vote
from development.papers.forms import form_paper, offers
from development.papers.issues import RECOGNITION, issue_of
from development.queries.cases import case_file
from development.queries.dossier import dossier

RELATED = ("cell", "commune", "member__hamlet")


def step_paper(request, pk):
    """The Word file of a step's paper, as issued where it is numbered. A POST gives it a number first."""
    row, issue = _row(request, Do.SEE_CANDIDATES, pk)
    facts, number = _facts(request, row.candidate_id), current_number(row.paper_id)
    label = facts.label(issue, row.on)
    if request.method == "POST":
        _row(request, issue.do, pk)
        _refuse_elsewhere(request, issue, row)
        give = partial(services.number_step, step=row)
        then = reverse("development:step-paper", args=[pk])
        return give_number(request, give, number, label, then, way=("development:candidates", facts.candidate))
    document = as_issued(number) or paper_of_step(facts, row, number)
    return _sent(request, document, facts.candidate, step=pk)


def _row(request, do, pk):
    """(Step, its Issue) of a paper that is drawn here; 404 where others issue it."""
    rows = Step.objects.kept().select_related("candidate", "cell", "helper")
    row = get_for(request.user, do, rows, pk=pk)
    issue = issue_of(row)
    if issue is None:
        raise Http404
    return row, issue


def _refuse_elsewhere(request, issue, row):
    """A cell's paper bears a number of the cell that took the step, also when another one has the case by now."""
    if not issue.may_number(scope(request.user, issue.do), row.candidate.commune_id, row.cell_id):
        raise PermissionDenied


def _facts(request, pk):
    found = get_for(request.user, Do.SEE_CANDIDATES, Candidate.objects, related=RELATED, pk=pk)
    return CaseFacts(case_file(found))


def _sent(request, document, candidate, **what):
    title = f"{document.title} {document.number.replace('......-', '')} {candidate} {document.on:%Y-%m-%d}"
    return send_paper(request, document, title=title, known_as=document.title, candidate=candidate.pk, **what)


def paper_no(request, pk):
    """The number of a paper that was issued elsewhere."""
    row, issue = _row(request, Do.SEE_CANDIDATES, pk)
    get_for(request.user, issue.do, Step.objects, pk=pk)
    _refuse_elsewhere(request, issue, row)
    form = TypedNumberForm(request.POST or None, instance=row)
    if taken(request, form, services.type_number, step=row):
        messages.success(request, _("Saved."))
        return redirect(row)
    heading = _("Number of a paper issued elsewhere: %(step)s") % {"step": row}
    return form_page(request, form, heading, "development:candidates", row.candidate)


def recognition(request, pk):
    """The Word file of the recognition decision, once the Committee has passed it. A POST gives it a number first."""
    facts = _facts(request, pk)
    if recognition_vote(facts) is None:
        raise Http404
    number = current_number(facts.candidate.recognition_paper_id)
    if request.method == "POST":
        get_for(request.user, RECOGNITION.do, Candidate.objects, pk=pk)
        give = partial(services.number_recognition, candidate=facts.candidate)
        label = facts.label(RECOGNITION, recognition_vote(facts).on)
        then = reverse("development:recognition-paper", args=[pk])
        return give_number(request, give, number, label, then, way=("development:candidates", facts.candidate))
    document = as_issued(number) or recognition_paper(facts, number)
    return _sent(request, document, facts.candidate)


@require_safe
def dossier_sheet(request, pk):
    """The checklist of the dossier, to be printed; always in Vietnamese."""
    facts, today = _facts(request, pk), timezone.localdate()
    audit.seen(facts.candidate, kind="exported")
    with override("vi"):
        lines = dossier(facts.file, facts.course, issued_items(facts), today)
        heads = facts.heads_on(today)
        sheet = {
            "letterhead": Letterhead(heads.organisation, facts.candidate.cell.name_on(today), heads.place),
            "day": day_in_words(today),
            "state": facts.course.told,
            "rules": facts.file.known.clocks.rules_on(today),
            "person": facts.person(today),
            "lines": lines,
            "missing": sum(line.item.state == ItemState.MISSING for line in lines),
        }
        return render(request, "development/dossier.html", {"candidate": facts.candidate, "sheet": sheet})


@require_safe
def candidate_form(request, pk, kind):
    """The Word file of a form of admission, filled in with what is known; `of` names who introduces, by number."""
    facts, today = _facts(request, pk), timezone.localdate()
    whom = request.GET.get("of", "")
    chosen = [
        offer
        for offer in offers(facts, today)
        if offer.kind == kind and whom in ("", str(offer.whom and offer.whom.pk))
    ]
    if not chosen:
        raise Http404
    return _sent(request, form_paper(facts, chosen[0], today), facts.candidate, form=kind)
