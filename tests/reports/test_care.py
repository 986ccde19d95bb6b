"""Which cells need somebody: each reason at its boundary, and what the order never does."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.enums import Band
from meetings.queries import MonthState
from reports import rules
from reports.enums import Level, Reason
from reports.models import NeedRules
from reports.rules import Facts, owed_first
from tests.world import TODAY

RULES = NeedRules()
WEIGHTS = [reason.value for reason in Reason]


def found(rules_of=RULES, **facts):
    return rules.reasons(Facts(**facts), rules_of)


@pytest.mark.parametrize(
    ("reason", "yes", "no"),
    [
        (Reason.NO_MEETING, {"missed": 1}, {"missed": 0}),
        (Reason.UNSIGNED, {"unsigned": 1}, {"unsigned": 0}),
        (Reason.BELOW_MINIMUM, {"official": 2}, {"official": 3}),
        (Reason.NEAR_MINIMUM, {"official": 4}, {"official": 5}),
        (Reason.NEAR_MINIMUM, {"official": 3}, {"official": 2}),  # that is worse, and told as such
        (Reason.NO_SECRETARY, {"has_secretary": False}, {}),
        (Reason.NOBODY_IN_CHARGE, {"in_charge": False}, {}),
        (Reason.DIFFICULTY, {"late_difficulties": 1}, {}),
        (Reason.LATE_REMEDY, {"late_remedies": 1}, {}),
        (Reason.LATE_FOCUS, {"late_focus": 1}, {}),
        (Reason.LOW_SCORE, {"band": Band.AVERAGE}, {"band": Band.FAIR}),
        (Reason.LOW_SCORE, {"band": Band.POOR}, {"band": ""}),
        (Reason.NO_VISIT, {"months_unvisited": 3}, {"months_unvisited": 2}),
        (Reason.NO_VISIT, {"months_unvisited": 4}, {"months_unvisited": None}),
        (
            Reason.ATTENDANCE,
            {"attendance": Fraction(7, 10), "usual": Fraction(8, 10)},
            {"attendance": Fraction(7005, 10000), "usual": Fraction(8, 10)},  # 9.95 points: nothing is rounded
        ),
        (
            Reason.ATTENDANCE,
            {"attendance": Fraction(0), "usual": Fraction(1)},
            {"attendance": Fraction(0), "usual": None},
        ),
        (Reason.ABSENCES, {"staying_away": 1}, {}),
        (Reason.NO_THEME, {"has_theme": False}, {}),
        (Reason.UNTRAINED, {"months_untrained": 6}, {"months_untrained": 5}),
        (Reason.UNTRAINED, {"months_untrained": 7}, {"months_untrained": None}),
        (Reason.LATE_TASK, {"late_tasks": 1}, {}),
        (Reason.SCORES_APART, {"apart": Decimal(10)}, {"apart": Decimal("9.99")}),
        (Reason.SCORES_APART, {"apart": Decimal(11)}, {"apart": None}),
    ],
)
def test_a_reason_begins_where_the_rules_say(reason, yes, no):
    assert reason in found(**{"official": 9} | yes)
    assert reason not in found(**{"official": 9} | no)


def test_a_reason_that_weighs_nothing_is_none():
    assert found(NeedRules(late_task=0), late_tasks=5, official=9) == {}


def test_of_one_kind_three_count():
    need = [rules.need(found(late_tasks=count, official=9), RULES) for count in (1, 2, 3, 4, 40)]
    assert need == [2, 4, 6, 6, 6]
    assert rules.need(found(staying_away=5, official=9), RULES) == RULES.absences  # there, or not


def test_how_soon_follows_from_all_reasons_together():
    def level(**facts):
        reasons = found(**{"official": 9} | facts)
        return rules.level(reasons, RULES)

    assert level() is None
    assert level(late_tasks=1) == Level.WATCH
    assert level(late_tasks=3) == level(staying_away=1, months_unvisited=3) == Level.WATCH
    assert level(late_tasks=2, months_unvisited=3) == Level.WEEK
    assert level(late_tasks=3, months_unvisited=3) == Level.WEEK
    assert level(missed=1) == level(unsigned=2) == Level.NOW


def test_the_heaviest_reason_stands_first():
    reasons = found(missed=1, late_tasks=1, has_theme=False, late_difficulties=2, official=9)
    assert list(reasons) == [Reason.NO_MEETING, Reason.DIFFICULTY, Reason.NO_THEME, Reason.LATE_TASK]


def test_cells_that_need_as_much_stand_in_the_order_of_names():
    late, none = found(late_tasks=1, official=9), {}
    cells = [("pac tao", 2, none), ("lung mat", 9, late), ("lung mat", 3, late), ("ban", 4, none)]
    for given_order in (cells, cells[::-1]):
        assert [pk for _name, pk, _found in rules.in_order(given_order, RULES)] == [3, 9, 4, 2]


def test_an_edition_in_which_recording_nothing_would_pay_is_refused(world):
    for change in ({"no_meeting": 18}, {"unsigned": 8}, {"below_minimum": 3}, {"now_from": 7}):
        with pytest.raises(ValidationError):
            NeedRules(commune=world.commune, since=world.today, **change).full_clean()
    NeedRules(commune=world.commune, since=world.today, no_meeting=19, unsigned=9, now_from=8, late_task=2).full_clean()


SHARES = st.fractions(min_value=0, max_value=1, max_denominator=40)
COUNTS = st.integers(0, 5)
FACTS = st.builds(
    Facts,
    missed=st.integers(0, 2),
    unsigned=st.integers(0, 2),
    attendance=st.none() | SHARES,
    usual=st.none() | SHARES,
    band=st.sampled_from(["", *Band]),
    apart=st.none() | st.decimals(0, 100, places=2),
    staying_away=COUNTS,
    late_tasks=COUNTS,
    late_difficulties=COUNTS,
    late_remedies=COUNTS,
    late_focus=COUNTS,
    months_unvisited=st.none() | st.integers(0, 20),
    months_untrained=st.none() | st.integers(0, 20),
    official=st.integers(0, 12),
    has_secretary=st.booleans(),
    in_charge=st.booleans(),
    has_theme=st.booleans(),
)


@st.composite
def editions(draw):
    """NeedRules that may be published."""
    made = NeedRules(**{name: draw(st.integers(0, 20)) for name in WEIGHTS})
    made.unsigned = max(made.unsigned, made.attendance + made.low_score + made.scores_apart)
    made.no_meeting = max(made.no_meeting, made.unsigned + 3 * made.late_task + made.absences)
    made.below_minimum = max(made.below_minimum, made.near_minimum)
    return made


def held(facts, draw):
    """A month without a meeting is recorded, whatever the minutes tell: tasks that are late by now, absences."""
    tasks, away = facts.late_tasks + draw(COUNTS), facts.staying_away + draw(COUNTS)
    return replace(facts, missed=facts.missed - 1, unsigned=facts.unsigned + 1, late_tasks=tasks, staying_away=away)


def signed(facts, draw):
    """Minutes are signed, whatever the attendance and the points."""
    shown = {"attendance": draw(SHARES), "usual": draw(SHARES), "band": draw(st.sampled_from(Band))}
    shown |= {"apart": draw(st.none() | st.decimals(0, 100, places=2))}
    visited = draw(st.sampled_from([facts.months_unvisited, 0]))
    return replace(facts, unsigned=facts.unsigned - 1, months_unvisited=visited, **shown)


WORK = {
    "held": (lambda facts: facts.missed, held),
    "signed": (lambda facts: facts.unsigned, signed),
    "task done": (lambda facts: facts.late_tasks, lambda f, draw: replace(f, late_tasks=f.late_tasks - 1)),
    "answered": (
        lambda facts: facts.late_difficulties,
        lambda f, draw: replace(f, late_difficulties=f.late_difficulties - 1),
    ),
    "mended": (lambda facts: facts.late_remedies, lambda f, draw: replace(f, late_remedies=f.late_remedies - 1)),
    "reported": (lambda facts: facts.late_focus, lambda f, draw: replace(f, late_focus=f.late_focus - 1)),
    "visited": (lambda facts: facts.months_unvisited, lambda f, draw: replace(f, months_unvisited=0)),
    "trained": (lambda facts: facts.months_untrained, lambda f, draw: replace(f, months_untrained=None)),
    "admitted": (lambda facts: True, lambda f, draw: replace(f, official=f.official + draw(COUNTS))),
    "elected": (lambda facts: not facts.has_secretary, lambda f, draw: replace(f, has_secretary=True)),
    "assigned": (
        lambda facts: not facts.in_charge,
        lambda f, draw: replace(f, in_charge=True, months_unvisited=0),
    ),
    "theme": (lambda facts: not facts.has_theme, lambda f, draw: replace(f, has_theme=True)),
    "agreed": (lambda facts: facts.apart, lambda f, draw: replace(f, apart=Decimal(0))),
}


@settings(max_examples=200)
@given(data=st.data())
def test_recording_good_work_never_makes_a_cell_need_more_nor_lifts_it_in_the_order(data):
    facts, edition = data.draw(FACTS), data.draw(editions())
    work = data.draw(st.sampled_from([done for there, done in WORK.values() if there(facts)]))
    before, after = (rules.reasons(one, edition) for one in (facts, work(facts, data.draw)))
    assert rules.need(after, edition) <= rules.need(before, edition)
    others = [(name, n, rules.reasons(data.draw(FACTS), edition)) for n, name in enumerate("ac", start=10)]

    def place(reasons):
        return [pk for _name, pk, _found in rules.in_order([*others, ("b", 1, reasons)], edition)].index(1)

    assert place(after) >= place(before)


MISSED, DUE, UNSIGNED, SIGNED = (
    SimpleNamespace(state=state, meeting=meeting)
    for state, meeting in (
        (MonthState.MISSING, None), (MonthState.DUE, None), (MonthState.UNSIGNED, "a draft"), (MonthState.HELD, "one"),
    )
)  # fmt: skip


@pytest.mark.parametrize(
    ("entries", "planned", "first"),
    [
        ([MISSED, MISSED, DUE], {}, 1),  # only this month and the one before
        ([MISSED, SIGNED, DUE], {}, 2),
        ([SIGNED, UNSIGNED, MISSED], {2: TODAY}, 1),
        ([SIGNED, SIGNED, MISSED], {2: TODAY}, 2),
        ([SIGNED, SIGNED, MISSED], {2: TODAY + timedelta(days=1)}, None),  # it cannot be recorded before it is held
        ([SIGNED, SIGNED, UNSIGNED], {2: TODAY + timedelta(days=1)}, 2),
        ([SIGNED, SIGNED, SIGNED], {}, None),
    ],
)
def test_what_is_owed_first_is_the_earlier_of_two_months_once_its_day_has_come(entries, planned, first):
    found = owed_first(list(enumerate(entries)), planned, TODAY)
    assert (found and found[0]) == first
