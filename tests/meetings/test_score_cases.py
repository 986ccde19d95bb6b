"""The cases of tests/rulebook/score, played through the function behind every proposal and every total."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from common.errors import RuleError
from meetings.scoring import score_of

CASES = sorted((Path(__file__).resolve().parents[1] / "rulebook/score").glob("*.toml"))
FACTS = (
    "minutes",
    "combined",
    "present",
    "excused",
    "unexcused",
    "roll",
    "spoke",
    "tasks",
    "tasks_done",
    "given",
    "gates",
)
KEYS = {"sheet", "on", *FACTS, "proposed", "total", "band"}


def play(told):
    """What came of a [[score]], in the words of the case."""
    assert set(told) <= KEYS
    found = score_of(told["sheet"], **{key: told[key] for key in FACTS if key in told})
    rating = found.rating
    return found.proposed, rating and rating.total, rating and rating.band.value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_case_comes_out_as_it_says(path):
    case = tomllib.loads(path.read_text(), parse_float=Decimal)
    assert case["title"]
    for told in case["score"]:
        proposed, total, band = play(told)
        expected = told.get("proposed", {})
        assert {name: proposed.get(name) for name in expected} == expected, told
        assert told.get("total", total) == total, told
        assert told.get("band", band) == band, told


def test_there_are_cases_for_both_sheets():
    told = [row for path in CASES for row in tomllib.loads(path.read_text())["score"]]
    assert {row["sheet"] for row in told} == {"hd42", "an-phu"}
    assert len(CASES) >= 16


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
