from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from accounts.models import TrailEntry, User
from accounts.roles import MAY, Do, Role
from cells import services
from cells.access import (
    Hat,
    Scope,
    ScopedQuerySet,
    all_may,
    began_in_cell,
    commune_id,
    get_for,
    hats,
    here_today,
    may,
    may_open,
    organisation,
    read_account,
    refuse_foreign,
    require,
    require_in_office,
    roles,
    scope,
    trail_of,
    who_may_see,
)
from cells.models import Assignment, Cell, CommitteeMember, CommuneMerger, Hamlet
from common.errors import RuleError
from meetings.models import Attendance, Meeting, Session
from members.models import Commendation, Course, Duty, Member
from oversight.models import DisciplineCase, InspectionCase
from tests.addresses import a_discipline_case, an_inspection
from tests.world import LONG_AGO, TODAY, account, as_published, commune


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
    assert account._state.db == "default"
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


def wearing(*hats):
    """An account with these hats, of no database."""
    user = User(is_active=True)
    user._hats, user._organisation = hats, "Đảng bộ xã Nhà"
    return user


OFFICE, IN_CHARGE, SECRETARY = Hat(Role.OFFICE, 1, None), Hat(Role.IN_CHARGE, 1, 8), Hat(Role.SECRETARY, 1, 9)


@pytest.mark.parametrize(
    ("worn", "do", "communes", "cells"),
    [
        ([OFFICE], Do.EDIT_MEMBERS, {1}, set()),
        ([OFFICE], Do.SEE_DISCIPLINE, set(), set()),
        ([SECRETARY], Do.SEE_MEMBERS, set(), {9}),
        ([SECRETARY], Do.SEE_MODEL_MEETINGS, {1}, set()),
        ([SECRETARY], Do.EDIT_MEMBERS, set(), set()),
        ([SECRETARY, IN_CHARGE], Do.SEE_MEMBERS, set(), {8, 9}),
        ([SECRETARY, IN_CHARGE], Do.SCORE_MEETINGS, set(), {8}),
        ([SECRETARY, OFFICE], Do.SEE_MEMBERS, {1}, {9}),
        ([Hat(Role.IN_CHARGE, 1, None)], Do.SEE_MEMBERS, set(), set()),
        ([Hat(Role.IN_CHARGE, 1, None)], Do.SEE_TARGETS, {1}, set()),
        ([], Do.SEE_CELLS, set(), set()),
    ],
)
def test_where_something_may_be_done_is_told_by_the_hats(worn, do, communes, cells):
    where = scope(wearing(*worn), do)
    assert where == Scope(frozenset(communes), frozenset(cells))
    assert bool(where) == bool(communes or cells)
    assert here_today(wearing(*worn), do) == {"communes": communes, "cells": cells, "day": timezone.localdate()}


@pytest.mark.parametrize(
    ("commune", "cell", "has"), [(1, 9, True), (1, 5, True), (2, 9, True), (2, 5, False), (None, None, False)]
)
def test_a_scope_has_what_is_in_a_commune_or_cell_of_its_own(commune, cell, has):
    assert Scope(frozenset({1}), frozenset({9})).has(commune=commune, cell=cell) is has


def test_what_one_may_do_anywhere_is_what_one_of_the_hats_lets():
    user = wearing(SECRETARY, IN_CHARGE)
    assert roles(user) == {Role.SECRETARY, Role.IN_CHARGE}
    assert (commune_id(user), organisation(user)) == (1, "Đảng bộ xã Nhà")
    assert [may(user, do) for do in (Do.RATE, Do.GUIDE_CELLS, Do.EDIT_MEMBERS)] == [True, True, False]
    assert all_may(user) == {do for do in Do if may(user, do)}
    require(user, Do.RATE)
    with pytest.raises(PermissionDenied):
        require(user, Do.EDIT_MEMBERS)
    opens = may_open(user, Do.SEE_MEMBERS)
    assert [opens(Cell(pk=pk, commune_id=1)) for pk in (8, 9, 5)] == [True, True, False]
    assert [may_open(wearing(OFFICE), Do.SEE_MEMBERS)(Cell(pk=5, commune_id=pk)) for pk in (1, 2)] == [True, False]


def test_who_is_locked_or_not_signed_in_wears_no_hats():
    locked = wearing(OFFICE)
    locked.is_active = False
    for user in (locked, AnonymousUser()):
        assert (hats(user), roles(user), commune_id(user), organisation(user)) == ((), set(), None, "")
        assert may(user, Do.SEE_CELLS) is False


def test_an_account_that_is_not_kept_wears_no_hats(world):
    assert (hats(User(pk=0)), organisation(User(pk=0))) == ((), "")


def test_hats_are_read_once_for_an_account(world, django_assert_num_queries):
    user = User.objects.get(pk=world.secretary.pk)
    with django_assert_num_queries(1):
        assert (organisation(user), len(hats(user))) == ("Đảng bộ xã Nhà", 1)


def test_the_first_day_of_a_role_in_a_cell_is_that_of_its_present_grant_or_assignment(world):
    secretary, cell = world.secretary, world.cell
    assert began_in_cell(secretary, Do.RECORD_MEETINGS, cell) == LONG_AGO
    assert began_in_cell(secretary, Do.RECORD_MEETINGS, world.other_cell) is None
    assert began_in_cell(secretary, Do.EDIT_MEMBERS, cell) is None
    assert began_in_cell(world.office, Do.RECORD_MEETINGS, cell) is None
    as_published(world.seat.assignments.get(), since=TODAY - timedelta(days=7))
    assert began_in_cell(world.in_charge, Do.SEE_MEETINGS, cell) == TODAY - timedelta(days=7)
    assert began_in_cell(None, Do.RECORD_MEETINGS, cell) is None
    again = {"role": Role.SECRETARY, "commune": world.commune, "cell": cell, "by": None}
    services.grant(account=world.in_charge, since=LONG_AGO, **again)
    both = User.objects.get(pk=world.in_charge.pk)
    assert began_in_cell(both, Do.RECORD_MEETINGS, cell) == LONG_AGO
    assert began_in_cell(both, Do.SEE_MEETINGS, cell) == LONG_AGO
    assert began_in_cell(both, Do.GUIDE_CELLS, cell) == TODAY - timedelta(days=7)  # not what a secretary does
    services.grant(account=world.in_charge, role=Role.OFFICE, commune=world.commune, cell=None, since=TODAY, by=None)
    both = User.objects.get(pk=world.in_charge.pk)
    assert scope(both, Do.SEE_MEETINGS) == Scope(frozenset({world.commune.pk}), frozenset({cell.pk}))
    assert began_in_cell(both, Do.SEE_MEETINGS, cell) is None
    secretary.grants.get().end(TODAY - timedelta(days=9))
    services.grant(account=secretary, since=TODAY - timedelta(days=3), **again)
    other = again | {"cell": world.other_cell}
    services.grant(account=secretary, since=TODAY - timedelta(days=5), **other)
    fresh = User.objects.get(pk=secretary.pk)
    assert began_in_cell(fresh, Do.RECORD_MEETINGS, cell) == TODAY - timedelta(days=3)
    vouches = {10: True, 9: False, 4: False, 3: True}  # of the role before, too
    for days, may_tell in vouches.items():
        asked = (fresh, Do.RECORD_MEETINGS, cell, TODAY - timedelta(days=days), "on")
        if may_tell:
            require_in_office(*asked)
            continue
        with pytest.raises(RuleError, match="21/11/2026") as error:
            require_in_office(*asked)
        assert error.value.field == "on"


def test_who_is_in_charge_vouches_for_the_days_of_an_assignment_to_that_very_cell(world):
    first = world.cell.assignments.get()
    first.end(TODAY - timedelta(days=9))
    for cell, days in ((world.cell, 3), (world.other_cell, 5)):
        services.assign(committee_member=world.seat, cell=cell, since=TODAY - timedelta(days=days), by=None)
    fresh = User.objects.get(pk=world.in_charge.pk)
    began = [began_in_cell(fresh, Do.GUIDE_CELLS, cell) for cell in (world.cell, world.other_cell)]
    assert began == [TODAY - timedelta(days=3), TODAY - timedelta(days=5)]
    require_in_office(fresh, Do.GUIDE_CELLS, world.cell, TODAY - timedelta(days=10), "on")
    with pytest.raises(RuleError):
        require_in_office(fresh, Do.GUIDE_CELLS, world.cell, TODAY - timedelta(days=9), "on")


def test_who_may_see_a_cell_is_told_with_the_grant_or_assignment_that_opens_it(world):
    told = who_may_see(world.cell, TODAY)
    grants = {grant.account: grant for grant in world.commune.grants.all()}
    assignment = world.seat.assignments.get()
    everybody = ("admin", "office", "leader", "secretary", "inspection", "upper")
    by_grant = {(world.accounts[name], grants[world.accounts[name]]): set(MAY[Role(name)]) for name in everybody}
    assert told == by_grant | {(world.in_charge, assignment): set(MAY[Role.IN_CHARGE])}
    assert [account for account, _reason in told] == [
        *(world.accounts[name] for name in ("admin", "inspection", "leader", "office", "secretary", "upper")),
        world.in_charge,
    ]
    elsewhere = [account for account, _reason in who_may_see(world.other_cell, TODAY)]
    assert set(elsewhere) == {world.accounts[name] for name in everybody if name != "secretary"}
    assert who_may_see(world.cell, LONG_AGO - timedelta(days=1)) == {}


def test_who_is_locked_waits_or_has_left_the_committee_sees_no_cell(world):
    for name in ("in_charge", "secretary", "office"):
        world.accounts[name].is_active = False
        world.accounts[name].save()
    as_published(world.leader.grants.get(), waiting=True, unconfirmed=True)
    left = {account for account, _reason in who_may_see(world.cell, TODAY)}
    assert left == {world.admin, world.inspection, world.upper}
    world.in_charge.is_active = True
    world.in_charge.save()
    assert world.in_charge in {account for account, _reason in who_may_see(world.cell, TODAY)}
    as_published(world.seat, waiting=True, unconfirmed=True)
    assert world.in_charge not in {account for account, _reason in who_may_see(world.cell, TODAY)}
    as_published(world.seat, waiting=False, until=TODAY)
    assert world.in_charge not in {account for account, _reason in who_may_see(world.cell, TODAY)}


@pytest.mark.parametrize("manager", [Cell.objects, Cell.objects.filter(name__contains="Chi bộ")], ids=["kept", "built"])
def test_an_object_is_there_for_those_who_may_see_it_and_open_to_those_who_may_work_on_it(manager, world):
    assert get_for(world.office, Do.EDIT_STRUCTURE, manager, pk=world.cell.pk) == world.cell
    assert get_for(world.secretary, Do.SEE_CELLS, manager, pk=world.cell.pk) == world.cell
    with pytest.raises(PermissionDenied):
        get_for(world.secretary, Do.EDIT_STRUCTURE, manager, pk=world.cell.pk)
    for user, pk in (
        (world.secretary, world.other_cell.pk),
        (world.office, world.foreign_cell.pk),
        (world.nobody, world.cell.pk),
        (world.office, 10**30),
        (world.office, "x"),
        (world.office, 0),
    ):
        with pytest.raises(Http404):
            get_for(user, Do.SEE_CELLS, manager, pk=pk)


def test_who_may_see_a_cell_is_read_in_two_statements_by_role_and_name(world, django_assert_num_queries):
    second = account("thap", world.commune, Role.SECRETARY, world.cell)
    first = account("an", world.commune, Role.SECRETARY, world.cell)
    with django_assert_num_queries(2):
        told = [one.full_name for one, reason in who_may_see(world.cell, TODAY) if reason.since]
    assert told[4:7] == [first.full_name, world.secretary.full_name, second.full_name]


def test_an_object_is_looked_for_among_those_that_are_asked_for(world):
    with pytest.raises(Http404):
        get_for(world.office, Do.SEE_CELLS, Cell.objects.filter(name="Chi bộ Pác Tao"), pk=world.cell.pk)
    assert get_for(world.office, Do.SEE_CELLS, Cell.objects, name="Chi bộ Pác Tao") == world.other_cell


@pytest.mark.parametrize("manager", [Cell.objects, Cell.objects.filter(name__contains="Chi bộ")], ids=["kept", "built"])
def test_what_is_asked_for_with_an_object_is_read_with_it_and_nothing_else(manager, world, django_assert_num_queries):
    hats(world.office)
    with django_assert_num_queries(1):
        found = get_for(world.office, Do.SEE_CELLS, manager, related=["commune"], pk=world.cell.pk)
        assert found.commune.name == "xã Nhà"
    assert not Cell.commune.is_cached(get_for(world.office, Do.SEE_CELLS, manager, pk=world.cell.pk))


def test_a_secretary_sees_members_and_works_on_meetings_of_the_own_cell_on_that_day(world):
    assert get_for(world.secretary, Do.SEE_MEMBERS, Member.objects, pk=world.member.pk) == world.member
    assert get_for(world.secretary, Do.RATE, Member.objects, pk=world.member.pk) == world.member
    with pytest.raises(Http404):
        get_for(world.secretary, Do.SEE_MEMBERS, Member.objects, pk=world.other_members[0].pk)
    assert get_for(world.secretary, Do.RECORD_MEETINGS, Meeting.objects, pk=world.signed.pk) == world.signed
    with pytest.raises(PermissionDenied):
        get_for(world.secretary, Do.REOPEN_MEETINGS, Meeting.objects, pk=world.signed.pk)


def test_who_looks_at_a_member_or_at_what_is_about_one_leaves_a_look_in_the_trail(world):
    def looks():
        rows = TrailEntry.objects.filter(action="seen").order_by("pk")
        return list(rows.values_list("subject_kind", "subject_id"))

    get_for(world.office, Do.SEE_CELLS, Cell.objects, pk=world.cell.pk)
    assert looks() == []
    get_for(world.office, Do.SEE_MEMBERS, Member.objects, pk=world.member.pk)
    assert looks() == [("members.member", world.member.pk)]
    get_for(world.office, Do.ASSIGN_WORK, Duty.objects, pk=world.duty.pk)
    assert looks()[1:] == [("members.member", world.duty.member_id)]


def test_lists_hold_what_a_user_may_see_or_work_on_today(world):
    def names(rows):
        return set(rows.values_list("full_name", flat=True))

    here = {member.full_name for member in world.members}
    assert names(Member.objects.visible_to(world.secretary)) == here
    assert names(Member.objects.for_doing(world.secretary, Do.RATE)) == here
    assert names(Member.objects.for_doing(world.secretary, Do.EDIT_MEMBERS)) == set()
    everybody = here | {member.full_name for member in world.other_members}
    assert names(Member.objects.for_doing(world.office, Do.EDIT_MEMBERS)) == everybody
    assert set(Meeting.objects.visible_to(world.secretary)) == {world.signed, world.draft}
    assert set(Meeting.objects.visible_to(world.nobody)) == set()


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (Meeting, "cell"),
        (Attendance, "meeting__cell"),
        (Session, "cell"),  # of the commune, some of one cell
        (Commendation, "cell"),
        (Hamlet, ""),
        (Course, ""),
    ],
)
def test_the_way_to_the_cell_of_a_row_is_known_from_the_way_to_its_commune(model, path):
    assert ScopedQuerySet(model).cell_path == path
    opens = ScopedQuerySet(model).of_cells({1}, TODAY)
    assert opens == (Q(**{f"{path}__in": {1}}) if path else Q(pk__in=()))


def test_a_record_of_another_commune_is_refused_at_the_field_that_names_it(world):
    row = world.seat.assignments.get()
    row.cell = world.foreign_cell
    with pytest.raises(ValidationError) as error:
        refuse_foreign(row, "cell", of="committee_member")
    assert error.value.message_dict == {"cell": ["Chi bộ thuộc xã khác."]}
    row.cell = world.other_cell
    refuse_foreign(row, "cell", of="committee_member")
    refuse_foreign(type(row)(), "cell", of="committee_member")  # nothing filled in yet
    refuse_foreign(type(row)(committee_member=world.seat), "cell", of="committee_member")


@pytest.mark.parametrize(("name", "titled"), [("Lũng Mật", "xóm Lũng Mật"), ("Xóm Một", "Xóm Một"), ("Bản", "xóm Bản")])
def test_a_hamlet_is_never_called_a_hamlet_twice(name, titled):
    assert Hamlet(name=name).titled == titled


@pytest.mark.once
def test_what_communes_left_behind_is_looked_at_where_they_go_on_today_and_nowhere_else(world):
    """The cells are not moved here: the merger alone opens them."""
    there, third = world.other_commune, commune("Ba")
    own, foreign = {world.cell, world.other_cell}, {world.foreign_cell}
    foreign |= {services.found_cell(commune=third, name="Chi bộ Ba", founded_on=LONG_AGO, by=None)}
    for gone in (third, world.commune):
        CommuneMerger(commune=gone, into=there, goes_on_as=there, on=TODAY, document="12/NQ").save_checked()
    assert [set(Cell.objects.read_by(user)) for user in (world.outsider, world.office, world.nobody)] == [
        own | foreign,
        own,
        set(),
    ]
    assert set(Cell.objects.visible_to(world.outsider)) == {world.foreign_cell}
    assert get_for(world.outsider, Do.SEE_CELLS, Cell.objects, pk=world.cell.pk) == world.cell
    assert hats_of(world.outsider) == set(hats(world.outsider)) == {Hat(Role.OFFICE, there.pk, None)}
    with pytest.raises(PermissionDenied):
        get_for(world.outsider, Do.EDIT_STRUCTURE, Cell.objects, pk=world.cell.pk)
    with pytest.raises(Http404):
        get_for(world.office, Do.SEE_CELLS, Cell.objects, pk=world.foreign_cell.pk)
    told = {who: set(trail_of(world.accounts[who]).values_list("commune", flat=True)) for who in ("outsider", "admin")}
    assert told == {"outsider": {world.commune.pk, there.pk, third.pk}, "admin": {world.commune.pk}}
    for seat, cell in ((world.seat, world.foreign_cell), (CommitteeMember(commune=there), world.cell)):
        refuse_foreign(Assignment(committee_member=seat, cell=cell), "cell", of="committee_member")  # all are one today


@pytest.mark.once
def test_a_sensitive_row_is_there_for_who_may_know_of_it_and_worked_on_by_who_may_do_so(world):
    cases, plain, apart = InspectionCase.objects, an_inspection(world), an_inspection(world, "signs")
    everybody = {who: world.accounts[who] for who in ("office", "inspection", "upper", "secretary", "outsider")}
    named = {"account": world.upper, "commune": world.commune, "because": "x", "since": TODAY, "today": TODAY}
    services.entrust(by=world.inspection, **named)
    assert {who: set(cases.visible_to(user)) for who, user in everybody.items()} == {
        "office": {plain},
        "inspection": {plain, apart},
        "upper": {apart},  # who reads no others
        "secretary": {plain},
        "outsider": set(),
    }
    assert {who: set(cases.for_doing(user, Do.KEEP_INSPECTIONS)) for who, user in everybody.items()} == {
        "inspection": {plain, apart},
        "secretary": {plain},
        **{who: set() for who in ("office", "upper", "outsider")},
    }
    assert set(cases.known_to(world.upper, Do.SEE_REPORTS)) == {plain, apart}
    assert set(cases.seen_from(scope(world.inspection, Do.SEE_INSPECTIONS), TODAY)) == {plain}
    assert (cases.all().sees_whole, Cell.objects.all().sees_whole) == (Do.SEE_SENSITIVE, Do.SEE_CELLS)
    lines = TrailEntry.objects.filter(only_for=Do.SEE_SENSITIVE)
    told = {who: {*trail_of(user)} & {*lines} for who, user in everybody.items() if who in ("office", "inspection")}
    assert (told, lines.exists()) == ({"office": set(), "inspection": set(lines)}, True)
    assert get_for(world.inspection, Do.SEE_INSPECTIONS, cases, pk=apart.pk) == apart
    of_member = a_discipline_case(world, voted=False)
    get_for(world.inspection, Do.SEE_SENSITIVE, DisciplineCase.objects, pk=of_member.pk)
    look = lines.latest("pk")  # neither is the look at whom it is about a line for others
    assert (look.action, look.subject_kind, look.subject_id) == ("seen", "members.member", of_member.member_id)
    with pytest.raises(Http404):
        get_for(world.office, Do.SEE_INSPECTIONS, cases, pk=apart.pk)
