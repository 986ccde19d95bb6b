"""Tasks of the Committee: which are late, one with its steps, each step, periods that are closed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Commune
from cells.outgoing import send_tables, wants_excel
from cells.queries.calendar import work_calendar
from common.forms import form_page, pressed, taken
from oversight import queries, services, tables
from oversight.enums import FocusState, FocusStepKind, Topic
from oversight.forms import (
    AgencyForm,
    ClosePeriodForm,
    FocusFilter,
    FocusStepForm,
    FocusTaskForm,
    StrikeTaskForm,
    unit_key,
)
from oversight.models import Agency, FocusPeriod, FocusRules, FocusStep, FocusTask
from oversight.rules.focus import due_of

# In the order of the page: late first, what is finished last.
ORDER = [FocusState.LATE, FocusState.REPORTED, FocusState.OPEN, FocusState.NO_DUE, FocusState.DONE, FocusState.DROPPED]
OF_UNIT = (FocusStepKind.REPORT, FocusStepKind.PROGRESS, FocusStepKind.INTERIM)
HEADINGS = {
    FocusStepKind.URGE: gettext_lazy("Urge"),
    FocusStepKind.PROGRESS: gettext_lazy("Tell how far it is"),
    FocusStepKind.INTERIM: FocusStepKind.INTERIM.label,
    FocusStepKind.REPORT: gettext_lazy("Report as done"),
    FocusStepKind.RETURN: gettext_lazy("Give back, not done yet"),
    FocusStepKind.POSTPONE: FocusStepKind.POSTPONE.label,
    FocusStepKind.ACCEPT: gettext_lazy("Accept as done"),
    FocusStepKind.DROP: gettext_lazy("No longer to be carried out"),
}


@require_safe
def tasks(request):
    """The tasks that the Committee gave, as far as one may read them: those that are late first."""
    require(request.user, Do.SEE_FOCUS)
    today = timezone.localdate()
    found = queries.told(FocusTask.objects.visible_to(request.user).kept(), today)
    leads = {unit_key(one.task): one.task.unit for one in found}
    form = FocusFilter(request.GET, leads=dict(sorted(leads.items(), key=lambda lead: str(lead[1]))))
    form.is_valid()
    chosen = sorted((one for one in found if form.fits(one)), key=_urgency)
    if wants_excel(request):
        return send_tables(request, tables.tasks_listed(chosen, today))
    states = [one.course.state for one in found]
    context = {
        "form": form,
        "title": capfirst(_("tasks of the Committee")),
        "rows": chosen,
        "counts": [(state, states.count(state)) for state in ORDER if not state.finished],
        "may_give": may(request.user, Do.GIVE_FOCUS),
        "whole": bool(scope(request.user, Do.SEE_FOCUS).communes),
        "topics": Topic.choices,
        "today": today,
    }
    return render(request, "oversight/focus_tasks.html", context)


def _urgency(told):
    due = told.course.due_on
    return ORDER.index(told.course.state), due is None, due or told.task.given_on, told.task.pk


@require_safe
def task(request, pk):
    """A task with everything that was done about it, and the next step of who reads it."""
    task = get_for(request.user, Do.SEE_FOCUS, FocusTask.objects, related=("agency", "cell"), pk=pk)
    [told] = queries.told(FocusTask.objects.filter(pk=task.pk), timezone.localdate())
    kinds = [] if task.struck else _open_kinds(request.user, task, told.course)
    context = {
        "task": task,
        "course": told.course,
        "steps": task.steps.select_related("account"),
        "last": _last_to_strike(request.user, task, told.steps),
        "joined": task.joined.kept().select_related("agency", "cell"),
        "first": kinds[0] if kinds else None,
        "ways": [(kind.value, capfirst(HEADINGS[kind])) for kind in kinds],
        "may_give": _may(request.user, Do.GIVE_FOCUS, task) and not task.struck,
        "today": timezone.localdate(),
    }
    return render(request, "oversight/focus_task.html", context)


def _may(user, do, task):
    return scope(user, do).has(commune=task.commune_id, cell=task.cell_id)


def _last_to_strike(user, task, steps):
    """The last of the kept `steps` where `user` may strike it out: who may record such a one."""
    last = steps[-1] if steps and not task.struck else None
    return last if last and _may(user, _doing(last.kind), task) else None


def _doing(kind):
    """What one must be allowed to do to record a step of `kind`: who reports for a unit records its reports only."""
    return Do.REPORT_FOCUS if kind in OF_UNIT else Do.GIVE_FOCUS


def _open_kinds(user, task, course):
    """[FocusStepKind] that `user` may record now, the next one first."""
    if course.finished:
        return []
    gives, reports = _may(user, Do.GIVE_FOCUS, task), _may(user, Do.REPORT_FOCUS, task)
    waits = course.state == FocusState.REPORTED
    kinds = [FocusStepKind.ACCEPT, FocusStepKind.RETURN] if waits and gives else []
    if reports:
        kinds += [] if waits else [FocusStepKind.REPORT]
        kinds += [FocusStepKind.INTERIM] if course.missed or course.next_report else []
        kinds.append(FocusStepKind.PROGRESS)
    return [*kinds, FocusStepKind.URGE, FocusStepKind.POSTPONE, FocusStepKind.DROP] if gives else kinds


def task_step(request, pk, kind):
    """A page of one step."""
    if kind not in FocusStepKind.values:
        raise Http404
    kind = FocusStepKind(kind)
    task, today = get_for(request.user, _doing(kind), FocusTask.objects, pk=pk), timezone.localdate()
    [told] = queries.told(FocusTask.objects.filter(pk=task.pk), today)
    form = FocusStepForm(request.POST or None, kind=kind, course=told.course, initial={"on": f"{today:%d/%m/%Y}"})
    if taken(request, form, services.take_step, task=task, kind=kind):
        messages.success(request, _("Saved."))
        return redirect(task)
    return form_page(request, form, f"{capfirst(HEADINGS[kind])}: {task}", "oversight:focus", task)


def step_strike(request, pk):
    """That the last step of a task was recorded by mistake."""
    step = get_for(request.user, Do.REPORT_FOCUS, FocusStep.objects, related=("task",), pk=pk)
    get_for(request.user, _doing(step.kind), FocusTask.objects, pk=step.task_id)
    form = StrikeTaskForm(request.POST or None)
    if taken(request, form, services.strike_step, step=step):
        messages.success(request, _("Struck out; it no longer counts."))
        return redirect(step.task)
    heading = _("Strike out: %(what)s") % {"what": step}
    return form_page(request, form, heading, "oversight:focus", step.task, button=_("Strike out"))


def task_add(request):
    """A new task; `topic` of the address is one of the usual ones to begin with."""
    require(request.user, Do.GIVE_FOCUS)
    commune, today = Commune.objects.get(pk=commune_id(request.user)), timezone.localdate()
    days = FocusRules.objects.in_force(commune, today).days_given
    due = due_of(today, days, work_calendar(commune))
    initial = {"given_on": f"{today:%d/%m/%Y}", "due_on": f"{due:%d/%m/%Y}"}
    initial["title"] = dict(Topic.choices).get(request.GET.get("topic"), "")
    form = FocusTaskForm(request.POST or None, commune=commune, today=today, initial=initial)
    if task := taken(request, form, services.give_task, commune=commune):
        messages.success(request, _("The task is given."))
        return redirect(task)
    return form_page(request, form, _("New task of the Committee"), "oversight:focus")


def task_edit(request, pk):
    task = get_for(request.user, Do.GIVE_FOCUS, FocusTask.objects, related=("commune",), pk=pk)
    name = str(task)
    form = FocusTaskForm(request.POST or None, instance=task, commune=task.commune, today=timezone.localdate())
    if taken(request, form, services.change_task, task=task):
        messages.success(request, _("Saved."))
        return redirect(task)
    return form_page(request, form, _("Change %(name)s") % {"name": name}, "oversight:focus", task)


def task_strike(request, pk):
    task = get_for(request.user, Do.GIVE_FOCUS, FocusTask.objects, pk=pk)
    form = StrikeTaskForm(request.POST or None)
    if taken(request, form, services.strike_task, task=task):
        messages.success(request, _("Struck out."))
        return redirect(task)
    heading = _("%(name)s: recorded by mistake") % {"name": task}
    return form_page(request, form, heading, "oversight:focus", task)


def _may_add(request):
    """Whether a page about the whole commune shows the form of a new row. Refuses who reads single cells only, and
    who sends the form without the right to."""
    if not scope(request.user, Do.SEE_FOCUS).communes:
        raise PermissionDenied
    if request.method == "POST":
        require(request.user, Do.GIVE_FOCUS)
    return may(request.user, Do.GIVE_FOCUS)


def periods(request):
    """Periods that were closed, and the one to be closed next."""
    may_close = _may_add(request)
    today = timezone.localdate()
    context, closed = {}, FocusPeriod.objects.read_by(request.user).kept().select_related("commune")
    if may_close:
        commune = Commune.objects.get(pk=commune_id(request.user))
        form = ClosePeriodForm(request.POST or None, today=today)
        looked = form.is_valid() and form.cleaned_data["shown"]
        if looked and (period := taken(request, form, services.close_period, commune=commune, today=today)):
            messages.success(request, _("The period is closed."))
            return redirect(period)
        context = {"form": form, "figures": _to_be_closed(form, commune)}
    context["table"] = tables.closed_periods(closed, request.user)
    return render(request, "oversight/focus_periods.html", context)


def _to_be_closed(form, commune):
    """The table of the figures of the period that was chosen, or None; the form then carries their mark."""
    if not form.is_bound or not (period := form.cleaned_data.get("period")):
        return None
    days = {"since": period.since, "last_day": period.last_day}
    preview = FocusPeriod(**days, figures=queries.figures_of_period(commune=commune.pk, **days))
    form.data = form.data.copy()
    form.data["shown"] = queries.mark_of_period(**days, figures=preview.figures)
    return tables.period_figures(preview)


@require_safe
def period(request, pk):
    """The figures of a closed period as they were, and where the records say otherwise by now."""
    period = get_for(request.user, Do.SEE_FOCUS, FocusPeriod.objects, pk=pk)
    table = tables.period_figures(period)
    if wants_excel(request):
        return send_tables(request, table)
    about = {"commune": period.commune_id, "since": period.since, "last_day": period.last_day}
    context = {
        "period": period,
        "table": table,
        "changed": not _the_same(queries.figures_of_period(**about), period.figures),
        "may_give": scope(request.user, Do.GIVE_FOCUS).has(commune=period.commune_id, cell=None) and not period.struck,
    }
    return render(request, "oversight/focus_period.html", context)


def _the_same(now, kept):
    """Whether figures of a period are what was kept; one that was not counted yet when it was closed is not asked."""
    return len(now) == len(kept) and all(
        unit == before and numbers.items() <= told.items()
        for (unit, told), (before, numbers) in zip(now, kept, strict=True)
    )


@require_POST
def period_strike(request, pk):
    period = get_for(request.user, Do.GIVE_FOCUS, FocusPeriod.objects, pk=pk)
    if pressed(request, services.strike_period, period=period):
        messages.success(request, _("Struck out: the period can be closed anew."))
    return redirect("oversight:focus-periods")


def agencies(request):
    """The bodies of the commune that lead tasks, in the order of recipients."""
    may_edit = _may_add(request)
    found = list(Agency.objects.visible_to(request.user).kept())
    form = None
    if may_edit:
        form = AgencyForm(
            request.POST or None, initial={"position": max((one.position for one in found), default=0) + 1}
        )
        commune = Commune.objects.get(pk=commune_id(request.user))
        if taken(request, form, services.add_agency, commune=commune):
            messages.success(request, _("Saved."))
            return redirect("oversight:agencies")
    return render(request, "oversight/agencies.html", {"form": form, "agencies": found, "may_edit": may_edit})


def agency_edit(request, pk):
    agency = get_for(request.user, Do.GIVE_FOCUS, Agency.objects, pk=pk)
    name = str(agency)
    form = AgencyForm(request.POST or None, instance=agency)
    if taken(request, form, services.change_agency, agency=agency):
        messages.success(request, _("Saved."))
        return redirect("oversight:agencies")
    return form_page(request, form, _("Change %(name)s") % {"name": name}, "oversight:focus", "oversight:agencies")


@require_POST
def agency_strike(request, pk):
    agency = get_for(request.user, Do.GIVE_FOCUS, Agency.objects, pk=pk)
    if pressed(request, services.strike_agency, agency=agency):
        messages.success(request, _("Struck out: it leads no new tasks."))
    return redirect("oversight:agencies")
