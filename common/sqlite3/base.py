"""SQLite as Django speaks to it, but what it says again and again is put into other words once."""

import sqlite3
from functools import lru_cache

from django.db.backends.sqlite3 import base
from django.utils.dateparse import parse_date

DAYS = 50_000  # more than a century
STATEMENTS = 500  # those used last; a list of values makes another one of each length


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query, *, param_names=None):
        return _converted(query) if param_names is None else super().convert_query(query, param_names=param_names)


@lru_cache(STATEMENTS)
def _converted(query):
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


@lru_cache(DAYS)
def _day(text):
    return parse_date(text.decode())


sqlite3.register_converter("date", _day)
