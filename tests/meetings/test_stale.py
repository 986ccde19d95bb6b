"""What is signed is what stood on the page: also when two people record at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from meetings import services
from meetings.enums import Mark
from meetings.forms import RecordingForm
from meetings.models import Meeting
from meetings.queries.recorded import Recorded
from meetings.services import MarkEntry, TaskEntry, VoteEntry
from tests.world import TODAY, record

NOTHING = {"details": {}, "marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}


@pytest.fixture
def meeting(world):
    """A meeting that could be signed as it stands."""
    return record(world.other_cell, TODAY, world.office, sign=False)


def opened(client, meeting):
    """(address, the fields of the page as a browser without scripts sends them)."""
    address = reverse("meetings:record", args=[meeting.pk])
    context = client.get(address).context
    sent = {"version": context["version"]}
    for part in context["form"].parts:
        for field in part:
            sent[field.html_name] = sent[f"was-{field.html_name}"] = field.was
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
    answer = client.post(address, sent | {"sign": "1", "conclusion": "Nhất trí."})
    assert (answer.status_code, state(meeting)) == (302, "signed")
    assert Meeting.objects.get(pk=meeting.pk).conclusion == "Nhất trí."


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
    answer = client.post(address, sent | {"sign": "1", "place": "Nhà ông An"})
    assert (answer.status_code, state(meeting)) == (200, "draft")
    name = str(world.secretary)
    who = line.member.full_name
    assert told(answer)[:-1] == [
        ("", "Kết luận", "", "Giao chi ủy sửa đường.", name),
        (who, "Dự họp", "có mặt", "vắng có lý do", name),
        (who, "lý do", "", "ốm", name),
        (who, "phát biểu", "on", "", name),
    ]
    assert told(answer)[-1] == ("Tỷ lệ đảng viên dự sinh hoạt", "điểm", "5", "3", name)  # follows from the roll
    page = answer.content.decode()
    assert "Chưa ký" in page
    assert "Nhà ông An" in page  # what was typed stays in its field
    assert Meeting.objects.get(pk=meeting.pk).place != "Nhà ông An"


def test_signing_again_from_the_page_that_shows_it_signs(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    changed(meeting, world.secretary, details={"conclusion": "Giao chi ủy sửa đường."})
    answer = client.post(address, sent | {"sign": "1"})
    again = sent | {"conclusion": "Giao chi ủy sửa đường.", "was-conclusion": "Giao chi ủy sửa đường."}
    assert client.post(address, again | {"sign": "1", "version": answer.context["version"]}).status_code == 302
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
    answer = client.post(address, sent | {"sign": "1"})
    assert state(meeting) == "draft"
    [first, *_more] = told(answer)
    assert first[0] in ("Việc thêm", "Thêm một việc")
    assert (first[2], first[4]) == ("", str(world.secretary))


def test_a_row_that_was_struck_out_is_shown_too(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    task = meeting.tasks.get()
    changed(meeting, world.secretary, tasks=[TaskEntry("", "", None, task)])
    assert told(client.post(address, sent | {"sign": "1"})) == [(task.text, "nhiệm vụ", task.text, "", "")]


@pytest.mark.parametrize("version", [None, "", "0" * 32])
def test_nothing_is_signed_without_the_version_of_the_page(version, world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    del sent["version"]
    sent |= {} if version is None else {"version": version}
    assert client.post(address, sent | {"sign": "1"}).status_code == 200
    assert state(meeting) == "draft"


def test_saving_an_overtaken_page_loses_nothing_and_says_so(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    changed(meeting, world.secretary, details={"conclusion": "Giao chi ủy sửa đường."})
    page = client.post(address, sent | {"place": "Nhà ông An"}, follow=True).content.decode()
    now = Meeting.objects.get(pk=meeting.pk)
    assert (now.conclusion, now.place) == ("Giao chi ủy sửa đường.", "Nhà ông An")
    assert escape("biên bản đã được sửa: Kết luận") in page


def test_both_wrote_the_same_field_and_neither_is_lost(world, sign_in, meeting):
    client = sign_in(world.office)
    address, sent = opened(client, meeting)
    changed(meeting, world.secretary, details={"conclusion": "Bản của bí thư."})
    answer = client.post(address, sent | {"sign": "1", "conclusion": "Bản của văn phòng."})
    page = answer.content.decode()
    assert (state(meeting), Meeting.objects.get(pk=meeting.pk).conclusion) == ("draft", "Bản của bí thư.")
    assert "Bản của bí thư." in page
    assert "Bản của văn phòng." in page


def test_the_version_asks_nothing_that_the_page_does_not_ask_anyway(world, meeting):
    recorded = Recorded(Meeting.objects.select_related("cell", "edition", "score").get(pk=meeting.pk))
    RecordingForm.of(recorded)
    assert recorded.task_share  # read for the page too
    with CaptureQueriesContext(connection) as asked:
        assert len(recorded.version) == 32
    assert [query["sql"] for query in asked] == []
