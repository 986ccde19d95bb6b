"""Signs that a cell is ageing or running dry, each by its own threshold: facts in, signs out. Never one score."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from common.partial import PartialDate
from development.enums import Alarm, CaseState, EarlySign, StepKind
from development.rules.clocks import completed_months, months_after, probation_ends


@dataclass(frozen=True)
class Person:
    """A member of a cell on the day; `able`: to come to meetings, neither exempt nor away."""

    number: int
    born: PartialDate
    official: bool
    able: bool = True
    exempt: bool = False
    ceremony: date | None = None


@dataclass(frozen=True)
class Secretary:
    number: int
    born: PartialDate
    since: date


@dataclass(frozen=True)
class Facts:
    """What the records tell of a cell on a day.

    `admitted_on`: the last admission, `listed_on`: the last day on which somebody was on the list of sympathisers, the
    day itself where somebody is; None where nobody ever was. `works_since`: since when the cell is at work,
    `lists_since`: since when the commune keeps such lists here, None where it never did.
    """

    people: tuple
    works_since: date
    secretary: Secretary | None = None
    admitted_on: date | None = None
    listed_on: date | None = None
    lists_since: date | None = None


@dataclass(frozen=True)
class Found:
    """A sign: its Alarm, the `value` by which it was judged (persons, years, months or a share of 1; None where it is
    not known), numbers of the members behind it, and since when, where it is about time."""

    sign: EarlySign
    alarm: Alarm
    value: object = None
    people: tuple = ()
    since: date | None = None


def signs(facts, rules, day):
    """[Found] of a cell on `day` by `rules` (WarningRules), in the order of the signs."""
    found = [*_of_members(facts, rules), *_of_ages(facts, rules, day), *_of_time(facts, rules, day)]
    found += [*_of_secretary(facts, rules, day), _ahead(facts, rules, day)]
    order = list(EarlySign)
    return sorted((one for one in found if one), key=lambda one: order.index(one.sign))


def _at_most(sign, value, warn, red, **about):
    """A sign where `value` is small."""
    alarm = Alarm.RED if value <= red else Alarm.WARN if value <= warn else None
    return alarm and Found(sign, alarm, value, **about)


def _at_least(sign, value, warn, red, **about):
    """A sign where `value` is great."""
    alarm = Alarm.RED if value >= red else Alarm.WARN if value >= warn else None
    return alarm and Found(sign, alarm, value, **about)


def _of_members(facts, rules):
    official = [one for one in facts.people if one.official]
    able = [one for one in official if one.able]
    yield _at_most(EarlySign.ABLE, len(able), rules.able_warn, rules.able_red, people=_numbers(able))
    yield _at_most(
        EarlySign.OFFICIAL, len(official), rules.official_warn, rules.official_red, people=_numbers(official)
    )


def _of_ages(facts, rules, day):
    """Of completed years, as far as births are known; whose birth is not known is told, and counts in no age."""
    unknown = [one for one in facts.people if not one.born]
    if unknown:
        yield Found(EarlySign.BORN_UNKNOWN, Alarm.UNKNOWN, len(unknown), _numbers(unknown))
    ages = [(one, one.born.age_on(day)) for one in facts.people if one.born]
    if ages:
        mean = Fraction(sum(age for _one, age in ages), len(ages))
        aged = [one for one, age in ages if age > rules.aged_over]
        share, behind = Fraction(len(aged), len(ages)), {"people": _numbers(aged)}
        yield _at_least(EarlySign.MEAN_AGE, mean, rules.mean_age_warn, rules.mean_age_red, **behind)
        percent = [Fraction(rules.aged_warn, 100), Fraction(rules.aged_red, 100)]
        yield _at_least(EarlySign.AGED, share, *percent, **behind)
    if ages or not unknown:
        young = [one for one, age in ages if age <= rules.young_to]
        yield _at_most(EarlySign.YOUNG, len(young), rules.young_warn, rules.young_red, people=_numbers(young))


def _of_time(facts, rules, day):
    """Nobody can be missed from before the cell was at work, nor from before lists were kept here."""
    since = max(facts.admitted_on or facts.works_since, facts.works_since)
    months, years = completed_months(since, day), (12 * rules.admitted_warn, 12 * rules.admitted_red)
    yield _at_least(EarlySign.NOT_ADMITTED, months, *years, since=since)
    if facts.lists_since is None:
        yield Found(EarlySign.NOT_LISTED, Alarm.UNKNOWN)
        return
    since = max(facts.listed_on or facts.lists_since, facts.works_since)
    months = completed_months(since, day)
    yield _at_least(EarlySign.NOT_LISTED, months, rules.listed_warn, rules.listed_red, since=since)


def _of_secretary(facts, rules, day):
    one = facts.secretary
    if one is None:
        yield Found(EarlySign.SECRETARY_AGE, Alarm.UNKNOWN)
        return
    who = {"people": (one.number,)}
    age, years = one.born.age_on(day), completed_months(one.since, day) // 12
    if age is None:
        yield Found(EarlySign.SECRETARY_AGE, Alarm.UNKNOWN, **who)
    else:
        yield _at_least(EarlySign.SECRETARY_AGE, age, rules.secretary_age_warn, rules.secretary_age_red, **who)
    long = (rules.secretary_years_warn, rules.secretary_years_red)
    yield _at_least(EarlySign.SECRETARY_YEARS, years, *long, since=one.since, **who)


def _ahead(facts, rules, day):
    """Official members then: without those exempt or by then of the age of exemption, with those whose probation ends;
    whose birth is not known stays."""
    then = months_after(day, 12 * rules.ahead_years)
    stay, leave = 0, []
    for one in facts.people:
        age = one.born.age_on(then)
        if one.exempt or (age is not None and age >= rules.leaves_at):
            leave.append(one)
        elif one.official or one.ceremony is None or probation_ends(one.ceremony) <= then:
            stay += 1
    people = _numbers(one for one in leave if one.official)
    return _at_most(EarlySign.AHEAD, stay, rules.ahead_warn, rules.ahead_red, people=people)


def _numbers(people):
    return tuple(one.number for one in people)


def listed_spans(steps):
    """[(cell number, since, until or None)] in which a case stood on the list of sympathisers of a cell; `steps` of the
    case [(StepKind, day, cell number, state it fell to)] in their order."""
    spans, cell, since = [], None, None
    for kind, on, handles, fell_to in steps:
        goes = kind in (StepKind.UNLIST, StepKind.END, StepKind.CEREMONY)
        goes = goes or (kind == StepKind.BACK and fell_to == CaseState.PROPOSED)
        if since and (goes or kind == StepKind.HAND_OVER):
            spans.append((cell, since, on))
            since = None if goes else on
        if kind in (StepKind.PROPOSE, StepKind.HAND_OVER):
            cell = handles
        elif kind == StepKind.LIST:
            since = on
    return [*spans, (cell, since, None)] if since else spans
