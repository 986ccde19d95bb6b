"""Figures about members: one definition, the same on every day and whatever happened before."""

from datetime import timedelta

import pytest

from cells.models import Cell
from members import queries
from members.enums import EventKind, OverlayKind
from members.queries import Headcount
from tests.world import TODAY, happen


def lay_over_all(world):
    """The first is exempt, the second away, the third suspended and exempt since long; the fourth is probationary."""
    first, second, third, _fourth = world.other_members
    happen(first, EventKind.EXEMPT, TODAY)
    happen(second, EventKind.GO_AWAY, TODAY, until=TODAY + timedelta(days=100))
    happen(third, EventKind.SUSPEND, TODAY, until=TODAY + timedelta(days=90))


def test_exempt_away_and_suspended_members_stay_in_the_headcount(world):
    lay_over_all(world)
    assert queries.headcount(cells=[world.other_cell], day=TODAY) == Headcount(
        total=4, official=3, probationary=1, exempt=2, away=1, suspended=1, attendance_base=1, voting_base=0
    )
    assert queries.headcount(cells=[world.other_cell], day=TODAY - timedelta(days=1)).exempt == 1


def test_of_several_overlays_the_one_that_bars_most_is_told(world):
    for kind in (EventKind.GO_AWAY, EventKind.SUSPEND, EventKind.EXEMPT):
        happen(
            world.member,
            kind,
            TODAY - timedelta(days=80),
            until=TODAY + timedelta(days=10 if kind == "suspend" else 60),
        )
    told = {row.member: over for row, over in queries.members_of_cell(cell=world.cell, day=TODAY)}
    assert told[world.member] == OverlayKind.SUSPENDED


@pytest.mark.parametrize(
    ("official", "below", "elects"), [(2, True, False), (3, False, False), (8, False, False), (9, False, True)]
)
def test_a_cell_needs_three_official_members_and_elects_a_committee_from_nine(official, below, elects):
    head = Headcount(total=official + 5, official=official, probationary=5)
    assert (head.below_minimum, head.elects_committee) == (below, elects)


@pytest.mark.django_db
def test_a_commune_without_members_counts_none():
    assert queries.headcount(cells=Cell.objects.none(), day=TODAY) == Headcount()
    assert queries.headcounts_on(cells=Cell.objects.none(), days=[TODAY]) == {TODAY: 0}
    assert queries.headcounts_on(cells=Cell.objects.none(), days=[]) == {}
