"""Numbers of the papers of a case. What a paper says is drawn and kept when it is numbered."""

from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.models import Paper
from cells.queries import current_number
from cells.services import PaperRuleError, lock, lock_body, number_paper, strike_paper
from development.enums import StepKind
from development.models import Candidate, Step
from development.papers.case import paper_of_step, recognition_paper, subject_of
from development.papers.facts import CaseFacts, recognition_day, recognition_vote
from development.papers.issues import RECOGNITION, issue_of
from development.queries.cases import case_file
from development.services.forgetting import refuse_forgotten
from members import services as people

OF_ITS_DAY = (StepKind.DECIDE, StepKind.PROLONG)  # the decision counts from the day on which it was made


@service
def number_step(*, step, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the paper that `step` asks for. One that has a number keeps it, unless `corrects` is that
    number: then it is issued anew under the next one."""
    issue = issue_of(step)
    lock_body(step.candidate.commune_id, step.cell_id if issue.by_cell else None)
    rows = Step.objects.select_related("candidate__commune", "candidate__member__hamlet", "cell", "event")
    step = rows.get(pk=step.pk)
    there = current_number(step.paper_id)
    if there and there != corrects:
        return there
    _refuse(step, on, corrects)
    facts = CaseFacts(case_file(step.candidate))
    number = number_paper(
        paper=step.paper or _paper(step.candidate, issue, step.cell),
        on=on,
        subject=subject_of(facts, issue, on),
        draw=lambda number: paper_of_step(facts, step, number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    step.paper = number.paper
    step.save_checked()
    _tell_life(step, number.text, by)
    return number


def _tell_life(step, text, by):
    """A prolonged probation stands in the member's life already: it is told the number of its decision."""
    if step.kind == StepKind.PROLONG and step.event_id and text:
        people.name_decision(event=step.event, decision_no=text, by=by)


def _refuse(step, on, corrects):
    refuse_forgotten(step.candidate)
    if step.struck or (step.event_id and step.event.struck):
        raise PaperRuleError(_("This step is struck out already."))
    if step.paper_no:
        words = _("Its paper was issued elsewhere under %(number)s: take that number away first where it is wrong.")
        raise PaperRuleError(words % {"number": step.paper_no})
    refuse_day(on, step.on, exact=step.kind in OF_ITS_DAY and not corrects)


def refuse_day(on, day, *, exact, field="on"):
    """A paper is not older than what it tells of, and a decision `exact` of the `day` on which it was decided."""
    words = {"day": f"{day:%d/%m/%Y}"}
    if on < day:
        raise PaperRuleError(_("The paper cannot be older than %(day)s.") % words, field)
    if exact and on != day:
        raise PaperRuleError(_("This was decided on %(day)s: the decision bears that day.") % words, field)


def _paper(candidate, issue, cell):
    cell = cell if issue.by_cell else None
    return Paper(commune=candidate.commune, cell=cell, kind=issue.kind, only_for=Do.SEE_CANDIDATES)


@service
def number_recognition(*, candidate, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the decision by which the Committee recognises somebody as an official member, once its vote
    has passed. It keeps its number as the paper of a step does."""
    lock_body(candidate.commune_id, None)
    rows = Candidate.objects.select_related("commune", "cell", "member__hamlet", "recognition_paper")
    candidate = rows.get(pk=candidate.pk)
    there = current_number(candidate.recognition_paper_id)
    if there and there != corrects:
        return there
    facts = CaseFacts(case_file(candidate))
    voted = recognition_vote(facts)
    if voted is None:
        raise PaperRuleError(_("The Committee has not passed it."))
    refuse_day(on, recognition_day(facts), exact=bool(facts.course.recognised_on) and not corrects)
    number = number_paper(
        paper=candidate.recognition_paper or _paper(candidate, RECOGNITION, None),
        on=on,
        subject=subject_of(facts, RECOGNITION, on),
        draw=lambda number: recognition_paper(facts, number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    candidate.recognition_paper = number.paper
    candidate.save_checked()
    return number


@service
def type_number(*, step, paper_no, by, paper_on=None):
    """The paper of `step` was issued elsewhere under `paper_no`, on the day `paper_on` where that is another one; an
    empty number takes a wrong one away."""
    lock(commune=step.candidate.commune_id, cells=[step.candidate.cell_id, step.cell_id])
    step = Step.objects.kept().select_related("candidate").get(pk=step.pk)
    refuse_forgotten(step.candidate)
    if number := current_number(step.paper_id):
        words = _("This paper bears the number %(number)s of the register.")
        raise PaperRuleError(words % {"number": number.text}, "paper_no")
    if paper_no and paper_on:
        refuse_day(paper_on, step.on, exact=step.kind in OF_ITS_DAY, field="paper_on")
    step.paper_no, step.paper_on = paper_no, paper_on if paper_no else None
    step.save_checked()
    _tell_life(step, paper_no, by)
    return step


def strike_numbers(paper, reason, by):
    """What a paper, given by its number or None, tells of was none: no number of it counts, neither that which it bears
    nor those that it corrects."""
    while number := current_number(paper):
        strike_paper(paper=number, reason=reason, by=by)
