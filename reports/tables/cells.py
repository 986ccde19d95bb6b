"""The list of cells: beside each, the figures that people look for."""

from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import may_open
from cells.enums import CellState
from common.addresses import address_of
from common.people import told_apart
from common.periods import year_of
from common.tables import Column, Figure, Table
from members.enums import Standing
from members.queries import Headcount, headcounts, post_holders
from reports.tables.people import members_listed
from reports.tables.quality import cell_quality, shared


def cells_listed(*, user, cells, today):
    """Table: `cells` as `cells_as_they_are` gives them, in their order, each with what reports tell of it this year;
    what is not for `user` is a dash. Its query count does not depend on their number."""
    report = cell_quality(user=user, period=year_of(today), today=today)
    lines = {line.cell.pk: line for line in report.lines}
    opens, reads = may_open(user, Do.SEE_MEMBERS), may_open(user, Do.SEE_REPORTS)
    heads = headcounts(cells=[cell for cell in cells if reads(cell)], day=today)
    secretaries = post_holders(cells=[cell for cell in cells if opens(cell)], day=today)
    names = told_apart(secretaries.values())

    def row(cell):
        line, working = lines.get(cell.pk), cell.state == CellState.ACTIVE
        return (
            Figure(cell.name, cell.get_absolute_url(), note=_place(cell)),
            _secretary(secretaries.get(cell.pk), names, opens(cell), working),
            _in_charge(cell, working),
            _last(report.scored_lately(cell)[:1] if line else [], report.opens_meetings(cell)),
            _head(heads.get(cell.pk, Headcount()), cell, today, opens(cell)) if reads(cell) else Figure(),
            shared(line.attendance, report.listed(line)) if line else Figure(),
            _remark(cell, line),
        )

    return Table(
        title=_("cells"),
        columns=(
            Column(_("cell")),
            Column(_("secretary")),
            Column(_("In charge")),
            Column(_("Last meeting"), "decimal", by_name=True),
            Column(_("members"), "number"),
            Column(_("Attendance in %(year)s") % {"year": today.year}, "percent"),
            Column(_("Remarks")),
        ),
        rows=tuple(map(row, cells)),
    )


def _place(cell):
    """The hamlets that it serves; of a cell that serves none, its kind."""
    return ", ".join(row.hamlet.name for row in cell.serving) or cell.get_kind_display()


def _secretary(member, names, opens, working):
    if member:
        return Figure(names[member.pk], address_of("members:detail", member.pk))
    return Figure(_("nobody"), tone="warn") if opens and working else Figure()


def _in_charge(cell, working):
    if cell.in_charge:
        return Figure(", ".join(str(row.committee_member) for row in cell.in_charge))
    return Figure(_("nobody"), tone="warn") if working else Figure()


def _last(scored, opens):
    """Points and band of the last regular meeting, if one has them, and its day."""
    for last in scored:
        day = Figure(f"{last.held_on:%d/%m}")
        url = last.get_absolute_url() if opens else ""
        return Figure(last.total, url, note=last.get_band_display(), tone=last.tone, beside=day)
    return Figure()


def _head(head, cell, today, opens):
    probationary = f"{head.probationary} {Standing.PROBATIONARY.label}"
    url = members_listed(today, cell=cell.pk) if opens and head.total else ""
    return Figure(head.total, url, note=probationary if head.probationary else "")


def _remark(cell, line):
    """A state that is not "at work", else the months that lack a meeting or its signature."""
    if cell.state != CellState.ACTIVE:
        return Figure(CellState(cell.state).label if cell.state else None, tone="info")
    if not (line and line.missing):
        return Figure("")
    return Figure(_("missing: %(months)s") % {"months": ", ".join(line.missing)}, tone="bad")
