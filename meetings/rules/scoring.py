"""What the records of a meeting prove, and the points that follow. No queries here: facts in, points out."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from common.numbers import percent
from meetings.enums import Band
from meetings.models.quality import FULL
from meetings.rules.tasks import TaskShare

CENT = Decimal("0.01")


@dataclass(frozen=True)
class ScoreFacts:
    """What is known of a meeting. Counts are of persons, tasks or minutes; None is not known yet.

    `present` of `base` is the attendance; `excused_run` the longest row of meetings, this one included, that one
    member missed with reason; `tasks_done` of `tasks` are those that earlier meetings left
    and that count (`rules.tasks`).
    """

    minutes: int | None = None
    minutes_required: int | None = None
    present: int | None = None
    base: int | None = None
    unexcused: int | None = None
    excused_run: int | None = None
    spoke: int | None = None
    attending: int | None = None
    tasks: int | None = None
    tasks_done: int | None = None


@dataclass(frozen=True)
class Proposal:
    points: Decimal
    reason: str


def _at_least(part, whole, percent):
    return 100 * part >= percent * whole


# condition of a Threshold -> (facts it needs, whether it holds)
CONDITIONS = {
    "max_minutes_short": (("minutes", "minutes_required"), lambda f, x: f.minutes_required - f.minutes <= x),
    "min_time": (("minutes", "minutes_required"), lambda f, x: _at_least(f.minutes, f.minutes_required, x)),
    "min_attendance": (("present", "base"), lambda f, x: _at_least(f.present, f.base, x)),
    "max_unexcused": (("unexcused",), lambda f, x: f.unexcused <= x),
    "max_excused_run": (("excused_run",), lambda f, x: f.excused_run <= x),
    "min_spoke": (("spoke", "attending"), lambda f, x: _at_least(f.spoke, f.attending, x)),
    "over_spoke": (("spoke", "attending"), lambda f, x: 100 * f.spoke > x * f.attending),
    "min_tasks_done": (("tasks_done", "tasks"), lambda f, x: _at_least(f.tasks_done, f.tasks, x)),
}


def propose(thresholds, facts):
    """The Proposal of a criterion's `thresholds` (in order), or None where a fact they ask for is not known."""
    asked = [name for name in CONDITIONS if any(getattr(threshold, name) is not None for threshold in thresholds)]
    if not asked or any(getattr(facts, fact) is None for name in asked for fact in CONDITIONS[name][0]):
        return None
    for threshold in thresholds:
        conditions = [(name, getattr(threshold, name)) for name in asked if getattr(threshold, name) is not None]
        if all(CONDITIONS[name][1](facts, bound) for name, bound in conditions):
            return Proposal(threshold.points, _reason(asked, facts))
    return None


def in_words(threshold):
    """The conditions of a threshold as a clause for people."""
    words = {
        "max_minutes_short": _("at most %(bound)s minutes short"),
        "min_time": _("at least %(bound)s %% of the time"),
        "min_attendance": _("at least %(bound)s %% attended"),
        "max_unexcused": _("at most %(bound)s absent without reason"),
        "max_excused_run": _("nobody absent with reason more than %(bound)s times in a row"),
        "min_spoke": _("at least %(bound)s %% of those present spoke"),
        "over_spoke": _("more than %(bound)s %% of those present spoke"),
        "min_tasks_done": _("at least %(bound)s %% of the tasks done"),
    }
    none = {"max_minutes_short": _("not short of time"), "max_unexcused": _("nobody absent without reason")}
    bounds = {name: getattr(threshold, name) for name in CONDITIONS}
    asked = [
        none[name] if bound == 0 and name in none else words[name] % {"bound": bound}
        for name, bound in bounds.items()
        if bound is not None
    ]
    return ", ".join(asked) or _("in all other cases")


def _reason(asked, facts):
    """The facts behind a proposal in words, each once."""
    said = []
    if {"max_minutes_short", "min_time"} & set(asked):
        words = _("%(minutes)s minutes of %(required)s required")
        said.append(words % {"minutes": facts.minutes, "required": facts.minutes_required})
    if "min_attendance" in asked:
        said.append(_share(_("%(part)s of %(whole)s attended (%(percent)s)"), facts.present, facts.base))
    if "max_unexcused" in asked:
        said.append(_("%(count)s absent without reason") % {"count": facts.unexcused})
    if "max_excused_run" in asked:
        said.append(_("at most %(count)s absences with reason in a row") % {"count": facts.excused_run})
    if {"min_spoke", "over_spoke"} & set(asked):
        said.append(_share(_("%(part)s of %(whole)s present spoke (%(percent)s)"), facts.spoke, facts.attending))
    if "min_tasks_done" in asked:
        said.append(TaskShare(facts.tasks_done, facts.tasks).in_words)
    return "; ".join(said)


def _share(words, part, whole):
    return words % {"part": part, "whole": whole, "percent": percent(part / whole if whole else None)}


@dataclass(frozen=True)
class MeetingRating:
    """What points add up to: `total` out of 100, the band that it earned, the `band` after gates, and the criteria at
    whose gates the meeting fell (`missed`)."""

    total: Decimal
    earned: Band
    band: Band
    missed: tuple = ()


def rate(edition, points):
    """The MeetingRating of a whole meeting by the rules of `edition`, or None while a criterion has no points.

    `points` is [(Criterion without parts, its points or None)] of the criteria that count at this meeting.
    """
    if not points or any(given is None for criterion, given in points):
        return None
    whole = total(points, rescaled=edition.rescaled)
    earned = edition.band(whole)
    missed = tuple(c for c in _short_of_full(points) if c.gate and earned.reaches(Band(c.gate)))
    lowest = [Band(criterion.gate).below for criterion in missed]
    return MeetingRating(whole, earned, max([earned, *lowest], key=list(Band).index), missed)


def _short_of_full(points):
    """The criteria that lost points, and the groups they belong to, each once."""
    short = {}
    for criterion, given in points:
        if given < criterion.max_points:
            short[criterion.code] = criterion
            if criterion.parent:
                short[criterion.parent.code] = criterion.parent
    return short.values()


def total(points, *, rescaled):
    """Points of the whole meeting out of 100, two decimals.

    `points` is [(Criterion that counts, its points)]. Where they cannot reach 100, because the thematic part was not
    held, they are rescaled to it or, by the edition's rule, what is left out is given in full.
    """
    got = sum(given for _criterion, given in points)
    most = sum(criterion.max_points for criterion, _given in points)
    whole = got * FULL / most if rescaled else got + FULL - most
    return whole.quantize(CENT, ROUND_HALF_UP)


def needs_note(line, criterion):
    """Whether a score line must be explained: points that differ from the proposal, or lost without one."""
    if line.points is None:
        return False
    return line.points != (criterion.max_points if line.proposed is None else line.proposed)
