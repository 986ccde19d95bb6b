"""Whatever happens on the way into the Party, and whatever is struck out: nobody is lost, and board, lists and report
tell the same."""

from collections import Counter
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.errors import RuleError
from development import services
from development.enums import About, Authority, CaseState, StepKind
from development.models import Candidate
from development.queries.board import NEXT, board
from development.queries.cases import case_file, case_files
from development.queries.pipeline import ON_THE_WAY, pipeline
from members import services as people
from tests.development.test_candidates import DECIDED, FILED, on_the_way
from tests.world import LONG_AGO

LAST = date(2030, 12, 31)
OTHERS = [StepKind.BACK, StepKind.HAND_OVER, StepKind.END, StepKind.UNLIST, "strike", "correct", "propose"]
events = st.lists(
    st.tuples(
        st.sampled_from(["next"] * 12 + OTHERS),
        st.integers(1, 60),  # days after the one before
        st.integers(1, 3),  # whose
        st.integers(0, 8),
    ),
    min_size=8,
    max_size=24,
)


def happen(world, what, on, whose, number):
    """One event of a random way; a refusal leaves everything as it was."""
    cases = list(Candidate.objects.order_by("pk"))
    if what == "propose" or whose > len(cases):
        about = {"full_name": f"Lý Thị {len(cases)}", "sex": "female"}
        facts = {"born": date(1990, 1, 1), "diploma": True}
        return services.propose(
            cell=[world.cell, world.other_cell][number % 2], on=on, case=about, facts=facts, by=None
        )
    case = cases[whose - 1]
    kept = list(case.steps.kept())
    if what == "strike":
        return services.strike_step(step=kept[number % len(kept)], reason="nhầm", by=None)
    if what == "correct":
        if case.member is None:
            return None
        return people.correct(event=case.member.events.kept().first(), on=None, reason="nhầm", by=None)
    kind = NEXT.get(case_file(case).course().told) if what == "next" else what
    if kind is None:
        return None
    if kind == StepKind.CELL_VOTE:
        return services.vote_in_cell(candidate=case, on=on, in_favour=2 + number % 3, by=None)
    if kind == StepKind.CEREMONY:
        return services.hold_ceremony(candidate=case, on=on, by=None, late_consent_on=on)
    return services.take_step(candidate=case, kind=kind, on=on, by=None, **told(world, kind, on, number))


def told(world, kind, on, number):
    """{field: value} of a step of that kind, mostly as the rules ask."""
    return {
        StepKind.HELPER: {"helper": world.members[number % 3]},
        StepKind.CLASS: {"certificate_on": on},
        StepKind.FILE: {"introducers": [(member, LONG_AGO) for member in world.members[:2]]},
        StepKind.COMMITTEE_VOTE: {
            **{"about": About.ADMISSION, "members": 5, "in_favour": 2 + number % 4, "body": Authority.STANDING}
        },
        StepKind.DECIDE: {"received_on": on, "paper_no": "12-QĐ/ĐU"},
        StepKind.BACK: {"to_state": list(CaseState)[number], "note": "làm lại"},
        StepKind.HAND_OVER: {"cell": [world.cell, world.other_cell][number % 2]},
        StepKind.END: {"because": "withdrawn"},
        StepKind.UNLIST: {"because": "other"},
    }.get(kind, {})


@pytest.fixture
def begun(world):
    for until in (FILED, DECIDED):
        on_the_way(world, until=until, name=f"Lý Thị {until.month}")
    return world


@pytest.mark.once
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events, before=st.lists(st.integers(1, 1700), min_size=2, max_size=2))
def test_nobody_is_lost_and_board_list_and_pipeline_agree_on_every_day(begun, history, before):
    world = begun
    with transaction.atomic():
        point, on = transaction.savepoint(), DECIDED
        for what, days, *whose in history:
            on += timedelta(days=days if what not in ("strike", "correct") else 0)
            with suppress(RuleError, ValidationError):
                happen(world, what, on, *whose)
        for day in (LAST, *(LAST - timedelta(days=days) for days in before)):
            agree_on(world, day)
        everybody = {entry.candidate.pk for entry in on_the_board(world)}
        left = {case.pk for case in Candidate.objects.filter(ended=False, member=None)}
        assert everybody >= left  # who is on the way stands on the board
        transaction.savepoint_rollback(point)


def agree_on(world, day):
    whole = pipeline(commune=world.commune.pk, day=day).by_state
    cells = [
        pipeline(commune=world.commune.pk, day=day, cells={cell.pk}).by_state for cell in world.commune.cells.all()
    ]
    assert sum(cells, Counter()) == whole
    cases = [case for case in Candidate.objects.all() if case.steps.kept().first().on <= day]
    assert whole.total() == len(cases)
    assert whole == Counter(file.course(day).told for file in case_files(cases))
    if day == LAST:
        assert sum(whole[state] for state in ON_THE_WAY) == Candidate.objects.open().count()


def on_the_board(world):
    shown = board(communes=[world.commune.pk], cells=[], day=LAST)
    return [entry for _stage, entries in shown for entry in entries if entry.candidate.pk]
