"""Who has not paid Party dues: told by the secretary, warned of after three months, ended when paid."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.people import told_apart
from members import services
from members.enums import EventKind, Standing
from members.models import Arrears, DuesRules
from members.queries.dues import are_here, long_unpaid, months_unpaid, unpaid_in
from members.rules.life import MemberRuleError
from reports.needs import needs_of
from tests.world import TODAY, happen, join, publish

SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
EVE, THIRD = date(2026, 11, 30), date(2026, 12, 1)  # September, October and November are over


def keep(world, unpaid, today=TODAY):
    services.keep_dues(members=[*world.members, *world.other_members], unpaid=unpaid, today=today, by=world.secretary)


def owe(world, member, since=SEPTEMBER):
    keep(world, {member.pk: since})


def warned(user, today):
    return [need.text for group in needs_of(user, today) if group.key == "dues" for need in group.needs]


def rows(member):
    return list(member.arrears.order_by("pk").values_list("since", "until", "struck"))


@pytest.mark.parametrize(
    ("today", "months"),
    [(SEPTEMBER, 0), (date(2026, 9, 30), 0), (OCTOBER, 1), (EVE, 2), (THIRD, 3), (date(2027, 1, 1), 4)],
)
def test_a_month_counts_once_it_is_over_also_beyond_the_year(today, months):
    assert months_unpaid(SEPTEMBER, today) == months


def test_secretary_and_office_are_warned_after_three_months(world):
    owe(world, world.members[1])
    text = "Lý Thị Bình (Chi bộ Lũng Mật) chưa đóng đảng phí từ tháng 09/2026, đã 3 tháng."
    text = text.replace("Lý Thị Bình", world.members[1].full_name)
    for user in (world.secretary, world.office):
        assert warned(user, EVE) == []
        assert warned(user, THIRD) == [text]
    for user in (world.leader, world.in_charge, world.inspection, world.outsider, world.admin):
        assert warned(user, THIRD) == []


def test_the_months_before_the_warning_are_a_rule(world):
    publish(DuesRules, world.commune, date(2026, 1, 1), months_unpaid=2)
    owe(world, world.members[1])
    assert len(warned(world.secretary, EVE)) == 1


def test_a_secretary_is_warned_of_the_own_cell_alone(world):
    owe(world, world.other_members[0])
    assert warned(world.secretary, THIRD) == []
    assert len(warned(world.office, THIRD)) == 1


def test_what_is_paid_ends_the_warning_and_stays_on_record(world):
    owe(world, world.members[1])
    keep(world, {world.members[1].pk: None})
    assert rows(world.members[1]) == [(SEPTEMBER, TODAY, False)]
    assert warned(world.secretary, THIRD) == []


def test_another_month_puts_a_mistake_right(world):
    owe(world, world.members[1])
    owe(world, world.members[1], OCTOBER)
    assert rows(world.members[1]) == [(SEPTEMBER, None, True), (OCTOBER, None, False)]
    assert warned(world.secretary, THIRD) == []


def test_who_is_not_named_stays_as_recorded_and_the_same_is_recorded_once(world):
    owe(world, world.members[1])
    owe(world, world.members[2])
    owe(world, world.members[2])
    assert rows(world.members[1]) == rows(world.members[2]) == [(SEPTEMBER, None, False)]


def test_the_warning_ends_with_the_membership(world):
    owe(world, world.members[1])
    happen(world.members[1], EventKind.DIE, date(2026, 11, 20))
    assert warned(world.office, THIRD) == []


def test_of_who_has_left_nothing_is_recorded_but_that_all_is_paid(world):
    member = world.members[1]
    owe(world, member)
    happen(member, EventKind.DIE, TODAY)
    with pytest.raises(MemberRuleError):
        owe(world, member, OCTOBER)
    assert rows(member) == [(SEPTEMBER, None, False)]
    keep(world, {member.pk: None})
    assert rows(member) == [(SEPTEMBER, TODAY, False)]


def test_the_new_secretary_is_warned_of_who_moved_in(world):
    owe(world, world.members[1])
    happen(world.members[1], EventKind.TRANSFER, date(2026, 11, 1), cell=world.other_cell)
    assert warned(world.secretary, THIRD) == []
    assert "Chi bộ Pác Tao" in warned(world.office, THIRD)[0]


def test_a_guest_pays_where_he_is_a_guest(world):
    person = {"full_name": "Khách Văn Xa", "sex": "male"}
    facts = {"cell": world.cell, "on": date(2026, 8, 1), "until": date(2027, 3, 1)}
    guest = services.enter(kind=EventKind.HOST, person=person, by=world.office, place="Xa", **facts)
    services.keep_dues(members=[guest], unpaid={guest.pk: SEPTEMBER}, today=TODAY, by=world.secretary)
    assert len(warned(world.secretary, THIRD)) == 1


def test_who_owes_dues_is_told_with_cell_and_months_those_who_owe_longest_first(world):
    first, second, other = world.members[1], world.members[2], world.other_members[0]
    new = join(world.cell, "Nông Văn Á")
    august = date(2026, 8, 1)
    keep(world, {first.pk: SEPTEMBER, second.pk: august, other.pk: SEPTEMBER, world.members[3].pk: OCTOBER})
    services.keep_dues(members=[new], unpaid={new.pk: SEPTEMBER}, today=TODAY, by=world.secretary)
    own, away = (world.cell.pk, world.cell.name), (world.other_cell.pk, world.other_cell.name)
    rows = [
        (second.pk, second.full_name, *own, august, 4),
        (new.pk, new.full_name, *own, SEPTEMBER, 3),
        (first.pk, first.full_name, *own, SEPTEMBER, 3),
        (other.pk, other.full_name, *away, SEPTEMBER, 3),
    ]
    assert long_unpaid(communes=[world.commune.pk], cells=[], today=THIRD) == rows
    assert long_unpaid(communes=[], cells=[world.cell.pk], today=THIRD) == rows[:3]
    assert long_unpaid(communes=[world.other_commune.pk], cells=[], today=THIRD) == []
    assert unpaid_in(world.other_cell, SEPTEMBER) == [(other.pk, other.full_name, SEPTEMBER)]
    assert unpaid_in(world.other_cell, SEPTEMBER - timedelta(days=1)) == []


def test_a_guest_does_not_stand_in_for_who_has_left(world):
    facts = {"cell": world.other_cell, "on": date(2026, 6, 1), "until": date(2027, 1, 1), "place": "Xa"}
    person = {"full_name": "Khách Văn Xa", "sex": "male"}
    services.enter(kind=EventKind.HOST, person=person, by=world.office, **facts)
    gone = world.members[1]
    owe(world, gone)
    happen(gone, EventKind.DIE, TODAY)
    assert long_unpaid(communes=[world.commune.pk], cells=[], today=THIRD) == []
    assert are_here(members=[gone.pk], day=THIRD) == set()


def test_who_pays_here_are_members_and_guests_of_that_day(world):
    facts = {"cell": world.cell, "on": date(2026, 6, 1), "until": OCTOBER, "place": "Xa"}
    person = {"full_name": "Khách Văn Xa", "sex": "male"}
    guest = services.enter(kind=EventKind.HOST, person=person, by=world.office, **facts)
    gone, member = world.members[1:3]
    happen(gone, EventKind.DIE, OCTOBER)
    asked, eve = [guest.pk, gone.pk, member.pk], OCTOBER - timedelta(days=1)
    assert [are_here(members=asked, day=day) for day in (eve, OCTOBER)] == [set(asked), {member.pk}]


def test_the_page_of_the_member_tells_it_and_marks_three_months(world, sign_in):
    owe(world, world.members[1], date(2026, 8, 1))
    owe(world, world.members[2])
    client = sign_in(world.secretary)
    said = [client.get(reverse("members:detail", args=[one.pk])).context["known_as"] for one in world.members[:3]]
    assert said == [
        [],
        [("bad", "chưa đóng đảng phí từ tháng 08/2026")],
        [("warn", "chưa đóng đảng phí từ tháng 09/2026")],
    ]


def test_the_secretary_tells_on_one_page_who_has_not_paid(world, sign_in):
    client, url = sign_in(world.secretary), reverse("members:dues", args=[world.cell.pk])
    one, other = world.members[1:3]
    owe(world, other)
    drawn = {f"was-dues-{one.pk}-since": "", f"was-dues-{other.pk}-since": "2026-09-01"}
    page = client.post(url, drawn | {f"dues-{one.pk}-since": "2026-10-01", f"dues-{other.pk}-since": ""})
    assert page.url == world.cell.get_absolute_url()
    assert (rows(one), rows(other)) == ([(OCTOBER, None, False)], [(SEPTEMBER, TODAY, False)])
    assert "chưa đóng đảng phí từ tháng 10/2026" in client.get(page.url).content.decode()


def test_a_page_that_another_has_overtaken_changes_nothing_unasked(world, sign_in):
    client, url = sign_in(world.secretary), reverse("members:dues", args=[world.cell.pk])
    one = world.members[1]
    owe(world, one)
    page = client.post(url, {f"was-dues-{one.pk}-since": "", f"dues-{one.pk}-since": "2026-10-01"})
    assert page.status_code == 200
    assert rows(one) == [(SEPTEMBER, None, False)]


def test_two_of_one_name_are_told_apart(world, sign_in):
    twins = [join(world.cell, "Nông Văn Đôi", born=born, standing=Standing.OFFICIAL) for born in ("1970", "1980")]
    page = sign_in(world.secretary).get(reverse("members:dues", args=[world.cell.pk])).content.decode()
    assert all(name in page for name in told_apart(twins).values())


def test_a_month_begins_on_its_first_day(world):
    with pytest.raises(ValidationError):
        Arrears(member=world.member, since=date(2026, 9, 2)).save_checked()
