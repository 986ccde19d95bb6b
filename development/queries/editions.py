"""What an edition of the rules of admission would change for the cases that are open, beside the edition before."""

from dataclasses import dataclass, replace

from cells.queries import rules_before
from development.enums import CaseState
from development.models import AdmissionRules, Candidate
from development.queries.cases import case_files
from development.rules.course import StepRuleError
from development.rules.votes import authority


@dataclass(frozen=True)
class Changed:
    """A case that would stand otherwise: [Missing] `lacks` only under the edition and `meets` no longer, `moved`
    [(Clock, last day before, last day then)], the Authority that would vote `instead`, or None; `unfit`: why the steps
    on record would not fit the edition, empty where they do."""

    candidate: Candidate
    lacks: tuple = ()
    meets: tuple = ()
    moved: tuple = ()
    instead: object = None
    unfit: str = ""

    @property
    def differs(self):
        return bool(self.lacks or self.meets or self.moved or self.instead or self.unfit)


def changed_cases(edition, today):
    """[Changed] of the open cases of its commune by an edition of AdmissionRules or AdmissionChoices, as of `today` or
    of its first day if that is to come, in the order of their numbers; a fixed number of queries."""
    later = type(edition).objects.published().filter(commune=edition.commune_id, since__gt=edition.since)
    until = later.order_by("since").values_list("since", flat=True).first()
    before, day = rules_before(edition), max(today, edition.since)

    def covers(on):
        return edition.since <= on and (until is None or on < until)

    files = case_files(Candidate.objects.open().filter(commune=edition.commune_id).order_by("pk"))
    found = [
        _changed(file, *(_ruled_by(file.known, rules, covers) for rules in (before, edition)), day) for file in files
    ]
    return [one for one in found if one.differs]


def _ruled_by(known, rules, covers):
    """The Known of a case as if `rules` were in force on the days that `covers` tells."""

    def instead_of(usual):
        return lambda day: rules if covers(day) else usual(day)

    if isinstance(rules, AdmissionRules):
        return replace(known, clocks=replace(known.clocks, rules_on=instead_of(known.clocks.rules_on)))
    return replace(known, choices_on=instead_of(known.choices_on))


def _changed(file, before, then, day):
    try:
        old, new = (replace(file, known=known).course() for known in (before, then))
    except StepRuleError as error:
        return Changed(file.candidate, unfit=str(error))
    ends = {clock: one.last for clock, one in old.running(day, met=False).items()}
    moved = [(clock, ends[clock], one.last) for clock, one in new.running(day, met=False).items()]
    about = {"moved": tuple(told for told in moved if told[1] != told[2])}
    if old.decision is None:
        lacks, lacked = (course.missing_on(course.passed_on or day) for course in (new, old))
        about["lacks"] = _without(lacks, lacked)
        about["meets"] = _without(lacked, lacks)
    if old.state == CaseState.CELL_VOTED:
        bodies = [authority(known.clocks.rules_on(day), known.choices_on(day)) for known in (before, then)]
        about["instead"] = bodies[1] if bodies[0] != bodies[1] else None
    return Changed(file.candidate, **about)


def _without(lacks, others):
    known = {(one.lack, one.leads) for one in others}
    return tuple(one for one in lacks if (one.lack, one.leads) not in known)
