"""Periods for which cells report are opened, reported on, closed and opened again."""

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.queries.calendar import work_calendar
from cells.services import lock, refuse_overtaken
from common.errors import RuleError
from oversight.rules.focus import due_of
from reports.models import CellReport, PeriodClosing, ReportPeriod, ReportRules
from reports.queries.periods import (
    last_versions,
    mark_of_closing,
    mark_of_figures,
    records_of,
    standing_of,
    to_be_closed,
    unexplained,
    units_of,
)


@service
def open_period(*, commune, kinds, period, today, by, due_on=None):
    """The cells of `commune` are asked to report on a Period, once for each of `kinds` (ReportKind): [ReportPeriod].

    Without `due_on` it is so many days after the period as the rules say, or the next working day. Raises RuleError
    before the period begins, and ValidationError for one that is opened already.
    """
    lock(commune=commune)
    if period.since > today:
        raise RuleError(_("This period has not begun yet."), "period")
    days = ReportRules.objects.in_force(commune, today).days_to_send
    due_on = due_on or due_of(period.last_day, days, work_calendar(commune))
    about = {"since": period.since, "until": period.until, "opened_on": today, "due_on": due_on}
    return [ReportPeriod(commune=commune, kind=kind, **about).save_checked() for kind in kinds]


@service
def strike_report_period(*, period, by):
    """Opened by mistake. Raises RuleError once a cell has sent its report."""
    period = _locked(period)
    if period.sent.exists():
        raise RuleError(_("A cell has sent its report: the period stays."))
    period.struck = True
    return period.save_checked()


@service
def send_report(*, period, cell, at, by, words=None, nothing=False, reason="", shown=""):
    """The report of `cell` on a ReportPeriod: its figures as the records say them at the time `at`, beside its `words`
    {key of a part: text}; `nothing`: it has nothing to add. What was sent stays; another one is the next version.
    `shown` is the mark of the figures on the page (`mark_of_figures`).

    Sent twice alike it is there once. Raises RuleError when the period is closed, for a cell that is not asked, and
    while the comings and goings of members do not add up.
    """
    period = _locked(period, cell)
    words = {} if nothing else {key: text for key, text in (words or {}).items() if text}
    figures = _figures(period, cell, timezone.localtime(at).date())
    refuse_overtaken(shown, mark_of_figures(figures))
    last = last_versions(period).get(cell.pk)
    if last and (last.words, last.nothing, last.figures) == (words, nothing, figures):
        return last
    if last and not reason:
        raise RuleError(_("Say why the report is sent again."), "reason")
    return CellReport(
        period=period,
        cell=cell,
        version=last.version + 1 if last else 1,
        sent_at=at,
        sender=by,
        nothing=nothing,
        reason=reason if last else "",
        figures=figures,
        words=words,
    ).save_checked()


def _figures(period, cell, today):
    """The figures of `cell` for a period that is open."""
    if period.closings.kept().exists():
        raise RuleError(_("This period is closed: the office opens it again first."))
    if period.since > today:
        raise RuleError(_("This period has not begun yet."))
    units = units_of(period, today)
    if not any(unit.cell == cell for unit in units):
        teller = next((unit.cell for unit in units if cell in unit.before), None)
        if teller:
            raise RuleError(_("%(cell)s took over in this period and reports for it.") % {"cell": teller})
        raise RuleError(_("This cell was not at work in the period."))
    mine = [unit for unit in units if unit.cell == cell]
    records = records_of(period, mine, today)
    broken = [difference for one, difference in records.broken if one == cell]
    if broken:
        raise RuleError(_not_adding_up([(cell.name, broken[0])]))
    return records.units[cell.pk]


def _not_adding_up(broken):
    """The sentence about [(name, what the changes of members leave unexplained)]."""
    lines = "; ".join(f"{name}: {difference:+d}" for name, difference in broken)
    return _("Members at the start, those who came and those who left do not add up to the end: %(lines)s.") % {
        "lines": lines
    }


@service
def close_report_period(*, period, today, by, shown=""):
    """What was sent for a ReportPeriod, and what the records of the commune say `today`, stay as they are. `shown` is
    the mark of those on the page (`mark_of_closing`).

    Raises RuleError before the period is over, when it is closed already, and, with the difference, when members at the
    start, comings and goings do not add up to those at the end: in a report, in their sum or in the records.
    """
    period = _locked(period)
    if period.until > today:
        raise RuleError(_("This period is not over yet."))
    standing = standing_of(period, today)
    if standing.closing:
        raise RuleError(_("This period is closed already."))
    refuse_overtaken(shown, mark_of_closing(standing))
    told = [(one.unit.cell.name, unexplained(one.report.figures)) for one in standing.reported]
    told.append((_("all reports together"), unexplained(standing.sum)))
    told += [(cell.name if cell else _("records of the commune"), by_how) for cell, by_how in standing.records.broken]
    broken = dict((name, by_how) for name, by_how in told if by_how)
    if broken:
        raise RuleError(_not_adding_up(list(broken.items())))
    return PeriodClosing(period=period, closed_on=today, figures=to_be_closed(standing)).save_checked()


@service
def reopen_report_period(*, period, reason, by):
    """A closed period is opened again: the figures of the closing stay on record, with the reason."""
    period = _locked(period)
    closing = period.closings.kept().select_for_update().first()
    if closing is None:
        raise RuleError(_("This period is open."))
    closing.struck, closing.reason = True, reason
    return closing.save_checked()


def _locked(period, *cells):
    """The period, its commune and `cells` locked, so that nobody sends while somebody closes."""
    lock(commune=period.commune_id, cells=cells)
    period = ReportPeriod.objects.get(pk=period.pk)
    if period.struck:
        raise RuleError(_("This period is struck out."))
    return period
