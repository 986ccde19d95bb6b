"""The home page of each role: figures, the cells that need somebody with reasons from their lists, the next thing."""

import re
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from cells.services import editions, grant
from common.numbers import percent
from meetings import queries, services
from meetings.enums import Mark, MeetingKind
from meetings.models import AbsenceRules
from meetings.queries.education import counted_without, learners
from meetings.queries.roll import absence_alerts
from meetings.services import TaskEntry
from members import services as people
from members.enums import CourseResult, EventKind
from members.queries import headcount, headcounts, post_holders
from members.queries.training import leaders
from oversight import services as guidance
from oversight.models import Difficulty
from reports.enums import Level, Reason
from reports.models import NeedRules
from reports.needs import needs_of
from reports.needs.home import home_of
from reports.queries import care_of
from tests.addresses import a_focus_task, an_inspection
from tests.meetings.test_proposals import save
from tests.world import TODAY, admit, as_published, cell, happen, plan, publish, record, training


def now(world, one, day=TODAY):
    """The CellNow of a cell as the Standing Committee sees it."""
    return next(found for found in care_of(world.leader, day).cells if found.cell == one)


def page_of(sign_in, account):
    return sign_in(account).get("/").content.decode()


@pytest.mark.parametrize(
    ("role", "heading", "own", "cells", "groups"),
    [
        ("office", "Toàn Đảng bộ, tháng 11", [], 2, []),
        ("leader", "Toàn Đảng bộ, tháng 11", [], 2, []),
        ("inspection", "Toàn Đảng bộ, tháng 11", [], 2, []),
        ("in_charge", "Chi bộ đồng chí phụ trách, tháng 11", [], 1, ["to-score"]),
        ("secretary", "Chi bộ Lũng Mật", ["Chi bộ Lũng Mật"], 0, ["education"]),
        ("upper", "Toàn Đảng bộ, tháng 10", [], 0, []),
        ("admin", "Việc cần làm", [], 0, ["rules"]),
        ("nobody", "Việc cần làm", [], 0, []),
    ],
)
def test_each_role_finds_its_own(role, heading, own, cells, groups, world, sign_in):
    answer = sign_in(world.accounts[role]).get("/")
    home, html = answer.context["home"], answer.content.decode()
    assert " ".join(re.search(r"<h1>(.*?)</h1>", html, re.DOTALL)[1].split()) == heading
    assert [str(one.now.cell) for one in home.own] == own
    assert (home.cells.count if home.cells else 0) == cells
    assert [group.key for group in home.needs] == groups
    assert bool(home.closed) == (role in ("upper", "admin"))
    assert ("Tài khoản này hiện chưa có vai trò nào." in html) == (role == "nobody")
    board = home.cells.board if home.cells else None
    listed = (
        [card.now.cell for card in (*board.shown, *board.folded)] + [one.cell for one in board.fine] if board else []
    )
    assert len(set(listed)) == len(listed) == cells  # each cell once


def test_what_is_counted_of_a_cell_is_what_its_lists_count(world):
    save(world, world.draft, tasks=[TaskEntry("Làm đường", "Chi ủy", date(2026, 11, 10))])
    guidance.raise_difficulty(
        cell=world.cell, raised_on=date(2026, 10, 3), text="Đường", owner="UBND xã", due_on=date(2026, 11, 23), by=None
    )
    for one in care_of(world.leader, TODAY).cells:
        cells, head = [one.cell], headcounts(cells=[one.cell], day=TODAY)[one.cell.pk]
        assert (one.cell.members, one.facts.official) == (head.total, head.official)
        assert one.cell.members_before == headcount(cells=cells, day=date(2026, 10, 31)).total
        assert one.facts.late_tasks == queries.open_tasks(cells=cells).filter(due_on__lt=TODAY).count()
        assert one.facts.late_difficulties == Difficulty.objects.filter(cell=one.cell).overdue(TODAY).count()
        assert one.facts.staying_away == len(absence_alerts(cells=cells, day=TODAY))
        holder = post_holders(cells=cells, day=TODAY)[one.cell.pk]
        assert one.cell.secretary == holder.full_name
        [leader] = leaders(cells=cells, day=TODAY)
        assert (one.cell.trained_on, one.facts.months_untrained is None) == (leader.trained_on, leader.this_term)
    assert now(world, world.cell).facts.late_difficulties == 1


def test_what_is_to_be_mended_or_was_given_by_the_committee_is_a_reason_once_late_and_nothing_sensitive_is(
    world,
):
    due = {"due_on": date(2026, 11, 20)}
    theme, signs = (an_inspection(world, kind, title=kind) for kind in ("theme", "signs"))
    for case in (theme, signs):
        guidance.add_remedy(case=case, text="Lập sổ", owner="Chi ủy", **due, by=None)
    task = a_focus_task(world, **due)

    def told(day):
        found = now(world, world.cell, day)
        return [found.facts.late_remedies, found.facts.late_focus, found.cell.first_remedy, found.cell.first_focus]

    assert told(date(2026, 11, 20)) == [0, 0, None, None]
    assert told(date(2026, 11, 21)) == [1, 1, theme.pk, task.pk]
    assert {Reason.LATE_REMEDY, Reason.LATE_FOCUS} <= set(now(world, world.cell, date(2026, 11, 21)).reasons)
    assert now(world, world.other_cell).facts.late_remedies == now(world, world.other_cell).facts.late_focus == 0
    guidance.close_remedy(remedy=theme.remedies.get(**due), done_on=TODAY, outcome="đã lập", by=None)
    guidance.take_step(task=task, kind="report", on=TODAY, text="đã xong", by=None)
    assert told(TODAY)[:2] == [0, 0], "mended; and reported, it waits for the Committee"


def test_members_without_a_session_are_counted_as_they_are_listed(world):
    happen(world.members[2], EventKind.SUSPEND, date(2026, 11, 1), until=date(2026, 12, 1))
    found = counted_without(cells=[world.cell.pk, world.other_cell.pk], day=TODAY, since=date(2026, 1, 1))
    listed = learners(cells=[world.cell, world.other_cell], day=TODAY)
    for pk, _name, count in found:
        assert count == sum(row.without for row in listed if row.cell.pk == pk)


def test_attendance_is_compared_with_three_signed_meetings_before(world):
    for month, came in ((6, 4), (7, 4), (8, 4), (9, 3)):
        meeting = record(world.other_cell, date(2026, month, 3), world.office)
        as_published(meeting, signed_present=came, signed_expected=4)
    facts = now(world, world.other_cell).facts
    assert (facts.attendance, facts.usual) == (3 / 4, 1)
    assert Reason.ATTENDANCE in now(world, world.other_cell).reasons
    assert now(world, world.cell).facts.usual is None  # one meeting is no habit


def test_a_visit_counts_from_the_minutes_and_not_from_before_the_one_in_charge_began(world):
    assert now(world, world.cell).facts.months_unvisited == 1  # 3 October
    assert now(world, world.cell, date(2027, 1, 3)).facts.months_unvisited == 3
    as_published(world.signed, signed_visits_made=0)
    assert now(world, world.cell).facts.months_unvisited > 100
    assert now(world, world.other_cell).facts.months_unvisited is None
    assert Reason.NOBODY_IN_CHARGE in now(world, world.other_cell).reasons


def test_two_scores_apart_come_from_the_last_meeting_that_has_both(world):
    lines = [(line, criterion) for criterion, line in queries.score_lines(world.signed)]
    points = {criterion.pk: services.PointsEntry(line.points) for line, criterion in lines}
    first = max(lines, key=lambda line: line[1].max_points)[1]
    points[first.pk] = services.PointsEntry(first.max_points - 12, "ít ý kiến")
    services.give_second_score(meeting=world.signed, points=points, at=world.signed.signed_at, by=world.in_charge)
    assert now(world, world.cell).facts.apart == 12
    assert Reason.SCORES_APART in now(world, world.cell).reasons
    assert now(world, world.cell, date(2027, 1, 2)).facts.apart is None  # three months back


def test_the_order_is_that_of_the_edition_in_force_and_the_same_for_everybody(world):
    def order(user):
        return [str(one.cell) for one in care_of(user, TODAY).cells]

    assert (
        order(world.leader) == order(world.office) == order(world.inspection) == ["Chi bộ Pác Tao", "Chi bộ Lũng Mật"]
    )
    nothing = dict.fromkeys([reason.value for reason in Reason], 0)
    publish(NeedRules, world.commune, TODAY, **nothing)
    assert order(world.leader) == ["Chi bộ Lũng Mật", "Chi bộ Pác Tao"]  # by name
    assert {one.level for one in care_of(world.leader, TODAY).cells} == {None}


def test_the_board_says_how_it_is_ordered_and_shows_no_number_of_it(world, sign_in):
    html = page_of(sign_in, world.leader)
    assert "Cách xếp thứ tự chi bộ" in html
    assert "Một tháng chưa có buổi thường kỳ" in html
    found = [one.level for one in care_of(world.leader, TODAY).cells]
    assert found == [Level.NOW, Level.WEEK]
    assert re.findall(r'<li class="need (\w+)">', html) == ["now", "week"]


@pytest.mark.parametrize("role", ["office", "leader", "in_charge", "inspection"])
def test_every_reason_and_every_action_opens(role, world, sign_in):
    guidance.raise_difficulty(
        cell=world.cell, raised_on=date(2026, 10, 3), text="Đường", owner="UBND xã", due_on=date(2026, 11, 1), by=None
    )
    as_published(world.signed.score, total=60, band="trung-binh")
    overdue = {"due_on": date(2026, 11, 1)}
    guidance.add_remedy(case=an_inspection(world), text="Lập sổ", owner="Chi ủy", **overdue, by=None)
    a_focus_task(world, **overdue)
    client = sign_in(world.accounts[role])
    home = client.get("/").context["home"]
    cards = [*home.cells.board.shown, *home.cells.board.folded]
    urls = {line.url for card in cards for line in card.lines} | {card.action.url for card in cards}
    urls |= {key.url for key in home.cells.keys}
    assert "" not in urls
    assert {url: client.get(url, follow=True).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_the_first_act_is_the_readers_own(world):
    actions = {}
    for role in ("office", "leader", "in_charge"):
        board = home_of(world.accounts[role], TODAY).cells.board
        actions[role] = [(str(card.now.cell), card.action.label) for card in board.shown]
    assert actions["office"] == [("Chi bộ Pác Tao", "Ghi buổi họp"), ("Chi bộ Lũng Mật", "Ghi tiếp")]
    assert actions["leader"] == [("Chi bộ Pác Tao", "Xem kế hoạch"), ("Chi bộ Lũng Mật", "Xem buổi họp")]
    assert actions["in_charge"] == [("Chi bộ Lũng Mật", "Xem buổi họp")]


def test_figures_are_those_of_the_report_and_stand_beside_the_month_before(world, sign_in):
    admit(world.cell, "Lò Thị Mới", date(2026, 11, 12))
    keys = {key.label: key for key in home_of(world.leader, TODAY).cells.keys}
    held = keys["Buổi thường kỳ đã ký"]
    assert (held.value, held.of, held.note) == ("0", "/ 2", "1 chưa họp, 1 chưa ký")
    assert (keys["đảng viên"].value, keys["đảng viên"].change) == ("11", "▲ 1")
    assert keys["Kết nạp năm 2026"].value == "1"
    report = sign_in(world.leader).get(reverse("reports:cell-quality"), {"period": "2026-10"}).context["made"]
    closed = {key.label: key for key in home_of(world.upper, TODAY).closed.keys}
    assert closed["Buổi thường kỳ đã ký"].value == str(report.total.held[0])
    assert closed["Tỷ lệ dự họp"].value == percent(1)


def test_a_figure_opens_a_page_that_tells_the_same_number(world, sign_in):
    """Reports tell of all cells: who looks after some of them is led to the lists of those."""
    in_charge, client = world.accounts["in_charge"], sign_in(world.accounts["in_charge"])
    keys = home_of(in_charge, date(2026, 10, 31)).cells.keys
    held, banded, _attendance, people = [client.get(key.url).context["page"].paginator.count for key in keys]
    assert [held, banded, people] == [int(key.value) for key in (keys[0], keys[1], keys[3])] == [1, 1, 6]
    about = {"account": in_charge, "commune": world.commune, "since": date(2026, 1, 1), "by": None}
    grant(role=Role.SECRETARY, cell=world.other_cell, **about)
    home = home_of(User.objects.get(pk=in_charge.pk), TODAY)
    assert (len(home.own), {key.url for key in home.cells.keys}) == (1, {""}), "no list tells of the others alone"
    grant(role=Role.LEADER, **about)
    assert home_of(User.objects.get(pk=in_charge.pk), TODAY).cells.keys[0].of == "/ 2", (
        "the whole commune, with the own cell"
    )


def test_a_secretary_finds_the_one_next_thing(world):
    def following():
        return home_of(world.secretary, TODAY).own[0].next

    assert following().url == reverse("meetings:record", args=[world.draft.pk])  # November is begun
    services.strike_meeting(meeting=world.draft, reason="nhầm", by=world.office)
    first = following()
    assert (first.title, first.tag) == ("Ghi buổi sinh hoạt thường kỳ tháng 11", "quá hạn 17 ngày")
    later = plan(world.cell, date(2026, 11, 28), kind=MeetingKind.REGULAR)
    assert following().url == later.get_absolute_url()
    record(world.cell, date(2026, 11, 20), world.office)
    assert following().url == world.planned.get_absolute_url()
    as_published(world.planned, place="nhà văn hóa Lũng Mật")
    assert following().about.endswith(", nhà văn hóa Lũng Mật"), "names keep their capitals"
    services.cancel_planned(planned=world.planned, reason="hoãn", at=world.signed.signed_at, by=world.office)
    assert following() is None


def test_a_secretary_sees_own_tasks_what_waits_above_and_the_last_score(world, sign_in):
    own = home_of(world.secretary, TODAY).own[0]
    assert [(due.text, due.label) for due in own.tasks] == [("Việc 1", "quá hạn 52 ngày")]
    assert [due.label for due in own.waiting] == ["còn 37 ngày"]
    assert (own.last.pk, own.change, own.year) == (world.signed.pk, None, "1 Tốt")
    assert [planned.pk for planned in own.coming] == [world.planned.pk]
    html = page_of(sign_in, world.secretary)
    main = html[html.index("<main") :]
    assert main.index("button primary") < main.index('class="quick"')
    assert "Pác Tao" not in html


def test_minutes_of_other_kinds_that_are_not_signed_wait_below_and_lift_no_cell(world):
    before = now(world, world.cell).reasons
    record(world.cell, date(2026, 11, 9), world.office, kind=MeetingKind.EXTRAORDINARY, sign=False, tasks=0)
    assert now(world, world.cell).reasons == before
    [group] = home_of(world.office, TODAY).needs
    assert [need.text for need in group.needs] == ["Chi bộ Lũng Mật, 09/11/2026: đã ghi nhưng chưa ký."]


def test_members_who_stay_away_are_counted_and_never_named(world, sign_in):
    publish(AbsenceRules, world.commune, date(2026, 1, 1), absences_warned=1)
    line = world.draft.roll.get(member=world.members[1])
    save(world, world.draft, marks={line.pk: services.MarkEntry(Mark.UNEXCUSED)})
    assert now(world, world.cell).reasons[Reason.ABSENCES] == 1
    assert world.members[1].full_name not in page_of(sign_in, world.leader)


def test_a_trained_secretary_is_not_asked_for(world):
    day = TODAY + timedelta(days=400)
    assert now(world, world.other_cell, day).facts.months_untrained > 80
    course = training(world.commune, world.other_members[:1], on=date(2026, 5, 4))
    people.record_results(
        course=course, changes={row.pk: {"result": CourseResult.COMPLETED} for row in course.attendees.all()}, by=None
    )
    assert now(world, world.other_cell, day).facts.months_untrained is None


def test_administrators_read_what_is_begun_and_not_in_force(world):
    [group] = needs_of(world.admin, TODAY)
    assert [need.url for need in group.needs] == [world.rules.get_absolute_url()]
    draft = editions.copy_edition(edition=NeedRules(commune=world.commune), since=date(2027, 1, 1), by=world.admin)
    editions.publish_edition(edition=draft, by=world.admin)
    [group] = needs_of(world.admin, TODAY)
    assert len(group.needs) == 2


def tables(client):
    """Of the tables that the home page reads, the one that each statement names first."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/").status_code == 200
    return [re.search(r'FROM "(\w+)"', query["sql"])[1] for query in captured.captured_queries]


def statements(client):
    cache.clear()
    return len(tables(client))


@pytest.mark.parametrize(("role", "most"), [("leader", 16), ("office", 25), ("in_charge", 15), ("secretary", 16)])
def test_the_page_asks_few_questions_however_many_cells_there_are(role, most, world, sign_in):
    client = sign_in(world.accounts[role])
    client.get("/")
    few = statements(client)
    for number in range(3):
        made, _hamlet, _members = cell(world.commune, f"Xóm {number}", ["Vi Văn A", "Vi Văn B", "Vi Văn C", "Vi Văn D"])
        record(made, date(2026, 10, 3), world.office, sign=number > 0)
        world.cell.assignments.get().committee_member.assignments.create(cell=made, since=date(2020, 1, 1))
    assert statements(client) <= few <= most
    asked_first = ["django_session", "accounts_user", "accounts_trailentry"]
    assert tables(client) == asked_first, "nothing has changed since"
