import ast
import re
from collections import defaultdict
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from accounts.audit import Tracked
from config.management.commands.catalogue import KEYWORDS, collected, find_faults
from config.order import APPS
from reports.needs import ORDER

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STATIC = sorted((ROOT / "static").iterdir())


@pytest.mark.once
@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_the_first_migration_of_an_app_makes_its_tables_in_one_go():
    first = {path: path.read_text() for app in APPS for path in (ROOT / app).glob("migrations/0001_*.py")}
    assert [path for path, text in first.items() if "class Migration(FirstMigration)" not in text] == []
    made = {kind for text in first.values() for kind in re.findall(r"migrations\.([A-Z]\w+)\(", text)}
    assert made == {"CreateModel"}


def test_every_word_has_its_vietnamese_and_the_catalogue_is_compiled():
    assert find_faults() == []


def test_no_word_hides_in_a_formatted_string_where_it_is_not_collected():
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in KEYWORDS
    ]
    assert hidden == []


def test_a_word_stands_in_the_catalogue_once_not_with_a_capital_too():
    spellings = defaultdict(set)
    for message, context in collected():
        word = message[0] if isinstance(message, tuple) else message
        spellings[context, word[:1].lower() + word[1:]].add(word)
    assert [both for both in spellings.values() if len(both) > 1] == []


def test_every_group_of_what_waits_has_its_place_on_the_home_page():
    needs = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "needs" in (path.stem, path.parent.name)]
    groups = {key for path in needs for key in re.findall(r'Group\("([\w-]+)"', path.read_text())}
    assert groups == set(ORDER)


def test_every_template_is_used():
    python = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    text = "\n".join(path.read_text() for path in [*python, *TEMPLATES])
    for path in TEMPLATES:
        name = str(path.relative_to(ROOT / "templates"))
        assert name.startswith("admin/") or f'"{name}"' in text, f"{name} is not used"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_form_that_writes_is_protected_and_counts_once(path):
    for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), re.DOTALL):
        assert "{% csrf_token %}" in form
        # A form that is sent again carries the key of the first time among its fields.
        assert "{% form_key %}" in form or path.name == "typed.html"


@pytest.mark.parametrize("path", [*TEMPLATES, *STATIC], ids=lambda path: path.name)
def test_pages_hold_no_inline_script_or_style_and_name_no_other_host(path):
    text = path.read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"<style|\sstyle=|\son\w+=\"|<script(?![^>]*src=)|https?://|javascript:", text)


def test_every_record_of_ours_leaves_a_trail():
    untracked = {model.__name__ for app in APPS for model in apps.get_app_config(app).get_models()}
    untracked -= {model.__name__ for model in apps.get_models() if issubclass(model, Tracked)}
    # Membership, Overlay and Post follow from events, which are tracked; rows of a sheet are kept until it is read in.
    assert untracked == {"TrailEntry", "SentForm", "Draft", "Membership", "Overlay", "Post", "ImportRow"}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "requirements-mutants.txt"])
def test_requirements_are_pinned_with_hashes_and_name_no_address(name):
    text = (ROOT / name).read_text()
    assert "://" not in text
    pinned = re.findall(r"^([\w.\[\]-]+)==", text, re.MULTILINE)
    assert len(pinned) > 5
    assert text.count("--hash=sha256:") >= len(pinned)
