"""What is printed before a meeting: the invitation, and the form for roll and minutes that is filled in by hand.

Both are Vietnamese whatever the language of the page.
"""

from dataclasses import dataclass

from cells.models import Assignment
from common.documents import day_in_words
from meetings import queries
from meetings.enums import MeetingKind
from meetings.models import Attendance, Edition, Meeting, PlannedMeeting
from meetings.queries.roll import expected_on_roll, notices_on
from members.queries import post_holders

TITLES = {
    MeetingKind.REGULAR: "Sinh hoạt chi bộ thường kỳ",
    MeetingKind.THEMATIC: "Sinh hoạt chi bộ chuyên đề",
    MeetingKind.EXTRAORDINARY: "Sinh hoạt chi bộ bất thường",
    MeetingKind.YEARLY_REVIEW: "Hội nghị kiểm điểm, đánh giá, xếp loại cuối năm",
    MeetingKind.CONGRESS: "Đại hội chi bộ",
    MeetingKind.ADMISSION: "Lễ kết nạp đảng viên",
}
# What such meetings deal with, in the usual order (HD 42); the theme or main content is added from the plan.
AGENDA = {
    MeetingKind.REGULAR: (
        "Thông tin thời sự, văn bản mới của cấp trên",
        "Kết quả thực hiện nghị quyết kỳ trước và nhiệm vụ đã giao cho đảng viên",
        "Nhiệm vụ thời gian tới; thảo luận, tự phê bình và phê bình",
        "Kết luận, biểu quyết nghị quyết; tự chấm điểm, xếp loại buổi sinh hoạt",
    ),
    MeetingKind.THEMATIC: ("Trình bày chuyên đề", "Thảo luận", "Kết luận"),
    MeetingKind.YEARLY_REVIEW: (
        "Kiểm điểm tập thể, cá nhân",
        "Đánh giá, đề xuất xếp loại chi bộ và đảng viên",
        "Kết luận",
    ),
}


def in_charge(cell, day):
    """The Committee member in charge of `cell` on `day`, or None."""
    assignment = Assignment.objects.on(day).filter(cell=cell).select_related("committee_member").first()
    return assignment and assignment.committee_member


def title_of(kind, day):
    """What a meeting is called on paper."""
    month = f" tháng {day.month}/{day.year}" if kind == MeetingKind.REGULAR else ""
    return f"{TITLES[kind]}{month}"


@dataclass(frozen=True)
class Invitation:
    """What the invitation to a planned meeting says; `invited` members have to come, `afterwards` is the thematic
    meeting planned in the same session, `secretary` signs."""

    planned: PlannedMeeting
    title: str
    day: str
    agenda: tuple
    invited: int
    committee_member: object
    afterwards: PlannedMeeting | None
    secretary: object


def invitation_to(planned):
    """The Invitation; the number of queries does not grow with members."""
    cell, kind = planned.cell, MeetingKind(planned.kind)
    expected = expected_on_roll(cell=cell, day=planned.on)
    others = PlannedMeeting.objects.standing().filter(cell=cell, on=planned.on, kind=MeetingKind.THEMATIC)
    return Invitation(
        planned=planned,
        title=title_of(kind, planned.on),
        day=day_in_words(planned.on),
        agenda=AGENDA.get(kind, ()),
        invited=sum(not facts["barred"] for facts in expected.values()),
        committee_member=in_charge(cell, planned.on),
        afterwards=others.first() if kind == MeetingKind.REGULAR else None,
        secretary=post_holders(cells=[cell], day=planned.on).get(cell.pk),
    )


@dataclass(frozen=True)
class Blank:
    """What is printed on the form: `meeting`, saved or not; `roll` of (Attendance, what the member said beforehand);
    open `tasks`; `criteria` of the score sheet that may count."""

    meeting: Meeting
    title: str
    day: str
    roll: list
    tasks: list
    criteria: list
    committee_member: object


def blank_of(meeting):
    """The form of a meeting that is being recorded: its frozen roll."""
    roll = meeting.roll.select_related("member").order_by("member__sort_key", "member")
    return _blank(meeting, roll)


def blank_of_planned(planned):
    """The form of a planned meeting: the roll as the records have it for the day."""
    cell = planned.cell
    meeting = Meeting(
        cell=cell,
        kind=planned.kind,
        held_on=planned.on,
        place=planned.place,
        starts_at=planned.starts_at,
        agenda=planned.theme,
        edition=Edition.objects.in_force(cell.commune_id, planned.on),
    )
    expected = expected_on_roll(cell=cell, day=planned.on).items()
    lines = sorted(expected, key=lambda line: (line[0].sort_key, line[0].pk))
    session = PlannedMeeting.objects.standing().filter(cell=cell, on=planned.on, kind=MeetingKind.REGULAR)
    has_tasks = planned.kind != MeetingKind.THEMATIC or not session.exists()
    return _blank(meeting, [Attendance(member=member, **facts) for member, facts in lines], has_tasks)


def _blank(meeting, roll, has_tasks=True):
    told = notices_on(cell=meeting.cell, day=meeting.held_on)
    edition = meeting.edition_id and meeting.edition
    return Blank(
        meeting=meeting,
        title=title_of(meeting.kind, meeting.held_on),
        day=day_in_words(meeting.held_on),
        roll=[(line, told.get(line.member_id, "")) for line in roll],
        tasks=list(queries.tasks_before(meeting)) if has_tasks else [],
        criteria=list(edition.criteria.leaves()) if edition and edition.scores(meeting.kind) else [],
        committee_member=in_charge(meeting.cell, meeting.held_on),
    )
