import ast
from pathlib import Path

import pytest

from config.order import APPS, FLOORS, WINGS

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = {"models", "enums", "rules", "services", "queries", "access", "roles", "audit", "outgoing", "scoped_admin"}
# The inside of an app, from below upwards; what stands in one line may know each other.
INSIDE = (
    ("enums", "roles"),
    ("audit",),
    ("access",),
    ("models",),
    ("rules",),
    ("queries",),
    ("services",),
    ("papers", "tables", "needs"),
    ("forms", "scoped_admin", "outgoing"),
    ("views", "templatetags", "admin", "management"),
    ("urls", "middleware", "double_submit", "sessions", "sign_in", "apps"),
)
FLOOR_INSIDE = {word: floor for floor, words in enumerate(INSIDE) for word in words}
TOP = ("reports", "config")
LAYERED = [app for app in APPS if app not in ("common", "config")]  # plain helpers, and what puts everything together
FILES = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def imports(path):
    """Dotted names that a file imports, with what is taken from them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def below(app):
    """The apps that `app` may import from."""
    if app in WINGS:
        return FLOORS[: FLOORS.index("members") + 1]
    return (*FLOORS[: FLOORS.index(app)], *(WINGS if app in TOP else ()))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_leave_the_system_by_one_way_which_writes_the_trail(path):
    if path in (ROOT / "cells/outgoing.py", ROOT / "common/files.py"):
        return
    for name in imports(path):
        assert not name.startswith("common.files"), f"{path}: use cells.outgoing"
        assert name.split(".")[-1] not in ("to_xlsx", "to_docx"), f"{path}: use cells.outgoing"


def test_every_app_stands_in_the_list():
    assert {path.parent.name for path in ROOT.glob("*/apps.py")} == set(APPS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downwards_and_only_to_public_modules(path):
    app = path.relative_to(ROOT).parts[0]
    for name in imports(path):
        other, *rest = name.split(".")
        if other not in APPS or other == app:
            continue
        assert other in below(app), f"{app} may not import {name}"
        # config puts everything together; common has no secrets
        assert app == "config" or other == "common" or rest[0] in PUBLIC, f"{name} is private to {other}"


@pytest.mark.parametrize("path", [path for path in FILES if path.relative_to(ROOT).parts[0] in LAYERED], ids=str)
def test_the_inside_of_an_app_runs_downwards(path):
    app, *inside = path.relative_to(ROOT).with_suffix("").parts
    if inside == ["__init__"]:
        return
    assert inside[0] in FLOOR_INSIDE, f"{path}: on which floor of its app does it stand?"
    for name in imports(path):
        other, *rest = name.split(".")
        if other == app and rest[0] in FLOOR_INSIDE:
            assert FLOOR_INSIDE[rest[0]] <= FLOOR_INSIDE[inside[0]], f"{path} may not import {name}"


@pytest.mark.parametrize("path", [path for path in FILES if "rules" in path.relative_to(ROOT).parts[1:]], ids=str)
def test_rules_are_pure(path):
    """Facts in, answers out: no query, no clock."""
    text = path.read_text()
    assert not any(word in text for word in (".objects", "timezone.", ".today()", ".now()"))
