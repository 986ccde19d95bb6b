"""Briefings: who came, what was concluded, the notice with its number, and the tasks that follow from it."""

import io
from datetime import date, time, timedelta

import docx
import pytest
from django.urls import reverse

from cells.models import PaperNumber
from cells.queries import current_number
from cells.services import PaperRuleError, strike_paper
from common.errors import RuleError
from common.workdays import WorkCalendar
from members import services as people
from oversight import services
from oversight.enums import BriefingDay
from oversight.models import Briefing, FocusTask
from oversight.papers.briefing import notice_of
from oversight.queries.briefing import tasks_of_last
from oversight.rules.focus import briefing_day
from tests.addresses import a_briefing, an_agency
from tests.world import TODAY


@pytest.mark.parametrize(
    ("rule", "off", "day"),
    [
        (BriefingDay.LAST, [], 31),
        (BriefingDay.LAST, [31], 30),
        (BriefingDay.LAST, [30, 31], 29),
        (BriefingDay.THIRD, [], 4),
        (BriefingDay.THIRD, [4], 5),
    ],
)
def test_the_monthly_briefing_falls_on_a_working_day(rule, off, day):
    """August 2026 ends on a Monday, its 4th is a Tuesday."""
    working = WorkCalendar.of((date(2026, 8, one), True, "nghỉ", "TB") for one in off)
    expected = {31: 31, 30: 28, 29: 28, 4: 4, 5: 5}[day]
    assert briefing_day(2026, 8, rule, working) == date(2026, 8, expected)


def number(world, briefing, on=TODAY, **facts):
    return services.number_notice(briefing=briefing, on=on, today=TODAY, by=world.office, **facts)


def test_those_asked_to_come_are_the_bodies_and_with_secretaries_the_cells_at_work(world):
    bodies, cells = 5, 2
    assert a_briefing(world).units.count() == bodies + cells
    facts = {"kind": "standing", "held_on": TODAY, "chair": "Hà Văn Chủ"}
    weekly = services.hold_briefing(commune=world.commune, by=world.office, **facts)
    assert weekly.units.count() == bodies


def test_who_spoke_was_there(world):
    briefing = a_briefing(world)
    first, second, *_others = briefing.units.all()
    services.note_speech(briefing=briefing, unit=first.pk, said="Đã làm xong đường", by=world.office)
    with pytest.raises(RuleError, match="đã có mặt"):
        services.mark_attendance(briefing=briefing, absent=[first.pk], by=world.office)
    services.mark_attendance(briefing=briefing, absent=[second.pk], by=world.office)
    assert [row.pk for row in briefing.units.filter(came=False)] == [second.pk]
    services.note_speech(briefing=briefing, unit=first.pk, said="", by=world.office)
    services.mark_attendance(briefing=briefing, absent=[first.pk], by=world.office)


def test_with_the_number_of_the_notice_each_conclusion_becomes_a_task(world):
    briefing = a_briefing(world)
    more = {"title": "Cấp phát vật liệu", "agency": an_agency(world), "due_on": TODAY, "person": "Lý Văn Vật"}
    services.conclude(briefing=briefing, by=world.office, **more)
    given = number(world, briefing)
    assert given.text == "01-TB/ĐU"
    made = FocusTask.objects.order_by("pk").values_list("title", "document_no", "given_on", "due_on", "person")
    assert list(made) == [
        ("Rà soát hộ nghèo", "01-TB/ĐU", TODAY, date(2026, 12, 31), ""),
        ("Cấp phát vật liệu", "01-TB/ĐU", TODAY, TODAY, "Lý Văn Vật"),
    ]
    assert number(world, briefing) == given, "a second press gives no second number"
    assert FocusTask.objects.count() == 2
    for change in (services.conclude, services.edit_conclusion):  # while the notice bears its number
        about = {"briefing": briefing} if change is services.conclude else {"conclusion": briefing.conclusions.first()}
        with pytest.raises(RuleError, match="đã ban hành"):
            change(**about, title="Khác", cell=world.cell, due_on=TODAY, by=world.office)


def test_a_notice_that_others_changed_since_its_page_was_drawn_is_not_issued_unasked(world, sign_in):
    briefing, client = a_briefing(world), sign_in(world.office)
    page = client.get(briefing.get_absolute_url())
    sent = {"on": f"{TODAY:%d/%m/%Y}", "paper_shown": page.context["paper_shown"]}
    assert f'name="paper_shown" value="{sent["paper_shown"]}"' in page.content.decode()
    services.conclude(briefing=briefing, title="Thêm", cell=world.cell, due_on=TODAY, by=world.admin)
    url = reverse("oversight:notice", args=[briefing.pk])
    answer = client.post(url, sent)
    assert "Trong lúc đó văn bản đã thay đổi" in answer.content.decode()
    assert not FocusTask.objects.exists()
    again = sent | {"paper_shown": answer.context["form"]["paper_shown"].value()}
    assert client.post(url, again).status_code == 302
    assert sorted(FocusTask.objects.values_list("title", flat=True)) == ["Rà soát hộ nghèo", "Thêm"]


def test_a_notice_without_a_conclusion_or_older_than_the_briefing_gets_no_number(world):
    briefing = a_briefing(world)
    with pytest.raises(PaperRuleError, match="không thể đề ngày trước"):
        number(world, briefing, on=briefing.held_on - timedelta(days=1))
    services.strike_conclusion(conclusion=briefing.conclusions.get(), by=world.office)
    with pytest.raises(PaperRuleError, match="Ghi kết luận trước"):
        number(world, briefing)
    services.conclude(briefing=briefing, title="Gấp", cell=world.cell, due_on=briefing.held_on, by=world.office)
    assert Briefing.objects.get(pk=briefing.pk).paper is None
    assert number(world, briefing, on=briefing.held_on).text == "01-TB/ĐU"


def test_what_is_due_before_the_date_of_the_paper_is_refused(world):
    facts = {"kind": "adhoc", "held_on": TODAY - timedelta(days=5), "chair": "Hà Văn Chủ"}
    briefing = services.hold_briefing(commune=world.commune, by=world.office, **facts)
    conclude = {"briefing": briefing, "title": "Gấp", "cell": world.cell, "by": world.office}
    with pytest.raises(RuleError, match="trước ngày giao ban"):
        services.conclude(**conclude, due_on=briefing.held_on - timedelta(days=1))
    services.conclude(**conclude, due_on=briefing.held_on)
    with pytest.raises(PaperRuleError, match="“Gấp” có hạn"):
        number(world, briefing, on=briefing.held_on + timedelta(days=1))
    assert not FocusTask.objects.exists()


def test_a_corrected_notice_bears_the_next_number_and_its_tasks_too(world):
    briefing = a_briefing(world)
    first = number(world, briefing)
    services.edit_briefing(briefing=briefing, assessment="Đã xong ba việc.", by=world.office)
    second = number(world, briefing, corrects=first)
    assert (second.text, second.corrects) == ("02-TB/ĐU", first)
    assert FocusTask.objects.get().document_no == "02-TB/ĐU"
    strike_paper(paper=second, reason="Không phát hành", by=world.office)
    assert current_number(Briefing.objects.get(pk=briefing.pk).paper_id) == first


def test_once_its_number_is_struck_a_conclusion_is_changed_and_its_task_follows_with_number_and_date(world):
    briefing = a_briefing(world)
    yesterday = TODAY - timedelta(days=1)
    services.edit_briefing(briefing=briefing, held_on=yesterday, by=world.office)
    strike_paper(paper=number(world, briefing, on=yesterday), reason="Sai", by=world.office)
    changed = {"title": "Rà soát lại", "agency": an_agency(world), "cell": None, "due_on": date(2026, 12, 15)}
    services.edit_conclusion(conclusion=briefing.conclusions.get(), by=world.office, **changed)
    number(world, briefing)
    [task] = FocusTask.objects.all()
    assert (task.title, task.unit, task.due_on) == ("Rà soát lại", an_agency(world), date(2026, 12, 15))
    assert (task.document_no, task.document_on, task.given_on) == ("02-TB/ĐU", TODAY, yesterday)


def test_a_briefing_is_not_moved_past_what_was_concluded_or_issued(world):
    briefing = a_briefing(world)
    with pytest.raises(RuleError, match="31/12/2026"):
        services.edit_briefing(briefing=briefing, held_on=date(2027, 1, 1), by=world.office)
    number(world, briefing)
    with pytest.raises(RuleError, match="24/11/2026"):
        services.edit_briefing(briefing=briefing, held_on=TODAY + timedelta(days=1), by=world.office)


def test_a_cell_that_has_ended_gets_no_task_its_successor_does(world):
    briefing = a_briefing(world)
    people.end_cell(cell=world.cell, state="merged", on=TODAY, move_to=world.other_cell, by=world.office)
    assert briefing.conclusions.get().cell == world.other_cell
    number(world, briefing)
    assert FocusTask.objects.get().cell == world.other_cell


def test_two_bodies_of_one_place_are_both_recipients(world):
    first, second = world.commune.agencies.all()[:2]
    services.change_agency(agency=second, name="Công an xã", position=first.position, by=world.office)
    briefing = a_briefing(world)
    about = {"briefing": briefing, "due_on": TODAY, "by": world.office}
    for body in (first, second, first):
        services.conclude(title="Việc", agency=body, **about)
    recipients = notice_of(briefing).recipients
    assert recipients == ("Công an xã", str(first), "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy")


def test_a_briefing_with_a_number_is_not_struck_out(world):
    briefing = a_briefing(world)
    given = number(world, briefing)
    with pytest.raises(RuleError, match="đã có số"):
        services.strike_briefing(briefing=briefing, reason="Nhầm", by=world.office)
    strike_paper(paper=given, reason="Không phát hành", by=world.office)
    with pytest.raises(RuleError, match="chưa xong"):
        services.strike_briefing(briefing=briefing, reason="Nhầm", by=world.office)
    services.strike_task(task=FocusTask.objects.get(), reason="Nhầm", by=world.office)
    services.strike_briefing(briefing=briefing, reason="Nhầm", by=world.office)
    assert not Briefing.objects.kept().exists()


def test_the_next_briefing_begins_with_the_tasks_of_the_last_one(world):
    facts = {"kind": "secretaries", "held_on": date(2026, 10, 30), "chair": "Hà Văn Chủ"}
    last = services.hold_briefing(commune=world.commune, by=world.office, **facts)
    services.conclude(briefing=last, title="Làm đường", cell=world.cell, due_on=date(2026, 11, 20), by=world.office)
    number(world, last, on=date(2026, 10, 31))
    found, rows = tasks_of_last(a_briefing(world), TODAY)
    assert (found, [(one.task.title, one.course.state) for one in rows]) == (last, [("Làm đường", "late")])
    assert tasks_of_last(last, TODAY) == (None, [])


def test_the_notice_says_who_does_what_by_when(world, sign_in):
    facts = {"kind": "secretaries", "held_on": TODAY, "starts_at": time(8), "chair": "đồng chí Hà Văn Chủ"}
    facts |= {"heard": "báo cáo tháng 11", "assessment": "Ba việc đã xong.\nMột việc chậm."}
    briefing = services.hold_briefing(commune=world.commune, by=world.office, **facts)
    units = list(briefing.units.all())
    services.mark_attendance(briefing=briefing, absent=[row.pk for row in units[1:]], by=world.office)
    about = {"briefing": briefing, "by": world.office}
    services.conclude(**about, title="Làm đường", content="Dài 2 km", cell=world.cell, due_on=date(2026, 12, 31))
    services.conclude(**about, title="Cấp xi măng", agency=an_agency(world), person="Lý Vật", due_on=TODAY)
    client, url = sign_in(world.office), reverse("oversight:notice", args=[briefing.pk])
    assert client.post(url, {"on": "24/11/2026", "first": "7"}, follow=True).status_code == 200
    file = docx.Document(io.BytesIO(client.get(url).content))
    assert [line.text for line in file.paragraphs if line.text.strip()] == [
        "THÔNG BÁO",
        "kết luận tại hội nghị giao ban với bí thư các chi bộ ngày 24/11/2026",
        "-----",
        "Ngày 24 tháng 11 năm 2026, đồng chí Hà Văn Chủ chủ trì hội nghị giao ban với bí thư các chi bộ.",
        "Dự hội nghị có: Ủy ban nhân dân xã.",
        "Hội nghị đã nghe: báo cáo tháng 11.",
        "I- Đánh giá chung",
        "Ba việc đã xong.",
        "Một việc chậm.",
        "II- Kết luận",
        "1. Làm đường. Dài 2 km. Đơn vị chủ trì: Chi bộ Lũng Mật; hoàn thành chậm nhất ngày 31/12/2026.",
        "2. Cấp xi măng. Đơn vị chủ trì: Ủy ban nhân dân xã; người chịu trách nhiệm: Lý Vật; "
        "hoàn thành chậm nhất ngày 24/11/2026.",
        "III- Tổ chức thực hiện",
        "Các đơn vị được giao nhiệm vụ triển khai thực hiện. Văn phòng Đảng ủy theo dõi, đôn đốc, báo cáo kết quả.",
    ]
    cells = " ".join(cell.text for table in file.tables for row in table.rows for cell in row.cells)
    assert "07-TB/ĐU" in cells
    assert "Ủy ban nhân dân xã" in cells
    assert "Các chi bộ trực thuộc" in cells
    assert PaperNumber.objects.get(kind="notice").subject.startswith("kết luận tại")


def test_a_page_leads_from_the_briefing_to_its_tasks(world, sign_in):
    client, url = sign_in(world.office), reverse("oversight:add-briefing")
    typed = {"kind": "secretaries", "held_on": "24/11/2026", "chair": "Hà Văn Chủ", "starts_at": "8h"}
    assert list(client.post(url, typed | {"chair": ""}).context["form"].errors) == ["chair"]
    assert list(client.post(url, typed | {"held_on": "25/11/2026"}).context["form"].errors) == ["held_on"]
    page = client.post(url, typed, follow=True)
    briefing = page.context["briefing"]
    assert "Chưa có kết luận" in page.content.decode()
    again = client.post(url, typed)
    assert "cùng loại" in again.content.decode()
    conclude = reverse("oversight:conclude", args=[briefing.pk])
    row = {"title": "Rà soát", "lead": f"c{world.cell.pk}", "due_on": "30/11/2026"}
    assert list(client.post(conclude, row | {"lead": ""}).context["form"].errors) == ["lead"]
    assert client.post(conclude, row).status_code == 302
    client.post(reverse("oversight:notice", args=[briefing.pk]), {"on": "24/11/2026"})
    task = FocusTask.objects.get()
    assert task.get_absolute_url() in client.get(briefing.get_absolute_url()).content.decode()
    assert "01-TB/ĐU" in sign_in(world.secretary).get(briefing.get_absolute_url()).content.decode()
    services.change_task(
        task=task, cell=None, agency=an_agency(world), by=world.office, due_on=task.due_on, given_on=TODAY
    )
    seen = sign_in(world.secretary).get(briefing.get_absolute_url()).content.decode()
    assert task.get_absolute_url() not in seen, "no link to what does not open"


def test_the_notice_of_a_weekly_briefing_goes_out_from_the_office_under_numbers_of_its_own(world):
    numbers = []
    for kind in ("standing", "secretaries", "standing"):
        about = {"kind": kind, "held_on": TODAY - timedelta(days=len(numbers)), "chair": "Hà Văn Chủ"}
        briefing = services.hold_briefing(commune=world.commune, by=world.office, **about)
        services.conclude(briefing=briefing, title="Rà soát", cell=world.cell, due_on=TODAY, by=world.office)
        numbers.append(number(world, briefing))
    assert [one.text for one in numbers] == ["01-TB/VPĐU", "01-TB/ĐU", "02-TB/VPĐU"]
    papers = [notice_of(one.paper.briefing, one) for one in numbers[:2]]
    assert [paper.signatures[0].post for paper in papers] == ["Chánh Văn phòng", "Bí thư"]
    assert FocusTask.objects.filter(document_no="02-TB/VPĐU").exists()
