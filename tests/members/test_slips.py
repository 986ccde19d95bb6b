"""Transfer slips: their limits in working days, what they need and change, their number and paper."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from cells.models import CalendarDay, PaperNumber
from common.errors import RuleError
from members import services
from members.enums import EventKind, Exit, OverlayKind, SlipKind, SlipState
from members.models import Slip, TransferRules
from members.papers.slip import slip_paper
from members.queries.slips import SlipClock, open_slips, slip_clocks
from reports.needs import needs_of
from tests.world import TODAY, happen, join, publish

DAY = date(2026, 10, 5)  # a Monday; no day off follows in 2026
FAR = "Đảng bộ phường Xa"


def give(member, kind=SlipKind.OUT, on=DAY, **facts):
    return services.give_slip(member=member, kind=kind, on=on, by=None, **{"to": FAR} | facts)


def clock(slip, today=TODAY):
    return slip_clocks([slip], commune=slip.member.commune_id, today=today)[0]


@pytest.fixture
def goes(world):
    return join(world.cell, "Nông Thị Đi")


def test_a_slip_for_good_records_that_the_member_was_transferred(goes):
    give(goes, reason="Chuyển nhà")
    event = goes.events.order_by("pk").last()
    assert (event.kind, event.on, event.place, event.reason) == (EventKind.TRANSFER_OUT, DAY, FAR, "Chuyển nhà")
    assert goes.memberships.get().exit == Exit.TRANSFERRED


def test_a_temporary_slip_keeps_the_member_in_the_headcount_until_the_day_of_return(goes):
    give(goes, SlipKind.TEMPORARY, until=date(2027, 3, 1))
    assert goes.memberships.get().until is None
    overlay = goes.overlays.get()
    assert (overlay.kind, overlay.since, overlay.until) == (OverlayKind.AWAY, DAY, date(2027, 3, 1))


def test_a_slip_after_the_transfer_was_recorded_records_it_once(goes):
    happen(goes, EventKind.TRANSFER_OUT, DAY - timedelta(days=3), place=FAR)
    give(goes)
    assert goes.events.kept().filter(kind=EventKind.TRANSFER_OUT).count() == 1


@pytest.mark.parametrize(("kind", "until"), [(SlipKind.TEMPORARY, None), (SlipKind.OUT, date(2027, 3, 1))])
def test_the_day_of_return_is_told_of_a_temporary_transfer_only(kind, until, goes):
    with pytest.raises(Exception, match="ngày trở về khi chuyển tạm thời"):
        give(goes, kind, until=until)
    assert not goes.slips.exists()


@pytest.mark.parametrize(
    ("today", "state"), [(date(2026, 11, 16), SlipState.OPEN), (date(2026, 11, 17), SlipState.OVERDUE)]
)
def test_a_slip_is_presented_within_thirty_working_days(today, state, goes):
    found = clock(give(goes), today)
    assert (found.present_by, found.state) == (date(2026, 11, 16), state)


def test_days_off_and_days_worked_in_exchange_move_the_limit(world, goes):
    slip = give(goes)
    CalendarDay(commune=world.commune, day=date(2026, 10, 6), kind="off", name="Nghỉ").save_checked()
    assert clock(slip).present_by == date(2026, 11, 17)
    CalendarDay(commune=world.commune, day=date(2026, 10, 10), kind="worked", name="Làm bù").save_checked()
    assert clock(slip).present_by == date(2026, 11, 16)


@pytest.mark.parametrize(
    ("on", "state"), [(date(2026, 11, 16), SlipState.PRESENTED), (date(2026, 11, 17), SlipState.LATE)]
)
def test_a_slip_presented_late_is_told_and_not_refused(on, state, goes):
    slip = services.present_slip(slip=give(goes), on=on, by=None)
    assert clock(slip).state == state


def test_nothing_is_presented_before_it_was_given(goes):
    slip = give(goes)
    with pytest.raises(Exception, match="Ngày xuất trình"):
        services.present_slip(slip=slip, on=DAY - timedelta(days=1), by=None)


def test_the_clock_of_a_slip_tells_its_limits_its_state_and_years_not_announced_yet(goes):
    assert slip_clocks([], commune=goes.commune_id, today=TODAY) == []
    slip, limit = give(goes), date(2026, 11, 16)
    assert clock(slip) == SlipClock(slip, None, limit, SlipState.OVERDUE, unsure=[])
    assert not clock(slip).given_late
    struck = services.strike_slip(slip=slip, reason="Nhầm", by=None)
    assert clock(struck) == SlipClock(struck, None, limit, SlipState.STRUCK, unsure=[])
    far = give(goes, on=date(2028, 12, 20), changed_on=date(2028, 12, 18))
    assert clock(far, date(2028, 12, 20)).unsure == [2028, 2029]


def test_slips_not_presented_are_told_the_oldest_first(goes, world, django_assert_num_queries):
    other = join(world.cell, "Nông Văn Đi")
    later, earlier, done = give(goes, on=TODAY), give(other), give(join(world.cell, "Nông Văn Đến"))
    services.present_slip(slip=done, on=TODAY, by=None)
    struck = give(join(world.cell, "Nông Văn Nhầm"))
    services.strike_slip(slip=struck, reason="Nhầm", by=None)
    with django_assert_num_queries(1):
        assert [slip.member for slip in open_slips(communes=[world.commune.pk])] == [other, goes]
    assert open_slips(communes=[world.other_commune.pk]) == []
    assert [earlier, later] == list(open_slips(communes=[world.commune.pk]))
    away = give(join(world.foreign_cell, "Lò Thị Xa"), on=DAY - timedelta(days=1))
    assert open_slips(communes=[world.commune.pk, world.other_commune.pk]) == [earlier, later, away]


@pytest.mark.parametrize(("changed_on", "late"), [(date(2026, 7, 9), False), (date(2026, 7, 8), True)])
def test_a_slip_is_given_within_sixty_working_days_of_the_change(changed_on, late, goes):
    found = clock(give(goes, changed_on=changed_on))
    assert found.given_late is late, found.give_by


def test_the_limits_are_rules_that_hold_from_a_day(world, goes):
    publish(TransferRules, world.commune, date(2026, 1, 1), present_days=1, give_days=60)
    assert clock(give(goes)).present_by == date(2026, 10, 6)


def test_nobody_is_given_a_slip_for_good_while_a_case_is_open(world, goes):
    services.open_inquiry(member=goes, since=DAY, by=world.inspection)
    with pytest.raises(RuleError) as error:
        give(goes)
    said = "Nông Thị Đi đang có việc chưa kết luận nên chưa thực hiện được. Đề nghị trao đổi với Ủy ban Kiểm tra."
    assert (str(error.value), error.value.field) == (said, "on")
    give(goes, on=DAY - timedelta(days=1), despite="giấy lập trước khi có việc")


def test_a_temporary_slip_is_given_while_a_case_is_open(world, goes):
    services.open_inquiry(member=goes, since=DAY, by=world.inspection)
    assert give(goes, SlipKind.TEMPORARY, until=date(2027, 3, 1)).pk


def test_a_slip_waits_until_dues_are_paid(world, goes):
    services.keep_dues(members=[goes], unpaid={goes.pk: date(2026, 10, 1)}, today=TODAY, by=world.secretary)
    with pytest.raises(RuleError) as error:
        give(goes)
    assert (
        str(error.value)
        == "Nông Thị Đi chưa đóng đảng phí từ tháng 10/2026: ghi đã đóng trước khi lập giấy giới thiệu."
    )
    services.keep_dues(members=[goes], unpaid={goes.pk: None}, today=TODAY, by=world.secretary)
    assert give(goes).pk


def test_a_slip_has_one_number_of_the_committee_and_stays_as_issued(world, goes):
    slip = give(goes)
    number = services.number_slip(slip=slip, on=DAY, today=TODAY, by=world.office)
    assert number.text == "01-GGT/ĐU"
    slip.refresh_from_db()
    assert services.number_slip(slip=slip, on=TODAY, today=TODAY, by=world.office) == number
    assert (number.content["title"], number.content["number"]) == ("Giấy giới thiệu", "01-GGT/ĐU")
    assert number.paper.owner == slip


def test_a_paper_is_not_older_than_its_slip(world, goes):
    with pytest.raises(RuleError):
        services.number_slip(slip=give(goes), on=DAY - timedelta(days=1), today=TODAY, by=world.office)
    assert not PaperNumber.objects.filter(kind="introduction").exists()


def test_a_slip_struck_out_keeps_its_number_and_is_given_anew(world, goes):
    slip = give(goes)
    number = services.number_slip(slip=slip, on=DAY, today=TODAY, by=world.office)
    services.strike_slip(slip=Slip.objects.get(), reason="Sai ô số 1", by=world.office)
    number.refresh_from_db()
    assert (number.struck, number.reason) == (True, "Sai ô số 1")
    again = give(goes)
    assert services.number_slip(slip=again, on=DAY, today=TODAY, by=world.office).text == "02-GGT/ĐU"


def test_what_is_struck_out_is_neither_presented_nor_numbered(world, goes):
    slip = services.strike_slip(slip=give(goes), reason="Nhầm", by=world.office)
    for act in (
        lambda: services.present_slip(slip=slip, on=TODAY, by=None),
        lambda: services.number_slip(slip=slip, on=DAY, today=TODAY, by=None),
        lambda: services.strike_slip(slip=slip, reason="Nhầm", by=None),
    ):
        with pytest.raises(RuleError):
            act()


def test_the_paper_says_who_goes_where_with_which_papers_and_until_when(world, goes):
    document = slip_paper(give(goes, SlipKind.TEMPORARY, until=date(2027, 3, 1), reason="Học nghề"))
    assert document.note == "(nội dung ô số 1 của mẫu 8 ô)"
    assert document.parts == (
        "Kính gửi: Đảng bộ phường Xa.",
        "Đảng ủy xã Nhà giới thiệu đồng chí Nông Thị Đi, sinh ngày 01/05/1980.",
        f"Ngày vào Đảng: {'.' * 40}; chính thức: {'.' * 40}.",
        f"Số thẻ đảng viên: {'.' * 40}",
        "Đã sinh hoạt tại: Chi bộ Lũng Mật, Đảng bộ xã Nhà.",
        "Được chuyển sinh hoạt đảng tạm thời đến: Đảng bộ phường Xa, đến hết ngày 28 tháng 02 năm 2027.",
        "Lý do: Học nghề.",
        "Đã đóng đảng phí đến hết tháng 10 năm 2026.",
        "Hồ sơ, tài liệu kèm theo: thẻ đảng viên, bản tự kiểm điểm.",
        "Đồng chí xuất trình giấy giới thiệu này tại nơi đến chậm nhất ngày 16 tháng 11 năm 2026.",
    )


def test_the_longest_names_still_have_a_line_in_the_register(world):
    goes = join(world.cell, "Nông " + "Thị " * 20 + "Đi")
    number = services.number_slip(slip=give(goes, to="x" * 200), on=DAY, today=TODAY, by=world.office)
    assert len(number.subject) <= 300


@pytest.mark.parametrize(("today", "waits"), [(date(2026, 11, 16), False), (date(2026, 11, 17), True)])
def test_a_slip_overdue_waits_for_the_office_alone(today, waits, world, goes):
    slip = give(goes)
    text = "Giấy giới thiệu của Nông Thị Đi phải xuất trình trước hết ngày 16/11/2026; chưa có tin nơi tiếp nhận."

    def found(user):
        needs = [need for group in needs_of(user, today) if group.key == "slips" for need in group.needs]
        return [(need.text, need.url) for need in needs]

    assert found(world.office) == ([(text, slip.get_absolute_url())] if waits else [])
    assert found(world.secretary) == found(world.leader) == found(world.outsider) == []
    services.present_slip(slip=slip, on=date(2026, 11, 16), by=None)
    assert found(world.office) == []


def test_the_list_tells_limits_and_leaves_a_trail(world, goes, sign_in):
    give(goes, changed_on=date(2026, 7, 8))
    page = sign_in(world.office).get(reverse("members:slips"))
    [row] = page.context["table"].rows
    assert [figure.value for figure in row][:2] == [
        "Nông Thị Đi",
        "chính thức, ra ngoài đảng bộ cấp trên trực tiếp: mẫu 10 ô",
    ]
    assert row[-1].value == "lập chậm: hạn là ngày 02/10/2026"
    assert TrailEntry.objects.filter(
        action="seen", subject_kind="list", subject_name=page.context["table"].title
    ).exists()
    assert sign_in(world.office).get(reverse("members:slips"), {"year": 2025}).context["table"].rows == ()


def test_the_list_asks_no_more_for_more_slips(world, sign_in):
    client = sign_in(world.office)

    def asked():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("members:slips"))
        return len(found)

    give(join(world.cell, "Nông Thị Một"))
    asked()
    one = asked()
    for name in ("Nông Thị Hai", "Nông Thị Ba"):
        give(join(world.cell, name))
    assert asked() == one


def test_a_slip_is_given_on_its_page_numbered_and_opened_in_word(world, goes, sign_in):
    client = sign_in(world.office)
    typed = {"kind": "out", "to": FAR, "on": "5/10/2026"}
    page = client.post(reverse("members:add-slip", args=[goes.pk]), typed)
    slip = Slip.objects.get()
    assert page.url == slip.get_absolute_url()
    word = client.post(reverse("members:slip-word", args=[slip.pk]), {"on": "05/10/2026"}, follow=True)
    assert word["Content-Disposition"].endswith('.docx"')
    assert TrailEntry.objects.filter(action="exported", subject_kind="export").exists()
    assert "01-GGT/ĐU" in client.get(slip.get_absolute_url()).content.decode()


def test_the_office_reads_of_an_open_case_only_whom_to_ask(world, goes, sign_in):
    services.open_inquiry(member=goes, since=DAY, decision_no="99-KH/UBKT", by=world.inspection)
    client = sign_in(world.office)
    typed = {"kind": "out", "to": FAR, "on": "5/10/2026"}
    page = client.post(reverse("members:add-slip", args=[goes.pk]), typed)
    assert "đang có việc chưa kết luận" in page.content.decode()
    pages = [page, *(client.get(reverse(f"members:{name}", args=[goes.pk])) for name in ("detail", "life", "honours"))]
    assert not any("99-KH/UBKT" in shown.content.decode() for shown in pages)
