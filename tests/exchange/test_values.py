"""What a cell of a sheet says: each reader on both sides of what it takes, with what it warns of and why it refuses."""

from types import SimpleNamespace

import pytest

from cells import services as structure
from exchange.enums import Listed
from exchange.rules import values
from exchange.rules.values import CellError, Names
from exchange.rules.workbook import NO_VALUE
from members.enums import Sex, Standing
from tests.world import TODAY


def read(reader, *cell):
    """What a reader answers, or the sentence with which it refuses."""
    try:
        return reader(*cell)
    except CellError as error:
        return str(error)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("05/03/1980", ("1980-03-05", "")),
        ("5-3-1980", ("1980-03-05", "")),
        ("5.3.1980", ("1980-03-05", "")),
        ("1980-03-05", ("1980-03-05", "")),
        ("03/1980", ("1980-03", "")),
        ("00/03/1980", ("1980-03", "")),
        ("00/00/1980", ("1980", "")),
        ("1980", ("1980", "")),
        ("ngày 5 tháng 3 năm 1980", ("1980-03-05", "")),
        ("1980-03-05 00:00:00", ("1980-03-05", "")),
        ("05/03/1980 7:30", ("1980-03-05", "")),
        ("29285", ("1980-03-05", "số Excel 29285 được đọc là ngày 05/03/1980")),
        ("9999", "9999 chưa đến"),
        ("10000", ("1927-05-18", "số Excel 10000 được đọc là ngày 18/05/1927")),
        ("60000", "08/04/2064 chưa đến"),
        ("60001", "“60001”: hãy ghi năm đủ bốn chữ số"),
        ("46350", ("2026-11-24", "số Excel 46350 được đọc là ngày 24/11/2026")),
        ("02/1905", ("1905-02", "")),
        ("16/06/1905", ("1994", "16/06/1905 được đọc là năm 1994")),
        ("15/03/1905", ("1901", "15/03/1905 được đọc là năm 1901")),
        ("5/3/80", "“5/3/80”: hãy ghi năm đủ bốn chữ số"),
        ("31/02/1980", "không có ngày 31/02/1980"),
        ("1/2/3/1980", "“1/2/3/1980” không phải ngày"),
        ("abc", "“abc” không phải ngày"),
        ("5/3/198000", "“5/3/198000” không phải ngày"),
        ("01/01/1899", "01/01/1899 quá xa trong quá khứ"),
        ("24/11/2026", ("2026-11-24", "")),
        ("25/11/2026", "25/11/2026 chưa đến"),
        ("2027", "2027 chưa đến"),
        ("2026", ("2026", "")),
        ("123456", "“123456” không phải ngày"),
        ("05/13/1980", "không có ngày 05/13/1980"),
        ("0/5/1980", ("1980-05", "")),
        ("T12/1965", ("1965-12", "")),
        ("sinh năm 1958", ("1958", "")),
        ("05/03/1980.", ("1980-03-05", "")),
        ("05031980", ("1980-03-05", "")),
        ("??/??/1958", ("1958", "")),
        ("--/3/1958", ("1958-03", "")),
        ("…/…/1958", ("1958", "")),
        ("1958?", "“1958?” không phải ngày"),
    ],
)
def test_a_day_in_every_guise_is_read_up_to_today(text, told):
    assert read(values.day, text, TODAY) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4.08E+10", "Excel đã rút gọn số thành 4.08E+10: hãy định dạng cột là văn bản"),
        ("4,08E+10", "Excel đã rút gọn số thành 4,08E+10: hãy định dạng cột là văn bản"),
        ("4E10", "Excel đã rút gọn số thành 4E10: hãy định dạng cột là văn bản"),
        ("4.0800000001E+10", "40800000001"),
        ("4.08E+09", "Excel đã rút gọn số thành 4.08E+09: hãy định dạng cột là văn bản"),
        ("004 080-000.001'", "004080000001"),
        ("40800.0", "40800"),
        ("40800,00", "40800"),
        ("12a", "số chỉ gồm chữ số"),
        ("１２", "số chỉ gồm chữ số"),
    ],
)
def test_digits_are_put_right_where_only_their_looks_have_changed(text, told):
    assert read(values.digits, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12345678", ("012345678", "thiếu số 0 ở đầu, đã thêm")),
        ("123456789", ("123456789", "")),
        ("1234567", "có 7 chữ số, cần 9"),
        ("1234567890", "có 10 chữ số, cần 9"),
    ],
)
def test_a_former_identity_number_has_nine_digits(text, told):
    assert read(values.former_identity, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0912345678", ("0912345678", "")),
        ("912345678", ("0912345678", "thiếu số 0 ở đầu, đã thêm")),
        ("+84912345678", ("0912345678", "")),
        ("84912345678", ("0912345678", "")),
        ("841234567", ("0841234567", "thiếu số 0 ở đầu, đã thêm")),
        ("012345678", "cần mười chữ số, bắt đầu bằng 0"),
        ("09123456789", "cần mười chữ số, bắt đầu bằng 0"),
        ("1912345678", "cần mười chữ số, bắt đầu bằng 0"),
        ("84912345678 0", "cần mười chữ số, bắt đầu bằng 0"),
    ],
)
def test_a_phone_number_has_ten_digits_and_a_zero_in_front(text, told):
    assert read(values.phone, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0912345678; 0987654321", ["0912345678", "0987654321"]),
        ("0912345678, 0987654321", ["0912345678", "0987654321"]),
        ("SĐT: 0912345678", ["0912345678"]),
        ("CMND cũ 123456789 / CCCD mới 004080000001", ["123456789", "004080000001"]),
        ("0912 345 678", ["0912 345 678"]),
        ("0912345678 0987654321", ["0912345678", "0987654321"]),
        ("012345678901 004080000001", ["012345678901", "004080000001"]),
        ("4.08E+10", ["4.08E+10"]),
        ("0912345678 - 0987654321", ["0912345678", "0987654321"]),
        ("0912345678 hoặc 0987654321", ["0912345678", "0987654321"]),
        ("12, 13", ["12, 13"]),
        ("091234567 8912345678", ["091234567", "8912345678"]),
    ],
)
def test_numbers_that_share_a_cell_are_told_apart(text, told):
    assert read(values.several, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nông Văn An", ("Nông Văn An", "", "")),
        ("NÔNG VĂN AN", ("Nông Văn An", "", "")),
        ("nông văn an", ("Nông Văn An", "", "")),
        ("1. Nông Văn An", ("Nông Văn An", "", "")),
        ("đ/c Nông Văn An", ("Nông Văn An", "", "")),
        ("Đồng chí: Nông Văn An", ("Nông Văn An", "", "")),
        ("Bí thư Nông Văn An", ("Nông Văn An", "đã bỏ “Bí thư” ghi cạnh họ tên", "Bí thư")),
        ("Nông Văn An (Bảy)", ("Nông Văn An", "đã bỏ “Bảy” ghi cạnh họ tên", "Bảy")),
        ("Nông Văn An - bí thư", ("Nông Văn An", "đã bỏ “bí thư” ghi cạnh họ tên", "bí thư")),
        ("Nông Văn An - Hà Nội", ("Nông Văn An - Hà Nội", "", "")),
        ("Nông Văn An, phó bí thư", ("Nông Văn An", "đã bỏ “phó bí thư” ghi cạnh họ tên", "phó bí thư")),
        ("H’Mông Thị Á", ("H’Mông Thị Á", "", "")),
        ("K'ăng Thị A", ("K'ăng Thị A", "", "")),
        ("N?ng Văn An", "họ tên bị mất chữ: “N?ng Văn An”"),
        ("N\ufffdng", "họ tên bị mất chữ: “N\ufffdng”"),
        ("Nông Văn 1", "họ tên không có chữ số"),
        ("Nông @ An", "họ tên không có các dấu như trong “Nông @ An”"),
        ("", "họ tên không có các dấu như trong “”"),
        ("Nông Thị", "thiếu tên (mới có họ và chữ đệm)"),
        ("Nông Văn An *", ("Nông Văn An", "", "")),
        ("Nguyễn văn McAn", ("Nguyễn Văn McAn", "", "")),
        ("Bà An", ("Bà An", "", "")),
        ("BT. Nông Văn An", ("Nông Văn An", "đã bỏ “BT” ghi cạnh họ tên", "BT")),
        ("nguyên Nông", ("Nguyên Nông", "", "")),
        ("PGS.TS. Nông Văn An", ("Nông Văn An", "đã bỏ “PGS, TS” ghi cạnh họ tên", "PGS, TS")),
        ("Đại tá Nông Văn An", ("Nông Văn An", "đã bỏ “Đại tá” ghi cạnh họ tên", "Đại tá")),
        ("Nông Văn An Phó bí thư", ("Nông Văn An", "đã bỏ “Phó bí thư” ghi cạnh họ tên", "Phó bí thư")),
        ("Nông An Phó bí thư", ("Nông An", "đã bỏ “Phó bí thư” ghi cạnh họ tên", "Phó bí thư")),
        ("Nông Văn An - BTCB", ("Nông Văn An", "đã bỏ “BTCB” ghi cạnh họ tên", "BTCB")),
        ("Nông Bí Thư", ("Nông Bí Thư", "", "")),
        ("Nông Văn B", ("Nông Văn B", "", "")),
        ("An", "thiếu họ (mới có tên)"),
        ("NGUY N V N  T", "họ tên bị mất chữ: “NGUY N V N  T”"),
        ("Nông Vn An", "họ tên bị mất chữ: “Nông Vn An”"),
        ("NguyÔn ThÞ Ánh", "họ tên bị mất chữ: “NguyÔn ThÞ Ánh”"),
        ("Bế Văn X [cũ] (Y)", ("Bế Văn X", "đã bỏ “cũ, Y” ghi cạnh họ tên", "cũ, Y")),
    ],
)
def test_a_name_is_freed_of_what_stands_around_it(text, told):
    assert read(values.person, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nam", (Sex.MALE, "")),
        ("NỮ", (Sex.FEMALE, "")),
        ("nu", (Sex.FEMALE, "")),
        ("Male", (Sex.MALE, "")),
        ("x", "“x” không phải Nam hoặc Nữ"),
    ],
)
def test_a_sex_is_one_of_two_words(text, told):
    assert read(values.sex, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("9/12", ("9/12", "")),
        ("09/12", ("9/12", "")),
        ("12/09/2025", ("9/12", "12/09/2025 được đọc là trình độ 9/12")),
        ("7/10", ("7/10", "")),
        ("10/7", ("7/10", "10/7 được đọc là trình độ 7/10")),
        ("11/12", ("11/12", "")),
        ("12/12", ("12/12", "")),
        ("0/12", "ghi trình độ dạng 8/10 hoặc 12/12"),
        ("13/12", "ghi trình độ dạng 8/10 hoặc 12/12"),
        ("9/11", "ghi trình độ dạng 8/10 hoặc 12/12"),
        ("10/12/2025", ("10/12", "10/12/2025 được đọc là trình độ 10/12")),
        ("12/10", ("10/12", "12/10 được đọc là trình độ 10/12")),
        ("9", "ghi trình độ dạng 8/10 hoặc 12/12"),
        ("12/12/2025", ("12/12", "12/12/2025 được đọc là trình độ 12/12")),
        ("01/12", ("1/12", "")),
    ],
)
def test_a_grade_is_read_also_where_a_date_was_made_of_it(text, told):
    assert read(values.grade, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Đang sinh hoạt", (Listed.ACTIVE, "")),
        ("Đã từ trần", (Listed.DIED, "")),
        ("Đảng viên đã chuyển đi", (Listed.ELSEWHERE, "")),
        ("tạm thời", (Listed.ACTIVE, "không nhập việc sinh hoạt tạm thời: hãy ghi trong hồ sơ")),
        ("Chính thức", (Listed.ACTIVE, "")),
        ("lạ", "không rõ trạng thái “lạ”"),
        ("Bị khai trừ", (Listed.LEFT, "")),
        ("miễn SHĐ", (Listed.EXEMPT, "")),
        ("đang", "không rõ trạng thái “đang”"),
        ("Đảng viên", "không rõ trạng thái “Đảng viên”"),
        ("Từ trần năm 2024", (Listed.DIED, "")),
        ("Đã chuyển SHĐ đi nơi khác", (Listed.ELSEWHERE, "")),
        ("Bị khai trừ ra khỏi Đảng", (Listed.LEFT, "")),
        ("Đã bị xóa tên khỏi danh sách đảng viên", (Listed.LEFT, "")),
        ("Miễn công tác, sinh hoạt Đảng", (Listed.EXEMPT, "")),
        ("Tạm đình chỉ SHĐ", (Listed.SUSPENDED, "")),
        ("ĐV dự bị", (Listed.ACTIVE, "")),
        ("Không còn sinh hoạt", "không rõ trạng thái “Không còn sinh hoạt”"),
    ],
)
def test_a_state_is_known_with_the_words_around_it(text, told):
    assert read(values.listed, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chính thức", (Standing.OFFICIAL, "")),
        ("ĐV dự bị", (Standing.PROBATIONARY, "")),
        ("CT", (Standing.OFFICIAL, "")),
        ("db", (Standing.PROBATIONARY, "")),
        ("lạ", "“lạ” không phải chính thức, cũng không phải dự bị"),
    ],
)
def test_a_standing_is_official_or_probationary(text, told):
    assert read(values.standing, text) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Có", True),
        ("x", True),
        ("Không.", False),
        ("0", False),
        ("lạ", "“lạ” không phải Có, cũng không phải Không"),
    ],
)
def test_yes_and_no_are_said_in_many_ways(text, told):
    assert read(values.yes, text) == told


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (("004080000001", Sex.MALE, "1980"), ("004080000001", "")),
        (("004080000001", Sex.FEMALE, "1980"), ("004080000001", "số căn cước không khớp giới tính")),
        (("4080000001", Sex.MALE, "1980"), ("004080000001", "thiếu hai số 0 ở đầu, đã thêm")),
        (("04080000001", Sex.MALE, "1980"), ("004080000001", "thiếu số 0 ở đầu, đã thêm")),
        (("4080000001", "", "1980"), "có 10 chữ số, cần 12"),
        (("4080000001", Sex.MALE, ""), "có 10 chữ số, cần 12"),
        (("4080000001", Sex.MALE, "1981"), "có 10 chữ số, cần 12"),
        (("480000001", Sex.MALE, "1980"), "có 9 chữ số, cần 12"),
        (("0040800000011", Sex.MALE, "1980"), "có 13 chữ số, cần 12"),
        (("13080000001", Sex.MALE, "1980"), ("013080000001", "thiếu số 0 ở đầu, đã thêm")),
    ],
)
def test_leading_zeros_come_back_where_sex_and_birth_year_agree(cell, told):
    assert read(values.identity, *cell) == told


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (("abc", 3), ("abc", "")),
        (("abcd", 3), "4 ký tự, chỉ chứa được 3"),
        (("a?b", 9), "mất chữ: “a?b”"),
        (("a\ufffd", 9), "mất chữ: “a\ufffd”"),
        (("?", 9), ("?", "")),
    ],
)
def test_a_line_fits_and_has_all_its_letters(cell, told):
    assert read(values.line, *cell) == told


def test_what_excel_has_no_value_for_is_refused():
    told = {text: read(values.whole, text) for text in ("#1", "x", "#N/A", "#####", NO_VALUE)}
    assert told == {
        "#1": "#1",
        "x": "x",
        "#N/A": "Excel báo lỗi #N/A",
        "#####": "Excel báo lỗi #####",
        NO_VALUE: "công thức không có kết quả: hãy dán giá trị",
    }


def test_long_texts_are_cut_where_a_sentence_quotes_them():
    long = "x" * 99
    quoted = [read(reader, long) for reader in (values.sex, values.listed, values.standing, values.yes)]
    assert [sentence.count("x") for sentence in quoted] == [40] * 4
    assert read(values.day, long, TODAY).count("x") == 40
    days = [f"{day}{'/' * 60}{year}" for day, year in ((1, 80), (13, 1980), ("32/1", 1980))]
    assert [read(values.day, words, TODAY).count("/") for words in days] == [39, 38, 37]
    many = Names([Called("Chi bộ A Lũng"), Called("Chi bộ Pác Tao")])
    assert read(many.find, f"A Lũng, Pác Tao, {long}").count("x") == 43
    assert [
        read(reader, *cell).count("y")
        for reader, *cell in (
            (values.person, "?" + "y" * 99),
            (values.person, "@" + "y" * 99),
            (values.line, "y?" + "y" * 99, 9),
            (values.person, "Bcd " + "y" * 99),
        )
    ] == [59, 59, 59, 56]
    assert values.person(f"Nông Văn An ({long})")[1].count("x") == 60


def test_a_cell_is_found_by_any_way_of_writing_its_name_and_by_former_ones(world):
    facts = {"name": "Chi bộ Lũng Mới", "meeting_day": 3, "renamed_on": TODAY}
    structure.edit_cell(cell=world.cell, by=world.office, **facts)
    for name in ("Chi bộ Bản Cà", "Chi bộ Bản Cá"):
        structure.found_cell(commune=world.commune, name=name, founded_on=TODAY, by=world.office)
    names = Names(world.commune.cells.prefetch_related("former_names"))
    for text in (
        *("Chi bộ Lũng Mới", "chi bo lung moi", "CB Lũng Mới", "Xóm Lũng Mới", "Chi bộ: xóm Lũng Mới", "Lũng Mới"),
        *(
            "Chi bộ Lũng Mật",
            "Lũng Mật",
            "Chi bộ Lũng Mới, Đảng bộ xã Nhà",
            "Lũng Mới trực thuộc Đảng ủy xã",
            "Bí thư: Lũng Mật",
            "C.B “Lũng Mới”.",
            "Chi bộ Lũng Mới của Đảng bộ xã Nhà",
            "Đảng ủy xã Nhà\\Chi bộ Lũng Mới",
            "Lũng Mới xã Nhà",
        ),
    ):
        assert names.find(text) == world.cell, text
    assert [names.find(text) for text in ("", "Lũng", "Đảng bộ xã Nhà", "Lũng Mới 2")] == [None] * 4
    assert str(names.find("chi bộ bản cá")) == "Chi bộ Bản Cá"
    for text in ("Lũng Mới - Pác Tao", "Chi bộ ghép Pác Tao, Lũng Mới"):
        assert read(names.find, text) == f"“{text}” có thể là Chi bộ Lũng Mới, Chi bộ Pác Tao"
    unclear = "“ban ca” có thể là Chi bộ Bản Cà, Chi bộ Bản Cá"
    assert [read(names.find, text) for text in ("ban ca", "Ban Ca")] == [unclear, unclear.replace("ban ca", "Ban Ca")]


class Called(str):
    former_names = SimpleNamespace(all=list)
    name = property(str)


def test_a_title_speaks_of_the_cell_with_the_longest_name_and_never_of_two():
    names = Names([Called(name) for name in ("Chi bộ Lũng", "Chi bộ Lũng An", "Chi bộ Xóm Pác Tao", "Chi bộ")])
    told = {
        "Danh sách Chi bộ Lũng An năm 2026": "Chi bộ Lũng An",
        "Danh sách Chi bộ Pác Tao": "Chi bộ Xóm Pác Tao",
        "Chi bộ Lũng thuộc chi bộ Pác Tao": None,
        "Danh sách đảng viên": None,
    }
    assert {text: names.within(text) for text in told} == told


def test_a_name_with_the_word_for_a_hamlet_is_told_from_one_without_it():
    names = Names([Called("Chi bộ Xóm Lũng"), Called("Chi bộ Lũng")])
    told = {text: names.find(text) for text in ("xóm Lũng", "CB xóm Lũng", "lũng", "CB Lũng")}
    hamlet, bare = "Chi bộ Xóm Lũng", "Chi bộ Lũng"
    assert told == {"xóm Lũng": hamlet, "CB xóm Lũng": hamlet, "lũng": bare, "CB Lũng": bare}


def test_a_title_speaks_of_one_cell_or_of_none(world):
    short = structure.found_cell(commune=world.commune, name="Chi bộ Lũng", founded_on=TODAY, by=world.office)
    names = Names(world.commune.cells.prefetch_related("former_names"))
    told = {
        "Danh sách đảng viên Chi bộ Lũng Mật năm 2026": world.cell,
        "DANH SÁCH CHI BỘ XÓM PÁC TAO": world.other_cell,
        "Chi bộ Lũng Mật: 23 đảng viên": world.cell,
        "Danh sách đảng viên Lũng Mật": None,
        "Chi bộ Lũng Mật 2": None,
        "Chi bộ Lũng Mật B": None,
        "Chi bộ Lũng Mật Trên": None,
        "Chi bộ Lũng Mật và Pác Tao": None,
        "Chi bộ Lũng Mật thuộc Đảng bộ xã": world.cell,
        "Chi bộ Lũng Mật và chi bộ Pác Tao": None,
        "Chi bộ Lũng": short,
        "Chi bộ Xa": None,
    }
    assert {text: names.within(text) for text in told} == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("01/01/1900", ("1900-01-01", "")),
        ("1980-03", ("1980-03", "")),
        ("29/02/2000", ("2000-02-29", "")),
        ("31/12/1980", ("1980-12-31", "")),
        ("0001", "0001 quá xa trong quá khứ"),
    ],
)
def test_first_and_last_days_of_what_is_read(text, told):
    assert read(values.day, text, TODAY) == told


def test_numbers_keep_what_excel_shortened_without_a_point_and_phones_what_stands_before_them():
    assert values.digits("4E+0") == "4"
    assert values.phone("+84 912 345 678") == ("0912345678", "")
    assert read(values.phone, "X0912345678") == "số chỉ gồm chữ số"
    assert values.identity("004080000001", Sex.MALE, "1981")[1] == "số căn cước không khớp năm sinh"
    assert read(values.identity, "4080000001", Sex.FEMALE, "1980") == "có 10 chữ số, cần 12"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("(0912345678); 123456", ["0912345678", "123456"]),
        ("0912345678; 12345", ["0912345678; 12345"]),
        ("12345678 12345678", ["12345678 12345678"]),
        ("12345678 123456789", ["12345678 123456789"]),
        ("123456789 12345678", ["123456789 12345678"]),
        ("SĐT 12345", ["12345"]),
        ("SĐT:0912345678", ["0912345678"]),
        ("X0912345678; 123456", ["X0912345678", "123456"]),
        ("0912345678 (vợ)", ["0912345678"]),
        ("0912345678;", ["0912345678"]),
    ],
)
def test_numbers_are_told_apart_where_each_is_long_enough(text, told):
    assert values.several(text) == told


def test_marks_around_a_state_or_an_answer_are_passed_over():
    assert values.listed("đã từ trần)") == (Listed.DIED, "")
    assert [values.yes(text) for text in (".x.", "không..")] == [True, False]
    assert read(values.yes, "Xx") == "“Xx” không phải Có, cũng không phải Không"
    assert values.person("h’mông thị á")[0] == "H’mông Thị Á"
    assert values.person("Ma K’ăng")[0] == "Ma K’ăng"
