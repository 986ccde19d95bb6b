"""The rules by which people are admitted: what the regulations ask, and what a commune settles by itself."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models import RuleSet
from development.enums import Authority, CeremonyFrom, Living, Schooling

DAYS = [MinValueValidator(1), MaxValueValidator(366)]
MONTHS = [MaxValueValidator(1200)]


def _days(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=DAYS)


def _months(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=MONTHS)


class AdmissionRules(RuleSet):
    """What stands here is 294-QĐ/TW of 26/5/2025 with 06-HD/TW; `ship_admission_rules` publishes 208-QĐ/TW after it."""

    subject = "admission"
    about = _("Whom a cell may propose, and within how many working days each step follows.")

    youngest_months = _months(_("youngest age, in completed months"), 216)  # 294 §1.1
    oldest_months = _months(_("oldest age without consent, in completed months"), 720)
    schooling = models.CharField(  # 294 §1.2; 208
        _("general education in the lowland"), max_length=9, choices=Schooling, default=Schooling.DIPLOMA
    )
    papers_months = _months(_("months for which the papers of a file are valid"), 12)  # 06 §5.4a
    together_months = _months(_("months that an introducer has worked or lived with the person"), 12)  # 294 §3.2
    committee_empowered = models.BooleanField(  # 294 §4.3.2, 22.1; not in 208
        _("the Committee of a base organisation may be empowered to admit"), default=True
    )
    admit_days = _days(_("working days from the cell's resolution to the admission"), 45)  # 294 §4.3.1, these four
    admit_more_days = _days(_("the same in special cases: more working days"), 15)
    recognise_days = _days(_("working days from the cell's resolution to the recognition"), 30)
    recognise_more_days = _days(_("the same in special cases of recognition: more working days"), 15)
    ceremony_days = _days(_("working days to the ceremony"), 30)  # 294 §4.1; 208
    ceremony_from = models.CharField(
        _("to the ceremony counted from"), max_length=8, choices=CeremonyFrom, default=CeremonyFrom.RECEIPT
    )
    consider_days = _days(_("working days from the end of probation until the cell considers"), 30)  # 294 §4.2.1
    card_days = _days(_("working days from the ceremony to the record card"), 30)  # 38-HD/BTCTW

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of admission")
        verbose_name_plural = _("rules of admission")


class AdmissionChoices(RuleSet):
    """What differs from place to place. A regulation that follows another leaves it as it is."""

    subject = "admission-choices"
    about = _("What the province or the commune settles by itself about admission.")

    authority = models.CharField(
        _("who admits and recognises, where the regulation leaves it open"),
        max_length=18,
        choices=Authority,
        default=Authority.STANDING,
    )
    prolong_months = _months(_("months by which probation may be prolonged, at most"), 0)
    youth_months = _months(_("youth age of Youth Union members, up to completed months"), 360)
    youth_cadre_months = _months(_("youth age of Youth Union cadres, up to completed months"), 420)
    area = models.CharField(
        _("area where neither the candidate nor the hamlet says"),
        max_length=8,
        choices=Living,
        default=Living.LOWLAND,
        help_text=_("The strict one as shipped: a relaxation is always claimed."),
    )
    remind_days = _days(_("days before a last day from which those who must act are reminded"), 30)

    class Meta(RuleSet.Meta):
        verbose_name = _("local choices on admission")
        verbose_name_plural = _("local choices on admission")
