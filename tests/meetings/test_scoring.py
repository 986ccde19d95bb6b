from decimal import Decimal
from types import SimpleNamespace

import pytest

from meetings import scoring, sheets
from meetings.enums import Band
from meetings.models import Edition, Step
from meetings.scoring import Facts


def steps(lines):
    return [Step(position=n, **line) for n, line in enumerate(lines)]


def points(lines, **facts):
    proposal = scoring.propose(steps(lines), Facts(**facts))
    return proposal and proposal.points


@pytest.mark.parametrize(
    ("total", "band"),
    [
        ("90", Band.GOOD),
        ("89.99", Band.FAIR),
        ("89.5", Band.FAIR),
        ("70", Band.FAIR),
        ("69.99", Band.AVERAGE),
        ("50", Band.AVERAGE),
        ("49.99", Band.POOR),
        ("0", Band.POOR),
        ("100", Band.GOOD),
    ],
)
def test_the_lower_edge_belongs_to_the_band_above(total, band):
    assert Edition().band(Decimal(total)) == band


@pytest.mark.parametrize(
    ("minutes", "required", "expected"),
    [
        (150, 90, 5),
        (90, 90, 5),
        (89, 90, 4),
        (75, 90, 4),
        (74, 90, 3),
        (60, 90, 3),
        (59, 90, 2),
        (45, 90, 2),
        (44, 90, 1),
        (120, 120, 5),
        (119, 120, 4),
        (90, 120, 3),
        (89, 120, 2),
        (60, 120, 2),
        (59, 120, 1),
    ],
)
def test_time_loses_points_by_the_minutes_that_are_short(minutes, required, expected):
    assert points(sheets.TIME, minutes=minutes, minutes_required=required) == expected


@pytest.mark.parametrize(
    ("present", "base", "unexcused", "expected"),
    [
        (9, 10, 0, 4),
        (899, 1000, 0, 3),
        (75, 100, 0, 3),
        (74, 100, 0, 2),
        (65, 100, 0, 2),
        (64, 100, 0, 1),
        (19, 20, 1, 1),
        (20, 20, 0, 4),
    ],
)
def test_attendance_goes_by_share_and_one_absence_without_reason_costs_all(present, base, unexcused, expected):
    assert points(sheets.ATTENDANCE, present=present, base=base, unexcused=unexcused) == expected


@pytest.mark.parametrize(("run", "expected"), [(0, 1), (3, 1), (4, 0)])
def test_the_extra_point_is_lost_by_the_fourth_absence_with_reason_in_a_row(run, expected):
    assert points(sheets.NOT_OFTEN_EXCUSED, excused_run=run) == expected


@pytest.mark.parametrize(("spoke", "expected"), [(51, 5), (50, 4), (40, 4), (39, 3), (30, 3), (29, 2), (0, 2)])
def test_speakers_count_of_those_present(spoke, expected):
    assert points(sheets.SPEAKERS, spoke=spoke, attending=100) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [(100, 30), (90, 30), (89, 27), (80, 27), (79, 24), (70, 24), (69, 20), (60, 20), (59, 15), (50, 15), (49, 10)],
)
def test_the_last_resolution_counts_by_the_share_of_tasks_done(done, expected):
    assert points(sheets.RESULT, tasks=100, tasks_done=done) == expected


def test_nothing_is_proposed_while_a_fact_is_unknown():
    assert points(sheets.TIME, minutes=None, minutes_required=90) is None
    assert points(sheets.RESULT) is None
    assert points(sheets.ATTENDANCE, present=9, base=10) is None


def test_a_proposal_says_why():
    proposal = scoring.propose(steps(sheets.ATTENDANCE), Facts(present=9, base=10, unexcused=0))
    assert proposal.reason == "9/10 dự họp (90,0 %); 0 vắng không lý do"


def criterion(most, thematic=False):
    return SimpleNamespace(max_points=Decimal(most), thematic_only=thematic)


def test_without_a_thematic_part_the_rest_is_rescaled_to_100():
    lines = [(criterion(95), Decimal("85.5")), (criterion(5, thematic=True), Decimal(0))]
    assert scoring.total(lines, thematic=False, rescaled=True) == Decimal("90.00")
    assert scoring.total(lines, thematic=False, rescaled=False) == Decimal("90.50")
    assert scoring.total(lines, thematic=True, rescaled=True) == Decimal("85.50")


def test_full_marks_of_a_month_without_theme_are_100():
    lines = [(criterion(95), Decimal(95)), (criterion(5, thematic=True), Decimal(0))]
    assert scoring.total(lines, thematic=False, rescaled=True) == 100


@pytest.mark.parametrize(
    ("proposed", "given", "needed"),
    [
        (None, "10", False),
        (None, "9.99", True),
        ("5", "5", False),
        ("4", "4", False),
        ("4", "5", True),
        ("5", "4", True),
    ],
)
def test_points_lost_or_other_than_proposed_need_a_note(proposed, given, needed):
    line = SimpleNamespace(proposed=proposed and Decimal(proposed), points=Decimal(given))
    assert scoring.needs_note(line, criterion(10 if proposed is None else 5)) is needed


@pytest.mark.parametrize("sheet", [sheets.HD_42, sheets.AN_PHU])
def test_a_shipped_sheet_adds_up_to_100_and_groups_to_their_parts(sheet):
    assert sum(line[2] for line in sheet) == 100
    for line in sheet:
        parts = [part for part in line[3] if isinstance(part, tuple)]
        assert not parts or sum(part[2] for part in parts) == line[2]
