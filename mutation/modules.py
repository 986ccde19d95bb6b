"""Which tests answer for which module: the fewest that should notice when a rule in it changes."""

RULEBOOK = "tests/rulebook/test_rulebook.py"


def _tests(app, *names):
    return [f"tests/{app}/test_{name}.py" for name in names]


LIFE = [*_tests("members", "life", "sentences", "queries"), RULEBOOK]
ROLES = [*_tests("cells", "access", "accounts"), "tests/codebase/test_access.py"]
SHEETS = _tests("exchange", "sheets_of_offices", "import_sheets", "imports")
LISTS = _tests("members", "listing", "queries", "pages")

MODULES = {
    "meetings/queries/roll.py": _tests("meetings", "roll"),
    "meetings/rules/scoring.py": _tests("meetings", "scoring"),
    "meetings/rules/tasks.py": _tests("meetings", "scoring"),
    "meetings/rules/yearly.py": _tests("reports", "yearly"),
    "members/rules/badges.py": [*_tests("members", "badges"), RULEBOOK],
    "members/rules/life.py": LIFE,
    "members/rules/party_age.py": [*_tests("members", "badges", "life"), RULEBOOK],
    "members/rules/plausible.py": [*_tests("members", "forms"), *SHEETS],
    "members/rules/sentences.py": [*_tests("members", "sentences"), RULEBOOK],
    "members/queries/headcount.py": [*_tests("members", "queries"), *_tests("meetings", "roll")],
    "members/queries/flow.py": [*_tests("members", "queries"), *_tests("reports", "membership", "quarters"), RULEBOOK],
    "cells/access.py": ROLES,
    "accounts/roles.py": ROLES,
    "meetings/queries/decision.py": [*_tests("meetings", "decisions", "mistakes"), RULEBOOK],
    "meetings/queries/signed.py": [*_tests("meetings", "signed", "stale"), *_tests("reports", "reports")],
    "meetings/queries/score.py": [*_tests("meetings", "proposals", "sheets"), RULEBOOK],
    "meetings/queries/board.py": [
        *_tests("meetings", "second", "plan"),
        *_tests("reports", "reports", "quality", "unsigned"),
    ],
    "meetings/queries/task.py": [*_tests("meetings", "signed", "recording"), *_tests("reports", "unsigned"), RULEBOOK],
    "common/dated.py": [*_tests("common", "promises"), *_tests("members", "queries", "posts")],
    "common/masking.py": _tests("members", "pages", "forms"),
    "common/numbers.py": [*_tests("common", "tables"), *_tests("reports", "yearly")],
    "common/partial.py": _tests("common", "partial", "typed"),
    "common/periods.py": [*_tests("common", "periods"), *_tests("reports", "quarters"), *_tests("meetings", "roll")],
    "common/plots.py": _tests("common", "plots"),
    "common/text.py": _tests("common", "text", "people"),
    "common/typed.py": _tests("common", "typed"),
    "common/workdays.py": [*_tests("common", "workdays"), *_tests("cells", "calendar")],
    "development/queries.py": _tests("reports", "membership", "hamlets", "rates"),
    "exchange/rules/values.py": SHEETS,
    "exchange/rules/columns.py": SHEETS,
    "exchange/rules/headings.py": SHEETS,
    "exchange/rules/reading.py": SHEETS,
}
