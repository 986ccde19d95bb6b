"""The month board: what a cell owes of a month on each day, and which meeting stands for the month."""

from datetime import date, timedelta

import pytest

from cells import services as structure
from common.periods import Period
from meetings.models import Edition
from meetings.queries.board import (
    BoardEntry,
    MonthState,
    month_board,
    on_time_by,
    on_time_day,
    standing_for_month,
)
from meetings.queries.signed import MeetingFacts
from tests.world import LONG_AGO, TODAY, as_published

MAY, JUNE = Period("M", 2026, 5), Period("M", 2026, 6)


def held(day, state="signed", **facts):
    facts = {"pk": 1, "cell_id": 1, "kind": "regular", "held_on": day, "state": state} | facts
    return MeetingFacts(**dict.fromkeys(MeetingFacts._fields) | facts)


@pytest.mark.parametrize(
    ("today", "meeting", "state"),
    [
        (date(2026, 4, 30), None, MonthState.NOT_EXPECTED),
        (date(2026, 5, 1), None, MonthState.DUE),
        (date(2026, 5, 7), None, MonthState.DUE),
        (date(2026, 5, 8), None, MonthState.OVERDUE),
        (date(2026, 5, 31), None, MonthState.OVERDUE),
        (date(2026, 6, 1), None, MonthState.MISSING),
        (date(2026, 6, 1), held(date(2026, 5, 7)), MonthState.HELD),
        (date(2026, 6, 1), held(date(2026, 5, 8)), MonthState.LATE),
        (date(2026, 6, 1), held(date(2026, 5, 8), "draft"), MonthState.UNSIGNED),
        (date(2026, 6, 1), held(date(2025, 5, 7)), MonthState.MISSING),  # of another year
        (date(2026, 6, 1), held(date(2026, 5, 7), kind="thematic"), MonthState.MISSING),
        (date(2026, 6, 1), held(date(2026, 5, 7), cell_id=0), MonthState.MISSING),
    ],
)
def test_a_month_is_due_overdue_missing_or_held_by_its_days(today, meeting, state, world):
    meeting = meeting and meeting._replace(cell_id=meeting.cell_id and world.cell.pk)
    board = month_board(cells=[world.cell], months=[MAY], today=today, on_time_day=7, held=[meeting] if meeting else [])
    there = None if state == MonthState.MISSING else meeting
    assert board == {(world.cell.pk, MAY): BoardEntry(state, there)}


def test_a_month_is_owed_by_who_was_at_work_on_its_last_day_on_time(world, django_assert_num_queries):
    cells = [
        structure.found_cell(commune=world.commune, name=f"Mới {day:%d}", founded_on=day, by=None)
        for day in (date(2026, 5, 7), date(2026, 5, 8))
    ]
    with django_assert_num_queries(2):
        board = month_board(cells=cells, months=[MAY, JUNE], today=TODAY, on_time_day=7)
    told = [[board[cell.pk, month].state for month in (MAY, JUNE)] for cell in cells]
    assert told == [["missing", "missing"], ["not_expected", "missing"]]


def test_the_board_reads_the_regular_meetings_of_its_months(world):
    october, november = Period("M", 2026, 10), Period("M", 2026, 11)
    board = month_board(cells=[world.cell], months=[october, november], today=TODAY, on_time_day=2)
    told = {month: (entry.state, entry.meeting.pk) for (_cell, month), entry in board.items()}
    assert told == {october: ("late", world.signed.pk), november: ("unsigned", world.draft.pk)}


def test_of_several_the_first_that_is_signed_stands_for_the_month_else_the_first():
    days = [date(2026, 5, day) for day in (2, 9, 16)]
    drafts = [held(day, "draft") for day in days]
    signed = [drafts[0], *(held(day) for day in days[1:])]
    key = (1, 2026, 5)
    assert standing_for_month(drafts) == {key: drafts[0]}
    assert standing_for_month(signed) == {key: signed[1]}
    assert standing_for_month([held(days[0], kind="thematic")]) == {}


def test_only_a_whole_score_of_signed_minutes_is_told(world):
    whole = held(date(2026, 5, 7), cell_id=world.cell.pk, total=90, band="tot")
    about = {"cells": [world.cell], "months": [MAY], "today": TODAY, "on_time_day": 7}
    told = ([whole], [whole._replace(total=None)], [whole._replace(state="draft")], [])
    entries = [month_board(**about, held=meetings)[world.cell.pk, MAY] for meetings in told]
    assert [entry.score for entry in entries] == [whole, None, None, None]


def test_on_time_is_a_rule_of_the_edition_in_force_and_else_the_seventh_day(world):
    assert on_time_by(None) == 7
    assert on_time_by(Edition(on_time_day=3)) == 3
    as_published(world.edition, on_time_day=3)
    assert on_time_day([world.cell], TODAY) == 3
    assert on_time_day([world.cell], LONG_AGO - timedelta(days=9999)) == on_time_day([], TODAY) == 7


def test_what_is_owed_is_bad_and_what_is_late_is_marked():
    tones = ["ok", "warn", "warn", "bad", "bad", "info", ""]
    assert [state.tone for state in MonthState] == tones
