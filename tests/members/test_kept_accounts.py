"""Accounts of who has died, left or sits on the Committee no more are listed until they end or somebody says why they
stay: the account of any role."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.roles import Role
from cells import services as structure
from common.errors import RuleError
from common.text import search_key, tone_key
from members import services
from members.enums import EventKind
from members.models import Member
from members.queries.accounts import doubtful_accounts, named_in
from reports.needs import needs_of
from tests.world import TODAY, account, happen

ONE_DAY = timedelta(days=1)
GONE = "Hoàng Thị Ánh"
SENTENCE = "Hoàng Thị Ánh không còn ở đây, nhưng tài khoản anh còn hoạt động: {}."


def named(world, role=None, full_name=GONE, cell=None):
    made = account("anh", world.commune, role, cell)
    made.full_name = full_name
    made.save()
    return made


def listed(user, today=TODAY):
    return [need.text for group in needs_of(user, today) if group.key == "accounts" for need in group.needs]


def doubts(world, day=TODAY):
    return [(one.account.username, str(one.about), one.roles) for one in doubtful_accounts(world.commune.pk, day)]


@pytest.mark.parametrize(
    ("role", "said"),
    [
        (Role.ADMIN, "Quản trị"),
        (Role.OFFICE, "Văn phòng Đảng ủy"),
        (Role.LEADER, "Ban Thường vụ"),
        (Role.INSPECTION, "Ủy ban Kiểm tra"),
        (Role.UPPER, "Cấp trên"),
    ],
)
def test_the_account_of_who_has_died_is_listed_in_any_role_until_it_ends(role, said, world):
    own = named(world, role)
    assert doubts(world) == []
    happen(world.members[1], EventKind.DIE, TODAY)
    assert doubts(world) == [("anh", GONE, [str(own.grants.get())])]
    assert said in listed(world.admin)[0]
    assert listed(world.admin) == listed(world.inspection) == [SENTENCE.format(own.grants.get())]
    assert [listed(user) for user in (world.office, world.leader, world.secretary)] == [[], [], []]
    structure.end_role(grant=own.grants.get(), on=TODAY, today=TODAY, by=world.admin)
    assert doubts(world) == []


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        (EventKind.TRANSFER_OUT, {"place": "Đảng bộ phường Xa"}),
        (EventKind.EXPEL, {}),
        (EventKind.REMOVE_NAME, {"reason": "bỏ sinh hoạt"}),
        (EventKind.LEAVE, {"reason": "xin ra"}),
    ],
)
def test_so_is_that_of_who_left_or_was_expelled_without_a_word_why(kind, facts, world):
    named(world, Role.OFFICE)
    happen(world.members[1], kind, TODAY, **facts)
    assert listed(world.admin) == [SENTENCE.format("Văn phòng Đảng ủy")]


def test_a_locked_account_is_not_listed(world):
    own = named(world, Role.OFFICE)
    happen(world.members[1], EventKind.DIE, TODAY)
    structure.lock_account(account=own, by=world.admin)
    assert doubts(world) == []
    structure.unlock_account(account=own, by=world.admin)
    assert len(doubts(world)) == 1


def test_the_account_of_a_seat_is_listed_by_the_name_of_the_seat(world):
    own = account("uyvien", world.commune)
    about = {"commune": world.commune, "full_name": GONE, "position": "Phó bí thư", "since": date(2020, 1, 1)}
    structure.seat_committee_member(**about, account=own, by=None)
    happen(world.members[1], EventKind.DIE, TODAY)
    assert doubts(world) == [("uyvien", GONE, ["Phó bí thư"])]


@pytest.mark.parametrize("over", [True, False])
def test_when_a_seat_has_ended_what_else_its_account_may_do_is_listed_from_that_day(over, world):
    structure.grant(account=world.in_charge, role=Role.LEADER, commune=world.commune, since=date(2020, 1, 1), by=None)
    structure.end_seat(seat=world.seat, on=TODAY if over else TODAY + ONE_DAY, by=world.office)
    found = [("phutrach", "Đinh Văn Phụ", ["Ban Thường vụ"])] if over else []
    assert doubts(world) == found


def test_a_seat_that_goes_on_in_the_next_term_leaves_no_doubt(world):
    structure.grant(account=world.in_charge, role=Role.LEADER, commune=world.commune, since=date(2020, 1, 1), by=None)
    structure.end_seat(seat=world.seat, on=TODAY, by=world.office)
    about = {"commune": world.commune, "full_name": world.seat.full_name, "position": "", "since": TODAY}
    structure.seat_committee_member(**about, account=world.in_charge, by=None)
    assert doubts(world) == []


@pytest.mark.parametrize(("days", "found"), [(0, False), (1, True)])
def test_a_role_given_after_the_end_is_a_decision_of_its_own(days, found, world):
    own = named(world)
    structure.grant(account=own, role=Role.OFFICE, commune=world.commune, since=TODAY - ONE_DAY * days, by=None)
    happen(world.members[1], EventKind.DIE, TODAY)
    assert bool(doubts(world)) == found


def test_while_somebody_of_that_name_is_here_nobody_is_in_doubt(world):
    named(world, Role.OFFICE, "Bế Văn Hà")
    about = {"kind": EventKind.JOIN, "cell": world.cell, "on": date(2020, 1, 1), "standing": "official"}
    twin = services.enter(person={"full_name": "Bế Văn Hà", "sex": "male"}, by=None, **about)
    happen(world.other_members[0], EventKind.DIE, TODAY)
    assert doubts(world) == []
    happen(twin, EventKind.DIE, TODAY)
    assert len(doubts(world)) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Lý An", True),
        ("Lý An (thư ký)", True),
        ("Đ/c Lý An", True),
        ("ly an", True),
        ("Lý Anh", False),
        ("Lý Ân", False),
        ("Văn phòng", False),
    ],
)
def test_an_account_bears_a_name_as_whole_words_with_its_tones_or_without_any(text, found):
    member = Member(full_name="Lý An", search_key=search_key("Lý An"), tone_key=tone_key("Lý An"))
    assert named_in(text)(member) == found


def test_an_account_stays_when_somebody_else_says_why(world, sign_in):
    own = named(world, Role.OFFICE)
    happen(world.members[1], EventKind.TRANSFER_OUT, TODAY, place="xã bên")
    url, page = reverse("members:keep-account", args=[own.pk]), reverse("cells:account", args=[own.pk])
    assert url in sign_in(world.inspection).get(page).content.decode()
    assert url not in sign_in(own).get(reverse("home")).content.decode()
    client = sign_in(world.admin)
    assert client.post(url, {"reason": ""}).status_code == 200
    assert client.post(url, {"reason": "vẫn làm việc ở Văn phòng"}).url == page
    assert doubts(world) == []
    shown = client.get(page).content.decode()
    assert "vẫn làm việc ở Văn phòng" in shown
    assert url not in shown
    happen(world.members[1], EventKind.ARRIVE, TODAY + ONE_DAY, cell=world.cell, standing="official", place="xã bên")
    happen(world.members[1], EventKind.DIE, TODAY + 2 * ONE_DAY)
    assert doubts(world, TODAY + ONE_DAY) == []
    assert len(doubts(world, TODAY + 2 * ONE_DAY)) == 1


def test_nobody_says_so_of_the_account_they_use(world):
    own = named(world, Role.ADMIN)
    happen(world.members[1], EventKind.DIE, TODAY)
    assert listed(own) == []
    with pytest.raises(RuleError):
        services.keep_account(account=own, commune=world.commune, reason="tôi", today=TODAY, by=own)
    assert len(doubts(world)) == 1


def test_accounts_of_another_commune_are_not_told_of(world, sign_in):
    happen(world.foreign_member, EventKind.DIE, TODAY)
    world.outsider.full_name = "Ngô Văn Xa"
    world.outsider.save()
    assert len(doubtful_accounts(world.other_commune.pk, TODAY)) == 1
    assert doubts(world) == []
    assert sign_in(world.admin).get(reverse("members:keep-account", args=[world.outsider.pk])).status_code == 404
