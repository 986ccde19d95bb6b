"""Briefings: what the last one gave to be done, and how that stands."""

from cells.queries.calendar import work_calendar
from oversight.models import Briefing, FocusRules, FocusTask
from oversight.queries.focus import told
from oversight.rules.focus import briefing_day


def tasks_of_last(briefing, today):
    """(the Briefing of the same kind before this one, [Told] of its tasks on the day of this one, at most `today`);
    (None, []) without one."""
    earlier = Briefing.objects.kept().filter(commune=briefing.commune_id, kind=briefing.kind)
    last = earlier.filter(held_on__lt=briefing.held_on).order_by("-held_on", "-pk").first()
    if last is None:
        return None, []
    return last, told(tasks_of(last), min(briefing.held_on, today))


def tasks_of(briefing):
    """The tasks that became of the conclusions of a briefing, as a query set."""
    return FocusTask.objects.kept().filter(conclusion__briefing=briefing).order_by("conclusion")


def next_briefing(commune, today):
    """The day on which the secretaries come together next, today included, by the rules of the commune."""
    rule, working = FocusRules.objects.in_force(commune, today).briefing_on, work_calendar(commune)
    year, month = today.year, today.month
    for _attempt in range(2):
        day = briefing_day(year, month, rule, working)
        if day >= today:
            return day
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return day
