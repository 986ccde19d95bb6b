from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.enums import CellDisciplineForm, DisciplineForm


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


class DecidingBody(TextChoices):
    """Who votes on a disciplinary measure, or decides on it or on a commendation."""

    CELL = "cell", _("cell")
    COMMITTEE = "committee", _("Party Committee")
    STANDING = "standing", _("Standing Committee")
    BOARD = "board", _("Inspection board")
    UPPER = "upper", _("The level above")


class Over(TextChoices):
    """Whom a disciplinary measure is about, as far as it matters for who may decide."""

    MEMBER = "member", _("a member")
    OWN = "own", _("a member of the Committee itself")
    CELL = "cell", _("a cell")


class Penalty(TextChoices):
    """What a ballot on a disciplinary measure offers, the lightest first."""

    NONE = "none", _("no discipline")
    REPRIMAND = DisciplineForm.REPRIMAND.value, DisciplineForm.REPRIMAND.label
    WARNING = DisciplineForm.WARNING.value, DisciplineForm.WARNING.label
    DISMISSAL = DisciplineForm.DISMISSAL.value, DisciplineForm.DISMISSAL.label
    EXPULSION = DisciplineForm.EXPULSION.value, DisciplineForm.EXPULSION.label
    DISSOLUTION = CellDisciplineForm.DISSOLUTION.value, CellDisciplineForm.DISSOLUTION.label

    @property
    def weight(self):
        return list(Penalty).index(self)

    @property
    def needs_two_thirds(self):
        """Whether it is proposed by two thirds."""
        return self in (Penalty.EXPULSION, Penalty.DISSOLUTION)


class BreachField(TextChoices):
    """What a breach is about; of the first three there is no limitation (69-QĐ/TW, Điều 4)."""

    POLITICS = "politics", _("internal politics")
    SECURITY = "security", _("security, defence, foreign relations")
    DIPLOMA = "diploma", _("illegal diplomas or certificates")
    ETHICS = "ethics", _("ethics and way of life")
    DUTIES = "duties", _("duties of membership, Party life")
    REGULATIONS = "regulations", _("working regulations, democratic centralism, unity")
    CADRES = "cadres", _("work with cadres")
    LAW = "law", _("policy and law of the State")
    FINANCE = "finance", _("finance, land, public investment")
    CORRUPTION = "corruption", _("corruption, waste")
    OTHER = "other", _("other breach")

    @property
    def unlimited(self):
        return self in (BreachField.POLITICS, BreachField.SECURITY, BreachField.DIPLOMA)


class BallotKind(TextChoices):
    """A ballot decides, or proposes to a body that may (domain 21)."""

    PROPOSE = "propose", _("ballot that proposes")
    DECIDE = "decide", _("ballot that decides")


class Settlement(TextChoices):
    """How a complaint against a disciplinary measure was settled."""

    UPHELD = "upheld", _("the measure stays")
    LIFTED = "lifted", _("the measure is lifted")


class DisciplineStage(TextChoices):
    """How far a procedure of discipline has come; the last ones end it."""

    BALLOT = "ballot", _("to be voted on")
    DECISION = "decision", _("to be decided and signed")
    ANNOUNCEMENT = "announcement", _("to be announced")
    RECEIPT = "receipt", _("to be received")
    COMPLAINT = "complaint", _("complaint to be settled")
    EFFECT = "effect", _("in effect")
    OVER = "over", _("effect has ended")
    LIFTED = "lifted", _("lifted")
    NONE = "none", _("no discipline")
    EXPIRED = "expired", _("limitation over, not carried out")

    @property
    def tone(self):
        if self in (DisciplineStage.EFFECT, DisciplineStage.COMPLAINT):
            return "info"
        return "" if self.over else "warn"

    @property
    def over(self):
        stages = list(DisciplineStage)
        return stages.index(self) >= stages.index(DisciplineStage.OVER)


class CommendationStage(TextChoices):
    """How far a proposal of a commendation has come."""

    PROPOSED = "proposed", _("to be decided")
    GIVEN = "given", pgettext_lazy("of a commendation", "given")
    REFUSED = "refused", _("not given")

    @property
    def tone(self):
        return {"proposed": "warn", "given": "ok"}.get(self.value, "")


class BriefingKind(TextChoices):
    """Who comes to a briefing (domain 23.2)."""

    SECRETARIES = "secretaries", _("briefing with the cell secretaries")
    STANDING = "standing", _("weekly briefing of the Standing Committee")
    COMMITTEE = "committee", _("meeting of the Committee")
    ADHOC = "adhoc", _("briefing called for one matter")

    @property
    def with_cells(self):
        return self == BriefingKind.SECRETARIES


class BriefingDay(TextChoices):
    """On which day of a month the secretaries come together."""

    LAST = "last", _("last working day of the month")
    THIRD = "third", _("first working day after the 3rd")
