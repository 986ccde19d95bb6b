"""Who looked at what, what people ask about their data, what went wrong, and how long looks are remembered."""

from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from openpyxl import load_workbook

from accounts import audit
from accounts.models import TrailEntry
from cells import services as structure
from members import services as people
from members.enums import LifeOf
from members.models import Code, Correction
from members.rules.life import MemberRuleError
from privacy import services
from privacy.enums import Clock, RequestKind
from privacy.models import Breach, DataRequest, PrivacyRules
from reports.needs import needs_of
from tests.addresses import a_discipline_case
from tests.world import TODAY, happen, join, publish


def moment(day, hour=8, minute=0):
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def asked(world, on=TODAY, **facts):
    facts = {
        "name": "Nông Văn An",
        "proof": "Căn cước",
        "kind": RequestKind.KNOW,
        "member": world.member,
        "received_at": time(8),
    } | facts
    return services.note_request(commune=world.commune, received_on=on, by=world.office, **facts)


def broken(world, at=None, **facts):
    facts = {"what": "Mất một điện thoại", "affected": "Đảng viên Lũng Mật"} | facts
    return services.note_breach(commune=world.commune, noticed_at=at or moment(TODAY), by=world.office, **facts)


# The looks


@pytest.mark.parametrize("name", ["detail", "life", "edit"])
def test_each_page_of_a_file_leaves_who_looked_and_when(name, world, sign_in):
    sign_in(world.office).get(reverse(f"members:{name}", args=[world.member.pk]))
    looks = TrailEntry.objects.filter(action="seen")
    assert [(e.account, e.subject_name, e.subject_id, e.commune) for e in looks] == [
        (world.office, world.member.full_name, world.member.pk, world.commune.pk)
    ]


def look(account, member, at, action="seen"):
    """A look that happened at some time in the past."""
    with time_machine.travel(at, tick=False), audit.acting(account):
        audit.seen(member, kind=action)


def shown(client, **query):
    page = client.get(reverse("privacy:access-log"), query)
    return [(entry.subject_name, entry.account_name, entry.get_action_display()) for entry in page.context["page"]]


def test_the_admin_reads_who_looked_at_whose_file(world, sign_in):
    first, second = world.members[:2]
    look(world.leader, first, moment(date(2026, 11, 2)))
    look(world.office, second, moment(date(2026, 11, 3)), "exported")
    look(world.outsider, world.foreign_member, moment(date(2026, 11, 3)))
    with audit.acting(world.office):
        people.reveal(member=first, field="phone", reason="Gọi điện mời họp", by=world.office)
    client = sign_in(world.admin)
    seen, exported, revealed = (
        (member.full_name, str(account), str(TrailEntry.Action(action).label))
        for member, account, action in (
            (first, world.leader, "seen"),
            (second, world.office, "exported"),
            (first, world.office, "revealed"),
        )
    )
    assert shown(client) == [revealed, exported, seen]
    assert shown(client, name="hoang thi anh") == [exported]
    assert shown(client, account="lanhdao") == shown(client, account="tai KHOẢN lanhdao") == [seen]
    assert shown(client, kind="revealed") == [revealed]
    assert shown(client, since="03/11/2026", until="04/11/2026") == [exported]
    assert shown(client, until="03/11/2026") == [seen]
    assert shown(client, member=first.pk) == [revealed, seen]
    assert shown(client, member=world.foreign_member.pk) == []
    assert "Gọi điện mời họp" in client.get(reverse("privacy:access-log")).content.decode()


@pytest.mark.parametrize("query", [{"since": "31/02/2026"}, {"kind": "created"}, {"member": "x"}, {"name": "x" * 101}])
def test_a_choice_that_makes_no_sense_shows_nothing(query, world, sign_in):
    look(world.leader, world.member, moment(date(2026, 11, 2)))
    page = sign_in(world.admin).get(reverse("privacy:access-log"), query)
    assert page.status_code == 200
    assert page.context["form"].errors
    assert list(page.context["page"]) == []


def test_looks_at_a_record_that_was_merged_belong_to_the_one_that_stays(world, sign_in):
    twin = join(world.cell, "Nông Văn Ân")
    look(world.leader, twin, moment(date(2026, 11, 2)))
    people.merge(kept=world.member, other=twin, taken=set(), life=LifeOf.KEPT, reason="Trùng", by=world.office)
    assert [row[0] for row in shown(sign_in(world.admin), member=world.member.pk)] == ["Nông Văn Ân"]


def test_the_access_log_leaves_as_a_file_that_says_who_took_it_and_is_logged(world, sign_in):
    look(world.leader, world.member, moment(date(2026, 11, 2)))
    answer = sign_in(world.admin).get(reverse("privacy:access-log"), {"as": "xlsx", "name": "nong"})
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert world.admin.full_name in rows[2][0]
    assert "24/11/2026" in rows[2][0]
    assert [row[3] for row in rows[5:6]] == [world.member.full_name]
    entry = TrailEntry.objects.get(action="exported")
    assert (entry.account, entry.commune, entry.changes["name"]) == (world.admin, world.commune.pk, "nong")


def test_the_access_log_asks_as_often_however_long_it_is(world, sign_in):
    client = sign_in(world.admin)
    look(world.leader, world.member, moment(TODAY))
    shown(client)
    with CaptureQueriesContext(connection) as few:
        shown(client)
    for member in world.members:
        look(world.leader, member, moment(TODAY))
    with CaptureQueriesContext(connection) as many:
        assert len(shown(client)) == 7
    assert len(many) == len(few)


def test_old_looks_are_forgotten_and_changes_never(world):
    publish(PrivacyRules, world.commune, date(2020, 1, 1), retention_years=2)
    years = {"kept": date(2024, 11, 24), "old": date(2024, 11, 23)}
    for name, day in years.items():
        for action in ("seen", "exported", "revealed", "changed"):
            look(
                world.leader,
                join(world.cell, name),
                moment(day, 0 if name == "kept" else 23, 59 * (name == "old")),
                action,
            )
    look(world.outsider, world.foreign_member, moment(date(2017, 1, 1)))
    look(world.outsider, world.foreign_member, moment(date(2016, 11, 23)))
    others = TrailEntry.objects.exclude(action__in=("seen", "exported")).count()
    call_command("forget_old_looks", verbosity=0, stdout=StringIO())
    left = TrailEntry.objects.filter(action__in=("seen", "exported"))
    assert sorted(left.values_list("subject_name", "action")) == [
        (world.foreign_member.full_name, "seen"), ("kept", "exported"), ("kept", "seen"),
    ]  # fmt: skip
    told = TrailEntry.objects.filter(action="forgotten").order_by("commune")
    assert [(e.commune, e.changes["count"]) for e in told] == [(world.commune.pk, 2), (world.other_commune.pk, 1)]
    assert TrailEntry.objects.exclude(action__in=("seen", "exported", "forgotten")).count() == others


# Requests


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 20), date(2026, 11, 25)),  # Friday; 24/11 is a public holiday from 2026
        (date(2026, 11, 21), date(2026, 11, 25)),  # Saturday
        (date(2026, 2, 12), date(2026, 2, 23)),  # Thursday before Tết 2026 (16/02 to 20/02)
    ],
)
def test_a_request_is_due_on_the_last_working_day_of_those_given(received, due, world):
    assert asked(world, received).due_on == due


def test_how_many_days_there_are_is_a_rule_in_force_on_the_day_of_receipt(world):
    publish(PrivacyRules, world.commune, date(2026, 11, 10), request_days=5)
    assert asked(world, date(2026, 11, 9)).due_on == date(2026, 11, 11)
    assert asked(world, date(2026, 11, 10)).due_on == date(2026, 11, 17)


def test_a_request_put_right_is_due_anew_until_it_is_answered(world):
    entry = asked(world, date(2026, 11, 9))
    entry = services.note_request(commune=world.commune, request=entry, received_on=date(2026, 11, 10), by=world.office)
    assert entry.due_on == date(2026, 11, 12)
    services.answer_request(request=entry, answered_on=date(2026, 11, 12), answer="Đã gửi tệp", by=world.office)
    entry.refresh_from_db()
    for change in (
        lambda: services.note_request(commune=world.commune, request=entry, name="Ai", by=world.office),
        lambda: services.answer_request(request=entry, answered_on=TODAY, answer="Lại", by=world.office),
    ):
        with pytest.raises(MemberRuleError):
            change()


@pytest.mark.parametrize(
    "facts", [{"answered_on": date(2026, 11, 8), "answer": "x"}, {"answered_on": TODAY, "answer": ""}]
)
def test_an_answer_has_words_and_comes_after_the_request(facts, world):
    with pytest.raises(ValidationError):
        services.answer_request(request=asked(world, date(2026, 11, 9)), by=world.office, **facts)


def test_overdue_begins_the_day_after_it_is_due(world):
    entry = asked(world, date(2026, 11, 9))
    assert [entry.state(date(2026, 11, day)) for day in (11, 12)] == [Clock.OPEN, Clock.OVERDUE]
    entry.answered_on = date(2026, 11, 11)
    assert entry.state(TODAY) == Clock.DONE
    entry.answered_on = date(2026, 11, 12)
    assert entry.state(TODAY) == Clock.LATE


def request_typed(**changed):
    typed = {
        "name": "Bế Thị Lạ",
        "proof": "Căn cước",
        "kind": "know",
        "what": "Tất cả",
        "received_on": "20/11/2026",
        "received_at": "14:30",
    }
    return typed | changed


def test_the_office_enters_a_request_and_answers_it(world, sign_in):
    client = sign_in(world.office)
    answer = client.post(reverse("privacy:add-request"), request_typed(form_key="b" * 32))
    entry = DataRequest.objects.get()
    assert answer.headers["Location"] == entry.get_absolute_url()
    assert (entry.name, entry.member, entry.commune, entry.due_on) == (
        "Bế Thị Lạ", None, world.commune, date(2026, 11, 25),
    )  # fmt: skip
    url = reverse("privacy:answer-request", args=[entry.pk])
    refusal = "Hồ sơ đảng viên không xóa theo yêu cầu"
    client.post(url, {"answered_on": "23/11/2026", "answer": "Đã trả lời bằng văn bản", "refusal": refusal})
    entry.refresh_from_db()
    assert (entry.answered_on, entry.refusal) == (date(2026, 11, 23), refusal)
    assert client.get(entry.get_absolute_url()).context["state"] == Clock.DONE


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""), ("name", "x" * 101), ("proof", ""), ("kind", "erase"), ("what", "x" * 2001),
        ("received_on", "31/02/2026"), ("received_on", "25/11/2026"), ("received_on", ""), ("received_at", "25:00"),
    ],
)  # fmt: skip
def test_bad_input_of_a_request_is_answered_beside_its_field(field, value, world, sign_in):
    answer = sign_in(world.office).post(reverse("privacy:add-request"), request_typed(**{field: value}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not DataRequest.objects.exists()


def test_where_records_have_the_name_it_must_be_said_whose_request_it_is(world, sign_in):
    namesake, stranger = join(world.other_cell, "Nông Vân An"), join(world.foreign_cell, "Nông Văn An")
    client = sign_in(world.office)
    typed = request_typed(name="Nông Văn An")
    form = client.post(reverse("privacy:add-request"), typed).context["form"]
    assert list(form.errors) == ["member"]
    offered = [str(value) for value, _label in form.fields["member"].choices]
    assert offered == ["", str(world.member.pk), str(namesake.pk), "nobody"]
    for number in (stranger.pk, world.members[1].pk, "x"):
        assert client.post(reverse("privacy:add-request"), typed | {"member": number}).status_code == 200
    client.post(reverse("privacy:add-request"), typed | {"member": namesake.pk})
    client.post(reverse("privacy:add-request"), typed | {"member": "nobody"})
    assert [entry.member for entry in DataRequest.objects.order_by("pk")] == [namesake, None]


def test_a_request_from_the_page_of_a_member_knows_whose_it_is(world, sign_in):
    client = sign_in(world.office)
    form = client.get(reverse("privacy:add-request"), {"member": world.member.pk}).context["form"]
    assert (form["name"].value(), form["member"].value()) == (world.member.full_name, world.member.pk)
    for number in (world.foreign_member.pk, "x", "9" * 30, "²"):
        form = client.get(reverse("privacy:add-request"), {"member": number}).context["form"]
        assert form["name"].value() is None


def test_a_request_is_put_right_on_its_page(world, sign_in):
    entry = asked(world, date(2026, 11, 9))
    url = reverse("privacy:edit-request", args=[entry.pk])
    client = sign_in(world.office)
    assert client.get(url).context["form"]["member"].value() == world.member.pk
    client.post(url, request_typed(name="Nông Văn An", member="nobody", received_on="10/11/2026"))
    entry.refresh_from_db()
    assert (entry.member, entry.due_on, entry.received_at) == (None, date(2026, 11, 12), time(14, 30))


def test_what_is_due_stands_first(world, sign_in):
    later, sooner, answered = asked(world, TODAY), asked(world, date(2026, 11, 9)), asked(world, date(2026, 1, 5))
    services.answer_request(request=answered, answered_on=date(2026, 1, 6), answer="Xong", by=world.office)
    rows = sign_in(world.admin).get(reverse("privacy:requests")).context["rows"]
    assert rows == [(sooner, Clock.OVERDUE), (later, Clock.OPEN), (answered, Clock.DONE)]


def sheets(answer):
    book = load_workbook(BytesIO(answer.content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)] for sheet in book}


def test_the_file_of_a_request_holds_everything_on_the_person_and_is_logged_with_the_request(world, sign_in):
    people.edit_file(member=world.member, by=world.office, id_number="004080001234", phone="0912345678")
    event = happen(world.member, "exempt", date(2026, 5, 4), reason="Sức khỏe")
    people.correct(event=event, on=date(2026, 5, 5), reason="Ghi nhầm ngày", by=world.office)
    twin = join(world.cell, "Nông Văn Ân", phone="0987654321")
    people.merge(kept=world.member, other=twin, taken=set(), life=LifeOf.KEPT, reason="Trùng", by=world.office)
    look(world.leader, world.member, moment(date(2026, 11, 2)))
    entry = asked(world)
    client, reason = sign_in(world.office), {"reason": "Trả lời yêu cầu"}
    answer = client.post(reverse("privacy:request-numbers", args=[entry.pk]), reason | {"form_key": "c" * 32})
    found = sheets(answer)
    text = str(found)
    for held in ("004080001234", "0912345678", "0987654321", "Sức khỏe", "Ghi nhầm ngày", str(world.leader), "Trùng"):
        assert held in text
    assert world.members[1].full_name not in text
    facts = {row[0]: row[1] for row in found[_("File")]}
    assert facts[capfirst(_("born"))] == "01/05/1980"
    assert len(found[capfirst(_("events"))]) - 1 == world.member.events.count() == 4
    assert len(found[capfirst(_("corrections"))]) - 1 == Correction.objects.filter(member=world.member).count()
    assert len(found[capfirst(_("roll"))]) - 1 == world.member.attendances.count() == 2
    mentioned = {row[0]: row[1] for row in found[_("Mentioned in")]}
    assert mentioned[f"{capfirst(pgettext('held', 'meetings'))}: {_('chair')}"] == 1
    named = _("Papers as issued that bear the name (another person may have it too)")
    assert mentioned[named] == 1  # the secretary signed the resolution
    logged = TrailEntry.objects.get(action="exported")
    assert (logged.subject_id, logged.account, logged.commune) == (world.member.pk, world.office, world.commune.pk)
    assert "Nông Văn An, 24/11/2026" in logged.purpose
    head = [row[0].value for row in load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(max_row=3)]
    assert world.office.full_name in head[2]
    told = TrailEntry.objects.filter(action="revealed")
    assert {(e.subject_id, e.changes["field"], e.purpose) for e in told} >= {
        (world.member.pk, "phone", "Trả lời yêu cầu"), (twin.pk, "phone", "Trả lời yêu cầu"),
    }  # fmt: skip


def test_numbers_stand_in_the_file_in_part_wherever_they_are_unless_said_what_for(world, sign_in):
    people.edit_file(member=world.member, by=world.office, id_number="004080001234", phone="0912345678")
    client, entry = sign_in(world.office), asked(world, what="Về số 004080001234 và 0987654321")
    text = str(sheets(client.get(reverse("privacy:request-file", args=[entry.pk]))))
    assert "•••••••••234" in text
    assert not any(number in text for number in ("004080001234", "0912345678", "0987654321"))
    numbers = reverse("privacy:request-numbers", args=[entry.pk])
    assert client.post(numbers, {"reason": ""}).context["form"].errors
    assert not TrailEntry.objects.filter(action="revealed").exists()


def file_of(entry, client):
    """(sheet of disciplinary measures or None, the whole file as text)."""
    book = sheets(client.get(reverse("privacy:request-file", args=[entry.pk])))
    return book.get(capfirst(_("disciplinary measures"))), str(book)


def test_the_disciplinary_part_is_in_the_file_when_the_inspection_board_released_it(world, sign_in):
    people.discipline(member=world.member, form="reprimand", on=date(2020, 6, 1), breach="Vi phạm A", by=None)
    entry, never = asked(world), asked(world, name="Lý Minh Ân", member=world.members[1])
    office, board = sign_in(world.office), sign_in(world.inspection)
    unsaid = _("not in this file: to be released by those who record it")
    sheet, text = file_of(entry, office)
    assert sheet is None
    assert "Vi phạm A" not in text
    assert unsaid in text
    assert unsaid in file_of(never, office)[1]  # it does not tell whether there is any
    url = reverse("privacy:release-request", args=[entry.pk])
    assert (url, "warn") in waiting(world.inspection)
    assert office.post(url).status_code == 404
    board.post(url, {"form_key": "d" * 32})
    entry.refresh_from_db()
    assert entry.released_by == world.inspection
    assert (url, "warn") not in waiting(world.inspection)
    a_discipline_case(world, member=world.member, voted=False, breach="Vi phạm B")
    named = {"account": world.office, "because": "x", "since": TODAY, "today": TODAY}
    structure.entrust(commune=world.commune, by=world.inspection, **named)
    sheet, text = file_of(entry, sign_in(world.office))
    assert "Vi phạm A" in str(sheet)
    assert "Vi phạm B" not in text, "who hands the file out may know of it, and the person is not told by that"
    edit, typed = reverse("privacy:edit-request", args=[entry.pk]), request_typed(name=entry.name)
    another = {"name": world.members[2].full_name, "member": world.members[2].pk}
    for changed in ({"proof": "Giấy khác", "member": world.member.pk}, another):
        services.release_discipline(request=entry, at=timezone.now(), by=world.inspection)
        assert sign_in(world.office).post(edit, typed | changed).status_code == 302
        entry.refresh_from_db()
        assert (entry.member_id, entry.released_by) == (changed["member"], None)


def test_a_request_tells_of_a_person_only_to_those_who_may_see_members(world, sign_in):
    client, entry = sign_in(world.admin), asked(world, name="Con của ông An")
    for url in (entry.get_absolute_url(), reverse("privacy:edit-request", args=[entry.pk])):
        text = client.get(url).content.decode()
        assert not any(told in text for told in (world.member.full_name, "01/05/1980", str(world.cell)))
    typed, add = request_typed(name="Nông Văn An"), reverse("privacy:add-request")
    assert client.get(add, {"member": world.member.pk}).context["form"].people == {}
    assert client.post(add, typed | {"member": world.member.pk}).status_code == 302
    assert DataRequest.objects.latest("pk").member is None
    client.post(reverse("privacy:edit-request", args=[entry.pk]), typed)
    entry.refresh_from_db()
    assert entry.member == world.member


def test_there_is_no_file_of_somebody_who_is_not_in_the_records(world, sign_in):
    entry = asked(world, member=None, name="Người ngoài")
    assert sign_in(world.office).get(reverse("privacy:request-file", args=[entry.pk])).status_code == 404


# Breaches


def test_a_breach_is_to_be_reported_within_72_hours_weekends_and_holidays_included(world):
    entry = broken(world, moment(date(2026, 11, 20), 17, 15))
    assert timezone.localtime(entry.due_at).replace(tzinfo=None) == datetime(2026, 11, 23, 17, 15)
    assert entry.state(entry.due_at) == Clock.OPEN
    assert entry.state(entry.due_at + timedelta(minutes=1)) == Clock.OVERDUE
    entry = services.report_breach(breach=entry, at=entry.due_at, by=world.office)
    assert entry.state(timezone.now()) == Clock.DONE


def test_the_hours_are_a_rule_in_force_on_the_day_it_was_noticed(world):
    publish(PrivacyRules, world.commune, date(2026, 11, 24), breach_hours=24)
    assert broken(world, moment(date(2026, 11, 24), 0, 30)).due_at == moment(date(2026, 11, 25), 0, 30)
    assert broken(world, moment(date(2026, 11, 23), 23)).due_at == moment(date(2026, 11, 26), 23)


def test_what_is_reported_does_not_change_and_not_before_it_was_noticed(world):
    entry = broken(world)
    with pytest.raises(ValidationError):
        services.report_breach(breach=entry, at=entry.noticed_at - timedelta(minutes=1), by=world.office)
    entry = services.report_breach(breach=Breach.objects.get(), at=entry.noticed_at, by=world.office)
    with pytest.raises(MemberRuleError):
        services.note_breach(commune=world.commune, breach=entry, what="Khác", by=world.office)
    with pytest.raises(MemberRuleError):
        services.report_breach(breach=entry, at=timezone.now(), by=world.office)


def breach_typed(**changed):
    return {"day": "23/11/2026", "time": "09:00", "what": "Mất máy", "affected": "Cả chi bộ", "measures": ""} | changed


def test_the_office_enters_a_breach_adds_to_it_and_reports_it(world, sign_in):
    client = sign_in(world.office)
    client.post(reverse("privacy:add-breach"), breach_typed())
    entry = Breach.objects.get()
    assert entry.due_at == moment(date(2026, 11, 26), 9)
    url = reverse("privacy:edit-breach", args=[entry.pk])
    assert client.get(url).context["form"]["time"].value() == time(9)
    client.post(url, breach_typed(measures="Đã khóa máy từ xa", time="08:30"))
    entry.refresh_from_db()
    assert (entry.measures, entry.due_at) == ("Đã khóa máy từ xa", moment(date(2026, 11, 26), 8, 30))
    answer = client.post(reverse("privacy:report-breach", args=[entry.pk]), {"day": "24/11/2026", "time": "10:00"})
    assert answer.headers["Location"] == entry.get_absolute_url()
    assert client.get(reverse("privacy:breaches")).context["rows"] == [(entry, Clock.DONE)]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("day", "31/02/2026"), ("day", "25/11/2026"), ("day", ""), ("time", "24:61"), ("what", ""), ("affected", ""),
        ("what", "x" * 4001), ("measures", "x" * 4001),
    ],
)  # fmt: skip
def test_bad_input_of_a_breach_is_answered_beside_its_field(field, value, world, sign_in):
    answer = sign_in(world.office).post(reverse("privacy:add-breach"), breach_typed(**{field: value}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert not Breach.objects.exists()


def test_a_time_of_today_that_has_not_come_is_refused(world, sign_in):
    answer = sign_in(world.office).post(reverse("privacy:add-breach"), breach_typed(day="24/11/2026", time="12:01"))
    assert list(answer.context["form"].errors) == ["time"]
    sign_in(world.office).post(reverse("privacy:add-breach"), breach_typed(day="24/11/2026", time="12:00"))
    assert Breach.objects.exists()


# Who may, and what waits


def test_registers_are_for_the_office_and_the_admin_of_the_commune(world, sign_in):
    entry, breach = asked(world), broken(world)
    lists = [reverse(f"privacy:{name}") for name in ("requests", "breaches", "add-request", "add-breach")]
    words = ("request", "edit-request", "answer-request")
    objects = [reverse(f"privacy:{name}", args=[entry.pk]) for name in words]
    words = ("breach", "edit-breach", "report-breach")
    objects += [reverse(f"privacy:{name}", args=[breach.pk]) for name in words]
    for account, of_lists, of_objects in (
        (world.office, 200, 200), (world.admin, 200, 200), (world.secretary, 403, 404), (world.leader, 403, 404),
        (world.outsider, 200, 404),
    ):  # fmt: skip
        client = sign_in(account)
        assert {client.get(url).status_code for url in lists} == {of_lists}
        assert {client.get(url).status_code for url in objects} == {of_objects}
    assert sign_in(world.secretary).get(reverse("privacy:access-log")).status_code == 403
    assert sign_in(world.office).get(reverse("privacy:access-log")).status_code == 403


def waiting(account):
    groups = {group.title: group.needs for group in needs_of(account, TODAY)}
    return [(need.url, need.tone) for need in groups.get(_("Personal data"), [])]


def test_what_is_due_waits_on_the_home_page_of_office_and_admin(world):
    overdue, open_, breach = asked(world, date(2026, 11, 9)), asked(world, TODAY), broken(world)
    answered = asked(world, date(2026, 11, 9))
    services.answer_request(request=answered, answered_on=TODAY, answer="Xong", by=world.office)
    needs = [
        (breach.get_absolute_url(), "bad"), (overdue.get_absolute_url(), "bad"), (open_.get_absolute_url(), "warn"),
    ]  # fmt: skip
    assert waiting(world.office) == waiting(world.admin) == needs
    assert waiting(world.secretary) == waiting(world.leader) == waiting(world.outsider) == []


def test_the_page_on_personal_data_tells_the_basis_that_the_commune_states(world, sign_in):
    url = reverse("privacy:purpose")
    world.commune.privacy_basis = "Điều lệ Đảng và <quy chế> số 05-QC/ĐU"
    world.commune.save_checked()
    assert "Điều lệ Đảng và &lt;quy chế&gt; số 05-QC/ĐU" in sign_in(world.upper).get(url).content.decode()
    assert "05-QC/ĐU" not in sign_in(world.outsider).get(url).content.decode()


# The lists, in the admin


def test_the_admin_adds_to_the_lists_of_the_own_commune_only(world, sign_in):
    client = sign_in(world.admin)
    typed = {"list": "ethnicity", "code": "99", "name": "Khác", "aliases": "", "position": 200, "in_use": "on"}
    client.post(reverse("admin:members_code_add"), typed)
    assert Code.objects.get(code="99").commune == world.commune
    answer = client.post(reverse("admin:members_code_add"), typed)
    assert answer.status_code == 200  # the list has an entry of this code
    assert Code.objects.filter(code="99").count() == 1
    entry = Code.objects.get(code="99")
    client.post(
        reverse("admin:members_code_change", args=[entry.pk]), typed | {"list": "education", "code": "1", "name": "Mới"}
    )
    entry.refresh_from_db()
    assert (entry.list, entry.code, entry.name) == ("ethnicity", "99", "Mới")  # as files and figures know it
    theirs = Code.objects.filter(commune=world.other_commune).first()
    assert client.get(reverse("admin:members_code_change", args=[theirs.pk])).status_code == 302
