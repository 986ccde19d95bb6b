import os
import runpy
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command
from django.db import connection

from config.apps import tell_planner
from config.checks import database_is_of_this_version, production_is_closed
from members.models import Membership

GOOD = {"SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP", "DEBUG": False, "ALLOWED_HOSTS": ["a.vn"]}


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({}, []),
        ({"SECRET_KEY": "short"}, ["sochibo.E001"]),
        ({"SECRET_KEY": "x" * 60}, ["sochibo.E001"]),
        ({"DEBUG": True}, ["sochibo.E002"]),
        ({"ALLOWED_HOSTS": ["*"]}, ["sochibo.E003"]),
        ({"ALLOWED_HOSTS": []}, ["sochibo.E003"]),
    ],
)
def test_production_refuses_what_would_leave_it_open(changed, refused, settings):
    for name, value in (GOOD | changed).items():
        setattr(settings, name, value)
    settings.PRODUCTION = True
    assert [error.id for error in production_is_closed()] == refused


def test_on_this_machine_nothing_is_asked(settings):
    settings.PRODUCTION = False
    settings.SECRET_KEY = "short"
    assert production_is_closed() == []


@pytest.mark.parametrize(
    "applied",
    [
        [("meetings", "0006_invitations_of_planned_meetings")],
        [("cells", "0001_initial")],
    ],
    ids=["a migration that is no longer there", "the same names, other tables"],
)
def test_a_database_of_an_earlier_version_is_told_in_one_sentence_and_left_alone(applied, tmp_path):
    path = tmp_path / "db.sqlite3"
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "CREATE TABLE django_migrations (id integer PRIMARY KEY, app text, name text, applied datetime)"
        )
        insert = "INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, '2026-01-01')"
        database.executemany(insert, applied)
    environment = os.environ | {"VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{path}"}
    run = [sys.executable, "manage.py", "migrate", "-v0"]
    ended = subprocess.run(run, cwd=project.ROOT, env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert f"The database {path} was made by an earlier version" in ended.stderr
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [
            ("django_migrations",)
        ]


def test_the_database_of_this_version_is_told_by_the_columns_of_its_tables(db):
    assert database_is_of_this_version(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE meetings_feed ADD COLUMN colour varchar(9)")
    assert [error.id for error in database_is_of_this_version(databases=["default"])] == ["sochibo.E004"]


@pytest.mark.once  # PostgreSQL counts by itself
def test_sqlite_is_told_how_much_is_in_its_tables(world):
    tell_planner()
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE idx = 'membership_of_cell_on_day'")
        [[counted]] = cursor.fetchall()
    assert int(counted.split()[0]) == Membership.objects.count()


@pytest.mark.parametrize("environment", ["Production", "prod", ""])
def test_an_environment_that_is_not_known_is_refused(environment, monkeypatch):
    monkeypatch.setenv("ENVIRONMENT", environment)
    run = [sys.executable, "-c", "import config.settings"]
    ended = subprocess.run(run, cwd=project.ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "say local or production" in ended.stderr


@pytest.mark.django_db
def test_production_takes_no_sample_accounts(nothing, settings):
    settings.PRODUCTION = True
    for options in ({}, {"if_empty": True}):
        with pytest.raises(CommandError, match="not made in production"):
            call_command("load_demo", **options)


PROXY_KEEPS_IDLE = 60  # seconds; what nginx and others do where nobody says otherwise


def test_the_proxy_closes_an_idle_connection_before_the_app_does():
    """Else the app may close it just when a request is sent on it, which is lost then."""
    served = runpy.run_path(project.ROOT / "gunicorn.conf.py")
    assert served["keepalive"] > PROXY_KEEPS_IDLE
    assert served["threads"] > 1  # with one thread gunicorn keeps no connection
