from datetime import date

import pytest
from django import forms

from common.fields import DayField, OneLineFormField, PointsField


@pytest.mark.parametrize(
    ("typed", "day"),
    [("05/03/2026", date(2026, 3, 5)), ("25/03/2026", date(2026, 3, 25)), ("5-3-2026", date(2026, 3, 5))],
)
def test_days_are_read_day_first(typed, day):
    assert DayField().clean(typed) == day


@pytest.mark.parametrize("typed", ["31/02/2026", "00/00/0000", "01/01/20266", "32/01/2026", "hôm nay", "01/01/1899"])
def test_a_day_that_cannot_be_is_refused_with_one_sentence(typed):
    with pytest.raises(forms.ValidationError) as refused:
        DayField().clean(typed)
    assert len(refused.value.messages) == 1
    assert refused.value.messages[0].startswith("Nhập ngày")


@pytest.mark.parametrize(("typed", "points"), [("8,5", "8.5"), ("8.5", "8.5"), ("0", "0")])
def test_points_take_a_comma_or_a_dot(typed, points):
    assert str(PointsField().clean(typed)) == points


@pytest.mark.parametrize("typed", ["8,555", "mười", "NaN", "1e309", "99999"])
def test_points_that_are_no_number_are_refused(typed):
    with pytest.raises(forms.ValidationError):
        PointsField().clean(typed)


def test_a_line_is_stored_in_one_spelling():
    assert OneLineFormField().clean("  \u00d0a\u0323\u0306ng\n Văn ") == "Đặng Văn"
