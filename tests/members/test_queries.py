"""Figures about members: one definition, the same on every day and whatever happened before."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cells.models import Cell
from members import queries
from members.enums import Change, EventKind, OverlayKind
from members.models import Membership
from members.queries import Flow, Headcount
from members.queries.headcount import suspended
from tests.world import LONG_AGO, NAMES, TODAY, happen, join


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


def test_guests_are_hosted_and_expected_unless_their_own_cell_keeps_them_out(world):
    happen(world.members[1], EventKind.SUSPEND, TODAY - timedelta(days=20), until=TODAY)  # over by then
    for member in world.members[1:4]:
        happen(member, EventKind.GO_AWAY, TODAY, until=TODAY + timedelta(days=100), cell=world.other_cell)
    happen(world.members[3], EventKind.SUSPEND, TODAY, until=TODAY + timedelta(days=90))
    assert queries.headcounts(cells=[world.other_cell], day=TODAY) == {
        world.other_cell.pk: Headcount(
            total=4, official=3, probationary=1, exempt=1, hosted=3, attendance_base=5, voting_base=2
        )
    }
    assert queries.guests_of_cell(cell=world.other_cell, day=TODAY) == world.members[1:3]
    assert queries.guests_of_cell(cell=world.cell, day=TODAY) == []
    assert queries.headcount(cells=[world.other_cell], day=TODAY - timedelta(days=1)).hosted == 0


def test_members_count_from_the_day_they_come_to_the_day_before_they_go(world):
    happen(world.members[2], EventKind.TRANSFER, TODAY, cell=world.other_cell)
    before = TODAY - timedelta(days=1)
    days = [LONG_AGO - timedelta(days=1), LONG_AGO, before, TODAY]
    assert queries.headcounts_on(cells=[world.cell], days=days) == dict(zip(days, (0, 6, 6, 5), strict=True))
    assert queries.headcounts_on(cells=[world.cell, world.other_cell], days=[before, TODAY]) == {before: 10, TODAY: 10}


@pytest.mark.parametrize(("since", "until", "count"), [(0, 1, 1), (-1, 0, 0), (1, 2, 0), (None, None, 1)])
def test_who_moved_in_a_period_is_asked_from_its_first_day_to_before_its_end(since, until, count, world):
    happen(world.members[2], EventKind.TRANSFER, TODAY, cell=world.other_cell)
    since, until = (days if days is None else TODAY + timedelta(days=days) for days in (since, until))
    period = {"since": since, "until": until}
    rows = Membership.objects.filter(member=world.members[2])
    for change in (Change.TRANSFERRED, Change.ARRIVED):
        assert queries.changed(rows, change=change, whole=False, **period).count() == count
        assert queries.changed(rows, change=change, whole=True, **period).count() == 0


def test_of_several_overlays_the_one_that_bars_most_is_told(world, django_assert_num_queries):
    for kind in (EventKind.GO_AWAY, EventKind.SUSPEND, EventKind.EXEMPT):
        happen(
            world.member,
            kind,
            TODAY - timedelta(days=80),
            until=TODAY + timedelta(days=10 if kind == "suspend" else 60),
        )
    for member in (world.members[1], world.foreign_member):
        happen(member, EventKind.SUSPEND, TODAY - timedelta(days=1), until=TODAY + timedelta(days=9))
    happen(world.members[1], EventKind.PROSECUTE, TODAY)
    told = {row.member: over for row, over in queries.members_of_cell(cell=world.cell, day=TODAY)}
    assert [told[member] for member in world.members[:2]] == [OverlayKind.SUSPENDED, OverlayKind.PROSECUTED]
    with django_assert_num_queries(1):
        ending = [row.member for row in suspended(communes=[world.commune.pk], day=TODAY)]
    assert ending == [world.members[1], world.member], "whose suspension ends first before"


def test_roll_and_guests_stand_in_the_order_of_names(world, django_assert_num_queries):
    late = join(world.cell, "Bế Văn Ba")
    with django_assert_num_queries(2):
        names = [row.member.full_name for row, _over in queries.members_of_cell(cell=world.cell, day=TODAY)]
    assert names == [*(member.full_name for member in world.members[:3]), "Bế Văn Ba", *NAMES[3:]]
    for member in (world.members[3], late):
        happen(member, EventKind.GO_AWAY, TODAY, until=TODAY + timedelta(days=100), cell=world.other_cell)
    with django_assert_num_queries(1):
        guests = queries.guests_of_cell(cell=world.other_cell, day=TODAY)
    assert [guest.full_name for guest in guests] == ["Bế Văn Ba", world.members[3].full_name]


def test_cells_tell_their_members_the_official_and_those_of_an_earlier_day(world):
    happen(world.members[2], EventKind.TRANSFER, TODAY, cell=world.other_cell)
    asked = queries.heads_now(TODAY, TODAY - timedelta(days=1))
    rows = Cell.objects.filter(commune=world.commune).annotate(**asked).order_by("pk")
    assert list(rows.values_list("members", "official", "members_before")) == [(5, 4, 6), (5, 4, 4)]


@pytest.mark.parametrize(
    ("official", "below", "elects"), [(2, True, False), (3, False, False), (8, False, False), (9, False, True)]
)
def test_a_cell_needs_three_official_members_and_elects_a_committee_from_nine(official, below, elects):
    head = Headcount(total=official + 5, official=official, probationary=5)
    assert (head.below_minimum, head.elects_committee) == (below, elects)


def test_a_flow_without_difference_leads_from_its_opening_to_its_closing():
    told = Flow(10, joined=1, admitted=2, arrived=3, restored=4, transferred=5, died=1, expelled=2, removed=3, left=4)
    assert (replace(told, closing=5).difference, replace(told, closing=4).difference) == (0, 1)


@pytest.mark.django_db
def test_a_commune_without_members_counts_none():
    assert queries.headcount(cells=Cell.objects.none(), day=TODAY) == Headcount()
    assert queries.headcounts_on(cells=Cell.objects.none(), days=[TODAY]) == {TODAY: 0}
    assert queries.headcounts_on(cells=Cell.objects.none(), days=[]) == {}
    assert queries.flow(cells=Cell.objects.none(), since=TODAY, until=TODAY, whole=True) == Flow()
