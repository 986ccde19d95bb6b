"""How a task of the Committee stands on a day, and what a period brought: facts in, answers out (domain 23.1)."""

import calendar
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta

from common.periods import shifted
from oversight.enums import BriefingDay, FocusState, FocusStepKind, Rhythm

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Course:
    """How a task stands on a day: its `state`, the day it is due by then, or None, when it was reported and finished,
    or None, the days by which regular reports were asked for and none came, and the next such day, or None."""

    state: FocusState
    due_on: date | None
    reported_on: date | None
    finished_on: date | None
    missed: list
    next_report: date | None

    @property
    def finished(self):
        return self.state.finished


@dataclass(frozen=True)
class Counts:
    """Tasks of a period, by what became of them to its last day. Each is counted in exactly one of `done`, `dropped`
    and `open`; `late`, `reported` and `no_due` are among the open; `new_late` were not late before the period. Those
    done that had a due day were reported `on_time` or `done_late`: their share is the rate of what is on time."""

    total: int = 0
    added: int = 0
    done: int = 0
    dropped: int = 0
    open: int = 0
    late: int = 0
    new_late: int = 0
    reported: int = 0
    no_due: int = 0
    on_time: int = 0
    done_late: int = 0

    def __add__(self, other):
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Counts)))


def course(task, steps, day):
    """The Course of `task` at the end of `day`; `steps` of it in the order of their days.

    Late: its due day is over, and no report of its end waits to be accepted. One whose day is today is not late yet.
    """
    due_on, reported_on, finished = task.due_on, None, None
    answered = set()
    put_off = []
    for step in (one for one in steps if one.on <= day):
        if step.kind == FocusStepKind.POSTPONE:
            due_on = step.due_on
            put_off.append(step)
        elif step.kind == FocusStepKind.REPORT:
            reported_on = step.on
        elif step.kind == FocusStepKind.RETURN:
            reported_on = None
        elif step.kind == FocusStepKind.INTERIM:
            answered.add(step.answers_on)
        elif step.kind in (FocusStepKind.ACCEPT, FocusStepKind.DROP):
            finished = step
            break
    asked = [] if finished or not task.every else report_days(task, put_off, shifted(day, Rhythm(task.every).months))
    missed = [one for one in asked if one < day and one not in answered]
    coming = next((one for one in asked if one >= day and one not in answered), None)
    state = _state(finished, reported_on, due_on, day)
    return Course(state, due_on, reported_on, finished and finished.on, missed, coming)


def _state(finished, reported_on, due_on, day):
    if finished:
        return FocusState.DONE if finished.kind == FocusStepKind.ACCEPT else FocusState.DROPPED
    if reported_on:
        return FocusState.REPORTED
    if due_on is None:
        return FocusState.NO_DUE
    return FocusState.LATE if due_on < day else FocusState.OPEN


def report_days(task, put_off, until):
    """[day] by which reports are asked for while a task is carried out, from the day it is given to `until`: none later
    than the day it was due by then. `put_off` [FocusStep] by which that day was moved, in the order of their days."""
    found, month = [], task.given_on.replace(day=1)
    while month <= until:
        day = month.replace(day=min(task.every_day, calendar.monthrange(month.year, month.month)[1]))
        due_on = next((step.due_on for step in reversed(put_off) if step.on <= day), task.due_on)
        if task.given_on <= day <= min(until, due_on or until):
            found.append(day)
        month = shifted(month, Rhythm(task.every).months)
    return found


def counts(task, steps, since, last_day):
    """The Counts of one task in the days from `since` to `last_day`: all 0 where it was not there."""
    now = course(task, steps, last_day)
    if task.given_on > last_day or (now.finished_on and now.finished_on < since):
        return Counts()
    before = course(task, steps, since - ONE_DAY)
    late = now.state == FocusState.LATE
    was_late = before.state == FocusState.LATE
    done = now.state == FocusState.DONE
    in_time = done and now.due_on and (now.reported_on or now.finished_on) <= now.due_on
    found = Counts(total=1, added=int(task.given_on >= since), open=int(not now.finished))
    return replace(
        found,
        done=int(done),
        dropped=int(now.state == FocusState.DROPPED),
        late=int(late),
        new_late=int(late and not was_late),
        reported=int(now.state == FocusState.REPORTED),
        no_due=int(now.state == FocusState.NO_DUE),
        on_time=int(bool(in_time)),
        done_late=int(bool(done and now.due_on and not in_time)),
    )


def due_of(given_on, days, working):
    """The day on which a task given on a day is due where its document says nothing: so many `days` later, on the next
    working day where that is none (`working`: a WorkCalendar)."""
    return working.working_days_after(given_on + timedelta(days=days) - ONE_DAY, 1)


def briefing_day(year, month, day, working):
    """On which day of a month the secretaries come together, by a BriefingDay (`working`: a WorkCalendar)."""
    if day == BriefingDay.THIRD:
        return working.working_days_after(date(year, month, 3), 1)
    last = date(year, month, calendar.monthrange(year, month)[1])
    while not working.is_working_day(last):
        last -= ONE_DAY
    return last
