"""Months, quarters, half years and years: their days, their codes, their words."""

from datetime import date

import pytest

from common.periods import Period, Span, month_of, months_between, parse, quarter_of, shifted, year_of

YEAR = Span(date(2025, 12, 15), date(2026, 12, 14))


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


def test_the_code_of_a_span_is_read_back_as_the_same_span():
    assert parse(YEAR.code) == YEAR


@pytest.mark.parametrize(
    "code",
    [
        *("2026-02-01..2026-01-31", "2026-02-30..2026-03-01", "2026-01-01..", "1899-01-01..1901-01-01"),
        *("2020-01-01..2026-01-01", "2098-01-01..2100-01-01"),
    ],
)
def test_days_that_make_no_span_are_none(code):
    assert parse(code) is None


@pytest.mark.parametrize(
    ("since", "last", "whole"),
    [
        (date(2026, 5, 5), date(2026, 5, 5), True),
        (date(2026, 5, 5), date(2026, 5, 4), False),
        (date(2020, 2, 29), date(2026, 2, 27), True),
        (date(2020, 2, 29), date(2026, 2, 28), False),
        (date(2020, 1, 1), date(2025, 12, 31), True),
        (date(2020, 1, 1), date(2026, 1, 1), False),
    ],
)
def test_a_span_is_one_day_at_least_and_six_years_at_most(since, last, whole):
    assert Span(since, last).whole is whole


@pytest.mark.parametrize(
    ("span", "before"),
    [
        (YEAR, Span(date(2024, 12, 15), date(2025, 12, 14))),
        (Span(date(2024, 1, 1), date(2026, 12, 31)), Span(date(2021, 1, 1), date(2023, 12, 31))),
        (Span(date(2026, 3, 31), date(2026, 5, 30)), Span(date(2026, 1, 31), date(2026, 3, 30))),
        (Span(date(2026, 3, 1), date(2026, 3, 10)), Span(date(2026, 2, 19), date(2026, 2, 28))),
    ],
)
def test_before_a_span_lie_as_many_months_or_as_many_days(span, before):
    assert span.previous() == before


def test_the_months_of_a_span_are_those_it_touches():
    assert Span(date(2025, 12, 31), date(2026, 2, 1)).months() == [
        Period("M", 2025, 12),
        Period("M", 2026, 1),
        Period("M", 2026, 2),
    ]
    assert months_between(date(2026, 2, 1), date(2026, 2, 28)) == [Period("M", 2026, 2)]


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), -11, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 1, 1), -1, date(2025, 12, 1)),
    ],
)
def test_a_day_some_months_later_is_the_last_of_a_shorter_month(day, months, found):
    assert shifted(day, months) == found
