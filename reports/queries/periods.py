"""Periods for which cells report: who is asked, what was sent, what the records say beside it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from cells.enums import CellState
from cells.models import Cell, CellStatus, Succession
from common.prepared import prepared
from common.stale import mark
from members.queries import Flow
from reports.enums import ReportKind, SendState
from reports.models import CellReport, PeriodClosing, ReportPeriod
from reports.queries.figures import count_cells, count_commune, differing, figures_of, sum_of, without_moves
from reports.rules import reporting_units

ONE_DAY = timedelta(days=1)


class Unit(NamedTuple):
    """A cell that reports; `before` [Cell] ended in the period and are told of by it; whether it `works` at the end."""

    cell: Cell
    before: list
    works: bool


def units_of(period, today):
    """[Unit] of a ReportPeriod in name order, as the structure is recorded for its last day, or for `today` until then;
    three queries."""
    last = min(period.until - ONE_DAY, today)
    # Who leaves a cell on the day of its end is told of in that period: hence the eve.
    there = _cells_of(period, last).active_during(period.since - ONE_DAY, last + ONE_DAY)
    cells = {cell.pk: cell for cell in there.order_by("search_key", "pk")}
    working = set(Cell.objects.filter(pk__in=cells).active_on(last).values_list("pk", flat=True))
    went = Succession.objects.filter(cell__in=cells, on__lte=last).values_list("cell", "successor")
    found = reporting_units({pk: pk in working for pk in cells}, dict(went))
    return [
        Unit(cells[pk], [cells[one] for one in found[pk] if one != pk], pk in working) for pk in cells if pk in found
    ]


def _cells_of(period, last):
    """Cells of the commune of a ReportPeriod on its `last` day: what came later by a merger was asked elsewhere."""
    return Cell.objects.of_commune_on(period.commune_id, last)


@dataclass(frozen=True)
class PeriodFigures:
    """What the records say of a period: `units` {number: figures}, those of the whole `commune`, and `broken` [(Cell or
    None for the commune, what its changes leave unexplained)]."""

    units: dict
    commune: list
    broken: list


def records_of(period, units, today):
    """The PeriodFigures of a ReportPeriod and its [Unit]."""
    cells = [cell for unit in units for cell in (unit.cell, *unit.before)]
    kind = ReportKind(period.kind)
    parts = count_cells(cells=cells, period=period.period, today=today, kind=kind)
    told = {unit.cell.pk: [unit.cell.pk, *(cell.pk for cell in unit.before)] for unit in units}
    counted = without_moves(parts, told, period.since, min(period.until, today + ONE_DAY))
    of_commune = list(_cells_of(period, min(period.until - ONE_DAY, today)).values_list("pk", flat=True))
    whole = count_commune(cells=of_commune, parts=parts, period=period.period, today=today)
    flows = [(unit.cell, counted[unit.cell.pk].flow) for unit in units] + [(None, whole.flow)]
    return PeriodFigures(
        {pk: figures_of(one, kind) for pk, one in counted.items()},
        figures_of(whole, kind),
        [(cell, flow.difference) for cell, flow in flows if flow.difference],
    )


class Sent(NamedTuple):
    """How the report of a Unit stands: the last CellReport or None, the SendState, its figures as the `records` say
    now, and which of those sent are told otherwise by them (`differing`)."""

    unit: Unit
    report: CellReport | None
    state: SendState
    records: list
    changed: list


@dataclass(frozen=True)
class Standing:
    """How a ReportPeriod stands: [Sent] of its units, what the `records` say (PeriodFigures), its closing or None."""

    period: ReportPeriod
    sent: list
    records: PeriodFigures
    closing: PeriodClosing | None

    @property
    def asked(self):
        return [one for one in self.sent if one.unit.works]

    @property
    def missing(self):
        return [one for one in self.asked if one.report is None]

    @property
    def reported(self):
        return [one for one in self.sent if one.report]

    @property
    def sum(self):
        """The figures of all that was sent, together."""
        return sum_of([one.report.figures for one in self.reported])


def standing_of(period, today):
    """The Standing of a ReportPeriod on `today`."""
    units = units_of(period, today)
    records, last = records_of(period, units, today), last_versions(period)
    closing = period.closings.kept().first()
    sent = []
    for unit in units:
        report, now = last.get(unit.cell.pk), records.units[unit.cell.pk]
        changed = differing(report.figures, now) if report else []
        sent.append(Sent(unit, report, _state(unit, report, period.due_on, today), now, changed))
    return Standing(period, sent, records, closing)


def _state(unit, report, due_on, today):
    if report:
        return SendState.NOTHING if report.nothing else SendState.SENT
    if not unit.works:
        return SendState.ENDED
    return SendState.LATE if today > due_on else SendState.MISSING


def last_versions(period):
    """{number of a cell: the last CellReport that it sent} for a ReportPeriod; one query."""
    return {report.cell_id: report for report in period.sent.select_related("sender").order_by("version")}


def to_be_closed(standing):
    """What stays of a Standing when its period is closed: `units` [{cell, name, state, version, figures or None}], the
    `sum` of what was sent, what the `records` of the commune said, and how many `asked` and `missing`."""
    return {
        "units": [
            {
                "cell": one.unit.cell.pk,
                "name": one.unit.cell.name,
                "state": one.state.value,
                "version": one.report.version if one.report else None,
                "figures": one.report.figures if one.report else None,
            }
            for one in standing.sent
        ],
        "sum": standing.sum,
        "records": standing.records.commune,
        "asked": len(standing.asked),
        "missing": len(standing.missing),
    }


def mark_of_figures(figures):
    """A short word that changes with the figures that a cell is to send."""
    return mark("figures", figures)


def mark_of_closing(standing):
    """A short word that changes with what would stay of a Standing."""
    return mark("closing", to_be_closed(standing))


def unexplained(figures):
    """By how much the members at the start, those who came and those who left miss the members at the end, in figures
    as they were sent; 0 where they do not tell of members."""
    known = {one["key"]: one["value"] for one in figures}
    if "opening" not in known:
        return 0
    return Flow(**{name: known[name] for name in Flow.__dataclass_fields__}).difference


@prepared
def asked_of(cells, day):
    """[ReportPeriod] open on `day` that have begun, for which one of the cells of those numbers has sent nothing; the
    first due first."""
    sent = CellReport.objects.filter(period=OuterRef(OuterRef("pk")), cell=OuterRef("cell"))
    at_work = CellStatus.objects.filter(cell__in=cells, cell__commune=OuterRef("commune"), state=CellState.ACTIVE)
    at_work = at_work.filter(Q(until=None) | Q(until__gt=OuterRef("since")), since__lt=OuterRef("until"))
    at_work = at_work.exclude(cell__past_communes__until__gte=OuterRef("until"))  # asked by its commune of then
    waits = ReportPeriod.objects.open().filter(Exists(at_work.filter(~Exists(sent))), since__lte=day)
    return waits.order_by("due_on", "pk")


@prepared
def overdue(communes, day):
    """[ReportPeriod] of those communes that are open after their due day; the longest due first."""
    return ReportPeriod.objects.open().filter(commune__in=communes, due_on__lt=day).order_by("due_on", "pk")
