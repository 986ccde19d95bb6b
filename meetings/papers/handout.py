"""What is made before a meeting: the invitation, and the form for roll and minutes that is filled in by hand.

Both are Vietnamese whatever the language of the page.
"""

from dataclasses import dataclass
from datetime import date

from cells.enums import PaperKind
from cells.models import Assignment, PaperNumber
from cells.queries import changed_since, current_number, kinds_begun, mark_of
from common.documents import WEEKDAYS, Document, Letterhead, Signature, day_in_words, ended, time_in_words
from common.people import told_apart
from meetings import queries
from meetings.enums import MeetingKind
from meetings.models import Attendance, Edition, Meeting, PlannedMeeting
from meetings.papers.meeting import MeetingPaper
from meetings.queries.roll import expected_on_roll, notices_on
from members.queries import post_holders

ROOM = "." * 54  # to be filled in by hand
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


def _letterhead(cell, day):
    heads = cell.heads_on(day)
    return Letterhead(heads.organisation, cell.name_on(day), heads.place)


@dataclass(frozen=True)
class Invitation:
    """What the invitation to a planned meeting says, printed for all or as a Word file for one guest; `guests` are told
    in words, the `secretary` signs. It is issued `on` the day of its PaperNumber; without one that day is open."""

    planned: PlannedMeeting
    letterhead: Letterhead
    number: PaperNumber | None
    on: date
    title: str
    when: str
    place: str
    guests: tuple
    agenda: tuple
    secretary: object

    @property
    def number_text(self):
        """The number, or the room to write it."""
        return self.number.text if self.number else f"......-{PaperKind.INVITATION.code}/CB"

    @property
    def issued(self):
        """The day of the paper in words; empty while it is open."""
        return day_in_words(self.on) if self.number else ""


def invitation_to(planned, today, number=None):
    """The Invitation as the plan has it `today`, under its PaperNumber; the number of queries does not grow with
    members."""
    cell, day = planned.cell, planned.on
    on = number.on if number else min(day, today)
    letterhead = _letterhead(cell, on)
    start = time_in_words(planned.starts_at) if planned.starts_at else "...... giờ ......"
    return Invitation(
        planned=planned,
        letterhead=letterhead,
        number=number,
        on=on,
        title=title_of(planned.kind, day),
        when=f"{start}, {WEEKDAYS[day.weekday()]}, {day_in_words(day)}",
        place=ended(planned.place or ROOM),
        guests=_guests(planned, letterhead.body),
        agenda=_agenda(planned) or (ROOM,),
        secretary=post_holders(cells=[cell], day=day).get(cell.pk),
    )


def _guests(planned, cell_name):
    """How many members are expected, and the Committee member in charge."""
    expected = expected_on_roll(cell=planned.cell, day=planned.on)
    invited = sum(not facts["not_expected"] for facts in expected.values())
    guests = [f"toàn thể đảng viên sinh hoạt tại {cell_name} ({invited} đồng chí)"]
    member = in_charge(planned.cell, planned.on)
    if member:
        position = f", {member.position}" if member.position else ""
        guests.append(f"đồng chí {member}{position}, phụ trách chi bộ")
    return tuple(guests)


def _agenda(planned):
    """The theme, what such meetings deal with, and the thematic meeting planned after a regular one on its day."""
    items = [planned.theme] if planned.theme else []
    items += AGENDA.get(planned.kind, ())
    if planned.kind == MeetingKind.REGULAR:
        others = PlannedMeeting.objects.kept().filter(cell=planned.cell, on=planned.on, kind=MeetingKind.THEMATIC)
        for after in others[:1]:
            theme = f" “{after.theme}”" if after.theme else ""
            items.append(f"Sau sinh hoạt thường kỳ: sinh hoạt chuyên đề{theme}")
    return tuple(items)


def invitation_of_number(planned, number, today):
    """The Document of the invitation under its PaperNumber or without one, as the plan has it `today`."""
    return invitation_paper(invitation_to(planned, today, number))


def invitation_of(planned, today):
    """The MeetingPaper that invites to a planned meeting; once that is cancelled or recorded it gets no number."""
    number, on = current_number(planned.invitation_paper_id), min(planned.on, today)
    begun = kinds_begun(cell=planned.cell, commune=planned.cell.commune_id, day=on)
    inviting = not (planned.struck or planned.meeting_id)
    now = inviting or (number and not planned.struck)
    now = now and invitation_of_number(planned, number, today)
    changed = changed_since(number, now) if number and now else []
    return MeetingPaper(
        kind=PaperKind.INVITATION,
        label=PaperKind.INVITATION.label,
        number=number,
        ready=not planned.struck,
        may_number=inviting and not number,
        on=on,
        begins=PaperKind.INVITATION not in begun,
        changed=changed,
        may_correct=bool(changed) and inviting,
        shown=mark_of(now) if inviting else "",
    )


def invitation_paper(invitation):
    """The Document of an Invitation for one guest, whose name is left to be written."""
    return Document(
        letterhead=invitation.letterhead,
        title="Giấy mời",
        subject=invitation.title,
        on=invitation.on,
        dated=invitation.number is not None,
        number=invitation.number_text,
        note=invitation.number.correction_note if invitation.number else "",
        parts=(
            f"Kính mời: Đồng chí {'.' * 90}",
            f"Đến dự: {invitation.title}.",
            f"Thành phần: {'; '.join(invitation.guests)}.",
            f"Thời gian: {invitation.when}.",
            f"Địa điểm: {invitation.place}",
            "Nội dung:",
            *(f"{number}. {item}" for number, item in enumerate(invitation.agenda, start=1)),
            "Đề nghị đồng chí nghiên cứu trước nội dung và dự đầy đủ, đúng giờ. "
            "Vắng mặt xin báo trước với bí thư chi bộ.",
        ),
        signatures=(Signature("T/M Chi bộ", "Bí thư", str(invitation.secretary or "")),),
        recipients=("Như trên", "Lưu chi bộ"),
    )


def invitation_subject(planned):
    """What the register says of the invitation."""
    title = title_of(planned.kind, planned.on)
    return f"{title[0].lower()}{title[1:]}, ngày {planned.on:%d/%m/%Y}"


@dataclass(frozen=True)
class Blank:
    """What is printed on the form: `meeting`, saved or not; `roll` of (Attendance, what the member said beforehand);
    open `tasks`; `criteria` of the score sheet that may count."""

    meeting: Meeting
    letterhead: Letterhead
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
    session = PlannedMeeting.objects.kept().filter(cell=cell, on=planned.on, kind=MeetingKind.REGULAR)
    has_tasks = planned.kind != MeetingKind.THEMATIC or not session.exists()
    return _blank(meeting, [Attendance(member=member, **facts) for member, facts in lines], has_tasks)


def _blank(meeting, roll, has_tasks=True):
    told = notices_on(cell=meeting.cell, day=meeting.held_on)
    edition = meeting.edition_id and meeting.edition
    roll = list(roll)
    names = told_apart(line.member for line in roll)
    for line in roll:
        line.name = names[line.member_id]
    return Blank(
        meeting=meeting,
        letterhead=_letterhead(meeting.cell, meeting.held_on),
        title=title_of(meeting.kind, meeting.held_on),
        day=day_in_words(meeting.held_on),
        roll=[(line, told.get(line.member_id, "")) for line in roll],
        tasks=queries.tasks_before(meeting) if has_tasks else [],
        criteria=list(edition.criteria.leaves()) if edition and edition.scores(meeting.kind) else [],
        committee_member=in_charge(meeting.cell, meeting.held_on),
    )
