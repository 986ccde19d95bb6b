from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models.rules import RuleSet
from oversight.enums import BriefingDay

DAYS = [MaxValueValidator(365)]


class FocusRules(RuleSet):
    subject = "focus"
    about = _(
        "By when a task of the Committee is due where its document does not say, how early it is recalled, and when "
        "secretaries come together."
    )

    days_given = models.PositiveSmallIntegerField(  # local default (domain 23.1)
        _("days until a task is due where the document gives no day"), default=10, validators=DAYS
    )
    days_before = models.PositiveSmallIntegerField(
        _("days before it is due that the lead unit is reminded"), default=7, validators=DAYS
    )

    briefing_on = models.CharField(  # published of several communes, local (domain 23.2)
        _("day of the monthly briefing"), max_length=5, choices=BriefingDay, default=BriefingDay.LAST
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of tasks of the Committee")
        verbose_name_plural = _("rules of tasks of the Committee")


class GuidanceRules(RuleSet):
    subject = "guidance"
    about = _("How often the Committee member in charge comes to a cell.")

    visits_a_quarter = models.PositiveSmallIntegerField(  # own default, L: no text says how often (domain 2.6)
        _("visits of the Committee member in charge to each cell in a quarter, at least"),
        default=1,
        validators=[MaxValueValidator(9)],
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of guidance of cells")
        verbose_name_plural = _("rules of guidance of cells")
