"""What people do in a real browser, on a phone."""

from collections import defaultdict
from datetime import date, time

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from django.urls import reverse

from common.numbers import points
from common.partial import PartialDate
from development import services as growth
from meetings import queries, services
from meetings.models import Draft, Meeting
from meetings.queries import second
from meetings.services import PointsEntry
from members import services as people
from tests.access import MATRIX, ROLES
from tests.addresses import address
from tests.development.test_candidates import LISTED, VOTED, on_the_way
from tests.world import TODAY, join

pytestmark = pytest.mark.browser

WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"


def follow(page, selector):
    """Click what leads to another page, and wait until that page has loaded with its script."""
    with page.expect_navigation():
        page.click(selector)


def start(at, day="05/11/2026", kind="extraordinary", because=""):
    at.page.goto(at.url + reverse("meetings:start"))
    at.page.select_option("[name=kind]", kind)
    at.page.fill("[name=held_on]", day)
    follow(at.page, "main form button.primary")
    if because:  # the month has a regular meeting already
        at.page.fill("[name=second_because]", because)
        follow(at.page, "main form button.primary")


def at_step(page):
    return page.get_attribute(".steps [aria-current]", "data-go")


def go_on(page, step):
    """Press "Save and go on"; `step` is what follows."""
    follow(page, "button[name=save]")
    assert at_step(page) == step, page.inner_text("main")


def test_a_secretary_records_and_signs_a_meeting_on_a_phone(world, browse):
    at = browse(world.secretary, width=360)
    page = at.page
    start(at, day="04/11/2026", kind="regular", because="họp lại")
    assert at_step(page) == "preparation"
    page.fill("[name=starts_at]", "07:30")
    page.fill("[name=ends_at]", "09:05")
    assert page.input_value("[name=chair]") == str(world.members[0].pk)  # the secretary of the cell
    assert page.input_value("[name=clerk]") == str(world.members[1].pk)  # who took the minutes last
    go_on(page, "roll")
    page.click("[data-check-all]")
    assert page.inner_text("[data-count=present]") == "5"
    page.click(f"summary:has-text('{world.members[2].full_name}')")
    page.locator(f"li:has-text('{world.members[2].full_name}') input[value=excused]").check()
    assert page.inner_text("[data-count=excused]") == "1"
    go_on(page, "tasks")
    page.locator("input[name^=review-][value=done]").first.check()
    go_on(page, "resolution")
    page.fill("[name=conclusion]", "Nhất trí sửa mương.")
    page.fill("[name=task-new0-text]", "Sửa mương")
    page.fill("[name=task-new0-owner_name]", "Chi ủy")
    page.fill("[name=task-new0-due_on]", "03/12/2026")
    go_on(page, "votes")
    assert page.is_hidden("[data-kept]")
    go_on(page, "score")
    page.click("[data-full-marks]")  # what people judge; the rest stands there as proposed
    shown = page.inner_text(".sum b"), page.inner_text("[data-band]")
    for note in page.locator(".why:not(.spare) input[maxlength]").all():
        note.fill("đã bàn")
    go_on(page, "sign")
    assert page.get_by_text("Sửa mương").count()
    follow(page, "button[name=sign]")
    meeting = Meeting.objects.get(cell=world.cell, held_on__day=4)
    assert page.url.endswith(reverse("meetings:detail", args=[meeting.pk]))
    assert meeting.signed
    assert meeting.minutes == 95
    assert shown == (points(meeting.score.total), meeting.score.get_band_display())
    assert meeting.tasks.get().owner_name == "Chi ủy"


def test_a_meeting_is_recorded_and_signed_by_keyboard_alone(world, browse):
    at = browse(world.secretary)
    page = at.page
    start(at, day="04/11/2026", kind="regular", because="họp lại")

    def press(*keys):
        for key in keys:
            page.keyboard.press(key)

    def write(text):
        page.keyboard.type(text)
        press("Enter")

    def save(step):
        with page.expect_navigation():
            press("Control+s")
        assert at_step(page) == step, page.inner_text("main")

    write("07:30")  # each step begins at its first field
    write("09:05")
    save("roll")
    press("p", "c", "v")
    write("đi viện")
    press("k", "ArrowDown", "ArrowUp", "ArrowDown", "c")  # past the exempt one and back
    save("tasks")
    press("2")
    with page.expect_navigation():
        press("Alt+4")  # what was chosen is saved on the way
    press("Enter")
    page.keyboard.type("Nhất trí.\nXong")  # in a text Enter is a new line
    save("votes")
    save("score")
    for typed in ("", "", "10", "40", "5", "", "5"):
        if typed:
            page.keyboard.type(typed)
        press("Enter")
        if page.evaluate("document.activeElement.matches('.why input')"):
            page.keyboard.type("đã bàn")
            press("Enter")
    save("sign")
    with page.expect_navigation():
        press("Control+Enter")
    meeting = Meeting.objects.get(cell=world.cell, held_on__day=4)
    assert meeting.signed, page.inner_text("main")
    assert (meeting.minutes, meeting.discussion) == (95, "Nhất trí.\nXong")
    roll = meeting.roll.order_by("member__sort_key").values_list("mark", "reason", "spoke")
    assert list(roll) == [
        ("present", "", True), ("present", "", False), ("excused", "đi viện", False), ("unexcused", "", False),
        ("exempt", "", False), ("present", "", False),
    ]  # fmt: skip
    assert meeting.reviews.get().state == "in_progress"


def test_enter_in_a_field_never_marks_the_roll_and_without_scripts_only_saves(world, browse):
    at = browse(world.secretary)
    at.page.goto(at.url + reverse("meetings:record-preparation", args=[world.draft.pk]))
    at.page.fill("[name=place]", "Trường học")
    at.page.press("[name=place]", "Enter")
    assert at.page.evaluate("document.activeElement.name") == "chair"
    plain = at.context.browser.new_context(java_script_enabled=False)
    plain.add_cookies(at.context.cookies())
    page = plain.new_page()
    line = world.draft.roll.filter(not_expected="").first()
    for step, name in (("preparation", "place"), ("roll", f"roll-{line.pk}-reason")):
        page.goto(at.url + reverse(f"meetings:record-{step}", args=[world.draft.pk]))
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        page.locator(f"[name={name}]").evaluate("one => { one.style.display = 'block'; }")
        page.fill(f"[name={name}]", "Trường học")
        with page.expect_navigation():
            page.press(f"[name={name}]", "Enter")
    plain.close()
    world.draft.refresh_from_db()
    assert world.draft.place == "Trường học"
    assert set(world.draft.roll.values_list("mark", flat=True)) == {"not_recorded", "exempt"}


def test_a_member_in_charge_scores_beside_the_cell_on_a_phone(world, browse):
    at = browse(world.in_charge, width=360)
    page = at.page
    page.goto(at.url + world.signed.get_absolute_url())
    follow(page, f"a[href='{reverse('meetings:second-score', args=[world.signed.pk])}']")
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
    at.page.goto(at.url + reverse("meetings:record-resolution", args=[Meeting.objects.latest("pk").pk]))
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


def test_after_signing_out_the_browser_has_nothing_left_to_show(world, browse):
    at = browse(world.office)
    at.page.goto(at.url + reverse("members:detail", args=[world.member.pk]))
    assert world.member.full_name in at.page.content()
    at.page.evaluate("document.querySelector('form[action$=\"logout/\"]').submit()")
    at.page.wait_for_url("**/login/**")
    at.page.go_back()
    assert world.member.full_name not in at.page.content()


def test_what_is_typed_before_the_script_has_come_is_kept_too(world, browse):
    at = browse(world.secretary, width=360)
    held = []
    at.page.route("**/app*.js", lambda route: held.append(route))
    at.page.goto(at.url + reverse("meetings:record-resolution", args=[world.draft.pk]), wait_until="commit")
    at.page.fill("[name=discussion]", "Gõ khi trang chưa tải xong.")
    held[0].continue_()
    at.page.get_by_text("Đã giữ bản nháp.").wait_for()
    assert "Gõ khi trang chưa tải xong." in str(Draft.objects.get(account=world.secretary).typed)


def test_one_more_task_can_be_added_on_the_page(world, browse):
    at = browse(world.secretary)
    start(at)
    at.page.goto(at.url + reverse("meetings:record-resolution", args=[Meeting.objects.latest("pk").pk]))
    for number in range(4):
        if number > 1:
            at.page.click("[data-add-row=task-rows]")
        at.page.fill(f"[name=task-new{number}-text]", f"Việc {number}")
        at.page.fill(f"[name=task-new{number}-owner_name]", "Chi ủy")
        at.page.fill(f"[name=task-new{number}-due_on]", "03/12/2026")
    follow(at.page, "button[name=save]")
    assert Meeting.objects.latest("pk").tasks.count() == 4


def test_all_present_works_without_scripts(world, sign_in):
    client = sign_in(world.secretary)
    roll = reverse("meetings:record-roll", args=[world.draft.pk])
    assert client.post(roll, {"all_present": "1"}).headers["Location"] == roll  # the exceptions follow
    marks = sorted(world.draft.roll.values_list("mark", flat=True))
    assert marks == ["exempt", *["present"] * 5]


def test_full_marks_work_without_scripts_where_the_records_propose_nothing(world, sign_in):
    client = sign_in(world.secretary)
    score = reverse("meetings:record-score", args=[world.draft.pk])
    services.save_minutes(meeting=world.draft, by=world.office, details={"starts_at": time(7), "ends_at": time(8)})
    own = {criterion.code: line for criterion, line in queries.score_lines(Meeting.objects.get(pk=world.draft.pk))}
    proposed = {code: line.points for code, line in own.items() if line.points is not None}
    assert client.post(score, {"all_full": "1"}).headers["Location"] == score
    after = queries.score_lines(Meeting.objects.get(pk=world.draft.pk))
    assert {c.code: line.points for c, line in after} == {c.code: c.max_points for c, _line in after} | proposed


@pytest.mark.parametrize("width", [1280, 360])
def test_the_menu_of_the_account_opens_inside_the_screen(width, world, browse):
    at = browse(world.secretary, width=width)
    page = at.page
    page.goto(at.url)
    page.click(".account summary")
    box = page.locator(".account > div").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


def propose_badges(world):
    """Badges in every state on the list of the next award day."""
    award_on = {"years": 30, "award_on": date(2027, 2, 3), "on": TODAY, "by": world.office}
    members = [join(world.cell, f"Lão {n}", decided_on=PartialDate("1995-12-10")) for n in range(4)]
    badges = [people.propose_badge(member=member, **award_on) for member in members[1:]]
    for badge in badges[1:]:
        people.decide_badge(badge=badge, on=TODAY, decision_no="9-QĐ/TU", by=world.office)
    people.award_badge(badge=badges[2], on=TODAY, number="CB 1", by=world.office)


# The role that sees most of a page comes first.
SEEING = ("office", "admin", "in_charge", "inspection", "leader", "secretary", "upper", "outsider", "anonymous")
AT_ONCE = 30  # pages opened by one test, so that two processes share them


def pages_by_role():
    """[(role, names of pages)]: every page of the matrix once, for the first role that may open it."""
    seen = defaultdict(list)
    for name, statuses in MATRIX.items():
        may = [role for role in SEEING if statuses[ROLES.index(role)] == 200]
        if may:
            seen[may[0]].append(name)
    return [(role, part) for role, names in seen.items() for part in batched(names, AT_ONCE)]


def batched(names, size):
    return [names[start : start + size] for start in range(0, len(names), size)]


def changed_since_numbered(world):
    """A case with a numbered paper, of which something is known otherwise by now."""
    case = on_the_way(world, until=VOTED)
    growth.number_step(step=case.steps.get(kind="cell_vote"), on=VOTED, today=TODAY, by=world.office)
    growth.learn(candidate=case, on=LISTED, born=date(1991, 1, 1), by=world.office)
    return case


def states(world):
    """Pages in a state that the matrix does not show."""
    members = reverse("members:list")
    yield "office", f"{members}?age_from=x&sex=male&left=on"
    yield "office", reverse("members:honours", args=[world.commendation.member_id])
    yield "office", reverse("members:event", args=[world.member.pk, "go_away"])
    yield "office", reverse("members:event", args=[world.member.pk, "post"])
    yield "office", reverse("meetings:calendar") + "?month=2026-12"
    yield "office", "/khong-co-trang-nay/"
    yield "admin", reverse("meetings:sheet-preview", args=[world.sheet.pk]) + f"?cell={world.cell.pk}&month=2026-10"
    yield "office", changed_since_numbered(world).get_absolute_url()
    lines = {criterion.pk: PointsEntry(line.points) for criterion, line in queries.score_lines(world.signed)}
    services.give_second_score(meeting=world.signed, points=lines, at=world.signed.signed_at, by=world.in_charge)
    yield "in_charge", reverse("meetings:second-score", args=[world.signed.pk])
    yield "in_charge", reverse("meetings:detail", args=[world.signed.pk])
    yield "in_charge", reverse("meetings:differences")


# All of axe's rules, with that of places too small to touch, which it leaves out by itself.
LOOK = "axe.run({rules: {'target-size': {enabled: true}}, resultTypes: ['violations']}).then(r => r.violations)"


def faults(at, address):
    """What is wrong with a page on a wide screen and on a phone, and with its colours in the dark."""
    at.page.set_viewport_size({"width": 1280, "height": 800})
    at.page.goto(at.url + address)
    for width in (1280, 360):
        at.page.set_viewport_size({"width": width, "height": 800})
        if at.page.evaluate(WIDE):
            yield f"{address} at {width}: wider than the screen"
        for found in at.run(LOOK):
            if found["impact"] in ("serious", "critical"):
                yield f"{address} at {width}: {found['id']} at {found['nodes'][0]['target']}"
    # other colours alone: the page that is open, at the last width
    at.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    for found in at.run("axe.run({runOnly: ['color-contrast'], resultTypes: ['violations']}).then(r => r.violations)"):
        yield f"{address} in the dark: {found['id']} at {found['nodes'][0]['target']}"
    at.page.emulate_media(color_scheme="light")


def browser_of(account, browse):
    at = browse(account)
    at.context.add_init_script(AXE_SCRIPT)  # past the page's Content-Security-Policy, which stays on
    at.page.emulate_media(reduced_motion="reduce")  # colours change at once
    session = at.context.new_cdp_session(at.page)
    asked = {"awaitPromise": True, "returnByValue": True}
    at.run = lambda words: session.send("Runtime.evaluate", {"expression": words} | asked)["result"].get("value")
    return at


@pytest.mark.once
@pytest.mark.parametrize(("role", "names"), pages_by_role(), ids=lambda each: each if isinstance(each, str) else "")
def test_every_page_is_accessible_and_never_wider_than_the_screen(role, names, world, browse, sign_in):
    propose_badges(world)
    account = world.accounts.get(role)
    at, client = browser_of(account, browse), sign_in(account) if account else Client()
    addresses = [address(name, world) for name in names]
    pages = [each for each in addresses if client.get(each).headers["Content-Type"].startswith("text/html")]
    assert [fault for page in pages for fault in faults(at, page)] == []


@pytest.mark.once
def test_pages_in_other_states_are_accessible_and_never_wider_than_the_screen(world, browse):
    propose_badges(world)
    of = {role: browser_of(world.accounts[role], browse) for role in ("office", "admin", "in_charge")}
    assert [fault for role, page in states(world) for fault in faults(of[role], page)] == []
