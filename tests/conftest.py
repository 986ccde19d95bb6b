import gc
import logging
import os
import pickle
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client, TransactionTestCase
from django.utils import translation

from common.promises import thawed
from tests.kept import keep
from tests.world import TODAY, build_world


def _emptied(operations, statements, empty=BaseDatabaseOperations.execute_sql_flush):
    """Tables are emptied with those of signed minutes."""
    with thawed():
        empty(operations, statements)


# For all connections: beside the event loop of the browser's driver this thread has another one.
BaseDatabaseOperations.execute_sql_flush = _emptied
# Tests that commit come last, and each begins with `world` or `empty`: none has to clear away what it leaves.
TransactionTestCase._fixture_teardown = lambda self: None


class Undefined(str):
    """What Django writes for a variable that a template does not have. In our own templates that is a mistake."""

    __slots__ = ()

    def __mod__(self, variable):
        context = sys._getframe(1).f_locals["context"]
        path = Path(context.render_context.template.origin.name)
        if path.is_relative_to(settings.ROOT / "templates"):
            raise LookupError(f"{context.template_name} has no {variable}")
        return ""


# The plans that are read are those of PostgreSQL, and only there two can write at the same time.
collect_ignore = [] if connection.vendor == "postgresql" else ["codebase/test_plans.py", "test_races.py"]

# A file for each process: an in-memory database cannot be shared with the server of the browser tests.
if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = str(settings.VAR / "test.sqlite3")
settings.STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = Undefined("%s")
hypothesis.settings.load_profile("ci")  # the same examples everywhere, however slow the machine
logging.getLogger("django.request").setLevel("ERROR")  # refusals are asked for: to write each down takes its time
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser's driver keeps an event loop in this thread


def pytest_collection_finish():
    """A collector of rubbish that comes more rarely, and leaves alone what stays until the end: a tenth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


def pytest_collection_modifyitems(config, items):
    """What asks no database, or takes long and says the same on both, runs once, on SQLite. Of the tests that commit,
    which come last, the long ones begin: no process waits for another that has just begun one."""
    if connection.vendor == "postgresql":
        config.hook.pytest_deselected(items=[item for item in items if not _depends_on_it(item)])
        items[:] = filter(_depends_on_it, items)
    items.sort(key=lambda item: "transactional_db" in item.fixturenames and not item.get_closest_marker("once"))


def _depends_on_it(item):
    asked = {*item.fixturenames, *(marker.name for marker in item.iter_markers())}
    return "once" not in asked and not asked.isdisjoint(("db", "transactional_db", "django_db"))


@pytest.fixture(autouse=True)
def _vietnamese():
    with translation.override("vi"):
        yield


@pytest.fixture(autouse=True)
def _nothing_kept():
    """What one test was shown is not another's: their numbers are the same."""
    cache.clear()


NOON = datetime(TODAY.year, TODAY.month, TODAY.day, 5, tzinfo=UTC)  # in the office


@pytest.fixture
def today():
    """Noon of TODAY in the office."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture(scope="session")
def built_world(django_db_setup, django_db_blocker):
    """(the world, pickled; what puts it back where a test has committed something). Built once and committed."""
    with django_db_blocker.unblock(), time_machine.travel(NOON, tick=False), translation.override("vi"):
        call_command("flush", verbosity=0, interactive=False)  # what a test without the world has left
        return pickle.dumps(build_world()), keep("world")


@pytest.fixture
def world(db, today, built_world):
    """Two communes with cells, members, meetings and an account for every role; see tests/world.py. A test changes it
    in a transaction of its own; one that commits, because a server or a second connection reads it, finds it put
    back."""
    pickled, put_back = built_world
    if not connection.in_atomic_block:
        put_back()
    return pickle.loads(pickled)


@pytest.fixture
def empty(transactional_db, today):
    """A database without any row for a test that commits."""
    call_command("flush", verbosity=0, interactive=False)


@pytest.fixture
def nothing(db):
    """A database without any row, also without the world."""
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    with thawed(), connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), tables, allow_cascade=True):
            cursor.execute(statement)


@pytest.fixture
def sign_in():
    """A browser of the test client, signed in as an account."""

    def as_account(account):
        client = Client()
        client.force_login(account, backend="cells.sign_in.Backend")
        return client

    return as_account


@pytest.fixture(scope="session")
def chromium():
    from playwright.sync_api import sync_playwright

    flags = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            args=[*flags.split(), "--disable-component-update", "--disable-sync"],
        )
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, live_server, transactional_db):
    """Pages of the running app in Chromium: `browse(account, width=360)` gives a signed-in page and its address; None
    is a stranger."""
    contexts = []

    def open_as(account, width=1280):
        context = chromium.new_context(viewport={"width": width, "height": 800}, locale="vi-VN")
        if account:
            client = Client()
            client.force_login(account, backend="cells.sign_in.Backend")
            cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        context.set_default_timeout(30_000)
        contexts.append(context)
        return SimpleNamespace(page=context.new_page(), url=live_server.url, context=context)

    yield open_as
    for context in contexts:
        context.close()
    # A draft on its way to the server when its page is closed is still written: only then may the world be put back.
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(timeout=30)
