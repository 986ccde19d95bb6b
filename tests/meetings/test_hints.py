"""Hints on minutes: who sees them, and when."""

from datetime import date

import pytest

from meetings import services
from meetings.enums import MeetingKind
from meetings.queries import hints
from tests.world import record

TALK = (
    "Chi bộ thảo luận việc tu sửa đường vào xóm; thống nhất mỗi hộ góp hai ngày công. "
    "Các đồng chí góp ý về tiến độ chuyển đổi cây trồng vụ xuân."
)
OTHER = (
    "Bàn biện pháp vận động học sinh đến lớp đầy đủ sau Tết, giao cho đồng chí phụ trách thanh niên "
    "phối hợp với nhà trường và báo cáo vào kỳ họp sau của chi bộ."
)


def told(meeting):
    return [hint.text for hint in hints.hints(meeting)]


def held(world, day, discussion="", cell=None):
    meeting = record(cell or world.cell, day, world.office, sign=False)
    if discussion:
        nothing = {"marks": {}, "reviews": {}, "tasks": [], "votes": [], "points": {}}
        services.save_minutes(
            meeting=meeting, details={"discussion": discussion}, attended=None, by=world.office, **nothing
        )
    services.sign_meeting(meeting=meeting, at=world.signed.signed_at, by=world.office)
    meeting.refresh_from_db()
    return meeting


def test_full_points_in_three_meetings_running_are_hinted_at_and_not_in_two(world):
    held(world, date(2026, 9, 3))
    assert told(world.signed) == []
    held(world, date(2026, 8, 3))
    assert told(world.signed) == ["Mọi tiêu chí đều đạt điểm tối đa trong 3 buổi liên tiếp."]


def test_one_meeting_without_full_points_ends_the_run(world):
    for month in (7, 8):
        held(world, date(2026, month, 3))
    late = record(world.cell, date(2026, 9, 3), world.office, sign=False)
    late.score.total = "99.75"
    late.score.save()
    assert told(world.signed) == []


def test_the_run_is_counted_back_by_the_days_of_meetings_of_one_kind(world):
    for month in (8, 9):
        held(world, date(2026, month, 3))
    unscored = record(world.cell, date(2026, 9, 20), world.office, kind=MeetingKind.EXTRAORDINARY)
    assert told(unscored) == []
    late = record(world.cell, date(2026, 7, 3), world.office, sign=False)  # recorded last, and met first
    late.score.total = "99.75"
    late.score.save()
    assert told(world.signed) == ["Mọi tiêu chí đều đạt điểm tối đa trong 3 buổi liên tiếp."]


@pytest.mark.parametrize(
    ("words", "kept", "share"), [(24, 20, "80"), (24, 19, ""), (20, 20, "100"), (19, 19, "")]
)  # of 24 words 20 runs of five, of which 16 stand in the first 20
def test_from_twenty_words_on_four_fifths_that_stand_in_earlier_minutes_are_a_repetition(words, kept, share, world):
    earlier = [f"a{number}" for number in range(words)]
    first = held(world, date(2025, 8, 3), ", ".join(earlier))
    held(world, date(2025, 9, 3), OTHER)
    new = [*earlier[:kept], *(f"b{number}" for number in range(words - kept))]
    sentence = f"{share}\u00a0% phần thảo luận gần như trùng nguyên văn biên bản ngày 03/08/2025."
    expected = [hints.Hint(sentence, first)] if share else []
    found = hints.hints(held(world, date(2025, 10, 3), "; ".join(new).upper()))
    assert [hint for hint in found if hint.meeting] == expected


def test_minutes_that_repeat_earlier_ones_are_hinted_at_with_the_day(world):
    first = held(world, date(2025, 8, 3), TALK)
    held(world, date(2025, 9, 3), OTHER)
    again = held(world, date(2025, 10, 3), TALK.upper().replace(",", ";"))
    found = hints.hints(again)[-1]
    assert found.text == "100\u00a0% phần thảo luận gần như trùng nguyên văn biên bản ngày 03/08/2025."
    assert found.meeting == first
    assert [hint.meeting for hint in hints.hints(held(world, date(2025, 11, 3), TALK))] == [None, again]  # the latest


@pytest.mark.parametrize(("new", "hinted"), [("", True), (" Giao đồng chí bí thư.", True), (" " + OTHER, False)])
def test_only_what_stands_almost_whole_in_one_earlier_meeting_counts(new, hinted, world):
    held(world, date(2025, 8, 3), TALK)
    later = held(world, date(2025, 10, 3), TALK + new)
    assert any("trùng" in text for text in told(later)) is hinted


def test_short_minutes_and_those_of_another_cell_or_a_later_day_are_not_compared(world):
    held(world, date(2025, 8, 3), TALK, cell=world.other_cell)
    later = held(world, date(2025, 11, 3), TALK)
    assert told(held(world, date(2025, 10, 3), TALK)) == []
    assert told(later)
    held(world, date(2025, 1, 3), "Bàn việc của xóm.")
    assert told(held(world, date(2025, 2, 3), "Bàn việc của xóm.")) == []


def test_hints_are_for_those_who_write_the_minutes_and_the_member_in_charge_alone(world, sign_in):
    for month in (8, 9):
        held(world, date(2026, month, 3))
    page = world.signed.get_absolute_url()
    for name, sees in (
        ("secretary", True), ("office", True), ("in_charge", True), ("leader", False), ("inspection", False),
    ):  # fmt: skip
        assert ("điểm tối đa trong 3 buổi" in sign_in(world.accounts[name]).get(page).content.decode()) is sees, name


def test_all_hints_cost_one_question(world, django_assert_num_queries):
    for month in range(1, 10):
        held(world, date(2026, month, 3), TALK)
    assert world.signed.score.total == 100
    with django_assert_num_queries(1):
        hints.hints(world.signed)
