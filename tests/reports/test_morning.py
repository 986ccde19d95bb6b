"""The sheet of every morning and the sheet for the chair of a briefing: one page each, with the figures of others."""

from datetime import date, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.models import CommitteeMember
from cells.services import entrust
from development.enums import Measure
from development.services import set_target
from oversight import services
from oversight.models import FocusTask
from reports.queries import care_of
from reports.tables.briefing import cells_at_a_glance
from reports.tables.morning import MOST, morning_of
from tests.addresses import a_briefing, a_focus_task, an_agency, an_inspection
from tests.world import TODAY


def figures(table):
    return [[figure.value for figure in row] for row in table.rows]


def parts(world):
    return {table.title: figures(table) for table in morning_of(world.leader, TODAY).tables}


def late(world, days=3, **facts):
    return a_focus_task(world, due_on=TODAY - timedelta(days=days), **facts)


def test_the_morning_tells_what_is_late_by_unit_and_which_conclusions_are_open(world):
    late(world)
    body = {"cell": None, "agency": an_agency(world)}
    late(world, days=5, title="Cấp xi măng", **body)
    late(world, days=1, title="Mở lớp", **body)
    a_focus_task(world, title="Chưa đến hạn", due_on=TODAY)
    services.number_notice(briefing=a_briefing(world), on=TODAY, today=TODAY, by=world.office)
    told = parts(world)
    assert told["Việc quá hạn theo đơn vị chủ trì"] == [
        ["Ủy ban nhân dân xã", 2, 5, "Cấp xi măng; Mở lớp"],
        ["Chi bộ Lũng Mật", 1, 3, "Làm đường vào xóm"],
    ]
    [open_one] = told["Kết luận giao ban chưa xong"]
    assert open_one[:4] == ["Rà soát hộ nghèo", "Chi bộ Lũng Mật", date(2026, 12, 31), "đang thực hiện"]
    services.take_step(
        task=FocusTask.objects.get(title="Rà soát hộ nghèo"), kind="drop", on=TODAY, text="Thôi", by=world.office
    )
    assert "Kết luận giao ban chưa xong" not in parts(world)


def test_the_morning_sets_plan_beside_result_and_the_cells_in_the_order_of_home(world, sign_in):
    about = {"commune": world.commune, "year": 2026, "planned": 4, "by": world.office}
    set_target(measure=Measure.ADMITTED, **about)
    page = sign_in(world.leader).get(reverse("reports:morning"))
    told = {table.title: figures(table) for table in page.context["made"].tables}
    assert [row[:3] for row in told["Chỉ tiêu năm 2026"]] == [["Kết nạp đảng viên", "≥ 4", "0"]]
    care = care_of(world.leader, TODAY)
    soon = [one.cell.name for one in care.cells if one.reasons and one.level != "watch"]
    assert [row[0] for row in told["Chi bộ cần quan tâm tháng này"]] == soon
    assert f'href="{reverse("reports:morning")}"' in sign_in(world.leader).get("/").content.decode()
    assert f'href="{reverse("reports:morning")}"' not in sign_in(world.secretary).get("/").content.decode()


def test_the_morning_tells_what_inspections_ask_for_within_a_week_and_no_sensitive_one(world, sign_in):
    week = timedelta(days=7)
    for kind, due_on in (("theme", TODAY + week), ("signs", TODAY), ("watch", TODAY + week + timedelta(days=1))):
        case = an_inspection(world, kind, title=kind, due_on=due_on)
        services.add_remedy(case=case, text="Lập sổ", owner="Bí thư", due_on=due_on, by=None)
    days = {"since": TODAY, "until": None, "today": TODAY}
    entrust(commune=world.commune, account=world.leader, because="QĐ 12", by=world.inspection, **days)
    CommitteeMember(commune=world.commune, full_name="Hà Văn Chủ", position="Bí thư", since=TODAY).save_checked()
    assert parts(world)["Việc kiểm tra, giám sát trong tuần"] == [
        ["KT-01/2026-UBKT", "ban hành quyết định, kế hoạch", TODAY + week],
        ["KT-01/2026-UBKT", "Bí thư khắc phục", TODAY + week],
    ]
    assert "Bí thư Đảng ủy: Hà Văn Chủ" in sign_in(world.leader).get(reverse("reports:morning")).content.decode()
    assert 'value="Hà Văn Chủ"' in sign_in(world.office).get(reverse("oversight:add-briefing")).content.decode()


def test_a_part_is_cut_so_that_the_sheet_stays_one_page(world):
    for number in range(MOST + 2):
        body = services.add_agency(commune=world.commune, name=f"Ban {number}", position=50, by=world.office)
        late(world, days=20 - number, cell=None, agency=body)
    rows = parts(world)["Việc quá hạn theo đơn vị chủ trì"]
    assert (len(rows), rows[0][0], rows[-1][0]) == (MOST + 1, "Ban 0", "và 2 mục khác")


def test_the_sheet_for_the_chair_shows_all_cells_and_the_tasks_of_the_last_notice(world, sign_in):
    first = a_briefing(world)
    first = services.edit_briefing(briefing=first, held_on=TODAY - timedelta(days=30), by=world.office)
    services.number_notice(briefing=first, on=TODAY - timedelta(days=30), today=TODAY, by=world.office)
    late(world)
    second = services.hold_briefing(
        commune=world.commune, kind="secretaries", held_on=TODAY, chair="Hà Văn Chủ", by=world.office
    )
    leader = sign_in(world.leader)
    url = reverse("reports:briefing-sheet", args=[second.pk])
    assert f'href="{url}"' in leader.get(second.get_absolute_url()).content.decode()
    page = leader.get(url)
    assert [row[0] for row in figures(page.context["before"])] == ["Rà soát hộ nghèo"]
    own = next(row for row in figures(page.context["cells"]) if row[0] == "Chi bộ Lũng Mật")
    assert own[2:5] == ["Đinh Văn Phụ", "đã họp", "chưa ký"]
    assert own[5:] == [100, 1.0, 1, 1, 0, "Nông Văn An"]
    assert leader.get(url, {"as": "xlsx"}).status_code == 200


def test_both_sheets_ask_as_much_for_more_tasks_and_cells(world):
    counts = []
    for _round in range(2):
        late(world)
        late(world, cell=world.other_cell)
        morning_of(world.leader, TODAY)
        cells_at_a_glance(care_of(world.leader, TODAY))
        with CaptureQueriesContext(connection) as asked:
            morning_of(world.leader, TODAY)
            cells_at_a_glance(care_of(world.leader, TODAY))
        counts.append(len(asked))
    assert counts[0] == counts[1]
