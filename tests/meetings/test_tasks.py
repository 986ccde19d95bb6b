"""Tasks of resolutions: in which order they come, whose they are, and what signed minutes found of them."""

from datetime import date, timedelta

import pytest

from cells.models import Cell
from meetings import queries, services
from meetings.enums import MeetingKind, TaskState
from meetings.models import Meeting
from meetings.services import ReviewEntry, TaskEntry
from members.enums import EventKind
from tests.meetings.test_proposals import save
from tests.world import TODAY, as_published, happen, record

ONE_DAY = timedelta(days=1)
FIRST, SECOND = date(2026, 11, 5), date(2026, 11, 9)


def meet(world, day, *entries, cell=None, state=TaskState.DONE):
    """Signed minutes of an extraordinary meeting which find earlier tasks in `state` and resolve new ones."""
    kind = MeetingKind.EXTRAORDINARY
    meeting = record(cell or world.cell, day, world.office, kind=kind, tasks=0, sign=False)
    reviews = {task.pk: ReviewEntry(state, "") for task in queries.tasks_before(meeting)}
    save(world, meeting, reviews=reviews, tasks=[TaskEntry(*entry) for entry in entries])
    services.sign_meeting(meeting=meeting, at=world.signed.signed_at, by=world.office)
    return list(Meeting.objects.get(pk=meeting.pk).tasks.order_by("pk"))


@pytest.fixture
def three(world):
    """Tasks of one day, due in another order than they were resolved in."""
    entries = [("chi ủy", TODAY), ("Chi uỷ", TODAY - ONE_DAY), ("CHI ỦY", TODAY)]
    return meet(world, FIRST, *(("Việc", *entry) for entry in entries))


def test_tasks_come_by_the_day_they_are_due_then_as_they_were_resolved(three, world):
    in_order = [three[1], three[0], three[2]]
    assert list(queries.open_tasks(cells=[world.cell])) == in_order
    assert list(queries.task.open_tasks_of(cell=world.cell.pk)) == in_order
    assert list(queries.task.open_tasks_of(cell=world.other_cell.pk)) == []
    later = record(world.cell, SECOND, world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    assert queries.tasks_before(later) == in_order


def test_whose_a_task_is_is_told_and_of_a_name_that_several_cells_use_where(three, world):
    [mine] = meet(world, SECOND, ("Việc", world.member.full_name, TODAY), state=TaskState.LATE)
    other, alone = meet(world, SECOND, ("Việc", "Chi Ủy", TODAY), ("Việc", "Tổ hòa giải", TODAY), cell=world.other_cell)
    listed = queries.tasks_listed(communes=[], cells=[world.cell.pk, world.other_cell.pk], day=TODAY)
    owners = {task.pk: task.owner for task in listed}
    own, foreign = world.cell.pk, world.other_cell.pk
    committee = (f"{own}-chi ủy", "chi ủy (Chi bộ Lũng Mật)")  # as it was written first
    others = [
        (f"{foreign}-chi ủy", "Chi Ủy (Chi bộ Pác Tao)"),
        (str(world.member.pk), "Nông Văn An"),
        (f"{foreign}-tổ hòa giải", "Tổ hòa giải"),
    ]
    assert owners == dict.fromkeys([task.pk for task in three], committee) | dict(
        zip([other.pk, mine.pk, alone.pk], others, strict=True)
    )


def test_what_signed_minutes_found_of_tasks_is_told_from_the_first_day_to_before_the_last(three, world):
    meet(world, SECOND, state=TaskState.LATE)
    found = [[task.pk, task.due_on, SECOND, TaskState.LATE] for task in three]
    for since, until, told in (
        (SECOND, SECOND + ONE_DAY, {world.cell.pk: found}),
        (SECOND - ONE_DAY, SECOND, {}),
        (SECOND + ONE_DAY, TODAY, {}),
    ):
        taken_up = queries.tasks_taken_up(cells=[world.cell, world.other_cell], since=since, until=until)
        assert {cell: sorted(rows) for cell, rows in taken_up.items()} == told
    days = {"since": SECOND, "until": SECOND + ONE_DAY}
    as_published(three[0], struck=True)
    assert len(queries.tasks_taken_up(cells=[world.cell], **days)[world.cell.pk]) == 2
    assert queries.tasks_taken_up(cells=[world.other_cell], **days) == {}


def test_tasks_that_signed_minutes_gave_to_who_takes_part_no_more_are_left(world):
    mine = [("Việc", world.member.full_name, day) for day in (TODAY, FIRST)]
    _typed, *tasks = meet(world, FIRST, ("Việc", "chi ủy", TODAY), *mine, state=TaskState.LATE)
    draft = record(world.cell, SECOND, world.office, kind=MeetingKind.EXTRAORDINARY, tasks=0, sign=False)
    save(world, draft, tasks=[TaskEntry("Việc", world.members[1].full_name, TODAY)])
    for member in world.members[:2]:
        happen(member, EventKind.DIE, TODAY)
    communes = (world.commune.pk, world.foreign_cell.commune_id)
    found = [list(queries.task.tasks_of_who_left(communes=[one], day=TODAY)) for one in communes]
    assert found == [[world.signed.tasks.get(), *tasks[::-1]], []]


def test_a_task_is_done_on_the_day_of_the_first_signed_minutes_that_found_it_done(three, world):
    meet(world, SECOND - ONE_DAY, state=TaskState.LATE)
    assert queries.first_found_done(three) == {}
    meet(world, SECOND)
    assert queries.first_found_done(three[:2]) == {three[0].pk: SECOND, three[1].pk: SECOND}


def test_an_open_task_is_listed_with_what_signed_minutes_and_a_draft_found_of_it(three, world):
    meet(world, SECOND, state=TaskState.LATE)
    draft = record(world.cell, TODAY, world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    save(world, draft, reviews={three[0].pk: ReviewEntry(TaskState.DONE, "")})
    listed = {task.pk: task for task in queries.tasks_listed(communes=[world.commune.pk], cells=[], day=TODAY)}
    owner = queries.task.Owner(f"{world.cell.pk}-chi ủy", "chi ủy")
    about = {"cell": world.cell.pk, "cell_name": "Chi bộ Lũng Mật", "came_from": "", "meeting": three[0].meeting_id}
    about |= {"text": "Việc", "owner": owner, "carried": 1, "state": TaskState.LATE}
    assert [listed[task.pk] for task in three[:2]] == [
        queries.task.ListedTask(pk=three[0].pk, due_on=TODAY, unsigned=TaskState.DONE, **about),
        queries.task.ListedTask(pk=three[1].pk, due_on=TODAY - ONE_DAY, unsigned=None, **about),
    ]
    assert [pk for pk in listed if pk in {task.pk for task in three}] == [three[n].pk for n in (1, 0, 2)]
    told = {task.pk: task for task in queries.tasks_listed(communes=[], cells=[world.cell.pk], day=TODAY)}
    assert told == {pk: task for pk, task in listed.items() if task.cell == world.cell.pk}
    services.strike_meeting(meeting=draft, reason="ghi nhầm", by=world.office)
    meet(world, SECOND - ONE_DAY, state=TaskState.NOT_DONE)  # recorded later
    listed = {task.pk: task for task in queries.tasks_listed(communes=[world.commune.pk], cells=[], day=TODAY)}
    about |= {"carried": 2, "unsigned": None}
    assert listed[three[0].pk] == queries.task.ListedTask(pk=three[0].pk, due_on=TODAY, **about)


def test_a_thematic_meeting_takes_up_tasks_unless_the_regular_one_of_its_cell_has_just_done_so(three, world):
    thematic = record(world.cell, SECOND, world.office, kind=MeetingKind.THEMATIC, full=False)
    for cell, taken_up in ((world.other_cell, 3), (world.cell, 0)):
        record(cell, SECOND, world.office, full=False)
        assert len(queries.tasks_before(thematic)) == taken_up


@pytest.mark.parametrize(("days", "late", "first"), [(-1, 0, None), (0, 1, TODAY - ONE_DAY), (1, 3, TODAY - ONE_DAY)])
def test_a_cell_tells_its_overdue_tasks_from_the_day_after_they_were_due(days, late, first, three, world):
    cells = Cell.objects.filter(commune=world.commune).annotate(**queries.task.tasks_now(TODAY + ONE_DAY * days))
    told = dict(cells.values_list("pk", "late_tasks"))
    assert told == {world.cell.pk: late, world.other_cell.pk: 0}
    assert cells.get(pk=world.cell.pk).first_task_due == first
