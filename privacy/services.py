"""The registers of data requests and breaches, and how long looks are remembered."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.audit import service
from accounts.models import TrailEntry
from cells.queries import work_calendar
from cells.services import refuse_overtaken
from common.facts import write
from members.models import Member
from members.rules.life import MemberRuleError
from members.services import reveal
from privacy.models import Breach, DataRequest, PrivacyRules
from privacy.queries import mark_of_request

REQUEST = ("name", "proof", "member", "kind", "what", "received_on", "received_at")
BREACH = ("noticed_at", "what", "affected", "measures")


@service
def note_request(*, commune, by, request=None, **facts):
    """Enter a data request, or put right one that is not answered yet; when the answer is due follows.

    `facts` {field of REQUEST: value}. What the inspection board released was the request as it stood: changed, it is
    released no more.
    """
    rows = DataRequest.objects.select_for_update(of=("self",))
    request = rows.get(pk=request.pk) if request else DataRequest(commune=commune)
    _require_open(request)
    released = mark_of_request(request)
    write(request, facts, REQUEST)
    if mark_of_request(request) != released:
        request.released_at = request.released_by = None
    rules = PrivacyRules.objects.in_force(commune, request.received_on)
    request.due_on = work_calendar(commune).working_days_after(request.received_on, rules.request_days)
    return request.save_checked()


@service
def reckon_due_days(*, commune, by):
    """When what is still to be answered is due, after the calendar of working days changed."""
    requests = list(DataRequest.objects.select_for_update().open().filter(commune=commune))
    rules_on, calendar = PrivacyRules.objects.over_time([commune.pk]), work_calendar(commune)
    for request in requests:
        days = rules_on(commune.pk, request.received_on).request_days
        request.due_on = calendar.working_days_after(request.received_on, days)
    DataRequest.objects.bulk_update(requests, ["due_on"])


@service
def answer_request(*, request, answered_on, answer, by, refusal=""):
    """Write down what was answered; `refusal` is the ground when the request was refused, in whole or in part."""
    request = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    _require_open(request)
    request.answered_on, request.answer, request.refusal = answered_on, answer, refusal
    return request.save_checked()


@service
def release_discipline(*, request, at, by, shown=""):
    """The disciplinary part of the file may be handed out for this request; `by` is somebody who records measures.
    `shown` is the mark of the request as the page told it (`mark_of_request`)."""
    request = DataRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    _require_open(request)
    refuse_overtaken(shown, mark_of_request(request))
    request.released_at, request.released_by = at, by
    return request.save_checked()


def reveal_numbers(*, member, reason, by):
    """All numbers of `member`, and of the records merged into this one, are about to be handed out in full."""
    for record in (member, *member.merged.all()):
        for field in Member.masked:
            if getattr(record, field):
                reveal(member=record, field=field, reason=reason, by=by)


def _require_open(request):
    if request.answered_on:
        raise MemberRuleError(_("This request is answered: its record does not change any more."))


@service
def note_breach(*, commune, by, breach=None, **facts):
    """Enter a data breach, or what is known of it since; until when it is to be reported follows.

    `facts` {field of BREACH: value}.
    """
    breach = Breach.objects.select_for_update().get(pk=breach.pk) if breach else Breach(commune=commune)
    _require_unreported(breach)
    write(breach, facts, BREACH)
    rules = PrivacyRules.objects.in_force(commune, timezone.localdate(breach.noticed_at))
    breach.due_at = breach.noticed_at + timedelta(hours=rules.breach_hours)
    return breach.save_checked()


@service
def report_breach(*, breach, at, by):
    """The breach was reported to the authority at the time `at` (Luật 91/2025/QH15, Điều 23)."""
    breach = Breach.objects.select_for_update(of=("self",)).get(pk=breach.pk)
    _require_unreported(breach)
    breach.reported_at = at
    return breach.save_checked()


def _require_unreported(breach):
    if breach.reported_at:
        raise MemberRuleError(_("This breach is reported: its record does not change any more."))


@service
def forget_looks(*, commune, before, by):
    """Remove what the trail says of looks and exports before `before` (an aware datetime), and write down how many.

    Changes of records, and numbers shown in full, stay for good. Returns how many were removed.
    """
    actions = (TrailEntry.Action.SEEN, TrailEntry.Action.EXPORTED)
    count, _by_model = TrailEntry.objects.filter(commune=commune.pk, action__in=actions, at__lt=before).delete()
    if count:
        audit.forgotten(commune, count=count, before=before)
    return count
