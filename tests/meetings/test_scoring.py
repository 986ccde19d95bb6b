from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest

from meetings import queries, services
from meetings.enums import Band, MeetingKind, TaskState
from meetings.models import Criterion, Edition, Threshold
from meetings.queries.recorded import Recorded
from meetings.queries.roll import Turnout
from meetings.rules import scoring
from meetings.rules import shipped_sheets as sheets
from meetings.rules.scoring import MeetingRating, ScoreFacts
from meetings.rules.tasks import TaskShare, task_share
from members.enums import EventKind
from tests.world import TODAY, as_published, happen


def thresholds(lines):
    return [Threshold(position=n, **line) for n, line in enumerate(lines)]


def points(lines, **facts):
    proposal = scoring.propose(thresholds(lines), ScoreFacts(**facts))
    return proposal and proposal.points


CAME = Turnout(
    numerator=3, denominator=4, excused=0, unexcused=1, not_recorded=0, left_out=0, roll=4, members=4, spoke=2,
    attending=3,
)  # fmt: skip
PROVED = {"present": 3, "base": 4, "unexcused": 1, "excused_run": 0, "spoke": 2, "attending": 3}
NOTHING = dict.fromkeys(PROVED)


@pytest.mark.parametrize(
    ("came", "proved"),
    [
        (CAME, PROVED),
        (replace(CAME, roll=1), PROVED),
        (replace(CAME, roll=0), NOTHING),
        (replace(CAME, not_recorded=1), NOTHING),
        (replace(CAME, numerator=0, denominator=0), PROVED | {"present": None, "base": None}),
        (replace(CAME, spoke=0, attending=0), PROVED | {"spoke": None, "attending": None}),
    ],
)
def test_a_roll_proves_what_it_holds_once_nobody_is_missing_on_it(came, proved):
    edition = Edition(minutes_regular=90, minutes_combined=120, large_from=30, minutes_large=130)

    def told(came, share=None, **facts):
        facts = {"minutes": 100, "kind": MeetingKind.REGULAR, "combined": False, "edition": edition} | facts
        recorded = SimpleNamespace(
            meeting=SimpleNamespace(**facts), turnout=came, roll=[], task_share=share or TaskShare()
        )
        return queries.facts(recorded)

    assert told(came) == ScoreFacts(minutes=100, minutes_required=90, **proved)
    assert told(came, TaskShare(0, 2)) == ScoreFacts(100, 90, **proved, tasks=2, tasks_done=0)
    large = replace(came, members=30)
    assert [told(came, combined=True).minutes_required, told(large).minutes_required] == [120, 130]


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
    proposal = scoring.propose(thresholds(sheets.ATTENDANCE), ScoreFacts(present=9, base=10, unexcused=0))
    assert proposal.reason == "9/10 dự họp (90\u00a0%); 0 vắng không lý do"


EVERY_CONDITION = {
    "max_minutes_short": 15, "min_time": 50, "min_attendance": 60, "max_unexcused": 1, "max_excused_run": 2,
    "min_spoke": 30, "over_spoke": 20, "min_tasks_done": 50,
}  # fmt: skip
JUST_ENOUGH = {
    "minutes": 75, "minutes_required": 90, "present": 3, "base": 5, "unexcused": 1, "excused_run": 2,
    "spoke": 1, "attending": 3, "tasks": 2, "tasks_done": 1,
}  # fmt: skip


def test_a_proposal_names_every_fact_that_its_conditions_ask_for_once():
    proposal = scoring.propose(thresholds([EVERY_CONDITION | {"points": 7}]), ScoreFacts(**JUST_ENOUGH))
    assert (proposal.points, proposal.reason) == (
        7,
        "75 phút, yêu cầu 90 phút; 3/5 dự họp (60\u00a0%); 1 vắng không lý do; "
        "vắng có lý do nhiều nhất 2 kỳ liên tiếp; 1/3 người có mặt phát biểu (33,3\u00a0%); "
        "1/2 nhiệm vụ đến hạn hoặc xong sớm đã hoàn thành (50\u00a0%)",
    )


@pytest.mark.parametrize(
    ("condition", "worse"),
    [
        ("max_minutes_short", {"minutes": 74}),
        ("min_time", {"minutes": 44}),
        ("min_attendance", {"present": 2}),
        ("max_unexcused", {"unexcused": 2}),
        ("max_excused_run", {"excused_run": 3}),
        ("min_spoke", {"spoke": 0}),
        ("over_spoke", {"attending": 5}),
        ("min_tasks_done", {"tasks_done": 0}),
    ],
)
def test_points_are_given_only_where_every_condition_holds_and_no_other_fact_is_asked_for(condition, worse):
    alone = [{condition: EVERY_CONDITION[condition], "points": 7}]
    assert points(alone, **JUST_ENOUGH) == 7
    assert points(alone, **JUST_ENOUGH | worse) is None
    for fact in scoring.CONDITIONS[condition][0]:
        assert points(alone, **JUST_ENOUGH | {fact: None}) is None
    asked = {fact: JUST_ENOUGH[fact] for fact in scoring.CONDITIONS[condition][0]}
    assert points(alone, **asked) == 7


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("max_minutes_short", "75 phút, yêu cầu 90 phút"),
        ("min_time", "75 phút, yêu cầu 90 phút"),
        ("min_attendance", "3/5 dự họp (60\u00a0%)"),
        ("max_unexcused", "1 vắng không lý do"),
        ("max_excused_run", "vắng có lý do nhiều nhất 2 kỳ liên tiếp"),
        ("min_spoke", "1/3 người có mặt phát biểu (33,3\u00a0%)"),
        ("over_spoke", "1/3 người có mặt phát biểu (33,3\u00a0%)"),
        ("min_tasks_done", "1/2 nhiệm vụ đến hạn hoặc xong sớm đã hoàn thành (50\u00a0%)"),
    ],
)
def test_each_condition_alone_has_its_own_fact_told_and_no_other(condition, reason):
    alone = thresholds([{condition: EVERY_CONDITION[condition], "points": 7}])
    assert scoring.propose(alone, ScoreFacts(**JUST_ENOUGH)).reason == reason


def test_a_share_of_nobody_is_none_and_falls_short_of_nothing():
    lines = [{"min_attendance": 90, "min_tasks_done": 90, "points": 4}]
    proposal = scoring.propose(thresholds(lines), ScoreFacts(present=0, base=0, tasks=0, tasks_done=0))
    assert (proposal.points, proposal.reason) == (
        4,
        "0/0 dự họp (–); 0/0 nhiệm vụ đến hạn hoặc xong sớm đã hoàn thành (–)",
    )


def criterion(most, *, code="", gate="", parent=None):
    return Criterion(code=code, max_points=Decimal(most), gate=gate, parent=parent)


def test_without_a_thematic_part_the_rest_is_rescaled_to_100():
    without, whole = [(criterion(95), Decimal("85.5"))], [(criterion(100), Decimal("85.5"))]
    assert scoring.total(without, rescaled=True) == Decimal("90.00")
    assert scoring.total(without, rescaled=False) == Decimal("90.50")
    assert scoring.total(whole, rescaled=True) == scoring.total(whole, rescaled=False) == Decimal("85.50")


def test_half_a_hundredth_of_a_point_is_rounded_up():
    assert scoring.total([(criterion(80), Decimal("72.02"))], rescaled=True) == Decimal("90.03")  # 90.025


def test_full_marks_of_a_month_without_theme_are_100():
    for rescaled in (True, False):
        assert scoring.total([(criterion(95), Decimal(95))], rescaled=rescaled) == 100


def test_a_meeting_is_rated_when_every_criterion_has_points():
    assert scoring.rate(Edition(), [(criterion(60), Decimal(60)), (criterion(40), None)]) is None
    assert scoring.rate(Edition(), []) is None
    assert scoring.rate(Edition(), [(criterion(60), Decimal(60)), (criterion(40), Decimal(30))]) == MeetingRating(
        Decimal("90.00"), Band.GOOD, Band.GOOD
    )


@pytest.mark.parametrize(("rescaled", "whole", "band"), [(True, "89.47", Band.FAIR), (False, "90.00", Band.GOOD)])
def test_what_was_not_held_counts_in_the_band_as_the_edition_says(rescaled, whole, band):
    rating = scoring.rate(Edition(rescaled=rescaled), [(criterion(95), Decimal(85))])
    assert rating == MeetingRating(Decimal(whole), band, band)


@pytest.mark.parametrize(
    ("time", "rest", "earned", "band", "fell"),
    [
        (5, 85, Band.GOOD, Band.GOOD, False),  # the gate is passed
        ("4.99", 95, Band.GOOD, Band.FAIR, True),
        (4, 86, Band.GOOD, Band.FAIR, True),
        (4, "85.99", Band.FAIR, Band.FAIR, False),  # nothing was lost at a gate of Good
        (0, 70, Band.FAIR, Band.FAIR, False),
        (0, 69, Band.AVERAGE, Band.AVERAGE, False),
    ],
)
def test_without_full_points_at_a_gate_of_good_the_meeting_is_fair(time, rest, earned, band, fell):
    gate, other = criterion(5, code="time", gate=Band.GOOD), criterion(95, code="rest")
    rating = scoring.rate(Edition(), [(gate, Decimal(time)), (other, Decimal(rest))])
    assert (rating.earned, rating.band, rating.missed) == (earned, band, (gate,) if fell else ())


def test_a_gate_of_fair_lets_a_meeting_fall_to_average_however_many_points_it_has():
    gate, other = criterion(5, code="a", gate=Band.FAIR), criterion(5, code="b", gate=Band.GOOD)
    rest = criterion(90, code="c")
    rating = scoring.rate(Edition(), [(gate, Decimal(4)), (other, Decimal(4)), (rest, Decimal(90))])
    assert (rating.band, rating.missed) == (Band.AVERAGE, (gate, other))
    rating = scoring.rate(Edition(), [(gate, Decimal(5)), (other, Decimal(4)), (rest, Decimal(90))])
    assert (rating.band, rating.missed) == (Band.FAIR, (other,))


def test_a_group_is_full_when_all_its_parts_are():
    group = criterion(10, code="group", gate=Band.GOOD)
    parts = [criterion(5, code="one", parent=group), criterion(5, code="two", parent=group)]
    rest = criterion(90, code="rest")
    full = [(part, Decimal(5)) for part in parts]
    assert scoring.rate(Edition(), [*full, (rest, Decimal(88))]).missed == ()
    short = [(parts[0], Decimal(5)), (parts[1], Decimal(4)), (rest, Decimal(90))]
    assert scoring.rate(Edition(), short).missed == (group,)


def test_thresholds_are_told_in_words():
    told = [scoring.in_words(threshold) for threshold in thresholds(sheets.TIME + sheets.ATTENDANCE[:1])]
    assert told == [
        "đủ thời gian",
        "thiếu không quá 15 phút",
        "thiếu không quá 30 phút",
        "đạt ít nhất 50\u00a0% thời gian",
        "các trường hợp còn lại",
        "dự họp ít nhất 90\u00a0%, không ai vắng không lý do",
    ]


def test_every_condition_is_told_in_words_with_its_bound():
    assert scoring.in_words(thresholds([EVERY_CONDITION])[0]) == (
        "thiếu không quá 15 phút, đạt ít nhất 50\u00a0% thời gian, dự họp ít nhất 60\u00a0%, "
        "không quá 1 người vắng không lý do, không ai vắng có lý do quá 2 lần liên tiếp, "
        "ít nhất 30\u00a0% người dự phát biểu, trên 20\u00a0% người dự phát biểu, "
        "ít nhất 50\u00a0% nhiệm vụ hoàn thành"
    )
    assert scoring.in_words(thresholds([{"max_excused_run": 0}])[0]) == "không ai vắng có lý do quá 0 lần liên tiếp"


@pytest.mark.parametrize(
    ("percent", "run", "expected"),
    [(90, 3, 5), (90, 4, 4), (89, 3, 4), (89, 4, 3), (74, 0, 3), (74, 4, 2), (64, 0, 2), (64, 4, 1)],
)
def test_both_sheets_give_the_same_points_for_attendance(percent, run, expected):
    facts = {"present": percent, "base": 100, "unexcused": 0, "excused_run": run}
    assert points(sheets.ATTENDANCE_OF_FIVE, **facts) == expected
    assert points(sheets.ATTENDANCE, **facts) + points(sheets.NOT_OFTEN_EXCUSED, **facts) == expected


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


@pytest.mark.parametrize("proposed", [None, Decimal(5)])
def test_where_no_points_are_given_there_is_nothing_to_explain(proposed):
    assert scoring.needs_note(SimpleNamespace(proposed=proposed, points=None), criterion(10)) is False


MET, NEXT_MET = date(2026, 9, 4), date(2026, 10, 5)


@pytest.mark.parametrize(
    ("found", "share"),
    [
        ([], TaskShare(0, 0)),
        ([(1, MET, MET, "")], TaskShare(0, 1)),  # due on the day
        ([(1, MET + timedelta(days=1), MET, "")], TaskShare(0, 0)),  # not due yet
        ([(1, MET + timedelta(days=1), MET, TaskState.DONE)], TaskShare(1, 1)),  # done before it was due
        ([(1, MET, MET, TaskState.LATE), (1, MET, NEXT_MET, TaskState.DONE)], TaskShare(1, 1)),  # once, late
        ([(1, NEXT_MET, MET, ""), (1, NEXT_MET, NEXT_MET, ""), (2, MET, MET, TaskState.DONE)], TaskShare(1, 2)),
    ],
)
def test_a_task_counts_once_when_it_is_due_by_a_meeting_or_done_before(found, share):
    assert task_share(found) == share


def test_the_share_of_tasks_is_of_those_that_count():
    assert (TaskShare(1, 4).share, TaskShare(1, 4).in_words) == (
        0.25,
        "1/4 nhiệm vụ đến hạn hoặc xong sớm đã hoàn thành (25\u00a0%)",
    )
    assert (TaskShare(0, 0).share, TaskShare(0, 1).share) == (None, 0)


@pytest.mark.parametrize(
    ("kind", "combined", "members", "minutes"),
    [
        (MeetingKind.REGULAR, False, 29, 90),
        (MeetingKind.REGULAR, False, 30, 115),
        (MeetingKind.REGULAR, True, 29, 120),
        (MeetingKind.REGULAR, True, 30, 120),
        (MeetingKind.THEMATIC, False, 30, None),
        (MeetingKind.EXTRAORDINARY, False, 30, None),
    ],
)
def test_a_large_cell_meets_longer_where_the_edition_says_so(kind, combined, members, minutes):
    edition = Edition(large_from=30, minutes_large=115)
    assert edition.minutes_required(kind=kind, combined=combined, members=members) == minutes


def test_no_cell_is_large_where_the_edition_says_nothing():
    assert Edition().minutes_required(kind=MeetingKind.REGULAR, combined=False, members=500) == 90


@pytest.mark.parametrize(("large_from", "minutes"), [(6, 115), (7, 90)])
def test_large_is_a_cell_by_its_own_members_the_exempt_among_them_and_guests_not(world, large_from, minutes):
    guest = world.other_members[1]
    happen(guest, EventKind.GO_AWAY, date(2026, 6, 1), until=date(2027, 1, 1), cell=world.cell)
    as_published(world.edition, large_from=large_from, minutes_large=115)
    facts = {"cell": world.cell, "kind": MeetingKind.REGULAR, "held_on": date(2026, 9, 4), "today": TODAY}
    meeting = services.start_meeting(by=None, **facts)
    assert meeting.roll.filter(member=guest, guest=True).exists()
    assert queries.facts(Recorded(meeting)).minutes_required == minutes


@pytest.mark.parametrize("sheet", [sheets.HD_42, sheets.AN_PHU])
def test_a_shipped_sheet_adds_up_to_100_and_groups_to_their_parts(sheet):
    assert sum(line[2] for line in sheet) == 100
    for line in sheet:
        parts = [part for part in line[3] if isinstance(part, tuple)]
        assert not parts or sum(part[2] for part in parts) == line[2]
