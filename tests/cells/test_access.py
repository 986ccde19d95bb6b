from datetime import timedelta

import pytest

from accounts.models import User
from accounts.roles import Role
from cells import services
from cells.access import Hat, hats, organisation, read_account
from cells.models import Hamlet
from tests.world import LONG_AGO, TODAY


def hats_of(account):
    return set(hats(User.objects.get(pk=account.pk)))


def test_hats_come_from_grants_and_from_cells_in_charge(world):
    home, cell = world.commune.pk, world.cell.pk
    assert hats_of(world.office) == {Hat(Role.OFFICE, home, None)}
    assert hats_of(world.secretary) == {Hat(Role.SECRETARY, home, cell)}
    assert hats_of(world.in_charge) == {Hat(Role.IN_CHARGE, home, cell)}
    assert hats_of(world.nobody) == set()
    services.assign(committee_member=world.seat, cell=world.other_cell, since=LONG_AGO, by=None)
    services.grant(
        account=world.in_charge, role=Role.SECRETARY, commune=world.commune, cell=world.cell, since=TODAY, by=None
    )
    assert hats_of(world.in_charge) == {
        Hat(Role.IN_CHARGE, home, cell),
        Hat(Role.IN_CHARGE, home, world.other_cell.pk),
        Hat(Role.SECRETARY, home, cell),
    }


def test_a_seat_without_a_cell_is_a_hat_without_a_cell(world):
    world.seat.assignments.get().end(TODAY)
    assert hats_of(world.in_charge) == {Hat(Role.IN_CHARGE, world.commune.pk, None)}
    world.seat.end(TODAY)
    assert hats_of(world.in_charge) == set()


def test_who_is_signed_in_is_read_with_hats_and_organisation_in_one_statement(world, django_assert_num_queries):
    with django_assert_num_queries(1):
        account = read_account(world.in_charge.pk)
        assert account == world.in_charge
        assert len(hats(account)) == 1
        assert organisation(account) == "Đảng bộ xã Nhà"
    assert account._changes() == {}  # as loaded, so that saving it writes no trail
    assert organisation(read_account(world.nobody.pk)) == ""
    assert read_account(0) is None


def test_a_page_reads_who_is_signed_in_in_two_statements(world, sign_in, django_assert_num_queries):
    client = sign_in(world.office)
    client.get("/reports/")
    with django_assert_num_queries(2):
        client.get("/reports/")


@pytest.mark.parametrize("end", ["grant", "account"])
def test_what_ends_has_ended_at_the_next_request(end, world, sign_in):
    client = sign_in(world.secretary)
    assert client.get("/members/").status_code == 200
    if end == "grant":
        world.secretary.grants.get().end(TODAY)
        assert client.get("/members/").status_code == 403
    else:
        world.secretary.is_active = False
        world.secretary.save()
        assert client.get("/members/").status_code == 302


def test_a_grant_that_starts_tomorrow_is_no_hat_today(world):
    services.grant(
        account=world.nobody,
        role=Role.LEADER,
        commune=world.commune,
        cell=None,
        since=TODAY + timedelta(days=1),
        by=None,
    )
    assert hats_of(world.nobody) == set()


def test_a_new_password_ends_the_other_sessions(world, sign_in):
    client, other = sign_in(world.secretary), sign_in(world.secretary)
    typed = {
        "old_password": "bithu-mat-khau",
        "new_password1": "mot-mat-khau-dai-2026",
        "new_password2": "mot-mat-khau-dai-2026",
    }
    assert client.post("/accounts/password/", typed).status_code == 302
    assert client.get("/reports/").status_code == 200
    assert other.get("/reports/").status_code == 302


@pytest.mark.parametrize(("name", "titled"), [("Lũng Mật", "xóm Lũng Mật"), ("Xóm Một", "Xóm Một"), ("Bản", "xóm Bản")])
def test_a_hamlet_is_never_called_a_hamlet_twice(name, titled):
    assert Hamlet(name=name).titled == titled
