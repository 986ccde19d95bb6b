"""Months by the calendar, working days across Tết, and the regulation of the day from which a clock runs."""

from datetime import date

import pytest

from cells.enums import DayKind
from cells.rules.shipped_days import announced
from common.workdays import WorkCalendar
from development.enums import CeremonyFrom, Clock
from development.models import AdmissionRules
from development.rules import clocks

NEW_FROM = date(2026, 7, 26)
OLD, NEW = AdmissionRules(), AdmissionRules(ceremony_from=CeremonyFrom.DECISION)


@pytest.fixture(scope="module")
def last_day():
    days = ((day, kind == DayKind.OFF, name, source) for day, kind, name, source in announced())
    rules = {
        "rules_on": lambda day: NEW if day >= NEW_FROM else OLD,
        "certificate_months_on": lambda day: 48 if day >= NEW_FROM else 60,
    }
    return clocks.Clocks(calendar=WorkCalendar.of(days), **rules).last_day


@pytest.mark.parametrize(
    ("since", "day", "months"),
    [
        (date(2008, 8, 31), date(2008, 9, 29), 0),
        (date(2008, 8, 31), date(2008, 9, 30), 1),
        (date(2008, 2, 29), date(2026, 2, 27), 215),
        (date(2008, 2, 29), date(2026, 2, 28), 216),
        (date(2008, 5, 10), date(2008, 5, 9), -1),
    ],
)
def test_months_are_completed_on_the_day_of_that_number_or_the_last_of_the_month(since, day, months):
    assert clocks.completed_months(since, day) == months


def test_probation_is_reckoned_from_the_ceremony_and_not_in_steps():
    leap = date(2024, 2, 29)
    assert clocks.probation_ends(leap) == date(2025, 2, 28)
    assert clocks.probation_ends(leap, prolonged=6) == date(2025, 8, 29)


def test_the_cell_considers_within_thirty_working_days_across_tet(last_day):
    """Probation from 03/02/2026 ends on 03/02/2027; Tết takes five working days."""
    assert last_day(Clock.CONSIDERED, date(2026, 2, 3)) == date(2027, 3, 24)
    assert last_day(Clock.CARD, date(2026, 2, 3)) == date(2026, 3, 24)


@pytest.mark.parametrize(
    ("clock", "extended", "last"),
    [
        (Clock.ADMISSION, False, date(2026, 5, 7)),
        (Clock.ADMISSION, True, date(2026, 5, 28)),
        (Clock.RECOGNITION, False, date(2026, 4, 13)),
        (Clock.RECOGNITION, True, date(2026, 5, 7)),
    ],
)
def test_a_decision_has_its_working_days_and_more_in_special_cases(last_day, clock, extended, last):
    assert last_day(clock, date(2026, 3, 2), extended=extended) == last


@pytest.mark.parametrize(
    ("decided_on", "received_on", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 10), date(2026, 4, 21)),
        (date(2026, 3, 2), None, date(2026, 4, 13)),
        (date(2026, 7, 24), date(2026, 7, 30), date(2026, 9, 14)),  # keeps the rules of the day on which it began
        (date(2026, 7, 27), date(2026, 7, 30), date(2026, 9, 9)),
    ],
)
def test_the_ceremony_counts_from_the_receipt_or_under_the_new_regulation_from_the_decision(
    last_day, decided_on, received_on, last
):
    assert last_day(Clock.CEREMONY, decided_on, received_on=received_on) == last


def test_admission_once_more_waits_for_36_months_or_60_after_a_sentence():
    assert clocks.readmission_from(date(2023, 2, 28)) == date(2026, 2, 28)
    assert clocks.readmission_from(date(2021, 2, 28), cleared=True) == date(2026, 2, 28)


@pytest.mark.parametrize(
    ("clock", "start", "about", "last"),
    [
        (Clock.CERTIFICATE, date(2024, 2, 29), {}, date(2029, 2, 28)),
        (Clock.CERTIFICATE, NEW_FROM, {}, date(2030, 7, 26)),  # by the rule of the day on which it was issued
        (Clock.ADMISSION, date(2026, 3, 2), {}, date(2026, 5, 7)),
        (Clock.RECOGNITION, date(2026, 3, 2), {}, date(2026, 4, 13)),
        (Clock.PAPERS, date(2026, 3, 31), {}, date(2027, 3, 31)),
        (Clock.PROBATION, date(2026, 2, 3), {}, date(2027, 2, 3)),
        (Clock.PROBATION, date(2026, 2, 3), {"prolonged": 6}, date(2027, 8, 3)),
        (Clock.CONSIDERED, date(2026, 2, 3), {"prolonged": 6}, date(2027, 9, 16)),  # two days off in September
        (Clock.READMISSION, date(2023, 2, 28), {}, date(2026, 2, 28)),
        (Clock.READMISSION, date(2021, 2, 28), {"cleared": True}, date(2026, 2, 28)),
    ],
)
def test_clocks_of_months_and_years_end_on_the_day_of_that_number(last_day, clock, start, about, last):
    assert last_day(clock, start, **about) == last
