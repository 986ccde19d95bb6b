"""What the records of a meeting prove, and the points that follow. No queries here: facts in, points out."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from meetings.models.quality import FULL

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Facts:
    """What is known of a meeting. Counts are of persons, tasks or minutes; None is not known yet.

    `present` of `base` is the attendance; `excused_run` the longest row of meetings, this one included, that one
    member missed with reason; `tasks_done` of `tasks` are those that earlier meetings left.
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


# condition of a Step -> (facts it needs, whether it holds)
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


def propose(steps, facts):
    """The Proposal of a criterion's `steps` (in order), or None where a fact they ask for is not known."""
    asked = [name for name in CONDITIONS if any(getattr(step, name) is not None for step in steps)]
    if not asked or any(getattr(facts, fact) is None for name in asked for fact in CONDITIONS[name][0]):
        return None
    for step in steps:
        conditions = [(name, getattr(step, name)) for name in asked if getattr(step, name) is not None]
        if all(CONDITIONS[name][1](facts, bound) for name, bound in conditions):
            return Proposal(step.points, _reason(asked, facts))
    return None


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
        said.append(_share(_("%(part)s of %(whole)s tasks done (%(percent)s)"), facts.tasks_done, facts.tasks))
    return "; ".join(said)


def _share(words, part, whole):
    percent = f"{100 * part / whole:.1f}".replace(".", ",") if whole else "0"
    return words % {"part": part, "whole": whole, "percent": f"{percent} %"}


def total(points, *, thematic, rescaled):
    """Points of the whole meeting out of 100, two decimals.

    `points` is [(Criterion without parts, points)]. Without a thematic part its criteria are left out, and the rest is
    rescaled to 100 or, by the edition's rule, given their full points.
    """
    counted = [(c, p) for c, p in points if thematic or not c.thematic_only]
    left_out = sum((c.max_points for c, p in points if not thematic and c.thematic_only), Decimal(0))
    got = sum((p for c, p in counted), Decimal(0))
    if not rescaled:
        return (got + left_out).quantize(CENT, ROUND_HALF_UP)
    most = sum((c.max_points for c, p in counted), Decimal(0))
    return (got * FULL / most).quantize(CENT, ROUND_HALF_UP)


def needs_note(line, criterion):
    """Whether a score line must be explained: points that differ from the proposal, or lost without one."""
    if line.points is None:
        return False
    return line.points != (criterion.max_points if line.proposed is None else line.proposed)
