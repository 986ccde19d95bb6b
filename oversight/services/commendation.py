"""Commendations: proposed by a vote of a cell, decided by the body whose right it is that day, or refused."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from cells.enums import PaperKind
from cells.models import Paper
from cells.queries import current_number
from cells.services import lock, number_paper, refuse_overtaken, strike_paper
from common.errors import RuleError
from common.facts import write
from members import services as people
from members.enums import CommendationForm, Occasion
from members.models import Membership
from oversight.enums import CommendationStage, DecidingBody
from oversight.models import AwardDecision, AwardProposal, CommendationRules
from oversight.papers.commendation import SUBJECT, award_decision
from oversight.queries.commendation import given_before, mark_of_waiting, proposal_files
from oversight.rules.commendation import may_give, passed
from oversight.services.votes import refuse_base

ABOUT_A_PROPOSAL = ("form", "occasion", "year", "merit", "on", "base", "in_favour")


@service
def propose_award(*, proposer, by, member=None, **facts):
    """The cell `proposer` proposes that `member`, one of its own, be commended, or it itself where there is none:
    `facts` {field of ABOUT_A_PROPOSAL: value}. Raises RuleError where it has not more than half of the votes, for a
    flag to a member, and for what was given already."""
    lock(commune=proposer.commune_id, cells=[proposer])
    cell = None if member else proposer
    row = AwardProposal(commune=proposer.commune, proposer=proposer, member=member, cell=cell)
    row = write(row, facts, ABOUT_A_PROPOSAL)
    require_in_office(by, Do.PROPOSE_COMMENDATIONS, proposer, row.on, "on")
    if not proposer.works_on(row.on):
        raise RuleError(_("%(cell)s is not at work on that day.") % {"cell": proposer}, "on")
    if member and not Membership.objects.on(row.on).filter(member=member, cell=proposer).exists():
        raise RuleError(_("%(name)s does not belong to this cell on that day.") % {"name": member}, "member")
    if member and row.form == CommendationForm.FLAG:
        raise RuleError(_("A flag is given to an organisation, not to a member."), "form")
    if bool(row.year) == (row.occasion == Occasion.AD_HOC):
        raise RuleError(_("Enter the year for a yearly commendation, and none for a single deed."), "year")
    if row.year and row.year > row.on.year:
        raise RuleError(_("This year has not begun yet."), "year")
    _refuse_vote(row)
    about = {"form": row.form, "occasion": row.occasion, "year": row.year, "merit": row.merit}
    if given_before(member=member, cell=cell, **about):
        raise RuleError(_("This was given already: nobody is commended twice for the same."), "form")
    return row.save_checked()


def _refuse_vote(row):
    refuse_base(row.proposer, row.on, row.base)
    if row.in_favour > row.base:
        raise RuleError(_("There are more votes in favour than persons with a vote."), "in_favour")
    if not passed(row.in_favour, row.base):
        words = _("A proposal needs more than half of the votes: %(needed)s.")
        raise RuleError(words % {"needed": row.base // 2 + 1}, "in_favour")


@service
def decide_awards(*, commune, proposals, body, on, today, by, decision_no="", first=None, shown=""):
    """`body` commends those of `proposals` [AwardProposal] by one decision of the day `on`: each gets its Commendation.
    Returns the AwardDecision. Its number is the next of the register, or `decision_no`, as a decision from above has.
    `shown` is the mark of the proposals as the page showed them (`mark_of_waiting`).

    Raises RuleError for a body without the right, for a year not rated the best where the rules ask for that, and for a
    proposal that is decided already.
    """
    lock(commune=commune, cells=[one.proposer_id for one in proposals])
    refuse_overtaken(shown, mark_of_waiting(commune.pk))
    body = DecidingBody(body)
    rows = AwardProposal.objects.kept().filter(commune=commune, pk__in=[one.pk for one in proposals])
    files = proposal_files(rows.order_by("proposer", "pk"), on)
    if not files or len(files) < len(proposals):
        raise RuleError(_("Choose at least one proposal."), "proposals")
    rules = CommendationRules.objects.in_force(commune, on)
    for file in files:
        _refuse_award(file, body, on, rules)
    if body == DecidingBody.CELL and len({file.proposal.proposer_id for file in files}) > 1:
        raise RuleError(_("A cell praises only those whom it proposed itself."), "proposals")
    if body == DecidingBody.UPPER and not decision_no:
        raise RuleError(_("Write the number of the decision from above."), "decision_no")
    decision = AwardDecision(commune=commune, body=body, on=on, typed_no=decision_no)
    rows = [file.proposal for file in files]
    number = decision_no or _numbered(decision, rows, today, first, by)
    decision.save_checked()
    for row in rows:
        _give(row, decision, number, by)
    return decision


def _refuse_award(file, body, on, rules):
    row = file.proposal
    told = {"what": row, "year": row.year, "other": file.gives.label, "body": capfirst(body.label)}
    if row.stage != CommendationStage.PROPOSED:
        raise RuleError(_("“%(what)s” is decided already.") % told, "proposals")
    if on < row.on:
        raise RuleError(_("It cannot be decided before it was proposed."), "on")
    if not may_give(body, CommendationForm(row.form), Occasion(row.occasion), rules):
        raise RuleError(_("%(body)s may not give “%(what)s”: %(other)s does.") % told, "body")
    if not rules.best_rating_asked or row.occasion == Occasion.AD_HOC:
        return
    if file.lower or (row.occasion == Occasion.YEAR and not file.rated):
        raise RuleError(_("“%(what)s”: the best rating of %(year)s is not decided.") % told, "proposals")


def _numbered(decision, proposals, today, first, by):
    cell = proposals[0].proposer if decision.body == DecidingBody.CELL else None
    number = number_paper(
        paper=Paper(commune=decision.commune, cell=cell, kind=PaperKind.DECISION),
        on=decision.on,
        subject=SUBJECT,
        draw=lambda number: award_decision(decision, proposals, number),
        today=today,
        first=first,
        by=by,
    )
    decision.paper = number.paper
    return number.text


@service
def correct_award_decision(*, decision, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of a decision of the commune, issued anew under the next number where `corrects` is the one that
    it bears: it names whom it commends now, and their commendations bear the new number."""
    rows = decision.proposals.kept().select_related("proposer", "member", "cell", "commendation")
    lock(commune=decision.commune_id, cells={row.proposer_id for row in rows})
    rows = list(rows.order_by("proposer", "pk"))
    there = current_number(decision.paper_id)
    if there is None or there != corrects:
        raise RuleError(_("The paper bears another number by now."))
    number = number_paper(
        paper=decision.paper,
        on=on,
        subject=SUBJECT,
        draw=lambda number: award_decision(decision, rows, number),
        today=today,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    for row in rows:
        row.commendation.decision_no = number.text
        row.commendation.save_checked()
    return number


def _give(row, decision, number, by):
    """The Commendation in the record of the member or the cell."""
    heads = decision.commune.heads_on(decision.on)
    names = {DecidingBody.CELL: str(row.proposer), DecidingBody.COMMITTEE: heads.committee}
    row.decision = decision
    row.commendation = people.commend(
        member=row.member,
        cell=row.cell,
        form=row.form,
        on=decision.on,
        occasion=row.occasion,
        year=row.year,
        body=names.get(decision.body, heads.superior),
        decision_no=number,
        reason=row.merit,
        by=by,
    )
    row.save_checked()


@service
def refuse_award(*, proposal, on, reason, by):
    """It is not given; it may be proposed again."""
    row = _locked(proposal)
    if row.stage != CommendationStage.PROPOSED:
        raise RuleError(_("“%(what)s” is decided already.") % {"what": row})
    row.refused_on, row.refusal = on, reason
    return row.save_checked()


@service
def strike_award(*, proposal, reason, by):
    """Recorded by mistake: what was given by it is struck out of the record, too; and the number of a decision that
    commends nobody any more."""
    row = _locked(proposal)
    if row.commendation and not row.commendation.struck:
        people.strike(decision=row.commendation, reason=reason, by=by)
    row.struck, row.struck_reason = True, reason
    row.save_checked()
    number = current_number(row.decision.paper_id) if row.decision else None
    if number and not row.decision.proposals.kept().exists():
        strike_paper(paper=number, reason=_("Recorded by mistake."), by=by)
    return row


def _locked(proposal):
    lock(commune=proposal.commune_id)
    row = AwardProposal.objects.select_related("member", "cell", "commendation", "decision").get(pk=proposal.pk)
    if row.struck:
        raise RuleError(_("This is struck out already."))
    return row
