"""Reports of the Committee on a period: party-building work (domain 24.1), quality of cell meetings (24.2)."""

from dataclasses import replace

from django.utils.text import capfirst
from django.utils.translation import override

from cells.enums import PaperKind
from cells.models import Cell
from cells.queries import committee_secretary
from common.documents import Document, Grid, GridColumn, Heading, Letterhead, Signature, ended
from reports.enums import Block, PaperOn, ReportKind
from reports.models.outline import sections
from reports.papers.blocks import OF_PERIOD
from reports.queries.figures import FIGURES, commune_figures, count_cells, figures_of
from reports.rules import against, in_words

SUBJECTS = {
    PaperOn.PARTY_BUILDING: "công tác xây dựng Đảng",
    PaperOn.MEETINGS: "chất lượng sinh hoạt chi bộ",
}
COLUMNS = (
    GridColumn("Nội dung", 75),
    GridColumn("Kỳ này", 34, centred=True),
    GridColumn("Cùng kỳ năm trước", 34, centred=True),
    GridColumn("So sánh", 22, centred=True),
)
OF_CELLS = ("closing", "held", "thematic", "attendance", "points", "good")
TO_WRITE = "......"  # what nobody has written yet: no sentence is put into the mouth of the Committee
ABSENT = "không áp dụng"  # the commune had no cell at work then
NOTE = (
    "So sánh: số lượng tính bằng tỷ lệ phần trăm so với cùng kỳ; tỷ lệ và điểm tính bằng mức chênh lệch "
    "(điểm phần trăm, điểm). Dấu “–”: không có số để so sánh."
)


def committee_subject(report):
    """What the paper is about, as its title says; always Vietnamese."""
    with override("vi"):
        return f"{SUBJECTS[PaperOn(report.about)]} {report.period}"


def committee_paper(report, *, today, number=None):
    """The Document of a CommitteeReport with its PaperNumber; without one, number and date are left to write. Figures
    are those of the records up to `today`."""
    with override("vi"):
        commune, on = report.commune, number.on if number else today
        heads = commune.heads_on(on)
        return Document(
            letterhead=Letterhead(heads.superior, heads.committee, heads.place),
            title="Báo cáo",
            subject=committee_subject(report),
            on=on,
            dated=number is not None,
            note=number.correction_note if number else "",
            number=number.text if number else f"......-{PaperKind.REPORT.code}/ĐU",
            parts=tuple(_parts(report, today)),
            signatures=(Signature("T/M Đảng ủy", "Bí thư", str(committee_secretary(commune=commune, day=on) or "")),),
            recipients=(heads.addressee, "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
        )


def _parts(report, today):
    figures = _Figures(report, today)
    for section in sections(report.outline):
        yield Heading(section.title)
        said = report.words.get(section.title, "").splitlines()
        for block in section.blocks:
            yield from [ended(line) for line in said if line.strip()] if block == Block.WORDS else figures.of(block)
        if section.blocks == (Block.WORDS,) and not said:
            yield TO_WRITE
    if figures.compared:
        yield NOTE


class _Figures:
    """What the blocks of a report show; each question is asked only once, and only where a block asks."""

    def __init__(self, report, today):
        self.report, self.today = report, today
        self.compared = False
        self._known = None

    def of(self, block):
        if block in OF_PERIOD:
            return [self._of_period(OF_PERIOD[block])]
        return [self._cells()] if block == Block.CELLS else [self._grid(block)]

    def _grid(self, block):
        self.compared = True
        if self._known is None:
            period = self.report.period
            before = replace(period, year=period.year - 1)
            about = {"commune": self.report.commune_id, "kind": ReportKind.WORK, "today": self.today}
            now = commune_figures(period=period, **about) or []
            self._known = now, {one["key"]: one for one in commune_figures(period=before, **about) or []}
        now, before = self._known
        return Grid(COLUMNS, tuple(_row(one, before.get(one["key"])) for one in now if one["part"] == block))

    def _of_period(self, figures):
        self.compared, found = True, []
        for year in (self.report.period.year, self.report.period.year - 1):
            period = replace(self.report.period, year=year)
            found.append(figures(self.report.commune, period.since, min(period.last_day, self.today)))
        return Grid(COLUMNS, tuple(map(_row, *found)))

    def _cells(self):
        """A row for each cell at work in the period, and all together."""
        period = self.report.period
        kinds = [one for one in FIGURES[ReportKind.WORK] if one.key in OF_CELLS]
        cells = Cell.objects.filter(commune=self.report.commune_id).active_during(period.since, period.until)
        cells = list(cells.order_by("search_key", "pk"))
        counted = count_cells(cells=cells, period=period, today=self.today, kind=ReportKind.WORK)
        columns = (GridColumn("Chi bộ", 45), *(GridColumn(capfirst(str(one.label)), 20, True) for one in kinds))
        keys = {one.key for one in kinds}
        rows = [
            (cell.name, *(in_words(one) for one in figures_of(counted[cell.pk], ReportKind.WORK) if one["key"] in keys))
            for cell in cells
        ]
        return Grid(columns, tuple(rows))


def _row(now, before):
    then = in_words(before) if before else ABSENT
    return capfirst(now["label"]), in_words(now), then, against(now, before) or "–"
