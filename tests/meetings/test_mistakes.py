"""Minutes begun, moved or marked by mistake, and what signing checks as a whole."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from cells.enums import PaperKind
from common.errors import RuleError
from common.periods import Period
from meetings import queries, services
from meetings.enums import Mark, MeetingKind, PlanState
from meetings.models import Meeting, Score
from meetings.services import CannotSign, MarkEntry
from reports.tables import quality, yearly
from tests.meetings.test_proposals import save
from tests.world import TODAY, as_published, plan, record

AUGUST = date(2026, 8, 3)


def sign(world, meeting):
    return services.sign_meeting(meeting=Meeting.objects.get(pk=meeting.pk), at=timezone.now(), by=world.office)


def missing(world, meeting):
    with pytest.raises(CannotSign) as refused:
        sign(world, meeting)
    return [one.step for one in refused.value.missing]


def test_minutes_with_more_votes_than_voters_present_are_not_signed(world):
    meeting = record(world.cell, AUGUST, world.office, sign=False)
    marks = {line.pk: MarkEntry(Mark.EXCUSED, "ốm") for line in meeting.roll.exclude(member=meeting.chair_id)}
    save(world, meeting, marks={pk: mark for pk, mark in marks.items() if not meeting.roll.get(pk=pk).not_expected})
    assert {"votes", "preparation"} <= set(missing(world, meeting))


def test_reopened_minutes_are_checked_again_as_a_whole(world):
    meeting = record(world.cell, AUGUST, world.office)
    services.reopen_meeting(meeting=meeting, reason="sai", at=timezone.now(), by=world.office)
    line = meeting.roll.get(member=meeting.clerk_id)
    save(world, Meeting.objects.get(pk=meeting.pk), marks={line.pk: MarkEntry(Mark.UNEXCUSED)})
    assert "preparation" in missing(world, meeting)


def test_tasks_due_before_the_day_a_meeting_was_moved_to_are_not_signed(world):
    meeting = record(world.cell, AUGUST, world.office, sign=False)
    moved = services.move_meeting(
        meeting=meeting, kind=MeetingKind.REGULAR, held_on=date(2026, 8, 5), today=TODAY, by=world.office
    )
    assert missing(world, moved) == ["resolution"]


def test_a_second_regular_meeting_of_a_month_needs_a_reason(world):
    facts = {"cell": world.cell, "kind": MeetingKind.REGULAR, "held_on": date(2026, 11, 20), "today": TODAY}
    with pytest.raises(RuleError, match="03/11/2026"):
        services.start_meeting(**facts, by=world.office)
    meeting = services.start_meeting(**facts, second_because="họp lại", by=world.office)
    assert meeting.second_because == "họp lại"
    other = services.start_meeting(**facts | {"held_on": AUGUST}, second_because="không cần", by=world.office)
    assert other.second_because == ""
    with pytest.raises(RuleError, match="03/11/2026"):
        services.move_meeting(
            meeting=other, kind=MeetingKind.REGULAR, held_on=date(2026, 11, 21), today=TODAY, by=world.office
        )


def test_the_page_asks_why_there_is_a_second_one_and_leads_to_the_first(world, sign_in):
    client = sign_in(world.secretary)
    typed = {"cell": world.cell.pk, "kind": "regular", "held_on": "20/11/2026"}
    assert client.get(reverse("meetings:start")).context["form"]["second_because"].is_hidden
    answer = client.post(reverse("meetings:start"), typed)
    page = answer.content.decode()
    assert "ngày 03/11/2026" in page
    assert f'href="{world.draft.get_absolute_url()}"' in page
    assert not answer.context["form"]["second_because"].is_hidden
    answer = client.post(reverse("meetings:start"), typed | {"second_because": "họp lại"})
    meeting = Meeting.objects.get(held_on=date(2026, 11, 20))
    assert answer.headers["Location"] == reverse("meetings:record", args=[meeting.pk])


@pytest.mark.parametrize("first_signed", [True, False])
def test_of_two_regular_meetings_in_a_month_one_stands_for_it_everywhere(first_signed, world):
    first = record(world.other_cell, AUGUST, world.office, sign=first_signed)
    second = record(world.other_cell, date(2026, 8, 10), world.office)
    as_published(second.score, total=60, band="trung-binh")
    stands = first if first_signed else second
    month = Period("M", 2026, 8)
    board = queries.month_board(cells=[world.other_cell], months=[month], today=TODAY, on_time_day=7)
    assert board[world.other_cell.pk, month].meeting.pk == stands.pk
    report = quality.cell_quality(user=world.office, period=month, today=TODAY, cell=world.other_cell)
    total = Score.objects.get(meeting=stands).total
    assert [meeting.total for meeting in report.total.scored] == [total]
    rows = yearly.cells_over_the_year(user=world.office, year=2026, today=TODAY).table.rows
    row = next(row for row in rows if row[0].value == world.other_cell.name)
    assert (row[2].value, row[8].value) == (1, 0)


def test_a_draft_begun_by_mistake_is_struck_with_a_reason_and_counts_nowhere(world, sign_in):
    planned = plan(world.other_cell, AUGUST, MeetingKind.REGULAR)
    meeting = record(world.other_cell, AUGUST, world.office, sign=False)
    assert queries.open_tasks(cells=[world.other_cell]).exists()
    url = reverse("meetings:strike", args=[meeting.pk])
    client = sign_in(world.office)
    assert client.post(url, {"reason": ""}).status_code == 200
    client.post(url, {"reason": "ghi nhầm chi bộ"})
    meeting.refresh_from_db()
    assert (meeting.struck, meeting.struck_reason) == (True, "ghi nhầm chi bộ")
    planned.refresh_from_db()
    assert planned.state(TODAY) == PlanState.PASSED
    assert not queries.open_tasks(cells=[world.other_cell]).exists()
    assert queries.meetings_held(cells=[world.other_cell], since=AUGUST, until=TODAY) == []
    assert "ghi nhầm chi bộ" in client.get(meeting.get_absolute_url()).content.decode()
    for page in ("record", "record-roll", "record-sign"):
        answer = client.get(reverse(f"meetings:{page}", args=[meeting.pk]))
        assert answer.headers["Location"] == meeting.get_absolute_url()
    with pytest.raises(RuleError, match="gạch bỏ"):
        sign(world, meeting)
    listed = reverse("meetings:list"), {"cell": world.other_cell.pk}
    assert list(client.get(*listed).context["page"]) == []
    assert list(client.get(listed[0], listed[1] | {"state": "struck"}).context["page"]) == [meeting]
    assert record(world.other_cell, AUGUST, world.office).signed


def test_signed_minutes_and_a_draft_with_a_numbered_paper_are_not_struck(world):
    with pytest.raises(RuleError, match="mở lại"):
        services.strike_meeting(meeting=world.signed, reason="x", by=world.office)
    services.number_meeting_paper(
        meeting=world.draft, kind=PaperKind.RESOLUTION, on=TODAY, today=TODAY, first=1, by=world.office
    )
    with pytest.raises(RuleError, match="đã có số"):
        services.strike_meeting(meeting=world.draft, reason="x", by=world.office)


def test_moving_a_meeting_resets_what_belongs_to_its_kind(world):
    meeting = record(world.cell, AUGUST, world.office, kind=MeetingKind.CONGRESS, sign=False)
    line = meeting.roll.get(member=world.members[2])
    save(world, meeting, details={"excused_do_not_vote": True}, marks={line.pk: MarkEntry(Mark.EXCUSED, "ốm")})
    facts = {"held_on": AUGUST, "today": TODAY, "by": world.office}
    assert queries.voting_base(Meeting.objects.get(pk=meeting.pk)).base == 3
    moved = services.move_meeting(meeting=meeting, kind=MeetingKind.REGULAR, **facts)
    assert (moved.excused_do_not_vote, queries.voting_base(moved).base) == (False, 4)
    save(world, moved, details={"combined": True})
    moved = services.move_meeting(meeting=moved, kind=MeetingKind.EXTRAORDINARY, **facts)
    assert (moved.combined, moved.score.total, moved.score.band) == (False, None, "")
