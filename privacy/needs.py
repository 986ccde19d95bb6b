"""Data breaches to report and data requests to answer."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may
from common.needs import Group, Need
from common.prepared import prepared
from privacy.enums import RequestKind
from privacy.models import Breach, DataRequest


def needs(asking):
    user, found = asking.user, []
    if may(user, Do.KEEP_PRIVACY):
        found += _to_keep(here_today(user, Do.KEEP_PRIVACY), asking.today)
    if may(user, Do.EDIT_DISCIPLINE):
        found += _to_release(here_today(user, Do.EDIT_DISCIPLINE))
    return [Group("personal-data", _("Personal data"), found)] if found else []


def _to_keep(where, today):
    needs = [
        Need(
            _("Data breach noticed on %(day)s: report it by %(time)s.")
            % {"day": breach, "time": f"{timezone.localtime(breach.due_at):%H:%M %d/%m/%Y}"},
            breach.get_absolute_url(),
            _("See the breach"),
            "bad",
        )
        for breach in _open_breaches(**where)
    ]
    needs += [
        Need(
            _("Data request of %(request)s: answer it by %(day)s.")
            % {"request": request, "day": f"{request.due_on:%d/%m/%Y}"},
            request.get_absolute_url(),
            _("See the request"),
            "bad" if request.due_on < today else "warn",
        )
        for request in _open_requests(**where)
    ]
    return needs


def _to_release(where):
    return [
        Need(
            _("Data request of %(request)s: the disciplinary part of the file waits to be released.")
            % {"request": request},
            reverse("privacy:release-request", args=[request.pk]),
            _("See the request"),
            "warn",
        )
        for request in _unreleased_requests(**where)
    ]


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
