from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


class CellKind(TextChoices):
    HAMLET = "hamlet", _("hamlet cell")
    AGENCY = "agency", _("agency cell")
    SCHOOL = "school", _("school cell")
    HEALTH = "health", _("health station cell")
    POLICE = "police", _("police cell")
    MILITARY = "military", _("military cell")
    ENTERPRISE = "enterprise", _("enterprise or cooperative cell")
    JOINT = "joint", _("joint cell")
    TEMPORARY = "temporary", _("temporary cell")


class CellState(TextChoices):
    PLANNED = "planned", _("planned")
    ACTIVE = "active", _("active")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")
    CLOSED = "closed", _("closed")
    DISSOLVED = "dissolved", _("dissolved as discipline")
    ENDED = "ended", _("ended")

    @property
    def tone(self):
        return "ok" if self == CellState.ACTIVE else ""


# 294-QĐ/TW §6.3, 9.3.5, 10.5: closing and dissolution are different acts; nothing follows an end.
NEXT_STATES = {
    CellState.PLANNED: (CellState.ACTIVE, CellState.ENDED),
    CellState.ACTIVE: (CellState.MERGED, CellState.SPLIT, CellState.CLOSED, CellState.DISSOLVED, CellState.ENDED),
}


class ServingKind(TextChoices):
    OWN = "own", _("own cell")
    JOINT = "joint", _("joint cell")


class Confirmation(TextChoices):
    """Of a role or a seat that a second person has still to confirm."""

    WAITING = "waiting", _("waits for confirmation, does not count yet")
    LATER = "later", _("counts, to be confirmed later")
    DECLINED = "declined", _("not confirmed")

    @property
    def tone(self):
        return "bad" if self == Confirmation.DECLINED else "warn"


class DayKind(TextChoices):
    OFF = "off", _("day off")
    WORKED = "worked", _("worked in exchange")

    @property
    def tone(self):
        return "info" if self == DayKind.OFF else "warn"


class PaperKind(TextChoices):
    """The kinds of Party papers (05-HD/VPTW 2026; domain 11); `code` stands in the number."""

    RESOLUTION = "resolution", _("Resolution")
    DECISION = "decision", capfirst(_("decision"))
    DIRECTIVE = "directive", _("Directive")
    CONCLUSION = "conclusion", capfirst(_("conclusion"))
    REGULATION = "regulation", _("Working regulation")
    RULES = "rules", _("Rules")
    NOTICE = "notice", _("Notice")
    OFFICE_NOTICE = "office", _("Notice of the Office")
    REPORT = "report", _("Report")
    PLAN = "plan", _("Plan of work")
    PROGRAMME = "programme", capfirst(_("programme"))
    SCHEME = "scheme", _("Scheme")
    OPTION = "option", _("Option")
    SUBMISSION = "submission", _("Submission")
    LETTER = "letter", _("Official letter")
    MINUTES = "minutes", _("Minutes")
    GUIDANCE = "guidance", _("Guidance paper")
    INVITATION = "invitation", _("Invitation")
    INTRODUCTION = "introduction", _("Letter of introduction")

    @property
    def code(self):
        return PAPER_CODES[self]

    @property
    def body(self):
        """How the number names the body that issues it, where that is not a cell."""
        return "VPĐU" if self == PaperKind.OFFICE_NOTICE else "ĐU"


PAPER_CODES = {
    PaperKind.RESOLUTION: "NQ",
    PaperKind.DECISION: "QĐ",
    PaperKind.DIRECTIVE: "CT",
    PaperKind.CONCLUSION: "KL",
    PaperKind.REGULATION: "QC",
    PaperKind.RULES: "QĐi",
    PaperKind.NOTICE: "TB",
    PaperKind.OFFICE_NOTICE: "TB",
    PaperKind.REPORT: "BC",
    PaperKind.PLAN: "KH",
    PaperKind.PROGRAMME: "CTr",
    PaperKind.SCHEME: "ĐA",
    PaperKind.OPTION: "PA",
    PaperKind.SUBMISSION: "TTr",
    PaperKind.LETTER: "CV",
    PaperKind.MINUTES: "BB",
    PaperKind.GUIDANCE: "HD",
    PaperKind.INVITATION: "GM",
    PaperKind.INTRODUCTION: "GGT",
}
