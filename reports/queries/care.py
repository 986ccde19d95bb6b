"""Which cells need somebody this month: what every app tells of them, put in order by `reports.rules`."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from accounts.roles import Do
from cells.access import Scope, here_today
from cells.models import Cell
from cells.queries import charge_now
from common.periods import months_between, quarter_of, shifted
from common.prepared import prepared
from meetings import queries
from meetings.models import Edition
from meetings.queries import MISSED, MonthState
from meetings.queries.plan import planned_now, theme_now
from meetings.queries.roll import staying_away
from meetings.queries.task import tasks_now
from members.queries import heads_now
from members.queries.training import Leader, leader_now
from oversight.queries import difficulties_now, focus_now, remedies_now
from reports import rules
from reports.models import NeedRules

MONTHS = 12  # that the small plot of a cell shows
COMPARED = 3  # meetings before the last one, with which its attendance is compared; and months in which scores are


@dataclass(frozen=True)
class CellNow:
    """A cell today: its `entries` [BoardEntry] of the last twelve months, what the records tell of it, and why it
    needs somebody: {Reason: how many}, the heaviest first."""

    cell: Cell
    entries: list
    facts: rules.Facts
    reasons: dict
    level: str | None

    @property
    def last(self):
        """The MeetingFacts of the last month that has points, or None."""
        return next((entry.score for entry in reversed(self.entries) if entry.score), None)


@dataclass(frozen=True)
class Care:
    """[CellNow] of the `cells` that somebody reads about, who needs most first; the `months` of their entries; all
    meetings `held` in them; `edition` of the score sheet in force, or None, and the NeedRules that ordered them."""

    cells: list
    months: list
    held: list
    board: dict
    edition: Edition | None
    rules: NeedRules | None
    today: date


def care_of(user, today):
    """The Care of the cells at work whose meetings `user` reads; at most ten queries, however many cells there are."""
    months = months_between(shifted(today.replace(day=1), 1 - MONTHS), today)
    quarter = quarter_of(today)
    where = here_today(user, Do.SEE_MEETINGS)
    cells = _cells(
        **where,
        on=today,
        before=months[-1].since - timedelta(days=1),
        quarter=quarter.since,
        quarter_end=quarter.last_day,
        quarter_over=quarter.until,
        month=months[-1].since,
        last_month=months[-2].since,
        month_over=months[-1].until,
    )
    if not cells:
        return Care([], months, [], {}, None, None, today)
    commune = cells[0].commune_id
    edition = Edition.objects.in_force(commune, today)
    limit = queries.on_time_by(edition)
    held = queries.meetings_held(cells=cells, since=months[0].since, until=months[-1].until)
    board = queries.month_board(cells=cells, months=months, today=today, on_time_day=limit, held=held)
    away = staying_away(cells=cells, day=today)
    visited = {meeting.cell_id: meeting.held_on for meeting in held if meeting.visits_made and meeting.signed}
    needs = NeedRules.objects.in_force(commune, today)
    found = []
    for cell in cells:
        number = cell.pk
        entries = [board[number, month] for month in months]
        facts = _facts(cell, entries, visited.get(number), away[number], today)
        reasons = rules.reasons(facts, needs)
        found.append(CellNow(cell, entries, facts, reasons, rules.level(reasons, needs)))
    ordered = rules.in_order([(one.cell.search_key, one.cell.pk, one.reasons, one) for one in found], needs)
    return Care([one for *_by, one in ordered], months, held, board, edition, needs, today)


@prepared
def _cells(communes, cells, day, on, before, quarter, quarter_end, quarter_over, month, last_month, month_over):
    """[Cell] at work on the day `on`, with what each app tells of it then; as seen on `day`, today."""
    found = Cell.objects.within(Scope(communes, cells), day).active_on(on).order_by("search_key", "pk")
    return found.annotate(
        **charge_now(on),
        **heads_now(on, before),
        **leader_now(on),
        **tasks_now(on),
        **theme_now(since=quarter, last=quarter_end, until=quarter_over, day=on),
        **difficulties_now(on),
        **focus_now(on),
        **remedies_now(on),
        **planned_now(month=month, last_month=last_month, month_over=month_over),
    )


def _facts(cell, entries, visited, away, today):
    """The Facts of a cell of `_cells`; `visited` the day of the last visit, or None."""
    signed = [entry.meeting for entry in entries if entry.meeting and entry.meeting.signed]
    lately = [entry.state for entry in entries[-2:]]
    last = next((meeting for meeting in reversed(signed) if meeting.scored), None)
    return rules.Facts(
        missed=sum(state in MISSED for state in lately),
        unsigned=lately.count(MonthState.UNSIGNED),
        attendance=_came(signed[-1:]),
        usual=_came(signed[-1 - COMPARED : -1]),
        band=last.band if last else "",
        apart=_apart(entries[-COMPARED:]),
        staying_away=away,
        late_tasks=cell.late_tasks,
        late_difficulties=cell.late_difficulties,
        late_remedies=cell.late_remedies,
        late_focus=cell.late_focus,
        months_unvisited=_months_since(max(cell.in_charge_since, visited or cell.in_charge_since), today)
        if cell.in_charge_since
        else None,
        months_untrained=_untrained(cell, today),
        official=cell.official,
        has_secretary=cell.secretary is not None,
        in_charge=cell.in_charge_since is not None,
        has_theme=cell.has_theme,
    )


def _came(meetings):
    """The share of those expected at `meetings` who came; None where there is none."""
    expected = sum(meeting.expected for meeting in meetings)
    return Fraction(sum(meeting.present for meeting in meetings), expected) if expected else None


def _apart(entries):
    """Points between the cell's score and that of the member in charge, of the last meeting that has both."""
    both = [entry.score for entry in entries if entry.score and entry.score.second is not None]
    return abs(both[-1].total - both[-1].second) if both else None


def _untrained(cell, today):
    if cell.post_since is None:
        return None
    leader = Leader(cell, None, max(cell.post_since, cell.term_since or cell.post_since), cell.trained_on, today)
    return None if leader.this_term else _months_since(leader.since, today)


def _months_since(day, today):
    """Whole months from `day` to `today`."""
    return (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
