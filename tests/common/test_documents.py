"""Official documents, read back from the Word file."""

import io
import json
from datetime import date

import docx
import pytest
from docx.enum.text import WD_LINE_SPACING
from docx.shared import Mm, Pt

from common.documents import (
    Document,
    Grid,
    GridColumn,
    Heading,
    Letterhead,
    Signature,
    day_in_words,
    differences,
    frozen,
    layout_on,
    thawed,
    to_docx,
)

CONTENT = {
    "letterhead": Letterhead("Đảng bộ tỉnh Cao Bằng", "Đảng ủy xã Trường Hà", "Trường Hà"),
    "title": "Báo cáo",
    "subject": "kết quả công tác năm 2026",
    "on": date(2027, 2, 3),
    "number": "05-BC/ĐU",
    "parts": (
        Heading("I- Kết quả"),
        "Đảng bộ có 20 chi bộ.",
        Grid((GridColumn("TT", 15, centred=True), GridColumn("Chi bộ", 150)), (("1", "Lũng Mật"), ("2", "Pác Tao"))),
    ),
    "signatures": (Signature("T/M Đảng ủy", "Bí thư", "Hà Văn Mẫu"),),
    "recipients": ("Tỉnh ủy", "Lưu Văn phòng Đảng ủy"),
}


def written(**changed):
    return docx.Document(io.BytesIO(to_docx(Document(**CONTENT | changed))))


def texts(where):
    return [paragraph.text for paragraph in where.paragraphs if paragraph.text]


def test_the_page_and_the_type_are_those_of_party_documents():
    file = written()
    section, normal = file.sections[0], file.styles["Normal"]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides] == [20, 20, 30, 15]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(14))
    spacing = normal.paragraph_format
    assert (spacing.line_spacing, spacing.line_spacing_rule) == (Pt(20), WD_LINE_SPACING.EXACTLY)


def test_the_head_names_the_issuer_left_and_the_party_right():
    left, right = written().tables[0].rows[0].cells
    assert texts(left) == ["ĐẢNG BỘ TỈNH CAO BẰNG", "ĐẢNG ỦY XÃ TRƯỜNG HÀ", "*", "Số 05-BC/ĐU"]
    assert [p.runs[0].bold for p in left.paragraphs] == [None, True, None, None]
    assert texts(right) == ["ĐẢNG CỘNG SẢN VIỆT NAM", "Trường Hà, ngày 03 tháng 02 năm 2027"]
    assert (right.paragraphs[0].runs[0].bold, right.paragraphs[1].runs[0].italic) == (True, True)


def test_title_body_and_table_follow_in_order():
    file = written()
    assert texts(file) == ["BÁO CÁO", "kết quả công tác năm 2026", "-----", "I- Kết quả", "Đảng bộ có 20 chi bộ."]
    body = file.paragraphs[4].paragraph_format
    assert (round(body.first_line_indent.mm), body.space_after) == (10, Pt(6))
    assert [[cell.text for cell in row.cells] for row in file.tables[1].rows] == [
        ["TT", "Chi bộ"], ["1", "Lũng Mật"], ["2", "Pác Tao"],
    ]  # fmt: skip
    assert [round(cell.width.mm) for cell in file.tables[1].rows[2].cells] == [15, 150]


def test_the_foot_holds_recipients_left_and_the_signature_right():
    left, right = written().tables[-1].rows[0].cells
    assert texts(left) == ["Nơi nhận:", "- Tỉnh ủy,", "- Lưu Văn phòng Đảng ủy."]
    assert texts(right) == ["T/M ĐẢNG ỦY", "BÍ THƯ", "Hà Văn Mẫu"]


def test_of_two_signatures_the_first_stands_left():
    two = (Signature("Thư ký", "", "Mã Thị Lan"), Signature("T/M Chi bộ", "Bí thư", "Nông Văn An"))
    left, right = written(signatures=two, recipients=()).tables[-1].rows[0].cells
    assert (texts(left), texts(right)) == (["THƯ KÝ", "Mã Thị Lan"], ["T/M CHI BỘ", "BÍ THƯ", "Nông Văn An"])


def test_an_annex_has_no_number_but_says_what_it_goes_with():
    file = written(number="", note="(kèm theo Tờ trình)")
    assert texts(file.tables[0].rows[0].cells[0])[-1] == "*"
    assert "(kèm theo Tờ trình)" in texts(file)


def test_pages_are_numbered_at_the_top_from_the_second():
    section = written().sections[0]
    assert section.different_first_page_header_footer
    assert 'w:instr="PAGE"' in section.header._element.xml
    assert "PAGE" not in section.first_page_header._element.xml


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 2, 9), "ngày 09 tháng 02 năm 2026"),
        (date(2026, 3, 10), "ngày 10 tháng 3 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, words):
    assert day_in_words(day) == words


@pytest.mark.parametrize(
    ("day", "name", "size"),
    [
        (date(2017, 1, 1), "36-HD/VPTW 2018", 15),
        (date(2026, 5, 26), "36-HD/VPTW 2018", 15),
        (date(2026, 5, 27), "05-HD/VPTW 2026", 14),
    ],
)
def test_a_document_follows_the_layout_in_force_on_its_day(day, name, size):
    assert layout_on(day).name == name
    party = written(on=day).tables[0].rows[0].cells[1].paragraphs[0]
    assert party.runs[0].font.size == Pt(size)


def test_the_file_is_wide_enough_for_its_text_and_says_who_made_it():
    file = written()
    assert sum(round(cell.width / Mm(1)) for cell in file.tables[0].rows[0].cells) == 165
    about = file.core_properties
    assert (about.author, about.title) == ("Đảng ủy xã Trường Hà", "Báo cáo kết quả công tác năm 2026")


def test_what_is_frozen_comes_back_whole():
    document = Document(**CONTENT | {"note": "(nháp)", "dated": False, "lying": True})
    data = json.loads(json.dumps(frozen(document)))
    assert thawed(data) == document
    assert texts(docx.Document(io.BytesIO(to_docx(thawed(data))))) == texts(
        written(note="(nháp)", dated=False, lying=True)
    )


def test_what_no_file_can_hold_is_not_kept_either():
    data = frozen(Document(**CONTENT | {"parts": ("a\x00\x0b\uffff\ud800b",)}))
    assert data["parts"] == ["ab"]


def test_differences_are_told_by_part_and_heading():
    parts = ("Thời gian: 7 giờ.", "Lời đầu.", Heading("I- Thảo luận"), "A", Heading("II- Biểu quyết"), "B")
    before = frozen(Document(**CONTENT | {"parts": parts}))

    def told(**changed):
        return differences(before, frozen(Document(**CONTENT | {"parts": parts} | changed)))

    assert told() == told(number="06-BC/ĐU", on=date(2027, 2, 4), note="(đính chính)") == []
    assert told(signatures=(Signature("T/M", "Bí thư", "X"),), recipients=()) == ["người ký", "nơi nhận"]
    assert told(letterhead=Letterhead("A", "B", "C"), subject="x") == ["tên cơ quan ở đầu văn bản", "trích yếu"]
    assert told(parts=("Thời gian: 8 giờ.", "Lời khác.", *parts[2:])) == ["Thời gian", "nội dung"]
    assert told(parts=(*parts[:3], "A", "A", *parts[4:])) == ["Thảo luận"]
    assert told(parts=(*parts[:2], Heading("I- Biểu quyết"), "B")) == ["Thảo luận"]
    assert told(parts=(*parts, Heading("III- Điểm"), CONTENT["parts"][2])) == ["Điểm"]
