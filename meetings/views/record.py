"""Recording a meeting in steps: each a page that saves itself, the signature last."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import get_for
from common.addresses import address_of
from common.errors import REFUSALS
from common.kept import not_taken
from meetings import services
from meetings.enums import RecordingStep
from meetings.forms.steps import STEPS, Whole
from meetings.models import Meeting
from meetings.papers.meeting import minutes_of
from meetings.queries.progress import steps_of, what_is_missing
from meetings.queries.recorded import Recorded, drafts_of
from meetings.queries.roll import roll_changes
from meetings.services.base import locked, still_draft

NOT_KEPT = ("csrfmiddlewaretoken", "form_key", "version", "go")
JOINED = ("cell", "edition", "score")


@require_safe
def record(request, pk):
    """Where recording goes on: the first step in which something is missing."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, related=JOINED, pk=pk)
    if closed := _closed(request, meeting):
        return closed
    missing = what_is_missing(Recorded(meeting))
    return redirect(_address(pk, missing[0].step if missing else RecordingStep.SIGN))


def record_step(request, pk, step):
    """What one step asks, saved by itself; then the next step follows."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, related=JOINED, pk=pk)
    if request.method == "POST":
        return _save(request, pk, step)
    if closed := _closed(request, meeting):
        return closed
    if step not in steps_of(meeting):
        return redirect("meetings:record", pk)
    draft = _draft(request, pk, step)
    form = STEPS[step](Recorded(meeting), _Typed(draft.typed) if draft else None)
    return _page(request, step, form, draft=draft)


def _save(request, pk, step):
    with transaction.atomic():  # the meeting is locked: two people saving at once are put one after the other
        recorded = Recorded(locked(pk))
        if recorded.meeting.signed:
            return _signed_meanwhile(request, recorded.meeting)
        steps = steps_of(recorded.meeting)
        if step not in steps:
            return redirect("meetings:record", pk)
        form, meanwhile = STEPS[step](recorded, request.POST), []
        valid = form.is_valid()
        if request.POST.get("version", form.version) != form.version:
            meanwhile = form.overtaken(request.POST)
        if not valid:
            return _page(request, step, form, meanwhile=meanwhile)
        try:
            services.save_minutes(meeting=recorded.meeting, recorded=recorded, by=request.user, **form.entries())
        except REFUSALS as error:
            # As stored: what was refused may stand half in the rows that were read.
            form = STEPS[step](Recorded(locked(pk)), request.POST)
            form.is_valid()
            form.refuse(error)
            return _page(request, step, form, meanwhile=meanwhile)
        if _draft(request, pk, step):
            services.drop_draft(meeting=recorded.meeting, step=step, by=request.user)
    if meanwhile:
        what = ", ".join(dict.fromkeys(str(one.about or one.label) for one in meanwhile))
        messages.warning(request, _("Meanwhile something else was recorded too: %(what)s.") % {"what": what})
    after = step if form.stays.intersection(request.POST) else steps[steps.index(step) + 1]
    if request.POST.get("go") in steps:
        after = request.POST["go"]
    return redirect(_address(pk, after, saved=request.POST.get("form_key", "")))


def _draft(request, pk, step):
    """The Draft of what somebody typed at the step and has not saved, or None."""
    return next((one for one in drafts_of(meeting=pk, account=request.user.pk) if one.step == step), None)


def record_sign(request, pk):
    """The last step: what is missing, the minutes as they will read, and the signature."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, related=(*JOINED, "chair", "clerk"), pk=pk)
    if request.method == "POST":
        return _sign(request, pk)
    return _closed(request, meeting) or _sign_page(request, Recorded(meeting))


def _sign(request, pk):
    with transaction.atomic():
        recorded = Recorded(locked(pk))
        if recorded.meeting.signed:
            return _signed_meanwhile(request, recorded.meeting)
        if request.POST.get("version") != recorded.version:
            meanwhile = Whole(recorded, request.POST).overtaken(request.POST)
            return _sign_page(request, recorded, meanwhile=meanwhile, unsigned=True)
        try:
            services.sign_meeting(meeting=recorded.meeting, recorded=recorded, at=timezone.now(), by=request.user)
        except services.CannotSign:
            return _sign_page(request, Recorded(locked(pk)), refused=True)
        except services.MeetingRuleError as refusal:
            messages.info(request, str(refusal))
            return redirect(recorded.meeting)
    messages.success(request, _("The minutes are signed and locked."))
    return redirect(recorded.meeting)


def _closed(request, meeting):
    """The answer where a meeting is recorded no more, else None."""
    try:
        still_draft(meeting)
    except services.MeetingRuleError as refusal:
        messages.info(request, str(refusal))
        return redirect(meeting)
    return None


def _signed_meanwhile(request, meeting):
    words = _("%(name)s signed the minutes at %(time)s. Nothing of yours was saved after that.")
    signed = timezone.localtime(meeting.signed_at)
    why = words % {"name": meeting.signed_by.full_name, "time": f"{signed:%H:%M %d/%m/%Y}"}
    return not_taken(request, _("The minutes are signed already"), why, meeting.get_absolute_url())


def _page(request, step, form, draft=None, meanwhile=()):
    """The page of a step; `meanwhile` [Overtaken] by others since it was drawn."""
    recorded = form.recorded
    missing = what_is_missing(recorded)
    context = _frame(request, recorded, step, missing) | {
        "form": form,
        "draft": draft,
        "meanwhile": meanwhile,
        "version": form.version,
    }
    if step == RecordingStep.ROLL:
        context["changes"] = roll_changes(recorded.meeting, recorded.roll)
    if step == RecordingStep.SCORE:
        context["bands"] = _bands(recorded.meeting.edition)
    return render(request, form.template, context)


def _bands(edition):
    """Bands for the script that adds up points as they are typed: "from|word|tone" of each, the best first."""
    return ";".join(f"{least}|{band.label}|{band.tone}" for least, band in edition.bands)


def _sign_page(request, recorded, meanwhile=(), unsigned=False, refused=False):
    """`meanwhile` as of a step; `unsigned`: it was not signed for that; `refused`: for what is missing."""
    missing = what_is_missing(recorded)
    lines = [(f"{_address(recorded.meeting.pk, one.step)}#id_{one.field}", one) for one in missing]
    typed = {draft.step for draft in drafts_of(meeting=recorded.meeting.pk, account=request.user.pk)}
    context = _frame(request, recorded, RecordingStep.SIGN, missing) | {
        "form": Whole(recorded),
        "version": recorded.version,
        "meanwhile": meanwhile,
        "unsigned": unsigned,
        "refused": refused,
        "missing": lines,
        "typed": [(_address(recorded.meeting.pk, step), step) for step in RecordingStep if step in typed],
        "minutes": minutes_of(recorded),
    }
    return render(request, "meetings/record_sign.html", context)


def _frame(request, recorded, step, missing):
    """What stands around every step: the steps and how far each is, the way back, what was saved just now."""
    meeting, lacking = recorded.meeting, {one.step for one in missing}
    steps = steps_of(meeting)
    here = steps.index(step)
    empty = {RecordingStep.SIGN} | (set() if recorded.votes else {RecordingStep.VOTES})
    ways = []
    for number, each in enumerate(steps):
        state = ("lacks" if number <= here else "") if each in lacking else "" if each in empty else "done"
        ways.append((_address(meeting.pk, each), each, state))
    return {
        "meeting": meeting,
        "recorded": recorded,
        "step": step,
        "ways": ways,
        "number": here + 1,
        "back": ways[here - 1] if here else None,
        "saved": request.GET.get("saved", ""),
    }


def _address(pk, step, **query):
    asked = urlencode({name: text for name, text in query.items() if text})
    return address_of(f"meetings:record-{step}", pk) + (f"?{asked}" if asked else "")


class _Typed(dict):
    """What a draft holds, read as a form reads a request: {field: [values]}."""

    def get(self, name, default=None):
        values = super().get(name)
        return values[-1] if values else default


@require_POST
def record_draft(request, pk, step):
    """Keep what is typed at a step; asked by the page itself every few seconds."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, pk=pk)
    if step not in STEPS:
        raise Http404
    typed = {
        name: [value.replace("\x00", "") for value in values]
        for name, values in request.POST.lists()
        if name not in NOT_KEPT
    }
    try:
        services.keep_draft(meeting=meeting, step=step, typed=typed, at=timezone.now(), by=request.user)
    except services.MeetingRuleError as error:
        return JsonResponse({"refused": str(error)}, status=409)
    return JsonResponse({})


@require_POST
def record_drop_draft(request, pk, step):
    """Show what is saved at a step instead of what was typed and not saved."""
    meeting = get_for(request.user, Do.RECORD_MEETINGS, Meeting.objects, pk=pk)
    if step not in STEPS:
        raise Http404
    services.drop_draft(meeting=meeting, step=step, by=request.user)
    return redirect(_address(pk, step))
