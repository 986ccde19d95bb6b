import io
import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from openpyxl import load_workbook

from common.crumbs import Crumb, step
from common.numbers import percent
from common.plots import Plot
from common.tables import Column, Figure, Table, to_xlsx
from common.templatetags import components


def drawn(source, **context):
    return Template(source).render(Context(context))


def test_a_table_writes_each_figure_as_it_is_told_and_never_as_markup():
    table = Table(
        title="Bảng",
        columns=(Column("Chi bộ"), Column("Tỷ lệ", "percent"), Column("Mức")),
        rows=(
            (Figure("Lũng <Mật>", url="/cells/1/?a=1&b=2"), Figure(0.5, note="<9>/18"), Figure("Tốt", tone="ok")),
            (Figure("Pác Tao"), Figure(), Figure()),
        ),
        total=(Figure("Cộng"), Figure(1), Figure()),
    )
    html = drawn("{% table table stack=True %}", table=table)
    body, foot = html[html.index("<tbody>") : html.index("</table>")].split("</tbody>")
    assert body == (
        '<tbody><tr><th scope="row"><a href="/cells/1/?a=1&amp;b=2">Lũng &lt;Mật&gt;</a></th>'
        '<td class="number" data-label="Tỷ lệ">50\u00a0% <small>&lt;9&gt;/18</small></td>'
        '<td data-label="Mức"><span class="badge ok">Tốt</span></td></tr><tr><th scope="row">Pác Tao</th>'
        '<td class="number rare" data-label="Tỷ lệ">–</td><td class="rare" data-label="Mức">–</td></tr>'
    )
    assert foot.strip() == (
        '<tfoot><tr><th scope="row">Cộng</th><td class="number" data-label="Tỷ lệ">100\u00a0%</td>'
        '<td class="rare" data-label="Mức">–</td></tr></tfoot>'
    )


def test_what_joins_a_column_stands_on_a_page_in_small_words_beside_it_and_in_the_file_by_itself():
    columns = Column("Tên"), Column("Chức vụ", joins="%s"), Column("Từ", "date", joins="từ %s"), Column("Xóm", joins="")
    table = Table("Bảng", columns, ((Figure("An"), Figure("bí thư"), Figure(date(2026, 11, 3)), Figure("Lũng Mật")),))
    html = drawn("{% table table %}", table=table)
    assert '<tr><th scope="col">Tên</th></tr>' in html
    assert '<tr><th scope="row">An <small>bí thư · từ 03/11/2026</small></th></tr>' in html
    sheet = load_workbook(io.BytesIO(to_xlsx(table, by="A", at=datetime(2026, 1, 2, 8)))).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=6)] == [
        ["Tên", "Chức vụ", "Từ", "Xóm"],
        ["An", "bí thư", datetime(2026, 11, 3), "Lũng Mật"],
    ]


def test_a_card_tells_long_texts_below_their_label_and_leaves_out_what_is_rare_and_a_row_of_a_table_nothing():
    columns = Column("Chi bộ"), Column("Vì sao", width=40), Column("Số", width=39), Column("Từ ngày", "date", rare=True)
    table = Table("Bảng", columns, ((Figure("Pác Tao"), Figure("Chậm"), Figure("1"), Figure(date(2026, 11, 3))),))
    looks = [re.findall("<td([^>]*)>", drawn(f"{{% table table {how} %}}", table=table)) for how in ("stack=True", "")]
    assert looks == [
        [' class="long" data-label="Vì sao"', ' data-label="Số"', ' class="number rare" data-label="Từ ngày"'],
        ["", "", ' class="number"'],
    ]


def test_points_stand_with_their_band_in_one_badge_and_a_change_in_none():
    table = Table(
        title="Bảng",
        columns=(Column("Chi bộ"), Column("Điểm", "decimal"), Column("So", "number")),
        rows=(
            (
                Figure("Nà Phái"),
                Figure(Decimal("63.33"), "/x/", beside=Figure(Decimal(42), tone="poor", note="Kém")),
                Figure("−3", note="từ 66", tone="down"),
            ),
        ),
    )
    html = drawn("{% table table %}", table=table)
    assert html[html.index("</th><td") : html.index("</tbody>")] == (
        '</th><td class="number"><a href="/x/">63,33</a> <span class="badge poor"><b>42</b> Kém</span></td>'
        '<td class="number"><span class="down">−3</span> <small>từ 66</small></td></tr>'
    )


@pytest.mark.parametrize(
    ("sorted_by", "heads"),
    [
        ("points", ['<th scope="col">Chi bộ</th>', ("ascending", "-points"), ("", "-missing")]),
        ("-points", ['<th scope="col">Chi bộ</th>', ("descending", "points"), ("", "-missing")]),
        ("-missing", ['<th scope="col">Chi bộ</th>', ("", "points"), ("descending", "missing")]),
    ],
)
def test_a_head_that_sorts_tells_the_order_and_keeps_what_else_is_asked(sorted_by, heads, rf):
    columns = (Column("Chi bộ"), Column("Điểm", sort="points"), Column("Thiếu", sort="-missing"))
    table = Table("Bảng", columns, ((Figure("A"), Figure(1), Figure(2)),), sorted=sorted_by)
    html = drawn("{% table table %}", table=table, request=rf.get("/x/?kind=%22%3E&sort=x"))
    labels = iter(("Điểm", "Thiếu"))

    def head(order, sort):
        told = f' aria-sort="{order}"' if order else ""
        return f'<th scope="col"{told}><a href="?kind=%22%3E&amp;sort={sort}">{next(labels)}</a></th>'

    expected = "".join(each if isinstance(each, str) else head(*each) for each in heads)
    assert re.search("<thead>\\s*<tr>(.*?)</tr>", html)[1] == expected


def test_a_plot_is_drawn_wide_and_slim_with_its_legend_and_its_figures():
    plot = Plot("kết nạp", ["2025", "2026"], {"chỉ tiêu": [8, 8], "đã <kết> nạp": [9, None]}, kind="number", bars=True)
    html = drawn("{% plot plot %}", plot=plot)
    assert html.count("<svg") == 2
    assert html.startswith('<figure class="plot card bars"><figcaption>Kết nạp</figcaption>')
    assert '<li class="s1"><span>Chỉ tiêu</span></li><li class="s2"><span>Đã &lt;kết&gt; nạp</span></li>' in html
    assert html.endswith(
        '<tbody><tr><th scope="row">2025</th><td class="number">8</td><td class="number">9</td></tr>'
        '<tr><th scope="row">2026</th><td class="number">8</td><td class="number">–</td></tr>'
        "</tbody></table></details></figure>"
    )


@pytest.mark.parametrize(("language", "shown"), [("vi", "88,2\u00a0%"), ("en", "88.2\u00a0%")])
def test_a_percentage_is_never_broken_between_figure_and_sign(language, shown):
    with translation.override(language):
        assert percent(0.8824) == shown


def test_no_words_of_ours_let_a_percent_sign_stand_alone_at_the_end_of_a_line():
    words = (settings.ROOT / "locale/vi/LC_MESSAGES/django.po").read_text()
    told = [line for line in re.split(r"(?m)^(?=msg)", words) if line.startswith("msgstr")]
    assert [line for line in told if re.search(r"[\w)] %%", line)] == []


def standing(*tones):
    columns = (Column("Chi bộ"), Column("Trạng thái", by_name=True), Column("Khác"))
    return Table("Bảng", columns, tuple((Figure("Lũng Mật"), Figure("x", tone=tone), Figure()) for tone in tones))


def test_cards_of_rows_that_stand_well_are_behind_a_button_of_a_phone():
    html = drawn("{% table made stack=True %}", made=standing("bad", "ok", "ok", "ok"))
    assert '<table class="stack named">' in html
    assert '<td class="by-name" data-label="Trạng thái"><span class="badge bad">x</span></td>' in html
    assert html.count('<tr class="well">') == 3
    assert "Xem thêm 3 mục không cần xử lý" in html


@pytest.mark.parametrize("made", [standing("bad", "ok", "ok"), standing("bad", "", "info", "warn")])
def test_a_few_cards_are_not_worth_a_button_and_what_may_need_somebody_is_shown(made):
    assert "checkbox" not in drawn("{% table made stack=True %}", made=made)
    assert "checkbox" not in drawn("{% table made %}", made=standing("ok", "ok", "ok")), "a table that is no card"


def test_a_row_with_something_bad_does_not_stand_well():
    made = Table("", (Column("A"), Column("B", by_name=True), Column("C")), ())
    row = (Figure("A"), Figure("x", tone="ok"), Figure("y", tone="bad"))
    assert "well" not in drawn("{% table made stack=True %}", made=replace(made, rows=(row,) * 3))


def test_the_way_begins_with_a_capital():
    html = drawn("{% crumbs record %}", record=Crumb("lễ kết nạp", "/x/"))
    assert ">lễ kết nạp</a>" in html, "a Crumb is told as it is made"
    assert step("home", label="việc khác").label == "Việc khác"


@pytest.mark.parametrize(("address", "said"), [("/", "Chưa có gì.thêm"), ("/?page=2&cell=", "Chưa có gì.thêm")])
def test_where_nothing_is_there_at_all_the_list_says_what_to_do_next(address, said, rf):
    assert said in re.sub("<[^>]+>", "", empty_list(rf.get(address)))


def test_where_nothing_fits_the_list_leads_back_to_everything(rf):
    way = '<div class="buttons"><a class="button" href="/x/">Xem tất cả</a></div>'
    assert empty_list(rf.get("/x/?cell=3")) == f'<div class="empty"><p>Không khớp.</p>{way}</div>'
    assert "Chưa có gì." in empty_list(rf.get("/x/?sort=-2&dense=1")), "a look leaves nothing out"


def empty_list(request):
    source = '{% nothing none="Chưa có gì." fits="Không khớp." %}thêm{% endnothing %}'
    return drawn(source, request=request)


def test_a_score_is_told_by_its_points_and_its_band_together():
    score = SimpleNamespace(tone="fair", total=Decimal("89.5"), get_band_display=lambda: "Khá")
    assert drawn("{% rated score %}", score=score) == '<span class="badge fair"><b>89,5</b> Khá</span>'


def test_the_tabs_of_a_record_tell_which_of_them_is_the_page(rf):
    steps = {"file": Crumb("<Hồ sơ>", "/members/5/"), "life": Crumb("Quá trình", "/members/5/life/")}
    html = drawn("{% tabs file life %}", request=rf.get("/members/5/?year=2026"), **steps)
    assert html.removeprefix('<nav class="tabs" aria-label="Các trang về mục này">') == (
        '<a href="/members/5/" aria-current="page">&lt;Hồ sơ&gt;</a><a href="/members/5/life/">Quá trình</a></nav>'
    )


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 11, 4), "quá hạn 20 ngày"), (date(2026, 11, 24), "hạn hôm nay"), (date(2026, 12, 1), "còn 7 ngày")],
)
def test_a_day_that_is_over_or_near_says_so(day, said):
    assert said in components.due(day, date(2026, 11, 24))


def test_a_day_with_time_says_nothing():
    assert components.due(date(2026, 12, 2), date(2026, 11, 24)) == ""


def test_facts_are_escaped_and_a_dash_where_nothing_is_known():
    told = components.facts([("tên", "<Lũng>"), ("tuổi", ""), ("dân tộc", "")])
    assert told == (
        '<dl class="facts"><dt>Tên</dt><dd>&lt;Lũng&gt;</dd>'
        '<dt>Chưa ghi</dt><dd><span class="soft small">tuổi · dân tộc</span></dd></dl>'
    )
