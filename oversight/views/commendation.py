"""Commendations on their way: proposals of cells, decisions on them."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import audit
from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.enums import PaperKind
from cells.models import Cell, Commune
from cells.outgoing import send_paper, wants_word
from cells.queries import as_issued, changed_since, current_number, mark_of
from common.forms import form_page, give_number, taken
from common.tables import Column, Figure, Table, as_text
from members.queries.namesakes import called
from oversight import services
from oversight.enums import CommendationStage
from oversight.forms.commendation import AwardProposalForm, DecideAwardsForm, RefuseAwardForm
from oversight.forms.focus import StrikeTaskForm
from oversight.models import AwardDecision, AwardProposal
from oversight.papers.commendation import award_decision as decision_paper
from oversight.queries.commendation import mark_of_waiting, proposal_files
from oversight.queries.discipline import base_of_cell


@require_safe
def awards(request):
    """Proposals of commendations, those to be decided first; what stands against each."""
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    audit.listed(name=_("proposals of commendations"), commune=commune_id(request.user), what=request.GET.dict())
    files = proposal_files(AwardProposal.objects.visible_to(request.user).kept(), today)
    files.sort(key=lambda file: file.proposal.stage != CommendationStage.PROPOSED)
    waiting = [file for file in files if file.proposal.stage == CommendationStage.PROPOSED]
    cells = Cell.objects.for_doing(request.user, Do.PROPOSE_COMMENDATIONS).active_on(today)
    context = {
        "table": _table_of(files),
        "waiting": len(waiting),
        "may_decide": may(request.user, Do.DECIDE_COMMENDATIONS) and bool(waiting),
        "cells": list(cells.order_by("search_key", "pk")),
    }
    return render(request, "oversight/awards.html", context)


def _table_of(files):
    def row(file):
        one = file.proposal
        return (
            Figure(str(one.subject), one.get_absolute_url()),
            Figure(one.get_form_display()),
            Figure(_for_what(one)),
            Figure(str(one.proposer)),
            Figure(one.on),
            Figure(one.stage.label, tone=one.stage.tone),
        )

    return Table(
        title=_("proposals of commendations"),
        columns=(
            Column(_("who is commended")),
            Column(_("form of commendation")),
            Column(_("occasion")),
            Column(_("proposing cell")),
            Column(_("proposed on"), "date"),
            Column(_("state"), by_name=True),
        ),
        rows=tuple(map(row, files)),
    )


def _for_what(proposal):
    return f"{proposal.get_occasion_display()} {proposal.year}" if proposal.year else proposal.get_occasion_display()


@require_safe
def award(request, pk):
    """A proposal with its vote, the ratings it rests on, and what became of it."""
    found = get_for(request.user, Do.SEE_MEMBERS, AwardProposal.objects, pk=pk)
    [file] = proposal_files(AwardProposal.objects.filter(pk=pk), timezone.localdate())
    one, user = file.proposal, request.user
    place = {"commune": found.commune_id, "cell": found.proposer_id}
    ratings = ", ".join(f"{year}: {level.label}" for year, level in sorted(file.ratings.items()))
    given = one.commendation
    rows = [
        (_("who is commended"), one.subject),
        (_("form of commendation"), one.get_form_display()),
        (_("occasion"), _for_what(one)),
        (_("merit"), one.merit),
        (_("proposing cell"), one.proposer),
        (_("proposed on"), one.on),
        (_("votes in favour"), f"{one.in_favour}/{one.base}"),
        (_("decided ratings"), ratings or (_("none yet") if one.year else "")),
        (_("may be given by"), file.gives.label),
        (_("decided by"), given and given.body),
        (_("decided on"), given and given.on),
        (_("decision no."), given and given.decision_no),
        (_("refused on"), one.refused_on),
        (_("why it was refused"), one.refusal),
    ]
    decides = scope(user, Do.DECIDE_COMMENDATIONS).has(**place) and not one.struck
    context = {
        "proposal": one,
        "file": file,
        "facts": [(capfirst(str(label)), as_text(value, "text")) for label, value in rows if value],
        "may_decide": decides and one.stage == CommendationStage.PROPOSED,
        "may_strike": decides,
        "undone": bool(given and given.struck and not one.struck),
        "decision": one.decision if one.decision and scope(user, Do.SEE_MEMBERS).communes else None,
    }
    return render(request, "oversight/award.html", context)


def award_add(request, pk):
    """The cell `pk` proposes one of its members, or itself."""
    cell, today = get_for(request.user, Do.PROPOSE_COMMENDATIONS, Cell.objects, pk=pk), timezone.localdate()
    initial = {"base": base_of_cell(cell, today)[0], "year": today.year}
    form = AwardProposalForm(request.POST or None, cell=cell, today=today, initial=initial)
    if made := taken(request, form, services.propose_award, proposer=cell):
        messages.success(request, _("Saved."))
        return redirect(made)
    return form_page(request, form, _("Commendation proposed by %(cell)s") % {"cell": cell}, "oversight:awards")


def awards_decide(request):
    """One decision on several proposals; `proposal` of the address is chosen already."""
    require(request.user, Do.DECIDE_COMMENDATIONS)
    commune = Commune.objects.get(pk=commune_id(request.user))
    rows = AwardProposal.objects.for_doing(request.user, Do.DECIDE_COMMENDATIONS).kept()
    rows = rows.filter(commendation=None, refused_on=None).select_related("member", "cell").order_by("proposer", "pk")
    chosen = request.GET.getlist("proposal") or [row.pk for row in rows]
    form = DecideAwardsForm(request.POST or None, proposals=rows, initial={"proposals": chosen})
    about = {"commune": commune, "today": timezone.localdate(), "shown": request.POST.get("shown", "")}
    if made := taken(request, form, services.decide_awards, **about):
        messages.success(request, _("Saved."))
        return redirect(made)
    shown = mark_of_waiting(commune.pk)
    return form_page(request, form, _("Decide on commendations"), "oversight:awards", shown=shown)


def award_decision(request, pk):
    """Whom a decision names, and its Word file as it was issued. A POST issues it anew under another number."""
    found = get_for(request.user, Do.SEE_MEMBERS, AwardDecision.objects, related=("commune",), pk=pk)
    number = current_number(found.paper_id)
    if request.method == "POST":
        get_for(request.user, Do.DECIDE_COMMENDATIONS, AwardDecision.objects, pk=pk)
        give = partial(services.correct_award_decision, decision=found)
        return give_number(
            request, give, number, PaperKind.DECISION.label, found.get_absolute_url(), ("oversight:awards", found)
        )
    document = as_issued(number)
    if document and wants_word(request):
        return send_paper(request, document, title=f"Quyết định {number.text} {document.subject}", decision=pk)
    files = proposal_files(found.proposals.order_by("proposer", "pk"), found.on)
    kept = [file for file in files if not file.proposal.struck]
    now = decision_paper(found, [file.proposal for file in kept], number) if document and kept else None
    context = {
        "decision": found,
        "number": number,
        "paper": reverse("oversight:award-decision", args=[pk], query={"as": "docx"}) if document else "",
        "table": _table_of(kept),
        "struck": [file.proposal for file in files if file.proposal.struck],
        "changed": changed_since(number, now) if now else [],
        "shown": mark_of(now) if now else "",
        "may_decide": scope(request.user, Do.DECIDE_COMMENDATIONS).has(commune=found.commune_id, cell=None),
        "today": timezone.localdate(),
    }
    return render(request, "oversight/award_decision.html", context)


def award_refuse(request, pk):
    return _on_a_proposal(request, pk, RefuseAwardForm, services.refuse_award, _("Not given: %(what)s"))


def award_strike(request, pk):
    return _on_a_proposal(request, pk, StrikeTaskForm, services.strike_award, _("Strike out: %(what)s"))


def _on_a_proposal(request, pk, form_class, service, heading):
    found = get_for(request.user, Do.DECIDE_COMMENDATIONS, AwardProposal.objects, related=("member", "cell"), pk=pk)
    [found] = called([found])
    form = form_class(request.POST or None)
    if taken(request, form, service, proposal=found):
        messages.success(request, _("Saved."))
        return redirect(found)
    return form_page(request, form, heading % {"what": found}, "oversight:awards", found)
