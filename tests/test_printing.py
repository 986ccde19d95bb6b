"""What comes out of a printer: every column, no page that is nearly empty, tables that are not torn apart."""

import re

import pytest
from django.urls import reverse

pytestmark = [pytest.mark.browser, pytest.mark.once]

# a sheet of A4 as a browser sees it inside of its margins, standing and lying
STANDING, LYING = 624, 1032
UPRIGHT, ACROSS = (595, 842), (842, 595)


def sheets(page):
    """[(width, height)] in points of the pages that `page` is printed on."""
    pdf = page.pdf(prefer_css_page_size=True).decode("latin-1")
    boxes = re.findall(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


def cut_off(page, width):
    """Columns that reach beyond a sheet of that width."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": width, "height": 800})
    beyond = (
        "heads => heads.filter(th => th.getBoundingClientRect().right > window.innerWidth + 1).map(th => th.innerText)"
    )
    return page.eval_on_selector_all("thead th", beyond)


@pytest.mark.parametrize(("columns", "number"), [("", 7), ("all", 25)])
def test_the_quality_report_lies_on_one_sheet_with_all_its_columns(columns, number, world, browse):
    at = browse(world.office)
    at.page.goto(at.url + reverse("reports:cell-quality", query={"period": "2026-10", "columns": columns}))
    assert at.page.locator(".scroll thead th").count() == number
    assert sheets(at.page) == [ACROSS]
    assert cut_off(at.page, LYING) == []


def test_the_month_board_lies_on_one_sheet_with_its_colours(world, browse):
    at = browse(world.office)
    at.page.goto(at.url + reverse("reports:month-board"))
    assert sheets(at.page) == [ACROSS]
    assert cut_off(at.page, LYING) == []
    grounds = at.page.eval_on_selector_all(
        ".heat .square.good", "all => all.map(s => getComputedStyle(s).backgroundColor)"
    )
    assert set(grounds) == {"rgb(200, 230, 220)"}


def test_a_narrow_table_stands(world, browse):
    at = browse(world.office)
    at.page.goto(at.url + reverse("reports:structure"))
    printed = sheets(at.page)
    assert set(printed) == {UPRIGHT}
    assert len(printed) <= 4
    assert cut_off(at.page, STANDING) == []


def test_minutes_begin_on_the_first_page(world, browse):
    at = browse(world.office)
    at.page.goto(at.url + world.signed.get_absolute_url())
    assert len(sheets(at.page)) <= 2
    at.page.emulate_media(media="print")
    torn = at.page.eval_on_selector_all(".card", "cards => cards.map(c => getComputedStyle(c).breakInside)")
    assert set(torn) == {"auto"}  # a long part begins where there is room, and goes on
    rows = at.page.eval_on_selector_all("tr", "rows => rows.map(r => getComputedStyle(r).breakInside)")
    assert set(rows) == {"avoid"}
