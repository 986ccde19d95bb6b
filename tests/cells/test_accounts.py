"""Accounts on their pages: nobody gives anything to themselves, a second person confirms who reads files of members."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts.audit import acting
from accounts.models import TrailEntry, User
from accounts.roles import Role
from cells import services
from cells.access import roles
from cells.models import CommitteeMember, Grant
from cells.queries.accounts import to_confirm
from reports.needs import needs_of
from tests.conftest import NOON
from tests.world import TODAY, account

NEW = {
    "full_name": "Nông Thị Mới",
    "username": "moi",
    "role": "leader",
    "cell": "",
    "since": "24/11/2026",
    "password": "k7mp-x2va-9tqd",
}


def send(client, name, /, *args, **typed):
    return client.post(reverse(f"cells:{name}", args=args), typed)


def give(world, role=Role.OFFICE, to=None, by=None):
    """A role for an account without one, given by the administrator."""
    to = to or world.nobody
    return services.give_role(
        account=to, commune=world.commune, role=role, since=TODAY, today=TODAY, by=by or world.admin
    )


def fresh(user):
    return User.objects.get(pk=user.pk)


def test_an_account_is_made_with_its_role_which_counts_once_somebody_else_confirms_it(world, sign_in):
    send(sign_in(world.admin), "add-account", **NEW)
    made = User.objects.get(username="moi")
    grant = made.grants.get()
    assert (made.commune, made.first_password, roles(made)) == (world.commune.pk, True, set())
    assert made.check_password("k7mp-x2va-9tqd")
    send(sign_in(world.inspection), "confirm-role", "role", grant.pk)
    grant.refresh_from_db()
    assert (grant.waiting, grant.unconfirmed, grant.confirmed_by, grant.given_by) == (
        False,
        False,
        world.inspection,
        world.admin,
    )
    assert roles(fresh(made)) == {Role.LEADER}


def test_the_level_above_reads_no_files_so_its_role_counts_at_once(world):
    assert give(world, Role.UPPER).waiting is False
    assert roles(fresh(world.nobody)) == {Role.UPPER}


@pytest.mark.parametrize("role", [Role.ADMIN, Role.OFFICE, Role.LEADER, Role.INSPECTION])
def test_a_role_that_reads_files_or_confirms_waits(role, world):
    assert give(world, role).waiting is True
    assert roles(fresh(world.nobody)) == set()


def test_neither_who_gave_a_role_nor_who_gets_it_confirms_it(world, sign_in):
    grant = give(world)
    for who, sentence in ((world.admin, True), (world.office, None)):
        client = sign_in(who)
        answer = send(client, "confirm-role", "role", grant.pk)
        assert answer.status_code == (302 if sentence else 403)
        grant.refresh_from_db()
        assert grant.waiting is True
    second = account("quantri2", world.commune, Role.ADMIN)
    to_second = give(world, to=second)
    send(sign_in(second), "confirm-role", "role", to_second.pk)
    to_second.refresh_from_db()
    assert to_second.waiting is True
    send(sign_in(second), "confirm-role", "role", grant.pk)
    grant.refresh_from_db()
    assert grant.waiting is False


def test_a_role_counts_from_the_day_on_which_it_was_confirmed(world):
    grant = give(world)
    confirmed = services.confirm(row=grant, today=TODAY + timedelta(days=3), by=world.inspection)
    assert confirmed.since == TODAY + timedelta(days=3)


def test_what_is_not_confirmed_never_counts_and_may_be_given_anew(world, sign_in):
    grant = give(world)
    send(sign_in(world.inspection), "decline-role", "role", grant.pk)
    grant.refresh_from_db()
    assert (grant.until, grant.waiting, to_confirm(world.commune.pk)) == (grant.since, True, [])
    assert roles(fresh(world.nobody)) == set()
    assert give(world).pk != grant.pk


def test_a_role_of_another_commune_is_not_there_to_be_confirmed(world, sign_in):
    grant = world.outsider.grants.get()
    for word in ("confirm-role", "decline-role"):
        assert send(sign_in(world.inspection), word, "role", grant.pk).status_code == 404
    assert sign_in(world.admin).get(reverse("cells:account", args=[world.outsider.pk])).status_code == 404


@pytest.mark.parametrize("word", ["give-role", "set-password"])
@pytest.mark.parametrize("who", ["admin", "leader", "inspection", "upper"])
def test_nobody_gives_a_role_or_password_to_themselves_or_to_who_sees_further(word, who, world, sign_in):
    account = world.accounts[who]
    answer = send(sign_in(world.admin), word, account.pk, role="office", since="24/11/2026", password=NEW["password"])
    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()
    assert not fresh(account).check_password(NEW["password"])
    assert account.grants.count() == 1


def test_a_second_administrator_confirms_so_the_first_sets_no_password_of_theirs(world, sign_in):
    second = account("quantri2", world.commune, Role.ADMIN)
    assert send(sign_in(world.admin), "set-password", second.pk, password=NEW["password"]).status_code == 200
    assert not fresh(second).check_password(NEW["password"])


def test_a_role_is_ended_and_given_anew_never_rewritten(world, sign_in):
    client, grant = sign_in(world.admin), world.secretary.grants.get()
    for day in ("23/11/2026", "01/01/2020"):
        assert send(client, "end-role", grant.pk, on=day).status_code == 200
    assert send(client, "end-role", grant.pk, on="24/11/2026").status_code == 302
    grant.refresh_from_db()
    assert grant.until == TODAY
    assert roles(fresh(world.secretary)) == set()
    assert send(client, "end-role", grant.pk, on="25/11/2026").status_code == 200
    assert give(world, to=fresh(world.secretary)).since == TODAY


def test_a_role_does_not_begin_before_today(world, sign_in):
    client = sign_in(world.admin)
    assert send(client, "add-account", **NEW | {"since": "23/11/2026"}).status_code == 200
    assert not User.objects.filter(username="moi").exists()


def test_a_refused_form_keeps_the_password_that_was_typed(world, sign_in):
    answer = send(sign_in(world.admin), "add-account", **NEW | {"since": ""})
    assert NEW["password"] in answer.content.decode()


@pytest.mark.parametrize("password", ["12345678", "matkhau", "2020202020"])
def test_a_weak_password_is_refused_in_vietnamese(password, world, sign_in):
    answer = send(sign_in(world.admin), "add-account", **NEW | {"password": password})
    assert any("ật khẩu" in sentence for sentence in answer.context["form"].errors["password"])
    assert not User.objects.filter(username="moi").exists()


@pytest.mark.parametrize(
    "changed",
    [{"role": "secretary"}, {"username": "bithu"}, {"username": "có dấu"}, {"full_name": ""}, {"since": "31/02/2026"}],
)
def test_an_account_that_does_not_fit_is_refused(changed, world, sign_in):
    assert send(sign_in(world.admin), "add-account", **NEW | changed).status_code == 200
    assert not User.objects.filter(full_name="Nông Thị Mới").exists()


def test_a_secretary_of_a_foreign_cell_cannot_be_made_by_its_number(world, sign_in):
    changed = {"role": "secretary", "cell": world.foreign_cell.pk}
    assert send(sign_in(world.admin), "add-account", **NEW | changed).status_code == 200
    assert not User.objects.filter(username="moi").exists()


def test_the_last_administrator_stays(world, sign_in):
    client, grant = sign_in(world.admin), world.admin.grants.get()
    answer = send(client, "end-role", grant.pk, on="24/11/2026")
    assert "luôn có một quản trị viên" in answer.content.decode()
    send(client, "lock-account", world.admin.pk)
    assert fresh(world.admin).is_active
    account("quantri2", world.commune, Role.ADMIN)
    assert send(client, "end-role", grant.pk, on="24/11/2026").status_code == 302


def test_the_last_one_who_watches_the_administrator_stays(world, sign_in):
    client, grant = sign_in(world.admin), world.inspection.grants.get()
    assert send(client, "end-role", grant.pk, on="24/11/2026").status_code == 200
    send(client, "lock-account", world.inspection.pk)
    assert fresh(world.inspection).is_active
    account("kiemtra2", world.commune, Role.INSPECTION)
    assert send(client, "end-role", grant.pk, on="24/11/2026").status_code == 302


def test_a_locked_account_does_not_sign_in_until_it_is_unlocked(world, sign_in):
    client = sign_in(world.admin)
    for word, codes in (("lock-account", 200), ("unlock-account", 302)):
        send(client, word, world.secretary.pk)
        typed = {"username": "bithu", "password": "bithu-mat-khau"}
        assert Client().post(reverse("accounts:login"), typed).status_code == codes


def alone(world):
    """The administrator with nobody else who could confirm."""
    grant = world.inspection.grants.get()
    grant.until = TODAY
    grant.save()


def test_while_nobody_else_can_confirm_a_role_counts_at_once_and_the_inspection_board_confirms_it_later(world):
    alone(world)
    office = give(world)
    second = give(world, Role.ADMIN, account("hai"))
    assert (office.waiting, office.unconfirmed, roles(fresh(world.nobody))) == (False, True, {Role.OFFICE})
    with pytest.raises(services.AccountRuleError):  # an administrator whom nobody confirmed confirms nothing
        services.confirm(row=office, today=TODAY, by=second.account)
    board = give(world, Role.INSPECTION, account("ba"))
    assert board.waiting is False
    assert give(world, to=account("bon")).waiting is True  # from now on somebody watches
    for row in (office, second):
        assert services.confirm(row=row, today=TODAY, by=board.account).since == TODAY
    services.confirm(row=board, today=TODAY, by=second.account)
    assert len(to_confirm(world.commune.pk)) == 1


def test_an_administrator_does_not_confirm_what_counted_at_once(world):
    alone(world)
    office = give(world)
    other = account("quantri2", world.commune, Role.ADMIN)
    with pytest.raises(services.AccountRuleError):
        services.confirm(row=office, today=TODAY, by=other)


def test_whoever_gets_a_first_password_chooses_another_before_any_page_opens(world, sign_in):
    send(sign_in(world.admin), "set-password", world.secretary.pk, password=NEW["password"])
    client, password = sign_in(fresh(world.secretary)), reverse("accounts:password")
    for address in (reverse("home"), reverse("members:list")):
        assert client.get(address).headers["Location"] == password
    same = {"old_password": NEW["password"], "new_password1": NEW["password"], "new_password2": NEW["password"]}
    assert client.post(password, same).status_code == 200
    own = dict.fromkeys(("new_password1", "new_password2"), "rung-xanh-suoi-dai")
    assert client.post(password, {"old_password": NEW["password"]} | own).status_code == 302
    assert client.get(reverse("home")).status_code == 200


def test_what_is_done_with_accounts_stands_on_a_list_that_the_inspection_board_reads(world, sign_in):
    client = sign_in(world.admin)
    send(client, "add-account", **NEW)
    made = User.objects.get(username="moi")
    send(client, "lock-account", made.pk)
    send(sign_in(world.inspection), "confirm-role", "role", made.grants.get().pk)
    entries = TrailEntry.objects.filter(subject_kind="accounts.user", subject_id=made.pk)
    assert set(entries.values_list("commune", flat=True)) == {world.commune.pk}
    page = sign_in(world.inspection).get(reverse("cells:account-trail")).content.decode()
    words = ("Nông Thị Mới (moi)", str(Role.LEADER.label), "Được đăng nhập: có → không", NEW["password"])
    assert [one for one in words if one not in page] == [NEW["password"]]
    assert sign_in(world.office).get(reverse("cells:account-trail")).status_code == 403


def test_signing_in_is_no_row_of_the_trail_of_accounts(world, sign_in):
    Client().post(reverse("accounts:login"), {"username": "bithu", "password": "bithu-mat-khau"})
    entry = TrailEntry.objects.filter(subject_kind="accounts.user").latest("pk")
    assert list(entry.changes) == ["last_login"]
    shown = sign_in(world.admin).get(reverse("cells:account-trail")).context["rows"]
    assert entry.pk not in [one.pk for one, *_words in shown]


def test_an_account_becomes_the_member_in_charge_by_its_seat_and_its_cells(world, sign_in):
    client = sign_in(world.admin)
    answer = send(client, "add-account", **NEW | {"role": "in_charge"})
    made = User.objects.get(username="moi")
    assert answer.headers["Location"] == reverse("cells:add-committee-member", query={"account": made.pk})
    form = client.get(answer.headers["Location"]).context["form"]
    assert (form["full_name"].value(), form["account"].value()) == ("Nông Thị Mới", made.pk)
    typed = {"full_name": "Nông Thị Mới", "position": "", "since": "24/11/2026", "account": made.pk}
    send(client, "add-committee-member", **typed)
    seat = CommitteeMember.objects.get(account=made)
    send(client, "lead", seat.pk, cell=world.other_cell.pk, since="24/11/2026", decision_no="")
    assert (seat.waiting, roles(fresh(made))) == (True, set())
    send(sign_in(world.inspection), "confirm-role", "seat", seat.pk)
    assert roles(fresh(made)) == {Role.IN_CHARGE}
    leads = seat.assignments.get()
    assert (leads.cell, leads.until) == (world.other_cell, None)


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "outsider"])
def test_an_account_that_the_address_cannot_mean_is_left_out(number, world, sign_in):
    asked = {"account": world.outsider.pk if number == "outsider" else number}
    page = sign_in(world.admin).get(reverse("cells:add-committee-member", query=asked))
    assert (page.status_code, page.context["form"]["account"].value()) == (200, None)


def test_a_seat_whose_account_is_not_confirmed_has_none(world, sign_in):
    typed = {"full_name": "Nông Thị Mới", "position": "", "since": "24/11/2026", "account": world.nobody.pk}
    world.nobody.commune = world.commune.pk
    world.nobody.save()
    send(sign_in(world.admin), "add-committee-member", **typed)
    seat = CommitteeMember.objects.get(full_name="Nông Thị Mới")
    send(sign_in(world.inspection), "decline-role", "seat", seat.pk)
    seat.refresh_from_db()
    assert (seat.account, seat.unconfirmed, seat.waiting) == (None, False, False)


def test_nobody_puts_themselves_in_charge_of_a_cell(world, sign_in):
    client = sign_in(world.admin)
    typed = {"full_name": "Quản Trị", "position": "", "since": "24/11/2026", "account": world.admin.pk}
    assert send(client, "add-committee-member", **typed).status_code == 200
    assert not CommitteeMember.objects.filter(full_name="Quản Trị").exists()
    seat = services.seat_committee_member(
        commune=world.commune, full_name="Quản Trị", since=TODAY, account=world.admin, by=None
    )
    assert send(client, "lead", seat.pk, cell=world.other_cell.pk, since="24/11/2026").status_code == 200
    assert send(client, "assign", world.other_cell.pk, committee_member=seat.pk, since="24/11/2026").status_code == 200
    assert not seat.assignments.exists()


def test_who_leaves_the_committee_looks_after_no_cell(world, sign_in):
    assert send(sign_in(world.admin), "end-seat", world.seat.pk, on="24/11/2026").status_code == 302
    assert [row.until for row in (CommitteeMember.objects.get(pk=world.seat.pk), world.seat.assignments.get())] == [
        TODAY,
        TODAY,
    ]
    assert roles(fresh(world.in_charge)) == set()


def test_the_admin_changes_neither_accounts_nor_roles_nor_seats(world, sign_in):
    client = sign_in(world.admin)
    before = list(Grant.objects.values()), list(User.objects.values("pk", "password", "is_active"))
    for name, pk in (
        ("accounts_user", world.secretary.pk),
        ("cells_committeemember", world.seat.pk),
        ("cells_assignment", world.seat.assignments.get().pk),
    ):
        assert client.get(reverse(f"admin:{name}_change", args=[pk])).status_code == 200
        assert client.post(reverse(f"admin:{name}_change", args=[pk]), {"is_active": ""}).status_code == 403
        assert client.post(reverse(f"admin:{name}_add"), {}).status_code == 403
    assert client.post(f"/admin/accounts/user/{world.secretary.pk}/password/", {}).status_code in (302, 404)
    assert before == (list(Grant.objects.values()), list(User.objects.values("pk", "password", "is_active")))


def test_the_home_page_tells_who_may_confirm_what_waits(world, sign_in):
    give(world)
    text = "Tài khoản khongvai (khongvai): vai trò “Văn phòng Đảng ủy” cần người thứ hai xác nhận."
    for who, there in ((world.inspection, True), (world.admin, False), (world.office, False)):
        assert (text in sign_in(who).get(reverse("home")).content.decode()) is there


def test_lists_of_accounts_cost_the_same_however_many_there_are(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.admin)
    for number in range(5):
        give(world, to=account(f"them{number}"))
    for name in ("accounts", "roles-to-confirm", "account-trail", "committee"):
        with django_assert_max_num_queries(12):
            assert client.get(reverse(f"cells:{name}")).status_code == 200


def test_a_hamlet_is_added_renamed_and_ended_on_its_pages(world, sign_in):
    client = sign_in(world.office)
    send(client, "add-hamlet", name="Nà Phái", highland="on", former_commune="xã Cũ")
    made = world.commune.hamlets.get(name="Nà Phái")
    assert (made.highland, made.specially_difficult, made.former_commune) == (True, False, "xã Cũ")
    assert send(client, "edit-hamlet", made.pk, name="Nà Phái", renamed_on="24/11/2026").status_code == 200
    send(client, "edit-hamlet", made.pk, name="Nà Mới", renamed_on="24/11/2026")
    made.refresh_from_db()
    assert (made.name, made.name_on(date(2026, 11, 23)), made.name_on(TODAY)) == ("Nà Mới", "Nà Phái", "Nà Mới")
    send(client, "edit-hamlet", made.pk, name="Nà Mời")
    assert [row.name for row in made.former_names.all()] == ["Nà Phái"]
    assert send(client, "add-hamlet", name="Nà Mời").status_code == 200


def told_of_passwords(account):
    groups = needs_of(account, TODAY)
    return [(need.text, need.url) for group in groups if group.key == "passwords" for need in group.needs]


def test_a_password_that_somebody_else_set_is_told_to_whose_it_is_and_to_who_watches(world, today):
    office, secretary = world.office, world.secretary
    assert told_of_passwords(world.inspection) == []
    services.set_password(account=office, password="mot-mat-khau-moi-2026", today=TODAY, by=world.admin)
    [(text, url)] = told_of_passwords(world.inspection)
    assert url == reverse("cells:account", args=[office.pk])
    assert str(office) in text
    assert str(world.admin) in text
    assert [url for _text, url in told_of_passwords(office)] == [reverse("accounts:password")]
    assert told_of_passwords(world.admin) == told_of_passwords(secretary) == told_of_passwords(world.outsider) == []
    with time_machine.travel(NOON + timedelta(days=15), tick=False):
        later = needs_of(world.inspection, TODAY + timedelta(days=15))
        assert "passwords" not in {group.key for group in later}


def test_a_password_that_somebody_changed_themselves_is_told_to_nobody(world, today, sign_in):
    world.office.set_password("mot-mat-khau-moi-2026")
    with acting(world.office):
        world.office.save()
    assert told_of_passwords(world.inspection) == []
