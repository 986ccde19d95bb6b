from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FollowUpKind(TextChoices):
    """What was done about a difficulty; the last two end it."""

    STEP = "step", _("step taken")
    ANSWER = "answer", _("answer of the Committee")
    SOLVED = "solved", _("solved")
    UNSOLVED = "unsolved", _("closed without a solution")

    @property
    def tone(self):
        return "ok" if self == FollowUpKind.SOLVED else ""


ENDS = (FollowUpKind.SOLVED, FollowUpKind.UNSOLVED)


class VisitState(TextChoices):
    """What became of a visit that was planned."""

    PLANNED = "planned", _("planned")
    MADE = "made", _("made")
    MISSED = "missed", pgettext_lazy("of a visit", "missed")
    WITHDRAWN = "withdrawn", _("taken back")

    @property
    def tone(self):
        return {VisitState.PLANNED: "info", VisitState.MADE: "ok", VisitState.MISSED: "bad"}.get(self, "")
