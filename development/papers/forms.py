"""The forms of admission and recognition as Word files: filled in with what is known, the rest left to be written.

They are Vietnamese whatever the language of the page. Numbers and titles are those of the edition of `AdmissionForms`;
the forms that are papers of the register are drawn by `development.papers.case`.
"""

from dataclasses import dataclass

from django.utils.translation import override

from common.documents import Document, Heading, Letterhead, Signature, ended
from common.people import told_apart
from development.enums import CaseState, FormKind, StepKind
from development.models.rules import FormTitle
from development.papers.facts import LINE, blank
from members.models import Member

SHORT = "." * 16
# The forms that people fill in, in the order of their numbers, each with the states in which it is made.
UNTIL_VOTE = tuple(state for state in CaseState if state.below(CaseState.CELL_VOTED))
MADE_IN = {
    **dict.fromkeys((FormKind.APPLICATION, FormKind.CURRICULUM, FormKind.INTRODUCTION), UNTIL_VOTE),
    **dict.fromkeys((FormKind.UNION, FormKind.OPINIONS), UNTIL_VOTE),
    FormKind.APPRAISAL: (CaseState.CELL_VOTED,),
    **dict.fromkeys(
        (FormKind.SELF_REVIEW, FormKind.HELPER_REMARKS, FormKind.OPINIONS_AGAIN, FormKind.APPRAISAL_AGAIN),
        (CaseState.PROBATION,),
    ),
}


@dataclass(frozen=True)
class Offer:
    """A form that a case page offers: `whom` is the Member who introduces, for one of several such forms, else None;
    `now` says that the present state asks for it."""

    kind: FormKind
    title: FormTitle
    whom: Member | None
    name: str
    now: bool


def offers(facts, day):
    """[Offer], those of the present state first; forms without a title on `day` are left out."""
    edition, state = facts.forms_on(facts.commune.pk, day), facts.course.told
    introducers = _introducers(facts)
    names = told_apart(introducers)
    found = []
    for kind, states in MADE_IN.items():
        if title := edition.titled(kind):
            for whom in (introducers or [None]) if kind == FormKind.INTRODUCTION else [None]:
                found.append(Offer(kind, title, whom, names[whom.pk] if whom else "", state in states))
    return sorted(found, key=lambda offer: not offer.now)


def _introducers(facts):
    """[Member] who introduce in the file that counts now."""
    numbers = [member for member, _since in facts.course.introductions]
    people = Member.objects.in_bulk(numbers) if numbers else {}
    return [people[number] for number in numbers]


def form_paper(facts, offer, day):
    """The Document of the form of an Offer, as what is known on `day` fills it in."""
    with override("vi"):
        heads, cell = facts.heads_on(day), facts.candidate.cell.name_on(day)
        signed, of_cell, parts = FORMS[offer.kind]
        head = Letterhead(heads.organisation, cell, heads.place) if of_cell else Letterhead("", "", heads.place)
        post, name = facts.leader(facts.candidate.cell, day) if of_cell else ("", _writer(facts, offer))
        return Document(
            letterhead=head,
            title=offer.title.title,
            subject="",
            on=day,
            dated=False,
            note=f"(Mẫu {offer.title.number})" if offer.title.number else "",
            parts=tuple(parts(facts, offer, day)),
            signatures=(Signature(signed, post, name),),
        )


def _writer(facts, offer):
    """The name under the form of somebody, where it is known who writes it."""
    if offer.kind in (FormKind.APPLICATION, FormKind.CURRICULUM, FormKind.SELF_REVIEW):
        return str(facts.candidate)
    if offer.kind == FormKind.INTRODUCTION:
        return str(offer.whom or "")
    return _helper(facts) if offer.kind == FormKind.HELPER_REMARKS else ""


def _to(facts, day):
    yield f"Kính gửi: {facts.candidate.cell.name_on(day)}; {ended(facts.heads_on(day).committee)}"


def _room(title, lines):
    """A heading with room to write below."""
    yield Heading(title)
    for _line in range(lines):
        yield LINE


def _certificate(facts):
    """The certificate of the awareness class as far as the case knows it."""
    told = [step for step in facts.steps if step.kind == StepKind.CLASS and step.certificate_on]
    if not told:
        return f"số {SHORT}, ngày {SHORT}"
    number = told[-1].paper_no or SHORT
    return f"số {number}, ngày {told[-1].certificate_on:%d/%m/%Y}"


def _listed_on(facts):
    """The day on which the cell put the person on the list: the application asks for it (06-HD/TW)."""
    days = [step.on for step in facts.steps if step.kind == StepKind.LIST]
    return f"{days[-1]:%d/%m/%Y}" if days else SHORT


def _helper(facts):
    """The member who helps now."""
    named = [step.helper for step in facts.steps if step.kind == StepKind.HELPER]
    return str(named[-1]) if named and facts.course.helper else ""


def _application(facts, offer, day):
    yield from _to(facts, day)
    yield from facts.person(day)
    yield blank("Nghề nghiệp, nơi công tác")
    yield f"Được chi bộ đưa vào danh sách cảm tình Đảng ngày: {_listed_on(facts)}."
    yield f"Giấy chứng nhận bồi dưỡng nhận thức về Đảng: {_certificate(facts)}."
    yield from _room("Nhận thức về Đảng và lý do xin vào Đảng (người làm đơn tự viết)", 20)
    yield from _room("Lời hứa", 4)


def _curriculum(facts, offer, day):
    yield Heading("I- Bản thân (người khai tự viết)")
    yield from facts.person(day)
    for said in (
        "Tên gọi khác",
        "Nơi sinh; quê quán",
        "Nghề nghiệp, nơi công tác",
        "Trình độ học vấn, chuyên môn",
        "Ngày vào Đoàn; các đoàn thể đã tham gia",
    ):
        yield blank(said)
    yield from _room("II- Quá trình học tập, công tác (từ tháng năm nào đến tháng năm nào, làm gì, ở đâu)", 10)
    yield from _room("III- Khen thưởng, kỷ luật", 3)
    yield from _room("IV- Hoàn cảnh gia đình (từng người: họ tên, năm sinh, nghề nghiệp, nơi ở, chính trị)", 12)
    yield from _room("V- Tự nhận xét và cam đoan", 4)
    yield from _room("VI- Nhận xét của chi bộ", 4)
    yield from _room("VII- Chứng nhận của Đảng ủy", 4)


def _introduction(facts, offer, day):
    yield from _to(facts, day)
    yield f"Tôi là: {ended(offer.name)}" if offer.name else blank("Tôi là")
    yield blank("Đảng viên chính thức, sinh hoạt tại chi bộ")
    since = dict(facts.course.introductions).get(offer.whom and offer.whom.pk)
    together = "Cùng công tác, lao động hoặc cư trú với người xin vào Đảng từ ngày"
    yield f"{together}: {since:%d/%m/%Y}." if since else blank(together)
    yield "Tôi giới thiệu người có tên sau đây để chi bộ xét, đề nghị kết nạp vào Đảng."
    yield from facts.person(day)
    yield from _room("Nhận xét: lý lịch, phẩm chất, năng lực, quan hệ với quần chúng", 6)
    yield "Tôi chịu trách nhiệm trước Đảng về lời giới thiệu này."


def _union(facts, offer, day):
    yield blank("Tổ chức đoàn thể")
    yield from _to(facts, day)
    yield "Hội nghị xét và giới thiệu người có tên sau đây để chi bộ xem xét."
    yield from facts.person(day)
    yield from _room("Nhận xét", 8)
    yield "Số đoàn viên, hội viên: ....; có mặt: ....; tán thành: ....; không tán thành: ...."


def _opinions(facts, offer, day):
    yield "Chi bộ tổng hợp ý kiến nhận xét đối với người xin vào Đảng có tên sau đây."
    yield from facts.person(day)
    yield from _room("1- Ý kiến của đại diện các đoàn thể mà người xin vào Đảng là thành viên", 4)
    yield from _room("2- Ý kiến của chi ủy, chi bộ nơi cư trú", 4)
    yield "Số người được hỏi: ......; tán thành: ......; không tán thành: ......"


def _appraisal(facts, offer, day):
    yield blank("Đảng ủy bộ phận")
    yield from facts.person(day)
    yield f"Chi bộ đề nghị: {ended(facts.candidate.cell.name_on(day))}"
    yield from _room("Kết quả thẩm định", 8)
    yield "Số ủy viên: ......; có mặt: ......; tán thành: ......; không tán thành: ......"


def _self_review(facts, offer, day):
    yield from _to(facts, day)
    yield from facts.person(day)
    yield from _probation(facts)
    yield from _room("1- Ưu điểm, khuyết điểm: tư tưởng chính trị, phẩm chất, thực hiện nhiệm vụ, tổ chức kỷ luật", 20)
    yield from _room("2- Biện pháp khắc phục khuyết điểm", 8)


def _helper_remarks(facts, offer, day):
    yield from _to(facts, day)
    yield f"Tôi là: {ended(_helper(facts))}" if _helper(facts) else blank("Tôi là")
    yield "Đảng viên chính thức, được chi bộ phân công giúp đỡ đảng viên dự bị có tên sau đây."
    yield from facts.person(day)
    yield from _probation(facts)
    yield from _room("Nhận xét: ưu điểm, khuyết điểm, kết quả phấn đấu trong thời gian dự bị", 20)
    yield from _room("Đề nghị", 5)


def _opinions_again(facts, offer, day):
    yield "Chi bộ tổng hợp ý kiến nhận xét đối với đảng viên dự bị có tên sau đây."
    yield from facts.person(day)
    yield from _probation(facts)
    yield from _room("1- Ý kiến của đại diện các đoàn thể", 4)
    yield from _room("2- Ý kiến của chi ủy, chi bộ nơi cư trú", 4)
    yield "Số người được hỏi: ......; tán thành: ......; không tán thành: ......"


def _probation(facts):
    """When the person was admitted, as far as it is known."""
    admitted = facts.course.admitted_on
    yield f"Ngày vào Đảng: {admitted:%d/%m/%Y}." if admitted else blank("Ngày vào Đảng")


# {kind: (who signs, whether the cell issues it, its parts)}
FORMS = {
    FormKind.APPLICATION: ("Người làm đơn", False, _application),
    FormKind.CURRICULUM: ("Người khai", False, _curriculum),
    FormKind.INTRODUCTION: ("Người giới thiệu", False, _introduction),
    FormKind.UNION: ("T/M đoàn thể", False, _union),
    FormKind.OPINIONS: ("T/M Chi bộ", True, _opinions),
    FormKind.APPRAISAL: ("T/M Đảng ủy bộ phận", False, _appraisal),
    FormKind.SELF_REVIEW: ("Người tự kiểm điểm", False, _self_review),
    FormKind.HELPER_REMARKS: ("Người nhận xét", False, _helper_remarks),
    FormKind.OPINIONS_AGAIN: ("T/M Chi bộ", True, _opinions_again),
    FormKind.APPRAISAL_AGAIN: ("T/M Đảng ủy bộ phận", False, _appraisal),
}
