"""What minutes still lack before they can be signed: at which step, beside which input, in which sentence."""

from datetime import date, timedelta

import pytest

from meetings import services
from meetings.enums import Mark, MeetingKind
from meetings.models import Meeting, Task, Vote
from meetings.queries.progress import what_is_missing
from meetings.queries.recorded import Recorded
from meetings.services import MarkEntry
from tests.world import record

DAY = date(2026, 9, 3)
HOURS = "Nhập giờ bắt đầu và giờ kết thúc."
PEOPLE = "Chọn người chủ trì và thư ký."
AWAY = "Người chủ trì và thư ký phải được điểm danh là có mặt."
TEXT = "Hãy ghi nội dung thảo luận hoặc kết luận."
DUE = "Thời hạn của nhiệm vụ phải từ ngày họp trở đi."


def recorded(meeting):
    return Recorded(Meeting.objects.select_related("cell", "edition", "score").get(pk=meeting.pk))


def told(found, **values):
    """What is missing where the meeting has these values besides."""
    for name, value in values.items():
        setattr(found.meeting, name, value)
    return [(one.step, one.field, one.sentence) for one in what_is_missing(found)]


@pytest.fixture
def whole(world):
    """Minutes that lack nothing: two official members present, one exempt."""
    return recorded(record(world.other_cell, DAY, world.office, sign=False))


def test_of_minutes_just_begun_everything_is_missing_in_the_order_of_the_steps(world):
    first, second, *_rest = lines = list(world.draft.roll.order_by("member__sort_key"))
    services.save_minutes(meeting=world.draft, marks={first.pk: MarkEntry(Mark.EXCUSED, "ốm")}, by=world.office)
    found = recorded(world.draft)
    blank = [criterion for criterion, line in found.score_lines if line.points is None]
    assert len(lines) == 6
    assert len(blank) > 1
    assert told(found, chair_id=first.member_id) == [
        ("preparation", "starts_at", HOURS),
        ("preparation", "clerk", PEOPLE),
        ("roll", f"roll-{second.pk}", "4 đảng viên chưa được điểm danh."),
        ("roll", "all_present", "Chưa ghi ai có mặt."),
        ("tasks", f"review-{found.earlier_tasks[0].pk}-state_0", "1 nhiệm vụ của kỳ trước chưa được đánh giá."),
        ("resolution", "discussion", TEXT),
        ("score", f"points-{blank[0].pk}-points", f"Chưa có điểm: {'; '.join(each.name for each in blank)}."),
    ]


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({}, []),
        ({"starts_at": None}, [("preparation", "starts_at", HOURS)]),
        ({"ends_at": None}, [("preparation", "ends_at", HOURS)]),
        ({"chair_id": None}, [("preparation", "chair", PEOPLE)]),
        ({"clerk_id": None}, [("preparation", "clerk", PEOPLE)]),
        ({"chair_id": -1}, [("preparation", "chair", AWAY)]),
        ({"clerk_id": -1}, [("preparation", "clerk", AWAY)]),
        ({"discussion": ""}, [("resolution", "discussion", TEXT)]),
        ({"discussion": "", "conclusion": "Nhất trí."}, []),
        ({"discussion": "", "kind": MeetingKind.EXTRAORDINARY}, []),
    ],
)
def test_hours_people_and_a_text_of_a_regular_meeting_must_be_there(values, missing, whole):
    assert told(whole, **values) == missing


@pytest.mark.parametrize(("days", "missing"), [([0, 1], []), ([0, -1, -2], [("resolution", "task-1-text", DUE)])])
def test_a_task_is_due_on_the_day_of_the_meeting_or_later(days, missing, whole):
    whole.tasks = [Task(pk=number, due_on=DAY + timedelta(days=each)) for number, each in enumerate(days)]
    assert told(whole) == missing


def test_no_more_votes_are_counted_than_official_members_were_present(whole):
    whole.votes = [Vote(pk=1, subject="Nghị quyết", in_favour=1, other=1)]
    assert told(whole) == []
    whole.votes.append(Vote(pk=2, subject="Khen thưởng", in_favour=2, against=1))
    sentence = "“Khen thưởng”: 3 phiếu, nhưng chỉ có 2 đảng viên chính thức có mặt."
    assert told(whole) == [("votes", "vote-2-subject", sentence)]


def test_points_lost_need_a_note(whole):
    _first, (criterion, line), (other, another), *_rest = whole.score_lines
    line.points = another.points = 0
    names = f"{criterion.name}; {other.name}"
    sentence = f"Bị trừ điểm hoặc khác mức gợi ý mà chưa ghi chú: {names}."
    assert told(whole) == [("score", f"points-{criterion.pk}-note", sentence)]
    line.note = another.note = "họp muộn"
    assert told(whole) == []
