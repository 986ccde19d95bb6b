import ast
import re
from pathlib import Path

from config.order import APPS, FLOORS, WINGS

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = {
    "models",
    "enums",
    "rules",
    "services",
    "queries",
    "needs",
    "access",
    "roles",
    "audit",
    "outgoing",
    "scoped_admin",
    "unchanged",
}
# The inside of an app, from below upwards; what stands in one line may know each other.
INSIDE = (
    ("enums", "roles"),
    ("audit",),
    ("access",),
    ("models",),
    ("rules",),
    ("queries",),
    ("papers",),  # below services: what is numbered is kept as it is drawn
    ("services",),
    ("tables", "needs"),
    ("forms", "scoped_admin", "outgoing", "unchanged"),
    ("registry",),
    ("views", "templatetags", "admin", "management"),
    ("urls", "middleware", "double_submit", "lockout", "sessions", "sign_in", "apps"),
)
FLOOR_INSIDE = {word: floor for floor, words in enumerate(INSIDE) for word in words}
TOP = ("reports", "config")
LAYERED = [app for app in APPS if app not in ("common", "config")]  # plain helpers, and what puts everything together
FILES = {
    path.relative_to(ROOT): path.read_text()
    for app in APPS
    for path in sorted((ROOT / app).rglob("*.py"))
    if "migrations" not in path.parts
}


def imports(text):
    """Dotted names that a file with this text imports, with what is taken from them."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


IMPORTS = [(path, name) for path, text in FILES.items() for name in imports(text)]


def below(app):
    """The apps that `app` may import from."""
    if app in WINGS:
        return FLOORS[: FLOORS.index("members") + 1]
    return (*FLOORS[: FLOORS.index(app)], *(WINGS if app in TOP else ()))


def test_every_app_stands_in_the_list():
    assert {path.parent.name for path in ROOT.glob("*/apps.py")} == set(APPS)


def test_imports_run_downwards_and_only_to_public_modules():
    upwards, private = [], []
    for path, name in IMPORTS:
        app, (other, *rest) = path.parts[0], name.split(".")
        if other not in APPS or other == app:
            continue
        if other not in below(app):
            upwards.append((str(path), name))
        # config puts everything together; common has no secrets
        elif app != "config" and other != "common" and rest[0] not in PUBLIC:
            private.append((str(path), name))
    assert (upwards, private) == ([], [])


def test_every_module_has_a_floor_inside_its_app():
    inside = [path for path in FILES if path.parts[0] in LAYERED and path.name != "__init__.py"]
    assert [str(path) for path in inside if path.with_suffix("").parts[1] not in FLOOR_INSIDE] == []


def test_the_inside_of_an_app_runs_downwards():
    upwards = []
    for path, name in IMPORTS:
        app, word, (other, *rest) = path.parts[0], path.with_suffix("").parts[1], name.split(".")
        if app in LAYERED and other == app and FLOOR_INSIDE.get(word, 0) < FLOOR_INSIDE.get(rest[0], 0):
            upwards.append((str(path), name))
    assert upwards == []


def test_rules_ask_nothing_and_the_day_is_told_to_all_that_stands_below_forms():
    """Facts in, answers out: no query in rules, no clock below forms."""
    clock = re.compile(r"\.(now|today|localdate|localtime)\(\)")
    below = {word for words in INSIDE[: FLOOR_INSIDE["forms"]] for word in words} - {"access", "audit", "models"}
    asked = [
        str(path)
        for path, text in FILES.items()
        if (word := path.with_suffix("").parts[1]) in below
        and (clock.search(text) or (word == "rules" and ".objects" in text))
    ]
    assert asked == []


def test_files_leave_the_system_by_one_way_which_writes_the_trail():
    files = re.compile(r"common\.files|(?<!def )\b(to_xlsx|to_docx)\b|Content-Disposition")
    makes = {str(path) for path, text in FILES.items() if files.search(text)}
    assert makes - {"common/files.py"} == {"cells/outgoing.py"}
    by_hand = [f"django.http.{kind}" for kind in ("HttpResponse", "FileResponse", "StreamingHttpResponse")]
    answers = {str(path) for path, name in IMPORTS if name in by_hand}
    # Beside files: the answer to who asks whether the app is up, and the calendar of who has its secret address.
    assert answers == {"common/files.py", "config/urls.py", "meetings/views/feed.py"}
