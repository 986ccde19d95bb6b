"""Sample inspections: the programmes of a year; a case concluded, one under way, one of a cell, a sensitive one; and
information that came to the board."""

from datetime import timedelta

from accounts.models import User
from development.enums import ItemState
from members.queries.headcount import members_of_cell
from oversight import services
from oversight.enums import (
    Body,
    CaseKind,
    CaseResult,
    CaseStepKind,
    Competence,
    Content,
    InformationLevel,
    InformationSource,
)


def inspect(commune, cells, today, by):
    board = User.objects.get(username="kiemtra")
    document = {"year": today.year, "document_on": today.replace(month=1, day=1)}
    about = {"commune": commune, "by": board} | document
    committee = services.start_programme(body=Body.COMMITTEE, document_no="02-CTr/ĐU", **about)
    programme = services.start_programme(body=Body.BOARD, document_no="01-CTr/UBKT", **about)
    plan = services.start_programme(body=Body.CELL, cell=cells[0], document_no="01-KH/CB", **about)
    done = _case(programme, CaseKind.THEME, "Chấp hành quy định về sinh hoạt chi bộ", cells[1], cells[3], today, board)
    _carry_out(done, today - timedelta(days=60), today, board)
    _conclude(done, today - timedelta(days=35), today, board)
    running = _case(committee, CaseKind.SUPERVISION, "Thực hiện nghị quyết năm", cells[0], cells[3], today, board)
    _carry_out(running, today - timedelta(days=12), today, board)
    _case(plan, CaseKind.WATCH, "Giám sát đảng viên thực hiện nhiệm vụ được giao", None, None, today, board)
    hidden = _case(programme, CaseKind.SIGNS, "Dấu hiệu vi phạm về quản lý quỹ", cells[2], cells[3], today, board)
    _carry_out(hidden, today - timedelta(days=8), today, board)
    _receive(commune, hidden, today, board)


def _receive(commune, hidden, today, by):
    """One that became the sensitive case, one sent on, one kept for reference, two that wait."""
    letter, press = InformationSource.LETTER, InformationSource.PRESS
    rows = (
        (60, press, "Báo Cao Bằng", "Bài viết về tổ tự quản (mẫu)", InformationLevel.REFERENCE, Competence.COMMUNE),
        (40, letter, "", "Kiến nghị về đường điện (mẫu)", InformationLevel.LOOK, Competence.OTHER),
        (25, letter, "", "Phản ánh việc thu, chi quỹ của một xóm (mẫu)", InformationLevel.SIGNS, Competence.COMMUNE),
        (
            9,
            InformationSource.ELECTED,
            "MTTQ xã",
            "Ý kiến về nêu gương (mẫu)",
            InformationLevel.LOOK,
            Competence.COMMUNE,
        ),
        (3, letter, "", "Phản ánh về xét hộ nghèo (mẫu)", "", ""),
    )
    for days, source, sender, title, level, competence in rows:
        on = today - timedelta(days=days)
        facts = {"received_on": on, "source": source, "sender": sender, "title": title, "content": Content.OTHER}
        row = services.receive_information(commune=commune, gist="", by=by, **facts)
        on += timedelta(days=1)
        if level:
            about = {"classified_on": on, "level": level, "competence": competence}
            row = services.classify_information(information=row, by=by, **about)
        if level == InformationLevel.SIGNS:
            services.join_information(information=row, case=hidden, on=on, by=by)
        elif competence == Competence.OTHER:
            services.send_information(information=row, on=on, sent_to="UBND xã", by=by)


def _case(programme, kind, title, cell, others, today, by):
    """A case about `cell`, carried out by two members of another one."""
    facts = {"title": title, "content": Content.MEETINGS, "added": kind == CaseKind.SIGNS, "received_on": None}
    facts |= {"since": today - timedelta(days=600), "last_day": today - timedelta(days=70)}
    facts |= {"due_on": today + timedelta(days=25)}
    case = services.plan_case(programme=programme, kind=kind, cell=cell, today=today, by=by, **facts)
    rows = members_of_cell(cell=others, day=today)[:2] if others else []
    for place, (row, _over) in enumerate(rows):
        services.name_team_member(case=case, member=row.member, leads=place == 0, by=by)
    return case


def _carry_out(case, on, today, by):
    decide = {"kind": CaseStepKind.DECIDE, "on": on - timedelta(days=12), "today": today, "first": 3}
    services.number_case_paper(case=case, by=by, **decide)
    services.take_case_step(case=case, kind=CaseStepKind.OPEN, on=on, by=by)


def _conclude(case, on, today, by):
    results = {row.pk: CaseResult.FAULTS for row in case.subjects.kept()}
    said = {"strengths": "Sinh hoạt đúng kỳ, ghi nghị quyết đầy đủ.", "faults": "Chuẩn bị nội dung còn sơ sài."}
    services.write_findings(case=case, results=results, by=by, **said)
    for text, days in (("Gửi dự thảo nội dung trước buổi họp", -5), ("Lập sổ theo dõi nhiệm vụ", 40)):
        due = {"owner": "Chi ủy", "due_on": today + timedelta(days=days)}
        services.add_remedy(case=case, text=text, by=by, **due)
    services.number_case_paper(case=case, kind=CaseStepKind.CONCLUDE, on=on, today=today, by=by)
    services.take_case_step(case=case, kind=CaseStepKind.ANNOUNCE, on=on + timedelta(days=5), by=by)
    have = {"state": ItemState.HAVE, "number": "", "on": on, "reason": ""}
    services.mark_items(case=case, items={item.pk: have for item in case.items.all()[:9]}, by=by)
