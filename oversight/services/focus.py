"""Tasks of the Committee are given, reported by the unit that leads, accepted by the office; periods are closed."""

from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from cells.models import Cell
from cells.services import keep_open, lock, refuse_overtaken
from common.errors import RuleError
from common.facts import write
from common.periods import Span
from common.text import search_key, tone_key
from oversight.enums import FocusStepKind
from oversight.models import Agency, FocusPeriod, FocusStep, FocusTask, JoiningUnit
from oversight.queries.focus import figures_of_period, mark_of_period
from oversight.rules.focus import course, report_days

ABOUT_A_TASK = (
    *("title", "content", "measures", "product", "source", "document_no", "document_on", "scope", "agency", "cell"),
    *("person", "checker", "given_on", "due_on", "every", "every_day"),
)


# Who is usually written to, in this order (domain 23.1); an office adds its own.
BODIES = (
    "Ủy ban nhân dân xã",
    "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
    "Ban Xây dựng Đảng",
    "Ủy ban Kiểm tra Đảng ủy",
    "Văn phòng Đảng ủy",
)


@service
def ship_agencies(*, commune, by):
    """The bodies that every commune has, for one that begins: [Agency]."""
    return [Agency(commune=commune, name=name, position=place).save_checked() for place, name in enumerate(BODIES, 1)]


@service
def add_agency(*, commune, name, position, by):
    """Raises RuleError for the name of a cell."""
    _refuse_name_of_a_cell(commune, name)
    return Agency(commune=commune, name=name, position=position).save_checked()


@service
def change_agency(*, agency, name, position, by):
    """Raises RuleError for the name of a cell."""
    _refuse_name_of_a_cell(agency.commune, name)
    agency.name, agency.position = name, position
    return agency.save_checked()


def _refuse_name_of_a_cell(commune, name):
    """Where units are told by name alone, on sheets and in papers, each name is that of one unit."""
    lock(commune=commune)
    cells = Cell.objects.filter(commune=commune, search_key=search_key(name))
    if tone_key(name) in {tone_key(cell.name) for cell in cells}:
        raise RuleError(_("A cell bears this name: choose another one."), "name")


@service
def strike_agency(*, agency, by):
    """The body leads no new tasks; those it leads stay its own."""
    agency.struck = True
    return agency.save_checked()


@service
def give_task(*, commune, by, joining=(), **facts):
    """The Committee gives a task: `facts` {field of ABOUT_A_TASK: value}; `joining` [{"agency": …, "cell": …}], one of
    them None, take part in it."""
    cells = [unit["cell"] for unit in (facts, *joining) if unit.get("cell")]
    keep_open(commune=commune, cells=cells, field="lead")
    task = write(FocusTask(commune=commune), facts, ABOUT_A_TASK).save_checked()
    _set_joining(task, joining)
    return task


def _set_joining(task, units):
    wanted = {(unit["agency"], unit["cell"]): unit for unit in units}
    for row in task.joined.select_related("agency", "cell"):
        row.struck = wanted.pop((row.agency, row.cell), None) is None
        row.save_checked()
    for unit in wanted.values():
        JoiningUnit(task=task, **unit).save_checked()


@service
def change_task(*, task, by, joining=(), **facts):
    """What was written wrongly is corrected. Raises RuleError for a finished task, and for days that contradict a step.

    A new due day after the fact is a step (put off), so the day first given stays as it is once there are steps.
    """
    task = _locked(task)
    steps = _open_steps(task)
    if steps and facts["due_on"] != task.due_on:
        raise RuleError(_("Steps are recorded: put it off by a step of its own, with the reason."), "due_on")
    if steps and facts["given_on"] > steps[0].on:
        words = {"day": f"{steps[0].on:%d/%m/%Y}"}
        raise RuleError(_("A step is recorded on %(day)s: it was given by then.") % words, "given_on")
    answered = {step.answers_on for step in steps if step.answers_on}
    task = write(task, facts, ABOUT_A_TASK)
    put_off = [step for step in steps if step.kind == FocusStepKind.POSTPONE]
    if answered and (not task.every or answered - set(report_days(task, put_off, max(answered)))):
        raise RuleError(_("Regular reports are recorded for the days asked for so far."), "every")
    _set_joining(task, joining)
    return task.save_checked()


@service
def strike_task(*, task, reason, by):
    """Recorded by mistake: it counts nowhere any more but in periods that are closed."""
    task = _locked(task)
    task.struck, task.struck_reason = True, reason
    return task.save_checked()


@service
def take_step(*, task, kind, on, by, text="", document_no="", due_on=None, answers_on=None):
    """Something was done about a task. A unit reports, then the office accepts or gives back; nothing follows the end.

    Raises RuleError for a step out of turn, and for days that contradict each other.
    """
    task = _locked(task)
    if task.cell:
        require_in_office(by, Do.REPORT_FOCUS, task.cell, on, "on")
    steps = _open_steps(task)
    last = max((step.on for step in steps), default=task.given_on)
    if on < last:
        words = {"day": f"{last:%d/%m/%Y}"}
        raise RuleError(
            _("The day cannot be before the last step, or before the task was given: %(day)s.") % words, "on"
        )
    _refuse_out_of_turn(kind, task, steps, on, due_on, answers_on)
    told = {"text": text, "document_no": document_no, "due_on": due_on, "answers_on": answers_on}
    return FocusStep(task=task, kind=kind, on=on, account=by, **told).save_checked()


@service
def strike_step(*, step, reason, by):
    """The last step was recorded by mistake: the task stands as before it. What came before the last one is struck out
    after it, so that every step still follows from those before."""
    task = _locked(step.task)
    last = task.steps.kept().last()
    if last != step:
        raise RuleError(_("Only the last step is struck out: strike out what came after it first."))
    last.struck, last.struck_reason = True, reason
    return last.save_checked()


def _locked(task):
    task = FocusTask.objects.select_for_update().get(pk=task.pk)
    if task.struck:
        raise RuleError(_("This task is struck out."))
    return task


def _open_steps(task):
    """[FocusStep] of a task that is not finished, in the order of their days."""
    steps = list(task.steps.kept())
    if any(step.kind in (FocusStepKind.ACCEPT, FocusStepKind.DROP) for step in steps):
        raise RuleError(_("This task is finished already."))
    return steps


def _refuse_out_of_turn(kind, task, steps, on, due_on, answers_on):
    now = course(task, steps, on)
    if kind in (FocusStepKind.ACCEPT, FocusStepKind.RETURN) and not now.reported_on:
        raise RuleError(_("The unit that leads it has not reported it as done yet."))
    if kind == FocusStepKind.REPORT and now.reported_on:
        raise RuleError(_("It is reported as done already: the office accepts it or gives it back."))
    if kind == FocusStepKind.POSTPONE and (due_on is None or due_on < on or (now.due_on and due_on <= now.due_on)):
        raise RuleError(_("The new due day must be later than the present one, and not over yet."), "due_on")
    if kind == FocusStepKind.INTERIM and answers_on not in now.missed and answers_on != now.next_report:
        raise RuleError(_("No report is asked for by this day, or it is there already."), "answers_on")


@service
def close_period(*, commune, period, today, by, shown=""):
    """The figures of a period (`common.periods.Period` or Span) are kept as they are now. `shown` is the mark of those
    on the page (`mark_of_period`).

    Raises RuleError while it is not over, and when it is closed already.
    """
    lock(commune=commune)
    span = Span(period.since, period.last_day)
    if span.last_day >= today:
        raise RuleError(_("This period is not over yet."), "period")
    figures = figures_of_period(commune=commune.pk, since=span.since, last_day=span.last_day)
    refuse_overtaken(shown, mark_of_period(span.since, span.last_day, figures))
    return FocusPeriod(
        commune=commune, since=span.since, last_day=span.last_day, closed_on=today, figures=figures
    ).save_checked()


@service
def strike_period(*, period, by):
    """Closed by mistake, or to be closed anew: the figures stay on record and no longer count."""
    period = FocusPeriod.objects.select_for_update().get(pk=period.pk)
    period.struck = True
    return period.save_checked()
