"""Official Party documents as Word files: content in, bytes out, in the layout in force on the day of the document.

They are Vietnamese whatever the language of the page, carry no seal, and are signed on paper. What was issued is kept
`frozen`, as plain data, and drawn from there: it stays the same whatever becomes of records, names and layouts.
"""

import io
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime

import docx
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

VERSION = 1  # of how papers look; see DRAWN
HEAD_SHARE = (75, 90)  # the two columns of the head, and those of the foot; millimetres of an upright page
RULE_MM = 78  # the line under the Party's name
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "chủ nhật")
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Layout:
    """How documents look from the day `since`: lengths in millimetres, type in points."""

    name: str
    since: date
    party_pt: int  # the words ĐẢNG CỘNG SẢN VIỆT NAM
    font: str = "Times New Roman"
    top: int = 20
    bottom: int = 20
    left: int = 30
    right: int = 15
    body_pt: int = 14
    line_pt: int = 20  # exact; 18 to 22 are allowed
    space_pt: int = 6
    first_line: int = 10
    title_pt: int = 15
    small_pt: int = 12  # recipients and tables


LAYOUTS = (
    Layout("36-HD/VPTW 2018", date(2018, 4, 3), party_pt=15),
    Layout("05-HD/VPTW 2026", date(2026, 5, 27), party_pt=14),
)


def layout_on(day):
    """The Layout in force on `day`; for days before all of them the first."""
    return max((one for one in LAYOUTS if one.since <= day), key=lambda one: one.since, default=LAYOUTS[0])


@dataclass(frozen=True)
class Letterhead:
    """Who issues a document: the body above, the issuing body, and the word before the date. A form that people fill in
    for themselves has no bodies."""

    superior: str
    body: str
    place: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class GridColumn:
    label: str
    width: int  # millimetres; the text is 165 wide, 252 on a page that lies
    centred: bool = False


@dataclass(frozen=True)
class Grid:
    """A ruled table; `rows` are tuples of text, one per GridColumn; `total` is such a tuple in bold, or empty."""

    columns: tuple
    rows: tuple
    total: tuple = ()


@dataclass(frozen=True)
class Signature:
    """For whom (T/M ĐẢNG ỦY), as what (BÍ THƯ), and the name, which may be left to be written."""

    behalf: str
    post: str
    name: str = ""


@dataclass(frozen=True)
class Document:
    """`number` as 05-BC/ĐU, empty for an annex, whose `note` says what it goes with. `parts` are text (a paragraph),
    Heading and Grid in order. Of two `signatures` the first stands left; `recipients` stand left below. A paper that is
    not `dated` leaves room to write day and month; `lying` turns the page; it is drawn as papers of its `version`."""

    letterhead: Letterhead
    title: str
    subject: str
    on: date
    signatures: tuple
    number: str = ""
    note: str = ""
    parts: tuple = ()
    recipients: tuple = ()
    dated: bool = True
    lying: bool = False
    version: int = VERSION


def day_in_words(day):
    """ngày 03 tháng 02 năm 2026: days below 10 and the months 1 and 2 take a zero; nothing can be put before them."""
    month = f"{day.month:02}" if day.month < 3 else day.month
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def time_in_words(time):
    """7 giờ 30; the full hour alone."""
    return f"{time.hour} giờ" + (f" {time.minute:02}" if time.minute else "")


def ended(sentence):
    """The sentence with a stop, unless it has an end of its own."""
    return sentence if sentence.endswith((".", "!", "?", ":", ";")) else f"{sentence}."


def frozen(document):
    """A Document as plain data, to be kept: what it says, and the version of the layout in which it is drawn."""
    return _plain(asdict(document))


def _plain(value):
    if isinstance(value, str):
        return NOT_IN_XML.sub("", value)
    if isinstance(value, dict):
        return {name: _plain(inside) for name, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inside) for inside in value]
    return value.isoformat() if isinstance(value, date) else value


def thawed(data):
    """The Document that was `frozen`."""
    facts = data | {
        "letterhead": Letterhead(**data["letterhead"]),
        "on": date.fromisoformat(data["on"]),
        "signatures": tuple(Signature(**one) for one in data["signatures"]),
        "parts": tuple(_thawed_part(part) for part in data["parts"]),
        "recipients": tuple(data["recipients"]),
    }
    return Document(**facts)


def _thawed_part(part):
    if isinstance(part, str):
        return part
    if "text" in part:
        return Heading(**part)
    columns = tuple(GridColumn(**column) for column in part["columns"])
    return Grid(columns, tuple(tuple(row) for row in part["rows"]), tuple(part["total"]))


def differences(issued, now):
    """[what] in which two frozen documents say something else: parts of a paper, and its sections by their headings.

    Number, date and note are left out: they tell of the issue, not of the records.
    """
    words = {
        "letterhead": _("names in the head"),
        "subject": _("subject"),
        "signatures": pgettext("on a paper", "signature"),
        "recipients": _("recipients"),
    }
    before, after = _sections(issued["parts"]), _sections(now["parts"])
    return [word for name, word in words.items() if issued[name] != now[name]] + [
        title or _("text") for title in {**before, **after} if before.get(title) != after.get(title)
    ]


def _sections(parts):
    """{title: what stands there} of frozen parts. A heading opens a section; before the first one each line that says
    what it tells of ("Thời gian: ...") is one of its own; the title of other text is empty."""
    found, title = {}, None
    for part in parts:
        if isinstance(part, dict) and "text" in part:
            title = part["text"].split("- ", 1)[-1]
        else:
            tells = title is None and isinstance(part, str) and ": " in part
            found.setdefault(part.split(": ")[0] if tells else title or "", []).append(part)
    return found


def to_docx(document):
    """Bytes of the Word file of a Document, as papers of its version look."""
    return DRAWN[document.version](document)


def _draw(document):
    layout = layout_on(document.on)
    file = docx.Document()
    _set_page(file, document, layout)
    _write_head(file, document, layout)
    _write_title(file, document, layout)
    for part in document.parts:
        if isinstance(part, Grid):
            _write_grid(file, part, layout)
        else:
            _write_paragraph(file, part, layout)
    _keep_with_next(file)
    _write_foot(file, document, layout)
    about = file.core_properties
    title = f"{document.title} {document.subject}".rstrip()
    about.title, about.author, about.comments = title, document.letterhead.body, ""
    about.language, about.created = "vi-VN", datetime(document.on.year, document.on.month, document.on.day)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


# When papers are to look different, VERSION goes up, and the way they were drawn until then stays here under its
# number: what was issued keeps its look. A layout added to LAYOUTS for later days changes nothing that was issued.
DRAWN = {1: _draw}


def _set_page(file, document, layout):
    section = file.sections[0]
    section.page_width, section.page_height = (Mm(297), Mm(210)) if document.lying else (Mm(210), Mm(297))
    if document.lying:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.top_margin, section.bottom_margin = Mm(layout.top), Mm(layout.bottom)
    section.left_margin, section.right_margin = Mm(layout.left), Mm(layout.right)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True  # the first page carries no number
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = layout.font, Pt(layout.body_pt)
    for script in ("w:eastAsia", "w:cs"):
        normal.element.rPr.rFonts.set(qn(script), layout.font)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    normal.element.rPr.append(language)
    normal.paragraph_format.line_spacing = Pt(layout.line_pt)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    number = section.header.paragraphs[0]
    number.alignment = ALIGN.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    number._p.append(field)


def _write_head(file, document, layout):
    left, right = _two_columns(file)
    if document.letterhead.body:
        _line(left, document.letterhead.superior.upper())
        _line(left, document.letterhead.body.upper(), bold=True)
        _line(left, "*")
    if document.number:
        _line(left, f"Số {document.number}")
    party = _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, size=layout.party_pt)
    party.paragraph_format.left_indent = party.paragraph_format.right_indent = (right.width - Mm(RULE_MM)) // 2
    _rule_under(party)
    day = day_in_words(document.on) if document.dated else f"ngày ...... tháng ...... năm {document.on.year}"
    dated = _line(right, f"{document.letterhead.place}, {day}", italic=True)
    dated.paragraph_format.space_before = Pt(layout.space_pt)


def _write_title(file, document, layout):
    title = _line(file, document.title.upper(), bold=True, size=layout.title_pt)
    title.paragraph_format.space_before = Pt(3 * layout.space_pt)
    if document.subject:
        _line(file, document.subject, bold=True)
    if document.note:
        _line(file, document.note, italic=True)
    _line(file, "-----").paragraph_format.space_after = Pt(2 * layout.space_pt)


def _write_paragraph(file, part, layout):
    heading = isinstance(part, Heading)
    paragraph = _line(
        file, part.text if heading else part, bold=heading, align=ALIGN.LEFT if heading else ALIGN.JUSTIFY
    )
    paragraph.paragraph_format.first_line_indent = Mm(layout.first_line)
    paragraph.paragraph_format.space_after = Pt(layout.space_pt)
    paragraph.paragraph_format.keep_with_next = heading


def _write_grid(file, grid, layout):
    table = _table(file, [column.width for column in grid.columns])
    table.style = "Table Grid"
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    _write_row(table.rows[0], [column.label for column in grid.columns], [True] * len(grid.columns), layout, bold=True)
    for texts in grid.rows:
        _write_row(table.add_row(), texts, [column.centred for column in grid.columns], layout)
    if grid.total:
        _keep_row_with_next(table.rows[-1])
        _write_row(table.add_row(), grid.total, [column.centred for column in grid.columns], layout, bold=True)
    _line(file, "").paragraph_format.line_spacing = Pt(layout.space_pt)  # what follows keeps its distance


def _write_row(row, texts, centred, layout, bold=False):
    _keep_whole(row)
    for cell, text, centre in zip(row.cells, texts, centred, strict=True):
        line = _line(cell, text, bold=bold, size=layout.small_pt, align=ALIGN.CENTER if centre else ALIGN.LEFT)
        line.paragraph_format.line_spacing = 1.0
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)


def _keep_with_next(file):
    """What was written last, a paragraph or the row of a table above it, goes to the next page with the signature."""
    last = file.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    if not last.text:
        _keep_row_with_next(file.tables[-1].rows[-1])


def _keep_row_with_next(row):
    for cell in row.cells:
        for line in cell.paragraphs:
            line.paragraph_format.keep_with_next = True


def _write_foot(file, document, layout):
    left, right = _two_columns(file)
    *first, last = document.signatures
    for cell, signature in [*((left, one) for one in first), (right, last)]:
        _line(cell, signature.behalf.upper(), bold=True)
        _line(cell, signature.post.upper())
        for _blank in range(4):  # room to sign
            _line(cell, "")
        _line(cell, signature.name, bold=True)
    if document.recipients:
        _line(left, "Nơi nhận:", align=ALIGN.LEFT).runs[0].underline = True
        for number, recipient in enumerate(document.recipients, start=1):
            end = "." if number == len(document.recipients) else ","
            _line(left, f"- {recipient}{end}", size=layout.small_pt, align=ALIGN.LEFT)


def _two_columns(file):
    """The cells of a table without lines, as wide as the text, whose one row stays on one page."""
    section = file.sections[0]
    wide = (section.page_width - section.left_margin - section.right_margin) / Mm(1)
    row = _table(file, [round(wide * share / sum(HEAD_SHARE)) for share in HEAD_SHARE]).rows[0]
    _keep_whole(row)
    return row.cells


def _table(file, widths):
    """A table of one row whose columns, and those of rows to come, are `widths` millimetres wide."""
    table = file.add_table(rows=1, cols=len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        column.cells[0].width = Mm(width)
    return table


def _line(where, text, *, bold=False, italic=False, size=None, align=ALIGN.CENTER):
    """A paragraph at the end of a file or table cell; a cell's first one is there already."""
    paragraphs = where.paragraphs
    fresh = hasattr(where, "merge") and len(paragraphs) == 1 and not paragraphs[0].runs
    paragraph = paragraphs[0] if fresh else where.add_paragraph()
    paragraph.alignment = align
    run = paragraph.add_run(NOT_IN_XML.sub("", text))
    run.bold, run.italic = bold or None, italic or None
    run.font.size = size and Pt(size)
    return paragraph


def _keep_whole(row):
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _rule_under(paragraph):
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    border.append(line)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(border, "w:spacing", "w:ind", "w:jc")  # the order that the format prescribes
