"""Sessions in the database, as Django keeps them, read by a prepared statement."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from common.prepared import prepared


@prepared
def _session(key, now):
    return Session.objects.filter(session_key=key, expire_date__gt=now)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        for session in _session(key=self.session_key, now=timezone.now()):
            return session
        self._session_key = None
        return None
