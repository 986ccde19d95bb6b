from datetime import date

from common.partial import PartialDate
from members import services
from members.enums import CommendationForm, EventKind, Standing
from members.queries.timeline import latest_changes, moments
from tests.world import admit, happen, join


def days(found):
    return [moment.on.text for moment in found]


def told(member, day):
    return [(moment.on.text, moment.what, moment.look) for moment in moments(member, day=day)]


def test_a_life_is_told_from_what_is_to_come_back_to_the_admission_before_the_records(world):
    decided, ceremony, official = map(PartialDate, ("1995-12-20", "1996-01", "1997"))
    dates = {"decided_on": decided, "ceremony_on": ceremony, "official_on": official}
    member = join(world.cell, "Hoàng Văn Lâu", admitted_at="Chi bộ Cũ", **dates)
    services.commend(member=member, form=CommendationForm.PRAISE, on=date(2020, 6, 1), reason="Cứu người", by=None)
    services.enter_badge(member=member, years=30, awarded_on=PartialDate("2026-02"), decision_no="9-QĐ/TU", by=None)
    assert told(member, world.today) == [
        ("03/02/2036", "Huy hiệu 40 năm tuổi Đảng", "coming"),
        ("02/2026", "Huy hiệu 30 năm tuổi Đảng", ""),
        ("01/06/2020", "biểu dương", ""),
        ("03/02/2015", "ghi vào sổ", ""),
        ("1997", "công nhận chính thức", "key"),
        ("01/1996", "kết nạp", "key"),
    ]
    found = moments(member, day=world.today)
    assert (found[2].grounds, found[1].grounds, found[-1].particulars) == (
        "Cứu người", "Quyết định 9-QĐ/TU", " · Chi bộ Cũ",
    )  # fmt: skip
    assert days(latest_changes(member, 4)) == ["03/02/2015", "1997", "01/1996"]


def test_a_step_that_an_event_tells_is_told_once_and_nothing_is_to_come_for_who_has_gone(world):
    member = admit(world.cell, "Nông Thị Mới", date(2024, 6, 2), decided_on=PartialDate("2024-05-20"))
    happen(member, EventKind.RECOGNISE, date(2025, 6, 2))
    happen(member, EventKind.TRANSFER_OUT, date(2026, 3, 1), place="Đảng bộ xã Mẫu")
    assert [(on, look) for on, _what, look in told(member, world.today)] == [
        ("01/03/2026", ""), ("02/06/2025", "key"), ("02/06/2024", "key"),
    ]  # fmt: skip
    assert member.memberships.last().standing == Standing.OFFICIAL
    assert latest_changes(member, 3) == moments(member, day=world.today)
    assert days(latest_changes(member, 2)) == ["01/03/2026", "02/06/2025"]
