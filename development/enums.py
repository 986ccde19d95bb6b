from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Schooling(TextChoices):
    """What shows that somebody of the lowland finished lower secondary school."""

    DIPLOMA = "diploma", _("lower-secondary diploma")
    PROGRAMME = "programme", _("lower-secondary programme completed")


class CeremonyFrom(TextChoices):
    """The day from which the ceremony has its working days."""

    RECEIPT = "receipt", _("the day the cell received the decision")
    DECISION = "decision", _("the day of the decision")


class Authority(TextChoices):
    """Who admits and recognises."""

    STANDING = "standing committee", _("Standing Committee, more than half")
    COMMITTEE = "committee", _("empowered Committee of a base organisation, at least two thirds")


class Living(TextChoices):
    """Where a candidate lives: in mountain, border, island, ethnic-minority and specially difficult areas less
    schooling is asked."""

    LOWLAND = "lowland", _("lowland")
    HIGHLAND = "highland", _("mountain, border, island, ethnic-minority or specially difficult area")


class CaseState(TextChoices):
    """How far somebody has come on the way into the Party, in this order; `ENDED` is beside it."""

    PROPOSED = "proposed", _("outstanding person")
    SYMPATHISER = "sympathiser", _("sympathiser")
    HELPER = "helper", _("helper assigned")
    CLASS = "class", _("awareness class completed")
    FILE_ALLOWED = "file_allowed", _("file allowed")
    FILE = "file", _("file made")
    CELL_VOTED = "cell_voted", _("cell voted")
    COMMITTEE_VOTED = "committee_voted", _("Committee voted")
    DECIDED = "decided", _("admission decided")
    PROBATION = "probation", _("on probation")
    RECOGNISED = "recognised", _("recognised as official")
    ENDED = "ended", pgettext_lazy("case", "ended")

    def below(self, other):
        return _PLACES[self] < _PLACES[other]


_PLACES = {state: place for place, state in enumerate(CaseState)}


class StepKind(TextChoices):
    """What is done on the way. The rules of each are those of `development.rules.course`."""

    PROPOSE = "propose", _("proposed as an outstanding person")
    LIST = "list", _("put on the list of sympathisers")
    UNLIST = "unlist", _("taken off the list of sympathisers")
    HELPER = "helper", _("naming of a helper")
    CLASS = "class", _("awareness class")
    ALLOW = "allow", _("allowed to start a file")
    FILE = "file", _("papers of the file handed in")
    CONSENT = "consent", _("consent of the provincial Standing Committee")
    CELL_VOTE = "cell_vote", _("vote of the cell")
    EXTEND = "extend", _("more working days for the decision")
    COMMITTEE_VOTE = "committee_vote", _("vote of the Committee")
    DECIDE = "decide", _("admission decision")
    CEREMONY = "ceremony", _("admission ceremony")
    PROLONG = "prolong", _("probation prolonged")
    BACK = "back", _("moved back")
    HAND_OVER = "hand_over", _("handed over to another cell")
    END = "end", _("case ended")


class About(TextChoices):
    """What a vote, or more time for a decision, is about."""

    ADMISSION = "admission", _("admission")
    RECOGNITION = "recognition", _("recognition")


class ConsentTo(TextChoices):
    """What the provincial Standing Committee consents to, or which further papers are attached."""

    AGE = "age", _("age over 60")
    EDUCATION = "education", _("education below primary")
    READMISSION = "readmission", _("admission once more")
    SPECIAL_CASE = "special case", _("special case: the further papers")


class HamletPart(TextChoices):
    """What somebody is in the hamlet: in the highland such people are admitted with less than primary education."""

    ELDER = "elder", _("village elder")
    HEAD = "hamlet head", _("hamlet head")
    PRESTIGE = "prestige", _("person of prestige")


class UnionResolution(TextChoices):
    YOUTH = "youth", _("Youth Union")
    TRADE = "trade", _("trade union")


class LeftBecause(TextChoices):
    """Why somebody who wants to be admitted once more had left the Party."""

    REMOVED = "removed", _("name removed")
    EXPELLED = "expelled", _("expelled")
    ASKED = "asked", _("had asked to leave")
    ABANDONED = "abandoned", _("had abandoned Party life")
    DISUNITY = "disunity", _("had caused serious disunity")
    CORRUPTION = "corruption", _("had been corrupt")
    SERIOUS_CRIME = "serious crime", _("had been sentenced for a serious crime")
    LESSER_CRIME = "lesser crime", _("had been sentenced for a less serious crime")


class Lack(TextChoices):
    """Which condition of admission is not met."""

    TOO_YOUNG = "too young", _("too young")
    OVER_60 = "over 60", _("above the age")
    EDUCATION = "education", _("general education")
    NO_CERTIFICATE = "no certificate", _("no certificate of the awareness class")
    CERTIFICATE_EXPIRED = "certificate expired", _("the certificate has expired")
    PAPERS = "papers", _("papers of the file")
    UNION_RESOLUTION = "union resolution", _("resolution of the Youth Union")
    INTRODUCERS = "introducers", _("introducers")
    READMISSION = "readmission", _("admission once more")
    SPECIAL_CASE = "special case", _("further papers of a special case")


class Waivable(TextChoices):
    """A rule about steps that an administrator may let pass; so may what lacks for the vote of the cell (`Lack`)."""

    NOT_LISTED = "not listed", _("not on the list of sympathisers")
    NO_HELPER = "no helper", _("no helper in office")
    NOT_CERTIFIED = "not certified", _("no valid certificate of the awareness class")
    NOT_ALLOWED = "not allowed", _("the file is not allowed")
    NO_FILE = "no file", _("the file is not made")
    PROBATION_RUNS = "probation runs", _("probation has not ended")
    OTHER_BODY = "other body", _("another body decides")
    CELL_AGAINST = "cell against", _("the vote of the cell did not pass")
    COMMITTEE_AGAINST = "committee against", _("the vote of the Committee did not pass")
    NO_CONSENT = "no consent", _("a consent is missing")
    LATE_CEREMONY = "late ceremony", _("the ceremony is late")
    TOO_LONG = "too long", _("probation prolonged by more months than allowed")


class PassState(TextChoices):
    """What became of a step that was to be let pass."""

    WAITING = "waiting", pgettext_lazy("pass", "waits for the administrator")
    GRANTED = "granted", pgettext_lazy("pass", "let pass")
    REFUSED = "refused", pgettext_lazy("pass", "not let pass")
    USED = "used", pgettext_lazy("pass", "let pass and recorded")

    @property
    def tone(self):
        return {PassState.WAITING: "warn", PassState.REFUSED: "bad", PassState.GRANTED: "info"}.get(self, "ok")


class Answer(TextChoices):
    """Whether the cell would be right to propose admission."""

    YES = "yes", _("yes")
    CONSENT = "consent", _("the cell may vote, the decision waits for consent")
    NO = "no", _("no")


class Clock(TextChoices):
    """A limit that runs from a day."""

    CERTIFICATE = "certificate valid until", _("certificate valid until")
    PAPERS = "papers valid until", _("papers valid until")
    ADMISSION = "admission decided by", _("admission decided by")
    CEREMONY = "ceremony by", _("ceremony by")
    PROBATION = "probation ends", _("probation ends")
    CONSIDERED = "recognition considered by", _("recognition considered by")
    RECOGNITION = "recognition decided by", _("recognition decided by")
    CARD = "record card by", _("record card by")
    READMISSION = "readmission from", _("admission once more possible from")


class Reason(TextChoices):
    """Why a file stops or is moved back."""

    AWAY = "away", _("works far away")
    EDUCATION = "education", _("education not sufficient")
    VETTING = "vetting", _("vetting not finished")
    CERTIFICATE = "certificate", _("certificate expired")
    PAPERS = "papers", _("papers expired")
    VOTE = "vote", _("not two thirds of the votes")
    HELPER = "helper", _("helper moved away")
    OTHER = "other", _("other reason")


class EndedBecause(TextChoices):
    WITHDRAWN = "withdrawn", _("withdrawn at the person's own wish")
    REJECTED = "rejected", pgettext_lazy("case", "rejected")
    REMOVED = "removed", pgettext_lazy("case", "removed")
    MOVED_AWAY = "moved away", _("moved away")
    DIED = "died", _("died")


class DossierPart(TextChoices):
    """When an item of the dossier has to be there (06-HD/TW §8.1; 38-HD/BTCTW)."""

    BEFORE_VOTE = "before_vote", _("before the vote of the cell")
    AFTER_VOTE = "after_vote", _("from the vote to the ceremony")
    RECOGNITION = "recognition", _("for the recognition")


class DossierItem(TextChoices):
    CERTIFICATE = "certificate", _("certificate of the awareness class")
    APPLICATION = "application", _("application for admission")
    CURRICULUM = "curriculum", _("curriculum vitae with vetting papers")
    INTRODUCTION = "introduction", _("introduction by members")
    UNION = "union", _("resolution of the union")
    OPINIONS = "opinions", _("sum of opinions of organisations and residence")
    CELL_RESOLUTION = "cell_resolution", _("resolution of the cell")
    COMMITTEE_RESOLUTION = "committee_resolution", _("resolution of the Committee")
    DECISION = "decision", _("admission decision")
    MEMBER_CURRICULUM = "member_curriculum", _("curriculum vitae of the member")
    CARD = "card", _("record card of the member")
    NEW_MEMBER_CLASS = "new_member_class", _("certificate of the class for new members")
    SELF_REVIEW = "self_review", _("self-review of the probationary member")
    HELPER_REMARKS = "helper_remarks", _("remarks of the helper")
    OPINIONS_AGAIN = "opinions_again", _("sum of opinions for the recognition")
    CELL_RESOLUTION_AGAIN = "cell_resolution_again", _("resolution of the cell on the recognition")
    RECOGNITION = "recognition", _("recognition decision")

    @property
    def part(self):
        items = list(type(self))
        if items.index(self) < items.index(DossierItem.CELL_RESOLUTION):
            return DossierPart.BEFORE_VOTE
        return (
            DossierPart.AFTER_VOTE
            if items.index(self) < items.index(DossierItem.NEW_MEMBER_CLASS)
            else (DossierPart.RECOGNITION)
        )


class FormKind(TextChoices):
    """The forms of admission and recognition, in the order of their numbers (KNĐ, 38-HD/BTCTW)."""

    APPLICATION = "application", _("application for admission")
    CURRICULUM = "curriculum", _("curriculum vitae of the applicant")
    INTRODUCTION = "introduction", _("introduction by members")
    UNION = "union_resolution", _("resolution of the union")
    OPINIONS = "opinions", _("sum of opinions of organisations and residence")
    CELL_RESOLUTION = "cell_resolution", _("resolution of the cell")
    APPRAISAL = "appraisal", _("appraisal by the Committee between")
    COMMITTEE_RESOLUTION = "committee_resolution", _("resolution of the Committee")
    DECISION = "decision", _("admission decision")
    SELF_REVIEW = "self_review", _("self-review of the probationary member")
    HELPER_REMARKS = "helper_remarks", _("remarks of the helper")
    OPINIONS_AGAIN = "opinions_again", _("sum of opinions for the recognition")
    CELL_RESOLUTION_AGAIN = "cell_resolution_again", _("resolution of the cell on the recognition")
    APPRAISAL_AGAIN = "appraisal_again", _("appraisal for the recognition")
    COMMITTEE_RESOLUTION_AGAIN = "committee_resolution_again", _("resolution of the Committee on the recognition")
    RECOGNITION = "recognition", _("recognition decision")


class ItemState(TextChoices):
    MISSING = "missing", pgettext_lazy("item", "missing")
    HAVE = "have", _("there")
    NOT_APPLICABLE = "not_applicable", _("not applicable")

    @property
    def tone(self):
        return {ItemState.HAVE: "ok", ItemState.MISSING: "warn"}.get(self, "")


class Urgency(TextChoices):
    """How near the end of a clock is."""

    NONE = "none", pgettext_lazy("of a clock", "in time")
    WARNING = "warning", _("soon due")
    RED = "red", _("overdue")

    @property
    def tone(self):
        return {Urgency.WARNING: "warn", Urgency.RED: "bad"}.get(self, "")


class Stage(TextChoices):
    """What the board shows together."""

    FOLLOWED = "followed", _("followed and helped")
    CLASS = "class", _("awareness class")
    FILE = "file", _("making the file")
    DECIDING = "deciding", _("voted on, waiting for the decision")
    PROBATION = "probation", _("probation, 12 months")

    @classmethod
    def of(cls, state):
        """The Stage of a CaseState; None where the way is over."""
        for stage, last in (
            (cls.FOLLOWED, CaseState.HELPER),
            (cls.CLASS, CaseState.CLASS),
            (cls.FILE, CaseState.FILE),
            (cls.DECIDING, CaseState.DECIDED),
            (cls.PROBATION, CaseState.PROBATION),
        ):
            if not last.below(state):
                return stage
        return None


class Sign(TextChoices):
    """What a case asks for now, besides its clocks."""

    NO_HELPER = "no_helper", _("no helper in office")

    @property
    def tone(self):
        return "bad"


class UnitKind(TextChoices):
    """Where a unit of a mass organisation stands."""

    COMMUNE = "commune", _("of the commune")
    HAMLET = "hamlet", _("of a hamlet")
    TRADE = "trade", _("of a trade or workplace")


class HeadRole(TextChoices):
    HEAD = "head", _("head")
    DEPUTY = "deputy", _("deputy head")


class Basis(TextChoices):
    """How somebody came to lead a unit."""

    ELECTED = "elected", _("elected")
    APPOINTED = "appointed", _("appointed")
    PROVISIONAL = "provisional", _("provisional, until the congress")


class MovementKind(TextChoices):
    MOVEMENT = "movement", _("movement")
    MODEL = "model", _("model")
    SKILFUL = "skilful", _("skilful mass mobilisation")
    RURAL = "rural", _("new countryside")
    CAMPAIGN = "campaign", _("campaign")


class MovementField(TextChoices):
    """The four fields of skilful mass mobilisation (dân vận khéo)."""

    ECONOMY = "economy", _("economy")
    CULTURE = "culture", _("culture and society")
    DEFENCE = "defence", _("defence and security")
    POLITICS = "politics", _("building the political system")


class MovementState(TextChoices):
    """What became of a movement of a year, told by its days."""

    REGISTERED = "registered", _("registered")
    UNDER_WAY = "under_way", _("carried out")
    RECOGNISED = "recognised", _("recognised")
    REFUSED = "refused", _("not recognised")
    ENDED = "ended", _("struck off the list")

    @property
    def tone(self):
        return {MovementState.RECOGNISED: "ok", MovementState.UNDER_WAY: "info", MovementState.REFUSED: "warn"}.get(
            self, ""
        )


class Part(TextChoices):
    CORE = "core", _("at its core")
    TAKES = "takes", _("takes part in it")


class PlaceKind(TextChoices):
    """Whose a target is."""

    COMMUNE = "commune", _("commune")
    CELL = "cell", _("cell")
    HAMLET = "hamlet", _("hamlet")
    ORGANISATION = "organisation", _("mass organisation")


class CountedIn(TextChoices):
    """In what a target is set and its result told."""

    PERSONS = "persons", pgettext_lazy("counted in", "persons")
    PERCENT = "percent", "%"
    HAMLETS = "hamlets", _("hamlets")
    MODELS = "models", _("models")


class Measure(TextChoices):
    """What a target is about. What each counts, `development.queries.results` says."""

    ADMITTED = "admitted", _("members admitted")
    SYMPATHISERS = "sympathisers", _("persons put on the list of sympathisers")
    CERTIFICATES = "certificates", _("certificates of the awareness class")
    RATE = "rate", _("rate of admission")
    WOMEN = "women", _("women among the admitted")
    YOUTH = "youth", _("youth among the admitted")
    MINORITY = "minority", _("ethnic minorities among the admitted")
    FARMERS = "farmers", _("farmers among the admitted")
    ADMITTING = "admitting", _("cells that admitted somebody")
    SOURCE = "source", _("cells with somebody on the list of sympathisers")
    CELLS_WELL = "cells_well", _("cells that fulfilled the tasks well or better")
    MEMBERS_WELL = "members_well", _("members who fulfilled the tasks well or better")
    GOOD = "good", _("months rated Good")
    TRAINED = "trained", _("secretaries trained")
    HEADS = "heads", _("secretaries who are head of a hamlet")
    COVERED = "covered", _("hamlets with a cell")
    WHITE = "white", _("hamlets in which no member lives")
    SKILFUL = "skilful", _("models of skilful mass mobilisation recognised")

    @property
    def counted_in(self):
        own = {Measure.WHITE: CountedIn.HAMLETS, Measure.SKILFUL: CountedIn.MODELS}
        persons = (Measure.ADMITTED, Measure.SYMPATHISERS, Measure.CERTIFICATES)
        return own.get(self, CountedIn.PERSONS if self in persons else CountedIn.PERCENT)

    @property
    def adds_up(self):
        """Whether targets of parts are shared out of that of the whole."""
        return self in (Measure.ADMITTED, Measure.SYMPATHISERS, Measure.CERTIFICATES, Measure.SKILFUL)

    @property
    def at_most(self):
        """Whether the target is not to be passed; else it is to be reached."""
        return self == Measure.WHITE

    @property
    def yearly(self):
        """Whether there is no such target of a term."""
        return self in (Measure.RATE, Measure.CELLS_WELL, Measure.MEMBERS_WELL)

    @property
    def places(self):
        """The kinds of places that may have such a target."""
        everywhere, by_cell = tuple(PlaceKind), (PlaceKind.COMMUNE, PlaceKind.CELL)
        own = dict.fromkeys((Measure.RATE, Measure.MEMBERS_WELL, Measure.GOOD), by_cell)
        own[Measure.SKILFUL] = (PlaceKind.COMMUNE, PlaceKind.CELL, PlaceKind.ORGANISATION)
        among_admitted = (Measure.WOMEN, Measure.YOUTH, Measure.MINORITY, Measure.FARMERS)
        persons = (Measure.ADMITTED, Measure.SYMPATHISERS, Measure.CERTIFICATES)
        return own.get(self, everywhere if self in (*persons, *among_admitted) else (PlaceKind.COMMUNE,))


class TargetState(TextChoices):
    EXCEEDED = "exceeded", _("exceeded")
    REACHED = "reached", _("reached")
    NOT_YET_DUE = "not_yet_due", _("not yet due")
    MISSED = "missed", _("missed")
    NOT_SET = "not_set", _("no target")

    @property
    def tone(self):
        return {TargetState.NOT_YET_DUE: "info", TargetState.MISSED: "bad", TargetState.NOT_SET: ""}.get(self, "ok")


class Attained(TextChoices):
    """General education as it is told of the newly admitted."""

    READS = "reads", _("reads and writes")
    PRIMARY = "primary", _("primary school")
    LOWER = "lower", _("lower secondary school")
    UPPER = "upper", _("upper secondary school")


class EarlySign(TextChoices):
    """What tells early that a cell may lose its strength, or a hamlet its members; each stands for itself."""

    ABLE = "able", _("official members able to meet")
    OFFICIAL = "official", pgettext_lazy("sign", "official members")
    MEAN_AGE = "mean_age", _("mean age")
    AGED = "aged", _("share of aged members")
    YOUNG = "young", _("young members")
    NOT_ADMITTED = "not_admitted", _("nobody admitted")
    NOT_LISTED = "not_listed", _("nobody on the list of sympathisers")
    SECRETARY_AGE = "secretary_age", _("age of the secretary")
    SECRETARY_YEARS = "secretary_years", _("years of the secretary in the post")
    AHEAD = "ahead", _("official members to be expected")
    BORN_UNKNOWN = "born_unknown", _("birth year unknown")
    WHITE = "white", _("no member lives in the hamlet")
    UNSERVED = "unserved", _("no cell serves the hamlet")


class Alarm(TextChoices):
    """How a sign stands: `UNKNOWN` where the records do not tell."""

    RED = "red", pgettext_lazy("sign", "red")
    WARN = "warn", pgettext_lazy("sign", "warning")
    UNKNOWN = "unknown", pgettext_lazy("sign", "not known")

    @property
    def tone(self):
        return {Alarm.RED: "bad", Alarm.WARN: "warn"}.get(self, "info")


class FoundingWay(TextChoices):
    """How a hamlet comes to its cell."""

    RESIDENTS = "residents", _("own cell of the members who live there")
    SPLIT = "split", _("own cell, split from a joint cell")
    POSTED = "posted", _("own cell, with cadres posted to the hamlet")
    ADMITTED = "admitted", _("own cell, of people admitted through the nearest cell")
    JOINT = "joint", _("a new joint cell of several hamlets")


class FoundingStepKind(TextChoices):
    """What is done to found a cell. When each may come, `development.rules.founding` says."""

    SURVEY = "survey", _("survey of the hamlet")
    WAY = "way", _("choice of the way")
    PROPOSE = "propose", _("proposal to found the cell")
    APPRAISE = "appraise", _("appraisal and vote of the Committee")
    DECIDE = "decide", _("decisions on the founding")
    EFFECT = "effect", _("cell founded")
    ANNOUNCE = "announce", _("announcement and handing over")
    CONGRESS = "congress", _("first congress")
    GIVE_UP = "give_up", _("founding given up")


class FoundingStage(TextChoices):
    """What a founding waits for, in this order; the last two are its ends."""

    WAY = "way", _("waits for the choice of the way")
    MEMBERS = "members", _("waits for three official members")
    DOSSIER = "dossier", _("waits for the dossier and the proposal")
    APPRAISAL = "appraisal", _("waits for the appraisal")
    DECISION = "decision", _("waits for the decisions")
    EFFECT = "effect", _("waits for its day")
    ANNOUNCEMENT = "announcement", _("waits for the announcement")
    MEETING = "meeting", _("waits for the first meeting")
    CONGRESS = "congress", _("waits for the first congress")
    DONE = "done", _("founded, all steps done")
    GIVEN_UP = "given_up", _("given up")

    @property
    def tone(self):
        return {FoundingStage.DONE: "ok", FoundingStage.GIVEN_UP: ""}.get(self, "info")

    @property
    def over(self):
        return self in (FoundingStage.DONE, FoundingStage.GIVEN_UP)


class FoundingPaper(TextChoices):
    """What the proposal to found a cell is handed in with."""

    MEMBERS = "members", _("list of members with their standing and dates")
    LEADERS = "leaders", _("proposed secretary and cell committee")
    OPINIONS = "opinions", _("opinions of the cells that give members")
    HAMLET = "hamlet", _("decision by which the hamlet was set up")


class UnitSize(TextChoices):
    """What a unit of a mass organisation may elect with the members that it has."""

    TOO_SMALL = "too-small", _("too few members to stand alone: they join another unit")
    HEADS = "heads", _("elects its head and a deputy, no committee")
    COMMITTEE = "committee", _("elects a committee")

    @property
    def tone(self):
        return "bad" if self == UnitSize.TOO_SMALL else "info"
