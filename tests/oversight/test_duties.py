"""Who follows which cell, the visits of the quarter, and how a cell is handed over."""

import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cells import services as structure
from cells.services import CellRuleError
from oversight import services
from oversight.models import GuidanceRules, HandOver, PlannedVisit
from reports.tables.duties import duty_map
from tests.addresses import a_focus_task
from tests.world import LONG_AGO, TODAY, publish


def seated(world, name="Hứa Văn Kế"):
    return structure.seat_committee_member(commune=world.commune, full_name=name, since=LONG_AGO, by=None)


def rows(table):
    return [[figure.value for figure in row] for row in table.rows]


def test_the_map_tells_who_follows_each_cell_and_what_became_of_the_visits_promised(world):
    publish(GuidanceRules, world.commune, date(2026, 1, 1), visits_a_quarter=2)
    visit = world.draft.visits.get()
    visit.attended = False
    visit.save()
    seated(world)
    by_cell, by_member = duty_map(user=world.office, day=TODAY, today=TODAY).tables
    own = ["Chi bộ Lũng Mật", "Đinh Văn Phụ", "còn phải dự: 1", 2, 1, 1, 1, date(2026, 10, 3), LONG_AGO, ""]
    assert rows(by_cell) == [["Chi bộ Pác Tao", None, "chưa có ai", 0, 0, 0, 0, None, None, ""], own]
    assert rows(by_member) == [
        ["Đinh Văn Phụ", "", 1, "Chi bộ Lũng Mật", 2, 1, 1, 1],
        ["Hứa Văn Kế", "", 0, "chưa phụ trách chi bộ nào", 0, 0, 0, 0],
    ]
    assert [figure.value for figure in by_cell.total][3:7] == [2, 1, 1, 1]
    mine = duty_map(user=world.in_charge, day=TODAY, today=TODAY).tables
    assert [len(table.rows) for table in mine] == [1, 1]


@pytest.mark.parametrize(
    ("day", "today", "state", "missed"),
    [
        (date(2026, 12, 30), TODAY, "đã dự đủ như đã hẹn", 1),
        (date(2026, 9, 29), TODAY, "còn phải dự: 1", 0),
        (date(2026, 9, 30), date(2026, 9, 30), "còn phải dự: 1", 0),  # somebody may still come on the last day
        (date(2026, 9, 30), date(2026, 10, 1), "chưa dự đủ như đã hẹn", 1),
    ],
)
def test_visits_that_were_promised_are_missing_from_the_day_after_the_quarter(day, today, state, missed, world):
    PlannedVisit(committee_member=world.seat, cell=world.cell, on=date(2026, 9, 30)).save_checked()
    [*_others, own] = rows(duty_map(user=world.office, day=day, today=today).tables[0])
    assert (own[2], own[5]) == (state, missed)


def test_an_assignment_that_ends_is_told_before_and_after_its_end(world):
    row = world.cell.assignments.get()
    row.end(TODAY)
    states = [
        next(
            row[2]
            for row in rows(duty_map(user=world.office, day=day, today=TODAY).tables[0])
            if row[0] == world.cell.name
        )
        for day in (TODAY - timedelta(days=1), TODAY)
    ]
    assert states == ["kết thúc ngày 24/11/2026", "không có ai từ ngày 24/11/2026"]


def test_a_cell_is_handed_over_with_what_is_open_in_it(world, sign_in):
    a_focus_task(world)
    taker, office = seated(world), sign_in(world.office)
    url, sheet = (reverse(f"oversight:{word}", args=[world.cell.pk]) for word in ("add-hand-over", "hand-over"))
    assert f'href="{url}"' in office.get(sheet).content.decode()
    typed = {"committee_member": taker.pk, "since": "24/11/2026", "decision_no": "9-QĐ/ĐU", "note": "Họp buổi tối"}
    assert office.post(url, typed).headers["Location"] == sheet
    again = office.post(url, typed)
    assert list(again.context["form"].errors) == ["committee_member"], "a second press hands over nothing"
    made = HandOver.objects.get()
    assert (made.giver, made.taker, made.on, made.note) == (world.seat, taker, TODAY, "Họp buổi tối")
    assert made.left == [
        ["Khó khăn chưa giải quyết", ["Nhà văn hóa dột. Thời hạn 31/12/2026"]],
        ["Nhiệm vụ còn mở", ["Việc 1. Thời hạn 03/10/2026"]],
        ["Nhiệm vụ Đảng ủy giao", ["Làm đường vào xóm"]],
        ["Các lần dự kiến đến", ["24/12/2026"]],
    ]
    assert world.cell.assignments.open().get().decision_no == "9-QĐ/ĐU"
    assert PlannedVisit.objects.kept().get().committee_member == taker
    page = office.get(sheet).content.decode()
    assert "Họp buổi tối" in page
    assert "Nhà văn hóa dột. Thời hạn 31/12/2026" in page


def test_visits_before_the_day_stay_and_one_that_the_successor_plans_too_is_one(world):
    taker = seated(world)
    about = {"cell": world.cell, "today": TODAY, "by": world.office}
    kept = services.plan_visit(committee_member=world.seat, on=date(2026, 11, 30), **about)
    structure.assign(committee_member=taker, cell=world.other_cell, since=LONG_AGO, by=None)
    PlannedVisit(committee_member=taker, cell=world.cell, on=date(2026, 12, 24)).save_checked()
    services.hand_over(committee_member=taker, since=date(2026, 12, 1), **about)
    found = PlannedVisit.objects.kept().order_by("on").values_list("on", "committee_member")
    assert list(found) == [(kept.on, world.seat.pk), (date(2026, 12, 24), taker.pk)]
    with pytest.raises(CellRuleError, match="đang phụ trách"):
        services.hand_over(committee_member=taker, since=date(2026, 12, 2), **about)


def test_the_map_asks_as_much_for_many_cells_as_for_one_and_goes_to_excel(world, sign_in):
    counts = []
    for user in (world.in_charge, world.office):
        duty_map(user=user, day=TODAY, today=TODAY)
        with CaptureQueriesContext(connection) as asked:
            duty_map(user=user, day=TODAY, today=TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    answer = sign_in(world.office).get(reverse("reports:duty-map"), {"as": "xlsx"})
    assert len(load_workbook(io.BytesIO(answer.content)).sheetnames) == 2
