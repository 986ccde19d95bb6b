"""Sheets as offices keep them for their own eyes: what each means, and what is told where it cannot be known."""

import io
import unicodedata
import zipfile
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation
from openpyxl.styles import Font

from cells import services as structure
from common.partial import PartialDate
from exchange import services as lists
from exchange.models import Import
from exchange.rules import columns, workbook
from exchange.rules.reading import UnreadableError
from members import services as people
from members.enums import EventKind
from members.models import Member
from tests.exchange.sheets import NEW, SHORT, book, listing, old_font, someone, spoiled
from tests.exchange.test_import_sheets import bring
from tests.exchange.test_imports import told, upload
from tests.world import TODAY, happen, join

HEADINGS = ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức"]
VAN = [1, "Hoàng Thị Thử Vân", "Nữ", "05/03/1980", "Lũng Mật", "19/05/2010", "19/05/2011"]
SON = [2, "Nông Văn Thử Sơn", "Nam", "06/03/1981", "Lũng Mật", "19/05/2010", "19/05/2011"]


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def sheet(*rows, prepare=None, name="Sheet"):
    return book((name, rows), prepare=prepare)


def merging(*ranges):
    def prepare(made):
        for one in ranges:
            made.active.merge_cells(one)

    return prepare


def rows_of(source):
    """[(name, outcome, name of the cell, [sentences])]."""
    found = source.chosen_rows().select_related("cell")
    return [(r.name, r.outcome, r.cell and r.cell.name, [told[2] for told in r.problems]) for r in found]


def names(source):
    return [row.name for row in source.chosen_rows()]


def kept(source):
    """{column of Member: value} of the first row."""
    return {name: new for name, _old, new, *_shown in source.chosen_rows()[0].changes}


def sentences(source):
    return [told[2] for row in source.chosen_rows() for told in row.problems]


def outcomes(source):
    return [row.outcome for row in source.chosen_rows()]


def compare(world, data, **options):
    about = {"commune": world.commune, "purpose": "compare", "name": "a.xlsx", "today": TODAY, "by": world.office}
    source = lists.take_in(data=data, **about)
    columns = source.sheets[source.sheet]["columns"]
    lists.check_import(source=source, columns=columns, sheet=source.sheet, today=TODAY, by=world.office, **options)
    return lists.apply_import(source=source, today=TODAY, by=world.office)


# Names in parts

APART = {
    "merged over two columns": (["Họ và tên", None], merging("B1:C1")),
    "without a heading over the second": (["Họ và tên", None], None),
    "middle and given name": (["Họ và chữ đệm", "Tên"], None),
    "middle and given name in other words": (["Họ, tên đệm", "Tên"], None),
    "family and middle name": (["Họ lót", "Tên đảng viên"], None),
    "cut after the first words": (["Họ và", "Tên"], None),
}


@pytest.mark.parametrize("which", APART)
def test_a_name_is_never_read_without_its_given_name(which, world):
    over, prepare = APART[which]
    data = sheet(
        ["STT", *over, *HEADINGS[2:]],
        [1, "Hoàng Thị Thử", "Vân", *VAN[2:]],
        [2, "Nông Văn Thử", "Sơn", *SON[2:]],
        prepare=prepare,
    )
    assert rows_of(bring(world, data)) == [
        ("Hoàng Thị Thử Vân", "new", "Chi bộ Lũng Mật", []),
        ("Nông Văn Thử Sơn", "new", "Chi bộ Lũng Mật", []),
    ]


def test_a_row_without_its_given_name_is_an_error(world):
    over = ["STT", "Họ và tên đệm", "Tên", *HEADINGS[2:]]
    data = sheet(over, [1, "Hoàng Thị Thử", "Vân", *VAN[2:]], [2, "Nông Văn Thử", None, *SON[2:]])
    source = bring(world, data)
    assert (outcomes(source), sentences(source)) == (["new", "error"], ["the given name is missing"])


def test_a_column_beside_the_names_that_nobody_filled_in_is_none_of_given_names(world):
    over = ["STT", "Họ và tên", None, *HEADINGS[2:]]
    data = sheet(over, [1, "Hoàng Thị Thử Vân", None, *VAN[2:]], prepare=merging("B1:C1"))
    assert rows_of(bring(world, data)) == [("Hoàng Thị Thử Vân", "new", "Chi bộ Lũng Mật", [])]


def test_a_given_name_far_from_the_rest_is_joined_and_one_that_only_sorts_is_not(world):
    data = sheet(["Họ đệm", "Giới tính", "Ngày sinh", "Chi bộ", "Tên"], ["Hoàng Thị", "Nữ", "1980", "Lũng Mật", "Vân"])
    assert names(bring(world, data)) == ["Hoàng Thị Vân"]
    data = sheet(["Họ và tên", "Tên", "Giới tính", "Ngày sinh"], ["Hoàng Thị Vân", "Vân", "Nữ", "1980"])
    assert names(bring(world, data)) == ["Hoàng Thị Vân"]


def test_where_no_column_holds_the_given_name_somebody_is_asked(world):
    data = sheet(["STT", "Họ và tên đệm", "Giới tính", "Ngày sinh"], [1, "Hoàng Thị", "Nữ", "1980"])
    about = {"commune": world.commune, "purpose": "read_in", "name": "a.xlsx", "today": TODAY, "by": world.office}
    source = lists.take_in(data=data, **about)
    assert source.sheets[0]["columns"][1] == ""
    assert "given names" in source.notes[0]
    assert outcomes(bring(world, listing(someone(name="Hoàng Thị")))) == ["error"]


def test_a_date_in_three_columns_is_one_date(world):
    data = sheet(
        ["STT", "Họ và tên", "Giới tính", "Ngày sinh", None, None, "Chi bộ", "Ngày vào Đảng"],
        [None, None, None, "Ngày", "Tháng", "Năm", None, None],
        [1, "Hoàng Thị Thử Vân", "Nữ", 5, 3, 1980, "Lũng Mật", "19/05/2010"],
        [2, "Nông Văn Thử Sơn", "Nam", None, None, 1981, "Lũng Mật", "19/05/2010"],
        prepare=merging("D1:F1"),
    )
    source = bring(world, data)
    assert [dict(change[0:3:2] for change in row.changes)["born"] for row in source.chosen_rows()] == [
        "1980-03-05",
        "1981",
    ]


BESIDE = {
    "Hoàng Thị Thử Vân (Bí thư)": "Bí thư",
    "Đ/c Hoàng Thị Thử Vân": "",
    "Đ/C: Hoàng Thị Thử Vân": "",
    "đồng chí Hoàng Thị Thử Vân": "",
    "Bà Hoàng Thị Thử Vân": "Bà",
    "1. Hoàng Thị Thử Vân": "",
    "HOÀNG THỊ THỬ VÂN - Phó bí thư chi bộ": "Phó bí thư chi bộ",
    "Hoàng Thị Thử Vân, chi ủy viên": "chi ủy viên",
    "Hoàng Thị Thử Vân (SN 1980)": "SN 1980",
    "hoàng thị thử vân": "",
    "Hoàng Thị Thử VÂN": "",
    "Hoàng Thị Thử Vân*": "",
    "BT. Hoàng Thị Thử Vân": "BT",
    "Phó bí thư: Hoàng Thị Thử Vân": "Phó bí thư",
}


@pytest.mark.parametrize("name", BESIDE)
def test_what_people_write_around_a_name_is_no_part_of_it(name, world):
    source = bring(world, sheet(HEADINGS, [1, name, *VAN[2:]]))
    told = [f"“{BESIDE[name]}” beside the name was left out"] if BESIDE[name] else []
    assert rows_of(source) == [("Hoàng Thị Thử Vân", "new", "Chi bộ Lũng Mật", told)]


def test_what_is_said_beside_a_name_decides_who_counts_like_a_column_of_its_own(world):
    source = bring(world, sheet(HEADINGS, [1, "Hoàng Thị Thử Vân (đã mất 2024)", *VAN[2:]]))
    assert outcomes(source) == ["aside"]


@pytest.mark.parametrize(
    "name", ["Nguy?n V?n ?t", "Đ\ufffdng Th\ufffd Ửng", "??ng Th? ?ng", "Nguy□n Văn A", "Nguy_n A"]
)
def test_a_name_that_has_lost_letters_is_an_error(name, world):
    assert outcomes(bring(world, sheet(HEADINGS, [1, name, *SON[2:]]))) == ["error"]
    csv = "\n".join(";".join(map(str, row)) for row in (HEADINGS, [1, name, *SON[2:]]))
    assert outcomes(bring(world, csv.encode(), "a.csv")) == ["error"]


def test_a_name_typed_in_an_old_font_has_its_capitals(world):
    typed = [old_font("Nguyễn Thị ánh", "tcvn3"), old_font("Hoàng Văn ân", "tcvn3")]
    source = bring(world, listing(*[someone(name=name, number=None) for name in typed]))
    assert names(source) == ["Nguyễn Thị Ánh", "Hoàng Văn Ân"]


# Who counts

STATES = {
    "Đang sinh hoạt Đảng": "new", "đang SH": "new", "Sinh hoạt": "new", "Chính thức": "new",
    "Đã từ trần": "aside", "Từ trần": "aside", "Đã mất": "aside", "Đã chuyển sinh hoạt": "aside",
    "Chuyển sinh hoạt đảng": "aside", "Đã ra khỏi Đảng": "aside", "Bị khai trừ": "aside", "Xóa tên": "aside",
    "Được miễn sinh hoạt Đảng": "new", "Đình chỉ sinh hoạt đảng": "new", "Sinh hoạt tạm thời": "new",
    "Đi làm ăn xa": "error", "#": "error", "Không hoạt động": "error",
}  # fmt: skip
OFFICIAL = ["Trạng thái hoạt động", "Ngày rời khỏi/ Ngày mất/ Ngày miễn sinh hoạt Đảng", "Đề nghị xóa (Có/Không)"]


@pytest.mark.parametrize("state", STATES)
def test_a_state_of_the_official_list_is_known_or_an_error_and_never_left_out(state, world):
    data = sheet([*HEADINGS, *OFFICIAL], [*VAN, state, "01/06/2024", "Không"])
    assert outcomes(bring(world, data)) == [STATES[state]]


def test_somebody_active_in_the_official_list_needs_no_note(world):
    data = sheet([*HEADINGS, *OFFICIAL], [*VAN, "Đang sinh hoạt Đảng", "01/06/2024", "Không"])
    assert sentences(bring(world, data)) == []


@pytest.mark.parametrize(
    ("word", "outcome"), [("Có", "aside"), ("x", "aside"), ("Không", "new"), ("chưa rõ lắm", "error")]
)
def test_whose_deletion_is_proposed_is_not_entered(word, outcome, world):
    assert outcomes(bring(world, sheet([*HEADINGS, *OFFICIAL], [*VAN, "Đang sinh hoạt", None, word]))) == [outcome]


def test_a_comparison_tells_of_those_whom_the_list_calls_gone(world):
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", *OFFICIAL]
    data = sheet(
        headings,
        [1, "Nông Văn An", "01/05/1980", "Lũng Mật", "Đã chuyển sinh hoạt", "01/06/2024", "Không"],
        [2, "Nông Văn Hai Thử", "02/03/1980", "Lũng Mật", "Đã từ trần", "01/06/2024", "Có"],
    )
    found = [one for one in told(compare(world, data)) if one[0] != "extra"]
    assert found == [
        ("different", "Nông Văn An", "status", "takes part", "transferred outside (01/06/2024)"),
        ("missing", "Nông Văn Hai Thử", "status", "", "died (01/06/2024)"),
    ]


def test_the_standing_in_the_list_is_compared_and_an_unknown_one_is_an_error(world):
    headings = ["STT", "Họ và tên", "Ngày sinh", "Chi bộ", "Diện"]
    data = sheet(headings, [1, "Nông Văn An", "01/05/1980", "Lũng Mật", "Dự bị"])
    found = [one for one in told(compare(world, data)) if one[0] != "extra"]
    assert found == [("different", "Nông Văn An", "standing", "official", "probationary")]
    data = sheet(headings, [1, "Nông Văn An", "01/05/1980", "Lũng Mật", "ưu tú"])
    assert outcomes(bring(world, data)) == ["error"]


TICKED = {
    "women only": (["Nữ"], ["x"], [None]),
    "women only, large": (["Đảng viên nữ"], ["X"], [None]),
    "both": (["Nam", "Nữ"], [None, "x"], ["x", None]),
    "women by yes and no": (["Nữ"], ["có"], ["không"]),
    "one column for both": (["Giới tính (Nam/Nữ)"], ["Nữ"], ["Nam"]),
    "women only, with a dot": (["Đ/v nữ"], ["•"], [None]),
    "both below one heading": (["Giới tính Nam", "Giới tính Nữ"], [None, 1], [1, None]),
}


@pytest.mark.parametrize("which", TICKED)
def test_a_tick_in_the_column_of_women_tells_the_sex(which, world):
    headings, woman, man = TICKED[which]
    data = sheet(
        ["STT", "Họ và tên", *headings, *HEADINGS[3:]],
        [1, VAN[1], *woman, *VAN[3:]],
        [2, SON[1], *man, *SON[3:]],
    )
    source = bring(world, data)
    assert [dict(change[0:3:2] for change in row.changes)["sex"] for row in source.chosen_rows()] == ["female", "male"]


def test_years_in_columns_called_nam_and_nu_are_years_of_birth(world):
    data = sheet(["STT", "Họ và tên", "Nam", "Nữ", *HEADINGS[4:]], [1, VAN[1], None, 1980, *VAN[4:]])
    assert {name: kept(bring(world, data))[name] for name in ("sex", "born")} == {"sex": "female", "born": "1980"}


# Dates as they are shown

SHOWN = {
    "mm/yyyy": "1965-12",
    "mmm\\-yy": "1965-12",
    "yyyy": "1965",
    "dd/mm/yyyy": "1965-12-01",
    "d-mmm-yy": "1965-12-01",
}


@pytest.mark.parametrize("column", ["Ngày sinh", "Ngày vào Đảng", "Ngày chính thức"])
@pytest.mark.parametrize("shape", SHOWN)
def test_of_a_date_cell_only_what_it_shows_is_read(shape, column, world):
    at = HEADINGS.index(column)
    row = [*VAN[:3], "1940", "Lũng Mật", "1960", "1990"]
    row[at] = date(1965, 12, 1)

    def prepare(made):
        made.active.cell(2, at + 1).number_format = shape

    field = {"Ngày sinh": "born", "Ngày vào Đảng": "ceremony_on", "Ngày chính thức": "official_on"}[column]
    row[5] = row[5] if field != "born" else "1990"
    row[6] = row[6] if field != "born" else "1991"
    assert kept(bring(world, sheet(HEADINGS, row, prepare=prepare)))[field] == SHOWN[shape]


def test_a_date_cell_without_a_year_has_none_made_up(world):
    def prepare(made):
        made.active["D2"].number_format = "d-mmm"

    row = [*VAN[:3], date(2026, 3, 5), *VAN[4:]]
    assert outcomes(bring(world, sheet(HEADINGS, row, prepare=prepare))) == ["error"]


def test_leading_zeros_that_a_number_format_shows_are_read(world):
    def prepare(made):
        made.active["I2"].number_format = "000000000000"

    data = sheet([*HEADINGS, "Ghi chú", "Số CCCD"], [*VAN, None, 4180000123], prepare=prepare)
    source = bring(world, data)
    assert (kept(source)["id_number"], sentences(source)) == ("004180000123", [])


# Cells told once for many

TITLES = {
    "numbered apart": (["I", "Chi bộ Lũng Mật"], ["II", "Chi bộ Pác Tao"]),
    "numbered in one": (["I. Chi bộ Lũng Mật"], ["II. Chi bộ Pác Tao"]),
    "in capitals with a count": (["CHI BỘ LŨNG MẬT: 12 đảng viên"], ["CHI BỘ PÁC TAO (1 đ/c)"]),
    "with a count apart": (["A", "Chi bộ xóm Lũng Mật", None, 12], ["B", "Chi bộ xóm Pác Tao", None, 1]),
    "behind a sign": (["- Chi bộ Lũng Mật"], ["* Pác Tao"]),
    "without the word": ([None, "Lũng Mật"], [None, "Pác Tao"]),
    "numbered without the word": (["I. Lũng Mật"], ["II. Pác Tao"]),
    "numbered with figures": (["1) LŨNG MẬT"], ["1.2. pac tao"]),
    "numbered without a dot": (["I Lũng Mật"], ["2 Pác Tao"]),
    "in brackets": (["(I) CB Lũng Mật"], ["(II) Xóm Pác Tao"]),
}


@pytest.mark.parametrize("which", TITLES)
def test_a_row_with_the_name_of_a_cell_tells_the_cell_of_the_rows_below(which, world):
    first, second = TITLES[which]
    data = sheet([*HEADINGS[:4], *HEADINGS[5:]], first, [*VAN[:4], *VAN[5:]], second, [1, *SON[1:4], *SON[5:]])
    assert rows_of(bring(world, data)) == [
        ("", "aside", None, ["the rows below belong to Chi bộ Lũng Mật"]),
        ("Hoàng Thị Thử Vân", "new", "Chi bộ Lũng Mật", []),
        ("", "aside", None, ["the rows below belong to Chi bộ Pác Tao"]),
        ("Nông Văn Thử Sơn", "new", "Chi bộ Pác Tao", []),
    ]


@pytest.mark.parametrize(
    "name", ["Chi bộ Lũng Mật Trên", "Chi bộ Lũng Mật - Pác Tao", "Chi bộ Không Có", "Xóm Không Có", "CB Không Có"]
)
def test_below_the_name_of_an_unknown_cell_nobody_falls_into_another(name, world):
    rows = (["I", "Chi bộ Lũng Mật"], [*SON[:4], *SON[5:]], ["II", name], [*VAN[:4], *VAN[5:]])
    source = bring(world, sheet([*HEADINGS[:4], *HEADINGS[5:]], *rows), cell=world.other_cell)
    assert outcomes(source) == ["aside", "new", "aside", "error"]
    assert sentences(source)[1:] == [f"there is no cell “{name}”"] * 2


@pytest.mark.parametrize(
    ("title", "outcome"),
    [
        (["II. Nà Không"], "aside"),
        (["2. Nà Không"], "aside"),
        (["II", "Nà Không"], "aside"),
        (["B.", "Nà Không", None, 12], "aside"),
        ([None, "Nà Không"], "aside"),
        (["II.1", "Nà Không"], "aside"),
        (["*", "Nà Không"], "aside"),
        ([2, "Nà Không"], "error"),  # as people are numbered, and without a sex
    ],
)
def test_below_a_title_that_names_no_known_cell_nobody_falls_into_the_cell_above(title, outcome, world):
    rows = (["I", "Lũng Mật"], [*SON[:4], *SON[5:]], title, [*VAN[:4], *VAN[5:]])
    source = bring(world, sheet([*HEADINGS[:4], *HEADINGS[5:]], *rows), cell=world.other_cell)
    assert outcomes(source) == ["aside", "new", outcome, "error"]
    assert sentences(source)[-1] == "there is no cell “Nà Không”"


def test_in_a_list_of_names_alone_nobody_is_taken_for_a_title(world):
    rows = (["I", "Lũng Mật"], [1, "Nông Văn An"], [2, "Hoàng Thị Ánh"])
    assert not [one for one in sentences(compare(world, sheet(["STT", "Họ và tên"], *rows))) if "no cell" in one]


def test_a_title_may_be_the_hamlet_that_a_cell_serves(world):
    hamlet = structure.found_hamlet(commune=world.commune, name="Nà Không", by=world.office)
    hamlet.servings.create(cell=world.cell, kind="joint", since=TODAY)
    rows = (["I. Pác Tao"], [*SON[:4], *SON[5:]], ["II. Xóm Na Khong"], [*VAN[:4], *VAN[5:]])
    found = rows_of(bring(world, sheet([*HEADINGS[:4], *HEADINGS[5:]], *rows)))
    assert [cell for _name, _outcome, cell, _told in found] == [None, "Chi bộ Pác Tao", None, "Chi bộ Lũng Mật"]


@pytest.mark.parametrize("title", ["II. Đảng viên dự bị", "Tổ đảng số 2", "Nữ", "Trong đó:", "2. Miễn sinh hoạt"])
def test_below_a_title_of_kinds_of_people_they_belong_where_those_above_do(title, world):
    rows = (["I. Lũng Mật"], [*SON[:4], *SON[5:]], [None, title], [*VAN[:4], *VAN[5:]])
    assert outcomes(bring(world, sheet([*HEADINGS[:4], *HEADINGS[5:]], *rows))) == ["aside", "new", "aside", "new"]


def test_a_cell_that_is_merged_downwards_is_that_of_each_row(world):
    data = sheet(HEADINGS, VAN, [*SON[:4], None, *SON[5:]], prepare=merging("E2:E3"))
    assert [row.cell for row in bring(world, data).chosen_rows()] == [world.cell, world.cell]


@pytest.mark.parametrize(
    "words",
    [
        "Chi bộ Lũng Mật thuộc Đảng bộ xã Nhà",
        "Chi bộ Lũng Mật trực thuộc Đảng ủy xã Nhà",
        "Chi bộ Lũng Mật Đảng bộ xã Nhà",
        "CB Lũng Mật",
        "Chi bộ: Lũng Mật",
        "Chi bộ Lũng Mật (xã Nhà)",
    ],
)
def test_a_cell_is_found_beside_the_name_of_the_body_above_it(words, world):
    assert [row.cell for row in bring(world, sheet(HEADINGS, [*VAN[:4], words, *VAN[5:]])).chosen_rows()] == [
        world.cell
    ]


def test_a_total_and_a_remark_are_nobody_and_are_told(world):
    data = sheet(HEADINGS, VAN, [None, "Tổng cộng", 1, 0, 1, 1, 1], [None, "Người lập biểu"])
    assert rows_of(bring(world, data))[1:] == [
        ("", "aside", None, [rows_of(bring(world, data))[1][3][0]]),
        ("", "aside", None, ["taken for a remark"]),
    ]


# Whom a row means


def test_the_same_name_in_the_same_cell_with_another_birth_date_is_asked(world):
    source = bring(world, sheet(HEADINGS, [1, "Nông Văn An", "Nam", "01/01/1977", "Lũng Mật", None, None]))
    row = source.chosen_rows().get()
    assert (row.outcome, row.candidates) == ("error", [world.member.pk])
    assert "cannot be told" in row.problems[0][2]
    elsewhere = bring(world, sheet(HEADINGS, [1, "Nông Văn An", "Nam", "01/01/1977", "Pác Tao", None, None]))
    assert outcomes(elsewhere) == ["new"]


def test_a_comparison_takes_the_same_name_in_the_same_cell_for_one_person_born_on_two_days(world):
    source = compare(world, sheet(HEADINGS, [1, "Nông Văn An", "Nam", "01/01/1977", "Lũng Mật", None, None]))
    found = [one for one in told(source) if one[1] == "Nông Văn An"]
    assert found == [("different", "Nông Văn An", "born", "01/05/1980", "01/01/1977")]


def test_of_two_of_one_name_the_second_is_not_taken_for_the_first(world):
    rows = [[1, "Nông Văn An", "Nam", born, "Lũng Mật", None, None] for born in ("01/01/1977", "01/05/1980")]
    found = [one for one in told(compare(world, sheet(HEADINGS, *rows))) if one[1] == "Nông Văn An"]
    assert found == [("missing", "Nông Văn An", "", "", "")]


# Numbers

LONGER = [*HEADINGS, "Điện thoại", "Số CMND/CCCD", "Số thẻ đảng viên", "Số CMND cũ"]
PHONE, BOTH, CARD, OLD = range(7, 11)
NUMBERS = {
    "two phones": ({PHONE: "0912345678; 0987654321"}, {"phone": "0912345678"}, "•••••••321 was left out"),
    "two phones with a slash": ({PHONE: "0912.345.678/0987.654.321"}, {"phone": "0912345678"}, "left out"),
    "two phones and a blank": ({PHONE: "0912345678 0987654321"}, {"phone": "0912345678"}, "left out"),
    "an old number in brackets": (
        {BOTH: "004180000123 (cũ 080123456)"}, {"old_id_number": "080123456", "id_number": "004180000123"}, "was read",
    ),
    "no phone": ({PHONE: "con trai 123"}, {}, "the number was left out"),
    "an old identity number among new ones": ({BOTH: "080123456"}, {"old_id_number": "080123456"}, "was read as"),
    "both in one cell": (
        {BOTH: "080123456 - 004180000123"}, {"old_id_number": "080123456", "id_number": "004180000123"}, "was read as",
    ),
    "a new number among old ones": ({OLD: "004180000123"}, {"id_number": "004180000123"}, "was read as"),
    "an old card": ({CARD: "79.012345"}, {"old_card_no": "79.012345"}, "was read as"),
    "no card": ({CARD: "đang đổi thẻ"}, {}, "the number was left out"),
}  # fmt: skip


@pytest.mark.parametrize("which", NUMBERS)
def test_a_number_goes_where_it_belongs_or_is_left_out_with_a_note(which, world):
    cells, numbers, sentence = NUMBERS[which]
    source = bring(world, sheet(LONGER, [*VAN, *[cells.get(n) for n in range(7, 11)]]))
    fields = ("phone", "id_number", "old_id_number", "card_no", "old_card_no")
    assert {name: value for name, value in kept(source).items() if name in fields} == numbers
    assert outcomes(source) == ["new"]
    assert any(sentence in one for one in sentences(source))


@pytest.mark.parametrize("number", ["00408200123", 40820012345, "0408200123456"])
def test_an_identity_number_with_a_digit_too_few_is_an_error(number, world):
    row = [1, "Bế Văn Thử Thiếu", "Nam", "01/03/1982", "Lũng Mật", "19/05/2010", "19/05/2011", number]
    assert outcomes(bring(world, sheet([*HEADINGS, "Số CCCD"], row))) == ["error"]


def test_a_zero_is_added_where_sex_and_birth_year_then_agree_only(world):
    for born, sex, outcome in (
        ("1980", "Nữ", "new"),
        ("1981", "Nữ", "error"),
        ("1980", "Nam", "error"),
        (None, "Nữ", "error"),
    ):
        row = [1, "Bế Thị Thử Vân", sex, born, "Lũng Mật", None, None, 34180000123]
        assert outcomes(bring(world, sheet([*HEADINGS, "Số CCCD"], row))) == [outcome]


def test_the_edit_form_warns_like_the_import(world, sign_in):
    client, url = sign_in(world.office), reverse("members:edit", args=[world.member.pk])
    client.cookies["django_language"] = "en"
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(url, typed | {"id_number": "004181000123", "ceremony_on": "01/05/1990"}, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert "Identity number: the identity number is not that of this sex." in said
    assert "Admission ceremony: in the Party at the age of 10." in said
    world.member.refresh_from_db()
    assert world.member.id_number == "004181000123"
    url = reverse("members:correct", args=[world.member.pk])
    typed = {"field": "born", "value": "01/05/1981", "reason": "Nhầm"}
    answer = client.post(url, typed, follow=True)
    assert any("this sex" in str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (["05/03/2000", "Lũng Mật", "19/05/2010", "19/05/2011"], "in the Party at the age of 10"),
        (["05/03/1980", "Lũng Mật", "19/05/2010", "01/06/2010"], "official less than a year after the ceremony"),
        (["05/03/2000", "Lũng Mật", None, "19/05/2011"], "official at the age of 11"),
        (["1901", "Lũng Mật", "1930", "1931"], "over 110 years old"),
    ],
)
def test_ages_that_can_hardly_be_are_noted(days, sentence, world):
    source = bring(world, sheet(HEADINGS, [1, "Bế Văn Thử Trẻ", "Nam", *days]))
    assert sentence in sentences(source)
    assert outcomes(source) == ["new"]


# What is hidden, struck out or on another sheet


def test_hidden_columns_are_told_with_their_headings(world):
    def prepare(made):
        made.active.column_dimensions["D"].hidden = True

    source = bring(world, sheet(HEADINGS, VAN, prepare=prepare))
    assert source.notes == ["Sheet Sheet: these columns are hidden and were read: Ngày sinh."]


def test_the_same_name_twice_in_a_cell_and_one_that_is_recorded_elsewhere_are_told(world):
    other, vague = [2, VAN[1], "Nữ", "06/03/1980", *VAN[4:]], [3, VAN[1], "Nữ", "1980", "Pác Tao", *VAN[5:]]
    known = [4, world.member.full_name, "Nam", "01/01/1950", "Pác Tao", None, None]
    source = bring(world, sheet(HEADINGS, VAN, other, vague, known))
    said = [[one for one in told if "name" in one] for _name, _outcome, _cell, told in rows_of(source)]
    recorded = f"somebody of this name is recorded: Chi bộ Lũng Mật, born {world.member.born.text}"
    assert said == [[], ["the same name and cell as in row 2: is it somebody else?"], [], [recorded]]


def test_rows_hidden_or_struck_out_are_told_and_read_in_only_where_they_are_ticked(world):
    def prepare(made):
        made.active.row_dimensions[3].hidden = True
        made.active["B4"].font = Font(strike=True)
        made.active["F2"].font = Font(strike=True)

    third = [3, "Bế Văn Thử Gạch", *SON[2:]]
    source = bring(world, sheet(HEADINGS, VAN, SON, third, prepare=prepare))
    assert [row.left_out for row in source.chosen_rows()] == [False, True, True]
    assert [row[3] for row in rows_of(source)][1:] == [["the row is hidden in the sheet"], ["the row is struck out"]]
    assert "row 2, column Ngày vào Đảng" in source.notes[0]
    assert "rows 3 are hidden" in source.notes[1]
    assert "rows 4 are struck out" in source.notes[2]
    lists.apply_import(source=source, today=TODAY, by=world.office)
    assert list(Member.objects.filter(import_rows__source=source).values_list("full_name", flat=True)) == [VAN[1]]


def each_cell_a_sheet():
    rows = [[*HEADINGS[:4], *HEADINGS[5:]]]
    first, second = [*VAN[:4], *VAN[5:]], [*SON[:4], *SON[5:]]
    return book(("Bìa", [["Danh sách", "xã"]]), ("Lũng Mật", [*rows, first]), ("Pác Tao", [*rows, second]))


def test_the_sheets_of_a_workbook_are_offered_one_after_the_other(world, sign_in):
    client = sign_in(world.office)
    source = Import.objects.get(pk=int(upload(client, each_cell_a_sheet()).headers["Location"].split("/")[-3]))
    for name, cell, person in (("Lũng Mật", world.cell, VAN), ("Pác Tao", world.other_cell, SON)):
        assert source.sheet_name == name
        url = reverse("exchange:import-columns", args=[source.pk])
        form = client.get(url).context["form"]
        assert form["cell"].value() == cell.pk
        client.post(url, {field: form[field].value() or "" for field in form.fields} | {"on": "24/11/2026"})
        row = source.chosen_rows().get()
        typed = {"row": [row.pk], f"take-{row.pk}": "on"}
        answer = client.post(reverse("exchange:import-apply", args=[source.pk]), typed)
        member = Member.objects.get(full_name=person[1])
        assert member.memberships.get().cell == cell
        following = Import.objects.filter(follows=source).first()
        leads_to = reverse("exchange:import-columns", args=[following.pk]) if following else source.get_absolute_url()
        assert answer.headers["Location"] == leads_to
        source = following or source
    assert any("Bìa" in note for note in source.notes)


def test_the_name_or_the_title_of_a_sheet_tells_the_cell(world):
    rows = [[*HEADINGS[:4], *HEADINGS[5:]], [*VAN[:4], *VAN[5:]]]
    for data in (
        book(("CB Pác Tao", rows)),
        book(("Sheet1", [["ĐẢNG BỘ XÃ NHÀ"], ["DANH SÁCH ĐẢNG VIÊN CHI BỘ PÁC TAO NĂM 2026"], *rows])),
    ):
        assert [row.cell for row in bring(world, data).chosen_rows()] == [world.other_cell]
        assert [row.cell for row in bring(world, data, cell=world.cell).chosen_rows()] == [world.cell]


def test_strict_open_xml_is_read(world):
    data = sheet(HEADINGS, VAN)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            content = content.replace(
                b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                b"http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            after.writestr(name, content)
    assert rows_of(bring(world, out.getvalue())) == [(VAN[1], "new", "Chi bộ Lũng Mật", [])]


def test_half_a_sign_and_a_line_break_within_a_paragraph_do_no_harm(world):
    data = spoiled(
        sheet(HEADINGS, [*VAN[:1], "Hoàng LINE Vân", *VAN[2:]]), "xl/worksheets/sheet1.xml", b" LINE ", b"_x000B_"
    )
    assert names(bring(world, data)) == ["Hoàng Vân"]
    data = spoiled(
        sheet(HEADINGS, [*VAN[:1], "Hoàng LINE Vân", *VAN[2:]]), "xl/worksheets/sheet1.xml", b" LINE ", b"_xD83D_"
    )
    assert outcomes(bring(world, data)) == ["error"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_our_own_export_of_the_member_list_is_recognised_and_nothing_differs(language, world, sign_in):
    people.edit_file(
        member=world.member, id_number="004080000001", phone="0912000111", card_on=PartialDate("2025"), by=world.office
    )
    happen(world.member, EventKind.EXEMPT, TODAY)
    client = sign_in(world.office)
    client.cookies["django_language"] = language
    data = client.get(reverse("members:list"), {"as": "xlsx"}).content
    source = compare(world, data)
    assert {"full_name", "sex", "born", "cell", "standing", "ethnicity", "ceremony_on", "hamlet"} <= set(source.columns)
    assert told(source) == []
    assert not source.chosen_rows().filter(outcome="error").exists()


def test_a_long_file_name_in_any_spelling_is_kept(world, sign_in):
    name = unicodedata.normalize("NFD", "Danh sách đảng viên " + "ế" * 50 + "a" * 75 + ".xlsx")
    answer = upload(sign_in(world.office), listing(NEW), name=name)
    assert answer.status_code == 302
    assert Import.objects.get().name.endswith("ế" + "a" * 75 + ".xlsx")
    assert len(Import.objects.get().name) <= 150


# Told at the import: what no report will count


def test_those_admitted_this_year_are_told_with_their_number(world, sign_in):
    row = [1, "Ma Văn Thử Nạp", "Nam", "05/03/2000", "Lũng Mật", "19/05/2026", None]
    source = bring(world, sheet(HEADINGS, row, VAN))
    assert source.admitted == 1
    assert "admitted this year: a list that is read in counts as no admission" in sentences(source)
    client = sign_in(world.office)
    client.cookies["django_language"] = "en"
    page = client.get(source.get_absolute_url()).content.decode()
    assert "Admitted in 2026 among the new members: 1." in page


# Within bounds


def wide(rows, columns):
    row = b"<row>" + b"<c><v>1</v></c>" * columns + b"</row>"
    return spoiled(sheet(HEADINGS), "xl/worksheets/sheet1.xml", b"</sheetData>", row * rows + b"</sheetData>")


def test_a_sheet_with_far_too_many_cells_is_refused_before_it_is_read_to_its_end(world):
    with pytest.raises(UnreadableError, match="far too much"):
        bring(world, wide(9000, 900))
    with pytest.raises(UnreadableError, match="more than 500000 cells"):
        bring(world, wide(5000, 120))


def test_a_sheet_of_more_columns_than_are_read_says_so(world):
    data = listing(someone(), headings=(*SHORT, *[f"Cột {n}" for n in range(100)], "Ghi chú"))
    assert any("first 100 columns" in note for note in bring(world, data).notes)


def test_a_file_is_read_before_the_transaction_of_its_form(world, sign_in, monkeypatch):
    from django.db import connection

    depths = []
    real = workbook.sheets_of

    def watched(*args):
        depths.append(len(connection.savepoint_ids))
        return real(*args)

    monkeypatch.setattr("exchange.rules.reading.sheets_of", watched)
    before = len(connection.savepoint_ids)
    upload(sign_in(world.office), listing(NEW), form_key="c" * 32)
    assert depths == [before]
    assert Import.objects.count() == 1


def test_without_the_right_nothing_is_read(world, sign_in, monkeypatch):
    monkeypatch.setattr("exchange.rules.reading.sheets_of", None)
    assert upload(sign_in(world.secretary), listing(NEW), form_key="d" * 32).status_code == 403


def test_an_unclear_row_keeps_its_answer_when_the_sheet_is_looked_at_again(world):
    join(world.cell, "Hoàng Thị Thử Vân")
    source = bring(world, sheet(HEADINGS, VAN))
    row = source.chosen_rows().get()
    lists.choose_rows(source=source, left_out={}, answers={row.pk: "new"}, today=TODAY, by=world.office)
    assert outcomes(source) == ["new"]


def test_a_file_with_several_sheets_that_is_put_aside_names_them(world, sign_in):
    client = sign_in(world.office)
    client.cookies["django_language"] = "en"
    upload(client, each_cell_a_sheet())
    answer = client.post(reverse("exchange:import-drop", args=[Import.objects.get().pk]), follow=True)
    assert "its sheets Bìa, Lũng Mật, Pác Tao" in answer.content.decode()


def test_a_title_tells_no_cell_where_it_may_mean_another(world):
    rows = [[*HEADINGS[:4], *HEADINGS[5:]], [*VAN[:4], *VAN[5:]]]
    for title in ("CHI BỘ LŨNG MẬT 2", "CÁC CHI BỘ", "Chi bộ Lũng Mật, Chi bộ Pác Tao", "Danh sách Lũng Mật"):
        assert outcomes(bring(world, book(("Sheet1", [[title], *rows])))) == ["error"], title


def test_two_dates_side_by_side_are_not_joined_into_one(world):
    data = sheet([*HEADINGS[:4], "Năm sinh", *HEADINGS[4:]], [*VAN[:4], 1980, *VAN[4:]])
    assert kept(bring(world, data))["born"] == "1980-03-05"


@pytest.mark.parametrize("words", ["Bí thư", "Nữ", "đảng viên"])
def test_words_beside_the_names_that_are_no_given_names_stay_out(words, world):
    data = sheet(["STT", "Họ và tên", None, *HEADINGS[2:]], [1, VAN[1], words, *VAN[2:]])
    assert names(bring(world, data)) == [VAN[1]]


def test_whether_somebody_is_married_says_nothing_of_the_state_in_the_party(world):
    assert outcomes(bring(world, sheet([*HEADINGS, "Tình trạng hôn nhân"], [*VAN, "Đã kết hôn"]))) == ["new"]


STRANGE = {
    "two rows of one number": (b'<row r="2"', b'<row r="1"'),
    "a merged column without rows": (b"</worksheet>", b'<mergeCells><mergeCell ref="A:B"/></mergeCells></worksheet>'),
    "merged to the end, again and again": (
        b"</worksheet>", b"<mergeCells>" + b'<mergeCell ref="E2:E1048576"/>' * 20_000 + b"</mergeCells></worksheet>",
    ),
    "a number of thousands of digits": (b"05/03/1980", b"9" * 5000),
    "a date with a month of thousands of digits": (b"05/03/1980", b"9" * 5000 + b"/1980"),
    "a power of thousands of digits": (b"05/03/1980", b"1e" + b"9" * 5000),
}  # fmt: skip


@pytest.mark.parametrize("which", STRANGE)
def test_a_strange_workbook_gets_a_sentence_and_does_no_harm(which, world):
    data = spoiled(sheet(HEADINGS, VAN), "xl/worksheets/sheet1.xml", *STRANGE[which])
    assert outcomes(bring(world, data)) in (["new"], ["error"])


def test_a_state_among_the_remarks_is_told_though_remarks_are_not_read(world):
    rows = [[*VAN, "Đã mất"], [*SON, "con ông Sơn"]]
    source = bring(world, sheet([*HEADINGS, "Ghi chú"], *rows))
    assert sentences(source) == ["the remark says “Đã mất”: is it a member still?"]


def test_what_the_columns_of_one_sheet_mean_holds_for_the_next_with_the_same_headings(world):
    headings = ["STT", "Họ và tên", "Giới tính", "Cột lạ"]
    data = book(("Lũng Mật", [headings, [*VAN[:3], "1980"]]), ("Pác Tao", [headings, [*SON[:3], "1981"]]))
    columns = ["number", "full_name", "sex", "born"]
    source = lists.apply_import(source=bring(world, data, columns=columns), today=TODAY, by=world.office)
    assert source.next_sheet().sheets[0]["columns"] == columns


def test_a_heading_that_tells_of_somebody_else_or_of_another_time_is_not_read():
    others = (
        *("Năm sinh vợ", "Họ và tên chồng", "Ngày sinh của con", "Họ và tên mẹ đẻ", "Số điện thoại người thân"),
        *("Ngày kết nạp lại", "Ngày vào Đảng lần 2", "Ngày sinh hoạt", "Chi bộ trước khi chuyển", "Trạng thái thẻ"),
    )
    assert {columns.meaning(heading) for heading in others} == {""}
    own = {"Ngày, tháng, năm vào Đảng CSVN": "ceremony_on", "Ngày miễn sinh hoạt Đảng": "left_on"}
    own |= {"Chi bộ sinh hoạt": "cell", "Ngày vào Đảng lần đầu": "ceremony_on", "Họ tên bố": ""}
    assert {heading: columns.meaning(heading) for heading in own} == own
