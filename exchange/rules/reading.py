"""What stands in an uploaded sheet, as text: Excel workbooks and text files, read within bounds and without trust."""

import csv
import io
import itertools
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from common.errors import RuleError
from common.legacy_text import UnclearError, decoded, modernised
from common.text import one_line

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
EMPTY_ROWS = 200  # after as many the sheet is taken to be at its end
NO_VALUE = "#FORMULA"  # a formula that was saved without its result
DAMAGED = gettext_lazy("The file is damaged: open it in Excel and save it again.")
FOREIGN = gettext_lazy("This is not an Excel file: choose an .xlsx or .csv file.")
MACROS = gettext_lazy("The file holds macros or is binary: save it as .xlsx without macros.")
FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")


class UnreadableError(RuleError):
    """The file cannot be read in; `str()` is the sentence that says why."""

    def __init__(self, message):
        super().__init__(message, "file")


@dataclass
class Sheet:
    """`rows` [(number of the row as Excel shows it, [text of each cell])] without the empty ones."""

    name: str
    rows: list


def read(name, data):
    """([Sheet], [sentence about how it was read]) of the bytes of a file called `name`. Raises UnreadableError."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(_("The file is larger than 10 MB."))
    if not data.strip():
        raise UnreadableError(_("The file is empty."))
    notes = []
    if data.startswith(b"PK\x03\x04"):
        sheets = _workbook(data, notes)
    else:
        _refuse_other_kinds(data)
        sheets = [_text_file(name, data, notes)]
    sheets = [_modern(sheet, notes) for sheet in sheets]
    sheets = [sheet for sheet in sheets if sheet.rows]
    if not sheets:
        raise UnreadableError(_("The file is empty."))
    if sum(len(sheet.rows) for sheet in sheets) > MOST_ROWS:
        raise UnreadableError(_("The file has more than %(count)s rows: split it.") % {"count": MOST_ROWS})
    return sheets, notes


def _refuse_other_kinds(data):
    head = data[:2000].lstrip().lower()
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise UnreadableError(_("The file is protected by a password: save it without one."))
        raise UnreadableError(_("This is an old .xls file: open it in Excel and save it as .xlsx."))
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise UnreadableError(_("This is a web page, not an Excel file: open it in Excel and save it as .xlsx."))
    if head.startswith((b"%pdf", b"{\\rtf", b"\x89png", b"\xff\xd8\xff", b"rar!", b"7z\xbc\xaf")):
        raise UnreadableError(FOREIGN)


def _workbook(data, notes):
    with_formulas = _inspect(data)
    try:
        return _sheets(data, with_formulas, notes)
    except UnreadableError:
        raise
    except Exception as error:  # whatever a damaged or hostile file makes the library raise
        raise UnreadableError(DAMAGED) from error


def _inspect(data):
    """Whether any sheet holds formulas. Refuses archives that are no plain workbook or would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            if "xl/workbook.bin" in names or "xl/vbaProject.bin" in names:
                raise UnreadableError(MACROS)
            if "xl/workbook.xml" not in names:
                raise UnreadableError(FOREIGN)
            if sum(part.file_size for part in parts) > MOST_UNPACKED:
                raise UnreadableError(_("The file unpacks to far too much: copy the list into a new workbook."))
            formulas = False
            for part in parts:
                if part.filename.endswith(".xml") or part.filename.endswith(".rels"):
                    with archive.open(part) as stream:
                        head = stream.read(4096)
                        if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                            raise UnreadableError(DAMAGED)
                        if b"macroEnabled" in head:
                            raise UnreadableError(MACROS)
                        if part.filename.startswith("xl/worksheets/"):
                            formulas = formulas or _any_formula(head, stream)
            return formulas
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zipfile.zlib.error) as error:
        raise UnreadableError(DAMAGED) from error


def _any_formula(head, stream):
    kept = head
    while kept:
        if FORMULA.search(kept):
            return True
        more = stream.read(1 << 20)
        kept = kept[-20:] + more if more else b""
    return False


def _sheets(data, with_formulas, notes):
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    if book.epoch == CALENDAR_MAC_1904:
        raise UnreadableError(_("This workbook counts days from 1904: copy the list into a new workbook."))
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        notes.append(_("Hidden sheets were left out: %(names)s.") % {"names": ", ".join(hidden)})
    unsure = _formula_cells(data, [sheet.title for sheet in shown]) if with_formulas else {}
    return [Sheet(sheet.title, _rows_of(sheet, unsure.get(sheet.title, set()), notes)) for sheet in shown]


def _formula_cells(data, titles):
    """{sheet: {(row, column)} that hold formulas}."""
    book = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    found = {}
    for title in titles:
        sheet = book[title]
        sheet.reset_dimensions()
        rows = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1)
        told = ((number, [column for column, cell in enumerate(row) if cell.data_type == "f"]) for number, row in rows)
        limited = _until_the_end(told, lambda row: bool(row[1]), EMPTY_ROWS + MOST_ROWS)
        found[title] = {(number, column) for number, columns in limited for column in columns}
    return found


def _rows_of(sheet, formulas, notes):
    sheet.reset_dimensions()  # what the file says of its own size is often untrue
    values = enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1)
    rows = []

    def holds_something(row):
        return any(value is not None for value in row[1])

    ended = []
    for number, line in _until_the_end(values, holds_something, EMPTY_ROWS, ended):
        texts = [_text(value) for value in line]
        for column in range(len(texts)) if formulas else ():
            if line[column] is None and (number, column) in formulas:
                texts[column] = NO_VALUE
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            rows.append((number, texts))
        if len(rows) > MOST_ROWS:
            break
    if ended:
        notes.append(
            _("Sheet %(name)s: reading stopped at row %(row)s, after %(count)s empty rows.")
            % {"name": sheet.title, "row": ended[0], "count": EMPTY_ROWS}
        )
    return rows


def _until_the_end(rows, holds_something, patience, ended=None):
    """`rows` that hold something, until `patience` of them in a row did not; `ended` is then told the number."""
    empty = 0
    for row in rows:
        empty = 0 if holds_something(row) else empty + 1
        if not empty:
            yield row
        elif empty > patience:
            if ended is not None:
                ended.append(row[0])
            return


def _text(value):
    if value is None or value is False:
        return ""
    if value is True:
        return "x"
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _text_file(name, data, notes):
    try:
        text, guessed = decoded(data)
    except UnclearError as error:
        raise UnreadableError(
            _("The encoding of the file is not clear: save it as .xlsx, or as CSV in UTF-8.")
        ) from error
    if guessed:
        notes.append(_("The file was in an old encoding and has been converted: look at the names."))
    sample = text[:20_000].splitlines()[:30]
    separator = max(";,\t", key=lambda mark: _evenness(sample, mark))
    rows = []
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for line in itertools.islice(lines, 20 * MOST_ROWS):
            if any(line):
                rows.append((lines.line_num, line[:MOST_COLUMNS]))
    except csv.Error as error:
        raise UnreadableError(FOREIGN) from error
    if max(map(len, (texts for _number, texts in rows)), default=0) < 2:
        raise UnreadableError(FOREIGN)
    return Sheet(name[:31], rows)


def _evenness(lines, separator):
    """How many lines fall into the same number of parts, times the number of parts."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
    except csv.Error:
        return 0
    return max((width * count for width, count in widths.items()), default=0)


def _modern(sheet, notes):
    """`sheet` in Unicode and in one spelling, without the rows and cells that turn out empty."""
    try:
        texts, count = modernised([texts for _number, texts in sheet.rows])
    except UnclearError as error:
        raise UnreadableError(
            _("The letters of the file are broken or in several old encodings: save it again in Unicode.")
        ) from error
    if count:
        notes.append(
            _("Sheet %(name)s: %(count)s cells of an old Vietnamese font have been converted: look at the names.")
            % {"name": sheet.name, "count": count}
        )
    lines = [[one_line(text) for text in line] for line in texts]
    numbers = [number for number, _line in sheet.rows]
    return Sheet(sheet.name, [(number, line) for number, line in zip(numbers, lines, strict=True) if any(line)])
