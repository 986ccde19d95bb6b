"""Only what is signed counts; what is not signed yet is a state of its own, and silences nothing."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from common.periods import Period
from meetings import queries, services
from meetings.enums import MeetingKind, TaskState
from meetings.services import ReviewEntry, TaskEntry
from reports.enums import Reason
from reports.queries import care_of
from reports.tables import quality
from tests.meetings.test_proposals import save
from tests.world import TODAY, record

NOVEMBER = Period("M", 2026, 11)


def told(user, cell):
    """{Reason: how many} of a cell on the home page."""
    return next(one.reasons for one in care_of(user, TODAY).cells if one.cell == cell)


def test_a_draft_does_not_silence_the_alarm_of_a_cell_without_a_meeting(world):
    assert told(world.leader, world.other_cell)[Reason.NO_MEETING] == 2
    draft = record(world.other_cell, date(2026, 11, 5), world.office, sign=False)
    found = told(world.leader, world.other_cell)
    assert (found[Reason.NO_MEETING], found[Reason.UNSIGNED]) == (1, 1)
    services.sign_meeting(meeting=draft, at=timezone.now(), by=world.office)
    assert told(world.leader, world.other_cell).keys() & {Reason.NO_MEETING, Reason.UNSIGNED} == {Reason.NO_MEETING}


def test_a_draft_that_finds_tasks_done_leaves_them_open_and_overdue(world, sign_in):
    [task] = queries.open_tasks(cells=[world.cell])
    assert told(world.office, world.cell)[Reason.LATE_TASK] == 1
    save(world, world.draft, reviews={task.pk: ReviewEntry(TaskState.DONE, "xong")})
    assert told(world.office, world.cell)[Reason.LATE_TASK] == 1
    [(_name, [row], late)] = sign_in(world.office).get(reverse("meetings:tasks")).context["groups"]
    assert (row.pk, row.state, row.unsigned, late) == (task.pk, None, TaskState.DONE, 1)


def test_reopening_minutes_opens_the_tasks_that_they_found_done(world):
    later = record(world.cell, date(2026, 10, 20), world.office, kind=MeetingKind.EXTRAORDINARY, tasks=0)
    assert not queries.open_tasks(cells=[world.cell])
    services.reopen_meeting(meeting=later, reason="sai", at=timezone.now(), by=world.office)
    assert len(queries.open_tasks(cells=[world.cell])) == 1


def test_the_quality_report_misses_a_month_that_is_recorded_and_not_signed(world):
    table = quality.cell_quality(user=world.office, period=NOVEMBER, today=TODAY, cell=world.cell).table
    assert (table.rows[0][-1].value, table.total[-1].value) == ("11/2026 (chưa ký)", "1")


@pytest.mark.parametrize(("period", "share"), [(Period("M", 2026, 8), "1/3"), (Period("Y", 2026), "3/3")])
def test_a_task_counts_once_in_a_period_however_many_meetings_took_it_up(period, share, world):
    """Three tasks of July: one done in August, the others too late, in September; a fourth is due at the year's end."""
    july = record(world.other_cell, date(2026, 7, 3), world.office, tasks=0, sign=False)
    due = [date(2026, 8, 3)] * 3 + [date(2026, 12, 31)]
    save(world, july, tasks=[TaskEntry(f"Việc {n}", "Chi ủy", day) for n, day in enumerate(due)])
    services.sign_meeting(meeting=july, at=timezone.now(), by=world.office)
    late, going_on = ReviewEntry(TaskState.LATE), ReviewEntry(TaskState.IN_PROGRESS)
    for month, last in ((8, late), (9, ReviewEntry(TaskState.DONE))):
        meeting = record(world.other_cell, date(2026, month, 3), world.office, tasks=0, sign=False)
        found = {task.text: task for task in queries.tasks_before(meeting)}
        states = {"Việc 0": ReviewEntry(TaskState.DONE), "Việc 1": last, "Việc 2": last, "Việc 3": going_on}
        save(world, meeting, reviews={task.pk: states[text] for text, task in found.items()})
        services.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)
    table = quality.cell_quality(user=world.office, period=period, today=TODAY, cell=world.other_cell).table
    place = [column.label for column in table.columns].index("Xong / đến hạn")
    assert (table.rows[0][place].value, table.total[place].value) == (share, share)
