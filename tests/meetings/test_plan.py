"""The plan of a cell's year: which days are proposed, what stays when it changes, and what is told of it."""

import html
import re
from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cells.enums import CellState, DayKind
from cells.rules.shipped_days import announced, expected
from common.errors import RuleError
from common.periods import Period
from common.workdays import WorkCalendar
from meetings import queries, services
from meetings.enums import MeetingKind, PlanState
from meetings.models import Meeting, PlanChange, PlannedMeeting
from meetings.queries import MonthState
from meetings.queries.plan import plan_entries, quarters_without_theme
from meetings.services.plan import regular_day
from members import services as people
from reports.queries import care_of
from tests.world import TODAY, as_published, cell, plan, record

AT = timezone.make_aware(datetime(2026, 11, 24, 8, 0))


def drafted(world, year=2027, today=TODAY, cell=None, starts_at=time(7, 30)):
    """{(kind, day)} that drafting the year adds."""
    made = services.draft_year(cell=cell or world.cell, year=year, starts_at=starts_at, today=today, by=world.office)
    return [(row.kind, row.on) for row in made]


def changed(planned, **facts):
    return services.move_planned(planned=planned, reason="mưa lũ", at=AT, **facts)


GUESSED = [row for year in (2019, 2022, 2030) for row in expected(year)]
CALENDAR = WorkCalendar.of(
    (day, kind == DayKind.OFF, name, source) for day, kind, name, source in [*announced(), *GUESSED]
)


@pytest.mark.parametrize(
    ("month", "day"),
    [
        ((2026, 11), date(2026, 11, 3)),  # a Tuesday
        ((2026, 10), date(2026, 10, 5)),  # the 3rd is a Saturday
        ((2027, 10), date(2027, 10, 4)),  # the 3rd is a Sunday
        ((2026, 9), date(2026, 9, 3)),  # the day after the National Day
        ((2027, 9), date(2027, 9, 6)),  # the 3rd is still the National Day's second day, then a weekend
        ((2022, 2), date(2022, 2, 7)),  # 3 February within Tết: the last day of the first week
        ((2019, 2), date(2019, 2, 3)),  # Tết fills the first week: the day itself
        ((2030, 2), date(2030, 2, 7)),
        ((2027, 2), date(2027, 2, 3)),  # the last working day before Tết
        ((2027, 1), date(2027, 1, 4)),  # a Sunday
    ],
)
def test_the_regular_meeting_is_on_the_3rd_or_the_next_working_day_of_the_first_week(month, day):
    assert regular_day(Period("M", *month), meeting_day=3, on_time_day=7, calendar=CALENDAR) == day


@pytest.mark.parametrize(
    ("meeting_day", "on_time_day", "day"),
    [
        (3, 6, date(2022, 2, 3)),  # nothing left of a shorter first week
        (3, 7, date(2022, 2, 7)),
        (5, 7, date(2022, 2, 7)),
        (7, 7, date(2022, 2, 7)),
        (8, 7, date(2022, 2, 8)),  # a cell that meets later keeps its day, also
        (13, 7, date(2022, 2, 13)),  # on a Sunday
    ],
)
def test_the_first_week_ends_where_the_edition_says(meeting_day, on_time_day, day):
    days = {"meeting_day": meeting_day, "on_time_day": on_time_day, "calendar": CALENDAR}
    assert regular_day(Period("M", 2022, 2), **days) == day


def test_a_drafted_year_has_twelve_regular_four_thematic_and_the_yearly_review(world):
    found = drafted(world)
    assert [day for kind, day in found if kind == MeetingKind.REGULAR] == [
        date(2027, 1, 4), date(2027, 2, 3), date(2027, 3, 3), date(2027, 4, 5), date(2027, 5, 4), date(2027, 6, 3),
        date(2027, 7, 5), date(2027, 8, 3), date(2027, 9, 6), date(2027, 10, 4), date(2027, 11, 3), date(2027, 12, 3),
    ]  # fmt: skip
    assert [day for kind, day in found if kind == MeetingKind.THEMATIC] == [
        date(2027, 2, 3), date(2027, 5, 4), date(2027, 8, 3), date(2027, 11, 3),
    ]  # fmt: skip
    assert [day for kind, day in found if kind == MeetingKind.YEARLY_REVIEW] == [date(2027, 12, 15)]
    assert len(found) == 17


def test_a_thematic_meeting_follows_the_regular_one_in_its_session(world):
    drafted(world)
    theme = PlannedMeeting.objects.get(cell=world.cell, kind=MeetingKind.THEMATIC, on=date(2027, 5, 4))
    assert theme.starts_at == time(9, 0)
    assert PlannedMeeting.objects.get(cell=world.cell, kind="regular", on=theme.on).starts_at == time(7, 30)


def test_drafting_again_adds_nothing_and_drafting_after_a_gap_only_what_is_missing(world):
    assert len(drafted(world)) == 17
    assert drafted(world) == []
    moved = PlannedMeeting.objects.get(cell=world.cell, kind="regular", on=date(2027, 6, 3))
    changed(moved, on=date(2027, 6, 4), by=world.office)
    services.cancel_planned(
        planned=PlannedMeeting.objects.get(cell=world.cell, kind="regular", on=date(2027, 7, 5)),
        reason="lũ",
        at=AT,
        by=world.office,
    )
    assert drafted(world) == []


def test_a_year_that_runs_is_drafted_from_today_on(world):
    found = drafted(world, year=2026)
    # the thematic one of the quarter is planned already, November's regular one is recorded
    assert found == [("regular", date(2026, 12, 3)), ("yearly_review", date(2026, 12, 15))]


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 10, 1), [date(2026, 10, 5), date(2026, 11, 3), date(2026, 12, 3)]),
        (date(2026, 10, 5), [date(2026, 10, 5), date(2026, 11, 3), date(2026, 12, 3)]),
        (date(2026, 10, 6), [date(2026, 11, 3), date(2026, 12, 3)]),
        (date(2026, 12, 4), []),
    ],
)
def test_nothing_is_planned_in_the_past(today, days, world):
    found = drafted(world, year=2026, today=today, cell=world.other_cell)
    assert [day for kind, day in found if kind == "regular"] == days
    assert all(day >= today for kind, day in found)


def test_a_recorded_month_or_a_combined_session_is_not_planned_again(world):
    meeting = record(world.other_cell, date(2026, 11, 5), world.office, full=False)
    services.save_minutes(
        meeting=meeting, details={"combined": True}, marks={}, attended=None, reviews={}, tasks=[], votes=[],
        points={}, by=world.office,
    )  # fmt: skip
    found = drafted(world, year=2026, today=date(2026, 11, 2), cell=world.other_cell)
    assert found == [("regular", date(2026, 12, 3)), ("yearly_review", date(2026, 12, 15))]


def test_only_months_in_which_the_cell_is_at_work_are_planned(world):
    people.end_cell(
        cell=world.other_cell, state=CellState.CLOSED, on=date(2027, 3, 3), move_to=world.cell, by=world.office
    )
    found = drafted(world, cell=world.other_cell)
    assert [day for kind, day in found if kind == "regular"] == [date(2027, 1, 4), date(2027, 2, 3)]


@pytest.mark.parametrize(("year", "allowed"), [(2025, False), (2026, True), (2027, True), (2028, False)])
def test_a_plan_is_drafted_for_this_year_or_the_next(year, allowed, world):
    if allowed:
        drafted(world, year=year)
    else:
        with pytest.raises(RuleError, match="năm nay hoặc năm sau"):
            drafted(world, year=year)


def test_what_is_moved_keeps_every_earlier_day_with_its_reason(world):
    changed(world.planned, on=date(2026, 12, 11), by=world.office)
    services.move_planned(planned=world.planned, on=date(2026, 12, 9), reason="trùng lịch", at=AT, by=world.secretary)
    history = world.planned.changes.values_list("was_on", "now_on", "reason", "account")
    assert list(history) == [
        (date(2026, 12, 10), date(2026, 12, 11), "mưa lũ", world.office.pk),
        (date(2026, 12, 11), date(2026, 12, 9), "trùng lịch", world.secretary.pk),
    ]
    world.planned.refresh_from_db()
    assert world.planned.on == date(2026, 12, 9)


def test_what_is_cancelled_stays_and_gives_its_day_free(world):
    services.cancel_planned(planned=world.planned, reason="hoãn", at=AT, by=world.office)
    world.planned.refresh_from_db()
    assert world.planned.state(TODAY) == PlanState.CANCELLED
    assert PlanChange.objects.get().now_on is None
    again = plan(world.cell)
    assert again.state(TODAY) == PlanState.PLANNED
    assert PlannedMeeting.objects.filter(cell=world.cell).count() == 2
    for act in (
        lambda row: changed(row, on=date(2026, 12, 12), by=world.office),
        lambda row: services.cancel_planned(planned=row, reason="x", at=AT, by=world.office),
        lambda row: services.edit_planned(planned=row, starts_at=None, place="", theme="", by=world.office),
    ):
        with pytest.raises(RuleError, match="đã hủy"):
            act(world.planned)


def test_a_move_to_the_same_day_or_onto_another_one_is_refused_as_a_whole(world):
    with pytest.raises(RuleError, match="ngày khác"):
        changed(world.planned, on=world.planned.on, by=world.office)
    plan(world.cell, date(2026, 12, 11))
    with pytest.raises(ValidationError, match="đã có một buổi cùng loại"):
        changed(world.planned, on=date(2026, 12, 11), by=world.office)
    assert not PlanChange.objects.exists()


def test_the_same_cell_kind_and_day_is_planned_once(world):
    with pytest.raises(ValidationError, match="đã có một buổi cùng loại"):
        plan(world.cell)
    plan(world.cell, kind=MeetingKind.REGULAR)
    plan(world.other_cell)


def test_of_two_people_who_draft_at_once_the_second_is_stopped_by_the_database(world):
    row = {"cell": world.cell, "kind": MeetingKind.THEMATIC, "on": world.planned.on}
    with pytest.raises(IntegrityError), transaction.atomic():
        PlannedMeeting.objects.bulk_create([PlannedMeeting(**row)])


def test_what_is_planned_is_tied_to_what_is_recorded_of_the_kind_and_month(world):
    plan(world.cell, date(2026, 11, 4), kind=MeetingKind.EXTRAORDINARY)
    near = plan(
        world.cell, date(2026, 11, 20), kind=MeetingKind.EXTRAORDINARY, theme="Bàn việc đường", place="Nhà ông A"
    )
    plan(world.cell, date(2026, 10, 30), kind=MeetingKind.EXTRAORDINARY)
    plan(world.cell, date(2026, 11, 18), kind=MeetingKind.CONGRESS)
    plan(world.other_cell, date(2026, 11, 18), kind=MeetingKind.EXTRAORDINARY)
    meeting = record(world.cell, date(2026, 11, 18), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    near.refresh_from_db()
    assert near.meeting == meeting
    assert near.state(TODAY) == PlanState.HELD
    assert (meeting.starts_at, meeting.place, meeting.agenda) == (time(7, 30), "Nhà ông A", "Bàn việc đường")
    assert PlannedMeeting.objects.filter(meeting__isnull=False).count() == 1
    with pytest.raises(RuleError, match="đã được ghi"):
        changed(near, on=date(2026, 11, 21), by=world.office)


def test_a_cancelled_one_is_never_tied(world):
    gone = plan(world.cell, date(2026, 11, 18), kind=MeetingKind.EXTRAORDINARY)
    services.cancel_planned(planned=gone, reason="hoãn", at=AT, by=world.office)
    record(world.cell, date(2026, 11, 18), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    gone.refresh_from_db()
    assert gone.meeting is None


def test_a_draft_put_right_lets_go_of_the_plan_that_does_not_fit(world):
    november = plan(world.cell, date(2026, 11, 18), kind=MeetingKind.EXTRAORDINARY)
    october = plan(world.cell, date(2026, 10, 20), kind=MeetingKind.EXTRAORDINARY)
    meeting = record(world.cell, date(2026, 11, 18), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    right = {"meeting": meeting, "kind": MeetingKind.EXTRAORDINARY, "today": TODAY, "by": world.office}
    services.move_meeting(held_on=date(2026, 11, 19), **right)
    november.refresh_from_db()
    assert november.meeting == meeting
    services.move_meeting(held_on=date(2026, 10, 19), **right)
    november.refresh_from_db()
    october.refresh_from_db()
    assert (november.meeting, october.meeting) == (None, meeting)


def session(world):
    """A regular meeting with a thematic part, and a thematic one planned for its day."""
    theme = plan(world.other_cell, date(2026, 11, 3))
    meeting = record(world.other_cell, date(2026, 11, 3), world.office, sign=False)
    meeting.combined = True
    meeting.save()
    return theme, meeting


def test_a_thematic_part_of_a_session_is_offered_to_be_recorded_on_its_own(world, sign_in):
    theme, meeting = session(world)
    offer = f"{reverse('meetings:start')}?cell={world.other_cell.pk}&amp;kind=thematic&amp;held_on=03%2F11%2F2026"
    client = sign_in(world.office)
    pages = [meeting.get_absolute_url(), reverse("meetings:plan", args=[world.other_cell.pk])]
    assert all(offer in client.get(page).content.decode() for page in pages)
    form = client.get(offer.replace("&amp;", "&")).context["form"]
    assert [form[name].value() for name in ("cell", "kind", "held_on")] == [
        str(world.other_cell.pk), "thematic", "03/11/2026",
    ]  # fmt: skip
    own = record(world.other_cell, date(2026, 11, 3), world.office, kind=MeetingKind.THEMATIC, full=False)
    theme.refresh_from_db()
    assert theme.meeting == own
    assert not any(offer in client.get(page).content.decode() for page in pages)


def test_the_thematic_part_of_a_session_does_not_take_the_tasks_up_a_second_time(world):
    record(world.other_cell, date(2026, 10, 5), world.office)
    _theme, meeting = session(world)
    own = record(world.other_cell, date(2026, 11, 3), world.office, kind=MeetingKind.THEMATIC, full=False)
    alone = record(world.other_cell, date(2026, 11, 2), world.office, kind=MeetingKind.THEMATIC, full=False)
    assert [len(queries.tasks_before(m)) for m in (meeting, own, alone)] == [1, 0, 1]


def entries(world, year=2026, today=TODAY):
    since, until = date(year, 1, 1), date(year + 1, 1, 1)
    found = plan_entries(cells=[world.cell], since=since, until=until, today=today)
    return [(entry.on, entry.kind, entry.state, entry.planned is not None) for entry in found]


def test_the_calendar_tells_planned_passed_cancelled_held_and_what_was_never_planned(world):
    plan(world.cell, date(2026, 11, 23), kind=MeetingKind.EXTRAORDINARY)
    plan(world.cell, TODAY, kind=MeetingKind.EXTRAORDINARY)
    plan(world.cell, date(2026, 9, 9), kind=MeetingKind.CONGRESS)
    record(world.cell, date(2026, 9, 8), world.office, kind=MeetingKind.CONGRESS, full=False)
    gone = plan(world.cell, date(2026, 12, 1), kind=MeetingKind.ADMISSION)
    services.cancel_planned(planned=gone, reason="hoãn", at=AT, by=world.office)
    assert entries(world) == [
        (date(2026, 9, 8), "congress", PlanState.HELD, True),
        (date(2026, 10, 3), "regular", PlanState.HELD, False),
        (date(2026, 11, 3), "regular", PlanState.HELD, False),
        (date(2026, 11, 23), "extraordinary", PlanState.PASSED, True),
        (TODAY, "extraordinary", PlanState.PLANNED, True),
        (date(2026, 12, 1), "admission", PlanState.CANCELLED, True),
        (date(2026, 12, 10), "thematic", PlanState.PLANNED, True),
    ]


def test_planned_meetings_of_a_cell_that_ended_are_gone_from_the_calendar(world):
    people.end_cell(
        cell=world.cell, state=CellState.CLOSED, on=date(2026, 12, 10), move_to=world.other_cell, by=world.office
    )
    assert [day for day, *_rest in entries(world)] == [date(2026, 10, 3), date(2026, 11, 3)]


QUARTERS = [Period("Q", 2026, number) for number in (1, 2, 3, 4)]


def bare(world, today=TODAY):
    found = quarters_without_theme(cells=[world.cell, world.other_cell], quarters=QUARTERS, today=today)
    return [[quarter.number for quarter in found.get(c.pk, [])] for c in (world.cell, world.other_cell)]


def test_a_quarter_needs_a_thematic_meeting_signed_or_still_to_come(world):
    assert bare(world) == [[1, 2, 3], [1, 2, 3, 4]]
    record(world.cell, date(2026, 3, 31), world.office, kind=MeetingKind.THEMATIC)
    record(world.cell, date(2026, 4, 1), world.office, kind=MeetingKind.THEMATIC, sign=False)
    _theme, meeting = session(world)
    assert bare(world) == [[2, 3], [1, 2, 3, 4]]
    services.sign_meeting(meeting=meeting, at=AT, by=world.office)
    assert bare(world) == [[2, 3], [1, 2, 3]]
    as_published(meeting, combined=False)
    assert bare(world) == [[2, 3], [1, 2, 3, 4]]  # planned for a day that has passed, and nothing recorded


@pytest.mark.parametrize(("today", "last"), [(date(2026, 12, 10), []), (date(2026, 12, 11), [4])])
def test_a_planned_one_counts_until_its_day_has_passed(today, last, world):
    assert bare(world, today)[0] == [1, 2, 3, *last]


def test_a_cancelled_one_does_not_count_and_a_cell_that_ended_is_not_asked(world):
    services.cancel_planned(planned=world.planned, reason="hoãn", at=AT, by=world.office)
    about = {"state": CellState.CLOSED, "on": date(2026, 9, 30), "move_to": world.cell, "despite": "ghi muộn"}
    people.end_cell(cell=world.other_cell, by=world.office, **about)
    assert bare(world) == [[1, 2, 3, 4], [1, 2]]


def test_what_the_home_page_asks_of_a_cell_is_what_its_plan_asks(world):
    def told(today=TODAY):
        return {one.cell: one.facts.has_theme for one in care_of(world.leader, today).cells}

    assert told() == {world.cell: True, world.other_cell: False}
    assert told(date(2026, 12, 11)) == {world.cell: False, world.other_cell: False}
    record(world.cell, date(2026, 11, 20), world.office, kind=MeetingKind.THEMATIC)
    assert told(date(2026, 12, 11)) == {world.cell: True, world.other_cell: False}


def test_the_plan_page_and_the_month_say_of_lateness_what_the_month_board_says(world, sign_in):
    plan(world.other_cell, date(2026, 11, 3), kind=MeetingKind.REGULAR)
    client = sign_in(world.office)
    page = client.get(reverse("meetings:plan", args=[world.other_cell.pk]))
    states = {month.number: board.state for month, board, _met in page.context["months"]}
    assert (states[10], states[11], states[12]) == (
        MonthState.MISSING, MonthState.OVERDUE, MonthState.NOT_EXPECTED,
    )  # fmt: skip
    month = client.get(reverse("meetings:calendar"))
    [(_day, _holiday, met)] = month.context["days"]
    assert {entry.cell: board.state for entry, _leader, board in met} == {
        world.cell: MonthState.UNSIGNED, world.other_cell: MonthState.OVERDUE,
    }  # fmt: skip
    assert month.context["unplanned"] == []
    october = client.get(reverse("meetings:calendar"), {"month": "2026-10"})
    assert [(cell, board.state) for cell, board in october.context["unplanned"]] == [
        (world.other_cell, MonthState.MISSING)
    ]


def test_the_month_shows_each_account_the_cells_it_may_see(world, sign_in):
    plan(world.other_cell, date(2026, 12, 11))

    def seen(account):
        page = sign_in(account).get(reverse("meetings:calendar"), {"month": "2026-12"})
        return [entry.cell.name for _day, _holiday, met in page.context["days"] for entry, *_rest in met]

    assert seen(world.office) == seen(world.leader) == [world.cell.name, world.other_cell.name]
    assert seen(world.in_charge) == seen(world.secretary) == [world.cell.name]
    assert seen(world.outsider) == [world.foreign_cell.name]


def test_the_month_names_who_is_in_charge_of_the_cell_on_the_day(world, sign_in):
    page = sign_in(world.office).get(reverse("meetings:calendar"), {"month": "2026-12"})
    [(_day, _holiday, [(_entry, leader, _board)])] = page.context["days"]
    assert leader == world.seat


@pytest.mark.parametrize("address", ["?year=abc", "?year=2026-11", "?year=99999", "?month=2026-13", "?month=2026"])
def test_a_nonsense_period_shows_the_present_one(address, world, sign_in):
    client = sign_in(world.office)
    assert client.get(reverse("meetings:plan", args=[world.cell.pk]) + address).context["year"].year == 2026
    assert client.get(reverse("meetings:calendar") + address).context["period"] == Period("M", 2026, 11)


def form(world, name, **typed):
    pk = world.cell.pk if name in ("draft-plan", "add-planned") else world.planned.pk
    return reverse(f"meetings:{name}", args=[pk]), typed


@pytest.mark.parametrize(
    ("name", "typed", "field"),
    [
        ("draft-plan", {"year": "2025"}, "year"),
        ("draft-plan", {"year": "x"}, "year"),
        ("draft-plan", {"year": "2027", "starts_at": "25:00"}, "starts_at"),
        ("add-planned", {"kind": "party", "on": "11/12/2026"}, "kind"),
        ("add-planned", {"kind": "regular", "on": "31/02/2026"}, "on"),
        ("add-planned", {"kind": "regular", "on": ""}, "on"),
        ("add-planned", {"kind": "regular", "on": "01/01/1950"}, "on"),  # before the cell was there
        ("add-planned", {"kind": "regular", "on": "11/12/2026", "place": "x" * 121}, "place"),
        ("add-planned", {"kind": "thematic", "on": "10/12/2026"}, "__all__"),
        ("edit-planned", {"theme": "x" * 301}, "theme"),
        ("move-planned", {"on": "11/12/2026", "reason": " "}, "reason"),
        ("move-planned", {"on": "31/02/2026", "reason": "mưa"}, "on"),
        ("move-planned", {"on": "10/12/2026", "reason": "mưa"}, "on"),
        ("cancel-planned", {"reason": ""}, "reason"),
        ("cancel-planned", {"reason": "x" * 301}, "reason"),
    ],
)
def test_wrong_input_is_answered_beside_its_field_and_changes_nothing(name, typed, field, world, sign_in):
    url, typed = form(world, name, **typed)
    answer = sign_in(world.secretary).post(url, {"x": "1"} | typed)
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert list(PlannedMeeting.objects.filter(cell=world.cell).values_list("on", "struck", "theme")) == [
        (date(2026, 12, 10), False, "Truyền thống quê hương")
    ]


def test_a_plan_is_drafted_added_to_moved_and_cancelled_on_its_pages(world, sign_in):
    client = sign_in(world.secretary)

    def sent(name, **typed):
        return client.post(*form(world, name, **typed), follow=True)

    page = sent("draft-plan", year="2027", starts_at="07:30")
    assert page.request["QUERY_STRING"] == "year=2027"
    assert "17 buổi" in page.content.decode()
    sent("add-planned", kind="extraordinary", on="20/12/2026", starts_at="", place="", theme="Bàn việc đường")
    assert PlannedMeeting.objects.filter(cell=world.cell, kind="extraordinary").exists()
    sent("edit-planned", starts_at="8:00", place="Trường học", theme="Nêu gương")
    sent("move-planned", on="11/12/2026", reason="trùng lịch")
    page = sent("cancel-planned", reason="hoãn")
    text = page.content.decode()
    assert "Chuyển từ 10/12/2026 sang 11/12/2026: trùng lịch" in text
    assert "Đã hủy, trước dự kiến ngày 11/12/2026: hoãn" in text
    world.planned.refresh_from_db()
    assert (world.planned.starts_at, world.planned.place, world.planned.theme) == (time(8), "Trường học", "Nêu gương")


@pytest.mark.parametrize(("day", "warned"), [("07/12/2026", False), ("08/12/2026", True)])
def test_a_regular_meeting_planned_after_the_first_week_is_warned_of(day, warned, world, sign_in):
    url, typed = form(world, "add-planned", kind="regular", on=day)
    page = sign_in(world.secretary).post(url, typed, follow=True)
    assert ("họp muộn" in " ".join(str(message) for message in page.context["messages"])) is warned


def test_the_plan_of_another_kind_of_reader_has_no_buttons_that_change_it(world, sign_in):
    for account in (world.leader, world.in_charge, world.inspection):
        client = sign_in(account)
        pages = [reverse("meetings:plan", args=[world.cell.pk]), world.planned.get_absolute_url()]
        text = "".join(client.get(page).content.decode() for page in pages)
        assert not any(word in text for word in ("/draft/", "/add/", "/move/", "/cancel/", "/edit/", "meetings/start/"))
        assert "/invitation/" in text


@pytest.mark.parametrize("name", ["meetings:calendar", "meetings:plan", "meetings:planned"])
def test_a_page_asks_the_same_number_of_questions_for_one_cell_and_for_many(name, world, sign_in):
    client = sign_in(world.office)
    objects = {"meetings:plan": [world.cell.pk], "meetings:planned": [world.planned.pk]}
    url = f"{reverse(name, args=objects.get(name, []))}?month=2026-12"
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    drafted(world, year=2026)
    changed(world.planned, on=date(2026, 12, 9), by=world.office)
    for number in range(4):
        made, _hamlet, _members = cell(world.commune, f"Thêm {number}")
        drafted(world, year=2026, cell=made)
        plan(made)
        record(made, date(2026, 11, 3), world.office)
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few)
    assert Meeting.objects.count() > 4


def test_what_is_to_be_recorded_opens_with_its_cell_kind_and_planned_day(world, sign_in):
    for day in (date(2026, 11, 3), date(2026, 11, 28)):
        plan(world.other_cell, day, kind=MeetingKind.REGULAR)
    client = sign_in(world.office)

    def offered():
        page = html.unescape(client.get("/").content.decode())
        [link] = re.findall(rf'href="([^"]*cell={world.other_cell.pk}&kind=regular[^"]*)"', page)
        form = client.get(link).context["form"]
        return form["cell"].value(), form["kind"].value(), form["held_on"].value()

    assert offered() == (str(world.other_cell.pk), "regular", "")  # October, for which nothing was planned
    record(world.other_cell, date(2026, 10, 5), world.office)
    assert offered() == (str(world.other_cell.pk), "regular", "03/11/2026")
