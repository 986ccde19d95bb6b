"""Procedures of discipline: taken up, voted on, decided, announced, complained of; each step with its rule.

The end of each makes the row in the record of the member, or of the cell, and what follows from it in a life. What was
decided is undone only by correction: the procedure is struck out as a whole, and recorded anew.
"""

from django.db.models import Max
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.enums import PaperKind
from cells.models import Paper
from cells.queries import current_number
from cells.services import lock, number_paper, refuse_overtaken, strike_paper
from common.errors import RuleError
from common.facts import write
from members import services as people
from oversight.enums import BallotKind, ClosedBecause, DecidingBody, DisciplineStage, Penalty, Settlement
from oversight.models import Ballot, DisciplineCase, DisciplineRules
from oversight.models.discipline import VOTES
from oversight.papers.discipline import decision_of, settlement_of, subject_in_register
from oversight.queries.discipline import case_file, ended_by, listed_on, mark_of_case, place_of
from oversight.rules.discipline import (
    effect_ends,
    expired,
    heaviest,
    in_force_from,
    outcome,
    proposer_of,
    settlers,
    who_decides,
)
from oversight.services.votes import refuse_base

ABOUT_A_BREACH = (
    *("own_committee", "higher_task", "field", "breach", "breach_from", "breach_until", "again_on", "opened_on"),
)


@service
def begin_discipline(*, commune, by, member=None, cell=None, **facts):
    """A breach of a member, or of a cell, is taken up: `facts` {field of ABOUT_A_BREACH: value}; one that did not last
    ends on the day it began. Returns the DisciplineCase."""
    lock(commune=commune)
    case = write(DisciplineCase(commune=commune, member=member, cell=cell), facts, ABOUT_A_BREACH)
    case.breach_until = case.breach_until or case.breach_from
    if member and not place_of(case, case.opened_on):
        raise RuleError(_("%(name)s was not a member here on that day.") % {"name": member}, "opened_on")
    if cell and not cell.works_on(case.opened_on):
        raise RuleError(_("%(cell)s is not at work on that day.") % {"cell": cell}, "opened_on")
    case.year = case.opened_on.year
    there = DisciplineCase.objects.filter(commune=commune, year=case.year).aggregate(last=Max("number"))["last"]
    case.number = (there or 0) + 1
    return case.save_checked()


@service
def record_ballot(*, case, kind, body, on, base, by, **votes):
    """A secret ballot of a body: `votes` {field of Ballot: persons}. One that decides and gives no measure closes the
    procedure. Raises RuleError for a body that may only propose, for votes on forms that are not listed that day, for
    more votes than there are persons with one, and where a form is decided that nobody proposed who has to."""
    case = _open(case)
    before = case_file(case, on).ballots
    _refuse_day(case, kind, on, before)
    listed = listed_on(case, on)
    ballot = write(Ballot(case=case, kind=kind, body=body, on=on, base=base), votes, set(VOTES.values()))
    ballot.listed = [form.value for form in listed]
    names = {VOTES[form] for form in listed}
    other = next((name for name, count in votes.items() if count and name not in names), None)
    if other:
        raise RuleError(_("On that day this form is not open: probation, or no post held."), other)
    if sum(votes.values()) > base:
        raise RuleError(_("There are more votes than persons with a vote."), "base")
    if body == DecidingBody.CELL:
        ballot.voters = _voters(case, on, base)
    gave = outcome(ballot.votes, base, BallotKind(kind))
    if kind == BallotKind.DECIDE:
        rules = DisciplineRules.objects.in_force(case.commune_id, on)
        _refuse_beyond(case, DecidingBody(body), gave, rules)
        _refuse_unasked(before, gave, rules, VOTES[gave])
    ballot.save_checked()
    if kind == BallotKind.DECIDE and gave == Penalty.NONE:
        _close(case, DisciplineStage.NONE, on)
    return ballot


def _refuse_day(case, kind, on, before):
    if on < case.opened_on:
        raise RuleError(_("It cannot be voted on before it was taken up."), "on")
    if any(one.ballot.kind == BallotKind.DECIDE for one in before):
        raise RuleError(_("It is decided by a vote already."))
    if kind == BallotKind.DECIDE and before and on < before[-1].ballot.on:
        words = {"day": f"{before[-1].ballot.on:%d/%m/%Y}"}
        raise RuleError(_("The day cannot be before the last step: %(day)s.") % words, "on")


def _refuse_unasked(ballots, penalty, rules, field):
    """Two thirds of the cell, or of the Committee, propose the heaviest forms before anybody decides on them."""
    body = proposer_of(penalty, rules)
    asked = ((one.ballot.kind, one.ballot.body, one.gave) for one in ballots)
    if body and (BallotKind.PROPOSE, body, penalty) not in asked:
        words = _("%(form)s is proposed by two thirds of the %(body)s first: record that ballot.")
        raise RuleError(words % {"form": capfirst(penalty.label), "body": body.label}, field)


def _voters(case, on, base):
    """The cell that votes: that of the member on that day, or the one that the case is about."""
    place = place_of(case, on)
    cell = case.cell or (place and place.cell)
    if cell is None:
        raise RuleError(_("%(name)s was not a member here on that day.") % {"name": case.member}, "on")
    refuse_base(cell, on, base)
    return cell


def _refuse_beyond(case, body, gave, rules):
    """What this body may not decide is proposed to the one that may."""
    most = heaviest(body, case.over, rules, higher_task=case.higher_task)
    if gave.weight <= most.weight and most != Penalty.NONE:
        return
    other = who_decides(gave if gave != Penalty.NONE else Penalty.REPRIMAND, case.over, body, rules)
    words = _("%(body)s decides up to: %(most)s. Record a ballot that proposes; %(other)s decides.")
    if most == Penalty.NONE:
        words = _("%(body)s only proposes here: record a ballot that proposes; %(other)s decides.")
    told = {"body": capfirst(body.label), "most": most.label, "other": other.label}
    raise RuleError(words % told, "kind")


@service
def decide_discipline(
    *, case, body, signed_on, today, by, penalty="", decision_no="", first=None, despite_limit="", despite="", shown=""
):
    """The measure is decided and signed: by the body whose ballot decided, or by the level above on a proposal, which
    says its `penalty`. Without `decision_no` a body of the commune gives it the next number of its register.

    Makes the measure in the record of the member or the cell, in effect from the vote of a cell, else from signing;
    `despite` as for `members.services.record`. After the limitation it asks why it is carried out, `despite_limit`.
    `shown` is the mark of the procedure as the page showed it (`mark_of_case`).
    """
    people.lock_lives([case.member] if case.member_id else [])
    case = _open(case)
    refuse_overtaken(shown, mark_of_case(case))
    file = case_file(case, today)
    if body == DecidingBody.UPPER:
        _refuse_unproposed(file, signed_on, decision_no, penalty)
        _refuse_unasked(file.ballots, Penalty(penalty), file.rules, "penalty")
        voters = None
    else:
        ballot, penalty = _voted(file, body, signed_on)
        case.voted_on, voters = ballot.on, ballot.voters
    case.body, case.penalty, case.signed_on = body, penalty, signed_on
    case.despite_limit, case.in_force_on = despite_limit, in_force_from(body, case.voted_on, signed_on)
    if expired(Penalty(penalty), case, case.voted_on or signed_on, file.rules) and not despite_limit:
        words = _("The limitation is over: say why it is carried out all the same, or record that it is not.")
        raise RuleError(words, "despite_limit")
    if not decision_no:
        case.paper, decision_no = _numbered(
            case,
            {"cell": voters, "board": body == DecidingBody.BOARD},
            signed_on,
            subject_in_register(case),
            lambda number: decision_of(case, voters, case.commune, number),
            **{"today": today, "first": first, "by": by},
        )
    case.decision_no = decision_no
    _into_the_record(case, voters, despite, by)
    return case.save_checked()


def _voted(file, body, signed_on):
    """(the Ballot of `body` that decided, the Penalty that it gave)."""
    counted = file.decided
    if counted is None or counted.ballot.body != body:
        raise RuleError(_("This body has not decided it by a vote: record its ballot first."), "body")
    if signed_on < counted.ballot.on:
        raise RuleError(_("It cannot be signed before the vote."), "signed_on")
    return counted.ballot, counted.gave


def _refuse_unproposed(file, signed_on, decision_no, penalty):
    """The level above decides on a ballot that proposes a measure; on which form is for it to say."""
    if file.decided or not file.proposed:
        raise RuleError(_("The level above decides on a proposal: record that ballot first."), "body")
    if signed_on < file.ballots[-1].ballot.on:
        raise RuleError(_("It cannot be signed before the vote."), "signed_on")
    if penalty == Penalty.NONE or penalty not in file.ballots[-1].ballot.listed:
        raise RuleError(_("Choose the form that was decided."), "penalty")
    if not decision_no:
        raise RuleError(_("Write the number of the decision from above."), "decision_no")


def _numbered(case, paper, on, subject, draw, **numbering):
    """(the Paper, the number under which the register knows it) of a decision of the commune about the case."""
    paper = Paper(commune=case.commune, kind=PaperKind.DECISION, only_for=Do.SEE_SENSITIVE, **paper)
    number = number_paper(paper=paper, on=on, subject=subject, draw=draw, **numbering)
    return number.paper, number.text


def _into_the_record(case, voters, despite, by):
    """The measure as the record of the member, or the cell, keeps it."""
    about = {"form": case.penalty, "on": case.in_force_on, "effective_on": case.in_force_on, "breach": case.breach}
    about |= {"body": str(voters or DecidingBody(case.body).label), "decision_no": case.decision_no, "by": by}
    if case.member_id:
        case.discipline = people.discipline(member=case.member, despite=despite, **about)
    else:
        case.cell_discipline = people.discipline_cell(cell=case.cell, **about)


@service
def tell_discipline(*, case, announced_on, by, received_on=None):
    """When the decision was announced and received; told again it is put right. A refusal to hear or to take it changes
    nothing: the day is that of the minutes on it."""
    case = _decided(case)
    if case.settled_on:
        raise RuleError(_("A complaint is settled: these days stay."))
    if announced_on < case.in_force_on:
        raise RuleError(_("It cannot be announced before it is in effect."), "announced_on")
    if received_on and received_on < case.signed_on:
        raise RuleError(_("It cannot be received before it was signed."), "received_on")
    if case.complained_on and not (received_on and received_on <= case.complained_on):
        raise RuleError(_("A complaint comes after the receipt of the decision."), "received_on")
    case.announced_on, case.received_on = announced_on, received_on
    case.ends_on = effect_ends(Penalty(case.penalty), announced_on, _rules(case))
    return case.save_checked()


@service
def complain(*, case, on, by):
    """A complaint came in; the decision stays in effect. One that is late is recorded too, and told as late."""
    case = _decided(case)
    if not case.received_on:
        raise RuleError(_("A complaint comes after the receipt of the decision: record that first."), "on")
    if case.complained_on:
        raise RuleError(_("A complaint is recorded already."), "on")
    if on < case.received_on:
        raise RuleError(_("A complaint comes after the receipt of the decision."), "on")
    case.complained_on = on
    return case.save_checked()


@service
def settle_complaint(
    *, case, on, settlement, settled_by, today, by, penalty="", decision_no="", first=None, despite="", shown=""
):
    """A complaint is settled by a body above the one that decided: the measure stays, is lifted, or gets the form
    `penalty`, which replaces it in the record from that day; what was decided stays as it was. Without `decision_no` a
    body of the commune gives the next number of its register. What is in force then ends a year after that day. Who was
    expelled and is taken back is recorded in the life of the member; `despite` as for `members.services.record`,
    `shown` as for `decide_discipline`."""
    people.lock_lives([case.member] if case.member_id else [])
    case = _decided(case)
    refuse_overtaken(shown, mark_of_case(case))
    if not case.complained_on or case.settled_on:
        raise RuleError(_("No complaint waits to be settled."), "on")
    if on < case.complained_on:
        raise RuleError(_("It cannot be settled before the complaint."), "on")
    penalty = penalty if settlement == Settlement.CHANGED else ""
    _refuse_settling(case, DecidingBody(settled_by), settlement, penalty, decision_no)
    case.settled_on, case.settlement, case.settled_by, case.settled_penalty = on, settlement, settled_by, penalty
    case.settled_no = decision_no
    if not decision_no:
        case.settled_paper, case.settled_no = _numbered(
            case,
            {"board": settled_by == DecidingBody.BOARD},
            on,
            subject_in_register(case, complaint=True),
            lambda number: settlement_of(case, number),
            **{"today": today, "first": first, "by": by},
        )
    _settle_in_the_record(case, despite, by)
    return case.save_checked()


def _settle_in_the_record(case, despite, by):
    """What became of the measure, in the record of the member or the cell, and until when it lasts."""
    row, on = case.discipline or case.cell_discipline, case.settled_on
    if case.settlement == Settlement.LIFTED:
        people.lift_discipline(discipline=row, on=on, lifted_by=case.settled_no, by=by)
        case.ends_on = max(on, case.announced_on)
        return
    if case.settled_penalty:
        about = {"form": case.settled_penalty, "on": on, "decision_no": case.settled_no}
        body = str(DecidingBody(case.settled_by).label)
        people.change_discipline(measure=row, body=body, despite=despite, by=by, **about)
    case.ends_on = effect_ends(case.stands, on, _rules(case))


def _refuse_settling(case, body, settlement, penalty, decision_no):
    """Who settles is above who decided, and gives or takes away only what it may decide itself."""
    if body not in settlers(DecidingBody(case.body)):
        raise RuleError(_("A complaint is settled by a body above the one that decided."), "settled_by")
    if body == DecidingBody.UPPER and not decision_no:
        raise RuleError(_("Write the number of the decision from above."), "decision_no")
    if settlement == Settlement.UPHELD:
        return
    file, rules = case_file(case, case.signed_on), _rules(case)
    offered = {one for counted in file.ballots for one in counted.ballot.listed} - {Penalty.NONE, case.penalty}
    if settlement == Settlement.CHANGED and penalty not in offered:
        raise RuleError(_("Choose the form that it has now: another one than that which was decided."), "penalty")
    if penalty and Penalty(penalty).weight > Penalty(case.penalty).weight:
        _refuse_unasked(file.ballots, Penalty(penalty), rules, "penalty")
    most = heaviest(body, case.over, rules)
    if max(Penalty(case.penalty).weight, Penalty(penalty or Penalty.NONE).weight) > most.weight:
        words = _("%(body)s may not decide this form: the complaint goes to a body that may.")
        raise RuleError(words % {"body": capfirst(body.label)}, "settled_by")


@service
def close_discipline(*, case, closed, on, by, because="", decision_no="", shown=""):
    """It ends without a measure: nothing deserves one, or (`DisciplineStage.EXPIRED`) the limitation was over when it
    was voted on; what was concluded stays on record. Where a ballot asked for a measure, `because`, a ClosedBecause,
    says why there is none; `decision_no` is that of the level above. `shown` as for `decide_discipline`."""
    case = _open(case)
    refuse_overtaken(shown, mark_of_case(case))
    file = case_file(case, on)
    last = file.ballots[-1].ballot.on if file.ballots else case.opened_on
    if on < last:
        raise RuleError(_("It cannot be closed before the last step: %(day)s.") % {"day": f"{last:%d/%m/%Y}"}, "on")
    if closed == DisciplineStage.EXPIRED and not file.expired:
        raise RuleError(_("The limitation was not over on the day of the vote."), "closed")
    if closed == DisciplineStage.NONE and (file.decided or file.proposed):
        _refuse_closing(file, because, decision_no, on)
        case.closed_because, case.decision_no = because, decision_no if because == ClosedBecause.UPPER else ""
    return _close(case, closed, on)


def _refuse_closing(file, because, decision_no, on):
    if because == ClosedBecause.ENDED:
        if not ended_by(file.case, on):
            raise RuleError(_("The records tell neither of a death nor of the end of the cell by that day."), "because")
    elif file.decided:
        words = _("A ballot decided on a measure: it is carried out, unless the limitation was over.")
        raise RuleError(words, "closed")
    elif because != ClosedBecause.UPPER:
        words = _("A ballot proposed a measure: record the ballot of the body that decides, or say why there is none.")
        raise RuleError(words, "because")
    elif not decision_no:
        raise RuleError(_("Write the number of the decision from above."), "decision_no")


def _close(case, closed, on):
    case.closed, case.closed_on = closed, on
    return case.save_checked()


@service
def strike_ballot(*, ballot, reason, by):
    """Recorded by mistake. What was decided on it is struck out as a whole."""
    case = _open(ballot.case)
    ballot = Ballot.objects.get(pk=ballot.pk)
    if ballot.kind == BallotKind.PROPOSE and case.ballots.kept().filter(kind=BallotKind.DECIDE).exists():
        raise RuleError(_("A ballot decided on this proposal: strike that one out first."))
    ballot.struck, ballot.struck_reason = True, reason
    return ballot.save_checked()


@service
def strike_discipline(*, case, reason, by, despite=""):
    """The procedure was recorded wrongly: with it go the measure, what followed from it in a life, and the number of
    its papers. `despite` as for `members.services.record`."""
    people.lock_lives([case.member] if case.member_id else [])
    case = _kept(case)
    row = case.discipline or case.cell_discipline
    for measure in (getattr(row, "replaced_by", None), row):
        if measure and not measure.struck:
            people.strike(decision=measure, reason=reason, despite=despite, by=by)
    for paper in (case.settled_paper_id, case.paper_id):
        if number := current_number(paper):
            strike_paper(paper=number, reason=_("Recorded by mistake."), by=by)
    case.struck, case.struck_reason = True, reason
    return case.save_checked()


def _rules(case):
    return DisciplineRules.objects.in_force(case.commune_id, case.voted_on or case.signed_on)


def _kept(case):
    """The case as it is now; nobody else changes cases of its commune meanwhile."""
    lock(commune=case.commune_id)
    case = DisciplineCase.objects.select_related("commune", "member", "cell").get(pk=case.pk)
    if case.struck:
        raise RuleError(_("This procedure is struck out."))
    return case


def _open(case):
    case = _kept(case)
    if case.penalty:
        raise RuleError(_("It is decided already: a breach is decided once."))
    if case.closed:
        raise RuleError(_("This procedure is closed."))
    return case


def _decided(case):
    case = _kept(case)
    if not case.penalty:
        raise RuleError(_("It is not decided yet."))
    return case
