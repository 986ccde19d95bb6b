import re
from itertools import pairwise

import pytest
from django.utils import translation

from common.plots import SLIM, WIDE, Axis, Plot, Point, Pyramid, Spark, Zone, axis_of, shared_axis

BANDS = (
    Zone(0, "Kém", "Kém", "poor"),
    Zone(50, "Trung bình", "TB", "average"),
    Zone(70, "Khá", "K", "fair"),
    Zone(90, "Tốt", "T", "good"),
)
MONTHS = ["01/2026", "02/2026", "03/2026"]


def texts(svg, kind):
    """Words of the class `kind` in a picture."""
    return re.findall(rf'<text class="{kind}"[^>]*>([^<]*)<', svg)


def titles(svg):
    return re.findall("<title>([^<]*)</title>", svg)


@pytest.mark.parametrize(
    ("values", "how", "axis"),
    [
        ([239, 269], {"whole": True}, Axis(230, 270, 10)),
        ([135, 269], {"whole": True}, Axis(100, 300, 50)),
        ([134, 268], {"whole": True}, Axis(0, 300, 100)),
        ([5, 10], {"from_zero": True, "whole": True}, Axis(0, 10, 5)),
        ([1, 2], {"from_zero": True, "whole": True}, Axis(0, 2, 1)),
        ([0, 0], {"from_zero": True, "whole": True}, Axis(0, 1, 1)),
        ([42, 100], {"from_zero": False}, Axis(40, 100, 20)),
        ([7, 7], {"whole": True}, Axis(6, 8, 2)),
        ([], {}, Axis(0, 1, 0.5)),
    ],
)
def test_an_axis_has_guides_one_two_or_five_apart_and_no_empty_lower_half(values, how, axis):
    assert axis_of(values, **how) == axis


def test_an_axis_of_percentages_has_guides_that_can_be_read():
    plot = Plot("Dự họp", MONTHS, {"x": [0.942, 0.98, None]}, kind="percent")
    assert texts(plot.svg(WIDE), "end") == [f"{number}\u00a0%" for number in (94, 95, 96, 97, 98)]


@pytest.mark.parametrize(("least", "said", "broken"), [(3, "", 0), (230, "Trục bắt đầu từ 230.", 1)])
def test_an_axis_that_does_not_begin_at_zero_says_so_and_is_broken(least, said, broken):
    plot = Plot("Đảng số", MONTHS, {"đảng viên": [least, 250, 260]}, kind="number")
    assert (plot.note, plot.svg(WIDE).count('class="break"')) == (said, broken)


def test_a_line_tells_its_ends_and_its_lowest_point_and_every_point_by_its_title():
    svg = Plot("Điểm", [f"{n:02}" for n in range(1, 13)], {"điểm": [88, *[91] * 5, 79.5, *[92] * 4, 90]}).svg(WIDE)
    assert sorted(texts(svg, r"\w+ value")) == ["79,5", "88", "90"]
    assert titles(svg) == ["01: 88", *[f"{n:02}: 91" for n in range(2, 7)], "07: 79,5"] + [
        f"{n:02}: 92" for n in range(8, 12)
    ] + ["12: 90"]


def test_a_month_without_a_value_is_a_gap_and_a_cross():
    svg = Plot("Điểm", MONTHS, {"điểm": [88, None, 90]}).svg(WIDE)
    assert (svg.count("<polyline"), svg.count('class="cross"'), titles(svg)[1]) == (2, 1, "02/2026: –")


def test_lines_lie_over_the_zones_that_the_axis_reaches_with_short_names_on_a_phone():
    plot = Plot("Điểm", MONTHS, {"điểm": [88, 91, 95]}, zones=BANDS)
    assert plot.axis == Axis(70, 100, 10)
    assert texts(plot.svg(WIDE), "zone-name") == ["Khá", "Tốt"]
    assert texts(plot.svg(SLIM), "zone-name") == ["K", "T"]
    low = Plot("Điểm", MONTHS, {"điểm": [42, 91, 95]}, zones=BANDS)
    assert texts(low.svg(WIDE), "zone-name") == ["Kém", "Trung bình", "Khá", "Tốt"]


def test_the_last_values_of_several_lines_do_not_cover_each_other():
    svg = Plot("Điểm", MONTHS, {"chủ trì": [80, 90, 95], "đã dự": [70, 80, 95], "chưa dự": [60, 70, 95]}).svg(WIDE)
    places = sorted(float(y) for y in re.findall(r'class="value s\d" x="[\d.]+" y="([\d.]+)"', svg))
    assert len(places) == 3
    assert all(low + 13 <= high for low, high in pairwise(places))


@pytest.mark.parametrize(("size", "told"), [(WIDE, ["10"] * 15), (SLIM, ["10"])])
def test_where_bars_are_narrow_only_the_last_tells_its_value(size, told):
    years = [str(year) for year in range(2012, 2027)]
    plot = Plot("Kết nạp", years, {"chỉ tiêu": [9] * 15, "đã kết nạp": [10] * 15}, kind="number", bars=True)
    assert texts(plot.svg(size), "mid value") == told


def test_bars_begin_at_zero_and_those_in_front_tell_their_value():
    svg = Plot("Kết nạp", ["2025", "2026"], {"chỉ tiêu": [8, 8], "đã kết nạp": [9, 5]}, kind="number", bars=True).svg(
        WIDE
    )
    assert texts(svg, "mid value") == ["9", "5"]
    assert titles(svg) == ["chỉ tiêu, 2025: 8", "chỉ tiêu, 2026: 8", "đã kết nạp, 2025: 9", "đã kết nạp, 2026: 5"]
    feet = {float(y) + float(high) for y, high in re.findall(r' y="([\d.]+)" width="[\d.]+" height="([\d.]+)"', svg)}
    assert feet == {196}


def test_as_many_labels_stand_below_as_fit_and_always_the_last():
    labels = [f"{n:02}/2026" for n in range(1, 13)]
    wide, slim = (texts(Plot("Điểm", labels, {"điểm": [90] * 12}).svg(size), "mid") for size in (WIDE, SLIM))
    assert wide == [f"{n:02}/2026" for n in range(2, 13, 2)]
    assert slim == ["03/2026", "06/2026", "09/2026", "12/2026"]


def test_words_of_people_never_become_markup():
    svg = Plot("<b>", ["<i>"], {"<u>": [1]}).svg(WIDE)
    assert not re.search("<[biu]>", svg)


@pytest.mark.parametrize("plot", [Plot("Điểm", [], {"điểm": []}), Plot("Điểm", MONTHS, {"điểm": [None] * 3})])
def test_a_plot_of_nothing_is_drawn(plot):
    assert plot.svg(WIDE).startswith("<svg")


def test_the_figures_of_a_plot_stand_behind_it_as_people_write_them():
    plot = Plot("Dự họp", MONTHS, {"x": [0.5, None, 1], "y": [1, 0.125, 0]}, kind="percent")
    assert plot.rows == [
        ("01/2026", ["50\u00a0%", "100\u00a0%"]),
        ("02/2026", ["–", "12,5\u00a0%"]),
        ("03/2026", ["100\u00a0%", "0\u00a0%"]),
    ]
    with translation.override("en"):
        assert plot.rows[1][1] == ["–", "12.5\u00a0%"]


def test_a_pyramid_puts_the_oldest_on_top_and_tells_how_many_on_each_side():
    pyramid = Pyramid("Tuổi", ["18–30", "31–40"], {"nam": [19, 56], "nữ": [14, 36]})
    svg = pyramid.svg(WIDE)
    assert pyramid.rows == [("31–40", ["56", "36"]), ("18–30", ["19", "14"])]
    assert texts(svg, "mid") == ["31–40", "18–30"]
    assert (texts(svg, "end"), texts(svg, "start")) == (["56", "19"], ["36", "14"])
    assert (texts(svg, "end value"), texts(svg, "start value")) == (["Nam 75"], ["Nữ 50"])


def test_small_plots_share_an_axis_and_mark_what_is_missing():
    sparks = [
        Spark("Nà Phái", "", [Point(42, "42 Kém"), Point(None, "không họp", True), Point(60, "60 TB")]),
        Spark("Lũng Rài", "/cells/1/", [Point(99, "99 Tốt"), Point(98, "98 Tốt"), Point(None, "chưa ký")]),
    ]
    axis = shared_axis(sparks, BANDS)
    assert axis == Axis(40, 100, 20)
    first, second = (spark.svg(axis, BANDS) for spark in sparks)
    assert (first.count('class="cross"'), second.count('class="cross"')) == (1, 0)
    assert (first.count("<polyline"), second.count("<polyline")) == (2, 1)
    assert 'aria-label="42 Kém; không họp; 60 TB"' in first
    assert [spark.last for spark in sparks] == [60, 98]
    assert shared_axis([Spark("Mới", "", [Point(None, "chưa họp")])], BANDS) == Axis(0, 1, 0.5)


def test_a_staircase_begins_at_zero_marks_each_step_and_ends_where_nothing_has_come_yet():
    series = {"kết nạp": [5, 5, 6, None], "chỉ tiêu": [8, 8, 8, 8]}
    plot = Plot("Kết nạp", [f"{n:02}" for n in range(1, 5)], series, kind="number", steps=True)
    svg = plot.svg(WIDE)
    assert titles(svg) == ["kết nạp, 01: 5", "kết nạp, 03: 6", "chỉ tiêu, 01: 8"]
    assert texts(svg, "end value") == ["6"]
    assert (plot.axis.bottom, svg.count("cross")) == (0, 0)
