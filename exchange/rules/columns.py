"""Which columns a sheet of members may have, and what a heading means."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from common.text import search_key
from members.models import Member

SUBHEADINGS = {"chi tiet": 0, "dia chi": 0, "thon": 1, "xom": 1, "xa": 2, "phuong": 2, "huyen": 3, "tinh": 4}
SUBHEADINGS |= {"thanh pho": 4, "quoc gia": 5}
COUNTRY = 5  # of a place, the country itself is not written down


@dataclass(frozen=True)
class SheetColumn:
    """`key` is a field of Member or a word of `LABELS`; `heading` stands in our template, `aliases` in other sheets."""

    key: str
    heading: str
    aliases: tuple

    @property
    def label(self):
        return LABELS.get(self.key) or Member._meta.get_field(self.key).verbose_name


# Of what no field of Member is; the other words of the sheet are never named elsewhere.
LABELS = {"cell": _("cell"), "status": _("state"), "removal": _("deletion proposed")}
# Never kept, whatever the heading is made to mean: domain §13, sensitive.
NEVER_KEPT = ("ton giao", "tin nguong")
# Read by nobody; named here so that they are not taken for something alike.
OTHERS = """id|ma|ma ho so|ghi chu|ngay cap cccd|ngay cap can cuoc|ngay cap cmnd
noi cap cccd|noi cap can cuoc|noi cap cmnd
ho ten bo|ho ten cha|ho ten me|ho ten vo|ho ten chong|ngay sinh bo|ngay sinh me|tuoi dang|tuoi|so qd|so quyet dinh"""

# key: heading of the template | other headings, all compared without diacritics and signs
TEXT = """number: STT | tt; so tt; so thu tu
full_name: Họ và tên | ho ten; ho va ten khai sinh; ho ten khai sinh; ho va ten dang vien; ho ten dang vien; ho dem; ten
other_name: Tên gọi khác | ten khac; bi danh; ten thuong dung
sex: Giới tính | gioi; phai; nam nu
born: Sinh ngày | ngay sinh; nam sinh; ngay thang nam sinh; ngay thang sinh
born_male: Ngày sinh nam | nam sinh nam; ngay thang nam sinh nam; sinh ngay nam
born_female: Ngày sinh nữ | nam sinh nu; ngay thang nam sinh nu; sinh ngay nu
ethnicity: Dân tộc |
id_number: Số định danh | so dinh danh ca nhan; so can cuoc; so cccd; cccd; can cuoc cong dan; so cmnd cccd; cmnd cccd
old_id_number: Số CMND cũ | so cmnd; cmnd; cmnd cu; chung minh nhan dan
card_no: Số thẻ Đảng | so the dang vien; so the; the dang vien
card_at: Nơi cấp thẻ | noi cap the dang; noi cap the dang vien
card_on: Ngày cấp | ngay cap the; ngay cap the dang; ngay cap the dang vien
old_card_no: Số thẻ theo QĐ 85 | so the cu; so the dang cu; so the qd 85; so the 85
cell: Tổ chức đảng đang sinh hoạt | chi bo; to chuc dang; noi sinh hoat; don vi sinh hoat
hamlet: Xóm | thon; ban; xom to dan pho; thon xom; noi o xom
birth_place: Nơi ĐKKS | noi dang ky khai sinh; noi sinh
birth_place_then: Nơi ĐKKS (tên khi đó) |
home_place: Quê quán | que quan nguyen quan; nguyen quan
home_place_then: Quê quán (tên cũ) |
residence: Thường trú | noi thuong tru; ho khau thuong tru; dia chi thuong tru; noi cu tru; noi o hien nay
temporary_residence: Tạm trú | noi tam tru
decided_on: Ngày ký quyết định kết nạp | ngay quyet dinh ket nap; ngay ky qd ket nap
ceremony_on: Ngày vào Đảng | ngay ket nap; vao dang du bi; ngay vao dcsvn; ngay du bi; ngay le ket nap
official_on: Ngày chính thức | chinh thuc; vao dang chinh thuc; ngay cong nhan chinh thuc; cong nhan chinh thuc
admitted_at: Kết nạp tại chi bộ | noi ket nap; noi vao dang
introducers: Người giới thiệu | nguoi gioi thieu vao dang
profile_no: Số lý lịch | so ly lich dang vien
occupation: Nghề nghiệp | nghe nghiep hien nay; cong viec hien nay
education: Giáo dục phổ thông | gdpt; trinh do gdpt; trinh do van hoa; van hoa; trinh do hoc van
grade: Lớp | lop hoc xong; van hoa lop
qualification: Trình độ chuyên môn | chuyen mon; trinh do cmnv; chuyen mon nghiep vu; trinh do chuyen mon nghiep vu
degree: Học vị | chuyen nganh; hoc vi chuyen nganh
theory: Lý luận chính trị | llct; trinh do llct; trinh do ly luan chinh tri; trinh do ly luan
languages: Ngoại ngữ, tiếng dân tộc | ngoai ngu; tieng dan toc; tieng dtts
union_on: Ngày vào Đoàn | ngay vao doan tncs ho chi minh
phone: Điện thoại | so dien thoai; sdt; dt; so dt; dien thoai di dong
status: Trạng thái hoạt động | trang thai; tinh trang; trang thai sinh hoat
left_on: Ngày rời/mất/miễn | ngay roi mat mien; ngay roi; ngay mat; ngay mien; ngay roi dang
removal: Đề nghị xóa | de nghi xoa ho so"""


def heading_key(text):
    """A heading without diacritics, signs and line breaks: "Họ và tên (*)" is "ho va ten"."""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", search_key(text)).split())


def _columns():
    for line in TEXT.splitlines():
        key, rest = line.split(": ", 1)
        heading, _bar, aliases = rest.partition(" |")
        more = tuple(alias.strip() for alias in aliases.split(";") if alias.strip())
        yield SheetColumn(key, heading, (heading_key(heading), *more))


COLUMNS = {column.key: column for column in _columns()}
# Several columns may make up one of these.
JOINED = {"full_name": " ", "birth_place": ", ", "home_place": ", ", "residence": ", "}
ALIASES = {alias: column.key for column in COLUMNS.values() for alias in column.aliases}
ALIASES |= {alias: "" for alias in (*OTHERS.replace("\n", "|").split("|"), *NEVER_KEPT)}
# Whole words inside a longer heading count as well, unless they are so short that they would be found by chance.
INSIDE = sorted((alias for alias in ALIASES if len(alias) >= 6), key=len, reverse=True)


def never_kept(heading):
    key = heading_key(heading)
    return any(f" {words} " in f" {key} " for words in NEVER_KEPT)


def meaning(heading):
    """The key of the column that a heading names, "" for one that is not read, None for one that is not known."""
    key = heading_key(heading)
    if never_kept(heading):
        return ""
    if key in ALIASES:
        return ALIASES[key]
    found = next((alias for alias in INSIDE if f" {alias} " in f" {key} "), None)
    return ALIASES[found] if found else None


def guessed(headings):
    """[key of each of `headings`, "" where it is not to be read]. A heading that is the very word comes first."""
    found = [""] * len(headings)
    for exact in (True, False):
        for number, heading in enumerate(headings):
            if found[number] or exact != (heading_key(heading) in ALIASES):
                continue
            key = meaning(heading) or ""
            if key and (key not in found or (key in JOINED and _goes_on(found, number, key))):
                found[number] = key
    return found


def _goes_on(found, number, key):
    """Whether the column beside already holds a part of the same: parts of a place or a name stand together."""
    return number > 0 and found[number - 1] == key


def place_rank(heading):
    """From the smallest part of a place to the largest, as its heading tells; 0 where it does not."""
    key = f" {heading_key(heading)} "
    return max((rank for word, rank in SUBHEADINGS.items() if f" {word} " in key), default=0)
