"""The calendar: what is planned and what was held. Whether a regular meeting is late says `month_board` alone."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.http import urlencode

from accounts.models import TrailEntry
from accounts.roles import Do
from cells.enums import CellState
from cells.models import Cell, CellStatus
from cells.queries import at_work_during
from common.addresses import address
from common.counted import first_of
from common.periods import month_of
from common.prepared import numbers, prepared
from meetings.enums import MeetingKind, PlanState
from meetings.models import Meeting, PlannedMeeting

THEMATIC = Q(kind=MeetingKind.THEMATIC) | Q(combined=True)  # of a Meeting


@dataclass(frozen=True)
class PlanEntry:
    """A meeting on the calendar: planned, recorded, or both. `on` is the day it was held on, else the planned one.

    `part_open`: a thematic part followed in the same session and has no record of its own yet.
    """

    on: date
    cell: Cell
    kind: MeetingKind
    state: PlanState
    planned: PlannedMeeting | None = None
    meeting: Meeting | None = None
    part_open: bool = False

    @property
    def source(self):
        """What says when and where: the record, else the plan."""
        return self.meeting or self.planned

    @property
    def url(self):
        return (self.planned or self.meeting).get_absolute_url()


def plan_entries(*, cells, since, until, today):
    """[PlanEntry] of `cells` from `since` to before `until`, in the order of time; two queries.

    Meetings that were never planned are listed too, and cancelled ones.
    """
    planned = PlannedMeeting.objects.planned_for(since, until).filter(cell__in=cells).select_related("cell", "meeting")
    found = [(row, row.meeting) for row in planned]
    unplanned = (
        Meeting.objects.kept().filter(cell__in=cells, planned=None).in_period(since, until).select_related("cell")
    )
    found += [(None, meeting) for meeting in unplanned]
    themes = {(m.cell_id, m.held_on) for _row, m in found if m and m.kind == MeetingKind.THEMATIC}
    entries = [
        PlanEntry(
            on=meeting.held_on if meeting else row.on,
            cell=(row or meeting).cell,
            kind=MeetingKind((row or meeting).kind),
            state=row.state(today) if row else PlanState.HELD,
            planned=row,
            meeting=meeting,
            part_open=bool(meeting and meeting.combined and (meeting.cell_id, meeting.held_on) not in themes),
        )
        for row, meeting in found
    ]
    return sorted(entries, key=_in_time)


def next_planned(user, today):
    """The next meeting to come of each cell whose meetings `user` may see, in the order of time; one query."""
    coming = PlannedMeeting.objects.for_doing(user, Do.SEE_MEETINGS).kept().filter(on__gte=today, meeting=None)
    first = coming.filter(cell=OuterRef("cell")).order_by("on", "starts_at", "pk").values("pk")[:1]
    return coming.filter(pk=Subquery(first)).select_related("cell")


@prepared
def next_of_cell(cell, today):
    """[PlannedMeeting] to come of the cell of that number, the next first, two at most."""
    coming = PlannedMeeting.objects.kept().filter(cell=cell, on__gte=today, meeting=None)
    return coming.order_by("on", "starts_at", "pk")[:2]


def _in_time(entry):
    return entry.on, entry.source.starts_at or time.max, entry.cell.search_key, entry.cell.pk, entry.kind


def quarters_without_theme(*, cells, quarters, today):
    """{cell number: [Period]} of the `quarters` (in a row) for which a cell has no thematic meeting; three queries.

    HD 42: at least one a quarter: held and signed, on its own or in the session of a regular one, or planned from
    `today` on. A quarter counts for cells at work on its last day.
    """
    since, until = quarters[0].since, quarters[-1].until
    days, working = defaultdict(list), defaultdict(list)
    about = {"cells": numbers(cells), "until": until}
    for cell, day in (*_themes_held(**about, since=since), *_themes_to_come(**about, since=max(since, today))):
        days[cell].append(day)
    for status in at_work_during(**about, since=since):
        working[status.cell_id].append(status)
    found = {}
    for cell in cells:
        bare = [
            quarter
            for quarter in quarters
            if any(status.holds_on(quarter.last_day) for status in working[cell.pk])
            and not any(day in quarter for day in days[cell.pk])
        ]
        if bare:
            found[cell.pk] = bare
    return found


def theme_now(*, since, last, until, day):
    """Annotation of a Cell on `day`: whether it has what `quarters_without_theme` asks for, in a quarter that begins on
    `since` and whose `last` day is before `until`."""
    own = {"cell": OuterRef("pk")}
    owes = Exists(CellStatus.objects.on(last).filter(**own, state=CellState.ACTIVE))
    held = Exists(_held_themes(since, until).filter(**own))
    return {"has_theme": ~owes | held | Exists(_planned_themes(day, until).filter(**own))}


def _held_themes(since, until):
    return Meeting.objects.signed().filter(THEMATIC).in_period(since, until).order_by()


def _planned_themes(since, until):
    planned = PlannedMeeting.objects.kept().filter(kind=MeetingKind.THEMATIC, meeting=None)
    return planned.filter(on__gte=since, on__lt=until).order_by()


@prepared
def _themes_held(cells, since, until):
    return _held_themes(since, until).filter(cell__in=cells).values_list("cell", "held_on")


@prepared
def _themes_to_come(cells, since, until):
    return _planned_themes(since, until).filter(cell__in=cells).values_list("cell", "on")


def with_version(planned):
    """`planned` with the `version` of each: it grows with every change of the plan or of its record, and begins at 0.

    It is the number of the last change in the trail, so it never falls, not even when a record leaves the plan.
    """

    def last_change(model, pk):
        kind, changed = model._meta.label_lower, TrailEntry.Action.CHANGED
        changes = TrailEntry.objects.filter(subject_kind=kind, subject_id=OuterRef(pk), action=changed)
        return Coalesce(Subquery(changes.order_by("-at", "-pk").values("pk")[:1]), 0)

    return planned.annotate(version=Greatest(last_change(PlannedMeeting, "pk"), last_change(Meeting, "meeting")))


def planned_now(*, month, last_month, month_over):
    """Annotations of a Cell: the first day of this month, and of the last, for which a regular meeting is planned that
    is not recorded yet; each month told by its first day."""
    planned = PlannedMeeting.objects.kept().filter(kind=MeetingKind.REGULAR, meeting=None).order_by("on")
    return {
        "planned_on": first_of(planned.filter(on__gte=month, on__lt=month_over), "cell", "on"),
        "planned_last_month": first_of(planned.filter(on__gte=last_month, on__lt=month), "cell", "on"),
    }


def first_to_record(cell, since, until):
    """{month: the first day of it for which the cell of that number planned a regular meeting not recorded yet}."""
    days = {}
    for day in _regular_to_record(cell=cell, since=since, until=until):
        days.setdefault(month_of(day), day)
    return days


@prepared
def _regular_to_record(cell, since, until):
    planned = PlannedMeeting.objects.kept().filter(cell=cell, kind=MeetingKind.REGULAR, meeting=None)
    return planned.filter(on__gte=since, on__lt=until).order_by("on").values_list("on", flat=True)


def start_url(cell, month, planned, today):
    """Where the regular meeting of `month` begins to be recorded in the cell of that number, with its day: the one
    `planned`, or in the present month today."""
    day = planned or (today if month == month_of(today) else None)
    known = {"cell": cell, "kind": MeetingKind.REGULAR, "held_on": f"{min(day, today):%d/%m/%Y}" if day else ""}
    return f"{address('meetings:start')}?{urlencode(known)}"


def in_thematic_month(meeting):
    """Whether the month of `meeting` has a thematic part: this session or another one of the cell, held or planned."""
    if meeting.thematic:
        return True
    month = month_of(meeting.held_on)
    about = {"cell": meeting.cell_id, "since": month.since, "until": month.until}
    return bool(_themes_recorded(**about) or _themes_planned(**about))


@prepared
def _themes_recorded(cell, since, until):
    return Meeting.objects.kept().filter(THEMATIC, cell=cell).in_period(since, until).order_by().values_list("pk")


@prepared
def _themes_planned(cell, since, until):
    planned = PlannedMeeting.objects.kept().filter(cell=cell, kind=MeetingKind.THEMATIC, meeting=None)
    return planned.filter(on__gte=since, on__lt=until).order_by().values_list("pk")


def second_regular(*, cell, kind, day, meeting=None):
    """The regular meeting that the month of `day` has already, beside which another of `kind` (`meeting`, once it is
    recorded) would be a second one; None without one."""
    if kind != MeetingKind.REGULAR or cell is None:
        return None
    month = month_of(day)
    there = Meeting.objects.kept().filter(cell=cell, kind=kind).in_period(month.since, month.until)
    return there.exclude(pk=meeting and meeting.pk).order_by("-state", "held_on", "pk").first()


def usual_start(cell):
    """When the latest regular meeting of `cell` began, or None."""
    timed = Meeting.objects.kept().filter(cell=cell, kind=MeetingKind.REGULAR, starts_at__isnull=False)
    return timed.order_by("-held_on").values_list("starts_at", flat=True).first()


def theme_to_record(meeting):
    """Whether a thematic part followed in the session of `meeting` and is not recorded on its own yet."""
    return meeting.combined and not _theme_on(cell=meeting.cell_id, day=meeting.held_on)


@prepared
def _theme_on(cell, day):
    return Meeting.objects.kept().filter(cell=cell, kind=MeetingKind.THEMATIC, held_on=day).values_list("pk")
