"""What SQLite hands over as text: the same days again and again, so each is read once."""

import sqlite3
from functools import lru_cache

from django.utils.dateparse import parse_date

DAYS = 50_000  # more than a century, twice


def remember_days(connection, **sent):
    """A receiver of `connection_created`: by then Django has said how it reads days."""
    if connection.vendor == "sqlite":
        sqlite3.register_converter("date", _day)


@lru_cache(DAYS)
def _day(text):
    return parse_date(text.decode())
