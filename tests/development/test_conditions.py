"""Conditions of admission, each on both sides of its boundary, with what is missing and what would mend it."""

from dataclasses import replace
from datetime import date

import pytest

from development.enums import Answer, ConsentTo, Lack, LeftBecause, Living, Schooling, UnionResolution
from development.models import AdmissionChoices, AdmissionRules
from development.rules.conditions import Applicant, Grade, Introducer, answer, because, missing

DAY = date(2026, 9, 15)
OLD, NEW, CHOICES = AdmissionRules(), AdmissionRules(schooling=Schooling.PROGRAMME), AdmissionChoices()
LONG = Introducer(official=True, together_since=date(2020, 1, 1))
READY = Applicant(
    born=date(1990, 1, 1), diploma=True, certificate_on=date(2025, 1, 1), papers_on=date(2026, 8, 1),
    introducers=(LONG, LONG),
)  # fmt: skip
YOUNG = replace(READY, born=date(2000, 1, 1), union_resolution=UnionResolution.YOUTH, introducers=(LONG,))
BACK = replace(READY, left_on=date(2023, 9, 15))


def told(who, rules=OLD, choices=CHOICES):
    found = missing(who, DAY, rules, choices)
    return (answer(found), because(found))


YES = (Answer.YES, set())


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (READY, YES),
        (replace(YOUNG, born=date(2008, 9, 15)), YES),
        (replace(YOUNG, born=date(2008, 9, 16)), (Answer.NO, {Lack.TOO_YOUNG})),
        (replace(READY, born=None), (Answer.NO, {Lack.TOO_YOUNG})),
        (replace(READY, born=date(1966, 8, 16)), YES),
        (replace(READY, born=date(1966, 8, 15)), (Answer.CONSENT, {Lack.OVER_60})),
        (replace(READY, born=date(1966, 8, 15), consent={ConsentTo.AGE}), YES),
        (replace(READY, certificate_on=date(2021, 9, 15)), YES),
        (replace(READY, certificate_on=date(2021, 9, 14)), (Answer.NO, {Lack.CERTIFICATE_EXPIRED})),
        (replace(READY, certificate_on=date(2026, 9, 16)), (Answer.NO, {Lack.NO_CERTIFICATE})),
        (replace(READY, papers_on=date(2025, 9, 15)), YES),
        (replace(READY, papers_on=date(2025, 9, 14)), (Answer.NO, {Lack.PAPERS})),
        (replace(READY, introducers=(LONG,)), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG, replace(LONG, official=False))), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG, Introducer(True, None, replacement=True))), YES),
        (replace(READY, introducers=(LONG, Introducer(True, date(2025, 9, 15)))), YES),
        (replace(READY, introducers=(LONG, Introducer(True, date(2025, 9, 16)))), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(READY, introducers=(LONG,), trade_union=True, union_resolution=UnionResolution.TRADE), YES),
        (replace(READY, introducers=(LONG,), union_resolution=UnionResolution.YOUTH), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, union_resolution=""), (Answer.NO, {Lack.UNION_RESOLUTION})),
        (replace(YOUNG, introducers=()), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, youth_union=False), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, born=date(1996, 8, 16)), YES),  # 360 completed months
        (replace(YOUNG, born=date(1996, 8, 15)), (Answer.NO, {Lack.INTRODUCERS})),
        (replace(YOUNG, born=date(1996, 8, 15), youth_cadre=True), YES),
        (BACK, (Answer.CONSENT, {Lack.READMISSION})),
        (replace(BACK, consent={ConsentTo.READMISSION}), YES),
        (replace(BACK, left_on=date(2023, 9, 16)), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, readmitted_before=True), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.ASKED), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.ASKED, hardship=True), (Answer.CONSENT, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.DISUNITY), (Answer.NO, {Lack.READMISSION})),
        (replace(BACK, left_because=LeftBecause.LESSER_CRIME), (Answer.NO, {Lack.READMISSION})),
        (replace(READY, special_case=True), (Answer.CONSENT, {Lack.SPECIAL_CASE})),
        (replace(READY, special_case=True, special_papers=True), YES),
        (replace(READY, special_case=True, papers_on=None), (Answer.NO, {Lack.PAPERS})),
    ],
)
def test_each_condition_on_both_sides_of_its_boundary(who, expected):
    assert told(who) == expected


@pytest.mark.parametrize(
    ("grade", "more", "old", "new"),
    [
        ("9/12", {}, Answer.NO, Answer.YES),
        ("8/12", {}, Answer.NO, Answer.NO),
        ("7/10", {}, Answer.NO, Answer.YES),
        ("10/12", {}, Answer.YES, Answer.YES),
        ("9/12", {"diploma": True}, Answer.YES, Answer.YES),
        ("5/12", {"area": Living.HIGHLAND}, Answer.YES, Answer.YES),
        ("4/10", {"area": Living.HIGHLAND}, Answer.YES, Answer.YES),
        ("4/12", {"area": Living.HIGHLAND}, Answer.NO, Answer.NO),
        ("4/12", {"area": Living.HIGHLAND, "part": "elder"}, Answer.NO, Answer.NO),
        ("4/12", {"area": Living.HIGHLAND, "part": "elder", "reads": True}, Answer.CONSENT, Answer.CONSENT),
        ("4/12", {"area": Living.LOWLAND, "part": "elder", "reads": True}, Answer.NO, Answer.NO),
    ],
)
def test_schooling_by_area_and_regulation(grade, more, old, new):
    who = replace(READY, **{"grade": Grade.read(grade), "diploma": None} | more)
    assert (told(who, OLD)[0], told(who, NEW)[0]) == (old, new)


def test_what_is_missing_says_why_what_mends_it_and_from_when():
    who = replace(YOUNG, born=date(2008, 10, 1), introducers=(Introducer(True, date(2025, 12, 1)),))
    young, introducer = missing(who, DAY, OLD, CHOICES)
    assert (young.from_day, introducer.from_day) == (date(2026, 10, 1), date(2026, 12, 1))
    assert young.why
    assert "01/10/2026" in young.mend
