"""What belongs to a cell and outlives it goes to the one that takes over, and both say so."""

from datetime import date

import pytest
from django.urls import reverse

from cells import services as structure
from cells.enums import CellState, ServingKind
from cells.models import Cell, Succession
from common.errors import RuleError
from development.models import Target
from development.services import set_target
from meetings import queries
from meetings import services as minutes
from meetings.enums import MeetingKind
from meetings.models import Meeting, PlannedMeeting, Task
from meetings.services import TaskEntry
from members import services
from members.models import Duty
from members.queries.work import work_of
from oversight.models import Difficulty, PlannedVisit
from tests.world import LONG_AGO, TODAY, admit, plan, record, work

ON = date(2026, 11, 10)


@pytest.fixture
def merged(world):
    """The secretary's cell went on in the other one on ON."""
    world.late_task = world.signed.tasks.get()
    world.later = plan(world.cell, date(2026, 12, 3), MeetingKind.REGULAR)
    services.end_cell(
        cell=world.cell, state=CellState.MERGED, on=ON, move_to=world.other_cell, decision_no="9-QĐ", by=world.office
    )
    return world


def test_the_hamlet_is_served_jointly_from_that_day_on(merged):
    told = [
        list(h.servings.order_by("since").values_list("cell", "kind", "until"))
        for h in (merged.hamlet, merged.other_hamlet)
    ]
    joint = (merged.other_cell.pk, "joint", None)
    assert told == [[(merged.cell.pk, "own", ON), joint], [(merged.other_cell.pk, "own", ON), joint]]


def test_one_that_served_no_hamlet_may_serve_it_as_its_own(world):
    new = world.other_cell
    new.servings.open().get().end(date(2026, 6, 1))
    about = {"cell": world.cell, "state": CellState.MERGED, "on": ON, "move_to": new, "by": world.office}
    services.end_cell(**about, serving=ServingKind.OWN)
    assert world.hamlet.servings.open().get().kind == ServingKind.OWN


def test_a_cell_with_a_hamlet_of_its_own_does_not_serve_a_second_as_its_own(world):
    about = {"cell": world.cell, "state": CellState.MERGED, "on": ON, "move_to": world.other_cell, "by": world.office}
    with pytest.raises(RuleError) as error:
        services.end_cell(**about, serving=ServingKind.OWN)
    assert error.value.field == "serving"
    assert world.cell.works_on(ON)


def test_open_tasks_come_up_at_the_next_meeting_of_the_successor_and_not_at_an_earlier_one(merged):
    task = merged.late_task
    task.refresh_from_db()
    assert (task.cell, task.moved_on, task.came_from) == (merged.other_cell, ON, merged.cell)
    before = record(merged.other_cell, date(2026, 11, 9), merged.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    after = record(merged.other_cell, ON, merged.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert [task in queries.tasks_before(meeting) for meeting in (before, after)] == [False, True]


def test_a_meeting_before_the_end_is_recorded_afterwards_takes_up_its_tasks_and_gives_new_ones_to_the_successor(merged):
    late = record(merged.cell, date(2026, 11, 9), merged.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert merged.late_task in queries.tasks_before(late)
    nothing = {"details": {}, "marks": {}, "attended": None, "reviews": {}, "votes": [], "points": {}}
    minutes.save_minutes(meeting=late, tasks=[TaskEntry("Việc mới", "Chi ủy", TODAY)], by=merged.office, **nothing)
    task = Task.objects.get(text="Việc mới")
    assert (task.cell, task.moved_on) == (merged.other_cell, ON)
    with pytest.raises(RuleError):
        record(merged.cell, ON, merged.office, full=False)


def test_what_a_successor_had_taken_over_comes_up_at_its_own_late_meetings_after_it_ended_too(merged):
    third = structure.found_cell(commune=merged.commune, name="Chi bộ Ba", founded_on=LONG_AGO, by=None)
    services.end_cell(
        cell=merged.other_cell, state=CellState.MERGED, on=date(2026, 11, 20), move_to=third, by=merged.office
    )
    days = (date(2026, 11, 9), ON, date(2026, 11, 19))
    late = [record(merged.other_cell, day, merged.office, kind=MeetingKind.EXTRAORDINARY, full=False) for day in days]
    assert [merged.late_task in queries.tasks_before(meeting) for meeting in late] == [False, True, True]
    after = record(third, date(2026, 11, 20), merged.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert merged.late_task in queries.tasks_before(after)


def test_the_form_of_a_meeting_still_offers_a_cell_that_has_ended_lately(merged, sign_in):
    page = sign_in(merged.office).get(reverse("meetings:start")).content.decode()
    assert f'<option value="{merged.cell.pk}"' in page


def test_the_work_of_the_year_goes_with_those_who_have_it(merged):
    assert Duty.objects.get(pk=merged.duty.pk).cell == merged.other_cell
    lines = {
        line.member: line for line in work_of(cells=[merged.other_cell], year=2026, day=TODAY)[merged.other_cell.pk]
    }
    assert lines[merged.members[1]].duties == [merged.duty]


def test_work_that_both_cells_gave_alike_stays_where_it_was(world):
    same = work(world.other_cell, world.other_members[0], task="Việc riêng")
    services.end_cell(cell=world.cell, state=CellState.MERGED, on=ON, move_to=world.other_cell, by=world.office)
    assert Duty.objects.get(pk=same.pk).cell == world.other_cell


def test_plans_education_difficulties_and_visits_follow_and_what_the_successor_has_itself_stays(merged):
    where = {
        "planned regular": PlannedMeeting.objects.get(pk=merged.later.pk).cell,
        "planned theme": PlannedMeeting.objects.get(pk=merged.planned.pk).cell,
        "difficulty": Difficulty.objects.get(pk=merged.difficulty.pk).cell,
        "visit": PlannedVisit.objects.get(pk=merged.planned_visit.pk).cell,
        "notice": type(merged.notice).objects.get(pk=merged.notice.pk).cell,
    }
    assert where == dict.fromkeys(where, merged.other_cell)
    assert type(merged.session).objects.get(pk=merged.session.pk).cell == merged.cell  # held in May
    assert Meeting.objects.get(pk=merged.draft.pk).cell == merged.cell  # held before the end


def test_a_plan_for_a_month_in_which_the_successor_has_its_own_stays(world):
    plans = [plan(cell, date(2026, 12, 3), MeetingKind.REGULAR) for cell in (world.cell, world.other_cell)]
    services.end_cell(cell=world.cell, state=CellState.MERGED, on=ON, move_to=world.other_cell, by=world.office)
    cells = [PlannedMeeting.objects.get(pk=row.pk).cell for row in plans]
    assert cells == [world.cell, world.other_cell]


def test_a_draft_of_a_day_after_the_end_goes_to_the_successor_with_a_roll_of_its_people(world):
    services.end_cell(
        cell=world.cell, state=CellState.MERGED, on=date(2026, 11, 3), move_to=world.other_cell, by=world.office
    )
    draft = Meeting.objects.get(pk=world.draft.pk)
    assert (draft.cell, draft.roll.count()) == (world.other_cell, 10)


def test_who_is_in_charge_goes_on_where_the_successor_has_nobody(merged):
    assert merged.other_cell.assignments.open().get().committee_member == merged.seat


@pytest.mark.parametrize(("own", "planned"), [(None, 4), (2, 6)])
def test_what_was_still_to_be_admitted_is_added_to_the_target_of_the_successor(world, own, planned):
    admit(world.cell, "Lý Thị Mới", date(2026, 11, 5))
    for year in (2025, 2026):  # that of a year that is over stays
        set_target(commune=world.commune, place=world.cell, year=year, planned=5, by=world.office)
    if own:
        set_target(commune=world.commune, place=world.other_cell, year=2026, planned=own, by=world.office)
    services.end_cell(cell=world.cell, state=CellState.MERGED, on=ON, move_to=world.other_cell, by=world.office)
    told = dict(Target.objects.filter(year=2026).exclude(cell=None).values_list("cell", "planned"))
    assert Target.objects.get(year=2025).planned == 5
    assert told == {world.cell.pk: 1, world.other_cell.pk: planned}


def test_both_cells_name_each_other_and_rows_say_where_they_came_from(merged, sign_in):
    client = sign_in(merged.office)

    def page(name, pk):
        return client.get(reverse(name, args=[pk])).content.decode()

    assert "Đã chuyển về" in page("cells:detail", merged.cell.pk)
    successor = page("cells:detail", merged.other_cell.pk)
    assert "Tiếp nhận từ" in successor
    assert "1 nhiệm vụ" in successor
    for name, row in (("oversight:difficulty", merged.difficulty), ("meetings:planned", merged.later)):
        assert "từ Chi bộ Lũng Mật" in page(name, row.pk)
    assert "từ Chi bộ Lũng Mật" in client.get(reverse("meetings:tasks")).content.decode()
    duties = client.get(reverse("members:duties"), {"cell": merged.other_cell.pk, "year": 2026}).content.decode()
    assert "từ Chi bộ Lũng Mật" in duties


def test_a_merger_into_a_new_cell_leads_both_hamlets_and_both_teams_there(world):
    new = structure.found_cell(commune=world.commune, name="Chi bộ Hợp Nhất", founded_on=ON, by=None)
    services.merge_cells(cells=[world.cell, world.other_cell], into=new, on=ON, by=world.office)
    assert sorted(new.servings.open().values_list("hamlet__name", "kind")) == [
        ("Lũng Mật", "joint"),
        ("Pác Tao", "joint"),
    ]
    assert set(Succession.objects.values_list("cell__name", "successor__name")) == {
        ("Chi bộ Lũng Mật", "Chi bộ Hợp Nhất"),
        ("Chi bộ Pác Tao", "Chi bộ Hợp Nhất"),
    }
    assert Cell.objects.active_on(ON).filter(commune=world.commune).get() == new
