"""SQLite as Django speaks to it, but what it says again and again is put into other words once."""

import sqlite3
from functools import lru_cache

from django.db.backends.sqlite3 import base, operations
from django.db.models.expressions import Col
from django.utils.dateparse import parse_date

DAYS = 50_000  # more than a century
DECIMALS = 10_000
STATEMENTS = 500  # those used last; a list of values makes another one of each length


class DatabaseOperations(operations.DatabaseOperations):
    def get_db_converters(self, expression):
        """Those of Django, but what the driver reads of a column of days, or of yes and no, is that already."""
        found = super().get_db_converters(expression)
        read = (self.convert_datefield_value, self.convert_booleanfield_value) if isinstance(expression, Col) else ()
        return [one for one in found if one not in read]

    def get_decimalfield_converter(self, expression):
        convert = super().get_decimalfield_converter(expression)
        known = lru_cache(DECIMALS)(lambda value: convert(value, expression, None))
        return lambda value, expression, connection: known(value)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

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
