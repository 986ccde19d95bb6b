"""A folder of nasty sheets, each with what must come of it. Made by tests/members/sheets.py; none is kept as a file."""

import io
import unicodedata
import zipfile
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.utils import translation

from accounts.roles import Role
from cells import services as structure
from exchange import services
from exchange.models import Import, ImportRow
from exchange.rules.reading import UnreadableError
from tests.exchange import sheets
from tests.exchange.sheets import book, listing, official, someone, table
from tests.world import LONG_AGO, TODAY, account, commune

OFFICIAL_PERSON = {
    "ID": 20117, "Họ và tên (*)": "BẾ THỊ MỚI", "Giới tính (*)": "Nữ", "Sinh ngày (*)": "05/03/1980",
    "Dân tộc (*)": "Hmông", "Tôn giáo (*)": "Tin lành", "Số định danh (*)": "004180000123",
    "Số thẻ Đảng (*)": "004180000123", "Nơi cấp thẻ": "Tỉnh ủy", "Ngày cấp": "03/02/2026",
    "Số thẻ theo QĐ 85": "12345678",
    "Tổ chức đảng đang sinh hoạt": "Chi bộ xóm Lũng Mật, Đảng bộ xã Nhà",
    "Nơi ĐKKS": ["Việt Nam", "Cao Bằng", "xã Sóc Hà"], "Quê quán": ["Cao Bằng", "xã Sóc Hà", "xóm Mẫu"],
    "Ngày vào Đảng (*)": "19/05/2010", "Ngày chính thức (*)": "19/05/2011", "Trạng thái hoạt động": "Đang sinh hoạt",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def world(nothing, today):
    """Two cells of a commune, one of another, and the office: all that a sheet is about."""
    home, away = commune("Nhà"), commune("Khác")
    cells = [
        structure.found_cell(commune=place, name=name, founded_on=LONG_AGO, by=None)
        for place, name in ((home, "Chi bộ Lũng Mật"), (home, "Chi bộ Pác Tao"), (away, "Chi bộ Xa"))
    ]
    return SimpleNamespace(commune=home, cell=cells[0], office=account("vanphong", home, Role.OFFICE))


def bring(world, data, name="danh-sach.xlsx", *, columns=None, sheet=None, **options):
    """The Import of a file, its columns taken as guessed and its rows checked."""
    by = world.office
    source = services.take_in(commune=world.commune, purpose="read_in", name=name, data=data, today=TODAY, by=by)
    sheet = source.sheet if sheet is None else sheet
    columns = columns or source.sheets[sheet]["columns"]
    options = {"on": TODAY} | options
    return services.check_import(source=source, columns=columns, sheet=sheet, today=TODAY, by=by, **options)


def read(world, data, name="danh-sach.xlsx", **options):
    """[(name, outcome, [sentences])] of a file."""
    source = bring(world, data, name, **options)
    return [(row.name, row.outcome, [problem[2] for problem in row.problems]) for row in source.chosen_rows()]


def facts(source):
    """{column of Member: value} of the only person that a sheet would enter."""
    row = source.chosen_rows().get(outcome="new")
    return {name: new for name, _old, new, *_shown in row.changes}


NEW = [("Bế Thị Mới", "new", [])]


def pages(made):
    sheet = made.active
    sheet.insert_rows(1, 4)
    sheet["A1"], sheet["A2"] = "ĐẢNG BỘ XÃ NHÀ", "DANH SÁCH ĐẢNG VIÊN CHI BỘ LŨNG MẬT"
    sheet.append(list(sheets.SHORT))  # the headings once more, on the next page
    sheet.append([2, *list(someone(name="Chu Thị Hai", number=None, born="06/03/1980").values())])
    sheet.append([None, "Tổng cộng: 2"])
    sheet.append(["", "", "", "", "", "", "NGƯỜI LẬP"])


def hide(made):
    made.create_sheet("Nháp").append(["bí mật"])
    made["Nháp"].sheet_state = "hidden"


def far_away(made):
    made.active["C1048576"] = "x"


def many_empty(made):
    for row in range(3, 5000):
        made.active.cell(row, 3).number_format = "@"


def formula(made):
    made.active["B2"] = '=CONCATENATE("Bế"," Thị Mới")'


def plain(**changed):
    return listing(someone(**changed))


WHOLE = {  # name: (file, its name, what is read)
    "title, headings on each page, totals": (
        listing(someone(), prepare=pages),
        "a.xlsx",
        [
            *NEW,
            ("Chu Thị Hai", "new", []),
            ("", "aside", ["a name has no digits"]),
            ("", "aside", ["“NGƯỜI LẬP” is no date"]),
        ],
    ),
    "hidden sheet": (listing(someone(), prepare=hide), "a.xlsx", NEW),
    "a cell in the last row of a million": (listing(someone(), prepare=far_away), "a.xlsx", NEW),
    "thousands of empty rows": (listing(someone(), prepare=many_empty), "a.xlsx", NEW),
    "untrue size": (
        sheets.spoiled(listing(someone()), "xl/worksheets/sheet1.xml", b'ref="A1:H2"', b'ref="A1:A1"'), "a.xlsx", NEW,
    ),
    "text that begins with =": (
        listing(someone(**{"Ghi chú": "=1+1"}), headings=(*sheets.SHORT, "Ghi chú")), "a.xlsx", NEW,
    ),
    "csv ; with BOM": (sheets.text(someone(), encoding="utf-8-sig"), "a.csv", NEW),
    "csv , without BOM": (sheets.text(someone(), separator=","), "a.csv", NEW),
    "csv tab in UTF-16": (sheets.text(someone(), separator="\t", encoding="utf-16"), "a.csv", NEW),
    "csv tab in UTF-16 without BOM": (sheets.text(someone(), separator="\t", encoding="utf-16-le"), "a.txt", NEW),
    "csv in Windows-1258": (sheets.text(someone(), encoding="windows-1258"), "a.csv", NEW),
    "csv in TCVN3": (sheets.text(someone(), encoding="tcvn3"), "a.csv", NEW),
    "csv in VNI": (sheets.text(someone(), encoding="vni"), "a.csv", NEW),
    "decomposed letters": (plain(name=unicodedata.normalize("NFD", "Bế Thị Mới")), "a.xlsx", NEW),
    "lines and blanks in cells": (plain(name="  Bế\n Thị\u200b  Mới "), "a.xlsx", NEW),
    "look-alike of Đ": (plain(name="Ðàm Thị Mới"), "a.xlsx", [("Đàm Thị Mới", "new", [])]),
    "twice the same": (
        listing(someone(), someone(name="BẾ THỊ MỚI")),
        "a.xlsx",
        [*NEW, ("Bế Thị Mới", "error", ["the same person as in row 2"])],
    ),
    "family and given name apart, birth by sex": (
        book(("Tờ", [
            ["TT", "Họ và tên", None, "Năm sinh", None, "Chi bộ", "Ngày vào Đảng", None],
            [None, "Họ đệm", "Tên", "Nam", "Nữ", None, "Dự bị", "Chính thức"],
            [1, "Bế Thị", "Mới", None, 1980, "Lũng Mật", "19/05/2010", "19/05/2011"],
        ])),
        "a.xlsx",
        NEW,
    ),
}  # fmt: skip


@pytest.mark.parametrize("which", WHOLE)
def test_a_nasty_sheet_is_read_as_it_is_meant(which, world):
    data, name, expected = WHOLE[which]
    assert read(world, data, name) == expected


CELLS = {  # name: (cells, what is kept, sentence of warning or error)
    "number without its two zeros": ({"number": 4180000123}, "004180000123", "two leading zeros"),
    "number without one zero": ({"number": 34180000123}, "034180000123", "a leading zero"),
    "number with .0": ({"number": "004180000123.0"}, "004180000123", None),
    "number with blanks": ({"number": "004 180 000 123"}, "004180000123", None),
    "number of a float": ({"number": 34180000123.0}, "034180000123", "a leading zero"),
    "number written out in full": ({"number": "3.4180000123E+10"}, "034180000123", "a leading zero"),
    "number cut by Excel": ({"number": "4.18E+09"}, None, "has cut the number to 4.18E+09"),
    "number without zeros, of another sex": ({"number": 4080000123}, None, "10 digits, 12 are needed"),
    "number of nine digits": ({"number": "080000123"}, None, "9 digits, 12 are needed"),
    "number of 13 digits": ({"number": "0041800001234"}, None, "13 digits, 12 are needed"),
    "number with a letter": ({"number": "00418000012O"}, None, "has digits only"),
    "number of the other sex": ({"number": "004080000123"}, "004080000123", "not that of this sex"),
    "number of another year": ({"number": "004181000123"}, "004181000123", "not that of this birth year"),
}


@pytest.mark.parametrize("which", CELLS)
def test_a_number_stays_text_and_is_corrected_only_where_that_is_certain(which, world):
    cells, kept, sentence = CELLS[which]
    row = bring(world, plain(**cells)).chosen_rows().get()
    told = [problem[2] for problem in row.problems]
    assert [change[2] for change in row.changes if change[0] == "id_number"] == ([kept] if kept else [])
    assert row.outcome == ("new" if kept else "error")
    assert (sentence in told[0]) if sentence else told == []


DATES = {  # cell: (what is kept, sentence)
    "05/03/1980": ("1980-03-05", None),
    "5-3-1980": ("1980-03-05", None),
    "1980-03-05": ("1980-03-05", None),
    "05.03.1980": ("1980-03-05", None),
    "ngày 5 tháng 3 năm 1980": ("1980-03-05", None),
    "05/03/1980 00:00:00": ("1980-03-05", None),
    datetime(1980, 3, 5): ("1980-03-05", None),
    date(1980, 3, 5): ("1980-03-05", None),
    29285: ("1980-03-05", "Excel's number 29285 was read as 05/03/1980"),
    "29285": ("1980-03-05", "Excel's number 29285 was read as 05/03/1980"),
    1980: ("1980", None),
    "1980": ("1980", None),
    "3/1980": ("1980-03", None),
    "Tháng 3/1980": ("1980-03", None),
    "00/00/1980": ("1980", None),
    "00/03/1980": ("1980-03", None),
    datetime(1905, 6, 2): ("1980", "02/06/1905 was read as the year 1980"),  # 1980 in a cell formatted as a date
    "31/02/1980": (None, "there is no day 31/02/1980"),
    "03/25/1980": (None, "there is no day 03/25/1980"),
    "05/03/80": (None, "write the year with four digits"),
    "05/03/1880": (None, "05/03/1880 lies too far back"),
    "25/11/2026": (None, "25/11/2026 has not come yet"),
    "khoảng 1980": (None, "“khoảng 1980” is no date"),
    "7000": (None, "7000 has not come yet"),
    "#N/A": (None, "Excel shows the error #N/A"),
}


@pytest.mark.parametrize("cell", DATES, ids=str)
def test_a_date_is_read_in_every_guise_and_never_made_up(cell, world):
    kept, sentence = DATES[cell]
    row = bring(world, plain(born=cell, number=None)).chosen_rows().get()
    assert [change[2] for change in row.changes if change[0] == "born"] == ([kept] if kept else [])
    told = [problem[2] for problem in row.problems]
    assert any(sentence in one for one in told) if sentence else told == []


def test_the_days_of_a_life_follow_each_other(world):
    for changed, right in (
        ({"born": "19/05/2010", "number": None}, True),
        ({"born": "20/05/2010", "number": None}, False),
        ({"official": "19/05/2010"}, True),
        ({"official": "18/05/2010"}, False),
        ({"official": "2010"}, True),
    ):
        assert read(world, plain(**changed))[0][1] == ("new" if right else "error"), changed


OTHER = {  # column: [(cell, what is kept, sentence)]
    "Giới tính": [("nữ", "female", None), ("F", "female", None), ("Z", None, "neither Nam nor Nữ")],
    "Điện thoại": [
        (912345678, "0912345678", "a leading zero"),
        ("+84 912 345 678", "0912345678", None),
        ("123", None, "ten digits"),
    ],
    "Số CMND cũ": [
        (80123456, "080123456", "a leading zero"),
        ("080123456", "080123456", None),
        ("1234567", None, "7 digits"),
    ],
    "Lớp": [
        ("9/12", "9/12", None),
        (datetime(2026, 12, 9), "9/12", "was read as the grade 9/12"),
        (datetime(2026, 9, 12), "9/12", "was read as the grade 9/12"),
        (datetime(2026, 12, 12), "12/12", "was read as the grade 12/12"),
        ("13/12", None, "write the grade"),
    ],
    "Họ và tên": [
        ("BẾ THỊ MỚI", "Bế Thị Mới", None),
        ("H'Y BIÊN-NIÊ", "H'Y Biên-Niê", None),
        ("Bế Thị Mới 2", None, "a name has no digits"),
        ("Lý " + "a" * 98, None, "101 characters, at most 100 fit"),
    ],
    "Tên gọi khác": [("–", None, None), ("không rõ", None, None), ("=A1", "=A1", None)],
    "Chi bộ": [
        ("lung mat", "Chi bộ Lũng Mật", None),
        ("CHI BỘ XÓM LŨNG MẬT", "Chi bộ Lũng Mật", None),
        ("Đảng bộ xã Nhà - Chi bộ Pác Tao", "Chi bộ Pác Tao", None),
        ("Chi bộ Xa", None, "there is no cell “Chi bộ Xa”"),  # that of the other commune
    ],
    "Dân tộc": [("Sán Chỉ", "15", None), ("Sao Hỏa", None, "not in the list")],
}  # fmt: skip
FIELDS = {
    "Giới tính": "sex", "Điện thoại": "phone", "Số CMND cũ": "old_id_number", "Lớp": "grade", "Họ và tên": "full_name",
    "Tên gọi khác": "other_name", "Dân tộc": "ethnicity_id",
}  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "cell", "kept", "sentence"), [(heading, *case) for heading, cases in OTHER.items() for case in cases]
)
def test_other_cells(heading, cell, kept, sentence, world):
    headings = tuple(dict.fromkeys((*sheets.SHORT, heading)))
    row = bring(world, listing(sheets.NEW | {heading: cell}, headings=headings)).chosen_rows().get()
    found = {change[0]: change[2] for change in row.changes}.get(FIELDS.get(heading))
    if heading == "Chi bộ":
        found = row.cell and row.cell.name
    if heading == "Dân tộc" and found:
        found = world.commune.codes.get(pk=found).code
    told = [problem[2] for problem in row.problems]
    assert found == kept
    assert any(sentence in one for one in told) if sentence else told == []


def test_of_a_file_that_is_refused_nothing_is_kept(world):
    with pytest.raises(UnreadableError, match="is empty"):
        read(world, b"")
    assert not Import.objects.exists()


def test_the_official_list_is_read_with_its_merged_headings_and_without_religion(world):
    source = bring(world, official(OFFICIAL_PERSON))
    kept = facts(source)
    hmong = world.commune.codes.get(list="ethnicity", code="08")
    assert kept == {
        "full_name": "Bế Thị Mới", "sex": "female", "born": "1980-03-05", "ethnicity_id": hmong.pk,
        "id_number": "004180000123", "card_no": "004180000123", "card_at": "Tỉnh ủy", "card_on": "2026-02-03",
        "old_card_no": "12345678", "birth_place": "xã Sóc Hà, Cao Bằng", "home_place": "xóm Mẫu, xã Sóc Hà, Cao Bằng",
        "ceremony_on": "2010-05-19", "official_on": "2011-05-19", "party_since": "2010-05-19",
    }  # fmt: skip
    row = source.chosen_rows().get()
    assert (row.number, row.cell, row.problems) == (5, world.cell, [])
    assert any("Tôn giáo" in note for note in source.notes)
    assert "Tin lành" not in str(list(ImportRow.objects.values())) + str(list(Import.objects.values()))


def test_religion_is_not_kept_whatever_its_column_is_said_to_mean(world):
    data = listing(someone(**{"Tôn giáo": "Tin lành"}), headings=(*sheets.SHORT, "Tôn giáo"))
    columns = [*bring(world, data).columns[:-1], "other_name"]
    assert "other_name" not in facts(bring(world, data, columns=columns))


def test_a_formula_without_its_result_is_an_error_and_one_with_it_is_read(world):
    data = listing(someone(), prepare=formula)
    assert read(world, data) == [("", "error", ["a formula without its result: paste the values instead"])]
    xml = b"<v></v>" if b"<v></v>" in _sheet_xml(data) else b"<v />"
    with_result = sheets.spoiled(data, "xl/worksheets/sheet1.xml", xml, "<v>Bế Thị Mới</v>".encode())
    with_result = sheets.spoiled(with_result, "xl/worksheets/sheet1.xml", b'<c r="B2"', b'<c r="B2" t="str"')
    assert read(world, with_result) == NEW


def _sheet_xml(data):
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_cells_in_an_old_font_are_converted_and_the_clerk_is_told(encoding, world):
    names = ["Nguyễn Thị Hường", "Nguyễn Thị Ngọc"]
    people = [someone(name=sheets.old_font(name, encoding), number=None) for name in names]
    source = bring(world, listing(*people))
    assert [row.name for row in source.chosen_rows()] == names
    assert "2 cells" in source.notes[0]


def test_of_several_sheets_the_one_with_the_headings_is_taken_and_another_can_be_chosen(world):
    other = table(someone(name="Chu Thị Hai"))
    data = book(("Bìa", [["Danh sách", "xã Nhà"]]), ("Một", table(someone())), ("Hai", other))
    assert read(world, data)[0][0] == "Bế Thị Mới"
    assert read(world, data, sheet=2)[0][0] == "Chu Thị Hai"


def test_a_sheet_without_headings_can_be_read_by_saying_what_its_columns_mean(world):
    rows = [["Bế Thị Mới", "Nữ", "1980", "Lũng Mật", "2010"], ["Chu Văn Hai", "Nam", "1981", "Lũng Mật", "2011"]]
    columns = ["full_name", "sex", "born", "cell", "official_on"]
    source = bring(world, book(("Tờ", rows)), columns=columns)
    assert source.headings == [f"Column {letter}" for letter in "ABCDE"]
    assert [row.outcome for row in source.chosen_rows()] == ["new", "new"]


def test_our_template_names_every_column_that_we_read_and_its_example_row_is_left_out(world, sign_in):
    data = sign_in(world.office).get("/members/imports/template/").content
    source = services.take_in(
        commune=world.commune, purpose="read_in", name="mau.xlsx", data=data, today=TODAY, by=world.office
    )
    columns = source.sheets[0]["columns"]
    assert "" not in columns
    assert {"full_name", "sex", "born", "cell", "ceremony_on", "official_on", "hamlet", "theory"} <= set(columns)
    assert source.rows.count() == 0
    assert "Row 2 is the example row" in source.notes[0]
