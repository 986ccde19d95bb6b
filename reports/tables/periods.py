"""Periods as tables: which there are, who has sent, what was reported, how a figure compares."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.roles import Do
from cells.access import commune_id, may_open, scope, whose
from cells.models import Cell
from cells.queries import cells_at_work
from common.plots import row_plot
from common.tables import Column, Figure, Table
from reports.enums import ReportKind, SendState
from reports.models import CellReport, PeriodClosing, ReportPeriod
from reports.queries.figures import commune_figures, count_cells, figures_of
from reports.rules import against, told

ONE_DAY = timedelta(days=1)


def periods_listed(*, user, today):
    """Table of the reporting periods of the commune, with those of communes that merged into it, the latest first: how
    many cells have sent; three queries."""
    found = ReportPeriod.objects.read_by(user).kept().select_related("commune")
    found = found.annotate(senders=Count("sent__cell", distinct=True))
    found = list(found.order_by(*ReportPeriod._meta.ordering))  # what is counted forgets its order
    closings = {one.period_id: one for one in PeriodClosing.objects.kept().filter(period__in=found)}
    rows = []
    for period in found:
        closing = closings.get(period.pk)
        rows.append(
            (
                Figure(str(period.period), period.get_absolute_url(), note=whose(period, user)),
                Figure(period.get_kind_display()),
                Figure(period.due_on),
                Figure(period.senders),
                Figure(closing.figures["missing"] if closing else None),
                _how_far(period, closing, today),
            )
        )
    return Table(
        title=_("reporting periods"),
        columns=(
            Column(_("Period"), width=22),
            Column(_("report on"), width=30),
            Column(_("to be sent by"), "date", width=14),
            Column(_("cells that have sent"), "number", width=14),
            Column(_("missing at the closing"), "number", width=14),
            Column(_("state"), width=22, by_name=True),
        ),
        rows=tuple(rows),
    )


def _how_far(period, closing, today):
    if closing:
        return Figure(_("closed on %(day)s") % {"day": f"{closing.closed_on:%d/%m/%Y}"}, tone="ok")
    return Figure(_("open, the day is over"), tone="bad") if today > period.due_on else Figure(_("open"), tone="info")


def own_periods(*, user, today):
    """Table of what the cells of `user` are asked to report, the latest first, for who reports for single cells; four
    queries."""
    cells = Cell.objects.filter(pk__in=scope(user, Do.SEE_REPORTS).cells).order_by("search_key", "pk")
    cells = list(cells.select_related("commune").prefetch_related("past_communes__belonged_to"))
    own = Q(commune=commune_id(user)) | Q(commune__past_cells__cell__in=cells)
    found = list(ReportPeriod.objects.kept().filter(own).distinct())
    sent = CellReport.objects.filter(period__in=found, cell__in=cells).order_by("version")
    last = {(one.period_id, one.cell_id): one for one in sent}
    rows = []
    for period in found:
        for cell in cells:
            if cell.commune_on(period.until - ONE_DAY).pk != period.commune_id:
                continue  # asked by its commune of then
            report = last.get((period.pk, cell.pk))
            url = reverse("reports:cell-report", args=[period.pk, cell.pk])
            named = Figure(str(period.period), url), Figure(period.get_kind_display()), Figure(cell.name)
            rows.append((*named, Figure(period.due_on), _state(_state_of(report, period, today)), _sent_at(report)))
    return Table(
        title=_("reporting periods"),
        columns=(
            Column(_("Period"), width=22),
            Column(_("report on"), width=30),
            Column(_("cell"), width=30),
            Column(_("to be sent by"), "date", width=14),
            Column(_("state"), width=22, by_name=True),
            Column(_("sent at"), width=18),
        ),
        rows=tuple(rows),
    )


def _state_of(report, period, today):
    if report:
        return SendState.NOTHING if report.nothing else SendState.SENT
    return SendState.LATE if today > period.due_on else SendState.MISSING


def _state(state):
    return Figure(state.label, tone=state.tone)


def _sent_at(report):
    return Figure(f"{timezone.localtime(report.sent_at):%H:%M %d/%m/%Y}" if report else None)


def units_listed(standing, *, user):
    """Table of a Standing: each cell that is asked, with what it sent; the missing ones first."""
    opens = may_open(user, Do.SEE_CELLS)
    order = (SendState.LATE, SendState.MISSING, SendState.SENT, SendState.NOTHING, SendState.ENDED)
    rows = []
    for one in sorted(standing.sent, key=lambda one: order.index(one.state)):
        url = reverse("reports:cell-report", args=[standing.period.pk, one.unit.cell.pk])
        before = ", ".join(cell.name for cell in one.unit.before)
        rows.append(
            (
                Figure(
                    one.unit.cell.name,
                    url if opens(one.unit.cell) else "",
                    note=_("with %(cells)s") % {"cells": before} if before else "",
                ),
                _state(one.state),
                _sent_at(one.report),
                Figure(one.report.version if one.report else None),
                Figure(len(one.changed) if one.report else None, tone="warn" if one.changed else ""),
            )
        )
    return Table(
        title=_("Who has sent, %(period)s") % {"period": standing.period},
        columns=(
            Column(_("cell"), width=34),
            Column(_("state"), width=22, by_name=True),
            Column(_("sent at"), width=18),
            Column(_("version"), "number", width=10, rare=True),
            Column(_("figures that the records tell otherwise now"), "number", width=18),
        ),
        rows=tuple(rows),
        notes=(
            _("A cell that ended in the period is told of by the cell that took over: each is counted once."),
            _("A report that was sent stays as it was; what the records say now stands beside it, in the cell."),
        ),
    )


def sending_plot(standing):
    """A RowPlot of how many cells have sent, and how many are missing."""
    counts = Counter(one.state for one in standing.sent)
    states = [state for state in SendState if counts[state]]
    return row_plot(_("Who has sent"), [state.label for state in states], [counts[state] for state in states])


def figures_reported(period, closed):
    """Table of what was reported for a ReportPeriod, each figure in its column: a row for each cell, then all that was
    sent together; the last row is the commune by its records. `closed` as `to_be_closed` gives it."""
    first = closed["records"]
    units = [(unit["name"], unit["figures"], unit["state"]) for unit in closed["units"]]
    rows = [(Figure(name), *figures_of_row(figures, first, state)) for name, figures, state in units]
    count = _("%(sent)s of %(asked)s cells") % {"sent": closed["asked"] - closed["missing"], "asked": closed["asked"]}
    rows.append((Figure(_("reports together"), note=count), *figures_of_row(closed["sum"] or None, first, "")))
    return Table(
        title=_("Figures reported, %(period)s") % {"period": period},
        columns=(
            Column(_("cell"), width=30),
            *(Column(one["label"], "decimal", one["about"]) for one in first),
        ),
        rows=tuple(rows),
        total=(Figure(_("the commune by its records")), *figures_of_row(first, first, "")),
        notes=(
            *(f"{capfirst(one['label'])}: {one['about']}" for one in first),
            _("Moves between cells are in the reports of both, so in their sum; the row of the commune is without."),
        ),
    )


def figures_of_row(figures, columns, state):
    """[Figure] of `columns` [figure] from `figures`; of a cell, or a commune, without a report: why there are none."""
    if figures is None:
        words = pgettext("of a figure", "not applicable") if state == SendState.ENDED else _("not reported")
        return [Figure(words)] * len(columns)
    known = {one["key"]: one for one in figures}
    return [_shown(known.get(one["key"])) for one in columns]


def _shown(one):
    return Figure(told(one) if one else None)


def report_beside_records(report, changed):
    """Table of a CellReport: each figure as it was sent, and beside it what the records say where they have `changed`
    (`differing`)."""
    now = {one["key"]: one | {"value": one["now"]} for one in changed if one["now"] is not None}

    def beside(one):
        if not now:
            return ()
        return (Figure(told(now[one["key"]]), tone="warn") if one["key"] in now else Figure(),)

    said = (Column(_("what the records say now"), "decimal", width=18),) if now else ()
    return Table(
        title=str(report),
        columns=(Column(_("figure"), width=36), Column(_("as it was sent"), "decimal", width=18), *said),
        rows=tuple((Figure(capfirst(one["label"])), Figure(told(one)), *beside(one)) for one in report.figures),
        notes=tuple(f"{capfirst(one['label'])}: {one['about']}" for one in report.figures),
    )


def party_building(*, user, period, today):
    """Table of the figures of the party-building report: of the commune, or of the own cells together for who reads
    single cells; this period, the same period of last year, and how they compare."""
    now = figures_of_reader(user, period, today)
    before = {one["key"]: one for one in figures_of_reader(user, replace(period, year=period.year - 1), today) or ()}
    last = min(period.last_day, today)
    return Table(
        title=_("Figures of party building, %(period)s") % {"period": period},
        subtitle=_("From %(since)s to %(last)s.") % {"since": f"{period.since:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"},
        columns=(
            Column(_("figure"), width=36),
            Column(_("this period"), "decimal", width=18),
            Column(_("same period of last year"), "decimal", width=18),
            Column(_("against last year"), "decimal", width=14),
        ),
        rows=tuple(_compared(one, before.get(one["key"])) for one in now or ()),
        notes=(
            _("Numbers are compared in percent of last year; shares and points by how much they differ."),
            _("“0” was counted; “not applicable”: there was no cell at work then."),
            *(f"{capfirst(one['label'])}: {one['about']}" for one in now or ()),
        ),
    )


def figures_of_reader(user, period, today):
    """The figures on work of a period, up to `today`, of the commune or, for who reads single cells, of these together;
    None where nothing was at work."""
    where = scope(user, Do.SEE_REPORTS)
    if where.communes:
        return commune_figures(commune=commune_id(user), kind=ReportKind.WORK, period=period, today=today)
    cells = cells_at_work(**vars(where), day=today, since=period.since - ONE_DAY, until=period.until)
    if not cells or period.since > today:
        return None
    counted = list(count_cells(cells=cells, period=period, today=today, kind=ReportKind.WORK).values())
    return figures_of(sum(counted[1:], start=counted[0]), ReportKind.WORK)


def _compared(now, before):
    then = Figure(told(before)) if before else Figure(pgettext("of a figure", "not applicable"))
    return Figure(capfirst(now["label"])), Figure(told(now)), then, Figure(against(now, before))


def committee_reports_listed(found, numbers, user):
    """Table of [CommitteeReport] for `user`, with their PaperNumbers in `numbers` {number of a paper: PaperNumber}."""
    rows = []
    for report in found:
        number = numbers.get(report.paper_id)
        state = Figure(_("issued"), tone="ok") if number else Figure(_("being written"), tone="info")
        rows.append(
            (
                Figure(str(report.period), report.get_absolute_url(), note=whose(report, user)),
                Figure(report.get_about_display()),
                state,
                Figure(number.text if number else None),
                Figure(number.on if number else None),
            )
        )
    return Table(
        title=_("reports of the Committee"),
        columns=(
            Column(_("Period"), width=22),
            Column(_("report on"), width=30),
            Column(_("state"), width=18, by_name=True),
            Column(_("number"), width=14),
            Column(_("date of the paper"), "date", width=14),
        ),
        rows=tuple(rows),
    )
