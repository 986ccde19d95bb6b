"""What production must not start with, and a database that this version does not know."""

from django.apps import apps
from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from config.order import APPS

WEAKEST_SECRET = 50  # characters


@register(Tags.security)
def production_is_closed(app_configs=None, **kwargs):
    """A weak secret, DEBUG or open hosts are refused; `config/wsgi.py` asks before it serves."""
    if not settings.PRODUCTION:
        return []
    errors = []
    if len(settings.SECRET_KEY) < WEAKEST_SECRET or len(set(settings.SECRET_KEY)) < 10:
        errors.append(Error("SECRET_KEY is too weak: at least 50 random characters.", id="sochibo.E001"))
    if settings.DEBUG:
        errors.append(Error("DEBUG must be off in production.", id="sochibo.E002"))
    if not settings.ALLOWED_HOSTS or any(host in ("*", ".") for host in settings.ALLOWED_HOSTS):
        errors.append(Error("ALLOWED_HOSTS must name the hosts of this office.", id="sochibo.E003"))
    return errors


@register(Tags.database)
def database_is_of_this_version(app_configs=None, databases=None, **kwargs):
    """A database that was made before the first release is left alone: it has migrations that are no longer there, or
    others under the same names."""
    errors = []
    for alias in databases or ():
        connection = connections[alias]
        loader = MigrationLoader(connection)
        known, applied = set(loader.disk_migrations), set(loader.applied_migrations)
        waiting = {label for label, _name in known - applied}
        unknown = [label for label, _name in applied - known if label in APPS]
        if unknown or _has_other_columns(connection, [label for label in APPS if label not in waiting]):
            sentence = "The database {} was made by an earlier version: move it away or name another, and run again."
            errors.append(Error(sentence.format(connection.settings_dict["NAME"]), id="sochibo.E004"))
    return errors


def _has_other_columns(connection, labels):
    """Whether a table of the apps `labels` is missing or has other columns than its model."""
    models = [model for label in labels for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    tables = set(connection.introspection.table_names())
    if not tables.issuperset(model._meta.db_table for model in models):
        return True
    with connection.cursor() as cursor:
        return any(
            {column.name for column in connection.introspection.get_table_description(cursor, model._meta.db_table)}
            != {field.column for field in model._meta.local_concrete_fields}
            for model in models
        )
