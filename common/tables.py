"""A table of figures, once: shown on a page, written to Excel, read by a test."""

import datetime
import io
import re
import textwrap
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.numbers import FORMAT_DATE_YYYYMMDD2 as YEAR_FIRST
from openpyxl.utils import get_column_letter
from openpyxl.workbook.child import INVALID_TITLE_REGEX

from common.numbers import percent, points
from common.text import search_key

FORMATS = {"number": "0", "decimal": "0.00", "percent": "0.0%", "date": "dd/mm/yyyy"}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A4 = 9  # the paper size as Excel numbers it
SHARE = re.compile(r"(\d+)/(\d+)", re.ASCII)
PLAIN, BOLD = (Font("Times New Roman", 12, bold=bold) for bold in (False, True))
LINE_PT = 16  # the height of a line of PLAIN
HIGHEST_PT = 409  # Excel takes no higher row
READABLE = 240  # characters beside one another that can still be read on a page that lies
TEXT = Alignment(wrap_text=True, vertical="top")
# Indented, for not to touch the text of the next column; LibreOffice forgets it where numbers may wrap.
NUMBER = Alignment(vertical="top", horizontal="right", indent=1)
AMONG_NUMBERS = Alignment(wrap_text=True, vertical="top", horizontal="right", indent=1)
THIN = Border(*[Side(style="thin", color="999999")] * 4)
HEAD = {"font": BOLD, "fill": PatternFill("solid", start_color="F3E9DC"), "border": THIN}
FIRST_ROW = 6  # below the title, what it holds for, who made it, an empty row and the head


@dataclass(frozen=True)
class Column:
    """`label` gets a capital; `kind` is text, number, decimal, percent (a fraction of 1) or date; `help` says how the
    figure is counted; `sort` is what an address says to sort by it, with "-" before it for the highest first. What is
    `rare` is left out of the cards of a phone; what is `by_name` needs no label there and stands beside the name of the
    card, as how a row stands: cards with the tone ok are behind a button. What `joins` stands in a column of its own
    in the file only: a page says it in those small words, as "since %s", beside the figure before it, or nowhere where
    they are empty."""

    label: str
    kind: str = "text"
    help: str = ""
    width: int = 12
    sort: str = ""
    rare: bool = False
    by_name: bool = False
    joins: str | None = None

    def __post_init__(self):
        object.__setattr__(self, "label", capfirst(self.label))


@dataclass(frozen=True)
class Figure:
    """One value of a table: `value` is None where there is nothing to count; `url` opens the records behind it.

    `note` is a short text beside it (as "18/20"), `tone` one of ok, warn, bad, info, up, down, or of the bands good,
    fair, average, poor. On a page `beside` is one more Figure of the same kind. `by` is what a table is sorted by where
    that is not the value: the sort key of a person, the place of a level.
    """

    value: Any = None
    url: str = ""
    note: str = ""
    tone: str = ""
    beside: "Figure | None" = None
    by: Any = None

    @property
    def order(self):
        """What it is sorted by among those of its column, numbers before days before words, "18/20" by its share; None
        where there is nothing to count."""
        known = self.value if self.by is None else self.by
        if known is None or known == "":
            return None
        if isinstance(known, datetime.date):
            return 1, known.isoformat()
        if _is_number(known):
            return 0, known
        share = SHARE.fullmatch(str(known))
        if share:
            part, whole = map(int, share.groups())
            return (0, part / whole) if whole else None
        return 2, search_key(str(known))


@dataclass(frozen=True)
class Table:
    """Rows are tuples of `Figure`, one per column; `total` is such a tuple or empty; `notes` define the figures;
    `sorted` is what the rows are sorted by, as the `sort` of a Column."""

    title: str
    columns: tuple
    rows: tuple
    subtitle: str = ""
    total: tuple = ()
    notes: tuple = field(default=())
    sorted: str = ""

    @property
    def heads(self):
        """[(Column, `aria-sort` where the rows are sorted by it, what a click sorts by)], for the template."""
        return [self._head(column) for column in self.shown_columns]

    def in_order(self, sort):
        """The same, with heads that sort: by the column that `sort` names, else in the order that the rows have.

        A column without a `sort` of its own is named by its place; figures begin with the highest. What has nothing to
        count stands last either way.
        """
        columns = tuple(
            column if column.sort else replace(column, sort=f"{'' if column.kind == 'text' else '-'}{place}")
            for place, column in enumerate(self.columns, start=1)
        )
        names = [column.sort.removeprefix("-") for column in columns]
        if sort.removeprefix("-") not in names:
            return replace(self, columns=columns)
        at = names.index(sort.removeprefix("-"))
        told = [row for row in self.rows if row[at].order is not None]
        told.sort(key=lambda row: row[at].order, reverse=sort.startswith("-"))
        rest = [row for row in self.rows if row[at].order is None]
        return replace(self, columns=columns, rows=(*told, *rest), sorted=sort)

    def _head(self, column):
        if not column.sort or column.sort.removeprefix("-") != self.sorted.removeprefix("-"):
            return column, "", column.sort
        if self.sorted.startswith("-"):
            return column, "descending", self.sorted.removeprefix("-")
        return column, "ascending", f"-{self.sorted}"

    @property
    def shown_columns(self):
        return [column for column in self.columns if column.joins is None]

    @property
    def shown_rows(self):
        """Rows of (Column, Figure, text on the page), for the template."""
        return [self._shown(row) for row in self.rows]

    @property
    def shown_total(self):
        return self._shown(self.total)

    def _shown(self, row):
        shown = []
        for column, figure in zip(self.columns, row, strict=True):
            text = as_text(figure.value, column.kind)
            if column.joins is None:
                shown.append((column, figure, text))
            elif column.joins and figure.value:
                column_before, before, text_before = shown[-1]
                note = " · ".join(filter(None, (before.note, column.joins % text)))
                shown[-1] = column_before, replace(before, note=note), text_before
        return shown


@dataclass(frozen=True)
class Tables:
    """Several Tables of one report, called after the first; a reader sorts the one at place `sorts`, the others keep
    their order."""

    tables: tuple
    sorts: int = 0

    @property
    def title(self):
        return self.tables[0].title

    def in_order(self, sort):
        before, table, after = self.tables[: self.sorts], self.tables[self.sorts], self.tables[self.sorts + 1 :]
        return replace(self, tables=(*before, table.in_order(sort), *after))


def as_text(value, kind):
    """A value as a page shows it; `kind` as of a Column."""
    if value is None:
        return "–"
    if kind == "percent":
        return percent(value)
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    return points(value) if isinstance(value, float | Decimal) else str(value)


def to_xlsx(*tables, by, at):
    """Bytes of a workbook with a sheet for each of `tables`, each saying who (`by`, a name) made it and when (`at`, an
    aware datetime)."""
    book = Workbook(write_only=True)
    made = _("Made by %(name)s at %(time)s") % {"name": by, "time": f"{at:%H:%M %d/%m/%Y}"}
    for table in tables:
        name = " ".join(INVALID_TITLE_REGEX.sub(" ", table.title).split())
        _write_sheet(book.create_sheet(name[:31] if len(tables) > 1 else _("Report")), table, made)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_sheet(sheet, table, made):
    wide = sum(column.width for column in table.columns)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = -(-wide // READABLE), 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    # the first column and the head stay in view and in print
    sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols = f"B{FIRST_ROW}", "5:5", "A:A"
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.append([_cell(sheet, table.title, font=Font(BOLD.name, 14, bold=True))])
    sheet.append([_cell(sheet, table.subtitle)])
    sheet.append([_cell(sheet, made, font=Font(PLAIN.name, PLAIN.sz, italic=True))])
    sheet.append([])
    labels = [column.label for column in table.columns]
    _make_room(sheet, FIRST_ROW - 1, labels, [column.width for column in table.columns])  # bold words are wider
    sheet.append(
        [_cell(sheet, column.label, alignment=_side(column.label, column), **HEAD) for column in table.columns]
    )
    _write_rows(sheet, table.columns, table.rows, FIRST_ROW)
    if table.total:
        _write_rows(sheet, table.columns, [table.total], FIRST_ROW + len(table.rows), font=BOLD)
    sheet.append([])
    for note in table.notes:
        sheet.append([_cell(sheet, note)])


def _write_rows(sheet, columns, rows, first, **style):
    """A row is written as it is appended, so its cells serve again for the next: to style a cell costs more than to
    write it. A cell keeps its format, because what was written before shares it."""
    cells, widths = {}, [column.width * 1.15 for column in columns]  # widths are told in digits
    for at, figures in enumerate(rows, start=first):
        row, values = [], []
        for number, (column, figure) in enumerate(zip(columns, figures, strict=True)):
            value = figure.value
            if isinstance(value, str) and figure.note:
                value = f"{value} ({figure.note})"
            shape = _format(value, column.kind)
            cell = cells.get((number, shape))
            if cell is None:
                cell = _cell(sheet, None, number_format=shape, border=THIN, alignment=_side(value, column), **style)
                cells[number, shape] = cell
            row.append(_fill(cell, value))
            values.append(value)
        _make_room(sheet, at, values, widths)
        sheet.append(row)


def _side(value, column):
    if column.kind == "text":
        return TEXT
    return NUMBER if _is_number(value) else AMONG_NUMBERS


def _make_room(sheet, row, values, widths):
    """A row as high as its longest text asks for: not every reader of the file sees to it."""
    lines = max(
        (_lines(value, int(width)) for value, width in zip(values, widths, strict=True) if _long(value, width)),
        default=1,
    )
    if lines > 1:
        sheet.row_dimensions[row].height = min(lines * LINE_PT, HIGHEST_PT)


def _lines(text, width):
    return sum(len(textwrap.wrap(paragraph, width)) or 1 for paragraph in text.split("\n"))


def _long(value, width):
    return isinstance(value, str) and (len(value) > width or "\n" in value)


def _format(value, kind):
    """How Excel shows a value; a whole number of persons among means shows no places."""
    if not _is_number(value):
        return "General"
    if kind == "decimal" and isinstance(value, int):
        return FORMATS["number"]
    return FORMATS.get(kind) or (YEAR_FIRST if isinstance(value, datetime.date) else "General")


def _is_number(value):
    return isinstance(value, int | float | Decimal | datetime.date) and not isinstance(value, bool)


def _cell(sheet, value, **style):
    cell = WriteOnlyCell(sheet)
    for name, what in {"font": PLAIN, **style}.items():
        setattr(cell, name, what)
    return _fill(cell, value)


def _fill(cell, value):
    number = _is_number(value)
    cell.value = value if number or value is None else str(value)
    if not number and value is not None:
        cell.data_type = "s"  # text from people never becomes a formula
    return cell
