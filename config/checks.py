"""What production must not start with, and a database that this version does not know."""

from django.conf import settings
from django.core.checks import Error, Tags, register
from django.db import connections
from django.db.migrations.loader import MigrationLoader

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
    """A database that was made before the first release has migrations that are no longer there; it is left alone."""
    for alias in databases or ():
        loader = MigrationLoader(connections[alias])
        ours = {app for app, _name in loader.disk_migrations}
        unknown = [key for key in loader.applied_migrations if key[0] in ours and key not in loader.disk_migrations]
        if unknown:
            name = connections[alias].settings_dict["NAME"]
            sentence = (
                f"The database {name} was made by an earlier version: move it away or name another, and run again."
            )
            return [Error(sentence, id="sochibo.E004")]
    return []
