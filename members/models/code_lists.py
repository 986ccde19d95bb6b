"""The lists that a new commune starts with: the national list of ethnic groups and the usual words of the record card.
An administrator adds and rearranges entries afterwards."""

from members.enums import CodeList

# National list of 54 ethnic groups, and foreigners; those of Cao Bằng come first in the drop-down.
ETHNIC_GROUPS = """01 Kinh|02 Tày|03 Thái|04 Hoa|05 Khơ-me|06 Mường|07 Nùng|08 Hmông=Mông,H'Mông,Mèo|09 Dao|10 Gia-rai
11 Ngái|12 Ê-đê|13 Ba-na|14 Xơ-đăng|15 Sán Chay=Sán Chỉ,Cao Lan|16 Cơ-ho|17 Chăm|18 Sán Dìu|19 Hrê
20 Mnông|21 Ra-glai|22 Xtiêng|23 Bru-Vân Kiều|24 Thổ|25 Giáy|26 Cơ-tu|27 Gié-Triêng|28 Mạ|29 Khơ-mú
30 Co|31 Ta-ôi|32 Chơ-ro|33 Kháng|34 Xinh-mun|35 Hà Nhì|36 Chu-ru|37 Lào|38 La Chí|39 La Ha
40 Phù Lá|41 La Hủ|42 Lự|43 Lô Lô|44 Chứt|45 Mảng|46 Pà Thẻn|47 Cơ Lao|48 Cống|49 Bố Y|50 Si La
51 Pu Péo|52 Brâu|53 Ơ Đu|54 Rơ-măm|55 Người nước ngoài"""
NEAR = ("02", "07", "08", "09", "01", "15", "43", "04", "11")
MAJORITY = "01"  # everybody else is counted as minority

OCCUPATIONS = """worker Công nhân|farmer Nông dân
official Công chức=Cán bộ công chức,CBCC|staff Viên chức
army Bộ đội=Quân nhân|police Công an|business Chủ doanh nghiệp|student Học sinh, sinh viên|trade Kinh doanh, buôn bán
retired Hưu trí=Nghỉ hưu
none Chưa có việc làm|other Khác"""
EDUCATION = "primary Tiểu học=Cấp 1|lower Trung học cơ sở=THCS,Cấp 2|upper Trung học phổ thông=THPT,Cấp 3"
QUALIFICATIONS = """none Không|basic Sơ cấp|middle Trung cấp|college Cao đẳng|university Đại học=Cử nhân,Kỹ sư
master Thạc sĩ|doctor Tiến sĩ|sciences Tiến sĩ khoa học=TSKH"""
THEORY = "none Chưa qua|basic Sơ cấp|middle Trung cấp|higher Cao cấp|bachelor Cử nhân"

LISTS = {
    CodeList.ETHNICITY: ETHNIC_GROUPS,
    CodeList.OCCUPATION: OCCUPATIONS,
    CodeList.EDUCATION: EDUCATION,
    CodeList.QUALIFICATION: QUALIFICATIONS,
    CodeList.THEORY: THEORY,
}


def entries():
    """{field of Code: value} of each entry, in the order of the lists."""
    for which, text in LISTS.items():
        for number, entry in enumerate(text.replace("\n", "|").split("|"), start=1):
            code, rest = entry.split(" ", 1)
            name, _equals, aliases = rest.partition("=")
            near = which == CodeList.ETHNICITY and code in NEAR
            position = NEAR.index(code) + 1 if near else 100 + number
            yield {"list": which, "code": code, "name": name, "aliases": aliases, "position": position}
