from django.db.models import TextChoices
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
