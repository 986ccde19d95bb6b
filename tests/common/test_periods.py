from datetime import date

import pytest

from common.periods import Period, Span, months_between, parse, shifted

YEAR = Span(date(2025, 12, 15), date(2026, 12, 14))


@pytest.mark.parametrize(
    "period", [Period("M", 2026, 3), Period("Q", 2026, 4), Period("H", 2026, 1), Period("Y", 2026), YEAR]
)
def test_a_code_is_read_back_as_the_same_period(period):
    assert parse(period.code) == period


@pytest.mark.parametrize(
    "code",
    [
        *("2026-13", "2026-Q5", "2026-H3", "1900", "2100", "", None, "x", "２０２６"),
        *("2026-02-01..2026-01-31", "2026-02-30..2026-03-01", "2026-01-01..", "1899-01-01..1901-01-01"),
        *("2020-01-01..2026-01-01", "2098-01-01..2100-01-01"),
    ],
)
def test_what_names_no_period_is_none(code):
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
