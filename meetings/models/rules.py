from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cells.models import RuleSet

MEETINGS = [MaxValueValidator(99)]


class AbsenceRules(RuleSet):
    subject = "absences"
    about = _("After how many missed meetings a member is warned of.")

    absences_warned = models.PositiveSmallIntegerField(
        _("regular meetings missed without reason in a year: warn from"), default=2, validators=MEETINGS
    )
    absences_red = models.PositiveSmallIntegerField(  # 294-QĐ/TW §8.1
        _("and ask for action from"), default=3, validators=MEETINGS
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of absences")
        verbose_name_plural = _("rules of absences")
        constraints = [
            *RuleSet.Meta.constraints,
            models.CheckConstraint(
                name="absences_warned_before_action",
                condition=Q(absences_red__gte=F("absences_warned")),
                violation_error_message=_("Action is asked for after the warning: enter as many meetings or more."),
            ),
        ]

    def absence_level(self, missed):
        """How serious it is to have missed that many meetings in a year: none, warning or red."""
        if missed >= self.absences_red:
            return "red"
        return "warning" if missed >= self.absences_warned else "none"
