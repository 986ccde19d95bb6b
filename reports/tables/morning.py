"""What the secretary of the Committee reads every morning, and takes to the briefing on one sheet. Nothing is counted
here: cells, targets, last days and tasks come from where the other pages take them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.roles import Do
from cells.access import commune_id, scope
from cells.models import CommitteeMember, Commune
from cells.queries import committee_secretary
from common.needs import how_late
from common.numbers import percent, points
from common.tables import Column, Figure, Table
from development.enums import CountedIn, PlaceKind
from development.queries import outcomes, period_of
from development.queries.deadlines import due_in
from development.queries.deadlines import told as due_told
from oversight.enums import FocusState
from oversight.queries import told
from oversight.queries.focus import unfinished
from oversight.queries.inspection import cases_open, remedies_late, stands_of
from reports.needs.home import home_of
from reports.tables.briefing import tasks_stand

WEEK = 7  # days ahead that last days are told
MOST = 5  # rows of a part: the sheet is one page of A4
TOLD_APART = ("focus", "deadlines", "inspections")  # groups of needs that have a part of their own
NOT_PRINTED = ("sensitive", "discipline")  # not on a sheet that others read too


@dataclass(frozen=True)
class Morning:
    """Key figures, and a Table for each part of the sheet; those without rows are left out. `chair` is the secretary of
    the Committee (CommitteeMember), or None."""

    chair: CommitteeMember | None
    keys: list
    tables: list
    names_people: bool


def morning_of(user, today):
    """The Morning of `user`, who reads the whole commune; the number of queries does not grow with it."""
    commune, home = Commune.objects.get(pk=commune_id(user)), home_of(user, today)
    open_tasks = told(unfinished(commune=commune.pk), today)
    due = due_in(communes=[commune.pk], cells=[], day=today, within=WEEK)
    concluded = [one for one in open_tasks if getattr(one.task, "conclusion", None)]
    tables = [
        _late_by_unit(open_tasks, today),
        _cells(home),
        _deadlines(due),
        _inspections(user, commune.pk, today),
        _others(home.needs),
        _targets(commune.pk, today),
        _cut(tasks_stand(concluded, _("Conclusions of briefings still open"))),
    ]
    tables = [table for table in tables if table.rows]
    chair = committee_secretary(commune=commune, day=today)
    return Morning(chair, home.cells.keys if home.cells else [], tables, bool(due))


def _cut(table):
    """The table with its first rows, and a last one that counts the others."""
    rows, more = table.rows[:MOST], len(table.rows) - MOST
    if more <= 0:
        return table
    last = Figure(pgettext("of things", "and %(count)s more") % {"count": more})
    return Table(table.title, table.columns, (*rows, (last, *(Figure(""),) * (len(table.columns) - 1))))


def _late_by_unit(found, today):
    units = defaultdict(list)
    for one in found:
        if one.course.state == FocusState.LATE:
            units[one.task.unit].append(one)
    days = {unit: max((today - one.course.due_on).days for one in late) for unit, late in units.items()}
    return _cut(
        Table(
            title=_("Late tasks by lead unit"),
            columns=(
                Column(_("led by"), width=30),
                Column(_("late"), "number", by_name=True),
                Column(_("days late at most"), "number"),
                Column(_("what is to be done"), width=60),
            ),
            rows=tuple(
                (
                    Figure(str(unit)),
                    Figure(len(units[unit]), tone="bad"),
                    Figure(days[unit]),
                    Figure("; ".join(dict.fromkeys(one.task.title for one in units[unit]))),
                )
                for unit in sorted(units, key=lambda unit: -days[unit])
            ),
        )
    )


def _cells(home):
    cards = [*home.cells.board.shown, *home.cells.board.folded] if home.cells else []
    return _cut(
        Table(
            title=_("Cells that need you this month"),
            columns=(
                Column(_("cell"), width=28),
                Column(_("how soon"), width=16, by_name=True),
                Column(_("Why"), width=70),
                Column(_("Committee member in charge"), width=24),
            ),
            rows=tuple(
                (
                    Figure(card.now.cell.name, card.now.cell.get_absolute_url()),
                    Figure(card.now.level.label, tone=card.now.level.tone),
                    Figure("; ".join(str(line.text) for line in card.lines)),
                    Figure(card.now.cell.in_charge_name),
                )
                for card in cards
                if card.soon
            ),
        )
    )


def _deadlines(due):
    return _cut(
        Table(
            title=_("Last days on the way into the Party, this week"),
            columns=(Column(_("what ends"), width=60), Column(_("due"), "date", by_name=True)),
            rows=tuple(
                (
                    Figure(due_told(one, one.candidate), one.path),
                    Figure(one.deadline.last, tone=one.deadline.tone),
                )
                for one in due
            ),
        )
    )


def _inspections(user, commune, today):
    """What is late or due within a week after inspections. The sheet lies on a table: sensitive cases are not on it,
    no matter who prints it."""
    places, last = vars(scope(user, Do.SEE_INSPECTIONS)), today + timedelta(days=WEEK)
    cases = stands_of(cases_open(**places, day=today), commune, today)
    due = [(stand.next_by, case, stand.next.label) for case, stand, _steps in cases]
    mend = _("to be mended by %(owner)s")
    remedies = remedies_late(**places, day=last + timedelta(days=1))
    due += [(row.due_on, row.case, mend % {"owner": row.owner}) for row in remedies]
    due = [(day, case.code, case, what) for day, case, what in due if day and day <= last]
    return _cut(
        Table(
            title=_("Inspections, this week"),
            columns=(
                Column(_("case"), width=24),
                Column(_("what is due"), width=50),
                Column(_("due"), "date", by_name=True),
            ),
            rows=tuple(
                (Figure(code, case.get_absolute_url()), Figure(what), Figure(day, tone=how_late((today - day).days)[0]))
                for day, code, case, what in sorted(due, key=lambda one: one[:2])
            ),
        )
    )


def _others(groups):
    return _cut(
        Table(
            title=_("What else waits"),
            columns=(
                Column(_("what"), width=34),
                Column(_("How many"), "number", by_name=True),
                Column(_("first of these"), width=60),
            ),
            rows=tuple(
                (Figure(group.title, group.needs[0].url), Figure(len(group.needs)), Figure(group.needs[0].text))
                for group in groups
                if group.key not in TOLD_APART + NOT_PRINTED
            ),
        )
    )


def _targets(commune, today):
    """Those of the commune, what is not reached yet first."""
    found = outcomes(commune=commune, year=today.year, period=period_of(year=today.year), today=today)
    found = [one for one in found if one.where.kind == PlaceKind.COMMUNE]
    table = Table(
        title=_("Targets of %(year)s") % {"year": today.year},
        columns=(
            Column(_("target"), width=44),
            Column(pgettext("target", "planned"), width=14),
            Column(_("result"), width=14),
            Column(_("state"), width=20, by_name=True),
        ),
        rows=tuple(
            (
                Figure(capfirst(one.measure.label)),
                Figure(_planned(one)),
                Figure(_reached(one)),
                Figure(one.state.label, tone=one.state.tone),
            )
            for one in sorted(found, key=lambda one: one.state.tone == "ok")
        ),
    )
    return _cut(table)


def _planned(one):
    sign = "≤" if one.measure.at_most else "≥"
    share = one.measure.counted_in == CountedIn.PERCENT
    return f"{sign} {points(one.target.plan)}\u00a0%" if share else f"{sign} {one.target.plan}"


def _reached(one):
    if one.measure.counted_in != CountedIn.PERCENT:
        return str(one.result.part)
    value = one.result.value
    return percent(None if value is None else float(value) / 100)
