import re
from itertools import pairwise

import pytest
from django.utils import translation

from common.plots import SLIM, WIDE, Axis, Plot, Point, Pyramid, RowPlot, Spark, Zone, axis_of, row_plot, shared_axis

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
        ([0, 4], {}, Axis(0, 4, 1)),
        ([0, 8], {}, Axis(0, 8, 2)),
        ([0, 0], {}, Axis(0, 0.5, 0.5)),
        ([], {}, Axis(0, 1, 0.5)),
    ],
)
def test_an_axis_has_guides_one_two_or_five_apart_and_no_empty_lower_half(values, how, axis):
    assert axis_of(values, **how) == axis


@pytest.mark.parametrize(("kind", "step"), [("number", 1), ("decimal", 0.5)])
def test_whole_numbers_have_whole_guides(kind, step):
    assert Plot("x", ["1", "2"], {"a": [1, 2]}, kind=kind).axis == Axis(0, 2, step)


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


MANY = [92] * 9


@pytest.mark.parametrize(
    ("values", "size", "told"),
    [
        (
            [88, *[91] * 5, 79.5, *[92] * 4, 90],
            WIDE,
            [("end", 451.4, 85, "90"), ("start", 54.6, 102.2, "88"), ("mid", 270.6, 175.3, "79,5")],
        ),
        ([100, 90, 80], WIDE, [("end", 398.7, 187, "80"), ("start", 107.3, 15, "100")]),
        ([80], WIDE, [("end", 258, 187, "80")]),
        ([80, 80], WIDE, [("end", 363.5, 187, "80"), ("start", 142.5, 187, "80")]),
        ([50, 100, 60], WIDE, [("end", 398.7, 110.8, "60"), ("start", 107.3, 128, "50")]),  # both below their points
        ([100, 40], WIDE, [("end", 363.5, 145.2, "40"), ("start", 142.5, 15, "100")]),
        ([50, 20, 20, 100], WIDE, [("end", 416.2, 15, "100"), ("start", 89.8, 101, "50"), ("mid", 200.2, 152.6, "20")]),
        # a place below has room for a line of letters
        (
            [50, 11.34, 100],
            WIDE,
            [("end", 398.7, 15, "100"), ("start", 107.3, 101, "50"), ("mid", 253, 194.5, "11,34")],
        ),
        ([50, 11.047, 100], WIDE, [("end", 398.7, 15, "100"), ("start", 107.3, 101, "50"), ("mid", 253, 168, "11,05")]),
        # nothing stands in the way of another
        (
            [95, 94, 90, *MANY], SLIM,
            [("end", 278.9, 109.7, "92"), ("start", 47.1, 38.7, "95"), ("mid", 92.4, 157, "90")],
        ),
        ([95, 90, *MANY, 92], SLIM, [("end", 278.9, 109.7, "92"), ("start", 47.1, 38.7, "95")]),
        ([95, *MANY, 90, 91], SLIM, [("end", 278.9, 133.3, "91"), ("start", 47.1, 38.7, "95")]),
    ],
)  # fmt: skip
def test_what_a_line_tells_stands_beside_its_points(values, size, told):
    svg = Plot("Điểm", [f"{n:02}" for n in range(1, len(values) + 1)], {"điểm": values}).svg(size)
    found = re.findall(r'<text class="(\w+) value" x="([^"]*)" y="([^"]*)">([^<]*)<', svg)
    assert [(side, float(x), float(y), text) for side, x, y, text in found] == told


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


@pytest.mark.parametrize(("size", "told"), [(WIDE, ["10"] * 14 + ["12"]), (SLIM, ["12"])])
def test_where_bars_are_narrow_only_the_last_tells_its_value(size, told):
    years = [str(year) for year in range(2012, 2027)]
    plot = Plot("Kết nạp", years, {"chỉ tiêu": [9] * 15, "đã kết nạp": [10] * 14 + [12]}, kind="number", bars=True)
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
    assert Spark("Mới", "", [Point(None, "chưa họp")]).last is None
    assert shared_axis([Spark("Mới", "", [Point(None, "chưa họp")])], BANDS) == Axis(0, 1, 0.5)


def test_a_staircase_begins_at_zero_marks_each_step_and_ends_where_nothing_has_come_yet():
    series = {"kết nạp": [5, 5, 6, None], "chỉ tiêu": [8, 8, 8, 8]}
    plot = Plot("Kết nạp", [f"{n:02}" for n in range(1, 5)], series, kind="number", steps=True)
    svg = plot.svg(WIDE)
    assert titles(svg) == ["kết nạp, 01: 5", "kết nạp, 03: 6", "chỉ tiêu, 01: 8"]
    assert texts(svg, "end value") == ["6"]
    assert (plot.axis.bottom, svg.count("cross")) == (0, 0)


# What is drawn, tag by tag: places follow from the sizes at the head of `common/plots.py`.

SMALL = Spark("x", "", [Point(42, "42"), Point(None, "không họp", True), Point(60, "60"), Point(95, "95")])
PICTURES = {
    "lines": (
        lambda: Plot("Điểm", MONTHS, {"điểm": [88, None, 92]}, zones=BANDS[1:], behind=("a", "b", "c")).svg(WIDE),
        """
<svg viewBox="0 0 480 220" role="img" aria-label="Điểm">
<rect class="zone fair" x="42" y="76.3" width="355" height="104.7"/>
<text class="zone-name" x="403" y="132.65">Khá</text>
<rect class="zone good" x="42" y="24" width="355" height="52.3"/>
<text class="zone-name" x="403" y="54.15">Tốt</text>
<path class="guide" d="M42 181H397"/>
<text class="end" x="36" y="185">70</text>
<path class="guide" d="M42 128.7H397"/>
<text class="end" x="36" y="132.7">80</text>
<path class="guide" d="M42 76.3H397"/>
<text class="end" x="36" y="80.3">90</text>
<path class="guide" d="M42 24H397"/>
<text class="end" x="36" y="28">100</text>
<path class="break" d="M42 181v-3l4-3-8-4 4-3v-3"/>
<text class="mid" x="101.2" y="198">01/2026</text>
<text class="mid" x="101.2" y="213">a</text>
<text class="mid" x="219.5" y="198">02/2026</text>
<text class="mid" x="219.5" y="213">b</text>
<text class="mid" x="337.8" y="198">03/2026</text>
<text class="mid" x="337.8" y="213">c</text>
<g class="s1">
<polyline points="101.2,86.8"/>
<polyline points="337.8,65.9"/>
<circle cx="101.2" cy="86.8" r="3">
<title>01/2026: 88</title></circle>
<path class="cross" d="M219.5 175m-4-4 8 8m0-8-8 8">
<title>02/2026: –</title></path>
<circle cx="337.8" cy="65.9" r="3">
<title>03/2026: 92</title></circle>
<text class="end value" x="342.8" y="56.9">92</text>
<text class="start value" x="96.2" y="77.8">88</text></g></svg>
""",
    ),
    "bars": (
        lambda: Plot("Kết nạp", ["2025", "2026"], {"a": [None, 8], "b": [9, 5]}, kind="number", bars=True).svg(SLIM),
        """
<svg viewBox="0 0 300 190" role="img" aria-label="Kết nạp">
<path class="guide" d="M42 166H284"/>
<text class="end" x="36" y="170">0</text>
<path class="guide" d="M42 95H284"/>
<text class="end" x="36" y="99">5</text>
<path class="guide" d="M42 24H284"/>
<text class="end" x="36" y="28">10</text>
<text class="mid" x="102.5" y="183">2025</text>
<text class="mid" x="223.5" y="183">2026</text>
<g class="s1">
<rect x="172.7" y="52.4" width="101.6" height="113.6">
<title>a, 2026: 8</title></rect></g>
<g class="s2">
<rect x="74.65" y="38.2" width="55.7" height="127.8">
<title>b, 2025: 9</title></rect>
<text class="mid value" x="102.5" y="34.2">9</text>
<rect x="195.65" y="95" width="55.7" height="71">
<title>b, 2026: 5</title></rect>
<text class="mid value" x="223.5" y="91">5</text></g></svg>
""",
    ),
    "several lines": (
        lambda: Plot("Ba", ["01", "02", "03"], {"a": [1, 2, 3], "b": [3, 2, 0], "c": [2, 2, None]}).svg(SLIM),
        """
<svg viewBox="0 0 300 190" role="img" aria-label="Ba">
<path class="guide" d="M42 166H284"/>
<text class="end" x="36" y="170">0</text>
<path class="guide" d="M42 118.7H284"/>
<text class="end" x="36" y="122.7">1</text>
<path class="guide" d="M42 71.3H284"/>
<text class="end" x="36" y="75.3">2</text>
<path class="guide" d="M42 24H284"/>
<text class="end" x="36" y="28">3</text>
<text class="mid" x="82.3" y="183">01</text>
<text class="mid" x="163" y="183">02</text>
<text class="mid" x="243.7" y="183">03</text>
<g class="s1">
<polyline points="82.3,118.7 163.0,71.3 243.7,24.0"/>
<circle cx="82.3" cy="118.7" r="3">
<title>a, 01: 1</title></circle>
<circle cx="163.0" cy="71.3" r="3">
<title>a, 02: 2</title></circle>
<circle cx="243.7" cy="24.0" r="3">
<title>a, 03: 3</title></circle></g>
<g class="s2">
<polyline points="82.3,24.0 163.0,71.3 243.7,166.0"/>
<circle cx="82.3" cy="24.0" r="3">
<title>b, 01: 3</title></circle>
<circle cx="163.0" cy="71.3" r="3">
<title>b, 02: 2</title></circle>
<circle cx="243.7" cy="166.0" r="3">
<title>b, 03: 0</title></circle></g>
<g class="s3">
<polyline points="82.3,71.3 163.0,71.3"/>
<circle cx="82.3" cy="71.3" r="3">
<title>c, 01: 2</title></circle>
<circle cx="163.0" cy="71.3" r="3">
<title>c, 02: 2</title></circle>
<path class="cross" d="M243.7 160m-4-4 8 8m0-8-8 8">
<title>c, 03: –</title></path></g>
<text class="value s2" x="251.7" y="166">0</text>
<text class="value s1" x="251.7" y="28">3</text></svg>
""",
    ),
    "pyramid": (
        lambda: Pyramid("Tuổi", ["18–30", "31–40"], {"nam": [19, 56], "nữ": [14, 36]}).svg(SLIM),
        """
<svg viewBox="0 0 300 82" role="img" aria-label="Tuổi">
<g class="s1">
<text class="end value" x="118" y="16">Nam 75</text>
<rect x="37.5" y="26" width="80.5" height="22">
<title>nam, 31–40: 56</title></rect>
<text class="end" x="31.5" y="42">56</text>
<rect x="90.7" y="52" width="27.3" height="22">
<title>nam, 18–30: 19</title></rect>
<text class="end" x="84.7" y="68">19</text></g>
<g class="s2">
<text class="start value" x="182" y="16">Nữ 50</text>
<rect x="182" y="26" width="51.8" height="22">
<title>nữ, 31–40: 36</title></rect>
<text class="start" x="239.8" y="42">36</text>
<rect x="182" y="52" width="20.1" height="22">
<title>nữ, 18–30: 14</title></rect>
<text class="start" x="208.1" y="68">14</text></g>
<text class="mid" x="150" y="42">31–40</text>
<text class="mid" x="150" y="68">18–30</text></svg>
""",
    ),
    "small plot": (
        lambda: SMALL.svg(shared_axis([SMALL], BANDS), BANDS),
        """
<svg viewBox="0 0 120 46" role="img" aria-label="42; không họp; 60; 95">
<path class="guide" d="M0 30.7h120"/>
<path class="guide" d="M0 20.0h120"/>
<path class="zone good" d="M0 4h120V9.3H0z"/>
<polyline points="4.0,34.9 4.0,34.9"/>
<polyline points="78.7,25.3 116.0,6.7 116.0,6.7"/>
<path class="cross" d="M41.3 41m-3-3 6 6m0-6-6 6"/></svg>
""",
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_in_its_places(name):
    draw, drawn = PICTURES[name]
    assert draw() == drawn.replace("\n", "")


def test_rows_lie_below_each_other_as_long_as_their_figures():
    found = row_plot("Lý do", ["a", "b"], [3, 4])
    assert found == RowPlot("Lý do", [(16, "a", 218, 226, "3"), (56, "b", 290, 298, "4")], 84)
    assert [row_plot("Lý do", ["a"], [one]).rows for one in (0, 1)] == [
        [(16, "a", 0, 8, "0")],
        [(16, "a", 290, 298, "1")],
    ]


@pytest.mark.parametrize(
    ("most", "zones"),
    [
        (90, ['guide" d="M0 25.3h120"']),
        (91, ['guide" d="M0 28.0h120"', 'zone good" d="M0 4h120V12.0H0z"']),
    ],
)
def test_the_ground_of_a_small_plot_is_the_best_zone_and_nothing_below_it(most, zones):
    spark = Spark("x", "", [Point(60, "60"), Point(most, "")])
    svg = spark.svg(shared_axis([spark], BANDS), BANDS)
    assert re.findall('<path class="([^/]*)/>', svg) == zones
    y = re.search('points="4.0,36.0 116.0,([^ ]*) ', svg)[1]
    assert y == ("4.0" if most == 90 else "11.2")


@pytest.mark.parametrize(
    ("series", "bars", "edge"),
    [
        ({"a": [1, 10.25, 3], "b": [2, 1, 99.5]}, False, "262"),  # room for the last values, which stand beside
        ({"a": [1, 10.25, 99.5]}, False, "284"),
        ({"a": [1, 2, 10.25], "b": [1, 2, 99.5]}, True, "284"),
    ],
)
def test_a_plot_leaves_room_at_its_side_for_what_stands_there(series, bars, edge):
    assert f'd="M42 166H{edge}"' in Plot("x", MONTHS, series, bars=bars).svg(SLIM)


def test_bars_of_nothing_are_drawn_and_one_person_fills_a_side():
    assert Plot("x", [], {"a": []}, bars=True).svg(WIDE).startswith("<svg")
    assert 'width="80.5"' in Pyramid("x", ["18–30"], {"nam": [1], "nữ": [0]}).svg(SLIM)


def test_the_look_of_a_plot_is_by_its_kind():
    looks = [Plot("x", ["1"], {"a": [1]}, bars=bars).look for bars in (True, False)]
    assert [*looks, Pyramid("x", [], {}).look] == ["bars", "lines", "pyramid"]
