"""Whatever happened, a number on a dashboard is that of its report, of the list that it opens, of Excel and of Word."""

import re
from contextlib import suppress
from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from django.core.cache import cache
from django.db import transaction
from django.urls import reverse
from django.utils.text import capfirst
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from common.errors import REFUSALS
from common.periods import Period
from common.tables import as_text
from development.enums import Measure
from development.services import set_target
from meetings.enums import Band
from members.enums import EventKind
from reports.enums import ReportKind
from reports.queries.figures import FIGURES
from reports.services import begin_report
from reports.tables.visitor import NOW, OF_THE_MONTH, OF_THE_YEAR
from tests.world import TODAY, admit, happen, record

ENDS = (EventKind.DIE, EventKind.LEAVE, EventKind.REMOVE_NAME, EventKind.EXPEL, EventKind.TRANSFER)
days = st.integers(0, 145).map(lambda number: date(2026, 7, 1) + timedelta(days=number))
happened = st.lists(
    st.tuples(st.sampled_from(["admit", "admit", "meet", "meet", "meet", *ENDS]), days, st.integers(0, 11)), max_size=12
)


def live(world, what, on, number):
    """Something that happened in the commune; what the rules refuse did not."""
    here, there = (world.cell, world.other_cell) if number % 2 else (world.other_cell, world.cell)
    if what == "admit":
        admit(here, f"Lý Thị Số {number}", on)
    elif what == "meet":
        kind = "thematic" if number % 5 == 0 else "regular"
        record(here, on, world.office, kind=kind, sign=number % 4 > 0, tasks=number % 3)
    else:
        happen(world.members[number % 6], what, on, **{"cell": there} if what == EventKind.TRANSFER else {})


@pytest.mark.once
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=happened)
@example(history=[("meet", date(2026, 11, 10), 1), ("meet", date(2026, 11, 12), 1)])
def test_a_number_is_the_same_on_every_page_in_every_list_and_file(world, sign_in, history):
    with transaction.atomic():
        point = transaction.savepoint()
        cache.clear()
        set_target(commune=world.commune, year=2026, measure=Measure.ADMITTED, planned=3, by=world.office)
        for step in history:
            with suppress(*REFUSALS), transaction.atomic():
                live(world, *step)
        agree(world, sign_in(world.leader))
        lists_agree(sign_in(world.in_charge))
        transaction.savepoint_rollback(point)


def agree(world, client):
    names = {one.key: capfirst(str(one.label)) for one in FIGURES[ReportKind.WORK]}
    year, month, before = (told(client, "party-building", period=code) for code in ("2026", "2026-11", "2026-10"))
    glance = told(client, "glance", day=f"{TODAY:%d/%m/%Y}")
    expected = {names[key]: year[names[key]] for key in (*NOW[1:], *OF_THE_YEAR)}
    expected |= {names[key]: before[names[key]] for key in OF_THE_MONTH} | {"Đảng viên": year[names["closing"]]}
    assert {name: glance[name] for name in expected} == expected

    keys = client.get("/").context["home"].cells.keys
    sheet = client.get(reverse("reports:morning")).context["made"]
    assert sheet.keys == keys
    held, good, attendance, people, admitted = keys
    months, scored, came = (parts(month[names[key]]) for key in ("held", "good", "attendance"))
    assert people.value == month[names["closing"]] == glance["Đảng viên"] == listed(client, people.url)
    assert held.value == months[0]
    quality = client.get(good.url).context["made"].total
    fair = sum(one.band in (Band.GOOD, Band.FAIR) for one in quality.scored)
    assert [good.value, good.of.split()[-1]] == scored[:2] == [str(fair), str(len(quality.scored))]
    assert [*map(str, quality.attendance), attendance.value] == came

    targets = client.get(admitted.url).context
    [planned] = [table for table in sheet.tables if table.title == "Chỉ tiêu năm 2026"]
    assert admitted.value == year[names["admitted"]] == str(targets["whole"].admitted) == planned.rows[0][2].value
    statistics = client.get(reverse("reports:statistics"), {"period": "2026"}).context["made"].values
    assert [people.value, admitted.value] == [str(statistics["1.D"]), str(statistics["1.B1"])]
    in_word = written(world, client)
    assert len(in_word) > 15
    assert in_word.items() <= month.items()


def lists_agree(client):
    """Who looks after some cells opens the meetings that were counted."""
    held, good, _attendance, people = client.get("/").context["home"].cells.keys
    counted = [key for key in (held, good, people) if key.url]
    assert [listed(client, key.url) for key in counted] == [key.value for key in counted]
    assert people in counted


def told(client, name, **asked):
    """{figure: how many} of a report, which its Excel file tells too."""
    url = reverse(f"reports:{name}")
    on_page = {row[0].value: as_text(row[1].value, "decimal") for row in client.get(url, asked).context["made"].rows}
    book = load_workbook(BytesIO(client.get(url, asked | {"as": "xlsx"}).content)).active
    in_file = {row[0]: as_text(row[1], "decimal") for row in book.iter_rows(values_only=True, min_row=5)}
    assert {figure: in_file[figure] for figure in on_page} == on_page
    return on_page


def parts(share):
    """[part, whole, percentage] of "5/6 (83,3 %)"; of nothing, the last is "–"."""
    return ["0", "0", "–"] if share == "–" else [*re.fullmatch(r"(\d+)/(\d+) \((.+)\)", share).groups()]


def listed(client, url):
    return str(client.get(url).context["page"].paginator.count)


def written(world, client):
    """{figure: how many} of November in the Word file of the report of the Committee."""
    about = {"about": "party_building", "period": Period("M", 2026, 11), "today": TODAY}
    report = begin_report(commune=world.commune, by=world.office, **about)
    content = client.get(reverse("reports:committee-report-paper", args=[report.pk])).content
    rows = [row.cells for one in docx.Document(BytesIO(content)).tables for row in one.rows if len(row.cells) == 4]
    names = {capfirst(str(one.label)) for one in FIGURES[ReportKind.WORK]}
    return {cells[0].text: cells[1].text for cells in rows if cells[0].text in names}
