"""Targets of admission beside what the records count, and who among the admitted is of a group."""

from datetime import date

import pytest

from common.partial import PartialDate
from development.enums import TargetState
from development.queries import (
    Among,
    TargetResult,
    admissions,
    admitted_among,
    target_results,
    target_results_over_years,
)
from development.rules.target import target_state
from development.services import set_target
from members.enums import EventKind, Sex
from members.models import Code
from tests.world import TODAY, admit, happen, join


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
    about = {"planned": planned, "result": admitted, "last_day": date(2026, 12, 31)}
    assert target_state(**about, today=today) == state


def test_admissions_count_in_the_year_of_the_ceremony_and_in_the_cell_where_it_was_held(world):
    for number, day in enumerate([date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 23)]):
        member = admit(world.cell, f"Lý Văn {number}", day)
    happen(member, EventKind.TRANSFER, TODAY, cell=world.other_cell)
    join(world.cell, "Lý Thị Đến", kind=EventKind.ARRIVE, on=TODAY)
    for cell, planned in ((None, 1), (world.cell, 2), (world.other_cell, 3)):
        set_target(commune=world.commune, place=cell, year=2026, planned=planned, by=None)
    whole, parts = target_results(
        commune_id=world.commune.pk, cells=[world.cell, world.other_cell], year=2026, today=TODAY
    )
    assert [(r.planned, r.admitted, r.state) for r in (whole, *parts)] == [
        (1, 2, TargetState.EXCEEDED),
        (2, 2, TargetState.REACHED),
        (3, 0, TargetState.NOT_YET_DUE),
    ]
    behind = admissions(cells=[world.cell], since=date(2026, 1, 1), until=date(2027, 1, 1))
    assert [row.member.full_name for row in behind] == ["Lý Văn 1", "Lý Văn 2"]
    years = target_results_over_years(commune_id=world.commune.pk, today=TODAY)
    assert [(r.year, r.planned, r.admitted) for r in years] == [(2026, 1, 2)]
    whole, _cells = target_results(commune_id=world.commune.pk, cells=[], year=2025, today=TODAY)
    assert (whole.planned, whole.admitted, whole.state) == (None, 1, TargetState.NOT_SET)


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (TargetState.EXCEEDED, "ok"),
        (TargetState.REACHED, "ok"),
        (TargetState.NOT_YET_DUE, "info"),
        (TargetState.MISSED, "bad"),
        (TargetState.NOT_SET, ""),
    ],
)
def test_a_target_shows_by_its_colour_how_it_stands(state, tone):
    assert state.tone == tone


def test_the_years_of_a_commune_are_told_in_order_up_to_this_one_whatever_cells_and_other_communes_plan(world):
    for year, planned in ((2027, 4), (2026, 1), (2024, 1), (2025, 2)):
        set_target(commune=world.commune, year=year, planned=planned, by=None)
    set_target(commune=world.commune, place=world.cell, year=2023, planned=9, by=None)
    set_target(commune=world.other_commune, year=2022, planned=9, by=None)
    admit(world.cell, "Lý Văn Một", date(2024, 12, 31))
    admit(world.other_cell, "Lý Văn Hai", date(2025, 1, 1))
    admit(world.cell, "Lý Văn Ba", date(2025, 6, 1))
    join(world.cell, "Lý Văn Đến", kind=EventKind.ARRIVE, on=date(2025, 6, 1))
    admit(world.foreign_cell, "Lý Văn Xa", date(2026, 6, 1))
    assert target_results_over_years(commune_id=world.commune.pk, today=TODAY) == [
        TargetResult(None, 2024, 1, 1, TargetState.REACHED),
        TargetResult(None, 2025, 2, 2, TargetState.REACHED),
        TargetResult(None, 2026, 1, 0, TargetState.NOT_YET_DUE),
    ]


def test_the_result_of_a_commune_counts_all_its_cells_and_that_of_a_cell_its_own(world):
    admit(world.cell, "Lý Văn Một", date(2026, 1, 1))
    admit(world.other_cell, "Lý Văn Hai", date(2026, 12, 31))
    admit(world.foreign_cell, "Lý Văn Xa", date(2026, 6, 1))
    set_target(commune=world.other_commune, year=2026, planned=7, by=None)
    set_target(commune=world.commune, place=world.cell, year=2025, planned=7, by=None)
    about = {"commune_id": world.commune.pk, "cells": [world.cell], "year": 2026, "today": TODAY}
    assert target_results(**about) == (
        TargetResult(None, 2026, None, 2, TargetState.NOT_SET),
        [TargetResult(world.cell, 2026, None, 1, TargetState.NOT_SET)],
    )
    for cell in (None, world.cell):
        set_target(commune=world.commune, place=cell, year=2026, planned=3, by=None)
    for today, state in ((date(2026, 12, 31), TargetState.NOT_YET_DUE), (date(2027, 1, 1), TargetState.MISSED)):
        assert target_results(**about | {"today": today}) == (
            TargetResult(None, 2026, 3, 2, state),
            [TargetResult(world.cell, 2026, 3, 1, state)],
        )


def test_admissions_are_those_of_the_span_in_order_of_day_and_name(world, django_assert_num_queries):
    for name, day in (
        ("Lý Văn Ái", date(2026, 6, 30)),
        ("Lý Văn Bình", date(2026, 1, 1)),
        ("Lý Văn An", date(2026, 1, 1)),
        ("Lý Văn Trước", date(2025, 12, 31)),
        ("Lý Văn Hết", date(2026, 7, 1)),
    ):
        admit(world.cell, name, day)
    admit(world.other_cell, "Lý Văn Khác", date(2026, 3, 1))
    with django_assert_num_queries(1):
        rows = admissions(cells=[world.cell], since=date(2026, 1, 1), until=date(2026, 7, 1))
        told = [(row.member.full_name, row.cell) for row in rows]
    assert told == [("Lý Văn An", world.cell), ("Lý Văn Bình", world.cell), ("Lý Văn Ái", world.cell)]


def test_who_among_the_admitted_is_a_woman_young_or_of_a_minority_and_the_unknown_are_none_of_these(
    world, django_assert_num_queries
):
    day = date(2026, 5, 19)
    people = Code.objects.filter(commune=world.commune, list="ethnicity")
    kinh, tay = people.get(code="01"), people.get(code="02")
    admit(world.cell, "Mã Thị Đủ", day, born=PartialDate("1995-05-20"), ethnicity=tay)  # thirty
    admit(world.cell, "Lê Thị Quá", day, born=PartialDate("1995-05-19"), ethnicity=kinh)  # thirty-one
    admit(world.cell, "Lê Văn Không", day, sex=Sex.MALE)
    admit(world.other_cell, "Lê Văn Trẻ", day, sex=Sex.MALE, born=PartialDate("2000"), ethnicity=tay)
    about = {"cells": [world.cell, world.other_cell], "since": day, "until": date(2026, 5, 20)}
    with django_assert_num_queries(2):
        found = admitted_among(**about)
    assert found == {
        world.cell.pk: {"all": 3, Among.WOMEN: 2, Among.YOUTH: 1, Among.MINORITY: 1},
        world.other_cell.pk: {"all": 1, Among.YOUTH: 1, Among.MINORITY: 1},
    }
