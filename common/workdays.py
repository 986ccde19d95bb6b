"""Working days of Vietnam: no weekend and no public holiday, Tết and days given or worked in exchange included."""

import holidays

CALENDAR = holidays.country_holidays("VN")


def working_days_after(day, count):
    """The last of `count` working days after `day`, which itself does not count (Bộ luật Dân sự, Điều 147)."""
    return CALENDAR.get_nth_working_day(day, count)
