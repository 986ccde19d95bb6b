"""Three years of sample meetings, recorded and signed through the services."""

from collections import Counter
from datetime import datetime, time, timedelta
from decimal import Decimal
from functools import cache

from django.utils import timezone

from common.periods import month_of
from config.demo import words
from meetings import services as minutes
from meetings.enums import Mark, MeetingKind, TaskState, VoteRule
from meetings.queries.recorded import Recorded
from meetings.rules.scoring import ScoreFacts, propose
from meetings.services import MarkEntry, PointsEntry, ReviewEntry, TaskEntry, VoteEntry
from members.enums import PostKind
from members.queries import members_in_posts

MOST_MISSED = 3  # meetings in a row, with reason: one more would cost points


def hold_meetings(dice, cells, today, by, tell, months=36):
    """Meetings of `cells` in the last `months` months, this one included; the first cell's last one is still to do."""
    _criteria.cache_clear()  # an earlier database had other numbers
    runs = Counter()  # {(kind, member): meetings missed with reason in a row}
    month = month_of(today)
    for _step in range(months - 1):
        month = month.previous()
    while month.since <= today:
        if month.number % 3 == 1:
            tell(f"meetings of {month.year} from month {month.number} on")
        for number, cell in enumerate(cells):
            _month(dice, number, cell, month, runs, today, by)
        month = month.next()


def _month(dice, number, cell, month, runs, today, by):
    current = month == month_of(today)
    if (current and number in (0, 4, 9)) or dice.random() < (0.06 if number == 4 else 0.015):
        return
    late = dice.random() < (0.3 if number in (4, 7) else 0.08)
    day = month.since + timedelta(days=dice.randint(8, 17) if late else dice.choice([2, 2, 2, 2, 3, 4]))
    if day > today:
        return
    care = _care(number, month, today)
    combined = month.number % 3 == 2 and number % 2 == 0
    draft = current and number == 6
    _record(dice, cell, MeetingKind.REGULAR, day, care, runs, today, by, combined=combined, signed=not draft)
    if month.number % 3 == 2 and number % 4 == 1 and day + timedelta(days=7) <= today:
        _record(dice, cell, MeetingKind.THEMATIC, day + timedelta(days=7), care, runs, today, by)


def _care(number, month, today):
    """How well a cell works, from 0 to 1: most well, the third gets better, the fifth gets worse."""
    age = (today.year - month.year) * 12 + today.month - month.number
    if number == 2:
        return max(0.95 - 0.018 * age, 0.3)
    if number == 4:
        return min(0.35 + 0.014 * age, 0.9)
    return 0.75 + 0.03 * (number % 8)


def _record(dice, cell, kind, day, care, runs, today, by, combined=False, signed=True):
    meeting = minutes.start_meeting(cell=cell, kind=kind, held_on=day, today=today, by=by)
    recorded = Recorded(meeting)
    lines = recorded.roll
    leaders = _leaders(meeting, lines, day)
    marks = {}
    for line in lines:
        if not line.not_expected:
            mark = marks[line.pk] = _mark(dice, line, care, leaders, runs[kind, line.member_id])
            runs[kind, line.member_id] = runs[kind, line.member_id] + 1 if mark.mark == Mark.EXCUSED else 0
    start = time(7, 30) if cell.kind in ("hamlet", "joint") else time(14, 0)
    regular = kind == MeetingKind.REGULAR
    long = (120 if combined else 90) + (dice.randint(0, 25) if dice.random() < care + 0.2 else -dice.randint(3, 35))
    end = (datetime.combine(day, start) + timedelta(minutes=long)).time()
    official = [marks[line.pk].mark for line in lines if line.pk in marks and line.standing == "official"]
    resolution = VoteEntry("Thông qua nghị quyết", VoteRule.MAJORITY, official.count(Mark.PRESENT))
    entries = {
        "marks": marks,
        "reviews": {task.pk: _review(dice, care) for task in recorded.earlier_tasks},
        "attended": dice.random() < 0.7 if recorded.visits else None,
        "details": {
            "starts_at": start,
            "ends_at": end,
            "combined": combined,
            "chair_id": leaders[0],
            "clerk_id": leaders[1],
            "agenda": words.AGENDA if regular else dice.choice(words.THEMES),
            "discussion": "\n".join(dice.sample(words.TALK, 3)),
            "conclusion": dice.choice(words.CONCLUSION),
        },
        "tasks": [_task(dice, day, lines) for _number in range(2)] if regular else [],
        "votes": [resolution] if regular else [],
    }
    points = _points(dice, meeting, care, _facts(meeting, long, combined, marks, entries["reviews"]))
    minutes.save_minutes(meeting=meeting, **entries, points=points, by=by, recorded=recorded)
    if signed:
        at = timezone.make_aware(datetime.combine(day, time(19, 0)))
        minutes.sign_meeting(meeting=meeting, at=at, by=by, recorded=recorded)


def _leaders(meeting, lines, day):
    """Numbers of the members who chair and take the minutes: the secretary, and the deputy or somebody else."""
    free = [line.member_id for line in lines if not line.not_expected and line.standing == "official"]
    posts = members_in_posts(member_ids=free, cell=meeting.cell, day=day)
    chair = next((pk for pk, post in posts.items() if post == PostKind.SECRETARY), free[0])
    clerk = next((pk for pk, post in posts.items() if post == PostKind.DEPUTY and pk != chair), None)
    return chair, clerk or next(pk for pk in free if pk != chair)


def _mark(dice, line, care, leaders, missed):
    luck = dice.random()
    if line.member_id in leaders or missed == MOST_MISSED or luck < 0.8 + 0.19 * care:
        return MarkEntry(Mark.PRESENT, spoke=line.member_id in leaders or dice.random() < 0.2 + 0.5 * care)
    if luck < 0.985:
        return MarkEntry(Mark.EXCUSED, reason=dice.choice(words.REASONS))
    return MarkEntry(Mark.UNEXCUSED)


def _review(dice, care):
    luck = dice.random()
    if luck < 0.55 + 0.45 * care:
        return ReviewEntry(TaskState.DONE, "đã làm xong")
    return ReviewEntry(TaskState.IN_PROGRESS, "đang làm") if luck < 0.95 else ReviewEntry(TaskState.NOT_DONE)


def _task(dice, day, lines):
    owner = dice.choice([line for line in lines if not line.not_expected])
    due = (day.replace(day=1) + timedelta(days=32)).replace(day=3)
    return TaskEntry(dice.choice(words.TASKS), owner.member.full_name if dice.random() < 0.8 else "Chi ủy", due)


def _facts(meeting, long, combined, marks, reviews):
    """What the records will prove; nobody in the sample is excused so often running that points are lost."""
    said = [entry.mark for entry in marks.values()]
    present = said.count(Mark.PRESENT)
    needed = meeting.edition.minutes_required(kind=meeting.kind, combined=combined, members=len(said))
    return ScoreFacts(
        minutes=long,
        minutes_required=needed,
        present=present,
        base=len(said),
        unexcused=said.count(Mark.UNEXCUSED),
        excused_run=MOST_MISSED,
        spoke=sum(entry.spoke for entry in marks.values()),
        attending=present,
        tasks=len(reviews) or None,
        tasks_done=sum(review.state == TaskState.DONE for review in reviews.values()) if reviews else None,
    )


@cache
def _criteria(edition, thematic):
    """The criteria of an edition that count with or without a thematic part, with their thresholds."""
    criteria = edition.criteria.filter(parts=None).prefetch_related("thresholds")
    return [criterion for criterion in criteria if thematic or not criterion.thematic_only]


def _points(dice, meeting, care, facts):
    points = {}
    for criterion in _criteria(meeting.edition, meeting.thematic) if meeting.scored else []:
        proposal = propose(list(criterion.thresholds.all()), facts)
        if proposal:
            points[criterion.pk] = PointsEntry(proposal.points)
            continue
        lost = Decimal(round(float(criterion.max_points) * max(1 - care, 0) * dice.random() * 1.6))
        given = max(criterion.max_points - lost, Decimal(0))
        points[criterion.pk] = PointsEntry(given, dice.choice(words.LOST) if lost else "")
    return points
