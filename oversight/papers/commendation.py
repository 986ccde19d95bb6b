"""The decision that commends: one number and a list."""

from django.utils.translation import override

from common.documents import Document, Grid, GridColumn, Letterhead, Signature
from members.queries.namesakes import called
from oversight.enums import DecidingBody
from oversight.papers.signing import secretary_name

SUBJECT = "khen thưởng"
COLUMNS = (
    GridColumn("TT", 12, centred=True),
    GridColumn("Tập thể, cá nhân", 50),
    GridColumn("Hình thức", 35),
    GridColumn("Thành tích", 68),
)


def award_decision(decision, proposals, number):
    """The Document of an AwardDecision on `proposals` [AwardProposal] under a PaperNumber."""
    with override("vi"):
        commune, cell = decision.commune, proposals[0].proposer
        heads = commune.heads_on(number.on)
        own = decision.body == DecidingBody.CELL
        chief = secretary_name(commune=commune, cell=cell if own else None, day=number.on)
        rows = [
            (str(place), str(one.subject), str(one.get_form_display()), one.merit)
            for place, one in enumerate(called(proposals), 1)
        ]
        return Document(
            letterhead=Letterhead(
                heads.organisation if own else heads.superior, str(cell) if own else heads.committee, heads.place
            ),
            title="Quyết định",
            subject=SUBJECT,
            on=number.on,
            note=number.correction_note,
            number=number.text,
            parts=(
                f"Điều 1. Khen thưởng {len(rows)} tập thể, cá nhân có tên trong danh sách sau:",
                Grid(COLUMNS, tuple(rows)),
                "Điều 2. Các chi bộ và các tập thể, cá nhân có tên tại Điều 1 thi hành quyết định này.",
            ),
            signatures=(Signature("T/M Chi bộ" if own else "T/M Đảng ủy", "Bí thư", chief),),
            recipients=("Như Điều 2", "Lưu Chi bộ" if own else "Lưu Văn phòng Đảng ủy"),
        )
