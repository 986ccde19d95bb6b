"""The rules of member work, one small set for each subject."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models import RuleSet
from common.fields import DaysOfYear, Numbers
from members.enums import CapBase, Level

DAYS = [MaxValueValidator(366)]
MONTHS = [MaxValueValidator(600)]


def badge_years():
    return [30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90]  # 06-HD/TW 2025 §18.1


def award_dates():
    return ["03/02", "19/05", "02/09", "07/11"]  # 06-HD/TW 2025 §18.4


class SuspensionRules(RuleSet):
    subject = "suspensions"
    about = _("How long the activities of a member may be suspended.")

    suspension_days = models.PositiveSmallIntegerField(  # 21-QĐ/TW 2026
        _("days of a suspension, at most"), default=90, validators=DAYS
    )
    suspension_extension_days = models.PositiveSmallIntegerField(
        _("days of its one extension, at most"), default=30, validators=DAYS
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of suspensions")
        verbose_name_plural = _("rules of suspensions")


class StayRules(RuleSet):
    subject = "stays"
    about = _("How long a member may take part in another cell on temporary transfer.")

    least_months = models.PositiveSmallIntegerField(  # 294-QĐ/TW §6.3.2, all four
        _("months of a temporary transfer, at least"), default=3, validators=MONTHS
    )
    most_months = models.PositiveSmallIntegerField(
        _("months of a temporary transfer, less than"), default=12, validators=MONTHS
    )
    study_months = models.PositiveSmallIntegerField(
        _("months of a temporary transfer for studies, at most"), default=24, validators=MONTHS
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of temporary transfers")
        verbose_name_plural = _("rules of temporary transfers")


class BadgeRules(RuleSet):
    subject = "badges"
    about = _("For how many years there is a Party badge, and on which days badges are awarded.")

    badge_years = Numbers(_("years of Party badges"), default=badge_years)
    award_dates = DaysOfYear(_("days on which badges are awarded"), default=award_dates)

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of Party badges")
        verbose_name_plural = _("rules of Party badges")


class RatingRules(RuleSet):
    subject = "ratings"
    about = _("Who is rated at the end of a year, how well at most, and how many may be excellent.")

    excellent_percent = models.PositiveSmallIntegerField(
        _("excellent ratings, at most % of the base"), default=20, validators=[MaxValueValidator(100)]
    )
    excellent_base = models.CharField(
        _("base of excellent ratings"), max_length=14, choices=CapBase, default=CapBase.GOOD
    )
    best_after_discipline = models.CharField(
        _("best rating of a member disciplined in the year"), max_length=9, choices=Level, default=Level.DONE
    )
    months_before_rating = models.PositiveSmallIntegerField(
        _("months in the Party before a first rating"), default=6, validators=MONTHS
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of yearly ratings")
        verbose_name_plural = _("rules of yearly ratings")


class CertificateRules(RuleSet):
    subject = "certificates"
    about = _("How long a certificate of the awareness class counts.")

    certificate_months = models.PositiveSmallIntegerField(
        _("months for which an awareness certificate is valid"),
        default=60,
        validators=[MinValueValidator(1), *MONTHS],
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of certificates")
        verbose_name_plural = _("rules of certificates")


class TrainingRules(RuleSet):
    subject = "training"
    about = _("By when secretaries and deputies are trained, and how long a class counts.")

    new_months = models.PositiveSmallIntegerField(  # own default, M (domain 26)
        _("months in a new post until the first class, at most"), default=6, validators=MONTHS
    )
    again_months = models.PositiveSmallIntegerField(  # own default, M (domain 26)
        _("months that a class counts"), default=12, validators=MONTHS
    )
    days_before = models.PositiveSmallIntegerField(  # own default, L
        _("days before the last day from which a class is due"), default=60, validators=DAYS
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of training")
        verbose_name_plural = _("rules of training")


class GroupRules(RuleSet):
    subject = "groups"
    about = _("From how many members a cell is divided into Party groups.")

    groups_from = models.PositiveSmallIntegerField(  # 294-QĐ/TW §20.3.2
        _("members from which a cell has Party groups"), default=30, validators=[MinValueValidator(1)]
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of Party groups")
        verbose_name_plural = _("rules of Party groups")


class TransferRules(RuleSet):
    subject = "transfers"
    about = _("Within how many working days a transfer slip is to be given and presented.")

    give_days = models.PositiveSmallIntegerField(  # 294-QĐ/TW §6.3.1, both
        _("working days from a change of work or residence to the slip, at most"), default=60, validators=DAYS
    )
    present_days = models.PositiveSmallIntegerField(
        _("working days within which a slip is presented"), default=30, validators=DAYS
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of transfer slips")
        verbose_name_plural = _("rules of transfer slips")


class DuesRules(RuleSet):
    subject = "dues"
    about = _("After how many months without Party dues the secretary and the office are warned.")

    months_unpaid = models.PositiveSmallIntegerField(  # 294-QĐ/TW §8.1
        _("months without Party dues before the warning"), default=3, validators=[MinValueValidator(1), *MONTHS]
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of Party dues")
        verbose_name_plural = _("rules of Party dues")
