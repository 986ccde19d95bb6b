"""Briefings are recorded; their notice is numbered, and with it each conclusion becomes a task."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Cell, Paper
from cells.queries import current_number
from cells.services import PaperRuleError, lock_body, number_paper
from common.errors import RuleError
from common.facts import write
from oversight.enums import BriefingKind, TaskSource
from oversight.models import Agency, Briefing, BriefingUnit, Conclusion, FocusTask
from oversight.papers.briefing import notice_of, notice_subject

ABOUT_A_BRIEFING = ("held_on", "starts_at", "place", "chair", "clerk", "heard", "discussion", "assessment")
ABOUT_A_CONCLUSION = ("title", "content", "agency", "cell", "person", "due_on")


@service
def hold_briefing(*, commune, kind, by, **facts):
    """A briefing was held: `facts` {field of ABOUT_A_BRIEFING: value}. Asked to come are all bodies of the commune, and
    with the secretaries all cells at work on that day; they came unless it is said otherwise."""
    briefing = write(Briefing(commune=commune, kind=kind), facts, ABOUT_A_BRIEFING).save_checked()
    units = [BriefingUnit(briefing=briefing, agency=agency) for agency in Agency.objects.kept().filter(commune=commune)]
    if BriefingKind(kind).with_cells:
        cells = Cell.objects.filter(commune=commune).active_on(briefing.held_on).order_by("search_key", "pk")
        units += [BriefingUnit(briefing=briefing, cell=cell) for cell in cells]
    BriefingUnit.objects.bulk_create(units)
    return briefing


@service
def edit_briefing(*, briefing, by, **facts):
    """What was said is put right; a notice that is issued stays as it was, and says that the records have changed."""
    briefing = write(_locked(briefing), facts, ABOUT_A_BRIEFING)
    number = current_number(briefing.paper_id)
    days = [row.due_on for row in briefing.conclusions.kept()] + ([number.on] if number else [])
    if days and briefing.held_on > min(days):
        words = {"day": f"{min(days):%d/%m/%Y}"}
        raise RuleError(
            _("A conclusion is due, or the notice is dated, on %(day)s: it was held by then.") % words, "held_on"
        )
    return briefing.save_checked()


@service
def strike_briefing(*, briefing, reason, by):
    """Recorded by mistake. Raises RuleError while its notice bears a number: tasks follow from it."""
    briefing = _locked(briefing)
    if current_number(briefing.paper_id):
        raise RuleError(_("Its notice is numbered: strike that number in the register of papers first."))
    if FocusTask.objects.unfinished().filter(conclusion__briefing=briefing).exists():
        raise RuleError(_("Tasks that it gave are not finished: strike them out first."))
    briefing.struck, briefing.struck_reason = True, reason
    return briefing.save_checked()


@service
def mark_attendance(*, briefing, absent, by):
    """Of those asked to come, the ones of the numbers `absent` did not; who spoke was there."""
    briefing = _locked(briefing)
    units = list(briefing.units.all())
    for unit in units:
        unit.came = unit.pk not in absent
        if unit.said and not unit.came:
            raise RuleError(_("%(unit)s spoke: it was there.") % {"unit": unit}, "absent")
    BriefingUnit.objects.bulk_update(units, ["came"])


@service
def note_speech(*, briefing, unit, said, by):
    """The gist of what the unit of that number, one that came, said."""
    row = _locked(briefing).units.get(pk=unit)
    row.said = said
    return row.save_checked()


@service
def conclude(*, briefing, by, **facts):
    """One more conclusion: `facts` {field of ABOUT_A_CONCLUSION: value}."""
    briefing = _open(briefing)
    return _fits(write(Conclusion(briefing=briefing), facts, ABOUT_A_CONCLUSION))


@service
def edit_conclusion(*, conclusion, by, **facts):
    briefing = _open(conclusion.briefing)
    row = Conclusion.objects.select_for_update().get(pk=conclusion.pk, briefing=briefing)
    return _fits(write(row, facts, ABOUT_A_CONCLUSION))


@service
def strike_conclusion(*, conclusion, by):
    _open(conclusion.briefing)
    row = Conclusion.objects.select_for_update().get(pk=conclusion.pk)
    row.struck = True
    return row.save_checked()


def _fits(conclusion):
    if conclusion.due_on < conclusion.briefing.held_on:
        raise RuleError(_("It cannot be due before the briefing."), "due_on")
    return conclusion.save_checked()


def _locked(briefing):
    briefing = Briefing.objects.select_for_update().get(pk=briefing.pk)
    if briefing.struck:
        raise RuleError(_("This briefing is struck out."))
    return briefing


def _open(briefing):
    """The briefing, locked, while its notice bears no number."""
    briefing = _locked(briefing)
    if current_number(briefing.paper_id):
        raise RuleError(_("The notice is issued: strike its number first, then change the conclusion."))
    return briefing


@service
def number_notice(*, briefing, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the notice of conclusion; what it says is kept, and each conclusion becomes a task.

    A notice that has a number keeps it, unless `corrects` is that number: then it is issued anew under the next one,
    and the tasks refer to that. Raises PaperRuleError without a conclusion, and before the briefing.
    """
    lock_body(briefing.commune_id, None)
    briefing = _locked(briefing)
    there = current_number(briefing.paper_id)
    if there and there != corrects:
        return there
    rows = list(briefing.conclusions.kept().select_related("agency", "cell", "task"))
    _refuse_notice(briefing, rows, on)
    number = number_paper(
        paper=briefing.paper or Paper(commune=briefing.commune, kind=BriefingKind(briefing.kind).notice),
        on=on,
        subject=notice_subject(briefing),
        draw=lambda number: notice_of(briefing, number=number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    briefing.paper = number.paper
    briefing.save_checked()
    for row in rows:
        _give(row, number)
    return number


def _refuse_notice(briefing, rows, on):
    if not rows:
        raise PaperRuleError(_("Write the conclusions first: a notice says who does what by when."))
    if on < briefing.held_on:
        raise PaperRuleError(
            _("The paper cannot be older than %(day)s.") % {"day": f"{briefing.held_on:%d/%m/%Y}"}, "on"
        )
    ended = next((row.cell for row in rows if row.cell and not row.cell.works_on(on)), None)
    if ended:
        raise PaperRuleError(_("%(cell)s is not at work on that day: choose another unit.") % {"cell": ended}, "on")
    early = next((row for row in rows if not row.task and row.due_on < on), None)
    if early:
        words = {"title": early, "day": f"{early.due_on:%d/%m/%Y}"}
        raise PaperRuleError(_("“%(title)s” is due on %(day)s, before the date of the paper.") % words, "on")


def _give(conclusion, number):
    """The task of a conclusion, as the notice says it now: a new one, or the one that is there. What was put off since
    stays put off."""
    facts = {name: getattr(conclusion, name) for name in ("title", "agency", "cell", "person", "due_on")}
    facts |= {"content": conclusion.content or conclusion.title}
    facts |= {"document_no": number.text, "document_on": number.on}
    if conclusion.task:
        task = FocusTask.objects.select_for_update().get(pk=conclusion.task_id)
        write(task, facts, facts).save_checked()
        return
    facts |= {"commune": conclusion.briefing.commune, "source": TaskSource.NOTICE, "given_on": number.on}
    conclusion.task = write(FocusTask(), facts, facts).save_checked()
    conclusion.save_checked()
