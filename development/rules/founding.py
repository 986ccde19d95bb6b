"""How far the founding of a cell has come, and what is missing next: facts in, answers out."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.errors import RuleError
from development.enums import FoundingPaper, FoundingStage, FoundingStepKind, FoundingWay
from members.queries.headcount import MINIMUM_OFFICIAL

MEETING_WITHIN = timedelta(days=30)  # own default: the first meeting after the day on which the cell began
JOINT_LEAST = 2  # hamlets of a joint cell
STAGE_OF = {  # what a founding waits for when this step comes next
    FoundingStepKind.WAY: FoundingStage.WAY,
    FoundingStepKind.PROPOSE: FoundingStage.DOSSIER,
    FoundingStepKind.APPRAISE: FoundingStage.APPRAISAL,
    FoundingStepKind.DECIDE: FoundingStage.DECISION,
    FoundingStepKind.EFFECT: FoundingStage.EFFECT,
    FoundingStepKind.ANNOUNCE: FoundingStage.ANNOUNCEMENT,
    FoundingStepKind.CONGRESS: FoundingStage.CONGRESS,
}
STEP_OF = {stage: kind for kind, stage in STAGE_OF.items()}
BEFORE_EFFECT = (FoundingStepKind.PROPOSE, FoundingStepKind.APPRAISE, FoundingStepKind.DECIDE)

# Until it is decided the way, the name and the day may be chosen anew.
MAY_BE_PLANNED = (
    *(FoundingStage.WAY, FoundingStage.MEMBERS, FoundingStage.DOSSIER, FoundingStage.APPRAISAL),
    FoundingStage.DECISION,
)

STAYS = (FoundingStepKind.SURVEY, FoundingStepKind.EFFECT, FoundingStepKind.GIVE_UP)  # not struck out


class FoundingRuleError(RuleError):
    """A step of a founding that a rule refuses."""


@dataclass(frozen=True)
class Named:
    """Somebody named for the cell on the day `since`: `official` on the day on which it takes effect, or `why` not."""

    since: date
    official: bool
    why: str = ""


@dataclass(frozen=True)
class Progress:
    """Where a founding stands: what it waits for, the sentences that say what is missing (`lacks`), whether something
    undid steps that were taken (`fell_back`), the last day for what comes next (None: nobody set one), how many of
    those named are `official` on the day, and the steps that count."""

    stage: FoundingStage
    lacks: tuple = ()
    fell_back: bool = False
    due_on: date | None = None
    official: int = 0
    steps: dict = field(default_factory=dict)

    @property
    def next_step(self):
        """The FoundingStepKind that may come now, or None where something else is waited for."""
        return STEP_OF.get(self.stage)

    def late(self, day):
        return not self.stage.over and self.due_on is not None and self.due_on < day

    def on(self, kind):
        """The day of a step that counts, or None."""
        return self.steps[kind].on if kind in self.steps else None


def progress(*, steps, named, effective_on, due_on=None, missing=(), met_on=None):
    """The Progress of a founding after its kept `steps` [FoundingStep], with `named` [Named] and the `missing`
    [FoundingPaper]. `met_on` is the day of the cell's first meeting, None before.

    A proposal, an appraisal and a decision count while three of those who were named by their day are official on the
    day that it takes effect (294-QĐ/TW §20.2.1): when the third leaves, the founding waits for members again, and for
    new papers once somebody else is named. What has taken effect is not undone.
    """
    last = {step.kind: step for step in sorted(steps, key=lambda step: (step.on, step.pk))}
    about = {"due_on": due_on, "official": sum(one.official for one in named)}
    if FoundingStepKind.GIVE_UP in last:
        return Progress(FoundingStage.GIVEN_UP, steps=last, official=about["official"])
    if FoundingStepKind.EFFECT in last:
        return _afterwards(last, met_on, about)
    begun = any(kind in last for kind in BEFORE_EFFECT)
    counting = {kind: step for kind, step in last.items() if kind not in BEFORE_EFFECT}
    if FoundingStepKind.WAY not in last:
        return Progress(FoundingStage.WAY, (_("The way is not chosen yet."),), steps=counting, **about)
    if about["official"] < MINIMUM_OFFICIAL:
        lacks = _too_few(named, about["official"], effective_on)
        return Progress(FoundingStage.MEMBERS, lacks, begun, steps=counting, **about)
    stage, lacks = _papers(last, named, counting, missing)
    fell_back = any(kind in last and kind not in counting and passed(last[kind]) for kind in BEFORE_EFFECT)
    if stage == FoundingStage.EFFECT:
        about["due_on"] = effective_on
    return Progress(stage, lacks, fell_back, steps=counting, **about)


def _papers(last, named, counting, missing):
    """(FoundingStage, what is missing) up to the decision; puts the steps that count into `counting`."""
    before = _place(counting[FoundingStepKind.WAY])
    for kind in BEFORE_EFFECT:
        step = last.get(kind)
        if kind == FoundingStepKind.PROPOSE and missing:
            return STAGE_OF[kind], tuple(_("%(paper)s: missing.") % {"paper": paper.label} for paper in missing)
        if step is None:
            return STAGE_OF[kind], (_NOT_YET[kind](),)
        if not passed(step):
            words = _("The vote of %(day)s did not pass: %(votes)s of %(of)s.")
            told = {"day": f"{step.on:%d/%m/%Y}", "votes": step.in_favour, "of": step.members}
            return STAGE_OF[kind], (words % told,)
        if _place(step) < before or _official_by(named, step.on) < MINIMUM_OFFICIAL:
            words = _("“%(step)s” has to be done again: members were named, or the way was chosen, after it.")
            return STAGE_OF[kind], (words % {"step": step},)
        counting[kind], before = step, _place(step)
    return FoundingStage.EFFECT, ()


def _place(step):
    """Of steps of one day the one recorded later comes later."""
    return step.on, step.pk


_NOT_YET = {
    FoundingStepKind.PROPOSE: lambda: _("The dossier is whole; the proposal is not recorded yet."),
    FoundingStepKind.APPRAISE: lambda: _("The Committee has not voted yet."),
    FoundingStepKind.DECIDE: lambda: _("The decisions are not recorded yet."),
}


def _official_by(named, day):
    return sum(one.official for one in named if one.since <= day)


def passed(step):
    """Whether more than half of those who decide are for it; steps without a vote pass."""
    return step.kind != FoundingStepKind.APPRAISE or 2 * step.in_favour > step.members


def _too_few(named, official, effective_on):
    words = ngettext(
        "%(count)s official member on %(day)s; %(least)s are needed.",
        "%(count)s official members on %(day)s; %(least)s are needed.",
        official,
    )
    told = {"count": official, "day": f"{effective_on:%d/%m/%Y}", "least": MINIMUM_OFFICIAL}
    return (words % told, *(one.why for one in named if one.why))


def _afterwards(last, met_on, about):
    began = last[FoundingStepKind.EFFECT].on
    if FoundingStepKind.ANNOUNCE not in last:
        return Progress(FoundingStage.ANNOUNCEMENT, (_("The founding is not announced yet."),), steps=last, **about)
    if met_on is None:
        due = began + MEETING_WITHIN
        words = _("The cell has not met yet; the first meeting is due by %(day)s.") % {"day": f"{due:%d/%m/%Y}"}
        return Progress(FoundingStage.MEETING, (words,), steps=last, **about | {"due_on": due})
    if FoundingStepKind.CONGRESS not in last:
        words = _("The secretary and the committee are provisional until the congress.")
        return Progress(FoundingStage.CONGRESS, (words,), steps=last, **about)
    return Progress(FoundingStage.DONE, steps=last, official=about["official"])


def refuse_step(kind, on, found, *, effective_on=None):
    """Raises FoundingRuleError unless a step of `kind` may come on the day `on` after what `found`, a Progress, tells.
    `effective_on`: the day that the decisions name."""
    if kind == FoundingStepKind.WAY and found.stage in MAY_BE_PLANNED:
        return _refuse_before(on, found.on(FoundingStepKind.SURVEY))
    if kind == FoundingStepKind.GIVE_UP and FoundingStepKind.EFFECT in found.steps:
        raise FoundingRuleError(_("The cell is founded: it is not given up any more."))
    if found.stage.over:
        raise FoundingRuleError(_("This founding is over: %(how)s.") % {"how": found.stage.label})
    if kind not in (FoundingStepKind.GIVE_UP, found.next_step):
        why = " ".join(found.lacks)
        words = _("It is not so far: the founding %(stage)s. %(why)s")
        raise FoundingRuleError(words % {"stage": found.stage.label, "why": why})
    after = max((step.on for step in found.steps.values()), default=on)
    if kind == FoundingStepKind.ANNOUNCE:  # the ceremony may come before the day of effect, never before the decision
        after = found.on(FoundingStepKind.DECIDE)
    if kind != FoundingStepKind.EFFECT:
        _refuse_before(on, after)
    if kind == FoundingStepKind.DECIDE and effective_on < on:
        raise FoundingRuleError(_("It cannot take effect before it is decided."), "effective_on")


def _refuse_before(on, after):
    if on < after:
        words = _("This comes after the step of %(day)s.")
        raise FoundingRuleError(words % {"day": f"{after:%d/%m/%Y}"}, "on")


def refuse_way(way, hamlets, joint):
    """Raises FoundingRuleError where the FoundingWay does not fit that many `hamlets`; `joint` tells whether a joint
    cell serves them now."""
    if (way == FoundingWay.JOINT) != (hamlets >= JOINT_LEAST):
        words = _("A joint cell is for several hamlets, an own cell for one.")
        raise FoundingRuleError(words, "way")
    if way == FoundingWay.SPLIT and not joint:
        raise FoundingRuleError(_("No joint cell serves the hamlet now: choose another way."), "way")


def can_be_struck(step, found):
    """Whether a FoundingStep may be struck out as the Progress `found` stands: not once the cell came of it."""
    founded = FoundingStepKind.EFFECT in found.steps
    before = step.kind in (FoundingStepKind.WAY, *BEFORE_EFFECT)
    return not (step.struck or step.kind in STAYS or found.stage == FoundingStage.GIVEN_UP or (founded and before))


def missing_papers(settled):
    """[FoundingPaper] that are neither there nor said to be not needed; `settled` are those that are."""
    return [paper for paper in FoundingPaper if paper not in settled]


def mend(stage):
    """The sentence that says what would mend what a founding waits for at a FoundingStage."""
    return {
        FoundingStage.WAY: _("Choose how the cell is to come about, its name and the day planned."),
        FoundingStage.MEMBERS: _("Name another official member, or plan a later day."),
        FoundingStage.DOSSIER: _("Bring the papers together, then record the proposal."),
        FoundingStage.APPRAISAL: _("Record the appraisal and the vote of the Committee; more than half have to agree."),
        FoundingStage.DECISION: _("Record the three decisions with their numbers and the one day of their effect."),
        FoundingStage.EFFECT: _("On that day found the cell: its members are transferred by the same act."),
        FoundingStage.ANNOUNCEMENT: _("Record the ceremony and the minutes of handing over."),
        FoundingStage.MEETING: _(
            "Record the first meeting, who is in charge of the cell, and the account of its secretary."
        ),
        FoundingStage.CONGRESS: _("Hold the congress and record it; its report is due within 7 working days."),
    }.get(stage, "")
