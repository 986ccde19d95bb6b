"""Discipline: what a ballot gave, who may decide, by when. The worked cases of domain 33 stand among them."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from common.workdays import WorkCalendar
from oversight.enums import BallotKind, BreachField, DecidingBody, DisciplineStage, Over, Penalty, Settlement
from oversight.models import DisciplineRules
from oversight.rules.discipline import (
    complaint_until,
    course,
    effect_ends,
    expired,
    forms_for,
    heaviest,
    in_force_from,
    limit_of,
    needed,
    outcome,
    paper_due,
    who_decides,
)

RULES = DisciplineRules()
PROPOSE, DECIDE = BallotKind.PROPOSE, BallotKind.DECIDE
NONE, REPRIMAND, WARNING, DISMISSAL, EXPULSION, DISSOLUTION = Penalty
CELL, COMMITTEE, STANDING, BOARD, UPPER = DecidingBody
FORMS = (NONE, REPRIMAND, WARNING, DISMISSAL, EXPULSION)


def votes(*counts):
    """In the order of FORMS."""
    return dict(zip(FORMS, counts, strict=False))


@pytest.mark.parametrize(
    ("counted", "base", "kind", "gave"),
    [
        (votes(1, 3, 2, 0, 5), 11, PROPOSE, WARNING),  # case 9: 5 and 5 are not enough, 7 are
        (votes(0, 0, 0, 3, 8), 11, PROPOSE, EXPULSION),
        (votes(0, 0, 0, 4, 7), 11, PROPOSE, DISMISSAL),  # two thirds of 11 are 8
        (votes(0, 0, 0, 3, 6), 9, PROPOSE, EXPULSION),  # six of nine are two thirds
        (votes(0, 0, 0, 4, 7), 11, DECIDE, EXPULSION),  # who is competent needs more than half
        (votes(0, 5, 0, 0, 5), 11, DECIDE, REPRIMAND),
        (votes(6, 5, 0, 0, 0), 11, DECIDE, NONE),
        (votes(5, 6, 0, 0, 0), 11, DECIDE, REPRIMAND),
        (votes(0, 5, 0, 0, 0), 10, DECIDE, NONE),  # half is not more than half
        (votes(0, 6, 0, 0, 0), 10, DECIDE, REPRIMAND),
        (votes(0, 0, 0, 0, 0), 3, DECIDE, NONE),
        ({NONE: 1, REPRIMAND: 1, WARNING: 0, DISSOLUTION: 5}, 7, PROPOSE, DISSOLUTION),
        ({NONE: 1, REPRIMAND: 2, WARNING: 0, DISSOLUTION: 4}, 7, PROPOSE, WARNING),
        ({NONE: 0, REPRIMAND: 3, WARNING: 0}, 5, DECIDE, REPRIMAND),
    ],
)
def test_votes_are_added_from_the_heaviest_form_downward(counted, base, kind, gave):
    assert outcome(counted, base, kind) == gave


COUNTS = some.lists(some.integers(0, 12), min_size=5, max_size=5)


@given(counts=COUNTS, missing=some.integers(0, 6), kind=some.sampled_from(BallotKind), heavier=some.integers(1, 4))
def test_a_vote_for_a_heavier_form_never_makes_the_measure_lighter(counts, missing, kind, heavier):
    """And what a ballot gives has its votes together with the heavier forms, which none of these has."""
    base = sum(counts) + missing or 1
    gave = outcome(votes(*counts), base, kind)
    for form in FORMS[1:]:
        together = sum(counts[form.weight :])
        if form.weight > gave.weight:
            assert together < needed(form, base, kind)
        if form == gave:
            assert together >= needed(form, base, kind)
    if counts[heavier - 1]:
        moved = list(counts)
        moved[heavier - 1] -= 1
        moved[heavier] += 1
        assert outcome(votes(*moved), base, kind).weight >= gave.weight
    alone = [form for form in FORMS[1:] if counts[form.weight] >= needed(form, base, DECIDE)]
    if alone and kind == DECIDE:
        assert gave == alone[0], "more than half for one form is that form"


def test_a_ballot_lists_the_forms_that_are_open():
    assert forms_for(Over.MEMBER) == [NONE, REPRIMAND, WARNING, EXPULSION]
    assert forms_for(Over.OWN, in_post=True) == [NONE, REPRIMAND, WARNING, DISMISSAL, EXPULSION]
    assert forms_for(Over.MEMBER, probationary=True, in_post=True) == [NONE, REPRIMAND, WARNING]
    assert forms_for(Over.CELL, in_post=True) == [NONE, REPRIMAND, WARNING, DISSOLUTION]


def test_who_may_decide_follows_the_rules_of_the_day():
    most = {(body, over): heaviest(body, over, RULES) for body in DecidingBody for over in Over}
    assert most == {
        **{(CELL, Over.MEMBER): WARNING, (CELL, Over.OWN): WARNING, (CELL, Over.CELL): NONE},
        **{(COMMITTEE, Over.MEMBER): EXPULSION, (COMMITTEE, Over.OWN): WARNING, (COMMITTEE, Over.CELL): WARNING},
        **{(body, over): NONE for body in (STANDING, BOARD) for over in Over},
        **{(UPPER, Over.MEMBER): EXPULSION, (UPPER, Over.OWN): EXPULSION, (UPPER, Over.CELL): DISSOLUTION},
    }
    assert heaviest(CELL, Over.MEMBER, RULES, higher_task=True) == NONE
    assert heaviest(COMMITTEE, Over.MEMBER, RULES, higher_task=True) == EXPULSION
    other = DisciplineRules(board_members="reprimand", committee_members="warning")
    assert heaviest(BOARD, Over.MEMBER, other) == REPRIMAND
    for proposer in (CELL, STANDING, BOARD):
        assert {who_decides(form, Over.MEMBER, proposer, RULES) for form in FORMS[1:]} == {COMMITTEE}
    assert [who_decides(form, Over.MEMBER, CELL, other) for form in FORMS[1:]] == [COMMITTEE, COMMITTEE, UPPER, UPPER]
    assert who_decides(WARNING, Over.OWN, CELL, RULES) == COMMITTEE
    assert who_decides(DISMISSAL, Over.OWN, CELL, RULES) == who_decides(DISSOLUTION, Over.CELL, BOARD, RULES) == UPPER
    assert who_decides(REPRIMAND, Over.MEMBER, COMMITTEE, RULES) == UPPER, "nobody proposes to himself"


def breach(until, *, field=BreachField.ETHICS, again_on=None):
    return SimpleNamespace(breach_until=until, field=field, again_on=again_on)


@pytest.mark.parametrize(
    ("form", "case", "day", "over"),
    [
        (REPRIMAND, breach(date(2021, 3, 10)), date(2026, 3, 10), False),  # case 5
        (REPRIMAND, breach(date(2021, 3, 10)), date(2026, 3, 11), True),
        (WARNING, breach(date(2020, 11, 24)), date(2026, 11, 24), False),  # case 6: six years
        (REPRIMAND, breach(date(2020, 11, 24)), date(2026, 11, 24), True),
        (WARNING, breach(date(2016, 2, 29)), date(2026, 2, 28), False),
        (WARNING, breach(date(2016, 2, 29)), date(2026, 3, 1), True),
        (DISMISSAL, breach(date(2016, 11, 23)), date(2026, 11, 24), True),
        (EXPULSION, breach(date(1990, 1, 1)), date(2026, 11, 24), False),
        (NONE, breach(date(1990, 1, 1)), date(2026, 11, 24), False),
        (REPRIMAND, breach(date(2008, 1, 1), field=BreachField.DIPLOMA), date(2026, 11, 24), False),  # case 8
        (REPRIMAND, breach(date(2008, 1, 1), field="security"), date(2026, 11, 24), False),
        (REPRIMAND, breach(date(2008, 1, 1), field="politics"), date(2026, 11, 24), False),
        (REPRIMAND, breach(date(2008, 1, 1), field="law"), date(2026, 11, 24), True),
        (REPRIMAND, breach(date(2019, 3, 10), again_on=date(2024, 3, 10)), date(2029, 3, 10), False),  # anew
        (REPRIMAND, breach(date(2019, 3, 10), again_on=date(2024, 3, 11)), date(2026, 1, 1), True),  # too late for that
    ],
)
def test_the_limitation_runs_from_the_last_day_of_the_breach(form, case, day, over):
    assert expired(form, case, day, RULES) == over


def test_a_commune_may_not_count_the_last_day_of_the_limitation():
    strict = DisciplineRules(last_day_counts=False)
    assert limit_of(REPRIMAND, breach(date(2021, 3, 10)), strict) == date(2026, 3, 9)
    assert limit_of(WARNING, breach(date(2021, 3, 10)), RULES) == date(2031, 3, 10)


def test_a_decision_of_a_cell_holds_from_the_vote_others_from_signing():
    voted, signed = date(2026, 12, 3), date(2026, 12, 8)
    assert in_force_from(CELL, voted, signed) == voted
    assert in_force_from(COMMITTEE, voted, signed) == signed
    assert paper_due(CELL, voted, RULES) == date(2026, 12, 13)  # case 11
    assert paper_due(COMMITTEE, voted, RULES) == date(2026, 12, 18)  # case 12


def test_a_complaint_counts_thirty_working_days_from_receipt():
    received = date(2026, 11, 2)
    told = WorkCalendar.of([(date(2026, 11, 24), True, "Ngày Văn hóa Việt Nam", "NQ 80")])
    assert complaint_until(received, RULES, told) == date(2026, 12, 15)  # case 13
    assert complaint_until(received, RULES, WorkCalendar.of([])) == date(2026, 12, 14)
    tet = WorkCalendar.of([(date(2027, 2, day), True, "Tết", "TB 1") for day in range(4, 11)])
    assert complaint_until(date(2027, 1, 4), RULES, tet) == date(2027, 2, 22), "five working days of Tết do not count"
    assert complaint_until(date(2027, 1, 4), RULES, WorkCalendar.of([])) == date(2027, 2, 15)


def test_a_measure_ends_a_year_after_it_was_announced_but_an_expulsion_does_not():
    assert effect_ends(WARNING, date(2026, 12, 3), RULES) == date(2027, 12, 3)
    assert effect_ends(REPRIMAND, date(2028, 2, 29), RULES) == date(2029, 2, 28)
    assert effect_ends(EXPULSION, date(2026, 12, 3), RULES) is None


SIGNED = {"closed": "", "body": COMMITTEE, "signed_on": date(2026, 11, 2), "in_force_on": date(2026, 11, 2)}
LATER = dict.fromkeys(("announced_on", "received_on", "complained_on", "settled_on", "ends_on"))
TOLD = {"announced_on": date(2026, 11, 3), "received_on": date(2026, 11, 3), "ends_on": date(2027, 11, 3)}
PLAIN = WorkCalendar.of([])


@pytest.mark.parametrize(
    ("facts", "day", "stage", "due", "late"),
    [
        ({"signed_on": None}, date(2026, 11, 2), DisciplineStage.DECISION, None, False),
        ({"closed": "expired"}, date(2026, 11, 2), DisciplineStage.EXPIRED, None, False),
        ({}, date(2026, 11, 17), DisciplineStage.ANNOUNCEMENT, date(2026, 11, 17), False),
        ({}, date(2026, 11, 18), DisciplineStage.ANNOUNCEMENT, date(2026, 11, 17), True),
        ({"body": CELL}, date(2026, 11, 12), DisciplineStage.ANNOUNCEMENT, date(2026, 11, 12), False),
        ({"announced_on": date(2026, 11, 3)}, date(2026, 11, 17), DisciplineStage.RECEIPT, date(2026, 11, 17), False),
        ({"announced_on": date(2026, 11, 3)}, date(2026, 11, 18), DisciplineStage.RECEIPT, date(2026, 11, 17), True),
        (TOLD, date(2026, 12, 15), DisciplineStage.EFFECT, date(2026, 12, 15), False),
        (TOLD, date(2026, 12, 16), DisciplineStage.EFFECT, None, False),
        (TOLD, date(2027, 11, 2), DisciplineStage.EFFECT, None, False),
        (TOLD, date(2027, 11, 3), DisciplineStage.OVER, None, False),
        (TOLD | {"ends_on": None}, date(2036, 1, 1), DisciplineStage.EFFECT, None, False),
        (
            TOLD | {"complained_on": date(2026, 12, 1)},
            date(2027, 4, 6),
            DisciplineStage.COMPLAINT,
            date(2027, 4, 6),
            False,
        ),
        (
            TOLD | {"complained_on": date(2026, 12, 1)},
            date(2027, 11, 3),
            DisciplineStage.COMPLAINT,
            date(2027, 4, 6),
            True,
        ),
        (
            TOLD
            | {"complained_on": date(2026, 12, 1), "settled_on": date(2027, 1, 5), "settlement": Settlement.LIFTED},
            date(2027, 1, 5),
            DisciplineStage.LIFTED,
            None,
            False,
        ),
    ],
)
def test_a_procedure_stands_as_its_days_say(facts, day, stage, due, late):
    case = SimpleNamespace(**(SIGNED | LATER | {"settlement": ""} | facts))
    found = course(case, voted=True, day=day, rules=RULES, settle_days=90, calendar=PLAIN)
    assert (found.stage, found.due_on, found.late) == (stage, due, late)


@pytest.mark.parametrize(("told_on", "late"), [(date(2026, 11, 17), False), (date(2026, 11, 18), True)])
def test_an_announcement_after_its_last_day_is_told_as_late(told_on, late):
    """Case 12, also once it was announced and received."""
    for received in (None, told_on):
        days = {"announced_on": told_on, "received_on": received, "settlement": ""}
        case = SimpleNamespace(**(SIGNED | LATER | days))
        found = course(case, voted=True, day=date(2026, 12, 1), rules=RULES, settle_days=90, calendar=PLAIN)
        assert found.announced_late == late


def test_a_procedure_without_a_deciding_vote_waits_for_one():
    case = SimpleNamespace(**(SIGNED | LATER | {"signed_on": None}))
    found = course(case, voted=False, day=date(2026, 11, 2), rules=RULES, settle_days=90, calendar=PLAIN)
    assert found.stage == "ballot"


@pytest.mark.parametrize(("day", "late"), [(date(2026, 12, 15), False), (date(2026, 12, 16), True)])
def test_a_late_complaint_is_told_as_late(day, late):
    case = SimpleNamespace(**(SIGNED | LATER | TOLD | {"complained_on": day, "settlement": ""}))
    found = course(case, voted=True, day=day + timedelta(days=1), rules=RULES, settle_days=90, calendar=PLAIN)
    assert found.complained_late == late
