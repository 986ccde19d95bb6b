"""Which papers the dossier of a case has where a commune keeps no checklist of its own (domain 20.3)."""

from oversight.enums import Body, CaseKind

# What a dossier usually has; an office adapts it by a checklist of its own (domain 20.3, local).
BEGINNING = (
    "Tờ trình hoặc đề xuất",
    "Quyết định (kế hoạch) và kế hoạch tiến hành",
    "Đề cương báo cáo gợi ý",
    "Lịch làm việc, phân công nhiệm vụ",
)
MIDDLE = (
    "Biên bản triển khai",
    "Báo cáo của đối tượng",
    "Biên bản làm việc, thẩm tra, xác minh",
    "Dự thảo báo cáo kết quả",
    "Biên bản hội nghị thông qua dự thảo",
)
END = ("Báo cáo kết quả của đoàn (tổ)", "Biên bản hội nghị kết luận", "Thông báo kết luận", "Biên bản công bố kết luận")
BY_KIND = {
    CaseKind.SIGNS: ("Báo cáo về dấu hiệu vi phạm",),
    CaseKind.DENUNCIATION: ("Biên bản làm việc với người tố cáo", "Đơn tố cáo"),
    CaseKind.COMPLAINT: ("Đơn khiếu nại", "Quyết định kỷ luật bị khiếu nại"),
    CaseKind.FINANCE: ("Sổ sách, chứng từ thu chi, sổ đảng phí",),
}
OF_A_CELL = (
    "Kế hoạch của chi bộ",
    "Báo cáo tự kiểm tra của đảng viên",
    "Biên bản hội nghị chi bộ kết luận",
    "Thông báo kết luận",
)


def usual_papers(kind, body):
    """[label] of what the dossier of a case has where no checklist is kept."""
    of_kind = BY_KIND.get(CaseKind(kind), ())
    if body == Body.CELL:
        return [*of_kind, *OF_A_CELL]
    return [*of_kind, *BEGINNING, *MIDDLE, *END]
