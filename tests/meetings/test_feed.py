"""The calendar that a phone subscribes to: who reads what, and whether programs can read it."""

from datetime import date, datetime, time
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import TrailEntry
from cells.enums import CellState
from meetings import services
from meetings.enums import MeetingKind
from meetings.models import Feed
from meetings.papers.ical import to_ical
from members import services as people
from tests.world import TODAY, cell, plan, record

AT = timezone.make_aware(datetime(2026, 11, 24, 8, 0))


def fetched(token):
    return Client().get(reverse("calendar-feed", args=[token]))


def events(content):
    """[{name without parameters: value}] of the events of a calendar, read as RFC 5545 asks."""
    text = content.decode()
    assert text.endswith("\r\n")
    raw = text.split("\r\n")[:-1]
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in raw)
    lines = text.replace("\r\n ", "").split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    found = []
    for line in lines:
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            for escaped, plain in (("\\,", ","), ("\\;", ";"), ("\\n", "\n"), ("\\\\", "\\")):
                value = value.replace(escaped, plain)
            found[-1][name] = value
    return found


def of(account, world):
    token = services.make_feed(account=account, at=AT, by=account)
    return [event["SUMMARY"] for event in events(fetched(token).content)]


def test_an_event_tells_cell_kind_time_and_place_and_nothing_more(world):
    answer = fetched(world.feed_token)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    [event] = events(answer.content)
    assert event == {
        "UID": f"planned-{world.planned.pk}@so-chi-bo",
        "DTSTAMP": "20261124T050000Z",
        "SEQUENCE": "0",
        "DTSTART": "20261210T003000Z",  # half past seven in the office
        "DTEND": "20261210T020000Z",
        "SUMMARY": "Chi bộ Lũng Mật: chuyên đề",
        "LOCATION": "Nhà văn hóa",
        "STATUS": "CONFIRMED",
        "END": "VCALENDAR",
    }


def test_no_name_of_a_person_and_no_theme_leaves(world):
    text = fetched(world.feed_token).content.decode().replace("\r\n ", "")
    names = [*(member.full_name for member in world.members), world.seat.full_name, world.office.full_name]
    assert not any(name in text for name in (*names, world.planned.theme))


def test_a_meeting_without_a_time_lasts_the_day(world):
    services.edit_planned(planned=world.planned, starts_at=None, place="", theme="", by=world.office)
    [event] = events(fetched(world.feed_token).content)
    assert (event["DTSTART;VALUE=DATE"], event["DTEND;VALUE=DATE"]) == ("20261210", "20261211")
    assert "LOCATION" not in event


def test_what_is_moved_keeps_its_identity_and_counts_up_and_what_is_cancelled_says_so(world):
    [before] = events(fetched(world.feed_token).content)
    services.move_planned(planned=world.planned, on=date(2026, 12, 11), reason="mưa", at=AT, by=world.office)
    [moved] = events(fetched(world.feed_token).content)
    services.cancel_planned(planned=world.planned, reason="lũ", at=AT, by=world.office)
    [after] = events(fetched(world.feed_token).content)
    assert after["UID"] == before["UID"]
    assert int(before["SEQUENCE"]) < int(moved["SEQUENCE"]) < int(after["SEQUENCE"])
    assert (after["STATUS"], after["DTSTART"]) == ("CANCELLED", "20261211T003000Z")


def test_every_change_of_the_plan_and_of_its_record_counts_up(world):
    planned = plan(world.cell, date(2026, 11, 20), kind=MeetingKind.EXTRAORDINARY)

    def told():
        found = {event["UID"]: event for event in events(fetched(world.feed_token).content)}
        return found[f"planned-{planned.pk}@so-chi-bo"]

    def details(**changed):
        meeting = planned.cell.meetings.get(kind=MeetingKind.EXTRAORDINARY)
        facts = {"marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}
        services.save_minutes(meeting=meeting, details=changed, by=world.office, **facts)

    counted = [told()]
    services.edit_planned(planned=planned, starts_at=time(8, 0), place="", theme="", by=world.office)
    counted.append(told())
    services.edit_planned(planned=planned, starts_at=time(8, 0), place="Trường", theme="", by=world.office)
    counted.append(told())
    held = services.start_meeting(
        cell=world.cell, kind=MeetingKind.EXTRAORDINARY, held_on=date(2026, 11, 20), today=TODAY, by=world.office
    )
    details(starts_at=time(14, 0))
    counted.append(told())
    details(starts_at=time(14, 0), ends_at=time(16, 0))
    counted.append(told())
    details(place="Nhà văn hóa xóm")
    counted.append(told())
    services.move_meeting(
        meeting=held, kind=MeetingKind.EXTRAORDINARY, held_on=date(2026, 11, 19), today=TODAY, by=world.office
    )
    counted.append(told())
    services.move_meeting(
        meeting=held, kind=MeetingKind.CONGRESS, held_on=date(2026, 11, 19), today=TODAY, by=world.office
    )
    counted.append(told())  # the record has left the plan
    numbers = [int(event["SEQUENCE"]) for event in counted]
    assert numbers == sorted(set(numbers))


def test_the_end_of_a_meeting_is_the_one_recorded(world):
    planned = plan(world.cell, date(2026, 11, 20), kind=MeetingKind.EXTRAORDINARY)
    held = services.start_meeting(
        cell=world.cell, kind=MeetingKind.EXTRAORDINARY, held_on=date(2026, 11, 20), today=TODAY, by=world.office
    )
    facts = {"marks": {}, "attended": None, "reviews": {}, "tasks": [], "votes": [], "points": {}}
    for ends_at, end in ((None, "083000"), (time(16, 0), "090000")):  # an hour and a half where nobody said
        services.save_minutes(
            meeting=held, details={"starts_at": time(14, 0), "ends_at": ends_at}, by=world.office, **facts
        )
        found = {event["UID"]: event for event in events(fetched(world.feed_token).content)}
        assert found[f"planned-{planned.pk}@so-chi-bo"]["DTEND"] == f"20261120T{end}Z"


def test_what_was_held_stands_on_the_day_it_was_held(world):
    planned = plan(world.cell, date(2026, 11, 20), kind=MeetingKind.EXTRAORDINARY)
    record(world.cell, date(2026, 11, 18), world.office, kind=MeetingKind.EXTRAORDINARY, full=False)
    found = {event["UID"]: event for event in events(fetched(world.feed_token).content)}
    assert found[f"planned-{planned.pk}@so-chi-bo"]["DTSTART"] == "20261118T003000Z"


@pytest.mark.parametrize(
    ("day", "there"),
    [
        (date(2026, 9, 23), False),
        (date(2026, 9, 24), True),
        (date(2028, 1, 23), True),
        (date(2028, 1, 24), False),
    ],
)
def test_two_months_back_and_fourteen_ahead_are_told(day, there, world):
    planned = plan(world.cell, day, kind=MeetingKind.CONGRESS)
    uids = [event["UID"] for event in events(fetched(world.feed_token).content)]
    assert (f"planned-{planned.pk}@so-chi-bo" in uids) is there


def test_each_account_reads_the_cells_it_may_see_and_never_those_of_another_commune(world):
    plan(world.other_cell)
    own, other, foreign = (f"{name}: chuyên đề" for name in ("Chi bộ Lũng Mật", "Chi bộ Pác Tao", "Chi bộ Xa"))
    assert of(world.office, world) == of(world.leader, world) == [own, other]
    assert of(world.secretary, world) == of(world.in_charge, world) == [own]
    assert of(world.outsider, world) == [foreign]
    assert of(world.upper, world) == of(world.nobody, world) == []


def test_access_is_asked_anew_at_each_fetch(world):
    token = services.make_feed(account=world.secretary, at=AT, by=world.secretary)
    assert len(events(fetched(token).content)) == 1
    world.secretary.grants.get().end(TODAY)
    assert events(fetched(token).content) == []


def test_the_plan_of_a_cell_that_ended_goes_on_in_the_calendar_as_that_of_its_successor(world):
    [before] = events(fetched(world.feed_token).content)
    people.end_cell(
        cell=world.cell, state=CellState.CLOSED, on=date(2026, 12, 1), move_to=world.other_cell, by=world.office
    )
    [after] = events(fetched(world.feed_token).content)
    names = (world.cell.name, world.other_cell.name)
    assert [[name in event["SUMMARY"] for name in names] for event in (before, after)] == [[True, False], [False, True]]


def test_a_revoked_replaced_unknown_or_switched_off_address_is_not_found(world):
    assert fetched(world.feed_token).status_code == 200
    new = services.make_feed(account=world.office, at=AT, by=world.office)
    assert [fetched(token).status_code for token in (world.feed_token, new)] == [404, 200]
    world.office.is_active = False
    world.office.save()
    assert fetched(new).status_code == 404
    world.office.is_active = True
    world.office.save()
    services.revoke_feed(account=world.office, at=AT, by=world.office)
    assert fetched(new).status_code == 404
    for token in ("x", "x" * 500, "ẩn", Feed.objects.first().digest):
        assert fetched(token).status_code == 404


def test_only_the_maker_sees_the_address_and_only_once(world, sign_in):
    client = sign_in(world.leader)
    page = client.post(reverse("meetings:make-feed"), follow=True)
    address = page.context["address"]
    assert address.startswith("http://testserver/calendar/")
    assert address in page.content.decode()
    assert Client().get(address).status_code == 200
    token = address.rsplit("/", 1)[1].removesuffix(".ics")
    assert token not in client.get(reverse("meetings:feed")).content.decode()
    entry = TrailEntry.objects.filter(subject_kind="meetings.feed", action="created").latest("pk")
    assert (entry.account, entry.commune) == (world.leader, world.commune.pk)
    kept = {str(value) for row in (*Feed.objects.values(), *TrailEntry.objects.values()) for value in row.values()}
    assert not any(token in value for value in kept)
    assert not any(
        Feed.objects.get(account=world.leader).digest in str(row.changes) for row in TrailEntry.objects.all()
    )


def test_an_address_is_revoked_on_its_page(world, sign_in):
    client = sign_in(world.office)
    client.post(reverse("meetings:revoke-feed"))
    assert fetched(world.feed_token).status_code == 404
    assert client.get(reverse("meetings:feed")).context["feed"] is None
    assert Feed.objects.filter(account=world.office).count() == 1  # kept, with the time


def test_nobody_revokes_the_address_of_another(world, sign_in):
    sign_in(world.leader).post(reverse("meetings:revoke-feed"))
    assert fetched(world.feed_token).status_code == 200


@pytest.mark.parametrize(
    "place",
    [
        "Nhà văn hóa xóm Lũng Mật, tầng 2; phòng họp \\ hội trường",
        "ẩ" * 120,
        "a" * 65 + "ộ" * 10,
        "a" * 66 + "ộ" * 10,
        "a" * 67 + "ộ" * 10,
        "",
    ],
)
def test_long_and_awkward_text_is_folded_and_escaped_and_reads_back(place):
    planned = SimpleNamespace(
        pk=1, cell="Chi bộ A, B; C", on=date(2026, 12, 3), starts_at=time(7, 30), place=place, meeting=None,
        struck=False, version=0, get_kind_display=lambda: "thường kỳ",
    )  # fmt: skip
    [event] = events(to_ical([planned], name="Lịch", minutes=90, at=AT))
    assert (event.get("LOCATION", ""), event["SUMMARY"]) == (place, "Chi bộ A, B; C: thường kỳ")


def test_the_calendar_costs_the_same_for_one_cell_and_for_many(world):
    fetched(world.feed_token)
    with CaptureQueriesContext(connection) as few:
        fetched(world.feed_token)
    for number in range(4):
        made, _hamlet, _members = cell(world.commune, f"Thêm {number}")
        services.draft_year(cell=made, year=2027, starts_at=None, today=TODAY, by=world.office)
    with CaptureQueriesContext(connection) as many:
        assert len(events(fetched(world.feed_token).content)) > 60
    assert len(many) == len(few)
