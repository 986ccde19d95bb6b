"""Basic statistics: the same figures in every form, file and report, whatever happened."""

import random
import re
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from common.errors import REFUSALS
from common.periods import Period
from common.tables import as_text
from members.enums import EventKind, Sex
from members.models import Membership
from reports.tables.growth import flow_of_period
from reports.tables.periods import party_building
from reports.tables.statistics import basic_statistics
from reports.tables.visitor import commune_at_a_glance
from tests.addresses import a_committee_report
from tests.world import TODAY, admit, happen

HALF, OCTOBER = Period("H", 2026, 2), Period("M", 2026, 10)


@pytest.fixture
def lively(world):
    """Members who came, left and moved on days drawn by chance; what the rules refuse does not happen."""
    dice = random.Random(7)
    ends = (EventKind.DIE, EventKind.LEAVE, EventKind.REMOVE_NAME, EventKind.EXPEL, EventKind.TRANSFER)
    for number in range(14):
        day = date(2026, 7, 1) + timedelta(days=dice.randrange(140))
        with suppress(*REFUSALS), transaction.atomic():
            if number % 2:
                admit(world.cell, f"Lý Thị Số {number}", day, sex=dice.choice(Sex.values))
            else:
                kind, member = dice.choice(ends), dice.choice(world.members)
                happen(member, kind, day, **{"cell": world.other_cell} if kind == EventKind.TRANSFER else {})
    return world


def test_the_forms_agree_with_the_other_reports_in_excel_and_in_word(lively, sign_in):
    client, made = sign_in(lively.office), basic_statistics(user=lively.office, period=HALF, today=TODAY)
    values = made.values
    assert made.faults == []
    assert values["1.A"] + values["1.B"] - values["1.C"] == values["1.D"] == values["3.1"] == values["5.2"]
    assert sum(values[f"3.T{band}"] for band in range(9)) == values["3.1"]
    for begins in ("NN", "HV", "CM", "LL"):
        assert (
            sum(value for code, value in values.items() if re.fullmatch(rf"3\.{begins}\.[^.]+", code)) == values["3.1"]
        )
    groups = [code for code in values if code.startswith("4.") and not code.endswith((".nu", ".truoc"))]
    assert (
        sum(values[code] for code in groups)
        == values["3.1"]
        == Membership.objects.filter(cell__commune=lively.commune, until=None).count()
    )
    assert sum(values[f"{code}.nu"] for code in groups) == values["3.2"]
    flow = flow_of_period(user=lively.office, period=HALF, today=TODAY).table
    whole = dict(zip((column.label for column in flow.columns), (one.value for one in flow.total), strict=True))
    names = {"1.A": "Đầu kỳ", "1.B1": "Kết nạp", "1.C1": "Từ trần", "1.C4": "Xin ra khỏi Đảng", "1.C5": "Chuyển đi"}
    assert {code: whole[name] for code, name in names.items()} == {code: values[code] for code in names}
    assert (values["1.B1"], values["1.C"]) > (0, 0)
    answer = client.get(reverse("reports:statistics"), {"period": "2026-H2", "as": "xlsx"})
    sheets = load_workbook(BytesIO(answer.content)).worksheets
    told = {row[0].value: row[2].value for sheet in sheets for row in sheet.iter_rows(min_row=6) if row[1].value}
    assert told == {code: value for code, value in values.items() if not code.endswith(".truoc")}
    table = party_building(user=lively.office, period=OCTOBER, today=TODAY)
    on_page = {row[0].value: as_text(row[1].value, "decimal") for row in table.rows}
    report = a_committee_report(lively)
    content = client.get(reverse("reports:committee-report-paper", args=[report.pk])).content
    rows = [row.cells for one in docx.Document(BytesIO(content)).tables for row in one.rows if len(row.cells) == 4]
    in_word = {cells[0].text: cells[1].text for cells in rows}
    assert {name: told for name, told in in_word.items() if name in on_page}.items() <= on_page.items()
    assert len(in_word.keys() & on_page.keys()) > 15


def test_who_is_admitted_again_is_no_restoration(world):
    member = world.members[2]
    happen(member, EventKind.REMOVE_NAME, date(2023, 9, 1))
    consent = {"consent_no": "12-CV/TU", "consent_on": date(2026, 9, 1)}
    happen(member, EventKind.READMIT, date(2026, 10, 1), cell=world.cell, **consent)
    values = basic_statistics(user=world.office, period=HALF, today=TODAY).values
    assert [values[code] for code in ("1.B", "1.B1", "1.B3", "1.B5", "1.B5.truoc")] == [1, 0, 0, 1, 0]


def test_figures_that_do_not_add_up_are_not_shown_and_do_not_leave(world, sign_in):
    row = Membership.objects.get(member=world.members[1])
    Membership.objects.filter(pk=row.pk).update(until=date(2026, 10, 5), exit="recognised")
    page = sign_in(world.office).get(reverse("reports:statistics"), {"period": "2026-H2"}).content.decode()
    assert "Biểu 1: A + B − C chênh với D +1." in page
    assert "<table" not in page


def upload(client, book, **facts):
    out = BytesIO()
    book.save(out)
    about = {"period": "2026-H2", "file": SimpleUploadedFile("bieu.xlsx", out.getvalue()), "form_key": "d" * 32}
    return client.post(reverse("reports:fill-statistics"), about | facts)


def test_the_workbook_of_the_office_is_filled_where_it_names_codes_and_else_stays(world, sign_in):
    book = Workbook()
    for place, text in {"A1": "Biểu 1", "B2": "{1.D}", "B3": " {1.D.truoc} ", "B4": "=B2+1", "B5": "Số {1.D}"}.items():
        book.active[place] = text
    client = sign_in(world.office)
    sheet = load_workbook(BytesIO(upload(client, book).content)).active
    assert [sheet[place].value for place in ("A1", "B2", "B3", "B4", "B5")] == ["Biểu 1", 10, 10, "=B2+1", "Số {1.D}"]
    book.active["B6"] = "{9.Z}"
    assert "Không có mã: 9.Z." in upload(client, book).content.decode()
    wrong = {"file": SimpleUploadedFile("bieu.xlsx", b"%PDF-1.4"), "form_key": "e" * 32}
    assert upload(client, book, **wrong).headers["Content-Type"].startswith("text/html")


def test_a_visitor_reads_one_page_of_figures_with_their_day_and_the_report_that_tells_the_same(lively, sign_in):
    client = sign_in(lively.upper)
    day = date(2026, 10, 31)
    table = commune_at_a_glance(user=lively.upper, day=day)
    told = {row[0].value: (row[1].value, row[2].value) for row in table.rows}
    year = basic_statistics(user=lively.upper, period=Period("Y", 2026), today=day).values
    until, on = "năm 2026, đến 31/10/2026", "31/10/2026"
    assert {name: told[name] for name in ("Đảng viên", "Kết nạp", "Từ trần", "Xóm", "Chi bộ", "Xóm: chi bộ riêng")} == {
        "Đảng viên": (year["1.D"], on),
        "Kết nạp": (year["1.B1"], until),
        "Từ trần": (year["1.C1"], until),
        "Xóm": (2, on),
        "Chi bộ": (2, on),
        "Xóm: chi bộ riêng": (2, on),
    }
    assert told["Thường kỳ"] == ("1/2 (50\u00a0%)", "tháng 10 năm 2026")
    page = client.get(reverse("reports:glance"), {"day": on}).content.decode()
    for url in {row[3].url for row in table.rows}:
        assert f'href="{url}"'.replace("&", "&amp;") in page
        assert client.get(url).status_code == 200
    assert not any(member.full_name in page for member in lively.members)
