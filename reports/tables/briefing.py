"""All cells on one page, for who leads a briefing, and the tasks of its last notice."""

from collections import Counter

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.tables import Column, Figure, Table
from meetings.enums import Band
from members.queries import post_holders
from members.queries.namesakes import apart
from oversight.enums import FocusState
from oversight.queries import told
from oversight.queries.focus import unfinished


def cells_at_a_glance(care):
    """Table of the cells of `care` (`reports.queries.Care`), who needs somebody most first; three queries beside it."""
    commune = care.cells[0].cell.commune_id if care.cells else None
    late = Counter(
        one.task.cell_id
        for one in told(unfinished(commune=commune), care.today)
        if one.course.state == FocusState.LATE and one.task.cell_id
    )
    month, before = care.months[-1], care.months[-2]
    secretaries = post_holders(cells=[one.cell for one in care.cells], day=care.today)
    names = apart(secretaries.values())
    return Table(
        title=_("All cells, month %(month)s") % {"month": month.number},
        columns=(
            Column(_("cell"), width=28),
            Column(_("how soon"), width=16, by_name=True),
            Column(_("Committee member in charge"), width=24, rare=True),
            Column(_("month %(month)s") % {"month": before.number}, width=14, rare=True),
            Column(_("month %(month)s") % {"month": month.number}, width=14),
            Column(_("last points"), "decimal", width=12),
            Column(_("Attendance"), "percent"),
            Column(_("tasks overdue"), "number"),
            Column(_("tasks of the Committee late"), "number"),
            Column(_("difficulties without an answer"), "number"),
            Column(_("secretary"), width=24, rare=True),
        ),
        rows=tuple(
            _row(one, late[one.cell.pk], names[secretaries[one.cell.pk].pk] if one.cell.pk in secretaries else "")
            for one in care.cells
        ),
        notes=(
            _("Cells stand in the order of the home page: the most needed first, cells are not ranked by points."),
            _("Points and attendance are those of the last signed regular meeting of twelve months."),
        ),
    )


def _row(one, late, secretary):
    cell, facts, last = one.cell, one.facts, one.last
    return (
        Figure(cell.name, cell.get_absolute_url()),
        Figure(one.level.label, tone=one.level.tone) if one.level else Figure("–"),
        Figure(cell.in_charge_name),
        *(
            Figure(entry.state.label, entry.meeting.get_absolute_url() if entry.meeting else "")
            for entry in one.entries[-2:]
        ),
        Figure(last.total, note=Band(last.band).label, tone=Band(last.band).tone) if last else Figure(None),
        Figure(None if facts.attendance is None else float(facts.attendance)),
        _bad(facts.late_tasks),
        _bad(late),
        _bad(facts.late_difficulties),
        Figure(secretary or _("no secretary"), tone="" if secretary else "bad"),
    )


def _bad(count):
    return Figure(count, tone="bad" if count else "")


def tasks_stand(found, title):
    """Table of [Told] as they stand, each with its last step: what a briefing goes through first."""
    return Table(
        title=title,
        columns=(
            Column(_("what is to be done"), width=44),
            Column(_("led by"), width=28),
            Column(_("due"), "date"),
            Column(_("state"), width=44, by_name=True),
        ),
        rows=tuple(
            (
                Figure(one.task.title, one.task.get_absolute_url()),
                Figure(str(one.task.unit)),
                Figure(one.course.due_on),
                Figure(one.course.state.label, tone=one.course.state.tone, note=_last(one)),
            )
            for one in found
        ),
    )


def _last(one):
    """The last step in words: why it is late, or what came of it."""
    if not one.steps:
        return ""
    step = one.steps[-1]
    return capfirst(f"{step.get_kind_display()} {step.on:%d/%m/%Y}: {step.text or step.document_no}")
