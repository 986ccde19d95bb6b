"""What is hardly ever so in a file, on both sides of each limit."""

import pytest

from common.partial import PartialDate
from members.enums import Sex
from members.rules.plausible import LIFE, disagreement, odd_days
from tests.world import TODAY

OF_SEX, OF_YEAR = "số căn cước không khớp giới tính", "số căn cước không khớp năm sinh"


@pytest.mark.parametrize(
    ("number", "sex", "born", "told"),
    [
        ("004080000001", Sex.MALE, "1980-05-01", ""),
        ("004180000001", Sex.FEMALE, "1980", ""),
        ("004205000001", Sex.MALE, "2005-02", ""),
        ("004305000001", Sex.FEMALE, "2005", ""),
        ("004180000001", Sex.MALE, "1980", OF_SEX),
        ("004080000001", Sex.FEMALE, "1980", OF_SEX),
        ("004080000001", Sex.MALE, "1981", OF_YEAR),
        ("004080000001", Sex.MALE, "2080", OF_YEAR),
        ("004180000001", Sex.MALE, "1981", OF_SEX),
        ("004180000001", "", "1980", ""),
        ("004180000001", "", "1981", OF_YEAR),
        ("004180000001", Sex.FEMALE, "", ""),
    ],
)
def test_an_identity_number_repeats_sex_and_birth_year(number, sex, born, told):
    assert disagreement(number, sex, PartialDate(born)) == told


YOUNG, OLD = ("ceremony_on", "vào Đảng khi mới 17 tuổi"), ("born", "trên 110 tuổi")
SOON = ("official_on", "chính thức khi chưa đủ một năm sau lễ kết nạp")
EARLY = ("ceremony_on", "lễ kết nạp trước ngày ký quyết định")


@pytest.mark.parametrize(
    ("born", "decided_on", "ceremony_on", "official_on", "told"),
    [
        ("", "", "", "", []),
        ("1915-11-25", "", "", "", []),
        ("1915-11-24", "", "", "", [OLD]),
        ("2000-03-05", "", "2018-03-05", "", []),
        ("2000-03-05", "", "2018-03-04", "", [YOUNG]),
        ("2000-03-05", "", "2018", "", []),  # may have been later in the year
        ("2000-03-05", "", "", "2019-03-05", []),
        ("2000-03-05", "", "", "2019-03-04", [("official_on", "chính thức khi mới 18 tuổi")]),
        ("2000-03-05", "", "", "2018", [("official_on", "chính thức khi mới 18 tuổi")]),
        ("2000-03-05", "", "2018-03-05", "2019-03-04", [("official_on", "chính thức khi mới 18 tuổi"), SOON]),
        ("2000-03-05", "", "2018-03-04", "2019-03-04", [YOUNG]),
        ("", "", "2020-05-02", "2021-05-02", []),
        ("", "", "2020-05-02", "2021-05-01", [SOON]),
        ("", "", "2020-05-02", "2021", []),
        ("", "2020-05-02", "2020-05-02", "", []),
        ("", "2020-05-02", "2020-05-01", "", [EARLY]),
        ("", "2020-05", "2020-05-01", "", []),
        ("", "2020-05-02", "2020-05", "", []),
        ("1900", "2020-05-02", "2020-05-01", "2020-06-01", [OLD, SOON, EARLY]),
    ],
)
def test_days_of_a_life_that_hardly_go_together_are_told(born, decided_on, ceremony_on, official_on, told):
    days = dict(zip(LIFE, map(PartialDate, (born, decided_on, ceremony_on, official_on)), strict=True))
    assert odd_days(**days, today=TODAY) == told
