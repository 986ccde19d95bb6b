import io
from datetime import date, datetime

from openpyxl import load_workbook

from common.tables import HIGHEST_PT, LINE_PT, Column, Figure, Table, to_xlsx

COLUMNS = (Column("Việc"), Column("Tỷ lệ", "percent"), Column("Ngày", "date"))


def written(*rows, **about):
    table = Table("Bảng", COLUMNS, tuple(tuple(map(Figure, row)) for row in rows), **about)
    sheet = load_workbook(io.BytesIO(to_xlsx(table, by="A", at=datetime(2026, 1, 2, 8)))).active
    return [
        [(cell.value, cell.number_format, cell.font.bold) for cell in row]
        for row in sheet.iter_rows(min_row=6, max_row=5 + len(rows) + bool(about))
    ]


def test_a_row_of_a_file_takes_nothing_from_the_row_before():
    day, at = date(2026, 3, 1), datetime(2026, 3, 1)
    assert written(
        (day, 0.5, day), (7, None, None), ("=1", 1, day), total=(Figure("Cộng"), Figure(0.75), Figure(day))
    ) == [
        [(at, "yyyy-mm-dd", False), (0.5, "0.0%", False), (at, "dd/mm/yyyy", False)],
        [(7, "General", False), (None, "General", False), (None, "General", False)],
        [("=1", "General", False), (1, "0.0%", False), (at, "dd/mm/yyyy", False)],
        [("Cộng", "General", True), (0.75, "0.0%", True), (at, "dd/mm/yyyy", True)],
    ]


def test_a_row_is_as_high_as_its_text_asks_for_and_a_wide_table_is_printed_over_several_pages():
    rows = tuple((Figure(text), Figure(1)) for text in ("một hai ba bốn năm", "một\nhai\n\nba", "một hai " * 90))
    narrow = Table("Hẹp", (Column("Việc", width=10), Column("Số", "number")), rows)
    wide = Table("Bảng: rộng", tuple(Column(f"Cột {at}", width=20) for at in range(13)), ())
    book = load_workbook(io.BytesIO(to_xlsx(narrow, wide, by="A", at=datetime(2026, 1, 2, 8))))
    first, second = book.worksheets
    heights = [first.row_dimensions[row].height for row in (5, 6, 7, 8)]
    assert heights == [None, 2 * LINE_PT, 4 * LINE_PT, HIGHEST_PT]
    assert [sheet.page_setup.fitToWidth for sheet in (first, second)] == [1, 2]
    assert (second.title, second.print_title_cols) == ("Bảng rộng", "$A:$A")


def test_counts_among_means_show_no_places_and_numbers_stand_right():
    table = Table(
        "Bảng", (Column("Điểm", "decimal"), Column("Việc")), ((Figure(7), Figure("a")), (Figure(7.5), Figure("b")))
    )
    sheet = load_workbook(io.BytesIO(to_xlsx(table, by="A", at=datetime(2026, 1, 2, 8)))).active
    told = [[(cell.number_format, cell.alignment.horizontal) for cell in row] for row in sheet.iter_rows(5, 7)]
    assert told == [
        [("General", "right"), ("General", None)],
        [("0", "right"), ("General", None)],
        [("0.00", "right"), ("General", None)],
    ]
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}
