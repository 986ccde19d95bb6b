"""The rates of a year: each from the records, with its list, and of nothing no zero."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import TrailEntry
from common.partial import PartialDate
from development.queries import Among
from members import services as people
from members.enums import Level, Sex
from members.models import Code
from reports.tables.rates import rates_of_year
from tests.reports.test_reports import figures
from tests.world import TODAY, admit, record


def ethnic(world, name):
    return Code.objects.get(commune=world.commune, list="ethnicity", name=name)


@pytest.fixture
def admitted(world):
    """Three admitted in 2026: a woman of the Tày of 30 years, a man of the Kinh of 31, and one of whom nothing is
    recorded."""
    day = date(2026, 5, 19)
    admit(world.cell, "Mã Thị Kết", day, born=PartialDate("1995-05-20"), ethnicity=ethnic(world, "Tày"))
    admit(world.cell, "Lê Văn Nạp", day, sex=Sex.MALE, born=PartialDate("1995-05-19"), ethnicity=ethnic(world, "Kinh"))
    admit(world.other_cell, "Hà Văn Mới", date(2026, 11, 3), sex=Sex.MALE)
    return world


def rates(user, year=2026):
    rates, _by_cell = rates_of_year(user=user, year=year, today=TODAY).tables
    return {row[0].value: tuple(figures(row[1:4])) for row in rates.rows}


def test_the_rates_of_a_year_are_those_of_the_records(admitted):
    record(admitted.other_cell, date(2026, 10, 3), admitted.office)
    assert rates(admitted.office) == {
        "Kết nạp so với đảng số đầu năm": (3, 10, 0.3),
        "Nữ trong số kết nạp": (1, 3, 1 / 3),
        "Thanh niên trong số kết nạp": (1, 3, 1 / 3),
        "Người dân tộc thiểu số trong số kết nạp": (1, 3, 1 / 3),
        "Nông dân trong số kết nạp": (None, 3, None),
        "Đảng viên hoàn thành tốt nhiệm vụ trở lên": (0, 0, None),
        "Chi bộ hoàn thành tốt nhiệm vụ trở lên": (0, 0, None),
        "Tháng xếp loại Tốt": (2, 2, 1.0),
        "Tháng xếp loại Tốt hoặc Khá": (2, 2, 1.0),
    }


def test_of_nothing_there_is_no_rate(world, sign_in):
    assert {row[2] for row in rates(world.office, 2014).values()} == {None}
    page = sign_in(world.office).get(reverse("reports:rates"), {"year": 2014}).content.decode()
    assert "0 %" not in page


@pytest.mark.parametrize(
    ("levels", "rate"),
    [
        ([Level.GOOD, Level.GOOD, Level.DONE, Level.NOT_DONE], (2, 4, 0.5)),
        ([Level.DONE], (0, 1, 0.0)),
        ([Level.GOOD], (1, 1, 1.0)),
    ],
)
def test_members_rated_well_are_told_of_those_whose_rating_is_decided(levels, rate, world):
    rated = dict(zip(world.members[:4], levels, strict=False))
    proposals = {member.pk: {"proposed_level": level} for member, level in rated.items()}
    people.rate_members(cell=world.cell, year=2026, changes=proposals, today=TODAY, by=world.office)
    assert rates(world.office)["Đảng viên hoàn thành tốt nhiệm vụ trở lên"] == (0, 0, None)
    people.decide_members(
        cell=world.cell,
        year=2026,
        levels={member.pk: (level, "") for member, level in rated.items()},
        decision_no="01-QĐ/ĐU",
        decided_on=TODAY,
        today=TODAY,
        by=world.office,
    )
    assert rates(world.office)["Đảng viên hoàn thành tốt nhiệm vụ trở lên"] == rate


def test_every_rate_of_admissions_opens_exactly_those_counted(admitted, sign_in):
    client = sign_in(admitted.office)
    rates, by_cell = rates_of_year(user=admitted.office, year=2026, today=TODAY).tables
    lists = [figure for row in (*rates.rows, *by_cell.rows) for figure in row if "admitted" in figure.url]
    assert len(lists) > 10
    for figure in lists:
        assert client.get(figure.url).context["page"].paginator.count == figure.value, figure
    women = client.get(reverse("development:admitted"), {"year": 2026, "among": Among.WOMEN.value})
    assert [row.member.full_name for row in women.context["page"]] == ["Mã Thị Kết"]
    assert (
        client.get(reverse("development:admitted"), {"year": 2026, "among": "x"}).context["page"].paginator.count == 3
    )


def test_the_cells_add_up_and_links_lead_only_where_the_records_open(admitted, sign_in):
    rates, by_cell = rates_of_year(user=admitted.office, year=2026, today=TODAY).tables
    assert [figures(row) for row in (*by_cell.rows, by_cell.total)] == [
        ["Chi bộ Lũng Mật", 6, 2, 2 / 6, 1, 1, 1, None, 0, 0, None, 1, 1, 1.0],
        ["Chi bộ Pác Tao", 4, 1, 0.25, 0, 0, 0, None, 0, 0, None, 0, 0, None],
        ["Tất cả", 10, 3, 0.3, 1, 1, 1, None, 0, 0, None, 1, 1, 1.0],
    ]
    for user in (admitted.office, admitted.in_charge, admitted.secretary, admitted.leader, admitted.upper):
        client = sign_in(user)
        rates, by_cell = rates_of_year(user=user, year=2026, today=TODAY).tables
        for row in (*rates.rows, *by_cell.rows, by_cell.total):
            for figure in row:
                assert not figure.url or client.get(figure.url).status_code == 200
    assert not [figure for row in by_cell.rows for figure in row if figure.url], "the level above sees figures"


def test_the_file_holds_the_figures_of_the_page_and_leaves_a_trail(admitted, sign_in):
    answer = sign_in(admitted.office).get(reverse("reports:rates"), {"year": 2026, "as": "xlsx"})
    book = load_workbook(io.BytesIO(answer.content))
    report = rates_of_year(user=admitted.office, year=2026, today=TODAY)
    assert len(book.worksheets) == 2
    for sheet, table in zip(book.worksheets, report.tables, strict=True):
        assert [found.value for found in sheet[6]] == figures(table.rows[0])
    assert TrailEntry.objects.get(action="exported").account == admitted.office
