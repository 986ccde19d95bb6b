"""Papers made of reports: the Committee's monthly sheet of the quality of cell meetings, with its Table, and the
summary of a half year or a year."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.roles import Do
from cells.access import commune_id, scope
from cells.enums import PaperKind
from cells.models import Cell, Commune, PaperNumber
from cells.queries import changed_since, committee_secretary, current_number, kinds_begun, mark_of
from common.documents import Document, Grid, GridColumn, Letterhead, Signature
from common.numbers import points as points_text
from common.periods import Period
from common.tables import Column, Figure, Table
from meetings import queries
from meetings.enums import Band
from meetings.models import ScoreLine
from members.queries import headcounts
from reports.models import MonthSheet

WIDTHS = (13, 42, 17, 26, 16, 16, 16, 16, 16, 74)  # millimetres, of a page that lies
SUMMARY_WIDTHS = (21, 12, 13, 19, 18, 17, 23, 15, 15, 17, 18, 11, 16, 9, 14, 14)


@dataclass(frozen=True)
class SheetOfMonth:
    """The Committee's sheet of a `month` (Period) as a page offers it: its PaperNumber or None, whether a number would
    `begin` its kind in the term of `today`, whether the reader may number it, what has `changed` in the records since
    it was issued, and the mark of what it says now (`shown`)."""

    month: Period
    number: PaperNumber | None
    begins: bool
    may_number: bool
    changed: list
    shown: str
    today: date


def may_see_sheet(user):
    """The sheet tells of every cell: it is for those who read the meetings of the whole commune."""
    return commune_id(user) in scope(user, Do.SEE_MEETINGS).communes


def sheet_of_month(*, user, month, today):
    """The SheetOfMonth, or None for those who may not see it."""
    if not may_see_sheet(user):
        return None
    commune = Commune.objects.get(pk=commune_id(user))
    number = sheet_number(commune=commune.pk, month=month)
    may_number = commune.pk in scope(user, Do.RECORD_MEETINGS).communes
    now = (number or may_number) and sheet_paper(commune=commune, month=month, today=today, number=number)
    return SheetOfMonth(
        month=month,
        number=number,
        begins=PaperKind.REPORT not in kinds_begun(cell=None, commune=commune, day=today),
        may_number=may_number,
        changed=changed_since(number, now) if number else [],
        shown=mark_of(now) if may_number else "",
        today=today,
    )


def month_sheet(*, commune, month, today):
    """Table of the cells of `commune` then, at work in `month`: members, day, points, band, and why points were lost.

    The signed regular meeting of the month counts; a cell without one has its state there. Query count does not depend
    on the number of cells.
    """
    last_day = min(month.last_day, today)
    cells = Cell.objects.of_commune_on(getattr(commune, "pk", commune), last_day)
    cells = queries.of_period(cells, month.since, month.until)
    cells = list(cells.order_by("search_key", "pk").prefetch_related("former_names"))
    heads = headcounts(cells=cells, day=last_day)
    board = queries.month_board(
        cells=cells, months=[month], today=today, on_time_day=queries.on_time_day(cells, last_day)
    )
    entries = [board[cell.pk, month] for cell in cells]
    lost = _lost([entry.score.score_id for entry in entries if entry.score])
    rows = tuple(
        _row(number, cell.name_on(last_day), heads.get(cell.pk), entry, lost)
        for number, (cell, entry) in enumerate(zip(cells, entries, strict=True), start=1)
    )
    bands = [entry.score.band for entry in entries if entry.score]
    return Table(
        title=_("Quality of cell meetings, %(period)s") % {"period": month},
        columns=_columns(),
        rows=rows,
        total=_total(heads, bands),
    )


def _columns():
    return (
        Column(_("No."), "number"),
        Column(_("cell"), width=28),
        Column(_("members"), "number"),
        Column(_("Meeting day"), "date"),
        Column(_("points"), "decimal"),
        *(Column(band.label) for band in Band),
        Column(_("Note (why points were lost)"), width=40),
    )


def _total(heads, bands):
    return (
        Figure(),
        Figure(capfirst(_("all"))),
        Figure(sum(head.total for head in heads.values())),
        Figure(),
        Figure(),
        *(Figure(bands.count(band)) for band in Band),
        Figure(),
    )


def sheet_subject(month):
    """What the paper is about, as its title says; always Vietnamese."""
    return f"kết quả chấm điểm, xếp loại chất lượng sinh hoạt chi bộ tháng {month.number} năm {month.year}"


def sheet_number(*, commune, month):
    """The PaperNumber that the Committee's sheet of a month (Period) bears, or None; `commune` is its number."""
    sheet = MonthSheet.objects.filter(commune=commune, month=month.since).first()
    return current_number(sheet and sheet.paper_id)


def sheet_paper(*, commune, month, today, number=None):
    """The Document of the month's sheet with its PaperNumber; without one, number and date are left to write."""
    with override("vi"):
        table = month_sheet(commune=commune, month=month, today=today)
        on = number.on if number else today
        heads = commune.heads_on(on)
        columns = tuple(
            GridColumn(str(column.label), width, centred=place not in (1, len(WIDTHS) - 1))
            for place, (column, width) in enumerate(zip(table.columns, WIDTHS, strict=True))
        )
        return Document(
            letterhead=Letterhead(heads.superior, heads.committee, heads.place),
            title="Báo cáo",
            subject=sheet_subject(month),
            on=on,
            dated=number is not None,
            note=number.correction_note if number else "",
            number=number.text if number else f"......-{PaperKind.REPORT.code}/ĐU",
            parts=(
                Grid(columns, tuple(map(_texts, table.shown_rows)), _texts(table.shown_total)),
                _rated(table),
            ),
            signatures=(Signature("T/M Đảng ủy", "Bí thư", str(committee_secretary(commune=commune, day=on) or "")),),
            recipients=(heads.addressee, "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
            lying=True,
        )


def _rated(table):
    """The sentence that goes with the signature to the next page."""
    rated = sum(figure.value for figure in table.total[-1 - len(Band) : -1])
    return f"Đã xếp loại {rated} trong {len(table.rows)} chi bộ."


def summary_paper(table, *, user, period, today):
    """The Document with the `table` of the summary of the cells, in Vietnamese; number and date are left to write."""
    commune = Commune.objects.get(pk=commune_id(user))
    heads = commune.heads_on(today)
    columns = tuple(
        GridColumn(capfirst(str(column.label)), width, centred=column.kind != "text")
        for column, width in zip(table.columns, SUMMARY_WIDTHS, strict=True)
    )
    lines = [tuple(text for _kind, _figure, text in row) for row in (*table.shown_rows, table.shown_total)]
    return Document(
        letterhead=Letterhead(heads.superior, heads.committee, heads.place),
        title="Báo cáo",
        subject=f"tổng hợp hoạt động của các chi bộ, {period}",
        on=today,
        dated=False,
        number=f"......-{PaperKind.REPORT.code}/ĐU",
        parts=(table.subtitle, Grid(columns, tuple(lines[:-1]), lines[-1]), *table.notes),
        signatures=(Signature("T/M Đảng ủy", "Bí thư", str(committee_secretary(commune=commune, day=today) or "")),),
        recipients=(heads.addressee, "Các chi bộ trực thuộc", "Lưu Văn phòng Đảng ủy"),
        lying=True,
    )


def _row(number, name, head, entry, lost):
    score = entry.score
    note = lost.get(score.score_id, "") if score else entry.state.label
    return (
        Figure(number),
        Figure(name),
        Figure(head.total if head else 0),
        Figure(entry.meeting.held_on if entry.meeting else None),
        Figure(score.total if score else None),
        *(Figure("X" if score and score.band == band else "") for band in Band),
        Figure(note),
    )


def _lost(scores):
    """{score number: the criteria that lost points, each with how many and why}."""
    lines = ScoreLine.objects.filter(score__in=scores, criterion__edition=F("score__meeting__edition"))
    lines = lines.select_related("criterion", "score")
    found = {}
    for line in lines.order_by("criterion__position", "pk"):
        less = line.criterion.max_points - (line.points or 0)
        counted = line.score.thematic or not line.criterion.thematic_only
        if less and counted:
            said = f"{line.criterion.name} −{points_text(less)}"
            found.setdefault(line.score_id, []).append(f"{said} ({line.why})" if line.why else said)
    return {score: "; ".join(said) for score, said in found.items()}


def _texts(shown):
    """A row as the page shows it; what there is none of stays blank."""
    return tuple("" if figure.value is None else text for _kind, figure, text in shown)
