"""What is numbered is kept as issued; where the records have changed since, a corrected paper is offered."""

import io
from datetime import date, datetime

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import TrailEntry
from cells import services as register
from cells.enums import PaperKind
from cells.models import Cell, Commune, PaperNumber
from cells.queries import current_number
from common.periods import Period
from meetings import services
from meetings.models import Meeting, PlannedMeeting
from members.models import Member
from members.services import merge
from reports.services import number_month_sheet
from tests.world import TODAY, join, plan, record

MINUTES, RESOLUTION = PaperKind.MINUTES, PaperKind.RESOLUTION
AT = timezone.make_aware(datetime(2026, 11, 24, 9))
OFFER = "Ban hành bản đính chính, cấp số mới"


def numbered(world, meeting, kind, **more):
    facts = {"on": meeting.held_on, "today": TODAY, "by": world.office} | more
    return services.number_meeting_paper(meeting=meeting, kind=kind, **facts)


def whole(answer):
    """Every text of a Word file: paragraphs, cells of tables, and what it tells about itself."""
    assert answer.status_code == 200, answer
    file = docx.Document(io.BytesIO(answer.content))
    told = [paragraph.text for paragraph in file.paragraphs]
    told += [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return [*told, file.core_properties.title, file.core_properties.author]


def paper_address(meeting, kind):
    return reverse("meetings:paper", args=[meeting.pk, kind])


def issued_address(number):
    return reverse("meetings:issued-paper", args=[number.pk])


def text_of(client, url):
    return client.get(url).content.decode()


def changed(meeting, world, **details):
    """Signed minutes, opened, changed and signed anew."""
    services.reopen_meeting(meeting=meeting, reason="ghi thiếu", at=AT, by=world.office)
    facts = {"marks": {}, "attended": True, "reviews": {}, "tasks": [], "votes": [], "points": {}}
    services.save_minutes(meeting=meeting, details=details, by=world.office, **facts)
    services.sign_meeting(meeting=meeting, at=AT, by=world.office)


def rename(world):
    """Cell, commune, secretary and the member in charge bear other names from now on, as if they always had."""
    for model, row, field in (
        (Cell, world.cell, "name"),
        (Commune, world.commune, "organisation"),
        (Member, world.member, "full_name"),
    ):
        row = model.objects.get(pk=row.pk)
        setattr(row, field, "Tên Mới Hẳn")
        row.save_checked()


@pytest.mark.parametrize("kind", [MINUTES, RESOLUTION, PaperKind.NOTICE])
def test_a_numbered_paper_stays_the_same_whatever_becomes_of_the_records(world, sign_in, kind):
    numbered(world, world.signed, kind)
    client, url = sign_in(world.leader), paper_address(world.signed, kind)
    before = whole(client.get(url))
    rename(world)
    changed(world.signed, world, conclusion="Làm khác.", place="Chỗ khác")
    assert whole(client.get(url)) == before
    assert "Tên Mới Hẳn" not in str(before)


def test_a_paper_without_a_number_tells_todays_records(world, sign_in):
    rename(world)
    told = str(whole(sign_in(world.leader).get(paper_address(world.signed, MINUTES))))
    assert "Tên Mới Hẳn" in told


def test_the_page_says_in_what_the_records_have_changed_and_offers_a_correction_by_role(world, sign_in):
    url = world.signed.get_absolute_url()
    assert "đã thay đổi" not in text_of(sign_in(world.secretary), url)
    changed(world.signed, world, conclusion="Làm khác.")
    for account, offered in ((world.secretary, True), (world.leader, False)):
        page = text_of(sign_in(account), url)
        assert "Từ khi ban hành 01-NQ/CB, số liệu đã thay đổi: Quyết nghị." in page
        assert (OFFER in page) is offered
    rename(world)
    assert "thay đổi: tên cơ quan ở đầu văn bản, người ký, nội dung, Quyết nghị." in text_of(sign_in(world.leader), url)


def test_minutes_opened_again_keep_their_paper_and_wait_for_the_signature(world, sign_in):
    numbered(world, world.signed, MINUTES)
    client = sign_in(world.secretary)
    before = {kind: whole(client.get(paper_address(world.signed, kind))) for kind in (MINUTES, RESOLUTION)}
    services.reopen_meeting(meeting=world.signed, reason="ghi thiếu", at=AT, by=world.office)
    page = text_of(client, world.signed.get_absolute_url())
    assert ("đã thay đổi: " in page, OFFER in page) == (False, False)
    draft = Meeting.objects.get(pk=world.signed.pk)
    draft.conclusion = "Làm khác."
    draft.save_checked()
    page = text_of(client, world.signed.get_absolute_url())
    assert ("đã thay đổi: Quyết nghị." in page, "đã thay đổi: Kết luận." in page, OFFER in page) == (True, True, False)
    assert {kind: whole(client.get(paper_address(world.signed, kind))) for kind in before} == before
    with pytest.raises(register.PaperRuleError):
        numbered(world, world.signed, RESOLUTION, on=TODAY, corrects=world.paper)


def test_a_corrected_paper_is_issued_beside_the_first_one(world, sign_in):
    client, url = sign_in(world.secretary), paper_address(world.signed, RESOLUTION)
    first = whole(client.get(url))
    changed(world.signed, world, conclusion="Làm khác.")
    sent = {"on": "24/11/2026", "corrects": world.paper.pk}
    for key in ("a" * 32, "a" * 32, "b" * 32):
        assert client.post(url, sent | {"form_key": key}).headers["Location"] == url
    second = PaperNumber.objects.get(corrects=world.paper)
    assert (second.text, second.on, second.paper.owner) == ("02-NQ/CB", TODAY, world.signed)
    told = whole(client.get(url))
    assert "(đính chính văn bản số 01-NQ/CB, ngày 03/10/2026)" in told
    assert ("Làm khác." in told, "Làm khác." in first) == (True, False)
    assert whole(client.get(issued_address(world.paper))) == first
    assert whole(client.get(issued_address(second))) == told
    page = text_of(client, world.signed.get_absolute_url())
    assert ("02-NQ/CB" in page, "đính chính 01-NQ/CB" in page, "đã thay đổi: " in page) == (True, True, False)
    listed = text_of(client, reverse("meetings:papers"))
    for words in ("đính chính 01-NQ/CB", "đã đính chính bằng 02-NQ/CB", issued_address(world.paper)):
        assert words in listed
    strikes = [reverse("meetings:strike-paper", args=[number.pk]) in listed for number in (world.paper, second)]
    assert strikes == [False, True]


def test_a_form_that_asks_to_correct_what_has_not_changed_is_refused(world, sign_in):
    client, url = sign_in(world.secretary), paper_address(world.signed, RESOLUTION)
    answer = client.post(url, {"on": "24/11/2026", "corrects": world.paper.pk})
    assert "không có gì phải đính chính" in answer.content.decode()
    assert f'name="corrects" type="hidden" value="{world.paper.pk}"' in answer.content.decode()
    assert current_number(world.paper.paper_id) == world.paper


@pytest.mark.parametrize("corrects", ["", "x", "0", "-1", "9" * 30])
def test_a_form_that_names_no_number_of_the_paper_corrects_nothing(world, sign_in, corrects):
    changed(world.signed, world, conclusion="Làm khác.")
    sent = {"on": "24/11/2026", "corrects": corrects}
    sign_in(world.secretary).post(paper_address(world.signed, RESOLUTION), sent)
    assert current_number(world.paper.paper_id) == world.paper


def test_a_resolution_numbered_ahead_is_kept_when_the_minutes_are_signed(world, sign_in):
    meeting = record(world.cell, date(2026, 9, 3), world.office, sign=False)
    number = numbered(world, meeting, RESOLUTION)
    client, url = sign_in(world.secretary), paper_address(meeting, RESOLUTION)
    assert (number.issued, client.get(url).status_code, client.get(issued_address(number)).status_code) == (
        False, 302, 404,
    )  # fmt: skip
    assert issued_address(number) not in text_of(client, reverse("meetings:papers"))
    services.sign_meeting(meeting=meeting, at=AT, by=world.office)
    rename(world)
    told = whole(client.get(url))
    assert ("Số 02-NQ/CB" in str(told), "Tên Mới Hẳn" in str(told), "(bản nháp)" in told) == (True, False, False)


def test_minutes_signed_again_issue_nothing_anew(world):
    before = PaperNumber.objects.get(pk=world.paper.pk).content
    changed(world.signed, world, conclusion="Làm khác.")
    assert PaperNumber.objects.get(pk=world.paper.pk).content == before


def test_a_paper_as_issued_leaves_a_trail(world, sign_in):
    whole(sign_in(world.leader).get(issued_address(world.paper)))
    entry = TrailEntry.objects.get(action="exported")
    assert (entry.changes, entry.commune) == ({"number": world.paper.pk}, world.commune.pk)
    assert entry.subject_name == "Nghị quyết 01-NQ/CB Chi bộ Lũng Mật 2026-10-03"


def invited(world, planned, **more):
    return services.number_invitation(planned=planned, **{"on": TODAY, "today": TODAY, "by": world.office} | more)


def moved(planned, world, on):
    return services.move_planned(planned=planned, on=on, reason="bận việc", at=AT, by=world.office)


def test_an_invitation_says_what_was_planned_when_it_was_issued(world, sign_in):
    number = invited(world, world.planned)
    client, url = sign_in(world.secretary), reverse("meetings:invitation-word", args=[world.planned.pk])
    printed = reverse("meetings:invitation", args=[world.planned.pk])
    before = whole(client.get(url))
    assert "Số 01-GM/CB" in text_of(client, printed)
    moved(world.planned, world, date(2026, 12, 11))
    assert whole(client.get(url)) == before
    page = text_of(client, world.planned.get_absolute_url())
    assert ("Từ khi ban hành 01-GM/CB, số liệu đã thay đổi: Thời gian." in page, OFFER in page) == (True, True)
    sheet = text_of(client, printed)
    assert ("đã thay đổi: Thời gian." in sheet, "Số 01-GM/CB" in sheet, "ngày 11 tháng 12" in sheet) == (
        True, False, True,
    )  # fmt: skip
    client.post(url, {"on": "24/11/2026", "corrects": number.pk})
    told = whole(client.get(url))
    assert "(đính chính văn bản số 01-GM/CB, ngày 24/11/2026)" in told
    assert "Thời gian: 7 giờ 30, thứ Sáu, ngày 11 tháng 12 năm 2026." in told
    assert whole(client.get(issued_address(number))) == before
    sheet = text_of(client, printed)
    assert ("Số 02-GM/CB" in sheet, "(đính chính văn bản số 01-GM/CB" in sheet, "đã thay đổi: " in sheet) == (
        True, True, False,
    )  # fmt: skip


def test_an_invitation_moved_back_says_what_is_planned_again(world, sign_in):
    invited(world, world.planned)
    for day in (date(2026, 12, 11), date(2026, 12, 10)):
        moved(PlannedMeeting.objects.get(pk=world.planned.pk), world, day)
    page = text_of(sign_in(world.secretary), world.planned.get_absolute_url())
    assert ("đã thay đổi: " in page, OFFER in page) == (False, False)


def test_nobody_is_invited_anew_to_what_is_recorded_or_cancelled(world, sign_in):
    held, off = plan(world.cell, date(2026, 11, 20)), world.planned
    numbers = {planned: invited(world, planned, on=date(2026, 11, 18)) for planned in (held, off)}
    for planned in numbers:
        planned.place = "Chỗ khác"
        planned.save_checked()
    record(held.cell, held.on, world.office, kind=held.kind, full=False)
    services.cancel_planned(planned=off, reason="hoãn", at=AT, by=world.office)
    client = sign_in(world.secretary)
    for planned, number in numbers.items():
        assert OFFER not in text_of(client, planned.get_absolute_url())
        with pytest.raises(register.PaperRuleError):
            invited(world, planned, corrects=number)
        assert "Nhà văn hóa." in str(whole(client.get(issued_address(number))))


def test_the_months_sheet_stays_as_issued_and_is_corrected(world, sign_in):
    october = Period("M", 2026, 10)
    facts = {"commune": world.commune, "month": october, "today": TODAY, "by": world.office}
    number = number_month_sheet(on=date(2026, 11, 5), **facts)
    client, url = sign_in(world.office), reverse("reports:month-sheet", args=[october.code])
    page = reverse("reports:cell-quality", query={"period": october.code})
    before = whole(client.get(url))
    assert "đã thay đổi: " not in text_of(client, page)
    record(world.other_cell, date(2026, 10, 3), world.office)
    assert whole(client.get(url)) == before
    told = text_of(client, page)
    assert ("Từ khi ban hành 01-BC/ĐU, số liệu đã thay đổi: nội dung." in told, OFFER in told) == (True, True)
    assert client.post(url, {"on": "24/11/2026", "corrects": number.pk}).headers["Location"] == url
    second = PaperNumber.objects.get(corrects=number)
    assert (second.text, second.paper_id) == ("02-BC/ĐU", number.paper_id)
    told = whole(client.get(url))
    assert ("(đính chính văn bản số 01-BC/ĐU, ngày 05/11/2026)" in told, told != before) == (True, True)
    assert whole(client.get(issued_address(number))) == before
    assert "đã thay đổi: " not in text_of(client, page)
    assert f'href="{page}"' in text_of(client, reverse("meetings:papers"))


def test_what_a_paper_says_does_not_follow_a_merge_of_two_records(world, sign_in):
    twin = join(world.cell, "Nông Văn Ân")
    meeting = record(world.cell, date(2026, 9, 3), world.office)
    numbered(world, meeting, MINUTES)
    client, url = sign_in(world.leader), paper_address(meeting, MINUTES)
    before = whole(client.get(url))
    merge(kept=world.member, other=twin, taken=set(), life="kept", reason="Một người", by=world.office)
    assert whole(client.get(url)) == before
    assert "đã thay đổi: " in text_of(client, meeting.get_absolute_url())
