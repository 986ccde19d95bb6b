"""What waits for somebody about the tasks that the Committee gave: those that are late, reported, or due soon."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import commune_id, scope
from common.needs import Group, Need, Waiting, how_late
from oversight.enums import FocusStepKind
from oversight.models import FocusRules
from oversight.queries.focus import waiting


def _tasks(asking):
    """What is late, for everybody who reads it; what is reported, for who accepts it; what is due soon, its unit."""
    user, today = asking
    gives, reports = bool(scope(user, Do.GIVE_FOCUS)), scope(user, Do.REPORT_FOCUS)
    early = FocusRules.objects.in_force(commune_id(user), today).days_before if reports.cells else 0
    needs = []
    for task in waiting(**vars(scope(user, Do.SEE_FOCUS)), day=today):
        about, url = {"task": task, "lead": task.unit}, task.get_absolute_url()
        if task.turn == FocusStepKind.REPORT:
            if gives:
                words = _("%(lead)s reports as done: %(task)s.")
                needs.append(Need(words % about, url, _("Accept or give back")))
            continue
        own, days = task.cell_id in reports.cells, (today - task.due_now).days
        if days > 0 or (own and days >= -early):
            tone, late = how_late(days)
            words = _("%(lead)s: %(task)s, %(late)s.") % (about | {"late": late})
            needs.append(Need(words, url, _("Report") if own else _("See it"), tone))
    return Group("focus", capfirst(_("tasks of the Committee")), needs)


WAITING = (Waiting(Do.SEE_FOCUS, waiting, _tasks),)
