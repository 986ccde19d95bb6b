"""Where in a sheet the list begins: its heading rows, whether one or two, merged or repeated."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from common.text import tone_key
from exchange.rules import reading
from exchange.rules.columns import guessed, heading_key, is_before_given, meaning, never_kept, place_rank

LOOK_AT = 30  # rows in which the headings are looked for
PARTS = ("nam", "nu", "du bi", "chinh thuc", "ho dem", "ho", "ten", "chi tiet", "dia chi", "ngay", "thang")
SEXES = ("nam", "nu")
MOST_TOLD = 20  # rows named in one sentence
SAMPLE = "mau"  # in the first column: the example row of our template
# Of one person each: merged over several rows they do not say the same of all.
PERSONAL = ("number", "full_name", "other_name", "sex", "male", "female", "born", "born_male", "born_female", "phone")
PERSONAL += ("id_number", "old_id_number", "card_no", "old_card_no", "profile_no")


@dataclass
class Listing:
    """The list of a sheet: `columns` are the guessed keys, one for each of `headings`; `rows` [(number, [text])].

    `title` is what stands above the headings; `looks` {number of a row: "hidden" or "struck"}.
    """

    name: str
    headings: list
    columns: list
    rows: list
    title: str = ""
    looks: dict = field(default_factory=dict)


def read_lists(name, data):
    """([Listing], [sentence about how it was read]) of the bytes of a file called `name`. Raises UnreadableError."""
    sheets, notes = reading.read(name, data)
    return [find_list(sheet, notes) for sheet in sheets], notes


def find_list(sheet, notes):
    """The Listing in a Sheet. Without headings that are known, the columns are called by their letters."""
    rows = sheet.rows
    scores = [len({key for text in line if text and (key := meaning(text))}) for _number, line in rows[:LOOK_AT]]
    best = max(range(len(scores)), key=scores.__getitem__)
    if scores[best] < 2:
        notes.append(_("Sheet %(name)s: no headings were recognised.") % {"name": sheet.name})
        return _by_letters(sheet)
    width = max(len(line) for _number, line in rows[best:])
    headings, first = _headings(rows, best, width)
    keys = [heading_key(heading) for heading in headings]
    body = []
    for number, line in rows[first:]:
        line = _fit(line, width)
        if _repeats_headings(line, keys) or _numbers_the_columns(line):
            continue
        if heading_key(line[0]) == SAMPLE:
            notes.append(_("Row %(row)s is the example row: it was left out.") % {"row": number})
            continue
        body.append((number, line))
    _stretch(headings, sheet, rows[best][0], rows[first - 1][0])
    _find_given_names(headings, body)
    columns = guessed(headings)
    _check_names(sheet, headings, columns, body, notes)
    _fill_down(sheet, columns, body)
    for number, heading in enumerate(headings):
        if never_kept(heading):
            notes.append(_("The column %(name)s is not kept and was not read.") % {"name": heading})
            for _row, line in body:
                line[number] = ""
    title = " ".join(text for _number, line in rows[:best] for text in line if text)
    return Listing(sheet.name, headings, columns, body, title, _looks(sheet, columns, headings, body, notes))


def _by_letters(sheet):
    width = max(len(line) for _number, line in sheet.rows)
    letters = [_("Column %(letter)s") % {"letter": get_column_letter(n + 1)} for n in range(width)]
    return Listing(sheet.name, letters, [""] * width, [(number, _fit(line, width)) for number, line in sheet.rows])


def _headings(rows, best, width):
    """([heading], first of `rows` below them): what row `best` says, with the row above and the one below it that
    belong to it."""
    headings, first = _fit(rows[best][1], width), best + 1
    name_at = next((n for n, text in enumerate(headings) if meaning(text) == "full_name"), None)
    if best and rows[best - 1][0] == rows[best][0] - 1 and sum(map(bool, rows[best - 1][1])) > 1:
        above = _spread(_fit(rows[best - 1][1], width), headings)
        headings = [f"{a} {text}" if a and _is_part(text) else text for a, text in zip(above, headings, strict=True)]
    below = _fit(rows[first][1], width) if first < len(rows) else []
    if _is_second_heading(below, name_at):
        above = _spread(headings, below)
        headings = [f"{a} {text}".strip() for a, text in zip(above, below, strict=True)]
        first += 1
    return headings, first


def _stretch(headings, sheet, top, bottom):
    """A heading merged over columns without headings of their own stands over each of them."""
    for first, left, _last, right in sheet.merged:
        if top <= first <= bottom:
            for column in range(left + 1, min(right + 1, len(headings))):
                headings[column] = headings[column] or headings[left]


def _find_given_names(headings, body):
    """A column without a heading to the right of names, with one word in most rows, holds the given names: a text file
    merges nothing."""
    for column in range(1, len(headings)):
        if headings[column] or meaning(headings[column - 1]) != "full_name":
            continue
        beside = [line[column] for _number, line in body if line[column - 1] and line[column]]
        of_sex = {heading_key(text) for text in beside} <= set(SEXES)
        if len(beside) * 2 > len(body) and all(text.istitle() and text.isalpha() for text in beside) and not of_sex:
            headings[column] = headings[column - 1]


def _check_names(sheet, headings, columns, body, notes):
    """No name without its given name, and none with its given name twice: `columns` is mended."""
    first, *others = [n for n, key in enumerate(columns) if key == "full_name"] or [None]
    for column in [n for n in others if not any(line[n] for _row, line in body)]:  # nobody filled it in
        columns[column] = ""
        others.remove(column)
    for column in others:
        both = [(tone_key(line[first]), tone_key(line[column])) for _row, line in body if line[first] and line[column]]
        if both and all(before.endswith(f" {given}") for before, given in both):
            columns[column] = ""  # for sorting only
    if first is not None and not others and is_before_given(headings[first]):
        columns[first] = ""
        notes.append(
            _("Sheet %(name)s: which column holds the given names? “%(heading)s” does not.")
            % {"name": sheet.name, "heading": headings[first]}
        )


def _fill_down(sheet, columns, body):
    """What is merged over several rows is said of each of them."""
    lines, done = dict(body), {}  # done: {column: last row that was filled}
    for top, left, bottom, right in sorted(sheet.merged):
        if left != right or left >= len(columns) or top not in lines or columns[left] in PERSONAL:
            continue
        if top <= done.get(left, 0):
            continue  # merged cells never overlap, unless the file is made to take long
        done[left] = bottom
        for number in range(top + 1, min(bottom, body[-1][0]) + 1):
            if number in lines:
                lines[number][left] = lines[number][left] or lines[top][left]


def _looks(sheet, columns, headings, body, notes):
    """{number of a row: "hidden" or "struck"}; of what is struck out elsewhere in a row, `notes` tell."""
    names = {n for n, key in enumerate(columns) if key == "full_name"}
    looks = {}
    if unseen := [headings[n] for n, key in enumerate(columns) if key and n in sheet.out_of_sight]:
        told = {"name": sheet.name, "columns": ", ".join(unseen)}
        notes.append(_("Sheet %(name)s: these columns are hidden and were read: %(columns)s.") % told)
    for number, line in body:
        struck = sheet.struck.get(number, set())
        if number in sheet.hidden:
            looks[number] = "hidden"
        elif struck and (names & struck or struck >= {n for n, text in enumerate(line) if text}):
            looks[number] = "struck"
        else:
            for column in sorted(struck & set(range(len(headings)))):
                where = {"name": sheet.name, "row": number, "column": headings[column]}
                notes.append(_("Sheet %(name)s, row %(row)s, column %(column)s: the cell is struck out.") % where)
    for look, sentence in (
        ("hidden", _("Sheet %(name)s: rows %(rows)s are hidden. They are read in only where you tick them.")),
        ("struck", _("Sheet %(name)s: rows %(rows)s are struck out. They are read in only where you tick them.")),
    ):
        if told := [str(number) for number, found in looks.items() if found == look]:
            shown = ", ".join(told[:MOST_TOLD]) + (" …" if len(told) > MOST_TOLD else "")
            notes.append(sentence % {"name": sheet.name, "rows": shown})
    return looks


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
    if heading_key(text) in SEXES:
        return True
    return bool(text) and meaning(text) is None and (place_rank(text) > 0 or heading_key(text) in PARTS)


def _is_second_heading(line, name_at):
    """A row of words below the headings that names parts of them and nobody."""
    words = [text for text in line if text]
    if not words or (name_at is not None and line[name_at] and heading_key(line[name_at]) not in PARTS):
        return False
    parts = sum(1 for text in words if _is_part(text) or meaning(text) is not None)
    return (
        len(words) > 1
        and parts * 2 > len(words)
        and not any(any(letter.isdigit() for letter in text) for text in words)
    )


def _numbers_the_columns(line):
    """The row (1), (2), (3) ... that official forms have under their headings."""
    marks = [text.strip("()") for text in line if text]
    return len(marks) > 2 and all(mark.isdigit() and len(mark) < 3 for mark in marks)


def _repeats_headings(line, keys):
    """Headings that come again on each printed page; `keys` are those of the headings."""
    told = [(text, key) for text, key in zip(line, keys, strict=True) if text]
    return len(told) > 1 and all(len(heading_key(text)) > 0 and heading_key(text) in key for text, key in told)
