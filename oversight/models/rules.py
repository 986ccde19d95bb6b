from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cells.models.rules import RuleSet
from common.fields import Text
from meetings.enums import VoteRule
from oversight.enums import BriefingDay, DemocracyHeading, HouseholdMatter

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
