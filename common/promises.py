"""What the database itself refuses, no matter who writes: constraints over several rows or tables, on either database.

A model lists them in its `Meta.constraints` beside Django's own, each with the sentence for the user. On PostgreSQL two
rows that hold on the same day are kept apart by an exclusion constraint, which sees what others are just writing. All
else is kept by triggers. They look at other tables, and a table that SQLite remakes loses its own: so they are dropped
before the database is migrated and written anew afterwards (`config.apps`).
"""

import re
from contextlib import contextmanager

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import BaseConstraint, F, Q
from django.db.models.sql import Query
from django.utils.translation import gettext_lazy as _

PREFIX = "promise_"
COLD = {"sqlite": "NOT thawed()", "postgresql": "coalesce(current_setting('promises.thawed', true), '') <> 'yes'"}
DIFFERS = {"sqlite": "IS NOT", "postgresql": "IS DISTINCT FROM"}
MERGERS = "cells_communemerger"  # the table of communes that have merged


class Promise(BaseConstraint):
    """A constraint that the database keeps by triggers of its own; people read `violation_error_message`."""

    on = None  # the model whose rows are watched, where it is not the one that lists the promise: "app.Model"

    def watched(self, lister):
        """The models whose rows are watched; `lister` is the one that lists the promise."""
        return [apps.get_model(self.on) if self.on else lister]

    def triggers(self, model, vendor):
        """[(event, columns, condition)]: on INSERT, UPDATE or DELETE, of those columns only (all: None), what refuses a
        row of `model`, in SQL that tells of NEW and OLD."""
        raise NotImplementedError

    def constraint_sql(self, model, schema_editor):
        return None

    def create_sql(self, model, schema_editor):
        return None

    def remove_sql(self, model, schema_editor):
        return None

    def __eq__(self, other):
        return type(self) is type(other) and self.deconstruct() == other.deconstruct()

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Nothing is asked ahead: the database refuses, and `refused` finds the sentence."""


class Refused(Promise):
    """Rows with which `when` holds, a condition in SQL that both databases read and that tells of the row as NEW."""

    def __init__(self, *, when, columns=None, on=None, **kwargs):
        super().__init__(**kwargs)
        self.when, self.columns, self.on = when, columns, on

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"when": self.when, "columns": self.columns, "on": self.on}

    def triggers(self, model, vendor):
        events = ("UPDATE",) if "OLD." in self.when else ("INSERT", "UPDATE")
        when = self.when.replace(" DIFFERS ", f" {DIFFERS[vendor]} ")
        return [(event, self.columns if event == "UPDATE" else None, when) for event in events]


class OneCommune(Promise):
    """A row refers to records of one commune only; those that have merged are one. `ways` lead from it to communes, as
    "cell__commune"; a way that ends at nothing is not asked."""

    default_violation_error_message = _("Records of two communes cannot refer to each other.")

    def __init__(self, *, ways, **kwargs):
        super().__init__(**kwargs)
        self.ways = tuple(ways)

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        return path, args, kwargs | {"ways": self.ways}

    def triggers(self, model, vendor):
        first, *others = (value_at(model, "NEW", way) for way in self.ways)
        when = " OR ".join(f"({first} <> {other} AND {_today(first)} <> {_today(other)})" for other in others)
        columns = [model._meta.get_field(way.split("__")[0]).column for way in self.ways]
        return [("INSERT", None, when), ("UPDATE", columns, when)]


class Unchanging(Promise):
    """A row does not change any more, nor do rows come or go, while the end of `state_path` is `state`. Fields `but`
    stay free. With `reopens`, the row's own state may leave it. Inside of `thawed()` all is free."""

    def __init__(self, *, state, state_path="state", but=(), reopens=False, **kwargs):
        super().__init__(**kwargs)
        self.state, self.state_path, self.but, self.reopens = str(state), state_path, tuple(but), reopens

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        told = {"state": self.state, "state_path": self.state_path, "but": self.but, "reopens": self.reopens}
        return path, args, kwargs | told

    def triggers(self, model, vendor):
        table, pk = model._meta.db_table, model._meta.pk.column
        columns = [f.column for f in model._meta.concrete_fields if f.name not in self.but and not f.primary_key]
        stands = {row: f"{value_at(model, row, self.state_path)} = '{self.state}'" for row in ("OLD", "NEW")}
        changed = " OR ".join(f'OLD."{name}" {DIFFERS[vendor]} NEW."{name}"' for name in columns)
        cold = COLD[vendor]
        own = self.state_path == "state"
        before = f"{stands['OLD']} AND {stands['NEW']}" if self.reopens else stands["OLD"]
        after = before if own else f"({stands['OLD']} OR {stands['NEW']})"
        found = [
            ("UPDATE", columns, f"({changed}) AND {after} AND {cold}"),
            ("DELETE", None, f"{stands['OLD']} AND {cold}"),
        ]
        if not own:  # a row that is there is changed by INSERT … ON CONFLICT
            new = f'NOT EXISTS (SELECT 1 FROM "{table}" WHERE "{pk}" = NEW."{pk}")'
            found.append(("INSERT", None, f"{stands['NEW']} AND {new} AND {cold}"))
        return found


class NoOverlap(Promise):
    """Of the rows that agree in `fields`, and for which `condition` holds, no two hold on the same day (common.dated).
    Rows without a value in one of the fields are not compared."""

    def __init__(self, *, fields, condition=None, **kwargs):
        super().__init__(**kwargs)
        self.fields, self.condition = tuple(fields), condition

    def deconstruct(self):
        path, args, kwargs = super().deconstruct()
        told = {"fields": self.fields} | ({"condition": self.condition} if self.condition else {})
        return path, args, kwargs | told

    def constraint_sql(self, model, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return None
        return f'CONSTRAINT "{self.name}" {self._rule(model)}'

    def create_sql(self, model, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return None
        return f'ALTER TABLE "{model._meta.db_table}" ADD CONSTRAINT "{self.name}" {self._rule(model)}'

    def remove_sql(self, model, schema_editor):
        if schema_editor.connection.vendor != "postgresql":
            return None
        return f'ALTER TABLE "{model._meta.db_table}" DROP CONSTRAINT "{self.name}"'

    def _rule(self, model):
        """Numbers and words are told as ranges of one value: ranges need no extension of the server."""
        parts = [f"{_one_value(model._meta.get_field(name))} WITH &&" for name in self.fields]
        rule = f"EXCLUDE USING gist ({', '.join(parts)}, daterange(since, until) WITH &&)"
        where = self._where(model)
        return f"{rule} WHERE ({where})" if where else rule

    def _where(self, model):
        fields = [model._meta.get_field(name) for name in self.fields]
        parts = [f'"{field.column}" IS NOT NULL' for field in fields if field.null]
        if self.condition:
            parts.append(_condition_sql(model, self.condition))
        return " AND ".join(parts)

    def triggers(self, model, vendor):
        if vendor == "postgresql":
            return []
        columns = [model._meta.get_field(name).column for name in self.fields]
        same = [f'other."{name}" = NEW."{name}"' for name in columns]
        where = self._where(model)
        same.append('other."id" IS NOT NEW."id"')
        days = "(other.until IS NULL OR other.until > NEW.since) AND (NEW.until IS NULL OR other.since < NEW.until)"
        for row in ("NEW", "other"):  # what ended on its first day holds on none
            days += f" AND ({row}.until IS NULL OR {row}.until > {row}.since)"
        mine = f"{_of_row('NEW', where)} AND " if where else ""
        theirs = f" AND {_of_row('other', where)}" if where else ""
        others = f'SELECT 1 FROM "{model._meta.db_table}" other WHERE {" AND ".join(same)} AND {days}{theirs}'
        when = f"{mine}EXISTS ({others})"
        return [("INSERT", None, when), ("UPDATE", None, when)]

    def validate(self, model, instance, exclude=None, using=DEFAULT_DB_ALIAS):
        """Asked ahead too: forms that save a row without a service show the sentence."""
        names = {*self.fields, "since", "until"}
        if names & set(exclude or ()) or instance.since in (None, instance.until):
            return
        mine = {name: getattr(instance, model._meta.get_field(name).attname) for name in self.fields}
        against = instance._get_field_expression_map(meta=model._meta, exclude=exclude)
        if None in mine.values() or (self.condition and not self.condition.check(against, using=using)):
            return
        others = model._default_manager.using(using).filter(self.condition or Q(), **mine).exclude(pk=instance.pk)
        others = others.filter(Q(until=None) | Q(until__gt=instance.since) & Q(until__gt=F("since")))
        if instance.until:
            others = others.filter(since__lt=instance.until)
        if others.exists():
            raise ValidationError(self.get_violation_error_message(), code=self.violation_error_code)


class TakesNothing(Promise):
    """No row is added any more to a commune that has merged, whatever it is a record of; listed by the merger, it
    watches every model with a `commune`."""

    default_violation_error_message = _("This commune has merged into another; nothing is recorded in it any more.")

    def watched(self, lister):
        commune = lister._meta.get_field("commune").related_model
        fields = ((model, field) for model in apps.get_models() for field in model._meta.concrete_fields)
        named = [model for model, field in fields if field.name == "commune" and field.related_model is commune]
        return [model for model in named if model is not lister]

    def triggers(self, model, vendor):
        merged = f"EXISTS (SELECT 1 FROM {MERGERS} WHERE commune_id = NEW.commune_id)"
        came = f"NEW.commune_id {DIFFERS[vendor]} OLD.commune_id AND {merged}"
        return [("INSERT", None, merged), ("UPDATE", ["commune_id"], came)]


def stays_in_its_commune(name):
    """What a record refers to, and what refers to it, is of its commune; it goes on with it where that merges."""
    merged = f"SELECT 1 FROM {MERGERS} WHERE commune_id = OLD.commune_id AND into_id = NEW.commune_id"
    when = f"NEW.commune_id DIFFERS OLD.commune_id AND NOT EXISTS ({merged})"
    said = _("A record does not move to another commune.")
    return Refused(name=name, when=when, columns=["commune_id"], violation_error_message=said)


def _today(commune):
    """SQL of the commune that goes on today for that of the SQL `commune`."""
    return f"coalesce((SELECT goes_on_as_id FROM {MERGERS} WHERE commune_id = {commune}), {commune})"


def value_at(model, row, way):
    """SQL of what stands at the end of `way`, as "cell__commune", from a `row` of `model`, NEW or OLD."""
    first, *further = way.split("__")
    field = model._meta.get_field(first)
    if not further:
        return f'{row}."{field.column}"'
    tables, joined = [], field
    for number, name in enumerate(further):
        other = joined.related_model
        table = f'"{other._meta.db_table}" way{number}'
        if number:
            tables.append(f'JOIN {table} ON way{number}."{other._meta.pk.column}" = way{number - 1}."{joined.column}"')
        else:
            tables.append(table)
        joined = other._meta.get_field(name)
    start = f'way0."{field.related_model._meta.pk.column}" = {row}."{field.column}"'
    return f'(SELECT way{len(further) - 1}."{joined.column}" FROM {" ".join(tables)} WHERE {start})'


def _one_value(field):
    if field.is_relation:
        return f'int8range("{field.column}", "{field.column}", \'[]\')'
    return f'int4range(hashtext("{field.column}"), hashtext("{field.column}"), \'[]\')'


def _condition_sql(model, condition):
    """The condition in SQL that tells of the columns of `model` alone, as in Django's UniqueConstraint."""
    query = Query(model, alias_cols=False)
    sql, params = query.build_where(condition).as_sql(query.get_compiler(connection=connection), connection)
    return sql % tuple(map(connection.schema_editor().quote_value, params))


def _of_row(row, sql):
    return re.sub(r'"(\w+)"', rf'{row}."\1"', sql)


def promises():
    """{name: (model, Promise)} of all models."""
    found = ((model, one) for model in apps.get_models() for one in model._meta.constraints)
    return {one.name: (model, one) for model, one in found if isinstance(one, Promise)}


def refused(error):
    """The ValidationError for the user when it was a Promise that the database kept, else None."""
    diagnosis = getattr(error.__cause__, "diag", None)  # of PostgreSQL; SQLite says the name alone
    name = diagnosis.constraint_name if diagnosis else str(error)
    found = promises().get(name)
    return found and ValidationError(found[1].get_violation_error_message(), code=name)


@contextmanager
def thawed(using=DEFAULT_DB_ALIAS):
    """Inside, what is Unchanging may change: two records of one person become one on signed rolls too."""
    there = connections[using]
    if there.vendor == "sqlite":
        before, there.thawed = getattr(there, "thawed", False), True
        try:
            yield
        finally:
            there.thawed = before
    else:  # what fails inside is rolled back, and the setting with it
        _set_thawed(there, "yes")
        yield
        _set_thawed(there, "")


def _set_thawed(there, value):
    with there.cursor() as cursor:
        cursor.execute("SELECT set_config('promises.thawed', %s, true)", [value])


def tell_sqlite(connection, **sent):
    """Triggers on SQLite ask this connection whether it is thawed."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("thawed", 0, lambda: int(getattr(connection, "thawed", False)))


def drop_triggers(using=DEFAULT_DB_ALIAS, **sent):
    """Before a migration: tables change."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"])
            statements = [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
        else:
            cursor.execute(
                "SELECT oid::regprocedure FROM pg_proc WHERE proname LIKE %s"
                " AND pronamespace = current_schema()::regnamespace",
                [f"{PREFIX}%"],
            )
            statements = [f"DROP FUNCTION {name} CASCADE" for (name,) in cursor.fetchall()]
        for statement in statements:
            cursor.execute(statement)


def write_triggers(using=DEFAULT_DB_ALIAS, **sent):
    """After a migration; not after the tables were only emptied."""
    if "plan" not in sent:
        return
    there = connections[using]
    tables = set(there.introspection.table_names())
    with there.cursor() as cursor:
        for name, (lister, promise) in promises().items():
            for model in promise.watched(lister):
                if model._meta.db_table in tables:
                    for event, columns, when in promise.triggers(model, there.vendor):
                        for statement in _statements(there.vendor, name, model, event, columns, when):
                            cursor.execute(statement)


def _statements(vendor, name, model, event, columns, when):
    table = model._meta.db_table
    trigger = f"{PREFIX}{name}_{event.lower()}_{table}"[:63]  # as long as PostgreSQL reads names
    of = f" OF {', '.join(columns)}" if columns and event == "UPDATE" else ""
    if vendor == "sqlite":
        yield (
            f'CREATE TRIGGER "{trigger}" BEFORE {event}{of} ON "{table}" WHEN {when}'
            f" BEGIN SELECT RAISE(ABORT, '{name}'); END"
        )
        return
    row = "OLD" if event == "DELETE" else "NEW"
    yield (
        f'CREATE FUNCTION "{trigger}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN'
        f" RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"
        f" END IF; RETURN {row}; END $$"
    )
    yield f'CREATE TRIGGER "{trigger}" BEFORE {event}{of} ON "{table}" FOR EACH ROW EXECUTE FUNCTION "{trigger}"()'
