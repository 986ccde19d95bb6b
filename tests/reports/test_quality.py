"""The page of the quality report: what is looked at first, its order, its days, and its pictures."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from common.periods import Period, Span
from common.plots import Zone
from reports.forms import BoardForm, QualityForm
from reports.queries import month_to_show
from reports.tables import board, quality, trends
from tests.reports.test_reports import figures
from tests.world import TODAY, as_published, record

OCTOBER, FOURTH = Period("M", 2026, 10), Period("Q", 2026, 4)


def made(world, period=OCTOBER, **choice):
    return quality.cell_quality(user=world.office, period=period, today=TODAY, **choice)


def told(table):
    """{cell: {column: (text or number, note)}}."""
    labels = [column.label for column in table.columns]
    rows = [*table.rows, table.total]
    return {row[0].value: dict(zip(labels, ((f.value, f.note) for f in row), strict=True)) for row in rows}


def scored(meeting, total, band):
    """Let a signed meeting have had `total` points."""
    as_published(meeting.score, total=Decimal(total), band=band)
    return meeting


@pytest.fixture
def months(world):
    """Lũng Mật with 100 points in October, 80 in September; Pác Tao with 60 in October."""
    scored(record(world.cell, date(2026, 9, 3), world.office), 80, "kha")
    scored(record(world.other_cell, date(2026, 10, 9), world.office), 60, "trung-binh")
    return world


def test_a_month_shows_seven_columns_and_of_a_cell_what_it_needs(months):
    found = told(made(months).brief)
    assert found["Chi bộ Lũng Mật"] == {
        "Chi bộ": ("Chi bộ Lũng Mật", ""),
        "Đã họp / phải họp": ("1/1", ""),
        "Tỷ lệ dự họp": (1.0, "5/5"),
        "Điểm": (Decimal("100.00"), "Tốt"),
        "So với kỳ trước": ("+20", "từ 80"),
        "Nhiệm vụ xong": (None, ""),
        "Còn thiếu": ("không", ""),
    }
    assert found["Chi bộ Pác Tao"]["So với kỳ trước"] == (None, "")
    assert found["Tất cả"]["Điểm"] == (Decimal("80.00"), "")


def test_of_a_longer_period_the_mean_has_no_band_and_the_last_points_stand_beside_it(months):
    [row] = made(months, Period("Y", 2026), cell=months.cell).brief.rows
    points = row[3]
    assert (points.value, points.tone, points.note) == (Decimal("90.00"), "", "")
    assert (points.beside.value, points.beside.tone, points.beside.note) == (Decimal("100.00"), "good", "Tốt")


def test_a_month_without_points_says_why(world):
    rows = made(world, Period("M", 2026, 11)).brief.rows
    assert [(row[3].value, row[3].tone) for row in rows] == [("chưa ký", "warn"), ("quá hạn", "bad")]


def test_every_figure_of_the_page_is_that_of_the_file(months):
    for period in (OCTOBER, FOURTH, Period("Y", 2026), Span(date(2026, 9, 2), date(2026, 10, 4))):
        report = made(months, period)
        brief, full = told(report.brief), told(report.table)
        points = "Điểm" if period == OCTOBER else "Bình quân, buổi gần nhất"
        for cell, row in brief.items():
            whole = full[cell]
            for name in ("Đã họp / phải họp", "Tỷ lệ dự họp", "Nhiệm vụ xong", "Còn thiếu"):
                assert row[name][0] == whole[name][0], (cell, name)
            assert row[points][0] == whole["Bình quân"][0]
            assert row["Tỷ lệ dự họp"][1] in ("", whole["Có mặt / phải dự"][0])
            change = whole["So với kỳ trước"][0]
            assert row["So với kỳ trước"][0] == {None: None, Decimal("20.00"): "+20", Decimal(0): "0"}[change]


@pytest.mark.parametrize(("months", "change"), [([7], 20), ([7, 8], 20), ([7, 8, 9], None)])
def test_a_period_is_compared_with_the_one_before_where_that_has_half_as_many_points(months, change, world):
    scored(record(world.other_cell, date(2026, 6, 3), world.office), 80, "kha")
    for month in months:
        record(world.other_cell, date(2026, month, 3), world.office)
    [line] = made(world, Period("Q", 2026, 3), cell=world.other_cell).lines
    assert line.change == change


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("points", "Chi bộ Pác Tao"),
        ("-points", "Chi bộ Lũng Mật"),
        ("cell", "Chi bộ Lũng Mật"),
        ("-cell", "Chi bộ Pác Tao"),
        ("change", "Chi bộ Lũng Mật"),
        ("nonsense", "Chi bộ Pác Tao"),
        ("", "Chi bộ Pác Tao"),
    ],
)
def test_the_worst_stand_first_unless_another_order_is_asked(sort, first, months, sign_in):
    page = sign_in(months.office).get(reverse("reports:cell-quality"), {"period": "2026-10", "sort": sort})
    assert page.context["made"].brief.rows[0][0].value == first


def test_a_cell_without_any_meeting_needs_most(world):
    rows = made(world, sort="points").brief.rows
    assert [row[0].value for row in rows] == ["Chi bộ Pác Tao", "Chi bộ Lũng Mật"]


def test_a_head_sorts_the_other_way_at_the_second_click_and_keeps_the_period(world, sign_in):
    page = sign_in(world.office).get(reverse("reports:cell-quality"), {"period": "2026-Q4", "sort": "tasks"})
    heads = re.findall(r"<th scope=\"col\"[^>]*>(?:<a [^>]*>)?[^<]*", page.content.decode())
    links = {text.rpartition(">")[2]: text for text in heads}
    assert 'aria-sort="ascending"><a href="?period=2026-Q4&amp;sort=-tasks"' in links["Nhiệm vụ xong"]
    assert "aria-sort" not in links["Còn thiếu"]
    assert 'href="?period=2026-Q4&amp;sort=-missing"' in links["Còn thiếu"]


def test_all_columns_are_behind_a_link_and_always_in_the_file(world, sign_in):
    address = reverse("reports:cell-quality")
    client = sign_in(world.office)
    few, all_ = (client.get(address, {"period": "2026-10", "columns": name}).content.decode() for name in ("", "all"))
    assert "Đảng viên phụ trách dự" not in few
    assert (few.count('scope="col" class="number"') < all_.count('scope="col" class="number"')) is True
    assert "columns=all" in few


def test_a_month_belongs_to_the_days_of_its_meeting_so_that_spans_add_up(months):
    """Lũng Mật met on 3 October, Pác Tao on the 9th: with the 4th a new span begins."""
    until_third, from_fourth = Span(date(2026, 9, 1), date(2026, 10, 3)), Span(date(2026, 10, 4), date(2026, 10, 31))
    one, other = told(made(months, until_third).brief), told(made(months, from_fourth).brief)
    assert [one[cell]["Đã họp / phải họp"][0] for cell in ("Chi bộ Lũng Mật", "Chi bộ Pác Tao")] == ["2/2", "0/1"]
    assert [other[cell]["Đã họp / phải họp"][0] for cell in ("Chi bộ Lũng Mật", "Chi bộ Pác Tao")] == ["0/0", "1/1"]
    assert (one["Chi bộ Pác Tao"]["Còn thiếu"], other["Chi bộ Lũng Mật"]["Còn thiếu"]) == (
        ("09/2026", ""),
        ("không", ""),
    )


@pytest.mark.parametrize(("last", "missing"), [(6, "không"), (7, "10/2026")])
def test_a_month_without_a_meeting_belongs_to_the_last_day_to_meet_on_time(last, missing, world):
    [row] = made(world, Span(date(2026, 10, 1), date(2026, 10, last)), cell=world.other_cell).brief.rows
    assert row[-1].value == missing


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"since": "1/9/2026"}, "last", "Hãy nhập cả hai ngày."),
        ({"last": "1/9/2026"}, "since", "Hãy nhập cả hai ngày."),
        ({"since": "2/9/2026", "last": "1/9/2026"}, "last", "Ngày đầu không được sau ngày cuối."),
        ({"since": "1/1/2020", "last": "1/1/2026"}, "last", "Mỗi lần xem được nhiều nhất 6 năm."),
        (
            {"since": "31/2/2026", "last": "1/9/2026"},
            "since",
            "Nhập ngày có thật theo dạng ngày/tháng/năm, ví dụ 03/02/2026.",
        ),
    ],
)
def test_days_that_make_no_period_are_answered_beside_their_field(typed, field, said, world, sign_in):
    page = sign_in(world.office).get(reverse("reports:cell-quality"), typed)
    assert (page.status_code, page.context["form"].errors) == (200, {field: [said]})
    assert "made" not in page.context


def test_the_days_chosen_stay_while_cells_and_order_are_changed(months, sign_in):
    client, address = sign_in(months.office), reverse("reports:cell-quality")
    page = client.get(address, {"since": "01/09/2026", "last": "04/10/2026", "cell": months.cell.pk, "sort": "cell"})
    assert page.context["made"].period == Span(date(2026, 9, 1), date(2026, 10, 4))
    html = page.content.decode()
    assert '<option value="2026-09-01..2026-10-04" selected>01/09/2026–04/10/2026' in html
    days = html[html.index('<details class="days" open>') :]
    assert f'<input type="hidden" name="cell" value="{months.cell.pk}">' in days
    again = client.get(address, {"period": "2026-09-01..2026-10-04"})
    assert figures(again.context["made"].brief.total) == figures(made(months, page.context["made"].period).brief.total)


def test_days_to_come_are_no_period(world, sign_in):
    page = sign_in(world.office).get(reverse("reports:cell-quality"), {"period": "2026-12-01..2026-12-31"})
    assert list(page.context["form"].errors) == ["period"]


def test_the_pictures_show_twelve_months_at_least_and_the_figures_of_the_report(months):
    report = made(months)
    together = trends.pictures(report).together
    assert [plot.labels[0] for plot in together] == ["11/2025", "11/2025"]
    points, attendance = ({label: texts for label, texts in plot.rows} for plot in together)
    assert (points["09/2026"], points["10/2026"], points["08/2026"]) == (["80"], ["80"], ["–"])
    assert (attendance["10/2026"], attendance["08/2026"]) == (["100\u00a0%"], ["–"])
    assert told(report.table)["Tất cả"]["10/2026"] == (Decimal("80.00"), "")
    assert together[0].zones == (
        Zone(0, "Kém", "Kém", "poor"),
        Zone(50, "Trung bình", "TB", "average"),
        Zone(70, "Khá", "K", "fair"),
        Zone(90, "Tốt", "T", "good"),
    )


def test_a_longer_period_is_pictured_whole(world):
    report = made(world, Span(date(2024, 12, 15), date(2026, 11, 14)))
    labels = trends.pictures(report).together[0].labels
    assert (labels[0], labels[-1], len(labels)) == ("12/2024", "11/2026", 24)


def test_each_cell_has_its_small_plot_in_the_order_of_names_whatever_the_table_is_sorted_by(months):
    each = trends.pictures(made(months, Period("M", 2026, 11), sort="-cell")).each
    assert [spark.name for spark in each] == ["Chi bộ Lũng Mật", "Chi bộ Pác Tao"]
    assert [point.said for point in each[0].points[-3:]] == ["09/2026: 80 Khá", "10/2026: 100 Tốt", "11/2026: chưa ký"]
    assert [(point.value, point.missing) for point in each[1].points[-3:]] == [
        (None, True), (Decimal("60.00"), False), (None, True),
    ]  # fmt: skip


def test_a_small_plot_leads_to_the_cell_only_where_it_opens(months):
    def links(user):
        report = quality.cell_quality(user=user, period=OCTOBER, today=TODAY)
        return [bool(spark.url) for spark in trends.pictures(report).each]

    assert (links(months.office), links(months.in_charge), links(months.upper)) == (
        [True, True],
        [True, False],
        [False, False],
    )


def squares(page):
    """{cell: [(class, words)] of its months} of the month board."""
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page.content.decode(), re.DOTALL):
        name, _end, rest = row.partition("</th>")
        found[name.partition("<small>")[0]] = re.findall(r'class="square (\w+)".*?<span class="word">([^<]*)<', rest)
    return found


def test_the_month_board_colours_each_square_by_its_band_and_tells_the_rest_by_marks(months, sign_in):
    page = sign_in(months.office).get(reverse("reports:month-board"))
    own, other = squares(page)["Chi bộ Lũng Mật"], squares(page)["Chi bộ Pác Tao"]
    assert own[7:] == [("missing", "chưa họp"), ("fair", "Khá"), ("good", "Tốt"), ("unsigned", "chưa ký")]
    assert other[8:] == [("missing", "chưa họp"), ("average", "Trung bình, họp muộn"), ("overdue", "quá hạn")]
    html = page.content.decode()
    assert "Chi bộ Lũng Mật<small>Đinh Văn Phụ</small>" in html
    assert "<b>80</b><small>K</small>" in html
    assert re.search(r"<b>60</b><small>TB<svg", html)
    assert page.context["made"].kept[8:] == [(1, 2), (1, 2), (0, 2), (0, 0)]


def test_a_square_leads_to_the_minutes_only_where_they_open(months, sign_in):
    def links(user):
        return sign_in(user).get(reverse("reports:month-board")).content.decode().count('<a class="square')

    assert (links(months.office), links(months.in_charge), links(months.upper)) == (4, 3, 0)
    assert "Đinh Văn Phụ" not in sign_in(months.upper).get(reverse("reports:month-board")).content.decode()


@pytest.mark.parametrize(("year", "now"), [(2026, Period("M", 2026, 11)), (2025, Period("M", 2025, 12))])
def test_a_phone_shows_the_present_month_first_and_of_a_past_year_its_last(year, now, world, sign_in):
    found = sign_in(world.office).get(reverse("reports:month-board"), {"year": year}).context["made"]
    assert found.now == now
    assert [found.when(month) for month in found.months][now.number - 2 :] == ["", "now", "later"][: 14 - now.number]


@pytest.mark.parametrize(
    ("today", "signed", "opens"),
    [
        (date(2026, 11, 7), False, "2026-10"),
        (date(2026, 11, 8), False, "2026-11"),  # who has not met is late
        (date(2026, 11, 1), True, "2026-11"),
        (date(2026, 1, 1), False, "2025-12"),
    ],
)
def test_reports_open_on_the_last_month_of_which_there_is_something_to_show(today, signed, opens, world):
    if signed:
        record(world.other_cell, today, world.office)
    form = QualityForm({}, user=world.office, today=today)
    assert form.is_valid()
    assert (form.chosen["period"].code, month_to_show(user=world.office, today=today).code) == (opens, opens)
    assert BoardForm({}, user=world.office, today=today)["year"].value() == opens[:4]


def test_on_the_first_of_a_month_a_phone_shows_the_month_before(world):
    assert board.year_board(user=world.office, year=2026, today=date(2026, 12, 1)).now == Period("M", 2026, 11)


def test_the_month_board_shows_those_first_that_miss_most_months_or_have_the_lowest_mean(months, sign_in):
    def names(**asked):
        page = sign_in(months.office).get(reverse("reports:month-board"), asked)
        return [str(cell) for cell, *_rest in page.context["made"].rows]

    assert names() == names(sort="-5") == ["Chi bộ Lũng Mật", "Chi bộ Pác Tao"]
    assert names(sort="need") == ["Chi bộ Pác Tao", "Chi bộ Lũng Mật"]
