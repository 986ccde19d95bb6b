"""Briefings: which were held, one with its tasks, who came, what was said and concluded, its notice."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, may, require, scope
from cells.models import Commune
from cells.outgoing import send_paper
from cells.queries import as_issued, changed_since, committee_secretary, current_number, kinds_begun, mark_of
from common.forms import form_page, give_number, pressed, taken
from common.pages import page_of
from oversight import services, tables
from oversight.enums import BriefingKind
from oversight.forms import AttendanceForm, BriefingForm, ConclusionForm, SpeechForm, StrikeTaskForm
from oversight.models import Briefing, Conclusion, FocusTask
from oversight.papers.briefing import notice_of
from oversight.queries.briefing import next_briefing, tasks_of, tasks_of_last
from oversight.queries.focus import told


@require_safe
def briefings(request):
    """The briefings that were held, and when the secretaries come together next."""
    require(request.user, Do.SEE_FOCUS)
    today, commune = timezone.localdate(), Commune.objects.get(pk=commune_id(request.user))
    page = page_of(request, Briefing.objects.read_by(request.user).kept().select_related("paper", "commune"))
    context = {
        "page": page,
        "table": tables.briefings_held([(row, current_number(row.paper_id)) for row in page], request.user),
        "next": next_briefing(commune, today),
        "today": today,
        "may_give": may(request.user, Do.GIVE_FOCUS),
    }
    return render(request, "oversight/briefings.html", context)


def briefing_add(request):
    require(request.user, Do.GIVE_FOCUS)
    commune = Commune.objects.get(pk=commune_id(request.user))
    today = timezone.localdate()
    chair = committee_secretary(commune=commune, day=today)
    form = BriefingForm(request.POST or None, initial={"held_on": f"{today:%d/%m/%Y}", "chair": chair or ""})
    if briefing := taken(request, form, services.hold_briefing, commune=commune):
        messages.success(request, _("Saved. Next: who was absent, and what was concluded."))
        return redirect(briefing)
    return form_page(request, form, _("New briefing"), "oversight:briefings")


@require_safe
def briefing(request, pk):
    """A briefing as it was: how the tasks of the last one stood, who came, what was said, what was concluded."""
    briefing = get_for(request.user, Do.SEE_FOCUS, Briefing.objects, related=("commune", "paper"), pk=pk)
    today, number = timezone.localdate(), current_number(briefing.paper_id)
    last, before = tasks_of_last(briefing, today)
    units = list(briefing.units.select_related("agency", "cell"))
    now = {one.task.pk: one.course for one in told(tasks_of(briefing), today)}
    paper = notice_of(briefing, number)
    conclusions = briefing.conclusions.kept().select_related("agency", "cell", "task")
    tasks = [row.task_id for row in conclusions] + [one.task.pk for one in before]
    opens = set(FocusTask.objects.visible_to(request.user).filter(pk__in=tasks).values_list("pk", flat=True))
    may_give = scope(request.user, Do.GIVE_FOCUS).has(commune=briefing.commune_id, cell=None) and not briefing.struck
    context = {
        "briefing": briefing,
        "last": last,
        "before": before,
        "units": units,
        "came": sum(unit.came for unit in units),
        "absent": [unit for unit in units if not unit.came],
        "spoke": [unit for unit in units if unit.said],
        "conclusions": [(row, now.get(row.task_id)) for row in conclusions],
        "number": number,
        "changed": changed_since(number, paper) if number else [],
        "paper_shown": mark_of(paper),
        "begins": BriefingKind(briefing.kind).notice
        not in kinds_begun(cell=None, commune=briefing.commune_id, day=today),
        "today": today,
        "opens": opens,
        "sees_all": bool(scope(request.user, Do.SEE_MEETINGS).communes),
        "may_give": may_give,
        "may_conclude": may_give and not number,
    }
    return render(request, "oversight/briefing.html", context)


def briefing_edit(request, pk):
    return _step(request, pk, BriefingForm, services.edit_briefing, _("Change %(name)s"), _itself)


def briefing_strike(request, pk):
    return _step(request, pk, StrikeTaskForm, services.strike_briefing, _("%(name)s: recorded by mistake"))


def attendance(request, pk):
    return _step(request, pk, AttendanceForm, services.mark_attendance, _("Who was absent: %(name)s"), _units)


def speech(request, pk):
    return _step(request, pk, SpeechForm, services.note_speech, _("What was said: %(name)s"), _units)


def conclusion_add(request, pk):
    return _step(request, pk, ConclusionForm, services.conclude, _("Conclusion: %(name)s"), _offer)


def _itself(briefing):
    return {"instance": briefing}


def _units(briefing):
    return {"units": briefing.units.select_related("agency", "cell")}


def _offer(briefing):
    return {"commune": briefing.commune, "today": timezone.localdate()}


def _step(request, pk, form_class, service, heading, about=lambda briefing: {}):
    """A page of one form about a briefing, and what is done with it; `about` tells the form more."""
    briefing = _to_change(request, pk)
    heading = heading % {"name": briefing}
    form = form_class(request.POST or None, **about(briefing))
    if taken(request, form, service, briefing=briefing):
        messages.success(request, _("Struck out.") if service is services.strike_briefing else _("Saved."))
        return redirect(briefing)
    return form_page(request, form, heading, "oversight:briefings", briefing)


def conclusion_edit(request, pk):
    related = ("briefing__commune", "agency", "cell")
    row = get_for(request.user, Do.GIVE_FOCUS, Conclusion.objects, related=related, pk=pk)
    form = ConclusionForm(request.POST or None, instance=row, commune=row.briefing.commune, today=timezone.localdate())
    if taken(request, form, services.edit_conclusion, conclusion=row):
        messages.success(request, _("Saved."))
        return redirect(row.briefing)
    heading = _("Conclusion: %(name)s") % {"name": row.briefing}
    return form_page(request, form, heading, "oversight:briefings", row.briefing)


@require_POST
def conclusion_strike(request, pk):
    row = get_for(request.user, Do.GIVE_FOCUS, Conclusion.objects, related=("briefing",), pk=pk)
    if pressed(request, services.strike_conclusion, conclusion=row):
        messages.success(request, _("Struck out."))
    return redirect(row.briefing)


def notice(request, pk):
    """The Word file of the notice of conclusion, as issued where it is numbered. A POST gives it a number first."""
    briefing = get_for(request.user, Do.SEE_FOCUS, Briefing.objects, related=("commune",), pk=pk)
    number = current_number(briefing.paper_id)
    if request.method == "POST":
        briefing = _to_change(request, pk)
        give = partial(services.number_notice, briefing=briefing)
        label, then = capfirst(_("notice of conclusion")), reverse("oversight:notice", args=[pk])
        return give_number(request, give, number, label, then, ("oversight:briefings", briefing))
    document = as_issued(number) or notice_of(briefing, number)
    title = f"{document.title} {document.number if number else ''} {document.subject}"
    return send_paper(request, document, title=title, briefing=pk)


def _to_change(request, pk):
    return get_for(request.user, Do.GIVE_FOCUS, Briefing.objects, related=("commune",), pk=pk)
