import io
from datetime import date, datetime

from openpyxl import load_workbook

from common.tables import Column, Figure, Table, to_xlsx

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
