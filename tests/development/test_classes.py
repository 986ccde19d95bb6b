"""A class on awareness of the Party is recorded once: its certificates stand in the course and in the cases."""

from datetime import date

import pytest
from django.urls import reverse

from development import services
from development.enums import CaseState, StepKind
from development.models import Step
from development.queries.cases import case_file
from development.rules.course import StepRuleError
from development.services import ClassRefused, Graduate
from members.enums import CourseKind, CourseResult
from members.services import record_results
from tests.development.test_candidates import CLASS, LISTED, on_the_way, propose, step
from tests.world import training

ENDED = date(2026, 3, 10)


@pytest.fixture
def course(world):
    """A class that ended on ENDED, in which one candidate is enrolled by name; two more are on the list."""
    world.cases = [propose(world, name=name) for name in ("Bế Thị Ghi", "Bế Thị Thêm", "Bế Thị Sau")]
    for case in world.cases:
        step(world, case, StepKind.LIST, LISTED)
    about = {"names": ["Bế Thị Ghi"], "cell": world.cell}
    return training(world.commune, [], CourseKind.AWARENESS, date(2026, 3, 8), **about)


def finish(world, course, *cases, on=ENDED):
    graduates = [Graduate(case, f"{number}-CN") for number, case in enumerate(cases, start=1)]
    return services.finish_class(course=course, graduates=graduates, certificate_on=on, by=world.office)


def test_a_class_gives_each_its_step_and_its_place_in_the_course_at_once(world, course):
    first, second, _later = world.cases
    finish(world, course, first, second)
    rows = {row.name: (row.result, row.certificate_no, row.certificate_on) for row in course.attendees.all()}
    assert rows == {
        "Bế Thị Ghi": (CourseResult.COMPLETED, "1-CN", ENDED),
        "Bế Thị Thêm": (CourseResult.COMPLETED, "2-CN", ENDED),
    }
    made = Step.objects.get(candidate=first, kind=StepKind.CLASS)
    assert (made.on, made.certificate_on, made.paper_no, made.attendee.name) == (ENDED, ENDED, "1-CN", "Bế Thị Ghi")
    assert case_file(second).course().certificate_on == ENDED


def test_those_whom_a_rule_refuses_are_told_together_and_nothing_is_recorded(world, course):
    never, gone = propose(world, name="Bế Thị Chưa"), world.cases[2]
    step(world, gone, StepKind.END, LISTED, because="withdrawn")
    with pytest.raises(ClassRefused) as refused:
        finish(world, course, world.cases[0], never, gone)
    assert set(refused.value.whys) == {never.pk, gone.pk}
    assert not Step.objects.filter(kind=StepKind.CLASS).exists()
    assert {row.result for row in course.attendees.all()} == {CourseResult.ENROLLED}
    with pytest.raises(ClassRefused):
        finish(world, course, world.cases[0], on=date(2026, 3, 9))  # before the class ended
    with pytest.raises(StepRuleError):
        finish(world, world.course, world.cases[0])  # of secretaries


def test_two_of_one_name_have_a_row_each(world, course):
    twin = propose(world, name="Bế Thị Ghi", born=date(1999, 1, 1))
    step(world, twin, StepKind.LIST, LISTED)
    finish(world, course, world.cases[0], twin)
    assert sorted(row.name for row in course.attendees.all()) == ["Bế Thị Ghi", f"Bế Thị Ghi (hồ sơ số {twin.pk})"]


def test_the_page_offers_who_is_on_a_list_without_a_certificate_and_tells_refusals_beside_the_row(
    world, course, sign_in
):
    on_the_way(world, until=CLASS, name="Bế Thị Xong")
    client, url = sign_in(world.office), reverse("development:class-results", args=[course.pk])
    rows = client.get(url).context["rows"]
    assert [(row.title, row.form["completed"].value()) for row in rows] == [
        ("Bế Thị Ghi", True), ("Bế Thị Sau", False), ("Bế Thị Thêm", False),
    ]  # fmt: skip
    first, second, _later = world.cases
    typed = {f"case-{first.pk}-completed": "on", f"case-{first.pk}-certificate_no": "7"}
    answer = client.post(url, typed | {"certificate_on": "09/03/2026"})
    assert "không thể trước ngày bế giảng" in str(answer.context["rows"][0].form.errors)
    answer = client.post(url, {"certificate_on": "10/03/2026", f"case-{second.pk}-certificate_no": "8"})
    assert "Chỉ người hoàn thành lớp" in answer.content.decode()
    assert "Chọn ít nhất một" in client.post(url, {"certificate_on": "10/03/2026"}).content.decode()
    assert client.post(url, typed | {"certificate_on": "10/03/2026"}).headers["Location"] == course.get_absolute_url()
    assert (
        "1 giấy chứng nhận của lớp này đã ghi vào hồ sơ kết nạp."
        in client.get(course.get_absolute_url()).content.decode()
    )
    assert client.get(reverse("development:class-results", args=[world.course.pk])).status_code == 404


def test_what_the_course_says_otherwise_later_is_told_in_the_case_and_a_step_struck_out_may_be_given_again(
    world, course, sign_in
):
    case = world.cases[0]
    [made] = finish(world, course, case)
    client = sign_in(world.secretary)
    assert "ở đó giấy chứng nhận" not in client.get(case.get_absolute_url()).content.decode()
    record_results(course=course, changes={made.attendee_id: {"certificate_no": "9-CN"}}, by=world.office)
    assert (
        "Lớp mẫu, ở đó giấy chứng nhận là số 9-CN ngày 10/03/2026"
        in client.get(case.get_absolute_url()).content.decode()
    )
    services.strike_step(step=made, reason="nhầm", by=world.office)
    finish(world, course, case)
    assert case_file(case).course().told == CaseState.CLASS
    assert course.attendees.count() == 1
