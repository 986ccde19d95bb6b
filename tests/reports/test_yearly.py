"""The year of each cell, by the rule of the edition."""

import io
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import TrailEntry
from meetings import services
from meetings.enums import Band
from meetings.models import YearRule
from meetings.rules.shipped_sheets import YEAR
from meetings.rules.yearly import Year, in_words, judge
from meetings.services import PointsEntry
from reports.tables import yearly
from tests.world import TODAY, cell, record

GOOD, FAIR, AVERAGE, POOR = Band


def rules(lines=YEAR):
    return [YearRule(band=band, percent=percent, floor=floor, at_least=least) for band, percent, floor, least in lines]


def year(good=0, fair=0, average=0, poor=0, missing=(), unsigned=0):
    return Year(Counter({GOOD: good, FAIR: fair, AVERAGE: average, POOR: poor}), unsigned, missing)


def band_of(found, lines=YEAR, missing_counts=True):
    return judge(found, rules(lines), missing_counts=missing_counts).band


@pytest.mark.parametrize(
    ("found", "band"),
    [
        (year(good=7, fair=5), GOOD),
        (year(good=6, fair=6), FAIR),
        (year(good=12), GOOD),
        (year(good=11, average=1), FAIR),
        (year(good=7, fair=4, average=1), FAIR),
        (year(average=12), FAIR),
        (year(good=11, poor=1), None),
        (year(poor=12), None),
        (year(), None),
        (year(good=7), GOOD),  # a cell founded in summer: every meeting it owed
    ],
)
def test_the_default_is_the_rule_of_phu_tho(found, band):
    assert band_of(found) == band


def test_a_missing_month_or_one_not_signed_breaks_the_hundred_percent_unless_the_edition_says_otherwise(world):
    for gap in ({"missing": ("03/2026",)}, {"unsigned": 1}):
        assert band_of(year(good=11, **gap)) is None
        assert band_of(year(good=11, **gap), missing_counts=False) == GOOD


def test_the_verdict_says_why():
    verdict = judge(year(good=6, fair=5, average=1), rules(), missing_counts=True)
    assert verdict.band == FAIR
    assert verdict.why == (
        "Khá: 12/12 buổi đạt Trung bình trở lên (100\u00a0%), yêu cầu 100\u00a0%. "
        "Chưa đạt Tốt: 11/12 buổi đạt Khá trở lên (91,7\u00a0%), yêu cầu 100\u00a0%; 6 buổi đạt Tốt, yêu cầu 7"
    )
    good = judge(year(good=7, fair=5), rules(), missing_counts=True)
    assert good.why == "Tốt: 12/12 buổi đạt Khá trở lên (100\u00a0%), yêu cầu 100\u00a0%; 7 buổi đạt Tốt, yêu cầu 7"
    assert judge(year(), rules(), missing_counts=True).why == "chưa có buổi thường kỳ nào được xếp loại"
    none = judge(year(good=11, missing=("03/2026",)), rules(), missing_counts=True)
    assert none.why == (
        "Chưa đạt Tốt: 11/12 buổi đạt Khá trở lên (91,7\u00a0%), yêu cầu 100\u00a0%. "
        "Chưa đạt Khá: 11/12 buổi đạt Trung bình trở lên (91,7\u00a0%), yêu cầu 100\u00a0%"
    )


@pytest.mark.parametrize(("percent", "reached", "band"), [(75, 9, AVERAGE), (67, 8, None), (66, 8, AVERAGE)])
def test_a_share_below_a_hundred_is_an_inclusive_edge_and_not_rounded(percent, reached, band):
    lines = [(AVERAGE, percent, AVERAGE, 0)]
    assert band_of(year(average=reached, poor=12 - reached), lines) == band


def test_a_band_that_the_rule_does_not_give_is_passed_over():
    assert band_of(year(poor=12), [(AVERAGE, None, AVERAGE, 0), (POOR, 100, POOR, 0)]) == POOR


def test_the_rule_is_told_in_words():
    assert [in_words(rule) for rule in rules([*YEAR, (AVERAGE, 80, AVERAGE, 3)])] == [
        "Tốt: tất cả các buổi thường kỳ đạt Khá trở lên. Có ít nhất 7 buổi đạt Tốt.",
        "Khá: tất cả các buổi thường kỳ đạt Trung bình trở lên.",
        "Trung bình: quy định không xếp mức này.",
        "Trung bình: ít nhất 80\u00a0% số buổi thường kỳ đạt Trung bình trở lên. "
        "Có ít nhất 3 buổi đạt Trung bình trở lên.",
    ]


@given(st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 12), st.integers(0, 3), st.booleans())
def test_the_verdict_is_the_one_counted_by_hand(good, fair, average, poor, missing, counts):
    found = year(good, fair, average, poor, missing=("01/2026",) * missing)
    whole = good + fair + average + poor + (missing if counts else 0)
    if good + fair == whole and good >= 7:
        expected = GOOD
    elif whole and good + fair + average == whole:
        expected = FAIR
    else:
        expected = None
    assert band_of(found, missing_counts=counts) == expected


def test_a_better_meeting_never_makes_the_year_worse():
    order = [None, POOR, AVERAGE, FAIR, GOOD]
    for good in range(13):
        for fair in range(13 - good):
            worse = year(good, fair, 12 - good - fair)
            better = year(good, fair + 1, 11 - good - fair) if good + fair < 12 else year(good + 1, fair - 1)
            if good + fair < 12 or fair:
                assert order.index(band_of(better)) >= order.index(band_of(worse))


def hold(world, months, lost=0):
    """Regular meetings in `months` of 2025, the closing group having lost points."""
    for month in months:
        meeting = record(world.cell, date(2025, month, 3), world.office, sign=not lost)
        if lost:
            line = meeting.edition.criteria.get(code="conduct")
            services.save_minutes(
                meeting=meeting, by=world.office, details={}, marks={}, attended=True, reviews={}, tasks=[], votes=[],
                points={line.pk: PointsEntry(Decimal(40) - lost, "dàn trải")},
            )  # fmt: skip
            services.sign_meeting(meeting=meeting, at=world.signed.signed_at, by=world.office)


def rows(user, which=2025, today=TODAY):
    table = yearly.cells_over_the_year(user=user, year=which, today=today).table
    return {row[0].value: [figure.value for figure in row[1:-1]] for row in table.rows}


def test_the_page_counts_bands_and_months_of_each_cell(world):
    hold(world, range(1, 9))
    hold(world, [9, 10], lost=11)
    hold(world, [11], lost=31)
    missing = ", ".join(f"{month:02}/2025" for month in range(1, 13))
    assert rows(world.office) == {
        "Chi bộ Lũng Mật": ["không đạt mức nào", 11, 8, 2, 1, 0, "12/2025", 0],
        "Chi bộ Pác Tao": ["không đạt mức nào", 0, 0, 0, 0, 0, missing, 0],
    }
    hold(world, [12])
    assert rows(world.office)["Chi bộ Lũng Mật"] == ["Khá", 12, 9, 2, 1, 0, "không", 0]


def test_the_counts_are_those_of_the_quality_report(world, sign_in):
    hold(world, [1, 2])
    hold(world, [3], lost=20)
    report = sign_in(world.office).get(reverse("reports:cell-quality"), {"period": "2025"}).context["made"].table
    labels = [column.label for column in report.columns]
    quality = {row[0].value: [row[labels.index(b.label)].value for b in Band] for row in report.rows}
    assert quality == {name: row[2:6] for name, row in rows(world.office).items()}


def test_meetings_that_are_not_regular_or_not_signed_give_no_band(world):
    record(world.cell, date(2025, 2, 3), world.office, kind="thematic")
    record(world.cell, date(2025, 3, 3), world.office, sign=False)
    assert rows(world.office)["Chi bộ Lũng Mật"][1:6] == [0, 0, 0, 0, 0]
    assert rows(world.office)["Chi bộ Lũng Mật"][7] == 1


def test_a_year_is_judged_by_the_edition_in_force_on_its_last_day(world):
    hold(world, range(1, 13))
    assert rows(world.office)["Chi bộ Lũng Mật"][0] == "Tốt"
    newer = services.copy_edition(edition=world.edition, since=date(2025, 12, 31), by=world.admin)
    rule = newer.year_rules.get(band=GOOD)
    rule.at_least = 13
    rule.save()
    services.publish_edition(edition=newer, by=world.admin)
    assert rows(world.office)["Chi bộ Lũng Mật"][0] == "Khá"
    assert rows(world.office, 2024)["Chi bộ Lũng Mật"][0] == "không đạt mức nào"


def test_the_running_year_is_marked_as_so_far_and_months_to_come_are_not_missing(world):
    table = yearly.cells_over_the_year(user=world.secretary, year=2026, today=TODAY).table
    verdict = table.rows[0][1]
    assert (verdict.value, verdict.note) == ("chưa xếp loại", "tính đến nay")
    missing = rows(world.secretary, 2026)["Chi bộ Lũng Mật"][6]
    assert missing == ", ".join(f"{month:02}/2026" for month in range(1, 10))
    past = yearly.cells_over_the_year(user=world.secretary, year=2025, today=TODAY).table
    assert past.rows[0][1].note == ""


def test_each_reader_gets_the_cells_whose_reports_are_open_and_links_only_where_they_lead(world):
    both = {"Chi bộ Lũng Mật", "Chi bộ Pác Tao"}
    for name, cells in (
        ("office", both), ("admin", both), ("upper", both), ("in_charge", both),
        ("secretary", {"Chi bộ Lũng Mật"}), ("outsider", {"Chi bộ Xa"}), ("nobody", set()),
    ):  # fmt: skip
        assert set(rows(world.accounts[name])) == cells, name
    table = yearly.cells_over_the_year(user=world.in_charge, year=2026, today=TODAY).table
    assert {row[0].value: bool(row[2].url) for row in table.rows} == {"Chi bộ Lũng Mật": True, "Chi bộ Pác Tao": False}


def test_the_excel_file_holds_the_same_figures_and_leaves_a_trail(world, sign_in):
    hold(world, range(1, 13))
    url = reverse("reports:yearly")
    answer = sign_in(world.office).get(url, {"year": 2025, "as": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    found = {row[0]: list(row[1:-1]) for row in sheet.iter_rows(values_only=True) if row[0] in rows(world.office)}
    assert found == rows(world.office)
    assert TrailEntry.objects.filter(action="exported", account=world.office).count() == 1


@pytest.mark.parametrize("text", ["", "2010", "2027", "nay", "2025'", "99999999999"])
def test_a_year_that_cannot_be_chosen_is_answered_on_the_page(text, world, sign_in):
    answer = sign_in(world.office).get(reverse("reports:yearly"), {"year": text})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["year"]


def test_the_page_asks_the_same_number_of_questions_for_one_cell_and_for_thirty(world, sign_in):
    client = sign_in(world.office)

    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse("reports:yearly"), {"year": 2025}).status_code == 200
        return len(asked)

    questions()
    few = questions()
    for number in range(28):
        made, _hamlet, _members = cell(world.commune, f"Xóm {number}", [f"Người {number} {n}" for n in range(5)])
        if number < 5:
            record(made, date(2025, 5, 3), world.office)
    assert len(rows(world.office)) == 30
    assert questions() == few
