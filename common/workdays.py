"""Working days of Vietnam: no weekend and no public holiday, Tết and days given or worked in exchange included."""

import holidays

# Filled in advance: two requests at once must not read a year that is half there.
CALENDAR = holidays.country_holidays("VN", language="vi", years=range(2020, 2041))


def is_working_day(day):
    return CALENDAR.is_working_day(day)


def public_holiday(day):
    """The name of the public holiday on `day`, or an empty text."""
    return CALENDAR.get(day, "")


def working_days_after(day, count):
    """The last of `count` working days after `day`, which itself does not count (Bộ luật Dân sự, Điều 147)."""
    return CALENDAR.get_nth_working_day(day, count)
