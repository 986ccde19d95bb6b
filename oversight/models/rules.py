from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models.rules import RuleSet
from oversight.enums import BriefingDay, Touched

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


def _days(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=DAYS)


class InspectionRules(RuleSet):
    subject = "inspection"
    about = _("How long inspections and supervisions may take, and how often every cell is reached.")

    inspection_days = _days(_("days of an inspection, from its opening"), 30)  # own default, unverified (L)
    supervision_days = _days(_("days of a supervision by theme, from its opening"), 30)  # of a cell (domain 20.4, M)
    signs_days = _days(_("days of an inspection on signs of breach"), 60)  # not found for this level (domain 20.4, L)
    denunciation_days = _days(_("days to settle a denunciation, from its receipt"), 90)  # (domain 20.4, L)
    denunciation_more = _days(_("days by which that may be extended"), 30)
    complaint_days = _days(  # 30-QĐ/TW 2016 (domain 20.4, H for 2016, M since)
        _("working days to settle a complaint about discipline, from its receipt"), 90
    )
    extension_part = models.PositiveSmallIntegerField(  # one third (domain 20.4, H)
        _("what part of its days an inspection may be extended by: one of so many"),
        default=3,
        validators=[MinValueValidator(1), MaxValueValidator(10)],
    )
    opening_days = _days(_("working days from the plan of a cell to the opening"), 3)  # local (domain 20.4)
    inspection_notice = _days(_("days before the opening that the subject of an inspection is told"), 10)  # local, L
    supervision_notice = _days(_("days before the opening that the subject of a supervision is told"), 7)  # local, L
    period_years = models.PositiveSmallIntegerField(  # 331-QĐ/TW 2025 (domain 20.4, H)
        _("years that the period examined covers at most"), default=5, validators=[MinValueValidator(1), *DAYS]
    )
    supervising_members = models.PositiveSmallIntegerField(  # 08-HD/TW 2025 (domain 16, M)
        _("members above which a cell without a committee supervises by theme"), default=30, validators=DAYS
    )
    touched = models.CharField(  # own default (domain 20.2, 34)
        _("how often every cell is inspected or supervised by the Committee or its board"),
        max_length=4,
        choices=Touched,
        default=Touched.TERM,
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of inspection and supervision")
        verbose_name_plural = _("rules of inspection and supervision")
