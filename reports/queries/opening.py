"""What a report shows before anybody chose."""

from accounts.roles import Do
from cells.access import commune_id
from cells.models import Cell
from common.periods import month_of
from meetings.models import Edition, Meeting
from meetings.queries import on_time_by


def month_to_show(*, user, today):
    """The month of `today` once one of its meetings that `user` may read about is signed, or its last day to meet on
    time is over; until then the month before: on the first of a month nobody opens an empty page."""
    month = month_of(today)
    if today.day > on_time_by(Edition.objects.in_force(commune_id(user), today)):
        return month
    signed = Meeting.objects.signed().in_period(month.since, month.until)
    return month if signed.filter(cell__in=Cell.objects.for_doing(user, Do.SEE_REPORTS)).exists() else month.previous()
