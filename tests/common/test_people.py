"""Two people of one name: told apart wherever somebody is chosen, and never taken for each other."""

from datetime import date

import pytest
from django.urls import reverse

from common.partial import PartialDate
from common.people import SeveralFit, named, told_apart
from meetings.models import Task
from meetings.services import TaskEntry
from members.models import Member
from members.queries.namesakes import apart, apart_by_number
from tests.meetings.test_decisions import saved
from tests.world import TODAY, as_published, join, record


def person(pk, name, born=""):
    return Member(pk=pk, full_name=name, born=PartialDate(born))


def test_only_equal_names_are_told_apart_by_birth_year_then_date_then_file():
    people = [person(1, "Nông Văn Hoà", "1958"), person(2, "Nông Văn Hòa", "1971-03-05"), person(3, "Nông Văn Hoa")]
    assert told_apart(people) == {1: "Nông Văn Hoà (1958)", 2: "Nông Văn Hòa (1971)", 3: "Nông Văn Hoa"}
    people = [person(1, "Lý Ân", "1958-01-02"), person(2, "Lý Ân", "1958-01-03"), person(3, "Lý Ân")]
    assert list(told_apart(people).values()) == [
        "Lý Ân (02/01/1958)",
        "Lý Ân (03/01/1958)",
        "Lý Ân (không rõ năm sinh)",
    ]
    people = [person(1, "Lý Ân"), person(2, "Lý Ân")]
    assert list(told_apart([*people, people[0]]).values()) == ["Lý Ân (hồ sơ số 1)", "Lý Ân (hồ sơ số 2)"]


@pytest.mark.parametrize("typed", ["Nông Văn Hoà", "NÔNG VĂN HÒA", " nong  van hoa ", "No\u0302ng Va\u0306n Hoa\u0300"])
def test_a_name_is_known_again_in_every_spelling(typed):
    people = [person(1, "Nông Văn Hòa"), person(2, "Nông Văn Hóa Minh")]
    assert named(typed, people) == (people[0], "Nông Văn Hòa")


def test_other_tones_name_somebody_else_and_others_are_nobody():
    people = [person(1, "Nông Văn Hòa"), person(2, "Nông Văn Hóa")]
    assert named("Nông Văn Hoá", people) == (people[1], "Nông Văn Hóa")
    for free in ("Nông Văn Hỏa", "Chi ủy", "Hòa", ""):
        assert named(free, people) == (None, free)
    with pytest.raises(SeveralFit) as refused:
        named("nong van hoa", people)
    assert str(refused.value) == "“nong van hoa” có thể là Nông Văn Hòa hoặc Nông Văn Hóa: chọn người nào?"


@pytest.fixture
def twins(world):
    """Two of one name in the cell: born in 1958 and 1971."""
    return [join(world.cell, "Nông Văn Hòa", born=PartialDate(born)) for born in ("1958", "1971-03-05")]


def test_people_known_by_number_are_told_apart_as_their_records_are(world, twins):
    join(world.other_cell, "Nông Văn Hoa", born=PartialDate("1958"))  # of one key, another name
    for asked in ([twins[0]], twins, [*twins, world.member]):
        assert apart_by_number(asked) == apart(asked)
    as_published(twins[1], merged_into=world.member)
    assert apart_by_number([twins[0]]) == {twins[0].pk: "Nông Văn Hòa"} == apart([twins[0]])
    assert apart_by_number(twins) == apart(twins), "who is asked about is told apart, known or not"
    assert apart_by_number([]) == {}


def test_the_owner_of_a_task_is_never_silently_one_of_two(world, twins, sign_in):
    meeting = record(world.cell, date(2026, 11, 20), world.office, kind="extraordinary", full=False)
    client = sign_in(world.office)
    url = reverse("meetings:record-resolution", args=[meeting.pk])
    pages = {
        step: client.get(reverse(f"meetings:record-{step}", args=[meeting.pk])).content.decode()
        for step in ("preparation", "roll", "resolution")
    }
    for name in ("Nông Văn Hòa (1958)", "Nông Văn Hòa (1971)"):
        assert pages["preparation"].count(f">{name}</option>") == 2, "chair and secretary"
        assert f'<option value="{name}"></option>' in pages["resolution"]
        assert f">{name}</span>" in pages["roll"]
    assert not any("Nông Văn An (" in page for page in pages.values())
    task = {"task-new0-text": "Sửa mương", "task-new0-due_on": "03/12/2026"}
    refused = client.post(url, task | {"task-new0-owner_name": "Nông Văn Hoà"}).content.decode()
    assert "“Nông Văn Hoà” có thể là Nông Văn Hòa (1958) hoặc Nông Văn Hòa (1971): chọn người nào?" in refused
    with pytest.raises(SeveralFit):
        saved(meeting, world.office, tasks=[TaskEntry("Sửa mương", "Nông Văn Hòa", TODAY)])
    assert not Task.objects.filter(text="Sửa mương").exists()
    client.post(url, task | {"task-new0-owner_name": "Nông Văn Hoà (1971)"})
    made = Task.objects.get(text="Sửa mương")
    assert (made.owner, made.owner_name) == (twins[1], "Nông Văn Hòa (1971)")


def test_a_task_known_to_be_somebodys_stays_so_when_another_of_the_name_comes(world):
    meeting = record(world.cell, date(2026, 11, 20), world.office, kind="extraordinary", full=False)
    saved(meeting, world.office, tasks=[TaskEntry("Sửa mương", "nong van an", TODAY)])
    task = Task.objects.get(text="Sửa mương")
    assert (task.owner, task.owner_name) == (world.member, "Nông Văn An")
    task.meeting = meeting
    saved(meeting, world.office, tasks=[TaskEntry("Sửa mương lớn", "Nông Văn An", TODAY, task)])
    task.refresh_from_db()
    assert (task.owner, task.text) == (world.member, "Sửa mương lớn")


def test_people_chosen_in_the_other_forms_are_told_apart_too(world, twins, sign_in):
    client, cell = sign_in(world.office), world.cell.pk
    for url in (
        reverse("meetings:add-absence", args=[cell]),
        reverse("members:give-duties", args=[cell]),
        f"{reverse('members:duties')}?year=2026&cell={cell}",
        reverse("members:rate", args=[cell]),
        f"{reverse('members:enrol', args=[world.course.pk])}?cell={cell}",
        reverse("meetings:session-attendance", args=[world.session.pk, cell]),
    ):
        page = client.get(url).content.decode()
        for name in ("Nông Văn Hòa (1958)", "Nông Văn Hòa (1971)"):
            assert name in page, url
        assert "Nông Văn An (" not in page, url
