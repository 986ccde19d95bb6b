"""What waits for somebody about people on their way into the Party and about cells to be founded."""

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import scope
from common.needs import Group, Need, Waiting
from development.enums import FoundingStage, StepKind
from development.queries.board import cases_left, names_of_cases
from development.queries.founding import founding_files, foundings_open


def _to_hand_on(asking):
    communes = sorted(scope(asking.user, Do.DECIDE_CANDIDATES).communes)
    words = _("%(name)s, on the way into the Party, is still with %(cell)s, which has ended.")
    cases = list(cases_left(communes=communes, day=asking.today))
    names = names_of_cases(cases)
    needs = [
        Need(
            words % {"name": names[case.pk], "cell": case.cell},
            reverse("development:candidate-step", args=[case.pk, StepKind.HAND_OVER]),
            _("Hand on"),
        )
        for case in cases
    ]
    return Group("hand-on", _("To hand on"), needs)


def _to_found(asking):
    """Foundings of which the next step is late, those that fell back, and those whose day has come."""
    communes = sorted(scope(asking.user, Do.EDIT_FOUNDINGS).communes)
    needs = [_of_founding(file, asking.today) for file in founding_files(foundings_open(communes=communes))]
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
    Waiting(Do.DECIDE_CANDIDATES, cases_left, _to_hand_on),
    Waiting(Do.EDIT_FOUNDINGS, foundings_open, _to_found),
)
