"""Which columns a sheet of members may have, and what a heading means."""

import functools
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from common.partial import PartialDay
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
LABELS = {
    "cell": _("cell"),
    "standing": _("standing"),
    "status": _("state"),
    "removal": _("deletion proposed"),
}
# A name in parts: all but the last word, as "Họ và chữ đệm", and the last.
MIDDLE, BESIDE_MIDDLE = {"dem", "lot", "giua"}, {"ho", "va", "ten", "chu", "dang", "vien", "khai", "sinh"}
GIVEN = ("ten", "ten goi rieng", "ten rieng", "ten chinh", "ten dang vien")
# Never kept, whatever the heading is made to mean: domain §13, sensitive.
NEVER_KEPT = ("ton giao", "tin nguong")
# Read by nobody; named here so that they are not taken for something alike.
OTHERS = """id|ma|ma ho so|ghi chu|ngay cap cccd|ngay cap can cuoc|ngay cap cmnd
noi cap cccd|noi cap can cuoc|noi cap cmnd
ho ten bo|ho ten cha|ho ten me|ho ten vo|ho ten chong|ngay sinh bo|ngay sinh me|tuoi dang|tuoi dang tinh tu|tuoi
so qd|so quyet dinh|tinh trang hon nhan|tinh trang suc khoe|tinh trang cu tru|tinh trang ho so|tinh trang the dang"""

# In a longer heading: it tells of somebody else, of another time or of the work in a cell.
OF_ANOTHER = re.compile(
    r"\b(?:vo|chong|con|cha|me|ten bo|bo me|chu ho|nguoi than|lai|lan (?:2|hai)|ngay sinh hoat|trang thai the"
    r"|chi bo cu|chi bo truoc|sinh hoat truoc)\b"
)

# key: heading of the template | other headings, all compared without diacritics and signs
TEXT = """number: STT | tt; so tt; so thu tu
full_name: Họ và tên | ho ten; ho va ten khai sinh; ho ten khai sinh; ho va ten dang vien; ho ten dang vien; ten
other_name: Tên gọi khác | ten khac; bi danh; ten thuong dung
sex: Giới tính | gioi; gt; phai; nam nu; nu nam; gioi tinh nam nu; gioi tinh nu nam
male: Nam (x) | nam; gioi tinh nam; dang vien nam; phai nam
female: Nữ (x) | nu; gioi tinh nu; dang vien nu; phai nu; la nu; phu nu; dv nu; d v nu
born: Sinh ngày | ngay sinh; nam sinh; ngay thang nam sinh; ngay thang sinh; sinh
born_male: Ngày sinh nam | nam sinh nam; ngay thang nam sinh nam; sinh ngay nam
born_female: Ngày sinh nữ | nam sinh nu; ngay thang nam sinh nu; sinh ngay nu
ethnicity: Dân tộc |
id_number: Số định danh | so dinh danh ca nhan; so can cuoc; so cccd; cccd; can cuoc cong dan; cmnd cccd; cccd cmnd
old_id_number: Số CMND cũ | so cmnd; cmnd; cmt; so cmt; cmnd cu; chung minh nhan dan
card_no: Số thẻ Đảng | so the dang vien; so the; the dang vien
card_at: Nơi cấp thẻ | noi cap the dang; noi cap the dang vien
card_on: Ngày cấp | ngay cap the; ngay cap the dang; ngay cap the dang vien
old_card_no: Số thẻ theo QĐ 85 | so the cu; so the dang cu; so the qd 85; so the 85
cell: Tổ chức đảng đang sinh hoạt | chi bo; to chuc dang; noi sinh hoat; don vi sinh hoat
hamlet: Xóm | thon; ban; xom to dan pho; thon xom; noi o xom; cu tru tai xom
birth_place: Nơi ĐKKS | noi dang ky khai sinh; noi sinh
birth_place_then: Nơi ĐKKS (tên khi đó) |
home_place: Quê quán | que quan nguyen quan; nguyen quan
home_place_then: Quê quán (tên cũ) |
residence: Thường trú | noi thuong tru; ho khau thuong tru; dia chi thuong tru; noi cu tru; noi o hien nay
temporary_residence: Tạm trú | noi tam tru
decided_on: Ngày ký quyết định kết nạp | ngay quyet dinh ket nap; ngay ky qd ket nap
ceremony_on: Ngày vào Đảng | ngay ket nap; vao dang du bi; ngay vao dcsvn; ngay du bi; le ket nap; ngay le ket nap
official_on: Ngày chính thức | chinh thuc; chinh thuc tu ngay; vao dang chinh thuc; cong nhan chinh thuc
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
standing: Diện | dien dang vien; loai dang vien; chinh thuc du bi; du bi chinh thuc; tu cach dang vien
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
DAYS = {f.name for f in Member._meta.concrete_fields if isinstance(f, PartialDay)} | {"left_on"}
# Several columns may make up one of these.
JOINED = {"full_name": " ", "birth_place": ", ", "home_place": ", ", "residence": ", ", **dict.fromkeys(DAYS, "/")}
ALIASES = {alias: column.key for column in COLUMNS.values() for alias in column.aliases}
ALIASES |= dict.fromkeys(("ho", *GIVEN), "full_name") | dict.fromkeys(("thang vao dang", "nam vao dang"), "ceremony_on")
ALIASES |= {alias: "" for alias in (*OTHERS.replace("\n", "|").split("|"), *NEVER_KEPT)}


@functools.cache
def aliases():
    """{heading as it is compared: key}, with the words of our own tables in every language."""
    own = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            own |= {_known(field.verbose_name): field.name for field in Member._meta.fields if field.name in COLUMNS}
            own |= {_known(label): key for key, label in LABELS.items()}
            own |= {_known(_("No.")): "number", _known(Member._meta.get_field("party_since").verbose_name): ""}
    return own | ALIASES


@functools.cache
def _inside():
    """Whole words inside a longer heading count as well, unless they are so short that they are found by chance."""
    return sorted((alias for alias in aliases() if len(alias) >= 6), key=len, reverse=True)


def never_kept(heading):
    key = heading_key(heading)
    return any(f" {words} " in f" {key} " for words in NEVER_KEPT)


def _known(heading):
    """`heading_key`, without the "năm" at the end that means a year and would be taken for the word for men."""
    key = heading_key(str(heading))
    return key.removesuffix("nam").strip() if str(heading).lower().endswith("năm") else key


def meaning(heading):
    """The key of the column that a heading names, "" for one that is not read, None for one that is not known."""
    key = _known(heading)
    if never_kept(heading):
        return ""
    if key in aliases():
        return aliases()[key]
    if is_before_given(heading):
        return "full_name"
    if OF_ANOTHER.search(key):
        return ""
    found = next((alias for alias in _inside() if f" {alias} " in f" {key} "), None)
    return aliases()[found] if found else None


def _is_exact(heading):
    return heading_key(heading) == _known(heading) in aliases() or is_before_given(heading)


def guessed(headings):
    """[key of each of `headings`, "" where it is not to be read]. A heading that is the very word comes first."""
    found = [""] * len(headings)
    for exact in (True, False):
        for number, heading in enumerate(headings):
            if found[number] or exact != _is_exact(heading):
                continue
            key = meaning(heading) or ""
            if key and (key not in found or (key in JOINED and _goes_on(headings, found, number, key))):
                found[number] = key
    return found


def _goes_on(headings, found, number, key):
    """Whether a column adds to one that was found: parts of a place or a date stand side by side; the given name adds
    to the name before it wherever it stands."""
    if number > 0 and found[number - 1] == key:
        before, this = headings[number - 1], headings[number]
        return key not in DAYS or before == this or before.rpartition(" ")[0] == this.rpartition(" ")[0] != ""
    return heading_key(headings[number]) in GIVEN and is_before_given(headings[found.index(key)])


def is_before_given(heading):
    """Whether a column holds names without their last word."""
    words = set(heading_key(heading).split())
    return words in ({"ho"}, {"ho", "va"}) or bool(words & MIDDLE and words <= MIDDLE | BESIDE_MIDDLE)


def place_rank(heading):
    """From the smallest part of a place to the largest, and the given name last; 0 where the heading does not tell."""
    if heading_key(heading) in GIVEN:
        return 1
    key = f" {heading_key(heading)} "
    return max((rank for word, rank in SUBHEADINGS.items() if f" {word} " in key), default=0)
