"""Inspection and supervision: the cases of a year, one with its steps, its papers, its dossier, what is to be mended.

A sensitive case opens only for who has a right to it; here nothing asks for more than `get_for` and `visible_to`.
"""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope, whose
from cells.models import Commune
from cells.outgoing import send_paper, send_tables, wants_excel
from cells.queries import as_issued, changed_since, current_number, kinds_begun, mark_of
from common.forms import form_page, give_number, pressed, taken
from common.rows import Row, locked, rows_page, saved
from common.tables import Column, Figure, Table
from development.enums import ItemState
from members.queries.namesakes import called
from oversight import services
from oversight.enums import NUMBERED, STEPS, Body, CaseKind, CaseState, CaseStepKind
from oversight.forms import (
    CaseForm,
    CaseStepForm,
    ChecklistForm,
    CloseRemedyForm,
    FindingsForm,
    InspectionFilter,
    ItemForm,
    ProgrammeDocumentForm,
    ProgrammeForm,
    RemedyForm,
    StrikeTaskForm,
    SubjectForm,
    TeamForm,
    TurnForm,
)
from oversight.models import (
    InspectionCase,
    InspectionChecklist,
    InspectionProgramme,
    InspectionRemedy,
    InspectionRules,
    InspectionStep,
    InspectionSubject,
    InspectionTeamMember,
)
from oversight.papers.inspection import decision_kind, index_of_dossier, paper_of_case
from oversight.queries.inspection import (
    cases_told,
    cells_not_touched,
    figures_of,
    has_committee,
    may_know,
    members_of,
    result_for,
    since_when_touched,
)
from oversight.rules.inspection import fits_a_cell, may_follow, notice_ahead, remedy_state, too_far_back

LIST = "oversight:inspections"


def _commune(request):
    return Commune.objects.get(pk=commune_id(request.user))


@require_safe
def inspections(request):
    """The cases of a year by the document that they stand in, those that are late first, and the cells not reached.
    Who is entrusted with sensitive cases and reads no others finds those."""
    user, today = request.user, timezone.localdate()
    if not (may(user, Do.SEE_INSPECTIONS) or may_know(user)):
        raise PermissionDenied
    commune, cases = _commune(request), InspectionCase.objects.visible_to(user).kept()
    programmes = InspectionProgramme.objects.read_by(user).select_related("cell", "commune")
    others = _other_years(programmes, cases, today.year)
    form = InspectionFilter(request.GET, this_year=today.year, others=others)
    form.is_valid()
    year = form.cleaned_data.get("year") or today.year
    cases = cases.filter(programme__year=year).select_related("programme__cell", "programme__commune")
    told = sorted(cases_told(cases, commune.pk, today), key=_urgency)
    chosen = [one for one in told if _fits(form, one)]
    if wants_excel(request):
        apart = Do.SEE_SENSITIVE if any(one.case.sensitive for one in chosen) else ""
        return send_tables(request, _table(user, chosen, year), only_for=apart)
    keeps = scope(user, Do.KEEP_INSPECTIONS)
    context = {
        "form": form,
        "year": year,
        "rows": chosen,
        "programmes": [
            (one, whose(one, user), _progress(one, told), keeps.has(commune=one.commune_id, cell=one.cell_id))
            for one in programmes.filter(year=year)
        ],
        "figures": figures_of(told),
        "may_keep": bool(keeps),
        "may_list": bool(keeps.communes),
        "may_know": may_know(user),
        "today": today,
    }
    return render(request, "oversight/inspections.html", context | _cells_missed(user, commune, today))


def _other_years(programmes, cases, this_year):
    """The years that have a document or a case that may be read, without the present one, the latest first."""
    found = {*programmes.values_list("year", flat=True), *cases.values_list("programme__year", flat=True)}
    known = [year for year in found if year]
    years = range(max(known, default=this_year), min(known, default=this_year) - 1, -1)
    return [year for year in years if year != this_year]


def _cells_missed(user, commune, today):
    """What the page says of cells not reached, to who reads the cases of all."""
    since = since_when_touched(commune, InspectionRules.objects.in_force(commune, today), today)
    whole = scope(user, Do.SEE_INSPECTIONS).communes
    cells, missed = cells_not_touched(commune, since, today) if whole else ([], [])
    return {"cells": cells, "missed": missed, "since": since}


def _urgency(told):
    state = told.stand.state
    return state != CaseState.LATE, state.concluded, told.stand.next_by or told.case.due_on, told.case.pk


def _fits(form, told):
    chosen = form.cleaned_data
    return chosen.get("body", "") in ("", told.case.body) and chosen.get("state", "") in ("", told.stand.state)


def _progress(programme, told):
    """{planned, added, concluded} of the cases of a programme that may be known."""
    mine = [one for one in told if one.case.programme_id == programme.pk]
    added = sum(one.case.added for one in mine)
    concluded = sum(one.stand.state.concluded for one in mine)
    return {"planned": len(mine) - added, "added": added, "concluded": concluded, "all": len(mine)}


def _table(user, told, year):
    rows = [
        (
            Figure(one.case.code, note=whose(one.case.programme, user)),
            Figure(one.case.get_kind_display()),
            Figure(one.case.title),
            Figure(sum(row.cell_id is not None for row in one.subjects)),
            Figure(sum(row.member_id is not None for row in one.subjects)),
            Figure(one.stand.due_on or one.case.due_on),
            Figure(one.stand.state.label),
        )
        for one in told
    ]
    return Table(
        title=_("Inspections and supervisions of %(year)s") % {"year": year},
        columns=(
            Column(_("code"), width=22),
            Column(_("kind"), width=30),
            Column(pgettext("of an inspection", "what it is about"), width=40),
            Column(_("organisations"), "number"),
            Column(_("members"), "number"),
            Column(_("to be concluded by"), "date"),
            Column(_("state"), width=20, by_name=True),
        ),
        rows=tuple(rows),
        notes=(_("Late: a needed step was due before today. Cases, organisations and members are counted apart."),),
    )


def programme_add(request):
    require(request.user, Do.KEEP_INSPECTIONS)
    initial = {"year": timezone.localdate().year}
    form = ProgrammeForm(request.POST or None, user=request.user, initial=initial)
    if taken(request, form, services.start_programme, commune=_commune(request)):
        messages.success(request, _("Saved."))
        return redirect(LIST)
    return form_page(request, form, _("New programme or plan of a year"), LIST)


def programme_edit(request, pk):
    programme = _own_programme(request, pk)
    form = ProgrammeDocumentForm(request.POST or None, instance=programme)
    if taken(request, form, services.change_programme, programme=programme):
        messages.success(request, _("Saved."))
        return redirect(LIST)
    return form_page(request, form, _("Change %(name)s") % {"name": programme}, LIST)


def _own_programme(request, pk):
    programmes = InspectionProgramme.objects.select_related("cell", "commune")
    return get_for(request.user, Do.KEEP_INSPECTIONS, programmes, pk=pk)


def case_add(request, pk):
    """A new case under the programme of that number."""
    programme, today = _own_programme(request, pk), timezone.localdate()
    sensitive = may(request.user, Do.KEEP_SENSITIVE)
    form = CaseForm(request.POST or None, programme=programme, sensitive=sensitive)
    if case := taken(request, form, services.plan_case, programme=programme, today=today):
        messages.success(request, _("Saved. Next: whom it is about, and who carries it out."))
        _warn(request, case, today)
        return redirect(case)
    return form_page(request, form, _("New case: %(name)s") % {"name": programme}, LIST)


def _warn(request, case, today):
    rules = InspectionRules.objects.in_force(case.commune_id, today)
    if too_far_back(case.since, case.last_day, rules.period_years):
        words = _("The period examined covers more than %(years)s years.")
        messages.warning(request, words % {"years": rules.period_years})
    cell = case.cell
    if cell and not fits_a_cell(
        kind=case.kind,
        has_committee=has_committee(cell, today),
        members=members_of(cell, today),
        most=rules.supervising_members,
    ):
        words = _("A cell supervises by theme where it has a committee, or more than %(count)s members.")
        messages.warning(request, words % {"count": rules.supervising_members})


@require_safe
def inspection(request, pk):
    """A case: what comes next by when, whom it is about, its steps, papers and dossier, what is to be mended."""
    related = ("programme__cell", "commune", "origin__programme__cell")
    case = get_for(request.user, Do.SEE_INSPECTIONS, InspectionCase.objects, related=related, pk=pk)
    today, user = timezone.localdate(), request.user
    [told] = cases_told([case], case.commune_id, today)
    keeps, items = _keeps(user, case) and not case.struck, list(case.items.all())
    rules, stand = InspectionRules.objects.in_force(case.commune_id, today), told.stand
    following = stand.next if keeps and stand.next in NUMBERED else None
    issued = {kind: current_number(_paper_id(case, kind)) for kind in NUMBERED}
    context = {
        "case": case,
        "stand": stand,
        "steps": [(kind, kind.part, stand.taken.get(kind), kind == stand.next) for kind in STEPS],
        "said": told.steps,
        "subjects": [(row, result_for(user, case, row, keeps=keeps)) for row in called(told.subjects)],
        "team": called(case.team.kept().select_related("member")),
        "papers": [(kind, issued[kind], *_since(case, kind, issued[kind])) for kind in NUMBERED if issued[kind]],
        "number_next": following,
        "next_shown": mark_of(paper_of_case(case, following)) if following else "",
        "begins": stand.next in NUMBERED and _begins(case, stand.next, today),
        "ways": [kind for kind in CaseStepKind if kind not in NUMBERED and may_follow(kind, stand.taken)],
        "items": [(item, ItemState(item.state)) for item in items],
        "have": sum(item.state != ItemState.MISSING for item in items),
        "remedies": [(row, remedy_state(row, today)) for row in case.remedies.kept()],
        "notice_days": notice_ahead(case.kind, rules),
        "turned": _turned(user, case),
        "information": case.information.kept() if may_know(user) else (),
        "may_turn": keeps
        and CaseKind(case.kind).supervises
        and may(user, Do.KEEP_SENSITIVE)
        and not stand.state.concluded,
        "keeps": keeps,
        "may_add": keeps and not issued[CaseStepKind.CONCLUDE],
        "today": today,
    }
    return render(request, "oversight/inspection.html", context)


def _turned(user, case):
    """(the supervision that a case came from, the inspection that it became), each or None, as `user` may know it."""
    if not may_know(user):
        return None, None
    return case.origin, InspectionCase.objects.kept().filter(origin=case).select_related("programme__cell").first()


def _since(case, kind, number):
    """(in what the records say something else than the paper as issued, the mark of what they say)."""
    now = paper_of_case(case, kind, number)
    return changed_since(number, now) if number.issued else [], mark_of(now)


def _begins(case, kind, today):
    """Whether the kind of paper has no number yet in the term of its body."""
    named = decision_kind(case.body) if kind == CaseStepKind.DECIDE else "notice"
    series = {"board": case.body == Body.BOARD, "apart": case.sensitive}
    return named not in kinds_begun(cell=case.cell, commune=case.commune_id, day=today, **series)


def _keeps(user, case):
    """Whether `user` records what happens in a case: of a cell its secretary, of everybody the inspection board."""
    if case.sensitive and not scope(user, Do.KEEP_SENSITIVE):
        return False
    return scope(user, Do.KEEP_INSPECTIONS).has(commune=case.commune_id, cell=case.programme.cell_id)


def _to_change(request, pk):
    """The case of that number: 404 where it is not to be known, 403 where it is only read."""
    case = _to_read(request, pk)
    if not _keeps(request.user, case):
        raise PermissionDenied
    return case


def _row_to_change(request, model, pk):
    related = ("case__programme__cell", "case__commune")
    row = get_for(request.user, Do.SEE_INSPECTIONS, model.objects, related=related, pk=pk)
    if not _keeps(request.user, row.case):
        raise PermissionDenied
    return row


def _form(request, case, form, service, heading, /, **about):
    """The page of one form about a case."""
    typed = getattr(form, "typed", None)
    if taken(request, form, service, typed=typed, **about):
        messages.success(request, _("Saved."))
        return redirect(case)
    return form_page(request, form, f"{heading}: {case.code}", LIST, case)


def case_edit(request, pk):
    case = _to_change(request, pk)
    form = CaseForm(request.POST or None, instance=case, programme=case.programme, sensitive=case.sensitive)
    return _form(request, case, form, services.change_case, _("Change"), case=case)


def case_strike(request, pk):
    case = _to_change(request, pk)
    form = StrikeTaskForm(request.POST or None)
    return _form(request, case, form, services.strike_case, _("Recorded by mistake"), case=case)


def subject_add(request, pk):
    case = _to_change(request, pk)
    form = SubjectForm(request.POST or None, user=request.user)
    return _form(request, case, form, services.add_subject, _("Subject of the case"), case=case)


@require_POST
def subject_drop(request, pk):
    row = _row_to_change(request, InspectionSubject, pk)
    if pressed(request, services.drop_subject, subject=row):
        messages.success(request, _("Struck out."))
    return redirect(row.case)


def team_add(request, pk):
    case = _to_change(request, pk)
    form = TeamForm(request.POST or None, user=request.user)
    return _form(request, case, form, services.name_team_member, _("Member of the team"), case=case)


@require_POST
def team_drop(request, pk):
    row = _row_to_change(request, InspectionTeamMember, pk)
    if pressed(request, services.drop_team_member, row=row):
        messages.success(request, _("Struck out."))
    return redirect(row.case)


def case_step(request, pk, kind):
    """A page of one step; decision and conclusion are taken by numbering their paper."""
    if kind not in CaseStepKind.values or kind in NUMBERED:
        raise Http404
    case, kind = _to_change(request, pk), CaseStepKind(kind)
    form = CaseStepForm(request.POST or None, kind=kind, initial={"on": f"{timezone.localdate():%d/%m/%Y}"})
    return _form(request, case, form, services.take_case_step, capfirst(kind.label), case=case, kind=kind)


@require_POST
def step_strike(request, pk):
    row = _row_to_change(request, InspectionStep, pk)
    if pressed(request, services.strike_case_step, step=row):
        messages.success(request, _("Struck out."))
    return redirect(row.case)


def case_paper(request, pk, kind):
    """The Word file of the decision or the notice, as issued where it is numbered. A POST gives it a number first."""
    if kind not in NUMBERED:
        raise Http404
    kind = CaseStepKind(kind)
    if request.method == "POST":
        case = _to_change(request, pk)
        give = partial(services.number_case_paper, case=case, kind=kind)
        then = reverse("oversight:inspection-paper", args=[pk, kind.value])
        return give_number(request, give, _number(case, kind), capfirst(kind.label), then, way=(LIST, case))
    case = _to_read(request, pk)
    number = _number(case, kind)
    document = as_issued(number) or paper_of_case(case, kind, number)
    return _send(request, case, document)


def _number(case, kind):
    return current_number(_paper_id(case, kind))


def _paper_id(case, kind):
    return case.decision_id if kind == CaseStepKind.DECIDE else case.notice_id


def _to_read(request, pk):
    related = ("programme__cell", "commune")
    return get_for(request.user, Do.SEE_INSPECTIONS, InspectionCase.objects, related=related, pk=pk)


def _send(request, case, document):
    """The Word file of a paper of a case; its name tells the code and nobody's name."""
    return send_paper(
        request, document, title=f"{document.title} {case.code}", only_for=case.trail_only_for, case=case.pk
    )


@require_safe
def dossier_index(request, pk):
    """The checklist of the dossier, to be printed and laid on top of it."""
    case = _to_read(request, pk)
    return _send(request, case, index_of_dossier(case, case.items.all(), timezone.localdate()))


def findings(request, pk):
    case = _to_change(request, pk)
    subjects = called(case.subjects.kept().select_related("cell", "member"))
    form = FindingsForm(request.POST or None, case=case, subjects=subjects, knows=may_know(request.user))
    return _form(request, case, form, services.write_findings, capfirst(_("found by the team")), case=case)


def items(request, pk):
    case = _to_change(request, pk)
    data = request.POST if request.method == "POST" else None
    with locked(request, case.commune):
        papers = [ItemForm(data, item=item) for item in case.items.all()]
        rows = [Row(f"{form.row.place}. {form.row}", form, folded=("number", "on", "reason")) for form in papers]
        head = forms.Form(data)

        def save():
            changes = {form.row.pk: form.taken() for form in papers if form.changed}
            services.mark_items(case=case, items=changes, by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect(case)
    return rows_page(request, head, rows, _("Papers of the dossier"), case.get_absolute_url(), case.title, (LIST, case))


def remedy_add(request, pk):
    case = _to_change(request, pk)
    form = RemedyForm(request.POST or None)
    return _form(request, case, form, services.add_remedy, capfirst(_("to be mended")), case=case)


def remedy_close(request, pk):
    row = _row_to_change(request, InspectionRemedy, pk)
    form = CloseRemedyForm(request.POST or None)
    return _form(request, row.case, form, services.close_remedy, _("Close what was to be mended"), remedy=row)


@require_POST
def remedy_strike(request, pk):
    row = _row_to_change(request, InspectionRemedy, pk)
    if pressed(request, services.strike_remedy, remedy=row):
        messages.success(request, _("Struck out."))
    return redirect(row.case)


def case_turn(request, pk):
    """A supervision found signs of breach: a new case begins, which only those know of who may."""
    case = _to_change(request, pk)
    require(request.user, Do.KEEP_SENSITIVE)
    today = timezone.localdate()
    initial = {"on": f"{today:%d/%m/%Y}"}
    form = TurnForm(request.POST or None, case=case, user=request.user, initial=initial)
    if new := taken(request, form, services.turn_case, case=case, today=today):
        messages.success(request, _("Saved. Next: its own decision."))
        return redirect(new)
    return form_page(request, form, _("Turn into an inspection: %(code)s") % {"code": case.code}, LIST, case)


def checklists(request):
    """Which papers dossiers have, by kind and body, with the form for another list from a day on."""
    if not scope(request.user, Do.SEE_INSPECTIONS).communes:
        raise PermissionDenied
    if request.method == "POST":
        require(request.user, Do.KEEP_INSPECTIONS)
    form, commune = None, _commune(request)
    if may(request.user, Do.KEEP_INSPECTIONS):
        form = ChecklistForm(request.POST or None, initial={"since": f"{timezone.localdate():%d/%m/%Y}"})
        if taken(request, form, services.keep_checklist, commune=commune):
            messages.success(request, _("Saved."))
            return redirect("oversight:checklists")
    rows = InspectionChecklist.objects.visible_to(request.user)
    return render(request, "oversight/checklists.html", {"rows": rows, "form": form})
