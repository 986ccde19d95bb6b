"""Which days are worked."""

from cells.enums import DayKind
from cells.models import CalendarDay
from common.prepared import once, prepared
from common.workdays import WorkCalendar


def work_calendar(commune):
    """The WorkCalendar of a commune, given or by its number: for every plan and every clock. One query."""
    return _calendar(getattr(commune, "pk", commune))


@once
def _calendar(commune):
    rows = _days(commune=commune)
    return WorkCalendar.of((day, kind == DayKind.OFF, name, source) for day, kind, name, source in rows)


@prepared
def _days(commune):
    return CalendarDay.objects.kept().filter(commune=commune).values_list("day", "kind", "name", "source")
