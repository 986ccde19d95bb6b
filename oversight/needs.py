"""Difficulties of cells whose answer is late."""

from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may
from common.needs import Group, Need
from common.prepared import prepared
from oversight.models import Difficulty


def needs(asking):
    return [_difficulties(asking.user, asking.today)] if may(asking.user, Do.SEE_OVERSIGHT) else []


def _difficulties(user, today):
    late = _late_difficulties(**here_today(user, Do.SEE_OVERSIGHT), today=today)
    needs = [
        Need(
            _("%(cell)s: “%(text)s”, answer due %(day)s, %(owner)s.")
            % {"cell": row.cell, "text": row, "day": f"{row.due_on:%d/%m/%Y}", "owner": row.owner},
            row.get_absolute_url(),
            _("See the difficulty"),
        )
        for row in late
    ]
    return Group("difficulties", _("Difficulties without an answer"), needs)


@prepared
def _late_difficulties(communes, cells, day, today):
    seen = Difficulty.objects.seen_from(Scope(communes, cells), day).unsolved().filter(due_on__lt=today)
    return seen.select_related("cell").order_by("due_on", "pk")
