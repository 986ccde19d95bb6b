"""What waits for somebody: tasks of the Committee that are late, reported, due soon or without a report; inspections
that are late, and what was to be mended after them; discipline and commendations to be carried on."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import commune_id, scope
from common.addresses import address, address_of
from common.needs import Group, Need, Waiting, how_late
from oversight.enums import CaseState, FocusStepKind
from oversight.models import FocusRules
from oversight.queries.commendation import awards_to_decide
from oversight.queries.discipline import case_files, cases_to_see_to
from oversight.queries.focus import steps_of, waiting
from oversight.queries.information import information_told, information_waiting
from oversight.queries.inspection import (
    cases_open,
    remedies_late,
    sensitive_cases_open,
    sensitive_remedies_late,
    stands_of,
)
from oversight.rules.focus import course


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
        url = address_of("oversight:focus-step", task.pk, FocusStepKind.INTERIM)
        return Need(told, url, capfirst(FocusStepKind.INTERIM.label), "bad")
    return Need(told, task.get_absolute_url(), _("See it"), "bad")


def _late_cases(asking, found):
    """Cases of which a needed step is late; they are called by their code."""
    user, today = asking
    needs = []
    for case, stand, _steps in stands_of(found, commune_id(user), today):
        if stand.state == CaseState.LATE:
            tone, late = how_late((today - stand.next_by).days)
            words = _("%(code)s: %(step)s, %(late)s.")
            about = {"code": case.code, "step": stand.next.label, "late": late}
            needs.append(Need(words % about, case.get_absolute_url(), _("See it"), tone))
    return needs


def _plain(needs):
    return Group("inspections", capfirst(_("inspections and supervisions")), needs)


def _sensitive(needs):
    """A group of their own, which no sheet prints."""
    return Group("sensitive", capfirst(_("sensitive cases")), needs)


def _cases(asking):
    return _plain(_late_cases(asking, cases_open(**_places(asking))))


def _sensitive_cases(asking):
    found = sensitive_cases_open(communes=_places(asking, Do.SEE_SENSITIVE)["communes"], day=asking.today)
    return _sensitive(_late_cases(asking, found))


def _places(asking, do=Do.SEE_INSPECTIONS):
    return {**vars(scope(asking.user, do)), "day": asking.today}


def _late_remedies(asking, rows):
    needs = []
    for row in rows:
        tone, late = how_late((asking.today - row.due_on).days)
        words = _("%(code)s: something to be mended by %(owner)s, %(late)s.")
        if row.case.sensitive:  # who mends it may be a name, and what waits is sent by mail too
            words = _("%(code)s: something to be mended, %(late)s.")
        about = {"code": row.case.code, "owner": row.owner, "late": late}
        needs.append(Need(words % about, row.case.get_absolute_url(), _("See it"), tone))
    return needs


def _remedies(asking):
    return _plain(_late_remedies(asking, remedies_late(**_places(asking))))


def _sensitive_remedies(asking):
    communes = _places(asking, Do.SEE_SENSITIVE)["communes"]
    return _sensitive(_late_remedies(asking, sensitive_remedies_late(communes=communes, day=asking.today)))


def _information(asking):
    """Information to be classified, sent on or looked into, by its code."""
    waiting, needs = information_waiting(communes=scope(asking.user, Do.KEEP_SENSITIVE).communes), []
    told = information_told(waiting, commune_id(asking.user), asking.today)
    for one in sorted(told, key=lambda one: one.stand.due_on):
        about = {"code": one.row.code, "stage": one.stand.stage.label, "day": f"{one.stand.due_on:%d/%m/%Y}"}
        words, tone = _("%(code)s: %(stage)s, by %(day)s."), "bad" if one.stand.late else "warn"
        needs.append(Need(words % about, one.row.get_absolute_url(), _("See it"), tone))
    return _sensitive(needs)


def _measures(asking):
    """Procedures of discipline to be announced, received or settled, by their codes."""
    needs = []
    for file in case_files(cases_to_see_to(communes=scope(asking.user, Do.KEEP_SENSITIVE).communes), asking.today):
        about = {"code": file.case.code, "stage": file.course.stage.label, "day": f"{file.course.due_on:%d/%m/%Y}"}
        words, tone = _("%(code)s: %(stage)s, by %(day)s."), "bad" if file.course.late else "warn"
        needs.append(Need(words % about, file.case.get_absolute_url(), _("See it"), tone))
    return Group("discipline", capfirst(_("procedures of discipline")), needs)


def _awards(asking):
    """How many proposals of commendations wait to be decided."""
    rows = awards_to_decide(**_places(asking, Do.DECIDE_COMMENDATIONS))
    words = ngettext("%(count)s proposal waits to be decided.", "%(count)s proposals wait to be decided.", len(rows))
    need = Need(words % {"count": len(rows)}, address("oversight:awards"), _("See it"))
    return Group("awards", capfirst(_("proposals of commendations")), [need] if rows else [])


WAITING = (
    Waiting(Do.SEE_FOCUS, waiting, _tasks),
    Waiting(Do.SEE_INSPECTIONS, cases_open, _cases),
    Waiting(Do.SEE_SENSITIVE, sensitive_cases_open, _sensitive_cases),
    Waiting(Do.SEE_INSPECTIONS, remedies_late, _remedies),
    Waiting(Do.SEE_SENSITIVE, sensitive_remedies_late, _sensitive_remedies),
    Waiting(Do.KEEP_SENSITIVE, information_waiting, _information),
    Waiting(Do.KEEP_SENSITIVE, cases_to_see_to, _measures),
    Waiting(Do.DECIDE_COMMENDATIONS, awards_to_decide, _awards),
)
