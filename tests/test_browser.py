"""What people do in a real browser, on a phone."""

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.management import call_command
from django.urls import reverse

from common.partial import PartialDate
from meetings import queries, services
from meetings.models import Draft, Meeting
from meetings.queries import second
from meetings.services import PointsEntry
from members import services as people
from tests.world import TODAY, build_world, join

pytestmark = pytest.mark.browser

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


@pytest.fixture
def world(transactional_db, today):
    """The world anew: the server of these tests sees what is committed, and each test leaves an empty database."""
    call_command("flush", verbosity=0, interactive=False)
    return build_world()


def follow(page, selector):
    """Click what leads to another page, and wait until that page has loaded with its script."""
    with page.expect_navigation():
        page.click(selector)


def start(at, day="05/11/2026", kind="extraordinary"):
    at.page.goto(at.url + reverse("meetings:start"))
    at.page.select_option("[name=kind]", kind)
    at.page.fill("[name=held_on]", day)
    follow(at.page, "main form button.primary")


def test_a_secretary_records_and_signs_a_meeting_on_a_phone(world, browse):
    at = browse(world.secretary, width=360)
    page = at.page
    start(at, day="04/11/2026", kind="regular")
    page.fill("[name=starts_at]", "07:30")
    page.fill("[name=ends_at]", "09:05")
    page.select_option("[name=chair]", str(world.members[0].pk))
    page.select_option("[name=clerk]", str(world.members[1].pk))
    page.click("[data-check-all]")
    assert page.inner_text("[data-count=present]") == "5"
    page.locator("input[value=excused]").nth(2).check()
    assert page.inner_text("[data-count=excused]") == "1"
    page.locator("input[name^=review-][value=done]").first.check()
    page.fill("[name=conclusion]", "Nhất trí sửa mương.")
    page.fill("[name=task-new0-text]", "Sửa mương")
    page.fill("[name=task-new0-owner_name]", "Chi ủy")
    page.fill("[name=task-new0-due_on]", "03/12/2026")
    follow(page, "button[name=save]")
    assert page.is_hidden("[data-kept]")
    # proposals now stand in the score sheet; people judge the rest
    for field in page.locator("[data-points]").all():
        if not field.input_value():
            most = field.locator("xpath=../..").locator("label span.soft").first.inner_text().strip("/ ")
            field.fill(most)
    follow(page, "button[name=sign]")
    meeting = Meeting.objects.get(cell=world.cell, held_on__day=4)
    assert page.url.endswith(reverse("meetings:detail", args=[meeting.pk]))
    assert meeting.signed
    assert meeting.minutes == 95
    assert meeting.score.band
    assert meeting.tasks.get().owner_name == "Chi ủy"


def test_a_meeting_is_recorded_and_signed_by_keyboard_alone(world, browse):
    at = browse(world.secretary)
    page = at.page
    start(at, day="04/11/2026", kind="regular")

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)

    def write(text):
        page.keyboard.type(text)
        press("Enter")

    press("Alt+1")
    write("07:30")
    write("09:05")
    press("Enter", "ArrowDown", "Enter", "ArrowDown", "ArrowDown")
    press("Alt+2", "p", "c", "v")
    write("đi viện")
    press("k", "ArrowDown", "ArrowUp", "ArrowDown", "c")  # past the exempt one and back
    press("Alt+3", "2", "Alt+5")
    page.keyboard.type("Nhất trí.\nXong")  # in a text Enter is a new line
    with page.expect_navigation():
        press("Control+s")
    press("Alt+7")
    for points in ("", "", "10", "40", "5", "", "5"):
        if points:
            page.keyboard.type(points)
        press("Enter")
        page.keyboard.type("đã bàn")
        press("Enter")
    with page.expect_navigation():
        press("Control+Enter")
    meeting = Meeting.objects.get(cell=world.cell, held_on__day=4)
    assert meeting.signed
    assert (meeting.minutes, meeting.conclusion) == (95, "Nhất trí.\nXong")
    roll = meeting.roll.order_by("member__sort_key").values_list("mark", "reason", "spoke")
    assert list(roll) == [
        ("present", "", True), ("present", "", False), ("excused", "đi viện", False), ("unexcused", "", False),
        ("exempt", "", False), ("present", "", False),
    ]  # fmt: skip
    assert meeting.reviews.get().state == "in_progress"


def test_enter_in_a_field_never_marks_the_roll_and_without_scripts_only_saves(world, browse):
    at = browse(world.secretary)
    at.page.goto(at.url + reverse("meetings:record", args=[world.draft.pk]))
    at.page.fill("[name=place]", "Trường học")
    at.page.press("[name=place]", "Enter")
    assert at.page.evaluate("document.activeElement.name") == "chair"
    plain = at.context.browser.new_context(java_script_enabled=False)
    plain.add_cookies(at.context.cookies())
    page = plain.new_page()
    page.goto(at.url + reverse("meetings:record", args=[world.draft.pk]))
    page.fill("[name=place]", "Trường học")
    with page.expect_navigation():
        page.press("[name=place]", "Enter")
    plain.close()
    world.draft.refresh_from_db()
    assert world.draft.place == "Trường học"
    assert set(world.draft.roll.values_list("mark", flat=True)) == {"not_recorded", "exempt"}


def test_a_member_in_charge_scores_beside_the_cell_on_a_phone(world, browse):
    at = browse(world.in_charge, width=360)
    page = at.page
    page.goto(at.url + world.signed.get_absolute_url())
    follow(page, "#score a.button.primary")
    closing = page.locator(".score-row").last
    closing.locator("[data-points]").fill("4")
    assert page.inner_text("[data-total]") == "4"
    follow(page, "button[name=as_cell]")
    assert "lý do" in closing.locator(".errorlist").inner_text()  # what differs needs a remark
    closing.locator("input[maxlength='300']").fill("kết luận chưa rõ")
    follow(page, "button[name=save]")
    assert page.url.endswith(f"{world.signed.get_absolute_url()}#score")
    found = second.comparison(world.signed, second.second_score_of(world.signed))
    assert (found.difference, [side.second.note for side in found.differing]) == (-1, ["kết luận chưa rõ"])


def test_what_is_typed_is_there_again_after_signing_out_in_another_tab(world, browse):
    at = browse(world.secretary, width=360)
    start(at)
    at.page.fill("[name=discussion]", "Một đoạn dài vừa gõ.")
    at.page.get_by_text("Đã giữ bản nháp.").wait_for()
    assert Draft.objects.filter(account=world.secretary).exists()
    address = at.page.url
    at.context.clear_cookies()
    at.page.fill("[name=conclusion]", "Gõ sau khi hết phiên.")
    at.page.get_by_text("nội dung được giữ trên máy này").wait_for()
    again = browse(world.secretary, width=360)
    again.page.goto(address)
    assert again.page.input_value("[name=discussion]") == "Một đoạn dài vừa gõ."


def test_what_is_typed_before_the_script_has_come_is_kept_too(world, browse):
    at = browse(world.secretary, width=360)
    held = []
    at.page.route("**/app*.js", lambda route: held.append(route))
    at.page.goto(at.url + reverse("meetings:record", args=[world.draft.pk]), wait_until="commit")
    at.page.fill("[name=discussion]", "Gõ khi trang chưa tải xong.")
    held[0].continue_()
    at.page.get_by_text("Đã giữ bản nháp.").wait_for()
    assert "Gõ khi trang chưa tải xong." in str(Draft.objects.get(account=world.secretary).typed)


def test_one_more_task_can_be_added_on_the_page(world, browse):
    at = browse(world.secretary)
    start(at)
    for number in range(4):
        if number > 2:
            at.page.click("[data-add-row=task-rows]")
        at.page.fill(f"[name=task-new{number}-text]", f"Việc {number}")
        at.page.fill(f"[name=task-new{number}-owner_name]", "Chi ủy")
        at.page.fill(f"[name=task-new{number}-due_on]", "03/12/2026")
    follow(at.page, "button[name=save]")
    assert Meeting.objects.latest("pk").tasks.count() == 4


def test_all_present_works_without_scripts(world, sign_in):
    client = sign_in(world.secretary)
    client.post(reverse("meetings:record", args=[world.draft.pk]), {"all_present": "1"})
    marks = sorted(world.draft.roll.values_list("mark", flat=True))
    assert marks == ["exempt", *["present"] * 5]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_menu_of_the_account_opens_inside_the_screen(width, world, browse):
    at = browse(world.secretary, width=width)
    page = at.page
    page.goto(at.url)
    page.click(".account summary")
    box = page.locator(".account > div").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def addresses(world):
    """A page of every kind."""
    for name in (
        "home", "cells:list", "cells:add", "cells:hamlets", "cells:who-may", "members:list", "members:add",
        "members:filters", "members:save-filter", "members:find",
        "members:badges", "development:targets", "development:set-targets", "development:admitted",
        "meetings:list", "meetings:start",
        "reports:index", "reports:cell-quality", "reports:month-board", "reports:targets", "reports:members",
        "reports:structure", "reports:flow", "reports:growth",
        "accounts:password",
    ):  # fmt: skip
        yield reverse(name)
    for name in ("detail", "edit", "change-status", "assign", "cell-who-may"):
        yield reverse(f"cells:{name}", args=[world.cell.pk])
    yield reverse("cells:hamlet", args=[world.hamlet.pk])
    yield reverse("cells:serve", args=[world.hamlet.pk])
    yield reverse("members:detail", args=[world.member.pk])
    for name in ("edit", "correct", "reveal", "life", "honours", "commend", "enter-badge", "propose-badge"):
        yield reverse(f"members:{name}", args=[world.member.pk])
    yield reverse("members:honours", args=[world.commendation.member_id])
    for name in ("cell-honours", "commend-cell"):
        yield reverse(f"members:{name}", args=[world.cell.pk])
    for kind in ("transfer", "go_away", "post"):
        yield reverse("members:event", args=[world.member.pk, kind])
    yield reverse("meetings:detail", args=[world.signed.pk])
    yield reverse("meetings:reopen", args=[world.signed.pk])
    yield reverse("meetings:record", args=[world.draft.pk])
    yield reverse("meetings:move", args=[world.draft.pk])
    yield reverse("meetings:absences")
    yield reverse("meetings:tasks")
    yield reverse("meetings:calendar") + "?month=2026-12"
    yield reverse("meetings:feed")
    for name in ("plan", "draft-plan", "add-planned"):
        yield reverse(f"meetings:{name}", args=[world.cell.pk])
    for name in ("planned", "edit-planned", "move-planned", "cancel-planned", "invitation", "planned-blank"):
        yield reverse(f"meetings:{name}", args=[world.planned.pk])
    yield reverse("meetings:blank", args=[world.draft.pk])
    yield reverse("meetings:add-absence", args=[world.cell.pk])
    yield reverse("meetings:member-attendance", args=[world.member.pk])
    for name in ("index", "visits"):
        yield reverse(f"oversight:{name}")
    yield reverse("oversight:difficulty", args=[world.difficulty.pk])
    for name in ("add-difficulty", "hand-over"):
        yield reverse(f"oversight:{name}", args=[world.cell.pk])
    yield reverse("oversight:step", args=[world.difficulty.pk])
    yield f"{reverse('members:list')}?age_from=x&sex=male&left=on"
    yield reverse("members:rename-filter", args=[world.saved.pk])
    yield "/khong-co-trang-nay/"


def propose_badges(world):
    """Badges in every state on the list of the next award day."""
    award_on = {"years": 30, "award_on": date(2027, 2, 3), "on": TODAY, "by": world.office}
    members = [join(world.cell, f"Lão {n}", decided_on=PartialDate("1995-12-10")) for n in range(4)]
    badges = [people.propose_badge(member=member, **award_on) for member in members[1:]]
    for badge in badges[1:]:
        people.decide_badge(badge=badge, on=TODAY, decision_no="9-QĐ/TU", by=world.office)
    people.award_badge(badge=badges[2], on=TODAY, number="CB 1", by=world.office)


def sheet_addresses(world):
    """Every page of the score sheet editor."""
    line = world.sheet.criteria.get(code="time")
    yield reverse("meetings:sheets")
    for name in ("sheet", "sheet-edit", "sheet-year", "sheet-publish", "sheet-copy", "criterion-add"):
        yield reverse(f"meetings:{name}", args=[world.sheet.pk])
    yield reverse("meetings:sheet-preview", args=[world.sheet.pk]) + f"?cell={world.cell.pk}&month=2026-10"
    yield reverse("meetings:criterion", args=[line.pk])
    yield reverse("meetings:step-add", args=[line.pk])
    yield reverse("meetings:step", args=[line.steps.first().pk])


def second_addresses(world):
    """The pages of the member in charge, before and after scoring."""
    lines = {criterion.pk: PointsEntry(line.points) for criterion, line in queries.score_lines(world.signed)}
    yield reverse("meetings:second-score", args=[world.signed.pk])
    services.give_second_score(meeting=world.signed, points=lines, at=world.signed.signed_at, by=world.in_charge)
    yield reverse("meetings:second-score", args=[world.signed.pk])
    yield reverse("meetings:detail", args=[world.signed.pk])
    yield reverse("meetings:differences")
    yield reverse("reports:yearly")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("role", "addresses"), [("office", addresses), ("admin", sheet_addresses), ("in_charge", second_addresses)]
)
def test_every_page_is_accessible_and_never_wider_than_the_screen(role, addresses, width, world, browse):
    propose_badges(world)
    at = browse(world.accounts[role], width=width)
    faults = []
    session = at.context.new_cdp_session(at.page)
    for address in addresses(world):
        at.page.goto(at.url + address)
        if at.page.evaluate(WIDE):
            faults.append(f"{address}: wider than the screen")
        # past the page's Content-Security-Policy, which stays on
        session.send("Runtime.evaluate", {"expression": Axe().axe_script + ";0"})
        found = session.send(
            "Runtime.evaluate",
            {"expression": "axe.run().then(r => r.violations)", "awaitPromise": True, "returnByValue": True},
        )["result"]["value"]
        faults += [
            f"{address}: {v['id']} at {v['nodes'][0]['target']}"
            for v in found
            if v["impact"] in ("serious", "critical")
        ]
    assert faults == []
