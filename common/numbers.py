"""Figures as the office writes them."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from django.utils.translation import get_language


def points(value):
    """A number of points without idle zeros, with the comma of the language; an empty text for None."""
    if not value and value != 0:  # asked first whether it is true: to compare a Decimal with a text takes long
        return ""
    text = _written(value)
    return text.replace(".", ",") if "." in text and get_language() == "vi" else text


@lru_cache(10_000)  # a plot writes a hundred, most of them the same
def _written(value):
    return f"{Decimal(value):.2f}".rstrip("0").rstrip(".")


def percent(value):
    """A fraction, a number or exact, as percent with one decimal, rounded as Excel does, never broken between figure
    and sign; a dash for None."""
    if value is None:
        return "–"
    exact = isinstance(value, Fraction)
    value = Decimal(value.numerator) / value.denominator if exact else Decimal(str(value))
    return points((value * 100).quantize(Decimal("0.1"), ROUND_HALF_UP)) + "\u00a0%"
