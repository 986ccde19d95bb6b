"""Heads of hamlets, persons of prestige and elders: dated, apart, shown and found."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from common.errors import RuleError
from members import services
from members.enums import HamletRoleKind
from members.models import HamletRole
from tests.world import TODAY, join

SINCE = date(2024, 1, 1)
HEAD, PRESTIGE, ELDER = HamletRoleKind.HEAD, HamletRoleKind.PRESTIGE, HamletRoleKind.ELDER


def name(world, member=None, kind=HEAD, since=SINCE, **facts):
    facts = {"hamlet": world.hamlet} | facts
    return services.name_in_hamlet(member=member or world.member, kind=kind, since=since, by=world.office, **facts)


def listed(client, **choice):
    page = client.get(reverse("members:list"), choice)
    return sorted(row.full_name for row in page.context["page"])


def test_one_may_be_head_person_of_prestige_and_elder_at_once(world):
    for kind in (HEAD, PRESTIGE, ELDER):
        name(world, kind=kind)
    assert world.member.hamlet_roles.on(SINCE).count() == 3


def test_one_is_the_same_once_on_a_day(world):
    role = name(world, kind=ELDER)
    for since in (SINCE, date(2023, 1, 1), TODAY):
        with pytest.raises(ValidationError) as error:
            name(world, kind=ELDER, since=since)
        assert error.value.messages == ["Trong khoảng thời gian này đã ghi vai trò này của đảng viên."]
    services.end_hamlet_role(role=role, on=TODAY, by=world.office)
    assert name(world, kind=ELDER, since=TODAY).pk


def test_a_hamlet_has_one_head_and_several_elders(world):
    first, second = world.members[:2]
    role = name(world, first)
    with pytest.raises(ValidationError) as error:
        name(world, second)
    assert error.value.messages == [
        "Trong khoảng thời gian này, xóm đã có trưởng xóm khác là đảng viên; ghi ngày thôi trước."
    ]
    services.end_hamlet_role(role=role, on=TODAY, by=world.office)
    assert name(world, second, since=TODAY).pk
    assert name(world, first, kind=ELDER).pk
    assert name(world, second, kind=ELDER).pk


def test_what_is_struck_out_holds_nothing_back(world):
    role = name(world)
    services.strike(decision=role, reason="Nhầm người", by=world.office)
    assert name(world, world.members[1]).pk
    with pytest.raises(RuleError):
        services.end_hamlet_role(role=role, on=TODAY, by=world.office)


def test_nobody_is_head_of_a_hamlet_of_another_commune(world):
    with pytest.raises(ValidationError) as error:
        name(world, hamlet=world.foreign_hamlet)
    assert error.value.message_dict == {"hamlet": ["Xóm này thuộc xã khác."]}


def test_it_stands_on_the_pages_of_the_member_and_of_the_hamlet(world, sign_in):
    name(world, kind=PRESTIGE)
    client = sign_in(world.secretary)
    pages = [("members:detail", world.member), ("members:record", world.member), ("cells:hamlet", world.hamlet)]
    for page, record in pages:
        assert "người có uy tín" in client.get(reverse(page, args=[record.pk])).content.decode().lower(), page


def test_what_is_over_is_history_and_no_word_beside_the_name(world, sign_in):
    services.end_hamlet_role(role=name(world), on=TODAY, by=world.office)
    client = sign_in(world.office)
    detail, record = (client.get(reverse(f"members:{page}", args=[world.member.pk])) for page in ("detail", "record"))
    assert "trưởng xóm" not in detail.content.decode().lower()
    assert "Trưởng xóm" in record.content.decode()


def test_the_page_of_a_hamlet_names_only_those_whose_files_are_open(world, sign_in):
    name(world, world.other_members[0])
    url = reverse("cells:hamlet", args=[world.hamlet.pk])
    pages = {who: sign_in(world.accounts[who]).get(url).content.decode() for who in ("office", "secretary", "admin")}
    named = {who for who, page in pages.items() if world.other_members[0].full_name in page}
    assert named == {"office"}


def test_members_are_listed_by_their_standing_on_the_day(world, sign_in):
    elder, head = world.members[1], world.other_members[0]
    services.end_hamlet_role(role=name(world, elder, kind=ELDER), on=date(2026, 6, 1), by=world.office)
    name(world, head, hamlet=world.other_hamlet)
    client = sign_in(world.office)
    assert listed(client, hamlet_role="head") == [head.full_name]
    assert listed(client, hamlet_role="elder") == []
    assert listed(client, hamlet_role="elder", on="31/05/2026") == [elder.full_name]
    assert listed(client, hamlet_role="elder", on="01/06/2026") == []


def test_the_office_records_and_ends_it_on_the_page_of_the_member(world, sign_in):
    client = sign_in(world.office)
    typed = {"kind": "head", "hamlet": world.hamlet.pk, "since": "01/01/2024"}
    page = client.post(reverse("members:add-hamlet-role", args=[world.member.pk]), typed)
    assert page.url == reverse("members:record", args=[world.member.pk])
    role = HamletRole.objects.get()
    client.post(reverse("members:end-hamlet-role", args=[role.pk]), {"on": "24/11/2026"})
    role.refresh_from_db()
    assert (role.kind, role.since, role.until) == ("head", SINCE, TODAY)
    client.post(reverse("members:strike", args=["hamlet-role", role.pk]), {"reason": "Nhầm"})
    role.refresh_from_db()
    assert (role.struck, role.struck_reason) == (True, "Nhầm")


def test_hamlets_of_other_communes_are_not_offered(world, sign_in):
    page = sign_in(world.office).get(reverse("members:add-hamlet-role", args=[world.member.pk]))
    offered = set(page.context["form"].fields["hamlet"].queryset)
    assert world.hamlet in offered
    assert world.foreign_hamlet not in offered


def test_two_records_of_one_person_are_joined_with_their_standings(world):
    other = join(world.cell, "Nông Văn Ân")
    name(world, kind=ELDER)
    name(world, other, kind=ELDER)
    name(world, other, kind=PRESTIGE)
    services.merge(kept=world.member, other=other, taken=set(), life="kept", reason="Trùng", by=world.office)
    assert sorted(world.member.hamlet_roles.values_list("kind", flat=True)) == ["elder", "prestige"]
