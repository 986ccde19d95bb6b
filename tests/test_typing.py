"""What people do in a real browser: type as they write, correct what was refused, go on after a pause."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from accounts.models import SentForm
from common.partial import PartialDate
from meetings import services
from meetings.enums import MeetingKind
from meetings.models import Draft
from tests.common.test_typed import DAYS, NO_DAYS, NO_TIMES, TIMES
from tests.world import TODAY, join, record

pytestmark = pytest.mark.browser


def shown(page, field, typed):
    """What stands in `field` when it was typed and left."""
    page.fill(field, typed)
    page.locator(field).dispatch_event("change")
    return page.input_value(field)


@pytest.mark.once
def test_a_page_reads_days_and_times_as_the_server_does_and_shows_them_in_full(world, browse):
    at = browse(world.office)
    page = at.page
    page.goto(at.url + reverse("meetings:add-planned", args=[world.cell.pk]))
    for typed, day in DAYS.items():
        assert shown(page, "[name=on]", typed) == f"{day:%d/%m/%Y}", typed
    for typed, clock in TIMES.items():
        assert shown(page, "[name=starts_at]", typed) == f"{clock:%H:%M}", typed
    page.goto(at.url + reverse("members:add"))
    for field, typed, full in (
        ("on", "3/12", "03/12/2025"),
        ("on", "3/2/27", "03/02/1927"),
        ("until", "1/6", "01/06/1927"),
        ("on", "3/11", "03/11/2026"),
        ("until", "1/6", "01/06/2027"),
        ("born", "5.3.58", "05/03/1958"),
        ("born", "050358", "05/03/1958"),
        ("born", "3/58", "3/58"),
        ("born", "3/12", "3/12"),
    ):
        assert shown(page, f"[name={field}]", typed) == full, typed
    page.goto(at.url + reverse("meetings:add-planned", args=[world.cell.pk]))
    for field, refused in (("[name=on]", NO_DAYS), ("[name=starts_at]", NO_TIMES)):
        for typed in refused:
            assert shown(page, field, typed) == typed


def test_a_name_typed_in_another_spelling_is_offered_and_stands_as_it_is_in_the_list(world, browse):
    for born in ("1958", "1971"):
        join(world.cell, "Nông Văn Hòa", born=PartialDate(born))
    at = browse(world.office)
    page, owner = at.page, "[name=task-new0-owner_name]"
    page.goto(at.url + reverse("meetings:record-roll", args=[world.draft.pk]))
    page.click("[name=refresh_roll]")
    page.goto(at.url + reverse("meetings:record-resolution", args=[world.draft.pk]))
    for typed, full in (
        ("nong van an", "Nông Văn An"),
        ("LÝ MINH ÂN", "Lý Minh Ân"),
        ("ly minh an", "Lý Minh Ân"),
        ("Nông Văn Hoà (1971)", "Nông Văn Hòa (1971)"),
        ("Nông Văn Hoà", "Nông Văn Hoà"),
        ("Nông Văn Ân", "Nông Văn Ân"),
        ("Đoàn xã", "Đoàn xã"),
    ):
        assert shown(page, owner, typed) == full, typed
    page.fill(owner, "Hoà")
    labels = page.eval_on_selector_all("#owners option", "found => found.map((one) => one.label)")
    assert [label for label in labels if "·" in label] == ["Nông Văn Hòa (1958) · Hoà", "Nông Văn Hòa (1971) · Hoà"]


def violations(context, page):
    """What is inaccessible on a page, past its Content-Security-Policy."""
    session = context.new_cdp_session(page)
    session.send("Runtime.evaluate", {"expression": Axe().axe_script + ";0"})
    words = (
        "axe.run({resultTypes: ['violations']}).then(r => r.violations.filter(v => v.impact != 'minor').map(v => v.id))"
    )
    asked = {"expression": words, "awaitPromise": True, "returnByValue": True}
    return session.send("Runtime.evaluate", asked)["result"]["value"]


@pytest.mark.once
def test_on_a_phone_a_calendar_and_a_clock_stand_beside_the_field(world, browse):
    at = browse(world.secretary)
    phone = at.context.browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True, is_mobile=True)
    phone.add_cookies(at.context.cookies())
    page = phone.new_page()
    for step, field, chosen, full in (
        ("preparation", "starts_at", "19:30", "19:30"),
        ("resolution", "task-new0-due_on", "2026-12-03", "03/12/2026"),
    ):
        page.goto(at.url + reverse(f"meetings:record-{step}", args=[world.draft.pk]))
        page.fill(f".pick:has([name={field}]) .icon input", chosen)
        assert page.input_value(f"[name={field}]") == full
    page.fill("[name=task-new0-due_on]", "5/12")
    page.press("[name=task-new0-due_on]", "Tab")
    assert page.input_value(".pick:has([name=task-new0-due_on]) .icon input") == "2026-12-05"
    page.click("[data-add-row=task-rows]")
    page.fill(".pick:has([name=task-new2-due_on]) .icon input", "2026-12-04")
    assert page.input_value("[name=task-new2-due_on]") == "04/12/2026"
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")
    assert violations(phone, page) == []
    phone.close()


@pytest.mark.once
def test_after_a_refusal_reading_starts_at_what_is_wrong_and_a_line_leads_to_its_field(world, browse):
    at = browse(world.secretary, width=360)
    page = at.page
    for step, field, typed, line, wrong in (
        ("preparation", "ends_at", "25h", "Kết thúc: Nhập giờ", "ends_at"),
        ("resolution", "task-new1-text", "Sửa mương", "Nhiệm vụ mới 2: Người thực hiện", "task-new1-owner_name"),
    ):
        page.goto(at.url + reverse(f"meetings:record-{step}", args=[world.draft.pk]))
        page.fill(f"[name={field}]", typed)
        with page.expect_navigation():
            page.click("button[name=save]")
        assert page.evaluate("document.activeElement.matches('.note.error')")
        assert violations(at.context, page) == []
        page.get_by_role("link", name=line).click()
        assert page.evaluate("document.activeElement.name") == wrong
        assert page.input_value(f"[name={field}]") == typed


@pytest.mark.once
def test_a_line_of_what_is_missing_leads_to_its_field_in_its_step(world, browse):
    at = browse(world.secretary, width=360)
    page, sign = at.page, at.url + reverse("meetings:record-sign", args=[world.draft.pk])
    page.goto(sign)
    for line, focused in (
        ("Nhập giờ bắt đầu", "[name=starts_at]"),
        ("chưa được điểm danh", "summary"),
        ("Chưa ghi ai có mặt", "[name=all_present]"),
        ("kỳ trước chưa được đánh giá", "[name^=review-]"),
        ("Hãy ghi nội dung thảo luận", "[name=discussion]"),
        ("Chưa có điểm", "[data-points]"),
    ):
        with page.expect_navigation():
            page.get_by_role("link", name=line).click()
        assert page.evaluate(f"document.activeElement.matches('{focused}')"), (line, page.url)
        page.goto(sign)


def test_a_long_form_of_an_ended_session_goes_on_after_signing_in_on_the_same_page(world, browse, settings):
    at = browse(world.secretary, width=360)
    page = at.page
    address, after = (
        at.url + reverse(f"meetings:record-{step}", args=[world.draft.pk]) for step in ("resolution", "votes")
    )
    page.goto(address)
    page.fill("[name=discussion]", "Trao đổi trước khi hết phiên.")
    page.get_by_text("Đã giữ bản nháp.").wait_for()
    at.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.fill("[name=conclusion]", "Kết luận gõ sau khi hết phiên.")
    page.get_by_text("nội dung được giữ trên máy này").wait_for()
    with page.expect_navigation():
        page.click("button[name=save]")
    assert not any(raw in page.inner_text("body") for raw in ("was-", "roll-", "conclusion"))
    assert violations(at.context, page) == []
    page.fill("[name=username]", "bithu")
    page.fill("[name=password]", "bithu-mat-khau")
    page.click("main form button.primary")
    page.wait_for_url(f"{after}?saved=*")
    world.draft.refresh_from_db()
    assert (world.draft.discussion, world.draft.conclusion) == (
        "Trao đổi trước khi hết phiên.",
        "Kết luận gõ sau khi hết phiên.",
    )
    assert page.get_by_text("Đã lưu.").count() == 1
    page.goto(address)
    assert page.is_hidden("[data-kept]")
    assert "chưa lưu" not in page.inner_text("main")
    assert Draft.objects.count() == 0
    assert SentForm.objects.filter(account=world.secretary).count() == 1


def test_a_draft_that_comes_after_the_signature_is_told_so_and_not_that_the_line_is_down(world, browse):
    at = browse(world.secretary)
    ready = record(world.cell, TODAY, world.office, kind=MeetingKind.EXTRAORDINARY, sign=False)
    at.page.goto(at.url + reverse("meetings:record-resolution", args=[ready.pk]))
    services.sign_meeting(meeting=ready, at=timezone.now(), by=world.office)
    at.page.fill("[name=conclusion]", "Kết luận gõ sau khi đã ký.")
    at.page.locator("[data-draft-state]").get_by_text("Biên bản đã ký").wait_for()
    with at.page.expect_navigation():
        at.page.click("button[name=save]")
    assert "Kết luận gõ sau khi đã ký." in at.page.inner_text("main")
