"""Figures about members: one definition, the same on every day and whatever happened before."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cells import services as structure
from cells.models import Cell
from common.errors import RuleError
from members import queries, services
from members.enums import Exit, OverlayKind, Sex, Standing
from members.models import Member, Membership, Overlay
from members.queries import Headcount, TargetState
from tests.world import LONG_AGO, TODAY, commune

FIRST = date(2024, 1, 1)
days = st.integers(0, 700).map(lambda number: FIRST + timedelta(days=number))
events = st.lists(
    st.tuples(
        st.sampled_from(["join", "admit", "recognise", "move", "depart", "exempt", "away", "suspended"]),
        days,
        st.integers(0, 5),
        st.integers(0, 2),
    ),
    max_size=25,
)


@pytest.fixture
def three_cells(db):
    home = commune("Nhà")
    return [
        structure.found_cell(commune=home, name=f"Chi bộ {number}", founded_on=LONG_AGO, by=None) for number in range(3)
    ]


def happen(what, day, member, cell):
    """One event in a life; a refusal leaves everything as it was."""
    person = {"cell": cell, "full_name": "Nông Văn An", "sex": Sex.MALE, "by": None}
    if what == "join":
        return services.join(**person, standing=Standing.OFFICIAL, since=day)
    if what == "admit" or member is None:
        return services.admit(**person, ceremony_on=day)
    if what == "recognise":
        return services.recognise(member=member, on=day, by=None)
    if what == "move":
        return services.move(member=member, cell=cell, on=day, by=None)
    if what == "depart":
        return services.depart(member=member, on=day, exit=Exit.DIED, by=None)
    return services.lay_over(member=member, kind=OverlayKind(what), since=day, by=None)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=events, days=st.lists(days, min_size=1, max_size=4))
def test_the_headcount_of_any_day_is_the_list_of_that_day(three_cells, history, days):
    with transaction.atomic():
        point = transaction.savepoint()
        for what, day, number, to in history:
            people = list(Member.objects.order_by("pk"))
            try:
                happen(what, day, people[number % len(people)] if people else None, three_cells[to])
            except RuleError:
                continue
        for day in days:
            agree_on(three_cells, day)
        assert queries.headcounts_on(cells=three_cells, days=days) == {
            day: queries.headcount(cells=three_cells, day=day).total for day in days
        }
        nothing_overlaps()
        transaction.savepoint_rollback(point)


def agree_on(cells, day):
    heads = queries.headcounts(cells=cells, day=day)
    over = {
        kind: set(Overlay.objects.on(day).filter(kind=kind).values_list("member", flat=True)) for kind in OverlayKind
    }
    seen = []
    for cell in cells:
        rows = [row for row, _overlay in queries.members_of_cell(cell=cell, day=day)]
        members = {row.member_id for row in rows}
        assert heads.get(cell.pk, Headcount()) == Headcount(
            total=len(rows),
            official=sum(row.standing == Standing.OFFICIAL for row in rows),
            probationary=sum(row.standing == Standing.PROBATIONARY for row in rows),
            **{kind.value: len(over[kind] & members) for kind in OverlayKind},
        )
        seen += members
    assert len(seen) == len(set(seen)) == queries.headcount(cells=cells, day=day).total
    assert all(held <= set(seen) for held in over.values()), "an exemption of somebody who is no member"


def nothing_overlaps():
    for model, key in ((Membership, ("member_id",)), (Overlay, ("member_id", "kind"))):
        last = {}
        for row in model.objects.order_by("since"):
            whose = tuple(getattr(row, name) for name in key)
            if whose in last:
                assert last[whose].until <= row.since
            last[whose] = row


def test_exempt_away_and_suspended_members_stay_in_the_headcount(world):
    for kind, member in zip(OverlayKind, world.other_members, strict=False):
        services.lay_over(member=member, kind=kind, since=TODAY, by=None)
    assert queries.headcount(cells=[world.other_cell], day=TODAY) == Headcount(
        total=4, official=3, probationary=1, exempt=2, away=1, suspended=1
    )
    assert queries.headcount(cells=[world.other_cell], day=TODAY - timedelta(days=1)).exempt == 1


def test_of_several_overlays_the_one_that_bars_most_is_told(world):
    for kind in (OverlayKind.AWAY, OverlayKind.SUSPENDED, OverlayKind.EXEMPT):
        services.lay_over(member=world.member, kind=kind, since=TODAY, by=None)
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


@pytest.mark.parametrize(
    ("planned", "admitted", "today", "state"),
    [
        (None, 4, date(2026, 12, 31), TargetState.NOT_SET),
        (5, 6, date(2026, 1, 1), TargetState.EXCEEDED),
        (5, 5, date(2026, 1, 1), TargetState.REACHED),
        (5, 4, date(2026, 12, 31), TargetState.NOT_YET_DUE),
        (5, 4, date(2027, 1, 1), TargetState.MISSED),
        (5, 5, date(2027, 1, 1), TargetState.REACHED),
        (0, 0, date(2026, 1, 1), TargetState.REACHED),
        (0, 1, date(2026, 1, 1), TargetState.EXCEEDED),
        (5, 0, date(2025, 12, 31), TargetState.NOT_YET_DUE),
    ],
)
def test_a_target_is_missed_only_when_its_year_is_over(planned, admitted, today, state):
    assert queries.target_state(planned=planned, admitted=admitted, year=2026, today=today) == state


def test_admissions_count_in_the_year_of_the_ceremony_and_in_the_cell_where_it_was_held(world):
    for number, day in enumerate([date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 23)]):
        member = services.admit(cell=world.cell, full_name=f"Lý Văn {number}", sex=Sex.MALE, ceremony_on=day, by=None)
    services.move(member=member, cell=world.other_cell, on=TODAY, by=None)
    services.join(
        cell=world.cell, full_name="Lý Thị Đến", sex=Sex.FEMALE, standing=Standing.OFFICIAL, since=TODAY, by=None
    )
    for cell, planned in ((None, 1), (world.cell, 2), (world.other_cell, 3)):
        services.set_target(commune=world.commune, cell=cell, year=2026, planned=planned, by=None)
    whole, parts = queries.target_results(
        commune_id=world.commune.pk, cells=[world.cell, world.other_cell], year=2026, today=TODAY
    )
    assert [(r.planned, r.admitted, r.state) for r in (whole, *parts)] == [
        (1, 2, TargetState.EXCEEDED),
        (2, 2, TargetState.REACHED),
        (3, 0, TargetState.NOT_YET_DUE),
    ]
    behind = queries.admissions(cells=[world.cell], since=date(2026, 1, 1), until=date(2027, 1, 1))
    assert [row.member.full_name for row in behind] == ["Lý Văn 1", "Lý Văn 2"]
    years = queries.target_results_over_years(commune_id=world.commune.pk, today=TODAY)
    assert [(r.year, r.planned, r.admitted) for r in years] == [(2026, 1, 2)]
    whole, _cells = queries.target_results(commune_id=world.commune.pk, cells=[], year=2025, today=TODAY)
    assert (whole.planned, whole.admitted, whole.state) == (None, 1, TargetState.NOT_SET)
