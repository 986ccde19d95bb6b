"""Sample model meetings as the article tells of them, and sessions of education."""

import random
from datetime import timedelta

from cells.models import Cell
from meetings import services
from meetings.enums import EducationTheme, MeetingKind, ProgrammeReviewKind
from meetings.models import Meeting

POLICY = "Chủ trương của Huyện ủy (mẫu)"
OPINIONS = [
    "Gửi dự thảo nghị quyết trước để đảng viên chuẩn bị ý kiến là cách làm dễ học theo.",
    "Nên dành thêm thời gian cho đảng viên trẻ phát biểu.",
    "Phần giao việc rõ người, rõ thời hạn; chi bộ tôi sẽ làm theo.",
]
TAKEN_UP = [
    ("Gửi dự thảo nghị quyết trước ngày họp", "Số ý kiến phát biểu nhiều hơn"),
    ("Giao việc rõ người, rõ thời hạn trong nghị quyết", "Việc hoàn thành đúng hạn hơn"),
    ("Mở đầu bằng kiểm điểm nghị quyết tháng trước", ""),
    ("Dành thời gian cho đảng viên trẻ phát biểu", "Đảng viên trẻ tham gia ý kiến đều hơn"),
]
LESSONS = "Chuẩn bị kỹ nội dung, chủ trì biết gợi mở, kết luận rõ việc và người làm."


def show_model_meetings(commune, cells, today, by):
    """Two hosts, all cell committees invited, interim and final review, and the cells that took it up."""
    dice = random.Random(2014)
    since = today - timedelta(days=420)
    programme = services.start_programme(
        commune=commune,
        title="Sinh hoạt mẫu, nhân rộng trong toàn Đảng bộ (mẫu)",
        policy=POLICY,
        aim="Nâng cao chất lượng sinh hoạt chi bộ; các chi ủy cùng dự, trao đổi và học cách làm.",
        since=since,
        until=None,
        by=by,
    )
    shown = [_show(dice, programme, cell, today - timedelta(days=days), today, by) for cell, days in _hosts(cells)]
    _spread(dice, shown, cells, today, by)
    for kind, days in ((ProgrammeReviewKind.INTERIM, 150), (ProgrammeReviewKind.FINAL, 40)):
        services.review_programme(
            programme=programme,
            kind=kind,
            on=today - timedelta(days=days),
            text="Các chi ủy trao đổi về cách chuẩn bị, cách điều hành và việc giao nhiệm vụ.",
            conclusions="Tiếp tục nhân rộng ở các chi bộ còn lại.",
            cells=[cell for cell in cells if dice.random() < 0.9],
            by=by,
        )


def _hosts(cells):
    return (cells[0], 300), (cells[6], 240)


def _show(dice, programme, cell, around, today, by):
    """The regular meeting of `cell` next after the day `around` was the model."""
    meetings = Meeting.objects.signed().filter(cell=cell, kind=MeetingKind.REGULAR, held_on__gte=around)
    meeting = meetings.order_by("held_on", "pk").first()
    model = services.plan_model_meeting(
        programme=programme,
        cell=cell,
        kind=MeetingKind.REGULAR,
        theme="Đổi mới nội dung, nâng cao chất lượng sinh hoạt thường kỳ",
        on=meeting.held_on,
        place=cell.meeting_place,
        chair="Bí thư chi bộ",
        decision_no="12-TB/ĐU",
        plan="Chi ủy chuẩn bị dự thảo, gửi trước ba ngày; mời chi ủy các chi bộ cùng dự và góp ý.",
        by=by,
    )
    services.invite_all(model_meeting=model, by=by)
    services.record_model_meeting(model_meeting=model, meeting=meeting, lessons=LESSONS, by=by)
    changes = {}
    for invited in model.invited_cells.order_by("pk"):
        came = dice.random() < 0.75
        number = dice.randint(1, 3) if came else None
        changes[invited.pk] = {"came": came, "number": number, "names": "Chi ủy chi bộ" if came else ""}
    services.record_who_came(model_meeting=model, changes=changes, today=today, by=by)
    guests = Cell.objects.filter(invited_to__model_meeting=model, invited_to__came=True).order_by("pk")
    for guest, text in zip(guests, OPINIONS, strict=False):
        services.note_opinion(model_meeting=model, cell=guest, body="", text=text, by=by)
    return model


def _spread(dice, shown, cells, today, by):
    """Several cells took it up, some weeks after they had been there."""
    hosts = {model.cell_id for model in shown}
    others = [cell for cell in cells if cell.pk not in hosts]
    for number, (what, result) in enumerate(TAKEN_UP):
        model = shown[number % len(shown)]
        services.take_up(
            model_meeting=model,
            cell=others[2 * number],
            on=model.on + timedelta(days=dice.randint(30, 60)),
            what=what,
            result=result,
            by=by,
        )


def teach_tradition(commune, cells, today, by):
    """A session of the whole commune, attended apart; and a thematic meeting of a cell on the same theme."""
    session = services.plan_session(
        commune=commune,
        cell=None,
        theme=EducationTheme.TRADITION,
        title="Truyền thống cách mạng của quê hương",
        on=today - timedelta(days=95),
        place="Hội trường xã",
        speaker="Ban Tuyên giáo (mẫu)",
        by=by,
    )
    for cell in cells[:8]:
        services.mark_everybody(session=session, cell=cell, today=today, by=by)
        row = session.attendances.filter(cell=cell).order_by("pk").last()
        services.record_education(session=session, cell=cell, marks={row.member_id: False}, today=today, by=by)
    year = Meeting.objects.signed().filter(cell__in=cells, kind=MeetingKind.THEMATIC, held_on__year=today.year)
    meeting = year.select_related("cell").order_by("held_on", "pk").first()
    if meeting:  # in January there may be none yet
        facts = {"theme": EducationTheme.RESPONSIBILITY, "title": "Trách nhiệm nêu gương của đảng viên"}
        facts |= {"on": meeting.held_on, "meeting": meeting, "cell": meeting.cell}
        services.plan_session(commune=commune, by=by, **facts)
