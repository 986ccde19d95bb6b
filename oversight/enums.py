from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cells.enums import PaperKind


class FollowUpKind(TextChoices):
    """What was done about a difficulty; the last two end it."""

    STEP = "step", _("step taken")
    ANSWER = "answer", _("answer of the Committee")
    SOLVED = "solved", _("solved")
    UNSOLVED = "unsolved", _("closed without a solution")

    @property
    def tone(self):
        return "ok" if self == FollowUpKind.SOLVED else ""


ENDS = (FollowUpKind.SOLVED, FollowUpKind.UNSOLVED)


class VisitState(TextChoices):
    """What became of a visit that was planned."""

    PLANNED = "planned", _("planned")
    MADE = "made", _("made")
    MISSED = "missed", pgettext_lazy("of a visit", "missed")
    WITHDRAWN = "withdrawn", _("taken back")

    @property
    def tone(self):
        return {VisitState.PLANNED: "info", VisitState.MADE: "ok", VisitState.MISSED: "bad"}.get(self, "")


class TaskSource(TextChoices):
    """The kind of document that a task of the Committee comes from (domain 23.1)."""

    RESOLUTION = "resolution", _("Resolution")
    PROGRAMME = "programme", _("programme")
    PLAN = "plan", pgettext_lazy("kind of document", "plan")
    NOTICE = "notice", _("notice of conclusion")
    INSPECTION = "inspection", _("conclusion of an inspection")
    SUPERVISION = "supervision", _("conclusion of a supervision")
    DIRECTIVE = "directive", _("letter of direction")


class TaskScope(TextChoices):
    SHORT = "short", _("short term")
    TERM = "term", _("whole term")


class Rhythm(TextChoices):
    """How often a task asks for a report while it is carried out."""

    MONTH = "month", _("every month")
    QUARTER = "quarter", _("every quarter")

    @property
    def months(self):
        return 1 if self == Rhythm.MONTH else 3


class FocusStepKind(TextChoices):
    """What was done about a task. The unit that leads it reports, the office accepts; the last two end it."""

    URGE = "urge", _("urged")
    PROGRESS = "progress", _("progress told")
    INTERIM = "interim", _("regular report")
    REPORT = "report", _("reported as done")
    RETURN = "return", _("not accepted, given back")
    POSTPONE = "postpone", _("put off")
    ACCEPT = "accept", _("accepted as done")
    DROP = "drop", _("not to be carried out any more")


class FocusState(TextChoices):
    """How a task stands on a day."""

    LATE = "late", _("late")
    OPEN = "open", _("in hand")
    NO_DUE = "no-due", _("no due day yet")
    REPORTED = "reported", _("reported, to be accepted")
    DONE = "done", pgettext_lazy("of a task", "done")
    DROPPED = "dropped", _("not to be carried out any more")

    @property
    def tone(self):
        return {"late": "bad", "open": "info", "no-due": "warn", "reported": "warn", "done": "ok"}.get(self.value, "")

    @property
    def finished(self):
        return self in (FocusState.DONE, FocusState.DROPPED)


class Topic(TextChoices):
    """What a highland commune usually sets itself: where the form of a new task may begin (domain 23.1)."""

    CROPS = "crops", _("Change of crops and livestock, OCOP products, co-operatives")
    POVERTY = "poverty", _("Fewer poor households; no more makeshift houses")
    NEW_RURAL = "new-rural", _("New rural areas: criteria, hamlet roads, houses of culture")
    INVESTMENT = "investment", _("Public investment paid out, sites cleared")
    DIGITAL = "digital", _("Digital change, VNeID, electronic handbook of Party members")
    SCHOOL = "school", _("Schooling, health, health insurance")
    CUSTOMS = "customs", _("Against child marriage and bad customs")
    DEFENCE = "defence", _("Defence, recruits for the army")
    SECURITY = "security", _("Security, the border, against drugs")
    FIRE = "fire", _("Against forest fires and natural disasters")
    MERGING = "merging", _("Hamlets and cells put together anew")
    ADMISSION = "admission", _("Admission of Party members")
    MEETINGS = "meetings", _("Quality of cell meetings")
    CONGRESS = "congress", _("Congresses of cells and organisations")
    ELECTION = "election", _("Elections")
    REVIEW = "review", _("Review at the end of the year")
    UNITY = "unity", _("Day of national unity (18 November)")


class BriefingKind(TextChoices):
    """Who comes to a briefing (domain 23.2)."""

    SECRETARIES = "secretaries", _("briefing with the cell secretaries")
    STANDING = "standing", _("weekly briefing of the Standing Committee")
    COMMITTEE = "committee", _("meeting of the Committee")
    ADHOC = "adhoc", _("briefing called for one matter")

    @property
    def with_cells(self):
        return self == BriefingKind.SECRETARIES

    @property
    def notice(self):
        """The PaperKind of its notice: that of a weekly briefing goes out from the Office (domain 23.3)."""
        return PaperKind.OFFICE_NOTICE if self == BriefingKind.STANDING else PaperKind.NOTICE


class BriefingDay(TextChoices):
    """On which day of a month the secretaries come together."""

    LAST = "last", _("last working day of the month")
    THIRD = "third", _("first working day after the 3rd")


class DemocracyHeading(TextChoices):
    """What a check of grassroots democracy goes through (Law 10/2022/QH15; domain 27). The value is the field of
    DemocracyRules that lists its items."""

    INFORMED = "informed", _("the people are informed")
    DECIDED = "decided", _("the people discuss and decide")
    CONSULTED = "consulted", _("the people give their opinion first")
    SUPERVISED = "supervised", _("the people check and supervise")
    BENEFIT = "benefit", _("the people benefit")


class FindingState(TextChoices):
    """What a check found of an item; empty where nobody has looked yet."""

    MET = "met", pgettext_lazy("of an item", "met")
    PARTLY = "partly", _("met in part")
    MISSING = "missing", pgettext_lazy("of an item", "not met")
    NOT_APPLICABLE = "n/a", _("does not apply")

    @property
    def tone(self):
        return {FindingState.MET: "ok", FindingState.PARTLY: "warn", FindingState.MISSING: "bad"}.get(self, "")


TO_MEND = (FindingState.PARTLY, FindingState.MISSING)


class HouseholdMatter(TextChoices):
    """What the households of a hamlet decide on; the value is the field of DemocracyRules with its majority."""

    CONTRIBUTION = "contribution", _("contributions, income and spending of the hamlet")
    CUSTOMS = "customs", _("village rules")
    OTHER = "other", _("another matter")
