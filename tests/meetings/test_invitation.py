"""The invitation to a planned meeting in Word, read back, and its number."""

import io
from datetime import date

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape

from accounts.models import TrailEntry
from cells import services as register
from cells.enums import PaperKind
from cells.models import FormerCellName, Paper, PaperNumber
from meetings import services
from meetings.enums import MeetingKind
from tests.world import TODAY, join, plan, record

GUEST = f"Kính mời: Đồng chí {'.' * 90}"
CLOSING = "Đề nghị đồng chí nghiên cứu trước nội dung và dự đầy đủ, đúng giờ. Vắng mặt xin báo trước với bí thư chi bộ."


def numbered(world, planned, on=TODAY, **more):
    return services.number_invitation(planned=planned, on=on, **{"today": TODAY, "by": world.office} | more)


def cancelled(world, planned):
    return services.cancel_planned(planned=planned, reason="hoãn", at=world.signed.signed_at, by=world.office)


def address(planned, name="invitation-word"):
    return reverse(f"meetings:{name}", args=[planned.pk])


def issued(number):
    return reverse("meetings:issued-paper", args=[number.pk])


def lines(where):
    return [paragraph.text for paragraph in where.paragraphs if paragraph.text]


def written(client, planned):
    """(left and right of the head, the text, left and right of the foot) of the Word file."""
    answer = client.get(address(planned))
    assert answer.status_code == 200
    file = docx.Document(io.BytesIO(answer.content))
    head, foot = ([lines(cell) for cell in table.rows[0].cells] for table in file.tables)
    return head, lines(file), foot


def test_the_word_file_says_what_is_planned_and_leaves_room_for_guest_number_and_day(world, sign_in):
    assert written(sign_in(world.secretary), world.planned) == (
        [
            ["ĐẢNG BỘ XÃ NHÀ", "CHI BỘ LŨNG MẬT", "*", "Số ......-GM/CB"],
            ["ĐẢNG CỘNG SẢN VIỆT NAM", "Nhà, ngày ...... tháng ...... năm 2026"],
        ],
        [
            "GIẤY MỜI",
            "Sinh hoạt chi bộ chuyên đề",
            "-----",
            GUEST,
            "Đến dự: Sinh hoạt chi bộ chuyên đề.",
            "Thành phần: toàn thể đảng viên sinh hoạt tại Chi bộ Lũng Mật (5 đồng chí); "
            "đồng chí Đinh Văn Phụ, phụ trách chi bộ.",
            "Thời gian: 7 giờ 30, thứ Năm, ngày 10 tháng 12 năm 2026.",
            "Địa điểm: Nhà văn hóa.",
            "Nội dung:",
            "1. Truyền thống quê hương",
            "2. Trình bày chuyên đề",
            "3. Thảo luận",
            "4. Kết luận",
            CLOSING,
        ],
        [["Nơi nhận:", "- Như trên,", "- Lưu chi bộ."], ["T/M CHI BỘ", "BÍ THƯ", "Nông Văn An"]],
    )
    assert not Paper.objects.filter(kind=PaperKind.INVITATION).exists()


def test_what_is_not_planned_yet_is_left_to_be_written(world, sign_in):
    bare = plan(world.other_cell, date(2026, 12, 6), MeetingKind.EXTRAORDINARY, starts_at=None, place="", theme="")
    _head, text, _foot = written(sign_in(world.office), bare)
    assert text[4:] == [
        "Đến dự: Sinh hoạt chi bộ bất thường.",
        "Thành phần: toàn thể đảng viên sinh hoạt tại Chi bộ Pác Tao (3 đồng chí).",
        "Thời gian: ...... giờ ......, chủ nhật, ngày 06 tháng 12 năm 2026.",
        f"Địa điểm: {'.' * 54}",
        "Nội dung:",
        f"1. {'.' * 54}",
        CLOSING,
    ]


def test_page_and_word_file_say_the_same(world, sign_in):
    regular = plan(world.cell, date(2026, 12, 3), MeetingKind.REGULAR, theme="")
    plan(world.cell, date(2026, 12, 3), theme="Học Bác <b>&")
    numbered(world, regular)
    client = sign_in(world.office)
    head, text, foot = written(client, regular)
    page = client.get(address(regular, "invitation")).content.decode()
    title, guests, when, place = text[1], text[5].split(": ")[1], text[6].split(": ")[1], text[7].split(": ")[1]
    agenda = [item.split(". ", 1)[1] for item in text[9:-1]]
    assert len(agenda) == 5
    first, second = guests.split("; ")
    for words in (*head[0], *head[1], title, first[1:], second[1:], when, place, *agenda, *foot[1]):
        assert escape(words) in page, words


def test_number_and_day_stand_on_page_and_word_file(world, sign_in):
    numbered(world, world.planned, on=date(2026, 11, 20), first=7)
    client = sign_in(world.in_charge)
    head, _text, _foot = written(client, world.planned)
    assert (head[0][-1], head[1][-1]) == ("Số 07-GM/CB", "Nhà, ngày 20 tháng 11 năm 2026")
    page = client.get(address(world.planned, "invitation")).content.decode()
    assert "Số 07-GM/CB" in page
    assert "Nhà, ngày 20 tháng 11 năm 2026" in page


def test_the_head_bears_the_names_of_the_day_of_the_paper(world, sign_in):
    FormerCellName(cell=world.cell, name="Chi bộ Lũng Cũ", until=date(2026, 11, 21)).save_checked()
    numbered(world, world.planned, on=date(2026, 11, 20))
    client = sign_in(world.office)
    assert written(client, world.planned)[0][0][1] == "CHI BỘ LŨNG CŨ"
    assert "CHI BỘ LŨNG CŨ" in client.get(address(world.planned, "invitation")).content.decode()


def test_a_word_file_leaves_a_trail(world, sign_in):
    written(sign_in(world.leader), world.planned)
    entry = TrailEntry.objects.get(action="exported")
    assert entry.changes == {"planned": world.planned.pk, "paper": "invitation"}
    assert (entry.account_name, entry.commune) == (str(world.leader), world.commune.pk)


def test_numbering_leads_to_the_word_file_and_counts_once(world, sign_in):
    client = sign_in(world.secretary)
    for key in ("a" * 32, "a" * 32, "b" * 32):
        answer = client.post(address(world.planned), {"on": "24/11/2026", "first": "4", "form_key": key})
        assert answer.headers["Location"] == address(world.planned)
    number = PaperNumber.objects.get(kind=PaperKind.INVITATION)
    assert (number.text, number.paper.owner) == ("04-GM/CB", world.planned)
    assert number.subject == "sinh hoạt chi bộ chuyên đề, ngày 10/12/2026"
    assert numbered(world, plan(world.cell, date(2026, 12, 11))).text == "05-GM/CB"


@pytest.mark.parametrize(
    ("meets", "on", "refused"),
    [
        (date(2026, 12, 10), TODAY, False),
        (date(2026, 12, 10), date(2026, 11, 25), True),
        (date(2026, 11, 20), date(2026, 11, 20), False),
        (date(2026, 11, 20), date(2026, 11, 21), True),
    ],
)
def test_an_invitation_is_dated_before_its_meeting_or_on_its_day_and_never_after_today(world, meets, on, refused):
    planned = plan(world.cell, meets, MeetingKind.EXTRAORDINARY)
    if refused:
        with pytest.raises(register.PaperRuleError) as error:
            numbered(world, planned, on=on)
        assert error.value.field == "on"
    else:
        assert numbered(world, planned, on=on).on == on


@pytest.mark.parametrize("sent", [{}, {"on": "31/02/2026"}, {"on": "25/11/2026"}, {"on": "20/11/2026", "first": "0"}])
def test_a_wrong_date_or_number_is_refused_on_the_form(world, sign_in, sent):
    answer = sign_in(world.office).post(address(world.planned), sent)
    assert (answer.status_code, "note error" in answer.content.decode()) == (200, True)
    assert address(world.planned, "planned") in answer.content.decode()
    assert not Paper.objects.filter(kind=PaperKind.INVITATION).exists()


def test_nobody_is_invited_to_a_cancelled_meeting(world, sign_in):
    number = numbered(world, world.planned)
    other = plan(world.cell, date(2026, 12, 11))
    for planned in (world.planned, other):
        cancelled(world, planned)
    client = sign_in(world.secretary)
    for name in ("invitation", "invitation-word"):
        answer = client.get(address(other, name))
        assert answer.headers["Location"] == other.get_absolute_url()
    assert "note error" in client.post(address(other), {"on": "24/11/2026"}).content.decode()
    with pytest.raises(register.PaperRuleError):
        numbered(world, other)
    assert PaperNumber.objects.get(kind=PaperKind.INVITATION) == number
    page = client.get(other.get_absolute_url()).content.decode()
    assert address(other) not in page
    page = client.get(world.planned.get_absolute_url()).content.decode()
    assert (number.text in page, address(world.planned) in page) == (True, False)
    listed = client.get(reverse("meetings:papers")).content.decode()
    assert (number.text in listed, issued(number) in listed) == (True, True)


def test_a_recorded_meeting_keeps_its_invitation_and_gets_no_new_one(world, sign_in):
    with_one, without = plan(world.cell, date(2026, 11, 20)), plan(world.other_cell, date(2026, 11, 20))
    number = numbered(world, with_one, on=date(2026, 11, 18))
    for planned in (with_one, without):
        record(planned.cell, planned.on, world.office, kind=MeetingKind.THEMATIC, full=False)
    with pytest.raises(register.PaperRuleError):
        numbered(world, without, on=date(2026, 11, 18))
    assert numbered(world, with_one, on=date(2026, 11, 18)) == number
    client = sign_in(world.office)
    assert written(client, with_one)[0][0][-1] == "Số 01-GM/CB"
    assert address(with_one) in client.get(with_one.get_absolute_url()).content.decode()
    assert address(without) not in client.get(without.get_absolute_url()).content.decode()


def test_anyone_who_changes_the_plan_is_told_of_an_invitation_that_is_numbered(world, sign_in):
    client, url = sign_in(world.secretary), address(world.planned, "move-planned")

    def told(day):
        answer = client.post(url, {"on": day, "reason": "bận việc"}, follow=True)
        return [str(message) for message in answer.context["messages"] if message.level_tag == "warning"]

    assert told("11/12/2026") == []
    numbered(world, world.planned)
    assert told("12/12/2026") == [
        "Giấy mời 01-GM/CB đã được cấp số: báo lại cho người đã nhận, hoặc hủy số nếu chưa gửi."
    ]


def test_a_struck_number_is_never_given_again(world, sign_in):
    number = numbered(world, world.planned)
    client = sign_in(world.secretary)
    listed = reverse("meetings:papers")
    assert issued(number) in client.get(listed).content.decode()
    register.strike_paper(paper=number, reason="in sai", by=world.office)
    page = client.get(listed).content.decode()
    assert ("in sai" in page, issued(number) in page) == (True, False)
    assert client.get(issued(number)).status_code == 404
    assert world.planned.get_absolute_url() in page
    assert numbered(world, world.planned).text == "02-GM/CB"


def test_the_page_of_a_planned_meeting_offers_the_paper_by_role(world, sign_in):
    url = world.planned.get_absolute_url()
    secretary, leader = (sign_in(who).get(url).content.decode() for who in (world.secretary, world.leader))
    for page in (secretary, leader):
        assert f'href="{address(world.planned)}"' in page
    form = f'action="{address(world.planned)}"'
    assert (form in secretary, form in leader) == (True, False)
    assert (
        'name="on" data-day="any" inputmode="text" maxlength="30" autocomplete="off" required value="24/11/2026"'
        in secretary
    )
    assert 'name="first"' in secretary
    numbered(world, world.planned)
    page = sign_in(world.secretary).get(url).content.decode()
    assert ("01-GM/CB" in page, 'name="on"' in page) == (True, False)


def test_page_and_word_file_ask_the_same_however_many_members_and_papers(world, sign_in):
    client = sign_in(world.office)
    pages = (world.planned.get_absolute_url(), address(world.planned), reverse("meetings:papers"))

    def asked(url):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    numbered(world, world.planned)
    before = [asked(page) for page in pages]
    for extra in range(10):
        join(world.cell, f"Người {extra}", on=date(2020, 1, 1))
        numbered(world, plan(world.cell, date(2026, 12, 12 + extra)))
    assert [asked(page) for page in pages] == before
