"""Lists and figures of the work of the Committee: tasks, closed periods, briefings."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from common.tables import Column, Figure, Table
from oversight.enums import FocusState
from oversight.queries.focus import sum_of


def tasks_listed(found, today):
    """The Table of `found`, [Told], as they stand on `today`."""
    rows = []
    for number, one in enumerate(found, 1):
        task, course = one.task, one.course
        last = one.steps[-1] if one.steps else None
        rows.append(
            (
                Figure(number),
                Figure(task.title),
                Figure(task.document),
                Figure(str(task.unit)),
                Figure(task.person),
                Figure(course.due_on),
                Figure(course.state.label),
                Figure((today - course.due_on).days if course.state == FocusState.LATE else None),
                Figure(f"{last.on:%d/%m/%Y}: {last.text or last.document_no}" if last else ""),
            )
        )
    return Table(
        title=capfirst(_("tasks of the Committee")),
        subtitle=_("on %(day)s") % {"day": f"{today:%d/%m/%Y}"},
        columns=(
            Column(_("No."), "number", width=6),
            Column(_("what is to be done"), width=40),
            Column(_("by which document"), width=30),
            Column(_("led by"), width=24),
            Column(_("who answers for it"), width=20),
            Column(_("due"), "date", width=12),
            Column(_("state"), width=20),
            Column(_("days late"), "number", width=10),
            Column(_("last step"), width=40),
        ),
        rows=tuple(rows),
        notes=(
            _("Late: the due day is over and no report of its end waits to be accepted."),
            _("The unit that leads a task reports it as done; it is done once the office has accepted it."),
        ),
    )


def closed_periods(periods):
    """The Table of [FocusPeriod]: of each what it brought in all."""
    rows = []
    for period in periods:
        whole = sum_of(period.figures)
        numbers = (Figure(whole[name]) for name in ("total", "done", "open", "late"))
        rows.append(
            (Figure(str(period), period.get_absolute_url(), by=period.since), Figure(period.closed_on), *numbers)
        )
    return Table(
        title=capfirst(_("closed periods")),
        columns=(
            Column(_("Period"), width=24),
            Column(_("closed on"), "date"),
            Column(_("tasks"), "number"),
            Column(_("done in the period"), "number"),
            Column(_("not finished"), "number"),
            Column(_("of these late"), "number"),
        ),
        rows=tuple(rows),
    )


def period_figures(period):
    """The Table of a FocusPeriod: the figures of each unit as they were when it was closed."""
    figures = (
        ("total", _("tasks")),
        ("added", _("added in the period")),
        ("done", _("done in the period")),
        ("dropped", _("not to be carried out any more")),
        ("open", _("not finished")),
        ("late", _("of these late")),
        ("new_late", _("newly late")),
        ("reported", _("to be accepted")),
        ("no_due", _("no due day yet")),
    )
    names = [name for name, _label in figures]
    rows = [(Figure(unit), *(Figure(numbers[name]) for name in names)) for unit, numbers in period.figures]
    whole = sum_of(period.figures)
    return Table(
        title=_("Tasks of the Committee, %(period)s") % {"period": period},
        subtitle=_("closed on %(day)s") % {"day": f"{period.closed_on:%d/%m/%Y}"},
        columns=(
            Column(_("led by"), width=30),
            *(Column(label, "number", width=14) for _name, label in figures),
        ),
        rows=tuple(rows),
        total=(Figure(capfirst(_("all"))), *(Figure(whole[name]) for name in names)),
        notes=(
            _(
                "Tasks of a period: given by its last day and not finished before it. Those done, those not to be "
                "carried out any more and those not finished add up to them."
            ),
            _("Newly late: late on the last day, and not on the day before the period."),
        ),
    )


def briefings_held(rows):
    """The Table of [(Briefing, PaperNumber of its notice or None)]."""
    return Table(
        title=capfirst(_("briefings")),
        columns=(
            Column(_("kind"), width=34),
            Column(_("day"), "date"),
            Column(_("chaired by"), width=34),
            Column(_("notice of conclusion"), width=24),
        ),
        rows=tuple(
            (
                Figure(capfirst(briefing.get_kind_display()), briefing.get_absolute_url()),
                Figure(briefing.held_on),
                Figure(briefing.chair),
                Figure(number.text) if number else Figure(_("not issued yet"), tone="warn"),
            )
            for briefing, number in rows
        ),
    )
