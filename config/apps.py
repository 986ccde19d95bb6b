from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate

PREPARED = 500  # statements that a connection keeps; all pages together have fewer, psycopg alone would keep 100


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self):
        from common.promises import drop_triggers, write_triggers
        from config import checks  # noqa: F401  registers them

        one = apps.get_app_config("accounts")  # the signals come for each app with models, and once is enough
        pre_migrate.connect(drop_triggers, sender=one)
        post_migrate.connect(write_triggers, sender=one)
        post_migrate.connect(tell_planner, sender=one)
        connection_created.connect(keep_prepared)


def keep_prepared(connection, **sent):
    if connection.vendor == "postgresql":
        connection.connection.prepared_max = PREPARED


def tell_planner(using=DEFAULT_DB_ALIAS, **sent):
    """SQLite learns how much is in its tables only when it is told to look; PostgreSQL does by itself."""
    if connections[using].vendor == "sqlite":
        with connections[using].cursor() as cursor:
            cursor.execute("ANALYZE")


class SiteConfig(AdminConfig):
    default_site = "config.admin.Site"
