"""The way of a person into the Party told as steps, and how far it has come, or the step that the rules refuse.

No queries and no clock: steps and facts in, a state out. Because every new step, also a back-dated one, plays the whole
case again, a rule about the order of steps holds whatever the order in which the office learned of them. What is asked
of other records (conditions of admission, a helper in office) is judged once, when the step is recorded: what is
learned of a helper later does not undo a permission given in good faith.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext_lazy

from common.errors import RuleError
from development.enums import About, Answer, CaseState, Clock, ConsentTo, LeftBecause, StepKind, Urgency, Waivable
from development.rules.clocks import readmission_from
from development.rules.conditions import Applicant, Grade, Introducer, answer, missing
from development.rules.votes import authority, passed_in_cell, passed_in_committee

_ = cache(gettext_lazy)  # most sentences are of what holds, and are never said

WARNED = timedelta(days=90)  # calendar days
BALLOTS = 3  # without two thirds on recognition: then the Committee decides (294-QĐ/TW §4.2.3)


class StepRuleError(RuleError):
    """A step that a rule refuses; `step` is the one that does not fit. `waivable`: the rules (Waivable, Lack) that an
    administrator may let pass with a reason; where there are none it cannot be so."""

    def __init__(self, message, field=None, step=None, waivable=()):
        super().__init__(message, field)
        self.step, self.waivable = step, frozenset(waivable)

    @property
    def overridable(self):
        return bool(self.waivable)


@dataclass(frozen=True)
class Probation:
    """What the records of the member say: `spans` [(since, until or None)] in which the member is recorded as
    probationary, or was so until the recognition was decided; `recognised_on` the day of that decision; `left_on` the
    day on which somebody left who is gone."""

    ceremony: date | None = None
    recognised_on: date | None = None
    left_on: date | None = None
    spans: tuple = ()

    def lasts_on(self, day):
        return any(since <= day and (until is None or day < until) for since, until in self.spans)


@dataclass(frozen=True)
class Known:
    """What other records tell of a case. `clocks` (Clocks) and `choices_on` of a day; `official(member number, day)`,
    `works(cell number, day)`; `profiles` what was known of the person, the first first; `introduced` {step number:
    ((member number, together since), ...)}."""

    clocks: object
    choices_on: object
    official: object
    works: object
    profiles: tuple = ()
    introduced: dict = field(default_factory=dict)
    probation: Probation = Probation()

    def profile_on(self, day):
        """The Profile of that day, or None."""
        return next((profile for profile in reversed(self.profiles) if profile.since <= day), None)


@dataclass(frozen=True)
class Vote:
    on: date
    passed: bool


@dataclass(frozen=True)
class Running:
    """A clock that was started: its `last` day in time, and the day on which it was `met`, None while it runs."""

    last: date
    met: date | None = None

    @property
    def kept_late(self):
        return self.met is not None and self.met > self.last

    def over(self, day):
        return self.met is None and day > self.last

    def urgency(self, day):
        """Warned of from 90 days before, red when it is over."""
        if self.met is not None or self.last - day > WARNED:
            return Urgency.NONE
        return Urgency.RED if self.over(day) else Urgency.WARNING


def played(known, steps, *, judging=None, until=None):
    """The Course after `steps`, in any order; with `until`, as it stood at the end of that day. `judging` is the step
    that is being recorded. Raises StepRuleError."""
    course = Course(known, judging, until)
    for step in _in_order(steps, until):
        course.play(step)
    return course


def moments(known, steps, *, until):
    """[(day, CaseState)]: when the state of a case changed, and to what, up to the end of the day `until`."""
    course, found = Course(known, None, None), []
    for step in _in_order(steps, until):
        course.day = step.on
        course.play(step)
        if not found or found[-1][1] != course.told:
            found.append((step.on, course.told))
    return found


def _in_order(steps, until):
    steps = sorted(steps, key=lambda step: (step.on, step.pk or float("inf")))
    return [step for step in steps if until is None or step.on <= until]


class Course:
    def __init__(self, known, judging, until):
        self.known, self.judging, self.day = known, judging, until
        self.step = None
        self.waived = set()  # rules that an administrator let pass for the step that is being recorded
        self.state = None
        self.cell = None  # number of the cell that handles the case
        self.listed = self.allowed = False
        self.helper, self.replaced = None, False
        self.certificate_on = None
        self.papers_on, self.introductions, self.union_resolution = None, (), ""
        self.consents = {}  # {ConsentTo: day of the paper}
        self.cell_vote = self.committee_vote = None
        self.passed_on = self.voted_on = None  # the resolution that passed; since when the state is that of a vote
        self.extended = set()  # of About
        self.decision = None  # the step
        self.ceremony = None
        self.recognition_votes, self.recognition_committee = [], None
        self.prolonged = 0
        self.ended = None  # the step

    def play(self, step):
        self.step = step
        if step.kind == StepKind.PROPOSE:
            self.fact(self.state is None, _("The person is on the way into the Party already."))
        else:
            about_member = step.about == About.RECOGNITION or step.kind == StepKind.PROLONG
            proposed = self.state is not None or (about_member and self.known.probation.spans)
            self.fact(proposed, _("The person was not proposed yet on that day."), "on")
            self.fact(self.ended is None, _("The case has been ended."), "on")
        getattr(self, f"_{step.kind}")(step)

    # What the rules say

    def fact(self, holds, sentence, field=None):
        """Refuse what cannot be so."""
        if not holds:
            raise StepRuleError(sentence, field, self.step)

    def rule(self, holds, sentence, *waivable, field=None):
        """Refuse what a rule forbids, unless an administrator lets it pass: all of the step, or these rules alone."""
        if holds:
            return
        lets = self.step.lets
        if not self.step.override or not (lets is None or lets >= set(waivable)):
            raise StepRuleError(sentence, field, self.step, waivable)
        if self.step is self.judging:
            self.waived |= set(waivable)

    def asked(self, question, sentence, *waivable, field=None):
        """As `rule`, or as `fact` where nobody may let it pass, of other records: `question()` is put while the step is
        being recorded, not again."""
        if self.step is not self.judging:
            return
        if waivable:
            self.rule(question(), sentence, *waivable, field=field)
        else:
            self.fact(question(), sentence, field)

    def reach(self, state):
        """A step sets its state only when that is higher than the present one."""
        if self.state.below(state):
            self.state = state

    def fall(self, state):
        """Back to `state`: what stood above it has to be done again; certificate, helper and consents stay facts."""
        self.state = state
        if state.below(CaseState.DECIDED):
            self.decision = None
        if state.below(CaseState.COMMITTEE_VOTED):
            self.committee_vote = None
        if state.below(CaseState.CELL_VOTED):
            self.cell_vote = self.passed_on = self.voted_on = None
        if state.below(CaseState.FILE):
            self.papers_on, self.introductions, self.union_resolution = None, (), ""
        if state.below(CaseState.FILE_ALLOWED):
            self.allowed = False
        if state == CaseState.PROPOSED:
            self.listed, self.helper = False, None

    # Until the file

    def _propose(self, step):
        self._require_cell_at_work(step)
        self.state, self.cell = CaseState.PROPOSED, step.cell_id

    def _list(self, step):
        self.fact(not self.listed, _("The person is on the list of sympathisers already."))
        self.listed = True
        self.reach(CaseState.SYMPATHISER)

    def _unlist(self, step):
        self._require_listed()
        self.fact(self.state.below(CaseState.CELL_VOTED), _("A vote of the cell stands: move the case back first."))
        self.fall(CaseState.PROPOSED)

    def _helper(self, step):
        self._require_listed()
        official = _("The helper is not an official member of the commune on that day.")
        self.asked(lambda: self.known.official(step.helper_id, step.on), official, field="helper")
        if self.helper != step.helper_id:
            self.replaced = self.helper is not None
        self.helper = step.helper_id
        self.reach(CaseState.HELPER)

    def _class(self, step):
        self._require_listed()
        if step.certificate_on is None:
            return
        words = _("The certificate cannot be of a day before the class ended.")
        self.fact(step.certificate_on >= step.on, words, "certificate_on")
        self.certificate_on = step.certificate_on
        self.reach(CaseState.CLASS)

    def _allow(self, step):
        self.rule(self.listed, _("The person is not on the list of sympathisers."), Waivable.NOT_LISTED)
        alone = _("There is no helper in office on that day.")
        self.asked(lambda: self.helper_on(step.on) is not None, alone, Waivable.NO_HELPER)
        valid = _("There is no certificate of the awareness class that is valid on that day.")
        self.asked(lambda: self.has_certificate(step.on), valid, Waivable.NOT_CERTIFIED)
        self.allowed = True
        self.reach(CaseState.FILE_ALLOWED)

    def _file(self, step):
        self.rule(self.allowed, _("The file is not allowed yet."), Waivable.NOT_ALLOWED)
        self.papers_on = step.on if step.opinions else None
        self.introductions = self.known.introduced.get(step.pk, ())
        self.union_resolution = step.union_resolution
        self.reach(CaseState.FILE)

    def _consent(self, step):
        self.fact(step.consent_to not in self.consents, _("This consent is there already."), "consent_to")
        self.consents[ConsentTo(step.consent_to)] = step.on

    def _require_cell_at_work(self, step):
        words = _("The cell is not at work on that day.")
        self.asked(lambda: self.known.works(step.cell_id, step.on), words, field="cell")

    def _require_listed(self):
        self.fact(self.listed, _("The person is not on the list of sympathisers."))

    def has_certificate(self, day):
        """Whether the certificate of the awareness class is valid on that day."""
        return (
            self.certificate_on is not None and self.certificate_on <= day and day <= self.last_day(Clock.CERTIFICATE)
        )

    def helper_on(self, day):
        """The number of the member who helps, while an official member of the commune; else None."""
        return self.helper if self.helper and self.known.official(self.helper, day) else None

    def applicant_on(self, day, *, consents_until=None):
        """The Applicant of that day; consents, and further papers of a special case, of `consents_until` instead."""
        profile, later = self.known.profile_on(day), self.known.profile_on(consents_until or day)
        introducers = tuple(
            Introducer(self.known.official(member, day), since, member == self.helper and self.replaced)
            for member, since in self.introductions
        )
        about = {
            "certificate_on": self.certificate_on,
            "papers_on": self.papers_on,
            "introducers": introducers,
            "union_resolution": self.union_resolution,
            "consent": frozenset(about for about, on in self.consents.items() if on <= (consents_until or day)),
        }
        if self.certificate_on:
            about["certificate_months"] = self.known.clocks.certificate_months_on(self.certificate_on)
        if profile is None:
            return Applicant(**about)
        named = ("born", "diploma", "part", "reads", "youth_union", "youth_cadre", "trade_union", "left_on", "hardship")
        named += ("left_because", "cleared_on", "readmitted_before", "special_case")
        facts = {name: getattr(profile, name) for name in named}
        facts["special_papers"] = later.special_papers
        facts["area"] = profile.lives_in or self.known.choices_on(day).area
        return Applicant(grade=Grade.read(profile.grade), **facts, **about)

    def missing_on(self, day, *, consents_until=None):
        """[Missing] for the cell's proposal of admission on that day."""
        who = self.applicant_on(day, consents_until=consents_until)
        return missing(who, day, self.known.clocks.rules_on(day), self.known.choices_on(day))

    # Votes and decisions

    def _cell_vote(self, step):
        words = _("More votes in favour than members with a vote were present.")
        self.fact(step.in_favour <= step.present, words, "in_favour")
        vote = Vote(step.on, passed_in_cell(base=step.base, in_favour=step.in_favour))
        if step.about == About.RECOGNITION:
            return self._vote_on_recognition(step, vote)
        self.fact(self.ceremony is None, _("The person has been admitted."))
        self.rule(not self.state.below(CaseState.FILE), _("The file is not made yet."), Waivable.NO_FILE)
        if step is self.judging:
            self._require_conditions(step)
        self.cell_vote = vote
        if vote.passed:
            self.passed_on = step.on
            self.voted_on = self.voted_on or step.on
            self.extended.discard(About.ADMISSION)
            self.reach(CaseState.CELL_VOTED)
        return None

    def _require_conditions(self, step):
        found = self.missing_on(step.on)
        against = [lack for lack in found if lack.leads == Answer.NO]
        words = _("The cell cannot propose admission on that day. %(why)s")
        about = {"why": " ".join(f"{lack.why} {lack.mend}" for lack in against)}
        self.rule(answer(found) != Answer.NO, words % about, *(lack.lack for lack in against))

    def _vote_on_recognition(self, step, vote):
        self._require_probation(step)
        ends = self.last_day(Clock.PROBATION)
        unknown = _("It is not known when the member was admitted: first enter the day of the ceremony in the file.")
        self.fact(ends is not None, unknown)
        words = _("Probation lasts until %(day)s.") % {"day": f"{ends:%d/%m/%Y}"}
        self.rule(step.on >= ends, words, Waivable.PROBATION_RUNS, field="on")
        self.recognition_votes.append(vote)
        if vote.passed:
            self.extended.discard(About.RECOGNITION)

    def _require_probation(self, step):
        words = _("The person is not on probation on that day.")
        self.asked(lambda: self.known.probation.lasts_on(step.on), words, field="on")

    def _extend(self, step):
        if step.about == About.RECOGNITION:
            on = self.known.probation.recognised_on
            voted, decided = self.recognition_passed_on, on if on and on <= step.on else None
        else:
            voted, decided = self.passed_on, self.decision
        self.fact(voted is not None, _("No vote of the cell has passed."))
        self.fact(decided is None, _("It is decided already."))
        self.fact(step.about not in self.extended, _("More time was given already."))
        self.extended.add(About(step.about))

    @property
    def recognition_passed_on(self):
        return next((vote.on for vote in reversed(self.recognition_votes) if vote.passed), None)

    @property
    def recognised_on(self):
        on = self.known.probation.recognised_on
        return on if on and (self.day is None or on <= self.day) else None

    def _committee_vote(self, step):
        rules, choices = self.known.clocks.rules_on(step.on), self.known.choices_on(step.on)
        words = _("More votes in favour than there are members.")
        self.fact(step.in_favour <= step.members, words, "in_favour")
        wanted = authority(rules, choices)
        self.rule(
            step.body == wanted,
            _("Under the rules of that day another body decides."),
            Waivable.OTHER_BODY,
            field="body",
        )
        passed = passed_in_committee(body=step.body, members=step.members, in_favour=step.in_favour)
        if step.about == About.RECOGNITION:
            self._require_probation(step)
            ballots = self.recognition_votes
            failed = sum(not vote.passed for vote in ballots)
            ready = bool(ballots) and (ballots[-1].passed or failed >= BALLOTS)
            words = _("The latest vote of the cell did not pass; after three such votes the Committee decides.")
            self.rule(ready, words, Waivable.CELL_AGAINST)
            self.recognition_committee = Vote(step.on, passed)
            return
        self.fact(self.ceremony is None, _("The person has been admitted."))
        ready = self.cell_vote is not None and self.cell_vote.passed
        self.rule(ready, _("The latest vote of the cell did not pass."), Waivable.CELL_AGAINST)
        self.committee_vote = Vote(step.on, passed)
        if passed:
            self.voted_on = self.voted_on or step.on
            self.reach(CaseState.COMMITTEE_VOTED)

    def _decide(self, step):
        self.fact(self.decision is None, _("It is decided already."))
        vote = self.committee_vote
        against = _("The Committee has not passed it.")
        self.rule(vote is not None and vote.passed, against, Waivable.COMMITTEE_AGAINST)
        received = step.received_on is None or step.received_on >= step.on
        self.fact(received, _("The cell cannot have received the decision before its day."), "received_on")
        words = _("A consent that this admission needs is missing on that day.")
        self.asked(lambda: not self._waits_for_consent(step.on), words, Waivable.NO_CONSENT)
        self.decision = step
        self.voted_on = self.voted_on or step.on
        self.reach(CaseState.DECIDED)

    def _waits_for_consent(self, day):
        """By the conditions of the day on which the cell voted."""
        found = self.missing_on(self.passed_on or day, consents_until=day)
        return any(lack.leads == Answer.CONSENT for lack in found)

    # Probation

    def _ceremony(self, step):
        self.fact(self.ceremony is None, _("The person has been admitted."))
        self.fact(self.decision is not None, _("There is no decision."))
        decision = self.decision
        received = decision.received_on is None or step.on >= decision.received_on
        self.fact(received, _("The ceremony cannot be before the cell received the decision."), "on")
        last = self.last_day(Clock.CEREMONY)
        consented = step.late_consent_on is not None and step.late_consent_on <= step.on
        words = _("The ceremony had to be held by %(day)s: later it needs the consent of the level above.")
        words %= {"day": f"{last:%d/%m/%Y}"}
        self.asked(lambda: step.on <= last or consented, words, Waivable.LATE_CEREMONY, field="late_consent_on")
        self.ceremony = step.on
        self.reach(CaseState.PROBATION)

    def _prolong(self, step):
        self._require_probation(step)
        self.fact(not self.prolonged, _("Probation was prolonged already."))
        most = self.known.choices_on(step.on).prolong_months
        words = _("Probation may be prolonged by at most %(months)s months.") % {"months": most}
        self.asked(lambda: step.months <= most, words, Waivable.TOO_LONG, field="months")
        self.prolonged = step.months

    # Back, sideways, out

    def _back(self, step):
        self.fact(self.ceremony is None, _("The person has been admitted."))
        self.fact(bool(step.note or step.because), _("Say why the case is moved back."), "note")
        to = CaseState(step.to_state)
        self.fact(to.below(self.state), _("Choose an earlier stage."), "to_state")
        self.fall(to)

    def _hand_over(self, step):
        self.fact(step.cell_id != self.cell, _("This cell has the case already."), "cell")
        if not step.reorganised:
            self._require_cell_at_work(step)
            self.fact(self.decision is None and self.ceremony is None, _("After the decision no case is handed over."))
            if CaseState.FILE.below(self.state):
                self.fall(CaseState.FILE)  # each cell's vote is its own
        self.cell = step.cell_id

    def _end(self, step):
        self.fact(self.ceremony is None, _("The person has been admitted."))
        self.ended = step

    # What it comes to

    @property
    def admitted_on(self):
        """The ceremony, also of a member whose way before it is not on record; None before it."""
        on = self.ceremony or self.known.probation.ceremony
        return on if on and (self.day is None or on <= self.day) else None

    @property
    def told(self):
        """The CaseState as it is told."""
        if self.ended:
            return CaseState.ENDED
        if self.state is None or not self.state.below(CaseState.PROBATION):
            return CaseState.RECOGNISED if self.recognised_on else CaseState.PROBATION
        return self.state

    def starts(self):
        """{Clock: (first day, what else the clock asks)} of each that has one."""
        found, prolonged = {}, {"prolonged": self.prolonged}
        about = {one: {"extended": one in self.extended} for one in About}
        if self.certificate_on:
            found[Clock.CERTIFICATE] = (self.certificate_on, {})
        if self.papers_on:
            found[Clock.PAPERS] = (self.papers_on, {})
        if self.passed_on:
            found[Clock.ADMISSION] = (self.passed_on, about[About.ADMISSION])
        if self.decision:
            found[Clock.CEREMONY] = (self.decision.on, {"received_on": self.decision.received_on})
        if on := self.admitted_on:
            found |= {Clock.PROBATION: (on, prolonged), Clock.CONSIDERED: (on, prolonged), Clock.CARD: (on, {})}
        if on := self.recognition_passed_on:
            found[Clock.RECOGNITION] = (on, about[About.RECOGNITION])
        if left := self._left():
            found[Clock.READMISSION] = left
        return found

    def _left(self):
        """(day of leaving or on which the sentence was spent, what the clock asks): of both, what ends later."""
        profile = self.known.profiles[-1] if self.known.profiles else None
        left_on = profile.left_on if profile else self.known.probation.left_on
        if left_on is None:
            return None
        waits = [(left_on, {})]
        if profile and profile.left_because == LeftBecause.LESSER_CRIME and profile.cleared_on:
            waits.append((profile.cleared_on, {"cleared": True}))
        return max(waits, key=lambda wait: readmission_from(wait[0], **wait[1]))

    def last_day(self, clock):
        """The last day in time, None where the clock has no first day."""
        return self._reckoned(clock, *self.starts().get(clock, (None, {})))

    def _reckoned(self, clock, start, about):
        return start and self.known.clocks.last_day(clock, start, **about)

    def running(self, day, *, met=True):
        """{Clock: Running} of the clocks that tell whether something is late, as of the end of `day`, with those that
        were `met`."""
        first_vote = self.recognition_votes[0].on if self.recognition_votes else None
        met_on = {
            Clock.CERTIFICATE: self.voted_on,
            Clock.PAPERS: self.voted_on,
            Clock.ADMISSION: self.decision and self.decision.on,
            Clock.CEREMONY: self.ceremony,
            Clock.CONSIDERED: first_vote or self.recognised_on,
            Clock.RECOGNITION: self.recognised_on,
        }
        begun = self.starts()
        counting = {clock: on for clock, on in met_on.items() if clock in begun and (met or on is None)}
        found = {clock: Running(self._reckoned(clock, *begun[clock]), on) for clock, on in counting.items()}
        if self.ended or (self.admitted_on and not self.known.probation.lasts_on(day)):
            return {clock: one for clock, one in found.items() if one.met}
        return found
