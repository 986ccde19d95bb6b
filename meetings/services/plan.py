"""The plan of the year: draft it, add to it, move and cancel with a reason, tie it to what was recorded."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.enums import CellState
from cells.queries import work_calendar
from cells.services import lock
from common.periods import Period, month_of, year_of
from common.prepared import prepared
from meetings.enums import MeetingKind
from meetings.models import Edition, Meeting, PlanChange, PlannedMeeting
from meetings.services.base import MeetingRuleError

REVIEW_FROM = 15  # of December: a proposal, to be moved; no rule names the day


def regular_day(month, *, meeting_day, on_time_day, calendar):
    """The day of `month` (a Period) for the regular meeting: the cell's meeting day, on a weekend or day off of
    `calendar` (a WorkCalendar) the next working day up to `on_time_day`, else the day itself (CT 50-CT/TW: the 3rd,
    else the first week).
    """
    usual = month.since.replace(day=meeting_day)
    return next(_working_days(calendar, usual, month.since.replace(day=on_time_day)), usual)


def _working_days(calendar, first, last):
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return (day for day in days if calendar.is_working_day(day))


@service
def draft_year(*, cell, year, starts_at, today, by):
    """Plan what is missing of `year` from `today` on; returns the new PlannedMeetings in the order of time.

    A regular meeting each month; a thematic one each quarter, in the session of the regular one and after it; the
    yearly review in December. What is recorded, planned or cancelled already is not planned again.
    """
    if not today.year <= year <= today.year + 1:
        raise MeetingRuleError(_("A plan is drafted for this year or the next."), "year")
    lock(cells=[cell])
    whole = year_of(date(year, 1, 1))
    edition = Edition.objects.in_force(cell.commune_id, max(today, whole.since)) or Edition()
    working = list(cell.statuses.during(whole.since, whole.until).filter(state=CellState.ACTIVE))
    there = _there(cell, whole)
    calendar = work_calendar(cell.commune_id)
    new = []

    def plan(kind, on, at, still_missing):
        if still_missing and on >= today and any(status.holds_on(on) for status in working):
            new.append(PlannedMeeting(cell=cell, kind=kind, on=on, starts_at=at, place=cell.meeting_place))

    for month in whole.months():
        days = {"meeting_day": cell.meeting_day, "on_time_day": edition.on_time_day, "calendar": calendar}
        on = regular_day(month, **days)
        plan(MeetingKind.REGULAR, on, starts_at, not _within(there, MeetingKind.REGULAR, month))
    afterwards = _later(starts_at, edition.minutes_regular)
    for number in (1, 2, 3, 4):
        quarter = Period("Q", year, number)
        on = _day_of_theme(cell, quarter, new, today)
        if on:
            plan(MeetingKind.THEMATIC, on, afterwards, not _within(there, MeetingKind.THEMATIC, quarter))
    review = max(date(year, 12, REVIEW_FROM), today)
    for on in list(_working_days(calendar, review, whole.last_day))[:1]:
        plan(MeetingKind.YEARLY_REVIEW, on, starts_at, not _within(there, MeetingKind.YEARLY_REVIEW, whole))
    new.sort(key=lambda row: (row.on, row.kind))
    return PlannedMeeting.objects.bulk_create(new)


def _there(cell, year):
    """[(kind, day)] of what is planned, cancelled or recorded; a thematic part of a session counts as thematic."""
    days = list(PlannedMeeting.objects.filter(cell=cell, on__year=year.year).values_list("kind", "on"))
    for kind, day, combined in (
        Meeting.objects.kept()
        .filter(cell=cell)
        .in_period(year.since, year.until)
        .values_list("kind", "held_on", "combined")
    ):
        days += [(kind, day), (MeetingKind.THEMATIC, day)] if combined else [(kind, day)]
    return days


def _within(days, kind, period):
    return any(kind == other and day in period for other, day in days)


def _day_of_theme(cell, quarter, new, today):
    """The day of a regular meeting of `quarter` still to come, first of the middle month, then of the last."""
    planned = PlannedMeeting.objects.kept().filter(cell=cell, kind=MeetingKind.REGULAR, meeting=None)
    days = [*planned.filter(on__gte=quarter.since, on__lt=quarter.until).values_list("on", flat=True)]
    days += [row.on for row in new if row.kind == MeetingKind.REGULAR and row.on in quarter]
    order = [1, 2, 0]
    days = [day for day in days if day >= today]
    return min(days, key=lambda day: (order.index((day.month - 1) % 3), day), default=None)


def _later(start, minutes):
    return start and (datetime.combine(date.min, start) + timedelta(minutes=minutes)).time()


@service
def plan_meeting(*, cell, kind, on, starts_at, place, theme, by):
    """One more meeting in the plan of `cell`, of any kind."""
    lock(cells=[cell])
    _require_working(cell, on)
    return PlannedMeeting(cell=cell, kind=kind, on=on, starts_at=starts_at, place=place, theme=theme).save_checked()


@service
def edit_planned(*, planned, starts_at, place, theme, by):
    """Put time, place or content of a planned meeting right; its day is moved, with a reason."""
    planned = _open(planned)
    planned.starts_at, planned.place, planned.theme = starts_at, place, theme
    return planned.save_checked()


@service
def move_planned(*, planned, on, reason, at, by):
    """The meeting will be on another day; where it was planned first, and why it moved, is kept."""
    planned = _open(planned)
    if on == planned.on:
        raise MeetingRuleError(_("Choose another day than the planned one."), "on")
    _require_working(planned.cell, on)
    PlanChange(planned=planned, was_on=planned.on, now_on=on, reason=reason, account=by, at=at).save_checked()
    planned.on = on
    return planned.save_checked()


@service
def cancel_planned(*, planned, reason, at, by):
    """The meeting will not take place; the row and the reason are kept. It does not excuse a month without one."""
    planned = _open(planned)
    PlanChange(planned=planned, was_on=planned.on, reason=reason, account=by, at=at).save_checked()
    planned.struck = True
    return planned.save_checked()


def planned_like(*, cell, kind, on):
    """The planned meeting that one held `on` carries out: of this kind and month, the nearest day; None without one."""
    month = month_of(on)
    free = _free(cell=cell.pk, kind=kind, since=month.since, until=month.until)
    return min(free, key=lambda row: (abs(row.on - on), row.pk), default=None)


@prepared
def _free(cell, kind, since, until):
    """Planned meetings of a kind, not recorded yet, from `since` to before `until`."""
    free = PlannedMeeting.objects.kept().select_related("cell")
    return free.filter(cell=cell, kind=kind, meeting=None, on__gte=since, on__lt=until)


def tie(planned, meeting):
    """`meeting` is the record of `planned` (None: of no planned one)."""
    if planned is not None:
        planned.meeting = meeting
        planned.save()


def untie(meeting):
    """`meeting` is no record of a planned one any more."""
    tie(PlannedMeeting.objects.filter(meeting=meeting).select_related("cell").first(), None)


def tie_anew(meeting):
    """After kind or day of a draft were put right: let go of the plan that does not fit, and take the one that does."""
    month = month_of(meeting.held_on)
    tied = PlannedMeeting.objects.filter(meeting=meeting).select_related("cell").first()
    if tied and tied.kind == meeting.kind and tied.on in month:
        return
    tie(tied, None)
    tie(planned_like(cell=meeting.cell, kind=meeting.kind, on=meeting.held_on), meeting)


def _open(planned):
    """The row, locked for this transaction; refused when the meeting is recorded or cancelled."""
    lock(cells=[planned.cell_id])
    planned = PlannedMeeting.objects.select_related("cell").get(pk=planned.pk)
    if planned.meeting_id:
        raise MeetingRuleError(_("This meeting is recorded already; its plan does not change any more."))
    if planned.struck:
        raise MeetingRuleError(_("This meeting is cancelled; plan a new one instead."))
    return planned


def _require_working(cell, on):
    if not cell.works_on(on):
        raise MeetingRuleError(_("%(cell)s is not at work on that day.") % {"cell": cell}, "on")
