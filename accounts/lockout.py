"""Who has to wait after wrong passwords, how long, and from which address a request came."""

import re
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Network, ip_address

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Max, Sum
from django.utils import timezone

KNOWN_FOR = timedelta(days=60)
PORT = re.compile(r"^(?:([\d.]+)|\[(.+)\])(?::\d+)?$")  # some proxies tell the port too


@dataclass(frozen=True)
class Limit:
    """How many wrong passwords, counted `together`, make one wait; each more doubles the wait up to `longest`."""

    together: tuple
    failures: int
    first: timedelta
    longest: timedelta

    def wait(self, failures):
        """How long one waits after the last of so many wrong passwords."""
        if failures < self.failures:
            return timedelta(0)
        return min(self.first * 2 ** min(failures - self.failures, 10), self.longest)


OF_ACCOUNT_HERE = Limit(("username", "ip_address"), 5, timedelta(minutes=15), timedelta(hours=1))
OF_ACCOUNT = Limit(("username",), 20, timedelta(minutes=15), timedelta(hours=1))
OF_ADDRESS = Limit(("ip_address",), 30, timedelta(minutes=1), timedelta(minutes=15))


def client_address(request):
    """The address that a request came from, as the outermost of our own proxies saw it; a sender is never believed.

    Of IPv6 the network, since one device has as many addresses as it likes.
    """
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    proxies = settings.TRUSTED_PROXIES
    said = seen[-proxies].strip() if 0 < proxies <= len(seen) else ""
    said, nearest = PORT.sub(r"\1\2", said), request.META.get("REMOTE_ADDR")
    try:
        address = ip_address(said or nearest)
    except ValueError:
        return nearest or None
    if address.version == 4:
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((address, 64), strict=False).network_address)


class Handler(AxesDatabaseHandler):
    """Wrong passwords count for an account at an address. Those of an account anywhere, and of an address for any
    account, hold up strangers only: who has signed in from there lately is not locked out by others."""

    def get_failures(self, request, credentials=None):
        who = {"username": get_client_username(request, credentials), "ip_address": request.axes_ip_address}
        limits = [OF_ACCOUNT_HERE] if _is_known(who) else [OF_ACCOUNT_HERE, OF_ACCOUNT, OF_ADDRESS]
        return settings.AXES_FAILURE_LIMIT if any(_has_to_wait(who, limit) for limit in limits) else 0


def _is_known(who):
    return AccessLog.objects.filter(**who, attempt_time__gt=timezone.now() - KNOWN_FOR).exists()


def _has_to_wait(who, limit):
    attempts = AccessAttempt.objects.filter(**{name: who[name] for name in limit.together})
    counted = attempts.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
    pause = limit.wait(counted["failures"] or 0)
    return bool(pause) and timezone.now() < counted["last"] + pause
