"""Days and times are read as people write them, by the server and on the page alike."""

import unicodedata
from datetime import date, time

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from common.fields import ClockField, DayField, PastDayField, follows
from common.partial import PartialDate
from common.typed import read_day, read_time
from tests.world import TODAY

# What is typed on 24/11/2026, and the day it means in a field of any day.
DAYS = {
    "03/11/2026": date(2026, 11, 3), "3/11/2026": date(2026, 11, 3), "03112026": date(2026, 11, 3),
    "3.11.2026": date(2026, 11, 3), "3-11-2026": date(2026, 11, 3), "3 11 2026": date(2026, 11, 3),
    "3 / 11 / 2026": date(2026, 11, 3), "3,11,2026": date(2026, 11, 3), "3/11/26": date(2026, 11, 3),
    "031126": date(2026, 11, 3), "2026-11-03": date(2026, 11, 3), "ngày 3 tháng 11 năm 2026": date(2026, 11, 3),
    unicodedata.normalize("NFD", "Ngày 3 tháng 11"): date(2026, 11, 3), "3/11": date(2026, 11, 3),
    "3.11.": date(2026, 11, 3), "3/12": date(2026, 12, 3), "15/1": date(2027, 1, 15), "29/02/2024": date(2024, 2, 29),
    "3/2/58": date(1958, 2, 3), "3/2/36": date(2036, 2, 3), "3/2/37": date(1937, 2, 3),
}  # fmt: skip
NO_DAYS = [
    "31/02/2026", "29/02/2026", "29/2", "00/11/2026", "3/0/2026", "1/13/2026", "1/13", "00000000", "1", "2026",
    "11/2026", "0311", "3/11/202", "3/11/20266", "3//11/2026", "3/11/2026/1", "003/11/2026", "3/011/2026", "hôm nay",
    "3/mười một/2026", "٣/١١/٢٠٢٦", "３/１１/２０２６", "3/11/2026 lúc 7h", "-3/11/2026", "²/11/2026",
    "X3/11/2026",
]  # fmt: skip
TIMES = {
    "07:30": time(7, 30), "7:30": time(7, 30), "7h30": time(7, 30), "7H30": time(7, 30), "7 h 30": time(7, 30),
    "7h": time(7), "7": time(7), "7 giờ": time(7), "7 giờ 30": time(7, 30), "7 giờ 30 phút": time(7, 30),
    unicodedata.normalize("NFD", "7 giờ 30"): time(7, 30), "19g30": time(19, 30), "930": time(9, 30),
    "0930": time(9, 30), "9.30": time(9, 30), "9,30": time(9, 30), "9 30": time(9, 30), "9-30": time(9, 30),
    "0:00": time(0), "23:59": time(23, 59), "07:30:00": time(7, 30), "9.30h": time(9, 30), "19h:30": time(19, 30),
    "7h30ph": time(7, 30),
}  # fmt: skip
NO_TIMES = [
    "24:00",
    "9:75",
    "975",
    "25h",
    "9.3",
    "9:5",
    "sáng",
    "7h30h",
    "12345",
    "٧:٣٠",
    "７:３０",
    "-7",
    "7:30:15",
    ":30",
]


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(("typed", "day"), DAYS.items())
def test_a_day_is_read_as_people_write_it(typed, day):
    assert DayField().clean(typed) == day
    assert DayField().bound_data(typed, None) == f"{day:%d/%m/%Y}"  # shown in full where the form comes back


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize("typed", NO_DAYS)
@pytest.mark.parametrize("kind", [DayField, PastDayField])
def test_what_is_no_day_is_refused_with_one_sentence_and_kept(typed, kind):
    with pytest.raises(forms.ValidationError) as refused:
        kind().clean(typed)
    assert len(refused.value.messages) == 1
    assert refused.value.messages[0].startswith("Nhập ngày")
    assert kind().bound_data(typed, None) == typed


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3/12", date(2025, 12, 3)),
        ("24/11", TODAY),
        ("25/11", date(2025, 11, 25)),
        ("15/1", date(2026, 1, 15)),
        ("3/2/27", date(1927, 2, 3)),
    ],
)
def test_in_a_field_of_what_happened_a_day_without_its_year_is_the_last(typed, day):
    assert PastDayField().clean(typed) == day


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(("typed", "day"), [("1/6", date(2027, 6, 1)), ("3/11", date(2026, 11, 3))])
def test_what_follows_a_day_is_not_before_it_where_its_year_is_missing(typed, day):
    class Span(forms.Form):
        since, until = DayField(), DayField()

        def __init__(self, *args):
            super().__init__(*args)
            follows(self, "until", "since")

    form = Span({"since": "3/11/26", "until": typed})
    assert form.is_valid()
    assert form.cleaned_data["until"] == day
    for empty in ({}, {"since": "x", "until": ""}):
        assert not Span(empty).is_valid()


@pytest.mark.usefixtures("today")
@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("05031958", "1958-03-05"),
        ("5.3.58", "1958-03-05"),
        ("050358", "1958-03-05"),
        ("5/3/26", "2026-03-05"),
        ("5/3/27", "1927-03-05"),
        ("031958", "1958-03"),
        ("tháng 3 năm 1958", "1958-03"),
        ("1958", "1958"),
    ],
)
def test_a_date_known_in_part_is_read_as_people_write_it(typed, stored):
    assert PartialDate.typed(typed) == stored


@pytest.mark.parametrize("typed", ["3/12", "3/58", "58", "29/02/1958", "5/3/1958/1", "٥/٣/١٩٥٨"])
def test_of_a_date_known_in_part_nothing_is_made_up(typed):
    with pytest.raises(ValueError):  # noqa: PT011  it has no message
        PartialDate.typed(typed)


@pytest.mark.parametrize(("typed", "at"), TIMES.items())
def test_a_time_is_read_as_people_write_it(typed, at):
    assert ClockField().clean(typed) == at


@pytest.mark.parametrize("typed", NO_TIMES)
def test_what_is_no_time_is_refused_with_one_sentence_and_kept(typed):
    with pytest.raises(forms.ValidationError) as refused:
        ClockField().clean(typed)
    assert refused.value.messages == ["Nhập giờ theo dạng 07:30."]
    assert ClockField().bound_data(typed, None) == typed


@pytest.mark.parametrize("field", [DayField, PastDayField, ClockField])
@pytest.mark.parametrize("nothing", ["", "  ", "\u00a0", None])
def test_an_empty_field_is_empty(field, nothing):
    assert field(required=False).clean(nothing) is None


def test_the_keypad_of_a_phone_has_what_separates():
    for field in (DayField(), PastDayField(), ClockField()):
        assert field.widget.attrs["inputmode"] == "text"


SHAPES = ["%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%d%m%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y"]


@given(day=st.dates(date(1900, 1, 1), date(2100, 12, 31)), shape=st.sampled_from(SHAPES))
def test_every_day_comes_back_from_every_way_to_write_it(day, shape):
    assert read_day(day.strftime(shape), near=TODAY) == day


@given(near=st.dates(date(1950, 1, 1), date(2050, 12, 31)), back=st.integers(-180, 180))
def test_a_day_without_its_year_is_the_nearest(near, back):
    day = date.fromordinal(near.toordinal() + back)
    if (day.month, day.day) != (2, 29):
        assert read_day(f"{day.day}/{day.month}", near=near) == day


@pytest.mark.parametrize(
    ("near", "day"), [(date(2027, 11, 24), date(2028, 2, 29)), (date(2025, 1, 3), date(2024, 2, 29))]
)
def test_29_february_without_its_year_is_that_of_a_leap_year_beside(near, day):
    assert read_day("29/2", near=near) == day


@given(at=st.times(), shape=st.sampled_from(["%H:%M", "%Hh%M", "%Hg%M", "%H.%M", "%H%M", "%H giờ %M phút"]))
def test_every_time_comes_back_from_every_way_to_write_it(at, shape):
    assert read_time(at.strftime(shape)) == at.replace(second=0, microsecond=0)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_read_or_refused(text):
    for field in (DayField(required=False), PastDayField(required=False), ClockField(required=False)):
        try:
            field.clean(text)
        except forms.ValidationError as error:
            refused = error
            assert len(refused.messages) == 1
