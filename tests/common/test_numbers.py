"""Figures as the office writes them, and numbers of persons as they are shown to those who need not read them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.utils import translation

from common.masking import masked
from common.numbers import percent, points


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, ""),
        ("", ""),
        (0, "0"),
        (Decimal("0.00"), "0"),
        (Decimal("100.00"), "100"),
        (Decimal("8.50"), "8,5"),
        (Decimal("8.05"), "8,05"),
        ("8.25", "8,25"),
        (-1, "-1"),
    ],
)
def test_points_are_told_without_idle_zeros_and_with_a_comma(value, told):
    assert points(value) == told


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "–"),
        (0, "0\u00a0%"),
        (1, "100\u00a0%"),
        (Decimal("0.125"), "12,5\u00a0%"),
        (2 / 3, "66,7\u00a0%"),
        (13 / 16, "81,3\u00a0%"),  # as Excel shows it, not to the even digit
        (3 / 80, "3,8\u00a0%"),  # a float a little below 0.0375
        *((Fraction(3, 80), "3,8\u00a0%"), (Fraction(2, 3), "66,7\u00a0%"), (Fraction(1), "100\u00a0%")),
        (Decimal("0.9994"), "99,9\u00a0%"),
        (Decimal("0.9995"), "100\u00a0%"),
    ],
)
def test_a_share_is_told_in_percent_with_at_most_one_decimal(value, told):
    assert percent(value) == told


def test_in_english_a_point_divides_the_decimals():
    with translation.override("en"):
        assert (points(Decimal("8.50")), percent(Decimal("0.125"))) == ("8.5", "12.5\u00a0%")


@pytest.mark.parametrize(
    ("number", "told"), [("004080001234", "•••••••••234"), ("1234", "•234"), ("123", "123"), ("", "")]
)
def test_of_a_number_the_last_three_digits_are_shown(number, told):
    assert masked(number) == told
