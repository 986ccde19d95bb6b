"""What the year is likely to bring: exact where it can be reckoned by hand, and as sure as it says where it cannot."""

import random
from collections import Counter
from datetime import date, timedelta
from math import comb
from types import SimpleNamespace

import pytest
from django.urls import reverse

from development import services
from development.enums import CaseState, StepKind
from development.queries.outlook import Outlook, outlook, weeks_between
from development.rules.outlook import (
    COVERED,
    LEAST,
    WAY,
    Odds,
    Seen,
    Stay,
    chances,
    distribution,
    forecast,
    seen,
    spread,
    stays_of,
    suppose,
)
from development.services import set_target
from tests.development.test_candidates import LISTED, PROPOSED, on_the_way, propose, step
from tests.world import TODAY, admit

DECIDED = CaseState.DECIDED


def test_one_step_is_as_the_closed_form_says():
    on, out, weeks = 0.2, 0.05, 9
    within = chances({DECIDED: Odds(on, out)}, weeks)
    for week in range(weeks + 1):
        assert within[week][DECIDED] == pytest.approx(on / (on + out) * (1 - (1 - on - out) ** week))
    chance, cases = within[weeks][DECIDED], 6
    binomial = [comb(cases, k) * chance**k * (1 - chance) ** (cases - k) for k in range(cases + 1)]
    assert distribution([chance] * cases) == pytest.approx(binomial)
    assert distribution([0.5, 1.0, 0.0]) == pytest.approx([0, 0.5, 0.5, 0])
    assert distribution([]) == [1.0]


def test_two_steps_may_be_taken_in_one_week():
    voted = CaseState.COMMITTEE_VOTED
    within = chances({voted: Odds(0.5, 0), DECIDED: Odds(0.4, 0)}, 2)
    assert within[1][voted] == pytest.approx(0.5 * 0.4)
    assert within[2][voted] == pytest.approx(0.5 * within[1][DECIDED] * 0 + 0.5 * (0.4 + 0.6 * 0.4) + 0.5 * 0.2)


@pytest.mark.parametrize(
    ("chances_of", "range_of"),
    [
        *(([0.1, 0.8, 0.1], (1, 1)), ([0.11, 0.79, 0.1], (0, 1)), ([0.05, 0.05, 0.8, 0.11], (2, 3)), ([1.0], (0, 0))),
        *(([0.05, 0.04, 0.03, 0.8, 0.08], (2, 3)), ([0.08, 0.8, 0.03, 0.04, 0.05], (1, 2))),
    ],
)
def test_a_range_leaves_out_at_most_a_tenth_on_either_side(chances_of, range_of):
    assert spread(chances_of) == range_of


def test_the_states_of_a_case_become_stays_and_what_was_skipped_took_no_time():
    told = [
        (date(2026, 1, 1), CaseState.PROPOSED),
        (date(2026, 1, 12), CaseState.SYMPATHISER),  # eleven days: two weeks
        (date(2026, 2, 9), CaseState.CLASS),  # no helper had been named
        (date(2026, 2, 16), CaseState.SYMPATHISER),  # moved back
        (date(2026, 3, 2), CaseState.ENDED),
    ]
    assert stays_of(told, date(2026, 6, 1)) == [
        Stay(CaseState.PROPOSED, 2, "on"),
        Stay(CaseState.SYMPATHISER, 4, "on"),
        Stay(CaseState.HELPER, 0, "on"),
        Stay(CaseState.CLASS, 1),
        Stay(CaseState.SYMPATHISER, 2, "out"),
    ]
    assert stays_of(told[:1], date(2026, 1, 15)) == [Stay(CaseState.PROPOSED, 2)]
    assert seen(stays_of(told, TODAY))[CaseState.SYMPATHISER] == Seen(1, 1, 6, 4)


def test_what_if_moves_those_on_who_have_come_furthest():
    cases = Counter({(CaseState.PROPOSED, 20): 2, (CaseState.HELPER, 20): 1, (CaseState.FILE, 20): 1})
    moved = suppose(cases, more=2, state=CaseState.CLASS, weeks=8)
    assert moved == {(CaseState.PROPOSED, 20): 1, (CaseState.CLASS, 8): 2, (CaseState.FILE, 20): 1}
    assert suppose(cases, more=4, state=CaseState.CLASS, weeks=8) is None
    assert cases.total() == moved.total()


@pytest.mark.parametrize(("planned", "chance"), [(1, 1), (2, 1), (3, 0.9), (4, 0.7), (5, 0)])
def test_of_the_plan_only_what_is_still_wanting_is_a_chance(planned, chance):
    cases = Counter({(CaseState.PROPOSED, 5): 2, (CaseState.PROPOSED, 3): 1})
    about = {"today": TODAY, "weeks": 5, "cases": cases, "closed": 5, "records": dict.fromkeys(WAY)}
    found = Outlook(SimpleNamespace(planned=planned), admitted=2, chances=[0.1, 0.2, 0.7], **about)
    assert found.chance_of_target == pytest.approx(chance)
    assert (found.likely, found.by_state[:2]) == ((3, 4), [(WAY[0], 3, None), (WAY[1], 0, None)])


def test_weeks_are_counted_whole_and_none_after_the_last_day():
    days = (date(2025, 12, 31), date(2026, 12, 27), date(2026, 12, 28), date(2026, 12, 31), date(2027, 1, 31))
    assert [weeks_between(day, date(2026, 12, 31)) for day in days] == [52, 1, 0, 0, 0]


# How likely a simulated case moves on, and drops out, in a week of each state: where a case takes half a year, or one
# and a half, and where two of three drop out.
LIVELY = (0.2, 0.35, 0.1, 0.3, 0.15, 0.3, 0.3, 0.5, 0.4), (0.02, 0.01, 0.02, 0.01, 0.01, 0.02, 0, 0, 0)
SLOW = (0.08, 0.15, 0.05, 0.15, 0.08, 0.12, 0.2, 0.3, 0.25), (0.01, 0.005, 0.01, 0.005, 0.005, 0.01, 0, 0, 0)
LOSSY = LIVELY[0], (0.05, 0.04, 0.04, 0.03, 0.03, 0.06, 0.03, 0.01, 0.01)


def life(dice, chances_of):
    """[week in which a simulated case came to each state of WAY, and in the end on, or out]."""
    week, reached = 0, [0]
    while True:
        on, out = (told[len(reached) - 1] for told in chances_of)
        roll = dice.random()
        if roll >= on + out:
            week += 1
        elif roll >= on:
            return [*reached, week], "out"
        else:
            reached.append(week)
            if len(reached) > len(WAY):
                return reached, "on"


def stood(reached, end, age):
    """([Stay] of a simulated case of that age in weeks, the state in which it stands or None)."""
    found = []
    for state, since, until in zip(WAY, reached, reached[1:], strict=False):
        if until > age:
            return [*found, Stay(state, age - since)], state
        last = until == reached[-1] and len(found) == len(reached) - 2
        found.append(Stay(state, until - since, end if last else "on"))
    return found, None


def commune(dice, chances_of, weeks):
    """(what is on record, cases on the way, how many of them are admitted within so many weeks) of a simulated commune
    that proposes somebody in two weeks of five, on the first day on which LEAST cases have ended."""
    lives, week = [], 0
    while sum(since + reached[-1] <= week for since, reached, _end in lives) < LEAST:
        if dice.random() < 0.4:
            lives.append((week, *life(dice, chances_of)))
        week += 1
    stays, cases, admitted = [], Counter(), 0
    for since, reached, end in lives:
        told, state = stood(reached, end, week - since)
        stays += told
        if state:
            cases[state, weeks] += 1
            admitted += end == "on" and reached[-1] <= week - since + weeks
    return seen(stays), cases, admitted


@pytest.mark.parametrize(
    ("on_record", "waiting", "found"),
    [
        ({WAY[0]: Seen(3, 2, 10, 4), DECIDED: Seen(4, 0, 7, 2)}, {(DECIDED, 4): 2, (DECIDED, 1): 1}, "72 277 462 189"),
        ({DECIDED: Seen(1, 0, 1, 1)}, {(DECIDED, 2): 1}, "353 647"),
        ({DECIDED: Seen(0, 1, 1)}, {(DECIDED, 2): 1}, "922 78"),  # nobody moved on
        ({}, {(DECIDED, 2): 1}, "801 199"),  # nothing is known
        ({DECIDED: Seen(800, 40, 9000, 11)}, {(DECIDED, 8): 3}, "120 370 380 130"),  # of many years
        ({}, {}, "1000"),
    ],
)
def test_the_same_records_always_bring_the_same(on_record, waiting, found):
    told = forecast(dict.fromkeys(WAY, Seen()) | on_record, waiting)
    assert " ".join(f"{1000 * chance:.0f}" for chance in told) == found


@pytest.mark.once
@pytest.mark.parametrize(("chances_of", "widest"), [(LIVELY, 4), (SLOW, 3.5), (LOSSY, 2.5)])
def test_four_of_five_simulated_years_end_in_the_range_as_soon_as_it_is_told(chances_of, widest):
    """Of 300 communes of each kind the ranges held 85 to 88 % of what came within 16 weeks; no fewer than they say, and
    not so wide that they say nothing."""
    dice, held, widths = random.Random(11), 0, 0
    for _commune in range(40):
        records, cases, admitted = commune(dice, chances_of, 16)
        least, most = spread(forecast(records, cases))
        held, widths = held + (least <= admitted <= most), widths + most - least
    assert COVERED <= held / 40 <= 0.97
    assert widths / 40 < widest


def test_the_outlook_keeps_between_what_happened_and_what_is_open_and_invents_no_rate(world, sign_in):
    day = date(2026, 6, 30)
    admit(world.cell, "Lý Thị Mới", date(2026, 3, 1))
    on_the_way(world, until=date(2026, 5, 10))
    set_target(commune=world.commune, year=2026, planned=2, by=None)
    found = outlook(commune=world.commune.pk, today=day)
    assert (found.least, found.open, found.most, found.known, found.chances) == (1, 1, 2, False, [])
    client = sign_in(world.accounts["upper"])
    page = client.get(reverse("development:outlook")).content.decode()
    assert "không bịa ra tỷ lệ" in page
    assert "Hoàng Thị Mới" not in page
    for number in range(LEAST):
        gone = propose(world, name=f"Hà Văn {number}")
        step(world, gone, StepKind.LIST, LISTED)
        step(world, gone, StepKind.END, LISTED + timedelta(days=30), because="withdrawn")
    found = outlook(commune=world.commune.pk, today=day)
    assert (found.known, found.closed, found.weeks) == (True, LEAST, 26)
    assert found.records[CaseState.SYMPATHISER].dropped == LEAST
    assert found.least <= found.likely[0] <= found.likely[1] <= found.most
    assert found == outlook(commune=world.commune.pk, today=day)
    assert sum(found.chances) == pytest.approx(1)
    assert found.chance_of_target == pytest.approx(found.chances[1])
    propose(world, name="Hà Thị Xa", cell=world.foreign_cell)
    early = outlook(commune=world.commune.pk, today=PROPOSED)
    assert (early.least, early.closed, early.cases.total()) == (0, 0, LEAST + 1)


def test_the_outlook_of_a_cell_keeps_to_its_own_cases_and_reckons_with_the_times_of_all(world, sign_in):
    admit(world.cell, "Lý Thị Mới", date(2026, 3, 1))
    on_the_way(world, until=date(2026, 5, 10))
    set_target(commune=world.commune, place=world.cell, year=2026, planned=2, by=None)
    about, url = {"commune": world.commune.pk, "today": TODAY}, reverse("development:outlook")
    own, other = (outlook(cell=cell, **about) for cell in (world.cell, world.other_cell))
    assert (own.least, own.most, own.result.planned, own.known) == (1, 2, 2, False)
    assert (other.least, other.most, other.result.planned, other.closed) == (0, 0, None, own.closed)
    client = sign_in(world.inspection)
    told = {row[0].value: [figure.value for figure in row[1:]] for row in client.get(url).context["cells"].rows}
    assert told == {str(world.cell): [2, 1, 1, "1–2"], str(world.other_cell): [None, 0, 0, "0"]}
    for number in range(LEAST):  # all in the other cell
        gone = propose(world, name=f"Hà Văn {number}", cell=world.other_cell)
        step(world, gone, StepKind.LIST, LISTED)
        step(world, gone, StepKind.END, LISTED + timedelta(days=30), because="withdrawn")
    own, whole = outlook(cell=world.cell, **about), outlook(**about)
    assert (own.known, own.records, own.cases) == (True, whole.records, whole.cases)
    assert own.likely == whole.likely
    page = client.get(url, {"cell": world.cell.pk, "more": 1, "reach": "class", "by": "30/11/2026"})
    assert page.context["found"] == own
    assert f'<input type="hidden" name="cell" value="{world.cell.pk}">' in page.content.decode()
    assert "Hoàng Thị Mới" not in page.content.decode()
    assert client.get(url, {"cell": world.foreign_cell.pk}).context["cell"] is None


def test_what_if_is_asked_on_the_page_and_refused_beside_the_field(world, sign_in):
    office = sign_in(world.office)
    for number in range(LEAST):
        gone = propose(world, name=f"Hà Văn {number}")
        step(world, gone, StepKind.LIST, LISTED)
        step(world, gone, StepKind.END, LISTED + timedelta(days=30), because="withdrawn")
    step(world, propose(world), StepKind.LIST, LISTED)
    services.propose(
        cell=world.cell, on=LISTED, case={"full_name": "Bế Thị Hai", "sex": "female"}, facts={}, by=world.office
    )
    asked = {"more": "2", "reach": "decided", "by": "30/11/2026"}
    assert outlook(commune=world.commune.pk, today=PROPOSED).cases.total() == LEAST + 1  # one was proposed later
    url = reverse("development:outlook")
    page = office.get(url, asked)
    assert (page.context["found"].likely, page.context["supposed"]) == ((0, 0), (0, 1))
    assert list(office.get(url, asked | {"more": "3"}).context["form"].errors) == ["more"]
    assert list(office.get(url, asked | {"by": "23/11/2026"}).context["form"].errors) == ["by"]
    assert list(office.get(url, asked | {"by": "01/01/2027"}).context["form"].errors) == ["by"]
    assert list(office.get(url, {"more": "x"}).context["form"].errors) == ["more", "reach", "by"]
