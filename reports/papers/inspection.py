"""Inspection and supervision as it is reported to the level above: blocks A to J (domain 20.6), in Vietnamese."""

from collections import Counter
from datetime import date

from accounts.roles import Do
from cells.access import commune_id, may
from cells.enums import PaperKind
from cells.models import Commune
from common.documents import Document, Grid, GridColumn, Letterhead, Signature
from members.enums import CellDisciplineForm, DisciplineForm
from members.models import Discipline
from oversight.enums import CaseKind, CaseResult, InformationWay, RemedyState
from oversight.queries.discipline import measures_in
from oversight.queries.information import received_in
from oversight.queries.inspection import (
    cases_of_year,
    figures_of,
    members_inspected_directly,
    mended,
    papers_issued_in,
)
from oversight.rules.information import way_of
from reports.rules import against

COLUMNS = (
    GridColumn("Nội dung", 85),
    GridColumn("Năm báo cáo", 26, centred=True),
    GridColumn("Năm trước", 26, centred=True),
    GridColumn("So sánh", 26, centred=True),
)
INSPECTED = (CaseKind.REGULAR, CaseKind.THEME, CaseKind.DUTIES)
LEFT_OUT = (
    "Phần mềm không theo dõi, đơn vị tự ghi: số lần nhắc nhở khi giám sát thường xuyên, hình thức kỷ luật thay đổi sau "
    "giải quyết khiếu nại, nhân sự của Ủy ban Kiểm tra."
)
APART = "Các mục B, E, F, H do Ủy ban Kiểm tra báo cáo riêng."
ISSUED = (
    "J: văn bản mang số của Ủy ban Kiểm tra, và quyết định, kế hoạch, thông báo kết luận của Đảng ủy về kiểm tra, giám "
    "sát, kỷ luật, tính theo ngày của văn bản."
)
COUNTED = (
    "Số cuộc tính theo chương trình, kế hoạch của năm; kết quả và việc khắc phục tính đến ngày lập báo cáo. So sánh: "
    "tỷ lệ phần trăm so với năm trước; dấu “–”: không có số để so sánh."
)


def figures_by_block(told, remedies, day, *, papers, knows, measures=(), information=()):
    """[(label, number)] of [CaseTold] and [InspectionRemedy] as they stand on `day`, and of `papers`, a
    PaperNumberQuerySet; what is sensitive, `measures` [(Discipline or CellDiscipline, …)] and [Information] only for
    who `knows`. A supervised subject that was turned into an inspection had shortcomings, and for everybody else is
    told as such."""

    def of(*kinds):
        return figures_of([one for one in told if one.case.kind in kinds])

    themes, letters, claims = of(CaseKind.SUPERVISION), of(CaseKind.DENUNCIATION), of(CaseKind.COMPLAINT)
    states = mended(remedies, day)
    rows = _inspected("A. Kiểm tra", of(*INSPECTED))
    if knows:
        rows += _inspected("B. Kiểm tra khi có dấu hiệu vi phạm", of(CaseKind.SIGNS))
    rows += [
        ("C. Giám sát chuyên đề: số cuộc", themes.cases),
        ("Số đối tượng (tổ chức đảng và đảng viên)", themes.organisations + themes.members),
        ("Thực hiện tốt", sum(themes.of(CaseResult.GOOD))),
        ("Có hạn chế, khuyết điểm", sum(themes.of(CaseResult.LIMITED, CaseResult.TURNED))),
    ]
    if knows:
        rows += [("Trong đó chuyển kiểm tra khi có dấu hiệu vi phạm", sum(themes.of(CaseResult.TURNED)))]
    rows += [("D. Giám sát thường xuyên: số cuộc", of(CaseKind.WATCH).cases)]
    if knows:
        rows += _received(information)
        rows += [("Tố cáo: số vụ", letters.cases), ("Khiếu nại kỷ luật: số vụ", claims.cases)]
        rows += _measures(measures)
    rows += [("G. Việc phải khắc phục", states.total()), ("Đã khắc phục", states[RemedyState.DONE])]
    if knows:
        rows += [
            ("H. Tố cáo đã kết luận", letters.concluded),
            ("Khiếu nại kỷ luật đã giải quyết", claims.concluded),
        ]
    return [
        *rows,
        *_inspected("I. Kiểm tra tài chính đảng", of(CaseKind.FINANCE)),
        ("J. Văn bản đã ban hành", (papers if knows else papers.told()).count()),
        ("Đảng viên do Đảng ủy, Ủy ban Kiểm tra trực tiếp kiểm tra", members_inspected_directly(told)),
    ]


def _received(information):
    ways = Counter(map(way_of, information))
    return [
        ("E. Phản ánh, thông tin tiếp nhận", len(information)),
        ("Trong đó trở thành vụ việc", ways[InformationWay.CASE]),
        ("Chuyển nơi có thẩm quyền", ways[InformationWay.SENT]),
        ("Chưa xử lý xong", ways[None]),
    ]


def _programme(told):
    """What was planned for the year and what became of it."""
    found, plan = figures_of(told), figures_of([one for one in told if not one.case.added])
    return [
        ("Số cuộc theo chương trình, kế hoạch của năm", plan.cases),
        ("Trong đó đã kết luận", plan.concluded),
        ("Số cuộc bổ sung trong năm", found.cases - plan.cases),
        ("Trong đó đã kết luận", found.concluded - plan.concluded),
    ]


def _inspected(name, found):
    return [
        (f"{name}: số cuộc", found.cases),
        ("Tổ chức đảng", found.organisations),
        ("Đảng viên", found.members),
        ("Thực hiện tốt (tổ chức đảng và đảng viên)", sum(found.of(CaseResult.GOOD))),
        ("Có khuyết điểm, vi phạm chưa đến mức kỷ luật", sum(found.of(CaseResult.FAULTS))),
        ("Phải thi hành hoặc đã thi hành kỷ luật", sum(found.of(CaseResult.TO_DISCIPLINE, CaseResult.DISCIPLINED))),
    ]


def _measures(measures):
    counts = Counter((type(row) is Discipline, row.form) for row, _case in measures)
    return [
        *((f"F. Kỷ luật đảng viên: {form.label}", counts[True, form.value]) for form in DisciplineForm),
        *((f"F. Kỷ luật tổ chức đảng: {form.label}", counts[False, form.value]) for form in CellDisciplineForm),
    ]


def inspection_paper(table, *, user, year, today):
    """The Document of the year's inspection and supervision for `user`, beside the year before; number and date are
    left to write."""
    commune, knows = Commune.objects.get(pk=commune_id(user)), may(user, Do.SEE_SENSITIVE)
    heads = commune.heads_on(today)
    now, before = (_year(user, commune, one, today, knows) for one in (year, year - 1))
    rows = (
        (label, str(value), str(then), against(_figure(value), _figure(then)) or "–")
        for (label, value), (_label, then) in zip(now, before, strict=True)
    )
    return Document(
        letterhead=Letterhead(heads.committee, "Ủy ban Kiểm tra", heads.place),
        title="Báo cáo",
        subject=f"công tác kiểm tra, giám sát, kỷ luật của Đảng năm {year}",
        on=today,
        dated=False,
        number=f"......-{PaperKind.REPORT.code}/UBKTĐU",
        parts=(table.subtitle, Grid(COLUMNS, tuple(rows)), COUNTED, ISSUED, LEFT_OUT, *(() if knows else (APART,))),
        signatures=(Signature("T/M Ủy ban Kiểm tra", "Chủ nhiệm", ""),),
        recipients=("Ủy ban Kiểm tra cấp trên trực tiếp", "Thường trực Đảng ủy", "Lưu Ủy ban Kiểm tra"),
    )


def _figure(value):
    return {"kind": "number", "value": value}


def _year(user, commune, year, today, knows):
    told, remedies = cases_of_year(user, commune, year, today)
    about = {"since": date(year, 1, 1), "last_day": min(date(year, 12, 31), today)}
    days = {"commune": commune.pk, **about}
    papers = papers_issued_in(**days)
    sensitive = {"measures": measures_in(**days), "information": received_in(**days)} if knows else {}
    return figures_by_block(told, remedies, today, papers=papers, knows=knows, **sensitive) + _programme(told)
