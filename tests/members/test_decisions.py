"""Discipline and commendation: what the rules allow, who may know, and what is typed."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from django.urls import reverse

from accounts.models import TrailEntry
from common.errors import REFUSALS, RuleError
from common.partial import PartialDate
from members import services
from members.enums import CommendationForm, DisciplineForm, EventKind, Exit, Occasion, PostKind
from members.models import Badge, Commendation, Discipline, Inquiry
from tests.world import LONG_AGO, TODAY, happen, join

ONE_DAY = timedelta(days=1)
DAY = date(2026, 6, 1)
REPRIMAND, WARNING = DisciplineForm.REPRIMAND, DisciplineForm.WARNING
DISMISSAL, EXPULSION = DisciplineForm.DISMISSAL, DisciplineForm.EXPULSION
SECRET = {"breach": "Vi phạm tuyệt kín", "body": "Ủy ban Kiểm tra Nhà", "decision_no": "77-QĐ/UBKT"}


def discipline(member, form=REPRIMAND, on=DAY, **facts):
    return services.discipline(member=member, form=form, on=on, by=None, despite="đã biết", **facts)


def refused(field, change, **typed):
    with pytest.raises(RuleError) as error:
        change(by=None, **typed)
    assert error.value.field == field
    return str(error.value)


# Discipline


@pytest.mark.parametrize("form", [REPRIMAND, WARNING])
def test_everybody_can_be_reprimanded_and_warned(form, world):
    for member in world.members:
        made = discipline(member, form)
        assert (made.form, made.on, made.effective_on) == (form, DAY, DAY)


@pytest.mark.parametrize("form", [DISMISSAL, EXPULSION])
def test_a_probationary_member_is_neither_dismissed_nor_expelled(form, world):
    refused("form", services.discipline, member=world.members[-1], form=form, on=DAY)
    assert not world.members[-1].disciplines.exists()


def test_only_who_holds_a_post_that_day_is_dismissed_and_the_posts_end(world):
    refused("form", services.discipline, member=world.members[1], form=DISMISSAL, on=DAY)
    secretary = world.member
    happen(secretary, EventKind.POST, date(2024, 1, 1), cell=world.cell, post=PostKind.COMMITTEE, how="elected")
    discipline(secretary, DISMISSAL, effective_on=DAY + ONE_DAY, **SECRET)
    assert secretary.posts.on(DAY).count() == 2
    assert not secretary.posts.on(DAY + ONE_DAY).exists()
    refused("form", services.discipline, member=secretary, form=DISMISSAL, on=DAY + ONE_DAY)


def test_an_expulsion_ends_the_membership_on_the_day_it_takes_effect(world):
    member = world.members[1]
    discipline(member, EXPULSION, effective_on=DAY + ONE_DAY, decision_no="8-QĐ/ĐU")
    row = member.memberships.get()
    assert (row.until, row.exit) == (DAY + ONE_DAY, Exit.EXPELLED)
    assert member.events.get(kind=EventKind.EXPEL).decision_no == "8-QĐ/ĐU"


@pytest.mark.parametrize("form", DisciplineForm)
@pytest.mark.parametrize("body", ["Chi bộ Lũng Mật", "CHI UY", "Đảng ủy xã"])
def test_a_measure_entered_as_found_keeps_to_what_a_cell_decides_and_an_expulsion_says_why(body, form, world, sign_in):
    """A cell reprimands and warns; two thirds of it propose an expulsion, in a procedure unless it is an old one."""
    client, member = sign_in(world.inspection), world.member
    url = reverse("members:discipline", args=[member.pk])
    typed = {"form": form, "on": "01/06/2026", "body": body, "outside": "", "despite": "đã biết"}
    beyond = form in (DISMISSAL, EXPULSION) and not body.startswith("Đ")
    if beyond or form == EXPULSION:
        answer = client.post(url, typed)
        assert list(answer.context["form"].errors) == ["body" if beyond else "outside"]
        assert ("cấp trên quyết định" if beyond else "hai phần ba") in str(answer.context["form"].errors).lower()
    answer = client.post(url, typed | {"outside": "Quyết định năm 2026, trước khi dùng sổ"})
    assert member.disciplines.exists() == (answer.status_code == 302) == (not beyond)
    if not beyond:
        assert "trước khi dùng sổ" in client.get(reverse("members:honours", args=[member.pk])).content.decode()


def test_an_expulsion_that_is_recorded_already_is_not_recorded_twice(world):
    member = world.members[1]
    expelled = happen(member, EventKind.EXPEL, DAY)
    measure = discipline(member, EXPULSION)
    services.strike(decision=measure, reason="nhầm số", by=None)
    assert list(member.events.kept().filter(kind=EventKind.EXPEL)) == [expelled]


def test_what_the_life_refuses_leaves_no_discipline(world):
    member = world.members[1]
    happen(member, EventKind.TRANSFER, DAY + ONE_DAY, cell=world.other_cell)
    with pytest.raises(RuleError):
        discipline(member, EXPULSION)
    assert not member.disciplines.exists()
    assert not member.events.filter(kind=EventKind.EXPEL).exists()


def test_nobody_is_disciplined_outside_the_membership(world):
    member = join(world.cell, "Bế Văn Mới", on=DAY)
    refused("on", services.discipline, member=member, form=REPRIMAND, on=DAY - ONE_DAY)
    assert discipline(member)
    happen(member, EventKind.DIE, TODAY)
    refused("on", services.discipline, member=member, form=WARNING, on=TODAY)
    assert discipline(member, WARNING, TODAY - ONE_DAY)


def test_a_discipline_takes_effect_after_it_was_decided_and_is_recorded_once(world):
    with pytest.raises(REFUSALS):
        discipline(world.member, effective_on=DAY - ONE_DAY)
    assert discipline(world.member, effective_on=DAY)
    with pytest.raises(REFUSALS):
        discipline(world.member)


def test_a_discipline_is_lifted_once_and_not_before_it_took_effect(world):
    measure = discipline(world.member)
    with pytest.raises(REFUSALS):
        services.lift_discipline(discipline=measure, on=DAY - ONE_DAY, lifted_by="9-QĐ/UBKT", by=None)
    lifted = services.lift_discipline(discipline=measure, on=DAY, lifted_by="9-QĐ/UBKT", by=None)
    assert (lifted.lifted_on, lifted.lifted_by) == (DAY, "9-QĐ/UBKT")
    refused(None, services.lift_discipline, discipline=measure, on=DAY, lifted_by="9-QĐ/UBKT")


@pytest.mark.parametrize("form", [DISMISSAL, EXPULSION])
def test_striking_out_a_discipline_strikes_out_what_followed_from_it_without_saying_why(form, world):
    secretary = world.member
    measure = discipline(secretary, form)
    about = {"decision": measure, "reason": "nhầm người, xem biên bản kín", "by": world.inspection}
    services.strike(**about, despite="đã biết")
    assert secretary.posts.on(TODAY).get().kind == PostKind.SECRETARY
    assert secretary.memberships.get().until is None
    assert not secretary.disciplines.kept().exists()
    assert {correction.reason for correction in secretary.corrections.all()} == {"Ghi nhầm."}
    refused(None, services.strike, decision=measure, reason="lần nữa")


# Commendations


def test_a_member_and_a_cell_are_commended(world):
    of_year = {"occasion": Occasion.YEAR, "year": 2025, "on": DAY, "by": None}
    for form in CommendationForm:
        assert services.commend(cell=world.cell, form=form, **of_year).commune == world.commune
        if form != CommendationForm.FLAG:
            assert services.commend(member=world.member, form=form, **of_year).commune == world.commune
    refused("form", services.commend, member=world.member, form=CommendationForm.FLAG, on=DAY)
    assert (world.member.commendations.count(), world.cell.commendations.count()) == (3, 4)


@pytest.mark.parametrize("form", CommendationForm)
@pytest.mark.parametrize(
    ("body", "of_a_cell"),
    [
        ("Chi bộ Lũng Mật", True),
        ("CHI BO LUNG MAT", True),
        ("chi  ủy", True),
        ("Đảng ủy xã", False),
        ("Ban Thường vụ Tỉnh ủy", False),
        ("", False),
    ],
)
def test_a_cell_only_praises(body, of_a_cell, form, world):
    given = {"cell": world.other_cell, "form": form, "on": DAY, "body": body}
    if of_a_cell and form != CommendationForm.PRAISE:
        refused("form", services.commend, **given)
    else:
        assert services.commend(**given, by=None).body == body.replace("  ", " ")


@pytest.mark.parametrize(
    ("occasion", "year", "fits"),
    [
        (Occasion.AD_HOC, None, True),
        (Occasion.AD_HOC, 2025, False),
        (Occasion.YEAR, 2025, True),
        (Occasion.YEAR, None, False),
        (Occasion.FIVE_YEARS, None, False),
        (Occasion.YEAR, 1929, False),
        (Occasion.YEAR, 2101, False),
    ],
)
def test_a_yearly_commendation_names_its_year(occasion, year, fits, world):
    typed = {"member": world.member, "form": CommendationForm.PRAISE, "on": DAY, "occasion": occasion, "year": year}
    if fits:
        assert services.commend(**typed, by=None)
    else:
        with pytest.raises(REFUSALS):
            services.commend(**typed, by=None)


# Who may know

KNOWS = {"leader": True, "secretary": True, "inspection": True, "office": False, "in_charge": False}


@pytest.mark.parametrize(("role", "knows"), KNOWS.items())
def test_a_discipline_is_told_to_those_entitled_only(role, knows, world, sign_in):
    discipline(world.member, DISMISSAL, **SECRET)
    services.commend(member=world.member, form=CommendationForm.PRAISE, on=DAY, reason="Cứu người", by=None)
    client = sign_in(world.accounts[role])
    pages = {name: client.get(reverse(f"members:{name}", args=[world.member.pk])) for name in ("honours", "life")}
    pages["detail"] = client.get(world.member.get_absolute_url())
    texts = {name: page.content.decode() for name, page in pages.items()}
    assert "Cứu người" in texts["honours"]
    assert [words in texts["honours"] for words in (*SECRET.values(), "Cách chức")] == [knows] * 4
    for name in ("life", "detail"):
        assert not [words for words in (*SECRET.values(), "ách chức") if words in texts[name]]


def test_a_secretary_does_not_know_of_members_of_other_cells_nor_of_guests(world, sign_in):
    guest = world.other_members[0]
    discipline(guest, **SECRET)
    client = sign_in(world.secretary)
    assert client.get(reverse("members:honours", args=[guest.pk])).status_code == 404
    happen(guest, EventKind.GO_AWAY, DAY, cell=world.cell, until=date(2027, 3, 1))
    page = client.get(reverse("members:honours", args=[guest.pk]))
    assert (page.status_code, SECRET["breach"] in page.content.decode()) == (200, False)
    assert list(Discipline.objects.visible_to(world.secretary)) == [world.discipline]
    happen(guest, EventKind.TRANSFER, TODAY, cell=world.cell)
    assert SECRET["breach"] in client.get(reverse("members:honours", args=[guest.pk])).content.decode()


@pytest.mark.parametrize("role", ["office", "in_charge", "admin", "upper", "outsider", "nobody"])
def test_anyone_who_may_not_know_finds_no_discipline_by_its_number(role, world, sign_in):
    measure, client = discipline(world.member), sign_in(world.accounts[role])
    for url in (
        reverse("members:remove-discipline", args=[measure.pk]),
        reverse("members:strike", args=["discipline", measure.pk]),
    ):
        assert client.get(url).status_code == client.post(url, {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("role", ["leader", "secretary"])
def test_who_may_only_know_does_not_change(role, world, sign_in):
    measure, client = discipline(world.member), sign_in(world.accounts[role])
    for url in (
        reverse("members:discipline", args=[world.member.pk]),
        reverse("members:remove-discipline", args=[measure.pk]),
        reverse("members:strike", args=["discipline", measure.pk]),
    ):
        assert client.get(url).status_code == client.post(url, {"reason": "x"}).status_code == 403


def test_the_inspection_board_records_discipline_but_no_commendation(world, sign_in):
    client = sign_in(world.inspection)
    assert client.get(reverse("members:discipline", args=[world.member.pk])).status_code == 200
    assert client.get(reverse("members:commend", args=[world.member.pk])).status_code == 403


def test_the_trail_of_a_discipline_names_neither_the_member_nor_what_it_was(world):
    measure = discipline(world.member, **SECRET)
    services.lift_discipline(discipline=measure, on=DAY, lifted_by="Quyết định kín", by=None)
    services.strike(decision=measure, reason="Lý do kín", by=None)
    entries = TrailEntry.objects.filter(subject_kind="members.discipline", subject_id=measure.pk)
    assert [entry.action for entry in entries.order_by("pk")] == ["created", "changed", "changed"]
    assert {entry.subject_name for entry in entries} <= {f"kỷ luật {measure.pk}", "kỷ luật None"}
    told = {str(value) for entry in entries for pair in entry.changes.values() for value in pair}
    assert told <= {"…"}


# Pages


def address(name, world):
    return reverse(f"members:{name}", args=[world.cell.pk if "cell" in name else world.member.pk])


COMMENDED = {"form": "praise", "occasion": "ad_hoc", "on": "01/06/2026", "body": "Đảng ủy xã", "reason": "Cứu người"}
MEASURE = {"form": "warning", "on": "01/06/2026", "body": "Chi bộ"}
HELD = {"years": "30", "awarded_on": "2010"}
PROPOSED = {"years": "30", "award_on": "2026-02-03", "on": "05/01/2026"}
FORMS = {
    "commend": ("office", COMMENDED, Commendation),
    "commend-cell": ("office", COMMENDED, Commendation),
    "discipline": ("inspection", MEASURE, Discipline),
    "enter-badge": ("office", HELD, Badge),
    "propose-badge": ("office", PROPOSED, Badge),
}


def recorded(model, world):
    """Rows of the member or the cell of these forms: nothing in the world until a form is sent."""
    owner = Q(member=world.member) | (Q(cell=world.cell) if model is Commendation else Q())
    return model.objects.filter(owner)


@pytest.mark.parametrize("name", FORMS)
def test_each_form_records_once(name, world, sign_in):
    services.edit_file(member=world.member, decided_on=PartialDate("1980-05-05"), by=None)
    role, typed, model = FORMS[name]
    key = {"form_key": "a" * 32}
    client = sign_in(world.accounts[role])
    answers = [client.post(address(name, world), typed | key) for _time in range(2)]
    back = address("cell-honours" if "cell" in name else "honours", world)
    assert [answer.headers["Location"] for answer in answers] == [back, back]
    assert recorded(model, world).count() == 1
    assert client.get(back).status_code == 200


WRONG_DAYS = ("", "31/02/2026", "25/11/2026", "01/01/20266", "hôm qua", "1" * 300)


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [
        ("commend", "on", WRONG_DAYS),
        ("commend", "form", ("", "flag", "x")),
        ("commend", "occasion", ("", "x")),
        ("commend", "year", ("năm nay", "-1", "99999", "1929")),
        ("commend", "body", ("", "x" * 121)),
        ("commend", "reason", ("x" * 201,)),
        ("commend", "decision_no", ("x" * 41,)),
        ("commend-cell", "on", WRONG_DAYS),
        ("commend-cell", "form", ("", "x")),
        ("discipline", "on", (*WRONG_DAYS, f"{LONG_AGO - ONE_DAY:%d/%m/%Y}")),
        ("discipline", "effective_on", WRONG_DAYS[1:]),
        ("discipline", "form", ("", "x")),
        ("discipline", "body", ("", "x" * 121)),
        ("discipline", "breach", ("x" * 201,)),
        ("enter-badge", "years", ("", "31", "-30", "x")),
        ("enter-badge", "awarded_on", ("", "13/2010", "2030", "31/02/2010", "x" * 300)),
        ("enter-badge", "number", ("x" * 21,)),
        ("propose-badge", "years", ("", "31", "x")),
        ("propose-badge", "award_on", ("", "2026-02-04", "2028-02-03", "x")),
        ("propose-badge", "on", (*WRONG_DAYS, "04/02/2026")),
        ("propose-badge", "early", ("x", "posthumous")),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_records_nothing(name, field, values, world, sign_in):
    services.edit_file(member=world.member, decided_on=PartialDate("1995-12-10"), by=None)
    role, typed, model = FORMS[name]
    client = sign_in(world.accounts[role])
    for value in values:
        answer = client.post(address(name, world), typed | {field: value})
        assert answer.status_code == 200, value
        assert field in answer.context["form"].errors, value
    assert not recorded(model, world).exists()


def test_a_strike_needs_a_reason_and_shows_it(world, sign_in):
    made = services.commend(member=world.member, form=CommendationForm.PRAISE, on=DAY, by=None)
    url, client = reverse("members:strike", args=["commendation", made.pk]), sign_in(world.office)
    for reason in ("", " ", "x" * 201):
        assert list(client.post(url, {"reason": reason}).context["form"].errors) == ["reason"]
    assert client.post(url, {"reason": "ghi nhầm người"}).headers["Location"] == address("honours", world)
    assert "ghi nhầm người" in client.get(address("honours", world)).content.decode()
    assert client.post(url, {"reason": "lần nữa"}).context["form"].non_field_errors()


def test_a_cells_commendation_is_struck_out_from_the_page_of_the_cell(world, sign_in):
    made = services.commend(cell=world.cell, form=CommendationForm.FLAG, on=DAY, by=None)
    url = reverse("members:strike", args=["commendation", made.pk])
    answer = sign_in(world.office).post(url, {"reason": "nhầm"})
    assert answer.headers["Location"] == address("cell-honours", world)


@pytest.mark.parametrize("kind", ["member", "Badge", "x"])
def test_nothing_else_can_be_struck_out(kind, world, sign_in):
    assert sign_in(world.office).get(reverse("members:strike", args=[kind, world.member.pk])).status_code == 404


def test_the_page_names_the_next_badge_and_a_delay_without_its_cause(world, sign_in):
    services.edit_file(member=world.member, decided_on=PartialDate("1996-12-10"), by=None)
    text = sign_in(world.office).get(address("honours", world)).content.decode()
    assert "Tiếp theo: Huy hiệu 30 năm, đủ năm ngày 10/12/2026, đợt trao 03/02/2027." in text
    discipline(world.member, WARNING, **SECRET)
    text = sign_in(world.office).get(address("honours", world)).content.decode()
    assert "đợt trao 19/05/2027." in text
    assert "Chưa xét đến 01/03/2027." in text


# Cases not concluded


def inquire(world, member, since=DAY):
    return services.open_inquiry(member=member, since=since, decision_no="99-KH/UBKT", by=world.inspection)


WAITS = [
    (EventKind.TRANSFER, {}),
    (EventKind.TRANSFER_OUT, {"place": "xã khác"}),
    (EventKind.LEAVE, {}),
]


@pytest.mark.parametrize(("kind", "facts"), WAITS)
def test_nobody_is_transferred_or_leaves_while_a_case_is_open(kind, facts, world):
    member = world.members[1]
    facts = {"cell": world.other_cell} | facts if kind == EventKind.TRANSFER else facts
    case = inquire(world, member)
    said = refused("on", services.record, member=member, kind=kind, on=DAY, **facts)
    assert said.endswith("đang có việc chưa kết luận nên chưa thực hiện được. Đề nghị trao đổi với Ủy ban Kiểm tra.")
    services.conclude_inquiry(inquiry=case, on=DAY + ONE_DAY, by=world.inspection)
    assert happen(member, kind, DAY + ONE_DAY, **facts).pk


@pytest.mark.parametrize(("kind", "facts"), WAITS[1:])
def test_a_case_struck_out_or_begun_later_holds_nothing_back(kind, facts, world):
    one, other = world.members[1:3]
    services.strike(decision=inquire(world, one), reason="Nhầm người", by=world.inspection)
    inquire(world, other, since=DAY + ONE_DAY)
    assert happen(one, kind, DAY, **facts).pk
    assert happen(other, kind, DAY, **facts).pk


def test_a_cell_that_ends_takes_everybody_along_whatever_case_is_open(world):
    inquire(world, world.members[1])
    move = {"on": TODAY, "move_to": world.other_cell, "by": world.office, "despite": "sáp nhập"}
    services.end_cell(cell=world.cell, state="merged", serving="joint", **move)
    assert world.members[1].memberships.on(TODAY).get().cell == world.other_cell


def test_a_case_is_known_to_those_who_may_know_of_discipline(world, sign_in):
    inquire(world, world.member)
    seen = {
        who
        for who in ("office", "leader", "in_charge", "secretary", "inspection")
        if "99-KH/UBKT"
        in sign_in(world.accounts[who]).get(reverse("members:honours", args=[world.member.pk])).content.decode()
    }
    assert seen == {"leader", "secretary", "inspection"}
    assert not Inquiry.objects.visible_to(world.office).exists()


def test_the_trail_of_a_case_tells_neither_whom_nor_when(world):
    case = inquire(world, world.member)
    entry = TrailEntry.objects.get(subject_kind="members.inquiry", subject_id=case.pk)
    assert set(map(tuple, entry.changes.values())) <= {("…", "…"), (None, False)}
    assert world.member.full_name not in str(entry.changes) + entry.subject_name
