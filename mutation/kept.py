"""A plugin of pytest: what a session makes once, the database and the world, is kept for later sessions of this process
and of those that it forks. So a mutant costs its tests, and nothing before them."""

import gc
import sys
from functools import cache

import pytest
from _pytest.fixtures import pytest_fixture_setup as set_up

from config.order import APPS

ONCE = ("django_db_setup", "built_world")
KEPT = {}


def pytest_collection_finish():
    from django.conf import settings

    settings.DATABASES["default"]["TEST"]["NAME"] = None  # in memory: a forked process has its own


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Each test asks anew what is else answered once for all: a mutant may answer differently, and every test that
    reaches a function is to be known."""
    from django.db import connections

    vars(connections["default"]).pop("prepared_statements", None)
    for thing in _caches(len(sys.modules)):
        thing.cache_clear()


@cache
def _caches(_modules):
    """What keeps answers in the modules loaded so far: looked for again when there are more."""
    ours = (module for name, module in list(sys.modules.items()) if name.partition(".")[0] in APPS)
    return [thing for module in ours for thing in vars(module).values() if hasattr(thing, "cache_clear")]


def pytest_sessionfinish():
    gc.freeze()  # so that forked processes share what is loaded: looking through it would copy it


def pytest_collection_modifyitems(config, items):
    """Tests that commit would empty the world for all others; those that try examples in the database take a minute,
    for each mutant that lives."""
    left_out = [item for item in items if _commits(item) or _tries_examples(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def _commits(item):
    marker = item.get_closest_marker("django_db")
    return "transactional_db" in item.fixturenames or (marker and marker.kwargs.get("transaction"))


def _tries_examples(item):
    return item.get_closest_marker("hypothesis") and "db" in item.fixturenames


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef, request):
    name = fixturedef.argname
    if name not in ONCE:
        return None
    if name in KEPT:
        fixturedef.cached_result = (KEPT[name], fixturedef.cache_key(request), None)
    else:
        KEPT[name] = set_up(fixturedef, request)
    return KEPT[name] or True
