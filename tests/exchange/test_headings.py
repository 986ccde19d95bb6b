"""What a heading means, which rows of a sheet are its headings, and what of it is told: lists without a database."""

import pytest
from django.utils import translation

from exchange.rules.columns import COLUMNS, guessed, heading_key, meaning, never_kept, place_rank
from exchange.rules.headings import find_list, read_lists
from exchange.rules.workbook import Sheet
from members.models import Member

PEOPLE = [["1", "Nông Văn An", "Nam"], ["2", "Hoàng Thị Ánh", "Nữ"]]


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("HỌ VÀ TÊN (*)", "full_name"),
        ("Họ đệm", "full_name"),
        ("Họ", "full_name"),
        ("Họ và", "full_name"),
        ("Tên chính", "full_name"),
        ("cccd", "id_number"),
        ("Số CCCD của đảng viên", "id_number"),
        ("Nơi cấp thẻ Đảng (số thẻ)", "card_at"),  # the longest words count
        ("Số thẻ mới", "card_no"),
        ("Ghi so tt vào", None),  # too short to be found inside
        ("Kho số thẻn", None),  # no whole words
        ("Ngày sinh năm", "born"),
        ("NGÀY SINH NĂM", "born"),
        ("Ngày sinh nam", "born_male"),
        ("Năm", None),
        ("Họ tên vợ", ""),
        ("Ngày sinh của con", ""),
        ("Ngày sinh hoạt", ""),
        ("Dân tộc, tôn giáo", ""),
        ("Tín ngưỡng", ""),
        ("Ghi chú", ""),
        ("Lạ", None),
        ("full name", "full_name"),
        ("state", "status"),
        ("Deletion proposed", "removal"),
        ("No.", "number"),
    ],
)
def test_a_heading_means_a_column_or_nothing(heading, key):
    assert meaning(heading) == key


def test_headings_are_compared_without_diacritics_signs_and_line_breaks():
    assert heading_key(" Ngày,\ntháng/năm sinh (*)") == "ngay thang nam sinh"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_words_of_our_own_tables_are_known_in_every_language(language):
    with translation.override(language):
        told = {key: meaning(str(column.label)) for key, column in COLUMNS.items() if hasattr(Member, key)}
        reckoned = meaning(str(Member._meta.get_field("party_since").verbose_name))
        own = [meaning(str(COLUMNS[key].label)) for key in ("cell", "standing", "status", "removal")]
    assert (told, reckoned) == ({key: key for key in told}, "")
    assert own == ["cell", "standing", "status", "removal"]


@pytest.mark.parametrize(
    ("headings", "keys"),
    [
        (["STT", "STT", "Lạ"], ["number", "", ""]),
        (["Ngày sinh (dương lịch)", "Ngày sinh"], ["", "born"]),  # the very word comes first
        (["Ngày sinh Ngày", "Ngày sinh Tháng", "Ngày sinh Năm"], ["born"] * 3),
        (["Ngày sinh", "Ngày sinh"], ["born"] * 2),
        (["Ngày sinh", "Sinh ngày"], ["born", ""]),
        (["Sinh", "SINH"], ["born", ""]),
        (["Quê quán Xã", "Quê quán Tỉnh"], ["home_place"] * 2),
        (["Quê quán Xã", "STT", "Quê quán Tỉnh"], ["home_place", "number", ""]),
        (["Quê quán Xã", "STT", "Quê quán"], ["", "number", "home_place"]),
        (["Họ và chữ đệm", "Tên"], ["full_name"] * 2),
        (["Họ đệm", "STT", "Tên"], ["full_name", "number", "full_name"]),
        (["Họ", "STT", "Tên"], ["full_name", "number", "full_name"]),
        (["Họ và tên", "STT", "Tên"], ["full_name", "number", ""]),
    ],
)
def test_each_column_is_guessed_once_but_for_the_parts_of_a_name_a_place_or_a_date(headings, keys):
    assert guessed(headings) == keys


def test_the_parts_of_a_place_are_ranked_and_the_given_name_comes_last():
    told = {words: place_rank(words) for words in ("Chi tiết", "Xóm", "Xã", "Huyện", "Huyện, tỉnh", "Quốc gia")}
    assert told == {"Chi tiết": 0, "Xóm": 1, "Xã": 2, "Huyện": 3, "Huyện, tỉnh": 4, "Quốc gia": 5}
    assert [place_rank(words) for words in ("Tên", "Xanh", "")] == [1, 0, 0]
    assert [never_kept(words) for words in ("Tôn giáo", "Tôn giáox", "Dân tộc")] == [True, False, False]


def read(*rows, name="Tờ", **facts):
    """(Listing, notes) of a sheet whose rows are numbered from 3."""
    notes = []
    return find_list(
        Sheet(name, [(number, list(row)) for number, row in enumerate(rows, start=3)], **facts), notes
    ), notes


HEADINGS = ["STT", "Họ và tên", "Giới tính"]


def test_the_list_begins_below_the_row_with_most_headings_and_what_stands_above_is_its_title():
    found, notes = read(["Danh sách", "Chi bộ A"], ["", "năm 2026"], HEADINGS, *PEOPLE)
    assert (found.name, found.headings, found.columns, notes) == ("Tờ", HEADINGS, ["number", "full_name", "sex"], [])
    assert found.rows == [(6, PEOPLE[0]), (7, PEOPLE[1])]
    assert (found.title, found.looks) == ("Danh sách Chi bộ A năm 2026", {})


def test_without_two_headings_the_columns_are_called_by_their_letters():
    found, notes = read(["Họ và tên", "x"], ["Nông Văn An", "y", "z"])
    assert (found.name, found.headings, found.columns) == ("Tờ", ["Cột A", "Cột B", "Cột C"], [""] * 3)
    assert found.rows == [(3, ["Họ và tên", "x", ""]), (4, ["Nông Văn An", "y", "z"])]
    assert notes == ["Trang Tờ: không nhận ra hàng tiêu đề."]
    [found], notes = read_lists("a.csv", b"a;b\n1;2")
    assert (found.name, found.rows[1], notes) == (
        "a.csv",
        (2, ["1", "2"]),
        ["Trang a.csv: không nhận ra hàng tiêu đề."],
    )


def test_headings_are_looked_for_in_the_first_thirty_rows():
    for above, known in ((29, True), (30, False)):
        found, _notes = read(*[["x"]] * above, ["STT", "Họ và tên"], ["1", "Nông Văn An"])
        assert (found.columns == ["number", "full_name"]) == known


def test_a_second_row_of_headings_is_joined_to_the_first_and_a_row_above_to_their_parts():
    below, _notes = read(["STT", "Họ và tên", "Quê quán", "", "Chi bộ"], ["", "", "Xã", "Tỉnh", ""], ["1"])
    assert below.headings == ["STT", "Họ và tên", "Quê quán Xã", "Quê quán Tỉnh", "Chi bộ"]
    assert below.columns == ["number", "full_name", "home_place", "home_place", "cell"]
    assert below.rows == [(5, ["1", "", "", "", ""])]
    above, _notes = read(["", "", "Ngày sinh", ""], ["STT", "Họ và tên", "Nam", "Nữ"], ["1", "Nông Văn An"])
    assert above.headings[2:] == ["Nam", "Nữ"]  # one heading alone stands over nothing
    above, _notes = read(["TT", "", "Ngày sinh", ""], ["STT", "Họ và tên", "Nam", "Nữ"], ["1", "Nông Văn An"])
    assert above.headings == ["STT", "Họ và tên", "Ngày sinh Nam", "Ngày sinh Nữ"]
    parts = ["STT", "Họ và tên", "Lạ", "Xóm", "Thôn nào", "Ngày", "Tháng"]
    above, _notes = read(["Mẫu 1", "", "Nơi ở", *[""] * 4], parts, ["1", "Nông Văn An"])
    assert above.headings == [*parts[:4], "Nơi ở Thôn nào", "Nơi ở Ngày", "Nơi ở Tháng"]
    gaps, _notes = read(["", "Họ và tên", "Quê quán", "", "", ""], ["STT", "", "Xã", "", "Tỉnh", ""], ["1"])
    assert gaps.headings == ["STT", "Họ và tên", "Quê quán Xã", "", "Tỉnh", ""]
    two = (["STT", "Họ và tên", "Quê quán", "", "Thẻ"], ["", "", "Xã", "", "Số thẻ"], ["1"])
    told = [read(*two, merged=[(row, 2, row, 3)])[0].headings[3] for row in (4, 5)]
    assert told == ["Quê quán Xã", ""]  # of the second row, and of the first person
    assert read(HEADINGS)[0].rows == []
    assert read(["STT", "Chi bộ"], ["1", "A"])[0].columns == ["number", "cell"]
    people, _notes = read(HEADINGS, ["1", "Tỉnh", "Xã"], *PEOPLE)
    assert (people.headings, len(people.rows)) == (HEADINGS, 3)


@pytest.mark.parametrize(
    ("below", "joined"),
    [
        (["Xã", "Tỉnh", ""], True),
        (["Giới tính", "Số thẻ", ""], True),
        (["Xã", "", ""], False),  # one word alone
        (["Xã", "gì", ""], False),  # half is not most
        (["gì", "nữa", ""], False),
        (["Xã", "Tỉnh", "khu 3"], False),
    ],
)
def test_a_row_below_is_one_of_headings_where_most_of_its_words_name_parts(below, joined):
    first = ["STT", "Họ và tên", "Quê quán", "Chi bộ", "Lạ"]
    assert len(read(first, ["", "", *below], ["1", "Nông Văn An"])[0].rows) == 2 - joined
    assert len(read(first, ["", "Nông Văn", *below], ["1", "Nông Văn An"])[0].rows) == 2
    assert len(read(first, ["", "Tên", "Xã", "Tỉnh", ""], ["1", "Nông Văn An"])[0].rows) == 1


def test_rows_that_are_nobody_are_left_out():
    left_out = (HEADINGS, HEADINGS[:2], ["T", "H", ""], ["(1)", "(2)", "(3)"], ["Mẫu", "Nguyễn Văn A"])
    told = (["1", "2"], ["", "Họ và tên"], ["Mẫu số 1", "Bế Văn B"], ["-", "Họ và tên"])
    told += (["X1", "2", "3"], ["a", "b", "c"], ["100", "200", "300"])
    found, notes = read(HEADINGS, *left_out, *told)
    assert [number for number, _line in found.rows] == list(range(9, 16))
    assert notes == ["Dòng 8 là dòng ví dụ: đã bỏ qua."]


def test_a_heading_merged_over_columns_without_their_own_stands_over_each():
    rows = (["STT", "Họ và tên", "Quê quán", "", "Chi bộ"], ["1", "Nông Văn An", "Lũng Mật", "xã Nhà", "A"])
    found, _notes = read(*rows, merged=[(3, 2, 3, 4)])
    assert found.headings == ["STT", "Họ và tên", "Quê quán", "Quê quán", "Chi bộ"]
    for outside in ((2, 2, 2, 3), (4, 2, 4, 3)):
        assert read(*rows, merged=[outside])[0].headings[3] == ""
    before = (["STT", "Họ và tên", "", "Quê quán", "", ""], ["1", "Nông Văn An", "", "Lũng Mật", "xã Nhà"])
    assert read(*before, merged=[(3, 3, 3, 4)])[0].headings[2:] == ["", "Quê quán", "Quê quán", ""]
    assert len(read(*rows, merged=[(3, 4, 3, 9)])[0].headings) == 5


@pytest.mark.parametrize(
    ("given", "joined"),
    [
        (["An", "Ánh"], True),
        (["An", ""], False),  # half is not most
        (["An", "Ánh Hai"], False),
        (["an", "Ánh"], False),
        (["Nam", "Nữ"], False),
        (["An1", "Ánh"], False),
    ],
)
def test_one_word_beside_each_name_is_the_given_name(given, joined):
    rows = [["1", "Nông Văn", given[0]], ["2", "Hoàng Thị", given[1]]]
    found, _notes = read(["STT", "Họ và tên", ""], *rows)
    assert found.columns == ["number", "full_name", "full_name" if joined else ""]


def test_a_given_name_stands_to_the_right_of_the_name_and_counts_only_beside_one():
    assert read(["Họ và tên", "", "STT"], ["Nông Văn", "An", "1"])[0].columns == ["full_name", "full_name", "number"]
    assert read(["", "STT", "Họ và tên"], ["An", "1", "Nông Văn"])[0].columns == ["", "number", "full_name"]
    rows = (["1", "Nông Văn", "An"], ["2", "Hoàng Thị", "Ánh"], ["3", "", "ghi chú"])
    assert read(["STT", "Họ và tên", ""], *rows)[0].columns == ["number", "full_name", "full_name"]


def test_a_given_name_is_neither_missing_nor_told_twice():
    names = ["STT", "Họ và tên", "Tên"]
    assert read(names, ["1", "Nông Văn An", "An"], ["2", "Lý Ân", "ân"])[0].columns == ["number", "full_name", ""]
    assert read(names, ["1", "Nông Văn", "An"], ["2", "Lý Ân", "Ân"])[0].columns == ["number", *["full_name"] * 2]
    assert read(names, ["1", "Nông Văn An", "An"], ["2", "", "Bế"])[0].columns == ["number", "full_name", ""]
    assert read(names, ["1", "Nông Văn An", ""])[0].columns == ["number", "full_name", ""]
    found, notes = read(["STT", "Họ đệm", "Giới tính"], ["1", "Nông Văn", "Nam"])
    assert found.columns == ["number", "", "sex"]
    assert notes == ["Trang Tờ: cột nào ghi tên? Cột “Họ đệm” không có tên."]


def test_what_is_merged_downwards_is_said_of_each_row_but_for_what_is_personal():
    rows = (
        ["STT", "Họ và tên", "Chi bộ"],
        ["1", "Nông Văn An", "A"],
        ["2", "", ""],
        ["3", "Lý Ân", "B"],
        ["4", "Bế", ""],
    )

    def cells(*merged, column=2):
        return [line[column] for _number, line in read(*rows, merged=list(merged))[0].rows]

    assert cells((4, 2, 5, 2)) == ["A", "A", "B", ""]
    assert cells((4, 2, 9, 2)) == ["A", "A", "B", "A"]
    assert cells((4, 2, 5, 2), (6, 2, 7, 2)) == cells((4, 2, 5, 2), (5, 2, 5, 2), (6, 2, 7, 2)) == ["A", "A", "B", "B"]
    assert cells((4, 0, 4, 1), (4, 2, 5, 2)) == ["A", "A", "B", ""]
    assert cells((6, 2, 7, 2)) == ["A", "", "B", "B"]
    assert cells((4, 2, 6, 2), (6, 2, 7, 2)) == ["A", "A", "B", ""]  # they overlap
    assert cells((4, 1, 5, 1), column=1) == ["Nông Văn An", "", "Lý Ân", "Bế"]
    assert cells((4, 2, 5, 3)) == cells((3, 2, 5, 2)) == cells((4, 3, 5, 3)) == ["A", "", "B", ""]


def test_what_is_not_kept_is_emptied_and_told():
    found, notes = read([*HEADINGS, "Tôn giáo"], [*PEOPLE[0], "Không"])
    assert (found.rows, found.columns[3]) == ([(4, [*PEOPLE[0], ""])], "")
    assert notes == ["Cột Tôn giáo không được lưu và không được đọc."]


def test_rows_hidden_or_struck_out_and_columns_out_of_sight_are_told():
    rows = [[str(number), f"Nông Văn {letter}", "Nam"] for number, letter in enumerate("ABCDE")]
    struck = {4: {0, 1}, 5: {1}, 6: {0, 2}, 7: {0, 1, 2}, 8: {7}, 9: {0}}
    found, notes = read(HEADINGS, *rows, ["5"], hidden={4}, struck=struck, out_of_sight={1, 2, 9})
    assert found.looks == {4: "hidden", 5: "struck", 7: "struck", 9: "struck"}
    assert notes == [
        "Trang Tờ: các cột bị ẩn vẫn được đọc: Họ và tên, Giới tính.",
        "Trang Tờ, dòng 6, cột STT: ô bị gạch ngang.",
        "Trang Tờ, dòng 6, cột Giới tính: ô bị gạch ngang.",
        "Trang Tờ: các dòng 4 bị ẩn. Chỉ nhập những dòng được đánh dấu chọn.",
        "Trang Tờ: các dòng 5, 7, 9 bị gạch ngang. Chỉ nhập những dòng được đánh dấu chọn.",
    ]
    many = [[str(number), "Nông Văn A", "Nam"] for number in range(21)]
    _found, [told] = read(HEADINGS, *many, hidden=set(range(4, 25)))
    assert (" 23 …" in told, ", 24" in told) == (True, False)
    _found, [told] = read(HEADINGS, *many, hidden=set(range(4, 24)))
    assert (" 23 bị" in told, "…" in told) == (True, False)
