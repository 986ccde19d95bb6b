"""Last days of people on their way into the Party: who is reminded, when, and what leaves without names."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells.enums import DayKind
from cells.services.calendar import write_day
from development import services
from development.enums import About, Authority, Clock, DossierItem, ItemState, StepKind
from development.models import AdmissionChoices
from development.queries.deadlines import due_in
from meetings.services import make_feed
from members.enums import EventKind
from members.services import record
from reports.needs import needs_of
from tests.development.test_candidate_pages import BOARD
from tests.development.test_candidates import DECIDED, FILED, HELD, VOTED, on_the_way, propose, step
from tests.world import TODAY, admit, publish

ADMITTED_BY = date(2026, 8, 12)  # 45 working days after the vote
PAPERS_UNTIL = date(2027, 5, 10)


def due(world, day, **where):
    """[(Clock, last day, step that the case waits for)]."""
    where = {"communes": [world.commune.pk], "cells": []} | where
    return [(one.deadline.clock, one.deadline.last, one.step) for one in due_in(**where, day=day)]


def reminders(user, day=TODAY):
    return [need for group in needs_of(user, day) if group.key == "deadlines" for need in group.needs]


@pytest.mark.parametrize(
    ("days", "step"), [(31, None), (30, StepKind.CELL_VOTE), (0, StepKind.CELL_VOTE), (-1, StepKind.FILE)]
)
def test_a_last_day_is_told_from_as_many_days_before_as_are_set_with_the_step_that_is_due(days, step, world):
    on_the_way(world, until=FILED)
    found = due(world, PAPERS_UNTIL - timedelta(days=days))
    assert found == ([(Clock.PAPERS, PAPERS_UNTIL, step)] if step else [])


def test_how_many_days_before_is_a_setting_of_the_commune(world):
    on_the_way(world, until=FILED)
    publish(AdmissionChoices, world.commune, date(2026, 1, 1), remind_days=7)
    assert due(world, PAPERS_UNTIL - timedelta(days=8)) == []
    assert due(world, PAPERS_UNTIL - timedelta(days=7)) != []


def test_what_is_late_is_told_on_the_home_page_of_those_who_must_act(world, sign_in):
    case = on_the_way(world, until=VOTED)
    words = f"{case}, Chi bộ Lũng Mật: hạn quyết định kết nạp 12/08/2026, quá hạn 104 ngày"
    record_it = reverse("development:candidate-step", args=[case.pk, StepKind.COMMITTEE_VOTE])
    assert [(need.text, need.url, need.tone) for need in reminders(world.office)] == [(words, record_it, "bad")]
    for user in (world.secretary, world.in_charge):
        assert [need.url for need in reminders(user)] == [case.get_absolute_url()]  # what the Committee records
    for user in (world.leader, world.admin, world.inspection, world.outsider):
        assert reminders(user) == []
    assert words in sign_in(world.secretary).get("/").content.decode()


def test_a_case_that_is_met_ended_or_not_yet_proposed_is_not_told(world):
    decided, ended = on_the_way(world, name="Bế Thị Một"), on_the_way(world, until=VOTED, name="Bế Thị Hai")
    assert [clock for clock, *_rest in due(world, ADMITTED_BY, cells=[world.cell.pk])] == [Clock.ADMISSION]
    step(world, ended, StepKind.END, VOTED, because="withdrawn")
    assert [clock for clock, *_rest in due(world, TODAY)] == [Clock.CEREMONY]
    services.hold_ceremony(candidate=decided, on=HELD, by=world.office)
    assert [clock for clock, *_rest in due(world, TODAY)] == [Clock.CARD]


def test_the_record_card_is_asked_for_until_it_is_there(world, sign_in):
    case = on_the_way(world)
    services.hold_ceremony(candidate=case, on=HELD, by=world.office)
    last = date(2026, 10, 22)  # 30 working days
    assert due(world, last) == [(Clock.CARD, last, None)]
    page = sign_in(world.office).get(case.get_absolute_url()).content.decode()
    assert "22/10/2026" in page
    assert "10/09/2027" in page  # probation ends
    services.keep_item(candidate=case, kind=DossierItem.CARD, state=ItemState.HAVE, by=world.office)
    assert due(world, last) == []


def test_who_is_on_probation_without_a_way_on_record_is_told_too_until_the_recognition(world):
    member = admit(world.cell, "Lò Thị Dự", date(2025, 9, 10))
    last = date(2026, 10, 22)
    [found] = due_in(communes=[], cells=[world.cell.pk], day=last)
    assert (found.number, found.path, found.deadline.last) == (member.pk, member.get_absolute_url(), last)
    services.case_of(member=member, on=last, by=world.office)  # a case without steps so far
    assert due(world, last) == [(Clock.CONSIDERED, last, StepKind.CELL_VOTE)]
    record(member=member, kind=EventKind.RECOGNISE, on=date(2026, 10, 1), by=world.office)
    assert due(world, TODAY) == []


def test_a_recognition_waits_for_the_committee_and_then_for_its_decision(world):
    case, voted, day = on_the_way(world), date(2027, 9, 15), date(2027, 10, 20)
    services.hold_ceremony(candidate=case, on=HELD, by=world.office)
    services.keep_item(candidate=case, kind=DossierItem.CARD, state=ItemState.HAVE, by=world.office)
    services.vote_in_cell(candidate=case, on=voted, about=About.RECOGNITION, in_favour=4, by=world.office)
    assert [(clock, at) for clock, _last, at in due(world, day)] == [(Clock.RECOGNITION, StepKind.COMMITTEE_VOTE)]
    vote = {"about": About.RECOGNITION, "members": 5, "in_favour": 3, "body": Authority.STANDING}
    step(world, case, StepKind.COMMITTEE_VOTE, voted, **vote)
    assert [(clock, at) for clock, _last, at in due(world, day)] == [(Clock.RECOGNITION, None)]
    case.refresh_from_db()
    [need] = reminders(world.office, day)
    assert need.url == f"{case.get_absolute_url()}#papers"


def test_the_reminders_ask_no_more_questions_for_more_cases(world):
    def asked():
        with CaptureQueriesContext(connection) as made:
            due(world, TODAY)
        return len(made)

    services.hold_ceremony(candidate=on_the_way(world, name="Bế Thị Không"), on=HELD, by=world.office)
    few = asked()
    for number in range(3):
        on_the_way(world, until=VOTED, name=f"Bế Thị {number}")
    assert asked() == few <= 10


def test_the_board_tells_the_next_last_day_also_where_there_is_time_and_how_late_it_is_in_words(world, sign_in):
    on_the_way(world, until=VOTED)
    page = sign_in(world.secretary).get(BOARD).content.decode()
    assert "quá hạn 104 ngày" in page
    on_the_way(world, until=FILED, name="Bế Thị Sau")
    entries = [entry for _stage, entries in sign_in(world.office).get(BOARD).context["stages"] for entry in entries]
    [later] = [entry for entry in entries if entry.name == "Bế Thị Sau"]
    assert (later.deadline.last, later.deadline.presses) == (PAPERS_UNTIL, False)


def test_the_calendar_tells_last_days_by_the_number_of_the_case_to_who_may_see_it(world):
    case = on_the_way(world)
    at = world.signed.signed_at

    def told(account):
        token = make_feed(account=account, at=at, by=account)
        text = Client().get(reverse("calendar-feed", args=[token])).content.decode().replace("\r\n ", "")
        assert "Hoàng" not in text
        return text

    for account in (world.office, world.leader, world.secretary, world.in_charge):
        text = told(account)
        assert f"UID:case-{case.pk}-ceremony@so-chi-bo" in text
        assert f"SUMMARY:Hồ sơ số {case.pk}\\, Chi bộ Lũng Mật: hạn tổ chức lễ kết nạp" in text
        assert "DTSTART;VALUE=DATE:20260923\r\nDTEND;VALUE=DATE:20260924" in text  # the second of September is off
        assert f"URL:http://testserver{case.get_absolute_url()}" in text
    assert "UID:case" not in told(world.inspection)
    assert "UID:case" not in told(world.outsider)
    write_day(commune=world.commune, day=date(2026, 9, 14), kind=DayKind.OFF, name="bão", source="", by=world.admin)
    assert "DTSTART;VALUE=DATE:20260924" in told(world.office)


def test_the_digest_is_sent_once_a_day_without_names_and_only_where_a_server_and_an_address_are_set(world, settings):
    case = on_the_way(world, until=DECIDED)

    def run():
        out = StringIO()
        call_command("digest", stdout=out)
        return out.getvalue()

    assert settings.EMAIL_HOST == ""
    assert "vanphong" in run()
    settings.EMAIL_HOST, settings.DIGEST_TO = "mail.vn", {"vanphong": "vp@xa.vn", "lanhdao": "ld@xa.vn"}
    settings.DEFAULT_FROM_EMAIL, settings.SITE_URL = "so@xa.vn", "https://so.vn"
    run()
    run()
    [sent] = mail.outbox
    assert (sent.to, sent.from_email) == (["vp@xa.vn"], "so@xa.vn")
    assert f"Hồ sơ số {case.pk}, Chi bộ Lũng Mật" in sent.body
    assert f"https://so.vn{case.get_absolute_url()}" in sent.body
    assert "Hoàng" not in sent.body + sent.subject


def test_one_address_that_is_refused_keeps_nobody_else_from_the_digest(world, settings):
    on_the_way(world, until=DECIDED)
    settings.EMAIL_BACKEND = "tests.development.refusing.Backend"
    settings.EMAIL_HOST, settings.DIGEST_TO = "mail.vn", {"vanphong": "hong@xa.vn", "bithu": "bt@xa.vn"}
    told = StringIO()
    with pytest.raises(CommandError, match="1 bản"):
        call_command("digest", stdout=StringIO(), stderr=told)
    assert told.getvalue().startswith("vanphong: ")
    assert [sent.to for sent in mail.outbox] == [["bt@xa.vn"]]


def test_a_digest_that_the_server_did_not_take_is_sent_by_the_next_run(world, settings):
    propose(world)
    on_the_way(world, until=VOTED, name="Bế Thị Hai")
    settings.EMAIL_HOST, settings.DIGEST_TO = "mail.vn", {"vanphong": "not\nan address"}
    with pytest.raises(ValueError, match="newline"):
        call_command("digest", stdout=StringIO())
    settings.DIGEST_TO = {"vanphong": "vp@xa.vn"}
    call_command("digest", stdout=StringIO())
    assert len(mail.outbox) == 1
