"""Months, quarters, half years and years: their days, their codes, their words."""

from datetime import date

import pytest

from common.periods import Period, month_of, parse, quarter_of, year_of


@pytest.mark.parametrize(
    ("code", "period", "since", "last_day", "words"),
    [
        ("2026-02", Period("M", 2026, 2), date(2026, 2, 1), date(2026, 2, 28), "tháng 2 năm 2026"),
        ("2024-02", Period("M", 2024, 2), date(2024, 2, 1), date(2024, 2, 29), "tháng 2 năm 2024"),
        ("2026-12", Period("M", 2026, 12), date(2026, 12, 1), date(2026, 12, 31), "tháng 12 năm 2026"),
        ("2026-Q1", Period("Q", 2026, 1), date(2026, 1, 1), date(2026, 3, 31), "quý 1 năm 2026"),
        ("2026-Q4", Period("Q", 2026, 4), date(2026, 10, 1), date(2026, 12, 31), "quý 4 năm 2026"),
        ("2026-H1", Period("H", 2026, 1), date(2026, 1, 1), date(2026, 6, 30), "nửa năm 1, năm 2026"),
        ("2026-H2", Period("H", 2026, 2), date(2026, 7, 1), date(2026, 12, 31), "nửa năm 2, năm 2026"),
        ("2026", Period("Y", 2026), date(2026, 1, 1), date(2026, 12, 31), "năm 2026"),
    ],
)
def test_a_period_has_its_code_its_days_and_its_words(code, period, since, last_day, words):
    assert parse(code) == period
    assert (period.code, period.since, period.last_day, str(period)) == (code, since, last_day, words)


@pytest.mark.parametrize(
    "code",
    [
        *("", None, "x", "2026-", "2026-1", "2026-13", "2026-00", "2026-011", "2026-11x", "x2026-11", "026", "20266"),
        *("2026-Q0", "2026-Q5", "2026-Q", "2026-H0", "2026-H3", "2026-Y1", "2026-M1", "2026-q4", "٢٠٢٦"),
        *("0000", "1900", "1900-12", "2100", "2100-01", "9999"),
    ],
)
def test_a_code_that_names_no_period_is_none(code):
    assert parse(code) is None


@pytest.mark.parametrize(("code", "year"), [("1901", 1901), ("2099", 2099)])
def test_a_code_names_a_period_from_1901_to_2099(code, year):
    assert parse(code) == Period("Y", year)


def test_a_period_is_the_first_of_its_year_where_none_is_named():
    assert Period("Q", 2026) == Period("Q", 2026, 1)


@pytest.mark.parametrize(("kind", "count"), [("M", 12), ("Q", 4), ("H", 2), ("Y", 1)])
def test_periods_follow_each_other_without_gap(kind, count):
    period, met = Period(kind, 2025), []
    for _step in range(count):
        met.append(period)
        assert period.until == period.next().since
        assert period.next().previous() == period
        period = period.next()
    assert period == Period(kind, 2026)
    assert met == [Period(kind, 2025, n) for n in range(1, count + 1)]
    assert [month for period in met for month in period.months()] == [Period("M", 2025, n) for n in range(1, 13)]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_in_its_month_quarter_and_year(month):
    for day in (date(2026, month, 1), date(2026, month, 28)):
        assert (month_of(day), year_of(day)) == (Period("M", 2026, month), Period("Y", 2026))
        assert month_of(day) in quarter_of(day).months()
        assert quarter_of(day).year == 2026
