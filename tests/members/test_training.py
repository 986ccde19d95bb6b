"""Courses, certificates and how long they count, and who is still to be trained."""

import io
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from cells.models import Cell
from common.errors import RuleError
from members import services
from members.enums import CourseKind, EventKind, PostKind
from members.models import Attendee, CertificateRules, Course
from members.queries.training import certificate_valid_until, leaders, meant_for, newcomers
from tests.world import TODAY, admit, cell, happen, publish, training


@pytest.mark.parametrize(
    ("issued", "months", "until"),
    [
        (date(2021, 11, 24), 60, date(2026, 11, 24)),
        (date(2024, 2, 29), 60, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_a_certificate_counts_for_as_many_months_as_the_rules_say(issued, months, until):
    assert certificate_valid_until(issued, CertificateRules(certificate_months=months)) == until


@pytest.fixture
def awareness(world):
    return training(world.commune, [], CourseKind.AWARENESS, date(2021, 11, 8), names=["Lò Thị Ưu Tú"], cell=world.cell)


def result(course, person, **facts):
    return services.record_results(course=course, changes={person.pk: facts}, by=None)


@pytest.mark.parametrize(("issued", "expired"), [(date(2021, 11, 24), False), (date(2021, 11, 23), True)])
def test_a_certificate_of_awareness_is_expired_from_the_day_after_sixty_months(
    world, sign_in, awareness, issued, expired
):
    person = awareness.attendees.get()
    result(awareness, person, result="completed", certificate_no="7", certificate_on=issued)
    row = sign_in(world.office).get(awareness.get_absolute_url()).context["table"].rows[0]
    assert (row[5].value, row[5].note) == (date(2026, 11, issued.day), "đã hết giá trị" if expired else "")


def test_the_validity_is_that_of_the_rules_on_the_day_of_issue(world, sign_in, awareness):
    result(awareness, awareness.attendees.get(), result="completed", certificate_on=date(2021, 11, 24))
    for since, months in ((date(2021, 1, 1), 24), (date(2022, 1, 1), 12)):
        publish(CertificateRules, world.commune, since, certificate_months=months)
    row = sign_in(world.office).get(awareness.get_absolute_url()).context["table"].rows[0]
    assert row[5].value == date(2023, 11, 24)


def test_who_takes_part_is_sent_by_the_cell_of_the_first_day_and_only_once(world):
    member = world.other_members[0]
    happen(member, EventKind.TRANSFER, date(2026, 4, 15), cell=world.cell)
    assert services.enrol(course=world.course, members=[member], by=None)[0].cell == world.other_cell
    assert services.enrol(course=world.course, members=[member, world.members[0]], by=None) == []
    assert world.course.attendees.count() == 2


@pytest.mark.parametrize(
    ("kind", "facts", "field"),
    [
        (CourseKind.LEADERS, {"names": ["Ai Đó"], "cell": "own"}, "names"),
        (CourseKind.NEW_MEMBERS, {"names": ["Ai Đó"], "cell": "own"}, "names"),
        (CourseKind.AWARENESS, {"names": ["Ai Đó"]}, "cell"),
        (CourseKind.AWARENESS, {"names": ["Ai Đó"], "cell": "own"}, None),
    ],
)
def test_people_who_are_not_members_take_part_in_the_awareness_class_only_sent_by_a_cell(world, kind, facts, field):
    facts = facts | ({"cell": world.cell} if "cell" in facts else {})
    course = training(world.commune, [], kind, date(2026, 6, 2))
    if field is None:
        assert services.enrol(course=course, by=None, **facts)[0].name == "Ai Đó"
        assert services.enrol(course=course, by=None, **facts) == []
        return
    with pytest.raises(RuleError) as error:
        services.enrol(course=course, by=None, **facts)
    assert error.value.field == field


def test_who_was_no_member_on_the_first_day_does_not_take_part(world):
    late = admit(world.cell, "Bế Thị Muộn", date(2026, 4, 15))
    with pytest.raises(RuleError):
        services.enrol(course=world.course, members=[late], by=None)
    same_day = admit(world.cell, "Bế Thị Kịp", date(2026, 4, 14))
    assert services.enrol(course=world.course, members=[same_day], by=None)


def test_nobody_is_sent_by_a_cell_of_another_commune(world, awareness):
    for facts in ({"names": ["Ai Đó"], "cell": world.foreign_cell}, {"members": [world.foreign_member]}):
        with pytest.raises(ValidationError):
            services.enrol(course=awareness, by=None, **facts)
    assert awareness.attendees.count() == 1


@pytest.mark.parametrize(
    ("facts", "right"),
    [
        ({"result": "completed", "certificate_no": "1", "certificate_on": date(2026, 4, 14)}, True),
        ({"result": "completed", "certificate_on": date(2026, 4, 13)}, False),
        ({"result": "enrolled", "certificate_no": "1"}, False),
        ({"result": "not_completed", "certificate_on": date(2026, 4, 16)}, False),
        ({"result": "not_completed"}, True),
    ],
)
def test_only_who_completed_has_a_certificate_and_none_is_older_than_the_course(world, facts, right):
    person = world.course.attendees.get()
    if right:
        assert result(world.course, person, **facts)[0].result == facts["result"]
        return
    with pytest.raises(RuleError) as error:
        result(world.course, person, **facts)
    assert world.member.full_name in str(error.value)
    assert Attendee.objects.get(pk=person.pk).result == "enrolled"


def test_a_course_does_not_change_so_that_who_takes_part_no_longer_fits(world, awareness):
    result(awareness, awareness.attendees.get(), result="completed", certificate_on=date(2021, 11, 24))
    for changed in ({"kind": CourseKind.THEORY}, {"starts_on": date(2021, 11, 25), "ends_on": date(2021, 11, 26)}):
        with pytest.raises(RuleError):
            services.change_course(course=awareness, by=None, **changed)
    services.change_course(course=awareness, starts_on=date(2021, 11, 9), place="Hội trường", by=None)


def complete(world, member, on):
    course = training(world.commune, [member], on=on)
    person = course.attendees.get(member=member)
    result(course, person, result="completed")


@pytest.mark.parametrize(
    ("on", "this_year", "this_term"),
    [
        (date(2019, 12, 20), False, False),
        (date(2019, 12, 30), False, True),  # it ended on the day the post began
        (date(2025, 12, 29), False, True),
        (date(2025, 12, 30), True, True),
        (date(2026, 11, 22), True, True),
        (date(2026, 11, 23), False, False),  # not over yet
    ],
)
def test_a_secretary_is_trained_by_a_course_completed_this_year_or_since_the_post_began(
    world, on, this_year, this_term
):
    complete(world, world.member, on)
    found = leaders(cells=[world.cell, world.other_cell], day=TODAY)
    assert [(one.member, one.this_year, one.this_term) for one in found] == [
        (world.member, this_year, this_term),
        (world.other_members[0], False, False),
    ]


def test_a_course_only_enrolled_in_or_of_another_kind_trains_no_secretary(world):
    course = training(world.commune, [world.member], CourseKind.THEORY, date(2026, 5, 5))
    result(course, course.attendees.get(), result="completed")
    assert [one.trained_on for one in leaders(cells=[world.cell], day=TODAY)] == [None]


def test_new_members_are_due_until_they_completed_their_class_soonest_first(world):
    later = admit(world.cell, "Bế Thị Sau", date(2026, 9, 1))
    first = admit(world.cell, "Bế Thị Trước", date(2026, 1, 5))
    old = world.members[-1]
    found = newcomers(cells=[world.cell], day=TODAY)
    assert [(one.member, one.ends_on) for one in found] == [
        (old, None),
        (first, date(2027, 1, 5)),
        (later, date(2027, 9, 1)),
    ]
    course = training(world.commune, [first], CourseKind.NEW_MEMBERS, date(2026, 9, 8))
    assert len(newcomers(cells=[world.cell], day=TODAY)) == 3
    result(course, course.attendees.get(), result="completed")
    assert [one.member for one in newcomers(cells=[world.cell], day=TODAY)] == [old, later]


def test_each_course_has_those_whom_it_is_meant_for(world):
    services.appoint(member=world.members[1], post=PostKind.COMMITTEE, on=date(2026, 3, 1), how="elected", by=None)
    services.appoint(member=world.members[2], post=PostKind.GROUP_LEADER, on=date(2026, 3, 1), how="elected", by=None)

    def meant(kind):
        course = Course(kind=kind, starts_on=date(2026, 4, 14))
        return {row.member for row in meant_for(course, cells=Cell.objects.filter(commune=world.commune))}

    assert meant(CourseKind.LEADERS) == {world.members[0], world.members[1], world.other_members[0]}
    assert meant(CourseKind.NEW_MEMBERS) == {world.members[-1], world.other_members[-1]}
    assert meant(CourseKind.THEORY) == set()


# Pages

COURSE = {
    "kind": "theory",
    "title": " Sơ cấp  lý luận ",
    "starts_on": "01/12/2026",
    "ends_on": "20/12/2026",
    "place": "",
    "organiser": "",
}


def test_the_office_records_a_course_also_one_to_come(world, sign_in):
    answer = sign_in(world.office).post(reverse("members:add-course"), COURSE)
    course = Course.objects.get(kind="theory")
    assert answer.headers["Location"] == course.get_absolute_url()
    assert (course.commune, course.title, course.ends_on) == (world.commune, "Sơ cấp lý luận", date(2026, 12, 20))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", ""),
        ("kind", "x"),
        ("title", ""),
        ("title", "x" * 201),
        ("place", "x" * 201),
        ("organiser", "x" * 201),
        *[(field, day) for field in ("starts_on", "ends_on") for day in ("", "31/02/2026", "31/12/1899", "x" * 300)],
    ],
)
def test_a_wrong_course_is_refused_beside_its_field(world, sign_in, field, value):
    page = sign_in(world.office).post(reverse("members:add-course"), COURSE | {field: value})
    assert list(page.context["form"].errors) == [field]
    assert Course.objects.filter(kind="theory").count() == 0


@pytest.mark.parametrize("name", ["add-course", "edit-course"])
def test_a_course_does_not_end_before_it_begins_nor_stand_there_twice(world, sign_in, name):
    url = reverse(f"members:{name}", args=[] if name == "add-course" else [world.course.pk])
    page = sign_in(world.office).post(url, COURSE | {"ends_on": "30/11/2026"})
    assert page.context["form"].non_field_errors() == ["Ngày bế giảng không thể trước ngày khai giảng."]
    training(world.commune, [], CourseKind.THEORY, date(2026, 12, 1))
    page = sign_in(world.office).post(url, COURSE | {"title": "Lớp mẫu"})
    assert page.context["form"].non_field_errors() == ["Khóa học này đã được ghi."]


def test_the_office_enrols_those_whom_the_course_is_meant_for_and_others_by_their_cell(world, sign_in):
    office, url = sign_in(world.office), reverse("members:enrol", args=[world.course.pk])
    offered = office.get(url).context["form"].fields["members"].queryset
    assert list(offered) == [world.other_members[0]], "who takes part already is not offered again"
    by_cell = office.get(url, {"cell": world.other_cell.pk}).context["form"].fields["members"].queryset
    assert set(by_cell) == set(world.other_members)
    chosen = [member.pk for member in world.other_members[:2]]
    office.post(f"{url}?cell={world.other_cell.pk}", {"members": chosen})
    assert set(world.course.attendees.values_list("member", flat=True)) == {world.member.pk, *chosen}


def test_names_are_typed_one_on_each_line_for_the_awareness_class(world, sign_in, awareness):
    url = reverse("members:enrol", args=[awareness.pk])
    typed = {"names": " Vừ A  Súa \r\n\r\nThào Thị Mai\nVừ A Súa", "cell": world.cell.pk}
    sign_in(world.office).post(url, typed)
    assert set(awareness.attendees.values_list("name", "cell")) == {
        (name, world.cell.pk) for name in ("Lò Thị Ưu Tú", "Vừ A Súa", "Thào Thị Mai")
    }


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({}, "__all__"),
        ({"members": "999999"}, "members"),
        ({"members": "abc"}, "members"),
        ({"members": "foreign"}, "members"),
    ],
)
def test_wrong_choices_of_members_are_refused(world, sign_in, typed, field):
    typed = {name: world.foreign_member.pk if value == "foreign" else value for name, value in typed.items()}
    page = sign_in(world.office).post(reverse("members:enrol", args=[world.course.pk]), typed | {"x": "1"})
    assert list(page.context["form"].errors) == [field]
    assert world.course.attendees.count() == 1


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"names": ""}, "__all__"),
        ({"names": "x" * 101, "cell": "own"}, "names"),
        ({"names": "\n".join(f"Tên {number}" for number in range(101)), "cell": "own"}, "names"),
        ({"names": "Ai Đó"}, "cell"),
        ({"names": "Ai Đó", "cell": "foreign"}, "cell"),
    ],
)
def test_wrong_names_are_refused(world, sign_in, awareness, typed, field):
    cells = {"own": world.cell.pk, "foreign": world.foreign_cell.pk}
    typed = {name: cells.get(value, value) for name, value in typed.items()}
    page = sign_in(world.office).post(reverse("members:enrol", args=[awareness.pk]), typed)
    assert list(page.context["form"].errors) == [field]
    assert awareness.attendees.count() == 1


def entered(person, **fields):
    typed = {}
    for field, value in fields.items():
        was = "enrolled" if field == "result" else ""
        typed |= {f"attendee-{person.pk}-{field}": value, f"was-attendee-{person.pk}-{field}": was}
    return typed


def test_results_of_all_are_entered_on_one_page(world, sign_in):
    services.enrol(course=world.course, members=[world.other_members[0]], by=None)
    first, second = world.course.attendees.order_by("pk")
    typed = entered(first, result="completed", certificate_no="01", certificate_on="16/04/2026")
    typed |= entered(second, result="enrolled")
    sign_in(world.office).post(reverse("members:results", args=[world.course.pk]), typed)
    assert list(world.course.attendees.order_by("pk").values_list("result", "certificate_no", "certificate_on")) == [
        ("completed", "01", date(2026, 4, 16)),
        ("enrolled", "", None),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("result", "x"),
        ("certificate_no", "x" * 41),
        *[("certificate_on", day) for day in ("31/02/2026", "00/00/0000", "31/12/1899", "x" * 300)],
    ],
)
def test_a_wrong_result_is_refused_in_its_row(world, sign_in, field, value):
    person = world.course.attendees.get()
    url = reverse("members:results", args=[world.course.pk])
    page = sign_in(world.office).post(url, entered(person, result="completed") | entered(person, **{field: value}))
    assert list(page.context["rows"][0].form.errors) == [field]
    assert Attendee.objects.get().result == "enrolled"


def test_a_secretary_sees_the_courses_and_the_people_of_the_own_cell_only(world, sign_in, awareness):
    services.enrol(course=world.course, members=[world.other_members[0]], by=None)
    theirs = training(world.commune, [world.other_members[1]], CourseKind.THEORY)
    foreign = training(world.other_commune, [world.foreign_member])
    secretary, office = sign_in(world.secretary), sign_in(world.office)
    page = secretary.get(world.course.get_absolute_url())
    assert [row[0].value for row in page.context["table"].rows] == [world.member.full_name]
    assert len(office.get(world.course.get_absolute_url()).context["table"].rows) == 2
    listed = [row[0].url for row in secretary.get(reverse("members:training")).context["table"].rows]
    assert listed == [world.course.get_absolute_url()]
    assert secretary.get(theirs.get_absolute_url()).status_code == 404
    for client in (secretary, office):
        assert client.get(foreign.get_absolute_url()).status_code == 404
    for name in ("edit-course", "enrol", "results"):
        assert office.get(reverse(f"members:{name}", args=[foreign.pk])).status_code == 404
    table = secretary.get(reverse("members:training"), {"year": "2021"}).context["table"]
    assert [[figure.value for figure in row[-2:]] for row in table.rows] == [[1, 0]]


def test_who_is_to_be_trained_is_listed_with_the_share_of_secretaries(world, sign_in):
    complete(world, world.member, date(2026, 2, 2))
    client = sign_in(world.office)
    page = client.get(reverse("members:training-due"))
    shown = [(row[0].value, row[5].value) for row in page.context["table"].rows]
    assert shown == [
        ("Nông Văn An", "đã bồi dưỡng trong năm"),
        ("Bế Văn Hà", "chưa bồi dưỡng trong nhiệm kỳ"),
        ("Lục Văn Đức", "chưa học"),
        ("Tô Văn Tài", "chưa học"),
    ]
    assert (page.context["trained"], page.context["leaders"]) == (1, 2)
    sheet = load_workbook(io.BytesIO(client.get(reverse("members:training-due") + "?as=xlsx").content)).active
    assert [(row[0].value, row[5].value) for row in sheet.iter_rows(min_row=6, max_row=9)] == shown
    listed = sign_in(world.secretary).get(reverse("members:training-due")).content.decode()
    assert world.other_members[0].full_name not in listed


@pytest.mark.parametrize("name", ["training", "training-due", "course", "results"])
def test_more_people_do_not_cost_more_questions(world, sign_in, name):
    url = reverse(f"members:{name}", args=[world.course.pk] if name in ("course", "results") else [])
    client = sign_in(world.office)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(3):
        _cell, _hamlet, members = cell(world.commune, f"Thêm {number}")
        services.enrol(course=world.course, members=members, by=None)
        training(world.commune, members, CourseKind.THEORY, date(2026, 5, 4 + number))
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_candidates_in_a_class_are_named_only_to_those_who_may_see_candidates_and_count_for_all(
    world, sign_in, awareness
):
    services.enrol(course=awareness, names=["Bế Thị Nguồn"], cell=world.cell, by=None)
    services.enrol(course=awareness, names=["Lý Thị Bên"], cell=world.other_cell, by=None)
    services.enrol(course=awareness, members=[world.members[1]], by=None)
    result(awareness, awareness.attendees.get(name="Bế Thị Nguồn"), result="completed", certificate_no="7")
    member, own, other = world.members[1].full_name, world.cell.name, world.other_cell.name
    named = [("Bế Thị Nguồn", own), ("Lò Thị Ưu Tú", own), (member, own), ("Lý Thị Bên", other)]
    unnamed = [(member, own), ("1 quần chúng", own), ("1 quần chúng", own), ("1 quần chúng", other)]
    list_url = f"{reverse('members:training')}?year=2021"
    seen = ((world.office, named, 4), (world.secretary, named[:3], 3), (world.inspection, unnamed, 4))
    for account, rows, count in seen:
        client = sign_in(account)
        page, excel = (client.get(awareness.get_absolute_url() + query) for query in ("", "?as=xlsx"))
        assert sorted((row[0].value, row[1].value) for row in page.context["table"].rows) == sorted(rows)
        sheet = list(load_workbook(io.BytesIO(excel.content)).active.values)
        assert set(rows) <= {cells[:2] for cells in sheet}
        [course] = client.get(list_url).context["table"].rows
        assert (course[6].value, course[7].value) == (count, 1)
    assert not [name for name in ("Nguồn", "Ưu Tú", "Lý Thị Bên") if name in page.content.decode() + str(sheet)]
