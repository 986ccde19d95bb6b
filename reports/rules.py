"""Which cells need somebody, and in which order: facts in, reasons out; which cells report on a period, and how
figures are told and compared. Cells only, never persons."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from common.numbers import percent, points
from common.tables import as_text
from meetings.enums import Band
from meetings.queries import MISSED, MonthState
from members.queries import MINIMUM_OFFICIAL
from reports.enums import Level, Reason

OWED = (*MISSED, MonthState.DUE, MonthState.UNSIGNED)  # a month that lacks its regular meeting, or its signature
MOST = 3  # of one kind count: ten late tasks do not hide a cell that has not met
ONE_BY_ONE = frozenset(
    (Reason.NO_MEETING, Reason.UNSIGNED, Reason.LATE_TASK, Reason.DIFFICULTY, Reason.LATE_REMEDY, Reason.LATE_FOCUS)
)


@dataclass(frozen=True)
class Facts:
    """What the records tell of a cell on a day.

    `missed` and `unsigned`: months, this one and the one before, for which it owes a regular meeting, or its signature.
    Of signed regular meetings: the share that came to the last one (`attendance`) and to those before (`usual`), the
    `band` of the last score, and by how many points the Committee member's own score differs (`apart`).
    `months_unvisited` and `months_untrained` count from the last visit, or training, at most from when the one in
    charge, or the secretary, began; None where nobody is to be asked. `official` are members.
    """

    missed: int = 0
    unsigned: int = 0
    attendance: Fraction | None = None
    usual: Fraction | None = None
    band: str = ""
    apart: Decimal | None = None
    staying_away: int = 0
    late_tasks: int = 0
    late_difficulties: int = 0
    late_remedies: int = 0
    late_focus: int = 0
    months_unvisited: int | None = None
    months_untrained: int | None = None
    official: int = MINIMUM_OFFICIAL
    has_secretary: bool = True
    in_charge: bool = True
    has_theme: bool = True


def reasons(facts, rules):
    """{Reason: how many of it} of a cell by `rules` (NeedRules), the heaviest first. What weighs nothing is none."""
    found = {reason: count for reason, count in _counted(facts, rules) if count and rules.weight(reason)}
    return dict(sorted(found.items(), key=lambda one: -_weighed(*one, rules)))


def _counted(facts, rules):
    few, near = facts.official < MINIMUM_OFFICIAL, facts.official <= rules.official_near
    fell = None if None in (facts.attendance, facts.usual) else 100 * (facts.usual - facts.attendance)
    yield Reason.NO_MEETING, facts.missed
    yield Reason.BELOW_MINIMUM, few
    yield Reason.UNSIGNED, facts.unsigned
    yield Reason.NO_SECRETARY, not facts.has_secretary
    yield Reason.NOBODY_IN_CHARGE, not facts.in_charge
    yield Reason.DIFFICULTY, facts.late_difficulties
    yield Reason.LATE_REMEDY, facts.late_remedies
    yield Reason.LATE_FOCUS, facts.late_focus
    yield Reason.NEAR_MINIMUM, near and not few
    yield Reason.LOW_SCORE, facts.band in (Band.AVERAGE, Band.POOR)
    yield Reason.NO_VISIT, _reaches(facts.months_unvisited, rules.visit_months)
    yield Reason.ATTENDANCE, _reaches(fell, rules.attendance_drop)
    yield Reason.ABSENCES, facts.staying_away
    yield Reason.NO_THEME, not facts.has_theme
    yield Reason.UNTRAINED, _reaches(facts.months_untrained, rules.training_months)
    yield Reason.LATE_TASK, facts.late_tasks
    yield Reason.SCORES_APART, _reaches(facts.apart, rules.points_apart)


def _reaches(value, least):
    return value is not None and value >= least


def _weighed(reason, count, rules):
    """Months, tasks, difficulties and shortcomings count one by one; anything else is there or not."""
    return rules.weight(reason) * (min(count, MOST) if reason in ONE_BY_ONE else 1)


def need(found, rules):
    """How much a cell with the reasons `found` needs somebody: a number that orders and is never shown."""
    return sum(_weighed(reason, count, rules) for reason, count in found.items())


def level(found, rules):
    """The Level of a cell with the reasons `found`; None where nothing is to be done."""
    whole = need(found, rules)
    if not found:
        return None
    return Level.NOW if whole >= rules.now_from else Level.WEEK if whole >= rules.week_from else Level.WATCH


def in_order(cells, rules):
    """`cells` [(name to sort by, number, {Reason: count}, …)]: who needs somebody most first, of equals by name."""
    return sorted(cells, key=lambda cell: (-need(cell[2], rules), cell[0], cell[1]))


def owed_first(months, planned, today):
    """(month, BoardEntry) of what is to be recorded or signed first of the last two of `months` [(month, BoardEntry)],
    None where nothing is. A meeting that is `planned` {month: day} for a day to come cannot be recorded yet."""
    owed = [(month, entry) for month, entry in months[-2:] if entry.state in OWED]
    ready = [one for one in owed if one[1].meeting or planned.get(one[0], today) <= today]
    return ready[0] if ready else None


def reporting_units(works, successors):
    """{number of a cell that reports: [numbers of the cells that it reports for, itself among them]}.

    `works` {number: whether it is at work at the end} of the cells of a period, `successors` {number of a cell that
    ended in it: number of the one that took over}. A cell that ended is told of by its successor, or by the successor
    of that one; where nobody at work took over it stays apart. So each cell is counted once.
    """
    found = {}
    for pk in works:
        at, passed = pk, {pk}
        while not works[at] and successors.get(at) in works and successors[at] not in passed:
            at = successors[at]
            passed.add(at)
        found.setdefault(at if works[at] else pk, []).append(pk)
    return found


def part_and_whole(figure):
    """(part, whole) of a share, (sum in hundredths, count) of a mean, (number, None) of others; `figure` {kind, value}
    as `reports.queries.figures` keeps it."""
    value = figure["value"]
    return tuple(value) if isinstance(value, list) else (value, None)


def value_of(figure):
    """What such a figure is compared by: a number, a Fraction of 1, a mean of points; None of a share or mean of
    nothing."""
    part, whole = part_and_whole(figure)
    if whole is None:
        return part
    if not whole:
        return None
    return Fraction(part, whole) if figure["kind"] == "share" else Decimal(part) / 100 / whole


def told(figure):
    """The figure as a file can reckon with it: a number, a mean of points, or "5/6 (83,3 %)"; None of nothing."""
    part, whole = part_and_whole(figure)
    if figure["kind"] == "number":
        return part
    if not whole:
        return None
    if figure["kind"] == "share":
        return f"{part}/{whole} ({percent(Decimal(part) / whole)})"
    return value_of(figure).quantize(Decimal("0.01"), ROUND_HALF_UP)


def in_words(figure):
    """The same as a paper shows it."""
    return as_text(told(figure), "text")


def against(figure, before):
    """How a figure compares with the same one of the year before: numbers in percent of it, shares and means by the
    difference. None where there is nothing to compare with, or it was 0: such a percentage would say nothing."""
    if before is None:
        return None
    now, then = value_of(figure), value_of(before)
    if None in (now, then):
        return None
    if figure["kind"] == "number":
        return percent(Decimal(now) / then) if then else None
    change = now - then
    if figure["kind"] == "share":
        change = 100 * Decimal(change.numerator) / change.denominator
    change = change.quantize(Decimal("0.01"), ROUND_HALF_UP)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    by = f"{sign}{points(abs(change)) or 0}"
    return _("%(by)s percentage points") % {"by": by} if figure["kind"] == "share" else by
