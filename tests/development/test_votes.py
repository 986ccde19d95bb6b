"""When a vote on a person passed: each share on both sides of its edge."""

from types import SimpleNamespace

import pytest

from development.enums import Authority
from development.rules.votes import authority, passed_in_cell, passed_in_committee


@pytest.mark.parametrize(
    ("base", "in_favour", "passed"),
    [
        (3, 2, True),
        (3, 1, False),
        (7, 5, True),
        (7, 4, False),
        (9, 6, True),
        (9, 5, False),
        (1, 1, True),
        (0, 0, False),
    ],
)
def test_a_cell_decides_with_two_thirds_of_those_summoned(base, in_favour, passed):
    assert passed_in_cell(base=base, in_favour=in_favour) is passed


@pytest.mark.parametrize(
    ("body", "members", "in_favour", "passed"),
    [
        (Authority.STANDING, 8, 5, True),
        (Authority.STANDING, 8, 4, False),
        (Authority.STANDING, 7, 4, True),
        (Authority.STANDING, 7, 3, False),
        (Authority.COMMITTEE, 9, 6, True),
        (Authority.COMMITTEE, 9, 5, False),
        (Authority.COMMITTEE, 10, 7, True),
        (Authority.COMMITTEE, 10, 6, False),
        (Authority.STANDING, 1, 1, True),
        (Authority.COMMITTEE, 1, 1, True),
        (Authority.STANDING, 0, 1, False),
        (Authority.COMMITTEE, 0, 0, False),
    ],
)
def test_the_standing_committee_decides_with_more_than_half_a_committee_with_two_thirds(
    body, members, in_favour, passed
):
    assert passed_in_committee(body=body, members=members, in_favour=in_favour) is passed


@pytest.mark.parametrize("empowered", [True, False])
@pytest.mark.parametrize("chosen", Authority)
def test_a_committee_votes_only_where_the_rules_empower_it(empowered, chosen):
    rules, choices = SimpleNamespace(committee_empowered=empowered), SimpleNamespace(authority=str(chosen))
    assert authority(rules, choices) is (chosen if empowered else Authority.STANDING)
