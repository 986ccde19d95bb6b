"""Structure, changes and growth of the membership: each figure is the list behind it, and the sums agree."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import TrailEntry
from common.partial import PartialDate
from common.periods import Period
from members import services
from members.enums import EventKind, Sex, Standing
from members.models import Code, Membership
from members.queries import Flow, headcount
from reports.tables import growth
from reports.tables.people import members_by_cell
from reports.tables.structure import plots as pyramids
from reports.tables.structure import structure
from tests.world import TODAY, admit, cell, happen, join

YEAR = Period("Y", 2026)


@pytest.fixture
def varied(world):
    """Members of every sort, some of whom little is recorded."""
    codes = {code.code: code for code in Code.objects.filter(commune=world.commune, list="ethnicity")}
    theory, education = (Code.objects.filter(commune=world.commune, list=name) for name in ("theory", "education"))
    born = ["2009", "2008-11-24", "1996", "1995-11", "1986-11-25", "1976", "1966-11-24", "1965", "1940-02-29", ""]
    for number, text in enumerate(born):
        since = PartialDate(str(int(text[:4]) + 19)) if text and number > 2 else PartialDate()
        join(
            (world.cell, world.other_cell)[number % 2],
            f"Tô Thị {number}",
            sex=Sex.FEMALE if number % 3 else Sex.MALE,
            born=PartialDate(text),
            ethnicity=codes[("01", "07", "08")[number % 3]] if number else None,
            theory=theory[number % 3],
            education=education[number % 3] if number % 4 else None,
            hamlet=(world.hamlet, world.other_hamlet, None)[number % 3],
            decided_on=since,
            official_on=since,
        )
    admit(world.cell, "Tô Thị Mới", date(2026, 3, 3))
    return world


def behind(client, url):
    """How many the list behind a figure holds."""
    page = client.get(url)
    assert page.status_code == 200
    assert not page.context["form"].errors, url
    return page.context["page"].paginator.count


def check(client, rows):
    """Opens every figure of `rows`; tells how many there were."""
    opened = 0
    for row in rows:
        for figure in row:
            if "/members/" in figure.url:
                assert behind(client, figure.url) == figure.value, (row[0].value, figure)
                opened += 1
    return opened


@pytest.mark.parametrize("role", ["office", "secretary"])
@pytest.mark.parametrize("day", [TODAY, date(2026, 3, 2), date(2020, 2, 29)])
def test_every_figure_of_the_structure_is_the_list_behind_it_and_every_cut_is_whole(varied, sign_in, role, day):
    user = varied.accounts[role]
    cells = [varied.cell, varied.other_cell] if role == "office" else [varied.cell]
    total = headcount(cells=cells, day=day).total
    cuts = structure(user=user, day=day).cuts
    assert len(cuts) == 10
    for cut in cuts:
        members = [row[1].value for row in cut.table.rows]
        assert (sum(members), cut.table.total[1].value) == (total, total), cut.table.title
        assert sum(row[2].value for row in cut.table.rows) == pytest.approx(1)
        for column in (3, 4):
            assert sum(row[column].value for row in cut.table.rows) == cut.table.total[column].value
        assert [figure for _y, _name, _width, _x, figure in cut.plot.rows] == [str(value) for value in members]
    opened = sum(check(sign_in(user), (*cut.table.rows, cut.table.total)) for cut in cuts)
    assert opened > 60


def test_the_pyramid_of_ages_divides_the_members_of_each_band_into_men_and_women(varied):
    report = structure(user=varied.office, day=TODAY)
    [pyramid] = pyramids(report)
    ages = report.cuts[0].table.rows
    men, women = pyramid.sides["nam"], pyramid.sides["nữ"]
    assert pyramid.labels == [row[0].value for row in ages]
    assert ([sum(pair) for pair in zip(men, women, strict=True)], women) == (
        [row[1].value for row in ages],
        [row[3].value for row in ages],
    )
    sexes = {row[0].value: row[1].value for row in report.cuts[2].table.rows}
    assert {"nam": sum(men), "nữ": sum(women)} == sexes


def test_age_bands_count_completed_years_and_tell_the_mean(varied):
    cuts = structure(user=varied.office, day=TODAY).cuts
    ages = list(cuts[0].table.rows)
    # 10 of the world were born on 01/05/1980; the new member's birth is not recorded.
    assert [row[1].value for row in ages] == [1, 2, 2, 11, 1, 2, 2]
    years = [17, 18, 30, 31, 39, 50, 60, 61, 86, *[46] * 10]
    assert f"{sum(years) / len(years):.1f}".replace(".", ",") in cuts[0].table.subtitle


def test_a_readmission_does_not_change_the_party_ages_of_an_earlier_day(world):
    def bands(day):
        rows = structure(user=world.office, day=day).cuts[1].table.rows
        return [row[0].value for row in rows if row[1].value]

    member = join(world.cell, "Vi Văn Lại", decided_on=PartialDate("1995-12-10"), official_on=PartialDate("1996-12-10"))
    happen(member, EventKind.REMOVE_NAME, date(2020, 3, 1))
    before = bands(date(2020, 2, 28))
    happen(member, EventKind.READMIT, date(2023, 3, 10), cell=world.cell, decision_on=date(2023, 3, 1))
    happen(member, EventKind.RECOGNISE, date(2024, 3, 10))
    assert bands(date(2020, 2, 28)) == before
    assert "10–29" in before
    out = (date(2023, 3, 1) - date(2020, 3, 1)).days
    full = date(2025, 12, 10) + timedelta(days=out)
    assert "30–39" in bands(full)
    assert "30–39" not in bands(full - timedelta(days=1))


def test_the_structure_of_one_cell_counts_that_cell_only(varied):
    cuts = structure(user=varied.office, day=TODAY, cell=varied.other_cell).cuts
    assert {cut.table.total[1].value for cut in cuts} == {headcount(cells=[varied.other_cell], day=TODAY).total}
    assert len(cuts) == 9


def test_a_day_before_the_records_has_an_empty_structure(varied, sign_in):
    cuts = structure(user=varied.office, day=date(2010, 1, 1)).cuts
    assert [row[1].value for cut in cuts for row in cut.table.rows] == [0] * 11  # the bands; nobody to part further
    assert sign_in(varied.office).get(reverse("reports:structure"), {"day": "01/01/2010"}).status_code == 200


def links(tables):
    return {
        figure.url
        for table in tables
        for row in (*table.rows, table.total)
        for figure in row
        if "/members/" in figure.url
    }


@pytest.mark.parametrize(
    ("role", "opens"), [("leader", True), ("inspection", True), ("upper", False), ("admin", False)]
)
def test_figures_open_only_for_those_who_may_see_members(varied, role, opens):
    user = varied.accounts[role]
    tables = [cut.table for cut in structure(user=user, day=TODAY).cuts]
    tables += [growth.flow_of_period(user=user, period=YEAR, today=TODAY).table, growth.growth(user=user, today=TODAY)]
    assert [bool(links([table])) for table in tables] == [opens] * len(tables)


def test_a_member_who_is_in_charge_of_one_cell_reads_all_figures_and_opens_those_of_that_cell(varied, sign_in):
    user = varied.in_charge
    assert links(cut.table for cut in structure(user=user, day=TODAY).cuts) == set()
    own = structure(user=user, day=TODAY, cell=varied.cell).cuts
    assert sum(check(sign_in(user), cut.table.rows) for cut in own) > 30
    table = growth.flow_of_period(user=user, period=YEAR, today=TODAY).table
    assert [bool(links([type(table)("", (), (row,))])) for row in (*table.rows, table.total)] == [True, False, False]


@pytest.fixture
def busy(varied):
    """A year in which everything happened."""
    people, other = varied.members, varied.other_cell
    happen(people[1], EventKind.TRANSFER, date(2026, 2, 1), cell=other)
    happen(people[2], EventKind.DIE, date(2026, 3, 1))
    happen(people[3], EventKind.TRANSFER_OUT, date(2026, 4, 1), place="Đảng ủy xã bên")
    happen(
        people[3], EventKind.ARRIVE, date(2026, 6, 1), cell=other, standing=Standing.OFFICIAL, place="Đảng ủy xã bên"
    )
    happen(varied.other_members[1], EventKind.EXPEL, date(2026, 5, 1))
    happen(varied.other_members[1], EventKind.RESTORE, date(2026, 8, 1), cell=other)
    happen(varied.other_members[2], EventKind.LEAVE, date(2026, 9, 1))
    happen(people[5], EventKind.REMOVE_NAME, date(2026, 10, 1))
    return varied


def test_the_changes_of_a_year_add_up_for_each_cell_and_for_the_commune(busy):
    report = growth.flow_of_period(user=busy.office, period=YEAR, today=TODAY)
    assert report.broken == []
    *cells, whole = [[figure.value for figure in row[1:-1]] for row in (*report.table.rows, report.table.total)]
    #               start join adm arr rest trans died exp rem left end
    assert cells[0] == [11, 0, 1, 0, 0, 2, 1, 0, 1, 0, 8]
    assert cells[1] == [9, 0, 0, 2, 1, 0, 0, 1, 0, 1, 10]
    assert whole == [20, 0, 1, 1, 1, 1, 1, 1, 1, 1, 18]
    assert whole[-1] == headcount(cells=[busy.cell, busy.other_cell], day=TODAY).total


@pytest.mark.parametrize("role", ["office", "secretary"])
@pytest.mark.parametrize(
    "period", [YEAR, Period("H", 2026, 1), Period("M", 2026, 3), Period("Y", 2015), Period("Y", 2014)]
)
def test_every_figure_of_the_changes_is_the_list_behind_it(busy, sign_in, role, period):
    user = busy.accounts[role]
    table = growth.flow_of_period(user=user, period=period, today=TODAY).table
    check(sign_in(user), (*table.rows, table.total))


def test_a_cell_that_ended_on_the_first_day_still_tells_where_its_members_went(busy):
    services.end_cell(cell=busy.other_cell, state="merged", on=date(2026, 11, 1), move_to=busy.cell, by=None)
    report = growth.flow_of_period(user=busy.office, period=Period("M", 2026, 11), today=TODAY)
    assert report.broken == []
    ended = next(row for row in report.table.rows if row[0].value == busy.other_cell.name)
    assert (ended[1].value, ended[6].value, ended[-2].value) == (10, 10, 0)
    assert (report.table.total[1].value, report.table.total[6].value, report.table.total[-2].value) == (18, 0, 18)


def test_when_the_records_do_not_add_up_the_difference_is_shown_and_nothing_else(busy, sign_in):
    row = Membership.objects.filter(cell=busy.cell, until=None).exclude(exit="x").first()
    Membership.objects.filter(pk=row.pk).update(until=date(2026, 10, 5), exit="recognised")
    report = growth.flow_of_period(user=busy.office, period=YEAR, today=TODAY)
    assert [difference for _name, difference in report.broken] == [1, 1]
    for choice in ({"period": "2026"}, {"period": "2026", "as": "xlsx"}):
        page = sign_in(busy.office).get(reverse("reports:flow"), choice)
        assert page["Content-Type"].startswith("text/html")
        text = page.content.decode()
        assert f"{busy.cell.name}: +1" in text
        assert "<table" not in text
    assert not TrailEntry.objects.filter(action="exported").exists()


@pytest.mark.parametrize(
    ("broken", "difference"), [({}, 0), ({"admitted": 1}, 1), ({"died": 2}, -2), ({"closing": 3}, -3)]
)
def test_a_flow_is_told_apart_from_one_that_does_not_add_up(broken, difference):
    assert Flow(**broken).difference == difference


def test_growth_tells_the_members_at_the_end_of_each_year_and_what_made_the_difference(busy, sign_in):
    table = growth.growth(user=busy.office, today=TODAY)
    assert [row[0].value for row in table.rows] == [str(year) for year in range(2015, 2027)]
    for row in table.rows:
        assert row[2].value == headcount(cells=[busy.cell, busy.other_cell], day=row[1].value).total
    last = [figure.value for figure in table.rows[-1]]
    assert last == ["2026", TODAY, 18, -2, 1, 5]
    assert table.rows[0][3].value is None
    assert check(sign_in(busy.office), table.rows) == 13
    assert sign_in(busy.office).get(table.rows[-1][3].url).context["made"].table.total[-2].value == 18


def test_an_office_without_members_has_reports_of_nothing(world, sign_in):
    client = sign_in(world.outsider)
    Membership.objects.filter(cell=world.foreign_cell).delete()
    for name in ("structure", "flow", "growth"):
        for choice in ({}, {"as": "xlsx"}):
            assert client.get(reverse(f"reports:{name}"), choice).status_code == 200


@pytest.mark.parametrize(
    ("name", "choice", "title", "cells"),
    [
        ("structure", {"day": "24/11/2026"}, "24/11/2026", 20),
        ("flow", {"period": "2026-H1"}, "2026", 20),
        ("growth", {}, "", 20),
    ],
)
def test_each_report_leaves_as_excel_with_a_trail(busy, sign_in, name, choice, title, cells):
    answer = sign_in(busy.office).get(reverse(f"reports:{name}"), choice | {"as": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert title in sheet["A1"].value
    assert busy.office.full_name in sheet["A3"].value
    assert sum(isinstance(found.value, int) for row in sheet for found in row) > cells
    assert TrailEntry.objects.get(action="exported").account == busy.office


@pytest.mark.parametrize(
    "name", [f"reports:{name}" for name in ("structure", "flow", "growth", "members", "rates", "hamlets")]
)
def test_a_report_asks_the_same_number_of_questions_for_more_cells_and_members(name, varied, sign_in):
    client = sign_in(varied.office)
    counts = []
    for turn in range(2):
        client.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name))
        counts.append(len(queries))
        cell(varied.commune, f"Thêm {turn}")
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("structure", {"day": "31/02/2026"}),
        ("structure", {"day": ""}),
        ("structure", {"cell": "x"}),
        ("structure", {"day": "31/02/2026", "as": "xlsx"}),
        ("flow", {"period": "2026-13"}),
        ("flow", {"period": "9999", "as": "xlsx"}),
        ("growth", {"page": "x"}),
    ],
)
def test_a_nonsense_choice_is_answered_with_a_page(varied, sign_in, name, typed):
    page = sign_in(varied.office).get(reverse(f"reports:{name}"), typed)
    assert (page.status_code, page["Content-Type"][:9]) == (200, "text/html")


def test_a_cell_of_another_commune_cannot_be_chosen(varied, sign_in):
    page = sign_in(varied.office).get(reverse("reports:structure"), {"cell": varied.foreign_cell.pk})
    assert "made" not in page.context
    assert varied.foreign_cell.name not in page.content.decode()


def test_members_by_cell_open_the_list_of_that_day(busy, sign_in):
    table = members_by_cell(user=busy.office, day=date(2026, 3, 15))
    assert check(sign_in(busy.office), table.rows) == 14
