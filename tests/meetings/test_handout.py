"""What is printed before a meeting: the invitation, and the form that is filled in by hand."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from meetings import services
from meetings.enums import MeetingKind
from meetings.papers.handout import blank_of, blank_of_planned, invitation_to
from members.enums import EventKind
from tests.world import TODAY, happen, join, plan, record

THIRD = date(2026, 12, 3)


def pages(world):
    return [
        reverse("meetings:invitation", args=[world.planned.pk]),
        reverse("meetings:planned-blank", args=[world.planned.pk]),
        reverse("meetings:blank", args=[world.draft.pk]),
    ]


def test_the_invitation_tells_when_where_what_about_and_who_is_asked(world, sign_in):
    text = sign_in(world.secretary).get(pages(world)[0]).content.decode()
    for words in (
        "ĐẢNG BỘ XÃ NHÀ", "CHI BỘ LŨNG MẬT", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số ......-GM/CB",
        "Sinh hoạt chi bộ chuyên đề", "7 giờ 30",
        "thứ Năm, ngày 10 tháng 12 năm 2026", "Nhà văn hóa", "Truyền thống quê hương", "(5 đồng chí)", "Đinh Văn Phụ",
        "Nông Văn An",
    ):  # fmt: skip
        assert words in text, words
    assert "CỘNG HÒA" not in text


def test_the_exempt_and_the_absent_are_not_counted_as_invited(world):
    happen(world.members[1], EventKind.GO_AWAY, date(2026, 9, 1), until=date(2026, 12, 10))
    earlier = plan(world.cell, date(2026, 12, 9))
    for planned, count in ((world.planned, 5), (earlier, 4)):  # back on the day
        everybody = f"toàn thể đảng viên sinh hoạt tại Chi bộ Lũng Mật ({count} đồng chí)"
        assert invitation_to(planned, TODAY).guests == (everybody, "đồng chí Đinh Văn Phụ, phụ trách chi bộ")


def test_a_regular_meeting_announces_the_thematic_one_of_its_session(world):
    regular = plan(world.cell, THIRD, kind=MeetingKind.REGULAR, theme="")
    alone = invitation_to(regular, TODAY).agenda
    theme = plan(world.cell, THIRD)
    after = "Sau sinh hoạt thường kỳ: sinh hoạt chuyên đề “Truyền thống quê hương”"
    assert invitation_to(regular, TODAY).agenda == (*alone, after)
    assert invitation_to(theme, TODAY).agenda == (
        "Truyền thống quê hương",
        "Trình bày chuyên đề",
        "Thảo luận",
        "Kết luận",
    )
    services.cancel_planned(planned=theme, reason="hoãn", at=world.signed.signed_at, by=world.office)
    assert invitation_to(regular, TODAY).agenda == alone


def test_the_form_of_a_planned_meeting_lists_who_belongs_on_its_roll_and_what_is_open(world):
    regular = plan(world.cell, THIRD, kind=MeetingKind.REGULAR)
    happen(world.members[2], EventKind.TRANSFER, THIRD, cell=world.other_cell)
    join(world.cell, "An Văn Mới", on=date(2026, 12, 1))
    blank = blank_of_planned(regular)
    assert [(line.member.full_name, str(line.role), line.not_expected, told) for line, told in blank.roll] == [
        ("Nông Văn An", "chính thức", "", ""),
        ("Hoàng Thị Ánh", "chính thức", "", ""),
        ("Triệu Văn Bình", "chính thức", "", "đi xa"),
        ("Đàm Quốc Dũng", "chính thức", "exempt", ""),
        ("Lục Văn Đức", "dự bị", "", ""),
        ("An Văn Mới", "chính thức", "", ""),
    ]
    assert [task.text for task in blank.tasks] == ["Việc 1"]
    assert [criterion.code for criterion in blank.criteria] == [
        "time", "attendance", "preparation", "conduct", "principles", "last-resolution", "closing",
    ]  # fmt: skip
    assert blank.committee_member == world.seat


def test_the_form_of_a_record_has_its_frozen_roll_in_the_order_of_the_recording_page(world, sign_in):
    join(world.cell, "An Văn Mới", on=date(2026, 11, 1))
    on_page = sign_in(world.office).get(reverse("meetings:record-roll", args=[world.draft.pk])).context["form"].lines
    assert [line.pk for line, _told in blank_of(world.draft).roll] == [part.line.pk for part in on_page]


def test_a_thematic_form_has_no_score_and_in_a_session_no_tasks(world):
    theme = plan(world.cell, THIRD)
    assert (len(blank_of_planned(theme).tasks), blank_of_planned(theme).criteria) == (1, [])
    plan(world.cell, THIRD, kind=MeetingKind.REGULAR)
    assert blank_of_planned(theme).tasks == []


def test_before_any_score_sheet_the_form_prints_without_one(world, sign_in):
    early = plan(world.cell, date(2018, 5, 3), kind=MeetingKind.REGULAR)
    answer = sign_in(world.office).get(reverse("meetings:planned-blank", args=[early.pk]))
    assert answer.status_code == 200
    assert "Tự chấm điểm" not in answer.content.decode()


def test_the_sheets_are_vietnamese_whatever_the_language_of_the_reader(world, sign_in):
    client = sign_in(world.office)
    client.cookies["django_language"] = "en"
    english = client.get(reverse("meetings:planned", args=[world.planned.pk])).content.decode()
    assert "Invitation" in english
    for page in pages(world):
        text = client.get(page).content.decode()
        assert "Printed by" not in text
        assert "chính thức" in text or "Kính mời" in text


def test_a_printed_list_of_names_leaves_a_trail(world, sign_in):
    client = sign_in(world.in_charge)
    for page in pages(world):
        client.get(page)
    trail = TrailEntry.objects.filter(action="exported").values_list("account", "subject_kind", "subject_id", "commune")
    assert list(trail.order_by("pk")) == [
        (world.in_charge.pk, "meetings.plannedmeeting", world.planned.pk, world.commune.pk),
        (world.in_charge.pk, "meetings.meeting", world.draft.pk, world.commune.pk),
    ]


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_sheet_costs_the_same_for_few_names_and_for_many(number, world, sign_in):
    client = sign_in(world.office)
    url = pages(world)[number]
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for extra in range(20):
        join(world.cell, f"Người {extra}", on=date(2020, 1, 1))
    record(world.cell, date(2026, 10, 20), world.office, kind=MeetingKind.EXTRAORDINARY, tasks=5)
    services.refresh_roll(meeting=world.draft, by=world.office)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)
    assert world.draft.roll.count() == 26


def test_the_next_meeting_of_each_own_cell_leads_to_its_invitation_and_its_form(world, sign_in):
    first = plan(world.cell, TODAY)  # today still counts; what was yesterday does not
    plan(world.cell, TODAY - timedelta(days=1))
    plan(world.foreign_cell, TODAY)
    page = sign_in(world.secretary).get(reverse("meetings:handouts"))
    assert [row.pk for row in page.context["page"]] == [first.pk]
    for name in ("invitation", "planned-blank"):
        assert reverse(f"meetings:{name}", args=[first.pk]) in page.content.decode()
    services.cancel_planned(planned=first, reason="hoãn", at=world.signed.signed_at, by=world.office)
    page = sign_in(world.secretary).get(reverse("meetings:handouts"))
    assert [row.pk for row in page.context["page"]] == [world.planned.pk]


def test_where_nothing_is_planned_the_page_says_what_to_do(world, sign_in):
    services.cancel_planned(planned=world.planned, reason="hoãn", at=world.signed.signed_at, by=world.office)
    text = sign_in(world.secretary).get(reverse("meetings:handouts")).content.decode()
    assert "Chưa có buổi nào sắp tới trong kế hoạch." in text


def test_the_page_of_invitations_asks_no_more_for_more_cells(world, sign_in):
    client = sign_in(world.office)
    asked = []
    for day in (TODAY, TODAY + timedelta(days=1)):
        plan(world.other_cell, day)
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("meetings:handouts"))
        asked.append(len(found))
    assert asked[0] == asked[1]
