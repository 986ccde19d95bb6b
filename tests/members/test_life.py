"""What happens in a member's life, each rule with the day on which it changes its answer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from accounts.models import TrailEntry
from cells import services as structure
from cells.enums import CellState
from cells.models import Cell
from common.errors import RuleError
from common.partial import PartialDate
from development.services import set_target
from members import services
from members.enums import Appointed, Entry, EventKind, Ground, OverlayKind, PostKind, Standing
from members.models import Event, Member, StayRules, SuspensionRules
from members.queries import headcount, members_of_cell, party_age_of, post_holders
from members.rules.life import DEPARTURE
from reports.needs import needs_of
from tests.world import LONG_AGO, TODAY, admit, happen, join, publish

ONE_DAY = timedelta(days=1)
FEB_29 = date(2024, 2, 29)


def refused(field, member, kind, on, **facts):
    """The sentence with which an event is refused, which must speak of the input `field`; nothing is kept."""
    before = list(member.events.values_list("pk", "struck")), list(member.memberships.values_list("since", "until"))
    with pytest.raises(RuleError) as error:
        happen(member, kind, on, **facts)
    assert error.value.field == field, str(error.value)
    after = list(member.events.values_list("pk", "struck")), list(member.memberships.values_list("since", "until"))
    assert after == before
    return str(error.value)


def rows(member):
    """[(cell, standing, since, until, entry, exit)] of the member's memberships, in order of time."""
    return [
        (row.cell.name, row.standing, row.since, row.until, row.entry, row.exit)
        for row in member.memberships.select_related("cell").order_by("since")
    ]


def overlays(member):
    return list(member.overlays.order_by("since", "kind").values_list("kind", "since", "until"))


def cell_of(member, day):
    row = member.memberships.on(day).first()
    return row and row.cell


# Coming in


def test_someone_who_arrives_belongs_to_the_cell_from_that_day(world):
    member = join(world.cell, "Nông Thị Mới", kind=EventKind.ARRIVE, on=date(2026, 3, 2))
    assert rows(member) == [("Chi bộ Lũng Mật", "official", date(2026, 3, 2), None, Entry.ARRIVED, "")]
    assert member.commune == world.commune


def test_nobody_enters_a_cell_before_it_is_at_work(world):
    with pytest.raises(RuleError, match="Chi bộ Lũng Mật") as error:
        join(world.cell, "Ai Đó", on=LONG_AGO - ONE_DAY)
    assert error.value.field == "on"
    assert not Member.objects.filter(full_name="Ai Đó").exists()
    assert join(world.cell, "Ai Đó", on=LONG_AGO)


def test_nobody_is_entered_on_an_early_day_into_a_cell_that_has_ended_since(world):
    empty = structure.found_cell(commune=world.commune, name="Chi bộ Cũ", founded_on=LONG_AGO, by=None)
    services.end_cell(cell=empty, state=CellState.CLOSED, on=date(2026, 6, 1), by=None)
    refused("on", world.member, EventKind.TRANSFER, date(2026, 5, 1), cell=empty)
    with pytest.raises(RuleError):
        join(empty, "Ai Đó", on=date(2026, 5, 1))


def test_nobody_joins_twice_and_a_member_is_not_admitted_again(world):
    for kind in (EventKind.JOIN, EventKind.ADMIT, EventKind.ARRIVE):
        refused(None, world.member, kind, TODAY, cell=world.other_cell, standing=Standing.OFFICIAL)


def test_who_is_admitted_is_probationary_from_the_ceremony_and_keeps_three_dates_apart(world):
    member = services.enter(
        kind=EventKind.ADMIT,
        cell=world.cell,
        person={"full_name": "Lý Thị Mới", "sex": "female"},
        on=date(2026, 5, 19),
        decision_on=date(2026, 5, 4),
        by=None,
    )
    member.refresh_from_db()
    assert rows(member)[0][1:5] == ("probationary", date(2026, 5, 19), None, Entry.ADMITTED)
    assert (member.decided_on, member.ceremony_on, member.official_on) == ("2026-05-04", "2026-05-19", "")
    assert member.party_since == "2026-05-04"


def test_an_admission_is_not_decided_after_its_ceremony(world):
    with pytest.raises(ValidationError):
        services.enter(
            kind=EventKind.ADMIT,
            cell=world.cell,
            person={"full_name": "Lý Thị Mới", "sex": "female"},
            on=date(2026, 5, 19),
            decision_on=date(2026, 5, 20),
            by=None,
        )


# Recognition


@pytest.mark.parametrize(
    ("ceremony", "official"),
    [(date(2025, 6, 2), date(2026, 6, 2)), (FEB_29, date(2025, 2, 28)), (date(2023, 2, 28), date(2024, 2, 28))],
)
def test_probation_lasts_twelve_months_to_the_day(world, ceremony, official):
    member = admit(world.cell, "Lý Thị Mới", ceremony)
    assert f"{official:%d/%m/%Y}" in refused("on", member, EventKind.RECOGNISE, official - ONE_DAY)
    happen(member, EventKind.RECOGNISE, official)
    standings = [member.memberships.on(day).get().standing for day in (official - ONE_DAY, official)]
    assert standings == [Standing.PROBATIONARY, Standing.OFFICIAL]


def test_a_late_recognition_counts_from_the_twelve_months_also_after_a_transfer(world):
    member = admit(world.cell, "Lý Thị Mới", date(2025, 6, 2))
    happen(member, EventKind.TRANSFER, date(2026, 7, 1), cell=world.other_cell)
    happen(member, EventKind.RECOGNISE, date(2026, 9, 15))
    assert rows(member) == [
        ("Chi bộ Lũng Mật", "probationary", date(2025, 6, 2), date(2026, 6, 2), "admitted", "recognised"),
        ("Chi bộ Lũng Mật", "official", date(2026, 6, 2), date(2026, 7, 1), "recognised", "moved"),
        ("Chi bộ Pác Tao", "official", date(2026, 7, 1), None, "moved", ""),
    ]
    member.refresh_from_db()
    assert member.official_on == "2026-06-02"


def test_two_changes_on_one_day_make_one_row(world):
    member = admit(world.cell, "Lý Thị Mới", date(2025, 6, 2))
    happen(member, EventKind.RECOGNISE, date(2026, 6, 2))
    happen(member, EventKind.TRANSFER, date(2026, 6, 2), cell=world.other_cell)
    assert rows(member) == [
        ("Chi bộ Lũng Mật", "probationary", date(2025, 6, 2), date(2026, 6, 2), "admitted", "moved"),
        ("Chi bộ Pác Tao", "official", date(2026, 6, 2), None, "moved", ""),
    ]
    happen(member, EventKind.DIE, date(2026, 6, 2))
    assert rows(member) == [("Chi bộ Lũng Mật", "probationary", date(2025, 6, 2), date(2026, 6, 2), "admitted", "died")]


def test_an_official_member_is_not_recognised_again(world):
    assert "Nông Văn An" in refused(None, world.member, EventKind.RECOGNISE, TODAY)


def test_of_those_who_entered_as_probationary_a_known_ceremony_decides(world):
    known = join(
        world.cell, "Lý Văn Biết", standing=Standing.PROBATIONARY, ceremony_on=PartialDate("2026-02-03"), on=TODAY
    )
    refused("on", known, EventKind.RECOGNISE, date(2027, 2, 2))
    unknown = world.members[-1]
    happen(unknown, EventKind.RECOGNISE, date(2026, 3, 4))
    assert unknown.memberships.on(TODAY).get().since == date(2026, 3, 4)


# Exemptions, temporary transfers, suspensions


def test_an_exemption_for_a_time_lasts_less_than_twelve_months(world):
    member, on = world.member, date(2025, 11, 1)
    refused("until", member, EventKind.EXEMPT, on, until=date(2026, 11, 1))
    happen(member, EventKind.EXEMPT, on, until=date(2026, 10, 31))
    assert overlays(member) == [("exempt", on, date(2026, 10, 31))]
    refused("on", member, EventKind.EXEMPT, date(2026, 10, 30))
    happen(member, EventKind.EXEMPT, date(2026, 10, 31), until=date(2027, 10, 30))  # renewed


def test_an_exemption_ends_when_somebody_returns_and_not_before_it_began(world):
    member = world.members[-2]
    refused("on", member, EventKind.END_EXEMPTION, date(2020, 1, 1))
    happen(member, EventKind.END_EXEMPTION, TODAY)
    assert overlays(member) == [("exempt", date(2020, 1, 1), TODAY)]
    refused("on", member, EventKind.END_EXEMPTION, TODAY)


@pytest.mark.parametrize(
    ("until", "ground", "allowed"),
    [
        (date(2026, 5, 31), "", False),
        (date(2026, 6, 1), "", True),
        (date(2027, 2, 28), "", True),
        (date(2027, 3, 1), "", False),
        (date(2027, 3, 1), Ground.STUDY, True),
        (date(2028, 3, 1), Ground.STUDY, True),
        (date(2028, 3, 2), Ground.STUDY, False),
        (None, "", False),
    ],
)
def test_a_temporary_transfer_lasts_three_to_twelve_months_and_for_studies_up_to_twenty_four(
    world, until, ground, allowed
):
    facts = {"until": until, "ground": ground}
    guest = {"full_name": "Khách Mẫu", "sex": "male"}
    on = date(2026, 3, 1)
    if allowed:
        happen(world.member, EventKind.GO_AWAY, on, **facts)
        services.enter(kind=EventKind.HOST, cell=world.cell, on=on, person=guest, by=None, **facts)
        return
    refused("until", world.member, EventKind.GO_AWAY, on, **facts)
    with pytest.raises(RuleError):
        services.enter(kind=EventKind.HOST, cell=world.cell, on=on, person=guest, by=None, **facts)


@pytest.mark.parametrize(
    ("kind", "facts"), [(EventKind.SUSPEND, {"until": date(2026, 10, 1)}), (EventKind.PROSECUTE, {})]
)
def test_who_is_suspended_prosecuted_or_detained_gets_no_post_and_does_not_move(world, kind, facts):
    member = world.members[1]
    happen(member, kind, date(2026, 9, 1), **facts)
    day = date(2026, 9, 15)
    refused("on", member, EventKind.POST, day, cell=world.cell, post=PostKind.GROUP_LEADER)
    refused("on", member, EventKind.TRANSFER, day, cell=world.other_cell)
    refused("on", member, EventKind.LEAVE, day)
    if kind == EventKind.PROSECUTE:
        refused("on", member, kind, day)
    over = {EventKind.SUSPEND: EventKind.LIFT_SUSPENSION, EventKind.PROSECUTE: EventKind.END_PROSECUTION}[kind]
    happen(member, over, day)
    happen(member, EventKind.POST, day, cell=world.cell, post=PostKind.GROUP_LEADER)


@pytest.mark.parametrize(
    ("since", "until", "ground", "allowed"),
    [
        (date(2026, 9, 1), date(2026, 10, 1), "", True),  # extended by a month: seven in all
        (date(2026, 9, 1), date(2027, 2, 28), "", True),
        (date(2026, 9, 1), date(2027, 3, 1), "", False),  # twelve
        (date(2026, 9, 1), date(2028, 3, 1), Ground.STUDY, True),
        (date(2026, 9, 1), date(2028, 3, 2), Ground.STUDY, False),
        (date(2026, 9, 2), date(2026, 10, 2), "", False),  # a day at home: another stay, and too short
        (date(2026, 9, 2), date(2027, 9, 1), "", True),
    ],
)
def test_temporary_transfers_without_a_break_count_as_one(world, since, until, ground, allowed):
    happen(world.member, EventKind.GO_AWAY, date(2026, 3, 1), until=date(2026, 9, 1))
    if allowed:
        happen(world.member, EventKind.GO_AWAY, since, until=until, ground=ground)
    else:
        refused("until", world.member, EventKind.GO_AWAY, since, until=until, ground=ground)


def test_how_long_a_temporary_transfer_may_last_is_a_rule_of_the_commune(world):
    publish(StayRules, world.commune, date(2026, 1, 1), least_months=1, most_months=6, study_months=8)
    on = date(2026, 3, 1)
    refused("until", world.member, EventKind.GO_AWAY, on, until=date(2026, 9, 1))
    refused("until", world.member, EventKind.GO_AWAY, on, until=date(2026, 11, 2), ground=Ground.STUDY)
    refused("until", world.member, EventKind.GO_AWAY, on, until=date(2026, 3, 31))
    happen(world.member, EventKind.GO_AWAY, on, until=date(2026, 4, 1))
    refused("until", world.member, EventKind.GO_AWAY, date(2025, 12, 1), until=date(2026, 1, 1))  # of a day before


def test_a_wrong_end_is_corrected_and_what_stood_there_is_kept(world):
    told = happen(world.member, EventKind.GO_AWAY, date(2026, 3, 1), until=date(2026, 9, 1))
    facts = {"event": told, "reason": "ghi nhầm tháng", "by": world.office}
    for wrong in (date(2026, 9, 1), date(2026, 5, 31), date(2027, 3, 1)):  # as it stands, too short, too long
        with pytest.raises(RuleError) as error:
            services.correct(until=wrong, **facts)
        assert error.value.field == "until"
    services.correct(until=date(2026, 10, 1), **facts)
    assert overlays(world.member) == [("away", date(2026, 3, 1), date(2026, 10, 1))]
    kept = told.corrections.get()
    assert (kept.field, kept.before, kept.after) == ("until", "01/09/2026", "01/10/2026")


def test_two_temporary_transfers_never_overlap_whatever_the_order_of_recording(world):
    member = world.member

    def away(since, until):
        return {"member": member, "kind": EventKind.GO_AWAY, "on": since, "until": until}

    happen(**away(date(2026, 3, 1), date(2026, 6, 1)))
    for since, until in [(date(2026, 5, 31), date(2026, 9, 1)), (date(2025, 12, 1), date(2026, 3, 2))]:
        refused("on", **away(since, until))
    happen(**away(date(2025, 12, 1), date(2026, 3, 1)))
    happen(**away(date(2026, 6, 1), date(2026, 9, 1)))
    happen(member, EventKind.EXEMPT, date(2026, 4, 1))
    assert [row[0] for row in overlays(member)] == ["away", "away", "exempt", "away"]


def test_who_comes_back_early_is_away_until_the_day_before(world):
    happen(world.member, EventKind.GO_AWAY, date(2026, 9, 1), until=date(2027, 3, 1), cell=world.other_cell)
    assert headcount(cells=[world.other_cell], day=TODAY).hosted == 1
    happen(world.member, EventKind.COME_BACK, TODAY)
    assert overlays(world.member) == [("away", date(2026, 9, 1), TODAY)]
    assert headcount(cells=[world.other_cell], day=TODAY).hosted == 0
    refused("on", world.member, EventKind.COME_BACK, TODAY)


def test_a_guest_counts_nowhere_attends_and_may_become_a_member(world):
    guest = services.enter(
        kind=EventKind.HOST,
        cell=world.other_cell,
        on=date(2026, 9, 1),
        until=date(2027, 3, 1),
        person={"full_name": "Khách Mẫu", "sex": "male"},
        by=None,
    )
    head = headcount(cells=[world.other_cell], day=TODAY)
    assert (head.total, head.hosted, head.attendance_base, head.voting_base) == (4, 1, 4, 2)
    happen(guest, EventKind.ARRIVE, TODAY, cell=world.other_cell, standing=Standing.OFFICIAL)
    head = headcount(cells=[world.other_cell], day=TODAY)
    assert (head.total, head.hosted, head.attendance_base, head.voting_base) == (5, 0, 4, 3)


def test_a_suspension_lasts_ninety_days_and_is_extended_once_by_thirty(world):
    member, on = world.member, date(2026, 3, 1)
    refused("until", member, EventKind.SUSPEND, on)
    refused("until", member, EventKind.SUSPEND, on, until=on + timedelta(days=91))
    end = on + timedelta(days=90)
    happen(member, EventKind.SUSPEND, on, until=end)
    refused("until", member, EventKind.SUSPEND, end, until=end + timedelta(days=31))
    happen(member, EventKind.SUSPEND, end, until=end + timedelta(days=30))
    assert overlays(member) == [("suspended", on, end + timedelta(days=30))]
    refused("on", member, EventKind.SUSPEND, end + timedelta(days=30), until=end + timedelta(days=40))


@pytest.mark.parametrize(("days", "told"), [(10, 1), (11, 0)])
def test_the_office_reads_ten_days_ahead_that_a_suspension_ends(days, told, world):
    """Until its end it may be extended; nobody else than who keeps lives is reminded."""
    happen(world.member, EventKind.SUSPEND, date(2026, 11, 1), until=TODAY + timedelta(days=days), reason="Đảng ủy")
    groups = {role: needs_of(world.accounts[role], TODAY) for role in ("office", "secretary")}
    found = {role: [len(one.needs) for one in of if one.key == "suspensions"] for role, of in groups.items()}
    assert found == {"office": [told] * told, "secretary": []}


def test_the_rules_of_the_time_decide_how_long_a_suspension_lasts(world):
    until = date(2026, 3, 1) + timedelta(days=60)
    happen(world.member, EventKind.SUSPEND, date(2026, 3, 1), until=until)
    publish(SuspensionRules, world.commune, date(2026, 1, 1), suspension_days=30)
    refused("until", world.members[1], EventKind.SUSPEND, date(2026, 3, 1), until=until)
    happen(world.members[2], EventKind.SUSPEND, date(2025, 3, 1), until=date(2025, 3, 1) + timedelta(days=60))
    happen(world.members[2], EventKind.EXEMPT, TODAY)  # the life is played again; that suspension keeps its rules


def test_nobody_is_transferred_or_leaves_while_suspended_but_the_suspended_may_be_expelled(world):
    happen(world.member, EventKind.SUSPEND, date(2026, 11, 1), until=date(2026, 12, 1))
    for kind, facts in [
        (EventKind.TRANSFER, {"cell": world.other_cell}),
        (EventKind.TRANSFER_OUT, {}),
        (EventKind.LEAVE, {}),
    ]:
        refused("on", world.member, kind, TODAY, **facts)
    happen(world.member, EventKind.EXPEL, TODAY)


def test_a_lifted_suspension_ends_that_day(world):
    happen(world.member, EventKind.SUSPEND, date(2026, 11, 1), until=date(2026, 12, 1))
    happen(world.member, EventKind.LIFT_SUSPENSION, date(2026, 11, 20))
    over = {day: dict(members_of_cell_of(world, day))[world.member] for day in (date(2026, 11, 19), date(2026, 11, 20))}
    assert over == {date(2026, 11, 19): OverlayKind.SUSPENDED, date(2026, 11, 20): None}


def members_of_cell_of(world, day):
    return [(row.member, over) for row, over in members_of_cell(cell=world.cell, day=day)]


# Transfers


def test_a_transfer_keeps_the_old_cell_until_the_day_before(world):
    member = world.members[1]
    happen(member, EventKind.TRANSFER, date(2026, 9, 1), cell=world.other_cell, decision_no="3-QĐ")
    assert cell_of(member, date(2026, 8, 31)) == world.cell
    assert cell_of(member, date(2026, 9, 1)) == world.other_cell


def test_a_transfer_on_the_day_of_entering_is_refused(world):
    member = world.members[1]
    assert "03/02/2015" in refused("on", member, EventKind.TRANSFER, LONG_AGO, cell=world.other_cell)
    happen(member, EventKind.TRANSFER, LONG_AGO + ONE_DAY, cell=world.other_cell)


def test_a_member_is_not_transferred_to_the_own_cell_or_to_a_cell_of_another_commune(world):
    refused("cell", world.member, EventKind.TRANSFER, TODAY, cell=world.cell)
    with pytest.raises(ValidationError) as error:
        happen(world.member, EventKind.TRANSFER, TODAY, cell=world.foreign_cell)
    assert "cell" in error.value.message_dict


def test_a_transfer_ends_posts_and_a_stay_elsewhere_and_keeps_an_exemption(world):
    member = world.member
    happen(member, EventKind.EXEMPT, date(2026, 2, 1))
    happen(member, EventKind.GO_AWAY, date(2026, 8, 1), until=date(2026, 12, 1))
    happen(member, EventKind.TRANSFER, date(2026, 9, 1), cell=world.other_cell)
    assert post_holders(cells=[world.cell], day=date(2026, 8, 31)) == {world.cell.pk: member}
    assert post_holders(cells=[world.cell], day=date(2026, 9, 1)) == {}
    assert overlays(member) == [
        ("exempt", date(2026, 2, 1), None),
        ("away", date(2026, 8, 1), date(2026, 9, 1)),
    ]


def test_what_is_recorded_late_finds_its_place_in_time(world):
    member = world.members[1]
    happen(member, EventKind.TRANSFER, date(2026, 9, 1), cell=world.other_cell)
    happen(member, EventKind.GO_AWAY, date(2025, 1, 1), until=date(2025, 6, 1))
    third = structure.found_cell(commune=world.commune, name="Chi bộ Ba", founded_on=LONG_AGO, by=None)
    happen(member, EventKind.TRANSFER, date(2024, 5, 1), cell=third)
    assert [row[0] for row in rows(member)] == ["Chi bộ Lũng Mật", "Chi bộ Ba", "Chi bộ Pác Tao"]
    assert overlays(member) == [("away", date(2025, 1, 1), date(2025, 6, 1))]


def test_what_would_contradict_a_later_event_is_refused_and_says_which(world):
    member = world.members[1]
    happen(member, EventKind.TRANSFER, date(2026, 9, 1), cell=world.other_cell)
    sentence = refused("on", member, EventKind.DIE, date(2026, 8, 1))
    assert "01/09/2026" in sentence


# Leaving and coming back


@pytest.mark.parametrize("kind", DEPARTURE)
def test_who_departs_counts_until_the_day_before(world, kind):
    before = headcount(cells=[world.cell], day=TODAY)
    happen(world.members[1], kind, TODAY)
    assert headcount(cells=[world.cell], day=TODAY - ONE_DAY).total == before.total
    assert headcount(cells=[world.cell], day=TODAY).total == before.total - 1
    assert rows(world.members[1])[-1][-1] == DEPARTURE[kind]


def test_posts_and_absences_end_with_the_departure_and_those_that_were_over_stay(world):
    member = world.member
    happen(member, EventKind.GO_AWAY, date(2024, 1, 1), until=date(2024, 6, 1))
    happen(member, EventKind.EXEMPT, date(2026, 2, 1))
    happen(member, EventKind.DIE, date(2026, 11, 1))
    assert overlays(member) == [
        ("away", date(2024, 1, 1), date(2024, 6, 1)),
        ("exempt", date(2026, 2, 1), date(2026, 11, 1)),
    ]
    assert member.posts.get().until == date(2026, 11, 1)


def test_a_probationary_member_is_removed_and_not_expelled(world):
    refused(None, world.members[-1], EventKind.EXPEL, TODAY)
    happen(world.members[-1], EventKind.REMOVE_NAME, TODAY)


def test_nothing_more_is_recorded_of_who_has_died(world):
    member = world.members[1]
    happen(member, EventKind.DIE, date(2026, 11, 1))
    for kind, facts in [
        (EventKind.DIE, {}),
        (EventKind.TRANSFER, {"cell": world.other_cell}),
        (EventKind.EXEMPT, {}),
    ]:
        refused("on", member, kind, TODAY, **facts)
    for kind in (EventKind.RESTORE, EventKind.READMIT, EventKind.ARRIVE, EventKind.ADMIT):
        refused(None, member, kind, TODAY, cell=world.cell, standing=Standing.OFFICIAL)


def test_who_was_wrongly_expelled_is_restored_as_before_and_the_party_age_goes_on(world):
    member = join(world.cell, "Vi Văn Oan", decided_on=PartialDate("1995-12-10"))
    happen(member, EventKind.EXPEL, date(2024, 3, 1))
    happen(member, EventKind.RESTORE, date(2025, 3, 1), cell=world.other_cell)
    assert rows(member)[-1][:5] == ("Chi bộ Pác Tao", "official", date(2025, 3, 1), None, "restored")
    member.refresh_from_db()
    assert member.party_since == "1995-12-10"


def test_who_is_admitted_again_waits_thirty_six_months_is_probationary_and_loses_the_time_out(world):
    member = join(world.cell, "Vi Văn Lại", decided_on=PartialDate("1995-12-10"), official_on=PartialDate("1996"))
    happen(member, EventKind.REMOVE_NAME, date(2020, 3, 1))
    again = {"cell": world.cell, "decision_on": date(2023, 2, 28)}
    refused("decision_on", member, EventKind.READMIT, date(2023, 3, 10), **again)
    happen(member, EventKind.READMIT, date(2023, 3, 10), **again | {"decision_on": date(2023, 3, 1)})
    member.refresh_from_db()
    out = (date(2023, 3, 1) - date(2020, 3, 1)).days
    assert party_age_of(member) == (PartialDate("1995-12-10"), out)
    assert party_age_of(member).counted_from == PartialDate.of(date(1995, 12, 10) + timedelta(days=out))
    assert [row.days_out for row in member.memberships.order_by("since")] == [0, out]
    assert (rows(member)[-1][1], member.official_on) == ("probationary", "")
    refused("on", member, EventKind.RECOGNISE, date(2024, 3, 9))
    happen(member, EventKind.RECOGNISE, date(2024, 3, 10))
    happen(member, EventKind.REMOVE_NAME, date(2024, 6, 1))
    refused(None, member, EventKind.READMIT, date(2027, 6, 1), **again | {"decision_on": None})


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("consent_no", {"consent_no": ""}),
        ("consent_on", {"consent_on": None}),
        ("consent_on", {"consent_on": date(2023, 3, 2)}),
        (None, {"consent_on": date(2023, 3, 1)}),
    ],
)
def test_a_readmission_needs_the_consent_of_the_province_by_the_day_of_its_decision(field, facts, world):
    member = world.members[1]
    happen(member, EventKind.REMOVE_NAME, date(2020, 3, 1))
    again = {"cell": world.cell, "decision_on": date(2023, 3, 1)}
    if field:
        refused(field, member, EventKind.READMIT, date(2023, 3, 10), **again | facts)
    else:
        assert happen(member, EventKind.READMIT, date(2023, 3, 10), **again | facts).consent_no == "12-CV/TU"


def test_who_asked_to_leave_comes_back_only_after_family_hardship(world):
    member = world.members[1]
    happen(member, EventKind.LEAVE, date(2022, 3, 1))
    refused(None, member, EventKind.RESTORE, TODAY, cell=world.cell)
    refused("ground", member, EventKind.READMIT, TODAY, cell=world.cell)
    happen(member, EventKind.READMIT, TODAY, cell=world.cell, ground=Ground.HARDSHIP)


def test_who_was_transferred_outside_may_arrive_again(world):
    member = world.members[1]
    happen(member, EventKind.TRANSFER_OUT, date(2024, 3, 1))
    refused(None, member, EventKind.READMIT, TODAY, cell=world.cell)
    happen(member, EventKind.ARRIVE, TODAY, cell=world.other_cell, standing=Standing.OFFICIAL)
    assert [row[3:] for row in rows(member)] == [
        (date(2024, 3, 1), "opening", "transferred"),
        (None, "arrived", ""),
    ]


# Posts


def given(world, number, post, on, **facts):
    return services.appoint(
        member=world.members[number], post=post, on=on, how=Appointed.ELECTED, by=None, despite="đã biết", **facts
    )


def test_a_second_secretary_is_refused_unless_the_first_is_released_on_that_day(world):
    with pytest.raises(RuleError, match="Nông Văn An"):
        given(world, 1, PostKind.SECRETARY, date(2026, 9, 1))
    given(world, 1, PostKind.SECRETARY, date(2026, 9, 1), replacing=True)
    assert post_holders(cells=[world.cell], day=date(2026, 8, 31))[world.cell.pk] == world.member
    assert post_holders(cells=[world.cell], day=date(2026, 9, 1))[world.cell.pk] == world.members[1]


def test_a_deputy_who_becomes_secretary_is_no_longer_deputy(world):
    given(world, 1, PostKind.DEPUTY, date(2026, 1, 1))
    given(world, 1, PostKind.SECRETARY, date(2026, 9, 1), replacing=True)
    deputy = world.members[1]
    assert [post.kind for post in deputy.posts.on(date(2026, 9, 1))] == [PostKind.SECRETARY]
    assert [post.kind for post in deputy.posts.on(date(2026, 8, 31))] == [PostKind.DEPUTY]


def test_two_secretaries_never_overlap_even_when_recorded_late(world):
    happen(world.member, EventKind.END_POST, date(2026, 10, 1), post=PostKind.SECRETARY)
    with pytest.raises(RuleError):
        given(world, 1, PostKind.SECRETARY, date(2026, 9, 30))
    given(world, 1, PostKind.SECRETARY, date(2026, 10, 1))


def test_a_correction_that_would_make_two_secretaries_is_refused(world):
    happen(world.member, EventKind.END_POST, date(2026, 10, 1), post=PostKind.SECRETARY)
    given(world, 1, PostKind.SECRETARY, date(2026, 10, 1))
    event = Event.objects.get(kind=EventKind.END_POST, member=world.member)
    with pytest.raises(RuleError):
        services.correct(event=event, on=None, reason="nhầm", despite="đã biết", by=world.office)
    assert not Event.objects.get(pk=event.pk).struck


def test_the_cell_committee_may_have_several_members_but_nobody_twice(world):
    given(world, 1, PostKind.COMMITTEE, date(2026, 9, 1))
    given(world, 2, PostKind.COMMITTEE, date(2026, 9, 1))
    with pytest.raises(RuleError):
        given(world, 1, PostKind.COMMITTEE, date(2026, 9, 1))


def test_only_an_official_member_of_the_cell_holds_a_post_in_it(world):
    with pytest.raises(RuleError):
        given(world, -1, PostKind.GROUP_LEADER, TODAY)
    refused("on", world.other_members[0], EventKind.POST, TODAY, cell=world.cell, post=PostKind.DEPUTY)
    happen(world.members[1], EventKind.TRANSFER, date(2026, 9, 1), cell=world.other_cell)
    given(world, 1, PostKind.GROUP_LEADER, date(2026, 8, 1))
    assert world.members[1].posts.get().until == date(2026, 9, 1)


# Corrections


def test_a_correction_moves_the_day_and_keeps_what_stood_there(world):
    event = happen(world.members[1], EventKind.DIE, date(2026, 9, 1))
    services.correct(
        event=event, on=date(2026, 9, 3), reason="ghi nhầm ngày", decision_no="1-TB", despite="đã biết", by=world.office
    )
    assert rows(world.members[1])[-1][3] == date(2026, 9, 3)
    kept = event.corrections.get()
    assert (kept.before, kept.after, kept.reason, kept.account) == (
        "01/09/2026",
        "03/09/2026",
        "ghi nhầm ngày",
        world.office,
    )


def test_what_never_happened_is_struck_out_and_stays_to_be_read(world):
    event = happen(world.members[1], EventKind.DIE, date(2026, 9, 1))
    services.correct(event=event, on=None, reason="nhầm người", despite="đã biết", by=world.office)
    assert rows(world.members[1]) == [("Chi bộ Lũng Mật", "official", LONG_AGO, None, "opening", "")]
    assert Event.objects.get(pk=event.pk).struck
    with pytest.raises(RuleError):
        services.correct(event=event, on=TODAY, reason="lần nữa", despite="đã biết", by=world.office)


def test_a_corrected_admission_leads_the_recognition_with_it(world):
    member = admit(world.cell, "Lý Thị Mới", date(2025, 6, 2))
    happen(member, EventKind.RECOGNISE, date(2026, 6, 30))
    event = member.events.get(kind=EventKind.ADMIT)
    services.correct(event=event, on=date(2025, 6, 12), reason="lễ kết nạp lùi", despite="đã biết", by=world.office)
    member.refresh_from_db()
    assert (member.ceremony_on, member.official_on) == ("2025-06-12", "2026-06-12")
    with pytest.raises(RuleError, match="12"):
        services.correct(event=event, on=date(2025, 7, 1), reason="nhầm", despite="đã biết", by=world.office)


def test_an_entry_made_by_mistake_is_struck_out_although_it_is_all_that_was_recorded(world):
    member = world.members[1]
    services.correct(event=member.events.get(), on=None, reason="nhầm người", despite="đã biết", by=world.office)
    assert rows(member) == []
    assert headcount(cells=[world.cell], day=TODAY).total == 5
    happen(member, EventKind.ADMIT, date(2026, 2, 3), cell=world.cell)
    assert rows(member) == [("Chi bộ Lũng Mật", "probationary", date(2026, 2, 3), None, "admitted", "")]


def test_the_official_date_of_the_file_stays_with_who_was_recognised_elsewhere(world):
    member = admit(world.cell, "Lý Thị Mới", date(2020, 2, 3))
    happen(member, EventKind.TRANSFER_OUT, date(2020, 9, 1))
    happen(member, EventKind.ARRIVE, date(2022, 9, 1), cell=world.cell, standing=Standing.OFFICIAL)
    services.edit_file(member=member, official_on=PartialDate("2021-02-03"), by=None)
    happen(member, EventKind.EXEMPT, date(2022, 10, 1))
    member.refresh_from_db()
    assert member.official_on == "2021-02-03"


def test_a_struck_recognition_takes_the_date_back(world):
    member = admit(world.cell, "Lý Thị Mới", date(2025, 6, 2))
    event = happen(member, EventKind.RECOGNISE, date(2026, 6, 2))
    services.correct(event=event, on=None, reason="nhầm", despite="đã biết", by=world.office)
    member.refresh_from_db()
    assert member.official_on == ""


# Cells that end


def test_a_cell_with_members_ends_only_when_they_go_on_elsewhere(world):
    end = {
        "cell": world.other_cell,
        "state": CellState.MERGED,
        "on": date(2026, 9, 1),
        "by": None,
        "despite": "họp ghi sau",
    }
    with pytest.raises(RuleError, match="4") as error:
        services.end_cell(**end)
    assert error.value.field == "move_to"
    services.end_cell(**end, move_to=world.cell)
    assert [world.other_cell.works_on(day) for day in (date(2026, 8, 31), date(2026, 9, 1))] == [True, False]
    assert headcount(cells=[world.cell], day=date(2026, 9, 1)).total == 10
    assert headcount(cells=[world.cell, world.other_cell], day=date(2026, 8, 31)).total == 10
    assert Cell.objects.filter(pk=world.other_cell.pk).exists()


def test_a_merger_leads_along_the_suspended_those_away_and_the_guests(world):
    stay = {"until": date(2027, 1, 1)}
    happen(world.other_members[0], EventKind.SUSPEND, date(2026, 11, 1), **stay)
    happen(world.member, EventKind.GO_AWAY, date(2026, 9, 1), cell=world.other_cell, **stay)
    happen(world.other_members[3], EventKind.GO_AWAY, date(2026, 9, 1), **stay)
    guest = services.enter(
        kind=EventKind.HOST,
        cell=world.other_cell,
        on=date(2026, 9, 1),
        person={"full_name": "Khách Mẫu", "sex": "male"},
        by=None,
        **stay,
    )
    third = structure.found_cell(commune=world.commune, name="Chi bộ Ba", founded_on=LONG_AGO, by=None)
    services.merge_cells(cells=[world.other_cell, third], into=third, on=TODAY, by=None)
    head = headcount(cells=[third], day=TODAY)
    assert (head.total, head.suspended, head.away, head.hosted) == (4, 1, 1, 2)
    assert overlays(guest) == [("hosted", date(2026, 9, 1), TODAY), ("hosted", TODAY, date(2027, 1, 1))]


# The file


def test_a_name_and_a_birth_date_are_filled_in_once_and_then_only_corrected(world):
    member = join(world.cell, "Lý Văn Trống", born=PartialDate())
    services.edit_file(member=member, born=PartialDate("1958"), grade="7/10", by=world.office)
    with pytest.raises(RuleError) as error:
        services.edit_file(member=member, born=PartialDate("1959"), by=world.office)
    assert error.value.field == "born"
    services.correct_file(
        member=member, field="born", value=PartialDate("1959-03"), reason="theo lý lịch gốc", by=world.office
    )
    member.refresh_from_db()
    assert (member.born.text, member.grade) == ("03/1959", "7/10")
    kept = member.corrections.get()
    assert (kept.field, kept.before, kept.after, kept.reason) == ("born", "1958", "03/1959", "theo lý lịch gốc")


def test_corrected_party_dates_move_the_party_age(world):
    member = join(world.cell, "Lý Văn Tuổi", decided_on=PartialDate("1995-12-10"))
    services.correct_file(
        member=member, field="decided_on", value=PartialDate("1996-01-10"), reason="nhầm", by=world.office
    )
    member.refresh_from_db()
    assert member.party_since == "1996-01-10"


def test_a_number_is_shown_in_full_only_with_a_reason_that_stays_in_the_trail(world):
    services.edit_file(member=world.member, id_number="004080001234", by=world.office)
    services.reveal(member=world.member, field="id_number", reason="làm thẻ", by=world.office)
    entry = TrailEntry.objects.get(action="revealed")
    assert (entry.account, entry.changes) == (world.office, {"field": "id_number", "reason": "làm thẻ"})
    for entry in TrailEntry.objects.filter(subject_kind="members.member"):
        assert "004080001234" not in str(entry.changes)


@pytest.mark.parametrize("number", ["00408000123", "0040800012345", "00408000123x", "4.08E+9", "０" * 12])
def test_an_identity_number_has_twelve_digits(world, number):
    with pytest.raises(ValidationError) as error:
        services.edit_file(member=world.member, id_number=number, by=world.office)
    assert list(error.value.message_dict) == ["id_number"]


def test_an_identity_number_belongs_to_one_member_of_a_commune(world):
    services.edit_file(member=world.member, id_number="004080001234", by=None)
    services.edit_file(member=world.foreign_member, id_number="004080001234", by=None)
    with pytest.raises(ValidationError):
        services.edit_file(member=world.members[1], id_number="004080001234", by=None)


def test_a_value_is_chosen_from_its_own_list_of_the_own_commune(world):
    tay = world.commune.codes.get(list="ethnicity", code="02")
    services.edit_file(member=world.member, ethnicity=tay, by=None)
    for wrong in (
        world.commune.codes.get(list="theory", code="basic"),
        world.other_commune.codes.get(list="ethnicity", code="02"),
    ):
        with pytest.raises(ValidationError) as error:
            services.edit_file(member=world.member, ethnicity=wrong, by=None)
        assert list(error.value.message_dict) == ["ethnicity"]


@pytest.mark.parametrize(
    "typed",
    ["Ðặng  Thị\tĐào", "Đặng Thị Đào", "  Đặng\u200b Thị Đào "],
    ids=["look-alike", "decomposed", "invisible"],
)
def test_a_name_is_stored_in_one_spelling(world, typed):
    member = join(world.cell, typed)
    member.refresh_from_db()
    assert (member.full_name, member.search_key) == ("Đặng Thị Đào", "dang thi dao")


@pytest.mark.parametrize("name", ["한" * 100, "a " * 49 + "b", "İ" * 100, "ữ" * 100])
def test_any_name_that_fits_the_field_can_be_stored(world, name):
    assert join(world.cell, name).full_name == name


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 101])
def test_a_name_that_is_empty_or_too_long_is_refused(world, name):
    with pytest.raises(ValidationError) as error:
        join(world.cell, name)
    assert list(error.value.message_dict) == ["full_name"]


# Targets


def test_a_target_set_twice_is_one_target_with_the_last_number(world):
    for planned in (3, 5):
        set_target(commune=world.commune, place=world.cell, year=2026, planned=planned, by=None)
        set_target(commune=world.commune, year=2026, planned=planned, by=None)
    assert sorted(world.commune.targets.values_list("planned", flat=True)) == [5, 5]


@pytest.mark.parametrize(("year", "planned"), [(1989, 1), (2100, 1), (2026, 1000), (2026, -1)])
def test_a_target_beyond_reason_is_refused(world, year, planned):
    with pytest.raises(ValidationError):
        set_target(commune=world.commune, year=year, planned=planned, by=None)


def test_a_target_is_not_set_for_a_cell_of_another_commune(world):
    with pytest.raises(ValidationError):
        set_target(commune=world.commune, place=world.foreign_cell, year=2026, planned=1, by=None)
