"""The month board: which cells held their regular meeting of a month, and when."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models.enums import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cells.queries import at_work_during
from common.prepared import numbers
from meetings.enums import MeetingKind
from meetings.models import Edition
from meetings.queries.signed import MeetingFacts, meetings_held


class MonthState(TextChoices):
    """What the month board says of a cell's regular meeting in a month."""

    HELD = "held", _("held")
    LATE = "late", _("held late")
    UNSIGNED = "unsigned", _("not signed")
    MISSING = "missing", pgettext_lazy("month", "missing")
    OVERDUE = "overdue", _("overdue")
    DUE = "due", _("to come")
    NOT_EXPECTED = "not_expected", _("not expected")

    @property
    def tone(self):
        return TONES.get(self, "")


TONES = {
    MonthState.HELD: "ok",
    MonthState.LATE: "warn",
    MonthState.UNSIGNED: "warn",
    MonthState.MISSING: "bad",
    MonthState.OVERDUE: "bad",
    MonthState.DUE: "info",
}
# A month for which the cell owes a regular meeting: nothing is recorded, or nothing signed (`MonthState.UNSIGNED`).
MISSED = (MonthState.MISSING, MonthState.OVERDUE)
HELD = (MonthState.HELD, MonthState.LATE)
OWED = (*HELD, *MISSED, MonthState.UNSIGNED)  # the months that a cell held, and those that it should have


class BoardEntry(NamedTuple):
    """One cell in one month; `meeting` is its MeetingFacts, or None where there is none; `score` the same with its
    points and band where it is signed and its score whole, else None."""

    state: MonthState
    meeting: MeetingFacts | None = None
    score: MeetingFacts | None = None


def on_time_day(cells, day):
    """Last day of a month to meet on time, by the edition in force on `day`; 7 where there is none."""
    return on_time_by(Edition.objects.in_force(cells[0].commune_id, day) if cells else None)


def on_time_by(edition):
    """Last day of a month to meet on time by `edition`; 7 without one."""
    return edition.on_time_day if edition else 7


def standing_for_month(held):
    """{(cell number, year, month): the regular one of the MeetingFacts `held` (in the order of time) that stands for
    the month}: of several the first that is signed, else the first."""
    found = {}
    for meeting in held:
        if meeting.kind == MeetingKind.REGULAR:
            first = found.setdefault((meeting.cell_id, meeting.held_on.year, meeting.held_on.month), meeting)
            if first is not meeting and meeting.signed and not first.signed:
                found[meeting.cell_id, meeting.held_on.year, meeting.held_on.month] = meeting
    return found


def month_board(*, cells, months, today, on_time_day, held=None):
    """{(cell number, Period): BoardEntry} for `cells` x `months` (consecutive months); two queries, or one where `held`
    are the MeetingFacts of those months, in the order of time.

    A regular meeting later than `on_time_day` of the month is late (CT 50-CT/TW: the 3rd, else the first week). A month
    counts for a cell that was at work on that day; it is missing when the month is over.
    """
    since, until = months[0].since, months[-1].until
    if held is None:
        held = meetings_held(cells=cells, since=since, until=until, kind=MeetingKind.REGULAR)
    by_month = standing_for_month(held)
    working = defaultdict(list)
    for status in at_work_during(cells=numbers(cells), since=since, until=until):
        working[status.cell_id].append(status)
    board, limits = {}, [(month, month.since.replace(day=on_time_day)) for month in months]
    for cell in numbers(cells):
        spans = working[cell]
        for month, limit in limits:
            meeting = by_month.get((cell, month.year, month.number))
            board[cell, month] = _board_entry(meeting, month, limit, spans, today)
    return board


def _board_entry(meeting, month, limit, spans, today):
    if meeting is not None:
        if not meeting.signed:
            return BoardEntry(MonthState.UNSIGNED, meeting)
        state = MonthState.LATE if meeting.held_on > limit else MonthState.HELD
        return BoardEntry(state, meeting, meeting if meeting.scored else None)
    if month.since > today or not any(status.holds_on(limit) for status in spans):
        return BoardEntry(MonthState.NOT_EXPECTED)
    if today >= month.until:
        return BoardEntry(MonthState.MISSING)
    return BoardEntry(MonthState.OVERDUE if today > limit else MonthState.DUE)
