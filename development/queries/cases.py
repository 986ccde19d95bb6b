"""Cases as their steps tell them: how far each has come, what is missing, which clock runs until when."""

from collections import defaultdict
from dataclasses import dataclass, field

from cells.queries import communes_in_turn, work_calendar
from common.prepared import numbers, prepared
from development.models import AdmissionChoices, AdmissionRules, Candidate, Introduction, Pass, Profile, Step
from development.rules.clocks import Clocks
from development.rules.course import Known, Probation, played
from development.rules.votes import authority
from members.enums import EventKind, Standing
from members.models import CertificateRules, Event, Membership
from members.queries.life import working_spans

PLAYED = (  # what `development.rules.course` asks of a step
    *("candidate", "kind", "on", "cell", "reorganised", "helper", "about", "consent_to", "certificate_on"),
    *("union_resolution", "opinions", "base", "present", "members", "in_favour", "body", "received_on"),
    *("late_consent_on", "months", "to_state", "because", "note", "override", "event__on", "event__struck"),
)


@dataclass
class CaseFile:
    """The records of one case: its kept `steps`, and what is `known` besides."""

    candidate: Candidate
    known: Known
    steps: list = field(default_factory=list)

    def course(self, day=None, *, judging=None):
        """The Course, as it stood at the end of `day` or with all that is recorded. Raises StepRuleError."""
        return played(self.known, self.steps, judging=judging, until=day)


def case_files(candidates, *, also=(), cells=()):
    """[CaseFile of each of `candidates`, all of one commune]; twelve queries however many they are.

    `also`: numbers of members, and `cells` of cells, that a step to be recorded will name.
    """
    candidates = list(candidates)
    if not candidates:
        return []
    steps, introduced = _steps(candidates), _introduced(candidates)
    people = {member for told in introduced.values() for member, _since in told}
    works = working_spans({*cells, *(step.cell_id for told in steps.values() for step in told)})
    return _files(
        candidates,
        steps,
        _profiles(candidates),
        official=_official({*people, *_helpers(steps), *numbers(also)}),
        works=_covers(works),
        introduced=introduced,
    )


def board_files(candidates):
    """The same with what their clocks need, who the person is and who helps; at most nine queries. It does not tell
    what is missing, and takes no step."""
    candidates = list(candidates)
    if not candidates:
        return []
    steps = _steps(candidates, PLAYED)
    return _files(candidates, steps, _profiles(candidates), official=_official(_helpers(steps)), works=None)


def clock_files(candidates):
    """The same with what their clocks need alone; at most seven queries."""
    candidates = list(candidates)
    return _files(candidates, _steps(candidates, PLAYED), {}, official=None, works=None) if candidates else []


def _files(candidates, steps, profiles, **known):
    known_of = {place: known_in(*place) for place in {(one.commune_id, one.began_in_id) for one in candidates}}
    probations = _probations({one.member_id for one in candidates if one.member_id})
    return [
        CaseFile(
            one,
            Known(
                profiles=tuple(profiles.get(one.pk, ())),
                probation=probations.get(one.member_id, Probation()),
                **known | known_of[one.commune_id, one.began_in_id],
            ),
            steps[one.pk],
        )
        for one in candidates
    ]


def case_file(candidate, **also):
    return case_files([candidate], **also)[0]


def case_of_member(member):
    """The CaseFile of a member: of the way into the Party, or of the probation alone where no way is on record."""
    candidate = Candidate.objects.filter(member=member).first()
    return case_file(candidate or Candidate(commune_id=member.commune_id, member=member, full_name=member.full_name))


def _saved(candidates):
    return [one.pk for one in candidates if one.pk]


def known_in(commune, began_in=None):
    """{field of Known: value} of what holds for every case of a commune, given by its number, that `began_in` there or
    in one that has merged since; four queries, and one of mergers."""
    turns = communes_in_turn(commune, began_in)
    rules, choices, certificates = (
        model.objects.over_time([number for number, _until in turns])
        for model in (AdmissionRules, AdmissionChoices, CertificateRules)
    )

    def then(day):
        return next(number for number, until in turns if until is None or day < until)

    months = {"certificate_months_on": lambda day: certificates(then(day), day).certificate_months}
    return {
        "clocks": Clocks(rules_on=lambda day: rules(then(day), day), calendar=work_calendar(commune), **months),
        "choices_on": lambda day: choices(then(day), day),
    }


def _steps(candidates, fields=()):
    """{case number: [Step]}, of which `fields` are read, all without. A ceremony or a prolonged probation is of the day
    that the member's life says, and none where that was struck out."""
    steps = defaultdict(list)
    for step in _steps_of(candidates=_saved(candidates), fields=fields):
        if step.event_id:
            if step.event.struck:
                continue
            step.on = step.event.on
        steps[step.candidate_id].append(step)
    _let_pass([step for rows in steps.values() for step in rows if step.override])
    return steps


def _let_pass(steps):
    """What an administrator let pass for one of `steps` is remembered: those rules, and no other."""
    lets = defaultdict(frozenset)
    for row in Pass.objects.filter(used__in=steps) if steps else ():
        lets[row.used_id] |= row.refused_by
    for step in steps:
        step.lets = lets.get(step.pk)


@prepared
def _steps_of(candidates, *, fields):
    steps = Step.objects.kept().filter(candidate__in=candidates).select_related("event")
    return steps.only(*fields) if fields else steps


def _profiles(candidates):
    """{case number: [Profile]}, the first first."""
    profiles = defaultdict(list)
    for profile in _profiles_of(candidates=_saved(candidates)):
        profiles[profile.candidate_id].append(profile)
    return profiles


@prepared
def _profiles_of(candidates):
    return Profile.objects.kept().filter(candidate__in=candidates).select_related("hamlet")


def _introduced(candidates):
    """{step number: ((number of a member who introduces, together since), ...)}."""
    introduced = defaultdict(tuple)
    for step, *told in _introductions(candidates=_saved(candidates)):
        introduced[step] += (tuple(told),)
    return introduced


@prepared
def _introductions(candidates):
    rows = Introduction.objects.filter(step__candidate__in=candidates, step__struck=False)
    return rows.values_list("step", "member", "together_since")


def _helpers(steps):
    return {step.helper_id for told in steps.values() for step in told if step.helper_id}


def _official(members):
    """Whether one of `members` was an official member of the commune on a day, as a function of both."""
    spans = defaultdict(list)
    for member, since, until in _official_spans(members=members):
        spans[member].append((since, until))
    return _covers(spans)


@prepared
def _official_spans(members):
    rows = Membership.objects.filter(member__in=members, standing=Standing.OFFICIAL)
    return rows.values_list("member", "since", "until")


def _covers(spans):
    def covers(who, day):
        return any(since <= day and (until is None or day < until) for since, until in spans.get(who, ()))

    return covers


def _probations(members):
    """{member number: Probation} of their latest way into the Party."""
    if not members:
        return {}
    events, rows = defaultdict(dict), defaultdict(list)
    for member, kind, on in _admissions_of(members=members):
        told = events[member]
        if kind != EventKind.RECOGNISE:
            told.clear()
        told[kind == EventKind.RECOGNISE] = on
    for row in _memberships_of(members=members):
        rows[row.member_id].append(row)
    return {member: _probation(rows[member], events[member]) for member in rows}


@prepared
def _admissions_of(members):
    kinds = (EventKind.ADMIT, EventKind.READMIT, EventKind.RECOGNISE)
    rows = Event.objects.kept().filter(member__in=members, kind__in=kinds).order_by("on", "pk")
    return rows.values_list("member", "kind", "on")


@prepared
def _memberships_of(members):
    rows = Membership.objects.filter(member__in=members).select_related("member").order_by("since")
    return rows.only("member", "standing", "since", "until", "member__official_on", "member__ceremony_on")


def _probation(rows, told):
    """The Probation that memberships and events tell. A recognition takes effect before it is decided: until then the
    cell has a probationary member."""
    recognised_on, official_on = told.get(True), rows[-1].member.official_on.whole
    spans = []
    for row in rows:
        waiting = recognised_on and official_on and row.since >= official_on
        if row.standing == Standing.PROBATIONARY or (waiting and row.since < recognised_on):
            until = row.until
            if waiting and (until is None or until > recognised_on):
                until = recognised_on
            spans.append((row.since, until))
    ceremony = told.get(False) or rows[-1].member.ceremony_on.whole
    return Probation(ceremony, recognised_on, rows[-1].until, tuple(spans))


def authority_on(commune, day):
    """The Authority that admits and recognises in a commune, given by its number, on `day`."""
    rules, choices = (model.objects.in_force(commune, day) for model in (AdmissionRules, AdmissionChoices))
    return authority(rules, choices)
