"""The report of a cell on a period, as it was sent."""

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import override

from cells.enums import PaperKind
from common.documents import Document, Grid, GridColumn, Heading, Letterhead, Signature, ended
from members.queries import post_holders
from reports.enums import PARTS, ReportKind
from reports.rules import in_words

SUBJECTS = {
    ReportKind.WORK: "kết quả công tác của chi bộ",
    ReportKind.INSPECTION: "công tác kiểm tra, giám sát của chi bộ",
}
COLUMNS = (GridColumn("Nội dung", 115), GridColumn("Kỳ này", 50, centred=True))
NOTHING = "Trong kỳ không phát sinh."
LEFT_OUT = (
    "Số liệu trên do phần mềm tổng hợp từ hồ sơ; nội dung phần mềm không quản lý do chi bộ tự ghi ở từng phần dưới đây."
)


def report_of_cell(report):
    """The Document of a CellReport: its figures and words as they were sent; the number is left to write."""
    with override("vi"):
        cell, on = report.cell, timezone.localtime(report.sent_at).date()
        heads, kind = cell.heads_on(on), ReportKind(report.period.kind)
        to = ("Ủy ban Kiểm tra Đảng ủy",) if kind == ReportKind.INSPECTION else ("Đảng ủy xã",)
        return Document(
            letterhead=Letterhead(heads.organisation, cell.name_on(on), heads.place),
            title="Báo cáo",
            subject=f"{SUBJECTS[kind]} {report.period.period}",
            on=on,
            number=f"......-{PaperKind.REPORT.code}/CB",
            parts=tuple(_parts(report, kind)),
            signatures=(Signature("T/M Chi bộ", "Bí thư", str(post_holders(cells=[cell], day=on).get(cell.pk) or "")),),
            recipients=(*to, "Đảng ủy viên phụ trách chi bộ", "Lưu chi bộ"),
        )


def _parts(report, kind):
    yield Heading("Số liệu trong kỳ")
    yield Grid(COLUMNS, tuple((capfirst(one["label"]), in_words(one)) for one in report.figures))
    yield LEFT_OUT
    for part in PARTS[kind]:
        yield Heading(capfirst(str(part.label)))
        said = report.words.get(part.value, "")
        yield from [ended(line) for line in said.splitlines() if line.strip()] or [NOTHING]
