"""What happens in a member's life, each rule with the day on which it changes its answer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import TrailEntry
from cells import services as structure
from cells.enums import CellState
from cells.models import Cell
from common.errors import REFUSALS, RuleError
from members import services
from members.enums import DEPARTURES, Appointed, Entry, Exit, OverlayKind, PostKind, Precision, Sex, Standing
from members.models import Member, Membership
from members.queries import headcount, members_of_cell, post_holders
from tests.world import LONG_AGO, TODAY

ONE_DAY = timedelta(days=1)


def joined(cell, name="Nông Thị Mới", **facts):
    facts = {"sex": Sex.FEMALE, "standing": Standing.OFFICIAL, "since": date(2026, 1, 5)} | facts
    return services.join(cell=cell, full_name=name, by=None, **facts)


def admitted(cell, on=date(2025, 6, 2), name="Lý Thị Mới"):
    return services.admit(cell=cell, full_name=name, sex=Sex.FEMALE, ceremony_on=on, by=None)


def cell_of(member, day):
    row = member.memberships.on(day).first()
    return row and row.cell


def refused(field, change, **typed):
    """The sentence with which `change` is refused, which must speak of the input `field`."""
    with pytest.raises(RuleError) as error:
        change(by=None, **typed)
    assert error.value.field == field
    return str(error.value)


def test_someone_who_joins_belongs_to_the_cell_from_that_day(world):
    member = joined(world.cell, since=date(2026, 3, 2), entry=Entry.ARRIVED, decision_no="12-QĐ/ĐU")
    assert cell_of(member, date(2026, 3, 1)) is None
    assert cell_of(member, date(2026, 3, 2)) == world.cell
    assert member.commune == world.commune
    row = member.memberships.get()
    assert (row.entry, row.decision_no, row.until, row.exit) == (Entry.ARRIVED, "12-QĐ/ĐU", None, "")


def test_nobody_joins_a_cell_before_it_is_at_work(world):
    sentence = refused(
        "since",
        services.join,
        cell=world.cell,
        full_name="Ai Đó",
        sex=Sex.MALE,
        standing=Standing.OFFICIAL,
        since=LONG_AGO - ONE_DAY,
    )
    assert "Chi bộ Lũng Mật" in sentence
    assert not Member.objects.filter(full_name="Ai Đó").exists()
    assert joined(world.cell, since=LONG_AGO)


def test_nobody_is_entered_on_an_early_day_into_a_cell_that_has_ended_since(world):
    empty = structure.found_cell(commune=world.commune, name="Chi bộ Cũ", founded_on=LONG_AGO, by=None)
    services.end_cell(cell=empty, state=CellState.CLOSED, on=date(2026, 6, 1), by=None)
    refused("on", services.move, member=world.member, cell=empty, on=date(2026, 5, 1))
    refused(
        "since",
        services.join,
        cell=empty,
        full_name="Ai Đó",
        sex=Sex.MALE,
        standing=Standing.OFFICIAL,
        since=date(2026, 5, 1),
    )


def test_who_is_admitted_is_probationary_from_the_day_of_the_ceremony(world):
    member = admitted(world.cell, on=date(2026, 5, 19))
    row = member.memberships.get()
    assert (row.standing, row.entry, row.since) == (Standing.PROBATIONARY, Entry.ADMITTED, date(2026, 5, 19))


@pytest.mark.parametrize(
    ("ceremony", "earliest"),
    [
        (date(2025, 6, 2), date(2026, 6, 2)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2023, 2, 28), date(2024, 2, 28)),
    ],
)
def test_probation_lasts_twelve_months_to_the_day(world, ceremony, earliest):
    member = admitted(world.cell, on=ceremony)
    sentence = refused("on", services.recognise, member=member, on=earliest - ONE_DAY)
    assert f"{earliest:%d/%m/%Y}" in sentence
    services.recognise(member=member, on=earliest, decision_no="7-QĐ/ĐU", by=None)
    standings = [member.memberships.on(day).get().standing for day in (earliest - ONE_DAY, earliest)]
    assert standings == [Standing.PROBATIONARY, Standing.OFFICIAL]


def test_probation_goes_on_in_another_cell(world):
    member = admitted(world.cell, on=date(2025, 6, 2))
    services.move(member=member, cell=world.other_cell, on=date(2026, 3, 1), by=None)
    refused("on", services.recognise, member=member, on=date(2026, 6, 1))
    services.recognise(member=member, on=date(2026, 6, 2), by=None)
    assert member.memberships.on(TODAY).get().cell == world.other_cell


def test_an_official_member_is_not_recognised_again(world):
    assert "Nông Văn An" in refused(None, services.recognise, member=world.member, on=TODAY)


def test_a_move_keeps_the_old_cell_until_the_day_before(world):
    member = world.members[1]
    services.move(member=member, cell=world.other_cell, on=date(2026, 9, 1), decision_no="3-QĐ", by=None)
    assert cell_of(member, date(2026, 8, 31)) == world.cell
    assert cell_of(member, date(2026, 9, 1)) == world.other_cell
    before, after = member.memberships.order_by("since")
    assert (before.exit, before.until, after.entry, after.decision_no) == (
        Exit.MOVED,
        date(2026, 9, 1),
        Entry.MOVED,
        "3-QĐ",
    )


def test_a_move_is_not_dated_back_to_the_day_the_present_entry_began(world):
    member = world.members[1]
    sentence = refused("on", services.move, member=member, cell=world.other_cell, on=LONG_AGO)
    assert "03/02/2015" in sentence
    assert member.memberships.count() == 1
    services.move(member=member, cell=world.other_cell, on=LONG_AGO + ONE_DAY, by=None)


def test_a_member_does_not_move_to_the_own_cell_or_to_another_commune(world):
    refused("cell", services.move, member=world.member, cell=world.cell, on=TODAY)
    with pytest.raises(ValidationError) as error:
        services.move(member=world.member, cell=world.foreign_cell, on=TODAY, by=None)
    assert "cell" in error.value.message_dict
    assert world.member.memberships.get().until is None


def test_a_move_ends_the_posts_in_the_old_cell_and_keeps_an_exemption(world):
    services.lay_over(member=world.member, kind=OverlayKind.EXEMPT, since=date(2026, 2, 1), by=None)
    services.move(member=world.member, cell=world.other_cell, on=date(2026, 9, 1), by=None)
    assert post_holders(cells=[world.cell], day=date(2026, 8, 31)) == {world.cell.pk: world.member}
    assert post_holders(cells=[world.cell], day=date(2026, 9, 1)) == {}
    assert world.member.overlays.get().until is None


@pytest.mark.parametrize("exit", DEPARTURES)
def test_who_departs_counts_until_the_day_before(world, exit):
    before = headcount(cells=[world.cell], day=TODAY)
    services.depart(member=world.members[1], on=TODAY, exit=exit, by=None)
    assert headcount(cells=[world.cell], day=TODAY - ONE_DAY).total == before.total
    assert headcount(cells=[world.cell], day=TODAY).total == before.total - 1


def test_posts_exemptions_and_absences_end_with_the_departure(world):
    member = world.member
    services.lay_over(member=member, kind=OverlayKind.AWAY, since=date(2026, 2, 1), until=date(2027, 2, 1), by=None)
    services.lay_over(member=member, kind=OverlayKind.EXEMPT, since=date(2026, 2, 1), by=None)
    services.depart(member=member, on=date(2026, 11, 1), exit=Exit.DIED, by=None)
    assert {row.until for row in member.overlays.all()} == {date(2026, 11, 1)}
    assert member.posts.get().until == date(2026, 11, 1)


def test_an_absence_that_was_over_stays_as_it_was(world):
    services.lay_over(
        member=world.member, kind=OverlayKind.AWAY, since=date(2024, 1, 1), until=date(2024, 6, 1), by=None
    )
    services.depart(member=world.member, on=date(2026, 11, 1), exit=Exit.DIED, by=None)
    assert world.member.overlays.get().until == date(2024, 6, 1)


def test_nobody_departs_before_what_is_recorded_of_a_later_day(world):
    services.lay_over(member=world.members[1], kind=OverlayKind.EXEMPT, since=date(2026, 11, 10), by=None)
    refused("on", services.depart, member=world.members[1], on=date(2026, 11, 10), exit=Exit.DIED)
    assert world.members[1].memberships.get().until is None
    services.depart(member=world.members[1], on=date(2026, 11, 11), exit=Exit.DIED, by=None)


def test_a_departure_may_fall_on_29_february(world):
    services.depart(member=world.members[1], on=date(2024, 2, 29), exit=Exit.DIED, by=None)
    assert cell_of(world.members[1], date(2024, 2, 29)) is None


def test_a_departure_says_how(world):
    for exit in set(Exit) - set(DEPARTURES):
        refused("exit", services.depart, member=world.member, on=TODAY, exit=exit)


def test_nothing_more_is_recorded_of_who_has_left(world):
    member = world.members[1]
    services.depart(member=member, on=date(2026, 11, 1), exit=Exit.TRANSFERRED, by=None)
    early = date(2026, 10, 1)
    events = [
        (services.depart, {"on": TODAY, "exit": Exit.DIED}),
        (services.move, {"on": TODAY, "cell": world.other_cell}),
        (services.recognise, {"on": TODAY}),
        (services.lay_over, {"since": early, "kind": OverlayKind.EXEMPT}),
        (services.appoint, {"since": early, "kind": PostKind.DEPUTY, "cell": world.cell}),
    ]
    for change, typed in events:
        refused(None, change, member=member, **typed)
    with pytest.raises(RuleError):
        services.current_cell(member)


def test_two_absences_never_overlap(world):
    def away(since, until):
        return services.lay_over(member=world.member, kind=OverlayKind.AWAY, since=since, until=until, by=None)

    away(date(2026, 3, 1), date(2026, 6, 1))
    for since, until in [
        (date(2026, 5, 31), None),
        (date(2026, 2, 1), date(2026, 3, 2)),
        (date(2026, 2, 1), None),
        (date(2026, 4, 1), date(2026, 5, 1)),
    ]:
        refused("since", services.lay_over, member=world.member, kind=OverlayKind.AWAY, since=since, until=until)
    away(date(2026, 2, 1), date(2026, 3, 1))
    away(date(2026, 6, 1), None)
    services.lay_over(member=world.member, kind=OverlayKind.EXEMPT, since=date(2026, 4, 1), by=None)


def test_an_exemption_ends_after_it_begins_and_lies_within_a_membership(world):
    for until in (date(2026, 3, 1), date(2026, 2, 28)):
        refused(
            "until", services.lay_over, member=world.member, kind=OverlayKind.AWAY, since=date(2026, 3, 1), until=until
        )
    refused("since", services.lay_over, member=world.member, kind=OverlayKind.AWAY, since=LONG_AGO - ONE_DAY)


def test_who_returns_is_back_on_that_day(world):
    overlay = world.members[-2].overlays.get()
    refused("on", services.end_overlay, overlay=overlay, on=overlay.since)
    services.end_overlay(overlay=overlay, on=TODAY, by=None)
    over = {
        day: dict((r.member, o) for r, o in members_of_cell(cell=world.cell, day=day))
        for day in (TODAY - ONE_DAY, TODAY)
    }
    assert [over[day][world.members[-2]] for day in (TODAY - ONE_DAY, TODAY)] == [OverlayKind.EXEMPT, None]


def test_a_new_secretary_releases_the_one_before_on_that_day(world):
    services.appoint(member=world.members[1], cell=world.cell, kind=PostKind.SECRETARY, since=date(2026, 9, 1), by=None)
    assert post_holders(cells=[world.cell], day=date(2026, 8, 31))[world.cell.pk] == world.member
    assert post_holders(cells=[world.cell], day=date(2026, 9, 1))[world.cell.pk] == world.members[1]


def test_a_deputy_who_becomes_secretary_is_no_longer_deputy(world):
    deputy = world.members[1]
    services.appoint(member=deputy, cell=world.cell, kind=PostKind.DEPUTY, since=date(2026, 1, 1), by=None)
    services.appoint(member=deputy, cell=world.cell, kind=PostKind.SECRETARY, since=date(2026, 9, 1), by=None)
    assert [post.kind for post in deputy.posts.on(date(2026, 9, 1))] == [PostKind.SECRETARY]
    assert [post.kind for post in deputy.posts.on(date(2026, 8, 31))] == [PostKind.DEPUTY]


def test_two_secretaries_never_overlap_even_when_recorded_late(world):
    services.end_post(post=world.member.posts.get(), on=date(2026, 10, 1), by=None)
    late = {"member": world.members[1], "cell": world.cell, "kind": PostKind.SECRETARY}
    refused("since", services.appoint, **late, since=date(2026, 9, 30))
    services.appoint(**late, since=date(2026, 10, 1), by=None)
    refused(
        "since",
        services.appoint,
        member=world.members[2],
        cell=world.cell,
        kind=PostKind.SECRETARY,
        since=date(2026, 10, 1),
    )


def test_the_cell_committee_may_have_several_members_but_nobody_twice(world):
    committee = {"cell": world.cell, "kind": PostKind.COMMITTEE, "since": date(2026, 9, 1), "by": None}
    services.appoint(member=world.members[1], how=Appointed.APPOINTED, **committee)
    services.appoint(member=world.members[2], **committee)
    with pytest.raises(REFUSALS):
        services.appoint(member=world.members[1], **committee)


def test_only_an_official_member_of_the_cell_holds_a_post_in_it(world):
    post = {"kind": PostKind.GROUP_LEADER, "since": TODAY}
    refused("member", services.appoint, member=world.members[-1], cell=world.cell, **post)
    refused("member", services.appoint, member=world.other_members[0], cell=world.cell, **post)
    services.move(member=world.members[1], cell=world.other_cell, on=date(2026, 9, 1), by=None)
    refused(
        "member",
        services.appoint,
        member=world.members[1],
        cell=world.cell,
        kind=PostKind.GROUP_LEADER,
        since=date(2026, 8, 1),
    )


def test_a_cell_ends_only_when_nobody_is_left_in_it_on_that_day(world):
    for member in world.other_members:
        services.move(member=member, cell=world.cell, on=date(2026, 9, 1), by=None)
    sentence = refused("on", services.end_cell, cell=world.other_cell, state=CellState.MERGED, on=date(2026, 8, 31))
    assert "4" in sentence
    services.end_cell(cell=world.other_cell, state=CellState.MERGED, on=date(2026, 9, 1), by=None)
    assert [world.other_cell.works_on(day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == [True, False]
    assert Cell.objects.filter(pk=world.other_cell.pk).exists()
    refused("state", services.end_cell, cell=world.other_cell, state=CellState.CLOSED, on=TODAY)


def test_a_correction_changes_who_somebody_is_and_keeps_the_old_words_in_the_trail(world):
    services.correct_person(
        member=world.member,
        full_name="Nông Văn Ẩn",
        sex=Sex.FEMALE,
        born=date(1958, 1, 1),
        born_precision=Precision.YEAR,
        by=world.office,
    )
    member = Member.objects.get(pk=world.member.pk)
    assert (member.full_name, member.sex, member.born_text, member.search_key) == (
        "Nông Văn Ẩn",
        "female",
        "1958",
        "nong van an",
    )
    entry = TrailEntry.objects.filter(action="changed", subject_kind="members.member").latest("pk")
    assert entry.changes["full_name"] == ["Nông Văn An", "Nông Văn Ẩn"]
    assert entry.account == world.office


@pytest.mark.parametrize(
    "typed",
    ["Ðặng  Thị\tĐào", "Đặng Thị Đào", "  Đặng\u200b Thị Đào "],
    ids=["look-alike", "decomposed", "invisible"],
)
def test_a_name_is_stored_in_one_spelling(world, typed):
    member = joined(world.cell, name=typed)
    member.refresh_from_db()
    assert member.full_name == "Đặng Thị Đào"
    assert member.search_key == "dang thi dao"


@pytest.mark.parametrize("name", ["한" * 100, "a " * 49 + "b", "İ" * 100, "ữ" * 100])
def test_any_name_that_fits_the_field_can_be_stored(world, name):
    assert joined(world.cell, name=name).full_name == name


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 101])
def test_a_name_that_is_empty_or_too_long_is_refused(world, name):
    with pytest.raises(ValidationError) as error:
        joined(world.cell, name=name)
    assert list(error.value.message_dict) == ["full_name"]


def test_a_second_open_membership_is_refused_with_a_sentence(world):
    with pytest.raises(ValidationError, match="đã thuộc"):
        Membership(
            member=world.member, cell=world.cell, standing=Standing.OFFICIAL, since=TODAY, entry=Entry.OPENING
        ).saved()


def test_a_target_set_twice_is_one_target_with_the_last_number(world):
    for planned in (3, 5):
        services.set_target(commune=world.commune, cell=world.cell, year=2026, planned=planned, by=None)
        services.set_target(commune=world.commune, cell=None, year=2026, planned=planned, by=None)
    assert sorted(world.commune.targets.values_list("planned", flat=True)) == [5, 5]


@pytest.mark.parametrize(("year", "planned"), [(1989, 1), (2100, 1), (2026, 1000), (2026, -1)])
def test_a_target_beyond_reason_is_refused(world, year, planned):
    with pytest.raises(ValidationError):
        services.set_target(commune=world.commune, cell=None, year=year, planned=planned, by=None)


def test_a_target_is_not_set_for_a_cell_of_another_commune(world):
    with pytest.raises(ValidationError):
        services.set_target(commune=world.commune, cell=world.foreign_cell, year=2026, planned=1, by=None)
