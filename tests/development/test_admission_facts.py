"""What somebody was on the day of the admission: kept as it was, and told as unknown where nobody knows."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from development import services
from development.enums import Attained
from development.models import AdmissionFacts
from development.models.candidate import Profile
from development.rules.admitted import AGES, age_band, attained
from members import services as people
from members.enums import EventKind, Sex
from members.models import Code
from tests.development.test_candidates import HELD, on_the_way
from tests.world import TODAY, admit, happen


@pytest.mark.parametrize(
    ("known", "schooling"),
    [
        ({}, ""),
        ({"reads": True}, Attained.READS),
        ({"grade": "4/12"}, Attained.READS),
        ({"grade": "5/12"}, Attained.PRIMARY),
        ({"grade": "3/10"}, Attained.READS),
        ({"grade": "4/10"}, Attained.PRIMARY),
        ({"grade": "8/12"}, Attained.PRIMARY),
        ({"grade": "9/12"}, Attained.LOWER),
        ({"grade": "6/10"}, Attained.PRIMARY),
        ({"grade": "7/10"}, Attained.LOWER),
        ({"grade": "11/12"}, Attained.LOWER),
        ({"grade": "12/12"}, Attained.UPPER),
        ({"grade": "9/10"}, Attained.LOWER),
        ({"grade": "10/10"}, Attained.UPPER),
        ({"diploma": True}, Attained.LOWER),
    ],
)
def test_schooling_is_what_the_grade_completes(known, schooling):
    assert attained(Profile(**known)) == schooling


@pytest.mark.parametrize(
    ("age", "band"), [(None, None), (17, None), (18, 0), (30, 0), (31, 1), (55, 5), (60, 6), (61, 7), (99, 7)]
)
def test_ages_are_told_in_eight_bands(age, band):
    assert (age_band(age), len(AGES)) == (band, 8)


def test_later_changes_of_file_and_case_leave_the_facts_of_the_day_as_they_were(world):
    codes = Code.objects.filter(commune=world.commune, list="occupation")
    farmer, trade = codes.get(code="farmer"), codes.get(code="trade")
    candidate = on_the_way(world, grade="9/12")
    member = services.hold_ceremony(candidate=candidate, on=HELD, occupation=farmer, youth_member=True, by=world.office)
    assert member.occupation == farmer
    services.learn(candidate=candidate, on=HELD, grade="12/12", by=world.office)
    people.edit_file(member=member, by=world.office, occupation=trade)
    told = AdmissionFacts.objects.get(event__member=member)
    assert (told.occupation, told.schooling, told.youth_member) == (farmer, Attained.LOWER, True)


def test_the_office_tells_the_facts_of_who_was_entered_as_admitted_before(world, sign_in):
    office = sign_in(world.office)
    member = admit(world.cell, "Lý Thị Mới", date(2026, 5, 19))
    event = member.events.get()
    listed = reverse("development:admitted") + "?year=2026"
    url = reverse("development:admission-facts", args=[event.pk])
    page = office.get(listed).content.decode()
    assert "chưa có thông tin ngày kết nạp" in page
    assert url in page
    farmer = Code.objects.get(commune=world.commune, list="occupation", code="farmer")
    typed = {"occupation": farmer.pk, "schooling": "primary", "youth_member": "false"}
    assert office.post(url, typed).status_code == 302
    told = AdmissionFacts.objects.get(event=event)
    assert (told.occupation, told.schooling, told.youth_member) == (farmer, "primary", False)
    assert "chưa có thông tin ngày kết nạp" not in office.get(listed).content.decode()
    recognised = happen(member, EventKind.RECOGNISE, date(2027, 5, 19)) and member.events.get(kind="recognise")
    assert office.get(reverse("development:admission-facts", args=[recognised.pk])).status_code == 404


def test_the_newly_admitted_are_told_as_they_were_beside_the_year_before_and_the_unknown_as_unknown(world, sign_in):
    office = sign_in(world.office)
    farmer = Code.objects.get(commune=world.commune, list="occupation", code="farmer")
    told = admit(world.cell, "Lý Thị Mới", date(2026, 5, 19))
    admit(world.other_cell, "Lý Văn Hai", TODAY, sex=Sex.MALE)
    admit(world.cell, "Lý Văn Ba", TODAY - timedelta(days=365), sex=Sex.MALE)
    admit(world.cell, "Lý Văn Sau", date(2025, 11, 25), sex=Sex.MALE)  # after the same days of that year
    services.tell_admission_facts(event=told.events.get(), occupation=farmer, youth_member=True, by=world.office)
    page = office.get(reverse("reports:newly-admitted"), {"period": "2026"})
    made = page.context["made"]
    rows = {row[0].value: (row[1].value, row[2].value, row[3].value) for row in made.tables[0].rows}
    assert rows["Tổng số mới kết nạp"] == (2, 1, 2)
    assert rows["Trong đó: nữ"] == (1, 0, None)
    assert rows["Trong đó: đoàn viên"] == (1, 0, None)
    assert rows["Đoàn viên: chưa rõ"] == (1, 1, 1)
    assert rows["Nghề nghiệp: Nông dân"] == (1, 0, None)
    assert rows["Nghề nghiệp: chưa rõ"] == (1, 1, 1)
    assert rows["Học vấn: chưa rõ"] == (2, 1, 2)
    assert rows["Chi bộ có kết nạp"] == (2, 1, 2)
    assert rows["Chưa có thông tin ngày kết nạp"] == (1, 1, 1)
    assert office.get(reverse("reports:newly-admitted"), {"as": "xlsx"}).headers["Content-Type"].endswith("sheet")
