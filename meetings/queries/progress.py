"""How far the recording of a meeting is: its steps, and what is missing in each before it can be signed."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.enums import Mark, MeetingKind, RecordingStep
from meetings.rules import scoring


@dataclass(frozen=True)
class Missing:
    """What is missing at a step, in a sentence; `field` names the input of the step that it leads to."""

    step: RecordingStep
    field: str
    sentence: str


def steps_of(meeting):
    """[RecordingStep] of a meeting; one that gets no points has none to give them."""
    return [step for step in RecordingStep if step != RecordingStep.SCORE or meeting.scored]


def what_is_missing(recorded):
    """[Missing] of what must be there before signing, in the order of the steps."""
    found = [
        *_of_preparation(recorded),
        *_of_roll(recorded),
        *_of_tasks(recorded),
        *_of_resolution(recorded),
        *_of_votes(recorded),
        *_of_score(recorded),
    ]
    return [Missing(step, field, sentence) for step, field, sentence in found]


def _of_preparation(recorded):
    meeting, step = recorded.meeting, RecordingStep.PREPARATION
    present = {line.member_id for line in recorded.roll if line.mark == Mark.PRESENT}
    if blank := [name for name in ("starts_at", "ends_at") if not getattr(meeting, name)]:
        yield step, blank[0], _("Enter when the meeting began and ended.")
    if blank := [name for name in ("chair", "clerk") if not getattr(meeting, f"{name}_id")]:
        yield step, blank[0], _("Choose who chaired and who took the minutes.")
    away = [name for name in ("chair", "clerk") if getattr(meeting, f"{name}_id") not in {None, *present}]
    if present and away:
        yield step, away[0], _("Who chaired and who took the minutes must be recorded as present.")


def _of_roll(recorded):
    came, step = recorded.turnout, RecordingStep.ROLL
    if came.not_recorded:
        blank = next(line for line in recorded.roll if line.mark == Mark.NOT_RECORDED)
        words = _("%(count)s members are not recorded on the roll yet.")
        yield step, f"roll-{blank.pk}", words % {"count": came.not_recorded}
    if not came.attending:
        yield step, "all_present", _("Nobody is recorded as present.")


def _of_tasks(recorded):
    left = [task for task in recorded.earlier_tasks if task.pk not in recorded.reviews]
    if left:
        words = _("%(count)s tasks of earlier meetings have no state yet.")
        yield RecordingStep.TASKS, f"review-{left[0].pk}-state_0", words % {"count": len(left)}


def _of_resolution(recorded):
    meeting, step = recorded.meeting, RecordingStep.RESOLUTION
    if meeting.kind == MeetingKind.REGULAR and not (meeting.discussion or meeting.conclusion):
        yield step, "discussion", _("Write down what was discussed or concluded.")
    for task in recorded.tasks:
        if task.due_on < meeting.held_on:
            yield step, f"task-{task.pk}-text", _("A task is due on the day of the meeting or later.")
            break


def _of_votes(recorded):
    voters = recorded.voting_base.voters_present
    for vote in recorded.votes:
        if vote.counted > voters:
            words = _("“%(subject)s”: %(votes)s votes, but only %(count)s official members present.")
            about = {"subject": vote.subject, "votes": vote.counted, "count": voters}
            yield RecordingStep.VOTES, f"vote-{vote.pk}-subject", words % about


def _of_score(recorded):
    blank = [criterion for criterion, line in recorded.score_lines if line.points is None]
    bare = [c for c, line in recorded.score_lines if scoring.needs_note(line, c) and not line.note]
    for criteria, name, words in (
        (blank, "points", _("No points yet: %(criteria)s.")),
        (bare, "note", _("Points lost, or other than proposed, without a note: %(criteria)s.")),
    ):
        if criteria:
            names = "; ".join(criterion.name for criterion in criteria)
            yield RecordingStep.SCORE, f"points-{criteria[0].pk}-{name}", words % {"criteria": names}
