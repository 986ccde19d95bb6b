"""Nothing personal is shown or taken away without a row in the trail, whoever asks by whatever method."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import TrailEntry
from common.partial import PartialDate
from members import services as people
from tests.access import MATRIX, POSTS, ROLES
from tests.addresses import address
from tests.world import join

TAKES_POSTS = {*POSTS, "accounts:login", "accounts:logout", "accounts:password", "accounts:language"}
LOOKS = ("seen", "exported", "revealed")
FACTS = {"phone": "0912345678", "residence": "Nhà số 7, đường Cũ", "home_place": "Quê Ngoại", "card_no": "111122223333"}
ASKED = {"get": ("", "?as=xlsx", "?as=docx"), "post": ("", "?as=xlsx")}
PERSONAL = (*FACTS.values(), "01/05/1980", "00408000123", "•••")  # the day of birth of all; numbers, also masked


def looks():
    return TrailEntry.objects.filter(action__in=LOOKS).count()


def is_personal(answer):
    """Whether an answer is a file, or tells of somebody more than a name in the work of a cell."""
    if answer.status_code != 200:
        return False
    return "Content-Disposition" in answer.headers or any(fact in answer.content.decode() for fact in PERSONAL)


def send(client, method, url):
    """As a browser sends it: a form has a key of its own."""
    return client.post(url, {"form_key": uuid4().hex}) if method == "post" else client.get(url)


@pytest.fixture
def filed(world):
    """The world, with much on file of each member, and somebody due for a badge."""
    join(world.cell, "Mã Văn Cao", decided_on=PartialDate("1995-12-10"))
    for number, member in enumerate([*world.members, *world.other_members]):
        people.edit_file(member=member, by=world.office, id_number=f"00408000123{number}", **FACTS)
    return world


@pytest.mark.parametrize("role", [role for role in ROLES if role != "anonymous"])
def test_what_is_personal_is_never_shown_without_a_trace(role, filed, sign_in):
    client = sign_in(filed.accounts[role])
    untraced = []
    for name in MATRIX.keys() - {"accounts:logout"}:  # a stranger is shown nothing
        url = address(name, filed)
        for method, queries in ASKED.items():
            for query in queries:
                before = looks()
                answer = send(client, method, url + query)
                if is_personal(answer) and looks() == before:
                    untraced.append((name, method, query))
                if answer.status_code != 200:
                    break  # what does not open gives no file either
    assert untraced == []


def test_a_page_to_read_takes_no_form(world, sign_in):
    client = sign_in(world.office)
    got = {name: send(client, "post", address(name, world)).status_code for name in MATRIX if name not in TAKES_POSTS}
    assert got == dict.fromkeys(got, 405)


def test_a_form_that_comes_back_with_mistakes_was_a_look_all_the_same(world, sign_in):
    url = reverse("members:edit", args=[world.member.pk])
    answer = sign_in(world.office).post(url, {"phone": "x", "form_key": "a" * 32})
    assert answer.status_code == 200
    assert TrailEntry.objects.get(action="seen").subject_id == world.member.pk


def test_what_cannot_be_written_down_is_not_shown(world, sign_in, monkeypatch):
    def full(entries):
        raise OSError("disk full")

    client = sign_in(world.office)
    client.raise_request_exception = False
    monkeypatch.setattr("accounts.audit._insert", full)
    answer = client.get(reverse("members:detail", args=[world.member.pk]))
    assert answer.status_code == 500
    assert world.member.full_name not in answer.content.decode()


def found_by(client, number):
    client.post(reverse("members:find"), {"number": number, "form_key": uuid4().hex})
    entry = TrailEntry.objects.filter(action="seen").latest("pk")
    return entry.subject_id, entry.account_name, entry.purpose


def test_who_looked_for_a_number_is_written_down_without_the_number(filed, sign_in):
    client = sign_in(filed.office)
    assert found_by(client, "004080001230") == (filed.member.pk, str(filed.office), "Tìm theo số: •••••••••230")
    assert found_by(client, "004080009999") == (None, str(filed.office), "Tìm theo số: •••••••••999")
    assert not any("004080" in str(row) for row in TrailEntry.objects.values())


def test_who_looked_for_a_name_is_written_down(world, sign_in):
    sign_in(world.leader).get(reverse("members:list"), {"name": "nong van"})
    entry = TrailEntry.objects.get(action="seen")
    assert (entry.account, entry.commune, entry.purpose) == (world.leader, world.commune.pk, "nong van")
    page = sign_in(world.admin).get(reverse("privacy:access-log")).content.decode()
    assert "nong van" in page


def test_strangers_leave_no_rows(world):
    for name in MATRIX:
        Client().get(address(name, world))
    assert looks() == 0


def test_no_answer_is_kept_by_the_browser(world, sign_in):
    """Whoever signs out leaves nothing behind that Back could show."""
    client, kept = sign_in(world.office), []
    for name in MATRIX:
        for method in ("get", "post"):
            if "no-store" not in send(client, method, address(name, world)).headers["Cache-Control"]:
                kept.append((name, method))
        client = sign_in(world.office)  # one of them signed out
    assert kept == []
