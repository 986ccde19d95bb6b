"""Days off and days worked in exchange: rows that an administrator keeps, for every plan and every clock."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from cells.models import CalendarDay
from cells.queries import work_calendar
from cells.services import calendar as services
from common.errors import REFUSALS
from privacy.services import answer_request, note_request

TYPED = {"day": "23/11/2026", "kind": "off", "name": "Nghỉ bão", "source": "CV 1", "struck": ""}


def write(world, day, kind="off", **facts):
    return services.write_day(
        commune=world.commune, day=day, kind=kind, name="Ngày", by=world.admin, **{"source": "CV 1"} | facts
    )


def test_a_new_commune_has_the_days_announced_so_far(world):
    with CaptureQueriesContext(connection) as asked:
        found = work_calendar(world.other_commune)
    assert len(asked) == 1
    assert found.announced == {2025, 2026, 2027}
    assert found.worked == {date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)}
    by_year = [sum(day.year == year for day in found.off) for year in (2025, 2026, 2027)]
    assert by_year == [12, 14, 12]
    assert all(day.weekday() < 5 for day in found.off)


def test_an_administrator_adds_changes_and_takes_out_days_with_a_trail(world, sign_in):
    client = sign_in(world.admin)
    answer = client.post(reverse("cells:add-calendar-day"), TYPED)
    assert answer.headers["Location"] == reverse("cells:calendar") + "?year=2026"
    row = CalendarDay.objects.get(commune=world.commune, name="Nghỉ bão")
    assert not work_calendar(world.commune).is_working_day(date(2026, 11, 23))
    assert work_calendar(world.other_commune).is_working_day(date(2026, 11, 23))
    client.post(row.get_absolute_url(), TYPED | {"struck": "on"})
    assert work_calendar(world.commune).is_working_day(date(2026, 11, 23))
    assert "Nghỉ bão" in client.get(reverse("cells:calendar"), {"year": "2026"}).content.decode()
    trail = TrailEntry.objects.filter(subject_kind="cells.calendarday", subject_id=row.pk).order_by("pk")
    assert [(entry.action, entry.account) for entry in trail] == [("created", world.admin), ("changed", world.admin)]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("day", {"day": "21/11/2026"}), ("day", {"kind": "worked"}), ("day", {"day": "31/02/2026"}),
        ("day", {"day": ""}), ("name", {"name": " "}), ("name", {"name": "x" * 101}), ("kind", {"kind": "x"}),
        ("source", {"source": "x" * 201}),
    ],
)  # fmt: skip
def test_a_day_that_cannot_be_is_refused_beside_its_field(field, typed, world, sign_in):
    answer = sign_in(world.admin).post(reverse("cells:add-calendar-day"), TYPED | typed)
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert form["source"].value() == (TYPED | typed)["source"]
    assert not CalendarDay.objects.filter(name="Nghỉ bão").exists()


def test_a_day_stands_once_in_the_calendar_of_a_commune(world, sign_in):
    client = sign_in(world.admin)
    answer = client.post(reverse("cells:add-calendar-day"), TYPED | {"day": "24/11/2026"})
    assert "đã có trong lịch" in answer.content.decode()
    row = CalendarDay.objects.get(commune=world.commune, day=date(2026, 11, 24))
    write(world, row.day, row=row, struck=True)
    assert client.post(reverse("cells:add-calendar-day"), TYPED | {"day": "24/11/2026"}).status_code == 302


def test_a_year_to_come_is_proposed_once_and_counts_as_expected_until_announced(world, sign_in):
    client = sign_in(world.admin)
    assert client.get(reverse("cells:calendar"), {"year": "2027"}).context["announced"]
    sent = {"form_key": "4" * 32}
    for _time in range(2):
        answer = client.post(reverse("cells:propose-calendar", args=[2028]), sent)
        assert answer.headers["Location"] == reverse("cells:calendar") + "?year=2028"
    found = work_calendar(world.commune)
    assert not found.is_working_day(date(2028, 1, 26))  # Tết 2028
    assert found.not_announced(date(2028, 1, 1), date(2028, 1, 1)) == [2028]
    with pytest.raises(REFUSALS):
        services.propose_year(commune=world.commune, year=2028, by=world.admin)
    page = client.get(reverse("cells:calendar"), {"year": "2028"})
    assert not page.context["announced"]
    assert "Chưa có thông báo" in page.content.decode()
    url = reverse("cells:announce-calendar", args=[2028])
    assert list(client.post(url, {"source": ""}).context["form"].errors) == ["source"]
    client.post(url, {"source": "TB 1/TB-BNV"})
    assert 2028 in work_calendar(world.commune).announced
    assert "còn chờ văn bản" in client.post(url, {"source": "TB 2"}).content.decode()


@pytest.mark.parametrize("year", [2025, 2029, 9999, 99999999])
def test_only_this_year_and_the_next_two_are_proposed(year, world, sign_in):
    assert sign_in(world.admin).post(reverse("cells:propose-calendar", args=[year])).status_code == 404


def test_a_changed_calendar_moves_the_clocks_that_run_and_leaves_those_that_are_over(world):
    def asked(received_on):
        facts = {"name": "Nông Văn An", "proof": "Căn cước", "kind": "know", "member": None, "received_at": "08:00"}
        return note_request(commune=world.commune, received_on=received_on, by=world.office, **facts)

    running, over = asked(date(2026, 11, 20)), asked(date(2026, 11, 20))
    answer_request(request=over, answered_on=date(2026, 11, 23), answer="Xong", by=world.office)
    assert running.due_on == date(2026, 11, 25)  # Monday the 23rd, Wednesday the 25th
    write(world, date(2026, 11, 23))
    for request, due in ((running, date(2026, 11, 26)), (over, date(2026, 11, 25))):
        request.refresh_from_db()
        assert request.due_on == due


def test_anyone_who_plans_or_answers_in_a_year_not_announced_is_warned(world, sign_in):
    facts = {"name": "Nông Văn An", "proof": "Căn cước", "kind": "know", "member": None, "received_at": "08:00"}
    request = note_request(commune=world.commune, received_on=world.today, by=world.office, **facts)
    page = reverse("privacy:request", args=[request.pk])
    client = sign_in(world.office)
    assert "Chưa có thông báo" not in client.get(page).content.decode()
    CalendarDay.objects.bulk_create(
        [CalendarDay(commune=world.commune, day=date(2026, 12, 1), name="Dự kiến", kind="off")]
    )
    assert "Chưa có thông báo ngày nghỉ năm 2026" in client.get(page).content.decode()
    typed = {"year": "2026", "starts_at": "08:00"}
    answer = client.post(reverse("meetings:draft-plan", args=[world.other_cell.pk]), typed, follow=True)
    assert "Chưa có thông báo ngày nghỉ năm 2026" in answer.content.decode()


def test_days_of_another_commune_are_not_found(world, sign_in):
    theirs = world.other_commune.calendar_days.first()
    assert sign_in(world.admin).get(theirs.get_absolute_url()).status_code == 404
