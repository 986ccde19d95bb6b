"""Rows that hold from one day until another: the first day counts, the last does not."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from cells.models import Assignment
from common.dated import ends_after_start
from common.errors import RuleError

DAY = timedelta(days=1)
SINCE, UNTIL = date(2026, 3, 5), date(2026, 3, 10)


@pytest.fixture
def row(world):
    found = world.seat.assignments.get()
    found.since = SINCE
    found.save()
    return found


@pytest.mark.parametrize(
    ("until", "days"),
    [(UNTIL, [False, True, True, False]), (None, [False, True, True, True])],
)
def test_a_row_holds_from_its_first_day_to_the_day_before_its_end(until, days, row):
    if until:
        row.end(until)
    asked = [SINCE - DAY, SINCE, UNTIL - DAY, UNTIL]
    assert [row.holds_on(day) for day in asked] == days
    assert [Assignment.objects.on(day).contains(row) for day in asked] == days


@pytest.mark.parametrize(
    ("since", "until", "meets", "open_meets"),
    [
        (SINCE - 2 * DAY, SINCE, False, False),
        (SINCE - DAY, SINCE + DAY, True, True),
        (UNTIL - DAY, UNTIL, True, True),
        (UNTIL, UNTIL + DAY, False, True),
    ],
)
def test_a_row_holds_during_a_time_with_which_it_shares_a_day(since, until, meets, open_meets, row):
    assert Assignment.objects.during(since, until).contains(row) is open_meets
    row.end(UNTIL)
    assert Assignment.objects.during(since, until).contains(row) is meets


def test_a_row_is_open_until_it_has_an_end_and_over_from_that_day(row):
    assert (Assignment.objects.open().contains(row), Assignment.objects.not_over(UNTIL).contains(row)) == (True, True)
    row.end(UNTIL)
    assert not Assignment.objects.open().contains(row)
    assert [Assignment.objects.not_over(day).contains(row) for day in (SINCE - DAY, UNTIL - DAY, UNTIL)] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(("given", "field"), [({}, "since"), ({"field": "on"}, "on")])
def test_a_row_ends_a_day_after_it_began_at_the_earliest(given, field, row):
    with pytest.raises(RuleError) as refused:
        row.end(SINCE, **given)
    assert (str(refused.value), refused.value.field) == (
        "Ngày phải sau 05/03/2026 là ngày bắt đầu của mục hiện tại.",
        field,
    )
    row.end(SINCE + DAY, **given)
    row.refresh_from_db()
    assert row.until == SINCE + DAY


@pytest.mark.django_db
def test_the_end_of_every_dated_row_is_after_its_start():
    check = ends_after_start("assignment_end")
    assert check.name == "assignment_end"
    for until in (None, SINCE + DAY):
        check.validate(Assignment, Assignment(since=SINCE, until=until))
    with pytest.raises(ValidationError, match=r"Ngày kết thúc phải sau ngày bắt đầu\."):
        check.validate(Assignment, Assignment(since=SINCE, until=SINCE))
