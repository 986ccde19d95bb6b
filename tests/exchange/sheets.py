"""Sheets as offices send them, built in memory: the official list, and every way it has been seen to go wrong."""

import io
import random
import unicodedata
import zipfile
from datetime import date, timedelta

from openpyxl import Workbook

from common.legacy_text import ALONE, SIGNS, TCVN3

PLACES = ("Nơi ĐKKS", "Quê quán", "Thường trú")
PARTS = {"Nơi ĐKKS": ("Quốc gia", "Tỉnh", "Chi tiết")}
OFFICIAL = (
    "STT", "ID", "Họ và tên (*)", "Tên gọi khác", "Giới tính (*)", "Sinh ngày (*)", "Dân tộc (*)", "Tôn giáo (*)",
    "Số định danh (*)", "Số thẻ Đảng (*)", "Nơi cấp thẻ", "Ngày cấp", "Số thẻ theo QĐ 85",
    "Tổ chức đảng đang sinh hoạt", *PLACES, "Ngày vào Đảng (*)", "Ngày chính thức (*)", "Số CMND cũ",
    "Trạng thái hoạt động", "Ngày rời/mất/miễn", "Đề nghị xóa", "Ghi chú",
)  # fmt: skip
SHORT = ("STT", "Họ và tên", "Giới tính", "Sinh ngày", "Số định danh", "Chi bộ", "Ngày vào Đảng", "Ngày chính thức")
NEW = {
    "Họ và tên": "Bế Thị Mới",
    "Giới tính": "Nữ",
    "Sinh ngày": "05/03/1980",
    "Số định danh": "004180000123",
    "Chi bộ": "Chi bộ Lũng Mật",
    "Ngày vào Đảng": "19/05/2010",
    "Ngày chính thức": "19/05/2011",
}
FAMILY = ("Nông", "Hoàng", "Lý", "Triệu", "Đàm", "Lục", "Bế", "Mã", "Chu", "Tô", "Nguyễn", "Hà")
MIDDLE = ("Văn", "Thị", "Minh", "Quốc", "Thu", "Đức", "Hải", "Ngọc")
GIVEN = ("An", "Ánh", "Ân", "Bình", "Dũng", "Đức", "Hà", "Lan", "Sơn", "Tài", "Hương", "Khánh", "Lộc", "Mai", "Nga")


def book(*sheets, prepare=None):
    """Bytes of a workbook; each sheet is (title, rows). `prepare(Workbook)` may spoil it further."""
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for number, row in enumerate(rows, start=1):
            sheet.append(row)
            for column, value in enumerate(row, start=1):
                if isinstance(value, str) and value.startswith("="):
                    sheet.cell(number, column).data_type = "s"  # typed as text
    if prepare:
        prepare(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(*people, headings=SHORT):
    """Rows of a list: headings, then people as {heading: cell}, numbered."""
    return [headings, *([n, *(one.get(name) for name in headings[1:])] for n, one in enumerate(people, start=1))]


def listing(*people, headings=SHORT, prepare=None):
    return book(("Danh sách", table(*people, headings=headings)), prepare=prepare)


def someone(**changed):
    """`NEW` with other cells, named in English; other headings as they are."""
    names = {"name": "Họ và tên", "sex": "Giới tính", "born": "Sinh ngày", "number": "Số định danh", "cell": "Chi bộ"}
    names |= {"joined": "Ngày vào Đảng", "official": "Ngày chính thức"}
    return NEW | {names.get(key, key): value for key, value in changed.items()}


def official(*people):
    """The official list with its merged headings in two rows and a row of numbers; people {heading: cell}."""
    upper, lower = [], []
    for heading in OFFICIAL:
        parts = PARTS.get(heading, ("Tỉnh", "Xã", "Chi tiết")) if heading in PLACES else ("",)
        upper += [heading, *[None] * (len(parts) - 1)]
        lower += [part or None for part in parts]
    rows = [["DANH SÁCH ĐẢNG VIÊN"], upper, lower, [f"({n})" for n in range(1, len(upper) + 1)]]
    for number, one in enumerate(people, start=1):
        row = []
        for heading in OFFICIAL:
            cell = number if heading == "STT" else one.get(heading)
            row += cell or [None] * 3 if heading in PLACES else [cell]
        rows.append(row)

    def merge(made):
        sheet = made.active
        start = upper.index(PLACES[0]) + 1
        for n in range(3):
            sheet.merge_cells(start_row=2, end_row=2, start_column=start + 3 * n, end_column=start + 3 * n + 2)
        for n, heading in enumerate(upper, start=1):
            if heading and heading not in PLACES:
                sheet.merge_cells(start_row=2, end_row=3, start_column=n, end_column=n)

    return book(("Đảng viên", rows), prepare=merge)


def invented(count, cells):
    """`count` synthetic people as the official list has them, spread over the names of `cells`; always the same."""
    dice = random.Random(5)
    people = []
    for number in range(count):
        born = date(1950, 1, 1) + timedelta(days=dice.randrange(17_000))
        female = dice.random() < 0.4
        joined = born + timedelta(days=dice.randrange(7_000, 9_000))
        identity = f"004{int(female)}{born:%y}{number:06}"
        people.append(
            {
                "ID": 100_000 + number,
                "Họ và tên (*)": f"{dice.choice(FAMILY)} {dice.choice(MIDDLE)} {dice.choice(GIVEN)}",
                "Giới tính (*)": "Nữ" if female else "Nam",
                "Sinh ngày (*)": f"{born:%d/%m/%Y}",
                "Dân tộc (*)": dice.choice(("Tày", "Nùng", "Mông", "Kinh")),
                "Tôn giáo (*)": "Không",
                "Số định danh (*)": identity,
                "Số thẻ Đảng (*)": identity,
                "Nơi cấp thẻ": "Tỉnh ủy Cao Bằng",
                "Ngày cấp": "03/02/2026",
                "Tổ chức đảng đang sinh hoạt": dice.choice(cells),
                "Nơi ĐKKS": ["Việt Nam", "Cao Bằng", "xã Sóc Hà"],
                "Quê quán": ["Cao Bằng", "xã Sóc Hà", "xóm Mẫu"],
                "Thường trú": ["Cao Bằng", "xã Sóc Hà", "xóm Mẫu"],
                "Ngày vào Đảng (*)": f"{joined:%d/%m/%Y}",
                "Ngày chính thức (*)": f"{joined + timedelta(days=366):%d/%m/%Y}",
                "Trạng thái hoạt động": "Đang sinh hoạt",
            }
        )
    return people


def spoiled(data, part, old, new):
    """The workbook `data` with `old` replaced by `new` (bytes) in one of its parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            after.writestr(name, content)
    return out.getvalue()


def archive(**parts):
    """A zip file of parts by name; a number stands for so many zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            with made.open(name, "w") as stream:
                if isinstance(content, int):
                    for _megabyte in range(content >> 20):
                        stream.write(bytes(1 << 20))
                else:
                    stream.write(content)
    return out.getvalue()


def text(*people, separator=";", encoding="utf-8"):
    """A text file of a list, in an encoding that Python knows or one of the old Vietnamese ones."""
    lines = "\r\n".join(separator.join("" if c is None else str(c) for c in row) for row in table(*people))
    if encoding == "windows-1258":
        return b"".join(_windows(letter) for letter in lines)
    return old_font(lines, encoding).encode("latin-1") if encoding in ("tcvn3", "vni") else lines.encode(encoding)


def old_font(words, encoding):
    """`words` as they look in Unicode when they were typed in a font of TCVN3 or VNI."""
    if encoding == "tcvn3":
        back = {letter: sign for sign, letter in TCVN3.items()}
        return "".join(back.get(letter, letter) for letter in words)
    alone = {letter: sign for sign, letter in ALONE.items()}
    signs = {"".join(sorted(marks)): sign for sign, marks in SIGNS.items()}
    return "".join(alone.get(letter) or _vni(letter, alone, signs) for letter in words)


def _vni(letter, alone, signs):
    base, *marks = unicodedata.normalize("NFD", letter)
    if "\u031b" in marks:  # ơ and ư have signs of their own, to which the tone is added
        marks.remove("\u031b")
        base = alone[unicodedata.normalize("NFC", base + "\u031b")]
    sign = signs["".join(sorted(marks))] if marks else ""
    return base + (sign.upper() if letter.isupper() else sign)


def _windows(letter):
    base, *marks = unicodedata.normalize("NFD", letter)
    shape = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
    tone = [mark for mark in marks if mark not in shape]
    return (unicodedata.normalize("NFC", base + "".join(shape)) + "".join(tone)).encode("cp1258")
