"""What a commune that begins has still to do, on its home page until it is done."""

from datetime import date

import pytest

from accounts.roles import Role
from cells import services as structure
from cells.enums import ServingKind
from common.periods import parse
from reports.queries import first_steps
from reports.services import number_month_sheet
from tests.world import TODAY, account, cell, commune, plan, record


def states(user, today=TODAY):
    return "".join(step.state[0] for step in first_steps(user, today))


@pytest.fixture
def new(world):
    made = commune("Mới")
    made.admin = account("quantri-moi", made, Role.ADMIN)
    return made


def test_each_step_is_done_next_or_later_and_goes_to_where_it_is_done(new):
    assert states(new.admin) == "nlllll" + "d" + "llll"  # a score sheet was shipped
    urls = [step.url for step in first_steps(new.admin, TODAY)]
    assert urls[:7] == ["/hamlets/", "/cells/", "/hamlets/", "/staff/", "/staff/", "/committee/", "/meetings/sheets/"]
    assert urls[7:] == ["", "", "", ""]  # the office does them
    assert [step.who for step in first_steps(new.admin, TODAY)][7:] == ["Văn phòng Đảng ủy"] * 4


def test_a_step_is_done_when_its_records_are_there(new):
    hamlet = structure.found_hamlet(commune=new, name="Một", by=None)
    assert states(new.admin)[:3] == "dnl"
    made = structure.found_cell(commune=new, name="Chi bộ Một", founded_on=date(2015, 1, 1), by=None)
    assert states(new.admin)[:3] == "ddn"
    structure.serve_hamlet(hamlet=hamlet, cell=made, kind=ServingKind.OWN, since=date(2015, 1, 1), by=None)
    assert states(new.admin)[:4] == "dddn"
    office = account("vp-moi", new, Role.OFFICE)
    assert states(new.admin)[:5] == "ddddn"
    account("kt-moi", new, Role.INSPECTION)
    assert states(new.admin)[:6] == "dddddn"
    seat = structure.seat_committee_member(commune=new, full_name="Đinh Phụ", since=date(2020, 1, 1), by=None)
    structure.assign(committee_member=seat, cell=made, since=date(2020, 1, 1), by=None)
    assert states(office)[:8] == "dddddddn"
    _cell, _hamlet, _members = cell(new, "Hai")
    assert states(office)[7:] == "dnll"
    plan(made)
    assert states(office)[7:] == "ddnl"


def test_it_goes_away_with_signed_minutes_and_a_numbered_sheet(new):
    office = account("vp-moi", new, Role.OFFICE)
    made, _hamlet, _members = cell(new, "Hai")
    month = parse("2026-11")
    number_month_sheet(commune=new, month=month, on=TODAY, today=TODAY, by=office)
    assert states(office) != ""  # nothing is signed yet
    record(made, date(2026, 11, 3), office)
    assert states(office) == ""


def test_it_goes_away_where_minutes_were_signed_before_the_month_before(new):
    office = account("vp-moi", new, Role.OFFICE)
    made, _hamlet, _members = cell(new, "Hai")
    record(made, date(2026, 10, 1), office)
    assert states(office) != ""
    assert states(office, date(2026, 12, 1)) == ""


def test_only_who_sets_up_sees_it_and_afterwards_it_costs_one_question(new, world, django_assert_num_queries):
    for user in (world.leader, world.secretary, world.in_charge, world.inspection, world.upper, world.nobody):
        assert first_steps(user, TODAY) == []
    first_steps(world.office, date(2026, 12, 24))  # hats
    with django_assert_num_queries(1):
        assert first_steps(world.office, date(2026, 12, 24)) == []


def test_the_home_page_shows_it_and_nothing_else_waits(new, sign_in):
    page = sign_in(new.admin).get("/").content.decode()
    assert "Những việc đầu tiên" in page
    assert "Không có việc nào" not in page
