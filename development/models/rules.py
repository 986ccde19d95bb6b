"""The rules by which people are admitted: what the regulations ask, and what a commune settles by itself; and from
where on a cell shows signs of ageing."""

from dataclasses import dataclass

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cells.models import RuleSet
from common.fields import OneLine
from development.enums import Authority, CeremonyFrom, FormKind, Living, Schooling

DAYS = [MinValueValidator(1), MaxValueValidator(366)]
MONTHS = [MaxValueValidator(1200)]
COUNTED = [MaxValueValidator(100)]


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
    forget_years = models.PositiveSmallIntegerField(
        _("years after which the name is removed from a case that ended without admission"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("As shipped it is our own estimate: no text sets it. Figures of past days stay."),
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("local choices on admission")
        verbose_name_plural = _("local choices on admission")


@dataclass(frozen=True)
class FormTitle:
    """What a form is called: its number, empty where it has none, and its title."""

    number: str
    title: str

    def __str__(self):
        return ": ".join(part for part in (self.number, self.title) if part)


def _titled(kind, default):
    return OneLine(kind.label, max_length=120, blank=True, default=default)


class AdmissionForms(RuleSet):
    """What stands here are the numbers and titles of 38-HD/BTCTW of 29/9/2025 and the lists before it; number and title
    stand apart by a colon, and a form without a title is not offered."""

    subject = "admission-forms"
    about = _("Numbers and titles of the forms of admission and recognition, as “1-KNĐ: title”; empty: not used.")

    application = _titled(FormKind.APPLICATION, "1-KNĐ: Đơn xin vào Đảng")
    curriculum = _titled(FormKind.CURRICULUM, "2-KNĐ: Lý lịch của người xin vào Đảng")
    introduction = _titled(FormKind.INTRODUCTION, "3-KNĐ: Giấy giới thiệu người vào Đảng")
    union_resolution = _titled(FormKind.UNION, "4-KNĐ: Nghị quyết giới thiệu đoàn viên vào Đảng")
    opinions = _titled(FormKind.OPINIONS, "5-KNĐ: Tổng hợp ý kiến nhận xét đối với người xin vào Đảng")
    cell_resolution = _titled(FormKind.CELL_RESOLUTION, "6-KNĐ: Nghị quyết đề nghị kết nạp đảng viên")
    appraisal = _titled(FormKind.APPRAISAL, "7-KNĐ: Báo cáo thẩm định nghị quyết đề nghị kết nạp đảng viên")
    committee_resolution = _titled(FormKind.COMMITTEE_RESOLUTION, "8-KNĐ: Nghị quyết về việc kết nạp đảng viên")
    decision = _titled(FormKind.DECISION, "9-KNĐ: Quyết định kết nạp đảng viên")
    self_review = _titled(FormKind.SELF_REVIEW, "10-KNĐ: Bản tự kiểm điểm của đảng viên dự bị")
    helper_remarks = _titled(FormKind.HELPER_REMARKS, "11-KNĐ: Bản nhận xét đảng viên dự bị")
    opinions_again = _titled(FormKind.OPINIONS_AGAIN, "12-KNĐ: Tổng hợp ý kiến nhận xét đối với đảng viên dự bị")
    cell_resolution_again = _titled(
        FormKind.CELL_RESOLUTION_AGAIN, "13-KNĐ: Nghị quyết đề nghị công nhận đảng viên chính thức"
    )
    appraisal_again = _titled(
        FormKind.APPRAISAL_AGAIN,
        "14-KNĐ: Báo cáo thẩm định nghị quyết đề nghị công nhận đảng viên chính thức",
    )
    committee_resolution_again = _titled(
        FormKind.COMMITTEE_RESOLUTION_AGAIN, "15-KNĐ: Nghị quyết về việc công nhận đảng viên chính thức"
    )
    recognition = _titled(FormKind.RECOGNITION, "16-KNĐ: Quyết định công nhận đảng viên chính thức")

    class Meta(RuleSet.Meta):
        verbose_name = _("forms of admission")
        verbose_name_plural = _("forms of admission")

    def titled(self, kind):
        """The FormTitle of a FormKind, None where it is not used."""
        number, colon, title = getattr(self, kind).partition(": ")
        if not number:
            return None
        return FormTitle(number, title) if colon else FormTitle("", number)


def _counts(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=COUNTED)


class WarningRules(RuleSet):
    """From where on a sign warns, and from where on it is red. All are our own; no text sets any."""

    subject = "warnings"
    about = _("From where on a cell shows a sign that it is ageing or has nobody to follow.")

    able_warn = _counts(_("official members able to meet, at most: warning"), 4)
    able_red = _counts(_("official members able to meet, at most: red"), 3)
    official_warn = _counts(_("official members, at most: warning"), 4)
    official_red = _counts(_("official members, at most: red"), 3)
    mean_age_warn = _counts(_("mean age, from: warning"), 55)
    mean_age_red = _counts(_("mean age, from: red"), 60)
    aged_over = _counts(_("aged members are over so many years"), 60)
    aged_warn = _counts(_("aged members in percent, from: warning"), 40)
    aged_red = _counts(_("aged members in percent, from: red"), 60)
    young_to = _counts(_("young members have at most so many years"), 35)
    young_warn = _counts(_("young members, at most: warning"), 1)
    young_red = _counts(_("young members, at most: red"), 0)
    admitted_warn = _counts(_("years without an admission, from: warning"), 2)
    admitted_red = _counts(_("years without an admission, from: red"), 3)
    listed_warn = _counts(_("months without a sympathiser, from: warning"), 6)
    listed_red = _counts(_("months without a sympathiser, from: red"), 12)
    secretary_age_warn = _counts(_("age of the secretary, from: warning"), 60)
    secretary_age_red = _counts(_("age of the secretary, from: red"), 65)
    secretary_years_warn = _counts(_("years of the secretary in the post, from: warning"), 10)
    secretary_years_red = _counts(_("years of the secretary in the post, from: red"), 15)
    ahead_years = _counts(_("years to look ahead"), 2)
    leaves_at = _counts(_("age at which members are expected to be exempt"), 70)
    ahead_warn = _counts(_("official members to be expected, at most: warning"), 3)
    ahead_red = _counts(_("official members to be expected, at most: red"), 2)

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of early warning")
        verbose_name_plural = _("rules of early warning")
        constraints = [
            *RuleSet.Meta.constraints,
            models.CheckConstraint(
                name="warned_before_red",
                condition=Q(
                    *(Q(**{f"{name}_warn__gte": F(f"{name}_red")}) for name in ("able", "official", "young", "ahead")),
                    *(
                        Q(**{f"{name}_warn__lte": F(f"{name}_red")})
                        for name in ("mean_age", "aged", "admitted", "listed", "secretary_age", "secretary_years")
                    ),
                ),
                violation_error_message=_("What is red has to be worse than what warns, or the same."),
            ),
        ]
