"""The outline of a report of the Committee: one line a section, with the blocks that it shows in braces."""

import re
from typing import NamedTuple

from reports.enums import Block

BRACES = re.compile(r"\{([^{}]*)\}")


class Section(NamedTuple):
    """A section of a report: its title, and the blocks it shows in their order, as they are written."""

    title: str
    blocks: tuple

    @property
    def has_words(self):
        return Block.WORDS in self.blocks


def sections(outline):
    """[Section] of an outline; empty lines are none."""
    lines = (line.strip() for line in outline.splitlines())
    return [Section(" ".join(BRACES.sub("", line).split()), tuple(BRACES.findall(line))) for line in lines if line]


# 24.1 of the domain reference: put together from published reports, no official outline was found (M). Order, headings
# and parts are those of the place: an edition of `ReportRules` changes them.
PARTY_BUILDING = """\
I- Tình hình chung {lời}
II- Kết quả công tác xây dựng Đảng
1. Công tác chính trị, tư tưởng {lời}
2. Công tác tổ chức, đảng viên {đảng viên} {sinh hoạt} {bồi dưỡng} {khen thưởng} {lời}
3. Công tác kiểm tra, giám sát, kỷ luật Đảng {kiểm tra} {lời}
4. Công tác dân vận, Mặt trận Tổ quốc và các đoàn thể {phong trào} {dân chủ} {lời}
5. Công tác nội chính, phòng, chống tham nhũng, tiếp công dân {lời}
6. Công tác văn phòng, lãnh đạo, chỉ đạo {nhiệm vụ Đảng ủy} {lời}
III- Đánh giá: ưu điểm, hạn chế, nguyên nhân {lời}
IV- Nhiệm vụ trọng tâm kỳ tới {lời}
Phụ lục. Số liệu từng chi bộ {từng chi bộ}
"""
MEETINGS = """\
I- Kết quả sinh hoạt chi bộ {sinh hoạt} {từng chi bộ} {lời}
II- Thực hiện nghị quyết, nhiệm vụ của chi bộ {nhiệm vụ} {lời}
III- Khó khăn, kiến nghị của chi bộ {khó khăn} {lời}
IV- Đánh giá: ưu điểm, hạn chế, nguyên nhân {lời}
V- Nhiệm vụ kỳ tới {lời}
"""
