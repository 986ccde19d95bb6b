"""Movements and models: the steps of their year, who is credited, who took part, and two counts that are never one."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cells.enums import CellState
from common.errors import RuleError
from common.tables import as_text
from development import queries, services
from development.enums import MovementState
from development.forms import MovementForm
from development.models import Movement, Participation
from members import services as people
from members.enums import LifeOf
from members.queries.relations import counts
from reports.tables.movements import movements
from tests.addresses import a_criterion, a_movement, a_part, a_unit
from tests.world import TODAY, join

BEGAN, DECIDED = date(2026, 2, 3), date(2026, 11, 10)


def register(world, name="Tổ vay vốn", **facts):
    facts = {"year": 2026, "kind": "model", "field": "economy", "lead_name": "MTTQ xã"} | facts
    facts = {"commune": world.commune, "registered_on": date(2026, 1, 10)} | facts
    return services.register_movement(name=name, by=world.office, **facts)


def begun(world, movement):
    return services.begin_movement(movement=movement, on=BEGAN, by=world.office)


def decided(world, movement, recognised=True):
    facts = {"on": DECIDED, "decided_by": "Đảng ủy xã", "recognised": recognised}
    return services.decide_movement(movement=begun(world, movement), by=world.office, **facts)


def told(user, by, year=2026):
    """{first column: [texts]} of the report."""
    made = movements(user=user, year=year, by=by, today=TODAY)
    rows = [[as_text(f.value, c.kind) for c, f in zip(made.columns, row, strict=True)] for row in made.rows]
    return {row[0]: row[1:] for row in rows}


def test_a_movement_is_registered_carried_out_recognised_and_struck_off_the_list(world):
    movement = register(world)
    assert movement.state == MovementState.REGISTERED
    with pytest.raises(RuleError):
        services.decide_movement(movement=movement, recognised=True, on=TODAY, decided_by="", by=world.office)
    assert begun(world, movement).state == MovementState.UNDER_WAY
    facts = {"on": DECIDED, "decided_by": "Đảng ủy xã"}
    movement = services.decide_movement(movement=movement, recognised=True, by=world.office, **facts)
    assert movement.state == MovementState.RECOGNISED
    for again in (
        lambda: begun(world, movement),
        lambda: services.decide_movement(movement=movement, recognised=False, by=world.office, **facts),
    ):
        with pytest.raises(RuleError):
            again()
    movement = services.end_movement(movement=movement, on=TODAY, reason="Hết hiệu quả", by=world.office)
    assert (movement.state, movement.recognised) == (MovementState.ENDED, True)
    with pytest.raises(RuleError):
        services.carry_on_movement(movement=movement, on=TODAY, by=world.office)


@pytest.mark.parametrize("day", [date(2026, 1, 9), date(2025, 12, 1)])
def test_nothing_is_carried_out_before_it_is_registered(day, world):
    with pytest.raises(ValidationError) as error:
        services.begin_movement(movement=register(world), on=day, by=world.office)
    assert error.value.messages == ["Thứ tự là đăng ký, thực hiện, rồi mới quyết định công nhận."]


def test_one_body_leads_it_and_is_credited(world):
    for leads in ({"lead_name": ""}, {"lead_cell": world.cell}, {"lead_unit": a_unit(world)}):
        with pytest.raises(ValidationError) as error:
            register(world, **leads)
        assert "một đơn vị chủ trì" in error.value.messages[0]
    register(world, "Một", lead_name="", lead_cell=world.cell)
    register(world, "Hai", lead_name="", lead_unit=a_unit(world))
    assert list(told(world.office, "lead")) == ["Chi bộ Lũng Mật", "Hội Nông dân: xóm Lũng Mật"]


def test_registered_and_recognised_are_two_counts(world):
    one = decided(world, register(world, "Một", hamlets=[world.hamlet, world.other_hamlet]))
    services.end_movement(movement=one, on=TODAY, reason="Hết hiệu quả", by=world.office)
    decided(world, register(world, "Hai", field="culture", hamlets=[world.hamlet]), recognised=False)
    register(world, "Ba", field="culture")
    services.strike_movement(movement=register(world, "Bốn"), reason="Nhầm", by=world.office)
    register(world, "Một", year=2025)
    columns = ["1", "0", "0", "1", "0", "1", "100\xa0%", "0", "0"]
    assert told(world.upper, "field")["kinh tế"] == columns
    assert told(world.upper, "field")["văn hóa, xã hội"] == ["2", "0", "0", "0", "1", "0", "0\xa0%", "0", "0"]
    assert told(world.upper, "year")["2026"][:4] == ["3", "0", "0", "1"]
    assert told(world.upper, "year")["2025"][0] == "1"
    places = told(world.upper, "hamlet")
    assert (places["Lũng Mật"][0], places["Pác Tao"], places["toàn xã"][0]) == ("2", columns, "1")
    assert queries.counts_of([])["recognised"] == 0


def test_what_is_still_effective_is_carried_on_with_its_hamlets_and_criteria(world):
    movement = a_movement(world)
    services.edit_criterion(criterion=a_criterion(world), result="31 hộ", met=True, by=world.office)
    following = services.carry_on_movement(movement=movement, on=TODAY, by=world.office)
    assert (following.year, following.continues, following.lead) == (2027, movement, world.cell)
    assert [(row.text, row.target, row.result, row.met) for row in following.criteria.all()] == [
        ("Số hộ", "30 hộ", "", None)
    ]
    assert [row.hamlet for row in following.places.kept()] == [world.hamlet]
    with pytest.raises(RuleError):
        services.carry_on_movement(movement=movement, on=TODAY, by=world.office)
    with pytest.raises(RuleError):
        services.strike_movement(movement=movement, reason="Nhầm", by=world.office)
    services.strike_movement(movement=following, reason="Nhầm", by=world.office)
    assert services.carry_on_movement(movement=movement, on=TODAY, by=world.office).pk


def test_hamlets_are_changed_and_nothing_is_deleted(world):
    movement = a_movement(world)
    facts = {"movement": movement, "by": world.office}
    services.edit_movement(hamlets=[world.other_hamlet], **facts)
    services.edit_movement(hamlets=[world.other_hamlet, world.hamlet], **facts)
    assert {row.hamlet for row in movement.places.kept()} == {world.hamlet, world.other_hamlet}
    services.edit_movement(hamlets=[], **facts)
    assert (movement.places.kept().count(), movement.places.count()) == (0, 2)


def test_somebody_took_part_from_the_day_it_began_and_once_at_a_time(world):
    row = a_part(world)
    before = {"member": world.member, "by_day": date(row.since.year, row.since.month, row.since.day)}
    assert queries.took_part(**before) == [row]
    assert queries.took_part(member=world.member, by_day=date(2026, 1, 1)) == []
    facts = {"movement": row.movement, "part": "takes", "by": world.office}
    with pytest.raises(ValidationError) as error:
        services.take_part(member=world.member, since=TODAY, **facts)
    assert error.value.messages == ["Trong thời gian này người đó đã tham gia."]
    services.end_part(participation=row, on=TODAY, by=world.office)
    services.take_part(member=world.member, since=TODAY, **facts)
    services.take_part(name="Sầm Thị Ngoài", hamlet=world.hamlet, since=TODAY, **facts)
    assert queries.people_in([row.movement]) == {row.movement_id: 2}
    services.strike_part(participation=row, reason="Nhầm", by=world.office)
    with pytest.raises(RuleError):
        services.end_part(participation=row, on=TODAY, by=world.office)


def test_a_secretary_reads_what_concerns_the_cell_and_names_of_its_people_only(world, sign_in):
    mine, everywhere = a_movement(world), register(world, "Toàn dân")
    theirs = register(world, "Của xóm khác", hamlets=[world.other_hamlet])
    facts = {"movement": everywhere, "part": "core", "since": BEGAN, "by": world.office}
    services.take_part(member=world.member, **facts)
    services.take_part(member=world.other_members[0], **facts)
    services.take_part(name="Sầm Thị Ngoài", hamlet=world.other_hamlet, **facts)
    client = sign_in(world.secretary)
    listed = client.get(reverse("development:movements")).content.decode()
    assert [row.name in listed for row in (mine, everywhere, theirs)] == [True, True, False]
    page = client.get(everywhere.get_absolute_url()).content.decode()
    assert world.member.full_name in page
    assert world.other_members[0].full_name not in page
    assert "Sầm Thị Ngoài" not in page
    assert "Sầm Thị Ngoài" in sign_in(world.leader).get(everywhere.get_absolute_url()).content.decode()
    assert client.get(theirs.get_absolute_url()).status_code == 404


def test_the_cell_that_takes_over_leads_on_what_nothing_has_decided(world):
    under_way, done = a_movement(world), register(world, lead_name="", lead_cell=world.cell)
    decided(world, done)
    facts = {"cell": world.cell, "state": CellState.MERGED, "on": TODAY, "move_to": world.other_cell}
    people.end_cell(by=world.office, despite="đã biết", **facts)
    leads = dict(Movement.objects.values_list("pk", "lead_cell"))
    assert leads == {under_way.pk: world.other_cell.pk, done.pk: world.cell.pk}


def test_nobody_takes_part_in_what_is_struck_off_the_list(world):
    row = a_part(world)
    facts = {"movement": row.movement, "by": world.office}
    with pytest.raises(RuleError) as error:
        services.end_movement(on=row.since, reason="Hết hiệu quả", **facts)
    assert error.value.field == "on"
    services.end_movement(on=TODAY, reason="Hết hiệu quả", **facts)
    late = services.take_part(name="Sầm Thị Ngoài", since=row.since, part="takes", **facts)
    row.refresh_from_db()
    assert row.until == late.until == TODAY
    with pytest.raises(RuleError):
        services.end_part(participation=row, on=date(2026, 11, 1), by=world.office)


def test_merged_records_keep_both_parts(world):
    row, other = a_part(world), join(world.cell, "Nông Văn Ân")
    elsewhere = register(world)
    facts = {"since": BEGAN, "part": "takes", "by": world.office, "member": other}
    services.take_part(movement=elsewhere, **facts)
    services.take_part(movement=row.movement, **facts | {"since": TODAY})
    facts = {"taken": set(), "life": LifeOf.KEPT, "reason": "Trùng", "by": world.office}
    people.merge(kept=world.member, other=other, **facts)
    assert set(Participation.objects.filter(member=world.member).values_list("movement", flat=True)) == {
        row.movement_id,
        elsewhere.pk,
    }
    assert Participation.objects.count() == 3
    assert queries.people_in([row.movement]) == {row.movement_id: 1}, "one person, with a row that could not follow"
    assert "development.participation.member" in [relation.key for relation, _rows in counts([world.member])]


@pytest.mark.parametrize("number", ["9" * 400, "9" * 19, "9" * 15, "x"])
def test_a_hamlet_of_a_number_that_cannot_be_is_refused_beside_the_field(number, world):
    form = MovementForm({"hamlets": [number]}, commune=world.commune, today=TODAY)
    assert len(form.errors["hamlets"]) == 1


def test_the_pages_show_the_state_and_refuse_with_a_sentence(world, sign_in):
    client, movement = sign_in(world.office), a_movement(world)
    url = reverse("development:begin-movement", args=[movement.pk])
    assert "Thứ tự là đăng ký" in client.post(url, {"on": "1/1/2020"}).content.decode()
    assert client.post(url, {"on": "3/2/2026"}).status_code == 302
    assert "đang thực hiện" in client.get(movement.get_absolute_url()).content.decode()
    url = reverse("development:add-movement")
    typed = {"name": "Mới", "year": "2026", "kind": "model", "field": "economy", "registered_on": "5/1/2026"}
    for wrong, sentence in (
        ({}, "Hãy ghi một đơn vị chủ trì"),
        ({"lead_name": "MTTQ", "lead_cell": world.cell.pk}, "Hãy ghi một đơn vị chủ trì"),
        ({"lead_name": "MTTQ", "name": movement.name}, "Năm này đã đăng ký"),
        ({"lead_name": "MTTQ", "year": "99999999999999999999"}, 'value="Mới"'),
        ({"lead_name": "MTTQ", "hamlets": [str(world.foreign_hamlet.pk)]}, 'value="Mới"'),
        ({"lead_cell": world.foreign_cell.pk}, 'value="Mới"'),
    ):
        page = client.post(url, typed | wrong)
        assert (page.status_code, sentence in page.content.decode()) == (200, True), wrong
    answer = client.post(url, typed | {"lead_cell": world.cell.pk, "hamlets": [world.hamlet.pk]})
    assert answer.status_code == 302
    assert client.get(answer.url).status_code == 200
    page = client.get(reverse("members:record", args=[a_part(world).member_id])).content.decode()
    assert str(movement) in page


def test_the_list_asks_as_many_queries_for_many_movements(world, sign_in, django_assert_num_queries):
    client, url = sign_in(world.office), reverse("development:movements")
    a_part(world)
    client.get(url)
    with django_assert_num_queries(5):
        assert client.get(url, {"year": "x", "field": "?"}).status_code == 200
    for number in range(3):
        register(world, f"Mới {number}", hamlets=[world.hamlet], lead_name="", lead_unit=a_unit(world))
    with django_assert_num_queries(5):
        client.get(url)


@pytest.mark.parametrize("role", ["office", "secretary", "leader"])
def test_nobody_reaches_movements_of_another_commune(role, world, sign_in):
    facts = {"name": "Xa", "year": 2026, "kind": "model", "field": "economy", "lead_cell": world.foreign_cell}
    movement = services.register_movement(
        commune=world.other_commune, registered_on=date(2026, 1, 5), by=world.outsider, **facts
    )
    row = services.take_part(movement=movement, name="Xa", part="core", since=TODAY, by=world.outsider)
    client = sign_in(world.accounts[role])
    for name, pk in (("movement", movement.pk), ("edit-movement", movement.pk), ("end-part", row.pk)):
        assert client.get(reverse(f"development:{name}", args=[pk])).status_code == 404, name
