"""The rating of a year: who is rated, how many may be excellent, the three steps, and their pages."""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from common.errors import RuleError
from common.partial import PartialDate
from common.periods import Period
from members import services
from members.enums import CapBase, DisciplineForm, EventKind, LeftOut, Level
from members.models import CellRating, MemberRating, RatingRules
from members.queries.rating import (
    Ratings,
    cell_ratings,
    excellent_at_most,
    lines_of,
    rating_day,
    ratings_of,
    why_left_out,
)
from reports.tables.discipline import discipline as measures_table
from tests.world import TODAY, admit, cell, happen, join, publish

RULES = RatingRules()
DECISION = {"decision_no": "90-QĐ/ĐU", "decided_on": date(2026, 11, 20), "today": TODAY, "by": None}


def proposed(**counts):
    return dict.fromkeys(Level, 0) | {Level(name): count for name, count in counts.items()}


@pytest.mark.parametrize(
    ("good", "at_most"), [(0, 0), (4, 0), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3), (299, 59), (300, 60)]
)
def test_a_fifth_of_those_proposed_as_good_may_be_excellent_rounded_down(good, at_most):
    assert excellent_at_most(proposed(good=good, excellent=50, done=7, not_done=1), RULES) == at_most


@pytest.mark.parametrize(
    ("percent", "base", "at_most"),
    [
        (20, CapBase.GOOD, 2),
        (20, CapBase.GOOD_AND_ABOVE, 3),
        (0, CapBase.GOOD, 0),
        (100, CapBase.GOOD, 14),
        (25, CapBase.GOOD, 3),
    ],
)
def test_share_and_base_of_excellent_ratings_are_those_of_the_rules(percent, base, at_most):
    rules = RatingRules(excellent_percent=percent, excellent_base=base)
    assert excellent_at_most(proposed(good=14, excellent=1), rules) == at_most


@pytest.mark.parametrize(
    ("ceremony", "left_out"),
    [
        (None, None),
        (date(1990, 2, 3), None),
        (date(2026, 6, 30), None),
        (date(2026, 7, 1), LeftOut.NEW),
        (date(2026, 12, 31), LeftOut.NEW),
    ],
)
def test_who_is_in_the_party_for_less_than_six_months_is_not_rated(ceremony, left_out):
    assert why_left_out(day=date(2026, 12, 31), exempt=False, party_since=ceremony, rules=RULES) == left_out


@pytest.mark.parametrize(("months", "left_out"), [(0, None), (1, LeftOut.NEW)])
def test_the_months_before_a_rating_are_those_of_the_rules(months, left_out):
    rules = RatingRules(months_before_rating=months)
    day = date(2026, 12, 31)
    assert why_left_out(day=day, exempt=False, party_since=day, rules=rules) == left_out
    assert why_left_out(day=day, exempt=True, party_since=date(1990, 1, 1), rules=rules) == LeftOut.EXEMPT


def left_out(world, year, today):
    """{name: LeftOut or None} of the members of the cell."""
    lines = lines_of(cells=[world.cell], year=year, today=today, rules=RULES)[world.cell.pk]
    return {line.member.full_name: line.left_out for line in lines}


@pytest.mark.parametrize(
    ("since", "until", "answer"),
    [
        (date(2025, 12, 31), None, LeftOut.EXEMPT),
        (date(2026, 1, 1), None, None),
        (date(2025, 3, 1), date(2025, 12, 31), None),
        (date(2025, 3, 1), date(2026, 1, 1), LeftOut.EXEMPT),
    ],
)
def test_it_is_the_last_day_of_the_year_on_which_an_exemption_counts(world, since, until, answer):
    happen(world.member, EventKind.EXEMPT, since, until=until)
    assert left_out(world, 2025, TODAY)[world.member.full_name] == answer


def test_in_the_running_year_it_is_today_that_counts(world):
    happen(world.member, EventKind.EXEMPT, TODAY)
    admit(world.cell, "Bế Thị Vừa Đủ", date(2026, 5, 24))
    admit(world.cell, "Bế Thị Chưa Đủ", date(2026, 5, 25))
    found = left_out(world, 2026, TODAY)
    assert found == {
        "Nông Văn An": LeftOut.EXEMPT,
        "Hoàng Thị Ánh": None,
        "Lý Minh Ân": None,
        "Triệu Văn Bình": None,
        "Đàm Quốc Dũng": LeftOut.EXEMPT,
        "Lục Văn Đức": None,
        "Bế Thị Vừa Đủ": None,
        "Bế Thị Chưa Đủ": LeftOut.NEW,
    }


def test_rated_is_who_is_in_the_headcount_away_members_too_guests_and_those_who_left_not(world):
    away, dead, *_others = world.members[1:]
    happen(away, EventKind.GO_AWAY, date(2026, 6, 1), until=date(2027, 1, 1), place="Hà Nội")
    happen(dead, EventKind.DIE, date(2026, 11, 24))
    happen(world.other_members[1], EventKind.GO_AWAY, date(2026, 6, 1), until=date(2027, 1, 1), cell=world.cell)
    join(world.cell, "Tô Văn Mới Đến", on=TODAY, kind=EventKind.ARRIVE)
    names = set(left_out(world, 2026, TODAY))
    assert away.full_name in names
    assert "Tô Văn Mới Đến" in names
    assert not {dead.full_name, world.other_members[1].full_name} & names
    assert dead.full_name in left_out(world, 2026, date(2026, 11, 23))


def test_who_was_admitted_again_is_new_from_then_on(world):
    member = world.members[1]
    happen(member, EventKind.REMOVE_NAME, date(2020, 1, 1))
    happen(member, EventKind.READMIT, date(2026, 9, 1), cell=world.cell)
    assert left_out(world, 2026, TODAY)[member.full_name] == LeftOut.NEW
    assert left_out(world, 2019, TODAY)[member.full_name] is None  # in the years before


def test_who_is_away_suspended_or_prosecuted_is_rated(world):
    away, suspended, prosecuted = world.members[1:4]
    happen(away, EventKind.GO_AWAY, date(2026, 9, 1), until=date(2027, 1, 1))
    happen(suspended, EventKind.SUSPEND, TODAY, until=date(2026, 12, 24))
    happen(prosecuted, EventKind.PROSECUTE, TODAY)
    found = left_out(world, 2026, TODAY)
    assert [found[member.full_name] for member in (away, suspended, prosecuted)] == [None] * 3


def crowd(world, count):
    """`count` more members of the other cell."""
    return [join(world.other_cell, f"Vi Văn {number}") for number in range(count)]


def propose(cell, levels, year=2026, **facts):
    """`levels` {member: Level}."""
    changes = {member.pk: {"proposed_level": level} | facts for member, level in levels.items()}
    return services.rate_members(cell=cell, year=year, changes=changes, today=TODAY, by=None)


def decide(cell, levels, reason="", year=2026, **facts):
    """`levels` {member: Level}."""
    decided = {member.pk: (level, reason) for member, level in levels.items()}
    return services.decide_members(cell=cell, year=year, levels=decided, **DECISION | facts)


def ratings(world, year=2026):
    return ratings_of(commune=world.commune, year=year, today=TODAY, rules=RULES)


def test_no_more_are_decided_excellent_in_the_commune_than_its_share(world):
    members = crowd(world, 18)
    good, best = members[:15], members[15:]
    propose(world.other_cell, dict.fromkeys(good, Level.GOOD) | dict.fromkeys(best, Level.EXCELLENT))
    mine = dict.fromkeys(world.members[:2], Level.EXCELLENT)
    propose(world.cell, mine)
    decide(world.cell, mine)
    with pytest.raises(RuleError) as error:
        decide(world.other_cell, dict.fromkeys(best[:2], Level.EXCELLENT))
    sentence = str(error.value)
    assert "3" in sentence
    assert "15" in sentence
    assert "4" in sentence
    decide(world.other_cell, {best[0]: Level.EXCELLENT})
    found = ratings(world)
    assert (found.base, found.at_most, found.excellent, found.too_many) == (15, 3, 3, False)
    decide(world.other_cell, {best[0]: Level.GOOD, best[1]: Level.EXCELLENT}, reason="Đổi")
    assert ratings(world).excellent == 3


def test_where_too_many_are_excellent_after_the_rules_changed_fewer_can_be_decided(world):
    members = crowd(world, 7)
    propose(world.other_cell, dict.fromkeys(members[:5], Level.GOOD) | dict.fromkeys(members[5:], Level.EXCELLENT))
    decide(world.other_cell, {members[5]: Level.EXCELLENT})
    publish(RatingRules, world.commune, date(2026, 1, 1), excellent_percent=0)
    with pytest.raises(RuleError):
        decide(world.other_cell, {members[6]: Level.EXCELLENT})
    decide(world.other_cell, {members[0]: Level.GOOD})
    decide(world.other_cell, {members[5]: Level.GOOD}, reason="Vượt tỷ lệ")


def test_a_proposal_for_somebody_not_rated_any_more_counts_in_no_share(world):
    members = crowd(world, 5)
    propose(world.other_cell, dict.fromkeys(members, Level.GOOD))
    assert ratings(world).at_most == 1
    happen(members[0], EventKind.EXEMPT, TODAY)
    found = ratings(world)
    assert (found.levels[Level.GOOD], found.at_most) == (4, 0)


@pytest.mark.parametrize(
    ("level", "reason", "facts", "word"),
    [
        (Level.DONE, "", {}, "Nông Văn An"),
        (Level.GOOD, "", {"decision_no": ""}, "quyết định"),
        (Level.GOOD, "", {"year": 2027}, "2027"),
    ],
)
def test_a_decision_needs_a_number_a_year_that_has_come_and_a_reason_where_it_differs(
    world, level, reason, facts, word
):
    propose(world.cell, {world.member: Level.GOOD})
    with pytest.raises(RuleError) as error:
        decide(world.cell, {world.member: level}, reason, **facts)
    assert word in str(error.value)
    assert MemberRating.objects.get().decided_level == ""
    decide(world.cell, {world.member: Level.DONE}, "Chậm việc")
    rating = MemberRating.objects.get()
    assert (rating.level, rating.reason, rating.decision_no) == (Level.DONE, "Chậm việc", "90-QĐ/ĐU")


def test_nobody_is_decided_before_being_proposed_nor_proposed_after_being_decided(world):
    with pytest.raises(RuleError):
        decide(world.cell, {world.member: Level.GOOD})
    propose(world.cell, {world.member: Level.GOOD})
    decide(world.cell, {world.member: Level.GOOD})
    with pytest.raises(RuleError):
        propose(world.cell, {world.member: Level.DONE})


def test_who_is_exempt_new_or_of_another_cell_is_not_rated(world):
    new = admit(world.cell, "Bế Thị Mới", date(2026, 10, 1))
    for member in (world.members[-2], new, world.other_members[0], world.foreign_member):
        with pytest.raises(RuleError):
            propose(world.cell, {member: Level.GOOD})
    assert not MemberRating.objects.exists()


@pytest.mark.parametrize(
    ("in_favour", "votes", "right"),
    [(14, 14, True), (0, 14, True), (15, 14, False), (None, 14, False), (3, None, False)],
)
def test_votes_are_entered_as_so_many_of_so_many(world, in_favour, votes, right):
    facts = {"in_favour": in_favour, "votes": votes}
    if right:
        assert propose(world.cell, {world.member: Level.GOOD}, **facts)[0].votes == votes
        return
    with pytest.raises(RuleError):
        propose(world.cell, {world.member: Level.GOOD}, **facts)


def test_not_fulfilling_the_tasks_for_the_second_year_running_is_told(world):
    first, second = world.members[:2]
    for member in (first, second):
        propose(world.cell, {member: Level.NOT_DONE}, year=2025)
    decide(world.cell, {first: Level.NOT_DONE}, year=2025)
    propose(world.cell, {first: Level.NOT_DONE, second: Level.NOT_DONE})
    told = {line.member: line.twice_not_done for line in ratings(world).lines[world.cell.pk]}
    assert told[first]
    assert not told[second], "last year's was only proposed"
    propose(world.cell, {first: Level.DONE})
    assert not any(line.twice_not_done for line in ratings(world).lines[world.cell.pk])


def discipline(member, effective_on, on=None):
    return services.discipline(
        member=member, form=DisciplineForm.REPRIMAND, on=on or effective_on, effective_on=effective_on, by=None
    )


@pytest.mark.parametrize(
    ("on", "best"),
    [
        (date(2024, 12, 31), None),
        (date(2025, 1, 1), Level.DONE),
        (date(2025, 12, 31), Level.DONE),
        (date(2026, 1, 1), None),
    ],
)
def test_a_discipline_that_took_effect_in_the_year_bars_the_better_levels(world, on, best):
    discipline(world.member, on)
    found = ratings(world, 2025).lines[world.cell.pk]
    assert {line.member: line.best for line in found} == dict.fromkeys([line.member for line in found]) | {
        world.member: best
    }


def test_it_is_the_day_of_effect_that_counts_and_not_the_day_of_the_decision(world):
    discipline(world.member, date(2026, 1, 2), on=date(2025, 12, 30))
    assert ratings(world, 2025).lines[world.cell.pk][0].best is None
    assert ratings(world, 2026).lines[world.cell.pk][0].best == Level.DONE


@pytest.mark.parametrize(("today", "best"), [(date(2026, 11, 30), None), (date(2026, 12, 1), Level.DONE)])
def test_in_the_running_year_a_discipline_bars_from_the_day_of_its_effect_on(world, today, best):
    discipline(world.member, date(2026, 12, 1), on=TODAY)
    found = ratings_of(commune=world.commune, year=2026, today=today, rules=RULES).lines[world.cell.pk]
    assert [line.best for line in found if line.member == world.member] == [best]


def test_a_discipline_that_was_lifted_or_struck_bars_nothing(world):
    lifted, struck = discipline(world.members[0], date(2026, 2, 1)), discipline(world.members[1], date(2026, 2, 1))
    services.lift_discipline(discipline=lifted, on=TODAY, lifted_by="Giải quyết khiếu nại", by=None)
    services.strike(decision=struck, reason="Nhầm người", by=None)
    assert not any(line.best for line in ratings(world).lines[world.cell.pk])
    propose(world.cell, dict.fromkeys(world.members[:2], Level.GOOD))


@pytest.mark.parametrize(("lifted", "best"), [(date(2025, 12, 31), None), (date(2026, 1, 1), Level.DONE)])
def test_a_discipline_bars_until_it_was_lifted_by_the_day_of_the_rating(world, lifted, best):
    measure = discipline(world.member, date(2025, 2, 1))
    services.lift_discipline(discipline=measure, on=lifted, lifted_by="Giải quyết khiếu nại", by=None)
    assert {line.best for line in ratings(world, 2025).lines[world.cell.pk] if line.member == world.member} == {best}


@pytest.mark.parametrize(("year", "best"), [(2025, Level.DONE), (2026, None)])
def test_a_discipline_that_a_complaint_changed_bars_in_its_first_year_only(year, best, world):
    measure = discipline(world.member, date(2025, 2, 1))
    change = {"form": "warning", "on": date(2026, 1, 1), "body": "Cấp trên", "decision_no": "1-QĐ/TU"}
    services.change_discipline(measure=measure, by=None, **change)
    assert {line.best for line in ratings(world, year).lines[world.cell.pk] if line.member == world.member} == {best}


def test_a_changed_form_that_is_lifted_too_or_was_entered_by_mistake_leaves_what_it_replaced(world):
    """The one bars nothing any more; after the other the form before holds again, and can be lifted itself."""
    change = {"form": "warning", "on": date(2026, 5, 1), "body": "Cấp trên", "decision_no": "1-QĐ/TU", "by": None}
    lift = {"on": TODAY, "lifted_by": "2-QĐ/TU", "by": None}
    measures = [discipline(member, date(2026, 2, 1)) for member in world.members[:2]]
    changed = [services.change_discipline(measure=measure, **change) for measure in measures]

    def barred():
        return [line.member for line in ratings(world).lines[world.cell.pk] if line.best]

    services.lift_discipline(discipline=changed[0], **lift)
    services.strike(decision=changed[1], reason="Nhầm", by=None)
    assert barred() == [world.members[1]]
    services.lift_discipline(discipline=measures[1], **lift)
    assert barred() == []
    table = measures_table(user=world.inspection, period=Period("Y", 2026), by="body", today=TODAY)
    assert table.subtitle == "2 trường hợp đã xóa đến hôm nay."


def test_lines_stand_by_cell_in_name_order_with_names_told_apart_and_cost_the_same(world, django_assert_num_queries):
    join(world.other_cell, "Bế Văn Hà", born=PartialDate("1958"))
    with django_assert_num_queries(5):
        found = lines_of(cells=[world.cell, world.other_cell], year=2026, today=TODAY, rules=RULES)
        told = {pk: [(line.name, line.cell_id, line.member.full_name) for line in lines] for pk, lines in found.items()}
    first, second = [line.name for line in found[world.other_cell.pk] if line.member.full_name == "Bế Văn Hà"]
    assert first != second
    names = [[name.partition(" (")[0] for name, *_place in lines] for lines in told.values()]
    assert names == [
        ["Nông Văn An", "Hoàng Thị Ánh", "Lý Minh Ân", "Triệu Văn Bình", "Đàm Quốc Dũng", "Lục Văn Đức"],
        ["Bế Văn Hà", "Bế Văn Hà", "Mã Thị Lan", "Chu Văn Sơn", "Tô Văn Tài"],
    ]
    assert {pk: {cell for _name, cell, _full_name in lines} for pk, lines in told.items()} == {pk: {pk} for pk in found}


@pytest.mark.parametrize(
    ("person", "left_out"),
    [
        ({"ceremony_on": PartialDate("2026-05-24"), "decided_on": PartialDate("2026-07-01")}, None),
        ({"ceremony_on": PartialDate("2026-05-25"), "decided_on": PartialDate("2020-07-01")}, LeftOut.NEW),
        ({"decided_on": PartialDate("2026-05-25")}, LeftOut.NEW),
        ({"decided_on": PartialDate("2026-05")}, None),  # the first day that is meant
        ({}, None),
    ],
)
def test_months_before_a_rating_count_from_the_ceremony_else_from_the_decision(world, person, left_out):
    join(world.cell, "Vi Văn Mới", **person)
    lines = lines_of(cells=[world.cell], year=2026, today=TODAY, rules=RULES)[world.cell.pk]
    assert [line.left_out for line in lines if line.member.full_name == "Vi Văn Mới"] == [left_out]


@pytest.mark.parametrize(
    ("year", "today", "day"),
    [
        (2025, TODAY, date(2025, 12, 31)),
        (2026, TODAY, TODAY),
        (2026, date(2026, 12, 31), date(2026, 12, 31)),
        (2026, date(2027, 1, 1), date(2026, 12, 31)),
    ],
)
def test_the_day_of_the_rating_is_the_last_of_the_year_or_today(year, today, day):
    assert rating_day(year, today) == day


def test_only_the_year_before_makes_a_second_one_running(world):
    for year in (2023, 2025):
        propose(world.cell, {world.member: Level.NOT_DONE}, year=year)
        decide(world.cell, {world.member: Level.NOT_DONE}, year=year)
    told = {year: ratings(world, year).lines[world.cell.pk] for year in (2023, 2024, 2025)}
    assert [[line.twice_not_done for line in lines] for lines in told.values()] == [[False] * 6] * 3
    assert [[line.rating for line in lines if line.rating] for lines in told.values()] == [
        [MemberRating.objects.get(year=2023)],
        [],
        [MemberRating.objects.get(year=2025)],
    ]


def test_ratings_of_a_commune_are_those_of_its_cells_and_count_the_excellent_that_are_decided(world):
    levels = dict(zip(world.members[:4], Level, strict=True))
    propose(world.cell, levels)
    propose(world.other_cell, {world.other_members[0]: Level.GOOD})
    propose(world.foreign_cell, {world.foreign_member: Level.GOOD})
    found = ratings(world)
    assert set(found.lines) == {world.cell.pk, world.other_cell.pk}
    assert found.levels == dict.fromkeys(Level, 1) | {Level.GOOD: 2}
    assert (found.excellent, found.base, found.at_most, found.too_many) == (0, 2, 0, False)
    more = Ratings({}, {}, excellent=3, base=10, at_most=2)
    assert (more.too_many, Ratings({}, {}, excellent=2, base=10, at_most=2).too_many) == (True, False)


def test_ratings_of_cells_are_of_the_year_and_the_cells_that_are_asked_for(world):
    cells = [world.cell, world.other_cell]
    for year in (2025, 2026):
        facts = {cell.pk: {"proposed_level": Level.GOOD} for cell in cells}
        services.rate_cells(cells=cells, year=year, changes=facts, today=TODAY, by=None)
    for year in (2025, 2026):
        rating = CellRating.objects.get(cell=world.cell, year=year)
        assert cell_ratings(cells=[world.cell], year=year) == {world.cell.pk: rating}


def refusal(cell, member, level):
    try:
        propose(cell, {member: level})
    except RuleError as error:
        return str(error)


@pytest.mark.parametrize(
    ("best", "refused"),
    [
        (Level.GOOD, [Level.EXCELLENT]),
        (Level.DONE, [Level.EXCELLENT, Level.GOOD]),
        (Level.NOT_DONE, [Level.EXCELLENT, Level.GOOD, Level.DONE]),
        (Level.EXCELLENT, []),
    ],
)
def test_the_best_level_after_a_discipline_is_that_of_the_rules(world, best, refused):
    publish(RatingRules, world.commune, date(2026, 1, 1), best_after_discipline=best)
    discipline(world.member, date(2026, 2, 1))
    sentence = f"{world.member} được xếp cao nhất là “{best.label}”."
    answers = {level: refusal(world.cell, world.member, level) for level in Level}
    assert answers == {level: sentence if level in refused else None for level in Level}


def test_what_was_proposed_before_the_discipline_is_told_and_decided_lower(world):
    propose(world.cell, {world.member: Level.GOOD})
    discipline(world.member, TODAY)
    assert [line.member for line in ratings(world).lines[world.cell.pk] if line.too_good] == [world.member]
    with pytest.raises(RuleError):
        decide(world.cell, {world.member: Level.GOOD})
    decide(world.cell, {world.member: Level.DONE}, "Theo quy định")
    assert not any(line.too_good for line in ratings(world).lines[world.cell.pk])


@pytest.mark.parametrize(("kind", "model"), [("rating", MemberRating), ("cell-rating", CellRating)])
def test_a_rating_that_should_not_be_is_struck_out_with_a_reason_and_the_year_is_free_again(
    kind, model, world, sign_in
):
    about = {"cell": world.cell, "year": 2026} | ({"member": world.member} if model is MemberRating else {})
    made = model.objects.create(**about, proposed_level=Level.GOOD)
    answer = sign_in(world.office).post(reverse("members:strike", args=[kind, made.pk]), {"reason": "nhầm người"})
    made.refresh_from_db()
    assert (answer.status_code, made.struck, made.struck_reason) == (302, True, "nhầm người")
    assert cell_ratings(cells=[world.cell], year=2026) == {}
    assert all(
        line.rating is None for line in lines_of(cells=[world.cell], year=2026, today=TODAY, rules=RULES)[world.cell.pk]
    )
    model.objects.create(**about, proposed_level=Level.DONE)


def test_cells_are_rated_and_decided_like_members(world):
    cells = [world.cell, world.other_cell]
    facts = {world.cell.pk: {"self_level": Level.EXCELLENT, "proposed_level": Level.GOOD, "in_favour": 5, "votes": 6}}
    services.rate_cells(cells=cells, year=2026, changes=facts, today=TODAY, by=None)
    for pk in (world.cell.pk, world.other_cell.pk):
        with pytest.raises(RuleError):
            services.decide_cells(cells=cells, year=2026, levels={pk: (Level.DONE, "")}, **DECISION)
    services.decide_cells(cells=cells, year=2026, levels={world.cell.pk: (Level.GOOD, "")}, **DECISION)
    rating = CellRating.objects.get()
    assert (rating.cell, rating.self_level, rating.level, rating.in_favour, rating.votes) == (
        world.cell, Level.EXCELLENT, Level.GOOD, 5, 6,
    )  # fmt: skip


def test_a_cell_that_was_not_at_work_on_the_day_of_the_rating_is_not_rated(world):
    facts = {world.cell.pk: {"proposed_level": Level.GOOD}}
    with pytest.raises(RuleError):
        services.rate_cells(cells=[world.cell], year=2014, changes=facts, today=TODAY, by=None)
    services.rate_cells(cells=[world.cell], year=2015, changes=facts, today=TODAY, by=None)


# Pages


def form_of(world, field, value, member=None, was=""):
    name = f"rate-{(member or world.member).pk}-{field}"
    return {name: value, f"was-{name}": was}


@pytest.fixture
def rate(world):
    return reverse("members:rate", args=[world.cell.pk]) + "?year=2026"


@pytest.fixture
def decide_url(world):
    return reverse("members:decide", args=[world.cell.pk]) + "?year=2026"


def test_a_secretary_enters_own_and_proposed_ratings_of_the_cell(world, sign_in, rate):
    typed = form_of(world, "self_level", "excellent") | form_of(world, "proposed_level", "good")
    typed |= form_of(world, "in_favour", "4") | form_of(world, "votes", "5")
    answer = sign_in(world.secretary).post(rate, typed)
    assert answer.headers["Location"] == f"{reverse('members:ratings')}?year=2026&cell={world.cell.pk}"
    rating = MemberRating.objects.get()
    assert (rating.self_level, rating.proposed_level, rating.in_favour, rating.votes, rating.cell) == (
        "excellent", "good", 4, 5, world.cell,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("self_level", "x"),
        ("proposed_level", "superb"),
        ("in_favour", "abc"),
        ("in_favour", "-1"),
        ("votes", "1000"),
        ("votes", "5"),
        ("votes", "9" * 300),
    ],
)
def test_a_wrong_entry_is_told_in_its_row_and_nothing_is_saved(world, sign_in, rate, field, value):
    right = form_of(world, "proposed_level", "good", member=world.members[1])
    page = sign_in(world.secretary).post(rate, right | form_of(world, field, value))
    assert page.status_code == 200
    row = next(row.form for row in page.context["rows"] if row.form.subject == world.member)
    assert list(row.errors) == [field]
    assert row[field].value() == value
    assert page.context["form"].non_field_errors()
    assert not MemberRating.objects.exists()


def test_two_people_who_fill_in_one_page_keep_what_the_other_wrote(world, sign_in, rate):
    secretary, office = sign_in(world.secretary), sign_in(world.office)
    secretary.post(rate, form_of(world, "proposed_level", "good"))
    office.post(rate, form_of(world, "proposed_level", "done", member=world.members[1]))
    office.post(rate, form_of(world, "self_level", "done"))
    levels = {r.member_id: (r.self_level, r.proposed_level) for r in MemberRating.objects.all()}
    assert levels == {world.member.pk: ("done", "good"), world.members[1].pk: ("", "done")}
    clash = office.post(rate, form_of(world, "proposed_level", "not_done"))
    row = next(row.form for row in clash.context["rows"] if row.form.subject == world.member)
    assert list(row.errors) == ["proposed_level"]
    assert "hoàn thành tốt" in row.errors["proposed_level"][0]
    office.post(rate, form_of(world, "proposed_level", "not_done", was="good"))
    assert MemberRating.objects.get(member=world.member).proposed_level == "not_done"


def test_the_decision_is_offered_as_proposed_and_decides_the_whole_cell(world, sign_in, decide_url):
    propose(world.cell, dict.fromkeys(world.members[:2], Level.GOOD))
    office = sign_in(world.office)
    page = office.get(decide_url)
    typed = {"decision_no": "91-QĐ/ĐU", "decided_on": "20/11/2026"}
    for row in page.context["rows"]:
        for field in row.form:
            typed |= {field.html_name: field.value(), f"was-{field.html_name}": field.was}
    assert office.post(decide_url, typed).status_code == 302
    decided = MemberRating.objects.values_list("decided_level", "decision_no", "decided_on")
    assert list(decided) == [("good", "91-QĐ/ĐU", date(2026, 11, 20))] * 2
    office.post(decide_url, {"decision_no": "92-QĐ/ĐU", "decided_on": "21/11/2026", "restate": "on"})
    decided = MemberRating.objects.values_list("decided_level", "decision_no", "decided_on")
    assert list(decided) == [("good", "92-QĐ/ĐU", date(2026, 11, 21))] * 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("decision_no", ""),
        ("decision_no", "x" * 41),
        *[("decided_on", day) for day in ("", "31/02/2026", "25/11/2026", "31/12/1899", "hôm qua")],
    ],
)
def test_a_wrong_decision_is_refused_beside_its_field(world, sign_in, decide_url, field, value):
    propose(world.cell, {world.member: Level.GOOD})
    typed = {"decision_no": "91", "decided_on": "20/11/2026", f"decide-{world.member.pk}-decided_level": "good"}
    page = sign_in(world.office).post(decide_url, typed | {field: value})
    assert list(page.context["form"].errors) == [field]
    assert MemberRating.objects.get().decided_level == ""


def test_the_page_says_how_many_may_be_excellent_when_a_decision_goes_beyond(world, sign_in, decide_url):
    propose(world.cell, {world.member: Level.EXCELLENT})
    typed = {"decision_no": "91", "decided_on": "20/11/2026", f"decide-{world.member.pk}-decided_level": "excellent"}
    page = sign_in(world.office).post(decide_url, typed)
    assert page.context["form"].non_field_errors() == [
        "Toàn đảng bộ được tối đa 0 đảng viên hoàn thành xuất sắc (tính trên 0); nếu lưu sẽ thành 1."
    ]


def test_the_forms_tell_the_best_level_allowed_and_refuse_better_ones_at_the_field(world, sign_in, rate, decide_url):
    propose(world.cell, {world.members[1]: Level.GOOD})
    discipline(world.member, date(2026, 2, 1))
    discipline(world.members[1], date(2026, 2, 1))
    secretary, office = sign_in(world.secretary), sign_in(world.office)
    sentence = "Năm nay được xếp cao nhất là “hoàn thành nhiệm vụ”."
    page = secretary.post(rate, form_of(world, "proposed_level", "good") | form_of(world, "in_favour", "4"))
    row = next(row for row in page.context["rows"] if row.form.subject == world.member)
    assert row.note == "năm nay cao nhất là “hoàn thành nhiệm vụ”"
    assert row.form.errors["proposed_level"] == [sentence]
    typed = {"decision_no": "91", "decided_on": "20/11/2026"}
    page = office.post(decide_url, typed | {f"decide-{world.members[1].pk}-decided_level": "good"})
    (row,) = page.context["rows"]
    assert row.note == "đề xuất: hoàn thành tốt nhiệm vụ; năm nay cao nhất là “hoàn thành nhiệm vụ”"
    assert row.form.errors["decided_level"] == [sentence]
    table = office.get(f"{reverse('members:ratings')}?year=2026&cell={world.cell.pk}").context["table"]
    remarks = [(row[0].value, row[-1].value) for row in table.rows if row[-1].tone]
    assert remarks == [("Hoàng Thị Ánh", "cao hơn “hoàn thành nhiệm vụ”, mức cao nhất được xếp năm nay")]


def test_a_secretary_rates_the_own_cell_only_and_decides_nothing(world, sign_in):
    secretary = sign_in(world.secretary)
    for name, status in (("rate", 404), ("decide", 404)):
        assert secretary.get(reverse(f"members:{name}", args=[world.other_cell.pk])).status_code == status
    rows = secretary.get(reverse("members:rate-cells")).context["rows"]
    assert [row.form.subject for row in rows] == [world.cell]
    typed = {f"rate-{cell.pk}-proposed_level": "good" for cell in (world.cell, world.other_cell, world.foreign_cell)}
    typed |= {f"decide-{world.cell.pk}-decided_level": "good"}
    secretary.post(reverse("members:rate-cells"), typed)
    assert [(r.cell, r.proposed_level, r.decided_level) for r in CellRating.objects.all()] == [(world.cell, "good", "")]


def test_the_office_decides_on_the_cells_in_one_form(world, sign_in):
    services.rate_cells(
        cells=[world.cell], year=2026, changes={world.cell.pk: {"proposed_level": Level.GOOD}}, today=TODAY, by=None
    )
    url = reverse("members:decide-cells") + "?year=2026"
    office = sign_in(world.office)
    assert [row.form.subject for row in office.get(url).context["rows"]] == [world.cell]
    typed = {"decision_no": "91", "decided_on": "20/11/2026", f"decide-{world.cell.pk}-decided_level": "done"}
    page = office.post(url, typed)
    assert list(page.context["rows"][0].form.errors) == ["reason"]
    office.post(url, typed | {f"decide-{world.cell.pk}-reason": "Còn việc chậm"})
    assert CellRating.objects.get().decided_level == "done"


def test_the_list_shows_who_is_left_out_and_why_and_the_file_holds_the_same(world, sign_in):
    propose(world.cell, {world.member: Level.NOT_DONE}, in_favour=4, votes=5)
    url = f"{reverse('members:ratings')}?year=2026&cell={world.cell.pk}"
    client = sign_in(world.leader)
    table = client.get(url).context["table"]
    shown = {row[0].value: [figure.value for figure in row[1:]] for row in table.rows}
    bad = "không hoàn thành nhiệm vụ"
    assert shown["Nông Văn An"] == ["", bad, "4/5", "", "", ""]
    assert shown["Đàm Quốc Dũng"] == ["", "", "", "", "", "không xếp loại: miễn sinh hoạt"]
    sheet = load_workbook(io.BytesIO(client.get(url + "&as=xlsx").content)).active
    rows = {row[0].value: [cell.value or "" for cell in row[1:]] for row in sheet.iter_rows(min_row=6, max_col=7)}
    assert {name: rows[name] for name in shown} == shown


def test_all_cells_are_shown_with_their_levels_and_a_sum(world, sign_in):
    propose(world.cell, {world.member: Level.GOOD, world.members[1]: Level.DONE})
    decide(world.cell, {world.member: Level.GOOD})
    table = sign_in(world.office).get(reverse("members:ratings")).context["table"]
    assert {row[0].value: [figure.value for figure in row[1:7]] for row in table.rows} == {
        "Chi bộ Lũng Mật": [5, 0, 1, 1, 0, 1],
        "Chi bộ Pác Tao": [3, 0, 0, 0, 0, 0],
    }
    assert [figure.value for figure in table.total[1:7]] == [8, 0, 1, 1, 0, 1]


@pytest.mark.parametrize("year", ["", "abc", "1999", "2027", "20266", "²⁰²⁶"])
def test_a_year_that_makes_no_sense_is_answered_with_this_one(world, sign_in, year):
    page = sign_in(world.office).get(reverse("members:ratings"), {"year": year})
    assert page.context["year"] == 2026


def test_the_cell_of_another_commune_cannot_be_chosen_by_its_number(world, sign_in):
    page = sign_in(world.office).get(reverse("members:ratings"), {"cell": world.foreign_cell.pk})
    assert list(page.context["form"].errors) == ["cell"]
    assert world.foreign_member.full_name not in page.content.decode()


@pytest.mark.parametrize("name", ["ratings", "rate-cells", "decide-cells"])
def test_more_cells_do_not_cost_more_questions(world, sign_in, name):
    client, url = sign_in(world.office), reverse(f"members:{name}")
    facts = {"self_level": Level.GOOD, "proposed_level": Level.GOOD}

    def rated(cells):
        changes = {cell.pk: facts for cell in cells}
        services.rate_cells(cells=cells, year=2026, changes=changes, today=TODAY, by=None)

    rated([world.cell])
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    rated([cell(world.commune, f"Thêm {number}")[0] for number in range(3)])
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) == len(few)


def test_rating_a_larger_cell_does_not_cost_more_questions(world, sign_in, rate):
    client = sign_in(world.secretary)

    def post(members, level):
        typed = {}
        for member in members:
            typed |= form_of(world, "proposed_level", level, member=member)
        with CaptureQueriesContext(connection) as asked:
            assert client.post(rate, typed).status_code == 302
        return len(asked)

    few = post(world.members[:1], "good")
    more = [join(world.cell, f"Vi Văn {number}", born=PartialDate("1970")) for number in range(8)]
    assert post(more, "good") == few
