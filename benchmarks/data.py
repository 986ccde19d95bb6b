"""What is measured on: the sample data, and as many copies of it as are asked for, written by the database itself."""

from contextlib import contextmanager
from datetime import date, timedelta

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone, translation

from accounts.models import SentForm, TrailEntry, User
from accounts.roles import Role
from cells import services as structure
from cells.models import Cell
from common.promises import drop_triggers, write_triggers
from config.order import APPS
from meetings.enums import MeetingKind, MeetingState, TaskState
from meetings.models import Attendance, Meeting, Review, Score, ScoreLine, Task, Visit, Vote
from meetings.services import start_meeting

ACCOUNTS = {
    "office": "vanphong",
    "leader": "lanhdao",
    "in_charge": "phutrach",
    "secretary": "thuky",  # of the cell with the draft; made here
    "admin": "quantri",
    "upper": "captren",
}
CELL = "Chi bộ Nà Mẫu (mẫu)"  # 25 stand on its rolls
YEARS = 3  # years of meetings in the sample data

# The number of a copied row: that of its original, plus this for each commune and each age.
COMMUNE, AGE = 10**7, 10**6
LEFT_OUT = (TrailEntry, SentForm)  # the trail would be most of the rows, and no page measured reads it

SIGNED = MeetingState.SIGNED
DONE = Exists(Review.objects.filter(task=OuterRef("pk"), state=TaskState.DONE, meeting__state=SIGNED))
# What a meeting leaves behind, and which of it older years hold: signed meetings, and tasks that were done since.
HISTORY = {
    Meeting: Q(state=SIGNED),
    Attendance: Q(meeting__state=SIGNED),
    Visit: Q(meeting__state=SIGNED),
    Vote: Q(meeting__state=SIGNED),
    Score: Q(meeting__state=SIGNED),
    ScoreLine: Q(score__meeting__state=SIGNED),
    Task: Q(DONE, meeting__state=SIGNED),
    Review: Q(meeting__state=SIGNED, task__in=Task.objects.filter(DONE, meeting__state=SIGNED).values("pk")),
}


def fill():
    """The sample data of today in an empty database, with a draft to record and the secretary who records it."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("load_demo")
    today, cell = timezone.localdate(), Cell.objects.get(name=CELL)
    with translation.override("vi"):
        office = User.objects.get(username=ACCOUNTS["office"])
        if not cell.meetings.filter(state=MeetingState.DRAFT).exists():  # early in a month there is none
            start_meeting(cell=cell, kind=MeetingKind.REGULAR, held_on=today, today=today, by=office)
        account = User.objects.create_user(ACCOUNTS["secretary"], password=None, full_name="Thư ký (mẫu)")
        structure.grant(
            account=account,
            role=Role.SECRETARY,
            commune=cell.commune,
            cell=cell,
            since=date(2020, 1, 1),
            by=None,
        )
    TrailEntry.objects.update(at=F("at") - timedelta(days=1))  # what years have brought was not written within a minute
    _analyze()


def accounts(copy=0):
    """{role: User} of the sample commune, or of a copy of it."""
    ending = f"-{copy}" if copy else ""
    return {role: User.objects.get(username=f"{name}{ending}") for role, name in ACCOUNTS.items()}


def add_years(years):
    """What meetings left behind, again for every three years before, until there are `years`."""
    ages = years // YEARS - 1
    if ages > 0:
        with _unchecked():
            for model, rows in HISTORY.items():
                _copy(model, HISTORY, 1, ages, AGE, QuerySet(model).filter(rows), months=12 * YEARS)
        _settle()


def add_communes(first, last):
    """Copies number `first` to `last` of everything, written side by side as if they had worked at the same time."""
    copied = own_models()
    with _unchecked():
        for model in copied:
            _copy(model, copied, first, last, COMMUNE, QuerySet(model).filter(pk__lt=COMMUNE))
    _settle()


def own_models():
    """The models of which communes are made."""
    found = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]
    return [model for model in found if model not in LEFT_OUT]


def _copy(model, copied, first, last, step, rows, months=0):
    """Copy `rows` of a model as copies number `first` to `last`; what refers to a model of `copied` follows along."""
    quote = connection.ops.quote_name
    fields = model._meta.concrete_fields
    values = ", ".join(_value(field, f"rows.{quote(field.column)}", copied, step, months) for field in fields)
    chosen, given = rows.order_by().values("pk").query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)}) "
            f"WITH RECURSIVE copies(k) AS (SELECT {first} UNION ALL SELECT k + 1 FROM copies WHERE k < {last}) "
            f"SELECT {values} FROM {quote(model._meta.db_table)} rows CROSS JOIN copies "
            f"WHERE rows.{quote(model._meta.pk.column)} IN ({chosen}) "
            f"ORDER BY rows.{quote(model._meta.pk.column)}, k",
            given,
        )


def _value(field, column, copied, step, months):
    """SQL of a column in copy number k."""
    if field.primary_key or (field.is_relation and field.related_model in copied):
        return f"{column} + k * {step}"
    if months and field.one_to_one:  # what an older meeting owned alone, as its papers, is not copied
        return "NULL"
    if months and isinstance(field, models.DateField):  # a DateTimeField is one too
        timed = isinstance(field, models.DateTimeField)
        if connection.vendor == "sqlite":
            return f"{'datetime' if timed else 'date'}({column}, '-' || (k * {months}) || ' months')"
        return f"({column} - k * interval '{months} months')" + ("" if timed else "::date")
    if field.name in _unique_texts(field.model):
        return f"substr({column}, 1, {field.max_length - 4}) || '-' || k"
    return column


def _unique_texts(model):
    """Names of the columns of text that are unique in the whole table, as that of a user name."""
    groups = [[field.name] for field in model._meta.concrete_fields if field.unique and not field.primary_key]
    groups += [rule.fields for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    return {
        group[0] for group in groups if group and not any(model._meta.get_field(name).is_relation for name in group)
    }


@contextmanager
def _unchecked():
    """Without checking each reference and promise: copies are right as their originals are."""
    postgresql = connection.vendor == "postgresql"
    off = "SET session_replication_role = replica" if postgresql else "PRAGMA foreign_keys = OFF"
    on = "SET session_replication_role = DEFAULT" if postgresql else "PRAGMA foreign_keys = ON"
    if not postgresql:  # there, "replica" leaves out triggers too
        drop_triggers()
    with connection.cursor() as cursor:
        cursor.execute(off)
        try:
            yield
        finally:
            cursor.execute(on)
    if not postgresql:
        write_triggers(plan=[])


def _settle():
    """New rows get numbers after those of the copies."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
    _analyze()


def _analyze():
    """The planner knows how large the tables are, as it does in an office a minute after they were filled."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
