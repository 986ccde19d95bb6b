"""Workbooks that we hand out: the template to fill in, and the differences as a table."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from common.tables import Column, Figure, Table
from exchange.queries.plan import label_of
from exchange.rules.columns import COLUMNS
from members.queries.namesakes import apart

NEEDED = ("full_name", "sex", "born", "cell", "ceremony_on", "official_on")
NOT_ASKED = ("male", "female", "born_male", "born_female", "standing", "status", "left_on", "removal")
# The first column says "mẫu", and so the row is left out when the sheet is read.
EXAMPLE = {
    "number": "mẫu", "full_name": "Nguyễn Văn Mẫu", "sex": "Nam", "born": "05/03/1980", "ethnicity": "Tày",
    "id_number": "004080000000", "cell": "Chi bộ Mẫu", "hamlet": "Xóm Mẫu", "ceremony_on": "19/05/2010",
    "official_on": "19/05/2011", "grade": "12/12", "phone": "0900000000",
}  # fmt: skip


def template():
    """Bytes of a workbook with our columns as text, and an example row; Vietnamese like every office paper."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Đảng viên"
    for number, column in enumerate((c for key, c in COLUMNS.items() if key not in NOT_ASKED), start=1):
        heading = sheet.cell(1, number, column.heading + (" (*)" if column.key in NEEDED else ""))
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        heading.fill = PatternFill("solid", start_color="F3E9DC")
        sheet.cell(2, number, EXAMPLE.get(column.key)).font = Font(italic=True, color="777777")
        whole = sheet.column_dimensions[get_column_letter(number)]
        whole.width, whole.number_format = (8 if column.key == "number" else 18), "@"  # zeros and dates stay as typed
    sheet.freeze_panes = "C2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def differences_table(source, differences):
    """`differences` of the Import `source` as a Table."""
    columns = (
        Column(_("what"), width=24),
        Column(_("row"), "number", width=8),
        Column(_("full name"), width=26),
        Column(_("About"), width=22),
        Column(_("in our records"), width=30),
        Column(_("in the sheet"), width=30),
        Column(_("state"), width=14),
        Column(_("note"), width=30),
    )
    names = apart(one.member for one in differences if one.member)
    rows = tuple(
        tuple(
            Figure(value)
            for value in (
                one.get_kind_display(),
                one.row,
                names.get(one.member_id, one.name),
                str(label_of(one.field)) if one.field else "",
                one.ours,
                one.theirs,
                _("settled") if one.settled else _("open"),
                one.note,
            )
        )
        for one in differences
    )
    return Table(
        title=_("Differences: %(name)s") % {"name": source},
        columns=columns,
        rows=rows,
        notes=(
            _("Only what the sheet says is compared, not what it leaves empty."),
            _("Numbers are shown in part."),
        ),
    )
