"""Who may discipline whom, what a ballot gave, and by when: facts in, answers out (domain 9.2, 21).

Votes and bases are numbers of persons; a limit is its last day, included.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from oversight.enums import BallotKind, BreachField, DecidingBody, DisciplineStage, Over, Penalty, Settlement

ONE_DAY = timedelta(days=1)
# The heaviest form that a body decides over whom: a field of DisciplineRules. Who is not here proposes only.
AUTHORITY = {
    (DecidingBody.CELL, Over.MEMBER): "cell_members",
    (DecidingBody.CELL, Over.OWN): "cell_members",
    (DecidingBody.COMMITTEE, Over.MEMBER): "committee_members",
    (DecidingBody.COMMITTEE, Over.OWN): "committee_own",
    (DecidingBody.COMMITTEE, Over.CELL): "committee_cells",
    (DecidingBody.STANDING, Over.MEMBER): "standing_members",
    (DecidingBody.STANDING, Over.CELL): "standing_cells",
    (DecidingBody.BOARD, Over.MEMBER): "board_members",
    (DecidingBody.BOARD, Over.CELL): "board_cells",
}


def forms_for(over, *, probationary=False, in_post=False):
    """[Penalty] that a ballot lists, the lightest first. A probationary member is reprimanded or warned; dismissed is
    who holds a post."""
    found = [Penalty.NONE, Penalty.REPRIMAND, Penalty.WARNING]
    if over == Over.CELL:
        return [*found, Penalty.DISSOLUTION]
    if probationary:
        return found
    return [*found, *([Penalty.DISMISSAL] if in_post else []), Penalty.EXPULSION]


def heaviest(body, over, rules, *, higher_task=False):
    """The heaviest Penalty that `body` may decide, Penalty.NONE where it may only propose; `rules` are DisciplineRules.

    `higher_task`: the breach is about a task that a higher level gave, on which a cell does not decide (Điều 36).
    """
    if body == DecidingBody.UPPER:
        return Penalty.DISSOLUTION if over == Over.CELL else Penalty.EXPULSION
    if body == DecidingBody.CELL and higher_task:
        return Penalty.NONE
    field = AUTHORITY.get((body, over))
    return Penalty((field and getattr(rules, field)) or Penalty.NONE)


def who_decides(penalty, over, proposer, rules):
    """The lowest DecidingBody that may decide `penalty` when the body `proposer` asks for it: another one, and no cell,
    to which nothing is proposed."""
    asked = (body for body in DecidingBody if body not in (proposer, DecidingBody.CELL))
    return next(body for body in asked if heaviest(body, over, rules).weight >= penalty.weight)


def proposer_of(penalty, rules):
    """The DecidingBody whose two thirds propose `penalty` before any body decides on it, None where nobody has to:
    the cell that a member be expelled, the Committee that a cell be dissolved (294-QĐ/TW §9.3.4, §9.3.5)."""
    if penalty == Penalty.DISSOLUTION:
        return DecidingBody.COMMITTEE
    return DecidingBody.CELL if penalty == Penalty.EXPULSION and rules.cell_proposes_expulsion else None


def settlers(body):
    """[DecidingBody] that settle a complaint about what `body` decided: those above it, never a cell (domain 21)."""
    ranks = [DecidingBody.CELL, DecidingBody.BOARD, DecidingBody.STANDING, DecidingBody.COMMITTEE, DecidingBody.UPPER]
    return ranks[ranks.index(body) + 1 :] or [DecidingBody.UPPER]


def needed(penalty, base, kind):
    """Votes that `penalty` needs in a ballot of `base`: more than half; to propose that somebody be expelled, or a cell
    dissolved, at least two thirds (294-QĐ/TW §9.3)."""
    if penalty.needs_two_thirds and kind == BallotKind.PROPOSE:
        return (2 * base + 2) // 3
    return base // 2 + 1


def outcome(votes, base, kind):
    """The Penalty that a ballot gave: votes are added from the heaviest form downward until one has those it needs.

    `votes` {Penalty: persons} of the forms that it listed. A form that has more than half by itself is found the same
    way: what is heavier has less than half then.
    """
    together = 0
    for penalty in sorted(votes, key=lambda one: one.weight, reverse=True):
        together += votes[penalty]
        if penalty != Penalty.NONE and together >= needed(penalty, base, kind):
            return penalty
    return Penalty.NONE


def limit_of(penalty, case, rules):
    """The last day on which what would deserve `penalty` is still disciplined, None where there is no limit (69-QĐ/TW
    Điều 4). `case` tells `field`, `breach_until`, the last day of the breach, and `again_on`, the day of a new breach
    or None, which starts the limit anew when it is within it."""
    if penalty == Penalty.NONE or penalty.needs_two_thirds or BreachField(case.field).unlimited:
        return None
    months = rules.light_months if penalty == Penalty.REPRIMAND else rules.heavy_months
    less = timedelta(0) if rules.last_day_counts else ONE_DAY

    def last(day):
        return day + relativedelta(months=months) - less

    first = last(case.breach_until)
    return last(case.again_on) if case.again_on and case.again_on <= first else first


def expired(penalty, case, day, rules):
    """Whether the limit was over on `day`."""
    limit = limit_of(penalty, case, rules)
    return bool(limit and day > limit)


def in_force_from(body, voted_on, signed_on):
    """A cell's decision holds once the result of its vote is told, others from signing."""
    return voted_on if body == DecidingBody.CELL else signed_on


def paper_due(body, in_force, rules):
    """The last day for handing over the paper of a cell, or for announcing what another body signed."""
    return in_force + timedelta(days=rules.cell_paper_days if body == DecidingBody.CELL else rules.announce_days)


def complaint_until(received_on, rules, calendar):
    """The last day for a complaint: working days after the decision was received (`calendar` a WorkCalendar)."""
    return calendar.working_days_after(received_on, rules.complaint_days)


def effect_ends(penalty, told_on, rules):
    """The first day without effect: one year after the decision, or the settling of a complaint, was announced; None
    for what does not end by itself."""
    if penalty.needs_two_thirds:
        return None
    return told_on + relativedelta(months=rules.effect_months)


@dataclass(frozen=True)
class Course:
    """How far a procedure has come on a day: its `stage`, until when the next thing is to be done, or None, whether
    that is over (`late`), and whether the announcement and the complaint came after their last days."""

    stage: DisciplineStage
    due_on: date | None = None
    late: bool = False
    announced_late: bool = False
    complained_late: bool = False


def course(case, *, voted, day, rules, settle_days, calendar):
    """The Course at the end of `day`; `voted`: whether a ballot decided, or proposed to a body that may decide;
    `settle_days` are the working days in which a complaint is settled."""
    if case.closed:
        return Course(DisciplineStage(case.closed))
    if not case.signed_on:
        return Course(DisciplineStage.DECISION if voted else DisciplineStage.BALLOT)
    due = paper_due(case.body, case.in_force_on, rules)
    if not case.announced_on:
        return Course(DisciplineStage.ANNOUNCEMENT, due, day > due)
    if not case.received_on:
        return Course(DisciplineStage.RECEIPT, due, day > due, case.announced_on > due)
    until = complaint_until(case.received_on, rules, calendar)
    found = _after_receipt(case, until, day, settle_days, calendar)
    too_late = bool(case.complained_on and case.complained_on > until)
    return replace(found, announced_late=case.announced_on > due, complained_late=too_late)


def _after_receipt(case, until, day, settle_days, calendar):
    if case.settlement == Settlement.LIFTED:
        return Course(DisciplineStage.LIFTED)
    if case.complained_on and not case.settled_on:
        due = calendar.working_days_after(case.complained_on, settle_days)
        return Course(DisciplineStage.COMPLAINT, due, day > due)
    if case.ends_on and day >= case.ends_on:
        return Course(DisciplineStage.OVER)
    return Course(DisciplineStage.EFFECT, until if day <= until and not case.complained_on else None)
