"""Figures about meetings, each with one definition. Every screen, file and score asks here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.enums import CellState
from cells.models import Assignment, CellStatus
from meetings.enums import Mark, MeetingKind, MeetingState, TaskState, VoteRule
from meetings.models import Attendance, Edition, Meeting, Review, Score, ScoreLine, Task, Visit
from meetings.rules.scoring import Facts
from members.enums import Standing


@dataclass(frozen=True)
class Turnout:
    """Attendance of a meeting (persons): `numerator` of `denominator` members who had to come did.

    Exempt, away and suspended members are in neither (`left_out`), also when they came (domain: attendance ratio). On
    the `roll` stand `members` of the cell and guests. Members not recorded yet stay in the denominator and are told
    apart. Whether absence with reason stays in the denominator, and whether guests on temporary transfer count, are
    rules of the meeting's edition.
    """

    numerator: int
    denominator: int
    excused: int
    unexcused: int
    not_recorded: int
    left_out: int
    roll: int
    members: int
    spoke: int
    attending: int

    @property
    def share(self):
        """Fraction from 0 to 1, or None when nobody had to come."""
        return self.numerator / self.denominator if self.denominator else None


def turnouts(meetings):
    """{meeting number: Turnout} for `meetings` (a queryset or list); one query."""
    rows = (
        Attendance.objects.counted()
        .filter(meeting__in=meetings)
        .order_by()
        .values("meeting", "meeting__edition__excused_in_denominator")
    )
    # guests that the edition leaves out are in no figure but `left_out`
    due = Q(barred="") & (Q(guest=False) | Q(meeting__edition__guests_counted=True))
    counted = rows.annotate(
        numerator=Count("pk", filter=due & Q(mark=Mark.PRESENT)),
        due=Count("pk", filter=due),
        excused=Count("pk", filter=due & Q(mark=Mark.EXCUSED)),
        unexcused=Count("pk", filter=due & Q(mark=Mark.UNEXCUSED)),
        not_recorded=Count("pk", filter=due & Q(mark=Mark.NOT_RECORDED)),
        left_out=Count("pk", filter=~due),
        roll=Count("pk"),
        members=Count("pk", filter=Q(guest=False)),
        spoke=Count("pk", filter=Q(spoke=True)),
        attending=Count("pk", filter=Q(mark=Mark.PRESENT)),
    )
    found = {}
    for row in counted:
        meeting, due_count = row.pop("meeting"), row.pop("due")
        excused_counts = row.pop("meeting__edition__excused_in_denominator")
        found[meeting] = Turnout(denominator=due_count if excused_counts else due_count - row["excused"], **row)
    return found


def turnout(meeting):
    """The Turnout of one meeting; a meeting with an empty roll has zeros."""
    return turnouts([meeting]).get(meeting.pk, Turnout(0, 0, 0, 0, 0, 0, 0, 0, 0, 0))


@dataclass(frozen=True)
class VotingBase:
    """Who counts in a vote (294-QĐ/TW §9.3.2), in persons: official members on the roll, less those exempt or away who
    did not come, less those suspended, and at a congress that agreed to it less those absent with reason. Other absent
    members count; probationary members and guests never vote."""

    official: int
    stayed_home: int
    suspended: int
    excused: int
    voters_present: int

    @property
    def base(self):
        return self.official - self.stayed_home - self.suspended - self.excused

    def needed(self, rule):
        """Votes in favour that `rule` asks for, in whole numbers."""
        return self.base // 2 + 1 if rule == VoteRule.MAJORITY else (2 * self.base + 2) // 3

    def passed(self, rule, in_favour):
        return self.base > 0 and in_favour >= self.needed(rule)


class VotingPlace(TextChoices):
    """In or out of the voting base, and why."""

    COUNTED = "counted", _("counts")
    PROBATIONARY = "probationary", _("probationary: no vote")
    GUEST = "guest", _("on temporary transfer: no vote here")
    SUSPENDED = "suspended", _("suspended: no vote")
    EXEMPT = "exempt", _("exempt and not present")
    AWAY = "away", _("away and not present")
    EXCUSED = "excused", _("absent throughout with reason, left out by the congress")


def voting_place(line, meeting):
    """The VotingPlace of a roll line."""
    if line.guest:
        return VotingPlace.GUEST
    if line.standing != Standing.OFFICIAL:
        return VotingPlace.PROBATIONARY
    if line.barred == Mark.SUSPENDED:
        return VotingPlace.SUSPENDED
    if line.barred and line.mark != Mark.PRESENT:
        return VotingPlace(line.barred)
    if meeting.excused_do_not_vote and line.mark == Mark.EXCUSED:
        return VotingPlace.EXCUSED
    return VotingPlace.COUNTED


def voting_base_of(lines, meeting):
    """The VotingBase of the `lines` of a roll."""
    places = [voting_place(line, meeting) for line in lines]
    return VotingBase(
        official=sum(line.standing == Standing.OFFICIAL for line in lines),
        stayed_home=places.count(VotingPlace.EXEMPT) + places.count(VotingPlace.AWAY),
        suspended=places.count(VotingPlace.SUSPENDED),
        excused=places.count(VotingPlace.EXCUSED),
        voters_present=sum(
            place == VotingPlace.COUNTED and line.mark == Mark.PRESENT
            for line, place in zip(lines, places, strict=True)
        ),
    )


def voting_base(meeting):
    return voting_base_of(list(meeting.roll), meeting)


def tasks_before(meeting):
    """Tasks of earlier meetings of the cell that no earlier meeting found done: the first thing this one takes up.

    A thematic meeting in the session of a regular one takes up none: the regular one has just done so.
    """
    session = Meeting.objects.filter(cell=meeting.cell_id, kind=MeetingKind.REGULAR, held_on=meeting.held_on)
    if meeting.kind == MeetingKind.THEMATIC and session.exists():
        return Task.objects.none()
    tasks = Task.objects.open_before(meeting.held_on).filter(meeting__cell=meeting.cell_id)
    return tasks.select_related("meeting", "owner").order_by("due_on", "pk")


def open_tasks(*, cells, day):
    """Tasks of `cells` not found done by the end of `day`, the longest due first, each with its `cell`."""
    tomorrow = day + timedelta(days=1)
    tasks = Task.objects.open_before(tomorrow).filter(meeting__cell__in=cells)
    return tasks.with_course(tomorrow).select_related("meeting__cell", "owner").order_by("due_on", "pk")


@dataclass(frozen=True)
class TaskShare:
    """Tasks that a meeting took up from earlier ones, and how many of them it found done."""

    done: int = 0
    reviewed: int = 0

    @property
    def share(self):
        return self.done / self.reviewed if self.reviewed else None


def task_shares(meetings):
    """{meeting number: TaskShare} for `meetings`; meetings that took up no task are left out; one query."""
    rows = Review.objects.filter(meeting__in=meetings, task__struck=False).order_by().values("meeting")
    counted = rows.annotate(reviewed=Count("pk"), done=Count("pk", filter=Q(state=TaskState.DONE)))
    return {row.pop("meeting"): TaskShare(**row) for row in counted}


RUN_LOOKS_BACK = 12  # meetings; no sheet asks for a longer row of absences


def longest_excused_run(meeting):
    """The longest row of meetings of this kind, this one included, that one member missed with reason."""
    excused = list(meeting.roll.filter(mark=Mark.EXCUSED).values_list("member", flat=True))
    earlier = Meeting.objects.filter(cell=meeting.cell_id, kind=meeting.kind, held_on__lt=meeting.held_on)
    recent = list(earlier.order_by("-held_on").values_list("pk", flat=True)[:RUN_LOOKS_BACK])
    marks = Attendance.objects.counted().filter(meeting__in=recent, member__in=excused, mark=Mark.EXCUSED)
    absent = set(marks.values_list("meeting", "member"))
    longest = 0
    for member in excused:
        run = 1
        for pk in recent:
            if (pk, member) not in absent:
                break
            run += 1
        longest = max(longest, run)
    return longest


def minutes_required(meeting, edition, came):
    """Minutes that `meeting` with the Turnout `came` should last by the rules of `edition`, or None."""
    return edition.minutes_required(kind=meeting.kind, combined=meeting.combined, members=came.members)


def facts(meeting):
    """What the records prove of `meeting`, for `scoring.propose`. A roll with gaps proves nothing of attendance."""
    came = turnout(meeting)
    known = came.roll > 0 and not came.not_recorded
    tasks = list(tasks_before(meeting).values_list("pk", flat=True))
    done = meeting.reviews.filter(task__in=tasks, state=TaskState.DONE).count()
    return Facts(
        minutes=meeting.minutes,
        minutes_required=minutes_required(meeting, meeting.edition, came),
        present=came.numerator if known and came.denominator else None,
        base=came.denominator if known and came.denominator else None,
        unexcused=came.unexcused if known else None,
        excused_run=longest_excused_run(meeting) if known else None,
        spoke=came.spoke if known and came.attending else None,
        attending=came.attending if known and came.attending else None,
        tasks=len(tasks) or None,
        tasks_done=done if tasks else None,
    )


def score_lines(meeting, leaves=None):
    """[(Criterion without parts that counts at this meeting, its ScoreLine, saved or not)] in the sheet's order.

    `leaves` are the criteria without parts of the meeting's edition, where they are at hand.
    """
    if not meeting.scored:
        return []
    score = meeting.score
    lines = {line.criterion_id: line for line in score.lines.all()}
    return [
        (criterion, lines.get(criterion.pk) or ScoreLine(score=score, criterion=criterion))
        for criterion in (meeting.edition.criteria.leaves() if leaves is None else leaves)
        if meeting.thematic or not criterion.thematic_only
    ]


class MonthState(TextChoices):
    """What the month board says of a cell's regular meeting in a month."""

    HELD = "held", _("held")
    LATE = "late", _("held late")
    UNSIGNED = "unsigned", _("not signed")
    MISSING = "missing", _("missing")
    OVERDUE = "overdue", _("overdue")
    DUE = "due", _("to come")
    NOT_EXPECTED = "not_expected", _("not expected")


# A month without the regular meeting that the cell owed.
MISSED = (MonthState.MISSING, MonthState.OVERDUE)


@dataclass(frozen=True)
class BoardEntry:
    """One cell in one month; `meeting` and `score` are None where there is none."""

    state: MonthState
    meeting: Meeting | None = None
    score: Score | None = None


def on_time_day(cells, day):
    """Last day of a month to meet on time, by the edition in force on `day`; 7 where there is none."""
    edition = Edition.objects.in_force(cells[0].commune_id, day) if cells else None
    return edition.on_time_day if edition else 7


def month_board(*, cells, months, today, on_time_day):
    """{(cell number, Period): BoardEntry} for `cells` x `months` (consecutive months); three queries.

    A regular meeting later than `on_time_day` of the month is late (CT 50-CT/TW: the 3rd, else the first week). A month
    counts for a cell that was at work on that day; it is missing when the month is over.
    """
    since, until = months[0].since, months[-1].until
    held = Meeting.objects.filter(cell__in=cells, kind=MeetingKind.REGULAR).held(since, until)
    by_month = {}
    for meeting in held.select_related("score").order_by("-held_on"):  # of several, the first of the month stands
        by_month[meeting.cell_id, meeting.held_on.year, meeting.held_on.month] = meeting
    working = defaultdict(list)
    for status in CellStatus.objects.during(since, until).filter(cell__in=cells, state=CellState.ACTIVE):
        working[status.cell_id].append(status)
    board = {}
    for cell in cells:
        for month in months:
            meeting = by_month.get((cell.pk, month.year, month.number))
            limit = month.since.replace(day=on_time_day)
            expected = any(status.holds_on(limit) for status in working[cell.pk])
            board[cell.pk, month] = _board_entry(meeting, month, limit, expected, today)
    return board


def _board_entry(meeting, month, limit, expected, today):
    if meeting is not None:
        if meeting.state != MeetingState.SIGNED:
            return BoardEntry(MonthState.UNSIGNED, meeting)
        state = MonthState.LATE if meeting.held_on > limit else MonthState.HELD
        return BoardEntry(state, meeting, getattr(meeting, "score", None))
    if not expected or month.since > today:
        return BoardEntry(MonthState.NOT_EXPECTED)
    if today >= month.until:
        return BoardEntry(MonthState.MISSING)
    return BoardEntry(MonthState.OVERDUE if today > limit else MonthState.DUE)


def awaiting_second_score(user, since):
    """Signed, scored meetings from `since` on that `user`, in charge of the cell on their day, has not scored yet;
    without those from which, as the minutes say, the member stayed away."""
    assigned = Assignment.objects.filter(
        Q(until=None) | Q(until__gt=OuterRef("held_on")),
        cell=OuterRef("cell"),
        committee_member__account=user,
        since__lte=OuterRef("held_on"),
    )
    meetings = Meeting.objects.for_doing(user, Do.SCORE_MEETINGS).signed().select_related("cell")
    meetings = meetings.filter(Exists(assigned), held_on__gte=since, score__total__isnull=False, second_score=None)
    stayed_away = Visit.objects.filter(meeting=OuterRef("pk"), committee_member__account=user, attended=False)
    return meetings.filter(~Exists(stayed_away)).order_by("held_on", "pk")
