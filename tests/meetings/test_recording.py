import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import SentForm
from common import stale
from common.errors import RuleError
from meetings import queries, services
from meetings.enums import Mark, MeetingKind, TaskState, VoteRule
from meetings.forms.steps import Resolution
from meetings.models import Attendance, Draft, Meeting, Task
from meetings.queries.recorded import Recorded
from meetings.services import CannotSign, MarkEntry, ReviewEntry, TaskEntry, VoteEntry
from members.enums import EventKind
from tests.access import STEPS
from tests.world import TODAY, as_published, happen, join, record


def page(world, step):
    return reverse(f"meetings:record-{step}", args=[world.draft.pk])


def draft(world, step):
    return reverse("meetings:record-draft", args=[world.draft.pk, step])


def line_of(world, number):
    return world.draft.roll.get(member=world.members[number])


def mark(line, now, was=""):
    name = f"roll-{line.pk}-mark"
    return {f"was-{name}": was, name: now}


def saved(world, **entries):
    nothing = {"details": {}, "marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}
    return services.save_minutes(meeting=world.draft, by=world.office, **(nothing | entries))


def test_the_roll_is_frozen_from_the_membership_of_the_day(world):
    happen(world.members[1], EventKind.TRANSFER, date(2026, 10, 20), cell=world.other_cell)
    meeting = services.start_meeting(
        cell=world.cell, kind=MeetingKind.THEMATIC, held_on=date(2026, 10, 19), today=TODAY, by=world.office
    )
    later = services.start_meeting(
        cell=world.cell, kind=MeetingKind.THEMATIC, held_on=date(2026, 10, 20), today=TODAY, by=world.office
    )
    assert meeting.roll.filter(member=world.members[1]).exists()
    assert not later.roll.filter(member=world.members[1]).exists()


def test_exempt_and_away_members_stand_on_the_roll_with_their_mark(world):
    happen(world.members[1], EventKind.GO_AWAY, date(2026, 11, 1), until=date(2027, 3, 1))
    meeting = services.start_meeting(
        cell=world.cell, kind=MeetingKind.THEMATIC, held_on=date(2026, 11, 5), today=TODAY, by=world.office
    )
    marks = dict(meeting.roll.values_list("member__full_name", "mark"))
    assert marks == {
        "Nông Văn An": "not_recorded",
        "Hoàng Thị Ánh": "away",
        "Lý Minh Ân": "not_recorded",
        "Triệu Văn Bình": "not_recorded",
        "Đàm Quốc Dũng": "exempt",
        "Lục Văn Đức": "not_recorded",
    }


def test_a_meeting_is_not_recorded_before_it_is_held(world):
    with pytest.raises(RuleError, match="chưa đến"):
        services.start_meeting(
            cell=world.cell, kind=MeetingKind.REGULAR, held_on=date(2026, 11, 25), today=TODAY, by=world.office
        )
    services.start_meeting(cell=world.cell, kind=MeetingKind.EXTRAORDINARY, held_on=TODAY, today=TODAY, by=world.office)


def test_the_same_cell_kind_and_day_is_recorded_once_and_the_second_try_opens_the_first(world, sign_in):
    client = sign_in(world.secretary)
    before = Meeting.objects.count()
    typed = {"cell": world.cell.pk, "kind": "regular", "held_on": "03/11/2026"}
    answer = client.post(reverse("meetings:start"), typed)
    assert answer.headers["Location"] == reverse("meetings:record", args=[world.draft.pk])
    assert Meeting.objects.count() == before


@pytest.mark.parametrize("day", ["31/02/2026", "00/00/0000", "03/11/20266", "25/11/2026", "", "hôm qua"])
def test_a_wrong_day_is_refused_beside_the_field_and_kept(day, world, sign_in):
    typed = {"cell": world.cell.pk, "kind": "regular", "held_on": day}
    answer = sign_in(world.secretary).post(reverse("meetings:start"), typed)
    assert answer.status_code == 200
    assert len(answer.context["form"].errors["held_on"]) == 1
    assert f'value="{day}"' in answer.content.decode() or not day


def test_a_cell_of_another_commune_cannot_be_named_by_its_number(world, sign_in):
    typed = {"cell": world.foreign_cell.pk, "kind": "regular", "held_on": "03/09/2026"}
    answer = sign_in(world.secretary).post(reverse("meetings:start"), typed)
    assert list(answer.context["form"].errors) == ["cell"]


def test_two_people_marking_the_roll_at_once_lose_nothing(world, sign_in):
    first, second = line_of(world, 0), line_of(world, 1)
    everybody = {**mark(first, ""), **mark(second, "")}
    sign_in(world.secretary).post(page(world, "roll"), everybody | mark(first, "present"))
    sign_in(world.office).post(page(world, "roll"), everybody | mark(second, "excused"))
    assert [line_of(world, n).mark for n in (0, 1)] == ["present", "excused"]


def test_two_people_marking_the_same_member_differently_are_told_and_the_next_save_decides(world, sign_in):
    line = line_of(world, 0)
    sign_in(world.secretary).post(page(world, "roll"), mark(line, "present"))
    client = sign_in(world.office)
    answer = client.post(page(world, "roll"), mark(line, "excused"))
    assert answer.status_code == 200
    assert "có mặt" in answer.context["form"].lines[0].errors["mark"][0]
    assert line_of(world, 0).mark == "present"
    client.post(page(world, "roll"), mark(line, "excused", was="present"))
    assert line_of(world, 0).mark == "excused"


def test_saving_a_part_of_the_page_leaves_the_rest_as_it_was(world, sign_in):
    saved(world, marks={line_of(world, 2).pk: MarkEntry(Mark.PRESENT)}, details={"discussion": "Đã bàn."})
    sign_in(world.office).post(page(world, "roll"), mark(line_of(world, 0), "present"))
    world.draft.refresh_from_db()
    assert world.draft.discussion == "Đã bàn."
    assert line_of(world, 2).mark == "present"


def test_a_form_sent_twice_counts_once(world, sign_in):
    client = sign_in(world.secretary)
    typed = {"task-new0-text": "Sửa mương", "task-new0-owner_name": "Chi ủy", "task-new0-due_on": "03/12/2026"}
    typed["form_key"] = "0" * 32
    before = Task.objects.count()
    first, second = (client.post(page(world, "resolution"), typed) for _time in range(2))
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert Task.objects.count() == before + 1
    assert SentForm.objects.filter(key="0" * 32).count() == 1


def test_a_form_that_came_back_with_errors_may_be_sent_again_with_the_same_key(world, sign_in):
    client = sign_in(world.secretary)
    wrong = {"starts_at": "9:00", "ends_at": "08:00", "form_key": "1" * 32}
    assert client.post(page(world, "preparation"), wrong).status_code == 200
    assert client.post(page(world, "preparation"), wrong | {"ends_at": "10:30"}).status_code == 302
    world.draft.refresh_from_db()
    assert world.draft.minutes == 90


def test_nothing_is_half_saved_when_one_field_is_wrong(world, sign_in):
    typed = {"conclusion": "Nhất trí.", "task-new0-text": "Sửa mương", "task-new0-due_on": "31/02/2026"}
    answer = sign_in(world.secretary).post(page(world, "resolution"), typed)
    assert answer.status_code == 200
    assert "31/02/2026" in answer.content.decode()
    world.draft.refresh_from_db()
    assert world.draft.conclusion == ""
    wrong = {**mark(line_of(world, 0), "present"), **mark(line_of(world, 1), "exempt")}
    assert sign_in(world.secretary).post(page(world, "roll"), wrong).status_code == 200
    assert line_of(world, 0).mark == "not_recorded"


@pytest.mark.parametrize(
    ("step", "field", "value"),
    [
        ("preparation", "starts_at", "25:00"),
        ("preparation", "place", "x" * 121),
        ("preparation", "chair", "999999"),
        ("roll", "guests", "x" * 2001),
        ("resolution", "discussion", "x" * 20_001),
        ("resolution", "task-new0-due_on", "00/00/0000"),
        ("votes", "vote-new0-in_favour", "-1"),
    ],
)
def test_bad_input_is_answered_beside_its_field(step, field, value, world, sign_in):
    answer = sign_in(world.secretary).post(page(world, step), {field: value})
    assert answer.status_code == 200
    assert answer.context["form"].refused


@pytest.mark.parametrize(
    ("number", "rows"),
    [("0", 2), ("2", 3), ("49", 50), ("50", 50), ("999", 50), ("1000", 2), ("9" * 5000, 2), ("٩", 2), ("x", 2)],
)
def test_a_page_takes_back_as_many_new_rows_as_were_sent_and_fifty_at_the_most(number, rows, world):
    step = Resolution(Recorded(world.draft), {f"task-new{number}-text": "Sửa mương"})
    assert len([form for form in step.tasks if form.task is None]) == rows


def test_a_due_day_before_the_meeting_is_refused(world):
    with pytest.raises(RuleError, match="từ ngày họp trở đi"):
        saved(world, tasks=[TaskEntry("Sửa mương", "Chi ủy", date(2026, 11, 2))])
    saved(world, tasks=[TaskEntry("Sửa mương", "Chi ủy", date(2026, 11, 3))])


def test_unfinished_tasks_come_back_until_a_meeting_finds_them_done(world):
    task = Task.objects.get(meeting=world.signed)
    assert list(queries.tasks_before(world.draft)) == [task]
    saved(world, reviews={task.pk: ReviewEntry(TaskState.IN_PROGRESS, "đang làm")})
    after = record(world.cell, date(2026, 11, 10), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert list(queries.tasks_before(after)) == [task]
    record(world.cell, date(2026, 11, 9), world.office, kind=MeetingKind.EXTRAORDINARY)
    assert list(queries.tasks_before(after)) == [Task.objects.get(meeting__held_on=date(2026, 11, 9))]
    assert list(queries.tasks_before(world.draft)) == [task]


def test_an_emptied_task_is_struck_out_and_kept(world):
    saved(world, tasks=[TaskEntry("Sửa mương", "Chi ủy", TODAY)])
    task = Task.objects.get(meeting=world.draft)
    saved(world, tasks=[TaskEntry("", "", None, task=task)])
    task.refresh_from_db()
    assert task.struck
    assert not Task.objects.kept().filter(meeting=world.draft).exists()


def test_a_minute_is_signed_only_when_nothing_is_missing(world):
    with pytest.raises(CannotSign) as refused:
        services.sign_meeting(meeting=world.draft, at=world.signed.signed_at, by=world.office)
    assert [one.step for one in refused.value.missing] == [
        "preparation", "preparation", "roll", "roll", "tasks", "resolution", "score",
    ]  # fmt: skip


def test_signed_minutes_cannot_be_changed_and_reopening_keeps_reason_and_signature(world):
    with pytest.raises(RuleError, match="mở lại"):
        services.save_minutes(
            meeting=world.signed, by=world.office, details={}, marks={}, attended=None, reviews={}, tasks=[],
            votes=[], points={},
        )  # fmt: skip
    signer, when = world.signed.signed_by, world.signed.signed_at
    services.reopen_meeting(meeting=world.signed, reason="Ghi sót", at=when, by=world.leader)
    reopening = world.signed.reopenings.get()
    assert (reopening.reason, reopening.signed_by, reopening.signed_at) == ("Ghi sót", signer, when)
    world.signed.refresh_from_db()
    assert not world.signed.signed


def test_a_full_score_is_written_with_its_band_and_keeps_its_edition(world):
    assert (world.signed.score.total, world.signed.score.band) == (Decimal("100.00"), "tot")
    newer = services.copy_edition(edition=world.edition, since=date(2026, 10, 1), by=world.admin)
    services.publish_edition(edition=newer, by=world.admin)
    world.signed.refresh_from_db()
    assert world.signed.edition == world.edition
    assert record(world.other_cell, date(2026, 10, 5), world.office, full=False).edition == newer


def test_a_draft_keeps_what_is_typed_and_shows_it_again(world, sign_in):
    client, other = sign_in(world.secretary), {"was-guests": "", "guests": "Khách gõ dở"}
    typed = {"was-discussion": "", "discussion": "Đang gõ dở \x00", "task-new0-due_on": "7:3"}
    for step, fields in (("resolution", typed), ("roll", other)):
        assert client.post(draft(world, step), fields, headers={"X-Requested-With": "fetch"}).status_code == 200
    assert "Đang gõ dở" in client.get(page(world, "resolution")).content.decode()
    assert "Khách gõ dở" in client.get(page(world, "roll")).content.decode()
    assert "Đang gõ dở" not in sign_in(world.office).get(page(world, "resolution")).content.decode()
    client.post(page(world, "resolution"), {"was-discussion": "", "discussion": "Gõ xong"})
    assert [draft.step for draft in Draft.objects.filter(account=world.secretary)] == ["roll"]
    told = client.get(page(world, "sign")).context["typed"]
    assert told == [(page(world, "roll"), "roll")], "before signing one reads what is not saved"
    client.post(reverse("meetings:record-drop-draft", args=[world.draft.pk, "roll"]))
    assert not Draft.objects.exists()


def test_a_draft_that_is_too_long_is_refused_with_a_sentence_and_the_last_one_stays(world, sign_in):
    client, url = sign_in(world.secretary), draft(world, "resolution")
    client.post(url, {"discussion": "Vừa phải"}, headers={"X-Requested-With": "fetch"})
    answer = client.post(url, {"discussion": "x" * 600_000}, headers={"X-Requested-With": "fetch"})
    assert answer.status_code == 409
    assert "rút gọn" in answer.json()["refused"]
    assert Draft.objects.get().typed == {"discussion": ["Vừa phải"]}


def test_a_draft_of_somebody_signed_out_is_answered_with_401(world, client):
    answer = client.post(draft(world, "roll"), {"discussion": "x"}, headers={"X-Requested-With": "fetch"})
    assert (answer.status_code, json.loads(answer.content)) == (401, {"signed_out": True})


def test_moving_a_draft_to_its_right_day_keeps_the_marks(world):
    saved(world, marks={line_of(world, 0).pk: MarkEntry(Mark.PRESENT)})
    services.move_meeting(
        meeting=world.draft, kind=MeetingKind.REGULAR, held_on=date(2026, 11, 4), today=TODAY, by=world.office
    )
    world.draft.refresh_from_db()
    assert world.draft.held_on == date(2026, 11, 4)
    assert line_of(world, 0).mark == "present"


def test_a_day_that_a_colleague_put_right_meanwhile_is_not_moved_again_unasked(world, sign_in):
    client, url = sign_in(world.secretary), reverse("meetings:move", args=[world.draft.pk])
    sent = {"stands": stale.marks(client.get(url).context["form"]), "kind": "thematic", "held_on": "03/11/2026"}
    services.move_meeting(
        meeting=world.draft, kind=MeetingKind.REGULAR, held_on=date(2026, 11, 4), today=TODAY, by=world.office
    )
    answer = client.post(url, sent)
    assert "nay ghi: Ngày: “04/11/2026”" in answer.content.decode()
    assert [answer.context["form"][name].value() for name in ("kind", "held_on")] == ["thematic", "04/11/2026"]
    world.draft.refresh_from_db()
    assert (world.draft.kind, world.draft.held_on) == ("regular", date(2026, 11, 4))


def test_attendance_leaves_out_the_exempt_and_keeps_the_not_recorded_apart(world):
    saved(
        world,
        marks={
            line_of(world, 0).pk: MarkEntry(Mark.PRESENT, spoke=True),
            line_of(world, 1).pk: MarkEntry(Mark.EXCUSED, reason="ốm"),
            line_of(world, 2).pk: MarkEntry(Mark.UNEXCUSED),
            line_of(world, 4).pk: MarkEntry(Mark.PRESENT),  # exempt, came all the same
        },
    )
    came = queries.turnout(world.draft)
    assert (came.numerator, came.denominator, came.excused, came.unexcused) == (1, 5, 1, 1)
    assert (came.not_recorded, came.left_out, came.roll, came.attending, came.spoke) == (2, 1, 6, 2, 1)


def test_by_another_rule_absence_with_reason_leaves_the_denominator(world):
    as_published(world.edition, excused_in_denominator=False)
    saved(world, marks={line_of(world, 1).pk: MarkEntry(Mark.EXCUSED)})
    assert queries.turnout(Meeting.objects.get(pk=world.draft.pk)).denominator == 4


def test_who_is_prosecuted_or_detained_neither_comes_nor_votes_until_that_is_over(world):
    happen(world.members[1], EventKind.PROSECUTE, date(2026, 5, 1))
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    base, line = queries.voting_base(meeting), meeting.roll.get(member=world.members[1])
    assert (base.official, base.stayed_home, base.kept_out, base.base) == (5, 1, 1, 3)
    assert (line.mark, line.choices()) == (Mark.PROSECUTED, [Mark.PROSECUTED])
    assert queries.turnout(meeting).denominator == 4
    happen(world.members[1], EventKind.END_PROSECUTION, date(2026, 11, 6))
    later = record(world.cell, date(2026, 11, 9), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert queries.voting_base(later).kept_out == 0


def test_the_voting_base_counts_absent_official_members_and_an_exempt_one_only_when_present(world):
    happen(world.members[1], EventKind.SUSPEND, date(2026, 10, 1), until=date(2026, 12, 1))
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    base = queries.voting_base(meeting)
    assert (base.official, base.stayed_home, base.kept_out, base.base) == (5, 1, 1, 3)
    exempt = meeting.roll.get(member=world.members[4])
    world.draft = meeting
    saved(world, marks={exempt.pk: MarkEntry(Mark.PRESENT)})
    assert queries.voting_base(meeting).base == 4


def test_more_votes_than_official_members_present_are_refused(world):
    marks = {line_of(world, 0).pk: MarkEntry(Mark.PRESENT), line_of(world, 5).pk: MarkEntry(Mark.PRESENT)}
    with pytest.raises(RuleError, match="nhiều hơn 1"):
        saved(world, marks=marks, votes=[VoteEntry("Thông qua", VoteRule.MAJORITY, 2)])


def test_a_mark_that_does_not_fit_the_member_is_refused(world):
    with pytest.raises(RuleError, match="không phù hợp"):
        saved(world, marks={line_of(world, 4).pk: MarkEntry(Mark.UNEXCUSED)})


@pytest.mark.parametrize("step", STEPS)
def test_a_step_asks_the_same_number_of_questions_for_one_member_and_for_thirty(
    step, world, sign_in, django_assert_num_queries
):
    client = sign_in(world.office)
    client.get(page(world, step))
    with CaptureQueriesContext(connection) as few:
        client.get(page(world, step))
    for number in range(30):
        member = join(world.cell, f"Người {number}", on=date(2020, 1, 1))
        Attendance(meeting=world.draft, member=member, standing="official").save_checked()
    with django_assert_num_queries(len(few)):
        client.get(page(world, step))


def test_somebody_who_left_stays_on_the_roll_of_the_day(world):
    happen(world.members[2], EventKind.DIE, date(2026, 11, 20))
    assert world.draft.roll.filter(member=world.members[2]).exists()


def test_who_may_not_reopen_minutes_is_told_who_may(world, sign_in):
    page = sign_in(world.secretary).get(world.signed.get_absolute_url()).content.decode()
    assert "Người được mở lại: Tài khoản vanphong" in page
    assert "Người được mở lại" not in sign_in(world.office).get(world.signed.get_absolute_url()).content.decode()
    assert "Người được mở lại" not in sign_in(world.secretary).get(world.draft.get_absolute_url()).content.decode()
