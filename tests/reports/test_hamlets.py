"""Hamlets without members and hamlets without a cell are two things, and each falls back when the last one is gone."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cells import services as structure
from cells.enums import ServingKind
from members.enums import EventKind
from reports.tables.hamlets import white_hamlets
from tests.reports.test_reports import figures
from tests.world import TODAY, happen, join

CAME, LEFT = date(2020, 5, 1), date(2026, 3, 10)


@pytest.fixture
def white(world):
    """Nà Phái, served jointly since 2020, where one member lived from then until death."""
    world.white = structure.found_hamlet(commune=world.commune, name="Nà Phái", by=None)
    joint = structure.found_cell(commune=world.commune, name="Chi bộ ghép", founded_on=CAME, by=None)
    structure.serve_hamlet(hamlet=world.white, cell=joint, kind=ServingKind.JOINT, since=CAME, by=None)
    world.resident = join(world.other_cell, "Mã Văn Cuối", on=CAME, hamlet=world.white)
    happen(world.resident, EventKind.DIE, LEFT)
    return world


def told(world, day=TODAY, user=None):
    rows = white_hamlets(user=user or world.office, day=day).rows
    return {row[0].value: figures(row[1:]) for row in rows}


@pytest.mark.parametrize(
    ("day", "row"),
    [
        (CAME - timedelta(days=1), [0, None, "chưa có chi bộ", "", None, "", ""]),
        (CAME, [1, None, "Chi bộ ghép", "chi bộ ghép", None, "", ""]),
        (LEFT - timedelta(days=1), [1, None, "Chi bộ ghép", "chi bộ ghép", None, "", ""]),
        (LEFT, [0, LEFT, "Chi bộ ghép", "chi bộ ghép", None, "", "tái trắng đảng viên"]),
    ],
)
def test_a_hamlet_is_without_members_from_the_day_on_which_the_last_one_is_gone(day, row, white):
    assert told(white, day)["Nà Phái"] == row


def test_a_hamlet_without_a_cell_may_have_members_and_the_other_way_round(world):
    hamlet = structure.found_hamlet(commune=world.commune, name="Lũng Rài", by=None)
    join(world.other_cell, "Bế Văn Rài", hamlet=hamlet)
    rows = told(world)
    assert rows["Lũng Rài"] == [1, None, "chưa có chi bộ", "", None, "", ""]
    assert rows["Lũng Mật"] == [0, None, "Chi bộ Lũng Mật", "chi bộ riêng", None, "", ""]


def test_a_hamlet_whose_cell_serves_it_no_more_is_without_one_again(white):
    on = date(2026, 6, 1)
    for row in white.white.servings.open():
        row.end(on)
    assert told(white, on - timedelta(days=1))["Nà Phái"][2:] == [
        "Chi bộ ghép",
        "chi bộ ghép",
        None,
        "",
        "tái trắng đảng viên",
    ]
    both = ["chưa có chi bộ", "", on, "", "tái trắng đảng viên · tái trắng chi bộ"]
    assert told(white, on)["Nà Phái"][2:] == both


def test_a_hamlet_that_ended_is_not_told_and_the_lists_open_what_is_counted(white, sign_in):
    client = sign_in(white.office)
    page = client.get(reverse("reports:hamlets"), {"day": f"{LEFT - timedelta(days=1):%d/%m/%Y}"})
    figure = next(row[1] for row in page.context["made"].rows if row[0].value == "Nà Phái")
    assert client.get(figure.url).context["page"].paginator.count == figure.value == 1
    white.white.ended_on = date(2026, 7, 1)
    white.white.save()
    assert "Nà Phái" in told(white, date(2026, 6, 30))
    assert "Nà Phái" not in told(white, date(2026, 7, 1))
    assert not [row for row in white_hamlets(user=white.upper, day=TODAY).rows if row[1].url]


def test_the_report_counts_hamlets_by_what_they_have_and_shows_those_without_first(white):
    table = white_hamlets(user=white.office, day=LEFT - timedelta(days=1))
    assert table.subtitle == (
        "3 xóm, 2 xóm không có đảng viên cư trú; 2 xóm có chi bộ riêng, 1 xóm thuộc chi bộ ghép, 0 xóm chưa có chi bộ."
    )
    assert [row[0].value for row in table.rows] == ["Lũng Mật", "Pác Tao", "Nà Phái"]
    assert white_hamlets(user=white.outsider, day=TODAY).rows[0][0].value == "Xa"
