"""Private addresses of the calendar."""

import secrets
from hashlib import sha256

from accounts.audit import service
from meetings.models import Feed


def digest_of(token):
    return sha256(token.encode()).hexdigest()


@service
def make_feed(*, account, at, by):
    """A new address for the calendar of `account`; the one before, if any, stops. Returns the secret part of it, which
    nobody can look up again."""
    _stop(account, at)
    token = secrets.token_urlsafe(32)
    Feed(account=account, digest=digest_of(token), made_at=at).save_checked()
    return token


@service
def revoke_feed(*, account, at, by):
    """The calendar address of `account` stops to work."""
    _stop(account, at)


def _stop(account, at):
    for feed in Feed.objects.filter(account=account, revoked_at=None):
        feed.revoked_at = at
        feed.save()
