from datetime import date

import pytest

from common.workdays import working_days_after


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
    ],
)
def test_weekends_holidays_and_days_in_exchange_do_not_count(day, count, last):
    assert working_days_after(day, count) == last
