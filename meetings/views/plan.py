"""The plan of a cell's year, and the month of all cells."""

from calendar import Calendar

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Assignment, Cell
from cells.queries import current_number, work_calendar
from common.choices import beside
from common.crumbs import step
from common.forms import form_page, taken
from common.periods import Period, month_of, parse, year_of
from meetings import queries, services
from meetings.enums import MeetingKind, PlanState
from meetings.forms import CancelPlannedForm, DraftPlanForm, EditPlannedForm, MovePlannedForm, PlanMeetingForm
from meetings.models import PlannedMeeting
from meetings.papers.handout import in_charge, invitation_of
from meetings.queries import MonthState
from meetings.queries.plan import plan_entries, quarters_without_theme, usual_start

AHEAD = 1  # years to come that are planned


@require_safe
def plan(request, pk):
    """A cell's year: what is planned, held, late or missing."""
    cell = get_for(request.user, Do.SEE_MEETINGS, Cell.objects, pk=pk)
    today = timezone.localdate()
    year = _period(request, "Y", year_of(today))
    entries = plan_entries(cells=[cell], since=year.since, until=year.until, today=today)
    board = _board([cell], year.months(), today)
    quarters = [Period("Q", year.year, number) for number in (1, 2, 3, 4)]
    before, after = beside("year", year, last=today.year + AHEAD)
    context = {
        "cell": cell,
        "year": year,
        "before": before,
        "after": after,
        "entries": entries,
        "months": [
            (month, board[cell.pk, month], [entry for entry in entries if month_of(entry.on) == month])
            for month in year.months()
        ],
        "bare": quarters_without_theme(cells=[cell], quarters=quarters, today=today).get(cell.pk, []),
        "today": today,
        "may_record": _may_record(request, cell),
        "may_draft": today.year <= year.year <= today.year + AHEAD,
    }
    return render(request, "meetings/plan.html", context)


def plan_draft(request, pk):
    """Plan what is missing of a year, all at once."""
    cell = get_for(request.user, Do.RECORD_MEETINGS, Cell.objects, pk=pk)
    today = timezone.localdate()
    start = usual_start(cell)
    initial = {"year": request.GET.get("year", today.year), "starts_at": f"{start:%H:%M}" if start else ""}
    form = DraftPlanForm(request.POST or None, initial=initial, today=today)
    if (new := taken(request, form, services.draft_year, cell=cell, today=today)) is not None:
        messages.success(request, _("%(count)s meetings were added to the plan.") % {"count": len(new)})
        _warn_if_not_announced(request, cell, new)
        return _to_plan(cell, form.cleaned_data["year"])
    return form_page(
        request,
        form,
        _("Draft the plan: %(cell)s") % {"cell": cell},
        "meetings:calendar",
        step("meetings:plan", cell.pk, label=cell),
    )


def _warn_if_not_announced(request, cell, new):
    """Tell of a year whose days off are only expected so far."""
    if new and (years := work_calendar(cell.commune_id).not_announced(new[0].on, new[-1].on)):
        words = _("The days off of %(year)s are not announced yet: look at the plan again when they are.")
        messages.warning(request, words % {"year": ", ".join(map(str, years))})


def plan_add(request, pk):
    """One more meeting in the plan."""
    cell = get_for(request.user, Do.RECORD_MEETINGS, Cell.objects, pk=pk)
    initial = {"kind": MeetingKind.EXTRAORDINARY, "place": cell.meeting_place} | request.GET.dict()
    form = PlanMeetingForm(request.POST or None, initial=initial)
    if planned := taken(request, form, services.plan_meeting, cell=cell):
        messages.success(request, _("The meeting is in the plan."))
        _warn_if_late(request, planned)
        return _to_plan(cell, planned.on.year)
    return form_page(
        request,
        form,
        _("Plan a meeting: %(cell)s") % {"cell": cell},
        "meetings:calendar",
        step("meetings:plan", cell.pk, label=cell),
    )


@require_safe
def planned(request, pk):
    """One planned meeting: when, where, what about, how it changed, and what to do with it."""
    found = PlannedMeeting.objects.select_related("cell", "meeting")
    row = get_for(request.user, Do.SEE_MEETINGS, found, pk=pk)
    today = timezone.localdate()
    state = row.state(today)
    paper = invitation_of(row, today)
    context = {
        "planned": row,
        "entry": {"state": state, "meeting": row.meeting},
        "open": state in (PlanState.PLANNED, PlanState.PASSED),
        "paper": paper,
        "due": row.on <= today,
        "changes": row.changes.select_related("account"),
        "committee_member": in_charge(row.cell, row.on),
        "holiday": work_calendar(row.cell.commune_id).why_off(row.on),
        "may_record": _may_record(request, row.cell),
    }
    return render(request, "meetings/planned.html", context)


def planned_edit(request, pk):
    row = _to_change(request, pk)
    at = f"{row.starts_at:%H:%M}" if row.starts_at else ""
    form = EditPlannedForm(request.POST or None, initial={"starts_at": at, "place": row.place, "theme": row.theme})
    return _change(request, row, form, services.edit_planned, _("Time, place, content: %(meeting)s"))


def planned_move(request, pk):
    row = _to_change(request, pk)
    form = MovePlannedForm(request.POST or None)
    form.fields["on"].around(row.on)
    facts = {"at": timezone.now()}
    return _change(request, row, form, services.move_planned, _("Move to another day: %(meeting)s"), facts)


def planned_cancel(request, pk):
    row = _to_change(request, pk)
    form = CancelPlannedForm(request.POST or None)
    facts = {"at": timezone.now()}
    return _change(request, row, form, services.cancel_planned, _("Cancel: %(meeting)s"), facts)


@require_safe
def calendar(request):
    """Who meets when, and which cells are late, in one month."""
    require(request.user, Do.SEE_MEETINGS)
    today = timezone.localdate()
    period = _period(request, "M", month_of(today))
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEETINGS).active_during(period.since, period.until)
    cells = list(cells.order_by("search_key", "pk"))
    entries = plan_entries(cells=cells, since=period.since, until=period.until, today=today)
    board = _board(cells, [period], today)
    assignments = Assignment.objects.during(period.since, period.until).filter(cell__in=cells)
    led = list(assignments.select_related("committee_member"))
    regular = {e.cell.pk for e in entries if e.kind == MeetingKind.REGULAR and e.state != PlanState.CANCELLED}
    days = {}
    for entry in entries:
        days.setdefault(entry.on, []).append(entry)
    holidays = work_calendar(commune_id(request.user))
    weeks = Calendar().monthdatescalendar(period.year, period.number)
    before, after = beside("month", period, last=today.year + AHEAD)
    context = {
        "period": period,
        "before": before,
        "after": after,
        "today": today,
        "weeks": [[(day, holidays.why_off(day), days.get(day, [])) for day in week] for week in weeks],
        "days": [
            (day, holidays.why_off(day), [(entry, _leader(led, entry), _of_month(board, entry)) for entry in met])
            for day, met in days.items()
        ],
        "unplanned": [(cell, board[cell.pk, period]) for cell in cells if cell.pk not in regular],
    }
    return render(request, "meetings/calendar.html", context)


def _leader(assignments, entry):
    """The Committee member in charge of the cell on the day."""
    found = (a.committee_member for a in assignments if a.cell_id == entry.cell.pk and a.holds_on(entry.on))
    return next(found, None)


def _of_month(board, entry):
    """What the month board says of the month, beside its regular meeting; None where it has nothing to say yet."""
    if entry.kind != MeetingKind.REGULAR or entry.state == PlanState.CANCELLED:
        return None
    found = board[entry.cell.pk, month_of(entry.on)]
    return None if found.state == MonthState.NOT_EXPECTED else found


def _board(cells, months, today):
    limit = queries.on_time_day(cells, min(months[-1].last_day, today))
    return queries.month_board(cells=cells, months=months, today=today, on_time_day=limit)


def _period(request, kind, default):
    """The period of the address, or `default` when it names none of the `kind`."""
    period = parse(request.GET.get("year" if kind == "Y" else "month"))
    return period if period and period.kind == kind else default


def _may_record(request, cell):
    return scope(request.user, Do.RECORD_MEETINGS).has(commune=cell.commune_id, cell=cell.pk)


def _to_change(request, pk):
    return get_for(request.user, Do.RECORD_MEETINGS, PlannedMeeting.objects.select_related("cell"), pk=pk)


def _change(request, row, form, service, heading, facts=()):
    if changed := taken(request, form, service, planned=row, **dict(facts)):
        messages.success(request, _("The plan is changed."))
        _warn_if_late(request, changed)
        _warn_if_invited(request, changed)
        return redirect(changed)
    heading = heading % {"meeting": f"{row.cell}, {row}"}
    return form_page(request, form, heading, row.cell, row)


def _warn_if_late(request, row):
    """A regular meeting after the first days of the month will count as late: say it while it can be changed."""
    limit = queries.on_time_day([row.cell], row.on)
    if row.kind == MeetingKind.REGULAR and not row.struck and row.on.day > limit:
        messages.warning(request, _("After day %(day)s of the month it will count as late.") % {"day": limit})


def _warn_if_invited(request, row):
    """An invitation that is numbered may be with the guests already, and says what was planned before."""
    number = current_number(row.invitation_paper_id)
    if number:
        said = _("Invitation %(number)s is numbered already: tell those who have it, or strike it if it was not sent.")
        messages.warning(request, said % {"number": number.text})


def _to_plan(cell, year):
    return redirect(reverse("meetings:plan", args=[cell.pk], query={"year": year}))
