from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Commune
from common.fields import Day, Line
from members.enums import CapBase, Level, RulesState


def badge_years():
    return [30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90]  # 06-HD/TW 2025 §18.1


def award_dates():
    return ["03/02", "19/05", "02/09", "07/11"]  # 06-HD/TW 2025 §18.4


def _check_years(years):
    if not isinstance(years, list) or not all(isinstance(y, int) and 0 < y <= 100 for y in years):
        raise ValidationError(_("Enter years as [30, 40, 45]."))


def _check_dates(dates):
    try:
        [datetime.strptime(f"{text}/2000", "%d/%m/%Y") for text in dates]
    except (TypeError, ValueError) as error:
        raise ValidationError(_('Enter days of the year as ["03/02", "19/05"].')) from error


class RuleSetQuerySet(ScopedQuerySet):
    see = Do.ADMINISTER
    commune_path = "commune"
    cell_path = ""

    def in_force(self, commune, day):
        """The rules of `commune` on `day`: the published set, or the defaults where none is in force yet."""
        found = self.filter(commune=commune, state=RulesState.PUBLISHED, since__lte=day).order_by("-since").first()
        return found or RuleSet()

    def over_time(self, communes):
        """A function of (number of a commune, day) that answers as `in_force` does; one query for all days."""
        published = list(self.filter(commune__in=communes, state=RulesState.PUBLISHED).order_by("-since"))

        def on(commune, day):
            return next((one for one in published if one.commune_id == commune and one.since <= day), None) or RuleSet()

        return on


class RuleSet(Tracked):
    """Rules of member work that differ by place or period, in force from a day. What stands here is a default that an
    administrator can change in a new set; a published set never changes."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="rule_sets")
    since = Day(_("in force from"))
    state = models.CharField(_("state"), max_length=10, choices=RulesState, default=RulesState.DRAFT, editable=False)
    source = Line(_("by which document"), max_length=200, blank=True)
    suspension_days = models.PositiveSmallIntegerField(_("days of a suspension, at most"), default=90)  # 21-QĐ/TW 2026
    suspension_extension_days = models.PositiveSmallIntegerField(_("days of its one extension, at most"), default=30)
    absences_warned = models.PositiveSmallIntegerField(
        _("regular meetings missed without reason in a year: warn from"), default=2
    )
    absences_red = models.PositiveSmallIntegerField(_("and ask for action from"), default=3)  # 294-QĐ/TW §8.1
    badge_years = models.JSONField(_("years of Party badges"), default=badge_years, validators=[_check_years])
    award_dates = models.JSONField(
        _("days on which badges are awarded"), default=award_dates, validators=[_check_dates]
    )
    excellent_percent = models.PositiveSmallIntegerField(
        _("excellent ratings, at most % of the base"), default=20, validators=[MaxValueValidator(100)]
    )
    excellent_base = models.CharField(
        _("base of excellent ratings"), max_length=14, choices=CapBase, default=CapBase.GOOD
    )
    best_after_discipline = models.CharField(
        _("best rating of a member disciplined in the year"), max_length=9, choices=Level, default=Level.DONE
    )
    months_before_rating = models.PositiveSmallIntegerField(_("months in the Party before a first rating"), default=6)
    certificate_months = models.PositiveSmallIntegerField(
        _("months for which an awareness certificate is valid"), default=60, validators=[MinValueValidator(1)]
    )
    term_months = models.PositiveSmallIntegerField(  # 294-QĐ/TW §23.1
        _("months of a cell's term"), default=60, validators=[MinValueValidator(1)]
    )
    request_days = models.PositiveSmallIntegerField(_("working days to answer a data request"), default=2)
    breach_hours = models.PositiveSmallIntegerField(_("hours to report a data breach"), default=72)
    retention_years = models.PositiveSmallIntegerField(
        _("years that access logs are kept"), default=10, validators=[MinValueValidator(1)]
    )

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = _("rules of member work")
        verbose_name_plural = _("rules of member work")
        ordering = ("-since", "-pk")
        constraints = [
            models.UniqueConstraint(
                name="one_published_rule_set_from_a_day",
                fields=["commune", "since"],
                condition=Q(state=RulesState.PUBLISHED),
                violation_error_message=_("Other published rules are in force from this day."),
            )
        ]

    def __str__(self):
        return _("rules from %(day)s") % {"day": f"{self.since:%d/%m/%Y}"}

    def absence_level(self, missed):
        """How serious it is to have missed that many meetings in a year: none, warning or red."""
        if missed >= self.absences_red:
            return "red"
        return "warning" if missed >= self.absences_warned else "none"

    @property
    def published(self):
        return self.state == RulesState.PUBLISHED

    def trail_commune(self):
        return self.commune_id
