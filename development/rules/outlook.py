"""How many of those on the way are likely to be admitted by a day, from the times that earlier cases took.

A case stands in one of the states of `WAY`. At the end of each week it moves on, and may move on again in the same
week, or it drops out, or it waits. How long a state lasts, and how many drop out of it, is known from the cases on
record, and from what the other states last and lose; because few cases leave it uncertain, the chances are reckoned for
`DRAWS` values of it that fit the records, always the same ones, and averaged. For each of them the number of admissions
is exact: a sum of cases with a chance of their own.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from random import Random
from statistics import fmean, median

from development.enums import CaseState

WAY = tuple(state for state in CaseState if state.below(CaseState.PROBATION))
LEAST = 7  # cases that have come to an end; from fewer no rate is reckoned
COVERED = 0.8  # of the range
DRAWS = 40
SEED = 2026
LEFT_OUT = 0.5  # how many who dropped out are added to those seen in all states: nobody is sure to go on
LASTS = [2 ** (third / 3) for third in range(-9, 25)]  # weeks that a state may last on average: an eighth to 203
APART = log(2)  # of three states two last from half to twice as long as states usually do


@dataclass(frozen=True)
class Stay:
    """How many `weeks` a case stood in a state; `end`: "on", "out", or empty while it is there or when it was moved
    back."""

    state: CaseState
    weeks: int
    end: str = ""


@dataclass(frozen=True)
class Seen:
    """What is on record of a state: how many moved on, how many dropped out, weeks in which somebody waited, and the
    median of the weeks after which they moved on, None where nobody did."""

    moved: int = 0
    dropped: int = 0
    waited: int = 0
    usual: float | None = None


@dataclass(frozen=True)
class Odds:
    """The chances of a week in one state; the rest waits."""

    on: float
    out: float


def stays_of(moments, today):
    """[Stay] of a case, from `moments` [(day, CaseState)] at which its state changed, in order."""
    found = []
    for (since, state), (until, after) in pairwise([*moments, (today, None)]):
        if state not in WAY:
            continue
        weeks = round((until - since).days / 7)
        if after == CaseState.ENDED:
            found.append(Stay(state, weeks, "out"))
        elif after is None or after.below(state):
            found.append(Stay(state, weeks))
        else:
            skipped = [one for one in WAY if state.below(one) and one.below(after)]
            found += [Stay(state, weeks, "on"), *(Stay(one, 0, "on") for one in skipped)]
    return found


def seen(stays):
    """{state of WAY: Seen}."""
    told = defaultdict(list)
    for stay in stays:
        told[stay.state].append(stay)
    return {state: _seen(told[state]) for state in WAY}


def _seen(stays):
    ends = Counter(stay.end for stay in stays)
    moved = [stay.weeks for stay in stays if stay.end == "on"]
    return Seen(ends["on"], ends["out"], sum(stay.weeks for stay in stays), median(moved) if moved else None)


def _likely_to_last(records):
    """{state: [how well each of LASTS fits]}: what is seen of the state, and that it lasts about as long as others."""
    left = {state: one.moved + one.dropped for state, one in records.items()}
    means = [max(one.waited / left[state], 0.25) for state, one in records.items() if left[state]]
    usual, found = fmean(map(log, means)) if means else log(4), {}
    as_others = {weeks: ((log(weeks) - usual) / APART) ** 2 / 2 for weeks in LASTS}
    for state, one in records.items():
        told = one.waited + left[state]
        fits = [one.waited * log(weeks) - told * log(1 + weeks) - as_others[weeks] for weeks in LASTS]
        found[state] = [exp(fit - max(fits)) for fit in fits]
    return found


def draws(records):
    """[{state: Odds}] that fit the `records` {state: Seen}; the same at each call."""
    dice, lasting = Random(SEED), _likely_to_last(records)
    moved, dropped = (sum(getattr(one, name) for one in records.values()) for name in ("moved", "dropped"))
    out, found = (dropped + LEFT_OUT) / (moved + dropped + 1), []  # of all who left a state; it counts as one case more
    for _draw in range(DRAWS):
        odds = {}
        for state, one in records.items():
            [weeks] = dice.choices(LASTS, lasting[state])
            goes_on = dice.betavariate(one.moved + 1 - out, one.dropped + out)
            odds[state] = Odds(goes_on / (1 + weeks), (1 - goes_on) / (1 + weeks))
        found.append(odds)
    return found


def chances(odds, weeks):
    """[{state: chance to be admitted within that many weeks}] for 0 to `weeks` weeks; `odds` {state: Odds}."""
    found = [dict.fromkeys(odds, 0.0)]
    states = [state for state in reversed(WAY) if state in odds]
    for _week in range(weeks):
        before, now, further = found[-1], {}, 1.0
        for state in states:
            one = odds[state]
            further = one.on * further + (1 - one.on - one.out) * before[state]
            now[state] = further
        found.append(now)
    return found


def distribution(cases):
    """[chance that none, one, two … are admitted] of `cases` [chance of each]; exact."""
    found = [1.0]
    for chance in cases:
        more = [0.0, *(part * chance for part in found)]
        found = [part * (1 - chance) + more[i] for i, part in enumerate(found)] + more[-1:]
    return found


def forecast(records, cases):
    """The distribution of how many are admitted in time, of `cases` {(state, weeks left): how many}."""
    most = max((weeks for _state, weeks in cases), default=0)
    total = [0.0] * (sum(cases.values()) + 1)
    for odds in draws(records):
        within = chances(odds, most)
        told = [within[weeks][state] for (state, weeks), many in sorted(cases.items()) for _case in range(many)]
        for number, part in enumerate(distribution(told)):
            total[number] += part / DRAWS
    return total


def spread(chances_of):
    """(least, most): the range that holds at least COVERED of a distribution, as much of the rest below as above it."""
    tail, below, above = (1 - COVERED) / 2 + 1e-9, 0.0, 0.0
    least, most = 0, len(chances_of) - 1
    while below + chances_of[least] <= tail:
        below += chances_of[least]
        least += 1
    while above + chances_of[most] <= tail:
        above += chances_of[most]
        most -= 1
    return least, most


def suppose(cases, *, more, state, weeks):
    """`cases` as they are when `more` of them, those who have come furthest below `state`, reach it and have `weeks`
    left then. None where fewer than that are below it."""
    found, left = Counter(cases), more
    for one in reversed([one for one in WAY if one.below(state)]):
        for key in [key for key in found if key[0] == one]:
            taken = min(left, found[key])
            found[key] -= taken
            left -= taken
    return None if left else +found + Counter({(state, weeks): more})
