"""The points that the records propose, and those that people choose instead."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from cells.enums import PaperKind
from common.documents import Grid
from common.periods import Period
from meetings import queries, services
from meetings.enums import Mark, MeetingKind, TaskState
from meetings.models import Criterion, Meeting
from meetings.papers.meeting import paper_of
from meetings.queries.progress import what_is_missing
from meetings.queries.recorded import Recorded
from meetings.services import MarkEntry, PointsEntry, ReviewEntry, TaskEntry
from members.enums import EventKind
from reports.papers import month_sheet
from tests.world import TODAY, as_published, happen, plan, record

DAY = date(2026, 9, 3)
NOTHING = {"details": {}, "marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}


def save(world, meeting, **entries):
    return services.save_minutes(meeting=meeting, by=world.office, **NOTHING | entries)


def whole(world, day=DAY, **facts):
    """A draft with everything recorded and two tasks of the month before left open, due on its day."""
    before = record(world.cell, date(2026, 8, 3), world.office)
    services.reopen_meeting(meeting=before, reason="thêm việc", at=timezone.now(), by=world.office)
    save(world, before, tasks=[TaskEntry(f"Việc {n}", "Chi ủy", day) for n in (2, 3)])
    services.sign_meeting(meeting=before, at=timezone.now(), by=world.office)
    return record(world.cell, day, world.office, sign=False, **facts)


def line(meeting, code):
    return next(
        line for criterion, line in queries.score_lines(Meeting.objects.get(pk=meeting.pk)) if criterion.code == code
    )


def lost(world, meeting, done):
    """All but `done` of the tasks are not done."""
    tasks = queries.tasks_before(meeting)
    states = [TaskState.DONE if n < done else TaskState.NOT_DONE for n, _task in enumerate(tasks)]
    return save(world, meeting, reviews={t.pk: ReviewEntry(s) for t, s in zip(tasks, states, strict=True)})


RESULT = "last-resolution"


def test_points_that_nobody_chose_follow_the_proposal_until_signing(world):
    meeting = whole(world)
    assert (line(meeting, RESULT).points, line(meeting, RESULT).own) == (30, False)
    lost(world, meeting, 0)
    assert line(meeting, RESULT).points == 10
    lost(world, meeting, 3)
    assert line(meeting, RESULT).points == 30
    meeting = services.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)
    assert (meeting.score.total, line(meeting, RESULT).points) == (100, 30)


def test_a_page_saved_as_it_was_drawn_chooses_no_points(world, sign_in):
    meeting = whole(world)
    lost(world, meeting, 0)
    client = sign_in(world.office)
    score, tasks = (reverse(f"meetings:record-{step}", args=[meeting.pk]) for step in ("score", "tasks"))
    sheet, typed = client.get(score).context["form"], {}
    assert {part.criterion.code: part["points"].value() for part in sheet.parts}[RESULT] == "10"
    for part in client.get(tasks).context["form"].parts:
        name = f"review-{part.task.pk}-state"
        typed |= {name: "done", f"was-{name}": part["state"].was}
    client.post(tasks, typed)
    typed = {}
    for part in sheet.parts:  # drawn before
        name = f"points-{part.criterion.pk}-points"
        typed |= {name: part["points"].value(), f"was-{name}": part["points"].was}
    client.post(score, typed)
    assert (line(meeting, RESULT).points, line(meeting, RESULT).own) == (30, False)


def test_own_points_stand_when_the_proposal_moves_and_one_tap_takes_it(world, sign_in):
    meeting = whole(world)
    criterion = line(meeting, RESULT).criterion
    lost(world, meeting, 0)
    save(world, meeting, points={criterion.pk: PointsEntry(Decimal(20), "xong muộn một ngày")})
    lost(world, meeting, 3)
    own = line(meeting, RESULT)
    assert (own.points, own.answers, own.proposed, own.outrun) == (20, 10, 30, True)
    client, url = sign_in(world.office), reverse("meetings:record-score", args=[meeting.pk])
    page = " ".join(client.get(url).content.decode().split())
    assert "gợi ý đã đổi: 10 → 30" in page
    assert f'name="take" value="{criterion.pk}"' in page
    client.post(url, {"take": criterion.pk})
    assert (line(meeting, RESULT).points, line(meeting, RESULT).own) == (30, False)


@pytest.mark.parametrize("points", [None, Decimal(30)])
def test_an_emptied_field_and_the_proposal_itself_are_nobodys_own_points(points, world):
    meeting = whole(world)
    criterion = line(meeting, RESULT).criterion
    save(world, meeting, points={criterion.pk: PointsEntry(Decimal(20), "x")})
    assert line(meeting, RESULT).own
    save(world, meeting, points={criterion.pk: PointsEntry(points)})
    assert (line(meeting, RESULT).points, line(meeting, RESULT).own) == (30, False)


def test_what_is_missing_names_the_criteria_without_a_reason(world):
    meeting = whole(world)
    criterion = line(meeting, RESULT).criterion
    save(world, meeting, points={criterion.pk: PointsEntry(Decimal(20))})
    [missing] = what_is_missing(Recorded(Meeting.objects.get(pk=meeting.pk)))
    assert (missing.step, missing.field) == ("score", f"points-{criterion.pk}-note")
    assert criterion.name in missing.sentence


def test_a_roll_brought_up_to_date_moves_the_proposal_too(world):
    meeting = whole(world)
    absent = meeting.roll.get(member=world.members[2])
    save(world, meeting, marks={absent.pk: MarkEntry(Mark.UNEXCUSED)})
    assert line(meeting, "attendance").points < 5
    happen(world.members[2], EventKind.EXEMPT, date(2026, 9, 1))
    services.refresh_roll(meeting=meeting, by=world.office)
    assert line(meeting, "attendance").points == 5


def test_a_task_not_due_yet_is_no_failure_and_one_done_early_counts(world):
    before = record(world.cell, date(2026, 8, 3), world.office, tasks=0, sign=False)
    far = date(2026, 12, 31)
    save(world, before, tasks=[TaskEntry("Việc xa 1", "Chi ủy", far), TaskEntry("Việc xa 2", "Chi ủy", far)])
    services.sign_meeting(meeting=before, at=timezone.now(), by=world.office)
    meeting = record(world.cell, DAY, world.office, full=False)
    save(
        world, meeting, reviews={task.pk: ReviewEntry(TaskState.IN_PROGRESS) for task in queries.tasks_before(meeting)}
    )
    assert line(meeting, RESULT).proposed is None
    first, _second = queries.tasks_before(meeting)
    save(world, meeting, reviews={first.pk: ReviewEntry(TaskState.DONE)})
    assert (line(meeting, RESULT).proposed, Recorded(meeting).task_share.in_words[:4]) == (30, "1/1 ")


def theme_criterion(world):
    """A thematic criterion in the sheet in force: the first one of it."""
    criterion = Criterion.objects.leaves().filter(edition=world.edition).first()
    as_published(criterion, thematic_only=True)
    return criterion.pk


@pytest.mark.parametrize("how", ["held", "planned", "same session", "not at all", "another month"])
def test_the_thematic_criterion_counts_by_the_month(how, world):
    criterion = theme_criterion(world)
    meeting = record(world.cell, DAY, world.office, full=False)
    other = {"held": date(2026, 9, 20), "planned": date(2026, 9, 20), "another month": date(2026, 8, 20)}
    if how == "planned":
        plan(world.cell, other[how])
    elif how in other:
        record(world.cell, other[how], world.office, kind=MeetingKind.THEMATIC, full=False)
    save(world, meeting, details={"combined": True} if how == "same session" else {})
    counted = [c.pk for c, _line in queries.score_lines(Meeting.objects.get(pk=meeting.pk))]
    assert (criterion in counted) == (how not in ("not at all", "another month"))


def test_a_theme_recorded_later_leaves_a_signed_score_as_it_was(world):
    criterion = theme_criterion(world)
    meeting = record(world.cell, DAY, world.office)
    record(world.cell, date(2026, 9, 20), world.office, kind=MeetingKind.THEMATIC)
    assert criterion not in [c.pk for c, _line in queries.score_lines(Meeting.objects.get(pk=meeting.pk))]


def test_points_lost_by_the_proposal_are_explained_in_minutes_and_month_sheet(world):
    meeting = whole(world)
    with translation.override("en"):
        lost(world, meeting, 0)
    meeting = services.sign_meeting(meeting=meeting, at=timezone.now(), by=world.office)
    why = "0/3 nhiệm vụ đến hạn hoặc xong sớm đã hoàn thành (0\u00a0%)"
    grids = [part for part in paper_of(PaperKind.MINUTES, meeting).parts if isinstance(part, Grid)]
    assert why in [row[-1] for row in grids[-1].rows]
    sheet = month_sheet(commune=world.commune, month=Period("M", 2026, 9), today=TODAY)
    assert f"−20 ({why})" in sheet.rows[0][-1].value
