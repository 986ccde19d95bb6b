"""How an inspection or a supervision stands on a day, and by when what comes next (domain 20.3, 20.4)."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from oversight.enums import AGAIN, NEEDED, STEPS, Body, CaseKind, CaseState, CaseStepKind, RemedyState

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Stand:
    """How a case stands on a day: its `state`, its steps that were `taken` {CaseStepKind: day, the last}, the needed
    one that comes `next`, or None, `next_by` when, or None, and `due_on`: by when it is to be concluded, or None."""

    state: CaseState
    taken: dict
    next: CaseStepKind | None
    next_by: date | None
    due_on: date | None


def stand(case, steps, rules, working, day):
    """The Stand of `case` at the end of `day`; `steps` of it that count, in order; `rules` an InspectionRules,
    `working` a WorkCalendar."""
    taken, extended = {}, None
    for step in (one for one in steps if one.on <= day):
        if step.kind == CaseStepKind.EXTEND:
            extended = step.due_on
        else:
            taken[CaseStepKind(step.kind)] = step.on
    following = next((kind for kind in NEEDED if kind not in taken), None)
    due_on = extended or limit_of(case, taken, rules, working) or case.due_on
    by = next_by(case, following, taken, due_on, rules, working)
    return Stand(_state(taken, by, day), taken, following, by, due_on)


def _state(taken, by, day):
    if CaseStepKind.ARCHIVE in taken:
        return CaseState.CLOSED
    if CaseStepKind.CONCLUDE in taken:
        return CaseState.CONCLUDED
    if by and by < day:
        return CaseState.LATE
    if CaseStepKind.OPEN in taken:
        return CaseState.UNDER_WAY
    return CaseState.PREPARED if CaseStepKind.DECIDE in taken else CaseState.PLANNED


def next_by(case, following, taken, due_on, rules, working):
    """The last day for the step `following`, or None where nothing says one."""
    if following == CaseStepKind.OPEN and case.body == Body.CELL:
        return working.working_days_after(taken[CaseStepKind.DECIDE], rules.opening_days)
    return due_on if following in (CaseStepKind.DECIDE, CaseStepKind.OPEN, CaseStepKind.CONCLUDE) else None


def limit_of(case, taken, rules, working):
    """By when the rules want a case concluded, or None while the limit has not begun: a denunciation or a complaint
    from the day it was received, everything else from the opening; that day itself does not count."""
    begins = case.received_on if runs_from_receipt(case.kind) else taken.get(CaseStepKind.OPEN)
    if begins is None or case.kind == CaseKind.WATCH:
        return None
    if case.kind == CaseKind.COMPLAINT:
        return working.working_days_after(begins, rules.complaint_days)
    return begins + timedelta(days=days_of(case.kind, rules))


def runs_from_receipt(kind):
    return kind in (CaseKind.DENUNCIATION, CaseKind.COMPLAINT)


def days_of(kind, rules):
    """Days that the rules give a kind of case."""
    limits = {
        CaseKind.SIGNS: rules.signs_days,
        CaseKind.DENUNCIATION: rules.denunciation_days,
        CaseKind.COMPLAINT: rules.complaint_days,
    }
    return limits.get(kind, rules.supervision_days if CaseKind(kind).supervises else rules.inspection_days)


def latest_extension(case, taken, rules, working):
    """The last day to which a case may be extended, once, or None where it may not: a share of the limit is rounded
    down, so that it is never more than that."""
    limit = limit_of(case, taken, rules, working)
    if limit is None or case.kind == CaseKind.COMPLAINT:
        return None
    if case.kind == CaseKind.DENUNCIATION:
        return limit + timedelta(days=rules.denunciation_more)
    return limit + timedelta(days=days_of(case.kind, rules) // rules.extension_part)


def notice_ahead(kind, rules):
    """Days before the opening that the subject is told."""
    return rules.supervision_notice if CaseKind(kind).supervises else rules.inspection_notice


def may_follow(kind, taken):
    """Whether a step of `kind` may be taken when those of `taken` are: in their order, each once, none skipped that is
    needed. An extension comes while a case is under way."""
    if kind == CaseStepKind.EXTEND:
        return CaseStepKind.OPEN in taken and CaseStepKind.CONCLUDE not in taken
    place = STEPS.index(kind)
    if any(STEPS.index(one) > place for one in taken) or (kind in taken and kind not in AGAIN):
        return False
    return all(one in taken for one in NEEDED if STEPS.index(one) < place)


def too_far_back(since, last_day, years):
    """Whether a period that is inspected covers more than so many `years` up to its end (domain 33.17)."""
    return since < last_day + ONE_DAY - relativedelta(years=years)


def fits_a_cell(*, kind, has_committee, members, most):
    """Whether a cell usually does this: it supervises by theme with a committee of its own, or with more than `most`
    members (domain 16, 33.18; whether they work scattered is not on record). Otherwise it is warned, never refused."""
    return kind != CaseKind.SUPERVISION or has_committee or members > most


def remedy_state(remedy, day):
    """The RemedyState of something to be mended at the end of `day`."""
    if remedy.done_on:
        return RemedyState.DONE
    if remedy.not_done:
        return RemedyState.NOT_DONE
    return RemedyState.LATE if remedy.due_on < day else RemedyState.OPEN
