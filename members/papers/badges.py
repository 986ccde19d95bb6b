"""The list of those due for a Party badge, as a table and as the paper with which the Committee proposes them."""

from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import override

from cells.queries import committee_secretary
from common.documents import Document, Grid, GridColumn, Heading, Letterhead, Signature
from common.tables import Column, Figure, Table

GRID = (
    GridColumn("TT", 10, centred=True),
    GridColumn("Họ và tên", 40),
    GridColumn("Ngày sinh", 24, centred=True),
    GridColumn("Chi bộ", 37),
    GridColumn("Tính tuổi đảng từ", 25, centred=True),
    GridColumn("Ghi chú", 29),
)


def remarks(row, award_on):
    """[sentence] on a BadgeRow; they speak of discipline only where the row still holds it."""
    said = []
    if row.partly_known:
        year_only = len(row.party_age.since) == 4
        said.append(_("only the year is known") if year_only else _("only the month is known"))
    if row.badge and row.badge.early:
        said.append(row.badge.get_early_display())
    if row.late:
        said.append(_("overdue"))
    if row.returned:
        back = {"day": f"{row.returned.refused_on:%d/%m/%Y}", "reason": row.returned.refusal}
        said.append(_("returned on %(day)s: %(reason)s") % back)
    if row.discipline:
        said.append(
            _("%(form)s in effect from %(since)s: considered from %(day)s")
            % {
                "form": row.discipline.get_form_display(),
                "since": f"{row.discipline.effective_on:%d/%m/%Y}",
                "day": f"{row.considered:%d/%m/%Y}",
            }
        )
    elif not row.badge and row.considered > award_on:
        said.append(_("not considered before %(day)s") % {"day": f"{row.considered:%d/%m/%Y}"})
    return said


def badge_table(rows, award_on):
    """Table of BadgeRows for the award day."""
    return Table(
        title=_("Party badges, award day %(day)s") % {"day": f"{award_on:%d/%m/%Y}"},
        columns=(
            Column(_("full name"), width=28),
            Column(_("cell"), width=30),
            Column(_("born")),
            Column(_("Years of the badge"), "number"),
            Column(_("party age counts from"), width=18),
            Column(_("Years full on"), "date", width=14),
            Column(_("state"), width=16, by_name=True),
            Column(_("Remarks"), width=40),
        ),
        rows=tuple(
            (
                Figure(row.member.full_name),
                Figure(row.cell.name),
                Figure(row.member.born.text),
                Figure(row.years),
                Figure(row.party_age.text),
                Figure(row.due),
                Figure(
                    row.state.label
                    if row.state
                    else _("due for a badge")
                    if row.considered <= award_on
                    else _("not yet considered")
                ),
                Figure("; ".join(remarks(row, award_on))),
            )
            for row in rows
        ),
        notes=(
            _("Years are counted from the day of the admission decision, less time out of the Party."),
            _("Due: full since the award day before and up to this one, and anyone who was not awarded earlier."),
        ),
    )


def badge_paper(rows, award_on, *, commune, day):
    """The Document, dated `day`, that proposes `rows` for the award day."""
    parts = [
        f"{commune.committee} đề nghị cấp có thẩm quyền xét, tặng Huy hiệu Đảng đợt {award_on:%d/%m/%Y} cho "
        "các đồng chí có tên sau đây."
    ]
    with override("vi"):
        for years, group in groupby(rows, key=lambda row: row.years):
            group = list(group)
            lines = [
                (
                    str(number),
                    row.member.full_name,
                    row.member.born.text,
                    row.cell.name,
                    row.party_age.text,
                    "; ".join(remarks(row, award_on)),
                )
                for number, row in enumerate(group, start=1)
            ]
            parts += [Heading(f"Huy hiệu {years} năm tuổi đảng: {len(group)} đồng chí"), Grid(GRID, tuple(lines))]
    parts.append(f"Danh sách có {len(rows)} đồng chí.")
    heads, secretary = commune.heads_on(day), committee_secretary(commune=commune, day=day)
    return Document(
        letterhead=Letterhead(heads.superior, heads.committee, heads.place),
        title="Danh sách",
        subject=f"đề nghị tặng Huy hiệu Đảng đợt {award_on:%d/%m/%Y}",
        on=day,
        signatures=(Signature("T/M Đảng ủy", "Bí thư", str(secretary or "")),),
        note="(kèm theo Tờ trình số ......-TTr/ĐU)",
        parts=tuple(parts),
        recipients=(heads.addressee, "Lưu Văn phòng Đảng ủy"),
    )
