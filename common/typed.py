"""Days and times as people write them. `static/app.js` reads them in the same way, to show them in full at once."""

import re
from datetime import date, time

from common.text import one_line

AHEAD = 10  # years: a year of two digits lies at most so far ahead
WORDS = re.compile(r"\b(?:ngày|mùng|mồng|tháng|năm)\b", re.IGNORECASE)
BETWEEN = re.compile(r" ?[/.,\-–] ?| ")
RUN = re.compile(r"(\d\d)(\d\d)(\d{4}|\d\d)", re.ASCII)
MONTH_RUN = re.compile(r"(\d\d)((?:19|20)\d\d)", re.ASCII)
CLOCK = re.compile(
    r"(\d{1,2})(?: ?(?:h:|[:.,;\-]|h|g|giờ| ) ?(\d\d)(?: ?(?:phút|ph?|'|:00))?| ?(?:h|g|giờ))?", re.ASCII
)
HOUR_LAST = re.compile(r"([.:,]\d\d) ?h$", re.ASCII)
CLOCK_RUN = re.compile(r"(\d{1,2})(\d\d)", re.ASCII)


def numbers(text):
    """The numbers of a date as they were written, the day first: "3.11.26" is ["3", "11", "26"].

    Raises ValueError where there is anything else.
    """
    text = one_line(WORDS.sub(" ", one_line(text))).strip(" .,")
    run = MONTH_RUN.fullmatch(text) or RUN.fullmatch(text)
    parts = list(run.groups()) if run else BETWEEN.split(text)
    if not all(part.isascii() and part.isdigit() for part in parts):
        raise ValueError
    return parts[::-1] if len(parts[0]) == 4 else parts


def full_year(year, latest):
    """The year that is written with four digits, or with two: then the last one that is not after `latest`."""
    if len(year) == 4:
        return int(year)
    if len(year) != 2:
        raise ValueError
    return latest - (latest - int(year)) % 100


def read_day(text, *, near, least=None, most=None):
    """The day written in `text`; one without a year is the nearest to `near` from `least` to `most`.

    Raises ValueError where that is no day.
    """
    day, month, *year = numbers(text)
    if len(day) > 2 or len(month) > 2 or len(year) > 1:
        raise ValueError
    if year:
        return date(full_year(year[0], most.year if most else near.year + AHEAD), int(month), int(day))
    found = [each for each in _in_years_around(near, int(month), int(day)) if (least or each) <= each <= (most or each)]
    return min(found, key=lambda each: abs(each - near))


def _in_years_around(near, month, day):
    for year in (near.year - 1, near.year, near.year + 1):
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def read_time(text):
    """The time written in `text`: 07:30, 7h30, 19g30, 9.30, 930, 7h or 7. Raises ValueError where that is no time."""
    text = HOUR_LAST.sub(r"\1", one_line(text).lower())
    match = CLOCK.fullmatch(text) or CLOCK_RUN.fullmatch(text)
    if not match:
        raise ValueError
    return time(int(match[1]), int(match[2] or 0))
