"""Which files are read, what is told of the reading, and with which sentence others are refused; no database."""

import pytest
from django.utils import translation
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from common.legacy_text import UnclearError
from exchange.rules.reading import UnreadableError, read
from tests.exchange import sheets
from tests.exchange.sheets import book, listing, someone

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
MEGABYTE = 1 << 20
pytestmark = pytest.mark.once  # a bomb takes long to be refused


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def count_from_1904(made):
    made.epoch = CALENDAR_MAC_1904


REFUSED = {  # name: (file, its name, sentence)
    "nothing": (b"", "a.xlsx", "is empty"),
    "blanks": (b" \r\n ", "a.csv", "is empty"),
    "sheets without cells": (book(("Tờ", [])), "a.xlsx", "is empty"),
    "old Excel": (OLE, "a.xls", "old .xls"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
    "macros": (sheets.archive(**{"xl/workbook.xml": b"", "xl/vbaProject.bin": b""}), "a.xlsm", "macros"),
    "macros by their type": (
        sheets.archive(**{"[Content_Types].xml": b"x.macroEnabled", "xl/workbook.xml": b""}), "a.xlsx", "macros",
    ),
    "binary Excel": (sheets.archive(**{"xl/workbook.bin": b""}), "a.xlsb", "binary"),
    "Word": (sheets.archive(**{"word/document.xml": b""}), "a.xlsx", "not an Excel file"),
    "zip bomb": (
        lambda: sheets.archive(**{"xl/workbook.xml": b"", "xl/worksheets/sheet1.xml": 210 << 20}),
        "a.xlsx", "far too much",
    ),
    "entities": (
        sheets.spoiled(listing(), "xl/workbook.xml", b"<workbook", b'<!DOCTYPE x [<!ENTITY a "b">]><workbook'),
        "a.xlsx", "damaged",
    ),
    "half a file": (listing(someone())[:2000], "a.xlsx", "damaged"),
    "broken part": (
        sheets.spoiled(listing(someone()), "xl/worksheets/sheet1.xml", b"</sheetData>", b""), "a.xlsx", "damaged",
    ),
    "web page": (b"<html><table><tr><td>STT</td></tr></table></html>", "a.xls", "web page"),
    "pdf": (b"%PDF-1.7 ...", "a.xlsx", "not an Excel file"),
    "any bytes": (bytes(range(256)) * 40, "a.xlsx", "encoding"),
    "a cell without an end": (b'a;"' + b"x" * 140_000, "a.csv", "not an Excel file"),
    "signs alone": (b";;\n;;\n", "a.csv", "not an Excel file"),
    "a letter": ("Kính gửi các đồng chí.\nTrân trọng.".encode(), "a.csv", "not an Excel file"),
    "days from 1904": (listing(someone(), prepare=count_from_1904), "a.xlsx", "1904"),
    "two old fonts": (
        listing(
            *[someone(name=sheets.old_font(f"Nông Thị Hương {w}", "tcvn3")) for w in ("Ấn".lower(), "ân", "đào")],
            *[someone(name=sheets.old_font(f"Nguyễn Văn Ước {w}", "vni")) for w in ("Ấn", "Ân", "Đào")],
        ),
        "a.xlsx", "several old encodings",
    ),
    "broken letters": (
        listing(*[someone(name="Nguyễn Thị Tuấn".encode().decode("cp1252", "replace"))] * 3), "a.xlsx", "broken",
    ),
    "too many rows": (
        ("Họ và tên;Sinh ngày\n" + "Bế Thị Mới;1980\n" * 10_000).encode(), "a.csv", "more than 10000 rows",
    ),
    "too large": (b"x" * (10 * 1024 * 1024 + 1), "a.csv", "larger than 10 MB"),
}  # fmt: skip


@pytest.mark.parametrize("which", REFUSED)
def test_what_is_no_list_is_refused_with_one_sentence(which):
    data, name, sentence = REFUSED[which]
    with pytest.raises(UnreadableError, match=sentence):
        read(name, data() if callable(data) else data)


@pytest.mark.parametrize(
    "begins",
    [
        *(b"<HTML>", b" \n<html ", b"<!DOCTYPE html>", b"<table>", b"<?xml ?>", b"<meta>"),
        *(b"%PDF-1", b"{\\rtf1", b"\x89PNG", b"\xff\xd8\xff\xe0", b"Rar!", b"7z\xbc\xaf"),
    ],
)
def test_other_kinds_of_files_are_known_by_how_they_begin(begins):
    sentence = "web page" if begins.strip().startswith(b"<") else "not an Excel file"
    with pytest.raises(UnreadableError, match=sentence):
        read("a.csv", begins + b"a;b\n1;2")


def test_a_list_of_exactly_as_many_rows_and_bytes_as_may_be_is_read():
    [sheet], notes = read("a.csv", ("Họ và tên;Sinh ngày\n" + "Bế Thị Mới;1980\n" * 9_999).encode())
    assert (len(sheet.rows), notes) == (10_000, [])
    with pytest.raises(UnreadableError, match="is empty"):
        read("a.csv", b" " * (10 * MEGABYTE))


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ("a;b\n1;2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("a;b\r1;2", [(1, ["a", "b"]), (2, ["1", "2"])]),
        ("aXbXc;d\n1X2X3;4", [(1, ["aXbXc", "d"]), (2, ["1X2X3", "4"])]),
        ("a;b\n1\n2\n3", [(1, ["a", "b"]), (2, ["1"]), (3, ["2"]), (4, ["3"])]),
        ("a,b;c\n1,2\n", [(1, ["a", "b;c"]), (2, ["1", "2"])]),  # the sign by which most lines have as many parts
        ("a;b,c\nd;e,f,g\n", [(1, ["a", "b,c"]), (2, ["d", "e,f,g"])]),
        ("a\tb\tc;d\n1\t2\t3;4", [(1, ["a", "b", "c;d"]), (2, ["1", "2", "3;4"])]),
        ('a;"b\nc"\n\n;\n1;  2\u200b  3 ', [(2, ["a", "b c"]), (5, ["1", "2 3"])]),
        ("a;b\n1;\u200b\n\u200b;\n", [(1, ["a", "b"]), (2, ["1", ""])]),
    ],
)
def test_a_text_file_is_parted_by_the_sign_that_parts_it_best_and_its_lines_keep_their_numbers(data, rows):
    [sheet], notes = read("danh-sach-dang-vien-cua-dang-bo-xa.csv", data.encode())
    assert (sheet.name, sheet.rows, notes) == ("danh-sach-dang-vien-cua-dang-bo", rows, [])


def test_columns_beyond_the_hundredth_are_left_out_and_told():
    for columns, told in ((100, []), (101, [f"Sheet {'a' * 31}: only the first 100 columns were read."])):
        [sheet], notes = read("a" * 40, (";".join("x" * columns) + "\n" + "1;2;" + ";" * columns).encode())
        assert ([len(line) for _number, line in sheet.rows], notes) == ([100, 100], told)


def test_old_encodings_and_fonts_are_converted_and_told():
    [sheet], notes = read("a.csv", sheets.text(someone(), encoding="tcvn3"))
    assert (sheet.rows[1][1][1], notes) == (
        "Bế Thị Mới",
        ["The file was in an old encoding and has been converted: look at the names."],
    )
    names = [sheets.old_font(name, "vni") for name in ("Nguyễn Thị Hường", "Nguyễn Thị Ngọc")]
    [sheet], notes = read("a.xlsx", listing(*[someone(name=name) for name in names]))
    assert [line[1] for _number, line in sheet.rows[1:]] == ["Nguyễn Thị Hường", "Nguyễn Thị Ngọc"]
    assert notes == ["Sheet Danh sách: 2 cells of an old Vietnamese font have been converted: look at the names."]


def test_sheets_without_a_word_are_left_out_and_the_cause_of_a_refusal_is_kept():
    found, _notes = read("a.xlsx", book(("Một", [["a", "b"]]), ("Hai", [["\u200b"]]), ("Ba", [["c", "d"]])))
    assert [sheet.name for sheet in found] == ["Một", "Ba"]
    for data in (bytes(range(256)) * 40, REFUSED["broken letters"][0]):
        with pytest.raises(UnreadableError) as refused:
            read("a", data)
        assert isinstance(refused.value.__cause__, UnclearError)
