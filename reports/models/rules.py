from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cells.models import RuleSet
from common.fields import Text
from reports.enums import Block, PaperOn, Reason
from reports.models.outline import MEETINGS, PARTY_BUILDING, sections

WEIGHT = [MaxValueValidator(99)]
ASKED = [MinValueValidator(1), MaxValueValidator(99)]


def _weighs(reason, default):
    return models.PositiveSmallIntegerField(reason.label, default=default, validators=WEIGHT)


def _asks(label, default):
    return models.PositiveSmallIntegerField(label, default=default, validators=ASKED)


class NeedRules(RuleSet):
    """What a Reason weighs, and from where on there is one. All weights are our own; no text sets any.

    Recording what a cell did never makes it need more: a month without a meeting weighs as much as all that the
    minutes may show before they are signed, and unsigned minutes as much as all that shows with the signature.
    """

    subject = "needs"
    about = _("In which order cells that need somebody stand on the home page: the more a reason weighs, the higher.")

    no_meeting = _weighs(Reason.NO_MEETING, 20)
    below_minimum = _weighs(Reason.BELOW_MINIMUM, 20)
    unsigned = _weighs(Reason.UNSIGNED, 10)
    no_secretary = _weighs(Reason.NO_SECRETARY, 10)
    nobody_in_charge = _weighs(Reason.NOBODY_IN_CHARGE, 6)
    difficulty = _weighs(Reason.DIFFICULTY, 8)
    late_remedy = _weighs(Reason.LATE_REMEDY, 5)
    late_focus = _weighs(Reason.LATE_FOCUS, 4)
    near_minimum = _weighs(Reason.NEAR_MINIMUM, 4)
    low_score = _weighs(Reason.LOW_SCORE, 4)
    no_visit = _weighs(Reason.NO_VISIT, 4)
    attendance = _weighs(Reason.ATTENDANCE, 3)
    absences = _weighs(Reason.ABSENCES, 3)
    no_theme = _weighs(Reason.NO_THEME, 3)
    untrained = _weighs(Reason.UNTRAINED, 3)
    late_task = _weighs(Reason.LATE_TASK, 2)
    scores_apart = _weighs(Reason.SCORES_APART, 2)
    now_from = _asks(_("weight from which a cell needs somebody at once"), 20)
    week_from = _asks(_("weight from which a cell needs somebody this week"), 8)
    attendance_drop = _asks(_("attendance below that of three meetings before: percentage points, from"), 10)
    points_apart = _asks(_("points between the two scores, from"), 10)
    visit_months = _asks(_("months without a visit, from"), 3)
    training_months = _asks(_("months of a secretary's term without training, from"), 6)
    official_near = _asks(_("official members of a cell that has few, at most"), 4)

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of what cells need")
        verbose_name_plural = _("rules of what cells need")
        constraints = [
            *RuleSet.Meta.constraints,
            models.CheckConstraint(
                name="not_meeting_weighs_most",
                condition=Q(no_meeting__gte=F("unsigned") + 3 * F("late_task") + F("absences")),
                violation_error_message=_(
                    "A month without a meeting weighs at least as much as unsigned minutes, three late tasks and "
                    "absences together: else a cell would stand better by recording nothing."
                ),
            ),
            models.CheckConstraint(
                name="not_signing_weighs_most",
                condition=Q(unsigned__gte=F("attendance") + F("low_score") + F("scores_apart")),
                violation_error_message=_(
                    "Unsigned minutes weigh at least as much as falling attendance, a low score and two scores apart "
                    "together: else a cell would stand better by not signing."
                ),
            ),
            models.CheckConstraint(
                name="below_minimum_weighs_most",
                condition=Q(below_minimum__gte=F("near_minimum")),
                violation_error_message=_("Fewer official members than a cell needs weigh at least as much as few."),
            ),
            models.CheckConstraint(
                name="at_once_from_more_than_this_week",
                condition=Q(now_from__gte=F("week_from")),
                violation_error_message=_("The weight for “at once” is not below that for “this week”."),
            ),
        ]

    def weight(self, reason):
        return getattr(self, reason)


class ReportRules(RuleSet):
    subject = "reporting"
    about = _("By when cells send their reports, and the outlines of the reports of the Committee.")

    days_to_send = models.PositiveSmallIntegerField(  # our own default, low
        _("days after the period by which cells send their report"), default=5, validators=[MaxValueValidator(60)]
    )
    party_building = Text(_("outline: party-building work"), max_length=4000, blank=False, default=PARTY_BUILDING)
    meetings = Text(
        _("outline: quality of cell meetings"),
        max_length=4000,
        blank=False,
        default=MEETINGS,
        help_text=_("A line is a section. In braces stands what it shows: {lời} is room for words of the author."),
    )

    class Meta(RuleSet.Meta):
        verbose_name = _("rules of reports")
        verbose_name_plural = _("rules of reports")

    def clean(self):
        faults = {name: fault for name in PaperOn.values if (fault := _fault(getattr(self, name)))}
        if faults:
            raise ValidationError(faults)


def _fault(outline):
    """The sentence about what is wrong with an outline, or nothing."""
    found = sections(outline)
    titles = [section.title for section in found]
    unknown = sorted({block for section in found for block in section.blocks} - set(Block.values))
    if unknown:
        words = {"unknown": ", ".join(unknown), "known": ", ".join(Block.values)}
        return _("Not known in braces: %(unknown)s. Known are: %(known)s.") % words
    if "" in titles or len(set(titles)) < len(titles):
        return _("Every line of an outline has a heading of its own.")
    return ""
