"""All that is recorded of one meeting: each part is read once, and of this meeting only."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from meetings import services
from meetings.enums import MeetingKind, TaskState
from meetings.models import Draft, Meeting
from meetings.queries.recorded import Recorded, drafts_of
from meetings.rules.tasks import TaskShare
from members import services as people
from tests.world import TODAY, as_published, record

DAY = timedelta(days=1)


def recorded(meeting):
    return Recorded(Meeting.objects.select_related("cell", "edition", "score").get(pk=meeting.pk))


def test_each_part_of_what_is_recorded_is_read_once_with_what_it_names_and_of_no_other_meeting(
    world, django_assert_num_queries
):
    meeting = record(world.cell, date(2026, 10, 20), world.office, kind=MeetingKind.EXTRAORDINARY, tasks=2)
    services.reopen_meeting(meeting=meeting, reason="ghi thiếu", at=timezone.now(), by=world.office)
    as_published(meeting.tasks.first(), struck=True)
    as_published(meeting.votes.first(), struck=True)
    about = {"field": "full_name", "value": "Vương Thị Yến", "reason": "ghi nhầm", "by": world.office}
    people.correct_file(member=world.members[0], **about)  # the last by name now
    found, parts = recorded(meeting), ("roll", "visits", "reviews", "tasks", "votes", "reopenings", "thresholds")
    by_name = list(meeting.roll.order_by("member__sort_key").values_list("member", flat=True))
    with django_assert_num_queries(len(parts)):
        read = {part: getattr(found, part) for part in parts * 2}
        reviews = list(read["reviews"].values())
        rows = [*read["roll"], *read["visits"], *reviews, *read["tasks"], *read["votes"], *read["reopenings"]]
        assert all(one.meeting is found.meeting for one in rows)
        assert [line.member_id for line in read["roll"]] == by_name
        assert [read["roll"][-1].name, read["roll"][-1].member.born] == ["Vương Thị Yến", world.members[0].born]
        assert [one.committee_member.full_name for one in read["visits"]] == [world.seat.full_name]
        assert {number: one.task.text for number, one in read["reviews"].items()} == {reviews[0].task_id: "Việc 1"}
        assert [(one.text, one.cell) for one in read["tasks"]] == [("Việc 2", world.cell)]
        assert read["votes"] == []
        assert [(one.reopened_by, one.signed_by) for one in read["reopenings"]] == [(world.office, world.office)]
        assert (found.turnout.roll, found.voting_base.official) == (6, 5)
    later = recorded(world.draft)
    with django_assert_num_queries(1):
        told = [(one.text, one.cell) for one in later.earlier_tasks]
    assert told == [("Việc 1", world.cell), ("Việc 2", world.cell)]  # reopened minutes find nothing done
    found.forget("roll")
    found.forget("roll")
    assert found.roll is not read["roll"]


def test_thresholds_are_those_of_the_sheet_that_stand_by_their_criterion(world):
    leaves = world.edition.criteria.leaves()
    several = next(one for one in leaves if one.thresholds.count() > 1)
    as_published(several.thresholds.first(), struck=True)
    kept = {one.pk: list(one.thresholds.kept()) for one in leaves}
    found = recorded(world.signed).thresholds
    assert {number: found[number] for number in kept} == kept
    assert sum(map(len, found.values())) == sum(map(len, kept.values()))


def test_what_somebody_typed_is_found_by_meeting_and_account(world):
    whose = [(world.draft, world.office), (world.draft, world.secretary), (world.signed, world.office)]
    about = {"step": "roll", "at": timezone.now(), "typed": {}}
    rows = [Draft.objects.create(meeting=meeting, account=account, **about) for meeting, account in whose]
    assert list(drafts_of(meeting=world.draft.pk, account=world.office.pk)) == rows[:1]


def test_the_version_changes_with_every_row_and_only_with_them(world):
    meeting = record(world.cell, TODAY, world.office, sign=False)
    found = recorded(meeting)
    first = found.version
    assert (len(first), recorded(meeting).version) == (32, first)
    rows = [found.meeting, found.roll[0], found.visits[0], found.earlier_tasks[0], *found.reviews.values()]
    for row in (*rows, found.tasks[0], found.votes[0], found.score_lines[0][1]):
        kept, row.pk = row.pk, 0
        assert found.version != first, row
        row.pk = kept
    assert found.version == first


@pytest.mark.once
def test_reviews_are_told_by_the_due_day_of_their_task():
    found = Recorded(None)
    dues = {1: (9, 2), 2: (7, 3), 3: (7, 1)}  # task: (day of the month, number of the review)
    found.reviews = {
        pk: SimpleNamespace(pk=number, task=SimpleNamespace(due_on=TODAY.replace(day=day)))
        for pk, (day, number) in dues.items()
    }
    assert [review.pk for review in found.reviews_in_order] == [1, 3, 2]


@pytest.mark.once
@pytest.mark.parametrize(("signed", "share"), [(True, TaskShare(1, 2)), (False, TaskShare(1, 3))])
def test_signed_minutes_count_the_tasks_they_reviewed_and_a_draft_those_that_are_taken_up(signed, share):
    found = Recorded(SimpleNamespace(signed=signed, held_on=TODAY))
    dues = {"done": TODAY + DAY, "due": TODAY, "open": TODAY, "later": TODAY + DAY, "struck": TODAY}
    tasks = {pk: SimpleNamespace(pk=pk, due_on=due, struck=pk == "struck") for pk, due in dues.items()}
    found.earlier_tasks = list(tasks.values())
    states = {"done": TaskState.DONE, "due": TaskState.IN_PROGRESS, "struck": TaskState.DONE}
    found.reviews = {pk: SimpleNamespace(task=tasks[pk], state=state) for pk, state in states.items()}
    assert found.task_share == share
