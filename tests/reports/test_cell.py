"""The page of a cell, and the lists of cells and hamlets."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import services as structure
from cells.enums import CellState, ServingKind
from common.periods import year_of
from members import services as people
from members.enums import HamletRoleKind
from oversight import services as guidance
from reports.tables.people import members_by_cell
from reports.tables.quality import cell_quality
from tests.world import cell, join, plan, record


@pytest.fixture
def page(world, sign_in):
    """The page of a cell as a role finds it: what it draws, and its text."""

    def of(role, cell=None):
        answer = sign_in(world.accounts[role]).get((cell or world.cell).get_absolute_url())
        return answer.context["now"], answer.content.decode()

    return of


def primary(text):
    """The words of the one main button, or None."""
    found = re.findall(r'class="button primary" href="([^"]*)">.*?</svg>([^<]*)</a>', text)
    assert len(found) < 2
    return found[0] if found else None


def test_each_role_finds_its_own_next_step(world, page):
    record_it = reverse("meetings:record", args=[world.draft.pk])
    for role in ("secretary", "office"):
        assert primary(page(role)[1]) == (record_it, "Ghi tiếp và ký biên bản")
    score = reverse("meetings:second-score", args=[world.signed.pk])
    assert primary(page("in_charge")[1]) == (score, "Chấm điểm")
    assert [primary(page(role)[1]) for role in ("leader", "inspection", "admin")] == [None] * 3


def test_a_month_without_a_meeting_is_recorded_on_its_planned_day_and_then_the_next_one_is_invited_to(world, page):
    record(world.other_cell, date(2026, 9, 5), world.office)
    assert primary(page("office", world.other_cell)[1])[1] == "Ghi buổi sinh hoạt"
    planned = plan(world.other_cell, date(2026, 10, 5), kind="regular")
    url, label = primary(page("office", world.other_cell)[1])
    assert label == "Ghi buổi ngày 05/10"
    assert "held_on=05%2F10%2F2026" in url
    for day in (planned.on, date(2026, 11, 5)):
        record(world.other_cell, day, world.office)
    assert primary(page("office", world.other_cell)[1])[1] == "Lập kế hoạch năm"
    coming = plan(world.other_cell)
    assert primary(page("office", world.other_cell)[1])[0] == reverse("meetings:invitation", args=[coming.pk])


def test_a_role_is_shown_what_it_may_read(world, page):
    now, text = page("admin")
    assert (now.leaders, now.tasks, now.difficulties, now.visits, now.coming) == (None, None, None, None, [])
    assert (now.last.total, now.attendance.value, now.head.total) == (100, 1, 6)
    for url in ("/meetings/", "/members/", "/oversight/"):
        assert f'href="{url}' not in text
    assert world.member.full_name not in text
    assert world.difficulty.text not in text
    for role in ("office", "leader", "in_charge", "secretary", "inspection"):
        now, text = page(role)
        assert [(post.kind, name) for post, name in now.leaders] == [("secretary", world.member.full_name)]
        for what in (world.difficulty.text, "Việc 1", world.signed.get_absolute_url(), str(world.seat), "Xóm Lũng Mật"):
            assert what.lower() in text.lower(), (role, what)


def test_the_figures_are_those_of_the_reports(world, page):
    now, _text = page("leader")
    report = cell_quality(user=world.leader, period=year_of(world.today), today=world.today, cell=world.cell)
    _name, _held, attendance, points, *_rest = report.brief.rows[0]
    assert (now.attendance, now.last.total) == (attendance, points.beside.value)
    counted = {row[0].value: row[2:] for row in members_by_cell(user=world.leader, day=world.today).rows}
    total, official, probationary, exempt, *_rest = counted[str(world.cell)]
    assert [count for _word, count, _url in now.members] == [official.value, probationary.value, exempt.value]
    assert (now.members_url, now.members[0][2]) == (total.url, official.url)


def test_what_waits_is_told_with_the_late_first(world, page):
    guidance.raise_difficulty(
        cell=world.cell, raised_on=date(2026, 9, 1), text="Cầu hỏng", owner="UBND xã", due_on=date(2026, 10, 1), by=None
    )
    now, text = page("secretary")
    assert [need.text for need in now.waits] == [
        "Biên bản buổi thường kỳ tháng 11 năm 2026 chưa ký.",
        "1 khó khăn, kiến nghị đã quá hạn trả lời.",
    ]
    assert (now.tasks.count, now.tasks.late, now.difficulties.count, now.difficulties.late) == (1, 1, 2, 1)
    assert "quá hạn 52 ngày" in text  # the task was due on the day of its meeting


def test_a_cell_that_has_not_met_says_what_to_do_first(world, page, sign_in):
    new = structure.found_cell(commune=world.commune, name="Chi bộ Mới", founded_on=date(2026, 11, 1), by=None)
    now, text = page("office", new)
    assert [step.state for step in now.first_steps] == ["next", *["later"] * 5]
    assert (primary(text)[0], now.waits) == (reverse("cells:hamlets"), [])
    structure.serve_hamlet(hamlet=world.hamlet, cell=new, kind=ServingKind.JOINT, since=date(2026, 11, 1), by=None)
    structure.assign(committee_member=world.seat, cell=new, since=date(2026, 11, 1), by=None)
    now, text = page("office", new)
    assert [step.state for step in now.first_steps] == ["done", "done", "next", *["later"] * 3]
    assert primary(text)[0] == reverse("members:add", query={"cell": new.pk})
    steps = page("in_charge", new)[0].first_steps
    assert [(step.url, step.who) for step in steps[2:3]] == [("", "Văn phòng Đảng ủy")]
    assert len(page("admin", new)[0].first_steps) == 3  # neither members nor meetings are the administrator's to see


def test_a_cell_that_ended_names_its_end_and_its_successor(world, page):
    people.end_cell(
        cell=world.cell, state=CellState.MERGED, on=date(2026, 11, 20), move_to=world.other_cell, despite="đã biết",
        by=world.office,
    )  # fmt: skip
    now, text = page("office")
    assert "Sáp nhập</b>, từ ngày 20/11/2026" in text
    assert f'Đã chuyển về <a href="{world.other_cell.get_absolute_url()}">' in text
    assert (now.waits, now.coming, now.first_steps) == ([], [], [])
    assert now.last.total == 100
    assert [act.label for act in now.acts] == ["Ghi tiếp và ký biên bản"]


def statements(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        client.get(url)
    return len(asked)


def test_the_page_asks_the_same_however_much_there_is(world, sign_in):
    client, url = sign_in(world.secretary), world.cell.get_absolute_url()
    few = statements(client, url)
    for number in range(3):
        record(world.cell, date(2026, 7 - number, 3), world.office, tasks=3)
        plan(world.cell, date(2026, 12, 20 + number))
        join(world.cell, f"Thêm Thứ {number}")
        guidance.plan_visit(
            committee_member=world.seat, cell=world.cell, on=date(2026, 12, 26 + number), today=world.today, by=None
        )
    assert statements(client, url) == few


def rows(client, name, **query):
    table = client.get(reverse(name), query).context["table"]
    return {row[0].value: row[1:] for row in table.rows}


def test_the_list_of_cells_shows_the_figures_of_the_reports_and_hides_names(world, sign_in):
    told = rows(sign_in(world.leader), "cells:list")
    secretary, in_charge, last, head, attendance, remark = told["Chi bộ Lũng Mật"]
    assert (secretary.value, in_charge.value) == (world.member.full_name, str(world.seat))
    assert (last.value, last.note, last.beside.value, last.url) == (
        100, "Tốt", "03/10", world.signed.get_absolute_url(),
    )  # fmt: skip
    assert (head.value, head.note, attendance.note) == (6, "1 dự bị", "5/5")
    assert "11/2026 (chưa ký)" in remark.value
    assert [figure.value for figure in told["Chi bộ Pác Tao"][:3]] == ["Bế Văn Hà", "chưa có", None]
    secretary, _in_charge, last, head, *_rest = rows(sign_in(world.admin), "cells:list")["Chi bộ Lũng Mật"]
    assert (secretary.value, last.url, head.value, head.url) == (None, "", 6, "")
    assert list(rows(sign_in(world.secretary), "cells:list")) == ["Chi bộ Lũng Mật"]


def test_the_list_of_hamlets_begins_with_those_that_lack_somebody(world, sign_in):
    structure.found_hamlet(commune=world.commune, name="Trắng", by=None)
    world.hamlet.specially_difficult = True
    world.hamlet.save()
    for member in world.members[:2]:
        member.hamlet = world.hamlet
        member.save()
    people.name_in_hamlet(
        member=world.member, hamlet=world.hamlet, kind=HamletRoleKind.HEAD, since=date(2026, 1, 1), by=world.office
    )
    client = sign_in(world.leader)
    told = rows(client, "cells:hamlets")
    assert list(told) == ["Trắng", "Pác Tao", "Lũng Mật"]
    living, served, head, _founding, remark = told["Lũng Mật"]
    assert (living.value, served.value, served.note) == (2, "Chi bộ Lũng Mật", "chi bộ riêng")
    assert (head.value, remark.value) == (world.member.full_name, "đặc biệt khó khăn")
    assert len(client.get(living.url).context["page"].object_list) == 2
    white = "chưa từng có đảng viên theo hồ sơ · chưa từng có chi bộ theo hồ sơ"
    assert [figure.value for figure in told["Trắng"]] == [0, "chưa có chi bộ", None, "", white]
    living, _served, head, _founding, _remark = rows(sign_in(world.admin), "cells:hamlets")["Lũng Mật"]
    assert (living.value, living.url, head.value) == (2, "", None)
    assert list(rows(client, "cells:hamlets", cover="none")) == ["Trắng"]


def test_another_commune_finds_nothing_of_it(world, sign_in):
    client = sign_in(world.outsider)
    assert client.get(world.cell.get_absolute_url()).status_code == 404
    assert [list(rows(client, name)) for name in ("cells:list", "cells:hamlets")] == [["Chi bộ Xa"], ["Xa"]]
    cell(world.commune, "Mới")
    assert list(rows(client, "cells:list")) == ["Chi bộ Xa"]
