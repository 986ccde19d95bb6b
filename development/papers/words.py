"""What each paper of a case says, part by part, in Vietnamese. What a meeting found of a person is left to write."""

from decimal import Decimal

from common.documents import Heading, day_in_words, ended
from common.numbers import percent
from development.enums import About, CeremonyFrom, Clock, StepKind
from development.papers.facts import LINE, blank, recognition_cell, written
from development.papers.issues import passed
from members.queries.namesakes import apart


def _list(facts, step):
    yield f"{_met(step)} và quyết nghị đưa người có tên sau đây vào danh sách cảm tình Đảng."
    yield from facts.person(step.on)
    if proposer := facts.candidate.proposed_unit or facts.candidate.proposed_by:
        yield f"Nơi giới thiệu: {ended(str(proposer))}"


def _unlist(facts, step):
    yield f"{_met(step)} và quyết nghị đưa người có tên sau đây ra khỏi danh sách cảm tình Đảng."
    yield from facts.person(step.on)
    yield f"Lý do: {ended(_why(step))}"


def _end(facts, step):
    yield f"{_met(step)} và quyết nghị đưa người có tên sau đây ra khỏi nguồn phát triển Đảng."
    yield from facts.person(step.on)
    yield f"Lý do: {ended(_why(step))}"


def _helper(facts, step):
    on_probation = facts.course.admitted_on and step.on >= facts.course.admitted_on
    who = "đảng viên dự bị" if on_probation else "người"
    yield f"{_met(step)} và quyết nghị phân công đảng viên chính thức giúp đỡ {who} có tên sau đây."
    yield from facts.person(step.on)
    helper = apart([step.helper])[step.helper_id]
    yield f"Đảng viên được phân công giúp đỡ: đồng chí {ended(helper)}"


def _allow(facts, step):
    body = facts.body(step.on)
    yield f"Xét đề nghị của {step.cell.name_on(step.on)}, {body} đồng ý cho lập hồ sơ kết nạp đảng viên đối với:"
    yield from facts.person(step.on)


def cell_vote(facts, step):
    recognition = step.about == About.RECOGNITION
    what = "công nhận đảng viên chính thức đối với đảng viên dự bị" if recognition else "kết nạp vào Đảng đối với người"
    yield f"{_met(step)}, xét đề nghị {what} có tên sau đây."
    yield from facts.person(step.on)
    if recognition:
        yield f"Ngày vào Đảng: {written(facts.course.admitted_on)}."
    yield Heading("1- Kết luận của chi bộ")
    for said in FOUND_AGAIN if recognition else FOUND:
        yield blank(said)
        yield LINE
    yield Heading("2- Biểu quyết")
    yield (
        f"Số đảng viên chính thức tính biểu quyết: {step.base}; có mặt: {step.present}. "
        f"Tán thành: {_votes(step.in_favour, step.base)}; "
        f"không tán thành hoặc ý kiến khác: {step.present - step.in_favour}."
    )
    yield Heading("3- Quyết nghị")
    committee = facts.heads_on(step.on).committee
    if not passed(step):
        yield f"Không đủ hai phần ba số đảng viên chính thức tán thành. Chi bộ báo cáo {committee} kết quả biểu quyết."
    elif recognition:
        yield f"Đề nghị {committee} xét, công nhận đồng chí {facts.candidate} là đảng viên chính thức."
    else:
        yield f"Đề nghị {committee} xét, kết nạp {facts.candidate} vào Đảng Cộng sản Việt Nam."


# What the resolution has to say (06-HD/TW §3.6b); the cell finds the words.
FOUND = (
    "Lý lịch",
    "Giác ngộ chính trị",
    "Phẩm chất đạo đức, lối sống (ưu điểm, khuyết điểm)",
    "Năng lực công tác",
    "Quan hệ với quần chúng",
)
FOUND_AGAIN = ("Ưu điểm", "Khuyết điểm", "Kết quả thực hiện nhiệm vụ đảng viên trong thời gian dự bị")


def _committee_vote(facts, step):
    recognition, name = step.about == About.RECOGNITION, facts.candidate
    body = facts.body(step.on)
    cell = step.cell.name_on(step.on)
    proposed = facts.last(StepKind.CELL_VOTE, step.about, step.on)
    by = f" (Nghị quyết {facts.reference(proposed, step.on)})" if proposed else ""
    what = "công nhận đảng viên chính thức" if recognition else "kết nạp đảng viên"
    yield met_and_voted(step.on, body, f"việc {what}", f"đề nghị của {cell}{by}")
    yield from facts.person(step.on)
    yield Heading("1- Biểu quyết")
    yield (f"Số thành viên biểu quyết: {step.members}. Tán thành: {_votes(step.in_favour, step.members)}.")
    yield Heading("2- Quyết nghị")
    if not passed(step):
        yield f"Chưa đủ số phiếu để {what} đối với {name}."
    elif recognition:
        yield f"Công nhận đồng chí {name} là đảng viên chính thức kể từ ngày {_official_from(facts)}."
    else:
        yield f"Kết nạp {name} vào Đảng Cộng sản Việt Nam."


def _decide(facts, step):
    rules, cell = facts.file.known.clocks.rules_on(step.on), step.cell.name_on(step.on)
    since = {
        CeremonyFrom.RECEIPT: "kể từ ngày chi bộ nhận được quyết định",
        CeremonyFrom.DECISION: "kể từ ngày ký quyết định",
    }[CeremonyFrom(rules.ceremony_from)]
    yield from _grounds(facts, step.on, About.ADMISSION)
    yield Heading("Điều 1")
    yield f"Kết nạp vào Đảng Cộng sản Việt Nam, sinh hoạt tại {cell}, người có tên sau đây."
    yield from facts.person(step.on)
    yield Heading("Điều 2")
    yield f"{cell} tổ chức lễ kết nạp trong {rules.ceremony_days} ngày làm việc {since}."
    yield Heading("Điều 3")
    yield f"Văn phòng Đảng ủy, {cell} và người có tên tại Điều 1 thi hành quyết định này."


def _prolong(facts, step):
    cell = step.cell.name_on(step.on)
    yield from _grounds(facts, step.on, About.RECOGNITION)
    yield Heading("Điều 1")
    yield f"Kéo dài thời gian dự bị thêm {step.months} tháng đối với đảng viên dự bị có tên sau đây."
    yield from facts.person(step.on)
    yield f"Ngày vào Đảng: {written(facts.course.admitted_on)}. Sinh hoạt tại: {ended(cell)}"
    yield Heading("Điều 2")
    yield f"{cell} tiếp tục theo dõi, giúp đỡ; hết thời gian kéo dài thì xét, đề nghị công nhận hoặc xóa tên."
    yield Heading("Điều 3")
    yield f"Văn phòng Đảng ủy, {cell} và đồng chí có tên tại Điều 1 thi hành quyết định này."


def recognition_parts(facts, on):
    cell = recognition_cell(facts).name_on(on)
    yield from _grounds(facts, on, About.RECOGNITION)
    yield Heading("Điều 1")
    yield f"Công nhận là đảng viên chính thức kể từ ngày {_official_from(facts)} đảng viên dự bị có tên sau đây."
    yield from facts.person(on)
    yield f"Ngày vào Đảng: {written(facts.course.admitted_on)}. Sinh hoạt tại: {ended(cell)}"
    yield Heading("Điều 2")
    yield f"{cell} công bố quyết định này tại kỳ sinh hoạt gần nhất."
    yield Heading("Điều 3")
    yield f"Văn phòng Đảng ủy, {cell} và đồng chí có tên tại Điều 1 thi hành quyết định này."


def _grounds(facts, on, about):
    """What a decision rests on: the rules of that day, and who proposed and voted."""
    rules = facts.file.known.clocks.rules_on(on)
    yield "Căn cứ Điều lệ Đảng;" + (f" {rules.source};" if rules.source else "")
    proposed = facts.last(StepKind.CELL_VOTE, about, on)
    if proposed:
        cell = proposed.cell.name_on(on)
        yield f"Căn cứ nghị quyết của {cell} {facts.reference(proposed, on)};"
    voted = facts.last(StepKind.COMMITTEE_VOTE, about, on)
    yield f"{facts.body(on)} quyết định" + (f" theo nghị quyết {facts.reference(voted, on)}:" if voted else ":")


def _votes(in_favour, of):
    return f"{in_favour}/{of}" + (f" ({percent(Decimal(in_favour) / of)})" if of else "")


def met_and_voted(on, body, what, proposed=""):
    """How a resolution of the Committee begins: the `body` met and considered `what`, `proposed` by which paper."""
    return f"{day_in_words(on).capitalize()}, {body} họp, xét {f'{proposed} về ' if proposed else ''}{what}."


def _met(step):
    return f"{day_in_words(step.on).capitalize()}, {step.cell.name_on(step.on)} họp"


def _why(step):
    return "; ".join(said for said in (step.because and str(step.get_because_display()), step.note) if said)


def _official_from(facts):
    return written(facts.course.last_day(Clock.PROBATION))


PARTS = {
    StepKind.CELL_VOTE: cell_vote,
    StepKind.LIST: _list,
    StepKind.UNLIST: _unlist,
    StepKind.HELPER: _helper,
    StepKind.ALLOW: _allow,
    StepKind.COMMITTEE_VOTE: _committee_vote,
    StepKind.DECIDE: _decide,
    StepKind.PROLONG: _prolong,
    StepKind.END: _end,
}
