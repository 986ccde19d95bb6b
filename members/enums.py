from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    MALE = "male", _("male")
    FEMALE = "female", _("female")


class Standing(TextChoices):
    PROBATIONARY = "probationary", _("probationary")
    OFFICIAL = "official", _("official")


class CodeList(TextChoices):
    """The lists of values that a member's file chooses from; their entries are data of the commune."""

    ETHNICITY = "ethnicity", _("ethnic group")
    OCCUPATION = "occupation", _("occupation")
    EDUCATION = "education", _("general education")
    QUALIFICATION = "qualification", _("professional qualification")
    THEORY = "theory", _("political theory")


class EventKind(TextChoices):
    """What happens in a member's life. The rules of each are those of `members.life`."""

    JOIN = "join", _("entered in the records")
    ADMIT = "admit", _("admitted")
    ARRIVE = "arrive", _("transferred in from outside")
    HOST = "host", _("here on temporary transfer")
    RECOGNISE = "recognise", _("recognised as official")
    TRANSFER = "transfer", _("transferred to another cell")
    TRANSFER_OUT = "transfer_out", _("transferred outside")
    EXEMPT = "exempt", _("exempted")
    END_EXEMPTION = "end_exemption", _("exemption ended")
    GO_AWAY = "go_away", _("away on temporary transfer")
    COME_BACK = "come_back", _("back from temporary transfer")
    SUSPEND = "suspend", _("suspended")
    LIFT_SUSPENSION = "lift_suspension", _("suspension lifted")
    POST = "post", _("given a post")
    END_POST = "end_post", _("post ended")
    REMOVE_NAME = "remove_name", _("name removed")
    LEAVE = "leave", _("left the Party")
    EXPEL = "expel", _("expelled")
    DIE = "die", _("died")
    RESTORE = "restore", _("restored")
    READMIT = "readmit", _("admitted again")


class Entry(TextChoices):
    """How a row of membership began."""

    OPENING = "opening", _("entered in the records")
    ADMITTED = "admitted", _("admitted")
    RECOGNISED = "recognised", _("recognised as official")
    MOVED = "moved", _("moved from another cell of the commune")
    ARRIVED = "arrived", _("transferred in from outside")
    RESTORED = "restored", _("restored")
    READMITTED = "readmitted", _("admitted again")


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
    """What lies over a life for a time. The first three leave the headcount as it is (294-QĐ/TW §6.3.2, 7.2); a guest
    of another commune is in no headcount here."""

    EXEMPT = "exempt", _("exempt")
    AWAY = "away", _("away on temporary transfer")
    SUSPENDED = "suspended", _("suspended")
    HOSTED = "hosted", _("here on temporary transfer")


# Not expected at meetings (domain: attendance ratio); they vote only when present, the suspended never.
ABSENT_BY_RIGHT = (OverlayKind.EXEMPT, OverlayKind.AWAY, OverlayKind.SUSPENDED)


class PostKind(TextChoices):
    SECRETARY = "secretary", _("secretary")
    DEPUTY = "deputy", _("deputy secretary")
    COMMITTEE = "committee", _("cell committee member")
    GROUP_LEADER = "group_leader", _("group leader")


# Posts that one member of a cell holds at a time, and of which nobody holds two.
LEADING = (PostKind.SECRETARY, PostKind.DEPUTY)


class Appointed(TextChoices):
    ELECTED = "elected", _("elected")
    APPOINTED = "appointed", _("appointed")


class Ground(TextChoices):
    """What lets an event go beyond the ordinary rule."""

    STUDY = "study", _("studies: up to 24 months away")
    HARDSHIP = "hardship", _("had asked to leave because of special family hardship")
    REORGANISATION = "reorganisation", _("the cell was merged, split or closed")


class RulesState(TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class CapBase(TextChoices):
    """Of whom the share of excellent ratings is counted (HD 21-HD/BTCTW 2019: of those rated good)."""

    GOOD = "good", _("those proposed as good")
    GOOD_AND_ABOVE = "good_and_above", _("those proposed as good or excellent")


class ImportPurpose(TextChoices):
    READ_IN = "read_in", _("read in")
    COMPARE = "compare", _("compare only")


class ImportState(TextChoices):
    """READ: its columns are to be confirmed. CHECKED: what it would do is shown. The rows are dropped afterwards."""

    READ = "read", _("columns to be confirmed")
    CHECKED = "checked", _("checked")
    APPLIED = "applied", _("read in")
    UNDONE = "undone", _("undone")
    DROPPED = "dropped", _("put aside")


class Outcome(TextChoices):
    """What a row of a sheet comes to."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    SAME = "same", _("unchanged")
    ERROR = "error", _("to be mended")
    ASIDE = "aside", _("nobody in this row")


class Listed(TextChoices):
    """The states of the official list; the last is one that only our records know."""

    ACTIVE = "active", _("takes part")
    DIED = "died", _("died")
    LEFT = "left", _("left the Party")
    EXEMPT = "exempt", _("exempt")
    SUSPENDED = "suspended", _("suspended")
    INTERRUPTED = "interrupted", _("interrupted")
    ELSEWHERE = "elsewhere", _("transferred outside")


class DifferenceKind(TextChoices):
    MISSING = "missing", _("missing in our records")
    EXTRA = "extra", _("missing in the sheet")
    DIFFERENT = "different", _("differs")
