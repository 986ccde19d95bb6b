"""Data breaches to report and data requests to answer."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today
from common.needs import Group, Need, Waiting
from common.prepared import prepared
from privacy.enums import RequestKind
from privacy.models import Breach, DataRequest


def _group(needs):
    return Group("personal-data", _("Personal data"), needs)


def _to_report(asking):
    return _group(
        [
            Need(
                _("Data breach noticed on %(day)s: report it by %(time)s.")
                % {"day": breach, "time": f"{timezone.localtime(breach.due_at):%H:%M %d/%m/%Y}"},
                breach.get_absolute_url(),
                _("See the breach"),
                "bad",
            )
            for breach in _open_breaches(**here_today(asking.user, Do.KEEP_PRIVACY))
        ]
    )


def _to_answer(asking):
    return _group(
        [
            Need(
                _("Data request of %(request)s: answer it by %(day)s.")
                % {"request": request, "day": f"{request.due_on:%d/%m/%Y}"},
                request.get_absolute_url(),
                _("See the request"),
                "bad" if request.due_on < asking.today else "warn",
            )
            for request in _open_requests(**here_today(asking.user, Do.KEEP_PRIVACY))
        ]
    )


def _to_release(asking):
    return _group(
        [
            Need(
                _("Data request of %(request)s: the disciplinary part of the file waits to be released.")
                % {"request": request},
                reverse("privacy:release-request", args=[request.pk]),
                _("See the request"),
                "warn",
            )
            for request in _unreleased_requests(**here_today(asking.user, Do.EDIT_DISCIPLINE))
        ]
    )


@prepared
def _open_breaches(communes, cells, day):
    return Breach.objects.seen_from(Scope(communes, cells), day).open().order_by("due_at", "pk")


@prepared
def _unreleased_requests(communes, cells, day):
    found = DataRequest.to_release.seen_from(Scope(communes, cells), day).open()
    found = found.filter(kind=RequestKind.KNOW, member__isnull=False, released_at=None)
    return found.order_by("due_on", "pk")


@prepared
def _open_requests(communes, cells, day):
    return DataRequest.objects.seen_from(Scope(communes, cells), day).open().order_by("due_on", "pk")


WAITING = (
    Waiting(Do.KEEP_PRIVACY, _open_breaches, _to_report),
    Waiting(Do.KEEP_PRIVACY, _open_requests, _to_answer),
    Waiting(Do.EDIT_DISCIPLINE, _unreleased_requests, _to_release),
)
