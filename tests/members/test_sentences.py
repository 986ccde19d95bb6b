from datetime import date

import pytest

from accounts.models import User
from cells.models import Cell
from common.partial import PartialDate
from members.enums import Appointed, EventKind, Ground, PostKind, Standing
from members.models import Correction, Event, Member
from members.rules.sentences import corrected, grounds, particulars

CELL = Cell(name="Chi bộ Lũng Mật")
MEMBER = Member(full_name="Nông Văn An", official_on=PartialDate("2024-02-03"))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"kind": EventKind.DIE}, ""),
        ({"kind": EventKind.TRANSFER, "cell": CELL}, " · Chi bộ Lũng Mật"),
        (
            {
                "kind": EventKind.POST,
                "post": PostKind.SECRETARY,
                "how": Appointed.ELECTED,
                "cell": CELL,
                "until": date(2027, 3, 1),
            },
            ": bí thư (bầu) · Chi bộ Lũng Mật · đến trước 01/03/2027",
        ),
        (
            {"kind": EventKind.HOST, "standing": Standing.OFFICIAL, "place": "Xã Yên Sơn"},
            " · chính thức · Xã Yên Sơn",
        ),
        ({"kind": EventKind.POST, "post": PostKind.SECRETARY, "cell": CELL}, ": bí thư · Chi bộ Lũng Mật"),
        ({"kind": EventKind.RECOGNISE}, " · tính từ 03/02/2024"),
        ({"kind": EventKind.RECOGNISE, "cell": CELL}, " · Chi bộ Lũng Mật · tính từ 03/02/2024"),
        ({"kind": EventKind.RECOGNISE, "struck": True}, ""),
    ],
)
def test_an_event_is_told_with_its_particulars(facts, told):
    assert particulars(Event(member=MEMBER, on=date(2026, 3, 1), **facts)) == told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({}, ""),
        ({"reason": "Chuyển công tác"}, "Chuyển công tác."),
        ({"ground": Ground.STUDY}, "Đi học: tối đa 24 tháng."),
        ({"spent_on": date(2021, 2, 20)}, "Ngày được xóa án tích 20/02/2021."),
        ({"decision_no": "12-QĐ/ĐU"}, "Quyết định 12-QĐ/ĐU"),
        (
            {"reason": "Nghỉ", "decision_no": "12-QĐ/ĐU", "decision_on": date(2026, 2, 20)},
            "Nghỉ. Quyết định 12-QĐ/ĐU ngày 20/02/2026",
        ),
        ({"decision_on": date(2026, 2, 20)}, "Quyết định ngày 20/02/2026"),
    ],
)
def test_an_event_is_told_with_its_grounds(facts, told):
    assert grounds(Event(member=MEMBER, kind=EventKind.GO_AWAY, on=date(2026, 3, 1), **facts)) == told


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {"before": "01/09/2026", "after": "03/09/2026"},
            "Lò Thị Hoa đính chính từ 01/09/2026 thành 03/09/2026: nhầm",
        ),
        ({"before": "01/09/2026"}, "Lò Thị Hoa gạch bỏ: nhầm"),
        ({"after": "01/09/2026", "decision_no": "1-TB"}, "Lò Thị Hoa khôi phục: nhầm (1-TB)"),
    ],
)
def test_a_correction_says_what_it_did_by_whom_and_why(facts, told):
    assert corrected(Correction(account=User(full_name="Lò Thị Hoa"), reason="nhầm", **facts)) == told


def test_a_correction_by_nobody_says_what_was_done_and_why():
    told = corrected(Correction(account=None, reason="nhầm", before="1", after="2"))
    assert told == corrected(Correction(account=User(full_name=""), reason="nhầm", before="1", after="2"))
