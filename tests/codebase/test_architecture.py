import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("common", "accounts", "cells", "members", "meetings", "oversight", "reports", "config")
PUBLIC = {"models", "enums", "services", "queries", "access", "roles", "audit", "scoped_admin"}
FILES = [path for app in LAYERS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts]


def imports(path):
    """Dotted names that a file imports, with what is taken from them."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_downwards_and_only_to_public_modules(path):
    app = path.relative_to(ROOT).parts[0]
    for name in imports(path):
        other, *rest = name.split(".")
        if other not in LAYERS or other == app:
            continue
        assert LAYERS.index(other) < LAYERS.index(app), f"{app} may not import {name}"
        # config puts everything together; common has no secrets
        assert app == "config" or other == "common" or rest[0] in PUBLIC, f"{name} is private to {other}"
