"""What people type about members and targets: what is taken, and what is refused beside which field."""

import unicodedata
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from development.services import set_target
from members import services
from members.enums import EventKind
from members.models import Member, Membership
from tests.world import TODAY, happen

WRONG_DAYS = ("31/02/2026", "00/00/0000", "20266", "25/11/2026", "31/12/1899", "hôm nay", "1" * 300)
NOTHING = {"csrfmiddlewaretoken": "x"}  # what a browser sends of a form in which nothing is filled in

# event -> what else is typed beside its day; names stand for objects of the world
EVENTS = {
    "recognise": {},
    "transfer": {"cell": "other"},
    "transfer_out": {"place": "Đảng bộ xã Mẫu"},
    "exempt": {"reason": "tuổi cao"},
    "end_exemption": {},
    "go_away": {"until": "20/03/2027"},
    "come_back": {},
    "suspend": {"until": "01/01/2027", "reason": "Ban Thường vụ Đảng ủy", "decision_no": "12-QĐ/ĐU"},
    "lift_suspension": {},
    "prosecute": {},
    "end_prosecution": {},
    "post": {"post": "deputy", "how": "elected"},
    "end_post": {"post": "secretary"},
    "remove_name": {},
    "leave": {},
    "expel": {},
    "die": {},
    "restore": {"cell": "own"},
    "readmit": {"cell": "own", "consent_no": "12-CV/TU", "consent_on": "20/11/2026"},
    "arrive": {"cell": "own", "standing": "official"},
}
NEEDED = {"transfer": {"cell"}, "go_away": {"until"}, "end_post": {"post"}}
NEEDED |= {
    "suspend": {"until", "reason", "decision_no"},
    "post": {"post", "how"},
    "restore": {"cell"},
    "readmit": {"cell", "consent_no", "consent_on"},
    "arrive": {"cell", "standing"},
}


@pytest.fixture
def office(world, sign_in):
    return sign_in(world.office)


def event(member, kind):
    return reverse("members:event", args=[member.pk, kind])


def right(world, kind):
    """(member, typed) of an event that would be recorded on 20/11/2026."""
    member = {"recognise": world.members[-1], "end_exemption": world.members[-2], "post": world.members[1]}.get(
        kind, world.members[2]
    )
    if kind == "end_post":
        member = world.member
    before = {
        "come_back": (EventKind.GO_AWAY, date(2026, 9, 1), {"until": date(2027, 3, 1)}),
        "lift_suspension": (EventKind.SUSPEND, date(2026, 11, 1), {"until": date(2026, 12, 1)}),
        "end_prosecution": (EventKind.PROSECUTE, date(2026, 11, 1), {}),
        "restore": (EventKind.EXPEL, date(2026, 9, 1), {}),
        "readmit": (EventKind.REMOVE_NAME, date(2023, 11, 20), {}),
        "arrive": (EventKind.TRANSFER_OUT, date(2026, 9, 1), {}),
    }
    if kind in before:
        what, day, facts = before[kind]
        happen(member, what, day, **facts)
    cells = {"other": world.other_cell.pk, "own": world.cell.pk}
    return member, {name: cells.get(value, value) for name, value in EVENTS[kind].items()} | {"on": "20/11/2026"}


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_is_recorded_with_its_day_and_leads_back_to_the_life(world, office, kind):
    member, typed = right(world, kind)
    page = office.post(event(member, kind), typed | {"decision_no": "5-QĐ/ĐU"})
    assert page.headers.get("Location") == reverse("members:life", args=[member.pk]), page.context["form"].errors
    told = member.events.order_by("pk").last()
    assert (told.kind, told.on) == (kind, date(2026, 11, 20))
    text = office.get(reverse("members:life", args=[member.pk])).content.decode()
    assert told.get_kind_display() in text
    assert "20/11/2026" in text


@pytest.mark.parametrize("kind", EVENTS)
def test_an_event_on_a_wrong_day_is_refused_beside_the_day(world, office, kind):
    member, typed = right(world, kind)
    for day in ("", *WRONG_DAYS, "02/02/2015"):  # the last is a day before anybody belonged to the cell
        page = office.post(event(member, kind), typed | {"on": day})
        assert page.status_code == 200, day
        assert page.context["form"].errors, day
        assert page.context["form"]["on"].value() == day
        if day != "02/02/2015":
            assert list(page.context["form"].errors) == ["on"], day


@pytest.mark.parametrize("kind", EVENTS)
def test_an_empty_event_is_refused_at_each_field(world, office, kind):
    member, _typed = right(world, kind)
    page = office.post(event(member, kind), NOTHING)
    assert set(page.context["form"].errors) == {"on"} | NEEDED.get(kind, set())


def test_a_release_of_the_present_secretary_is_asked_for_in_words(world, office):
    typed = {"post": "secretary", "how": "elected", "on": "20/11/2026"}
    page = office.post(event(world.members[1], "post"), typed)
    assert "Nông Văn An" in page.context["form"].errors["post"][0]
    assert office.post(event(world.members[1], "post"), typed | {"replacing": "on"}).status_code == 302


def test_a_stay_for_studies_may_be_longer(world, office):
    typed = {"on": "01/11/2026", "until": "01/06/2028"}
    page = office.post(event(world.member, "go_away"), typed)
    assert list(page.context["form"].errors) == ["until"]
    assert office.post(event(world.member, "go_away"), typed | {"study": "on"}).status_code == 302


def test_nobody_is_transferred_to_a_cell_of_another_commune(world, office):
    page = office.post(event(world.member, "transfer"), {"cell": world.foreign_cell.pk, "on": "20/11/2026"})
    assert list(page.context["form"].errors) == ["cell"]
    assert world.foreign_cell.name not in page.content.decode()
    assert Membership.objects.filter(member=world.member).count() == 1


@pytest.mark.parametrize("kind", ["promote", "strike", "recognised"])
def test_an_event_that_has_no_page_is_not_found(world, office, kind):
    assert office.get(event(world.member, kind)).status_code == 404


def test_somebody_who_was_entered_by_mistake_is_entered_again_from_the_life(world, office):
    services.correct(
        event=world.members[1].events.get(), on=None, reason="nhầm người", despite="đã biết", by=world.office
    )
    page = office.get(reverse("members:life", args=[world.members[1].pk])).content.decode()
    assert all(event(world.members[1], kind) in page for kind in ("join", "admit", "arrive", "host"))
    typed = {"cell": world.cell.pk, "on": "03/02/2026", "decision_on": "20/01/2026", "despite": "đã biết"}
    assert office.post(event(world.members[1], "admit"), typed).status_code == 302
    assert world.members[1].memberships.get().standing == "probationary"


def test_a_wrong_day_is_corrected_and_a_mistake_struck_out(world, office):
    told = happen(world.members[1], EventKind.DIE, date(2026, 11, 1))
    url = reverse("members:correct-event", args=[told.pk])
    assert set(office.post(url, NOTHING).context["form"].errors) == {"what", "reason"}
    assert list(office.post(url, {"what": "on", "reason": "x"}).context["form"].errors) == ["on"]
    for day in ("31/02/2026", "25/11/2026", "01/11/2026"):
        assert list(office.post(url, {"what": "on", "reason": "x", "on": day}).context["form"].errors) == ["on"], day
    assert office.post(url, {"what": "on", "reason": "nhầm", "on": "02/11/2026"}).status_code == 302
    assert world.members[1].memberships.get().until == date(2026, 11, 2)
    assert office.post(url, {"what": "never", "reason": "nhầm người"}).status_code == 302
    text = office.get(reverse("members:life", args=[world.members[1].pk])).content.decode()
    assert "nhầm người" in text
    assert "<del>" in text
    page = office.post(url, {"what": "never", "reason": "lần nữa"})
    assert page.context["form"].non_field_errors()


def test_a_wrong_end_is_corrected_where_there_is_an_end(world, office):
    told = happen(world.members[1], EventKind.GO_AWAY, date(2026, 3, 1), until=date(2026, 9, 1))
    url = reverse("members:correct-event", args=[told.pk])
    wrong = {"what": "until", "reason": "nhầm"}
    for until in ("", "31/09/2026", "01/09/2026", "31/05/2026"):
        assert list(office.post(url, wrong | {"until": until}).context["form"].errors) == ["until"], until
    assert office.post(url, wrong | {"until": "01/10/2026", "on": "02/03/2026"}).status_code == 302
    stay = world.members[1].overlays.get()
    assert (stay.since, stay.until) == (date(2026, 3, 1), date(2026, 10, 1))
    joined = reverse("members:correct-event", args=[world.members[1].events.get(kind="join").pk])
    assert list(office.post(joined, wrong | {"until": "01/10/2026"}).context["form"].errors) == ["what"]


def test_what_is_locked_is_corrected_with_a_reason(world, office):
    url = reverse("members:correct", args=[world.member.pk])
    assert set(office.post(url, NOTHING).context["form"].errors) == {"field", "value", "reason"}
    for value in ("31/02/1958", "2027", "hôm qua"):
        page = office.post(url, {"field": "born", "value": value, "reason": "x"})
        assert list(page.context["form"].errors) == ["value"]
    assert office.post(url, {"field": "born", "value": "1958", "reason": "lý lịch gốc"}).status_code == 302
    world.member.refresh_from_db()
    assert world.member.born.text == "1958"


def test_the_file_is_filled_in_and_numbers_that_are_recorded_stay_when_left_empty(world, office):
    url = reverse("members:edit", args=[world.member.pk])
    tay = world.commune.codes.get(list="ethnicity", code="02")
    typed = {"sex": "male", "ethnicity": tay.pk, "grade": "12/12", "phone": "0912345678", "id_number": "004080001234"}
    assert office.post(url, typed).status_code == 302
    page = office.get(url)
    assert "004080001234" not in page.content.decode()
    assert office.post(url, typed | {"id_number": "", "phone": "0999999999"}).status_code == 302
    world.member.refresh_from_db()
    member = world.member
    assert (member.ethnicity, member.grade, member.phone, member.id_number) == (
        tay,
        "12/12",
        "0999999999",
        "004080001234",
    )
    assert (member.full_name, member.born) == ("Nông Văn An", "1980-05-01")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("grade", "13"),
        ("grade", "9/11"),
        ("phone", "12345"),
        ("id_number", "1" * 13),
        ("id_number", "4.08E+9"),
        ("card_no", "x" * 12),
        ("union_on", "31/02/1990"),
        ("union_on", "2999"),
        ("sex", "x"),
        ("ethnicity", "0"),
        ("hamlet", "999999"),
        ("degree", "x" * 101),
    ],
)
def test_a_wrong_fact_is_refused_beside_its_field_and_stays_typed(world, office, field, value):
    url = reverse("members:edit", args=[world.member.pk])
    page = office.post(url, {"sex": "male", "residence": "Xóm Mẫu", field: value})
    assert list(page.context["form"].errors) == [field]
    assert page.context["form"][field].value() == value
    assert page.context["form"]["residence"].value() == "Xóm Mẫu"


def test_values_of_another_commune_are_not_offered_and_not_taken(world, office):
    url = reverse("members:edit", args=[world.member.pk])
    foreign = {
        "ethnicity": world.other_commune.codes.get(list="ethnicity", code="02").pk,
        "hamlet": world.foreign_hamlet.pk,
    }
    page = office.post(url, {"sex": "male"} | foreign)
    assert set(page.context["form"].errors) == set(foreign)
    assert f">{world.foreign_hamlet.name}<" not in page.content.decode()


def test_a_number_is_seen_in_full_for_a_short_time_after_saying_why(world, office, sign_in):
    services.edit_file(member=world.member, id_number="004080001234", by=None)
    detail, url = world.member.get_absolute_url(), reverse("members:reveal", args=[world.member.pk])
    assert "004080001234" not in office.get(detail).content.decode()
    assert "•••••••••234" in office.get(detail).content.decode()
    assert set(office.post(url, NOTHING).context["form"].errors) == {"field", "reason"}
    assert office.post(url, {"field": "id_number", "reason": "làm thẻ"}).headers["Location"] == detail
    assert "004080001234" in office.get(detail).content.decode()
    assert "004080001234" not in sign_in(world.leader).get(detail).content.decode()
    with time_machine.travel(datetime(2026, 11, 24, 5, 6, tzinfo=UTC)):
        assert "004080001234" not in office.get(detail).content.decode()


def person(world, **typed):
    return {
        "full_name": "Vi Thị Xuân",
        "sex": "female",
        "born": "03/1990",
        "how": "join",
        "cell": world.cell.pk,
        "standing": "official",
        "on": "05/01/2026",
        "decided_on": "1999",
        "ceremony_on": "12/1999",
        "official_on": "",
    } | typed


def test_someone_already_in_the_party_is_recorded_under_one_spelling(world, office):
    office.post(reverse("members:add"), person(world, full_name=unicodedata.normalize("NFD", " Vi  Thị Xuân")))
    member = Member.objects.get(full_name="Vi Thị Xuân")
    assert (member.born.text, member.decided_on.text, member.ceremony_on.text) == ("03/1990", "1999", "12/1999")
    row = member.memberships.get()
    assert (row.entry, row.standing, row.since) == ("opening", "official", date(2026, 1, 5))


def test_someone_newly_admitted_is_probationary_whatever_was_chosen(world, office):
    typed = person(world, how="admit", born="1990", decided_on="02/01/2026", ceremony_on="")
    office.post(reverse("members:add"), typed)
    member = Member.objects.get(full_name="Vi Thị Xuân")
    assert member.memberships.get().standing == "probationary"
    assert (member.decided_on, member.ceremony_on) == ("2026-01-02", "2026-01-05")


def test_a_guest_needs_an_end_and_stands_in_no_headcount(world, office):
    page = office.post(reverse("members:add"), person(world, how="host"))
    assert list(page.context["form"].errors) == ["until"]
    assert office.post(reverse("members:add"), person(world, how="host", until="05/06/2026")).status_code == 302
    assert not Member.objects.get(full_name="Vi Thị Xuân").memberships.exists()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("how", "recognise"),
        ("standing", "x"),
        ("cell", ""),
        ("cell", "abc"),
        ("decision_no", "x" * 41),
        ("full_name", "\u200b"),
        ("full_name", "x" * 101),
        ("sex", "x"),
        *[("on", day) for day in ("", *WRONG_DAYS, "02/02/2015")],  # the last is a day before the cell was founded
        *[("born", day) for day in ("31/02/1958", "00/00/0000", "20266", "1899", "58", "25/11/2026", "2027", "x" * 11)],
        ("decided_on", "13/1999"),
    ],
)
def test_a_wrong_entry_is_refused_beside_its_field_and_stays_typed(world, office, field, typed):
    before = Member.objects.count()
    page = office.post(reverse("members:add"), person(world, **{field: typed}))
    assert page.status_code == 200
    form = page.context["form"]
    assert list(form.errors) == [field]
    assert {name: form[name].value() for name in person(world)} | {field: form[field].value()} == {
        name: str(value) if name == "cell" else value for name, value in (person(world) | {field: typed}).items()
    }
    assert Member.objects.count() == before


def test_an_empty_form_is_refused_with_a_word_at_each_field(office):
    page = office.post(reverse("members:add"), NOTHING)
    assert set(page.context["form"].errors) == {"full_name", "sex", "how", "cell", "standing", "on"}


def test_a_cell_of_another_commune_cannot_be_chosen_by_its_number(world, office):
    page = office.post(reverse("members:add"), person(world, cell=world.foreign_cell.pk))
    assert list(page.context["form"].errors) == ["cell"]


def test_a_cell_with_members_is_ended_only_with_a_cell_to_go_on_in(world, office):
    url = reverse("members:end-cell", args=[world.other_cell.pk])
    typed = {"state": "merged", "on": "20/11/2026", "serving": "joint", "reason": "Sáp nhập"}
    page = office.post(url, typed)
    assert list(page.context["form"].errors) == ["move_to"]
    assert page.context["form"]["reason"].value() == "Sáp nhập"
    page = office.post(url, typed | {"move_to": world.foreign_cell.pk})
    assert list(page.context["form"].errors) == ["move_to"]
    assert list(office.post(url, NOTHING).context["form"].errors) == ["state", "on", "serving"]
    assert office.post(url, typed | {"move_to": world.cell.pk}).status_code == 302
    assert not world.other_cell.works_on(TODAY)
    assert world.cell.memberships.on(TODAY).count() == 10


def test_targets_of_a_year_are_typed_in_one_form_that_shows_them_again(world, office):
    url = reverse("development:set-targets") + "?year=2027"
    typed = {"resolution_no": "5-NQ/ĐU", "commune": "3", f"cell-{world.cell.pk}": "2"}
    assert office.post(url, typed).headers["Location"] == reverse("development:targets") + "?year=2027"
    form = office.get(url).context["form"]
    shown = {name: form[name].value() for name in typed}
    assert shown == {"resolution_no": "5-NQ/ĐU", "commune": 3, f"cell-{world.cell.pk}": 2}
    assert set(world.commune.targets.values_list("year", flat=True)) == {2027}


def test_a_target_that_is_set_can_become_another_number_but_not_nothing(world, office):
    set_target(commune=world.commune, place=world.cell, year=2026, planned=2, by=None)
    url = reverse("development:set-targets") + "?year=2026"
    page = office.post(url, {f"cell-{world.cell.pk}": ""} | NOTHING)
    assert list(page.context["form"].errors) == [f"cell-{world.cell.pk}"]
    office.post(url, {f"cell-{world.cell.pk}": "0"})
    assert world.commune.targets.get().planned == 0


@pytest.mark.parametrize("typed", ["-1", "1000", "3,5", "ba", "9" * 40])
def test_a_target_that_is_no_number_is_refused_beside_its_field(world, office, typed):
    page = office.post(reverse("development:set-targets"), {"commune": typed})
    assert list(page.context["form"].errors) == ["commune"]
    assert page.context["form"]["commune"].value() == typed
    assert not world.commune.targets.exists()


def test_the_page_of_a_readmission_asks_what_the_charter_asks_and_says_no_beside_the_answer(world, sign_in):
    client, member = sign_in(world.office), world.members[1]
    happen(member, EventKind.REMOVE_NAME, date(2020, 3, 15))
    url = reverse("members:event", args=[member.pk, "readmit"])
    consent = {"consent_no": "12-CV/TU", "consent_on": "19/11/2026"}
    decision = {"decision_no": "05-QĐ/TU", "decision_on": "19/11/2026"}
    typed = {"cell": world.cell.pk, "on": "20/11/2026", **consent, **decision}

    def refused(**more):
        return client.post(url, typed | more).context["form"].errors

    assert refused(ground="abandoned") == {
        "ground": ["Trường hợp này không được xem xét kết nạp lại (294-QĐ/TW, mục 3.5)."]
    }
    assert refused(ground="spent") == {"spent_on": ["Nhập ngày được xóa án tích."]}
    later = "Được xem xét kết nạp lại từ 20/11/2026: đủ 60 tháng sau khi được xóa án tích."
    assert refused(ground="spent", spent_on="20/11/2021") == {"decision_on": [later]}
    assert refused(consent_on="20/11/2026") == {"consent_on": ["Văn bản đồng ý phải có trước quyết định."]}
    assert list(refused(consent_no="", consent_on="")) == ["consent_no", "consent_on"]
    assert client.post(url, typed | {"ground": "spent", "spent_on": "19/11/2021"}).status_code == 302
    page = client.get(reverse("members:life", args=[member.pk])).content.decode()
    assert "Ngày được xóa án tích 19/11/2021" in page
    assert "Văn bản đồng ý của Ban Thường vụ Tỉnh ủy: 12-CV/TU ngày 19/11/2026." in page
