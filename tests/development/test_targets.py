"""Targets of admission beside what the records count, and who among the admitted is of a group."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from cells.services import found_cell, open_term
from common.facts import write
from common.partial import PartialDate
from development import services
from development.enums import CaseState, Measure, PlaceKind, StepKind, TargetState
from development.models import AdmissionFacts, Candidate, Target
from development.queries import (
    COMMUNE,
    Among,
    Result,
    Tally,
    TargetResult,
    Where,
    admissions,
    admitted_among,
    admitted_by_month,
    outcomes,
    period_of,
    proposed_in_words,
    shared_out,
    target_results,
    target_results_over_years,
)
from development.queries.cases import case_files
from development.rules.target import target_state, term_days
from development.services import set_target
from members import services as people
from members.enums import CourseResult, EventKind, HamletRoleKind, PostKind, Sex
from members.models import Code, Post
from tests.addresses import a_unit
from tests.development.test_candidates import DECIDED, HELD, LISTED, on_the_way, propose, step
from tests.world import TODAY, admit, happen, join, training


@pytest.mark.parametrize(
    ("planned", "admitted", "today", "state"),
    [
        (None, 4, date(2026, 12, 31), TargetState.NOT_SET),
        (5, 6, date(2026, 1, 1), TargetState.EXCEEDED),
        (5, 5, date(2026, 1, 1), TargetState.REACHED),
        (5, 4, date(2026, 12, 31), TargetState.NOT_YET_DUE),
        (5, 4, date(2027, 1, 1), TargetState.MISSED),
        (5, 5, date(2027, 1, 1), TargetState.REACHED),
        (0, 0, date(2026, 1, 1), TargetState.REACHED),
        (0, 1, date(2026, 1, 1), TargetState.EXCEEDED),
        (5, 0, date(2025, 12, 31), TargetState.NOT_YET_DUE),
    ],
)
def test_a_target_is_missed_only_when_its_year_is_over(planned, admitted, today, state):
    about = {"planned": planned, "result": admitted, "last_day": date(2026, 12, 31)}
    assert target_state(**about, today=today) == state


def test_admissions_count_in_the_year_of_the_ceremony_and_in_the_cell_where_it_was_held(world):
    for number, day in enumerate([date(2025, 12, 31), date(2026, 1, 1), date(2026, 11, 23)]):
        member = admit(world.cell, f"Lý Văn {number}", day)
    happen(member, EventKind.TRANSFER, TODAY, cell=world.other_cell)
    join(world.cell, "Lý Thị Đến", kind=EventKind.ARRIVE, on=TODAY)
    for cell, planned in ((None, 1), (world.cell, 2), (world.other_cell, 3)):
        set_target(commune=world.commune, place=cell, year=2026, planned=planned, by=None)
    whole, parts = target_results(
        commune_id=world.commune.pk, cells=[world.cell, world.other_cell], year=2026, today=TODAY
    )
    assert [(r.planned, r.admitted, r.state) for r in (whole, *parts)] == [
        (1, 2, TargetState.EXCEEDED),
        (2, 2, TargetState.REACHED),
        (3, 0, TargetState.NOT_YET_DUE),
    ]
    behind = admissions(cells=[world.cell], since=date(2026, 1, 1), until=date(2027, 1, 1))
    assert [row.member.full_name for row in behind] == ["Lý Văn 1", "Lý Văn 2"]
    years = target_results_over_years(commune_id=world.commune.pk, today=TODAY)
    assert [(r.year, r.planned, r.admitted) for r in years] == [(2026, 1, 2)]
    whole, _cells = target_results(commune_id=world.commune.pk, cells=[], year=2025, today=TODAY)
    assert (whole.planned, whole.admitted, whole.state) == (None, 1, TargetState.NOT_SET)


@pytest.mark.parametrize(
    ("result", "today", "state"),
    [
        (2, date(2026, 12, 31), TargetState.NOT_YET_DUE),
        (0, date(2026, 12, 31), TargetState.NOT_YET_DUE),
        (1, date(2027, 1, 1), TargetState.EXCEEDED),
        (2, date(2027, 1, 1), TargetState.REACHED),
        (3, date(2027, 1, 1), TargetState.MISSED),
        (None, date(2026, 12, 31), TargetState.NOT_YET_DUE),
        (None, date(2027, 1, 1), TargetState.MISSED),
    ],
)
def test_what_is_not_to_be_passed_is_judged_when_the_year_is_over(result, today, state):
    about = {"planned": 2, "last_day": date(2026, 12, 31), "at_most": True}
    assert target_state(result=result, today=today, **about) == state


@pytest.mark.parametrize(("admitted", "state"), [(8, TargetState.MISSED), (9, TargetState.EXCEEDED)])
def test_a_rate_is_compared_before_it_is_rounded(admitted, state):
    result = Result(admitted, 268).value  # 2.985… % would round to 3
    about = {"last_day": date(2026, 12, 31), "today": date(2027, 1, 1)}
    assert target_state(planned=Decimal("3.00"), result=result, **about) == state
    assert Result(0, 0).value is None


@pytest.mark.parametrize(
    ("state", "tone"),
    [
        (TargetState.EXCEEDED, "ok"),
        (TargetState.REACHED, "ok"),
        (TargetState.NOT_YET_DUE, "info"),
        (TargetState.MISSED, "bad"),
        (TargetState.NOT_SET, ""),
    ],
)
def test_a_target_shows_by_its_colour_how_it_stands(state, tone):
    assert state.tone == tone


def test_the_years_of_a_commune_are_told_in_order_up_to_this_one_whatever_cells_and_other_communes_plan(world):
    for year, planned in ((2027, 4), (2026, 1), (2024, 1), (2025, 2)):
        set_target(commune=world.commune, year=year, planned=planned, by=None)
    set_target(commune=world.commune, place=world.cell, year=2023, planned=9, by=None)
    set_target(commune=world.other_commune, year=2022, planned=9, by=None)
    admit(world.cell, "Lý Văn Một", date(2024, 12, 31))
    admit(world.other_cell, "Lý Văn Hai", date(2025, 1, 1))
    admit(world.cell, "Lý Văn Ba", date(2025, 6, 1))
    join(world.cell, "Lý Văn Đến", kind=EventKind.ARRIVE, on=date(2025, 6, 1))
    admit(world.foreign_cell, "Lý Văn Xa", date(2026, 6, 1))
    assert target_results_over_years(commune_id=world.commune.pk, today=TODAY) == [
        TargetResult(None, 2024, 1, 1, TargetState.REACHED),
        TargetResult(None, 2025, 2, 2, TargetState.REACHED),
        TargetResult(None, 2026, 1, 0, TargetState.NOT_YET_DUE),
    ]


def test_the_result_of_a_commune_counts_all_its_cells_and_that_of_a_cell_its_own(world):
    admit(world.cell, "Lý Văn Một", date(2026, 1, 1))
    admit(world.other_cell, "Lý Văn Hai", date(2026, 12, 31))
    admit(world.foreign_cell, "Lý Văn Xa", date(2026, 6, 1))
    set_target(commune=world.other_commune, year=2026, planned=7, by=None)
    set_target(commune=world.commune, place=world.cell, year=2025, planned=7, by=None)
    about = {"commune_id": world.commune.pk, "cells": [world.cell], "year": 2026, "today": TODAY}
    assert target_results(**about) == (
        TargetResult(None, 2026, None, 2, TargetState.NOT_SET),
        [TargetResult(world.cell, 2026, None, 1, TargetState.NOT_SET)],
    )
    for cell in (None, world.cell):
        set_target(commune=world.commune, place=cell, year=2026, planned=3, by=None)
    for today, state in ((date(2026, 12, 31), TargetState.NOT_YET_DUE), (date(2027, 1, 1), TargetState.MISSED)):
        assert target_results(**about | {"today": today}) == (
            TargetResult(None, 2026, 3, 2, state),
            [TargetResult(world.cell, 2026, 3, 1, state)],
        )


def test_admissions_are_those_of_the_span_in_order_of_day_and_name(world, django_assert_num_queries):
    for name, day in (
        ("Lý Văn Ái", date(2026, 6, 30)),
        ("Lý Văn Bình", date(2026, 1, 1)),
        ("Lý Văn An", date(2026, 1, 1)),
        ("Lý Văn Trước", date(2025, 12, 31)),
        ("Lý Văn Hết", date(2026, 7, 1)),
    ):
        admit(world.cell, name, day)
    admit(world.other_cell, "Lý Văn Khác", date(2026, 3, 1))
    with django_assert_num_queries(1):
        rows = admissions(cells=[world.cell], since=date(2026, 1, 1), until=date(2026, 7, 1))
        told = [(row.member.full_name, row.cell) for row in rows]
    assert told == [("Lý Văn An", world.cell), ("Lý Văn Bình", world.cell), ("Lý Văn Ái", world.cell)]


def test_who_among_the_admitted_is_a_woman_young_or_of_a_minority_and_the_unknown_are_none_of_these(
    world, django_assert_num_queries
):
    day = date(2026, 5, 19)
    people = Code.objects.filter(commune=world.commune, list="ethnicity")
    kinh, tay = people.get(code="01"), people.get(code="02")
    admit(world.cell, "Mã Thị Đủ", day, born=PartialDate("1995-05-20"), ethnicity=tay)  # thirty
    admit(world.cell, "Lê Thị Quá", day, born=PartialDate("1995-05-19"), ethnicity=kinh)  # thirty-one
    farming = admit(world.cell, "Lê Văn Không", day, sex=Sex.MALE).events.get()
    AdmissionFacts.objects.create(event=farming, occupation=Code.objects.get(commune=world.commune, code="farmer"))
    admit(world.other_cell, "Lê Văn Trẻ", day, sex=Sex.MALE, born=PartialDate("2000"), ethnicity=tay)
    about = {"cells": [world.cell, world.other_cell], "since": day, "until": date(2026, 5, 20)}
    with django_assert_num_queries(2):
        found = admitted_among(**about)
    assert found == {
        world.cell.pk: {"all": 3, "unknown": 2, Among.WOMEN: 2, Among.YOUTH: 1, Among.MINORITY: 1, Among.FARMERS: 1},
        world.other_cell.pk: {"all": 1, "unknown": 1, Among.YOUTH: 1, Among.MINORITY: 1},
    }
    farming.struck, farming.struck_reason = True, "nhầm"
    farming.save()
    assert admitted_among(**about)[world.cell.pk]["unknown"] == 3, "what was told with an event that is struck out"


# Of every kind and place


def records(world, day=TODAY, year=2026):
    return Tally(commune=world.commune.pk, period=period_of(year=year), day=day)


def test_each_result_counts_the_records_of_its_place_and_the_list_behind_it_is_as_long(world):
    candidate = on_the_way(world, hamlet=world.other_hamlet, grade="12/12")
    candidate.proposed_unit = a_unit(world)
    candidate.save_checked()
    farmer = Code.objects.get(commune=world.commune, list="occupation", code="farmer")
    services.hold_ceremony(candidate=candidate, on=HELD, occupation=farmer, by=world.office)
    admit(world.other_cell, "Lý Văn Khác", date(2026, 3, 1), sex=Sex.MALE, hamlet=world.hamlet)
    found, places = (
        records(world),
        {
            "commune": COMMUNE,
            "cell": Where(PlaceKind.CELL, world.cell.pk),
            "hamlet": Where(PlaceKind.HAMLET, world.other_hamlet.pk),
            "farmers": Where(PlaceKind.ORGANISATION, world.farmers.pk),
            "other": Where(PlaceKind.CELL, world.other_cell.pk),
        },
    )
    told = {name: found.result(Measure.ADMITTED, where).part for name, where in places.items()}
    assert told == {"commune": 2, "cell": 1, "hamlet": 1, "farmers": 1, "other": 1}
    told = {name: found.result(Measure.CERTIFICATES, where).part for name, where in places.items()}
    assert told == {"commune": 1, "cell": 1, "hamlet": 1, "farmers": 1, "other": 0}
    assert found.result(Measure.WOMEN, COMMUNE) == Result(1, 2)
    assert found.result(Measure.FARMERS, COMMUNE) == Result(1, 2, unknown=1)  # of the other nobody knows
    assert found.result(Measure.RATE, places["other"]) == Result(1, 4)
    assert found.result(Measure.ADMITTING, COMMUNE) == Result(2, 2)
    assert found.result(Measure.SOURCE, COMMUNE) == Result(0, 2)
    assert records(world, day=DECIDED).result(Measure.SOURCE, COMMUNE) == Result(1, 2)
    assert found.result(Measure.COVERED, COMMUNE) == Result(2, 2)
    assert found.result(Measure.WHITE, COMMUNE).part == 0
    for measure in Measure:
        for where in places.values():
            if where.kind in measure.places:
                assert len(found.counted(measure, where)) == found.result(measure, where).part


def test_secretaries_and_months_are_counted_as_they_are_at_the_end(world):
    member = Post.objects.get(kind=PostKind.SECRETARY, cell=world.cell).member
    measures = (Measure.TRAINED, Measure.HEADS, Measure.GOOD)
    assert [records(world).result(one, COMMUNE) for one in measures] == [Result(0, 2), Result(0, 2), Result(1, 1)]
    course = training(world.commune, [member], on=date(2026, 5, 4))
    results = {course.attendees.get().pk: {"result": CourseResult.COMPLETED}}
    people.record_results(course=course, changes=results, by=world.office)
    about = {"kind": HamletRoleKind.HEAD, "hamlet": world.hamlet}
    people.name_in_hamlet(member=member, since=date(2026, 2, 1), by=world.office, **about)
    assert [records(world).result(one, COMMUNE) for one in measures] == [Result(1, 2), Result(1, 2), Result(1, 1)]
    early = records(world, day=date(2026, 1, 31))
    assert [early.result(one, COMMUNE) for one in measures] == [Result(0, 2), Result(0, 2), Result(0, 0)]


def test_on_every_day_cells_lists_and_months_add_up_to_the_commune(world):
    days = [date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 30), date(2026, 12, 31)]
    for number, day in enumerate(days):
        admit((world.cell, world.other_cell)[number % 2], f"Lý Văn {number}", day)
    cells = [world.cell, world.other_cell]
    for day in [date(2026, 1, 1) - timedelta(days=1), *days, date(2027, 1, 1)]:
        wanted = sum(held <= day for held in days)
        found = records(world, day=day)
        parts = [found.result(Measure.ADMITTED, Where(PlaceKind.CELL, cell.pk)).part for cell in cells]
        by_month = admitted_by_month(commune_id=world.commune.pk, year=2026, today=day)
        last = [number for number in by_month if number is not None]
        listed = admissions(cells=cells, since=date(2026, 1, 1), until=day + timedelta(days=1))
        assert {found.result(Measure.ADMITTED, COMMUNE).part, sum(parts), (last or [0])[-1], len(listed)} == {wanted}
    whole, of_cells = target_results(commune_id=world.commune.pk, cells=cells, year=2026, today=date(2026, 12, 31))
    assert (whole.admitted, [one.admitted for one in of_cells]) == (len(days), parts)


def test_months_to_come_are_not_told_and_who_came_otherwise_is_not_counted(world):
    for number, day in enumerate([date(2025, 12, 31), date(2026, 1, 31), date(2026, 3, 1)]):
        admit(world.cell, f"Lý Văn {number}", day)
    admit(world.foreign_cell, "Lý Văn Xa", date(2026, 1, 1))
    join(world.cell, "Lý Thị Đến", kind=EventKind.ARRIVE, on=date(2026, 2, 1))
    about = {"commune_id": world.commune.pk, "today": date(2026, 3, 1)}
    assert admitted_by_month(year=2026, **about) == [1, 1, 2] + [None] * 9
    assert admitted_by_month(year=2025, **about) == [0] * 11 + [1]


def test_the_targets_of_a_year_stand_in_the_order_of_measures_and_of_the_names_of_their_places(world):
    first = found_cell(commune=world.commune, name="Chi bộ An", founded_on=TODAY, by=world.office)
    set_target(commune=world.commune, year=2026, planned=1, measure=Measure.SYMPATHISERS, by=None)
    for place in (world.cell, world.hamlet, first, None):
        set_target(commune=world.commune, place=place, year=2026, planned=1, by=None)
    set_target(commune=world.commune, year=2025, planned=9, by=None)
    set_target(commune=world.other_commune, year=2026, planned=9, by=None)
    admit(world.cell, "Lý Văn Một", date(2026, 1, 1))
    found = outcomes(commune=world.commune.pk, period=period_of(year=2026), today=TODAY, year=2026)
    assert [(one.measure, one.place, one.state) for one in found if one.measure == Measure.ADMITTED] == [
        (Measure.ADMITTED, None, TargetState.REACHED),
        (Measure.ADMITTED, first, TargetState.NOT_YET_DUE),
        (Measure.ADMITTED, world.cell, TargetState.REACHED),
        (Measure.ADMITTED, world.hamlet, TargetState.NOT_YET_DUE),
    ]
    turns = [list(Measure).index(one.measure) for one in found]
    assert (len(found), turns) == (5, sorted(turns))


def test_whose_case_names_who_proposed_it_in_words_alone_is_told_of_the_period_of_its_steps(world):
    for name, cell, words, listed in (
        ("Hà Một", world.cell, "Chi đoàn trường", True),
        ("Hà Hai", world.cell, "Chi đoàn trường", False),
        ("Hà Ba", world.cell, "", True),
        ("Hà Xa", world.foreign_cell, "Chi đoàn trường", True),
    ):
        candidate = propose(world, name=name, cell=cell)
        services.tell_proposer(candidate=candidate, proposed_by=words, by=world.office)
        if listed:
            step(world, candidate, StepKind.LIST, LISTED)
    told = [proposed_in_words(commune=world.commune.pk, period=period_of(year=year)) for year in (2025, 2026, 2027)]
    assert told == [0, 1, 0]


def test_somebody_listed_twice_is_one_person_and_counts_where_the_case_was(world):
    candidate = propose(world)
    step(world, candidate, StepKind.LIST, LISTED)
    step(world, candidate, StepKind.UNLIST, LISTED + timedelta(days=5), because="away")
    step(world, candidate, StepKind.LIST, LISTED + timedelta(days=9))
    where = Where(PlaceKind.CELL, world.cell.pk)
    assert records(world).result(Measure.SYMPATHISERS, where).part == 1
    assert records(world, day=LISTED - timedelta(days=1)).result(Measure.SYMPATHISERS, where).part == 0


def test_a_cell_has_a_source_on_each_day_on_which_the_steps_of_its_cases_say_so(world):
    listed = on_the_way(world, until=date(2026, 5, 10))
    step(world, listed, StepKind.BACK, date(2026, 5, 20), to_state=CaseState.HELPER, note="thiếu")
    step(world, listed, StepKind.BACK, date(2026, 6, 1), to_state=CaseState.PROPOSED, note="thiếu")
    moved = propose(world, name="Hà Văn Hai")
    step(world, moved, StepKind.LIST, LISTED)
    step(world, moved, StepKind.HAND_OVER, date(2026, 7, 1), cell=world.other_cell)
    step(world, moved, StepKind.END, date(2026, 8, 1), because="withdrawn")
    days = [LISTED, date(2026, 5, 20), date(2026, 6, 1), date(2026, 7, 1), date(2026, 8, 1)]
    files = case_files(Candidate.objects.filter(commune=world.commune))
    told = []
    for day in [day - timedelta(days=before) for day in days for before in (1, 0)]:
        courses = [file.course(day) for file in files]
        wanted = {one.cell for one in courses if one.listed and one.told.below(CaseState.PROBATION)}
        assert {entry.what for entry in records(world, day=day).counted(Measure.SOURCE, COMMUNE)} == wanted
        told.append(len(wanted))
    assert (told[0], told[1], told[-1]) == (0, 1, 0)


def test_a_target_is_one_of_its_kind_place_and_period(world):
    term = open_term(commune=world.commune, cell=None, name="2025–2030", since=date(2025, 8, 1), by=world.office)
    about = {"commune": world.commune, "by": None}
    set_target(place=world.hamlet, year=2026, planned=1, **about)
    set_target(place=world.farmers, term=term, measure=Measure.WOMEN, planned=Decimal("33.5"), **about)
    row = Target.objects.get(term=term)
    assert (row.plan, row.place) == (Decimal("33.5"), (PlaceKind.ORGANISATION, world.farmers.pk))
    wrong = [
        {"measure": Measure.WOMEN, "year": 2026, "planned": Decimal("100.01")},
        {"measure": Measure.WHITE, "year": 2026, "planned": Decimal("1.5")},
        {"measure": Measure.WHITE, "year": 2026, "planned": 1, "place": world.cell},
        {"measure": Measure.RATE, "term": term, "planned": 3},
        {"year": 2026, "term": term, "planned": 3},
        {"planned": 3},
    ]
    for facts in wrong:
        with pytest.raises(ValidationError), transaction.atomic():
            set_target(**facts, **about)
    twice = {"term": None, "year": 2026, "measure": "admitted", "organisation": None, "hamlet": world.hamlet}
    for changed in (twice, {"cell": world.cell}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Target.objects.bulk_update([write(Target.objects.get(pk=row.pk), changed, changed)], list(changed))
    days = term_days(term)
    assert (days.since, days.last_day) == (date(2025, 8, 1), date(2030, 7, 31))
    [one] = outcomes(commune=world.commune.pk, term=term, period=days, today=date(2030, 7, 31))
    assert (one.result, one.state) == (Result(0, 0), TargetState.NOT_YET_DUE)


def test_targets_that_do_not_add_up_are_told():
    plans = [
        (Measure.ADMITTED, PlaceKind.COMMUNE, 8),
        (Measure.ADMITTED, PlaceKind.CELL, 5),
        (Measure.ADMITTED, PlaceKind.CELL, 2),
        (Measure.ADMITTED, PlaceKind.HAMLET, 8),
        (Measure.WOMEN, PlaceKind.COMMUNE, 30),
        (Measure.WOMEN, PlaceKind.CELL, 50),
        (Measure.SYMPATHISERS, PlaceKind.CELL, 3),
    ]
    assert shared_out(plans) == [(Measure.ADMITTED, PlaceKind.CELL, 8, 7)]


def test_a_kind_of_target_is_set_in_one_form_and_a_posted_result_is_ignored(world, sign_in):
    client = sign_in(world.accounts["admin"])
    url = reverse("development:set-targets") + "?year=2026&measure=women"
    typed = {"commune": "33,5", f"hamlet-{world.hamlet.pk}": "0", "result": "99", "state": "exceeded"}
    assert client.post(url, typed).status_code == 302
    targets = {row.place: row.plan for row in Target.objects.filter(measure=Measure.WOMEN)}
    assert targets == {(PlaceKind.COMMUNE, None): Decimal("33.5"), (PlaceKind.HAMLET, world.hamlet.pk): 0}
    page = client.post(url, typed | {"commune": "100,5"})
    assert list(page.context["form"].errors) == ["commune"]
    assert page.context["form"]["commune"].value() == "100,5"
    shown = client.get(reverse("development:targets") + "?year=2026").content.decode()
    assert "ít nhất 33,5" in shown
    wrong = client.post(reverse("development:set-targets") + "?measure=x", {"commune": "1"})
    assert "measure" in wrong.context["choice"].errors
    assert not Target.objects.exclude(measure=Measure.WOMEN).exists()
    assert client.get(reverse("development:counted"), {"measure": "x"}).status_code == 404
    office = sign_in(world.office)
    lists = {one: office.get(reverse("development:counted"), {"measure": one, "year": 2026}) for one in Measure}
    assert {one: answer.status_code for one, answer in lists.items()} == dict.fromkeys(Measure, 200)


def test_targets_of_a_term_of_office_are_set_and_told_in_the_place_of_a_year(world, sign_in):
    client = sign_in(world.office)
    term = open_term(commune=world.commune, cell=None, name="2025–2030", since=date(2025, 8, 1), by=world.office)
    admit(world.cell, "Lý Thị Mới", date(2025, 7, 31))
    admit(world.cell, "Lý Thị Hai", date(2025, 8, 1))
    url = reverse("development:set-targets") + "?year=term-2025-08-01"
    assert client.post(url, {"commune": "2"}).headers["Location"].endswith("?year=term-2025-08-01")
    assert Target.objects.get().term == term
    page = client.get(reverse("development:targets"), {"year": "term-2025-08-01"})
    [line] = page.context["lines"]
    assert (line.result, line.outcome.state) == ("1", TargetState.NOT_YET_DUE)
    assert len(client.get(line.url).context["rows"]) == 1
    assert client.post(f"{url}&measure=rate", {"commune": "2"}).context["choice"].errors.keys() == {"measure"}


def test_the_list_behind_a_result_opens_to_who_may_read_names_and_hides_a_case_in_other_hands(world, sign_in):
    candidate = propose(world)
    step(world, candidate, StepKind.LIST, LISTED)
    set_target(commune=world.commune, place=world.cell, measure=Measure.SYMPATHISERS, year=2026, planned=1, by=None)
    url = f"{reverse('development:counted')}?measure=sympathisers&year=2026&cell={world.cell.pk}"
    targets = reverse("development:targets") + "?year=2026"
    opens = {}
    for role in ("office", "leader", "secretary", "in_charge", "inspection", "upper", "admin"):
        client = sign_in(world.accounts[role])
        offered = url.replace("&", "&amp;") in client.get(targets).content.decode()
        assert offered == (client.get(url).status_code == 200), role
        opens[role] = offered
    assert [role for role, offered in opens.items() if offered] == ["office", "leader", "secretary", "in_charge"]
    assert "Hoàng Thị Mới" in sign_in(world.secretary).get(url).content.decode()
    step(world, candidate, StepKind.HAND_OVER, LISTED + timedelta(days=9), cell=world.other_cell)
    page = sign_in(world.secretary).get(url)
    assert "Hoàng Thị Mới" not in page.content.decode()
    assert page.context["count"] == 1


def test_an_organisation_counts_whom_a_unit_proposed_and_the_page_says_of_how_many_that_is_not_told(world, sign_in):
    case = on_the_way(world)
    client = sign_in(world.office)
    url, page = reverse("development:candidate-proposer", args=[case.pk]), reverse("development:targets")
    plan = {"commune": world.commune, "year": 2026, "measure": Measure.CERTIFICATES, "planned": 1, "by": world.office}
    set_target(place=world.farmers, **plan)

    def told():
        answer = client.get(page)
        [line] = [line for line in answer.context["lines"] if line.outcome.place == world.farmers]
        return line.result, answer.context["in_words"]

    assert told() == ("0", 0)
    client.post(url, {"proposed_by": "Hội Nông dân xã"})
    assert told() == ("0", 1)
    unit = a_unit(world)
    both = client.post(url, {"proposed_unit": unit.pk, "proposed_by": "Hội Nông dân xã"})
    assert "một trong hai" in both.content.decode()
    assert client.post(url, {"proposed_unit": unit.pk}).status_code == 302
    assert told() == ("1", 0)
    unit.since = TODAY
    unit.save_checked()
    with pytest.raises(services.StepRuleError):  # it was not there when the person was proposed
        services.tell_proposer(candidate=case, proposed_unit=unit, by=world.office)
