"""Procedures of discipline, for those who may know of sensitive cases: the list by code, one with what is missing."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Commune
from cells.outgoing import send_paper
from cells.queries import as_issued, current_number
from common.crumbs import Crumb
from common.forms import form_page, taken
from common.tables import Column, Figure, Table, as_text
from members.queries.namesakes import apart
from oversight import services
from oversight.enums import BallotKind, DecidingBody, DisciplineStage, Penalty
from oversight.forms.discipline import (
    BallotForm,
    BeginDisciplineForm,
    CloseDisciplineForm,
    DecideDisciplineForm,
    OnTheDayForm,
    SettleForm,
    StrikeCaseForm,
    TellDisciplineForm,
)
from oversight.forms.focus import StrikeTaskForm
from oversight.models import Ballot, DisciplineCase
from oversight.papers.discipline import proposal_of
from oversight.queries.discipline import (
    RELATED,
    base_of_cell,
    case_file,
    case_files,
    mark_of_case,
    measured_again,
    place_of,
)

# Each step: its form, its service, what its page and its button are called.
STEPS = {
    "ballot": (BallotForm, services.record_ballot, gettext_lazy("Record a ballot")),
    "decide": (DecideDisciplineForm, services.decide_discipline, gettext_lazy("Record the decision")),
    "tell": (TellDisciplineForm, services.tell_discipline, gettext_lazy("Record announcement and receipt")),
    "complain": (OnTheDayForm, services.complain, gettext_lazy("Record a complaint")),
    "settle": (SettleForm, services.settle_complaint, gettext_lazy("Record how the complaint was settled")),
    "close": (CloseDisciplineForm, services.close_discipline, gettext_lazy("Close without a measure")),
    "strike": (StrikeCaseForm, services.strike_discipline, gettext_lazy("Strike the procedure out")),
}
ISSUING = ("decide", "settle", "close")  # steps that go by all that the page shows
NEXT = {  # of each stage what is done next, then what else may be done
    DisciplineStage.BALLOT: ("ballot", "close"),
    DisciplineStage.DECISION: ("decide", "ballot", "close"),
    DisciplineStage.ANNOUNCEMENT: ("tell",),
    DisciplineStage.RECEIPT: ("tell",),
    DisciplineStage.COMPLAINT: ("settle", "tell"),
    DisciplineStage.EFFECT: ("complain", "tell"),
}


PAPERS = {
    "decision": gettext_lazy("Decision as Word file"),
    "complaint": gettext_lazy("Decision on the complaint as Word file"),
}


@require_safe
def cases(request):
    """Procedures of discipline by their codes, those under way first."""
    require(request.user, Do.SEE_SENSITIVE)
    today = timezone.localdate()
    files = case_files(DisciplineCase.objects.visible_to(request.user).kept().select_related(*RELATED), today)
    files.sort(key=lambda file: file.course.stage.over)
    context = {
        "table": _table_of(files),
        "open": sum(not file.course.stage.over for file in files),
        "may_keep": may(request.user, Do.KEEP_SENSITIVE),
    }
    return render(request, "oversight/discipline.html", context)


def _table_of(files):
    def row(file):
        case, course = file.case, file.course
        return (
            Figure(case.code, case.get_absolute_url()),
            Figure(case.over.label),
            Figure(case.get_field_display()),
            Figure(case.opened_on),
            Figure(course.stage.label, tone=course.stage.tone),
            Figure(course.due_on, tone="bad" if course.late else ""),
        )

    return Table(
        title=_("procedures of discipline"),
        columns=(
            Column(_("code")),
            Column(_("whom it is about")),
            Column(_("field of the breach")),
            Column(_("procedure begun on"), "date"),
            Column(_("state"), by_name=True),
            Column(_("due"), "date"),
        ),
        rows=tuple(map(row, files)),
    )


@require_safe
def case(request, pk):
    """One procedure: whom it is about, its ballots with what each gave, its six days, and what is to be done next."""
    found = get_for(request.user, Do.SEE_SENSITIVE, DisciplineCase.objects, pk=pk)
    today = timezone.localdate()
    file = case_file(found, today)
    keeps = scope(request.user, Do.KEEP_SENSITIVE).has(commune=found.commune_id, cell=None) and not found.struck
    steps = list(NEXT.get(file.course.stage, ())) if keeps and not found.settled_on else []
    if "decide" in steps and file.expired:
        steps.remove("close")
        steps.insert(1, "close")
    ways = [Crumb(str(STEPS[one][2]), reverse("oversight:discipline-step", args=[pk, one])) for one in steps]
    measure = file.case.discipline or file.case.cell_discipline
    context = {
        "case": file.case,
        "file": file,
        "today": today,
        "act": ways[0] if ways else None,
        "ways": ways[1:],
        "facts": _facts(file),
        "ballots": [(one, keeps and not file.case.penalty and not file.case.closed) for one in file.ballots],
        "keeps": keeps,
        "again": measured_again(file.case),
        "undone": bool(measure) and not found.struck and _undone(measure, file.case),
        "papers": [(kind, label) for kind, label in PAPERS.items() if current_number(_paper_id(file.case, kind))],
    }
    return render(request, "oversight/discipline_case.html", context)


def _undone(measure, case):
    """Whether the record of the member, or the cell, holds another form than the procedure tells."""
    return measure.struck or getattr(measure, "replaced_by", measure).form != case.stands


def _facts(file):
    """[(label, value)] of what is known of a procedure; empty ones are left out."""
    case = file.case
    days = [case.breach_from] if case.breach_from == case.breach_until else [case.breach_from, case.breach_until]
    rows = [
        (case.over.label, apart([case.member])[case.member_id] if case.member_id else case.cell),
        (_("field of the breach"), case.get_field_display()),
        (_("breach, in short"), case.breach),
        (_("breach"), "–".join(f"{day:%d/%m/%Y}" for day in days)),
        (_("day of a new breach"), case.again_on),
        (_("about a task that a higher level gave"), _("yes") if case.higher_task else ""),
        (_("procedure begun on"), case.opened_on),
        (_("limitation up to"), file.limit),
        (_("form of discipline"), case.get_penalty_display()),
        (_("decided by"), case.get_body_display()),
        (_("decision no."), case.decision_no),
        (_("why after the limitation"), case.despite_limit),
        (_("day of the vote"), case.voted_on),
        (_("signed on"), case.signed_on),
        (_("in effect from"), case.in_force_on),
        (_("announced on"), case.announced_on),
        (_("received on"), case.received_on),
        (_("complained on"), case.complained_on),
        (_("settled on"), case.settled_on),
        (_("settled by"), case.get_settled_by_display()),
        (_("how it was settled"), case.get_settlement_display()),
        (_("form after the complaint"), case.get_settled_penalty_display()),
        (_("decision on the complaint"), case.settled_no),
        (_("effect ends on"), case.ends_on),
        (_("why there is no measure"), case.get_closed_because_display()),
        (_("day of closing"), case.closed_on),
    ]
    return [(capfirst(str(label)), as_text(value, "text")) for label, value in rows if value]


def case_add(request):
    """A breach is taken up; `member` or `cell` of the address is the one that it is about."""
    require(request.user, Do.KEEP_SENSITIVE)
    commune, today = Commune.objects.get(pk=commune_id(request.user)), timezone.localdate()
    initial = {name: request.GET.get(name) for name in ("member", "cell")}
    form = BeginDisciplineForm(request.POST or None, commune=commune, today=today, initial=initial)
    if made := taken(request, form, services.begin_discipline, commune=commune):
        messages.success(request, _("Saved."))
        return redirect(made)
    return form_page(request, form, _("Take up a breach"), "oversight:discipline")


def case_step(request, pk, step):
    if step not in STEPS:
        raise Http404
    found = get_for(request.user, Do.KEEP_SENSITIVE, DisciplineCase.objects, pk=pk)
    today = timezone.localdate()
    file, (form_class, service, heading) = case_file(found, today), STEPS[step]
    about, extra = {"case": file.case}, {}
    if step == "decide":
        body = file.decided.ballot.body if file.decided else DecidingBody.UPPER
        about |= {"body": body, "today": today}
    if step == "settle":
        about["today"] = today
    if step == "ballot":
        extra = {"initial": _usual_ballot(file, today)}
    form = form_class(request.POST or None, file=file, **extra)
    if step in ISSUING:
        about["shown"] = request.POST.get("shown", "")
    if taken(request, form, service, **about):
        messages.success(request, _("Saved."))
        return redirect(found)
    told = {"facts": _in_short(file), "shown": mark_of_case(file.case) if step in ISSUING else ""}
    return form_page(request, form, f"{capfirst(heading)}: {found.code}", "oversight:discipline", found, **told)


def _in_short(file):
    """[(label, value)] of whom a procedure is about, and what its ballots gave."""

    def voted(ballot):
        body = ballot.voters or ballot.get_body_display()
        return capfirst(f"{ballot.get_kind_display()}, {body}, {ballot.on:%d/%m/%Y}")

    return _facts(file)[:3] + [(voted(one.ballot), one.gave.label) for one in file.ballots]


def _usual_ballot(file, today):
    """What a first ballot usually is: the cell of the member proposes, or decides."""
    if file.ballots or file.case.cell_id:
        return {"kind": BallotKind.DECIDE, "body": DecidingBody.COMMITTEE}
    place = place_of(file.case, today)
    kind = BallotKind.PROPOSE if file.case.higher_task else BallotKind.DECIDE
    base = base_of_cell(place.cell, today)[0] if place else None
    return {"kind": kind, "body": DecidingBody.CELL, "base": base}


def ballot_strike(request, pk):
    row = get_for(request.user, Do.KEEP_SENSITIVE, Ballot.objects, related=("case",), pk=pk)
    form = StrikeTaskForm(request.POST or None)
    if taken(request, form, services.strike_ballot, ballot=row):
        messages.success(request, _("Struck out."))
        return redirect(row.case)
    return form_page(request, form, _("Strike out: %(what)s") % {"what": row}, "oversight:discipline", row.case)


@require_safe
def ballot_proposal(request, pk):
    """The Word file by which the body of a ballot proposes the measure to the one that may decide it."""
    row = get_for(request.user, Do.SEE_SENSITIVE, Ballot.objects, related=("case__commune",), pk=pk)
    file = case_file(row.case, timezone.localdate())
    counted = next((one for one in file.ballots if one.ballot.pk == row.pk), None)
    if counted is None or row.kind != BallotKind.PROPOSE or counted.gave == Penalty.NONE:
        raise Http404
    document = proposal_of(file, counted, row.case.commune)
    return send_paper(request, document, title=f"Tờ trình {row.case.code}", only_for=Do.SEE_SENSITIVE)


@require_safe
def case_paper(request, pk, kind):
    """The Word file of the decision, or of that on a complaint, as it was issued under its number."""
    found = get_for(request.user, Do.SEE_SENSITIVE, DisciplineCase.objects, pk=pk)
    document = as_issued(current_number(_paper_id(found, kind))) if kind in PAPERS else None
    if document is None:
        raise Http404
    title = "Giải quyết khiếu nại" if kind == "complaint" else "Quyết định"
    return send_paper(request, document, title=f"{title} {found.code}", only_for=Do.SEE_SENSITIVE)


def _paper_id(case, kind):
    return case.settled_paper_id if kind == "complaint" else case.paper_id
