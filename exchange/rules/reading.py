"""What stands in an uploaded sheet, as text: Excel workbooks and text files, read within bounds and without trust."""

import csv
import io
import itertools
from collections import Counter
from dataclasses import replace

from django.utils.translation import gettext as _

from common.legacy_text import UnclearError, decoded, modernised
from common.text import one_line
from exchange.rules.workbook import BEYOND, FOREIGN, MOST_COLUMNS, MOST_ROWS, Sheet, UnreadableError, sheets_of

MOST_BYTES = 10 * 1024 * 1024


def read(name, data):
    """([Sheet], [sentence about how it was read]) of the bytes of a file called `name`. Raises UnreadableError."""
    if len(data) > MOST_BYTES:
        raise UnreadableError(_("The file is larger than 10 MB."))
    if not data.strip():
        raise UnreadableError(_("The file is empty."))
    notes = []
    if data.startswith(b"PK\x03\x04"):
        sheets = sheets_of(io.BytesIO(data), notes)
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
    rows, beyond = [], False
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for line in itertools.islice(lines, 20 * MOST_ROWS):
            if any(line):
                rows.append((lines.line_num, line[:MOST_COLUMNS]))
                beyond = beyond or any(line[MOST_COLUMNS:])
    except csv.Error as error:
        raise UnreadableError(FOREIGN) from error
    if max(map(len, (texts for _number, texts in rows)), default=0) < 2:
        raise UnreadableError(FOREIGN)
    if beyond:
        notes.append(BEYOND % {"name": name[:31], "count": MOST_COLUMNS})
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
    return replace(sheet, rows=[(number, line) for number, line in zip(numbers, lines, strict=True) if any(line)])
