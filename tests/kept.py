"""Rows of the database of the tests, put back as they were. To make them anew takes a hundred times as long."""

import sqlite3

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction


def keep(name):
    """Keep the rows of all tables under `name`; a function that puts them back, and takes away what is there then."""
    return (_keep_file if connection.vendor == "sqlite" else _keep_schema)(name)


def _keep_file(_name):
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    connection.ensure_connection()
    connection.connection.backup(kept)

    def put_back():
        connection.ensure_connection()
        kept.backup(connection.connection)

    return put_back


def _keep_schema(name):
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {name} CASCADE; CREATE SCHEMA {name}")
        cursor.execute(";".join(f'CREATE TABLE {name}."{table}" AS TABLE "{table}"' for table in tables))
    emptied = ";".join(f'DELETE FROM "{table}"' for table in tables)
    filled = ";".join(f'INSERT INTO "{table}" TABLE {name}."{table}"' for table in tables)
    # A database that was emptied meanwhile counts from 1 again.
    numbered = ";".join(connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True)))

    def put_back():
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger asks what was there already
            cursor.execute(emptied)
            cursor.execute(filled)
            cursor.execute(numbered)

    return put_back
