"""Sample briefings: two with the secretaries, the last month's with its notice and tasks, and one of this week."""

from datetime import time, timedelta

from cells.queries.calendar import work_calendar
from common.periods import month_of
from oversight import services
from oversight.enums import BriefingDay, BriefingKind
from oversight.rules.focus import briefing_day

CHAIR = "đồng chí Hà Văn Mẫu, Bí thư Đảng ủy"
CONCLUSIONS = [
    ("Hoàn thành hồ sơ cảm tình Đảng của xóm", None, 20),
    ("Sửa đường vào xóm sau mưa", 0, 35),
    ("Mời đoàn viên dự lớp nhận thức về Đảng", 1, 45),
]


def brief(commune, cells, today, by):
    working, month = work_calendar(commune), month_of(today).previous()
    bodies = list(commune.agencies.all())
    for period in (month.previous(), month):
        on = briefing_day(period.year, period.number, BriefingDay.LAST, working)
        briefing = services.hold_briefing(
            commune=commune,
            kind=BriefingKind.SECRETARIES,
            held_on=on,
            starts_at=time(8),
            place="Hội trường Đảng ủy",
            chair=CHAIR,
            heard=f"báo cáo kết quả tháng {period.number} và phương hướng tháng sau",
            assessment="Các chi bộ họp đúng kỳ. Còn hai chi bộ chậm gửi nghị quyết.",
            by=by,
        )
        units = list(briefing.units.all())
        services.mark_attendance(briefing=briefing, absent=[units[-1].pk], by=by)
        services.note_speech(
            briefing=briefing, unit=units[0].pk, said="Đề nghị các xóm góp ngày công làm đường.", by=by
        )
        for title, body, days in CONCLUSIONS:
            unit = {"agency": None, "cell": cells[1]} if body is None else {"agency": bodies[body], "cell": None}
            services.conclude(briefing=briefing, title=title, due_on=on + timedelta(days=days), by=by, **unit)
        services.number_notice(briefing=briefing, on=on, today=today, by=by)
    services.hold_briefing(
        commune=commune, kind=BriefingKind.STANDING, held_on=today, chair=CHAIR, place="Phòng họp Đảng ủy", by=by
    )
