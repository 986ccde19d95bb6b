"""Which tests answer for which module: the fewest that should notice when a rule in it changes."""

RULEBOOK = "tests/rulebook/test_rulebook.py"


def _tests(app, *names):
    return [f"tests/{app}/test_{name}.py" for name in names]


SHEETS = _tests("exchange", "sheets_of_offices", "import_sheets", "imports")

MODULES = {
    "meetings/queries/roll.py": _tests("meetings", "roll"),
    "meetings/rules/scoring.py": _tests("meetings", "scoring"),
    "meetings/rules/tasks.py": _tests("meetings", "scoring"),
    "meetings/rules/yearly.py": _tests("reports", "yearly"),
    "oversight/rules.py": _tests("oversight", "focus", "briefings"),
    "reports/rules.py": _tests("reports", "care", "periods"),
    "members/rules/badges.py": _tests("members", "badges"),
    "members/rules/life.py": _tests("members", "lived"),
    "members/rules/party_age.py": _tests("members", "badges"),
    "members/rules/plausible.py": _tests("members", "plausible"),
    "members/rules/sentences.py": _tests("members", "sentences"),
    "members/queries/headcount.py": [*_tests("members", "queries"), *_tests("meetings", "roll")],
    "members/queries/contradictions.py": _tests("members", "contradictions"),
    "members/queries/rating.py": _tests("members", "rating"),
    "members/queries/flow.py": [*_tests("members", "queries"), *_tests("reports", "membership")],
    "members/queries/posts.py": _tests("members", "posts"),
    "members/queries/slips.py": _tests("members", "slips"),
    "members/queries/dues.py": _tests("members", "dues"),
    "cells/access.py": _tests("cells", "access"),
    "meetings/queries/contradictions.py": _tests("members", "contradictions"),
    "meetings/queries/decision.py": _tests("meetings", "decisions"),
    "meetings/queries/signed.py": [*_tests("meetings", "signed"), *_tests("reports", "reports")],
    "meetings/queries/progress.py": _tests("meetings", "missing", "steps"),
    "meetings/queries/proposed.py": _tests("meetings", "steps"),
    "meetings/queries/hints.py": _tests("meetings", "hints"),
    "meetings/queries/score.py": [*_tests("meetings", "proposals", "second"), RULEBOOK],
    "meetings/queries/board.py": _tests("meetings", "board"),
    "meetings/queries/task.py": [
        *_tests("meetings", "tasks", "decisions", "plan"),
        *_tests("members", "handing_on", "succession"),
    ],
    "common/dated.py": _tests("common", "dated"),
    "common/masking.py": _tests("common", "numbers"),
    "common/numbers.py": _tests("common", "numbers"),
    "common/partial.py": [*_tests("common", "partial", "typed"), *_tests("members", "listing")],
    "common/periods.py": _tests("common", "periods"),
    "common/plots.py": _tests("common", "plots"),
    "common/text.py": _tests("common", "text", "people"),
    "common/typed.py": _tests("common", "typed"),
    "common/workdays.py": [*_tests("common", "workdays"), *_tests("cells", "calendar")],
    "development/rules/conditions.py": _tests("development", "conditions"),
    "development/rules/clocks.py": _tests("development", "clocks"),
    "development/rules/course.py": [*_tests("development", "candidates"), RULEBOOK],
    "development/rules/votes.py": _tests("development", "votes"),
    "development/rules/warnings.py": _tests("development", "warnings"),
    "development/queries/deadlines.py": _tests("development", "deadlines"),
    "development/queries/pipeline.py": [RULEBOOK],
    "development/queries/cases.py": [*_tests("development", "candidates"), RULEBOOK],
    "development/rules/founding.py": _tests("development", "foundings"),
    "development/rules/organisation.py": _tests("development", "organisations"),
    "development/queries/organisation.py": _tests("development", "organisations"),
    "development/queries/target.py": _tests("development", "targets"),
    "development/queries/results.py": [*_tests("development", "targets"), RULEBOOK],
    "development/queries/admission.py": _tests("development", "targets"),
    "development/rules/target.py": _tests("development", "targets"),
    "development/rules/outlook.py": _tests("development", "outlook"),
    "development/rules/admitted.py": _tests("development", "admission_facts"),
    "exchange/rules/values.py": _tests("exchange", "values"),
    "exchange/rules/columns.py": SHEETS,
    "exchange/rules/headings.py": SHEETS,
    "exchange/rules/reading.py": SHEETS,
}
