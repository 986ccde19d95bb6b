"""Resolutions that come back until they are done, and votes with the right base."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings import queries, services
from meetings.enums import Mark, MeetingKind, TaskState, VoteMethod, VoteRule
from meetings.models import Task
from meetings.queries import VotingPlace, voting_place
from meetings.queries.recorded import Recorded
from meetings.rules.tasks import TaskShare
from meetings.services import MarkEntry, ReviewEntry, TaskEntry, VoteEntry
from members.enums import EventKind
from tests.world import TODAY, happen, record


def saved(meeting, by, **changed):
    nothing = {"details": {}, "marks": {}, "reviews": {}, "tasks": [], "votes": [], "points": {}, "attended": None}
    return services.save_minutes(meeting=meeting, by=by, **(nothing | changed))


def resolved(world, day, *tasks):
    meeting = record(world.cell, day, world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    saved(meeting, world.office, tasks=[TaskEntry(*task) for task in tasks])
    return meeting


def reviewed(world, day, state, **said):
    meeting = record(world.cell, day, world.office, kind=MeetingKind.THEMATIC, sign=False, tasks=0)
    task = Task.objects.get(text="Sửa mương")
    saved(meeting, world.office, reviews={task.pk: ReviewEntry(state, **said)})
    return services.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)


def open_on(world, day):
    """What was open by the end of `day`; of today's it is what the page of open tasks lists."""
    tomorrow = day + timedelta(days=1)
    tasks = Task.objects.open_before(tomorrow).filter(cell=world.cell).with_course(tomorrow)
    if day == TODAY:
        assert set(tasks) == set(queries.open_tasks(cells=[world.cell]))
    return {task.text: (task.carried, task.last_state) for task in tasks}


def test_a_task_comes_back_until_a_meeting_finds_it_done_and_counts_how_often(world):
    resolved(world, date(2026, 3, 1), ("Sửa mương", "Chi ủy", date(2026, 4, 1)))
    first = reviewed(world, date(2026, 4, 3), TaskState.IN_PROGRESS, result="đang làm")
    second = reviewed(world, date(2026, 5, 3), TaskState.LATE)
    reviewed(world, date(2026, 6, 3), TaskState.DONE, result="xong", evidence="ảnh mương mới")
    assert [task.carried for task in queries.tasks_before(first) if task.text == "Sửa mương"] == [0]
    assert [task.carried for task in queries.tasks_before(second) if task.text == "Sửa mương"] == [1]
    assert open_on(world, date(2026, 4, 2))["Sửa mương"] == (0, None)
    assert open_on(world, date(2026, 4, 3))["Sửa mương"] == (1, "in_progress")
    assert open_on(world, date(2026, 6, 2))["Sửa mương"] == (2, "late")
    assert "Sửa mương" not in open_on(world, date(2026, 6, 3))
    assert Recorded(second).task_share == TaskShare(done=0, counted=1)


def test_the_page_counts_open_tasks_by_cell_and_by_owner_and_opens_each(world, sign_in):
    resolved(
        world,
        date(2026, 11, 1),
        ("Sửa mương", "Chi ủy", date(2026, 11, 10)),
        ("Họp dân", "Chi ủy", date(2026, 12, 3)),
        ("Thu đảng phí", "Nông Văn An", date(2026, 11, 24)),
    )
    client = sign_in(world.secretary)
    page = client.get(reverse("meetings:tasks"))
    before = {(row[0], row[1]): row for row in page.context["by_owner"]}
    assert ("Chi ủy", 2, 1) in page.context["by_owner"], before
    [(_pk, name, count, late)] = page.context["by_cell"]
    assert (name, count) == (world.cell.name, page.context["page"].paginator.count)
    only = client.get(reverse("meetings:tasks"), {"owner": "Chi ủy", "show": "late"})
    assert [task.text for task, _state, _unsigned in only.context["rows"]] == ["Sửa mương"]
    assert late >= 1
    foreign = client.get(reverse("meetings:tasks"), {"cell": world.foreign_cell.pk})
    assert foreign.context["form"].errors["cell"]


def test_the_page_of_tasks_asks_the_same_number_of_questions_however_many_there_are(world, sign_in):
    client = sign_in(world.office)
    url = reverse("meetings:tasks")
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    resolved(world, date(2026, 11, 1), *[(f"Việc {n}", f"Tổ {n}", date(2026, 12, 1)) for n in range(20)])
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_a_failed_vote_is_recorded_with_how_it_was_taken(world, sign_in):
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    present = {line.pk: MarkEntry(Mark.PRESENT) for line in meeting.roll.filter(not_expected="")}
    vote = VoteEntry("Kết nạp quần chúng ưu tú", VoteRule.TWO_THIRDS, 2, 2, method=VoteMethod.BALLOT)
    saved(meeting, world.office, marks=present, votes=[vote])
    stored = meeting.votes.get()
    base = queries.voting_base(meeting)
    assert (stored.method, base.base, base.needed(stored.rule)) == ("ballot", 4, 3)
    assert not base.passed(stored.rule, stored.in_favour)
    text = sign_in(world.secretary).get(meeting.get_absolute_url()).content.decode()
    for words in ("bỏ phiếu kín", "không thông qua", "dự bị: không biểu quyết", "miễn sinh hoạt, không dự"):
        assert words in text


def test_everybody_on_the_roll_is_in_the_base_or_told_why_not(world):
    stay = {"until": date(2026, 12, 1)}
    happen(world.members[1], EventKind.SUSPEND, date(2026, 11, 1), **stay)
    happen(world.members[2], EventKind.GO_AWAY, date(2026, 8, 1), **stay)
    happen(world.other_members[0], EventKind.GO_AWAY, date(2026, 8, 1), cell=world.cell, **stay)
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    places = {line.member.full_name: voting_place(line, meeting) for line in meeting.roll.select_related("member")}
    assert places == {
        "Nông Văn An": VotingPlace.COUNTED,
        "Hoàng Thị Ánh": VotingPlace.SUSPENDED,
        "Lý Minh Ân": VotingPlace.AWAY,
        "Triệu Văn Bình": VotingPlace.COUNTED,
        "Đàm Quốc Dũng": VotingPlace.EXEMPT,
        "Lục Văn Đức": VotingPlace.PROBATIONARY,
        "Bế Văn Hà": VotingPlace.GUEST,
    }
    assert queries.voting_base(meeting).base == list(places.values()).count(VotingPlace.COUNTED) == 2


@pytest.mark.parametrize(("agreed", "base"), [(False, 4), (True, 3)])
def test_only_a_congress_that_agreed_leaves_out_those_absent_throughout_with_reason(world, agreed, base):
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.CONGRESS, full=False)
    line = meeting.roll.get(member=world.members[1])
    saved(
        meeting,
        world.office,
        details={"excused_do_not_vote": agreed},
        marks={line.pk: MarkEntry(Mark.EXCUSED, "ốm")},
    )
    meeting.refresh_from_db()
    assert queries.voting_base(meeting).base == base


def test_the_choice_of_the_congress_is_not_offered_at_other_meetings(world, sign_in):
    client = sign_in(world.secretary)
    congress = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.CONGRESS, full=False)
    url = reverse("meetings:record-preparation", args=[congress.pk])
    assert 'name="excused_do_not_vote"' in client.get(url).content.decode()
    client.post(url, {"excused_do_not_vote": "on", "was-excused_do_not_vote": ""})
    congress.refresh_from_db()
    assert congress.excused_do_not_vote
    other = reverse("meetings:record-preparation", args=[world.draft.pk])
    assert "excused_do_not_vote" not in client.get(other).content.decode()


def test_today_is_a_day_that_open_tasks_know(world):
    assert open_on(world, TODAY).keys() == {"Việc 1"}
