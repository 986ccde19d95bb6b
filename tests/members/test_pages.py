import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from development.models import Target
from members.enums import EventKind
from tests.world import cell, happen, join


def test_names_are_found_in_any_spelling_and_sorted_as_vietnamese_lists_are(world, sign_in):
    client = sign_in(world.secretary)
    listed = [member.full_name for member in client.get(reverse("members:list")).context["page"]]
    assert listed == [
        "Nông Văn An", "Hoàng Thị Ánh", "Lý Minh Ân", "Triệu Văn Bình", "Đàm Quốc Dũng", "Lục Văn Đức",
    ]  # fmt: skip
    for typed in ("dung", "Dũng", "Du\u0303ng", "\u00d0àm"):
        found = client.get(reverse("members:list"), {"name": typed}).context["page"]
        assert [member.full_name for member in found] == ["Đàm Quốc Dũng"]


LISTS = ("members:list", "cells:list", "cells:hamlets", "meetings:list", "development:targets")


@pytest.mark.parametrize("name", LISTS)
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


def test_targets_are_set_for_all_cells_at_once_and_twice_is_harmless(world, sign_in):
    client = sign_in(world.office)
    typed = {"commune": "5", f"cell-{world.cell.pk}": "2", f"cell-{world.other_cell.pk}": ""}
    for _time in range(2):
        client.post(reverse("development:set-targets") + "?year=2026", typed)
    planned = dict(Target.objects.filter(commune=world.commune, year=2026).values_list("cell", "planned"))
    assert planned == {None: 5, world.cell.pk: 2}


def test_a_secretary_does_not_see_those_who_moved_on_to_another_cell(world, sign_in):
    happen(world.members[1], EventKind.TRANSFER, world.today, cell=world.other_cell)
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
    join(world.cell, "Tô Văn Thêm")
    context = sign_in(world.office).get(reverse("members:list"), {"cell": world.cell.pk}).context
    assert context["headcount"].total == context["page"].paginator.count == 7
