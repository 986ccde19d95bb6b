"""The trail: every change of a tracked record is written down by the record itself, so that no view can forget it."""

import functools
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.text import capfirst

from common.facts import update_rows
from common.promises import refused
from common.quick import Quick
from common.text import one_line

_actor = ContextVar("actor", default=None)
_pending = ContextVar("pending", default=None)  # entries of the running service, or None outside of one
_looks = ContextVar("looks", default=None)  # looks and exports of the running request, or None outside of one
COLUMNS = (
    *("account_id", "account_name", "action", "commune"),
    *("subject_kind", "subject_id", "subject_name", "only_for", "changes", "at"),
)  # of the trail


@contextmanager
def acting(account):
    """Changes made inside are written down as made by `account`."""
    token = _actor.set(account)
    try:
        yield
    finally:
        _actor.reset(token)


@contextmanager
def _written_together():
    """Entries made inside are written in one statement at the end; those of what failed are dropped with it."""
    outer, entries = _pending.get(), []
    token = _pending.set(entries)
    try:
        yield
    finally:
        _pending.reset(token)
    if outer is None:
        _insert(entries)
    else:
        outer += entries


def service(function):
    """A change with a rule: one transaction, in the name of the account given as `by`."""

    @functools.wraps(function)
    def run(*, by, **kwargs):
        try:
            with acting(by), transaction.atomic(), _written_together():
                return function(by=by, **kwargs)
        except IntegrityError as error:
            raise refused(error) or error from error

    return run


@contextmanager
def _looks_apart():
    """Looks, exports and reveals inside are written at the end, outside of every transaction inside that may be rolled
    back: what was shown stays shown."""
    looks = []
    token = _looks.set(looks)
    try:
        yield
    finally:
        _looks.reset(token)
        _insert(looks)


class AuditMiddleware:
    """What a request changes is changed by the account that is signed in, and what it shows was seen by that account.
    Where that cannot be written down, nothing is shown."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with acting(request.user if request.user.is_authenticated else None), _looks_apart():
            return self.get_response(request)


class TrackedQuerySet(models.QuerySet):
    """Bulk writes leave a trail too; writes that could not are refused."""

    def bulk_create(self, objs, **kwargs):
        made = super().bulk_create(list(objs), **kwargs)
        _write(_entry("created", obj, obj._changes(created=True)) for obj in made)
        return made

    def bulk_update(self, objs, fields):
        changes = [(obj, obj._changes()) for obj in objs]
        changed = [obj for obj, change in changes if change]
        if changed:
            update_rows(changed, fields)
            _write(_entry("changed", obj, change) for obj, change in changes if change)
            for obj in changed:
                obj._remember()
        return len(changed)

    def update(self, **kwargs):
        raise TypeError("update() leaves no trail: save the rows or use bulk_update")

    def delete(self):
        raise TypeError("nothing is deleted: close the row with a date")


class Tracked(Quick):
    """A record whose every change is written to the trail, with the old and the new value of each field."""

    trail_hidden = ()  # fields whose values are too secret for the trail
    commune_path = ""  # the way from a record to its commune, as in "meeting__cell__commune"
    trail_names = True  # False: name the record by its kind and number only
    trail_only_for = ""  # the Do without which nobody finds the lines about the record in the trail

    objects = TrackedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        created = self._state.adding
        changes = self._changes(created=created)
        with transaction.atomic(savepoint=False):
            super().save(*args, **kwargs)
            if created or changes:
                _write([_entry("created" if created else "changed", self, changes)])
        self._remember()

    @classmethod
    def from_db(cls, db, field_names, values):
        obj = super().from_db(db, field_names, values)
        obj._as_read = field_names, values  # put together only where it is asked for: most records are never changed
        return obj

    def clean_fields(self, exclude=None):
        """Without a query for each foreign key that is set: the database itself checks that the row exists."""
        there = {f.name for f in self._meta.concrete_fields if f.many_to_one and getattr(self, f.attname) is not None}
        super().clean_fields(exclude=there | set(exclude or ()))

    def save_checked(self):
        """Check this record as a whole, save and return it. Raises ValidationError, also when another was faster.

        The database checks its constraints itself. Only when it refuses are they checked here, to find the sentence to
        show.
        """
        self.full_clean(validate_unique=False, validate_constraints=False)
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            self.full_clean()
            raise refused(error) or error from error
        return self

    def delete(self, *args, **kwargs):
        raise TypeError("nothing is deleted: close the row with a date")

    def _get_FIELD_display(self, field):
        """As Django has it, without gathering the choices of a field anew for every row."""
        value = getattr(self, field.attname)
        return force_str(_choices(field).get(value, value), strings_only=True)

    @property
    def own_commune(self):
        """Number of the commune this record belongs to; an administrator there may read its trail. None: to none."""
        *way, last = self.commune_path.split("__")
        owner = functools.reduce(getattr, way, self)
        return owner.pk if last == "pk" else owner.commune_id

    def _remember(self):
        names = [f.attname for f in self._meta.concrete_fields]
        self._as_read = names, [getattr(self, name) for name in names]

    @property
    def _loaded(self):
        """{field: value} as they stand in the database; empty for a record that was never there."""
        return dict(zip(*getattr(self, "_as_read", ((), ())), strict=True))

    def _changes(self, created=False):
        """{field: [old, new]} of what `save` is about to write; only new values of a new record."""
        loaded, changes = self._loaded, {}
        for field in self._meta.concrete_fields:
            name = field.attname
            if field.primary_key or name not in self.__dict__:
                continue
            new, old = getattr(self, name), loaded.get(name)
            if new == old or (created and new in ("", None)):
                continue
            hidden = name in self.trail_hidden
            changes[name] = ["…", "…"] if hidden else [_plain(old), _plain(new)]
        return changes


def seen(record, kind="seen", only_for="", **why):
    """Write down that the acting account looked at `record`, or took it out of the system (kind="exported").
    `only_for`: the Do without which nobody finds the line, where the record itself names none."""
    _write_look(_entry(kind, record, why, only_for))


def revealed(record, *, field, reason):
    """Write down that the acting account was shown a masked number in full, and why."""
    _write_look(_entry("revealed", record, {"field": field, "reason": reason}))


def forgotten(commune, *, count, before):
    """Write down that `count` looks and exports of a commune from before `before` are no longer in the trail."""
    _write([_entry("forgotten", commune, {"count": count, "before": before.isoformat()})])


def hide_values(records, fields):
    """What `fields` (columns) of `records` of one model were and became is hidden in the trail; it calls the records as
    they are called now."""
    called = {record.pk: _called(record) for record in records}
    kind = records[0]._meta.label_lower
    changes = apps.get_model("accounts", "TrailEntry").objects.changes()
    entries = list(changes.filter(subject_kind=kind, subject_id__in=called))
    for entry in entries:
        entry.subject_name = called[entry.subject_id]
        entry.changes |= {name: ["…", "…"] for name in fields if name in entry.changes}
    update_rows(entries, ["subject_name", "changes"])


def listed(*, name, commune, what, only_for=""):
    """Write down that the acting account read a list of people: its title, the commune's number, the choices made.
    `only_for`: the Do without which nobody finds the line."""
    _write_look(_row("seen", _actor.get(), commune, "list", None, name, only_for, _choices_made(what)))


def exported(*, name, commune, what, only_for=""):
    """Write down that a list was taken out of the system: its title, the commune's number, and the choices made."""
    _write_look(_row("exported", _actor.get(), commune, "export", None, name, only_for, _choices_made(what)))


def _choices_made(what):
    """Choices as they are kept: an address may hold signs that a database does not keep."""
    kept = {name: one_line(value)[:200] if isinstance(value, str) else value for name, value in what.items()}
    return {one_line(name)[:50]: value for name, value in kept.items()}


@functools.cache
def _choices(field):
    return dict(field.flatchoices)


def _plain(value):
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _entry(action, record, changes, only_for=""):
    kind = record._meta.label_lower
    only_for = record.trail_only_for or only_for
    return _row(action, _actor.get(), record.own_commune, kind, record.pk, _called(record), only_for, changes)


def _called(record):
    return (str(record) if record.trail_names else f"{capfirst(record._meta.verbose_name)} {record.pk}")[:200]


def _row(action, account, commune, kind, pk, name, only_for, changes):
    """Values of COLUMNS."""
    who = account.pk if account else None, str(account or "")
    return *who, action, commune, kind, pk, name[:200], str(only_for), changes


def _write(entries):
    pending = _pending.get()
    if pending is None:
        _insert(entries)
    else:
        pending += entries


def _write_look(entry):
    looks = _looks.get()
    if looks is None:
        _insert([entry])
    elif entry not in looks:
        looks.append(entry)


def _insert(entries):
    """By a statement that is the same for every entry: a saved roll makes as many entries as it has lines."""
    if not entries:
        return
    operations, now = connection.ops, connection.ops.adapt_datetimefield_value(timezone.now())
    rows = [(*row, operations.adapt_json_value(changes, None), now) for *row, changes in entries]
    table = apps.get_model("accounts", "TrailEntry")._meta.db_table
    columns, holes = ", ".join(f'"{name}"' for name in COLUMNS), ", ".join(["%s"] * len(COLUMNS))
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({holes})', rows)
