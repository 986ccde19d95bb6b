"""Cases of people on their way into the Party: who sees them, what is kept, what is put right, and how."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import TrailEntry
from accounts.roles import MAY, Do, Role
from cells import services as structure
from cells.enums import CellState
from development import services
from development.enums import About, Authority, CaseState, DossierItem, ItemState, Lack, StepKind
from development.models import Candidate, Step
from development.queries.cases import board_files, case_file, case_files, clock_files
from development.rules.course import StepRuleError
from members import services as people
from members.enums import EventKind
from members.queries import headcount
from reports.needs import needs_of
from tests.world import LONG_AGO, TODAY

PROPOSED, LISTED, CLASS, ALLOWED, FILED = (date(2026, month, 10) for month in (1, 2, 3, 4, 5))
VOTED, PASSED, DECIDED, HELD = (date(2026, month, 10) for month in (6, 7, 8, 9))


def propose(world, name="Hoàng Thị Mới", cell=None, **facts):
    facts = {"born": date(1990, 1, 1), "diploma": True} | facts
    about = {"full_name": name, "sex": "female"}
    return services.propose(cell=cell or world.cell, on=PROPOSED, case=about, facts=facts, by=world.office)


def step(world, candidate, kind, on, **facts):
    return services.take_step(candidate=candidate, kind=kind, on=on, by=world.office, **facts)


def on_the_way(world, until=DECIDED, **facts):
    """A case after its steps up to the day `until`."""
    candidate = propose(world, **facts)
    together = [(member, LONG_AGO) for member in world.members[:2]]
    steps = [
        (StepKind.LIST, LISTED, {}),
        (StepKind.HELPER, LISTED, {"helper": world.members[1]}),
        (StepKind.CLASS, CLASS, {"certificate_on": CLASS}),
        (StepKind.ALLOW, ALLOWED, {}),
        (StepKind.FILE, FILED, {"introducers": together}),
    ]
    for kind, on, told in steps:
        if on <= until:
            step(world, candidate, kind, on, **told)
    if until >= VOTED:
        services.vote_in_cell(candidate=candidate, on=VOTED, in_favour=4, by=world.office)
    if until >= PASSED:
        about = {"about": About.ADMISSION, "members": 5, "in_favour": 3, "body": Authority.STANDING}
        step(world, candidate, StepKind.COMMITTEE_VOTE, PASSED, **about)
    if until >= DECIDED:
        step(world, candidate, StepKind.DECIDE, DECIDED, paper_no="12-QĐ/ĐU", received_on=DECIDED)
    return Candidate.objects.get(pk=candidate.pk)


def state(candidate, day=None):
    return case_file(candidate).course(day).told


def test_the_ceremony_makes_a_member_with_the_decision_and_its_days(world):
    candidate = on_the_way(world)
    member = services.hold_ceremony(candidate=candidate, on=HELD, by=world.office)
    event = member.events.get()
    assert (event.kind, event.on, event.decision_no) == (EventKind.ADMIT, HELD, "12-QĐ/ĐU")
    assert (event.decision_on, event.received_on) == (DECIDED, DECIDED)
    assert (member.full_name, member.born.whole) == ("Hoàng Thị Mới", date(1990, 1, 1))
    assert headcount(cells=[world.cell], day=HELD).probationary == 2
    assert not Candidate.objects.open().filter(pk=candidate.pk).exists()


def test_where_the_life_refuses_the_ceremony_nothing_of_it_stays(world):
    candidate = on_the_way(world)
    people.end_cell(
        cell=world.cell, state=CellState.CLOSED, on=HELD, move_to=world.other_cell, despite="nhập", by=world.office
    )
    steps = Step.objects.count()
    with pytest.raises(StepRuleError):
        services.hold_ceremony(candidate=candidate, on=date(2026, 12, 24), by=world.office)  # late
    assert (Step.objects.count(), Candidate.objects.get(pk=candidate.pk).member) == (steps, None)


def test_a_vote_keeps_the_base_of_its_day(world):
    """Six members: one probationary, one exempt; four have a vote, and three are two thirds of them."""
    candidate = on_the_way(world, until=FILED)
    made = services.vote_in_cell(candidate=candidate, on=VOTED, in_favour=3, by=world.office)
    assert (made.base, made.present, made.in_favour) == (4, 4, 3)
    people.record(member=world.members[2], kind=EventKind.DIE, on=date(2026, 1, 2), despite="sót", by=world.office)
    assert Step.objects.get(pk=made.pk).base == 4
    assert state(candidate) == CaseState.CELL_VOTED


def test_what_is_missing_for_the_vote_is_told_of_the_case(world):
    candidate = on_the_way(world, until=FILED, born=date(1955, 1, 1), diploma=False)
    found = {lack.lack for lack in case_file(candidate).course().missing_on(VOTED)}
    assert found == {Lack.EDUCATION, Lack.OVER_60}
    services.learn(candidate=candidate, on=VOTED, diploma=True, by=world.office)
    assert {lack.lack for lack in case_file(candidate).course().missing_on(VOTED)} == {Lack.OVER_60}
    assert Lack.EDUCATION in {lack.lack for lack in case_file(candidate).course().missing_on(FILED)}


def test_a_hamlet_marked_highland_asks_for_primary_education(world):
    candidate = on_the_way(world, until=FILED, diploma=None, grade="5/12", hamlet=world.hamlet)
    assert {lack.lack for lack in case_file(candidate).course().missing_on(VOTED)} == {Lack.EDUCATION}
    world.hamlet.specially_difficult = True
    world.hamlet.save_checked()
    assert case_file(candidate).course().missing_on(VOTED) == []


def test_a_rule_is_let_pass_with_a_reason_and_a_fact_is_not(world):
    candidate = on_the_way(world, until=CLASS)
    with pytest.raises(StepRuleError) as refused:
        step(world, candidate, StepKind.FILE, FILED)
    assert refused.value.overridable
    assert step(world, candidate, StepKind.FILE, FILED, override="cấp trên cho phép").override
    with pytest.raises(StepRuleError) as refused:
        services.hold_ceremony(candidate=candidate, on=HELD, override="gấp", by=world.office)
    assert not refused.value.overridable


def test_a_step_of_the_past_must_fit_those_recorded_after_it(world):
    candidate = on_the_way(world, until=FILED)
    with pytest.raises(StepRuleError) as refused:
        step(world, candidate, StepKind.BACK, date(2026, 4, 20), to_state=CaseState.HELPER, because="vetting")
    assert "10/05/2026" in str(refused.value)
    assert state(candidate) == CaseState.FILE


def test_a_step_recorded_by_mistake_is_struck_out_and_the_case_follows(world):
    candidate = on_the_way(world, until=FILED)
    made = step(world, candidate, StepKind.HAND_OVER, VOTED, cell=world.other_cell)
    assert Candidate.objects.get(pk=candidate.pk).cell == world.other_cell
    services.strike_step(step=made, reason="nhầm chi bộ", by=world.office)
    assert Candidate.objects.get(pk=candidate.pk).cell == world.cell
    for kind in (StepKind.ALLOW, StepKind.PROPOSE):
        with pytest.raises(StepRuleError):
            services.strike_step(step=candidate.steps.get(kind=kind), reason="nhầm", by=world.office)
    with pytest.raises(StepRuleError):
        services.strike_step(step=made, reason="lại", by=world.office)


def test_the_ceremony_is_put_right_in_the_life_and_may_be_held_anew(world):
    candidate = on_the_way(world)
    member = services.hold_ceremony(candidate=candidate, on=HELD, by=world.office)
    with pytest.raises(StepRuleError):
        services.strike_step(step=candidate.steps.get(kind=StepKind.CEREMONY), reason="nhầm", by=world.office)
    people.correct(event=member.events.get(), reason="chưa tổ chức", despite="sót", by=world.office)
    candidate = Candidate.objects.get(pk=candidate.pk)
    assert state(candidate) == CaseState.DECIDED
    about = {"on": date(2026, 9, 11), "despite": "sót", "by": world.office}
    assert services.hold_ceremony(candidate=candidate, **about) == member
    assert state(candidate, HELD) == CaseState.DECIDED
    assert state(candidate) == CaseState.PROBATION


def test_one_person_has_one_case_at_a_time(world):
    first = propose(world)
    with pytest.raises(StepRuleError):
        propose(world, name="hoàng thị mới")
    propose(world, born=date(1991, 1, 1))  # somebody else of that name
    step(world, first, StepKind.END, LISTED, because="withdrawn")
    again = propose(world)
    assert (again.earlier, state(first), state(again)) == (first, CaseState.ENDED, CaseState.PROPOSED)


@pytest.mark.parametrize(
    ("born", "elsewhere", "same"),
    [
        *((date(1990, 1, 1), False, True), (date(1990, 1, 1), True, True), (date(1990, 1, 2), False, False)),
        *((None, False, True), (None, True, False)),
    ],
)
def test_an_ended_case_is_the_earlier_one_of_whoever_may_be_that_person(world, sign_in, born, elsewhere, same):
    first = propose(world, cell=world.other_cell if elsewhere else world.cell)
    step(world, first, StepKind.END, LISTED, because="withdrawn")
    again = propose(world, name="Hoàng thị mới", born=born)
    assert again.earlier_id == (first.pk if same else None)
    page = sign_in(world.secretary).get(again.get_absolute_url()).content.decode()
    assert (first.get_absolute_url() in page) == (same and not elsewhere)  # only where it opens to the reader


def test_a_service_takes_the_fields_of_its_kind_alone(world):
    candidate = propose(world)
    for wrong in ({"base": 9}, {"struck": True}, {"helper": world.member}):
        with pytest.raises(TypeError):
            step(world, candidate, StepKind.LIST, LISTED, **wrong)
    with pytest.raises(TypeError):
        step(world, candidate, StepKind.CEREMONY, HELD)


@pytest.mark.parametrize(
    ("account", "own", "handed_over"),
    [
        ("office", True, True),
        ("leader", True, True),
        ("secretary", True, False),
        ("in_charge", True, False),
        ("admin", False, False),
        ("inspection", False, False),
        ("upper", False, False),
        ("outsider", False, False),
        ("nobody", False, False),
    ],
)
def test_a_case_is_open_to_whom_it_concerns_and_where_it_is_handled(world, account, own, handed_over):
    candidate, user = on_the_way(world, until=FILED), getattr(world, account)
    seen = lambda: Candidate.objects.visible_to(user).filter(pk=candidate.pk).exists()  # noqa: E731
    assert seen() == own
    made = step(world, candidate, StepKind.HAND_OVER, VOTED, cell=world.other_cell)
    assert seen() == handed_over
    assert Step.objects.visible_to(user).filter(pk=made.pk).exists() == handed_over
    assert candidate.steps.filter(cell=world.cell).exists()  # its history keeps their name


def test_only_the_office_records_what_the_committee_decides_and_only_an_administrator_lets_pass():
    assert {role for role in Role if Do.DECIDE_CANDIDATES in MAY[role]} == {Role.OFFICE}
    assert {role for role in Role if Do.EDIT_CANDIDATES in MAY[role]} == {Role.OFFICE, Role.SECRETARY}
    assert {role for role in Role if Do.LET_PASS in MAY[role]} == {Role.ADMIN}


def test_cases_follow_the_cell_that_takes_over_with_their_votes(world):
    candidate, ended = on_the_way(world, until=VOTED), propose(world, name="Lý Thị Thôi")
    step(world, ended, StepKind.END, LISTED, because="moved away")
    people.end_cell(cell=world.cell, state=CellState.MERGED, on=PASSED, move_to=world.other_cell, by=world.office,
                    despite="nhập")  # fmt: skip
    candidate, ended = (Candidate.objects.get(pk=one.pk) for one in (candidate, ended))
    assert (candidate.cell, state(candidate)) == (world.other_cell, CaseState.CELL_VOTED)
    assert ended.cell == world.cell


def test_an_item_of_the_dossier_that_is_not_needed_says_why(world):
    candidate = propose(world)
    about = {"candidate": candidate, "kind": DossierItem.UNION, "by": world.office}
    with pytest.raises(ValidationError):
        services.keep_item(state=ItemState.NOT_APPLICABLE, **about)
    services.keep_item(state=ItemState.NOT_APPLICABLE, reason="không có tổ chức Đoàn", **about)
    services.keep_item(state=ItemState.HAVE, on=FILED, **about)
    assert candidate.items.get().on == FILED


def test_what_is_read_for_lists_and_last_days_tells_of_a_case_what_the_whole_file_tells(
    world, django_assert_num_queries
):
    cases = [on_the_way(world), propose(world, name="Nông Thị Một"), on_the_way(world, until=VOTED, name="Lý Văn Hai")]
    services.hold_ceremony(candidate=cases[0], on=HELD, by=world.office)
    cases = list(Candidate.objects.filter(pk__in=[one.pk for one in cases]))

    def told(files, **asked):
        courses = [file.course() for file in files]
        return [(one.told, one.cell, one.running(TODAY), *(ask(one) for ask in asked.values())) for one in courses]

    shown = {"helper": lambda one: one.helper_on(TODAY), "born": lambda one: one.known.profile_on(TODAY)}
    whole, lists, clocks = case_files(cases), board_files(cases), clock_files(cases)
    with django_assert_num_queries(0):
        assert told(lists, **shown) == told(whole, **shown)
        assert told(clocks) == told(whole)
        for file in whole:
            met = file.course().running(TODAY)
            open_still = {clock: one for clock, one in met.items() if one.met is None}
            assert file.course().running(TODAY, met=False) == open_still


def test_many_cases_ask_no_more_questions_than_one(world):
    one = on_the_way(world)

    def asked(candidates):
        with CaptureQueriesContext(connection) as made:
            assert all(file.course().told for file in case_files(candidates))
        return len(made)

    asked([one])
    few = asked([one])
    others = [one, *(propose(world, name=f"Nông Thị {n}") for n in range(4))]
    services.hold_ceremony(candidate=one, on=HELD, by=world.office)
    assert asked(others) <= few + 2  # of those who are members by now


def test_every_step_leaves_its_trail(world):
    candidate = propose(world)
    entry = TrailEntry.objects.filter(subject_kind="development.step").latest("pk")
    assert (entry.action, entry.account, entry.commune) == ("created", world.office, world.commune.pk)
    assert candidate.looks_leave_a_trail


def test_a_case_whose_cell_ends_without_a_successor_is_to_be_handed_on(world):
    cell = structure.found_cell(commune=world.commune, name="Chi bộ Mới", founded_on=LONG_AGO, by=None)
    case = propose(world, cell=cell)
    people.end_cell(cell=cell, state=CellState.CLOSED, on=HELD, by=world.office)
    [need] = cases_to_hand_on(world)
    assert need.url == reverse("development:candidate-step", args=[case.pk, "hand_over"])
    assert need.text == "Quần chúng Hoàng Thị Mới vẫn do Chi bộ Mới theo dõi, chi bộ này đã kết thúc."
    step(world, case, StepKind.HAND_OVER, TODAY, cell=world.cell)
    assert cases_to_hand_on(world) == []


def cases_to_hand_on(world):
    """What the home page of the office says is to be handed on."""
    return [need for group in needs_of(world.office, TODAY) if group.key == "hand-on" for need in group.needs]
