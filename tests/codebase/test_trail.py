"""Nothing personal is shown or taken away without a row in the trail, no matter who asks by what method."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.models import TrailEntry
from members import services as people
from tests.access import MATRIX, POSTS
from tests.addresses import address
from tests.codebase.test_secrets import LOOKS

TAKES_POSTS = {*POSTS, "accounts:login", "accounts:logout", "accounts:password", "accounts:language"}


def send(client, method, url):
    """As a browser sends it: a form has a key of its own."""
    return client.post(url, {"form_key": uuid4().hex}) if method == "post" else client.get(url)


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


def test_who_looked_for_a_number_is_written_down_without_the_number(world, sign_in):
    people.edit_file(member=world.member, by=world.office, id_number="004080001230")
    client = sign_in(world.office)
    assert found_by(client, "004080001230") == (world.member.pk, str(world.office), "Tìm theo số: •••••••••230")
    assert found_by(client, "004080009999") == (None, str(world.office), "Tìm theo số: •••••••••999")
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
    assert not TrailEntry.objects.filter(action__in=LOOKS).exists()
