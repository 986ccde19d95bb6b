"""Resolutions that come back until they are done, and votes with the right base."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from common.partial import PartialDate
from meetings import queries, services
from meetings.enums import Mark, MeetingKind, TaskState, VoteMethod, VoteRule
from meetings.models import Attendance, Meeting, Task
from meetings.queries import VotingPlace, voting_place
from meetings.queries.decision import voting_base_of
from meetings.queries.recorded import Recorded
from meetings.rules.tasks import TaskShare
from meetings.services import MarkEntry, ReviewEntry, TaskEntry, VoteEntry
from members.enums import EventKind, Standing
from tests.world import TODAY, happen, join, record


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
    client, url = sign_in(world.secretary), reverse("meetings:tasks")
    page = client.get(url)
    [(name, tasks, late)] = page.context["groups"]
    assert (name, len(tasks), late) == (world.cell.name, page.context["tasks"], page.context["late"])
    assert [task.due_on for task in tasks] == sorted(task.due_on for task in tasks)
    groups = {name: (tasks, late) for name, tasks, late in client.get(url, {"by": "owner"}).context["groups"]}
    (first, second), late = groups["Chi ủy"]
    assert (first.text, second.text, late) == ("Sửa mương", "Họp dân", 1)
    lates = [late > 0 for _tasks, late in groups.values()]
    assert lates == sorted(lates, reverse=True), "those with overdue tasks stand first"
    only = client.get(url, {"owner": first.owner.key, "show": "late"})
    assert [task.text for _name, tasks, _late in only.context["groups"] for task in tasks] == ["Sửa mương"]
    foreign = client.get(url, {"cell": world.foreign_cell.pk, "show": "late"})
    assert foreign.context["form"].errors["cell"]
    assert foreign.context["tasks"] == foreign.context["late"], "what else was asked holds"


def test_two_owners_of_one_name_are_counted_and_opened_apart(world, sign_in):
    """Two members of two cells, who typed the same name each; and the committees of these cells."""
    twins = [
        join(cell, "Lò Văn Đôi", born=PartialDate(born), standing=Standing.OFFICIAL)
        for cell, born in ((world.cell, "1970"), (world.other_cell, "1980"))
    ]
    for cell, work in ((world.cell, "Sửa mương"), (world.other_cell, "Đổ đường")):
        meeting = record(cell, date(2026, 11, 20), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
        entries = [TaskEntry(f"{work}: {who}", who, date(2026, 12, 3)) for who in ("Lò Văn Đôi", "Chi ủy", "Chi uỷ")]
        saved(meeting, world.office, tasks=entries)
    client, url = sign_in(world.office), reverse("meetings:tasks")
    groups = {name: tasks for name, tasks, _late in client.get(url, {"by": "owner"}).context["groups"]}
    names = ("Lò Văn Đôi (1970)", "Lò Văn Đôi (1980)", "Chi ủy (Chi bộ Lũng Mật)", "Chi ủy (Chi bộ Pác Tao)")
    assert {name: sorted(task.text for task in groups[name]) for name in names} == {
        names[0]: ["Sửa mương: Lò Văn Đôi"],
        names[1]: ["Đổ đường: Lò Văn Đôi"],
        names[2]: ["Sửa mương: Chi uỷ", "Sửa mương: Chi ủy"],
        names[3]: ["Đổ đường: Chi uỷ", "Đổ đường: Chi ủy"],
    }
    assert groups[names[0]][0].owner.key == str(twins[0].pk)
    for name in names:
        opened = client.get(url, {"owner": groups[name][0].owner.key, "by": "owner"}).context["groups"]
        assert [(each, len(tasks)) for each, tasks, _late in opened] == [(name, len(groups[name]))]


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


@pytest.mark.parametrize(
    ("base", "majority", "two_thirds"),
    [
        (1, 1, 1),
        (2, 2, 2),
        (3, 2, 2),
        (4, 3, 3),
        (5, 3, 4),
        (7, 4, 5),
        (8, 5, 6),
        (9, 5, 6),
        (10, 6, 7),
        (15, 8, 10),
        (20, 11, 14),
        (25, 13, 17),
    ],
)
def test_votes_needed_are_whole_numbers_of_the_base(base, majority, two_thirds):
    voting = queries.VotingBase(official=base, stayed_home=0, kept_out=0, excused=0, voters_present=base)
    assert (voting.needed(VoteRule.MAJORITY), voting.needed(VoteRule.TWO_THIRDS)) == (majority, two_thirds)
    for rule, needed in ((VoteRule.MAJORITY, majority), (VoteRule.TWO_THIRDS, two_thirds)):
        assert [voting.passed(rule, votes) for votes in (needed - 1, needed, base)] == [False, True, True]


@pytest.mark.parametrize("rule", VoteRule)
def test_where_nobody_has_a_vote_nothing_passes(rule):
    nobody = queries.VotingBase(official=4, stayed_home=1, kept_out=2, excused=1, voters_present=0)
    assert (nobody.base, nobody.passed(rule, 0), nobody.passed(rule, 1)) == (0, False, False)


@pytest.mark.parametrize("agreed", [False, True])
def test_a_voting_base_counts_each_line_of_the_roll_in_its_place(agreed):
    def lines(count, mark, not_expected="", standing=Standing.OFFICIAL, guest=False):
        return [Attendance(mark=mark, not_expected=not_expected, standing=standing, guest=guest)] * count

    roll = [
        *lines(3, Mark.PRESENT),
        *lines(1, Mark.EXCUSED),
        *lines(2, Mark.UNEXCUSED),
        *lines(1, Mark.NOT_RECORDED),
        *lines(1, Mark.EXEMPT, Mark.EXEMPT),
        *lines(1, Mark.PRESENT, Mark.EXEMPT),
        *lines(2, Mark.AWAY, Mark.AWAY),
        *lines(1, Mark.PRESENT, Mark.AWAY),
        *lines(2, Mark.SUSPENDED, Mark.SUSPENDED),
        *lines(1, Mark.PRESENT, Mark.SUSPENDED),
        *lines(3, Mark.PROSECUTED, Mark.PROSECUTED),
        *lines(5, Mark.PRESENT, standing=Standing.PROBATIONARY),
        *lines(7, Mark.PRESENT, standing="", guest=True),
    ]
    base = voting_base_of(roll, Meeting(excused_do_not_vote=agreed))
    expected = {"official": 18, "stayed_home": 3, "kept_out": 6, "excused": int(agreed), "voters_present": 5}
    assert base == queries.VotingBase(**expected)
    assert base.base == 9 - agreed


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
