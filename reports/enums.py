from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """Why a cell needs somebody; the value is also the field of NeedRules that says how much it weighs."""

    NO_MEETING = "no_meeting", _("a month without a regular meeting")
    BELOW_MINIMUM = "below_minimum", _("fewer official members than a cell needs")
    UNSIGNED = "unsigned", _("minutes of a regular meeting not signed")
    NO_SECRETARY = "no_secretary", _("no secretary")
    NOBODY_IN_CHARGE = "nobody_in_charge", _("no Committee member in charge")
    DIFFICULTY = "difficulty", _("a difficulty whose answer is late")
    NEAR_MINIMUM = "near_minimum", _("few official members")
    LOW_SCORE = "low_score", _("the last score Average or Poor")
    NO_VISIT = "no_visit", _("no visit by the Committee member in charge")
    ATTENDANCE = "attendance", _("falling attendance")
    ABSENCES = "absences", _("members who stay away without reason")
    NO_THEME = "no_theme", _("no thematic meeting in the quarter")
    UNTRAINED = "untrained", _("a secretary not trained in this term")
    LATE_TASK = "late_task", _("a task overdue")
    SCORES_APART = "scores_apart", _("two scores far apart")


class Level(TextChoices):
    """How soon a cell needs somebody."""

    NOW = "now", _("at once")
    WEEK = "week", _("this week")
    WATCH = "watch", _("keep in view")

    @property
    def tone(self):
        return {Level.NOW: "bad", Level.WEEK: "warn", Level.WATCH: "info"}[self]
