from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.roles import Do
from cells.access import commune_id, require
from meetings import services
from meetings.models import Edition, Feed, PlannedMeeting
from meetings.papers.ical import to_ical
from meetings.queries.feed import days_of
from meetings.queries.plan import with_version
from meetings.services.feed import digest_of

BACK, AHEAD = relativedelta(months=2), relativedelta(months=14)


@require_safe
def feed(request):
    """The private address at which the own calendar program reads planned meetings; shown once, when it is made."""
    require(request.user, Do.SEE_MEETINGS)
    token = request.session.pop("feed_token", None)
    path = reverse("calendar-feed", args=[token]) if token else ""
    context = {
        "feed": Feed.objects.filter(account=request.user, revoked_at=None).first(),
        "address": request.build_absolute_uri(path) if token else "",
        "subscribe": f"webcal://{request.get_host()}{path}" if token else "",
    }
    return render(request, "meetings/feed.html", context)


@require_POST
def feed_make(request):
    require(request.user, Do.SEE_MEETINGS)
    request.session["feed_token"] = services.make_feed(account=request.user, at=timezone.now(), by=request.user)
    return redirect("meetings:feed")


@require_POST
def feed_revoke(request):
    require(request.user, Do.SEE_MEETINGS)
    services.revoke_feed(account=request.user, at=timezone.now(), by=request.user)
    messages.success(request, _("The calendar address no longer works."))
    return redirect("meetings:feed")


@login_not_required
@require_safe
@never_cache
def calendar_feed(request, token):
    """The calendar itself: anyone who has the address reads it. What its account may see is asked anew each time."""
    live = Feed.objects.filter(revoked_at=None, account__is_active=True).select_related("account")
    account = get_object_or_404(live, digest=digest_of(token)).account
    today = timezone.localdate()
    planned = PlannedMeeting.objects.visible_to(account).planned_for(today - BACK, today + AHEAD)
    planned = with_version(planned).select_related("cell", "meeting").order_by("on", "pk")
    edition = Edition.objects.in_force(commune_id(account), today) or Edition()
    days = days_of(account, until=today + AHEAD, today=today)
    about = {"days": [(event, request.build_absolute_uri(event.path)) for event in days], "at": timezone.now()}
    content = to_ical(planned, name=_("Cell meetings"), minutes=edition.minutes_regular, **about)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
