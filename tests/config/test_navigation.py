"""The frame around pages: places, tabs, shortcuts and the search for people."""

import re

import pytest
from django.conf import settings
from django.urls import reverse, set_script_prefix
from django.utils import translation

from config.navigation import PLACES, SHORTCUTS, frame_of, places_of

WORKING = ("admin", "office", "leader", "in_charge", "secretary", "inspection", "upper")


def page_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def links(html):
    """[(address, words)] of the links in `html`."""
    found = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', html, re.DOTALL)
    return [(address, re.sub(r"<[^>]*>", "", words).strip()) for address, words in found]


def nav(html, kind):
    found = re.search(rf'<nav class="{kind}".*?</nav>', html, re.DOTALL)
    return found.group() if found else ""


@pytest.mark.parametrize("role", WORKING)
def test_every_place_tab_and_shortcut_that_is_shown_opens(role, world, sign_in):
    account = world.accounts[role]
    client = sign_in(account)
    home = page_of(client, "/")
    shown = {address for kind in ("places", "quick") for address, _words in links(nav(home, kind))}
    shown |= {tab.url for _place, tabs in places_of(account) for tab in tabs}
    assert [address for address in shown if client.get(address).status_code != 200] == []


def test_a_page_of_a_place_shows_its_tabs_and_which_one_it_is(world, sign_in):
    html = page_of(sign_in(world.leader), reverse("cells:hamlets"))
    assert links(nav(html, "tabs")) == [
        *(("/cells/", "Chi bộ"), ("/hamlets/", "Xóm")),
        ("/development/foundings/", "Thành lập chi bộ mới"),
    ]
    assert re.findall(r'href="([^"]*)" aria-current="page"', html) == ["/cells/", "/hamlets/"]
    assert 'class="crumbs"' not in html


def test_below_a_tab_the_way_back_stands_instead_of_the_tabs(world, sign_in):
    html = page_of(sign_in(world.leader), reverse("cells:hamlet", args=[world.hamlet.pk]))
    assert nav(html, "tabs") == ""
    assert links(nav(html, "crumbs")) == [("/hamlets/", "Xóm")]
    assert re.findall(r'href="([^"]*)" aria-current="true"', nav(html, "places")) == ["/cells/", "/more/"]


def test_tabs_of_a_group_are_one_in_the_line_and_stand_below_it_while_one_is_open(world, sign_in):
    html = page_of(sign_in(world.leader), reverse("meetings:papers"))
    assert links(nav(html, "tabs")) == [
        *(("/meetings/", "Biên bản, văn bản"), ("/reports/month-board/", "Bảng tháng")),
        *(("/meetings/calendar/", "Lịch, giấy mời"), ("/meetings/tasks/", "Nhiệm vụ")),
        *(("/meetings/absences/", "Báo vắng"), ("/meetings/models/", "Buổi mẫu, giáo dục")),
    ]
    assert re.findall(r'href="([^"]*)" aria-current="true"', nav(html, "tabs")) == ["/meetings/"]
    assert [words for _address, words in links(nav(html, "tabs sub"))] == [
        *("Buổi sinh hoạt", "Sổ văn bản", "Đối chiếu điểm"),
    ]
    assert re.findall(r'href="([^"]*)" aria-current="page"', nav(html, "tabs sub")) == ["/meetings/papers/"]
    assert nav(page_of(sign_in(world.leader), reverse("meetings:tasks")), "tabs sub") == ""


def test_a_place_has_six_tabs_at_most():
    entries = {str(place.label): len({tab.group or tab.name for tab in place.tabs}) for place in PLACES}
    assert {label: count for label, count in entries.items() if count > 6} == {}


def test_tabs_that_are_not_open_are_not_shown(world):
    with translation.override("vi"):
        duplicates = reverse("members:duplicates")
        assert duplicates in frame_of(world.office, "/members/").tabs
        assert duplicates not in frame_of(world.secretary, "/members/").tabs


@pytest.mark.parametrize(
    ("role", "near"),
    [
        ("secretary", ["/", "/meetings/", "/members/", "/reports/"]),
        ("admin", ["/", "/cells/", "/development/", "/reports/"]),
        ("upper", ["/", "/development/", "/reports/"]),
    ],
)
def test_the_bar_of_a_phone_holds_four_places_and_the_way_to_all(role, near, world):
    bar = frame_of(world.accounts[role], "/").places
    items = re.findall(r'<li(?: class="(\w+)")?><a href="([^"]*)"', bar)
    assert [address for kind, address in items if kind != "far"] == [*near, "/more/"]


def test_a_place_beyond_the_bar_is_marked_at_the_way_to_all(world):
    bar = frame_of(world.secretary, reverse("oversight:visits")).places
    assert re.findall(r'<a href="([^"]*)" aria-current', bar) == ["/oversight/", "/more/"]


def test_everything_is_told_on_the_page_behind_more(world, sign_in):
    html = page_of(sign_in(world.secretary), reverse("more"))
    main = html[html.index("<main") :]
    addresses = [tab.url for _place, tabs in places_of(world.secretary) for tab in tabs if tab.name != "home"]
    assert {address for address, _words in links(main)} >= {*addresses, reverse("accounts:password")}


def test_people_are_searched_from_every_page_by_those_who_may_see_them(world, sign_in):
    html = page_of(sign_in(world.secretary), "/")
    assert f'role="search" action="{reverse("members:list")}"' in html
    found = page_of(sign_in(world.secretary), reverse("members:list") + f"?name={world.member.full_name}")
    assert world.member.get_absolute_url() in found
    assert 'role="search"' not in page_of(sign_in(world.accounts["upper"]), "/")


def test_the_frame_follows_the_language_of_the_page(world, sign_in):
    client = sign_in(world.office)
    for language, word in (("vi", "Trang chủ"), ("en", "Home"), ("vi", "Trang chủ")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert ("/", word) in links(nav(page_of(client, "/"), "places"))


def test_each_place_and_shortcut_has_its_icon():
    sprite = (settings.ROOT / "static" / "icons.svg").read_text()
    there = set(re.findall(r'<symbol id="(\w+)"', sprite))
    assert {place.icon for place in PLACES} | {icon for _tab, icon in SHORTCUTS} <= there


def test_no_page_is_a_tab_twice():
    names = [tab.name for place in PLACES for tab in place.tabs]
    assert len(names) == len(set(names))


def test_pages_under_another_prefix_lead_to_that_prefix(world):
    set_script_prefix("/so/")
    try:
        assert 'href="/so/members/"' in frame_of(world.office, "/so/members/").places
    finally:
        set_script_prefix("/")


def test_somebody_who_is_not_signed_in_sees_no_navigation(client, world):
    html = client.get(reverse("accounts:login")).content.decode()
    assert (nav(html, "places"), nav(html, "tabs")) == ("", "")
