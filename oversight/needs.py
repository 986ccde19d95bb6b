"""What waits for somebody about the tasks that the Committee gave: late, reported, due soon, or without a report."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import commune_id, scope
from common.needs import Group, Need, Waiting, how_late
from oversight.enums import FocusStepKind
from oversight.models import FocusRules
from oversight.queries.focus import steps_of, waiting
from oversight.rules import course


def _tasks(asking):
    """What is late and which regular reports are missed, for everybody who reads it; what is reported, for who accepts
    it; what is due soon, its unit."""
    user, today = asking
    gives, reports = bool(scope(user, Do.GIVE_FOCUS)), scope(user, Do.REPORT_FOCUS)
    early = FocusRules.objects.in_force(commune_id(user), today).days_before if reports.cells else 0
    tasks, needs = waiting(**vars(scope(user, Do.SEE_FOCUS)), day=today), []
    steps = steps_of([task for task in tasks if task.every])
    for task in tasks:
        about, url = {"task": task, "lead": task.unit}, task.get_absolute_url()
        if task.turn == FocusStepKind.REPORT:
            if gives:
                words = _("%(lead)s reports as done: %(task)s.")
                needs.append(Need(words % about, url, _("Accept or give back")))
            continue
        own, days = task.cell_id in reports.cells, task.due_now and (today - task.due_now).days
        if days is not None and (days > 0 or (own and days >= -early)):
            tone, late = how_late(days)
            words = _("%(lead)s: %(task)s, %(late)s.") % (about | {"late": late})
            needs.append(Need(words, url, _("Report") if own else _("See it"), tone))
        if missed := course(task, steps[task.pk], today).missed if task.every else []:
            needs.append(_missed(task, missed, about, own))
    return Group("focus", capfirst(_("tasks of the Committee")), needs)


def _missed(task, missed, about, own):
    """The Need of regular reports that did not come by their days `missed`."""
    words = ngettext(
        "%(lead)s: %(task)s, no regular report for %(day)s.",
        "%(lead)s: %(task)s, %(count)s regular reports did not come, the first for %(day)s.",
        len(missed),
    )
    told = words % (about | {"count": len(missed), "day": f"{missed[0]:%d/%m/%Y}"})
    if own:
        url = reverse("oversight:focus-step", args=[task.pk, FocusStepKind.INTERIM])
        return Need(told, url, capfirst(FocusStepKind.INTERIM.label), "bad")
    return Need(told, task.get_absolute_url(), _("See it"), "bad")


WAITING = (Waiting(Do.SEE_FOCUS, waiting, _tasks),)
