"""Sample difficulties, remarks and visits of the Committee members in charge, and a cell that is handed over."""

from datetime import timedelta

from meetings.models import Meeting
from oversight import services
from oversight.enums import FollowUpKind

DIFFICULTIES = [
    ("Đường lên xóm sạt lở sau mưa, xe máy không đi được", "UBND xã", "Hỗ trợ máy xúc và vật liệu"),
    ("Nhà văn hóa xóm dột, không họp được khi mưa", "Đảng ủy viên phụ trách", "Sửa mái trước mùa mưa"),
    ("Thiếu nguồn quần chúng trẻ vì đi làm ăn xa", "Đoàn Thanh niên xã", "Phối hợp rà soát, giữ liên hệ"),
    ("Bí thư chi bộ mới chưa quen ghi biên bản", "Văn phòng Đảng ủy", "Hướng dẫn tại chỗ"),
]
REMARKS = [
    ("Nội dung bám sát việc của xóm.", "Điều hành rõ ràng, đúng thời gian.", "Nên mời thêm ý kiến đảng viên trẻ."),
    ("Phần thông tin thời sự còn dài.", "Chủ trì gợi mở tốt.", "Gửi dự thảo nghị quyết sớm hơn."),
]


def guide_cells(cells, today, by):
    """Difficulties in the first cells, solved and open; visits planned, remarks on recent meetings; a hand-over."""
    _raise_difficulties(cells, today, by)
    for number, cell in enumerate(cells[:6]):
        _visit(cell, today + timedelta(days=9 + number), today, by)
    _hand_over(cells[5], today, by)


def _raise_difficulties(cells, today, by):
    for number, (text, owner, wish) in enumerate(DIFFICULTIES):
        cell, raised = cells[number], today - timedelta(days=75 - 15 * number)
        difficulty = services.raise_difficulty(
            cell=cell,
            raised_on=raised,
            text=text,
            wish=wish,
            owner=owner,
            raised_by="Bí thư chi bộ",
            due_on=raised + timedelta(days=30),
            by=by,
        )
        services.follow_up(
            difficulty=difficulty,
            kind=FollowUpKind.STEP,
            on=raised + timedelta(days=7),
            text="Đã khảo sát tại chỗ.",
            by=by,
        )
        if number % 2:
            services.follow_up(
                difficulty=difficulty,
                kind=FollowUpKind.SOLVED,
                on=raised + timedelta(days=20),
                text="Đã làm xong, chi bộ xác nhận.",
                by=by,
            )


def _visit(cell, on, today, by):
    seat = cell.assignments.open().get().committee_member
    services.plan_visit(committee_member=seat, cell=cell, on=on, today=today, by=by)
    attended = Meeting.objects.signed().filter(cell=cell, visits__attended=True).order_by("-held_on")
    for meeting, words in zip(attended.select_related("cell")[:2], REMARKS, strict=False):
        content, chairing, advice = words
        services.remark(
            meeting=meeting, committee_member=seat, content=content, chairing=chairing, advice=advice, by=by
        )


def _hand_over(cell, today, by):
    before = cell.assignments.open().get().committee_member
    services.hand_over(
        cell=cell,
        committee_member=cell.commune.committee_members.exclude(pk=before.pk).order_by("pk").last(),
        since=today,  # who is in charge may have come to a meeting of these days
        today=today,
        decision_no="14-QĐ/ĐU",
        note="Chi bộ họp buổi tối; bí thư mới, cần cùng chuẩn bị nội dung.",
        by=by,
    )
