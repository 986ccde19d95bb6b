from django.contrib import messages
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import get_for, require, scope, who_may_see
from common.crumbs import step
from common.errors import REFUSALS
from common.forms import form_page, taken
from common.kept import not_taken
from common.pages import page_of
from meetings import queries, services
from meetings.forms import FilterForm, MoveForm, RecordingForm, ReopenForm, StartForm, StrikeMeetingForm
from meetings.models import Meeting, SecondScore
from meetings.models.meeting import TEXTS
from meetings.papers.meeting import papers_of
from meetings.queries import hints, second
from meetings.queries.plan import theme_to_record
from meetings.queries.recorded import Recorded, drafts_of
from meetings.queries.roll import count_line, notices_on, roll_changes
from meetings.services.base import locked, still_draft

NOT_KEPT = ("csrfmiddlewaretoken", "form_key", "version")
PER_PAGE = 30


@require_safe
def meeting_list(request):
    require(request.user, Do.SEE_MEETINGS)
    found = Meeting.objects.visible_to(request.user).select_related("cell", "score", "edition").defer(*TEXTS)
    form = FilterForm(request.GET, user=request.user)
    found = form.narrow(found) if form.is_valid() else found.kept()
    page = page_of(request, found.order_by("-held_on", "cell__search_key", "pk"), PER_PAGE)
    turnouts = queries.turnouts(list(page))
    context = {
        "form": form,
        "page": page,
        "rows": [(meeting, turnouts.get(meeting.pk)) for meeting in page],
        "may_record": bool(scope(request.user, Do.RECORD_MEETINGS)),
    }
    return render(request, "meetings/list.html", context)


def meeting_start(request):
    """The first step: which cell, when, what kind. A meeting that is there already is opened instead."""
    require(request.user, Do.RECORD_MEETINGS)
    today = timezone.localdate()
    initial = {"held_on": f"{today:%d/%m/%Y}", "kind": "regular"} | request.GET.dict()
    form = StartForm(request.POST or None, initial=initial, user=request.user, today=today)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("cell", "kind", "held_on")}
        there = Meeting.objects.kept().filter(**asked).first()
        if there:
            messages.info(request, _("This meeting is already recorded; here it is."))
            return redirect("meetings:detail" if there.signed else "meetings:record", there.pk)
    if meeting := taken(request, form, services.start_meeting, today=today):
        return redirect("meetings:record", meeting.pk)
    return form_page(request, form, _("Record a meeting"), "meetings:list", button=_("Go on to the roll"))


def meeting_record(request, pk):
    """The whole meeting on one page; saved as a whole, and signed when nothing is missing."""
    related = ("cell", "edition", "score")
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, related=related, pk=pk)
    if request.method == "POST":
        return _save(request, pk)
    try:
        still_draft(meeting)
    except services.MeetingRuleError as refusal:
        messages.info(request, str(refusal))
        return redirect(meeting)
    recorded = Recorded(meeting)
    draft = next(iter(drafts_of(meeting=meeting.pk, account=request.user.pk)), None)
    form = RecordingForm.of(recorded, _Typed(draft.typed) if draft else None)
    form.is_valid()
    return _recording_page(request, recorded, form, draft=draft)


def _save(request, pk):
    with transaction.atomic():  # the meeting is locked: two people saving at once are put one after the other
        recorded = Recorded(locked(pk))
        if recorded.meeting.signed:
            return _signed_meanwhile(request, recorded.meeting)
        form, meanwhile = RecordingForm.of(recorded, request.POST), []
        valid, sign = form.is_valid(), "sign" in request.POST
        drawn = request.POST.get("version", "")  # what stood on the page
        if drawn != recorded.version and (drawn or sign):
            meanwhile = form.overtaken(request.POST)
            if sign:
                return _recording_page(request, recorded, form, meanwhile=meanwhile, unsigned=True)
        if not valid:
            return _recording_page(request, recorded, form, meanwhile=meanwhile)
        try:
            services.save_minutes(meeting=recorded.meeting, recorded=recorded, by=request.user, **form.entries())
        except REFUSALS as error:
            recorded = Recorded(locked(pk))  # as stored: what was refused may stand half in the rows that were read
            form = RecordingForm.of(recorded, request.POST)
            form.is_valid()
            form.refuse(error)
            return _recording_page(request, recorded, form, meanwhile=meanwhile)
        missing = sign and not _signed(request, recorded.meeting)
    request.session["saved_form"] = request.POST.get("form_key", "")  # the device may forget its copy of this form
    if missing:
        messages.warning(request, _("Saved, but not signed yet: see what is missing."))
        return redirect(f"{reverse('meetings:record', args=[pk])}?show=missing#missing")
    if sign:
        messages.success(request, _("The minutes are signed and locked."))
        return redirect(recorded.meeting)
    messages.success(request, _("Saved."))
    if meanwhile:
        what = ", ".join(dict.fromkeys(str(one.about or one.label) for one in meanwhile))
        messages.warning(request, _("Meanwhile something else was recorded too: %(what)s.") % {"what": what})
    return redirect("meetings:record", pk)


def _signed(request, meeting):
    """Whether the minutes could be signed; what was saved before stays saved."""
    try:
        services.sign_meeting(meeting=meeting, at=timezone.now(), by=request.user)
    except services.CannotSign:
        return False
    return True


def _signed_meanwhile(request, meeting):
    words = _("%(name)s signed the minutes at %(time)s. Nothing of yours was saved after that.")
    signed = timezone.localtime(meeting.signed_at)
    why = words % {"name": meeting.signed_by.full_name, "time": f"{signed:%H:%M %d/%m/%Y}"}
    return not_taken(request, _("The minutes are signed already"), why, meeting.get_absolute_url())


def _recording_page(request, recorded, form, draft=None, meanwhile=(), unsigned=False):
    """The page; `meanwhile` [Overtaken] by others since it was drawn, `unsigned` that it was not signed for that."""
    meeting = recorded.meeting
    context = {
        "version": recorded.version,
        "meanwhile": meanwhile,
        "unsigned": unsigned,
        "meeting": meeting,
        "form": form,
        "draft": draft,
        "changes": roll_changes(meeting, recorded.roll),
        "notices": notices_on(cell=meeting.cell, day=meeting.held_on),
        "saved_form": request.session.get("saved_form", ""),
        "show_missing": request.GET.get("show") == "missing",
        "missing": services.what_is_missing(recorded),
        "turnout": recorded.turnout,
        "tasks": recorded.task_share,
        "base": recorded.voting_base,
        "score": meeting.score if meeting.scored else None,
    }
    return render(request, "meetings/record.html", context)


class _Typed(dict):
    """What a draft holds, read as a form reads a request: {field: [values]}."""

    def get(self, name, default=None):
        values = super().get(name)
        return values[-1] if values else default


@require_POST
def meeting_draft(request, pk):
    """Keep what is typed on the recording page; asked by the page itself every few seconds."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, pk=pk)
    typed = {
        name: [value.replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
    }
    try:
        services.keep_draft(meeting=meeting, typed=typed, at=timezone.now(), by=request.user)
    except services.MeetingRuleError as error:
        return JsonResponse({"refused": str(error)}, status=409)
    return JsonResponse({})


@require_POST
def meeting_drop_draft(request, pk):
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, pk=pk)
    services.drop_draft(meeting=meeting, by=request.user)
    return redirect("meetings:record", meeting.pk)


def meeting_move(request, pk):
    """The draft was begun with a wrong kind or day."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects.select_related("cell"), pk=pk)
    initial = {"kind": meeting.kind, "held_on": f"{meeting.held_on:%d/%m/%Y}", "second_because": meeting.second_because}
    form = MoveForm(request.POST or None, initial=initial, meeting=meeting)
    if taken(request, form, services.move_meeting, meeting=meeting, today=timezone.localdate()):
        messages.success(request, _("Kind and day are changed; the roll is that of the day."))
        return redirect("meetings:record", meeting.pk)
    record = step("meetings:record", pk, label=meeting)
    return form_page(request, form, _("Put day or kind right"), meeting.cell, record)


def meeting_strike(request, pk):
    """The draft was begun by mistake."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects.select_related("cell"), pk=pk)
    form = StrikeMeetingForm(request.POST or None)
    if taken(request, form, services.strike_meeting, meeting=meeting):
        messages.success(request, _("The meeting is struck out."))
        return redirect(meeting)
    record = step("meetings:record", pk, label=meeting)
    return form_page(request, form, _("Strike out the meeting"), meeting.cell, record, button=_("Strike out"))


@require_safe
def meeting_detail(request, pk):
    related = ("cell", "edition", "score", "chair", "clerk", "signed_by")
    meeting = get_for(request.user, Do.SEE_MEETINGS, Meeting.objects, related=related, pk=pk)
    recorded = Recorded(meeting)
    lines, base = recorded.roll, recorded.voting_base
    second_score = second.second_score_of(meeting)

    def may_here(do):
        return scope(request.user, do).has(commune=meeting.cell.commune_id, cell=meeting.cell_id)

    may_record, may_score = may_here(Do.RECORD_MEETINGS), may_here(Do.SCORE_MEETINGS)
    votes = [(vote, base.needed(vote.rule), base.passed(vote.rule, vote.in_favour)) for vote in recorded.votes]
    context = {
        "meeting": meeting,
        "roll": lines,
        "count_line": count_line(lines),
        "turnout": queries.turnout(meeting) if meeting.signed else recorded.turnout,
        "base": base,
        "votes": votes,
        "places": [(line, queries.voting_place(line, meeting)) for line in lines] if votes else [],
        "reviews": recorded.reviews_in_order,
        "task_share": recorded.task_share,
        "tasks": recorded.tasks,
        "papers": papers_of(meeting, timezone.localdate()),
        "visits": recorded.visits,
        "score": meeting.score if meeting.scored else None,
        "second": second_score,
        "comparison": second.comparison(meeting, second_score or SecondScore(meeting=meeting), recorded.score_lines),
        # For those who wrote the minutes and the member in charge alone: a hint is no score.
        "hints": hints.hints(meeting) if may_record or may_score else [],
        "reopenings": recorded.reopenings,
        "may_record": may_record,
        "theme_to_record": theme_to_record(meeting),
        "may_reopen": may_here(Do.REOPEN_MEETINGS),
        "to_ask": _who_may_reopen(meeting) if meeting.signed and may_record else [],
        "may_score": may_score and meeting.scored and meeting.signed,
    }
    return render(request, "meetings/detail.html", context)


def _who_may_reopen(meeting):
    reached = who_may_see(meeting.cell, timezone.localdate())
    return sorted({account.full_name for (account, _row), what in reached.items() if Do.REOPEN_MEETINGS in what})


def meeting_reopen(request, pk):
    meeting = get_for(request.user, Do.REOPEN_MEETINGS, Meeting.objects.select_related("cell"), pk=pk)
    form = ReopenForm(request.POST or None)
    if taken(request, form, services.reopen_meeting, meeting=meeting, at=timezone.now()):
        messages.success(request, _("The minutes are open again."))
        return redirect("meetings:record", meeting.pk)
    return form_page(request, form, _("Reopen the minutes"), meeting.cell, meeting, button=_("Reopen"))
