"""What a report tells of quarters adds up to what it tells of their year, whatever day a cell is said to have ended."""

from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cells import services as structure
from cells.enums import CellState
from common.errors import RuleError
from common.periods import Period
from meetings.enums import MeetingKind
from members import queries, services
from reports.tables import quality, yearly
from tests.members.test_contradictions import meet
from tests.world import LONG_AGO, TODAY, account, commune, join

YEAR = 2025
days = st.integers(0, 364).map(lambda number: date(YEAR, 1, 1) + timedelta(days=number))
steps = st.lists(st.tuples(st.sampled_from(["meet", "meet", "meet", "end"]), days, st.integers(0, 3)), max_size=14)
ADD_UP = ("Thường kỳ", "Chuyên đề", "Loại khác", "Không tính", "Tốt", "Khá", "Trung bình", "Kém")
SHARES = ("Có mặt / phải dự", "Dự họp")


def told(user, period):
    """{cell: {column: number, or (numerator, denominator)}} of the quality report."""
    table = quality.cell_quality(user=user, period=period, today=TODAY).table
    labels = [column.label for column in table.columns]
    found = {}
    for row in table.rows:
        values = dict(zip(labels, (figure.value for figure in row), strict=True))
        missing = values["Còn thiếu"]
        found[values["Chi bộ"]] = (
            {name: values[name] for name in ADD_UP}
            | {name: tuple(map(int, values[name].split("/"))) for name in SHARES}
            | {"Còn thiếu": () if missing == "không" else tuple(missing.split(", "))}
        )
    return found


def added(one, other):
    return tuple(map(sum, zip(one, other, strict=True))) if isinstance(one, tuple) else one + other


@pytest.fixture
def four_cells(nothing):
    """Cells of four members each, and the account of their office."""
    home = commune("Nhà")
    office = account("vanphong", home, "office")
    cells = [structure.found_cell(commune=home, name=f"Chi bộ {n}", founded_on=LONG_AGO, by=None) for n in range(4)]
    for number in range(16):
        join(cells[number % 4], f"Nông Văn {number}")
    return cells, office


@settings(max_examples=10, deadline=None, suppress_health_check=[*HealthCheck])
@given(history=steps)
def test_quarters_add_up_to_their_year(four_cells, history):
    cells, office = four_cells
    with transaction.atomic():
        for what, day, number in history:
            with suppress(RuleError, ValidationError), transaction.atomic():
                if what == "meet":
                    meet(cells[number], day, office, kind=MeetingKind.REGULAR if day.day % 2 else MeetingKind.THEMATIC)
                else:
                    about = {"state": CellState.MERGED, "on": day, "move_to": cells[(number + 1) % 4]}
                    services.end_cell(cell=cells[number], despite="về muộn", by=office, **about)
        check(cells, office)
        transaction.set_rollback(True)


def check(cells, office):
    year, quarters = Period("Y", YEAR), [Period("Q", YEAR, number) for number in (1, 2, 3, 4)]
    whole, parts = told(office, year), [told(office, quarter) for quarter in quarters]
    assert set(whole) == {name for part in parts for name in part}
    for name, values in whole.items():
        for column, value in values.items():
            found = [part[name][column] for part in parts if name in part]
            if column == "Còn thiếu":
                assert value == tuple(month for months in found for month in months), (name, column)
            else:
                total = found[0]
                for one in found[1:]:
                    total = added(total, one)
                assert value == total, (name, column)
    over_the_year = yearly.cells_over_the_year(user=office, year=YEAR, today=TODAY).table
    assert {row[0].value for row in over_the_year.rows} == set(whole)
    flows = [queries.flow(cells=cells, since=one.since, until=one.until, whole=True) for one in (year, *quarters)]
    assert (flows[0].opening, flows[0].closing) == (flows[1].opening, flows[-1].closing)
    assert all(one.closing == other.opening for one, other in pairwise(flows[1:]))
