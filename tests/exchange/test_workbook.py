"""What stands in a workbook as a person sees it: each way to write a cell, a row, a column and a sheet; no database."""

import io

import pytest
from django.utils import translation

from exchange.rules.workbook import (
    MOST_CELLS,
    MOST_LETTERS,
    MOST_MERGED,
    MOST_ROWS,
    MOST_TAGS,
    NO_VALUE,
    Sheet,
    UnreadableError,
    _Cells,
    sheets_of,
    unescaped,
)
from tests.exchange.sheets import archive

DAMAGED = "The file is damaged: open it in Excel and save it again."
MACROS = "The file holds macros or is binary: save it as .xlsx without macros."
BOOK = "xl/workbook.xml"
STYLES = """<styleSheet><numFmts>{formats}</numFmts>
<fonts><font/><font><strike/></font><font><strike val="0"/></font><font><strike val="true"/></font>
<font><b/></font></fonts>
<cellStyleXfs><xf numFmtId="14" fontId="1"/></cellStyleXfs><cellXfs><xf/>{styles}</cellXfs>
<dxfs><dxf><font><strike/></font><numFmt numFmtId="9" formatCode="yyyy"/></dxf></dxfs></styleSheet>"""


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override(None):
        yield


def book(sheet="", *, sheets='<sheet name="Tờ" sheetId="7" r:id="a"/>', links="", formats="", styles="", **parts):
    """A workbook with the inner XML of its `sheet`, and other parts instead or besides: {name: text, None for none}."""
    about = {
        "[Content_Types].xml": "",
        BOOK: f"<workbook>{sheets}</workbook>",
        "xl/_rels/workbook.xml.rels": f"""<R><Relationship Id="a" Type="is/of/worksheet" Target="worksheets/one.xml"/>
            <Relationship Id="t" Type="of/styles" Target="looks.xml"/>{links}</R>""",
        "xl/looks.xml": STYLES.format(formats=formats, styles=styles),
        "xl/worksheets/one.xml": f"<worksheet>{sheet}</worksheet>",
    } | parts
    return io.BytesIO(archive(**{name: text.encode() for name, text in about.items() if text is not None}))


def read(*args, **parts):
    """([Sheet], notes)."""
    notes = []
    return sheets_of(book(*args, **parts), notes), notes


def rows(*args, **parts):
    [sheet], notes = read(*args, **parts)
    assert notes == []
    return sheet.rows


def refusal(*args, **parts):
    with pytest.raises(UnreadableError) as refused:
        read(*args, **parts)
    assert refused.value.field == "file"
    return str(refused.value)


def text(cell, **parts):
    """What one cell shows."""
    [(_number, [shown])] = rows(f"<row>{cell}</row>", **parts)
    return shown


@pytest.mark.parametrize(
    ("value", "shape", "shown"),
    [
        ("5", "General", "5"),
        ("5.0", "General", "5"),
        ("5.5", "General", "5.5"),
        ("1E2", "General", "100"),
        ("12345678901234567", "General", "12345678901234567"),
        ("-5", "General", "-5"),
        ("45000", "General", "45000"),
        ("12", "0", "12"),
        ("12", "0000", "0012"),
        ("12", "00-00 .0", "00012"),
        ("12", "0000kg", "12"),
        ("-1", "0000", "-1"),
        ("1.5", "0000", "1.5"),
        ("45000", "dd/mm/yyyy", "15/03/2023"),
        ("45000.75", "d-m-yy", "15/03/2023"),
        ("45000", "YYYY", "2023"),
        ("45000", "mm/yyyy", "03/2023"),
        ("45000", "dd/mm", "15/03"),
        ("45000", "d", "15"),
        ("45000", "d yyyy", "15/03/2023"),
        ("45000", "mm/yyyy hh:mm", "03/2023"),
        ("45000", "dd hh:mm", "15"),
        ("45000", "mm:ss", "45000"),
        ("45000", "h:mm", "45000"),
        ("45000", "yyyy;d/m", "2023"),
        ("45000", "[Red]0", "45000"),
        ("45000", '"d" 0', "45000"),
        ("45000", "\\d0", "45000"),
        ("45000", "_d*m0", "45000"),
        ("45000", '[$-42A]"ngày" dd" tháng "mm', "15/03"),
        ("1", "dd/mm/yyyy", "01/01/1900"),
        ("0.99", "dd/mm/yyyy", "0.99"),
        ("1899", "yyyy", "1905"),
        ("1900", "yyyy", "14/03/1905"),  # a year typed into a cell for dates
        ("2100", "mm/yyyy", "30/09/1905"),
        ("2101", "mm/yyyy", "10/1905"),
        ("99999999", "dd/mm/yyyy", "99999999"),  # no day has this number
    ],
)
def test_a_number_is_told_as_its_cell_shows_it(value, shape, shown):
    formats = f"<numFmt numFmtId='170' formatCode='{shape}'/>"
    about = {"formats": formats, "styles": '<xf numFmtId="170"/>'}
    assert text(f'<c s="1"><v>{value}</v></c>', **about) == shown


def test_a_cell_of_a_style_that_there_is_not_is_as_any_other():
    [sheet], _notes = read('<row><c s="9"><v>45000</v></c><c><f>A1</f></c></row>')
    assert (sheet.rows, sheet.struck) == ([(1, ["45000", NO_VALUE])], {})


def test_formats_that_every_workbook_knows_count_where_a_cell_has_them():
    about = {"styles": '<xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="200"/>'}
    shown = [text(f'<c s="{style}"><v>45000</v></c>', **about) for style in (0, 1, 2, 3, 4, 5)]
    assert shown == ["45000", "15/03/2023", *["45000"] * 4]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ('<c t="str"><v>a</v></c>', "a"),
        ('<c t="str"><f>A1</f><v>b</v></c>', "b"),
        ("<c><f>A1</f></c>", NO_VALUE),
        ("<c><f>A1</f><v></v></c>", NO_VALUE),
        ("<c><f>A1</f><v>7</v></c>", "7"),
        ('<c t="b"><v>1</v></c>', "x"),
        ('<c t="b"><v>true</v></c>', "x"),
        ('<c t="d"><v>2023-03-15</v></c>', "15/03/2023"),
        ('<c t="d" s="1"><v>2023-03-15T00:00:00Z</v></c>', "03/2023"),
        ('<c t="d" s="2"><v>1905-03-14</v></c>', "1905"),
        ('<c t="s"><v>1</v></c>', "Bế Thị"),
        ('<c t="inlineStr"><is><r><t>Bế </t></r><r><t>_x0041_</t></r><rPh><t>o</t></rPh><t>!</t></is></c>', "Bế A!"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
    ],
)  # fmt: skip
def test_each_kind_of_cell_tells_its_text(cell, shown):
    strings = (
        "<sst><si><t>z</t></si><si><r><t>Bế</t></r><rPh><t>bế</t></rPh><r><t>_x0020_Thị</t></r><x>y</x></si></sst>"
    )
    link = '<Relationship Id="s" Type="of/sharedStrings" Target="/xl/words.xml"/>'
    about = {"links": link, "xl/words.xml": strings, "styles": '<xf numFmtId="17"/><xf numFmtId="170"/>'}
    formats = '<numFmt numFmtId="17" formatCode="mm/yyyy"/><numFmt numFmtId="170" formatCode="yyyy"/>'
    assert text(cell, formats=formats, **about) == shown


@pytest.mark.parametrize("cell", ["<c/>", "<c><v></v></c>", '<c t="str"><f>A1</f><v></v></c>', '<c t="b"><v>0</v></c>'])
def test_a_cell_that_shows_nothing_is_none(cell):
    assert rows(f"<row>{cell}</row><row><c><v>1</v></c></row>") == [(2, ["1"])]


def test_cells_stand_in_their_columns_and_those_without_a_name_after_the_one_before():
    cells = '<c r="B4"><v>2</v></c><c><v>3</v></c><c r="AA4"><v>27</v></c><c r="F4"><v>6</v></c>'
    line = ["", "2", "3", "", "", "6", *[""] * 20, "27"]
    assert rows(f'<row r="4">{cells}</row><row><c><v>1</v></c></row>') == [(4, line), (5, ["1"])]
    assert rows('<row r="4"><c r="X4"><v>24</v></c></row>') == [(4, [*[""] * 23, "24"])]
    prefixed = '<x:row r="4"><x:c r="B4"><x:v>2</x:v></x:c></x:row>'
    assert rows(prefixed) == [(4, ["", "2"])]


def test_two_rows_of_one_number_follow_each_other():
    one = "<c><v>1</v></c>"
    assert rows(f'<row r="3">{one}</row><row r="3">{one}</row><row r="2">{one}</row>') == [
        (3, ["1"]), (4, ["1"]), (5, ["1"])
    ]  # fmt: skip


def test_columns_beyond_the_hundredth_are_told_once():
    line = '<row><c r="CV1"><v>1</v></c>' + '<c r="CW1"><v>2</v></c>' * 2 + '<c r="A1"><v>3</v></c></row>'
    [sheet], notes = read(line)
    assert (sheet.rows, notes) == ([(1, ["3", *[""] * 98, "1"])], ["Sheet Tờ: only the first 100 columns were read."])
    [sheet], notes = read('<row><c r="CW1"><v></v></c><c r="A1"><v>3</v></c></row>')
    assert (sheet.rows, notes) == ([(1, ["3"])], [])


def test_a_sheet_ends_after_two_hundred_empty_rows():
    one = "<c><v>1</v></c>"
    assert [number for number, _line in rows(f'<row r="201">{one}</row><row r="402">{one}</row>')] == [201, 402]
    [sheet], notes = read(f'<row r="2">{one}</row><row r="204">{one}</row><row r="3">{one}</row>')
    assert (sheet.rows, notes) == ([(2, ["1"])], ["Sheet Tờ: reading stopped at row 203, after 200 empty rows."])


def test_what_is_struck_out_hidden_or_merged_is_told():
    cells = "".join(f'<c s="{style}"><v>1</v></c>' for style in range(6))
    inline = "<c t='inlineStr'><is><r><rPr><strike{}/></rPr><t>a</t></r></is></c>"
    off = ' val="0"'
    sheet = (
        '<cols><col min="2" max="3" hidden="1"/><col min="5" max="5" width="0"/><col min="6" max="7"/>'
        '<col min="99" max="16384" hidden="on"/></cols><sheetData>'
        f'<row>{cells}</row><row hidden="true"><c><v>1</v></c></row><row ht="0"><c><v>1</v></c></row>'
        f'<row ht="15" hidden="0">{inline.format("")}{inline.format(off)}</row>'
        "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row></sheetData>"
        '<mergeCells><mergeCell ref="B2:D3"/><mergeCell ref="A1"/><mergeCell ref="A:B"/><mergeCell ref="1:2"/>'
        "</mergeCells>"
    )
    struck, plain = "<r><strike/><t>a</t></r>", '<r><strike val="0"/><t>{}</t></r>'
    strings = f"<sst><si>{struck}{plain.format('b')}</si><si>{plain.format('c')}</si></sst>"
    link = '<Relationship Id="s" Type="of/sharedStrings" Target="words.xml"/>'
    fonts = "".join(f'<xf fontId="{font}"/>' for font in range(1, 6))
    [found], notes = read(sheet, styles=fonts, links=link, **{"xl/words.xml": strings})
    assert notes == []
    assert found == Sheet(
        "Tờ",
        [(1, ["1"] * 6), (2, ["1"]), (3, ["1"]), (4, ["a", "a"]), (5, ["ab", "c"])],
        merged=[(2, 1, 3, 3), (1, 0, 1, 0)],
        hidden={2, 3},
        struck={1: {1, 3}, 4: {0}, 5: {0}},
        out_of_sight={1, 2, 4, 98, 99},
    )


def test_sheets_that_are_hidden_or_diagrams_are_left_out():
    told = (("Một", "a", "hidden"), ("Hai", "c", "visible"), ("Ba", "a", "visible"), ("Bốn", "a", "veryHidden"))
    sheets = "".join(f'<sheet name="{name}" r:id="{link}" state="{state}"/>' for name, link, state in told)
    links = '<Relationship Id="c" Type="of/chartsheet" Target="chart.xml"/>'
    found, notes = read("<row><c><v>1</v></c></row>", sheets=sheets, links=links)
    assert ([sheet.name for sheet in found], notes) == (["Ba"], ["Hidden sheets were left out: Một, Bốn."])
    sheets = '<sheet name="Một" r:id="a"/><sheet name="Hai" r:id="a"/>'
    found, notes = read('<row><c r="CW1"><v>1</v></c></row>', sheets=sheets)
    assert notes == [f"Sheet {name}: only the first 100 columns were read." for name in ("Một", "Hai")]


@pytest.mark.parametrize("place", ["worksheets/two.xml", "/xl/worksheets/two.xml", "..\\xl\\worksheets\\two.xml"])
def test_a_sheet_is_found_wherever_it_is_said_to_stand(place):
    links = f'<Relationship Id="b" Type="of/worksheet" Target="{place}"/>'
    two = {"xl/worksheets/two.xml": "<worksheet><row><c><v>2</v></c></row></worksheet>"}
    assert rows(sheets='<sheet name="Hai" r:id="b"/>', links=links, **two) == [(1, ["2"])]


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        ({"xl/workbook.bin": ""}, MACROS),
        ({"xl/vbaProject.bin": ""}, MACROS),
        ({"[Content_Types].xml": "x.macroEnabled"}, MACROS),
        ({BOOK: None}, "This is not an Excel file: choose an .xlsx or .csv file."),
        (
            {"sheets": '<workbookPr date1904="1"/>'},
            "This workbook counts days from 1904: copy the list into a new workbook.",
        ),
        ({"xl/worksheets/one.xml": "<worksheet>"}, DAMAGED),
        ({"xl/worksheets/one.xml": None}, DAMAGED),
        ({"xl/worksheets/one.xml": "<!DOCTYPE x><worksheet></worksheet>"}, DAMAGED),
    ],
)
def test_what_is_no_plain_workbook_is_refused(parts, sentence):
    assert refusal(**parts) == sentence


def test_a_day_of_1904_that_is_off_is_none():
    for said in ('<workbookPr date1904="0"/>', "<workbookPr/>"):
        sheets = f'{said}<sheet name="Tờ" r:id="a"/>'
        assert rows("<row><c><v>1</v></c></row>", sheets=sheets) == [(1, ["1"])]


def test_a_workbook_needs_neither_styles_nor_strings():
    links = {
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="a" Type="of/worksheet" Target="worksheets/one.xml"/></R>'
    }
    assert text('<c s="3"><v>45000</v></c>', **links) == "45000"


def test_as_much_as_may_be_is_read_and_no_more():
    inline = "<c t='inlineStr'><is><t>{}</t></is></c>"
    assert len(text(inline.format("a" * MOST_LETTERS))) == MOST_LETTERS
    assert refusal(f"<row>{inline.format('a' * (MOST_LETTERS + 1))}</row>") == DAMAGED
    assert len(rows("<row><c><v>1</v></c></row>" * (MOST_ROWS + 2))) == MOST_ROWS + 1  # which tells that it is too much
    [sheet], _notes = read('<mergeCell ref="A1:B1"/>' * (MOST_MERGED + 1))
    assert len(sheet.merged) == MOST_MERGED


def test_a_sheet_of_too_many_cells_or_a_part_of_too_many_tags_is_read_no_further():
    part = _Cells("Tờ", [], None)
    part.cells, part.tags = MOST_CELLS - 1, MOST_TAGS - 1  # to read as many takes seconds
    part.start("row", {})
    part.start("c", {})
    sentence = f"Sheet Tờ has more than {MOST_CELLS} cells: copy only the list into a new workbook."
    with pytest.raises(UnreadableError, match=sentence):
        part.start("c", {})
    part._opened("x", {})
    with pytest.raises(UnreadableError, match="unpacks to far too much"):
        part._opened("x", {})


def test_a_refusal_keeps_its_cause():
    with pytest.raises(UnreadableError) as refused:
        sheets_of(io.BytesIO(b"PK"), [])
    assert (str(refused.value), type(refused.value.__cause__).__name__) == (DAMAGED, "BadZipFile")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("a_x000D_b_X0041__x00e1_", "a\rb_X0041_á"),
        ("_x41_", "_x41_"),
        ("_xD7FF__xD800__xDFFF__xE000_", "\ud7ff\ufffd\ufffd\ue000"),
    ],
)
def test_signs_that_xml_cannot_hold_are_read(written, shown):
    assert unescaped(written) == shown
