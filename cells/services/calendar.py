"""The calendar of working days: shipped, proposed for a year to come, announced, put right."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import CalendarDay
from cells.rules import shipped_days
from common.errors import RuleError

# Functions (commune, by) that reckon anew what a changed calendar moves; the apps above add theirs when they are ready.
CLOCKS = []


class CalendarRuleError(RuleError):
    """A change of the calendar that a rule refuses."""


@service
def ship_calendar(*, commune, by):
    """The days off of the years announced so far, for a new commune."""
    _write(commune, shipped_days.announced())


@service
def propose_year(*, commune, year, by):
    """The days that `year` is expected to have off; not announced, until `announce_year`."""
    if CalendarDay.objects.kept().filter(commune=commune, day__year=year).exists():
        raise CalendarRuleError(_("There are days of this year already: change those."))
    _write(commune, shipped_days.expected(year))
    _reckon_anew(commune, by)


def _write(commune, days):
    CalendarDay.objects.bulk_create(
        CalendarDay(commune=commune, day=day, kind=kind, name=name, source=source) for day, kind, name, source in days
    )


@service
def announce_year(*, commune, year, source, by):
    """The document `source` confirms every day of `year` that had none so far."""
    days = list(CalendarDay.objects.select_for_update().kept().filter(commune=commune, day__year=year, source=""))
    if not days:
        raise CalendarRuleError(_("No day of this year waits for its document."))
    for day in days:
        day.source = source
    CalendarDay.objects.bulk_update(days, ["source"])


@service
def write_day(*, commune, by, day, kind, name, source, row=None, struck=False):
    """A day off or worked in exchange, new or (`row`) changed; with `struck` it no longer counts."""
    row = CalendarDay.objects.select_for_update().get(pk=row.pk) if row else CalendarDay(commune=commune)
    row.day, row.kind, row.name, row.source, row.struck = day, kind, name, source, struck
    row.save_checked()
    _reckon_anew(commune, by)
    return row


def _reckon_anew(commune, by):
    for reckon in CLOCKS:
        reckon(commune=commune, by=by)
