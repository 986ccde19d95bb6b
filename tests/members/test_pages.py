import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from members import services
from members.enums import Sex, Standing
from members.models import Member, Target
from tests.world import LONG_AGO, cell


def test_names_are_found_in_any_spelling_and_sorted_as_vietnamese_lists_are(world, sign_in):
    client = sign_in(world.secretary)
    listed = [member.full_name for member in client.get(reverse("members:list")).context["page"]]
    assert listed == [
        "Nông Văn An", "Hoàng Thị Ánh", "Lý Minh Ân", "Triệu Văn Bình", "Đàm Quốc Dũng", "Lục Văn Đức",
    ]  # fmt: skip
    for typed in ("dung", "Dũng", "Du\u0303ng", "\u00d0àm"):
        found = client.get(reverse("members:list"), {"name": typed}).context["page"]
        assert [member.full_name for member in found] == ["Đàm Quốc Dũng"]


@pytest.mark.parametrize("name", ["members:list", "cells:list", "cells:hamlets", "meetings:list", "members:targets"])
def test_a_list_asks_the_same_number_of_questions_however_long_it_is(name, world, sign_in):
    client = sign_in(world.office)
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse(name))
    for number in range(3):
        cell(world.commune, f"Thêm {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(reverse(name))
    assert len(many) == len(few)


def add(world, **changed):
    typed = {
        "full_name": "Bế Thị Mới", "sex": "female", "born": "1990", "how": "admitted", "cell": world.cell.pk,
        "standing": "official", "since": "03/02/2026", "decision_no": "05-QĐ/ĐU",
    }  # fmt: skip
    return typed | changed


def test_a_newly_admitted_member_is_probationary_whatever_was_chosen(world, sign_in):
    sign_in(world.office).post(reverse("members:add"), add(world))
    member = Member.objects.get(full_name="Bế Thị Mới")
    assert (member.born_text, member.memberships.get().standing) == ("1990", "probationary")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "x" * 101),
        ("since", "31/02/2026"),
        ("since", "00/00/0000"),
        ("since", "01/01/20266"),
        ("since", "25/11/2026"),
        ("since", "01/01/2000"),
        ("born", "13/13/1990"),
        ("born", "2030"),
        ("sex", "x"),
    ],
)
def test_bad_input_is_answered_beside_its_field_and_kept(field, value, world, sign_in):
    answer = sign_in(world.office).post(reverse("members:add"), add(world, **{field: value}))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert 'value="Bế Thị Mới"' in answer.content.decode() or field == "full_name"
    assert not Member.objects.filter(full_name="Bế Thị Mới").exists()


def test_a_cell_of_another_commune_cannot_be_chosen_by_its_number(world, sign_in):
    answer = sign_in(world.office).post(reverse("members:add"), add(world, cell=world.foreign_cell.pk))
    assert list(answer.context["form"].errors) == ["cell"]


@pytest.mark.parametrize(
    ("slug", "typed"),
    [
        ("move", {"on": "01/03/2026"}),
        ("overlay", {"since": "01/03/2026", "kind": "away", "until": "01/09/2026"}),
        ("appoint", {"since": "01/03/2026", "kind": "deputy", "how": "elected"}),
        ("depart", {"on": "01/03/2026", "exit": "died"}),
    ],
)
def test_an_event_is_recorded_from_its_page(slug, typed, world, sign_in):
    url = reverse("members:event", args=[world.members[1].pk, slug])
    answer = sign_in(world.office).post(url, typed | {"cell": world.other_cell.pk})
    assert answer.headers["Location"] == world.members[1].get_absolute_url()


@pytest.mark.parametrize("slug", ["recognise", "move", "overlay", "return", "appoint", "end-post", "depart"])
def test_an_empty_event_is_refused_with_a_sentence(slug, world, sign_in):
    url = reverse("members:event", args=[world.member.pk, slug])
    answer = sign_in(world.office).post(url, {"on": "", "form_key": "x"})
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_targets_are_set_for_all_cells_at_once_and_twice_is_harmless(world, sign_in):
    client = sign_in(world.office)
    typed = {"commune": "5", f"cell-{world.cell.pk}": "2", f"cell-{world.other_cell.pk}": ""}
    for _time in range(2):
        client.post(reverse("members:set-targets") + "?year=2026", typed)
    planned = dict(Target.objects.filter(commune=world.commune, year=2026).values_list("cell", "planned"))
    assert planned == {None: 5, world.cell.pk: 2}


def test_a_secretary_does_not_see_whoever_moved_on_to_another_cell(world, sign_in):
    services.move(member=world.members[1], cell=world.other_cell, on=world.today, by=world.office)
    url = world.members[1].get_absolute_url()
    assert sign_in(world.secretary).get(url).status_code == 404
    assert sign_in(world.office).get(url).status_code == 200


def test_a_look_at_a_member_leaves_a_trail(world, sign_in):
    sign_in(world.leader).get(world.member.get_absolute_url())
    entry = TrailEntry.objects.get(action="seen")
    assert (entry.account_name, entry.subject_name, entry.commune) == (
        str(world.leader), world.member.full_name, world.commune.pk,
    )  # fmt: skip


def test_the_members_of_one_cell_are_those_of_its_figure(world, sign_in):
    services.join(
        cell=world.cell, full_name="Tô Văn Thêm", sex=Sex.MALE, standing=Standing.OFFICIAL, since=LONG_AGO,
        by=world.office,
    )  # fmt: skip
    context = sign_in(world.office).get(reverse("members:list"), {"cell": world.cell.pk}).context
    assert context["headcount"].total == context["page"].paginator.count == 7
