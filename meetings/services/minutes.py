"""Recording a meeting: start, save, sign, reopen, strike out. Only these functions write minutes, rolls and scores."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from cells.models import Succession
from cells.queries import current_numbers
from cells.services import lock
from common.facts import write
from common.people import named
from common.periods import month_of
from common.prepared import prepared
from meetings.enums import Mark, MeetingKind, MeetingState, TaskState, VoteMethod, VoteRule
from meetings.models import (
    Attendance,
    Draft,
    Edition,
    Meeting,
    Reopening,
    Review,
    Task,
    Vote,
)
from meetings.models.meeting import OF_MEETINGS
from meetings.queries.plan import second_regular
from meetings.queries.progress import what_is_missing
from meetings.queries.recorded import Recorded, drafts_of
from meetings.queries.roll import expected_on_roll
from meetings.queries.second import second_score_of
from meetings.queries.signed import figures_of
from meetings.queries.task import first_found_done
from meetings.services.base import MeetingRuleError, draft_of, locked, still_draft
from meetings.services.paper import issue_ahead
from meetings.services.plan import planned_like, tie, tie_anew, untie
from meetings.services.roll import freeze_roll
from meetings.services.score import begin_score, write_score
from meetings.services.second import add_up
from meetings.services.signed import freeze, thaw

LONGEST_DRAFT = 500_000  # characters typed at a step; the minutes of a large cell have some 30,000
DETAILS = (
    "place",
    "starts_at",
    "ends_at",
    "combined",
    "excused_do_not_vote",
    "chair_id",
    "clerk_id",
    "guests",
    "agenda",
    "discussion",
    "conclusion",
    "resolution_no",
)
PROVING = {"starts_at", "ends_at", "combined"}  # details that points may follow from


class CannotSign(MeetingRuleError):
    """What is still missing before signing: `missing` [Missing]."""

    def __init__(self, missing):
        super().__init__(" ".join(one.sentence for one in missing))
        self.missing = missing


@dataclass(frozen=True)
class MarkEntry:
    """A roll line as somebody marked it."""

    mark: Mark
    reason: str = ""
    spoke: bool = False


@dataclass(frozen=True)
class ReviewEntry:
    """What became of a task of an earlier meeting."""

    state: TaskState
    result: str = ""
    evidence: str = ""


@dataclass(frozen=True)
class TaskEntry:
    """An item of the resolution; `task` is the saved Task or None for a new one. An empty text strikes it out."""

    text: str
    owner_name: str
    due_on: date | None
    task: Task | None = None


@dataclass(frozen=True)
class VoteEntry:
    """A vote; `vote` is the saved Vote or None for a new one. An empty subject strikes it out."""

    subject: str
    rule: VoteRule
    in_favour: int
    against: int = 0
    other: int = 0
    vote: Vote | None = None
    method: VoteMethod = VoteMethod.SHOW


@dataclass(frozen=True)
class PointsEntry:
    points: Decimal | None
    note: str = ""


@service
def start_meeting(*, cell, kind, held_on, today, by, place="", second_because=""):
    """A draft of a meeting held on `held_on`, its roll frozen from the membership of that day. Where the meeting was
    planned, it is tied to the plan and takes time, place and content over from there. A second regular meeting in a
    month needs a reason (`second_because`)."""
    lock(cells=[cell])
    _require_held(held_on, today)
    require_in_office(by, Do.RECORD_MEETINGS, cell, held_on, "held_on")
    if not cell.works_on(held_on):
        raise MeetingRuleError(_("%(cell)s is not at work on that day.") % {"cell": cell}, "held_on")
    planned = planned_like(cell=cell, kind=kind, on=held_on)
    second_because = _why_second(cell, kind, held_on, second_because)
    meeting = Meeting(
        cell=cell,
        kind=kind,
        held_on=held_on,
        starts_at=planned and planned.starts_at,
        place=place or (planned and planned.place) or cell.meeting_place,
        agenda=planned.theme if planned else "",
        edition=_edition(cell, held_on),
        second_because=second_because,
    ).save_checked()
    tie(planned, meeting)
    freeze_roll(meeting)
    if meeting.scored:
        begin_score(meeting)
    return meeting


@service
def move_meeting(*, meeting, kind, held_on, today, by, second_because=""):
    """The draft was begun with a wrong kind or day: put it right. Marks of those on both rolls stay; what belongs to
    the kind alone goes with it."""
    meeting = draft_of(meeting)
    _require_held(held_on, today)
    require_in_office(by, Do.RECORD_MEETINGS, meeting.cell, held_on, "held_on")
    meeting.second_because = _why_second(meeting.cell, kind, held_on, second_because, meeting)
    if any(number.on < held_on for number in _numbers(meeting)):
        raise MeetingRuleError(_("A paper of this meeting bears a number of an earlier day."), "held_on")
    meeting.kind, meeting.held_on = kind, held_on
    meeting.combined &= kind == MeetingKind.REGULAR
    meeting.excused_do_not_vote &= kind == MeetingKind.CONGRESS
    meeting.edition = _edition(meeting.cell, held_on)
    expected = expected_on_roll(cell=meeting.cell, day=held_on)
    names = [line.member.full_name for line in meeting.roll.select_related("member") if line.member not in expected]
    if names:
        raise MeetingRuleError(
            _("Not members of the cell on that day, but on the roll: %(names)s.") % {"names": ", ".join(names)},
            "held_on",
        )
    meeting.save_checked()
    tie_anew(meeting)
    freeze_roll(meeting)
    if meeting.scored and not hasattr(meeting, "score"):
        begin_score(meeting)
    write_score(Recorded(meeting), {})
    return meeting


@service
def save_minutes(
    *,
    meeting,
    by,
    details=None,
    marks=None,
    attended=None,
    reviews=None,
    tasks=(),
    votes=(),
    points=None,
    recorded=None,
):
    """Save what was recorded of a meeting: all of it, or what one step asked; what is not given stays as it is.

    `details` {field of DETAILS: value}; `marks` {number of a roll line: MarkEntry}; `attended` whether the member in
    charge came; `reviews` {number of an open task: ReviewEntry}; `tasks` [TaskEntry]; `votes` [VoteEntry]; `points`
    {number of a criterion: PointsEntry}. `recorded` is what the caller has Recorded of the meeting after it locked it
    in this transaction.
    """
    if recorded is None:
        recorded = Recorded(draft_of(meeting))
    meeting = still_draft(recorded.meeting)
    if details:
        write(meeting, details, DETAILS)
        meeting.save_checked()
    if marks:
        _mark(recorded, marks)
    if attended is not None:
        _note_visit(recorded, attended)
    if reviews:
        _review(recorded, reviews)
    if tasks:
        _resolve(recorded, tasks)
    if votes:
        _vote(recorded, votes)
    if marks or reviews or points is not None or PROVING.intersection(details or ()):
        write_score(recorded, points or {})
    return meeting


@service
def sign_meeting(*, meeting, at, by, recorded=None):
    """Lock the minutes as they are; papers numbered ahead are issued. Raises CannotSign with all that is missing.

    `recorded` as for `save_minutes`.
    """
    if recorded is None:
        recorded = Recorded(draft_of(meeting))
    meeting = still_draft(recorded.meeting)
    require_in_office(by, Do.RECORD_MEETINGS, meeting.cell, meeting.held_on, "held_on")
    write_score(recorded, {})
    missing = what_is_missing(recorded)
    if missing:
        raise CannotSign(missing)
    meeting.state, meeting.signed_by, meeting.signed_at = MeetingState.SIGNED, by, at
    freeze(meeting, figures_of(recorded))
    meeting.save()
    if second := second_score_of(meeting):
        add_up(second)
    _note_done(meeting)
    issue_ahead(meeting, by)
    return meeting


@service
def reopen_meeting(*, meeting, reason, at, by):
    """Open signed minutes again; the reason and the earlier signature stay on record."""
    meeting = locked(meeting.pk)
    if not meeting.signed:
        raise MeetingRuleError(_("The minutes are open already."))
    Reopening(
        meeting=meeting,
        reason=reason,
        at=at,
        reopened_by=by,
        signed_by=meeting.signed_by,
        signed_at=meeting.signed_at,
    ).save_checked()
    meeting.state, meeting.signed_by, meeting.signed_at = MeetingState.DRAFT, None, None
    thaw(meeting)
    meeting.save_checked()
    _note_done(meeting)
    return meeting


@service
def strike_meeting(*, meeting, reason, by):
    """The draft was begun by mistake: with its tasks it counts no more. The row and the reason are kept, and its day is
    free again."""
    meeting = draft_of(meeting)
    if _numbers(meeting):
        raise MeetingRuleError(_("A paper of this meeting has a number: strike the number out first."))
    if hasattr(meeting, "session"):
        raise MeetingRuleError(_("A session of education took place at this meeting: change that first."))
    untie(meeting)
    tasks = list(meeting.tasks.kept().select_related("cell"))
    for task in tasks:
        task.struck = True
    Task.objects.bulk_update(tasks, ["struck"])
    meeting.struck, meeting.struck_reason = True, reason
    return meeting.save_checked()


@service
def keep_draft(*, meeting, step, typed, at, by):
    """Keep what `by` has typed at a RecordingStep and not saved: {field: [values]}."""
    draft_of(meeting)
    if sum(len(name) + sum(map(len, values)) for name, values in typed.items()) > LONGEST_DRAFT:
        raise MeetingRuleError(_("This is too long to be kept as a draft. Save, or shorten it."))
    Draft.objects.update_or_create(meeting=meeting, account=by, step=step, defaults={"typed": typed, "at": at})


@service
def drop_draft(*, meeting, step, by):
    """Forget what `by` typed at a RecordingStep: it is saved, or not wanted."""
    for draft in drafts_of(meeting=meeting.pk, account=by.pk):
        if draft.step == step:
            draft.delete()


def _require_held(held_on, today):
    if held_on > today:
        raise MeetingRuleError(_("This day has not come yet: record the meeting when it has been held."), "held_on")


def _why_second(cell, kind, day, reason, meeting=None):
    """Why there is a second regular meeting in the month; empty where there is none. Refused without a `reason`."""
    first = second_regular(cell=cell, kind=kind, day=day, meeting=meeting)
    if first and not reason:
        words = _("There is a regular meeting of %(month)s already, on %(day)s. For one more, say why.")
        about = {"month": month_of(day), "day": f"{first.held_on:%d/%m/%Y}"}
        raise MeetingRuleError(words % about, "second_because")
    return reason if first else ""


def _numbers(meeting):
    """The numbers that papers of a draft bear."""
    return current_numbers(getattr(meeting, f"{field}_id") for field in OF_MEETINGS.values()).values()


def _edition(cell, day):
    edition = Edition.objects.in_force(cell.commune_id, day)
    if edition is None:
        raise MeetingRuleError(
            _("No score sheet is in force on that day; an administrator has to publish one."), "held_on"
        )
    return edition


def _mark(recorded, marks):
    lines = [line for line in recorded.roll if line.pk in marks]
    for line in lines:
        entry = marks[line.pk]
        if entry.mark not in [*line.choices(), Mark.NOT_RECORDED]:
            raise MeetingRuleError(_("This mark does not fit the member."), f"mark-{line.pk}")
        line.mark = entry.mark
        line.reason = entry.reason if entry.mark == Mark.EXCUSED else ""
        line.spoke = entry.spoke and entry.mark == Mark.PRESENT
    Attendance.objects.bulk_update(lines, ["mark", "reason", "spoke"])


def _note_visit(recorded, attended):
    for visit in recorded.visits:
        if visit.attended != attended:
            visit.attended = attended
            visit.save()


def _review(recorded, reviews):
    tasks = {task.pk: task for task in recorded.earlier_tasks}
    new, changed = [], []
    for pk, entry in reviews.items():
        if pk not in tasks:
            raise MeetingRuleError(_("This task is not open any more."), f"state-{pk}")
        review = recorded.reviews.get(pk) or Review(meeting=recorded.meeting, task=tasks[pk])
        review.state, review.result, review.evidence = TaskState(entry.state), entry.result, entry.evidence
        (changed if review.pk else new).append(review)
    Review.objects.bulk_create(new)
    Review.objects.bulk_update(changed, ["state", "result", "evidence"])
    recorded.reviews.update({review.task_id: review for review in new})


def _note_done(meeting):
    """After `meeting` was signed or reopened: write on the tasks that it took up the day of the first signed minutes
    that found them done, none while they are open."""
    tasks = _reviewed(meeting=meeting.pk)
    done = first_found_done(tasks)
    changed = [task for task in tasks if task.done_on != done.get(task.pk)]
    for task in changed:
        task.done_on = done.get(task.pk)
    Task.objects.bulk_update(changed, ["done_on"])


@prepared
def _reviewed(meeting):
    return Task.objects.filter(reviews__meeting=meeting).select_related("cell")


def _resolve(recorded, tasks):
    """Write the items of the resolution; those without a text are struck out."""
    meeting = recorded.meeting
    people = [line.member for line in recorded.roll]
    belongs = _belonging_of_tasks(meeting)
    new, changed, struck = [], [], []
    for entry in tasks:
        task = entry.task or Task(meeting=meeting, **belongs)
        if not entry.text:
            if entry.task:
                task.struck = True
                struck.append(task)
            continue
        if entry.due_on is None or entry.due_on < meeting.held_on:
            raise MeetingRuleError(_("A task is due on the day of the meeting or later."), "tasks")
        if task.owner is None or task.owner_name != entry.owner_name:  # else it is known already who is meant
            task.owner, task.owner_name = named(entry.owner_name, people)
        task.text, task.due_on, task.struck = entry.text, entry.due_on, False
        task.clean_fields()
        (changed if entry.task else new).append(task)
    Task.objects.bulk_create(new)
    Task.objects.bulk_update([*changed, *struck], ["text", "owner", "owner_name", "due_on", "struck"])


def _belonging_of_tasks(meeting):
    """{field: value} of a new task: where the cell has ended since, another one takes it over at once."""
    succession = next(iter(_succession(cell=meeting.cell_id)), None)
    if succession is None:
        return {"cell": meeting.cell}
    return {"cell": succession.successor, "moved_on": succession.on}


@prepared
def _succession(cell):
    return Succession.objects.filter(cell=cell).select_related("successor")


def _vote(recorded, votes):
    """Write the votes; those without a subject are struck out."""
    voters = recorded.voting_base.voters_present
    new, changed = [], []
    for entry in votes:
        vote = entry.vote or Vote(meeting=recorded.meeting)
        if not entry.subject:
            if entry.vote:
                vote.struck = True
                changed.append(vote)
            continue
        vote.subject, vote.rule, vote.method, vote.struck = entry.subject, entry.rule, entry.method, False
        vote.in_favour, vote.against, vote.other = entry.in_favour, entry.against, entry.other
        if vote.counted > voters:
            raise MeetingRuleError(
                _("More votes than the %(count)s official members present.") % {"count": voters}, "votes"
            )
        vote.clean_fields()
        (changed if entry.vote else new).append(vote)
    Vote.objects.bulk_create(new)
    Vote.objects.bulk_update(changed, ["subject", "rule", "method", "in_favour", "against", "other", "struck"])
