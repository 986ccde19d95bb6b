"""Data breaches to report and data requests to answer."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may
from common.needs import Group, Need
from common.prepared import prepared
from privacy.models import Breach, DataRequest


def needs(asking):
    return [_privacy(asking.user, asking.today)] if may(asking.user, Do.KEEP_PRIVACY) else []


def _privacy(user, today):
    where = here_today(user, Do.KEEP_PRIVACY)
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
    return Group("personal-data", _("Personal data"), needs)


@prepared
def _open_breaches(communes, cells, day):
    return Breach.objects.seen_from(Scope(communes, cells), day).open().order_by("due_at", "pk")


@prepared
def _open_requests(communes, cells, day):
    return DataRequest.objects.seen_from(Scope(communes, cells), day).open().order_by("due_on", "pk")
