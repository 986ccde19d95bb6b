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
    LATE_REMEDY = "late_remedy", _("a shortcoming not mended in time after an inspection")
    LATE_FOCUS = "late_focus", _("a task of the Committee overdue")
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


class ReportKind(TextChoices):
    """What a cell is asked to report on."""

    WORK = "work", _("work of the cell")
    INSPECTION = "inspection", _("inspection and supervision by the cell")


class WorkPart(TextChoices):
    """What a cell writes beside its figures about its work."""

    THOUGHT = "thought", _("political and ideological work")
    RESULTS = "results", _("results of the work")
    LIMITS = "limits", _("what was not, and why")
    REQUESTS = "requests", _("difficulties and requests")
    NEXT = "next", _("tasks of the next period")


class InspectionPart(TextChoices):
    """The nine parts of the report of a cell on inspection (domain 20.6)."""

    MEMBERS = "members", _("I. Organisation and members")
    LEADING = "leading", _("II. Leadership of inspection and supervision")
    INSPECTING = "inspecting", _("III. Inspection")
    SUPERVISING = "supervising", _("IV. Supervision")
    LETTERS = "letters", _("V. Letters, denunciations and complaints")
    DISCIPLINE = "discipline", _("VI. Discipline")
    MENDING = "mending", _("VII. Mending after conclusions")
    ASSESSING = "assessing", _("VIII. Assessment and requests")
    NEXT = "next", _("IX. Tasks of the next period")


PARTS = {ReportKind.WORK: WorkPart, ReportKind.INSPECTION: InspectionPart}


class SendState(TextChoices):
    """How the report of a cell on a period stands; it follows from what was sent and from the day."""

    SENT = "sent", _("sent")
    NOTHING = "nothing", _("nothing to report")
    MISSING = "missing", _("not reported yet")
    LATE = "late", _("not reported, the day is over")
    ENDED = "ended", _("ended in the period")

    @property
    def tone(self):
        return {"sent": "ok", "nothing": "ok", "missing": "warn", "late": "bad", "ended": ""}[self.value]


class PaperOn(TextChoices):
    """Which report of the Committee on a period."""

    PARTY_BUILDING = "party_building", _("party-building work")
    MEETINGS = "meetings", _("Quality of cell meetings")


class Block(TextChoices):
    """What an outline of a report may ask for, as it is written there in braces; always Vietnamese, as the paper is."""

    WORDS = "lời", _("words of the author")
    MEMBERS = "đảng viên", _("members: who came, who left, how many there are")
    MEETINGS = "sinh hoạt", _("meetings of the cells, attendance, points and bands")
    TASKS = "nhiệm vụ", _("tasks of the cells")
    DIFFICULTIES = "khó khăn", _("difficulties of the cells")
    FOCUS = "nhiệm vụ Đảng ủy", _("tasks that the Committee gave")
    INSPECTION = "kiểm tra", _("inspections and supervisions concluded")
    HONOURS = "khen thưởng", _("Commendations and badges")
    TRAINING = "bồi dưỡng", _("secretaries and deputies, and their training")
    DEMOCRACY = "dân chủ", _("checks of grassroots democracy")
    MOVEMENTS = "phong trào", _("movements and models")
    CELLS = "từng chi bộ", _("a table with a row for each cell")
