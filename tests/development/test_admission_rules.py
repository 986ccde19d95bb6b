"""The regulations on admission, each from its day; what a commune chooses by itself stays when another one comes."""

from datetime import date, timedelta

from cells.services.editions import copy_edition
from development.enums import Authority, CeremonyFrom, Clock, Lack, Schooling
from development.models import AdmissionChoices, AdmissionRules
from development.queries.editions import changed_cases
from tests.development.test_candidates import FILED, VOTED, on_the_way
from tests.world import TODAY, publish

NEW = date(2026, 7, 26)  # 208-QĐ/TW


def said(commune, day):
    found = AdmissionRules.objects.in_force(commune, day)
    return found.schooling, found.ceremony_from, found.committee_empowered


def test_a_new_commune_goes_by_the_regulation_of_the_day(world):
    old = (Schooling.DIPLOMA, CeremonyFrom.RECEIPT, True)
    for day in (date(2021, 1, 1), date(2025, 5, 26), NEW - timedelta(days=1)):
        assert said(world.commune, day) == old  # earlier days go by the oldest that is held
    assert said(world.commune, NEW) == (Schooling.PROGRAMME, CeremonyFrom.DECISION, False)
    assert AdmissionRules.objects.in_force(world.commune, NEW).source.startswith("208-QĐ/TW")


def test_a_local_choice_outlives_the_regulation_under_which_it_was_made(world):
    publish(AdmissionChoices, world.commune, date(2026, 1, 1), prolong_months=6, authority=Authority.COMMITTEE)
    for day in (NEW - timedelta(days=1), NEW):
        assert AdmissionChoices.objects.in_force(world.commune, day).prolong_months == 6
    assert AdmissionChoices.objects.in_force(world.commune, date(2025, 12, 31)).prolong_months == 0
    assert AdmissionChoices.objects.in_force(world.other_commune, NEW).prolong_months == 0


def draft(world, since, **changed):
    rules = AdmissionRules.objects.in_force(world.commune, since)
    return copy_edition(edition=rules, since=since, source="thử", by=None, **changed)


def changes(edition, day=TODAY):
    return {
        one.candidate.full_name: (
            [lack.lack for lack in one.lacks],
            [lack.lack for lack in one.meets],
            list(one.moved),
            one.instead,
            bool(one.unfit),
        )
        for one in changed_cases(edition, day)
    }


def test_an_administrator_sees_by_number_which_open_cases_an_edition_changes(world, sign_in):
    ninth = {"diploma": False, "grade": "9/12"}  # enough under 208
    filed = on_the_way(world, until=FILED, name="Lý Thị Chín", **ninth)
    on_the_way(world, until=VOTED, name="Lý Thị Bầu")
    on_the_way(world, name="Lý Thị Quyết")
    new_year = date(2027, 1, 1)
    strict = draft(world, new_year, schooling=Schooling.DIPLOMA, ceremony_days=31, admit_days=1)
    assert changes(strict) == {
        "Lý Thị Chín": ([Lack.EDUCATION], [], [], None, False)
    }  # clocks that run keep their rules
    page = sign_in(world.accounts["admin"]).get(strict.get_absolute_url()).content.decode()
    assert (f"hồ sơ số {filed.pk}" in page, "Lý Thị Chín" in page) == (True, False)

    assert changes(draft(world, date(2026, 8, 10), ceremony_days=31)) == {
        "Lý Thị Quyết": ([], [], [(Clock.CEREMONY, date(2026, 9, 23), date(2026, 9, 24))], None, False)
    }
    assert changes(draft(world, date(2026, 8, 11), ceremony_days=31)) == {}  # the day after the decision

    publish(AdmissionChoices, world.commune, date(2026, 7, 11), authority=Authority.COMMITTEE)
    assert changes(draft(world, new_year, committee_empowered=True)) == {
        "Lý Thị Bầu": ([], [], [], Authority.COMMITTEE, False)
    }
    publish(AdmissionRules, world.commune, new_year)  # the diploma again, from then on
    assert changes(draft(world, date(2026, 12, 31), oldest_months=400), new_year) == {}  # one day alone, and it is over
    assert changes(draft(world, date(2026, 12, 31), oldest_months=400))["Lý Thị Chín"][0] == [Lack.OVER_60]


def test_steps_that_an_edition_of_the_past_does_not_fit_are_told(world):
    on_the_way(world)  # the Standing Committee voted under 294
    mine = publish(AdmissionChoices, world.commune, date(2026, 7, 10), authority=Authority.COMMITTEE)
    assert changes(mine) == {"Hoàng Thị Mới": ([], [], [], None, True)}
