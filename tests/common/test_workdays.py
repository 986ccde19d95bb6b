from datetime import date

import pytest

from cells.enums import DayKind
from cells.rules.shipped_days import announced
from common.workdays import WorkCalendar

CALENDAR = WorkCalendar.of((day, kind == DayKind.OFF, name, source) for day, kind, name, source in announced())


@pytest.mark.parametrize(
    ("day", "count", "last"),
    [
        (date(2026, 11, 16), 2, date(2026, 11, 18)),  # Monday, an ordinary week
        (date(2026, 11, 12), 2, date(2026, 11, 16)),  # Thursday: Friday and Monday
        (date(2026, 11, 14), 2, date(2026, 11, 17)),  # received on a Saturday: Monday and Tuesday
        (date(2027, 2, 1), 2, date(2027, 2, 3)),  # the last two days before Tết 2027
        (date(2027, 2, 2), 2, date(2027, 2, 11)),  # 04/02 to 10/02/2027 are Tết, the days given for a weekend included
        (date(2027, 2, 3), 1, date(2027, 2, 11)),
        (date(2027, 4, 29), 2, date(2027, 5, 5)),  # 30/04, the weekend, 03/05 in exchange for 01/05
        (date(2026, 8, 21), 1, date(2026, 8, 22)),  # a Saturday that is worked in exchange for 31/08
        (date(2026, 8, 28), 1, date(2026, 9, 3)),  # 31/08 given, 01/09 and 02/09 public holidays
        (date(2025, 12, 31), 1, date(2026, 1, 5)),  # 02/01 given in exchange for Saturday 10/01
        (date(2026, 1, 9), 1, date(2026, 1, 10)),
        (date(2025, 4, 29), 1, date(2025, 5, 5)),  # 02/05 given in exchange for Saturday 26/04
        (date(2026, 11, 23), 1, date(2026, 11, 25)),  # 24/11, the day of culture
        (date(2026, 11, 16), 0, date(2026, 11, 16)),
    ],
)
def test_weekends_holidays_and_days_in_exchange_do_not_count(day, count, last):
    assert CALENDAR.working_days_after(day, count) == last


def test_a_year_is_announced_when_every_day_of_it_has_a_document():
    day = date(2028, 1, 3)
    half = WorkCalendar.of(
        [
            (day, True, "A", "TB 1"),
            (date(2028, 1, 4), True, "B", ""),
            (date(2028, 1, 5), True, "D", "TB 1"),
            (date(2027, 1, 1), True, "C", "x"),
        ]
    )
    assert half.not_announced(date(2027, 12, 31), date(2029, 1, 1)) == [2028, 2029]
    assert half.not_announced(date(2027, 1, 1), date(2027, 12, 31)) == []
    assert (half.why_off(day), half.why_off(date(2028, 1, 8))) == ("A", "")
