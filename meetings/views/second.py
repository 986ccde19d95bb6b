from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require
from common.errors import REFUSALS
from common.kept import not_taken, texts_of
from common.pages import page_of
from meetings import services
from meetings.forms.second import DifferencesForm, SecondScoreForm
from meetings.models import Meeting, SecondScore
from meetings.queries import second
from meetings.services import MeetingRuleError
from meetings.services.base import locked

PER_PAGE = 20


def second_score(request, pk):
    """The member in charge scores a signed meeting beside the cell."""
    meeting = get_for(request.user, Do.SCORE_MEETINGS, Meeting.objects.select_related("cell", "edition"), pk=pk)
    try:
        services.who_may_score(meeting, request.user)
    except MeetingRuleError as error:
        if texts_of(request):
            return not_taken(request, _("This score comes too late"), str(error), meeting.get_absolute_url())
        messages.warning(request, str(error))
        return redirect(meeting)
    if request.method == "POST":
        return _save(request, meeting)
    return _page(request, meeting, SecondScoreForm.of(_comparison(meeting)))


def _save(request, meeting):
    with transaction.atomic():
        # Locked before the form reads what is stored: two saves at once are put one after the other.
        meeting = locked(meeting.pk)
        form = SecondScoreForm.of(_comparison(meeting), request.POST)
        if not form.is_valid():
            return _page(request, meeting, form)
        try:
            services.give_second_score(meeting=meeting, points=form.entries(), at=timezone.now(), by=request.user)
        except REFUSALS as error:
            form.refuse(error)
            return _page(request, meeting, form)
    messages.success(request, _("Your score stands beside the cell's."))
    return redirect(f"{meeting.get_absolute_url()}#score")


def _comparison(meeting):
    return second.comparison(meeting, second.second_score_of(meeting) or SecondScore(meeting=meeting))


def _page(request, meeting, form):
    visit = meeting.visits.filter(committee_member__account=request.user).first()
    context = {"meeting": meeting, "form": form, "stayed_away": visit is not None and visit.attended is False}
    return render(request, "meetings/second_score.html", context)


@require_safe
def differences(request):
    """Meetings scored twice, with every criterion on which the two sides differ."""
    require(request.user, Do.SEE_MEETINGS)
    form = DifferencesForm(request.GET, user=request.user)
    found = SecondScore.objects.visible_to(request.user)
    form.is_valid()
    if form.cleaned_data.get("cell"):
        found = found.filter(meeting__cell=form.cleaned_data["cell"])
    found = found.order_by("-meeting__held_on", "meeting__cell__search_key", "pk")
    page = page_of(request, found.values_list("pk", flat=True), PER_PAGE)
    rows = second.comparisons(found.filter(pk__in=list(page)))
    return render(request, "meetings/differences.html", {"form": form, "page": page, "rows": rows})
