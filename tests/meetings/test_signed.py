"""The figures frozen on signed minutes are always what their rows prove, whatever happens to those afterwards."""

from datetime import date, time, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cells import services as structure
from cells.models import Cell
from common.periods import Period
from common.promises import thawed
from meetings import queries, services
from meetings.enums import Mark, MeetingKind, TaskState
from meetings.models import Attendance, Meeting, Review, Task, Visit
from meetings.models.meeting import FIGURES
from meetings.queries.recorded import Recorded
from meetings.queries.roll import Turnout
from meetings.queries.signed import MeetingFacts, meetings_held
from meetings.rules.tasks import TaskShare
from meetings.services import MarkEntry, ReviewEntry, TaskEntry
from members import services as people
from members.enums import EventKind, LifeOf
from members.models import Merge
from reports.tables import quality
from tests.world import LONG_AGO, TODAY, as_published, join, record

MARKS = (Mark.PRESENT, Mark.EXCUSED, Mark.UNEXCUSED)
FIRST, SECOND = date(2026, 8, 4), date(2026, 9, 4)


def frozen(meeting):
    return {name: getattr(meeting, name) for name in FIGURES}


def by_hand(meeting):
    """What the rows of a meeting prove, counted without the code of the app."""
    lines = list(Attendance.objects.filter(meeting=meeting, struck=False, member__merged_into=None))
    due = [row for row in lines if row.not_expected == "" and (not row.guest or meeting.edition.guests_counted)]
    absent = [row for row in due if row.mark == "excused"]
    visits = list(Visit.objects.filter(meeting=meeting, attended__isnull=False))
    return {
        "signed_present": len([row for row in due if row.mark == "present"]),
        "signed_expected": len(due) if meeting.edition.excused_in_denominator else len(due) - len(absent),
        "signed_excused": len(absent),
        "signed_unexcused": len([row for row in due if row.mark == "unexcused"]),
        "signed_not_recorded": len([row for row in due if row.mark == "not_recorded"]),
        "signed_left_out": len(lines) - len(due),
        "signed_on_roll": len(lines),
        "signed_members": len([row for row in lines if not row.guest]),
        "signed_spoke": len([row for row in lines if row.spoke]),
        "signed_attending": len([row for row in lines if row.mark == "present"]),
        "signed_visits_told": len(visits),
        "signed_visits_made": len([row for row in visits if row.attended]),
    }


def first_done(task):
    days = Review.objects.filter(task=task, state="done", meeting__state="signed").values_list(
        "meeting__held_on", flat=True
    )
    return min(days, default=None)


def all_agree():
    for meeting in Meeting.objects.select_related("edition"):
        assert frozen(meeting) == (by_hand(meeting) if meeting.signed else dict.fromkeys(FIGURES))
    for task in Task.objects.select_related("meeting"):
        assert (task.done_on, task.cell_id) == (first_done(task), task.meeting.cell_id)


def save(meeting, by, **entries):
    nothing = {"details": {}, "marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}
    return services.save_minutes(meeting=meeting, by=by, **(nothing | entries))


def hold(world, day, dice, tasks=()):
    """Signed minutes with marks and reviews as `dice` has them."""
    meeting = record(world.cell, day, world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    save(meeting, world.office, tasks=[TaskEntry(text, "Chi ủy", TODAY) for text in tasks])
    return fill_in(world, meeting, dice)


def fill_in(world, meeting, dice):
    lines = [line for line in meeting.roll.order_by("pk") if not line.not_expected]
    marks = {line.pk: dice.choice(MARKS) for line in lines[2:]} | {line.pk: Mark.PRESENT for line in lines[:2]}
    chair = {"chair_id": lines[0].member_id, "clerk_id": lines[1].member_id}
    save(
        meeting,
        world.office,
        details={"starts_at": time(7, 30), "ends_at": time(9), **chair},
        marks={pk: MarkEntry(mark, "ốm", spoke=dice.choice([True, False])) for pk, mark in marks.items()},
        attended=dice.choice([None, True, False]),
        reviews={task.pk: ReviewEntry(dice.choice(list(TaskState))) for task in queries.tasks_before(meeting)},
    )
    return services.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)


def reopen(world, meeting):
    return services.reopen_meeting(meeting=meeting, reason="sửa", at=timezone.now(), by=world.office)


def merge(world, twin):
    return people.merge(kept=world.members[0], other=twin, taken=(), life=LifeOf.KEPT, reason="trùng", by=world.office)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    dice=st.randoms(use_true_random=False),
    steps=st.lists(st.sampled_from(["merge", "part", "strike", "again", "move"]), max_size=4),
)
def test_the_figures_of_signed_minutes_are_what_their_rows_prove_whatever_happens(world, dice, steps):
    with transaction.atomic():
        yes_or_no = [True, False]
        as_published(
            world.edition, excused_in_denominator=dice.choice(yes_or_no), guests_counted=dice.choice(yes_or_no)
        )
        twin = join(world.cell, "Nông Văn Ân")
        people.enter(
            kind=EventKind.HOST,
            cell=world.cell,
            on=date(2026, 8, 1),
            until=date(2027, 3, 1),
            person={"full_name": "Khách Mẫu", "sex": "male"},
            by=world.office,
        )
        first = hold(world, FIRST, dice, ["Sửa mương", "Họp dân"])
        second = hold(world, SECOND, dice, ["Thu phí"])
        all_agree()
        for step in steps:
            made = Merge.objects.kept().first()
            if step == "merge" and not made:
                merge(world, twin)
            elif step == "part" and made:
                people.undo_merge(merge=made, at=timezone.now(), by=world.office)
            elif step == "strike":
                first.refresh_from_db()
                if first.signed:
                    reopen(world, first)
                task = first.tasks.order_by("pk").first()
                save(first, world.office, tasks=[TaskEntry("", "", None, task)])
                all_agree()
                fill_in(world, first, dice)
            elif step == "again":
                reopen(world, second)
                all_agree()
                fill_in(world, second, dice)
            elif step == "move":
                reopen(world, second)
                day = dice.choice([date(2026, 9, 5), date(2026, 9, 20), date(2026, 8, 5)])
                second = services.move_meeting(
                    meeting=second, kind=MeetingKind.EXTRAORDINARY, held_on=day, today=TODAY, by=world.office
                )
                all_agree()
                fill_in(world, second, dice)
            all_agree()
        transaction.set_rollback(True)


def test_signed_minutes_keep_what_their_roll_and_visit_prove(world):
    meeting = record(world.cell, FIRST, world.office, sign=False)
    *_first, one, other, third = meeting.roll.filter(not_expected="").order_by("pk")
    marks = {one.pk: MarkEntry(Mark.EXCUSED, "ốm"), other.pk: MarkEntry(Mark.UNEXCUSED), third.pk: MarkEntry("present")}
    save(meeting, world.office, marks=marks, attended=False)
    meeting = services.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)
    both = [meeting, world.signed]
    assert queries.figures(both) == {one.pk: frozen(one) for one in both}, "frozen anew after a merge, it is the same"
    assert frozen(meeting) == {
        "signed_present": 3,
        "signed_expected": 5,
        "signed_excused": 1,
        "signed_unexcused": 1,
        "signed_not_recorded": 0,
        "signed_left_out": 1,
        "signed_on_roll": 6,
        "signed_members": 6,
        "signed_spoke": 2,
        "signed_attending": 3,
        "signed_visits_told": 1,
        "signed_visits_made": 0,
    }


def test_turnouts_are_told_of_signed_minutes_and_drafts_with_a_roll(world):
    new = structure.found_cell(commune=world.commune, name="Mới", founded_on=FIRST, by=None)
    empty = record(new, SECOND, world.office, full=False)
    none = dict.fromkeys(queries.signed.TURNOUT, 0)
    on_roll = {"denominator": 5, "left_out": 1, "roll": 6, "members": 6}
    assert queries.turnouts([world.signed, world.draft, empty]) == {
        world.signed.pk: Turnout(**none | on_roll | {"numerator": 5, "spoke": 5, "attending": 5}),
        world.draft.pk: Turnout(**none | on_roll | {"not_recorded": 5}),
    }
    assert queries.turnout(empty) == Turnout(**none)


@pytest.mark.parametrize(
    ("state", "total", "band", "told"),
    [("signed", 95, "tot", (True, True, "good", "Tốt")), ("draft", None, None, (False, False, "", ""))],
)
def test_a_meeting_as_reports_read_it_tells_its_state_and_band_in_words(state, total, band, told):
    facts = {"pk": 7, "kind": "thematic", "state": state, "total": total, "band": band}
    read = MeetingFacts(**dict.fromkeys(MeetingFacts._fields) | facts)
    assert (read.signed, read.scored, read.tone, str(read.get_band_display())) == told
    assert (str(read.get_kind_display()), read.get_absolute_url()) == ("chuyên đề", "/meetings/7/")


def test_reports_read_the_figures_frozen_on_the_meetings_of_a_period_in_one_query(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = meetings_held(cells=[world.cell], since=world.signed.held_on, until=world.draft.held_on, kind="regular")
    signed = world.signed
    assert rows == [
        (
            signed.pk,
            world.cell.pk,
            "regular",
            signed.held_on,
            "signed",
            signed.score.pk,
            100,
            "tot",
            5,
            5,
            1,
            1,
            1,
            None,
        )
    ]
    extra = record(world.cell, SECOND, world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    period = {"cells": [world.cell], "since": SECOND, "until": world.draft.held_on + timedelta(days=1)}
    found = [(row.pk, row.state) for row in meetings_held(**period)]
    assert found == [(extra.pk, "draft"), (signed.pk, "signed"), (world.draft.pk, "draft")]
    assert [row.pk for row in meetings_held(**period, kind=MeetingKind.EXTRAORDINARY)] == [extra.pk]


def test_a_report_tells_of_cells_at_work_in_its_period_and_of_those_that_signed_minutes_of_it(world):
    before, cells = LONG_AGO - timedelta(days=10), Cell.objects.filter(commune=world.commune)

    def told(since, days=1):
        return {cell.pk for cell in queries.of_period(cells, since, since + timedelta(days=days))}

    world.signed.held_on, world.draft.held_on = before, before - timedelta(days=1)
    with thawed():
        Meeting.objects.bulk_update([world.signed, world.draft], ["held_on"])
    assert [told(before - timedelta(days=days), days) for days in (1, 2)] == [set(), set()]
    assert told(before) == {world.cell.pk}
    assert told(LONG_AGO) == {cell.pk for cell in cells}


def test_a_draft_and_the_same_minutes_signed_have_the_same_turnout(world, django_assert_num_queries):
    with django_assert_num_queries(0):  # frozen with the signature
        signed = queries.turnout(world.signed)
    assert (signed.numerator, signed.denominator, signed.left_out, signed.members) == (5, 5, 1, 6)
    assert queries.turnout(reopen(world, world.signed)) == signed


def test_merging_two_who_stand_on_one_signed_roll_puts_its_figures_and_the_report_right(world):
    twin = join(world.cell, "Nông Văn Ân")
    record(world.cell, date(2026, 9, 3), world.office)

    def attendance():
        report = quality.cell_quality(user=world.office, period=Period("M", 2026, 9), today=TODAY, cell=world.cell)
        return report.table.rows[0][10].value

    assert attendance() == "6/6"
    merge(world, twin)
    assert attendance() == "5/5"
    people.undo_merge(merge=Merge.objects.get(), at=timezone.now(), by=world.office)
    assert attendance() == "6/6"


def test_striking_out_a_task_of_reopened_minutes_takes_it_out_of_the_share_of_later_ones(world):
    later = record(world.cell, date(2026, 10, 20), world.office, kind=MeetingKind.EXTRAORDINARY)
    assert Recorded(later).task_share == TaskShare(1, 1)
    reopen(world, world.signed)
    save(world.signed, world.office, tasks=[TaskEntry("", "", None, world.signed.tasks.get())])
    assert Recorded(later).task_share == TaskShare(0, 0)


@pytest.mark.parametrize("period", [Period("M", 2026, 10), Period("Y", 2026)])
def test_the_quality_report_reads_no_roll_and_no_visit(period, world):
    with CaptureQueriesContext(connection) as asked:
        quality.cell_quality(user=world.office, period=period, today=TODAY)
    read = " ".join(query["sql"] for query in asked)
    assert not any(f'FROM "{model._meta.db_table}"' in read for model in (Attendance, Visit))
