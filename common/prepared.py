"""Statements that are built once and run many times.

To build a statement costs more than the database needs to answer it, and it comes out the same each time but for its
values. So a function that builds a query set is run once, with a placeholder for each value; the SQL is
kept, and later calls only fill in their values:

    @prepared
    def posts_on(commune, day):
        return Post.objects.on(day).filter(member__commune=commune).values_list("member", "kind")

    for member, kind in posts_on(commune=1, day=today): ...
"""

import datetime
import functools
import inspect
import re
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

MOST = 1000  # statements kept for a connection: more would be a mistake in what is prepared
LENGTHS = 100  # for so many lengths of its lists the SQL of a statement is kept
WORD = re.compile("[a-z0-9_ ]+")  # as those of a fixed list are kept
HOLE = re.compile(r"(?<!%)%s")  # where a value goes, in the SQL that Django writes

_once = ContextVar("once", default=None)  # {(function, what it was given): answer} while one page is made


@contextmanager
def asking_once():
    """While one thing is made of the records, without a change of them, a function marked `once` is asked once for
    each value that it is given."""
    token = _once.set({})
    try:
        yield
    finally:
        _once.reset(token)


def is_asking_once():
    """Whether something is made inside `asking_once`, so that it pays to ask for more than is needed now."""
    return _once.get() is not None


def once(ask):
    """Make of `ask`, a function of one value, one that remembers its answers inside `asking_once`: nobody may change
    them."""

    @functools.wraps(ask)
    def asked(value):
        known = _once.get()
        if known is None:
            return ask(value)
        key = ask, value
        if key not in known:
            known[key] = ask(value)
        return known[key]

    return asked


class Placeholder(Expression):
    """Stands for a value, or for the values of an IN list, while a statement is built."""

    def __init__(self, name):
        super().__init__()
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


def prepared(build):
    """Make of `build`, a function that returns a query set, one that returns the list of its rows: instances, dicts,
    tuples or values, as the query set says.

    The values are given by name: numbers, texts, dates, or a list, tuple or set of them for `__in`. `build` runs once
    for all values, so it must not look at them and must not read the clock. None and an empty list are no values: they
    reach `build` as they are (IS NULL; nothing), and such a call has a statement of its own. So has each value of a
    keyword-only argument: give those few values only, no words or days.
    """
    signature = inspect.signature(build)
    parameters = signature.parameters
    names = [name for name, one in parameters.items() if one.kind != one.KEYWORD_ONLY]
    ways = [name for name, one in parameters.items() if one.kind == one.KEYWORD_ONLY]
    usual = {name: one.default for name, one in parameters.items() if one.default is not one.empty}

    @functools.wraps(build)
    def run(**values):
        values = usual | values
        if values.keys() != parameters.keys():
            signature.bind(**values)  # says what is missing or unexpected
        given = {name: _many(values[name]) for name in names}
        chosen = {name: values[name] for name in ways}
        key = build, *[None if value is None else value != [] for value in given.values()], *chosen.values()
        kept = _kept(connections[DEFAULT_DB_ALIAS])
        statement = kept.get(key)
        if statement is None:
            known = {name: Placeholder(name) if value not in (None, []) else value for name, value in given.items()}
            if len(kept) >= MOST:
                kept.clear()
            statement = kept[key] = Statement(build(**known, **chosen))
        return statement.rows(given)

    run.build = build  # for a question that is not worth keeping
    return run


class Statement:
    """The SQL of a query set, kept for the connection that it was built for."""

    def __init__(self, queryset):
        if queryset._prefetch_related_lookups:
            raise TypeError("a prepared statement is one statement: prefetch nothing")
        self.queryset = queryset.using(DEFAULT_DB_ALIAS)  # that Django need not find the database each time
        self.compiler = self.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        try:
            self.sql, params = _with_words(*self.compiler.as_sql())
            self.params = [_plain(param, self.compiler.connection.ops) for param in params]
        except EmptyResultSet:
            self.sql = ""
            return
        self.names = [param.name if isinstance(param, Placeholder) else None for param in self.params]
        # What Django does to make rows of the answer stays its own; only the parts that never change are kept.
        self.converters = self.compiler.get_converters([column for column, *_ in self.compiler.select])
        self.compiler.get_converters = lambda columns: self.converters
        self.queryset.query.get_compiler = lambda using: self.compiler
        self.pieces, self.written = HOLE.split(self.sql), {}
        self.width = self.compiler.col_count if self.compiler.has_extra_select else None
        self.shape = _shape(self.compiler) if self.queryset._iterable_class is ModelIterable else None

    def rows(self, given):
        if not self.sql:
            return []
        with self.compiler.connection.cursor() as cursor:
            cursor.execute(*self._filled(given))
            with self.compiler.connection.wrap_database_errors:  # a cursor of Django makes a new wrapper each time
                found = cursor.cursor.fetchall()
        if self.width:  # behind it stands what rows were sorted by
            found = [row[: self.width] for row in found]
        if self.shape:
            return self._records(found)
        if self.queryset._iterable_class is ValuesListIterable:
            return (
                list(map(tuple, self.compiler.apply_converters(found, self.converters))) if self.converters else found
            )
        self.compiler.execute_sql = lambda *args, **kwargs: [found]
        return list(self.queryset._iterable_class(self.queryset))

    def _records(self, found):
        """As Django's `ModelIterable` makes them, which finds out anew each time what a row consists of."""
        model, columns, names, joined, added = self.shape
        records = []
        for row in self.compiler.apply_converters(found, self.converters) if self.converters else found:
            record = model.from_db(DEFAULT_DB_ALIAS, names, row[columns])
            for one in joined:
                one.populate(row, record)
            for name, column in added:
                setattr(record, name, row[column])
            records.append(record)
        return records

    def _filled(self, given):
        """The SQL with as many holes as the lists are long, and what goes into them."""
        operations = self.compiler.connection.ops
        plain = {name: _plain(value, operations) for name, value in given.items()}
        params, lengths = [], []
        for name, fixed in zip(self.names, self.params, strict=True):
            value = fixed if name is None else plain[name]
            if type(value) is list:
                params += value
                lengths.append(len(value))
            else:
                params.append(value)
                lengths.append(1)
        return self._of_lengths(tuple(lengths)), params

    def _of_lengths(self, lengths):
        """The SQL with so many holes for each value. The same text each time: the drivers know it again faster."""
        sql = self.written.get(lengths)
        if sql is None:
            if len(self.written) >= LENGTHS:
                self.written.clear()
            holes = [", ".join(["%s"] * length) for length in lengths]
            sql = "".join(part for pair in zip(self.pieces, [*holes, ""], strict=True) for part in pair)
            self.written[lengths] = sql
        return sql


def _with_words(sql, params):
    """(SQL, its further parameters) with the words of a fixed list written out, as 'signed'. To be given the word of a
    partial index only then makes SQLite plan the statement anew each time, and PostgreSQL not use that index."""
    first, *pieces = HOLE.split(sql)
    written, left = [first], []
    for param, piece in zip(params, pieces, strict=True):
        fixed = isinstance(param, str) and WORD.fullmatch(param)
        written += [f"'{param}'" if fixed else "%s", piece]
        left += [] if fixed else [param]
    return "".join(written), tuple(left)


def _shape(compiler):
    """What a row consists of: the model, the columns of its fields and their names, what was joined, [(name, column)]
    of what was added."""
    told = compiler.klass_info
    columns = slice(told["select_fields"][0], told["select_fields"][-1] + 1)
    names = [column.target.attname for column, *_ in compiler.select[columns]]
    joined = get_related_populators(told, compiler.select, DEFAULT_DB_ALIAS)
    return told["model"], columns, names, joined, list(compiler.annotation_col_map.items())


def _kept(connection):
    """{what it was built from: Statement} of a connection, which belongs to one thread."""
    try:
        return connection.prepared_statements
    except AttributeError:
        connection.prepared_statements = {}
        return connection.prepared_statements


def numbers(rows):
    """[number] of `rows`: a query set, records, or their numbers already."""
    if isinstance(rows, QuerySet):
        return list(rows.values_list("pk", flat=True))
    return [getattr(row, "pk", row) for row in rows]


def _many(value):
    return list(value) if isinstance(value, list | tuple | set | frozenset) else value


def _plain(value, operations):
    """A value, or a list of them, as the database takes it."""
    if isinstance(value, list):  # of one kind: numbers and texts it takes as they are
        days = value and isinstance(value[0], datetime.date)
        return [_plain(each, operations) for each in value] if days else value
    if not isinstance(value, datetime.date):
        return value
    if isinstance(value, datetime.datetime):
        return operations.adapt_datetimefield_value(value)
    return operations.adapt_datefield_value(value)
