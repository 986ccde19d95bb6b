from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MeetingKind(TextChoices):
    REGULAR = "regular", _("regular")
    THEMATIC = "thematic", _("thematic")
    EXTRAORDINARY = "extraordinary", _("extraordinary")
    YEARLY_REVIEW = "yearly_review", _("yearly review")
    CONGRESS = "congress", _("congress")
    ADMISSION = "admission", _("admission ceremony")


class MeetingState(TextChoices):
    DRAFT = "draft", _("draft")
    SIGNED = "signed", _("signed")

    @property
    def tone(self):
        return "ok" if self == MeetingState.SIGNED else "warn"


SIGNED = _("The minutes are signed; reopen them to change anything.")


class RecordingStep(TextChoices):
    """The steps in which a meeting is recorded, in their order."""

    PREPARATION = "preparation", _("Preparation")
    ROLL = "roll", _("roll")
    TASKS = "tasks", _("Earlier tasks")
    RESOLUTION = "resolution", _("Discussion and resolution")
    VOTES = "votes", _("votes")
    SCORE = "score", _("score")
    SIGN = "sign", pgettext_lazy("step", "Signature")


class PlanState(TextChoices):
    """What became of a planned meeting; it follows from the row and the day."""

    PLANNED = "planned", _("planned")
    PASSED = "passed", _("nothing recorded")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")

    @property
    def tone(self):
        return {PlanState.PLANNED: "info", PlanState.PASSED: "warn"}.get(self, "")


class Mark(TextChoices):
    """What the roll says of a member. Those not expected keep that mark, unless they are exempt or away and came."""

    NOT_RECORDED = "not_recorded", _("not yet recorded")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("absent with reason")
    UNEXCUSED = "unexcused", _("absent without reason")
    EXEMPT = "exempt", _("exempt")
    AWAY = "away", _("away on temporary transfer")
    SUSPENDED = "suspended", _("suspended")
    PROSECUTED = "prosecuted", _("prosecuted or detained")

    @property
    def tone(self):
        return {Mark.UNEXCUSED: "bad", Mark.EXCUSED: "warn", Mark.NOT_RECORDED: "info"}.get(self, "")


# Who is looked for on a roll that is read: who stayed away, then who came, then who was not expected.
AS_READ = (
    *(Mark.UNEXCUSED, Mark.EXCUSED, Mark.NOT_RECORDED, Mark.PRESENT),
    *(Mark.EXEMPT, Mark.AWAY, Mark.SUSPENDED, Mark.PROSECUTED),
)
KEPT_OUT = (Mark.SUSPENDED, Mark.PROSECUTED)  # neither come nor vote


class TaskState(TextChoices):
    DONE = "done", _("done")
    IN_PROGRESS = "in_progress", _("in progress")
    LATE = "late", _("late")
    NOT_DONE = "not_done", _("not done")

    @property
    def tone(self):
        return {TaskState.DONE: "ok", TaskState.IN_PROGRESS: "info"}.get(self, "bad")


class VoteRule(TextChoices):
    MAJORITY = "majority", _("more than half")
    TWO_THIRDS = "two_thirds", _("at least two thirds")

    def of(self, base):
        """Votes in favour that are needed of a `base`, in whole numbers."""
        return base // 2 + 1 if self == VoteRule.MAJORITY else (2 * base + 2) // 3


class VoteMethod(TextChoices):
    """06-HD/TW §5.1: as the meeting decides."""

    SHOW = "show", _("raising the member card")
    BALLOT = "ballot", _("secret ballot")


class Band(TextChoices):
    """Xếp loại, the best first."""

    GOOD = "tot", _("Good")
    FAIR = "kha", _("Fair")
    AVERAGE = "trung-binh", _("Average")
    POOR = "kem", _("Poor")

    @property
    def tone(self):
        return {Band.GOOD: "good", Band.FAIR: "fair", Band.AVERAGE: "average", Band.POOR: "poor"}[self]

    @property
    def short(self):
        """A letter or two, where there is no room for the word."""
        return str(LETTERS[self])

    def reaches(self, other):
        """Whether this band is `other` or a better one."""
        bands = list(Band)
        return bands.index(self) <= bands.index(other)

    @property
    def below(self):
        """The next band down; the last one is its own."""
        bands = list(Band)
        return bands[min(bands.index(self) + 1, len(bands) - 1)]


LETTERS = {
    Band.GOOD: pgettext_lazy("band in a letter", "G"),
    Band.FAIR: pgettext_lazy("band in a letter", "F"),
    Band.AVERAGE: pgettext_lazy("band in a letter", "A"),
    Band.POOR: pgettext_lazy("band in a letter", "P"),
}
GOOD_OR_FAIR = "good_or_fair"  # how lists are asked for both bands


# What can be asked for by a gate or a rule of the year: Poor is what remains.
EARNED = [(band.value, band.label) for band in Band if band != Band.POOR]


class ProgrammeReviewKind(TextChoices):
    INTERIM = "interim", _("interim review")
    FINAL = "final", _("final review")


class EducationTheme(TextChoices):
    TRADITION = "tradition", _("revolutionary tradition of the area")
    RESPONSIBILITY = "responsibility", _("responsibility of members")
    OTHER = "other", _("another theme")
