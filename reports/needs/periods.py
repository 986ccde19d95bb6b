"""What waits about reporting periods: the report of an own cell, and of the office those that are missing."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import scope
from common.needs import Group, Need, Waiting, how_late
from reports.queries.periods import asked_of, overdue


def _own(asking):
    """Reports that the own cells have not sent; an office sees them in its period."""
    cells = scope(asking.user, Do.SEND_REPORTS).cells
    needs = []
    for period in asked_of(cells=cells, day=asking.today):
        url = reverse("reports:periods")
        if len(cells) == 1:
            url = reverse("reports:cell-report", args=[period.pk, *cells])
        tone, late = how_late((asking.today - period.due_on).days)
        words = _("Report of the cell: %(period)s, %(late)s.") % {"period": period, "late": late}
        needs.append(Need(words, url, _("Send"), tone))
    return _group(needs)


def _overdue(asking):
    """Periods that are open after their due day: the office urges the cells that are missing, and closes."""
    where = scope(asking.user, Do.KEEP_PERIODS)
    needs = []
    for period in overdue(communes=where.communes, day=asking.today):
        tone, late = how_late((asking.today - period.due_on).days)
        words = _("%(period)s: see which cells have not sent, and close it, %(late)s.")
        needs.append(Need(words % {"period": period, "late": late}, period.get_absolute_url(), _("See it"), tone))
    return _group(needs)


def _group(needs):
    return Group("periods", capfirst(_("reporting periods")), needs)


WAITING = (Waiting(Do.SEND_REPORTS, asked_of, _own), Waiting(Do.KEEP_PERIODS, overdue, _overdue))
