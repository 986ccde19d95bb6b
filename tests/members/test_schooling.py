"""By when secretaries are to be trained, who might follow them, and what their score sheets ask for."""

import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from meetings.models import ScoreLine
from meetings.queries.lost import points_lost
from members import services as people
from members.enums import Appointed, CourseResult, EventKind, PostKind
from members.models import TrainingRules
from members.rules.training import schooling
from reports.tables.training import training_map
from tests.world import TODAY, as_published, happen, training

RULES = TrainingRules()  # 6 months in a new post, 12 months between classes, 60 days before


@pytest.mark.parametrize(
    ("since", "trained_on", "day", "state", "due_on", "lately"),
    [
        (date(2026, 1, 1), None, date(2026, 5, 1), "not_yet", date(2026, 7, 1), False),
        (date(2026, 1, 1), None, date(2026, 5, 2), "due", date(2026, 7, 1), False),
        (date(2026, 1, 1), None, date(2026, 7, 1), "due", date(2026, 7, 1), False),
        (date(2026, 1, 1), None, date(2026, 7, 2), "overdue", date(2026, 7, 1), False),
        (date(2020, 1, 1), date(2025, 11, 24), date(2026, 9, 24), "trained", date(2026, 11, 24), True),
        (date(2020, 1, 1), date(2025, 11, 24), date(2026, 9, 25), "due", date(2026, 11, 24), True),
        (date(2020, 1, 1), date(2025, 11, 24), date(2026, 11, 24), "due", date(2026, 11, 24), True),
        (date(2020, 1, 1), date(2025, 11, 24), date(2026, 11, 25), "overdue", date(2026, 11, 24), False),
        (date(2026, 11, 1), date(2025, 11, 24), date(2026, 11, 25), "not_yet", date(2027, 5, 1), False),
        (date(2026, 11, 1), date(2026, 8, 31), date(2026, 11, 25), "trained", date(2027, 8, 31), True),
    ],
)
def test_a_class_is_due_half_a_year_after_the_post_began_and_every_year(since, trained_on, day, state, due_on, lately):
    found = schooling(since, trained_on, day, RULES)
    assert (found.state, found.due_on, found.lately) == (state, due_on, lately)


def completed(world, member, on, certificate_no=""):
    course = training(world.commune, [member], on=on)
    row = course.attendees.get(member=member)
    changes = {row.pk: {"result": CourseResult.COMPLETED, "certificate_no": certificate_no, "certificate_on": None}}
    people.record_results(course=course, changes=changes, by=None)


def rows(table, *columns):
    return [[row[column].value for column in columns] for row in table.rows]


def test_the_map_begins_with_the_cells_in_most_difficulty_and_names_who_might_follow(world):
    world.other_hamlet.specially_difficult = True
    world.other_hamlet.save()
    deputy = world.members[2]
    people.appoint(member=deputy, post=PostKind.DEPUTY, on=date(2026, 9, 1), how=Appointed.ELECTED, by=None)
    completed(world, world.member, date(2026, 3, 2), "12/CN")
    posts, shares = training_map(user=world.office, day=TODAY).tables
    assert rows(posts, *range(6)) == [
        ["Chi bộ Pác Tao", "đặc biệt khó khăn", "Pác Tao", "Bế Văn Hà", "bí thư", date(2020, 1, 1)],
        ["Chi bộ Lũng Mật", "", "Lũng Mật", "Nông Văn An", "bí thư", date(2020, 1, 1)],
        ["Chi bộ Lũng Mật", "", "Lũng Mật", "Lý Minh Ân", "phó bí thư", date(2026, 9, 1)],
    ]
    assert rows(posts, 6, 7, 8, 10, 11, 12) == [
        ["quá hạn", date(2020, 7, 1), "chưa thấy người kế tiếp", None, None, None],
        ["đã bồi dưỡng", date(2027, 3, 4), "Lý Minh Ân", date(2026, 3, 4), "Lớp mẫu", "12/CN"],
        ["chưa học", date(2027, 3, 1), "", None, None, None],
    ]
    assert [row[8].tone for row in posts.rows] == ["bad", "warn", ""]
    assert rows(shares, 0, 1, 2, 3, 4) == [["Đặc biệt khó khăn", 1, 0, 0, 1], ["Các chi bộ khác", 1, 1, 1, 0]]
    assert [figure.value for figure in shares.total[1:]] == [2, 1, Decimal("0.5"), 1]
    people.appoint(
        member=world.member, post=PostKind.COMMITTEE, on=date(2026, 9, 1), how=Appointed.ELECTED, by=None
    )  # who is secretary follows nobody, whatever else the post
    completed(world, deputy, date(2026, 10, 5))
    rows_now = training_map(user=world.office, day=TODAY).tables[0].rows
    assert [(row[8].value, row[8].tone) for row in rows_now[:2]] == [
        ("chưa thấy người kế tiếp", "bad"),
        ("Lý Minh Ân", ""),
    ]


def test_who_left_the_post_leaves_the_share_and_a_cell_without_a_secretary_is_told(world):
    completed(world, world.member, date(2026, 3, 2))
    happen(world.member, EventKind.END_POST, TODAY, post=PostKind.SECRETARY)
    posts, shares = training_map(user=world.secretary, day=TODAY).tables
    assert rows(posts, 0, 3, 6) == [["Chi bộ Lũng Mật", "Chưa có bí thư", None]]
    assert [figure.value for figure in shares.total[1:]] == [0, 0, None, 0]


def test_points_lost_are_summed_by_group_of_signed_meetings_alone(world):
    since, until = date(2025, 11, 25), date(2026, 11, 25)
    assert points_lost(cells=[world.cell], since=since, until=until) == {}
    line = ScoreLine.objects.filter(score__meeting=world.signed, criterion__thematic_only=False).first()
    as_published(line, points=line.criterion.max_points - 2)
    group = (line.criterion.parent or line.criterion).name
    assert points_lost(cells=[world.cell], since=since, until=until) == {world.cell.pk: [(group, 2)]}
    assert points_lost(cells=[world.cell], since=world.signed.held_on, until=until)
    assert points_lost(cells=[world.cell], since=since, until=world.signed.held_on) == {}
    [row] = training_map(user=world.secretary, day=TODAY).tables[0].rows
    assert row[9].value == f"{group} (−2)"


def test_the_map_asks_as_much_for_many_cells_as_for_one_and_goes_to_excel(world, sign_in):
    counts = []
    for user in (world.secretary, world.office):
        training_map(user=user, day=TODAY)
        with CaptureQueriesContext(connection) as asked:
            training_map(user=user, day=TODAY)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    answer = sign_in(world.office).get(reverse("reports:training-map"), {"as": "xlsx"})
    assert len(load_workbook(io.BytesIO(answer.content)).sheetnames) == 2
