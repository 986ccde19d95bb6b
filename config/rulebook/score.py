"""A meeting told as facts: held, recorded and scored through the services, beside the meetings that came before it."""

from datetime import datetime, time, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cells import services as structure
from common.editions import EditionState
from config.rulebook.values import CaseError
from meetings import queries
from meetings import services as minutes
from meetings.enums import Band, Mark, MeetingKind, TaskState
from meetings.models import Edition, Meeting
from meetings.services import MarkEntry, PointsEntry, ReviewEntry, TaskEntry
from meetings.services.editions import edit_criterion, edit_edition
from members import services as people
from members.enums import EventKind, Sex, Standing
from members.models import Event, Member

FIRST_DAY = datetime(1950, 1, 1).date()
BEGINS = time(7)
FULL_HOUR = {"starts_at": BEGINS, "ends_at": time(9), "discussion": "Everything."}


class Meetings:
    """Meetings told as facts, each in a cell of a commune of its own. Those that tell of the same past and differ in
    what happened at the meeting are one draft, saved again and again."""

    def __init__(self):
        self.clerk = User(username="minutes", full_name="Minutes", password="!").save_checked()
        self.drafts = {}  # {what is told of the past: Meeting}

    def score(self, told):
        """{"proposed": {criterion: points that the records propose for it or for parts of it}} of the meeting that is
        `told`, and where they are asked for "total" and "band", None while a criterion has no points.

        Raises CaseError for people, tasks or criteria that cannot be, one of REFUSALS for what the rules refuse.
        """
        _check(told)
        meeting = self._draft(told)
        facts = {"details": _details(told.facts), "marks": _marks(meeting, told.facts)}
        facts["reviews"] = _reviews(meeting, told.facts)
        meeting = minutes.save_minutes(meeting=meeting, by=self.clerk, **facts)
        groups = _by_group(queries.score_lines(meeting))
        found = {"proposed": {code.replace("-", " "): _proposed(lines) for code, lines in groups.items()}}
        points = _points(told, groups)
        if "total" in told.facts or "band" in told.facts:
            meeting = minutes.save_minutes(meeting=meeting, by=self.clerk, points=points)
            found |= {"total": meeting.score.total, "band": meeting.score.band or None}
        return found

    def _draft(self, told):
        """The draft in a cell with the sheet, the people and the earlier meetings that are told."""
        facts = told.facts
        named = tuple(facts.get("excused_run", {}).items())
        tasks = (facts.get("tasks", 0), facts.get("tasks_not_due", 0), "tasks_done" in facts)
        sheet = (facts["sheet"], *facts.get("gates", []))
        past = (sheet, facts["on"], _roll(facts), facts.get("guests", 0), named, tasks, facts.get("theme_on"))
        if past not in self.drafts:
            with transaction.atomic():
                self.drafts[past] = _begin(told, f"commune {len(self.drafts)}", self.clerk)
        return Meeting.objects.get(pk=self.drafts[past].pk)


def _check(told):
    facts = told.facts
    roll = _roll(facts)
    if _recorded(facts) > roll:
        raise CaseError(f"{told}: more people are recorded than stand on the roll")
    if facts.get("guests", 0) > facts.get("present", 0):
        raise CaseError(f"{told}: more guests than people present")
    if len(facts.get("excused_run", {})) > roll - facts.get("guests", 0):
        raise CaseError(f"{told}: excused_run names more people than members stand on the roll")
    if facts.get("tasks_done", 0) > facts.get("tasks", 0):
        raise CaseError(f"{told}: more tasks are done than there are")
    if facts.get("tasks_not_due", 0) > facts.get("tasks", 0):
        raise CaseError(f"{told}: more tasks are not due than there are")


def _recorded(facts):
    return sum(facts.get(name, 0) for name in ("present", "excused", "unexcused"))


def _roll(facts):
    """How many stand on the roll; one, of whom nothing is recorded, where the case does not speak of people."""
    return facts.get("roll", _recorded(facts) if "present" in facts else 0) or 1


# What was there before


def _begin(told, name, by):
    """The draft, of which nothing is recorded yet, with all that was there before."""
    commune = structure.found_commune(name=name, organisation=name, committee=name, superior=name, place=name, by=by)
    _publish(commune, told, by)
    cell = structure.found_cell(commune=commune, name="A", founded_on=FIRST_DAY, by=by)
    _gather(cell, told, by)
    if theme := told.facts.get("theme_on"):
        facts = {"kind": MeetingKind.THEMATIC, "held_on": theme, "today": theme}
        minutes.start_meeting(cell=cell, **facts, by=by)
    return _start(cell, told["on"], by)


def _start(cell, day, by):
    return minutes.start_meeting(cell=cell, kind=MeetingKind.REGULAR, held_on=day, today=day, by=by)


def _publish(commune, told, by):
    """The sheet that is told in force, as a commune gets it; `gates` need full points for Good."""
    gates = told.facts.get("gates", [])
    edition = minutes.ship_score_sheets(commune=commune, since=FIRST_DAY, by=by)
    if told["sheet"] != "hd42":
        edition = Edition.objects.get(commune=commune, state=EditionState.DRAFT)
    elif gates:
        edition = minutes.copy_edition(edition=edition, since=FIRST_DAY, by=by)
    else:
        return
    groups = [criterion for criterion in edition.criteria.kept() if criterion.parent_id is None]
    for gate in gates:
        _known(told, gate, [group.code for group in groups])
    for before, group in zip([None, *groups], groups, strict=False):
        if group.code in map(_code, gates):
            edit_criterion(criterion=group, after=before, gate=Band.GOOD, by=by)
    edition = edit_edition(edition=edition, since=FIRST_DAY + timedelta(days=1), by=by)
    minutes.publish_edition(edition=edition, by=by)


def _gather(cell, told, by):
    """The people of the roll, and the meetings that some of them had before: those named in excused_run and one more
    have long been there, the others come on the day."""
    facts = told.facts
    named, guests = list(facts.get("excused_run", {})), facts.get("guests", 0)
    others = [f"member {n}" for n in range(_roll(facts) - guests - len(named))]
    _enter(cell, [*named, *others[:1]], FIRST_DAY)
    _hold_earlier(cell, told, by)
    _enter(cell, others[1:], facts["on"])
    for n in range(guests):
        _enter_guest(cell, f"guest {n}", facts["on"], by)


def _enter(cell, names, on):
    """Official members of `cell` from a day on, all at once as from a list."""
    members = [Member(commune=cell.commune, full_name=name, sex=Sex.MALE) for name in names]
    for member in members:
        member.set_keys()
    Member.objects.bulk_create(members)
    joined = {"kind": EventKind.JOIN, "on": on, "cell": cell, "standing": Standing.OFFICIAL}
    Event.objects.bulk_create(Event(member=member, **joined) for member in members)
    people.project(members)


def _enter_guest(cell, name, on, by):
    person, until = {"full_name": name, "sex": Sex.MALE}, on + relativedelta(months=6)
    people.enter(kind=EventKind.HOST, cell=cell, on=on, until=until, person=person, by=by)


def _hold_earlier(cell, told, by):
    """The meetings of the months before: who is named in excused_run was absent with reason at as many of them, the
    last ones; the last of all leaves the tasks."""
    run, tasks = list(told.facts.get("excused_run", {}).values()), told.facts.get("tasks", 0)
    due = [told["on"]] * (tasks - (later := told.facts.get("tasks_not_due", 0)))
    due += [told["on"] + timedelta(days=1)] * later
    for ago in range(max([*run, min(tasks, 1)]), 0, -1):
        excused = [n for n, times in enumerate(run) if times >= ago]
        _hold_signed(cell, told["on"] - relativedelta(months=ago), excused, due if ago == 1 else [], by)


def _hold_signed(cell, day, excused, due, by):
    """A whole meeting with full points that leaves tasks to be done by the days `due`; all came but the members at the
    places `excused`, who had a reason."""
    meeting = _start(cell, day, by)
    lines = list(meeting.roll.order_by("member_id"))
    marks = {line.pk: MarkEntry(Mark.PRESENT, spoke=True) for line in lines}
    marks |= {lines[n].pk: MarkEntry(Mark.EXCUSED, "said so") for n in excused}
    facts = {
        "details": FULL_HOUR | {"chair_id": lines[-1].member_id, "clerk_id": lines[-1].member_id},
        "marks": marks,
        "tasks": [TaskEntry(f"task {n}", "everybody", last) for n, last in enumerate(due)],
    }
    meeting = minutes.save_minutes(meeting=meeting, by=by, **facts)
    points = {
        criterion.pk: PointsEntry(criterion.max_points if line.proposed is None else line.proposed)
        for criterion, line in queries.score_lines(meeting)
    }
    minutes.save_minutes(meeting=meeting, by=by, points=points)
    minutes.sign_meeting(meeting=meeting, at=timezone.make_aware(datetime.combine(day, time(18))), by=by)


# The meeting itself


def _details(facts):
    """Begin and end; a meeting ends after it began, so one of no minutes lasts a second."""
    begins, ends = (BEGINS, _after(facts["minutes"])) if "minutes" in facts else (None, None)
    return {"starts_at": begins, "ends_at": ends, "combined": facts.get("combined", False)}


def _after(length):
    return (datetime.combine(FIRST_DAY, BEGINS) + timedelta(minutes=length, seconds=1)).time()


def _marks(meeting, facts):
    """{number of a line of the roll that reads otherwise by now: MarkEntry}. Members of whom nothing is said stayed
    away with reason: the roll proves nothing before everybody is recorded."""
    entries, speaking = {}, facts.get("spoke", 0)
    for line, mark in zip(meeting.roll.order_by("member_id"), _who_came(facts), strict=True):
        speaks = mark == Mark.PRESENT and speaking > 0
        speaking -= speaks
        if (line.mark, line.spoke) != (mark, speaks):
            entries[line.pk] = MarkEntry(mark, "said so" if mark == Mark.EXCUSED else "", speaks)
    return entries


def _who_came(facts):
    """[Mark of each on the roll]: members, those named in excused_run first among them, then guests."""
    roll, guests = _roll(facts), facts.get("guests", 0)
    if "present" not in facts or not facts.get("roll", 1):
        return [Mark.NOT_RECORDED] * roll
    excused, unexcused = facts.get("excused", 0), facts.get("unexcused", 0)
    marks = [Mark.EXCUSED] * excused + [Mark.PRESENT] * (facts["present"] - guests) + [Mark.UNEXCUSED] * unexcused
    return marks + [Mark.EXCUSED] * (roll - guests - len(marks)) + [Mark.PRESENT] * guests


def _reviews(meeting, facts):
    """{number of a task of which the minutes say otherwise by now: ReviewEntry}: so many are done, the others not.
    Nothing is said of them where the case does not tell."""
    if "tasks_done" not in facts:
        return {}
    tasks, said = queries.tasks_before(meeting), dict(meeting.reviews.values_list("task", "state"))
    states = [TaskState.DONE if n < facts["tasks_done"] else TaskState.NOT_DONE for n in range(len(tasks))]
    return {
        task.pk: ReviewEntry(state) for task, state in zip(tasks, states, strict=True) if said.get(task.pk) != state
    }


def _by_group(score_lines):
    """{code of a criterion: [(its part or itself, ScoreLine)]}."""
    groups = {}
    for criterion, line in score_lines:
        groups.setdefault((criterion.parent or criterion).code, []).append((criterion, line))
    return groups


def _proposed(lines):
    """What the records propose for a group, or None."""
    points = [line.proposed for _criterion, line in lines if line.proposed is not None]
    return _whole(sum(points)) if points else None


def _whole(points):
    return int(points) if points == int(points) else points


def _points(told, groups):
    """{number of a criterion: PointsEntry} of what people `given`, where they say nothing the proposal."""
    given = told.facts.get("given", {})
    for name in given:
        _known(told, name, groups)
    said = {_code(name): Decimal(points) for name, points in given.items()}
    entries = {}
    for code, lines in groups.items():
        proposed = {criterion: PointsEntry(line.proposed) for criterion, line in lines if line.proposed is not None}
        judged = [criterion for criterion, _line in lines if criterion not in proposed]
        most = sum(criterion.max_points for criterion, _line in lines)
        if not 0 <= said.get(code, 0) <= most:
            raise CaseError(f"{told}: {code}: between 0 and {_whole(most)} points")
        if code in said and (not judged or said[code] > sum(criterion.max_points for criterion in judged)):
            proposed, judged = {}, [criterion for criterion, _line in lines]
        entries |= proposed | _shared_out(judged, said.get(code))
    return {criterion.pk: entry for criterion, entry in entries.items()}


def _shared_out(criteria, points):
    """{Criterion: PointsEntry} of `points` in all (None: none are given yet): each in order as much as it holds, the
    last what is left."""
    if points is None:
        return {criterion: PointsEntry(None) for criterion in criteria}
    entries = {}
    for criterion in criteria:
        part = points if criterion == criteria[-1] else min(points, criterion.max_points)
        entries[criterion] = PointsEntry(part)
        points -= part
    return entries


def _code(name):
    return name.replace(" ", "-")


def _known(told, name, codes):
    if _code(name) not in codes:
        raise CaseError(f'{told}: the sheet has no criterion "{name}"')
