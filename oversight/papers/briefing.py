"""The notice of conclusion of a briefing (domain 23.3)."""

from django.utils.translation import override

from cells.enums import PaperKind
from cells.queries import committee_secretary
from common.documents import Document, Heading, Letterhead, Signature, day_in_words, ended
from oversight.enums import BriefingKind

# How the paper names each kind; papers are always Vietnamese.
MEETINGS = {
    BriefingKind.SECRETARIES: "hội nghị giao ban với bí thư các chi bộ",
    BriefingKind.STANDING: "hội nghị giao ban tuần của Thường trực Đảng ủy",
    BriefingKind.COMMITTEE: "hội nghị Ban Chấp hành Đảng bộ",
    BriefingKind.ADHOC: "hội nghị giao ban",
}


def notice_subject(briefing):
    """What the notice is about, as its title says."""
    meeting = MEETINGS[BriefingKind(briefing.kind)]
    return f"kết luận tại {meeting} ngày {briefing.held_on:%d/%m/%Y}"


def notice_of(briefing, number=None):
    """The Document of the notice with its PaperNumber; without one, number and date are left to write. Recipients are
    those who got a task, in their order."""
    with override("vi"):
        commune, on = briefing.commune, number.on if number else briefing.held_on
        heads = commune.heads_on(on)
        kind = BriefingKind(briefing.kind).notice
        rows = list(briefing.conclusions.kept().select_related("agency", "cell"))
        return Document(
            letterhead=Letterhead(heads.superior, heads.committee, heads.place),
            title="Thông báo",
            subject=notice_subject(briefing),
            on=on,
            dated=number is not None,
            note=number.correction_note if number else "",
            number=number.text if number else f"......-{kind.code}/{kind.body}",
            parts=tuple(_parts(briefing, rows)),
            signatures=(_signature(kind, commune, on),),
            recipients=(*_recipients(rows), "Lưu Văn phòng Đảng ủy"),
        )


def _signature(kind, commune, on):
    if kind == PaperKind.OFFICE_NOTICE:
        return Signature("T/L Thường trực Đảng ủy", "Chánh Văn phòng", "")
    return Signature("T/M Đảng ủy", "Bí thư", str(committee_secretary(commune=commune, day=on) or ""))


def _parts(briefing, rows):
    yield from _opening(briefing)
    sections = iter(("I", "II", "III"))
    if briefing.assessment:
        yield Heading(f"{next(sections)}- Đánh giá chung")
        yield from briefing.assessment.split("\n")
    yield Heading(f"{next(sections)}- Kết luận")
    for place, row in enumerate(rows, 1):
        yield f"{place}. {_item(row)}"
    yield Heading(f"{next(sections)}- Tổ chức thực hiện")
    yield "Các đơn vị được giao nhiệm vụ triển khai thực hiện. Văn phòng Đảng ủy theo dõi, đôn đốc, báo cáo kết quả."


def _opening(briefing):
    meeting = MEETINGS[BriefingKind(briefing.kind)]
    there = [str(unit) for unit in briefing.units.select_related("agency", "cell") if unit.came]
    yield f"{day_in_words(briefing.held_on).capitalize()}, {briefing.chair} chủ trì {meeting}."
    if there:
        yield f"Dự hội nghị có: {'; '.join(there)}."
    if briefing.heard:
        yield f"Hội nghị đã nghe: {ended(briefing.heard)}"
    if briefing.discussion:
        yield ended(briefing.discussion)


def _item(row):
    """What is to be done, by whom and by when, in sentences."""
    said = [ended(row.title), *([ended(row.content)] if row.content else []), f"Đơn vị chủ trì: {row.unit}"]
    person = f"; người chịu trách nhiệm: {row.person}" if row.person else ""
    return f"{' '.join(said)}{person}; hoàn thành chậm nhất ngày {row.due_on:%d/%m/%Y}."


def _recipients(rows):
    bodies = {row.agency_id: row.agency for row in rows if row.agency}.values()
    cells = ["Các chi bộ trực thuộc"] if any(row.cell for row in rows) else []
    return (*map(str, sorted(bodies, key=lambda body: (body.position, body.name))), *cells)
