"""A transfer slip as a paper of the Committee: what the first box of its form says."""

from datetime import timedelta

from cells.models import PaperNumber
from cells.queries import committee_secretary, commune_of
from common.documents import Document, Letterhead, Signature, day_in_words, ended
from members.enums import SlipKind, Standing
from members.models import Membership
from members.queries.slips import slip_clocks

BOXES = {SlipKind.OUT: 10, SlipKind.WITHIN: 7, SlipKind.TEMPORARY: 8, SlipKind.ABROAD: 2}
MOVES = {
    SlipKind.OUT: "chuyển sinh hoạt đảng chính thức",
    SlipKind.WITHIN: "chuyển sinh hoạt đảng chính thức",
    SlipKind.TEMPORARY: "chuyển sinh hoạt đảng tạm thời",
    SlipKind.ABROAD: "chuyển sinh hoạt đảng ra ngoài nước",
}
BY_HAND = "." * 40
LONGEST = PaperNumber._meta.get_field("subject").max_length


def slip_subject(slip):
    """What the register of papers says of it."""
    return f"{MOVES[slip.kind]}: đồng chí {slip.member}, đến {slip.to}"[:LONGEST]


def slip_paper(slip, number=None):
    """The Document of `slip`, under the PaperNumber that it bears or is to bear. The number of the member card is left
    to be written by hand: the register of papers is read by more than may see it."""
    member, on = slip.member, number.on if number else slip.on
    commune = commune_of(number, member)
    heads, secretary = commune.heads_on(on), committee_secretary(commune=commune, day=on)
    [clock] = slip_clocks([slip], commune=commune.pk, today=on)
    return Document(
        letterhead=Letterhead(heads.superior, heads.committee, heads.place),
        title="Giấy giới thiệu",
        subject=MOVES[slip.kind],
        on=on,
        signatures=(Signature("T/M Đảng ủy", "Bí thư", str(secretary or "")),),
        number=number.text if number else "",
        note=(number.correction_note if number else "") or f"(nội dung ô số 1 của mẫu {BOXES[slip.kind]} ô)",
        parts=tuple(_parts(slip, heads, clock.present_by)),
        recipients=(slip.to, f"Đồng chí {member}", "Lưu Văn phòng Đảng ủy"),
    )


def _parts(slip, heads, present_by):
    member, day_before = slip.member, slip.on - timedelta(days=1)
    row = Membership.objects.last_known(day_before).filter(member=member).select_related("cell").first()
    yield f"Kính gửi: {ended(slip.to)}"
    yield f"{heads.committee} giới thiệu đồng chí {member}, sinh ngày {member.born.text or BY_HAND}."
    yield f"Ngày vào Đảng: {member.ceremony_on.text or BY_HAND}; chính thức: {member.official_on.text or BY_HAND}."
    yield f"Số thẻ đảng viên: {BY_HAND}"
    if row:
        yield f"Đã sinh hoạt tại: {row.cell}, {heads.organisation}."
    until = f", đến hết {day_in_words(slip.until - timedelta(days=1))}" if slip.until else ""
    yield f"Được {MOVES[slip.kind]} đến: {slip.to}{until}."
    if slip.reason:
        yield f"Lý do: {ended(slip.reason)}"
    yield f"Đã đóng đảng phí đến hết tháng {slip.on:%m} năm {slip.on.year}."
    yield f"Hồ sơ, tài liệu kèm theo: {_carried(slip, row)}."
    yield f"Đồng chí xuất trình giấy giới thiệu này tại nơi đến chậm nhất {day_in_words(present_by)}."


def _carried(slip, row):
    """The papers that go along (38-HD/BTCTW §4.3)."""
    probationary = row and row.standing == Standing.PROBATIONARY
    card = "quyết định kết nạp" if probationary else "thẻ đảng viên"
    if slip.kind == SlipKind.TEMPORARY:
        return f"{card}, bản tự kiểm điểm"
    file = f"{card}, hồ sơ đảng viên được niêm phong, bản tự kiểm điểm"
    return file if slip.kind == SlipKind.WITHIN else f"phiếu đảng viên, {file}"
