"""What a case of the rule-book may ask of a sheet; the cases themselves are played in tests/rulebook."""

import pytest

from common.errors import RuleError
from meetings.rules.scoring import score_of


def test_a_meeting_without_all_its_points_has_no_total():
    found = score_of("hd42", minutes=90, given={"preparation": 10})
    assert (found.proposed, found.rating) == ({"time": 5}, None)


@pytest.mark.parametrize(
    "facts",
    [
        {"given": {"conduct": 41}},
        {"given": {"conduct": -1}},
        {"given": {"chairing": 5}},
        {"given": {}, "gates": ["chairing"]},
        {"given": {}, "present": 11, "roll": 10},
    ],
)
def test_points_and_people_that_cannot_be_are_refused(facts):
    with pytest.raises(RuleError):
        score_of("hd42", **facts)


def test_the_gates_at_which_a_meeting_fell_are_named():
    given = {"preparation": 10, "conduct": 40, "principles": 5, "closing": 5}
    facts = {"minutes": 89, "present": 20, "roll": 20, "tasks": 1, "tasks_done": 1}
    rating = score_of("hd42", given=given, gates=["time", "attendance"], **facts).rating
    assert [criterion.code for criterion in rating.missed] == ["time"]
