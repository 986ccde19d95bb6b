"""Papers of a procedure of discipline: what one body proposes to another, and the decision. They name the person, so
they are found by nobody else; the register knows the procedure by its code."""

from django.utils.translation import override

from cells.enums import PaperKind
from common.documents import Document, Letterhead, Signature, ended
from members.queries.namesakes import apart
from oversight.enums import DecidingBody, Penalty, Settlement
from oversight.papers.signing import secretary_name

# Papers are always Vietnamese: who signs for a body, and how its number ends.
SIGNS = {
    DecidingBody.CELL: ("T/M Chi bộ", "CB"),
    DecidingBody.COMMITTEE: ("T/M Đảng ủy", "ĐU"),
    DecidingBody.STANDING: ("T/M Ban Thường vụ", "ĐU"),
    DecidingBody.BOARD: ("T/M Ủy ban Kiểm tra", "UBKTĐU"),
}
TO = {
    DecidingBody.CELL: "Chi bộ",
    DecidingBody.COMMITTEE: "Đảng ủy",
    DecidingBody.STANDING: "Ban Thường vụ Đảng ủy",
    DecidingBody.BOARD: "Ủy ban Kiểm tra Đảng ủy",
    DecidingBody.UPPER: "cấp ủy cấp trên",
}
FORMS = {
    Penalty.REPRIMAND: "khiển trách",
    Penalty.WARNING: "cảnh cáo",
    Penalty.DISMISSAL: "cách chức",
    Penalty.EXPULSION: "khai trừ",
    Penalty.DISSOLUTION: "giải tán",
}


def subject_in_register(case, *, complaint=False):
    """What the register says of the decision, or of that on a complaint about it: the code, nobody's name."""
    return f"về việc {'giải quyết khiếu nại' if complaint else 'thi hành'} kỷ luật, hồ sơ {case.code}"


def proposal_of(file, counted, commune):
    """The Document by which the body of a ballot that proposes (`counted`) asks the competent body to decide; number
    and date are left to write."""
    with override("vi"):
        ballot, case = counted.ballot, file.case
        to = TO[file.competent]
        votes = "; ".join(f"{FORMS.get(form, 'không kỷ luật')}: {count} phiếu" for form, count in ballot.votes.items())
        parts = (
            f"{_whom(case).replace('đồng chí', 'Đồng chí')} có vi phạm: {ended(case.breach)}",
            f"Ngày {ballot.on:%d/%m/%Y}, {_body(ballot)} đã xem xét và bỏ phiếu kín. "
            f"Số người có quyền biểu quyết: {ballot.base}. Kết quả: {votes}.",
            f"Đề nghị {to} xem xét, quyết định thi hành kỷ luật bằng hình thức {FORMS[counted.gave]}.",
        )
        return _paper(
            commune,
            DecidingBody(ballot.body),
            ballot.voters,
            title="Tờ trình",
            subject=f"đề nghị thi hành kỷ luật, hồ sơ {case.code}",
            on=ballot.on,
            kind=PaperKind.SUBMISSION,
            parts=parts,
            recipients=(to[0].upper() + to[1:],),
        )


def decision_of(case, voters, commune, number):
    """The Document of the decision under a PaperNumber; `voters` is the cell that decided, or None."""
    with override("vi"):
        voted = f" theo kết quả bỏ phiếu ngày {case.voted_on:%d/%m/%Y}"
        parts = (
            f"Điều 1. Thi hành kỷ luật {_whom(case)} bằng hình thức {FORMS[Penalty(case.penalty)]}{voted}.",
            f"Vi phạm: {ended(case.breach)}",
            f"Điều 2. Quyết định có hiệu lực từ ngày {case.in_force_on:%d/%m/%Y}.",
            "Trong thời hạn theo quy định kể từ ngày nhận quyết định, nếu không đồng ý thì có quyền khiếu nại; "
            "trong khi chờ giải quyết vẫn phải chấp hành quyết định này.",
        )
        return _paper(
            commune,
            DecidingBody(case.body),
            voters,
            title="Quyết định",
            subject="thi hành kỷ luật",
            on=number.on,
            kind=PaperKind.DECISION,
            parts=parts,
            recipients=("Như Điều 1", "Ủy ban Kiểm tra Đảng ủy"),
            number=number,
        )


def settlement_of(case, number):
    """The Document of the decision on a complaint about the measure, under a PaperNumber."""
    with override("vi"):
        before = f"Quyết định số {case.decision_no} ngày {case.signed_on:%d/%m/%Y}"
        found = {
            Settlement.UPHELD: "Giữ nguyên",
            Settlement.CHANGED: "Thay đổi",
            Settlement.LIFTED: "Xóa bỏ",
        }[Settlement(case.settlement)]
        form = f"hình thức kỷ luật {FORMS[Penalty(case.penalty)]} đối với {_whom(case)} theo {before}"
        other = f" bằng hình thức {FORMS[Penalty(case.settled_penalty)]}" if case.settled_penalty else ""
        parts = (
            f"Điều 1. {found} {form}{other}.",
            f"Vi phạm: {ended(case.breach)}",
            f"Điều 2. Quyết định có hiệu lực từ ngày {case.settled_on:%d/%m/%Y}.",
        )
        return _paper(
            case.commune,
            DecidingBody(case.settled_by),
            None,
            title="Quyết định",
            subject="giải quyết khiếu nại kỷ luật đảng",
            on=number.on,
            kind=PaperKind.DECISION,
            parts=parts,
            recipients=("Như Điều 1", "Ủy ban Kiểm tra Đảng ủy"),
            number=number,
        )


def _whom(case):
    return f"đồng chí {apart([case.member])[case.member_id]}" if case.member_id else str(case.cell)


def _body(ballot):
    return str(ballot.voters) if ballot.voters_id else TO[DecidingBody(ballot.body)]


def _paper(commune, body, voters, *, title, subject, on, kind, parts, recipients, number=None):
    heads = commune.heads_on(on)
    behalf, ending = SIGNS[body]
    names = {
        DecidingBody.CELL: (heads.organisation, str(voters)),
        DecidingBody.BOARD: (heads.committee, "Ủy ban Kiểm tra"),
    }
    above, issuer = names.get(body, (heads.superior, heads.committee))
    board = body == DecidingBody.BOARD
    chief = "" if board else secretary_name(commune=commune, cell=voters, day=on)
    return Document(
        letterhead=Letterhead(above, issuer, heads.place),
        title=title,
        subject=subject,
        on=on,
        dated=number is not None,
        note=number.correction_note if number else "",
        number=number.text if number else f"......-{kind.code}/{ending}",
        parts=parts,
        signatures=(Signature(behalf, "Chủ nhiệm" if board else "Bí thư", chief),),
        recipients=(*recipients, "Lưu hồ sơ"),
    )
