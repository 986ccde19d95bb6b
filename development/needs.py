"""What waits for somebody about people on their way into the Party: cases to be handed on."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import scope
from common.needs import Group, Need, Waiting
from development.enums import StepKind
from development.queries.board import cases_left


def _to_hand_on(asking):
    communes = sorted(scope(asking.user, Do.DECIDE_CANDIDATES).communes)
    words = _("%(name)s, on the way into the Party, is still with %(cell)s, which has ended.")
    needs = [
        Need(
            words % {"name": case, "cell": case.cell},
            reverse("development:candidate-step", args=[case.pk, StepKind.HAND_OVER]),
            _("Hand on"),
        )
        for case in cases_left(communes=communes, day=asking.today)
    ]
    return Group("hand-on", _("To hand on"), needs)


WAITING = (Waiting(Do.DECIDE_CANDIDATES, cases_left, _to_hand_on),)
