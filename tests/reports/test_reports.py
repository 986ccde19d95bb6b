import html
import io
import re
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import docx
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import TrailEntry
from accounts.roles import Do
from benchmarks.data import add_years
from cells import services as structure
from common.numbers import points as as_points
from common.periods import Period
from common.tables import Column, Figure, Table, to_xlsx
from meetings import queries
from meetings.queries import MonthState
from meetings.queries.board import BoardEntry
from oversight import services as guidance
from reports.enums import Block
from reports.forms import period_choices
from reports.models import ReportRules
from reports.registry import REPORTS
from reports.tables import quality
from tests.addresses import a_committee_report, a_focus_task, a_household_vote, a_movement, an_award, an_inspection
from tests.world import TODAY, as_published, cell, publish, record, training


def figures(row):
    return [figure.value for figure in row]


def test_the_quality_report_of_a_month_tells_what_the_records_say(world):
    report = quality.cell_quality(user=world.office, period=Period("M", 2026, 10), today=TODAY)
    labels = [column.label for column in report.table.columns]
    own = dict(zip(labels, figures(report.table.rows[0]), strict=True))
    assert own == {
        "Chi bộ": "Chi bộ Lũng Mật",
        "Đảng số": 6,
        "Chính thức": 5,
        "Dự bị": 1,
        "Miễn sinh hoạt": 1,
        "Đã họp / phải họp": "1/1",
        "Thường kỳ": 1,
        "Chuyên đề": 0,
        "Loại khác": 0,
        "Tỷ lệ dự họp": 1.0,
        "Có mặt / phải dự": "5/5",
        "Không tính": 1,
        "10/2026": Decimal("100.00"),
        "Bình quân": Decimal("100.00"),
        "So với kỳ trước": None,
        "Tốt": 1,
        "Khá": 0,
        "Trung bình": 0,
        "Kém": 0,
        "Tốt hoặc Khá": 1.0,
        "Nhiệm vụ xong": None,
        "Xong / đến hạn": "0/0",
        "Dự họp": "1/1",
        "Phụ trách": "Đinh Văn Phụ",
        "Còn thiếu": "không",
    }
    other = dict(zip(labels, figures(report.table.rows[1]), strict=True))
    assert (other["Chi bộ"], other["Thường kỳ"], other["Còn thiếu"]) == ("Chi bộ Pác Tao", 0, "10/2026")


def test_a_draft_counts_for_nothing_until_it_is_signed(world):
    report = quality.cell_quality(user=world.office, period=Period("M", 2026, 11), today=TODAY)
    assert figures(report.table.rows[0])[5:7] == ["0/1", 0]


def test_a_figure_is_a_link_only_where_its_records_open(world):
    def links(user):
        rows = quality.cell_quality(user=user, period=Period("M", 2026, 10), today=TODAY).table.rows
        return [any(figure.url for figure in row) for row in rows]

    assert links(world.office) == [True, True]
    assert links(world.in_charge) == [True, False]
    assert links(world.upper) == [False, False]
    assert links(world.secretary) == [True]


def test_what_is_not_there_leads_to_no_empty_list(world):
    table = quality.cell_quality(user=world.office, period=Period("M", 2026, 10), today=TODAY).table
    links = {column.label: figure.url for column, figure in zip(table.columns, table.rows[0], strict=True)}
    assert links["Thường kỳ"].endswith("&kind=regular")
    assert links["Tốt"].endswith("&band=tot")
    assert [links[label] for label in ("Chuyên đề", "Loại khác", "Khá", "Nhiệm vụ xong", "Xong / đến hạn")] == [""] * 5
    without_meetings = dict(zip(links, (figure.url for figure in table.rows[1]), strict=True))
    assert [without_meetings[label] for label in ("Tỷ lệ dự họp", "Bình quân", "Dự họp")] == [""] * 3


def test_the_other_kinds_open_exactly_the_meetings_counted(world, sign_in):
    record(world.cell, date(2026, 10, 10), world.office, kind="thematic")
    others = [record(world.cell, date(2026, 10, day), world.office, kind="extraordinary") for day in (11, 12)]
    table = quality.cell_quality(user=world.office, period=Period("M", 2026, 10), today=TODAY).table
    figure = dict(zip([column.label for column in table.columns], table.rows[0], strict=True))["Loại khác"]
    page = sign_in(world.office).get(figure.url).context["page"]
    assert (figure.value, set(page)) == (2, set(others))


@pytest.mark.parametrize("role", ["office", "leader", "in_charge", "secretary", "inspection", "upper", "outsider"])
def test_every_link_of_a_report_opens_for_everybody_who_reads_it(role, world, sign_in):
    client, links = sign_in(world.accounts[role]), {}
    for report in REPORTS:
        page = client.get(f"/{report.path}")
        if page.status_code == 200:
            main = page.content.decode().partition("<main")[2]
            links |= dict.fromkeys(re.findall(r'<a [^>]*href="(/[^"#]*)', main), report.key)
    assert links
    closed = [(links[url], url) for url in links if client.get(html.unescape(url)).status_code != 200]
    assert closed == []


def test_the_month_board_tells_held_late_unsigned_missing_and_to_come(world):
    record(world.other_cell, date(2026, 8, 7), world.office)
    record(world.other_cell, date(2026, 9, 8), world.office)
    months = [Period("M", 2026, number) for number in (8, 9, 10, 11, 12)]
    board = queries.month_board(cells=[world.cell, world.other_cell], months=months, today=TODAY, on_time_day=7)
    own, other = ([board[c.pk, month].state for month in months] for c in (world.cell, world.other_cell))
    assert own == [
        MonthState.MISSING, MonthState.MISSING, MonthState.HELD, MonthState.UNSIGNED, MonthState.NOT_EXPECTED,
    ]  # fmt: skip
    assert other == [
        MonthState.HELD, MonthState.LATE, MonthState.MISSING, MonthState.OVERDUE, MonthState.NOT_EXPECTED,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 10, 31), MonthState.NOT_EXPECTED),
        (date(2026, 11, 1), MonthState.DUE),
        (date(2026, 11, 7), MonthState.DUE),
        (date(2026, 11, 8), MonthState.OVERDUE),
        (date(2026, 11, 30), MonthState.OVERDUE),
        (date(2026, 12, 1), MonthState.MISSING),
    ],
)
def test_a_month_is_overdue_after_its_last_day_to_meet_and_missing_when_it_is_over(today, state, world):
    month = Period("M", 2026, 11)
    board = queries.month_board(cells=[world.other_cell], months=[month], today=today, on_time_day=7)
    assert board == {(world.other_cell.pk, month): BoardEntry(state)}


def test_the_last_day_to_meet_on_time_is_that_of_the_sheet_in_force_or_the_seventh(world):
    as_published(world.edition, on_time_day=9)
    assert queries.on_time_day([world.cell], TODAY) == 9
    assert queries.on_time_day([world.cell], date(2019, 12, 31)) == 7
    assert queries.on_time_day([], TODAY) == 7


def test_the_board_has_the_score_of_signed_minutes_whose_score_is_whole(world):
    months = [Period("M", 2026, number) for number in (9, 10, 11)]
    board = queries.month_board(cells=[world.cell], months=months, today=TODAY, on_time_day=7)
    entries = [board[world.cell.pk, month] for month in months]
    assert [entry.score and entry.score.pk for entry in entries] == [None, world.signed.pk, None]
    assert [entry.state.tone for entry in entries] == ["bad", "ok", "warn"]
    assert MonthState.NOT_EXPECTED.tone == ""
    as_published(world.signed.score, total=None, band="")
    [entry] = queries.month_board(cells=[world.cell], months=months[1:2], today=TODAY, on_time_day=7).values()
    assert (entry.meeting.pk, entry.score) == (world.signed.pk, None)


@pytest.mark.parametrize(("founded", "state"), [(7, MonthState.MISSING), (8, MonthState.NOT_EXPECTED)])
def test_a_month_counts_for_a_cell_at_work_on_its_last_day_to_meet(founded, state, world):
    new = structure.found_cell(commune=world.commune, name="Mới", founded_on=date(2026, 10, founded), by=None)
    month = Period("M", 2026, 10)
    board = queries.month_board(cells=[new], months=[month], today=TODAY, on_time_day=7)
    assert board == {(new.pk, month): BoardEntry(state)}


def grown(world, number):
    """The world with one cell more and what is recorded of it, late as much as may be."""
    made, hamlet, members = cell(world.commune, f"Thêm {number}")
    record(made, date(2026, 11, 3), world.office, tasks=2)
    there = SimpleNamespace(**vars(world) | {"cell": made, "hamlet": hamlet, "members": members, "objects": {}})
    a_focus_task(there, due_on=date(2026, 11, 10), title=f"Việc {number}")
    case = an_inspection(there, title=f"Nội dung {number}", due_on=date(2026, 11, 20))
    guidance.add_remedy(case=case, text="Lập sổ", owner="Chi ủy", due_on=date(2026, 11, 20), by=None)
    a_household_vote(there)
    a_movement(there)
    guidance.decide_awards(
        commune=world.commune, proposals=[an_award(there)], body="committee", on=TODAY, today=TODAY, by=None
    )
    training(world.commune, members[:1], on=date(2026, 5, 4 + number))


def test_every_report_asks_as_many_questions_for_more_cells_more_years_and_more_of_what_is_recorded(world, sign_in):
    clients = {False: sign_in(world.office), True: sign_in(world.inspection)}
    outline = " ".join(f"{{{block}}}" for block in Block)
    publish(ReportRules, world.commune, date(2026, 1, 1), party_building=f"I. Tất cả {outline}")
    pages = {f"reports:{one.key}": one.do == Do.SEE_SENSITIVE for one in REPORTS}
    pages |= {
        "reports:morning": False,
        "reports:periods": False,
        "oversight:inspections": True,
        "oversight:awards": False,
        "development:targets": False,
        "development:outlook": False,
    }
    urls = {name: (clients[sensitive], reverse(name)) for name, sensitive in pages.items()}
    urls["a report of the Committee"] = clients[False], a_committee_report(world).get_absolute_url()

    def asked():
        found = {}
        cache.clear()  # the morning sheet is kept
        for name, (client, url) in urls.items():
            with CaptureQueriesContext(connection) as questions:
                assert client.get(url).status_code == 200, name
            found[name] = len(questions)
        return found

    grown(world, 0)
    few = asked()
    for number in (1, 2):
        grown(world, number)
    add_years(9)
    many = asked()
    assert {name: (few[name], count) for name, count in many.items() if count > few[name]} == {}


def test_excel_holds_the_figures_of_the_screen_and_leaves_a_trail(world, sign_in):
    client = sign_in(world.office)
    answer = client.get(reverse("reports:cell-quality"), {"period": "2026-10", "as": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    table = quality.cell_quality(user=world.office, period=Period("M", 2026, 10), today=TODAY, sort="points").table
    head = [found.value for found in sheet[5]]
    assert head == [column.label for column in table.columns]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B6", "$5:$5")
    first = [found.value for found in sheet[6]]
    assert first[:8] == ["Chi bộ Pác Tao", 4, 3, 1, 1, "0/1", 0, 0]
    assert TrailEntry.objects.get(action="exported").subject_name == table.title


def test_text_from_people_never_becomes_a_formula():
    table = Table("T", (Column("A"), Column("B", "date")), ((Figure("=cmd()"), Figure(date(2026, 3, 5))),))
    content = to_xlsx(table, by="@x", at=timezone.make_aware(datetime(2026, 1, 1)))
    sheet = load_workbook(io.BytesIO(content)).active
    text, day = sheet[6]
    assert (text.value, text.data_type) == ("=cmd()", "s")
    assert (day.value.date(), day.number_format) == (date(2026, 3, 5), "dd/mm/yyyy")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("reports:cell-quality", {"period": "2026-13"}),
        ("reports:cell-quality", {"cell": "999999999999999999999"}),
        ("reports:members", {"day": "31/02/2026"}),
        ("reports:month-board", {"year": "abc"}),
        ("development:targets", {"year": "99999"}),
        ("meetings:list", {"since": "x", "page": "-1"}),
    ],
)
def test_a_nonsense_choice_is_answered_with_a_page(name, typed, world, sign_in):
    assert sign_in(world.office).get(reverse(name), typed).status_code == 200


def test_the_month_sheet_tells_of_every_cell_what_the_records_hold(world, sign_in):
    line = world.signed.score.lines.order_by("criterion__position").last()
    as_published(line, points=line.criterion.max_points - 2, note="đọc biên bản vội")
    url = reverse("reports:month-sheet", args=["2026-10"])
    file = docx.Document(io.BytesIO(sign_in(world.leader).get(url).content))
    rows = [[cell.text for cell in row.cells] for row in file.tables[1].rows[1:]]
    total = as_points(world.signed.score.total)
    assert rows[0][:9] == ["1", "Chi bộ Lũng Mật", "6", "03/10/2026", total, "X", "", "", ""]
    assert "Kết thúc buổi sinh hoạt −2 (đọc biên bản vội)" in rows[0][9]
    assert rows[1] == ["2", "Chi bộ Pác Tao", "4", "", "", "", "", "", "", "chưa họp"]
    assert [row[2] for row in rows[2:]] == ["10"]
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (297, 30)
    head = file.tables[0].rows[0].cells
    assert [paragraph.text for paragraph in head[0].paragraphs][1:] == ["ĐẢNG ỦY XÃ NHÀ", "*", "Số ......-BC/ĐU"]


def test_a_month_sheet_that_others_changed_since_its_page_was_drawn_is_not_issued_unasked(world, sign_in):
    client, url = sign_in(world.office), reverse("reports:month-sheet", args=["2026-10"])
    page = client.get(reverse("reports:cell-quality"), {"period": "2026-10"})
    shown = page.context["made"].sheet.shown
    assert f'name="paper_shown" value="{shown}"' in page.content.decode()
    line = world.signed.score.lines.order_by("criterion__position").last()
    as_published(line, points=line.criterion.max_points - 2, note="đọc biên bản vội")
    sent = {"on": f"{TODAY:%d/%m/%Y}", "paper_shown": shown}
    answer = client.post(url, sent)
    assert "Trong lúc đó văn bản đã thay đổi" in answer.content.decode()
    again = sent | {"paper_shown": answer.context["form"]["paper_shown"].value()}
    assert client.post(url, again).status_code == 302


def test_the_month_sheet_goes_to_the_committee_above_and_bears_the_name_of_the_secretary_of_the_day(world, sign_in):
    world.commune.superior = "Đảng bộ tỉnh Cao Bằng"
    world.commune.save_checked()
    about = {"commune": world.commune, "by": None}
    for name, position, since in (
        ("Hà Văn Trước", "Bí thư Đảng ủy", date(2020, 6, 1)),
        ("Mã Thị Phó", "Phó Bí thư Thường trực", date(2020, 6, 1)),
        ("Lục Văn Mới", "Bí thư Đảng ủy", TODAY),
    ):
        structure.seat_committee_member(full_name=name, position=position, since=since, **about)
    answer = sign_in(world.leader).get(reverse("reports:month-sheet", args=["2026-10"]))
    file = docx.Document(io.BytesIO(answer.content))
    left, right = file.tables[-1].rows[0].cells
    assert "Tỉnh ủy Cao Bằng" in left.text
    assert right.text.split("\n")[-1] == "Lục Văn Mới"


def test_the_sheet_is_numbered_by_the_office_and_keeps_its_number(world, sign_in):
    url = reverse("reports:month-sheet", args=["2026-10"])
    for role in ("leader", "secretary"):
        assert sign_in(world.accounts[role]).post(url, {"on": "05/11/2026"}).status_code == 403
    for day in ("05/11/2026", "06/11/2026"):
        assert sign_in(world.office).post(url, {"on": day}).headers["Location"] == url
    file = docx.Document(io.BytesIO(sign_in(world.office).get(url).content))
    head = file.tables[0].rows[0].cells
    assert head[0].paragraphs[-1].text == "Số 01-BC/ĐU"
    assert head[1].paragraphs[-1].text == "Nhà, ngày 05 tháng 11 năm 2026"


@pytest.mark.parametrize("code", ["2026", "2026-Q4", "2026-13", "2026-12", "x"])
def test_there_is_a_sheet_of_a_month_that_has_begun_only(world, sign_in, code):
    assert sign_in(world.office).get(reverse("reports:month-sheet", args=[code])).status_code == 404


def test_the_terms_of_the_committee_are_periods_and_of_no_other_commune(world, sign_in):
    begun = {"commune": world.commune, "cell": None, "by": world.office}
    structure.open_term(name="2020–2025", since=date(2020, 6, 1), **begun)
    structure.open_term(name="", since=date(2025, 6, 15), **begun)
    asked = "2025-06-15..2030-06-14"
    terms = {"2020-06-01..2025-06-14": "2020–2025: 01/06/2020–14/06/2025", asked: "15/06/2025–14/06/2030"}
    assert dict(dict(period_choices(world.office, TODAY, "Y"))["Nhiệm kỳ"]) == terms
    assert "Nhiệm kỳ" not in dict(period_choices(world.outsider, TODAY))
    client = sign_in(world.office)
    for key in ("cell-quality", "flow", "summary"):
        page = client.get(reverse(f"reports:{key}"), {"period": asked})
        assert page.context["form"].errors == {}
        assert "01/06/2020–14/06/2025" in page.content.decode(), "the term before is a step away"
        assert page.context["made"].tables if key != "summary" else page.context["made"].rows


def test_a_report_is_sorted_by_any_column_and_so_is_its_file(world, sign_in):
    client, url = sign_in(world.office), reverse("reports:members")
    page = client.get(url, {"sort": "-3"})
    heads = [row[2].value for row in page.context["made"].rows]
    assert heads == sorted(heads, reverse=True)
    assert len(set(heads)) > 1
    file = client.get(url, {"as": "xlsx"})  # the browser remembers the order
    sheet = load_workbook(io.BytesIO(file.content)).active
    assert [row[2] for row in sheet.iter_rows(min_row=6, max_row=5 + len(heads), values_only=True)] == heads
