"""When a Party badge is due, who stands on the list of an award day, and how a proposal goes on."""

import io
from datetime import date, timedelta

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from accounts.models import TrailEntry
from accounts.roles import Role
from cells import services as structure
from cells.models import Cell
from common.errors import REFUSALS, RuleError
from common.partial import PartialDate
from members import services
from members.enums import BadgeState, DisciplineForm, Early, EventKind, Standing
from members.models import Badge, BadgeRules, Discipline
from members.queries import badge_due, badges_due, without_party_age
from members.rules.badges import award_day_before, award_day_for, award_days, badge_ahead, considered_from
from members.rules.party_age import PartyAge
from tests.world import cell, happen, join, publish

ONE_DAY = timedelta(days=1)
FEBRUARY, MAY = date(2026, 2, 3), date(2026, 5, 19)
NEXT = date(2027, 2, 3)  # the award day after TODAY


def veteran(world, decided="1995-12-10", name="Hoàng Văn Lão", **about):
    member = join(world.cell, name, decided_on=PartialDate(decided), **about)
    member.refresh_from_db()
    return member


def propose(member, years=30, award_on=FEBRUARY, on=date(2026, 1, 5), **more):
    return services.propose_badge(member=member, years=years, award_on=award_on, on=on, by=None, **more)


def discipline(member, form, on, **more):
    return services.discipline(member=member, form=form, on=on, by=None, despite="đã biết", **more)


def listed(world, award_on, rules=None):
    """[(name, years, state, late)] of those who may be proposed, were, or wait, on the list of the commune."""
    cells = Cell.objects.filter(commune=world.commune)
    rows = badges_due(cells=cells, award_on=award_on, rules=rules or BadgeRules())
    return [
        (row.member.full_name, row.years, row.state or ("due" if row.considered <= award_on else "waits"), row.late)
        for row in rows
    ]


def refused(field, change, **typed):
    with pytest.raises(RuleError) as error:
        change(by=None, **typed)
    assert error.value.field == field
    return str(error.value)


# The day


def test_thirty_years_after_the_decision_of_10_12_1995_the_badge_is_due_for_the_award_day_of_february(world):
    member = veteran(world)
    assert badge_due(member, 30) == date(2025, 12, 10)
    assert award_day_for(BadgeRules(), date(2025, 12, 10)) == FEBRUARY
    assert badge_due(member, 30, ill=True) == date(2024, 12, 10)


@pytest.mark.parametrize(
    ("decided", "years", "due", "ill"),
    [
        ("1961-02-03", 65, date(2026, 2, 3), date(2025, 2, 3)),
        ("1956-02-03", 70, date(2026, 2, 3), date(2024, 2, 3)),
        ("1936-02-03", 90, date(2026, 2, 3), date(2024, 2, 3)),
        ("1996-02-29", 30, date(2026, 2, 28), date(2025, 2, 28)),
        ("1996-02-29", 40, date(2036, 2, 29), date(2035, 2, 28)),
        ("1995", 30, date(2025, 1, 1), date(2024, 1, 1)),
        ("1995-12", 30, date(2025, 12, 1), date(2024, 12, 1)),
    ],
)
def test_years_are_counted_by_the_calendar_and_illness_brings_them_forward(decided, years, due, ill):
    age = PartyAge(PartialDate(decided))
    assert (age.full_on(years), age.full_on(years, early=Early.ILL)) == (due, ill)


@pytest.mark.parametrize(
    ("decided", "due"),
    [
        ("1991-03-01", date(2024, 3, 31)),
        ("1993-03-01", date(2026, 3, 31)),
        ("1992-03-01", date(2025, 3, 31)),  # the time out first would give the first of April
    ],
)
def test_years_are_added_first_and_then_the_days_out(decided, due):
    assert PartyAge(PartialDate(decided), 1126).full_on(30) == due  # out from 01/04/2014 to 01/05/2017


@pytest.mark.parametrize(
    ("since", "out", "counted", "text"),
    [
        ("1995-12-10", 30, "1996-01-09", "09/01/1996"),
        ("1995-12", 30, "1995-12-31", "31/12/1995"),
        ("1995-12", 0, "1995-12", "12/1995"),
        ("", 30, "", ""),
    ],
)
def test_party_age_is_told_with_the_time_out_taken_off(since, out, counted, text):
    age = PartyAge(PartialDate(since), out)
    assert (age.counted_from, age.text) == (counted, text)


@given(
    since=st.dates(date(1940, 1, 1), date(2020, 12, 31)).filter(lambda day: (day.month, day.day) != (2, 29)),
    out=st.integers(0, 4000),
    day=st.dates(date(1990, 1, 1), date(2026, 12, 31)),
)
def test_as_many_years_are_completed_as_are_full(since, out, day):
    age = PartyAge(PartialDate.of(since), out)
    years = age.years_on(day)
    assert age.full_on(years) <= day < age.full_on(years + 1) or years < 0


def test_without_the_day_of_the_decision_nothing_is_due(world):
    assert badge_due(world.member, 30) is None
    cells = [world.cell, world.other_cell]
    before = without_party_age(cells=cells, day=FEBRUARY)
    veteran(world)
    assert without_party_age(cells=cells, day=FEBRUARY) == before == 8  # the official ones of both cells


def test_time_out_of_the_party_is_added(world):
    member = veteran(world, "1990-06-01")
    happen(member, EventKind.REMOVE_NAME, date(2016, 1, 1))
    happen(
        member, EventKind.READMIT, date(2019, 1, 11), cell=world.cell, decision_on=date(2019, 1, 1), decision_no="1-QĐ"
    )
    member.refresh_from_db()
    assert badge_due(member, 30) == date(2023, 6, 2)  # 1096 days out, added to 01/06/2020


@pytest.mark.parametrize(
    ("form", "months_later"),
    [
        (DisciplineForm.REPRIMAND, date(2026, 5, 10)),
        (DisciplineForm.WARNING, date(2026, 8, 10)),
        (DisciplineForm.DISMISSAL, date(2026, 11, 10)),
    ],
)
def test_a_discipline_on_the_due_day_delays_by_its_months(form, months_later, world):
    member = world.member  # the secretary has a post to be dismissed from
    services.edit_file(member=member, decided_on=PartialDate("1995-12-10"), by=None)
    discipline(member, form, date(2025, 11, 10))
    member.refresh_from_db()
    assert badge_due(member, 30) == months_later


def test_a_discipline_delays_only_while_it_lasts(world):
    member = veteran(world)
    over = discipline(member, DisciplineForm.REPRIMAND, date(2025, 6, 10))  # over on the due day
    assert badge_due(member, 30) == date(2025, 12, 10)
    services.strike(decision=over, reason="nhầm ngày", by=None)
    lasting = discipline(member, DisciplineForm.REPRIMAND, date(2025, 6, 11))
    assert badge_due(member, 30) == date(2025, 12, 11)
    discipline(member, DisciplineForm.WARNING, date(2025, 12, 11))  # another one while the first delays
    assert badge_due(member, 30) == date(2026, 9, 11)
    services.strike(decision=lasting, reason="nhầm người", by=None)
    assert badge_due(member, 30) == date(2025, 12, 10)


def test_a_lifted_discipline_delays_until_it_was_lifted(world):
    member = veteran(world)
    measure = discipline(member, DisciplineForm.WARNING, date(2025, 11, 1))
    services.lift_discipline(discipline=measure, on=date(2026, 1, 20), lifted_by="05-QĐ/UBKT", by=None)
    assert badge_due(member, 30) == date(2026, 1, 20)


def test_award_days_are_those_of_the_rules():
    assert award_days(BadgeRules(), 2026) == [FEBRUARY, MAY, date(2026, 9, 2), date(2026, 11, 7)]
    assert award_day_before(BadgeRules(), FEBRUARY) == date(2025, 11, 7)
    assert award_day_for(BadgeRules(), FEBRUARY) == FEBRUARY
    assert award_day_for(BadgeRules(), date(2026, 11, 8)) == NEXT
    assert award_days(BadgeRules(award_dates=["29/02"]), 2026) == [date(2026, 2, 28)]


@pytest.mark.parametrize(
    ("has", "day", "ahead"),
    [
        (0, date(2029, 12, 31), (30, date(2030, 1, 1))),  # the next one to come
        (0, date(2030, 1, 1), (30, date(2030, 1, 1))),
        (0, date(2039, 12, 31), (30, date(2030, 1, 1))),
        (0, date(2040, 1, 1), (40, date(2040, 1, 1))),  # the highest that is full
        (30, date(2039, 12, 31), (40, date(2040, 1, 1))),
        (40, date(2050, 1, 1), (50, date(2050, 1, 1))),
        (50, date(2050, 1, 1), None),
    ],
)
def test_the_badge_ahead_is_the_highest_that_is_full_above_the_last_one_else_the_next(has, day, ahead):
    age = PartyAge(PartialDate("2000-01-01"))
    assert badge_ahead(age, [50, 30, 40], has=has, day=day) == ahead
    assert badge_ahead(PartyAge(PartialDate()), [50, 30, 40], has=has, day=day) is None


DUE = date(2026, 2, 3)


def measure(effective_on, form=DisciplineForm.REPRIMAND, lifted_on=None):
    return Discipline(form=form, effective_on=effective_on, lifted_on=lifted_on)


@pytest.mark.parametrize(
    ("measures", "until", "considered", "delaying"),
    [
        ([], None, DUE, None),
        ([measure(date(2025, 8, 3))], None, DUE, None),  # over on the due day
        ([measure(date(2025, 8, 4))], None, date(2026, 2, 4), 0),
        ([measure(DUE)], None, date(2026, 8, 3), 0),
        ([measure(DUE + ONE_DAY)], None, DUE, None),
        ([measure(DUE + ONE_DAY)], DUE + ONE_DAY, date(2026, 8, 4), 0),
        ([measure(DUE + ONE_DAY * 2)], DUE + ONE_DAY, DUE, None),
        ([measure(DUE, lifted_on=DUE)], None, DUE, None),
        ([measure(DUE, lifted_on=DUE + ONE_DAY)], None, DUE + ONE_DAY, 0),
        ([measure(DUE, lifted_on=date(2027, 1, 1))], None, date(2026, 8, 3), 0),
        ([measure(date(2026, 8, 3)), measure(DUE)], None, date(2027, 2, 3), 0),  # the one that the other leads to
        ([measure(date(2026, 8, 4)), measure(DUE)], None, date(2026, 8, 3), 1),
        ([measure(date(2026, 1, 1), DisciplineForm.EXPULSION), measure(DUE)], None, date(2026, 8, 3), 1),
        ([measure(DUE, DisciplineForm.WARNING)], None, date(2026, 11, 3), 0),
        ([measure(DUE, DisciplineForm.DISMISSAL)], None, date(2027, 2, 3), 0),
    ],
)
def test_a_badge_is_considered_when_no_discipline_delays_it_any_more(measures, until, considered, delaying):
    expected = considered, None if delaying is None else measures[delaying]
    day, found = considered_from(DUE, measures, until=until)
    assert (day, id(found)) == (expected[0], id(expected[1]))


@pytest.mark.parametrize(
    ("first", "then", "settled", "considered"),
    [
        ("warning", "reprimand", DUE + ONE_DAY * 9, date(2026, 8, 3)),  # six months from the first day, not the second
        ("expulsion", "warning", DUE + ONE_DAY * 9, date(2026, 11, 3)),
        ("warning", "reprimand", date(2026, 8, 4), date(2026, 8, 4)),  # the first one delayed until then
        ("reprimand", "warning", DUE + ONE_DAY * 9, date(2026, 11, 12)),
    ],
)
def test_a_lighter_form_delays_from_the_day_of_the_first_and_a_heavier_one_from_its_own(
    first, then, settled, considered
):
    before = measure(DUE, DisciplineForm(first), lifted_on=settled)
    after = Discipline(form=DisciplineForm(then), effective_on=settled, replaces=before)
    assert considered_from(DUE, [after, before], until=settled)[0] == considered


# The list


def test_an_award_day_takes_what_fell_due_since_the_one_before_and_what_is_overdue(world):
    for name, decided in {
        "Đúng Ngày": "1996-02-03",
        "Hôm Sau": "1996-02-04",
        "Sau Đợt Trước": "1995-11-08",
        "Đợt Trước": "1995-11-07",
        "Bốn Mươi": "1986-01-01",
    }.items():
        veteran(world, decided, name)
    assert listed(world, FEBRUARY) == [
        ("Bốn Mươi", 40, "due", False),
        ("Đúng Ngày", 30, "due", False),
        ("Đợt Trước", 30, "due", True),
        ("Sau Đợt Trước", 30, "due", False),
    ]
    assert ("Hôm Sau", 30, "due", False) in listed(world, MAY)


def test_only_official_members_in_the_headcount_stand_on_the_list_and_exempt_ones_too(world):
    veteran(world, name="Dự Bị", standing=Standing.PROBATIONARY)
    happen(veteran(world, name="Được Miễn"), EventKind.EXEMPT, date(2020, 1, 1))
    happen(veteran(world, name="Đi Xa"), EventKind.GO_AWAY, date(2025, 12, 1), place="Hà Nội", until=date(2026, 10, 1))
    happen(veteran(world, name="Đã Mất"), EventKind.DIE, FEBRUARY)
    happen(veteran(world, name="Mất Sau"), EventKind.DIE, FEBRUARY + ONE_DAY)
    veteran(world, name="Vào Sau", on=FEBRUARY + ONE_DAY)
    assert {name for name, *_rest in listed(world, FEBRUARY)} == {"Được Miễn", "Đi Xa", "Mất Sau"}


def test_of_several_badges_only_the_highest_is_due_and_none_below_one_that_is_held(world):
    member = veteran(world, "1975-01-01")
    assert listed(world, FEBRUARY) == [("Hoàng Văn Lão", 50, "due", True)]
    services.enter_badge(member=member, years=45, awarded_on=PartialDate("2020"), by=None)
    assert listed(world, FEBRUARY) == [("Hoàng Văn Lão", 50, "due", True)]
    services.enter_badge(member=member, years=50, awarded_on=PartialDate("2025-05"), by=None)
    assert listed(world, FEBRUARY) == []


def test_badges_of_35_years_are_due_where_rules_in_force_on_the_award_day_know_them(world):
    veteran(world, "1990-12-10")
    publish(BadgeRules, world.commune, MAY, badge_years=[30, 35, 40])
    by_day = {day: listed(world, day, BadgeRules.objects.in_force(world.commune, day)) for day in (FEBRUARY, MAY)}
    assert [rows[0][1] for rows in by_day.values()] == [30, 35]


def test_somebody_under_discipline_waits_and_is_on_the_list_again_when_it_is_over(world):
    member = veteran(world)
    discipline(member, DisciplineForm.REPRIMAND, date(2026, 1, 20))  # after the due day, before the award day
    assert listed(world, FEBRUARY) == [("Hoàng Văn Lão", 30, "waits", False)]
    assert listed(world, MAY) == [("Hoàng Văn Lão", 30, "waits", False)]
    assert listed(world, date(2026, 9, 2)) == [("Hoàng Văn Lão", 30, "due", False)]


def test_the_list_costs_the_same_for_more_members_of_more_cells(world):
    cells = Cell.objects.filter(commune=world.commune)
    veteran(world)
    with CaptureQueriesContext(connection) as few:
        badges_due(cells=cells, award_on=FEBRUARY, rules=BadgeRules())
    for number in range(3):
        made, _hamlet, _members = cell(world.commune, f"Thêm {number}")
        discipline(join(made, "Lão", decided_on=PartialDate("1990")), DisciplineForm.WARNING, date(2025, 12, 1))
    with CaptureQueriesContext(connection) as many:
        assert len(badges_due(cells=cells, award_on=FEBRUARY, rules=BadgeRules())) == 4
    assert len(few) == len(many) == 3


def test_the_page_costs_the_same_for_more_members(world, sign_in):
    client, url = sign_in(world.office), f"{reverse('members:badges')}?award_on=2026-02-03"
    veteran(world)
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for number in range(3):
        propose(veteran(world, name=f"Thêm {number}"))
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(url).context["sections"]) == 2
    assert len(few) == len(many)


# The course of a proposal


def test_a_badge_is_proposed_decided_and_awarded(world):
    badge = propose(veteran(world))
    assert badge.state == BadgeState.PROPOSED
    refused(None, services.award_badge, badge=badge, on=FEBRUARY)
    badge = services.decide_badge(badge=badge, on=date(2026, 1, 30), decision_no="9-QĐ/TU", by=None)
    assert badge.state == BadgeState.DECIDED
    refused(None, services.decide_badge, badge=badge, on=date(2026, 1, 30), decision_no="9-QĐ/TU")
    refused("on", services.award_badge, badge=badge, on=date(2026, 1, 29))
    badge = services.award_badge(badge=badge, on=FEBRUARY, number="CB 00000001", by=None)
    assert (badge.state, badge.awarded_on, badge.number) == (BadgeState.AWARDED, "2026-02-03", "CB 00000001")
    assert listed(world, FEBRUARY) == [("Hoàng Văn Lão", 30, BadgeState.AWARDED, False)]
    assert listed(world, MAY) == []


def test_nothing_is_decided_before_it_was_proposed(world):
    badge = propose(veteran(world))
    with pytest.raises(REFUSALS):
        services.decide_badge(badge=badge, on=date(2026, 1, 4), decision_no="", by=None)
    assert services.decide_badge(badge=badge, on=date(2026, 1, 5), decision_no="", by=None)


def test_a_proposal_that_came_back_is_due_again(world):
    member = veteran(world)
    badge = services.refuse_badge(badge=propose(member), on=date(2026, 1, 20), reason="thiếu bản khai", by=None)
    assert badge.state == BadgeState.REFUSED
    assert listed(world, FEBRUARY) == [("Hoàng Văn Lão", 30, "due", False)]
    assert propose(member, award_on=MAY).state == BadgeState.PROPOSED


def test_a_badge_of_so_many_years_is_recorded_once_unless_struck_out(world):
    member = veteran(world)
    badge = propose(member)
    with pytest.raises(REFUSALS):
        propose(member)
    services.strike(decision=badge, reason="nhầm người", by=None)
    assert propose(member)


def test_nobody_is_proposed_before_the_years_are_full_on_the_award_day(world):
    assert "04/02/2026" in refused(
        "award_on",
        services.propose_badge,
        member=veteran(world, "1996-02-04", "Thiếu Một Ngày"),
        years=30,
        award_on=FEBRUARY,
        on=FEBRUARY,
    )
    assert propose(veteran(world, "1996-02-03", "Đủ Ngày"))


def test_illness_lets_a_badge_come_twelve_months_early(world):
    for decided, fits in (("1997-02-04", False), ("1997-02-03", True)):
        member = veteran(world, decided, f"Ốm {decided}")
        refused("award_on", services.propose_badge, member=member, years=30, award_on=FEBRUARY, on=FEBRUARY)
        if fits:
            assert propose(member, early=Early.ILL)
            assert listed(world, FEBRUARY) == [("Ốm 1997-02-03", 30, BadgeState.PROPOSED, False)]
        else:
            with pytest.raises(RuleError):
                propose(member, early=Early.ILL)


def test_after_death_a_badge_comes_up_to_twelve_months_early(world):
    for died, fits in ((date(2024, 12, 9), False), (date(2024, 12, 10), True)):
        member = veteran(world, name=f"Mất {died}")
        refused("early", services.propose_badge, member=member, years=30, award_on=MAY, on=MAY, early="posthumous")
        happen(member, EventKind.DIE, died)
        refused("award_on", services.propose_badge, member=member, years=30, award_on=MAY, on=MAY)
        if fits:
            assert propose(member, award_on=MAY, early=Early.POSTHUMOUS)
            assert listed(world, MAY) == [("Mất 2024-12-10", 30, BadgeState.PROPOSED, True)]
        else:
            with pytest.raises(RuleError):
                propose(member, award_on=MAY, early=Early.POSTHUMOUS)


def test_what_else_a_proposal_needs(world):
    member = veteran(world, "1980-01-01")
    typed = {"member": member, "award_on": FEBRUARY, "on": FEBRUARY}
    refused("years", services.propose_badge, years=35, **typed)  # no such badge before a rule set says so
    refused("on", services.propose_badge, years=45, **typed | {"on": FEBRUARY + ONE_DAY})
    refused(None, services.propose_badge, years=30, **typed | {"member": world.member})  # no decision known
    services.enter_badge(member=member, years=40, awarded_on=PartialDate("2020"), by=None)
    refused("years", services.propose_badge, years=30, **typed)
    assert propose(member, years=45)


def test_a_badge_entered_as_held_fits_the_party_age(world):
    member = veteran(world, "1980-06-01")
    refused("awarded_on", services.enter_badge, member=member, years=30, awarded_on=PartialDate("2009-05"))
    assert services.enter_badge(member=member, years=30, awarded_on=PartialDate("2009-06"), by=None)


def test_somebody_under_discipline_is_not_proposed_and_the_refusal_does_not_say_why(world):
    member = veteran(world)
    discipline(member, DisciplineForm.REPRIMAND, date(2025, 11, 10))
    sentence = refused("award_on", services.propose_badge, member=member, years=30, award_on=FEBRUARY, on=FEBRUARY)
    assert sentence == "Hoàng Văn Lão được xét tặng huy hiệu này từ ngày 10/05/2026."


# The page


@pytest.fixture
def page(world, sign_in):
    """The list as an account sees it: page(account, award_on, as_="")."""

    def get(account, award_on=FEBRUARY, as_=""):
        return sign_in(account).get(reverse("members:badges"), {"award_on": award_on.isoformat(), "as": as_})

    return get


def send(client, step, chosen, award_on=FEBRUARY, **typed):
    url = f"{reverse('members:badges')}?award_on={award_on.isoformat()}"
    return client.post(url, {"step": step, "chosen": chosen, "on": "05/01/2026"} | typed)


def test_the_page_opens_with_the_next_award_day_and_says_who_cannot_be_counted(world, sign_in):
    context = sign_in(world.office).get(reverse("members:badges")).context
    assert (context["award_on"], context["unknown"]) == (NEXT, 8)


@pytest.mark.parametrize("typed", ["", "2026-02-04", "31/02/2026", "x" * 300, "1900-01-01"])
def test_another_day_is_no_award_day(typed, world, sign_in):
    answer = sign_in(world.office).get(reverse("members:badges"), {"award_on": typed})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["award_on"]


def test_the_chosen_go_from_due_to_awarded_in_three_forms(world, sign_in):
    client, members = sign_in(world.office), [veteran(world, name=name) for name in ("Một", "Hai", "Ba")]
    answer = send(client, "propose", [members[0].pk, members[1].pk])
    assert answer.headers["Location"] == f"{reverse('members:badges')}?award_on=2026-02-03"
    badges = list(Badge.objects.order_by("pk"))
    assert {badge.member for badge in badges} == set(members[:2])
    send(client, "decide", [badge.pk for badge in badges], on="30/01/2026", decision_no="9-QĐ/TU")
    numbers = {f"number-{badge.pk}": f"CB {badge.pk}" for badge in badges}
    send(client, "award", [badges[0].pk], on="03/02/2026", **numbers)
    told = [(badge.state, badge.decision_no, badge.number) for badge in Badge.objects.order_by("pk")]
    assert told == [
        (BadgeState.AWARDED, "9-QĐ/TU", f"CB {badges[0].pk}"), (BadgeState.DECIDED, "9-QĐ/TU", ""),
    ]  # fmt: skip


def test_proposals_come_back_with_a_reason(world, sign_in):
    client, badge = sign_in(world.office), propose(veteran(world))
    assert "reason" in send(client, "refuse", [badge.pk]).context["sections"][0].form.errors
    send(client, "refuse", [badge.pk], reason="thiếu bản khai")
    badge.refresh_from_db()
    assert (badge.refused_on, badge.refusal) == (date(2026, 1, 5), "thiếu bản khai")


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("on", {"on": "31/02/2026"}),
        ("on", {"on": "25/11/2026"}),
        ("on", {"on": ""}),
        ("on", {"on": "04/02/2026"}),  # after the award day
        ("chosen", {"chosen": []}),
        ("chosen", {"chosen": ["foreign"]}),
        ("chosen", {"chosen": ["x"]}),
    ],
)
def test_what_is_wrong_is_told_and_nobody_is_proposed(field, typed, world, sign_in):
    member = veteran(world)
    typed = {"chosen": [member.pk]} | typed
    chosen = [world.foreign_member.pk if one == "foreign" else one for one in typed.pop("chosen")]
    answer = send(sign_in(world.office), "propose", chosen, **typed)
    assert list(answer.context["sections"][0].form.errors) == [field]
    assert not Badge.objects.exists()


def test_a_decision_number_is_asked_for_and_not_too_long(world, sign_in):
    client, badge = sign_in(world.office), propose(veteran(world))
    for number in ("", "x" * 41):
        answer = send(client, "decide", [badge.pk], decision_no=number)
        assert list(answer.context["sections"][0].form.errors) == ["decision_no"]


def test_all_the_chosen_go_on_or_none(world, sign_in):
    good, badge = veteran(world, name="Sớm"), propose(veteran(world, name="Muộn"), on=date(2026, 1, 10))
    first = propose(good, on=date(2026, 1, 1))
    answer = send(sign_in(world.office), "decide", [first.pk, badge.pk], on="05/01/2026", decision_no="9")
    assert answer.status_code == 200
    assert {b.state for b in Badge.objects.all()} == {BadgeState.PROPOSED}


def test_a_step_nobody_knows_and_a_list_that_has_changed_are_answered_with_the_page(world, sign_in):
    member = veteran(world)
    client = sign_in(world.office)
    assert send(client, "explode", [member.pk]).status_code == 200
    propose(member)
    assert send(client, "propose", [member.pk]).status_code == 200
    assert Badge.objects.count() == 1


def test_the_delay_is_told_to_all_but_its_cause_only_to_those_entitled(world, page):
    discipline(veteran(world), DisciplineForm.REPRIMAND, date(2025, 11, 10))
    knows = {"leader": True, "secretary": True, "inspection": True, "office": False, "in_charge": False}
    for role, told in knows.items():
        for as_ in ("", "xlsx"):
            answer = page(world.accounts[role], as_=as_)
            text = str(sheet(answer)).lower() if as_ else answer.content.decode().lower()
            assert "hoàng văn lão" in text, role
            assert ("khiển trách" in text) == told, role
            assert ("chưa xét đến 10/05/2026" in text) != told, role
    assert "Hoàng Văn Lão" not in page(world.outsider).content.decode()


def test_a_secretary_sees_the_own_cell_only_and_changes_nothing(world, page, sign_in):
    member = veteran(world)
    join(world.other_cell, "Người Khác", decided_on=PartialDate("1995-12-10"))
    text = page(world.secretary).content.decode()
    assert ("Hoàng Văn Lão" in text, "Người Khác" in text, 'name="chosen"' in text) == (True, False, False)
    assert send(sign_in(world.secretary), "propose", [member.pk]).status_code == 403
    propose(member)
    assert page(world.secretary, as_="docx").status_code == 403


def sheet(answer):
    return list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))


def test_the_excel_list_holds_what_the_page_shows_and_leaves_a_trail(world, page):
    veteran(world, "1995", "Chỉ Biết Năm", born=PartialDate("1960"))
    answer = page(world.office, as_="xlsx")
    rows = sheet(answer)
    assert rows[0][0] == "Huy hiệu Đảng, đợt trao 03/02/2026"
    assert rows[5][:5] == ("Chỉ Biết Năm", "Chi bộ Lũng Mật", "1960", 30, "1995")
    assert rows[5][5].date() == date(2025, 1, 1)
    assert rows[5][6:] == ("đến hạn", "chỉ biết năm; quá hạn")
    assert answer.headers["Content-Disposition"] == ('attachment; filename="huy-hieu-dang-dot-trao-03022026.xlsx"')
    entry = TrailEntry.objects.get(action="exported")
    assert (entry.account_name, entry.commune, entry.changes["as"]) == (str(world.office), world.commune.pk, "xlsx")


def test_there_is_no_word_list_of_nobody(world, page):
    veteran(world)
    assert page(world.office, as_="docx").headers["Content-Type"].startswith("text/html")


def test_the_word_list_never_speaks_of_discipline(world, page):
    member = veteran(world)
    discipline(member, DisciplineForm.REPRIMAND, date(2025, 7, 1))  # over on 01/01/2026, before the award day
    propose(member)
    structure.grant(
        account=world.office,
        role=Role.SECRETARY,
        commune=world.commune,
        cell=world.cell,
        since=date(2020, 1, 1),
        by=None,
    )
    assert "khiển trách" in page(world.office).content.decode().lower()
    file = docx.Document(io.BytesIO(page(world.office, as_="docx").content))
    assert file.tables[1].rows[1].cells[-1].text == ""


def test_the_word_list_proposes_those_who_are_proposed_and_leaves_a_trail(world, page):
    propose(veteran(world, "1986-01-01", "Bế Văn Cao"), years=40)
    propose(veteran(world, name="An"))
    propose(veteran(world, "1996-12-01", "Ốm"), early=Early.ILL)
    veteran(world, name="Chưa Đề Nghị")
    answer = page(world.office, as_="docx")
    file = docx.Document(io.BytesIO(answer.content))
    texts = [paragraph.text for paragraph in file.paragraphs if paragraph.text]
    assert texts[:3] == [
        "DANH SÁCH",
        "đề nghị tặng Huy hiệu Đảng đợt 03/02/2026",
        "(kèm theo Tờ trình số ......-TTr/ĐU)",
    ]
    assert texts[-3:] == [
        "Huy hiệu 40 năm tuổi đảng: 1 đồng chí",
        "Huy hiệu 30 năm tuổi đảng: 2 đồng chí",
        "Danh sách có 3 đồng chí.",
    ]
    rows = [[cell.text for cell in row.cells] for table in file.tables[1:-1] for row in table.rows[1:]]
    assert rows == [
        ["1", "Bế Văn Cao", "01/05/1980", "Chi bộ Lũng Mật", "01/01/1986", ""],
        ["1", "An", "01/05/1980", "Chi bộ Lũng Mật", "10/12/1995", ""],
        ["2", "Ốm", "01/05/1980", "Chi bộ Lũng Mật", "01/12/1996", "bệnh nặng"],
    ]
    head = [paragraph.text for cell in file.tables[0].rows[0].cells for paragraph in cell.paragraphs]
    assert head == ["ĐẢNG BỘ TỈNH", "ĐẢNG ỦY XÃ NHÀ", "*", "ĐẢNG CỘNG SẢN VIỆT NAM", "Nhà, ngày 24 tháng 11 năm 2026"]
    entry = TrailEntry.objects.get(action="exported")
    assert entry.subject_name == "Danh sách đề nghị tặng Huy hiệu Đảng đợt 03/02/2026"
