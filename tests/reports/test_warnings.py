"""The report of early warning: who reads the people behind a sign, what is told of hamlets, what it costs."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cells import services as structure
from cells.enums import ServingKind
from common.partial import PartialDate
from development.enums import StepKind
from development.models import WarningRules
from members.enums import Standing
from reports.tables.warnings import early_warnings
from tests.development.test_candidates import propose, step
from tests.world import LONG_AGO, TODAY, admit, cell, join, publish

LUNG_MAT, PAC_TAO = "Chi bộ Lũng Mật", "Chi bộ Pác Tao"


def told(user, **choice):
    """{(cell or hamlet, sign): (state, figure, behind it)}."""
    rows = early_warnings(user=user, **{"day": TODAY} | choice).rows
    return {(row[0].value, row[1].value): tuple(figure.value for figure in row[2:5]) for row in rows}


def test_each_sign_names_the_people_or_days_behind_it_to_who_may_see_them(world, sign_in):
    rows = told(world.office)
    names = "Nông Văn An, Hoàng Thị Ánh, Lý Minh Ân, Triệu Văn Bình"
    state, figure, behind = rows[LUNG_MAT, "Đảng viên chính thức dự họp được"]
    assert (state, figure, set(behind.split(", "))) == ("Cảnh báo", "4", set(names.split(", ")))
    assert rows[LUNG_MAT, "Không kết nạp được đảng viên"] == ("Đỏ", "141 tháng", "từ 03/02/2015")
    for user in (world.upper, world.admin):
        assert told(user)[LUNG_MAT, "Đảng viên chính thức dự họp được"] == ("Cảnh báo", "4", "")
    own = told(world.in_charge)
    assert own[LUNG_MAT, "Đảng viên chính thức dự họp được"][2] != ""
    assert own[PAC_TAO, "Số đảng viên chính thức"][2] == ""
    page = sign_in(world.upper).get(reverse("reports:warnings")).content.decode()
    assert "Cảnh báo sớm ngày 24/11/2026" in page
    assert not any(member.full_name in page for member in world.members)


def test_an_admission_and_a_sympathiser_end_their_sign(world):
    admit(world.cell, "Lò Thị Mới", date(2026, 5, 3))
    join(world.other_cell, "Lò Thị Cũ", standing=Standing.OFFICIAL, ceremony_on="2025-03")
    case = propose(world)
    assert told(world.office)[LUNG_MAT, "Không có ai trong danh sách cảm tình Đảng"][0] == "Chưa biết"
    step(world, case, StepKind.LIST, date(2026, 2, 10))
    rows = told(world.office)
    for name in (LUNG_MAT, PAC_TAO):
        assert (name, "Không kết nạp được đảng viên") not in rows
    assert (LUNG_MAT, "Không có ai trong danh sách cảm tình Đảng") not in rows
    late = rows[PAC_TAO, "Không có ai trong danh sách cảm tình Đảng"]
    assert late == ("Cảnh báo", "9 tháng", "từ 10/02/2026")


def test_a_hamlet_without_members_and_one_without_a_cell_are_two_rows(world):
    white = structure.found_hamlet(commune=world.commune, name="Nà Phái", by=None)
    joint = structure.found_cell(commune=world.commune, name="Chi bộ ghép", founded_on=LONG_AGO, by=None)
    structure.serve_hamlet(hamlet=white, cell=joint, kind=ServingKind.JOINT, since=LONG_AGO, by=None)
    unserved = structure.found_hamlet(commune=world.commune, name="Lũng Rài", by=None)
    join(world.other_cell, "Bế Văn Rài", hamlet=unserved)
    rows = told(world.office)
    assert rows["Xóm Nà Phái", "Xóm không có đảng viên cư trú"][2] == "theo số liệu hiện có, thuộc Chi bộ ghép"
    assert rows["Xóm Lũng Rài", "Xóm chưa có chi bộ"][2] == "theo số liệu hiện có, 1 đảng viên cư trú"
    assert ("Xóm Lũng Rài", "Xóm không có đảng viên cư trú") not in rows
    assert ("Xóm Nà Phái", "Xóm chưa có chi bộ") not in rows
    assert {name for name, _sign in told(world.office, cell=joint)} == {"Chi bộ ghép", "Xóm Nà Phái"}
    assert "đảng viên chưa ghi xóm cư trú" in early_warnings(user=world.office, day=TODAY).notes[-1]


def test_a_share_and_a_mean_of_ages_are_told_with_one_decimal(world):
    publish(WarningRules, world.commune, date(2026, 11, 1), aged_warn=10, mean_age_warn=50)
    join(world.other_cell, "Lò Thị Già", born=PartialDate("1941"), standing=Standing.PROBATIONARY)
    rows = told(world.office)
    assert rows[PAC_TAO, "Tỷ lệ đảng viên cao tuổi"] == ("Cảnh báo", "20\u00a0%", "Lò Thị Già")
    assert rows[PAC_TAO, "Tuổi bình quân"] == ("Cảnh báo", "53,8 tuổi", "Lò Thị Già")


def test_thresholds_are_those_of_the_commune_on_the_day_and_red_is_worse_than_a_warning(world):
    publish(WarningRules, world.commune, date(2026, 11, 1), official_warn=0, official_red=0)
    assert (PAC_TAO, "Số đảng viên chính thức") not in told(world.office)
    assert told(world.office, day=date(2026, 10, 31))[PAC_TAO, "Số đảng viên chính thức"][0] == "Đỏ"
    with pytest.raises(ValidationError, match="Mức đỏ"):
        WarningRules(commune=world.commune, since=TODAY, official_warn=2, official_red=3).full_clean()


@pytest.mark.parametrize("role", ["office", "leader", "secretary", "in_charge", "admin", "upper"])
def test_every_link_of_the_report_opens(role, world, sign_in):
    structure.found_hamlet(commune=world.commune, name="Nà Phái", by=None)
    client = sign_in(world.accounts[role])
    rows = client.get(reverse("reports:warnings")).context["made"].rows
    urls = {figure.url for row in rows for figure in row if figure.url}
    assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    assert (urls == {reverse("development:targets")}) == (role == "upper")


def test_it_asks_no_more_questions_for_more_cells(world):
    def asked():
        with CaptureQueriesContext(connection) as made:
            told(world.office)
        return len(made)

    asked()
    few = asked()
    for number in range(2):
        cell(world.commune, f"Xóm {number}", ["Vi Văn A", "Vi Văn B"])
    assert asked() == few
