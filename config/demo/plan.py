"""The sample plan of this year and the next, thematic parts recorded on their own, a meeting moved, one cancelled."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from common.periods import month_of
from config.demo import words
from meetings import services
from meetings.enums import MeetingKind
from meetings.models import Meeting, PlannedMeeting
from meetings.services import MarkEntry


def plan_meetings(cells, today, by):
    """Each cell drafted this year's plan on its first day, and the next year's by now."""
    for cell in cells:
        start = time(7, 30) if cell.kind in ("hamlet", "joint") else time(14, 0)
        for year, day in ((today.year, today.replace(month=1, day=1)), (today.year + 1, today)):
            planned = services.draft_year(cell=cell, year=year, starts_at=start, today=day, by=by)
            themes = [row for row in planned if row.kind == MeetingKind.THEMATIC]
            for row, theme in zip(themes, words.THEMES_OF_QUARTERS, strict=False):
                services.edit_planned(planned=row, starts_at=row.starts_at, place=row.place, theme=theme, by=by)


def record_themes(cells, today, by):
    """The thematic part of this year's sessions, on a record of its own; that of the latest session is still to do."""
    sessions = Meeting.objects.signed().filter(cell__in=cells, combined=True, held_on__year=today.year)
    for session in sessions.select_related("cell").order_by("held_on", "cell"):
        if month_of(session.held_on) != month_of(today):
            _record_theme(session, today, by)


def _record_theme(session, today, by):
    day, end = session.held_on, datetime.combine(session.held_on, session.ends_at)
    meeting = services.start_meeting(cell=session.cell, kind=MeetingKind.THEMATIC, held_on=day, today=today, by=by)
    came = dict(session.roll.values_list("member", "mark"))
    services.save_minutes(
        meeting=meeting,
        details={
            "starts_at": session.ends_at,
            "ends_at": (end + timedelta(minutes=40)).time(),
            "chair_id": session.chair_id,
            "clerk_id": session.clerk_id,
            "conclusion": words.CONCLUSION[0],
        },
        marks={line.pk: MarkEntry(came[line.member_id]) for line in meeting.roll.filter(not_expected="")},
        by=by,
    )
    services.sign_meeting(meeting=meeting, at=timezone.make_aware(end + timedelta(hours=1)), by=by)


def change_plans(cells, today, by):
    """The next regular meeting of the second cell is moved, the next thematic one of the third cancelled."""
    at = timezone.make_aware(datetime.combine(today - timedelta(days=1), time(8, 15)))
    regular, thematic = (
        PlannedMeeting.objects.filter(cell=cell, kind=kind, on__gt=today, meeting=None).earliest("on")
        for cell, kind in ((cells[1], MeetingKind.REGULAR), (cells[2], MeetingKind.THEMATIC))
    )
    services.move_planned(
        planned=regular,
        on=regular.on + timedelta(days=1),
        reason="Nhà văn hóa đang sửa, dùng được từ hôm sau",
        at=at,
        by=by,
    )
    services.cancel_planned(
        planned=thematic, reason="Gộp vào chuyên đề của toàn Đảng bộ theo kế hoạch của Đảng ủy", at=at, by=by
    )
