"""Periods for which cells report: who is asked, what stays as it was sent, what refuses to be closed."""

from datetime import date, datetime
from io import BytesIO
from types import SimpleNamespace

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from cells import services as structure
from common.errors import REFUSALS, sentences
from common.periods import Period, parse
from members import services as people
from members.enums import EventKind
from members.models import Membership
from reports import services
from reports.enums import ReportKind, SendState
from reports.models import CellReport, PeriodClosing, ReportPeriod
from reports.needs import needs_of
from reports.queries.above import closed_periods, closings_of, communes_of
from reports.queries.figures import sum_of
from reports.queries.periods import standing_of, units_of
from reports.rules import against, in_words, reporting_units
from reports.tables.periods import party_building
from reports.tables.summary import summary_of_cells
from tests.addresses import a_cell_report, a_report_period
from tests.world import TODAY, account, admit, happen

OCTOBER = Period("M", 2026, 10)
NOON = timezone.make_aware(datetime(2026, 11, 24, 12))


def values(figures):
    return {one["key"]: one["value"] for one in figures}


def send(world, cell, **facts):
    about = {"period": a_report_period(world), "cell": cell, "at": NOON, "by": world.office}
    return services.send_report(**about | facts)


def refusal(act, **facts):
    with pytest.raises(REFUSALS) as error:
        act(**facts)
    return sentences(error.value)


@pytest.mark.parametrize(
    ("works", "successors", "units"),
    [
        ({1: True, 2: True}, {}, {1: [1], 2: [2]}),
        ({1: True, 2: False}, {2: 1}, {1: [1, 2]}),
        ({1: True, 2: False, 3: False}, {2: 3, 3: 1}, {1: [1, 2, 3]}),
        ({1: True, 2: False}, {}, {1: [1], 2: [2]}),
        ({1: False, 2: False}, {1: 2, 2: 1}, {1: [1], 2: [2]}),
        ({1: False}, {1: 9}, {1: [1]}),
        ({1: True, 2: True}, {2: 1}, {1: [1], 2: [2]}),
    ],
)
def test_a_cell_that_ended_is_told_of_once_by_who_took_over(works, successors, units):
    assert reporting_units(works, successors) == units


@pytest.mark.parametrize(
    ("kind", "value", "before", "told", "compared"),
    [
        ("number", 0, 0, "0", None),
        ("number", 3, 0, "3", None),
        ("number", 0, 3, "0", "0 %"),
        ("number", 9, 8, "9", "112,5 %"),
        ("share", [5, 6], [0, 0], "5/6 (83,3 %)", None),
        ("share", [5, 6], [6, 6], "5/6 (83,3 %)", "−16,67 điểm %"),
        ("share", [0, 0], [1, 2], "–", None),
        ("mean", [17_925, 2], [9_000, 1], "89,63", "−0,38"),
        ("mean", [9_000, 1], [9_000, 1], "90", "0"),
    ],
)
def test_a_figure_is_told_with_what_it_is_of_and_compared_only_where_that_says_something(
    kind, value, before, told, compared
):
    figure, then = {"kind": kind, "value": value}, {"kind": kind, "value": before}
    texts = [text and text.replace("\u00a0", " ") for text in (in_words(figure), against(figure, then))]
    assert (texts, against(figure, None)) == ([told, compared], None)


def test_a_period_is_opened_once_for_each_kind_of_report_and_not_before_it_begins(world):
    about = {"commune": world.commune, "today": TODAY, "by": world.office}
    both = services.open_period(kinds=ReportKind.values, period=OCTOBER, **about)
    assert [(one.kind, one.due_on) for one in both] == [(kind, date(2026, 11, 5)) for kind in ReportKind.values]
    again = {"act": services.open_period, "kinds": [ReportKind.WORK], **about}
    assert refusal(period=OCTOBER, **again) == "Kỳ này đã được mở."
    assert refusal(period=Period("M", 2026, 12), **again) == "Kỳ này chưa bắt đầu."
    early = {"period": Period("Q", 2026, 4), "due_on": date(2026, 9, 30)}
    assert refusal(**early, **again) == "Hạn gửi không được trước ngày đầu kỳ."
    quarter, november = parse("2026-Q3"), Period("M", 2026, 11)  # due on Monday 5/10; the 6th of December is a Sunday
    assert services.open_period(kinds=[ReportKind.WORK], period=quarter, **about)[0].due_on == date(2026, 10, 5)
    services.strike_report_period(period=both[0], by=world.office)
    services.open_period(kinds=[ReportKind.WORK], period=OCTOBER, **about)
    assert services.open_period(kinds=[ReportKind.WORK], period=november, **about)[0].due_on == date(2026, 12, 7)


def test_what_was_sent_stays_and_what_is_recorded_later_stands_beside_it(world, sign_in):
    first = send(world, world.cell, words={"next": "Họp chuyên đề", "limits": ""})
    assert send(world, world.cell, words={"next": "Họp chuyên đề"}) == first  # pressed twice
    told = values(first.figures)
    assert (told["opening"], told["closing"], told["held"], told["attendance"]) == (6, 6, [1, 1], [5, 5])
    assert first.words == {"next": "Họp chuyên đề"}
    assert all(one["about"] for one in first.figures)
    happen(world.members[1], EventKind.DIE, date(2026, 10, 20))
    page = sign_in(world.secretary).get(first.get_absolute_url()).content.decode()
    assert "Hồ sơ đã thay đổi sau khi gửi" in page
    [own] = [one for one in standing_of(first.period, TODAY).sent if one.unit.cell == world.cell]
    assert {one["key"]: (one["value"], one["now"]) for one in own.changed} == {
        "died": (0, 1),
        "closing": (6, 5),
        "official": (5, 4),
    }
    assert refusal(send, world=world, cell=world.cell) == "Ghi lý do gửi lại báo cáo."
    second = send(world, world.cell, reason="báo tử muộn", nothing=True)
    assert [(one.version, one.nothing, values(one.figures)["closing"]) for one in CellReport.objects.all()] == [
        (2, True, 5),
        (1, False, 6),
    ]
    answer = sign_in(world.secretary).get(second.get_absolute_url(), {"as": "docx"})
    paper = docx.Document(BytesIO(answer.content))
    rows = {row.cells[0].text: row.cells[1].text for row in paper.tables[1].rows}
    assert (rows["Cuối kỳ"], rows["Từ trần"], rows["Thường kỳ"]) == ("5", "1", "1/1 (100\u00a0%)")
    assert "Trong kỳ không phát sinh." in [line.text for line in paper.paragraphs]


def test_a_closed_period_keeps_its_figures_tells_who_is_missing_and_takes_no_report_until_it_is_opened_again(
    world, sign_in
):
    period = a_report_period(world)
    assert refusal(services.close_report_period, period=period, today=date(2026, 10, 31), by=None) == (
        "Kỳ này chưa kết thúc."
    )
    sent = send(world, world.cell)
    closing = services.close_report_period(period=period, today=TODAY, by=world.office)
    kept = closing.figures
    assert (kept["asked"], kept["missing"], kept["sum"]) == (2, 1, sent.figures)
    assert [(one["name"], one["state"], one["figures"]) for one in kept["units"]] == [
        ("Chi bộ Lũng Mật", "sent", sent.figures),
        ("Chi bộ Pác Tao", "late", None),
    ]
    assert values(kept["records"])["closing"] == 10
    assert refusal(services.close_report_period, period=period, today=TODAY, by=None) == "Kỳ này đã chốt."
    assert refusal(send, world=world, cell=world.other_cell) == "Kỳ này đã chốt: văn phòng mở lại trước đã."
    assert refusal(services.strike_report_period, period=period, by=None) == (
        "Đã có chi bộ gửi báo cáo: không gạch được kỳ này."
    )
    happen(world.members[1], EventKind.DIE, date(2026, 10, 20))
    assert PeriodClosing.objects.get().figures == kept
    services.reopen_report_period(period=period, reason="thiếu Pác Tao", by=world.office)
    assert refusal(services.reopen_report_period, period=period, reason="x", by=None) == "Kỳ này đang mở."
    send(world, world.other_cell, nothing=True)
    again = services.close_report_period(period=period, today=TODAY, by=world.office).figures
    assert "đã chốt" in sign_in(world.office).get(period.get_absolute_url()).content.decode()
    assert [one["state"] for one in again["units"]] == ["sent", "nothing"]
    assert (values(again["sum"])["closing"], values(again["records"])["closing"]) == (10, 9)


def test_members_that_do_not_add_up_are_neither_sent_nor_closed_and_the_difference_is_told(world, sign_in):
    send(world, world.cell)
    row = Membership.objects.get(member=world.members[1])
    Membership.objects.filter(pk=row.pk).update(until=date(2026, 10, 5), exit="recognised")
    said = "Đầu kỳ, tăng và giảm không khớp với cuối kỳ, chênh lệch: Chi bộ Lũng Mật: +1"
    assert refusal(send, world=world, cell=world.cell, reason="x") == f"{said}."
    period = a_report_period(world)
    assert refusal(services.close_report_period, period=period, today=TODAY, by=None) == f"{said}; hồ sơ toàn xã: +1."
    page = sign_in(world.office).get(period.get_absolute_url()).content.decode()
    assert "Chi bộ Lũng Mật: +1" in page


def test_of_cells_that_merge_in_the_period_one_reports_and_nobody_is_counted_twice(world):
    about = {"cell": world.other_cell, "state": "merged", "move_to": world.cell, "by": world.office}
    people.end_cell(on=date(2026, 10, 15), **about)
    period = a_report_period(world)
    [unit] = units_of(period, TODAY)
    assert (unit.cell, unit.before, unit.works) == (world.cell, [world.other_cell], True)
    told = values(send(world, world.cell).figures)
    assert [told[key] for key in ("opening", "arrived", "transferred", "closing")] == [10, 0, 0, 10]
    assert told == values(standing_of(period, TODAY).records.commune)
    said = "Chi bộ Lũng Mật tiếp nhận trong kỳ này và báo cáo thay."
    assert refusal(send, world=world, cell=world.other_cell) == said
    services.close_report_period(period=period, today=TODAY, by=world.office)
    [november] = services.open_period(
        commune=world.commune, kinds=[ReportKind.WORK], period=Period("M", 2026, 11), today=TODAY, by=world.office
    )
    gone = {"period": november, "cell": world.other_cell}
    assert refusal(send, world=world, **gone) == "Chi bộ này không hoạt động trong kỳ."


def test_the_report_on_inspection_has_its_nine_parts_and_says_what_the_records_do_not_know(world, sign_in):
    period = a_report_period(world, kinds=[ReportKind.INSPECTION])
    client = sign_in(world.secretary)
    url = reverse("reports:send-cell-report", args=[period.pk, world.cell.pk])
    assert client.get(url).content.decode().count("<textarea") == 9
    answer = client.post(url, {"part_2": "Kiểm tra một đảng viên", "form_key": "a" * 32}, follow=True)
    assert "Kiểm tra một đảng viên" in answer.content.decode()
    report = CellReport.objects.get()
    assert (report.words, report.sender) == ({"inspecting": "Kiểm tra một đảng viên"}, world.secretary)
    told = values(report.figures)
    assert (told["closing"], told["exempt"], told["work"]) == (6, 1, [1, 5])
    paper = docx.Document(BytesIO(client.get(report.get_absolute_url(), {"as": "docx"}).content))
    assert [line.text.split(".")[0] for line in paper.paragraphs if ". " in line.text and line.runs[0].bold] == (
        ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"]
    )


def test_who_is_missing_is_told_to_the_secretary_and_after_the_day_to_the_office(world, sign_in):
    period = a_report_period(world)

    def told(role, day):
        found = needs_of(world.accounts[role], day)
        return [need.text for group in found if group.key == "periods" for need in group.needs]

    on, after = period.due_on, date(2026, 11, 6)
    asked = "Báo cáo của chi bộ: công tác của chi bộ, tháng 10 năm 2026, "
    assert (told("secretary", on), told("office", on)) == ([f"{asked}hạn hôm nay."], [])
    assert told("secretary", after) == [f"{asked}quá hạn 1 ngày."]
    assert [text.split(":")[0] for text in told("office", after)] == ["công tác của chi bộ, tháng 10 năm 2026"]
    client = sign_in(world.secretary)
    client.post(reverse("reports:send-nothing", args=[period.pk, world.cell.pk]), {"form_key": "b" * 32})
    assert CellReport.objects.get().nothing
    assert told("secretary", after) == []
    assert [told(role, after) for role in ("leader", "upper", "in_charge")] == [[], [], []]
    states = {one.unit.cell: one.state for one in standing_of(period, after).sent}
    assert states == {world.cell: SendState.NOTHING, world.other_cell: SendState.LATE}
    services.close_report_period(period=period, today=after, by=world.office)
    assert told("office", after) == []


def test_zero_not_reported_and_not_applicable_are_told_apart_on_the_page_and_in_excel(world, sign_in):
    a_cell_report(world)
    period = a_report_period(world)
    client = sign_in(world.upper)
    page = client.get(period.get_absolute_url()).content.decode()
    assert "chưa báo cáo" in page
    book = load_workbook(BytesIO(client.get(period.get_absolute_url(), {"as": "xlsx"}).content))
    head, *rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=5, max_row=9)]
    by_name = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    names = ("Chi bộ Lũng Mật", "Chi bộ Pác Tao", "Cộng các báo cáo (1/2 chi bộ)", "Toàn xã theo hồ sơ")
    assert [(by_name[name]["Cuối kỳ"], by_name[name]["Từ trần"]) for name in names] == [
        (6, 0),
        ("chưa báo cáo", "chưa báo cáo"),
        (6, 0),
        (10, 0),
    ]
    founded = party_building(user=world.office, period=Period("Y", 2015), today=TODAY)
    assert [row[2].value for row in founded.rows] == ["không áp dụng"] * len(founded.rows)
    assert [row[1].value for row in founded.rows][:3] == [0, 10, 0]


def test_reports_of_the_cells_together_are_the_figures_of_the_other_reports(world):
    admit(world.cell, "Mã Thị Kết", date(2026, 10, 10))
    happen(world.other_members[1], EventKind.DIE, date(2026, 10, 20))
    happen(world.members[2], EventKind.TRANSFER, date(2026, 10, 25), cell=world.other_cell)
    sent = [values(send(world, cell).figures) for cell in (world.cell, world.other_cell)]
    summary = summary_of_cells(user=world.office, period=OCTOBER, today=TODAY)
    labels = [column.label for column in summary.columns]
    whole = dict(zip(labels, [figure.value for figure in summary.total], strict=True))
    whole_sent = values(sum_of([one.figures for one in CellReport.objects.all()]))
    assert [sum(one[key] for one in sent) for key in ("opening", "closing", "admitted", "unsolved")] == [
        whole[name] for name in ("Đầu kỳ", "Cuối kỳ", "Đã kết nạp", "Chưa giải quyết")
    ]
    assert "{}/{}".format(*whole_sent["attendance"]) == whole["Có mặt / phải dự"]
    assert "{}/{}".format(*whole_sent["held"]) == whole["Thường kỳ"]
    records = values(standing_of(a_report_period(world), TODAY).records.commune)
    assert (whole_sent["arrived"], records["arrived"], whole_sent["closing"]) == (1, 0, records["closing"])


def test_nobody_reaches_the_period_or_the_report_of_another_commune(world, sign_in):
    own = a_cell_report(world)
    foreign = SimpleNamespace(**vars(world) | {"commune": world.other_commune, "office": world.outsider})
    period = a_report_period(foreign)
    for client in map(sign_in, (world.office, world.secretary, world.upper)):
        for args in ([period.pk, world.cell.pk], [own.period_id, world.foreign_cell.pk], [period.pk, 10**30]):
            assert client.get(reverse("reports:cell-report", args=args)).status_code == 404
        assert client.get(period.get_absolute_url()).status_code == 404
    secretary = sign_in(world.secretary)
    args = [own.period_id, world.other_cell.pk]
    assert secretary.get(reverse("reports:cell-report", args=args)).status_code == 404
    listed = secretary.get(reverse("reports:periods")).content.decode()
    assert f'href="{own.get_absolute_url()}"' in listed
    assert "Pác Tao" not in listed


def test_what_a_period_costs_does_not_grow_with_its_cells_or_periods(world, django_assert_num_queries):
    period = a_report_period(world)
    send(world, world.cell)
    with CaptureQueriesContext(connection) as few:
        standing_of(period, TODAY)
    for number in range(3):
        made = structure.found_cell(
            commune=world.commune, name=f"Chi bộ {number}", founded_on=date(2020, 1, 1), by=None
        )
        send(world, made)
    with django_assert_num_queries(len(few)):
        assert len(standing_of(period, TODAY).sent) == 5
    assert ReportPeriod.objects.count() == 1


def test_the_level_above_compares_closed_totals_of_communes_that_let_it_and_sees_nothing_else(world, sign_in):
    url = reverse("reports:communes")
    close = {"today": TODAY, "by": None}
    send(world, world.cell, nothing=True)
    services.close_report_period(period=a_report_period(world), **close)
    away = account("captren-khac", world.other_commune, Role.UPPER)
    client = sign_in(away)
    assert "Chưa chốt kỳ nào" in client.get(url).content.decode()
    about = {"commune": world.commune, "today": TODAY, "by": world.admin}
    said = "Không có tài khoản cấp trên nào có tên đăng nhập này."
    assert [refusal(services.let_read, username=name, **about) for name in ("xakhac", "khongco")] == [said, said]
    services.stop_reading(reader=services.let_read(username="captren-khac", **about), by=world.admin)
    reader = services.let_read(username="captren-khac", **about)
    page = client.get(url).content.decode()
    assert "Lũng Mật" not in page
    foreign = SimpleNamespace(**vars(world) | {"commune": world.other_commune, "office": world.outsider})
    services.close_report_period(period=a_report_period(foreign, period=Period("M", 2026, 9)), **close)
    for period, told in (("2026-10", (10, "chưa chốt", 10)), ("2026-09", ("chưa chốt", 4, 4))):
        book = load_workbook(BytesIO(client.get(url, {"period": period, "as": "xlsx"}).content))
        head, *rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=5, max_row=8)]
        by_name = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
        found = [(by_name[name][head[1]], by_name[name]["Cuối kỳ"]) for name in ("xã Nhà", "xã Khác", "Tất cả")]
        closed = [value if day != "chưa chốt" else day for day, value in found]
        assert tuple(closed) == told
    own, both = [world.commune], [world.other_commune, world.commune]  # by name
    assert [communes_of(user) for user in (world.upper, away, world.nobody)] == [own, both, []]
    services.stop_reading(reader=reader, by=world.admin)
    assert "xã Nhà" not in client.get(url).content.decode()
    assert "xã Khác" not in sign_in(world.upper).get(url).content.decode()


@pytest.mark.once
def test_of_one_period_each_commune_has_the_closing_that_stands_and_only_that_of_the_work_of_cells(world):
    def closed(commune, period, kind=ReportKind.WORK, opened_again=False):
        facts = {"opened_on": TODAY, "due_on": TODAY, "since": period.since, "until": period.until}
        period, _new = ReportPeriod.objects.get_or_create(commune=commune, kind=kind, **facts)
        why = "x" if opened_again else ""
        return PeriodClosing.objects.create(period=period, closed_on=TODAY, figures={}, struck=opened_again, reason=why)

    own, away = world.commune, world.other_commune
    closed(own, OCTOBER, opened_again=True)
    closed(away, OCTOBER, ReportKind.INSPECTION)
    first, theirs = closed(own, OCTOBER), closed(away, OCTOBER)
    quarter, *months = parse("2026-Q3"), *(Period("M", 2026, month) for month in (9, 8, 7))
    own_ones = {one: closed(own, one) for one in (quarter, *months)}
    closed(away, Period("M", 2026, 6))
    closed(own, Period("M", 2026, 5), opened_again=True)
    closed(own, Period("M", 2026, 4), ReportKind.INSPECTION)
    told = [OCTOBER, months[0], quarter, *months[1:]]
    assert (closed_periods([own]), closed_periods([own, away])) == (told, [*told, Period("M", 2026, 6)])
    assert closings_of([own, away], OCTOBER) == {own.pk: first, away.pk: theirs}
    assert {one: closings_of([own], one)[own.pk] for one in own_ones} == own_ones
    assert closings_of([away], quarter) == {}
