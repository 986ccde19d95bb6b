"""Where in a sheet the list begins: its heading rows, whether one or two, merged or repeated."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from exchange.rules.columns import guessed, heading_key, meaning, never_kept, place_rank

LOOK_AT = 30  # rows in which the headings are looked for
PARTS = ("nam", "nu", "du bi", "chinh thuc", "ho dem", "ho", "ten", "chi tiet", "dia chi")
SAMPLE = "mau"  # in the first column: the example row of our template


@dataclass
class Listing:
    """The list of a sheet: `columns` are the guessed keys, one for each of `headings`; `rows` [(number, [text])]."""

    name: str
    headings: list
    columns: list
    rows: list


def find_list(sheet, notes):
    """The Listing in a Sheet. Without headings that are known, the columns are called by their letters."""
    rows = sheet.rows
    scores = [len({key for text in line if text and (key := meaning(text))}) for _number, line in rows[:LOOK_AT]]
    best = max(range(len(scores)), key=scores.__getitem__)
    if scores[best] < 2:
        width = max(len(line) for _number, line in rows)
        letters = [_("Column %(letter)s") % {"letter": get_column_letter(n + 1)} for n in range(width)]
        notes.append(_("Sheet %(name)s: no headings were recognised.") % {"name": sheet.name})
        return Listing(sheet.name, letters, [""] * width, [(number, _fit(line, width)) for number, line in rows])
    first = best + 1
    width = max(len(line) for _number, line in rows[best:])
    headings = _fit(rows[best][1], width)
    name_at = next((n for n, text in enumerate(headings) if meaning(text) == "full_name"), None)
    if best and rows[best - 1][0] == rows[best][0] - 1 and sum(map(bool, rows[best - 1][1])) > 1:
        above = _spread(_fit(rows[best - 1][1], width), headings)
        headings = [f"{a} {text}" if a and _is_part(text) else text for a, text in zip(above, headings, strict=True)]
    if first < len(rows) and _is_second_heading(_fit(rows[first][1], width), name_at):
        below = _fit(rows[first][1], width)
        above = _spread(headings, below)
        headings = [f"{a} {text}".strip() if text else a for a, text in zip(above, below, strict=True)]
        first += 1
    columns, keys = guessed(headings), [heading_key(heading) for heading in headings]
    body = []
    for number, line in rows[first:]:
        line = _fit(line, width)
        if _repeats_headings(line, keys) or _numbers_the_columns(line):
            continue
        if heading_key(line[0]) == SAMPLE:
            notes.append(_("Row %(row)s is the example row: it was left out.") % {"row": number})
            continue
        body.append((number, line))
    for number, heading in enumerate(headings):
        if never_kept(heading):
            notes.append(_("The column %(name)s is not kept and was not read.") % {"name": heading})
            for _row, line in body:
                line[number] = ""
    return Listing(sheet.name, headings, columns, body)


def _fit(line, width):
    return [*line[:width], *[""] * (width - len(line))]


def _spread(above, below):
    """Headings that stand over several columns, written over each column that has a heading of its own below."""
    spread, last = [], ""
    for text, own in zip(above, below, strict=True):
        last = text or (last if own else "")
        spread.append(last)
    return spread


def _is_part(text):
    """Whether a heading names a part of the one above it: the commune of a place, the birth dates of women."""
    return bool(text) and meaning(text) is None and (place_rank(text) > 0 or heading_key(text) in PARTS)


def _is_second_heading(line, name_at):
    """A row of words below the headings that names parts of them and nobody."""
    words = [text for text in line if text]
    if not words or (name_at is not None and line[name_at] and heading_key(line[name_at]) not in PARTS):
        return False
    parts = sum(1 for text in words if _is_part(text) or meaning(text) is not None)
    return parts > 0 and not any(any(letter.isdigit() for letter in text) for text in words)


def _numbers_the_columns(line):
    """The row (1), (2), (3) ... that official forms have under their headings."""
    marks = [text.strip("()") for text in line if text]
    return len(marks) > 2 and all(mark.isdigit() and len(mark) < 3 for mark in marks)


def _repeats_headings(line, keys):
    """Headings that come again on each printed page; `keys` are those of the headings."""
    told = [(text, key) for text, key in zip(line, keys, strict=True) if text]
    return len(told) > 1 and all(len(heading_key(text)) > 0 and heading_key(text) in key for text, key in told)
