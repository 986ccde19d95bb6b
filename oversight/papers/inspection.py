"""Papers of an inspection: its decision, the notice of its conclusion, the index of its dossier (domain 20.3, 20.5).

They name the case by its code; subjects stand in the text, never in a title or a file name. Always Vietnamese.
"""

from django.utils.translation import override

from cells.enums import PaperKind
from cells.queries import commune_of, current_number
from common.documents import Document, Grid, GridColumn, Heading, Letterhead, Signature, ended
from development.enums import ItemState
from members.queries.namesakes import called
from oversight.enums import Body, CaseKind, CaseStepKind
from oversight.papers.signing import secretary_name

WORDS = {
    CaseKind.REGULAR: "kiểm tra thường xuyên",
    CaseKind.THEME: "kiểm tra chuyên đề",
    CaseKind.DUTIES: "kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát và thi hành kỷ luật",
    CaseKind.FINANCE: "kiểm tra tài chính đảng",
    CaseKind.SIGNS: "kiểm tra khi có dấu hiệu vi phạm",
    CaseKind.DENUNCIATION: "giải quyết tố cáo",
    CaseKind.COMPLAINT: "giải quyết khiếu nại kỷ luật",
    CaseKind.WATCH: "giám sát thường xuyên",
    CaseKind.SUPERVISION: "giám sát chuyên đề",
}


def subject_of(case, kind):
    """What the register says of a paper of the case: its kind and its code."""
    word = WORDS[CaseKind(case.kind)]
    return f"{word}, mã {case.code}" if kind == CaseStepKind.DECIDE else f"kết luận {word}, mã {case.code}"


def decision_kind(body):
    """The PaperKind that begins a case: a cell has a plan, everybody else a decision (domain 20.3)."""
    return PaperKind.PLAN if body == Body.CELL else PaperKind.DECISION


def paper_of_case(case, kind, number=None):
    """The Document of the decision (DECIDE) or the notice of conclusion (CONCLUDE) of a case; without its PaperNumber,
    number and date are left to write."""
    with override("vi"):
        deciding = kind == CaseStepKind.DECIDE
        named = decision_kind(case.body) if deciding else PaperKind.NOTICE
        on, commune = number.on if number else case.due_on, commune_of(number, case)
        return Document(
            letterhead=_letterhead(case, commune, on),
            title={PaperKind.PLAN: "Kế hoạch", PaperKind.DECISION: "Quyết định", PaperKind.NOTICE: "Thông báo"}[named],
            subject=subject_of(case, kind),
            on=on,
            dated=number is not None,
            note=number.correction_note if number else "",
            number=number.text if number else f"......-{named.code}/{_sign(case)}",
            parts=tuple(_decision(case) if deciding else _conclusion(case)),
            signatures=(_signature(case, commune, on),),
            recipients=("Đối tượng được nêu", "Ủy ban Kiểm tra Đảng ủy", "Lưu hồ sơ"),
        )


def _sign(case):
    return {Body.CELL: "CB", Body.BOARD: "UBKTĐU", Body.COMMITTEE: "ĐU"}[case.body]


def _letterhead(case, commune, on):
    heads = case.cell.heads_on(on) if case.cell else commune.heads_on(on)
    if case.body == Body.COMMITTEE:
        return Letterhead(heads.superior, heads.committee, heads.place)
    if case.cell:
        return Letterhead(heads.organisation, case.cell.name_on(on), heads.place)
    return Letterhead(heads.committee, "Ủy ban Kiểm tra", heads.place)


def _signature(case, commune, on):
    if case.body == Body.BOARD:
        return Signature("T/M Ủy ban Kiểm tra", "Chủ nhiệm", "")
    name = secretary_name(commune=commune, cell=case.cell, day=on)
    return Signature("T/M Chi bộ" if case.cell else "T/M Đảng ủy", "Bí thư", name)


def _decision(case):
    about, team = case.subjects.kept().select_related("cell", "member"), case.team.kept().select_related("member")
    subjects = "; ".join(one.called or str(one) for one in called(about))
    team = [f"{one.called}{' (trưởng đoàn)' if one.leads else ''}" for one in called(team)]
    yield f"1. Nội dung: {ended(case.title)}"
    yield f"2. Đối tượng: {ended(subjects or '......')}"
    yield f"3. Mốc thời gian: từ ngày {case.since:%d/%m/%Y} đến ngày {case.last_day:%d/%m/%Y}."
    yield f"4. Người thực hiện: {ended('; '.join(team) or ('Bí thư chi bộ' if case.cell else '......'))}"
    yield f"5. Hoàn thành chậm nhất ngày {case.due_on:%d/%m/%Y}."


def _conclusion(case):
    if decision := current_number(case.decision_id):
        word = "Kế hoạch" if case.cell else "Quyết định"
        yield f"Căn cứ {word} số {decision.text}, ngày {decision.on:%d/%m/%Y}."
    yield f"Mốc thời gian: từ ngày {case.since:%d/%m/%Y} đến ngày {case.last_day:%d/%m/%Y}."
    yield Heading("1. Ưu điểm")
    yield from (case.strengths or "......").split("\n")
    yield Heading("2. Hạn chế, khuyết điểm")
    yield from (case.faults or "Không.").split("\n")
    yield Heading("3. Yêu cầu")
    remedies = list(case.remedies.kept())
    for place, row in enumerate(remedies, 1):
        yield f"3.{place}. {ended(row.text)} {row.owner}, xong chậm nhất ngày {row.due_on:%d/%m/%Y}."
    if not remedies:
        yield "Tiếp tục phát huy ưu điểm."


STATES = {ItemState.HAVE: "có", ItemState.MISSING: "thiếu", ItemState.NOT_APPLICABLE: "không áp dụng"}


def index_of_dossier(case, items, today):
    """The Document of the checklist, to be laid on top of the dossier: what is there, what is missing, what is not
    asked for and why."""
    with override("vi"):
        rows = tuple(
            (
                str(item.place),
                item.label,
                item.number,
                f"{item.on:%d/%m/%Y}" if item.on else "",
                STATES[ItemState(item.state)] + (f" ({item.reason})" if item.reason else ""),
            )
            for item in items
        )
        there = sum(item.state != ItemState.MISSING for item in items)
        columns = (
            GridColumn("TT", 12, centred=True),
            GridColumn("Tài liệu", 70),
            GridColumn("Số", 28),
            GridColumn("Ngày", 27, centred=True),
            GridColumn("Tình trạng", 28),
        )
        return Document(
            letterhead=_letterhead(case, case.commune, today),
            title="Mục lục hồ sơ",
            subject=f"mã {case.code}",
            on=today,
            parts=(Grid(columns, rows), f"{there} trong {len(rows)} tài liệu đã có hoặc không áp dụng."),
            signatures=(Signature("Người lập", "", ""),),
        )
