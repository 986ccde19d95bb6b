from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Precision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class Standing(TextChoices):
    PROBATIONARY = "probationary", _("probationary")
    OFFICIAL = "official", _("official")


class Entry(TextChoices):
    """How a row of membership began."""

    OPENING = "opening", _("entered in the records")
    ADMITTED = "admitted", _("admitted")
    RECOGNISED = "recognised", _("recognised as official")
    MOVED = "moved", _("moved from another cell of the commune")
    ARRIVED = "arrived", _("transferred in from outside")


class Exit(TextChoices):
    """How a row of membership ended."""

    RECOGNISED = "recognised", _("recognised as official")
    MOVED = "moved", _("moved to another cell of the commune")
    TRANSFERRED = "transferred", _("transferred outside")
    DIED = "died", _("died")
    EXPELLED = "expelled", _("expelled")
    REMOVED = "removed", _("name removed")
    LEFT = "left", _("left the Party")


# The ways out of the commune's headcount; the other exits lead to another row of the same member.
DEPARTURES = (Exit.TRANSFERRED, Exit.DIED, Exit.EXPELLED, Exit.REMOVED, Exit.LEFT)


class OverlayKind(TextChoices):
    """What lies over a membership for a time: the member still counts in the headcount (294-QĐ/TW §6.3.2, 7.2)."""

    EXEMPT = "exempt", _("exempt")
    AWAY = "away", _("away on temporary transfer")
    SUSPENDED = "suspended", _("suspended")


class PostKind(TextChoices):
    SECRETARY = "secretary", _("secretary")
    DEPUTY = "deputy", _("deputy secretary")
    COMMITTEE = "committee", _("cell committee member")
    GROUP_LEADER = "group_leader", _("group leader")


class Appointed(TextChoices):
    ELECTED = "elected", _("elected")
    APPOINTED = "appointed", _("appointed")
