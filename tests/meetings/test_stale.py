"""What is signed is what stood on the page: also when two people record at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from meetings import services
from meetings.enums import Mark
from meetings.forms.steps import Whole
from meetings.models import Meeting
from meetings.queries.recorded import Recorded
from meetings.services import MarkEntry, TaskEntry, VoteEntry
from tests.world import TODAY, record

NOTHING = {"details": {}, "marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}


@pytest.fixture
def meeting(world):
    """A meeting that could be signed as it stands."""
    return record(world.other_cell, TODAY, world.office, sign=False)


def opened(client, meeting, step="sign"):
    """(address, the fields of the page of a step as a browser without scripts sends them)."""
    address = reverse(f"meetings:record-{step}", args=[meeting.pk])
    context = client.get(address).context
    sent = {"version": context["version"]}
    for part in context["form"].parts:
        for field in part:
            sent[f"was-{field.html_name}"] = field.was
            if step != "sign":
                sent[field.html_name] = field.was
    return address, sent


def changed(meeting, by, **entries):
    services.save_minutes(meeting=meeting, by=by, **NOTHING | entries)


def state(meeting):
    return Meeting.objects.get(pk=meeting.pk).state


def told(answer):
    return [(str(one.about), str(one.label), one.before, one.now, one.by) for one in answer.context["meanwhile"]]


def test_a_page_that_nobody_overtook_is_signed(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    answer = client.post(address, sent)
    assert (answer.status_code, state(meeting)) == (302, "signed")


def test_a_page_that_was_overtaken_is_not_signed_and_shows_what_changed_and_who_did_it(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    line = meeting.roll.order_by("pk").last()
    changed(
        meeting,
        world.secretary,
        details={"conclusion": "Giao chi ủy sửa đường."},
        marks={line.pk: MarkEntry(Mark.EXCUSED, "ốm")},
    )
    answer = client.post(address, sent)
    assert (answer.status_code, state(meeting)) == (200, "draft")
    name = str(world.secretary)
    who = line.member.full_name
    assert told(answer)[:-1] == [
        (who, "Dự họp", "có mặt", "vắng có lý do", name),
        (who, "lý do", "", "ốm", name),
        (who, "phát biểu", "on", "", name),
        ("", "Kết luận", "", "Giao chi ủy sửa đường.", name),
    ]
    assert told(answer)[-1] == ("Tỷ lệ đảng viên dự sinh hoạt", "điểm", "5", "3", name)  # follows from the roll
    assert "Chưa ký" in answer.content.decode()


def test_what_the_same_account_saved_in_another_browser_overtakes_a_page_too(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    changed(meeting, world.office, details={"conclusion": "Giao chi ủy sửa đường."})
    answer = client.post(address, sent)
    assert (answer.status_code, state(meeting)) == (200, "draft")
    assert told(answer) == [("", "Kết luận", "", "Giao chi ủy sửa đường.", str(world.office))]


def test_signing_again_from_the_page_that_shows_it_signs(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    changed(meeting, world.secretary, details={"conclusion": "Giao chi ủy sửa đường."})
    answer = client.post(address, sent)
    assert client.post(address, sent | {"version": answer.context["version"]}).status_code == 302
    assert state(meeting) == "signed"


@pytest.mark.parametrize(
    "entries",
    [
        {"tasks": [TaskEntry("Việc thêm", "Chi ủy", TODAY)]},
        {"votes": [VoteEntry("Thêm một việc", "majority", 1)]},
    ],
    ids=["item", "vote"],
)
def test_a_row_that_is_on_no_page_yet_is_shown_too(entries, world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    changed(meeting, world.secretary, **entries)
    answer = client.post(address, sent)
    assert state(meeting) == "draft"
    [first, *_more] = told(answer)
    assert first[0] in ("Việc thêm", "Thêm một việc")
    assert (first[2], first[4]) == ("", str(world.secretary))


def test_a_row_that_was_struck_out_is_shown_too(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    task = meeting.tasks.get()
    changed(meeting, world.secretary, tasks=[TaskEntry("", "", None, task)])
    assert told(client.post(address, sent)) == [(task.text, "nhiệm vụ", task.text, "", "")]


@pytest.mark.parametrize("version", [None, "", "0" * 32])
def test_nothing_is_signed_without_the_version_of_the_page(version, world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    del sent["version"]
    sent |= {} if version is None else {"version": version}
    assert client.post(address, sent).status_code == 200
    assert state(meeting) == "draft"


@pytest.mark.parametrize(
    ("step", "theirs", "words", "mine", "kept"),
    [
        ("resolution", {"details": {"conclusion": "Sửa đường."}}, "Kết luận", {"discussion": "Bàn."}, "conclusion"),
        ("preparation", {"details": {"agenda": "Sửa đường."}}, "Nội dung chương trình", {"place": "Trường"}, "agenda"),
        ("roll", {"details": {"guests": "Sửa đường."}}, "Đại biểu khác", {}, "guests"),
    ],
)
def test_saving_an_overtaken_step_loses_nothing_and_says_so(step, theirs, words, mine, kept, world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting, step)
    changed(meeting, world.secretary, **theirs)
    page = client.post(address, sent | mine, follow=True).content.decode()
    now = Meeting.objects.get(pk=meeting.pk)
    assert getattr(now, kept) == "Sửa đường."
    assert {name: getattr(now, name) for name in mine} == mine
    assert escape(f"biên bản đã được sửa: {words}") in page


def test_what_others_recorded_at_another_step_is_not_told_when_a_step_is_saved(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting, "preparation")
    line = meeting.roll.order_by("pk").last()
    changed(meeting, world.secretary, marks={line.pk: MarkEntry(Mark.EXCUSED, "ốm")})
    page = client.post(address, sent | {"place": "Nhà ông An"}, follow=True).content.decode()
    assert Meeting.objects.get(pk=meeting.pk).place == "Nhà ông An"
    assert "biên bản đã được sửa" not in page


def test_both_wrote_the_same_field_and_neither_is_lost(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting, "resolution")
    changed(meeting, world.secretary, details={"conclusion": "Bản của bí thư."})
    answer = client.post(address, sent | {"conclusion": "Bản của văn phòng."})
    page = answer.content.decode()
    assert Meeting.objects.get(pk=meeting.pk).conclusion == "Bản của bí thư."
    assert "Bản của bí thư." in page
    assert "Bản của văn phòng." in page


def test_the_version_asks_nothing_that_the_page_does_not_ask_anyway(world, meeting):
    recorded = Recorded(Meeting.objects.select_related("cell", "edition", "score").get(pk=meeting.pk))
    Whole(recorded)
    assert recorded.task_share  # read for the page too
    with CaptureQueriesContext(connection) as asked:
        assert len(recorded.version) == 32
    assert [query["sql"] for query in asked] == []
