"""Inspection and supervision: the document of a year, cases from their plan to the closed dossier, what is mended."""

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from cells.enums import PaperKind
from cells.models import Paper
from cells.queries import current_number
from cells.queries.calendar import work_calendar
from cells.services import PaperRuleError, lock, number_paper, strike_paper
from common.errors import RuleError
from common.facts import write
from development.enums import ItemState
from oversight.enums import NUMBERED, Body, CaseKind, CaseResult, CaseStepKind
from oversight.models import (
    InspectionCase,
    InspectionChecklist,
    InspectionItem,
    InspectionProgramme,
    InspectionRemedy,
    InspectionRules,
    InspectionStep,
    InspectionSubject,
    InspectionTeamMember,
)
from oversight.papers.inspection import decision_kind, paper_of_case, subject_of
from oversight.queries.inspection import papers_for
from oversight.rules.inspection import latest_extension, limit_of, may_follow, runs_from_receipt

ABOUT_A_PROGRAMME = ("document_no", "document_on")
ABOUT_A_CASE = ("added", "title", "content", "since", "last_day", "due_on", "received_on")
ABOUT_AN_ITEM = ("state", "number", "on", "reason")
ABOUT_A_REMEDY = ("text", "owner", "due_on")


@service
def start_programme(*, commune, body, year, by, cell=None, **facts):
    """The document of a body for a year: `facts` {field of ABOUT_A_PROGRAMME: value}."""
    lock(commune=commune)
    row = InspectionProgramme(commune=commune, body=body, cell=cell, year=year)
    return write(row, facts, ABOUT_A_PROGRAMME).save_checked()


@service
def change_programme(*, programme, by, **facts):
    """Number and date of the document are put right."""
    lock(commune=programme.commune_id)
    return write(programme, facts, ABOUT_A_PROGRAMME).save_checked()


@service
def keep_checklist(*, commune, kind, body, since, papers, by):
    """From a day on the dossier of a kind of case has these papers, one a line."""
    lock(commune=commune)
    facts = {"commune": commune, "kind": kind, "body": body, "since": since, "papers": papers}
    return InspectionChecklist(**facts).save_checked()


@service
def plan_case(*, programme, kind, today, by, cell=None, member=None, origin=None, **facts):
    """A case under a programme, planned or added: `facts` {field of ABOUT_A_CASE: value}, its first subject if it is
    known. The checklist of its kind becomes the dossier.

    Raises RuleError for a kind that no cell carries out, and where its day of receipt is missing.
    """
    lock(commune=programme.commune_id)
    if programme.body == Body.CELL and not CaseKind(kind).of_a_cell:
        raise RuleError(_("A cell does not carry out this kind: the board or the Committee does."), "kind")
    last = programme.cases.filter(kind=kind).aggregate(last=Max("serial"))["last"] or 0
    case = InspectionCase(commune=programme.commune, programme=programme, kind=kind, serial=last + 1, origin=origin)
    case.sensitive = CaseKind(kind).sensitive
    _check_facts(case, facts)
    case = write(case, facts, ABOUT_A_CASE).save_checked()
    labels = papers_for(programme.commune, kind, programme.body, today)
    InspectionItem.objects.bulk_create(
        [InspectionItem(case=case, place=place, label=label[:200]) for place, label in enumerate(labels, 1)]
    )
    if cell or member:
        InspectionSubject(case=case, cell=cell, member=member).save_checked()
    return case


def _check_facts(case, facts):
    if runs_from_receipt(case.kind) and not facts.get("received_on"):
        raise RuleError(_("Say on which day it was received: its limit runs from then."), "received_on")
    if facts["last_day"] < facts["since"]:
        raise RuleError(_("The period examined ends before it begins."), "last_day")
    if facts["last_day"] > facts["due_on"]:
        raise RuleError(_("The period examined ends after the day by which the case is concluded."), "last_day")


@service
def change_case(*, case, by, **facts):
    """What was written wrongly is put right, until its decision or plan is issued."""
    case = _locked(case)
    if current_number(case.decision_id):
        raise RuleError(_("The decision is issued: what it says stays as it is."))
    _check_facts(case, facts)
    return write(case, facts, ABOUT_A_CASE).save_checked()


@service
def strike_case(*, case, reason, by):
    """Recorded by mistake; the supervision that turned into it may turn anew. Raises RuleError while one of its papers
    bears a number, and once that supervision is concluded."""
    case = _locked(case)
    if current_number(case.decision_id) or current_number(case.notice_id):
        raise RuleError(_("Its papers are numbered: strike the numbers first."))
    if case.origin:
        _before_the_notice(case.origin)
        for row in case.origin.subjects.kept().filter(result=CaseResult.TURNED):
            row.result = ""
            row.save_checked()
        case.origin = None
    case.struck, case.struck_reason = True, reason
    return case.save_checked()


@service
def add_subject(*, case, by, cell=None, member=None):
    """One more subject: a cell, also one that has ended, or a member, also a former one."""
    case = _before_the_notice(case)
    if member and case.team.kept().filter(member=member).exists():
        raise RuleError(_("This member is in the team: nobody inspects themselves."), "name")
    return InspectionSubject(case=case, cell=cell, member=member).save_checked()


@service
def drop_subject(*, subject, by):
    _before_the_notice(subject.case)
    subject.struck = True
    return subject.save_checked()


@service
def name_team_member(*, case, member, leads, by):
    """Somebody carries the case out. Raises RuleError for who is a subject of it."""
    case = _before_the_notice(case)
    if case.subjects.kept().filter(member=member).exists():
        raise RuleError(_("This member is a subject of the case: nobody inspects themselves."), "name")
    return InspectionTeamMember(case=case, member=member, leads=leads).save_checked()


@service
def drop_team_member(*, row, by):
    _before_the_notice(row.case)
    row.struck = True
    return row.save_checked()


@service
def take_case_step(*, case, kind, on, by, text="", due_on=None):
    """A step of a case, in its turn. Decision and conclusion are taken by numbering their paper (`number_case_paper`).

    Raises RuleError for a step out of turn, before the last one, and for an extension beyond what the rules let.
    """
    case = _locked(case)
    if kind in NUMBERED:
        raise RuleError(_("This step is taken by giving its paper a number."))
    if case.cell:
        require_in_office(by, Do.KEEP_INSPECTIONS, case.cell, on, "on")
    return _take(case, kind, on, text, due_on)


def _take(case, kind, on, text="", due_on=None):
    steps = list(case.steps.kept().order_by("on", "pk"))
    taken = {CaseStepKind(step.kind): step.on for step in steps if step.kind != CaseStepKind.EXTEND}
    if not may_follow(kind, taken):
        raise RuleError(_("This step is not its turn: one before it is missing, or a later one is recorded."))
    if case.received_on and on < case.received_on:
        words = {"day": f"{case.received_on:%d/%m/%Y}"}
        raise RuleError(_("No step comes before the day of the receipt: %(day)s.") % words, "on")
    if steps and on < steps[-1].on:
        words = {"day": f"{steps[-1].on:%d/%m/%Y}"}
        raise RuleError(_("The day cannot be before the last step: %(day)s.") % words, "on")
    if kind == CaseStepKind.EXTEND:
        _refuse_extension(case, taken, due_on)
    return InspectionStep(case=case, kind=kind, on=on, text=text, due_on=due_on).save_checked()


def _refuse_extension(case, taken, due_on):
    rules = InspectionRules.objects.in_force(case.commune_id, taken[CaseStepKind.DECIDE])
    working = work_calendar(case.commune_id)
    latest, limit = latest_extension(case, taken, rules, working), limit_of(case, taken, rules, working)
    if latest is None:
        raise RuleError(_("The rules know no extension of this kind of case."))
    if due_on is None or not limit < due_on <= latest:
        words = {"first": f"{limit:%d/%m/%Y}", "last": f"{latest:%d/%m/%Y}"}
        raise RuleError(
            _("The new day lies after %(first)s and by %(last)s: that is what the rules let.") % words, "due_on"
        )


@service
def strike_case_step(*, step, by):
    """The last step was recorded by mistake; one that a paper tells of goes with the number of the paper."""
    case = _locked(step.case)
    last = case.steps.kept().order_by("on", "pk").last()
    if last != step:
        raise RuleError(_("Only the last step can be struck out."))
    number = current_number(_paper_id(case, step.kind)) if step.kind in NUMBERED else None
    if number:
        strike_paper(paper=number, reason=_("step recorded by mistake"), by=by)
    last.struck = True
    return last.save_checked()


def _paper_id(case, kind):
    return case.decision_id if kind == CaseStepKind.DECIDE else case.notice_id


@service
def number_case_paper(*, case, kind, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the decision (or plan) or of the notice of conclusion of a case; the step is taken with it.

    A paper that has a number keeps it, unless `corrects` is that number. Raises PaperRuleError without a subject, and
    for a notice without a result of each of them or before the last step.
    """
    lock(commune=case.commune_id, cells=[case.cell.pk] if case.cell else ())
    case = _locked(case)
    there = current_number(_paper_id(case, kind))
    if there and there != corrects:
        return there
    _refuse_paper(case, kind)
    before = current_number(case.decision_id) if kind == CaseStepKind.CONCLUDE else None
    if before and on < before.on:
        words = {"day": f"{before.on:%d/%m/%Y}"}
        raise PaperRuleError(_("The paper cannot be older than %(day)s.") % words, "on")
    if not case.steps.kept().filter(kind=kind).exists():
        _take(case, kind, on)
    number = number_paper(
        paper=(there and there.paper) or _paper(case, kind),
        on=on,
        subject=subject_of(case, kind),
        draw=lambda number: paper_of_case(case, kind, number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    setattr(case, "decision" if kind == CaseStepKind.DECIDE else "notice", number.paper)
    case.save_checked()
    return number


def _paper(case, kind):
    """The Paper that is to bear the number: the one there, whose number was struck, or a new one."""
    there = case.decision if kind == CaseStepKind.DECIDE else case.notice
    return there or Paper(
        commune=case.commune,
        cell=case.cell,
        board=case.body == Body.BOARD,
        kind=decision_kind(case.body) if kind == CaseStepKind.DECIDE else PaperKind.NOTICE,
        only_for=Do.SEE_SENSITIVE if case.sensitive else "",
    )


def _refuse_paper(case, kind):
    subjects = list(case.subjects.kept())
    if not subjects:
        raise PaperRuleError(_("Name whom the case is about first."))
    if case.body != Body.CELL and not case.team.kept().exists():
        raise PaperRuleError(_("Name who carries it out first."))
    if kind == CaseStepKind.CONCLUDE and not all(one.result for one in subjects):
        raise PaperRuleError(_("Write what was found of each subject first."))


@service
def write_findings(*, case, strengths, faults, results, by):
    """What was found: `results` {number of a subject: CaseResult or ""}. A supervision concludes no breach."""
    case = _before_the_notice(case)
    rows = list(case.subjects.kept())
    allowed = results_of(case.kind)
    for row in rows:
        result = results.get(row.pk, row.result)
        if result and result != row.result and result not in allowed:
            raise RuleError(_("This result does not belong to this kind of case."))
        row.result = result
    InspectionSubject.objects.bulk_update(rows, ["result"])
    case.strengths, case.faults = strengths, faults
    return case.save_checked()


def results_of(kind):
    """[CaseResult] that a subject of that kind of case may have; one that is turned is written by `turn_case`."""
    if CaseKind(kind).supervises:
        return [CaseResult.GOOD, CaseResult.LIMITED]
    return [result for result in CaseResult if not result.of_supervision]


@service
def turn_case(*, case, subjects, programme, on, due_on, today, by):
    """A supervision found signs of breach: each of `subjects` is turned into an inspection, which is a new case with a
    decision of its own, under `programme` (domain 33.32). Returns the new case."""
    case = _before_the_notice(case)
    if not CaseKind(case.kind).supervises:
        raise RuleError(_("Only a supervision turns into an inspection."))
    opened = case.steps.kept().filter(kind=CaseStepKind.OPEN).first()
    if not opened or on < opened.on:
        raise RuleError(_("It was not opened by that day: it has found nothing yet."), "on")
    if getattr(case, "turned_into", None):
        raise RuleError(_("It was turned into an inspection already."))
    facts = {"title": _("Signs of breach found in a supervision"), "content": case.content, "due_on": due_on}
    facts |= {"since": case.since, "last_day": case.last_day, "added": True, "received_on": on}
    new = plan_case(programme=programme, kind=CaseKind.SIGNS, today=today, origin=case, by=by, **facts)
    rows = list(case.subjects.kept().filter(pk__in=[one.pk for one in subjects]))
    for row in rows:
        row.result = CaseResult.TURNED
        InspectionSubject(case=new, cell=row.cell, member=row.member).save_checked()
    InspectionSubject.objects.bulk_update(rows, ["result"])
    return new


@service
def mark_items(*, case, items, by):
    """The dossier as it is: `items` {number of an InspectionItem: {field of ABOUT_AN_ITEM: value}}; others stay."""
    case = _locked(case)
    rows = list(case.items.filter(pk__in=items))
    for row in rows:
        write(row, items[row.pk], ABOUT_AN_ITEM)
        if row.state == ItemState.NOT_APPLICABLE and not row.reason:
            raise RuleError(_("Say why this paper is not applicable, and only then."), f"item-{row.pk}-reason")
        if row.state != ItemState.NOT_APPLICABLE:
            row.reason = ""
    InspectionItem.objects.bulk_update(rows, ABOUT_AN_ITEM)


@service
def add_remedy(*, case, by, **facts):
    """Something is to be mended: `facts` {field of ABOUT_A_REMEDY: value}."""
    case = _before_the_notice(case)
    _refuse_before_it_began(case, facts["due_on"], "due_on")
    return write(InspectionRemedy(case=case), facts, ABOUT_A_REMEDY).save_checked()


def _refuse_before_it_began(case, day, field):
    """Nothing is due or mended before the decision, or the plan, of the case."""
    began = case.steps.kept().order_by("on", "pk").first()
    if began and day < began.on:
        words = {"day": f"{began.on:%d/%m/%Y}"}
        raise RuleError(_("The case began on %(day)s: this day comes before it.") % words, field)


@service
def close_remedy(*, remedy, by, done_on=None, outcome="", not_done=""):
    """What came of it: mended on a day with a result, or not, and why."""
    _locked(remedy.case)
    remedy = InspectionRemedy.objects.get(pk=remedy.pk)
    if remedy.done_on or remedy.not_done:
        raise RuleError(_("This is closed already."))
    if bool(done_on) == bool(not_done) or bool(done_on) != bool(outcome):
        raise RuleError(_("Write what came of it: the result with its day, or why it was not mended."), "outcome")
    if done_on:
        _refuse_before_it_began(remedy.case, done_on, "done_on")
    remedy.done_on, remedy.outcome, remedy.not_done = done_on, outcome, not_done
    return remedy.save_checked()


@service
def strike_remedy(*, remedy, by):
    """Recorded by mistake, before the notice says it."""
    _before_the_notice(remedy.case)
    remedy.struck = True
    return remedy.save_checked()


def _locked(case):
    lock(commune=case.commune_id)
    case = InspectionCase.objects.select_for_update(of=("self",)).select_related("programme", "commune").get(pk=case.pk)
    if case.struck:
        raise RuleError(_("This case is struck out."))
    return case


def _before_the_notice(case):
    case = _locked(case)
    if current_number(case.notice_id):
        raise RuleError(_("The conclusion is issued: strike its step first."))
    return case
