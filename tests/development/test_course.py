"""The way into the Party without a database: what each step asks for, what it changes, and which clocks it starts."""

from dataclasses import replace
from datetime import date, datetime
from itertools import count

import pytest
from django.utils import translation

from common.workdays import WorkCalendar
from development.enums import (
    About,
    Authority,
    CaseState,
    Clock,
    ConsentTo,
    Lack,
    LeftBecause,
    Living,
    UnionResolution,
    Urgency,
    Waivable,
)
from development.enums import StepKind as K
from development.models import AdmissionChoices, AdmissionRules, Profile, Step
from development.rules.clocks import Clocks
from development.rules.conditions import Applicant, Grade, Introducer
from development.rules.course import Known, Probation, Running, StepRuleError, Vote, moments, played

NOBODY, CLOSED = 9, 9  # a member who is not official, a cell that is not at work


def on(text):
    return datetime.strptime(text, "%d/%m/%y").date()


NUMBERS = count(1)


def step(kind, day, **facts):
    return Step(pk=next(NUMBERS), kind=kind, on=on(day), **{"cell_id": 1, "about": About.ADMISSION} | facts)


TOGETHER = ((1, on("01/01/20")), (2, on("01/01/20")))
WAY = [
    step(K.PROPOSE, "10/01/26"),
    step(K.LIST, "10/02/26"),
    step(K.HELPER, "10/02/26", helper_id=2),
    step(K.CLASS, "10/03/26", certificate_on=on("11/03/26")),
    step(K.ALLOW, "10/04/26"),
    step(K.FILE, "10/05/26", union_resolution=UnionResolution.TRADE),
    step(K.CELL_VOTE, "10/06/26", base=4, present=4, in_favour=3),
    step(K.COMMITTEE_VOTE, "10/07/26", members=5, in_favour=3, body=Authority.STANDING),
    step(K.DECIDE, "10/08/26", received_on=on("12/08/26")),
    step(K.CEREMONY, "10/09/26"),
]
PROPOSED, LISTED, HELPED, CLASSED, ALLOWED, FILED, VOTED, PASSED, DECIDED, HELD = (WAY[:n] for n in range(1, 11))
RULES, CHOICES = AdmissionRules(committee_empowered=False), AdmissionChoices(prolong_months=6, area=Living.HIGHLAND)
EMPOWERED = AdmissionRules(), AdmissionChoices(authority=Authority.COMMITTEE)
BORN = Profile(since=on("10/01/26"), born=on("01/01/90"), diploma=True)
OVER_60 = Profile(since=on("10/01/26"), born=date(1950, 1, 1), diploma=True)
TURNED_60 = Profile(since=on("10/01/26"), born=date(1966, 6, 10), diploma=True)
PROBATION = Probation(spans=((on("10/09/26"), None),))


def known(rules=RULES, choices=CHOICES, **told):
    def since_2020(what):
        return lambda day: what if day >= date(2020, 1, 1) else None

    calendar = WorkCalendar({}, frozenset(), frozenset())
    usual = {
        "clocks": Clocks(since_2020(rules), since_2020(60), calendar),
        "choices_on": since_2020(choices),
        "official": lambda member, day: member != NOBODY and day >= date(2020, 1, 1),
        "works": lambda cell, day: cell != CLOSED and day >= date(2020, 1, 1),
        "profiles": (BORN,),
        "introduced": {6: TOGETHER},
    }
    return Known(**usual | told)


KNOWN = known()
ADMITTED = known(probation=PROBATION)
RECOGNISED = known(probation=Probation(recognised_on=on("20/09/27"), spans=((on("10/09/26"), on("20/09/27")),)))


def after(*steps, of=KNOWN, until=None):
    return played(of, steps, until=until)


def refused(of, before, last):
    """(sentence, field, rules that may be let pass) by which `last` is refused while it is recorded."""
    with translation.override(None):
        with pytest.raises(StepRuleError) as refusal:
            played(of, [*before, last], judging=last)
        error = refusal.value
        assert (error.step, error.overridable) == (last, bool(error.waivable))
        return str(error), error.field, set(error.waivable)


def assert_lets_these_alone(of, before, last, waivable):
    """With a reason the step is let pass, unless other rules were let pass for it."""
    last.override = "cho phép"
    for last.lets in ({*waivable} - {min(waivable)}, set()):
        assert refused(of, before, last)[2] == waivable
    for last.lets in ({*waivable, Waivable.NOT_LISTED}, waivable, None):
        assert played(of, [*before, last], judging=last).waived == waivable
    assert after(*before, last, of=of).waived == set()
    last.override = ""


def vote(day, in_favour=3, about=About.ADMISSION, present=4):
    return step(K.CELL_VOTE, day, about=about, base=4, present=present, in_favour=in_favour)


def again(day, in_favour=3):
    return vote(day, in_favour, About.RECOGNITION)


def committee(day, in_favour=3, about=About.ADMISSION, body=Authority.STANDING):
    return step(K.COMMITTEE_VOTE, day, about=about, members=5, in_favour=in_favour, body=body)


def more(day):
    return step(K.EXTEND, day, about=About.RECOGNITION)


def consent(day, to=ConsentTo.AGE):
    return step(K.CONSENT, day, consent_to=to)


def back(day, to):
    return step(K.BACK, day, to_state=to, note="làm lại")


def hand_over(day, cell, **facts):
    return step(K.HAND_OVER, day, cell_id=cell, **facts)


ENDED = [*PROPOSED, step(K.END, "11/01/26")]
PROLONGED = [*HELD, step(K.PROLONG, "11/09/26", months=6)]
AGAINST = "The latest vote of the cell did not pass."
AGAINST_AGAIN = "The latest vote of the cell did not pass; after three such votes the Committee decides."
NOT_PASSED = "The Committee has not passed it."
NOT_LISTED = "The person is not on the list of sympathisers."
UNCERTIFIED = "There is no certificate of the awareness class that is valid on that day."
LATE = "The ceremony had to be held by 23/09/2026: later it needs the consent of the level above."
CANNOT = "The cell cannot propose admission on that day."


def test_each_step_of_the_way_reaches_its_state_in_the_order_of_days_and_numbers():
    days = ["10/01/26", *["10/02/26"] * 2, *(f"10/0{month}/26" for month in range(3, 10))]
    way = list(zip(map(on, days), list(CaseState)[:10], strict=True))
    assert moments(KNOWN, WAY[::-1], until=on("10/09/26")) == way
    assert moments(KNOWN, [*WAY, consent("11/02/26")], until=on("09/09/26")) == way[:-1]
    assert [after(*WAY, until=day).told for day, _state in way[2:]] == [state for _day, state in way[2:]]
    assert moments(RECOGNISED, WAY, until=on("20/09/27")) == way  # recognised later
    assert after(*ENDED).told == CaseState.ENDED


def test_the_step_that_is_being_recorded_is_the_last_of_its_day():
    new = step(K.HELPER, "10/02/26", helper_id=1)
    new.pk = None
    course = played(KNOWN, [new, *CLASSED], judging=new)
    assert (course.helper, course.told) == (1, CaseState.CLASS)


@pytest.mark.parametrize(
    ("of", "before", "last", "sentence", "field"),
    [
        (KNOWN, PROPOSED, step(K.PROPOSE, "11/01/26"), "The person is on the way into the Party already.", None),
        (KNOWN, [], step(K.PROPOSE, "11/01/26", cell_id=CLOSED), "The cell is not at work on that day.", "cell"),
        (KNOWN, [], step(K.LIST, "11/01/26"), "The person was not proposed yet on that day.", "on"),
        (ADMITTED, [], step(K.LIST, "11/01/27"), "The person was not proposed yet on that day.", "on"),
        (KNOWN, [], step(K.PROLONG, "11/01/26"), "The person was not proposed yet on that day.", "on"),
        (KNOWN, [], again("11/01/26"), "The person was not proposed yet on that day.", "on"),
        (KNOWN, ENDED, step(K.LIST, "12/01/26"), "The case has been ended.", "on"),
        (KNOWN, LISTED, step(K.LIST, "11/02/26"), "The person is on the list of sympathisers already.", None),
        (KNOWN, PROPOSED, step(K.UNLIST, "11/02/26"), NOT_LISTED, None),
        (KNOWN, VOTED, step(K.UNLIST, "11/06/26"), "A vote of the cell stands: move the case back first.", None),
        (KNOWN, PROPOSED, step(K.HELPER, "11/02/26", helper_id=2), NOT_LISTED, None),
        (
            *(KNOWN, LISTED, step(K.HELPER, "11/02/26", helper_id=NOBODY)),
            *("The helper is not an official member of the commune on that day.", "helper"),
        ),
        (KNOWN, PROPOSED, step(K.CLASS, "11/02/26"), NOT_LISTED, None),
        (
            *(KNOWN, HELPED, step(K.CLASS, "11/03/26", certificate_on=on("10/03/26"))),
            *("The certificate cannot be of a day before the class ended.", "certificate_on"),
        ),
        (KNOWN, [*LISTED, consent("11/02/26")], consent("12/02/26"), "This consent is there already.", "consent_to"),
        (
            *(KNOWN, FILED, vote("10/06/26", in_favour=4, present=3)),
            *("More votes in favour than members with a vote were present.", "in_favour"),
        ),
        (KNOWN, HELD, vote("11/09/26"), "The person has been admitted.", None),
        (
            *(ADMITTED, [], again("10/09/27")),
            *("It is not known when the member was admitted: first enter the day of the ceremony in the file.", None),
        ),
        (KNOWN, FILED, step(K.EXTEND, "10/06/26"), "No vote of the cell has passed.", None),
        (KNOWN, DECIDED, step(K.EXTEND, "11/08/26"), "It is decided already.", None),
        (KNOWN, [*VOTED, step(K.EXTEND, "11/06/26")], step(K.EXTEND, "12/06/26"), "More time was given already.", None),
        (ADMITTED, [*HELD, again("10/09/27", 2)], more("11/09/27"), "No vote of the cell has passed.", None),
        (RECOGNISED, [*HELD, again("10/09/27")], more("20/09/27"), "It is decided already.", None),
        (
            ADMITTED,
            [*HELD, again("10/09/27"), more("11/09/27")],
            more("12/09/27"),
            "More time was given already.",
            None,
        ),
        (KNOWN, VOTED, committee("10/07/26", 6), "More votes in favour than there are members.", "in_favour"),
        (KNOWN, HELD, committee("11/09/26"), "The person has been admitted.", None),
        (KNOWN, DECIDED, step(K.DECIDE, "11/08/26"), "It is decided already.", None),
        (
            *(KNOWN, PASSED, step(K.DECIDE, "10/08/26", received_on=on("09/08/26"))),
            *("The cell cannot have received the decision before its day.", "received_on"),
        ),
        (KNOWN, HELD, step(K.CEREMONY, "11/09/26"), "The person has been admitted.", None),
        (KNOWN, PASSED, step(K.CEREMONY, "11/08/26"), "There is no decision.", None),
        (
            *(KNOWN, DECIDED, step(K.CEREMONY, "11/08/26")),
            *("The ceremony cannot be before the cell received the decision.", "on"),
        ),
        (KNOWN, HELD, step(K.PROLONG, "11/09/26"), "The person is not on probation on that day.", "on"),
        (KNOWN, HELD, again("10/09/27"), "The person is not on probation on that day.", "on"),
        (
            *(KNOWN, HELD, committee("10/09/27", about=About.RECOGNITION)),
            *("The person is not on probation on that day.", "on"),
        ),
        (ADMITTED, PROLONGED, step(K.PROLONG, "12/09/26", months=1), "Probation was prolonged already.", None),
        (KNOWN, HELD, back("11/09/26", "file"), "The person has been admitted.", None),
        (KNOWN, VOTED, step(K.BACK, "11/06/26", to_state="file"), "Say why the case is moved back.", "note"),
        (KNOWN, VOTED, back("11/06/26", "cell_voted"), "Choose an earlier stage.", "to_state"),
        (KNOWN, VOTED, hand_over("11/06/26", 1), "This cell has the case already.", "cell"),
        (KNOWN, VOTED, hand_over("11/06/26", CLOSED), "The cell is not at work on that day.", "cell"),
        (KNOWN, DECIDED, hand_over("11/08/26", 2), "After the decision no case is handed over.", None),
        (KNOWN, HELD, hand_over("11/09/26", 2), "After the decision no case is handed over.", None),
        (KNOWN, HELD, step(K.END, "11/09/26"), "The person has been admitted.", None),
    ],
)
def test_what_cannot_be_so_nobody_lets_pass(of, before, last, sentence, field):
    for last.override in ("", "cho phép"):
        assert refused(of, before, last) == (sentence, field, set())


def test_of_other_records_that_changed_since_nothing_is_asked_again():
    course = after(*LISTED, step(K.HELPER, "11/02/26", helper_id=NOBODY), hand_over("12/02/26", CLOSED))
    assert (course.helper, course.cell) == (NOBODY, CLOSED)
    course = after(*HELD, step(K.PROLONG, "11/09/26", months=7))
    assert course.prolonged == 7


ONCE, ALWAYS = "of other records", "of the way itself"


@pytest.mark.parametrize(
    ("judged", "of", "before", "last", "sentence", "field", "waivable"),
    [
        (
            *(ONCE, KNOWN, [*LISTED, WAY[3]], step(K.ALLOW, "10/04/26")),
            *("There is no helper in office on that day.", None, {Waivable.NO_HELPER}),
        ),
        (ONCE, KNOWN, HELPED, step(K.ALLOW, "10/04/26"), UNCERTIFIED, None, {Waivable.NOT_CERTIFIED}),
        (ONCE, KNOWN, CLASSED, step(K.ALLOW, "10/03/26"), UNCERTIFIED, None, {Waivable.NOT_CERTIFIED}),
        (ONCE, KNOWN, CLASSED, step(K.ALLOW, "12/03/31"), UNCERTIFIED, None, {Waivable.NOT_CERTIFIED}),
        (
            ALWAYS,
            KNOWN,
            CLASSED,
            step(K.FILE, "10/05/26"),
            "The file is not allowed yet.",
            None,
            {Waivable.NOT_ALLOWED},
        ),
        (
            *(ONCE, known(profiles=()), FILED, vote("10/06/26")),
            f"{CANNOT} The day of birth is not known. Enter the day of birth. There is no lower-secondary diploma. Get "
            "the lower-secondary diploma, and note it.",
            *(None, {Lack.TOO_YOUNG, Lack.EDUCATION}),
        ),
        (
            *(ONCE, known(profiles=(Profile(since=on("10/01/26"), born=date(1950, 1, 1)),)), FILED, vote("10/06/26")),
            f"{CANNOT} Primary education is not completed. Complete primary education, and enter the class completed.",
            *(None, {Lack.EDUCATION}),
        ),
        (
            *(ALWAYS, ADMITTED, HELD, again("09/09/27")),
            *("Probation lasts until 10/09/2027.", "on", {Waivable.PROBATION_RUNS}),
        ),
        (
            *(ALWAYS, KNOWN, VOTED, committee("10/07/26", 4, body=Authority.COMMITTEE)),
            *("Under the rules of that day another body decides.", "body", {Waivable.OTHER_BODY}),
        ),
        (
            *(ALWAYS, known(*EMPOWERED), VOTED, committee("10/07/26")),
            *("Under the rules of that day another body decides.", "body", {Waivable.OTHER_BODY}),
        ),
        (ALWAYS, KNOWN, FILED, committee("10/07/26"), AGAINST, None, {Waivable.CELL_AGAINST}),
        (ALWAYS, KNOWN, [*VOTED, vote("11/06/26", 2)], committee("10/07/26"), AGAINST, None, {Waivable.CELL_AGAINST}),
        (
            *(ALWAYS, ADMITTED, HELD, committee("10/09/27", about=About.RECOGNITION)),
            *(AGAINST_AGAIN, None, {Waivable.CELL_AGAINST}),
        ),
        (
            *(ALWAYS, ADMITTED, [*HELD, again("10/09/27"), again("11/09/27", 2), again("12/09/27", 2)]),
            *(committee("13/09/27", about=About.RECOGNITION), AGAINST_AGAIN, None, {Waivable.CELL_AGAINST}),
        ),
        (ALWAYS, KNOWN, VOTED, step(K.DECIDE, "10/08/26"), NOT_PASSED, None, {Waivable.COMMITTEE_AGAINST}),
        (
            *(ALWAYS, KNOWN, [*VOTED, committee("10/07/26", 2)], step(K.DECIDE, "10/08/26")),
            *(NOT_PASSED, None, {Waivable.COMMITTEE_AGAINST}),
        ),
        (
            *(ONCE, known(profiles=(OVER_60,)), PASSED, step(K.DECIDE, "10/08/26")),
            *("A consent that this admission needs is missing on that day.", None, {Waivable.NO_CONSENT}),
        ),
        (ONCE, KNOWN, DECIDED, step(K.CEREMONY, "24/09/26"), LATE, "late_consent_on", {Waivable.LATE_CEREMONY}),
        (
            *(ONCE, KNOWN, DECIDED, step(K.CEREMONY, "24/09/26", late_consent_on=on("25/09/26"))),
            *(LATE, "late_consent_on", {Waivable.LATE_CEREMONY}),
        ),
        (
            *(ONCE, ADMITTED, HELD, step(K.PROLONG, "11/09/26", months=7)),
            *("Probation may be prolonged by at most 6 months.", "months", {Waivable.TOO_LONG}),
        ),
    ],
)
def test_what_a_rule_forbids_is_let_pass_with_a_reason_alone(judged, of, before, last, sentence, field, waivable):
    assert refused(of, before, last) == (sentence, field, waivable)
    assert_lets_these_alone(of, before, last, waivable)
    if judged == ONCE:
        assert after(*before, last, of=of)
    else:
        with pytest.raises(StepRuleError):
            after(*before, last, of=of)


def test_each_rule_that_is_let_pass_is_told():
    before, last = [*CLASSED, step(K.UNLIST, "12/03/26")], step(K.ALLOW, "12/03/26")
    assert refused(KNOWN, before, last) == (NOT_LISTED, None, {Waivable.NOT_LISTED})
    last.override = "cho phép"
    assert played(KNOWN, [*before, last], judging=last).waived == {Waivable.NOT_LISTED, Waivable.NO_HELPER}
    last.lets = {Waivable.NOT_LISTED}
    assert refused(KNOWN, before, last)[2] == {Waivable.NO_HELPER}
    last = vote("10/06/26")
    assert refused(KNOWN, ALLOWED, last) == ("The file is not made yet.", None, {Waivable.NO_FILE})
    last.override = "cho phép"
    waived = {Waivable.NO_FILE, Lack.PAPERS, Lack.INTRODUCERS}
    assert played(KNOWN, [*ALLOWED, last], judging=last).waived == waived


@pytest.mark.parametrize(
    ("of", "steps"),
    [
        (KNOWN, [*HELPED, step(K.CLASS, "10/03/26", certificate_on=on("10/03/26"))]),
        (KNOWN, [*CLASSED, step(K.ALLOW, "11/03/26")]),  # on the day of the certificate
        (KNOWN, [*CLASSED, step(K.ALLOW, "11/03/31")]),  # on its last
        (KNOWN, [*PASSED, step(K.DECIDE, "10/07/26", received_on=on("10/07/26")), step(K.CEREMONY, "10/07/26")]),
        (KNOWN, [*PASSED, step(K.DECIDE, "10/07/26"), step(K.CEREMONY, "18/08/26")]),  # 30 working days
        (KNOWN, [*DECIDED, step(K.CEREMONY, "23/09/26")]),
        (KNOWN, [*DECIDED, step(K.CEREMONY, "24/09/26", late_consent_on=on("24/09/26"))]),
        (KNOWN, [*FILED, vote("10/06/26", 3, present=3)]),
        (KNOWN, [*VOTED, committee("10/07/26", 5)]),
        (known(*EMPOWERED), [*VOTED, committee("10/07/26", 4, body=Authority.COMMITTEE)]),
        (ADMITTED, [*HELD, again("10/09/27"), committee("10/09/27", about=About.RECOGNITION)]),
        (ADMITTED, [*HELD, *(again("10/09/27", 2) for _ in range(3)), committee("10/09/27", about=About.RECOGNITION)]),
        (ADMITTED, [*HELD, step(K.PROLONG, "11/09/26", months=6)]),
        (known(probation=replace(PROBATION, ceremony=on("10/09/26"))), [again("10/09/27")]),
        (known(probation=replace(PROBATION, ceremony=on("10/09/26"))), [step(K.PROLONG, "11/09/26", months=6)]),
        (RECOGNISED, [*HELD, again("10/09/27"), more("19/09/27")]),
        (ADMITTED, [*HELD, again("10/09/27"), more("10/09/27"), again("11/09/27"), more("11/09/27")]),
        (KNOWN, [*VOTED, step(K.EXTEND, "10/06/26"), vote("11/06/26"), step(K.EXTEND, "11/06/26")]),
        (known(profiles=(OVER_60,)), [*LISTED, consent("10/08/26"), *WAY[2:8], step(K.DECIDE, "10/08/26")]),
        (known(profiles=(TURNED_60,)), [*PASSED, step(K.DECIDE, "10/08/26")]),  # by the age on the day of the vote
        (KNOWN, [*ALLOWED, step(K.UNLIST, "11/04/26"), step(K.LIST, "11/04/26")]),
        (KNOWN, [*VOTED, hand_over("11/06/26", CLOSED, reorganised=True)]),
        (KNOWN, [*DECIDED, hand_over("11/08/26", 2, reorganised=True)]),
        (KNOWN, [*VOTED, step(K.BACK, "11/06/26", to_state="file", because="vetting")]),
    ],
)
def test_on_the_very_day_and_with_just_enough_it_is_let(of, steps):
    assert played(of, steps, judging=steps[-1]).waived == set()


EMPTY = after()
NAMES = [name for name in vars(EMPTY) if name not in ("known", "judging", "day", "step", "state", "cell")]
FACTS = {"certificate_on", "consents"}
LIST = {"listed", "helper", *FACTS}
FILE = {"allowed", "papers_on", "introductions", "union_resolution", *LIST}
VOTE = {"cell_vote", "passed_on", "voted_on", *FILE}


def stands(course):
    """Names of what is otherwise than at the beginning."""
    return {name for name in NAMES if getattr(course, name) != getattr(EMPTY, name)}


@pytest.mark.parametrize(
    ("to", "kept"),
    [
        (CaseState.PROPOSED, FACTS),
        (CaseState.SYMPATHISER, LIST),
        (CaseState.HELPER, LIST),
        (CaseState.CLASS, LIST),
        (CaseState.FILE_ALLOWED, {"allowed", *LIST}),
        (CaseState.FILE, FILE),
        (CaseState.CELL_VOTED, VOTE),
        (CaseState.COMMITTEE_VOTED, {"committee_vote", *VOTE}),
    ],
)
def test_what_stands_above_the_stage_moved_back_to_has_to_be_done_again(to, kept):
    decided = [*PASSED, consent("11/07/26"), WAY[8]]
    assert stands(after(*decided)) == {"committee_vote", "decision", *VOTE}
    course = after(*decided, back("11/08/26", to))
    assert (course.state, stands(course)) == (to, kept)


def test_who_is_taken_off_the_list_begins_anew():
    course = after(*ALLOWED, step(K.UNLIST, "11/04/26"))
    assert (course.told, stands(course)) == (CaseState.PROPOSED, {"certificate_on"})


@pytest.mark.parametrize(
    ("steps", "state", "cell"),
    [
        (FILED, CaseState.FILE, 2),
        (VOTED, CaseState.FILE, 2),
        (PASSED, CaseState.FILE, 2),
        (ALLOWED, CaseState.FILE_ALLOWED, 2),
    ],
)
def test_a_case_handed_over_keeps_its_file_and_no_vote(steps, state, cell):
    course = after(*steps, hand_over("11/07/26", cell))
    assert (course.told, course.cell, course.passed_on) == (state, cell, None)
    course = after(*steps, hand_over("11/07/26", cell, reorganised=True))
    assert (course.told, course.cell) == (after(*steps).told, cell)


def test_a_helper_who_took_the_place_of_another_is_told():
    first, same, other = (step(K.HELPER, f"1{n}/02/26", helper_id=who) for n, who in enumerate((2, 2, 1)))
    replaced = [
        after(*LISTED, *helpers).replaced for helpers in ([first], [first, same], [first, other], [first, other, other])
    ]
    assert replaced == [False, False, True, True]
    until_march = known(official=lambda member, day: member == 2 and day < on("01/03/26"))
    course = after(*LISTED, first, of=until_march)
    assert [course.helper_on(on(day)) for day in ("28/02/26", "01/03/26")] == [2, None]
    assert after(*LISTED).helper_on(on("28/02/26")) is None


def test_votes_are_counted_and_the_first_that_passed_stops_what_ages():
    course = after(*FILED, vote("10/06/26", 2))
    assert (course.told, course.cell_vote, course.passed_on) == (CaseState.FILE, Vote(on("10/06/26"), False), None)
    course = after(*VOTED, vote("11/06/26"), committee("10/07/26", 2))
    assert (course.told, course.passed_on, course.voted_on) == (CaseState.CELL_VOTED, on("11/06/26"), on("10/06/26"))
    assert course.committee_vote == Vote(on("10/07/26"), False)
    course = after(*VOTED, vote("11/06/26", 2))
    assert (course.told, course.cell_vote.passed, course.passed_on) == (CaseState.CELL_VOTED, False, on("10/06/26"))
    allowed = [one for one in (committee("10/07/26"), step(K.DECIDE, "11/07/26"))]
    for one in allowed:
        one.override = "cho phép"
    assert after(*FILED, *allowed[:1]).voted_on == on("10/07/26")
    assert after(*FILED, *allowed[1:]).voted_on == on("11/07/26")


def test_recognition_goes_by_the_latest_ballot_that_passed():
    ballots = [again("10/09/27"), again("11/09/27"), again("12/09/27", 2)]
    course = after(*HELD, *ballots, of=ADMITTED)
    assert course.recognition_votes == [
        Vote(on("10/09/27"), True), Vote(on("11/09/27"), True), Vote(on("12/09/27"), False)
    ]  # fmt: skip
    assert (course.recognition_passed_on, course.recognition_committee) == (on("11/09/27"), None)
    assert after(*HELD, ballots[2], of=ADMITTED).recognition_passed_on is None
    for favour, passed in ((2, False), (3, True)):
        course = after(*HELD, *ballots[:1], committee("11/09/27", favour, About.RECOGNITION), of=ADMITTED)
        assert course.recognition_committee == Vote(on("11/09/27"), passed)
        assert (course.committee_vote.on, course.told) == (on("10/07/26"), CaseState.PROBATION)


def test_who_has_no_way_on_record_is_on_probation_and_then_recognised_by_the_life_alone():
    alone = known(probation=replace(RECOGNISED.probation, ceremony=on("10/09/26")))
    told = [
        (one.told, one.admitted_on, one.recognised_on)
        for one in (after(of=alone, until=on(day)) for day in ("09/09/26", "10/09/26", "19/09/27", "20/09/27"))
    ]
    assert told == [
        (CaseState.PROBATION, None, None),
        (CaseState.PROBATION, on("10/09/26"), None),
        (CaseState.PROBATION, on("10/09/26"), None),
        (CaseState.RECOGNISED, on("10/09/26"), on("20/09/27")),
    ]
    assert (after(of=alone).told, after(*HELD, of=RECOGNISED).told) == (CaseState.RECOGNISED,) * 2
    assert after(*DECIDED, of=RECOGNISED).told == CaseState.DECIDED


def test_a_file_holds_its_papers_from_the_day_on_which_all_opinions_are_there():
    course = after(*FILED)
    assert (course.papers_on, course.introductions, course.union_resolution) == (on("10/05/26"), TOGETHER, "trade")
    course = after(*ALLOWED, step(K.FILE, "11/05/26", opinions=False))
    assert (course.papers_on, course.introductions, course.told) == (None, (), CaseState.FILE)


def test_an_applicant_is_what_the_profile_of_the_day_and_the_steps_tell():
    facts = {
        "part": "elder", "reads": True, "youth_union": False, "youth_cadre": True, "trade_union": True,
        "left_on": on("01/01/20"), "left_because": LeftBecause.LESSER_CRIME, "hardship": True,
        "cleared_on": on("01/01/21"), "readmitted_before": True, "special_case": True,
    }  # fmt: skip
    first = Profile(since=on("10/01/26"), born=on("01/01/90"), grade="5/10", area=Living.LOWLAND, **facts)
    later = Profile(since=on("10/08/26"), born=on("02/01/90"), diploma=True, special_papers=True)
    until_july = known(profiles=(first, later), official=lambda member, day: member == 2 or day < on("01/07/26"))
    steps = [*FILED, step(K.HELPER, "11/05/26", helper_id=1), step(K.HELPER, "12/05/26", helper_id=2)]
    steps += [consent("10/06/26"), consent("11/06/26", ConsentTo.EDUCATION)]
    course = after(*steps, of=until_july)
    papers = {
        "certificate_on": on("11/03/26"),
        "papers_on": on("10/05/26"),
        "introducers": (Introducer(True, on("01/01/20")), Introducer(True, on("01/01/20"), replacement=True)),
        "union_resolution": UnionResolution.TRADE,
        "consent": {ConsentTo.AGE},
    }
    told = {"born": on("01/01/90"), "grade": Grade(5, 10), "area": Living.LOWLAND, **facts}
    who = Applicant(**told, **papers)
    assert course.applicant_on(on("10/06/26")) == who
    both = {"consent": {ConsentTo.AGE, ConsentTo.EDUCATION}}
    assert course.applicant_on(on("10/06/26"), consents_until=on("11/06/26")) == replace(who, **both)
    assert course.applicant_on(on("10/06/26"), consents_until=on("10/08/26")) == replace(
        who, **both, special_papers=True
    )
    gone = papers | both | {"introducers": (Introducer(False, on("01/01/20")), papers["introducers"][1])}
    later = {
        "born": on("02/01/90"),
        "diploma": True,
        "special_papers": True,
        "area": Living.HIGHLAND,
        "left_because": "",
    }
    assert course.applicant_on(on("10/08/26")) == Applicant(**later, **gone)
    assert course.applicant_on(on("09/01/26")) == Applicant(**papers | {"consent": frozenset()})
    assert after().applicant_on(on("09/01/26")) == Applicant()
    months = replace(KNOWN.clocks, certificate_months_on=lambda day: 48 if day == on("11/03/26") else 60)
    assert after(*CLASSED, of=replace(KNOWN, clocks=months)).applicant_on(on("10/06/26")).certificate_months == 48


def test_what_lacks_goes_by_the_rules_and_choices_of_the_day():
    course = after(*FILED, of=known(profiles=(OVER_60,)))
    assert [one.lack for one in course.missing_on(on("10/06/26"))] == [Lack.OVER_60]
    course = after(*FILED, consent("11/06/26"), of=known(profiles=(OVER_60,)))
    assert [one.lack for one in course.missing_on(on("10/06/26"))] == [Lack.OVER_60]
    assert course.missing_on(on("10/06/26"), consents_until=on("11/06/26")) == []


LEFT = Profile(since=on("10/01/26"), born=on("01/01/90"), left_on=on("01/01/20"))
CRIME = {"since": on("10/01/26"), "left_on": on("01/01/20"), "left_because": LeftBecause.LESSER_CRIME}


@pytest.mark.parametrize(
    ("of", "waits"),
    [
        (KNOWN, None),
        (known(profiles=()), None),
        (known(profiles=(), probation=Probation(left_on=on("01/01/20"))), (on("01/01/20"), {})),
        (known(probation=Probation(left_on=on("01/01/20"))), None),  # as the office says of the person now
        (known(profiles=(LEFT, BORN)), None),
        (known(profiles=(BORN, LEFT)), (on("01/01/20"), {})),
        (known(profiles=(Profile(**CRIME),)), (on("01/01/20"), {})),
        (known(profiles=(Profile(**CRIME, cleared_on=on("31/12/17")),)), (on("01/01/20"), {})),
        (known(profiles=(Profile(**CRIME, cleared_on=on("02/01/18")),)), (on("02/01/18"), {"cleared": True})),
        (
            known(profiles=(Profile(**CRIME | {"left_because": "asked"}, cleared_on=on("02/01/18")),)),
            (on("01/01/20"), {}),
        ),
    ],
)
def test_another_admission_waits_for_what_ends_later_of_leaving_and_a_sentence(of, waits):
    assert after(of=of).starts() == ({Clock.READMISSION: waits} if waits else {})


def test_each_clock_runs_from_its_step_and_stops_with_the_step_that_it_asks_for():
    certificate, papers = (on("11/03/26"), on("11/03/31")), (on("10/05/26"), on("10/05/27"))
    admission, ceremony = (on("10/06/26"), on("12/08/26")), (on("10/08/26"), on("23/09/26"))
    considered, recognition = (on("10/09/26"), on("22/10/27")), (on("13/09/27"), on("25/10/27"))
    C = Clock

    def runs(*steps, of=KNOWN, day="10/09/27"):
        course = after(*steps, of=of)
        asked, running = course.starts(), course.running(on(day))
        open_still = {clock: one for clock, one in running.items() if one.met is None}
        assert course.running(on(day), met=False) == open_still
        return {clock: (asked[clock][0], one.last, one.met) for clock, one in running.items()}

    assert runs(*HELPED) == {}
    assert runs(*CLASSED) == {C.CERTIFICATE: (*certificate, None)}
    assert runs(*FILED) == {C.CERTIFICATE: (*certificate, None), C.PAPERS: (*papers, None)}
    voted = {C.CERTIFICATE: (*certificate, on("10/06/26")), C.PAPERS: (*papers, on("10/06/26"))}
    assert runs(*VOTED) == runs(*PASSED) == {**voted, C.ADMISSION: (*admission, None)}
    decided = {**voted, C.ADMISSION: (*admission, on("10/08/26"))}
    assert runs(*DECIDED) == {**decided, C.CEREMONY: (*ceremony, None)}
    held = {**decided, C.CEREMONY: (*ceremony, on("10/09/26"))}
    assert runs(*HELD, of=ADMITTED) == {**held, C.CONSIDERED: (*considered, None)}
    assert runs(*HELD, of=ADMITTED, day="09/09/26") == held  # not on probation yet
    ballots = [again("10/09/27", 2), again("13/09/27"), again("14/09/27", 2)]
    considered_then = {**held, C.CONSIDERED: (*considered, on("10/09/27"))}
    assert runs(*HELD, *ballots, of=ADMITTED) == {**considered_then, C.RECOGNITION: (*recognition, None)}
    met = {**considered_then, C.RECOGNITION: (*recognition, on("20/09/27"))}
    assert runs(*HELD, *ballots, of=RECOGNISED) == met
    assert runs(*HELD, of=RECOGNISED) == {**held, C.CONSIDERED: (*considered, on("20/09/27"))}
    assert runs(*HELD, of=RECOGNISED, day="20/09/27") == {**held, C.CONSIDERED: (*considered, on("20/09/27"))}
    assert runs(*VOTED, step(K.END, "11/06/26")) == voted
    assert runs(*HELD, *ballots, of=ADMITTED, day="09/09/26") == considered_then


def test_more_time_and_a_longer_probation_move_the_last_days():
    course = after(*VOTED, step(K.EXTEND, "11/06/26"))
    assert course.last_day(Clock.ADMISSION) == on("02/09/26")
    assert after(*VOTED, step(K.EXTEND, "11/06/26"), vote("12/06/26")).last_day(Clock.ADMISSION) == on("14/08/26")
    course = after(*PROLONGED, again("10/03/28"), more("11/03/28"), of=ADMITTED)
    reckoned = {clock: course.last_day(clock) for clock in (Clock.PROBATION, Clock.CONSIDERED, Clock.CARD)}
    assert reckoned == {
        Clock.PROBATION: on("10/03/28"),
        Clock.CONSIDERED: on("21/04/28"),
        Clock.CARD: on("22/10/26"),
    }
    assert course.last_day(Clock.RECOGNITION) == on("12/05/28")
    course = after(*PROLONGED, again("10/03/28"), more("11/03/28"), again("10/03/28", 2), of=ADMITTED)
    assert course.last_day(Clock.RECOGNITION) == on("12/05/28")
    assert course.last_day(Clock.READMISSION) is None


def test_a_clock_warns_from_ninety_days_before_and_is_over_on_the_day_after_its_last():
    open_still = Running(on("31/12/26"))
    days = ("01/10/26", "02/10/26", "31/12/26", "01/01/27")
    assert [open_still.urgency(on(day)) for day in days] == [
        Urgency.NONE, Urgency.WARNING, Urgency.WARNING, Urgency.RED
    ]  # fmt: skip
    assert [open_still.over(on(day)) for day in days] == [False, False, False, True]
    in_time, late = replace(open_still, met=on("31/12/26")), replace(open_still, met=on("01/01/27"))
    assert [(one.kept_late, one.over(on("02/01/27")), one.urgency(on("02/01/27"))) for one in (in_time, late)] == [
        (False, False, Urgency.NONE), (True, False, Urgency.NONE)
    ]  # fmt: skip
    assert not open_still.kept_late


def test_probation_lasts_from_the_first_day_of_a_span_to_the_one_before_its_end():
    spans = ((on("10/09/26"), on("12/09/26")), (on("14/09/26"), None))
    days = (f"{day:02}/09/26" for day in range(9, 16))
    assert [Probation(spans=spans).lasts_on(on(day)) for day in days] == [False, True, True, False, False, True, True]
