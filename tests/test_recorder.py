"""How much it takes to record a meeting with a thumb: taps, and how long each page is."""

from datetime import date

import pytest
from django.urls import reverse

from common.numbers import points as points_text
from meetings import services
from meetings.enums import MeetingKind
from meetings.models import Meeting
from tests.access import STEPS
from tests.test_browser import at_step
from tests.world import TODAY, as_published, join, record

pytestmark = pytest.mark.browser

WIDTH, HEIGHT = 360, 740
MOST_TAPS, MOST_SCREENS = 45, 5
NAMES = ("Bế", "Chu", "Dương", "Hà", "Hứa", "La", "Lê", "Lương", "Ma", "Mã", "Ngô", "Sầm", "Tô", "Trần", "Vi", "Vũ")


@pytest.fixture
def world(transactional_db, world):
    for name in NAMES:
        join(world.cell, f"{name} Văn Hùng")
    record(world.cell, date(2026, 10, 10), world.office, kind=MeetingKind.EXTRAORDINARY, tasks=2)
    return world


class Thumb:
    """Somebody on a phone; counts each touch of the screen, and remembers how long each page is (CSS pixels)."""

    def __init__(self, page):
        self.page, self.taps, self.heights = page, 0, {}

    def tap(self, selector):
        self.taps += 1
        self.page.locator(selector).first.tap()

    def write(self, selector, text):
        self.tap(selector)
        self.page.keyboard.type(text)

    def measure(self):
        height = self.page.evaluate("document.documentElement.scrollHeight")
        self.heights[at_step(self.page)] = height
        wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"
        assert not self.page.evaluate(wide), at_step(self.page)

    def go_on(self, step):
        self.measure()
        with self.page.expect_navigation():
            self.tap("button[name=save]")
        assert at_step(self.page) == step, self.page.inner_text("main")


@pytest.fixture
def thumb(world, browse):
    at = browse(world.secretary)
    phone = at.context.browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, has_touch=True, is_mobile=True)
    phone.add_cookies(at.context.cookies())
    page = phone.new_page()
    meeting = services.start_meeting(
        cell=world.cell,
        kind=MeetingKind.REGULAR,
        held_on=date(2026, 11, 4),
        today=TODAY,
        second_because="họp lại",
        by=world.secretary,
    )
    page.goto(at.url + reverse("meetings:record", args=[meeting.pk]))
    yield Thumb(page)
    phone.close()


@pytest.mark.once
def test_a_meeting_of_22_takes_few_taps_and_no_long_page(world, thumb):
    page = thumb.page
    assert at_step(page) == "preparation"  # who chairs and who writes are proposed
    thumb.write("[name=starts_at]", "7h30")
    thumb.write("[name=ends_at]", "9h10")
    thumb.go_on("roll")
    thumb.tap("[data-check-all]")
    thumb.tap("summary:has-text('Bế Văn Hùng')")
    thumb.tap("details[open] label:has([value=excused])")
    thumb.write("details[open] [type=text]", "đi viện")
    thumb.tap("summary:has-text('Chu Văn Hùng')")
    thumb.tap("li:has-text('Chu Văn Hùng') label:has([value=unexcused])")
    for name in NAMES[2:10]:
        thumb.tap(f"li:has(summary:has-text('{name} Văn Hùng')) .spoke")
    shown = {count: page.inner_text(f"[data-count={count}]") for count in ("present", "excused", "unexcused", "spoke")}
    assert shown == {"present": "19", "excused": "1", "unexcused": "1", "spoke": "8"}
    if page.locator("label:has([name=attended][value=yes])").count():
        thumb.tap("label:has([name=attended][value=yes])")
    thumb.go_on("tasks")
    for task in page.locator("section:has([name^=review-])").all():
        thumb.taps += 1
        task.locator("label:has([value=done])").tap()
    thumb.go_on("resolution")
    thumb.write("[name=discussion]", "Bàn việc sửa mương và thu đảng phí; các đồng chí nhất trí.")
    thumb.write("[name=conclusion]", "Giao chi ủy và đồng chí Hùng thực hiện trước ngày họp tới.")
    for number, (text, owner) in enumerate((("Sửa mương", "Chi ủy"), ("Thu đảng phí", "Hà Văn Hùng"))):
        for field, typed in (("text", text), ("owner_name", owner), ("due_on", "3/12")):
            thumb.write(f"[name=task-new{number}-{field}]", typed)
    thumb.go_on("votes")
    thumb.write("[name=vote-new0-subject]", "Thông qua nghị quyết")
    thumb.write("[name=vote-new0-in_favour]", "17")
    thumb.go_on("score")
    thumb.tap("[data-full-marks]")
    lost = ".score-row:has-text('Tổ chức sinh hoạt')"
    thumb.tap(f"{lost} button:has-text('−')")
    thumb.write(f"{lost} .why input[maxlength]", "nội dung còn dàn trải")
    thumb.go_on("sign")
    thumb.measure()
    with page.expect_navigation():
        thumb.tap("button[name=sign]")
    meeting = Meeting.objects.get(cell=world.cell, held_on=date(2026, 11, 4))
    assert meeting.signed, page.inner_text("main")
    assert (meeting.signed_on_roll, meeting.signed_present, meeting.signed_spoke) == (22, 19, 8)
    assert meeting.tasks.kept().count() == 2
    assert meeting.votes.kept().count() == 1
    assert set(thumb.heights) == set(STEPS)
    assert thumb.taps < MOST_TAPS
    assert {step: h for step, h in thumb.heights.items() if h > MOST_SCREENS * HEIGHT} == {}


@pytest.mark.parametrize("rescaled", [True, False])
def test_the_sum_and_the_band_on_the_page_are_those_that_are_saved(rescaled, world, browse):
    """Points, from full marks down, past every band and a gate."""
    as_published(world.edition, rescaled=rescaled)
    gated = world.edition.criteria.get(code="closing")
    as_published(gated, gate="kha")
    at = browse(world.secretary)
    page, address = at.page, at.url + reverse("meetings:record-score", args=[world.draft.pk])
    page.goto(address)
    assert (page.inner_text(".sum b"), page.is_hidden("[data-band]")) == ("–", True)
    page.click("[data-full-marks]")
    for given in (
        {},
        {"closing": "4,5"},
        {"conduct": "20"},
        {"last-resolution": "0", "conduct": "12,25"},
        {"conduct": "0"},
    ):
        for code, points in given.items():
            page.fill(f"[name=points-{world.edition.criteria.get(code=code).pk}-points]", points)
        shown = page.inner_text(".sum b"), page.inner_text("[data-band]")
        with page.expect_navigation():
            page.click("button[name=save]")
        score = Meeting.objects.get(pk=world.draft.pk).score
        assert shown == (points_text(score.total), score.get_band_display()), given
        page.goto(address)
        assert shown == (page.inner_text(".sum b"), page.inner_text("[data-band]"))
