"""How many are how far on the way into the Party: counts of a day, of all cells or the own ones, never names."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from reports.tables.way import on_the_way as report
from tests.development.test_candidates import CLASS, LISTED, on_the_way, propose
from tests.world import TODAY


def told(user, day=TODAY):
    table = report(user=user, day=day)
    rows = {row[0].value: [figure.value for figure in row[1:]] for row in (*table.rows, table.total)}
    return {name: row for name, row in rows.items() if row != [0, 0, None]}


def test_each_is_counted_once_where_they_stand_on_the_day_beside_the_year_before(world):
    on_the_way(world, until=CLASS)
    propose(world, name="Lý Thị Hai", cell=world.other_cell)
    whole = {"Đã học lớp nhận thức": [1, 0, None], "Quần chúng ưu tú": [1, 0, None], "Tất cả": [2, 0, None]}
    assert told(world.upper) == told(world.leader) == whole
    assert told(world.secretary) == {"Đã học lớp nhận thức": [1, 0, None], "Tất cả": [1, 0, None]}
    assert told(world.leader, LISTED - timedelta(days=1)) == {"Quần chúng ưu tú": [2, 0, None], "Tất cả": [2, 0, None]}
    assert told(world.leader, date(2027, 4, 1))["Tất cả"] == [2, 2, "100\u00a0%"]
    with CaptureQueriesContext(connection) as few:
        report(user=world.leader, day=TODAY)
    for number in range(3):
        propose(world, name=f"Lý Thị Số {number}")
    with CaptureQueriesContext(connection) as many:
        report(user=world.leader, day=TODAY)
    assert len(many) == len(few)
