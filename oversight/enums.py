from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cells.enums import PaperKind
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
    CHANGED = "changed", _("the form is changed")
    LIFTED = "lifted", _("the measure is lifted")


class ClosedBecause(TextChoices):
    """Why there is no measure although a ballot asked for one."""

    UPPER = "upper", _("the level above decided on no measure")
    ENDED = "ended", _("the member has died, or the cell has ended")


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


class Body(TextChoices):
    """Who inspects and supervises; each has a document of its own for a year (domain 20.2)."""

    COMMITTEE = "committee", _("Party Committee")
    BOARD = "board", _("Inspection board")
    CELL = "cell", _("cell")

    @property
    def code(self):
        """Of a body that is no cell, as in the number of a case."""
        return "ĐU" if self == Body.COMMITTEE else "UBKT"


class CaseKind(TextChoices):
    """Kinds of inspection and supervision (domain 20.3). An inspection concludes; a supervision names shortcomings, and
    what looks like a breach becomes an inspection of its own."""

    REGULAR = "regular", _("regular inspection")
    THEME = "theme", _("inspection by theme")
    DUTIES = "duties", _("inspection of how inspection and discipline are carried out")
    FINANCE = "finance", _("inspection of Party finance and dues")
    SIGNS = "signs", _("inspection on signs of breach")
    DENUNCIATION = "denunciation", _("denunciation to be settled")
    COMPLAINT = "complaint", _("complaint about discipline to be settled")
    WATCH = "watch", _("regular supervision")
    SUPERVISION = "supervision", _("supervision by theme")

    @property
    def code(self):
        return CASE_CODES[self]

    @property
    def supervises(self):
        return self in (CaseKind.WATCH, CaseKind.SUPERVISION)

    @property
    def sensitive(self):
        return self in SENSITIVE

    @property
    def of_a_cell(self):
        """Whether a cell may carry it out itself (domain 20.1, 20.3)."""
        return self not in (CaseKind.DUTIES, CaseKind.FINANCE, CaseKind.COMPLAINT)


CASE_CODES = {
    CaseKind.REGULAR: "KTTX",
    CaseKind.THEME: "KT",
    CaseKind.DUTIES: "KTNV",
    CaseKind.FINANCE: "KTTC",
    CaseKind.SIGNS: "DH",
    CaseKind.DENUNCIATION: "TC",
    CaseKind.COMPLAINT: "KN",
    CaseKind.WATCH: "GSTX",
    CaseKind.SUPERVISION: "GS",
}
SENSITIVE = (CaseKind.SIGNS, CaseKind.DENUNCIATION, CaseKind.COMPLAINT)


class Content(TextChoices):
    """What an inspection is about, as statistics count it (domain 20.2)."""

    DIRECTIVES = "directives", _("carrying out directives, resolutions, regulations")
    LAW = "law", _("policies and law")
    RULES = "rules", _("working regulations, democratic centralism, unity")
    CADRES = "cadres", _("work with cadres")
    THRIFT = "thrift", _("thrift, against waste")
    COMPLAINTS = "complaints", _("settling complaints and denunciations")
    FINANCE = "finance", _("Party finance")
    EXAMPLE = "example", _("exemplary conduct")
    DEMOCRACY = "democracy", _("democracy at the grassroots")
    MEETINGS = "meetings", pgettext_lazy("content", "cell meetings")
    ADMISSION = "admission", _("admission of members")
    OTHER = "other", pgettext_lazy("content", "other")


class CaseStepKind(TextChoices):
    """What happens in a case, in this order (domain 20.3)."""

    DECIDE = "decide", _("decision or plan issued")
    OPEN = "open", _("opened, the decision announced")
    SELF = "self", _("report of the subject received")
    WORK = "work", _("papers collected, work sessions held")
    DRAFT = "draft", _("draft of the report heard")
    REPORT = "report", _("report of the team")
    CONCLUDE = "conclude", _("notice of the conclusion issued")
    ANNOUNCE = "announce", _("conclusion announced")
    ARCHIVE = "archive", _("dossier handed to the archive")
    EXTEND = "extend", pgettext_lazy("of an inspection", "extended")

    @property
    def part(self):
        """Which third of the work it belongs to."""
        if self == CaseStepKind.DECIDE:
            return _("Preparation")
        return _("Carrying out") if self in STEPS_BETWEEN else _("Closing the case")


STEPS = [kind for kind in CaseStepKind if kind != CaseStepKind.EXTEND]
STEPS_BETWEEN = (CaseStepKind.OPEN, CaseStepKind.SELF, CaseStepKind.WORK, CaseStepKind.DRAFT, CaseStepKind.EXTEND)
NEEDED = (CaseStepKind.DECIDE, CaseStepKind.OPEN, CaseStepKind.CONCLUDE, CaseStepKind.ANNOUNCE, CaseStepKind.ARCHIVE)
NUMBERED = (CaseStepKind.DECIDE, CaseStepKind.CONCLUDE)  # taken by giving their paper its number
AGAIN = (CaseStepKind.WORK,)  # may come more than once


class CaseState(TextChoices):
    """How a case stands on a day; that it is late is computed, never typed (domain 20.2)."""

    LATE = "late", _("late")
    PREPARED = "prepared", _("being prepared")
    UNDER_WAY = "under-way", pgettext_lazy("of an inspection", "under way")
    PLANNED = "planned", pgettext_lazy("of an inspection", "not begun")
    CONCLUDED = "concluded", _("concluded")
    CLOSED = "closed", _("concluded, dossier complete")

    @property
    def tone(self):
        return {"late": "bad", "prepared": "info", "under-way": "info", "concluded": "warn", "closed": "ok"}.get(
            self.value, ""
        )

    @property
    def concluded(self):
        return self in (CaseState.CONCLUDED, CaseState.CLOSED)


class CaseResult(TextChoices):
    """What was found of one subject (domain 20.5). The last one is told only to those who know of sensitive cases."""

    GOOD = "good", _("carried out well")
    FAULTS = "faults", _("faults or breaches below discipline")
    TO_DISCIPLINE = "to-discipline", _("discipline has to follow")
    DISCIPLINED = "disciplined", _("discipline was carried out")
    LIMITED = "limited", pgettext_lazy("of a supervision", "shortcomings")
    TURNED = "turned", _("turned into an inspection on signs of breach")

    @property
    def of_supervision(self):
        return self in (CaseResult.LIMITED, CaseResult.TURNED)

    def told_to(self, knows):
        """What it is for who `knows` of sensitive cases, or does not."""
        return CaseResult.LIMITED if self == CaseResult.TURNED and not knows else self


class RemedyState(TextChoices):
    """How something that is to be mended stands."""

    LATE = "late", _("late")
    OPEN = "open", _("in hand")
    DONE = "done", pgettext_lazy("of a task", "done")
    NOT_DONE = "not-done", _("closed, not mended")

    @property
    def tone(self):
        return {"late": "bad", "open": "info", "done": "ok", "not-done": "warn"}[self.value]


class Touched(TextChoices):
    """In how long every cell is to be inspected or supervised once."""

    TERM = "term", _("once a term of office")
    YEAR = "year", _("once a year")


class InformationSource(TextChoices):
    """Where the inspection board has something from beside its programme (domain 20.5)."""

    PRESS = "press", _("the press")
    ELECTED = "elected", _("elected bodies, the Front")
    ORGANISATION = "organisation", _("another organisation")
    LETTER = "letter", _("letters of the people")


class InformationLevel(TextChoices):
    """What the board makes of information at first sight; it concludes nothing (domain 20.5)."""

    REFERENCE = "reference", _("for reference")
    LOOK = "look", _("to be looked at")
    SIGNS = "signs", pgettext_lazy("of information", "signs of breach")
    COMPLEX = "complex", _("complex")

    @property
    def tone(self):
        return {InformationLevel.SIGNS: "warn", InformationLevel.COMPLEX: "bad"}.get(self, "")


class Competence(TextChoices):
    """Who has to deal with it."""

    COMMUNE = "commune", pgettext_lazy("of information", "the commune")
    HIGHER = "higher", _("a higher level")
    OTHER = "other", _("another body")


class InformationWay(TextChoices):
    """What became of it."""

    KEPT = "kept", _("kept for reference")
    SENT = "sent", _("sent on")
    LOOKED = "looked", _("looked into, no case")
    CASE = "case", _("became a case")


class InformationStage(TextChoices):
    """What has to be done with it next; the last one is its end."""

    RECEIVED = "received", _("to be classified")
    SEND = "send", _("to be sent on")
    LOOK = "look", _("to be looked into")
    DONE = "done", _("dealt with")

    @property
    def tone(self):
        return "" if self == InformationStage.DONE else "info"
