"""The sheets of an Excel workbook as a person sees them, read in one go and without trust.

Cells are text as they are shown: a date cell that shows a month and a year says no day. What people mean by the looks
is kept too: cells merged, rows hidden, cells struck out. Transitional and Strict Open XML differ in the names of their
spaces only, and these are not looked at.
"""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from datetime import datetime
from xml.parsers import expat

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel

from common.errors import RuleError

MOST_UNPACKED = 100 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
MOST_CELLS = 500_000
MOST_TAGS = 8 * MOST_CELLS  # bounds the time as well: a second for some two million
MOST_MERGED = 10_000
MOST_LETTERS = 100_000  # of a cell; Excel itself keeps 32,767
EMPTY_ROWS = 200  # after as many the sheet is taken to be at its end
NO_VALUE = "#FORMULA"  # a formula that was saved without its result
DAMAGED = gettext_lazy("The file is damaged: open it in Excel and save it again.")
FOREIGN = gettext_lazy("This is not an Excel file: choose an .xlsx or .csv file.")
MACROS = gettext_lazy("The file holds macros or is binary: save it as .xlsx without macros.")
TOO_MUCH = gettext_lazy("The file unpacks to far too much: copy the list into a new workbook.")
BEYOND = gettext_lazy("Sheet %(name)s: only the first %(count)s columns were read.")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")  # how a workbook writes what XML cannot
NO_LETTERS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')  # in a number format: what is written as it stands
YEARS_AS_DAYS = range(1900, 2101)  # day numbers that are years typed into a date cell


class UnreadableError(RuleError):
    """The file cannot be read in; `str()` is the sentence that says why."""

    def __init__(self, message):
        super().__init__(message, "file")


@dataclass
class Sheet:
    """`rows` [(number of the row as Excel shows it, [text of each cell])] without the empty ones.

    `merged` [(first row, first column, last row, last column)], `hidden` numbers of rows, `out_of_sight` of columns,
    `struck` {row: columns that are struck out}; columns count from 0.
    """

    name: str
    rows: list
    merged: list = field(default_factory=list)
    hidden: set = field(default_factory=set)
    struck: dict = field(default_factory=dict)
    out_of_sight: set = field(default_factory=set)


def sheets_of(data, notes):
    """[Sheet] of the workbook in the file object `data`, without those hidden. Raises UnreadableError."""
    try:
        with zipfile.ZipFile(data) as archive:
            return _sheets(archive, notes)
    except UnreadableError:
        raise
    except Exception as error:  # whatever a damaged or hostile file makes the libraries raise
        raise UnreadableError(DAMAGED) from error


def _sheets(archive, notes):
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "xl/workbook.bin" in names or "xl/vbaProject.bin" in names:
        raise UnreadableError(MACROS)
    if "xl/workbook.xml" not in names:
        raise UnreadableError(FOREIGN)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableError(TOO_MUCH)
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise UnreadableError(MACROS)
    book = _Book().read(archive, "xl/workbook.xml")
    if book.from_1904:
        raise UnreadableError(_("This workbook counts days from 1904: copy the list into a new workbook."))
    links = _Links().read(archive, "xl/_rels/workbook.xml.rels").found
    places = {kind: place for kind, place in links.values()}
    strings, styles = _Strings(), _Styles()
    if "sharedStrings" in places:
        strings.read(archive, places["sharedStrings"])
    if "styles" in places:
        styles.read(archive, places["styles"])
    sheets, hidden = [], []
    for name, link, state in book.sheets:
        kind, place = links[link]
        if kind != "worksheet":
            continue  # a diagram
        if state != "visible":
            hidden.append(name)
            continue
        found = _Cells(name, strings.found, styles).read(archive, place)
        notes += found.notes
        sheets.append(found.sheet)
    if hidden:
        notes.append(_("Hidden sheets were left out: %(names)s.") % {"names": ", ".join(hidden)})
    return sheets


class _Part:
    """A part of the archive, told tag by tag. `found` is what it holds."""

    wanted = ()  # tags whose text counts

    def __init__(self):
        self.found, self.tags, self.text = [], 0, None

    def read(self, archive, name):
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler, parser.EndElementHandler = self._opened, self._closed
        parser.CharacterDataHandler = self._said
        with archive.open(name) as stream:
            parser.ParseFile(stream)
        return self

    def start(self, tag, facts):
        pass

    def end(self, tag, text):
        pass

    def _refuse(self, *_declaration):
        raise UnreadableError(DAMAGED)

    def _opened(self, tag, facts):
        self.tags += 1
        if self.tags > MOST_TAGS:
            raise UnreadableError(TOO_MUCH)
        tag = tag.rpartition(":")[2]
        if tag in self.wanted:
            self.text = ""
        self.start(tag, facts)

    def _said(self, text):
        if self.text is not None:
            self.text += text
            if len(self.text) > MOST_LETTERS:
                raise UnreadableError(DAMAGED)

    def _closed(self, tag):
        tag = tag.rpartition(":")[2]
        text = None
        if tag in self.wanted:
            text, self.text = self.text, None
        self.end(tag, text)


class _Links(_Part):
    """{link: (kind of part, its name)} of the parts to which the workbook refers."""

    def __init__(self):
        super().__init__()
        self.found = {}

    def start(self, tag, facts):
        if tag == "Relationship":
            place = posixpath.normpath(posixpath.join("/xl", facts["Target"].replace("\\", "/"))).lstrip("/")
            self.found[facts["Id"]] = facts["Type"].rpartition("/")[2], place


class _Book(_Part):
    """Which sheets there are: `sheets` [(name, link, state)]."""

    def __init__(self):
        super().__init__()
        self.sheets, self.from_1904 = self.found, False

    def start(self, tag, facts):
        if tag == "sheet":
            link = next(value for name, value in facts.items() if name.rpartition(":")[2] == "id")
            self.sheets.append((facts["name"], link, facts.get("state", "visible")))
        elif tag == "workbookPr":
            self.from_1904 = _is_on(facts.get("date1904"))


class _Strings(_Part):
    """[(text, whether any of it is struck out)]."""

    wanted = ("t",)

    def start(self, tag, facts):
        if tag == "si":
            self.parts, self.struck, self.spoken = [], False, False
        elif tag == "strike":
            self.struck = self.struck or _is_on(facts.get("val", "1"))
        elif tag == "rPh":
            self.spoken = True

    def end(self, tag, text):
        if tag == "t" and not self.spoken:
            self.parts.append(text)
        elif tag == "rPh":
            self.spoken = False
        elif tag == "si":
            self.found.append((unescaped("".join(self.parts)), self.struck))


class _Styles(_Part):
    """`found` [(number format, whether struck out)] by the number of the style."""

    def __init__(self):
        super().__init__()
        self.within, self.formats, self.struck = "", dict(BUILTIN_FORMATS), []

    def start(self, tag, facts):
        if tag in ("fonts", "cellXfs", "numFmts"):
            self.within = tag
        elif tag == "numFmt" and self.within == "numFmts":
            self.formats[int(facts["numFmtId"])] = facts["formatCode"]
        elif tag == "font" and self.within == "fonts":
            self.struck.append(False)
        elif tag == "strike" and self.within == "fonts":
            self.struck[-1] = _is_on(facts.get("val", "1"))
        elif tag == "xf" and self.within == "cellXfs":
            self.found.append((int(facts.get("numFmtId", 0)), int(facts.get("fontId", 0))))

    def end(self, tag, text):
        if tag == self.within:
            self.within = ""

    def of(self, number):
        """(number format, whether struck out) of a cell with the style `number`."""
        if number >= len(self.found):
            return "General", False
        shape, font = self.found[number]
        return self.formats.get(shape, "General"), font < len(self.struck) and self.struck[font]


class _Cells(_Part):
    """The `sheet` with what it shows, and `notes` about what was not read."""

    wanted = ("v", "t")

    def __init__(self, name, strings, styles):
        super().__init__()
        self.sheet, self.notes = Sheet(name, []), []
        self.strings, self.styles, self.known = strings, styles, {}
        self.cells, self.number, self.last, self.ended, self.beyond = 0, 0, 0, False, False
        self.columns = {}

    def start(self, tag, facts):
        if tag == "c":
            self._start_cell(facts)
        elif tag == "row":
            self.number = int(facts.get("r", self.number + 1))
            self.line, self.column, self.crossed = [], -1, set()
            self.out_of_sight = _is_on(facts.get("hidden")) or float(facts.get("ht", 1)) == 0
        elif tag == "col" and (_is_on(facts.get("hidden")) or float(facts.get("width", 1)) == 0):
            first, last = int(facts["min"]), min(int(facts["max"]), MOST_COLUMNS)
            self.sheet.out_of_sight |= set(range(first - 1, last))
        elif tag == "f":
            self.formula = True
        elif tag == "strike":
            self.struck = self.struck or _is_on(facts.get("val", "1"))
        elif tag == "rPh":
            self.spoken = True
        elif tag == "mergeCell":
            left, top, right, bottom = range_boundaries(facts["ref"])
            if len(self.sheet.merged) < MOST_MERGED and top and left:
                self.sheet.merged.append((top, left - 1, bottom, right - 1))

    def _start_cell(self, facts):
        self.cells += 1
        if self.cells > MOST_CELLS:
            text = _("Sheet %(name)s has more than %(count)s cells: copy only the list into a new workbook.")
            raise UnreadableError(text % {"name": self.sheet.name, "count": MOST_CELLS})
        letters = facts.get("r", "").rstrip("0123456789")
        if letters and letters not in self.columns:
            self.columns[letters] = column_index_from_string(letters) - 1
        self.column = self.columns[letters] if letters else self.column + 1
        self.kind, self.style = facts.get("t", "n"), int(facts.get("s", 0))
        self.value, self.formula, self.struck, self.spoken = None, False, False, False

    def end(self, tag, text):
        if tag in self.wanted and not self.spoken:
            self.value = text if self.value is None else self.value + text
        elif tag == "rPh":
            self.spoken = False
        elif tag == "c":
            self._end_cell()
        elif tag == "row":
            self._end_row()

    def _end_cell(self):
        text, struck = self._shown()
        if not text:
            return
        if self.column >= MOST_COLUMNS:
            if not self.beyond:
                self.notes.append(BEYOND % {"name": self.sheet.name, "count": MOST_COLUMNS})
            self.beyond = True
            return
        self.line += [""] * (self.column + 1 - len(self.line))
        self.line[self.column] = text
        if struck:
            self.crossed.add(self.column)

    def _end_row(self):
        if not self.line or self.ended or len(self.sheet.rows) > MOST_ROWS:
            return
        if self.number - self.last > EMPTY_ROWS + 1:
            self.ended = True
            self.notes.append(
                _("Sheet %(name)s: reading stopped at row %(row)s, after %(count)s empty rows.")
                % {"name": self.sheet.name, "row": self.last + EMPTY_ROWS + 1, "count": EMPTY_ROWS}
            )
            return
        self.number = max(self.number, self.last + 1)  # also where a damaged file numbers two rows alike
        self.last = self.number
        self.sheet.rows.append((self.number, self.line))
        if self.out_of_sight:
            self.sheet.hidden.add(self.number)
        if self.crossed:
            self.sheet.struck[self.number] = self.crossed

    def _shown(self):
        """(text of the cell as it is shown, whether it is struck out)."""
        if self.value is None or (self.value == "" and self.kind != "str"):
            return (NO_VALUE if self.formula else ""), False
        if self.style not in self.known:
            self.known[self.style] = self.styles.of(self.style)
        shape, struck = self.known[self.style]
        struck = struck or self.struck
        if self.kind == "s":
            text, partly = self.strings[int(self.value)]
            return text, struck or partly
        if self.kind == "n":
            return _number(self.value, shape), struck
        if self.kind == "b":
            return ("x" if _is_on(self.value) else ""), struck
        if self.kind == "d":
            return _day(datetime.fromisoformat(self.value), shape), struck
        return unescaped(self.value), struck


def _is_on(word):
    return word in ("1", "true", "on")


def unescaped(text):
    """`text` with the signs that XML cannot hold; half of a sign is none."""

    def sign(match):
        number = int(match[1], 16)
        return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)

    return ESCAPED.sub(sign, text) if "_x" in text else text


def _number(raw, shape):
    """A number as its cell shows it: as a date, with leading zeros, else as it is."""
    value = float(raw)
    if _date_parts(shape) and value >= 1:
        try:
            return _day(from_excel(value), shape, int(value))
        except (OverflowError, ValueError):
            pass  # no day has this number
    text = raw if raw.isdigit() else str(int(value)) if value.is_integer() else str(value)
    zeros = re.sub(r'[ ."\\-]', "", shape)
    return text.zfill(len(zeros)) if zeros.strip("0") == "" and text.isdigit() else text


def _date_parts(shape):
    """Which of "d", "m" and "y" a number format shows; none for a number or a time of day."""
    letters = NO_LETTERS.sub("", shape.split(";")[0]).lower()
    clock = "h" in letters or "s" in letters
    return "".join(part for part in "dmy" if part in letters and not (part == "m" and clock and "y" not in letters))


def _day(day, shape, serial=0):
    """A day as far as its cell shows it; whole where the cell shows no part of it, or holds a year taken for a day."""
    parts = _date_parts(shape)
    if serial in YEARS_AS_DAYS or parts == "" or ("d" in parts and "y" in parts):
        parts = "dmy"
    shown = {"d": f"{day.day:02}", "m": f"{day.month:02}", "y": str(day.year)}
    return "/".join(shown[part] for part in parts)
