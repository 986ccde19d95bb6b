"""The regulations on admission, each from its day; what a commune chooses by itself stays when another one comes."""

from datetime import date, timedelta

from development.enums import Authority, CeremonyFrom, Schooling
from development.models import AdmissionChoices, AdmissionRules
from tests.world import publish

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
