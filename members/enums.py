from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    """What happens in a member's life. The rules of each are those of `members.rules.life`."""

    JOIN = "join", _("entered in the records")
    ADMIT = "admit", pgettext_lazy("event", "admitted")
    ARRIVE = "arrive", _("transferred in from outside")
    HOST = "host", _("here on temporary transfer")
    PROLONG = "prolong", _("probation prolonged")
    RECOGNISE = "recognise", _("recognised as official")
    TRANSFER = "transfer", _("transferred to another cell")
    TRANSFER_OUT = "transfer_out", _("transferred outside")
    EXEMPT = "exempt", _("exempted")
    END_EXEMPTION = "end_exemption", _("exemption ended")
    GO_AWAY = "go_away", _("away on temporary transfer")
    COME_BACK = "come_back", _("back from temporary transfer")
    SUSPEND = "suspend", _("suspended")
    LIFT_SUSPENSION = "lift_suspension", _("suspension lifted")
    PROSECUTE = "prosecute", _("prosecuted or detained")
    END_PROSECUTION = "end_prosecution", _("prosecution or detention ended")
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
    ADMITTED = "admitted", pgettext_lazy("event", "admitted")
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
    """What lies over a life for a time. All but the last leave the headcount as it is (294-QĐ/TW §6.3.2, 7.2); a guest
    of another commune is in no headcount here."""

    EXEMPT = "exempt", _("exempt")
    AWAY = "away", _("away on temporary transfer")
    SUSPENDED = "suspended", _("suspended")
    PROSECUTED = "prosecuted", _("prosecuted or detained")
    HOSTED = "hosted", _("here on temporary transfer")


# Neither come nor vote (domain 6.1).
KEPT_OUT = (OverlayKind.SUSPENDED, OverlayKind.PROSECUTED)
# Not expected at meetings (domain: attendance ratio); those exempt or away vote when present.
NOT_EXPECTED = (OverlayKind.EXEMPT, OverlayKind.AWAY, *KEPT_OUT)


class Change(TextChoices):
    """How somebody came into or left the headcount in a period; the words of `members.queries.Flow`."""

    JOINED = "joined", _("entered in the records")
    ADMITTED = "admitted", pgettext_lazy("event", "admitted")
    ARRIVED = "arrived", _("transferred in")
    RESTORED = "restored", _("restored or admitted again")
    TRANSFERRED = "transferred", _("transferred away")
    DIED = "died", _("died")
    EXPELLED = "expelled", _("expelled")
    REMOVED = "removed", _("name removed")
    LEFT = "left", _("left the Party")


class PostKind(TextChoices):
    SECRETARY = "secretary", _("secretary")
    DEPUTY = "deputy", _("deputy secretary")
    COMMITTEE = "committee", _("cell committee member")
    GROUP_LEADER = "group_leader", _("group leader")


# Those who make up the committee of a cell that has one (294-QĐ/TW §23.2).
IN_COMMITTEE = (PostKind.SECRETARY, PostKind.DEPUTY, PostKind.COMMITTEE)
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
    SPENT = "spent", _("had been sentenced for a less serious crime; the sentence is spent")
    ABANDONED = "abandoned", _("had abandoned Party life")
    DISUNITY = "disunity", _("had caused serious disunity")
    CORRUPTION = "corruption", _("had been corrupt")
    GRAVE_CRIME = "grave_crime", _("had been sentenced for a serious crime")


# Those with such a past are never admitted again (294-QĐ/TW §3.5).
NEVER_AGAIN = (Ground.ABANDONED, Ground.DISUNITY, Ground.CORRUPTION, Ground.GRAVE_CRIME)


# Instead of an entry of the list of ethnic groups: all of them but the Kinh.
MINORITY = "minority"


class CapBase(TextChoices):
    """Of whom the share of excellent ratings is counted (HD 21-HD/BTCTW 2019: of those rated good)."""

    GOOD = "good", _("those proposed as good")
    GOOD_AND_ABOVE = "good_and_above", _("those proposed as good or excellent")


class DisciplineForm(TextChoices):
    REPRIMAND = "reprimand", _("reprimand")
    WARNING = "warning", _("formal warning")
    DISMISSAL = "dismissal", _("dismissal from posts")
    EXPULSION = "expulsion", _("expulsion")


class CellDisciplineForm(TextChoices):
    """Of an organisation. Dissolution ends no cell by itself: its members go where the decision says."""

    REPRIMAND = DisciplineForm.REPRIMAND.value, DisciplineForm.REPRIMAND.label
    WARNING = DisciplineForm.WARNING.value, DisciplineForm.WARNING.label
    DISSOLUTION = "dissolution", _("dissolution")


class CommendationForm(TextChoices):
    PRAISE = "praise", _("praise")
    CERTIFICATE = "certificate", _("certificate of merit")
    HIGH_CERTIFICATE = "high_certificate", _("high certificate of merit")
    FLAG = "flag", _("flag of honour")


class Occasion(TextChoices):
    """What a commendation is for (06-HD/TW §19)."""

    AD_HOC = "ad_hoc", _("a single deed")
    YEAR = "year", _("a year")
    FIVE_YEARS = "five_years", _("five years running")


class Early(TextChoices):
    """What lets a badge come before its day (06-HD/TW §18.1, 18.2)."""

    ILL = "ill", _("seriously ill")
    POSTHUMOUS = "posthumous", _("posthumous")


class BadgeState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("badge", "proposed")
    DECIDED = "decided", _("decided")
    AWARDED = "awarded", _("awarded")
    REFUSED = "refused", _("returned")

    @property
    def tone(self):
        return {BadgeState.AWARDED: "ok", BadgeState.REFUSED: "warn"}.get(self, "info")


class Area(TextChoices):
    """What the work given to a member is about; for farmers in hamlets the usual themes (38-HD/BTCTW §IV.2)."""

    ECONOMY = "economy", _("household economy and crops")
    HAMLET = "hamlet", _("a clean hamlet")
    SECURITY = "security", _("order and security")
    POOR = "poor", _("helping poor households")
    GROWTH = "growth", _("helping an outstanding person join")
    MASSES = "masses", _("mass organisations and persuasion")
    PARTY = "party", _("Party work of the cell")
    OTHER = "other", _("other work")


class DutyState(TextChoices):
    IN_HAND = "in_hand", _("in hand")
    DONE = "done", _("done")
    NOT_DONE = "not_done", pgettext_lazy("work given", "not done")
    DROPPED = "dropped", _("dropped in the course of the year")

    @property
    def tone(self):
        return {DutyState.DONE: "ok", DutyState.NOT_DONE: "bad", DutyState.IN_HAND: "info"}.get(self, "")


class CourseKind(TextChoices):
    LEADERS = "leaders", _("training of secretaries and cell committees")
    NEW_MEMBERS = "new_members", _("class for new members")
    AWARENESS = "awareness", _("class on awareness of the Party")
    THEORY = "theory", _("political theory")
    OTHER = "other", _("other class")


class TrainingState(TextChoices):
    """How somebody in a post stands with the classes for it."""

    OVERDUE = "overdue", pgettext_lazy("of training", "overdue")
    DUE = "due", pgettext_lazy("of training", "due")
    NOT_YET = "not_yet", pgettext_lazy("of training", "not yet")
    TRAINED = "trained", pgettext_lazy("of training", "trained")

    @property
    def tone(self):
        return {TrainingState.OVERDUE: "bad", TrainingState.DUE: "warn", TrainingState.TRAINED: "ok"}.get(self, "info")


class CourseResult(TextChoices):
    ENROLLED = "enrolled", _("enrolled")
    COMPLETED = "completed", _("completed")
    NOT_COMPLETED = "not_completed", _("not completed")

    @property
    def tone(self):
        return {CourseResult.COMPLETED: "ok", CourseResult.NOT_COMPLETED: "bad"}.get(self, "info")


class Level(TextChoices):
    """The four levels of a yearly rating (366-QĐ/TW 2025)."""

    EXCELLENT = "excellent", _("fulfilled the tasks excellently")
    GOOD = "good", _("fulfilled the tasks well")
    DONE = "done", _("fulfilled the tasks")
    NOT_DONE = "not_done", _("did not fulfil the tasks")

    def above(self, other):
        """Whether this is a better level than `other`."""
        return list(Level).index(self) < list(Level).index(other)


class LeftOut(TextChoices):
    """Why a member is not rated for a year."""

    EXEMPT = "exempt", _("exempt")
    NEW = "new", _("too short a time in the Party")


class LifeOf(TextChoices):
    """Of two records of one person, whose recorded life is true."""

    KEPT = "kept", _("of the record that stays")
    OTHER = "other", _("of the other record")
    BOTH = "both", _("both together")


class HamletRoleKind(TextChoices):
    """What the people of a hamlet know somebody as, besides posts in the Party; the commune posts cadres there."""

    HEAD = "head", _("head of hamlet")
    PRESTIGE = "prestige", _("person of prestige")
    ELDER = "elder", _("village elder")
    POSTED = "posted", _("cadre posted to the hamlet")


class SlipKind(TextChoices):
    """The transfer slips, called by the boxes of their forms (38-HD/BTCTW §4.2-4.3)."""

    OUT = "out", _("official, out of the body above: 10 boxes")
    WITHIN = "within", _("official, within the body above: 7 boxes")
    TEMPORARY = "temporary", _("temporary: 8 boxes")
    ABROAD = "abroad", _("abroad: 2 boxes")

    @property
    def event(self):
        """What happens in the life of who is given such a slip."""
        return EventKind.GO_AWAY if self == SlipKind.TEMPORARY else EventKind.TRANSFER_OUT


class SlipState(TextChoices):
    OPEN = "open", _("not yet presented")
    OVERDUE = "overdue", _("not presented, overdue")
    PRESENTED = "presented", _("presented")
    LATE = "late", _("presented late")
    STRUCK = "struck", _("struck out")

    @property
    def tone(self):
        tones = {SlipState.OPEN: "info", SlipState.OVERDUE: "bad", SlipState.PRESENTED: "ok", SlipState.LATE: "warn"}
        return tones.get(self, "")
