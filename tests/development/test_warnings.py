"""Signs of early warning, each from its threshold on and not one step before; what is not known is no zero."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from common.partial import PartialDate
from development.enums import Alarm, CaseState, EarlySign, StepKind
from development.models import WarningRules
from development.rules.clocks import months_after
from development.rules.warnings import Facts, Found, Person, Secretary, listed_spans, signs

DAY = date(2026, 11, 24)
RULES = WarningRules()


def aged(years, number=1, **about):
    return Person(number, PartialDate(f"{DAY.year - years}-11-24"), **{"official": True} | about)


def cell(*people, **about):
    """Facts that show no sign but those of `about`: eight official members of forty, two of them of thirty."""
    usual = [aged(40, number) for number in range(1, 7)] + [aged(30, 7), aged(30, 8)]
    facts = {"people": people or tuple(usual), "works_since": date(2015, 1, 1), "lists_since": date(2016, 1, 1)}
    facts |= {"secretary": Secretary(1, PartialDate("1986-01-01"), date(2023, 1, 1)), "admitted_on": date(2026, 1, 1)}
    return Facts(**facts | {"listed_on": DAY} | about)


def alarm(facts, sign, day=DAY, rules=RULES):
    return next((found.alarm for found in signs(facts, rules, day) if found.sign == sign), None)


def many(count, **about):
    return tuple(aged(40, number, **about) for number in range(count))


def months_ago(count, days=0):
    return months_after(DAY, -count) + timedelta(days=days)


def test_a_cell_in_good_order_shows_no_sign():
    assert signs(cell(), RULES, DAY) == []


def test_each_sign_tells_its_value_and_who_or_what_day_is_behind_it():
    people = (
        aged(66, 1),
        aged(62, 2, able=False, exempt=True),
        Person(3, PartialDate(""), official=True),
        aged(30, 4, official=False, ceremony=date(2026, 1, 15)),
    )
    told = {"admitted_on": date(2023, 11, 24), "listed_on": date(2025, 11, 24)}
    secretary = Secretary(1, PartialDate("1960-11-24"), date(2011, 5, 24))
    assert signs(cell(*people, secretary=secretary, **told), RULES, DAY) == [
        Found(EarlySign.ABLE, Alarm.RED, 2, (1, 3)),
        Found(EarlySign.OFFICIAL, Alarm.RED, 3, (1, 2, 3)),
        Found(EarlySign.AGED, Alarm.RED, Fraction(2, 3), (1, 2)),
        Found(EarlySign.YOUNG, Alarm.WARN, 1, (4,)),
        Found(EarlySign.NOT_ADMITTED, Alarm.RED, 36, since=date(2023, 11, 24)),
        Found(EarlySign.NOT_LISTED, Alarm.RED, 12, since=date(2025, 11, 24)),
        Found(EarlySign.SECRETARY_AGE, Alarm.RED, 66, (1,)),
        Found(EarlySign.SECRETARY_YEARS, Alarm.RED, 15, (1,), date(2011, 5, 24)),  # and a half
        Found(EarlySign.AHEAD, Alarm.WARN, 3, (2,)),
        Found(EarlySign.BORN_UNKNOWN, Alarm.UNKNOWN, 1, (3,)),
    ]


def test_behind_the_mean_age_are_those_above_the_age_of_the_aged():
    found = {one.sign: one for one in signs(cell(aged(61, 5), aged(60, 6), aged(62, 7)), RULES, DAY)}
    assert found[EarlySign.MEAN_AGE] == Found(EarlySign.MEAN_AGE, Alarm.RED, 61, (5, 7))


@pytest.mark.parametrize(("over", "of", "told"), [(25, 63, None), (43, 72, Alarm.WARN)])
def test_a_share_just_below_its_percent_is_below_it(over, of, told):
    people = [*[aged(61, number) for number in range(over)], *[aged(20, number) for number in range(of - over)]]
    assert alarm(cell(*people), EarlySign.AGED) == told


@pytest.mark.parametrize(
    ("sign", "facts", "told"),
    [
        *(
            (EarlySign.ABLE, cell(*many(able), *many(9, able=False)), told)
            for able, told in ((5, None), (4, Alarm.WARN), (3, Alarm.RED), (0, Alarm.RED))
        ),
        *(
            (EarlySign.OFFICIAL, cell(*many(official), *many(9, official=False)), told)
            for official, told in ((5, None), (4, Alarm.WARN), (3, Alarm.RED))
        ),
        *(
            (EarlySign.MEAN_AGE, cell(aged(first), aged(60), aged(60)), told)
            for first, told in ((44, None), (45, Alarm.WARN), (59, Alarm.WARN), (60, Alarm.RED))
        ),
        *(
            (EarlySign.AGED, cell(*[aged(61)] * over, *[aged(60)] * (5 - over)), told)
            for over, told in ((1, None), (2, Alarm.WARN), (3, Alarm.RED))
        ),
        *(
            (EarlySign.YOUNG, cell(*[aged(35)] * young, aged(36)), told)
            for young, told in ((2, None), (1, Alarm.WARN), (0, Alarm.RED))
        ),
        *(
            (EarlySign.NOT_ADMITTED, cell(admitted_on=months_ago(months, days)), told)
            for months, days, told in ((24, 1, None), (24, 0, Alarm.WARN), (36, 1, Alarm.WARN), (36, 0, Alarm.RED))
        ),
        *(
            (EarlySign.NOT_LISTED, cell(listed_on=months_ago(months, days)), told)
            for months, days, told in ((6, 1, None), (6, 0, Alarm.WARN), (12, 1, Alarm.WARN), (12, 0, Alarm.RED))
        ),
        *(
            (EarlySign.SECRETARY_AGE, cell(secretary=Secretary(1, aged(years).born, DAY)), told)
            for years, told in ((59, None), (60, Alarm.WARN), (64, Alarm.WARN), (65, Alarm.RED))
        ),
        *(
            (EarlySign.SECRETARY_YEARS, cell(secretary=Secretary(1, aged(40).born, months_ago(months, days))), told)
            for months, days, told in ((120, 1, None), (120, 0, Alarm.WARN), (180, 1, Alarm.WARN), (180, 0, Alarm.RED))
        ),
        *(
            (EarlySign.AHEAD, cell(*many(stay), *[aged(68)] * 4, *many(4, exempt=True)), told)
            for stay, told in ((4, None), (3, Alarm.WARN), (2, Alarm.RED))
        ),
    ],
)
def test_each_sign_warns_from_its_threshold_on(sign, facts, told):
    assert alarm(facts, sign) == told


def test_official_members_to_be_expected_count_who_is_not_yet_of_age_and_whose_probation_ends_by_then():
    last = Person(1, PartialDate("1958-11-25"), official=True)  # of seventy years the day after
    people = (last, *many(1), aged(30, official=False, ceremony=DAY), aged(30, official=False))
    assert alarm(cell(*people), EarlySign.AHEAD) is None  # all four: at 69 one still stays
    next_year = WarningRules(ahead_years=1)
    assert alarm(cell(*many(3), aged(30, official=False, ceremony=DAY)), EarlySign.AHEAD, rules=next_year) is None
    gone = cell(aged(68, 77), *people[1:3])
    [found] = [one for one in signs(gone, RULES, DAY) if one.sign == EarlySign.AHEAD]
    assert (found.value, found.people, found.alarm) == (2, (77,), Alarm.RED)


def test_of_three_official_members_one_exempt_and_one_of_71_three_signs_are_red():
    """Domain 33, case 29: nobody on the list for 13 months."""
    people = (aged(71, 1), aged(40, 2), aged(50, 3, able=False, exempt=True))
    found = {one.sign: one for one in signs(cell(*people, listed_on=months_ago(13)), RULES, DAY)}
    told = [
        (found[sign].alarm, found[sign].value) for sign in (EarlySign.ABLE, EarlySign.OFFICIAL, EarlySign.NOT_LISTED)
    ]
    assert told == [(Alarm.RED, 2), (Alarm.RED, 3), (Alarm.RED, 13)]


def test_a_cell_that_is_new_has_missed_nobody_yet():
    new = cell(works_since=months_ago(12, 1), admitted_on=None, listed_on=None)
    assert (alarm(new, EarlySign.NOT_ADMITTED), alarm(new, EarlySign.NOT_LISTED)) == (None, Alarm.WARN)
    assert alarm(replace(new, works_since=months_ago(6, 1)), EarlySign.NOT_LISTED) is None
    kept = cell(listed_on=None, lists_since=months_ago(6, 1))
    assert alarm(kept, EarlySign.NOT_LISTED) is None  # nothing was kept before


def test_what_is_not_known_is_told_and_is_no_zero():
    unknown = Person(5, PartialDate(), official=True)
    found = {one.sign: one for one in signs(cell(unknown, unknown, lists_since=None, secretary=None), RULES, DAY)}
    assert found[EarlySign.BORN_UNKNOWN].people == (5, 5)
    assert not {EarlySign.MEAN_AGE, EarlySign.AGED, EarlySign.YOUNG} & found.keys()
    for sign in (EarlySign.BORN_UNKNOWN, EarlySign.NOT_LISTED, EarlySign.SECRETARY_AGE):
        assert found[sign].alarm == Alarm.UNKNOWN
    no_birth = cell(secretary=Secretary(1, PartialDate(), DAY))
    assert Found(EarlySign.SECRETARY_AGE, Alarm.UNKNOWN, people=(1,)) in signs(no_birth, RULES, DAY)


def test_thresholds_are_those_of_the_rules():
    strict = WarningRules(official_warn=9, official_red=8)
    assert alarm(cell(), EarlySign.OFFICIAL, rules=strict) == Alarm.RED


def test_a_case_is_on_the_list_of_the_cell_that_handles_it_until_it_leaves_the_list():
    first, second, third = (date(2026, month, 10) for month in (1, 2, 3))
    begun = [(StepKind.PROPOSE, first, 7, ""), (StepKind.LIST, second, 7, "")]
    assert listed_spans(begun[:1]) == []
    assert listed_spans(begun) == [(7, second, None)]
    for kind, state in ((StepKind.UNLIST, ""), (StepKind.END, ""), (StepKind.CEREMONY, ""), ("back", "proposed")):
        assert listed_spans([*begun, (kind, third, 7, state)]) == [(7, second, third)]
    assert listed_spans([*begun, (StepKind.BACK, third, 7, CaseState.HELPER)]) == [(7, second, None)]
    assert listed_spans([*begun, (StepKind.HAND_OVER, third, 8, "")]) == [(7, second, third), (8, third, None)]
