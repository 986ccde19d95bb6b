"""Reports of the cells: the last quarter closed, the month before open with two cells missing."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from common.periods import month_of, quarter_of
from reports import services
from reports.enums import PaperOn, ReportKind
from reports.queries.periods import units_of

WORDS = {
    "thought": "Phổ biến nghị quyết của Đảng ủy tới toàn thể đảng viên.",
    "next": "Chuẩn bị nội dung sinh hoạt chuyên đề; bồi dưỡng quần chúng ưu tú.",
}
WRITTEN = {
    "III- Đánh giá: ưu điểm, hạn chế, nguyên nhân": "Các chi bộ sinh hoạt đúng kỳ; một số chi bộ ghi biên bản chậm.",
    "IV- Nhiệm vụ trọng tâm kỳ tới": "Tiếp tục bồi dưỡng nguồn kết nạp ở các xóm vùng cao.",
}


def report_periods(commune, today, by):
    """Every cell reports on the last quarter that is over, which is closed, and all but the first two on last month."""
    quarter, month = quarter_of(today).previous(), month_of(today).previous()
    [closed] = services.open_period(commune=commune, kinds=[ReportKind.WORK], period=quarter, today=today, by=by)
    [opened] = services.open_period(commune=commune, kinds=[ReportKind.WORK], period=month, today=today, by=by)
    at = timezone.make_aware(datetime.combine(today - timedelta(days=1), time(9)))
    for period, left in ((closed, 0), (opened, 2)):
        cells = sorted((unit.cell for unit in units_of(period, today)), key=lambda cell: cell.pk)
        for number, cell in enumerate(cells[left:]):
            services.send_report(period=period, cell=cell, at=at, words=WORDS, nothing=number % 3 == 2, by=by)
    services.close_report_period(period=closed, today=today, by=by)
    about = {"commune": commune, "about": PaperOn.PARTY_BUILDING, "period": quarter, "today": today, "by": by}
    report = services.begin_report(**about)
    services.write_committee_report(report=report, words=WRITTEN, by=by)
