"""Until when transfer slips are to be given and presented, in working days, and which were not."""

from dataclasses import dataclass
from datetime import date

from cells.queries import work_calendar
from common.prepared import prepared
from members.enums import SlipState
from members.models import Slip, TransferRules


@dataclass(frozen=True)
class SlipClock:
    """A Slip with its limits: `give_by` is None where the day of the change is not known; `unsure` [year] are the years
    up to a limit whose days off are not announced yet."""

    slip: Slip
    give_by: date | None
    present_by: date
    state: SlipState
    unsure: list

    @property
    def given_late(self):
        return self.give_by is not None and self.give_by < self.slip.on


def slip_clocks(slips, *, commune, today):
    """[SlipClock] of `slips` of the commune of that number; two queries besides."""
    slips = list(slips)
    if not slips:
        return []
    calendar, rules_on = work_calendar(commune), TransferRules.objects.over_time([commune])
    return [_clock(slip, calendar, rules_on(commune, slip.on), today) for slip in slips]


def _clock(slip, calendar, rules, today):
    give_by = slip.changed_on and calendar.working_days_after(slip.changed_on, rules.give_days)
    present_by = calendar.working_days_after(slip.on, rules.present_days)
    over = (slip.presented_on or today) > present_by
    if slip.struck:
        state = SlipState.STRUCK
    elif slip.presented_on:
        state = SlipState.LATE if over else SlipState.PRESENTED
    else:
        state = SlipState.OVERDUE if over else SlipState.OPEN
    unsure = calendar.not_announced(slip.changed_on or slip.on, present_by)
    return SlipClock(slip, give_by, present_by, state, unsure)


@prepared
def open_slips(communes):
    """[Slip with its member] given by these communes and not known to be presented; the oldest first."""
    rows = Slip.objects.kept().filter(member__commune__in=communes, presented_on=None)
    return rows.select_related("member").order_by("member__commune_id", "on", "pk")
