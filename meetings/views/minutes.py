from collections import defaultdict

from django.contrib import messages
from django.db.models import F
from django.db.models.functions import NullIf
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, may_open, require, scope, who_may_see
from common.addresses import address_of
from common.crumbs import step
from common.forms import form_page, taken
from common.pages import order_of, page_of
from common.tables import Column, Figure, Table
from meetings import queries, services
from meetings.enums import AS_READ
from meetings.forms import FilterForm, MoveForm, ReopenForm, StartForm, StrikeMeetingForm
from meetings.models import Meeting, SecondScore
from meetings.papers.meeting import papers_of
from meetings.queries import hints, second
from meetings.queries.plan import theme_to_record
from meetings.queries.recorded import Recorded
from meetings.queries.roll import count_line
from meetings.queries.signed import TURNOUT
from members.enums import Standing
from members.queries import open_files
from members.queries.namesakes import apart

PER_PAGE = 30
LISTED = (  # what the list of meetings shows
    *("cell__name", "kind", "held_on", "state", "struck", "edition", "score__total", "score__band"),
    *TURNOUT.values(),
)
ORDERS = {
    "day": "held_on",
    "cell": "cell__search_key",
    "attendance": F("signed_present") * 1.0 / NullIf("signed_expected", 0),
    "points": "score__total",
}


@require_safe
def meeting_list(request):
    require(request.user, Do.SEE_MEETINGS)
    found = Meeting.objects.visible_to(request.user).select_related("cell", "score").only(*LISTED)
    found = found.prefetch_related("edition")  # few, and each of many meetings
    form = FilterForm(request.GET, user=request.user)
    form.is_valid()
    sort, order = order_of(request, ORDERS, "-day")
    page = page_of(request, form.narrow(found).order_by(*order, "cell__search_key", "pk"), PER_PAGE)
    turnouts = queries.turnouts(list(page))
    context = {
        "form": form,
        "page": page,
        "sort": sort,
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
    return form_page(request, form, _("Record a meeting"), "meetings:list", button=_("Go on"))


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
    names = apart(filter(None, (meeting.chair, meeting.clerk)))
    asked = (Do.RECORD_MEETINGS, Do.SCORE_MEETINGS, Do.REOPEN_MEETINGS)
    may_record, may_score, may_reopen = (may_open(request.user, do)(meeting.cell) for do in asked)
    votes = [(vote, base.needed(vote.rule), base.passed(vote.rule, vote.in_favour)) for vote in recorded.votes]
    context = {
        "meeting": meeting,
        "roll": _roll_table(lines, open_files(request.user, [line.member_id for line in lines])),
        "chair": names.get(meeting.chair_id),
        "clerk": names.get(meeting.clerk_id),
        "count_line": count_line(lines),
        "turnout": queries.turnout(meeting) if meeting.signed else recorded.turnout,
        "base": base,
        "votes": votes,
        "places": _places(lines, meeting) if votes else [],
        "reviews": recorded.reviews_in_order,
        "task_share": recorded.task_share,
        "tasks": recorded.tasks,
        "papers": papers_of(recorded, timezone.localdate()),
        "visits": recorded.visits,
        "score": meeting.score if meeting.scored else None,
        "second": second_score,
        "comparison": second.comparison(meeting, second_score or SecondScore(meeting=meeting), recorded.score_lines),
        # For those who wrote the minutes and the member in charge alone: a hint is no score.
        "hints": hints.hints(meeting) if may_record or may_score else [],
        "reopenings": recorded.reopenings,
        "may_record": may_record,
        "theme_to_record": theme_to_record(meeting),
        "may_reopen": may_reopen,
        "to_ask": _who_may_reopen(meeting) if meeting.signed and may_record and not may_reopen else [],
        "may_score": may_score and meeting.scored and meeting.signed,
    }
    return render(request, "meetings/detail.html", context)


def _roll_table(lines, opens):
    """Table of a roll, one line a person, those first who stayed away; `opens` {numbers} of whom the reader may see."""
    marks = {mark: (place, mark.label, mark.tone) for place, mark in enumerate(AS_READ)}
    columns = (_("member"), _("Present or absent"), _("reason"), _("spoke"))
    spoke = _("spoke")
    rows = []
    for line in sorted(lines, key=lambda line: marks[line.mark][0]):
        _place, word, tone = marks[line.mark]
        rows.append(
            (
                Figure(line.name, _attendance_url(line) if line.member_id in opens else "", note=_quality(line)),
                Figure(word, tone=tone),
                Figure(line.reason),
                Figure(spoke if line.spoke else ""),
            )
        )
    return Table(_("roll"), tuple(map(Column, columns)), tuple(rows))


def _attendance_url(line):
    return address_of("meetings:member-attendance", line.member_id)


def _quality(line):
    """In what quality somebody stands on the roll, unless as an official member."""
    return "" if line.standing == Standing.OFFICIAL else line.role


def _places(lines, meeting):
    """[(VotingPlace, [name])]: who counts at votes, and who does not and why."""
    places = defaultdict(list)
    for line in lines:
        places[queries.voting_place(line, meeting)].append(line.name)
    return list(places.items())


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
