"""What somebody has to hand on of this app's records (`members.queries.handing_on`)."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from cells.enums import CellState
from cells.models import CellStatus
from common.prepared import prepared
from development.enums import StepKind
from development.models import Candidate
from members.queries.handing_on import Left


def cases_left(communes, day):
    """Open cases in the hands of a cell that has ended without a successor."""
    words = _("%(name)s, on the way into the Party, is still with %(cell)s, which has ended.")
    return [
        Left(
            None,
            words % {"name": case, "cell": case.cell},
            reverse("development:candidate-step", args=[case.pk, StepKind.HAND_OVER]),
            _("Hand on"),
        )
        for case in _with_cells_that_ended(communes=communes, day=day)
    ]


@prepared
def _with_cells_that_ended(communes, day):
    working = CellStatus.objects.on(day).filter(cell=OuterRef("cell"), state=CellState.ACTIVE)
    cases = Candidate.objects.open().filter(~Exists(working), commune__in=communes)
    return cases.select_related("cell").order_by("sort_key", "pk")
