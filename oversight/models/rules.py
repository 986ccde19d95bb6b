from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models.rules import RuleSet
from common.fields import Text
from meetings.enums import VoteRule
from members.enums import CellDisciplineForm, CommendationForm, DisciplineForm
from oversight.enums import BriefingDay, DemocracyHeading, HouseholdMatter, Touched

DAYS = [MaxValueValidator(365)]
MONTHS = [MaxValueValidator(1200)]


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


def _items(heading, *texts):
    return Text(heading.label, max_length=4000, default="\n".join(texts), help_text=_("One item on each line."))


def _majority(matter, rule):
    return models.CharField(matter.label, max_length=10, choices=VoteRule, default=rule)


class DemocracyRules(RuleSet):
    """The items are our own short words for what chapter II of Law 10/2022/QH15 orders (M, to be put in the commune's
    own words); majorities: the same law and Decree 61/2023 (H), of other matters our own default (L)."""

    subject = "democracy"
    about = _("What a check of grassroots democracy goes through, and how many of all households must agree.")

    informed = _items(
        DemocracyHeading.INFORMED,
        "Kế hoạch phát triển kinh tế – xã hội của xã",
        "Dự toán, quyết toán ngân sách",
        "Dự án, công trình trên địa bàn",
        "Quy hoạch, kế hoạch sử dụng đất",
        "Các khoản đóng góp, quỹ và việc chi",
        "Danh sách hộ nghèo, chính sách hỗ trợ",
    )
    decided = _items(
        DemocracyHeading.DECIDED,
        "Mức đóng góp làm công trình chung",
        "Thu, chi các quỹ trong xóm",
        "Hương ước, quy ước",
        "Bầu, cho thôi trưởng xóm",
    )
    consulted = _items(
        DemocracyHeading.CONSULTED,
        "Dự thảo kế hoạch của xã",
        "Phương án bồi thường, tái định cư",
        "Đề án sắp xếp, đổi tên xóm",
    )
    supervised = _items(
        DemocracyHeading.SUPERVISED,
        "Ban Thanh tra nhân dân hoạt động, còn nhiệm kỳ",
        "Ban Giám sát đầu tư của cộng đồng ở từng công trình",
        "Kiến nghị của nhân dân được trả lời",
    )
    benefit = _items(
        DemocracyHeading.BENEFIT,
        "Công trình chung được đưa vào sử dụng",
        "Hỗ trợ đến đúng hộ được hưởng",
    )
    contribution = _majority(HouseholdMatter.CONTRIBUTION, VoteRule.TWO_THIRDS)
    customs = _majority(HouseholdMatter.CUSTOMS, VoteRule.MAJORITY)
    other = _majority(HouseholdMatter.OTHER, VoteRule.MAJORITY)

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of checks of grassroots democracy")
        verbose_name_plural = _("rules of checks of grassroots democracy")

    def items(self):
        """[(DemocracyHeading, text)] of the items, in their order."""
        lines = ((heading, line.strip()) for heading in DemocracyHeading for line in getattr(self, heading).split("\n"))
        return [(heading, line) for heading, line in lines if line]


def _heaviest(label, choices, default=""):
    proposes = ("", _("proposes only"))
    return models.CharField(label, max_length=11, choices=[proposes, *choices], default=default, blank=True)


def _days(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=DAYS)


def _months(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=MONTHS)


class DisciplineRules(RuleSet):
    """What stands here is told of 69-QĐ/TW, 22-QĐ/TW and 30-QĐ/TW (domain 21); of 21-QĐ/TW and 212-QĐ/TW of 2026 only
    that they follow (M). A body that decides a form decides the lighter ones, too."""

    subject = "discipline"
    about = _("Which body decides which disciplinary measure, the limitation of breaches, and the days of each step.")

    cell_members = _heaviest(  # Statute Điều 36 (H)
        _("heaviest form that a cell decides"), DisciplineForm.choices, DisciplineForm.WARNING
    )
    committee_members = _heaviest(  # default of the commune level after 208 (M)
        _("heaviest form that the Committee decides over a member"), DisciplineForm.choices, DisciplineForm.EXPULSION
    )
    committee_own = _heaviest(  # own (L)
        _("the same over a member of the Committee itself"), DisciplineForm.choices, DisciplineForm.WARNING
    )
    committee_cells = _heaviest(  # own (L)
        _("heaviest form that the Committee decides over a cell"),
        CellDisciplineForm.choices,
        CellDisciplineForm.WARNING,
    )
    standing_members = _heaviest(  # at the base BTV and UBKT propose (M), these four
        _("heaviest form that the Standing Committee decides over a member"), DisciplineForm.choices
    )
    standing_cells = _heaviest(
        _("heaviest form that the Standing Committee decides over a cell"), CellDisciplineForm.choices
    )
    board_members = _heaviest(
        _("heaviest form that the inspection board decides over a member"), DisciplineForm.choices
    )
    board_cells = _heaviest(
        _("heaviest form that the inspection board decides over a cell"), CellDisciplineForm.choices
    )
    cell_proposes_expulsion = models.BooleanField(  # Statute Điều 39, 294-QĐ/TW §9.3.4 (H)
        _("a member is expelled only where two thirds of the cell propose it"), default=True
    )
    light_months = _months(_("months of limitation of what deserves a reprimand"), 60)  # 69 Điều 4 (H)
    heavy_months = _months(_("months of limitation of what deserves a warning or dismissal"), 120)
    last_day_counts = models.BooleanField(_("the last day of the limitation still counts"), default=True)  # own (L)
    cell_paper_days = _days(_("days from the vote of a cell until its paper is handed over"), 10)  # 30-QĐ/TW (M)
    announce_days = _days(_("days from signing until another body announces it"), 15)
    complaint_days = _days(_("working days from receipt for a complaint"), 30)  # 69 (H)
    effect_months = _months(_("months until a measure ends by itself"), 12)  # 30-QĐ/TW §40.3.2 (M)

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of discipline")
        verbose_name_plural = _("rules of discipline")


def _highest(label, default):
    return models.CharField(label, max_length=16, choices=CommendationForm, default=default)


class CommendationRules(RuleSet):
    """What stands here is 06-HD/TW §19; the levels move in 2026 (M)."""

    subject = "commendation"
    about = _("What the Committee of the commune gives by itself; anything higher is decided above it.")

    committee_year = _highest(_("highest form that the Committee gives for a year"), CommendationForm.CERTIFICATE)
    committee_five_years = _highest(
        _("highest form that the Committee gives for five years running"), CommendationForm.PRAISE
    )
    committee_ad_hoc = _highest(
        _("highest form that the Committee gives for a single deed"), CommendationForm.CERTIFICATE
    )
    best_rating_asked = models.BooleanField(
        _("a yearly commendation asks for the best rating of the year"), default=True
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of commendation")
        verbose_name_plural = _("rules of commendation")


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
    information_days = _days(  # own defaults, unverified (L), these three
        _("working days from receipt of information until it is classified"), 7
    )
    information_send_days = _days(_("working days until information that is not for the commune is sent on"), 5)
    information_look_days = _days(_("working days until information for the commune is looked into"), 30)
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
