"""People on their way into the Party: the board, a case, its steps."""

from functools import partial
from itertools import chain

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max, prefetch_related_objects
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import Scope, commune_id, get_for, here_today, may, require, scope
from cells.models import Cell
from cells.queries import current_number
from common.forms import DespiteForm, form_page, pressed, taken
from common.prepared import prepared
from development import services
from development.enums import About, CaseState, DossierItem, Sign, StepKind
from development.forms.candidate import (
    FIELDS,
    CandidateFilter,
    FactsForm,
    ItemForm,
    ProposeForm,
    ProposerForm,
    ReviewForm,
    StepForm,
    StrikeStepForm,
)
from development.models import Candidate, Item, Movement, Pass, Profile, Step
from development.papers.case import issued_items, papers_of
from development.papers.facts import CaseFacts
from development.papers.forms import offers
from development.papers.issues import issue_of
from development.queries.board import board, days_to_come, deadlines, doing, names_of_cases, next_steps, wants_helper
from development.queries.cases import case_file
from development.queries.deadlines import has_card
from development.queries.dossier import dossier
from development.queries.forgetting import forgotten_from
from development.rules.sentences import known_of, particulars
from meetings.queries.roll import expected_on_roll
from members.models import Member, Membership
from members.queries.namesakes import apart

OWN_SERVICE = {
    StepKind.CELL_VOTE: services.vote_in_cell,
    StepKind.CEREMONY: services.hold_ceremony,
    StepKind.PROLONG: services.prolong_probation,
}
ABOUT = (StepKind.CELL_VOTE, StepKind.COMMITTEE_VOTE, StepKind.EXTEND)


@require_safe
def candidates(request):
    """The board: everybody on the way, by stage, with what is most urgent."""
    require(request.user, Do.SEE_CANDIDATES)
    audit.listed(name=_("On the way into the Party"), commune=commune_id(request.user), what=request.GET.dict())
    form = CandidateFilter(request.GET, user=request.user)
    cell = form.cleaned_data.get("cell") if form.is_valid() else None
    stages = board(**here_today(request.user, Do.SEE_CANDIDATES), cell=cell and cell.pk)
    entries = [entry for _stage, entries in stages for entry in entries]
    cases = [entry.candidate for entry in entries]
    handled = {case.cell_id for case in cases if case.member_id is None}
    context = {
        "form": form,
        "stages": stages,
        "open": len(cases),
        "urgent": [entry for entry in entries if entry.urgent],
        "may_add": may(request.user, Do.EDIT_CANDIDATES),
        "cells": _to_review(**here_today(request.user, Do.EDIT_CANDIDATES), handled=sorted(handled)),
    }
    return render(request, "development/candidates.html", context)


@prepared
def _to_review(communes, cells, day, handled):
    """[Cell] at work, of those with the numbers `handled`, each with `reviewed_on`."""
    rows = Cell.objects.within(Scope(communes, cells), day).active_on(day).filter(pk__in=handled)
    return rows.annotate(reviewed_on=Max("list_reviews__on")).order_by("search_key", "pk")


@require_safe
def candidate(request, pk):
    """A case: what is missing for the next step and by when, what happened, what is known, the dossier."""
    related = ("cell", "commune", "member__hamlet", "proposed_unit__organisation", "proposed_unit__hamlet")
    found = get_for(request.user, Do.SEE_CANDIDATES, Candidate.objects, related=related, pk=pk)
    today, file = timezone.localdate(), case_file(found)
    facts = CaseFacts(file)
    course = facts.course
    scopes = {do: scope(request.user, do) for do in (Do.EDIT_CANDIDATES, Do.DECIDE_CANDIDATES)}
    steps = _told(facts)
    waits = course.state is not None and course.state.below(CaseState.CELL_VOTED) and not course.ended
    context = {
        "candidate": found,
        "name": _name(found),
        **_where_from(request.user, found, [row for row, *_told in steps]),
        "earlier": Candidate.objects.visible_to(request.user).filter(later=found).first() if found.earlier_id else None,
        "state": course.told,
        "ends": course.ended.get_because_display() if course.ended else "",
        "waits_for_vote": waits,
        "signs": [Sign.NO_HELPER] if waits and wants_helper(course) and course.helper_on(today) is None else [],
        "missing": course.missing_on(today) if waits else [],
        "deadlines": deadlines(course, today, has_card=has_card(found)),
        "to_come": days_to_come(course),
        "steps": steps,
        "papers": papers_of(facts, today, scopes),
        "forms": [] if found.forgotten_on else offers(facts, today),
        "dossier": [] if found.forgotten_on else dossier(file, course, issued_items(facts), today),
        "passes": found.passes.select_related("decided_by"),
        "known": known_of(file.known.profile_on(today)),
        "may_edit": not found.forgotten_on and _may(request.user, Do.EDIT_CANDIDATES, found),
        "to_strike": {row.pk for row, _words, number in steps if _may_strike(request.user, row, found, number)},
        "forgets_on": forgotten_from(found, course.ended.on, today) if course.ended else None,
        "may_recognise": (may_recognise := _may_recognise(request.user, found, course)),
        "further_from": "0:" if may_recognise else "1:",
        "next": [kind for kind in next_steps(course) if _may(request.user, doing(kind), found)],
    }
    return render(request, "development/candidate.html", context)


def _where_from(user, found, steps):
    """Who proposed the person, else the cell where the case began; the movement that the person came from, and whether
    its page is open to `user`."""
    source = next((row.source for row in steps if row.source and not row.struck), None)
    seen = source and Movement.objects.visible_to(user).filter(pk=source.movement_id).exists()
    proposer = found.proposed_unit or found.proposed_by or next((row.cell for row in steps[-1:]), "")
    return {"proposer": proposer, "source": source, "source_opens": seen}


def _name(found):
    return names_of_cases([found])[found.pk]


def _may(user, do, found):
    return scope(user, do).has(commune=found.commune_id, cell=found.cell_id)


def _may_recognise(user, found, course):
    """Whether the decision on the recognition has its number and waits to be recorded in the member's life."""
    if course.recognised_on or not (found.recognition_paper_id and _may(user, Do.DECIDE_CANDIDATES, found)):
        return False
    return current_number(found.recognition_paper_id) is not None


def _may_strike(user, row, found, number):
    """Whether `user` may strike a step of the case, and with it the PaperNumber that it bears: each register is kept by
    its own body."""
    if found.forgotten_on or not (row.can_be_struck and _may(user, doing(row.kind), found)):
        return False
    issue = number and issue_of(row)
    return not issue or issue.may_number(scope(user, issue.do), found.commune_id, row.cell_id)


def _told(facts):
    """[(Step, what it tells, the PaperNumber of its paper or None)], the latest first; those struck out, too."""
    steps = facts.all_steps[::-1]
    prefetch_related_objects(steps, "introductions__member")
    introducers = {row: [one.member for one in row.introductions.all()] for row in steps}
    names = apart([*(row.helper for row in steps if row.helper), *chain(*introducers.values())])
    return [
        (
            row,
            particulars(row, names.get(row.helper_id, ""), [names[member.pk] for member in introducers[row]]),
            None if row.struck else facts.numbers.get(row.paper_id),
        )
        for row in steps
    ]


def add_candidate(request):
    require(request.user, Do.EDIT_CANDIDATES)
    form = ProposeForm(request.POST or None, user=request.user)
    if made := taken(request, form, services.propose, typed=form.facts):
        messages.success(request, _("Recorded for %(name)s.") % {"name": made})
        return redirect(made)
    return form_page(request, form, _("Propose an outstanding person"), "development:candidates")


def candidate_step(request, pk, kind):
    if kind not in FIELDS:
        raise Http404
    kind = StepKind(kind)
    found = get_for(request.user, doing(kind), Candidate.objects, related=("cell", "commune"), pk=pk)
    course = case_file(found).course()
    form = StepForm(request.POST or None, kind=kind, candidate=found, course=course, user=request.user)
    service = OWN_SERVICE.get(kind) or partial(services.take_step, kind=kind)
    typed, ask = partial(_typed, form, kind, found, course), partial(_or_ask, form, kind, service)
    if made := taken(request, form, ask, typed=typed, candidate=found):
        asked = _("Asked: the administrator decides whether it is let pass.")
        messages.success(request, asked if isinstance(made, Pass) else _("Recorded for %(name)s.") % {"name": found})
        return redirect(found)
    return form_page(request, form, f"{_name(found)}: {kind.label}", "development:candidates", found)


def _or_ask(form, kind, service, *, candidate, by, asks="", **facts):
    """The answer of `service`; or, of a step that a rule refuses, the Pass that asks for it."""
    try:
        return service(candidate=candidate, by=by, **facts)
    except services.StepRuleError as error:
        if not error.overridable:
            raise
        if asks:
            about = {"candidate": candidate, "kind": kind, "rules": error.waivable, "reason": asks}
            return services.ask_to_pass(**about, on=timezone.localdate(), by=by)
        form.offer_to_ask()
        raise


def _typed(form, kind, found, course):
    """What the service takes: also what the vote is about, and who was there."""
    facts = form.facts()
    if kind in ABOUT:
        facts["about"] = About.RECOGNITION if course.told == CaseState.PROBATION else About.ADMISSION
    if kind == StepKind.CELL_VOTE:
        came = list(facts.pop("came"))
        if came:
            roll = expected_on_roll(cell=found.cell, day=facts["on"])
            facts["present"] = came + [member for member, line in roll.items() if not line["not_expected"]]
    return facts


def recognise(request, pk):
    """Record the recognition in the member's life, as its decision says."""
    found = get_for(request.user, Do.DECIDE_CANDIDATES, Candidate.objects, pk=pk)
    form = DespiteForm(request.POST if request.method == "POST" else None)
    if taken(request, form, services.recognise, candidate=found):
        messages.success(request, _("Recorded for %(name)s.") % {"name": found})
        return redirect(found)
    heading = _("Record the recognition: %(name)s") % {"name": _name(found)}
    return form_page(request, form, heading, "development:candidates", found)


@require_POST
def open_case(request, pk):
    """The case of a probationary member whose way into the Party is not on record, for the recognition."""
    member, today = get_for(request.user, Do.SEE_MEMBERS, Member.objects, pk=pk), timezone.localdate()
    row = Membership.objects.on(today).filter(member=member).first()
    if not scope(request.user, Do.EDIT_CANDIDATES).has(commune=member.commune_id, cell=row and row.cell_id):
        raise PermissionDenied
    made = pressed(request, services.case_of, member=member, on=today)
    return redirect(made or member)


def candidate_facts(request, pk):
    found = get_for(request.user, Do.EDIT_CANDIDATES, Candidate.objects, pk=pk)
    today = timezone.localdate()
    profile = case_file(found).known.profile_on(today) or Profile(candidate=found)
    form = FactsForm(request.POST or None, candidate=found, instance=profile, initial={"on": today})
    if taken(request, form, services.learn, typed=form.facts, candidate=found):
        messages.success(request, _("Recorded for %(name)s.") % {"name": found})
        return redirect(found)
    heading = _("What is known of %(name)s") % {"name": _name(found)}
    return form_page(request, form, heading, "development:candidates", found)


def candidate_proposer(request, pk):
    found = get_for(request.user, Do.EDIT_CANDIDATES, Candidate.objects, pk=pk)
    form = ProposerForm(request.POST or None, instance=found)
    if taken(request, form, services.tell_proposer, candidate=found):
        messages.success(request, _("Recorded for %(name)s.") % {"name": found})
        return redirect(found)
    heading = _("Who proposed %(name)s") % {"name": _name(found)}
    return form_page(request, form, heading, "development:candidates", found)


def candidate_item(request, pk, kind):
    if kind not in DossierItem:
        raise Http404
    found = get_for(request.user, Do.EDIT_CANDIDATES, Candidate.objects, pk=pk)
    item = found.items.filter(kind=kind).first() or Item(candidate=found, kind=kind)
    form = ItemForm(request.POST or None, instance=item)
    if taken(request, form, services.keep_item, candidate=found, kind=DossierItem(kind)):
        messages.success(request, _("Recorded for %(name)s.") % {"name": found})
        return redirect(found)
    heading = f"{_name(found)}: {DossierItem(kind).label}"
    return form_page(request, form, heading, "development:candidates", found)


def strike_step(request, pk):
    row = get_for(request.user, Do.EDIT_CANDIDATES, Step.objects, related=("candidate",), pk=pk)
    get_for(request.user, doing(row.kind), Candidate.objects, pk=row.candidate_id)
    number = current_number(row.paper_id)
    if row.can_be_struck and not _may_strike(request.user, row, row.candidate, number):
        raise PermissionDenied
    form = StrikeStepForm(request.POST or None, number=number)
    if taken(request, form, services.strike_step, step=row):
        messages.success(request, _("Struck out; it no longer counts."))
        return redirect(row.candidate)
    heading = _("Strike out: %(what)s, %(name)s") % {"what": row, "name": row.candidate}
    way = ("development:candidates", row.candidate)
    return form_page(request, form, heading, *way, button=_("Strike out"))


def review_list(request, pk):
    cell = get_for(request.user, Do.EDIT_CANDIDATES, Cell.objects, pk=pk)
    form = ReviewForm(request.POST or None)
    if taken(request, form, services.review_list, cell=cell):
        messages.success(request, _("The review of the list is recorded."))
        return redirect("development:candidates")
    return form_page(request, form, _("List reviewed: %(cell)s") % {"cell": cell}, "development:candidates")
