"""Two people at once: every service that writes what depends on other rows locks before it reads or writes them."""

import ast
from pathlib import Path

from config.order import APPS

ROOT = Path(__file__).resolve().parents[2]
LOCKS = {"lock", "lock_body", "lock_lives"}  # the ways that keep the one order
# Services that need no lock of commune, cell or members, each with the reason.
ALONE = {
    "cells/services/calendar.py": "days of the calendar: one row each, unique",
    "cells/services/editions.py": "a draft of rules: its own row is locked",
    "development/services/rules.py": "a new commune: nobody else knows it",
    "meetings/services/editions.py": "a draft of a score sheet: its own row is locked",
    "meetings/services/education.py": "marks of a session: the session is locked",
    "meetings/services/showcase.py": "model meetings: the programme or the model meeting is locked",
    "meetings/services/feed.py": "an address of one's own",
    "members/services/training.py": "a course: the course is locked",
    "members/services/listing.py": "saved choices: one row each",
    "members/services/codes.py": "lists of a commune: one row each, unique",
    "oversight/services/difficulty.py": {"follow_up": "its own row is locked"},
    "privacy/services.py": "registers: one row each",
    "cells/services/structure.py": {
        "found_commune": "new: nobody else knows it",
        "edit_hamlet": "its own row is locked",
    },
    "cells/services/accounts.py": {name: "one account" for name in ("open_account", "set_password", "unlock_account")},
    "meetings/services/handing_on.py": {"hand_task": "its own row is locked"},
    "cells/services/register.py": {"issue_paper": "its owner has locked the body"},
    "members/services/merge.py": {"mark_distinct": "one row, unique"},
    "members/services/person.py": {"reveal": "writes the trail alone"},
    "members/services/decisions.py": {
        "commend": "one row of its own",
        "enter_badge": "one row of its own",
        "lift_discipline": "its own row is locked",
        "decide_badge": "its own row is locked",
        "refuse_badge": "its own row is locked",
        "award_badge": "its own row is locked",
    },
    "meetings/services/minutes.py": {"drop_draft": "what one has typed oneself"},
    "oversight/services/democracy.py": {
        **dict.fromkeys(("change_check", "strike_check", "record_findings", "note_vote"), "the check is locked"),
        "strike_vote": "one row of its own",
    },
    "oversight/services/briefing.py": {
        "hold_briefing": "a new row",
        **dict.fromkeys(
            ("edit_briefing", "strike_briefing", "mark_attendance", "note_speech"), "the briefing is locked"
        ),
        **dict.fromkeys(("conclude", "edit_conclusion", "strike_conclusion"), "the briefing is locked"),
    },
    "oversight/services/focus.py": {
        "strike_agency": "one row, unique",
        "ship_agencies": "a new commune: nobody else knows it",
        **dict.fromkeys(("change_task", "strike_task", "take_step", "strike_step"), "the task is locked"),
        "strike_period": "its own row is locked",
    },
    "oversight/services/visit.py": {"withdraw_visit": "one row of its own"},
    "development/services/target.py": {"set_targets": "each target locks"},
    "reports/services/sheets.py": {"keep_digest": "one row, unique"},
    "reports/services/committee.py": dict.fromkeys(
        ("write_committee_report", "strike_committee_report"), "the report is locked"
    ),
    "exchange/services/imports.py": {
        name: "the sheet is locked; no member changes"
        for name in ("keep_lists", "check_import", "choose_rows", "check_again", "drop_import", "settle")
    },
}
WRITES = {"save_checked", "save", "bulk_create", "bulk_update", "project", "record", "end"}


def functions():
    """{(path, name): node} of the functions of all services."""
    found = {}
    for app in APPS:
        for path in sorted((ROOT / app).rglob("services*")) if (ROOT / app).is_dir() else ():
            for file in [path] if path.suffix == ".py" else sorted(path.glob("*.py")):
                for node in ast.parse(file.read_text()).body:
                    if isinstance(node, ast.FunctionDef):
                        found[str(file.relative_to(ROOT)), node.name] = node
    return found


FUNCTIONS = functions()
SERVICES = {
    key: node for key, node in FUNCTIONS.items() if any(getattr(d, "id", "") == "service" for d in node.decorator_list)
}


def calls(node):
    """[(line, name)] of what a function calls, in the order of the text."""
    found = []
    for call in ast.walk(node):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            found.append((call.lineno, call.col_offset, name))
    return [name for _line, _column, name in sorted(found)]


def locking():
    """Names of functions that lock before they write, themselves or by the first one they call that does."""
    known = set(LOCKS)
    while True:
        more = {name for (_path, name), node in FUNCTIONS.items() if name not in known and _locks_first(node, known)}
        if not more:
            return known
        known |= more


def _locks_first(node, known):
    return next((name in known for name in calls(node) if name in known | WRITES), False)


def needs_none(path, name):
    alone = ALONE.get(path, {})
    return isinstance(alone, str) or name in alone


def test_every_service_locks_before_it_writes_or_is_listed_with_the_reason():
    known = locking()
    unlocked = [key for key in SERVICES if key[1] not in known and not needs_none(*key)]
    assert unlocked == []


def test_what_is_listed_as_needing_no_lock_is_there_and_takes_none():
    there = {path for path, _name in SERVICES}
    assert set(ALONE) <= there
    named = [(path, name) for path, why in ALONE.items() if isinstance(why, dict) for name in why]
    stale = [one for one in named if one not in SERVICES]
    assert stale == []


def test_rows_of_commune_cells_and_members_are_locked_in_one_place():
    """Any other order of locks could let two wait for each other for ever."""
    found = [
        str(path.relative_to(ROOT))
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        for line in path.read_text().splitlines()
        if "select_for_update" in line and any(f"{model}.objects" in line for model in ("Commune", "Cell", "Member"))
    ]
    assert sorted(found) == ["cells/services/locks.py", "cells/services/locks.py", "members/services/life.py"]
