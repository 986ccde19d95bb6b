"""Dates of which only a part is known: nothing is made up, and they sort in the order of time."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from common.partial import PartialDate, PartialDay, PartialDayField

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("typed", "stored", "shown", "first", "last"),
    [
        ("1958", "1958", "1958", date(1958, 1, 1), date(1958, 12, 31)),
        ("2/1960", "1960-02", "02/1960", date(1960, 2, 1), date(1960, 2, 29)),
        ("05/03/1958", "1958-03-05", "05/03/1958", date(1958, 3, 5), date(1958, 3, 5)),
        ("5-3-1958", "1958-03-05", "05/03/1958", date(1958, 3, 5), date(1958, 3, 5)),
        ("5/3/58", "1958-03-05", "05/03/1958", date(1958, 3, 5), date(1958, 3, 5)),
        ("12/2024", "2024-12", "12/2024", date(2024, 12, 1), date(2024, 12, 31)),
    ],
)
def test_what_is_known_is_kept_and_no_more(typed, stored, shown, first, last):
    partial = PartialDate.typed(typed)
    assert (partial, partial.text, partial.first, partial.last) == (stored, shown, first, last)
    assert partial.whole == (first if first == last else None)


@pytest.mark.parametrize(
    "typed",
    [
        *("31/02/1958", "00/00/0000", "13/1958", "58", "20266", "", "1958/", "hôm nay"),
        *("3/58", "1/2/3/1958", "005/03/1958", "003/1958"),
    ],
)
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(ValueError):  # noqa: PT011  it has no message
        PartialDate.typed(typed)


def test_the_unknown_has_no_day_no_age_and_no_text():
    unknown = PartialDate()
    assert (unknown.first, unknown.last, unknown.whole, unknown.age_on(date(2026, 1, 1)), unknown.text) == (
        None, None, None, None, "",
    )  # fmt: skip


def test_of_no_day_nothing_is_known():
    assert (PartialDate.of(None), PartialDate.of(date(1958, 3, 5))) == ("", "1958-03-05")


@given(one=days, other=days)
def test_whole_dates_sort_as_days_do(one, other):
    assert (PartialDate.of(one) < PartialDate.of(other)) == (one < other)


@given(day=days)
def test_a_whole_date_comes_back_from_what_is_shown(day):
    assert PartialDate.typed(PartialDate.of(day).text).whole == day


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("1980-05-01", date(2026, 4, 30), 45),
        ("1980-05-01", date(2026, 5, 1), 46),
        ("2000-02-29", date(2026, 2, 28), 25),
        ("2000-02-29", date(2026, 3, 1), 26),
        ("1980", date(2026, 1, 1), 46),
    ],
)
def test_age_is_completed_years(born, day, age):
    assert PartialDate(born).age_on(day) == age


@pytest.mark.usefixtures("today")
def test_a_date_to_come_or_before_the_records_is_refused_with_a_sentence():
    field = PartialDayField()
    for typed in ("25/11/2026", "2027", "1899", "31/12/1899"):
        with pytest.raises(ValidationError, match="05/03/1958"):
            field.clean(typed)
    assert field.clean("24/11/2026").whole + timedelta(days=1) == date(2026, 11, 25)
    assert field.clean("01/01/1900").whole == date(1900, 1, 1)
    assert field.clean("") == ""


def test_what_is_typed_stands_in_the_field_as_the_office_writes_it_and_what_is_no_date_as_typed():
    field = PartialDayField()
    assert (field.bound_data("5-3-1958", None), field.bound_data("13/1958", None)) == ("05/03/1958", "13/1958")
    assert field.bound_data("", None) == ""
    assert field.prepare_value(PartialDate("1958-03")) == "03/1958"
    assert field.prepare_value("5-3-1958") == "5-3-1958"


@pytest.mark.parametrize(
    ("initial", "typed", "changed"),
    [
        (PartialDate("1958-03"), "03/1958", False),
        (PartialDate("1958-03"), "1958", True),
        (PartialDate("1958-03"), "", True),
        (PartialDate(), "", False),
        (PartialDate(), "1958", True),
    ],
)
def test_a_date_is_changed_when_another_is_typed(initial, typed, changed):
    assert PartialDayField().has_changed(initial, typed) is changed


def test_the_field_of_a_date_tells_what_may_be_typed_and_the_browser_offers_nothing():
    field = PartialDayField()
    assert str(field.help_text) == "Biết đến đâu ghi đến đó: 05/03/1958, 03/1958 hoặc 1958."
    assert field.widget.attrs == {"maxlength": "30", "autocomplete": "off", "data-day": "partial"}
    assert (field.required, PartialDayField(required=True, help_text="x").required) == (False, True)
    assert PartialDayField(help_text="x").help_text == "x"


def test_a_column_of_dates_holds_ten_characters_may_be_empty_and_is_typed_in_its_own_field():
    column = PartialDay("sinh ngày")
    assert (column.max_length, column.blank, column.default, column.verbose_name) == (10, True, "", "sinh ngày")
    assert column.deconstruct()[1:] == (
        "common.partial.PartialDay",
        [],
        {"verbose_name": "sinh ngày", "max_length": 10, "blank": True},
    )
    assert isinstance(column.formfield(), PartialDayField)
    assert column.formfield(label="Ngày").label == "Ngày"
    assert (PartialDay(max_length=12).max_length, PartialDay(blank=False).blank) == (12, False)


@pytest.mark.parametrize("value", [None, "", "1958", "1958-03", "1958-03-05", "1900-01-01", "1900"])
def test_a_column_of_dates_takes_what_is_a_date_since_1900(value):
    column = PartialDay()
    for read in (column.to_python(value), column.from_db_value(value, None, None)):
        assert (read, type(read)) == (value or "", PartialDate)
        column.validate(read, None)


@pytest.mark.parametrize("value", ["1958-13", "1958-02-30", "1899-12-31", "1899", "58", "05/03/1958", "x"])
def test_a_column_of_dates_refuses_what_is_none(value):
    with pytest.raises(ValidationError, match="05/03/1958, 03/1958"):
        PartialDay().validate(PartialDate(value), None)
