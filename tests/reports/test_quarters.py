"""What reports tell of quarters and halves adds up to what they tell of their year, whenever a cell is said to end."""

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
from members.enums import EventKind
from members.models import Membership
from oversight import services as guidance
from reports.tables import quality, yearly
from reports.tables.summary import summary_of_cells
from tests.members.test_contradictions import meet
from tests.world import LONG_AGO, TODAY, account, admit, commune, join

YEAR = 2025
days = st.integers(0, 364).map(lambda number: date(YEAR, 1, 1) + timedelta(days=number))
KINDS = ["meet", "meet", "meet", "end", "raise", "admit", "die"]
steps = st.lists(st.tuples(st.sampled_from(KINDS), days, st.integers(0, 3)), max_size=16)
ADD_UP = ("Thường kỳ", "Chuyên đề", "Loại khác", "Không tính", "Tốt", "Khá", "Trung bình", "Kém")
SHARES = ("Có mặt / phải dự", "Dự họp")
# Of the summary; its tasks are counted once in a period, so those of two halves may be one task of the year.
SUMMED = ("Chuyên đề", "Đã kết nạp", "Đến (ngoài kết nạp)", "Đi", "Khó khăn nêu trong kỳ")
PAIRS = ("Thường kỳ", "Có mặt / phải dự", "Tốt hoặc Khá")


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
                happened(what, day, cells[number], cells[(number + 1) % 4], office)
        check(cells, office)
        check_halves(office)
        transaction.set_rollback(True)


def happened(what, day, cell, other, office):
    if what == "meet":
        meet(cell, day, office, kind=MeetingKind.REGULAR if day.day % 2 else MeetingKind.THEMATIC)
    elif what == "end":
        about = {"state": CellState.MERGED, "on": day, "move_to": other}
        services.end_cell(cell=cell, despite="về muộn", by=office, **about)
    elif what == "admit":
        admit(cell, "Lý Thị Mới", day)
    elif what == "die":
        row = Membership.objects.on(day).filter(cell=cell).select_related("member").order_by("pk").first()
        if row:
            services.record(member=row.member, kind=EventKind.DIE, on=day, despite="báo muộn", by=office)
    else:
        about = {"owner": "UBND xã", "due_on": day, "by": office}
        raised = guidance.raise_difficulty(cell=cell, raised_on=day, text="Đường hỏng", **about)
        if day.day % 2:
            ended = day + timedelta(days=100)
            guidance.follow_up(difficulty=raised, kind="solved", on=ended, text="Đã sửa", by=office)


def summed(user, period):
    """{cell, or all: {column: value}} of the summary."""
    table = summary_of_cells(user=user, period=period, today=TODAY)
    labels = [column.label for column in table.columns]
    rows = [*table.rows, *([table.total] if table.total else [])]
    return {row[0].value: dict(zip(labels, (one.value for one in row), strict=True)) for row in rows}


def pair(text):
    return tuple(map(int, text.split("/")))


def check_halves(office):
    whole = summed(office, Period("Y", YEAR))
    halves = [summed(office, Period("H", YEAR, number)) for number in (1, 2)]
    assert set(whole) == {name for half in halves for name in half}
    for name, year in whole.items():
        parts = [half[name] for half in halves if name in half]
        assert {column: year[column] for column in SUMMED} == {
            column: sum(part[column] for part in parts) for column in SUMMED
        }, name
        for column in PAIRS:
            assert pair(year[column]) == tuple(map(sum, zip(*(pair(part[column]) for part in parts), strict=True)))
        assert (year["Đầu kỳ"], year["Cuối kỳ"]) == (parts[0]["Đầu kỳ"], parts[-1]["Cuối kỳ"]), name
        assert year["Chưa giải quyết"] == parts[-1]["Chưa giải quyết"], name
        scored = [(pair(part["Tốt hoặc Khá"])[1], part["Điểm bình quân"] or 0) for part in parts]
        mean = float(year["Điểm bình quân"] or 0)
        assert mean * sum(count for count, _mean in scored) == pytest.approx(
            sum(count * float(points) for count, points in scored)
        )


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
