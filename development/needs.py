"""What waits for somebody about people on their way into the Party, last days too, and about cells to be founded."""

from functools import cache, partial

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, scope
from common.addresses import address_of
from common.needs import Group, Need, Waiting
from common.prepared import prepared
from development.enums import Clock, FoundingStage, StepKind
from development.models import Candidate, Pass
from development.queries.board import cases_left, doing, names_of_cases
from development.queries.deadlines import clocks_run, due_for, told
from development.queries.founding import founding_files, foundings_to_watch


def _deadlines(asking):
    """For those who must act: the office, and who works for single cells. Who reads the whole commune has the board."""
    due, places = due_for(asking.user, asking.today), cache(partial(scope, asking.user))
    needs = [Need(told(one, one.candidate), *_leads_to(places, one), one.deadline.tone) for one in due]
    return Group("deadlines", _("Last days on the way into the Party"), needs)


def _leads_to(places, due):
    """(address, words) of the step that the case waits for, where the user records it; else of the case. A recognition
    that the Committee has passed waits for the number of its decision. `places(do)`: the Scope in which the user may
    do that."""
    case, step = due.candidate, due.step
    if step is None and due.deadline.clock == Clock.RECOGNITION and places(Do.DECIDE_CANDIDATES).communes:
        return f"{case.get_absolute_url()}#papers", _("Number the decision")
    if case.pk is None:
        return case.member.get_absolute_url(), _("See the file")
    if step and places(doing(step)).has(commune=case.commune_id, cell=case.cell_id):
        return address_of("development:candidate-step", case.pk, step), capfirst(step.label)
    return case.get_absolute_url(), _("See the case")


def _to_hand_on(asking):
    communes = sorted(scope(asking.user, Do.DECIDE_CANDIDATES).communes)
    words = _("%(name)s, on the way into the Party, is still with %(cell)s, which has ended.")
    cases = list(cases_left(communes=communes, day=asking.today))
    names = names_of_cases(cases)
    needs = [
        Need(
            words % {"name": names[case.pk], "cell": case.cell},
            address_of("development:candidate-step", case.pk, StepKind.HAND_OVER),
            _("Hand on"),
        )
        for case in cases
    ]
    return Group("hand-on", _("To hand on"), needs)


def _to_let_pass(asking):
    words = _("%(case)s, %(step)s: asked to be let pass")
    needs = [
        Need(
            capfirst(words % {"case": row, "step": row.get_kind_display()}),
            row.get_absolute_url(),
            _("Decide"),
        )
        for row in passes_waiting(communes=sorted(scope(asking.user, Do.LET_PASS).communes))
    ]
    return Group("passes", _("Steps on the way into the Party to be let pass"), needs)


@prepared
def passes_waiting(communes):
    return Pass.objects.waiting().filter(candidate__commune__in=communes)


def _let_pass(asking):
    """What was let pass and is not recorded yet, for those who record it."""
    words, needs = _("%(name)s, %(step)s: let pass for a step up to %(day)s"), []
    for row in passes_granted(**vars(scope(asking.user, Do.EDIT_CANDIDATES)), day=asking.today):
        about = {"name": row.candidate, "step": row.get_kind_display(), "day": f"{row.valid_until:%d/%m/%Y}"}
        url = address_of("development:candidate-step", row.candidate_id, row.kind)
        where = scope(asking.user, doing(row.kind))
        if where.has(commune=row.candidate.commune_id, cell=row.candidate.cell_id):
            needs.append(Need(words % about, url, capfirst(row.get_kind_display()), "info"))
    return Group("passes", _("Steps on the way into the Party to be let pass"), needs)


@prepared
def passes_granted(communes, cells, day):
    cases = Candidate.objects.within(Scope(communes, cells), day).filter(ended=False)
    rows = Pass.objects.filter(granted=True, used=None, valid_until__gte=day, candidate__in=cases)
    return rows.select_related("candidate").order_by("valid_until", "pk")


def _to_found(asking):
    """Foundings of which the next step is late, those that fell back, and those whose day has come."""
    communes = sorted(scope(asking.user, Do.EDIT_FOUNDINGS).communes)
    files = founding_files(foundings_to_watch(communes=communes, day=asking.today))
    needs = [_of_founding(file, asking.today) for file in files]
    return Group("foundings", capfirst(_("foundings of cells")), [need for need in needs if need])


def _of_founding(file, today):
    found = file.progress
    due = found.stage == FoundingStage.EFFECT and found.due_on <= today
    if not (found.fell_back or due or found.late(today)):
        return None
    words = _("%(title)s has fallen back: %(why)s") if found.fell_back else _("%(title)s: %(stage)s.")
    told = {"title": file.title, "why": " ".join(found.lacks), "stage": found.stage.label}
    if found.late(today):
        words, told["day"] = _("%(title)s: %(stage)s, due on %(day)s."), f"{found.due_on:%d/%m/%Y}"
        if found.fell_back:
            words = _("%(title)s has fallen back, due on %(day)s: %(why)s")
    return Need(words % told, file.url, _("Look"), "bad" if found.late(today) else "info")


WAITING = (
    Waiting(Do.LET_PASS, passes_waiting, _to_let_pass),
    Waiting(Do.EDIT_CANDIDATES, passes_granted, _let_pass),
    Waiting(Do.SEE_CANDIDATES, clocks_run, _deadlines),
    Waiting(Do.DECIDE_CANDIDATES, cases_left, _to_hand_on),
    Waiting(Do.EDIT_FOUNDINGS, foundings_to_watch, _to_found),
)
