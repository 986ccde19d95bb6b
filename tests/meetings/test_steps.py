"""The steps of recording: where one goes on, who is proposed, what each step reads and writes."""

from datetime import date, time
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings import queries, services
from meetings.enums import Mark, MeetingKind, RecordingStep, TaskState
from meetings.models import Meeting, ScoreLine
from meetings.queries.progress import what_is_missing
from meetings.queries.proposed import proposed_people
from meetings.queries.recorded import Recorded
from meetings.services import MarkEntry, PointsEntry, ReviewEntry
from members import services as people
from members.enums import EventKind, PostKind
from members.models import Post
from tests.access import STEPS
from tests.world import TODAY, as_published, happen, record

HOURS = {"starts_at": time(7, 30), "ends_at": time(9)}


def page(meeting, step):
    return reverse(f"meetings:record-{step}", args=[meeting.pk])


def save(world, **entries):
    services.save_minutes(meeting=world.draft, by=world.office, **entries)


def recorded(meeting):
    return Recorded(Meeting.objects.select_related("cell", "edition", "score").get(pk=meeting.pk))


def proposed(meeting):
    return proposed_people(recorded(meeting))


def led_to(world, client):
    return client.get(reverse("meetings:record", args=[world.draft.pk])).headers["Location"]


def test_the_steps_are_those_of_the_pages():
    assert tuple(RecordingStep.values) == STEPS


def test_recording_goes_on_at_the_first_step_in_which_something_is_missing(world, sign_in):
    client, lines = sign_in(world.office), {line.member_id: line.pk for line in world.draft.roll.all()}
    assert led_to(world, client) == page(world.draft, "preparation")
    save(world, details=HOURS | {"chair_id": world.members[0].pk, "clerk_id": world.members[1].pk})
    assert led_to(world, client) == page(world.draft, "roll")
    expected = [lines[member.pk] for member in world.members if member != world.members[4]]
    save(world, marks={pk: MarkEntry(Mark.PRESENT, spoke=True) for pk in expected})
    assert led_to(world, client) == page(world.draft, "tasks")
    save(world, reviews={task.pk: ReviewEntry(TaskState.DONE) for task in queries.tasks_before(world.draft)})
    assert led_to(world, client) == page(world.draft, "resolution")
    save(world, details={"conclusion": "Nhất trí."})
    assert led_to(world, client) == page(world.draft, "score")
    lines = recorded(world.draft).score_lines
    save(world, points={c.pk: PointsEntry(c.max_points) for c, line in lines if line.points is None})
    assert what_is_missing(recorded(world.draft)) == []
    assert led_to(world, client) == page(world.draft, "sign")


def test_each_step_leads_to_the_next_and_tells_the_device_what_was_saved(world, sign_in):
    client = sign_in(world.office)
    for step, after in pairwise(STEPS):
        answer = client.post(page(world.draft, step), {"form_key": f"{STEPS.index(step):032x}"})
        assert answer.headers["Location"] == f"{page(world.draft, after)}?saved={STEPS.index(step):032x}"


@pytest.mark.parametrize(
    ("go", "to"), [("sign", "sign"), ("preparation", "preparation"), ("x", "tasks"), ("", "tasks")]
)
def test_who_leaves_a_step_by_the_list_comes_where_the_list_says(go, to, world, sign_in):
    line = world.draft.roll.filter(not_expected="").first()
    sent = {f"roll-{line.pk}-mark": "present", f"was-roll-{line.pk}-mark": "", "go": go}
    answer = sign_in(world.office).post(page(world.draft, "roll"), sent)
    assert answer.headers["Location"] == page(world.draft, to)
    assert world.draft.roll.get(pk=line.pk).mark == "present"


def test_a_meeting_that_gets_no_points_has_no_step_for_them(world, sign_in):
    client = sign_in(world.office)
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert client.get(page(meeting, "score")).headers["Location"] == reverse("meetings:record", args=[meeting.pk])
    shown = client.get(page(meeting, "votes"))
    assert [each for _url, each, _state in shown.context["ways"]] == [step for step in STEPS if step != "score"]
    assert "Bước 5 trong 6" in shown.content.decode()
    assert client.post(page(meeting, "votes"), {}).headers["Location"] == page(meeting, "sign")
    assert client.post(page(meeting, "score"), {}).headers["Location"] == reverse("meetings:record", args=[meeting.pk])


def test_the_list_of_steps_tells_what_is_done_and_what_lacks_something_up_to_here(world, sign_in):
    save(world, details=HOURS | {"conclusion": "Nhất trí."})
    ways = sign_in(world.office).get(page(world.draft, "tasks")).context["ways"]
    states = {str(each): state for _url, each, state in ways}
    assert states == {
        "preparation": "lacks", "roll": "lacks", "tasks": "lacks", "resolution": "done", "votes": "", "score": "",
        "sign": "",
    }  # fmt: skip


def test_the_secretary_is_proposed_as_chair_and_who_wrote_last_as_clerk(world):
    signed = world.signed
    assert proposed(world.draft) == {"chair": world.members[0].pk, "clerk": signed.clerk_id}
    save(world, details={"chair_id": world.members[2].pk})
    assert proposed(world.draft) == {"clerk": signed.clerk_id}
    save(world, details={"clerk_id": world.members[2].pk})
    assert proposed(world.draft) == {}


def test_without_a_secretary_who_chaired_last_is_proposed(world):
    signed = world.signed
    happen(world.members[0], EventKind.END_POST, date(2026, 10, 20), post=PostKind.SECRETARY)
    assert not Post.objects.on(world.draft.held_on).filter(cell=world.cell, kind=PostKind.SECRETARY).exists()
    assert proposed(world.draft) == {"chair": signed.chair_id, "clerk": signed.clerk_id}


def test_the_last_minutes_are_those_of_the_latest_day_before_that_somebody_wrote(world):
    wrote, other = {"clerk": world.members[2]}, {"clerk": world.members[3]}
    for cell, day, values in (
        (world.cell, date(2026, 10, 20), wrote),
        (world.cell, date(2026, 10, 10), other),
        (world.other_cell, date(2026, 10, 25), other),
        (world.cell, date(2026, 10, 28), {"clerk": None}),
        (world.cell, date(2026, 10, 22), other | {"struck": True, "struck_reason": "nhầm"}),
        (world.cell, world.draft.held_on, other),
    ):
        meeting = record(cell, day, world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
        as_published(meeting, **values)
    assert proposed(world.draft) == {"chair": world.members[0].pk, "clerk": world.members[2].pk}


def test_where_the_secretary_may_not_come_who_chaired_last_is_proposed(world):
    as_published(world.signed, chair=world.members[2])
    deputy = {"post": PostKind.DEPUTY, "on": date(2026, 1, 5), "how": "elected", "by": None}
    people.appoint(member=world.members[3], **deputy)
    happen(world.members[0], EventKind.EXEMPT, date(2026, 11, 4))
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert proposed(meeting) == {"chair": world.members[2].pk, "clerk": world.members[1].pk}


def test_the_secretary_of_another_cell_who_is_a_guest_is_not_proposed_as_chair(world):
    until = date(2027, 3, 1)
    happen(world.members[0], EventKind.GO_AWAY, date(2026, 11, 4), until=until, cell=world.other_cell)
    meeting = record(world.other_cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert world.members[0].pk in meeting.roll.values_list("member", flat=True)
    assert proposed(meeting) == {"chair": world.other_members[0].pk}


@pytest.mark.parametrize("kind", [EventKind.EXEMPT, EventKind.SUSPEND])
def test_who_is_not_expected_or_not_on_the_roll_is_not_proposed(kind, world):
    until = {"until": date(2026, 12, 31)} if kind == EventKind.SUSPEND else {}
    happen(world.members[1], kind, date(2026, 10, 20), **until)
    meeting = record(world.cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert proposed(meeting) == {"chair": world.members[0].pk}
    elsewhere = record(world.other_cell, date(2026, 11, 6), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert world.members[0].pk not in proposed(elsewhere).values()


def test_a_proposal_is_taken_when_the_step_is_saved_and_not_before(world, sign_in):
    client = sign_in(world.office)
    form = client.get(page(world.draft, "preparation")).context["form"].details
    assert (form["chair"].value(), form["chair"].was) == (str(world.members[0].pk), "")
    assert "Máy đề xuất" in str(form["chair"].help_text)
    sent = {name: form[name].value() for name in ("chair", "clerk")} | {"was-chair": "", "was-clerk": ""}
    client.post(page(world.draft, "preparation"), sent | {"clerk": ""})  # somebody else wrote: not known yet
    world.draft.refresh_from_db()
    assert (world.draft.chair_id, world.draft.clerk_id) == (world.members[0].pk, None)


def score_written(entries, world):
    with CaptureQueriesContext(connection) as asked:
        save(world, **entries(world))
    return any(ScoreLine._meta.db_table in query["sql"] for query in asked)


def first_line(world):
    return world.draft.roll.filter(not_expected="").first().pk


@pytest.mark.parametrize(
    ("entries", "written"),
    [
        (lambda world: {"details": {"conclusion": "Nhất trí.", "place": "Trường"}}, False),
        (lambda world: {"details": {"guests": "Khách"}, "attended": True, "marks": {}}, False),
        (lambda world: {"details": {"ends_at": time(9)}}, True),
        (lambda world: {"marks": {first_line(world): MarkEntry(Mark.PRESENT)}}, True),
        (lambda world: {"points": {}}, True),
    ],
    ids=["texts", "guests", "hours", "marks", "sheet"],
)
def test_points_are_reckoned_with_what_they_may_follow_from(entries, written, world):
    assert score_written(entries, world) is written


def test_what_a_step_does_not_ask_stays_as_it_is(world, sign_in):
    client = sign_in(world.office)
    save(world, details=HOURS | {"conclusion": "Nhất trí."}, attended=True)
    before = recorded(world.draft).version
    for step in STEPS[:-1]:
        client.post(page(world.draft, step), {})
    assert recorded(world.draft).version == before


def test_marks_of_somebody_who_left_the_roll_since_are_refused_with_a_sentence(world, sign_in):
    client, line = sign_in(world.office), world.draft.roll.get(member=world.members[2])
    happen(world.members[2], EventKind.SUSPEND, date(2026, 10, 20), until=date(2026, 12, 31))
    services.refresh_roll(meeting=world.draft, by=world.office)
    sent = {f"roll-{line.pk}-mark": "present", f"was-roll-{line.pk}-mark": ""}
    answer = client.post(page(world.draft, "roll"), sent)
    assert answer.status_code == 200
    assert answer.context["form"].refused
    assert world.draft.roll.get(pk=line.pk).mark == Mark.SUSPENDED


def test_the_minutes_to_be_signed_read_as_the_paper_does(world, sign_in):
    meeting = record(world.other_cell, TODAY, world.office, sign=False)
    text = sign_in(world.office).get(page(meeting, "sign")).content.decode()
    for words in ("I- Thời gian, địa điểm, thành phần", "Bàn việc của xóm.", "Thông qua nghị quyết", "Việc 1"):
        assert words in text
    assert "Còn thiếu" not in text
