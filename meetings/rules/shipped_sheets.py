"""The score sheets that a new commune starts with. They are data: an administrator edits a copy of them."""

from decimal import Decimal

from meetings.enums import Band
from meetings.models import Criterion, Threshold

# The thresholds by which the An Phú sheet counts time, and the share of the last resolution that was carried out.
TIME = [
    {"max_minutes_short": 0, "points": 5},
    {"max_minutes_short": 15, "points": 4},
    {"max_minutes_short": 30, "points": 3},
    {"min_time": 50, "points": 2},
    {"points": 1},
]
ATTENDANCE = [
    {"min_attendance": 90, "max_unexcused": 0, "points": 4},
    {"min_attendance": 75, "max_unexcused": 0, "points": 3},
    {"min_attendance": 65, "max_unexcused": 0, "points": 2},
    {"points": 1},
]
NOT_OFTEN_EXCUSED = [{"max_excused_run": 3, "points": 1}, {"points": 0}]
SPEAKERS = [
    {"over_spoke": 50, "points": 5},
    {"min_spoke": 40, "points": 4},
    {"min_spoke": 30, "points": 3},
    {"points": 2},
]
RESULT = [
    {"min_tasks_done": 90, "points": 30},
    {"min_tasks_done": 80, "points": 27},
    {"min_tasks_done": 70, "points": 24},
    {"min_tasks_done": 60, "points": 20},
    {"min_tasks_done": 50, "points": 15},
    {"points": 10},
]
# HD 42 gives one line of 5 for attendance and no thresholds: it counts as the two parts of the An Phú sheet together.
ATTENDANCE_OF_FIVE = [
    part
    for threshold in ATTENDANCE
    for part in ({**threshold, "max_excused_run": 3, "points": threshold["points"] + 1}, threshold)
]

# (code, name, most points, thresholds or parts); parts have the same shape, a fifth item marks the thematic part
HD_42 = [
    ("time", "Thời gian, thời lượng sinh hoạt", 5, TIME),
    ("attendance", "Tỷ lệ đảng viên dự sinh hoạt", 5, ATTENDANCE_OF_FIVE),
    ("preparation", "Công tác chuẩn bị", 10, []),
    ("conduct", "Tổ chức sinh hoạt", 40, []),
    ("principles", "Thực hiện nguyên tắc sinh hoạt", 5, []),
    ("last-resolution", "Kết quả lãnh đạo thực hiện nghị quyết, kết luận kỳ trước", 30, RESULT),
    ("closing", "Kết thúc buổi sinh hoạt", 5, []),
]
AN_PHU = [
    ("time", "Thời gian, thời lượng", 5, TIME),
    (
        "attendance",
        "Tỷ lệ đảng viên dự",
        5,
        [
            ("attendance-rate", "Tỷ lệ dự họp, không ai vắng không lý do", 4, ATTENDANCE),
            ("attendance-run", "Không ai vắng có lý do quá 3 kỳ liên tiếp", 1, NOT_OFTEN_EXCUSED),
        ],
    ),
    (
        "preparation",
        "Công tác chuẩn bị",
        10,
        [
            ("prepared-content", "Chuẩn bị nội dung", 3, []),
            ("prepared-draft", "Định hướng và dự thảo nghị quyết", 2, []),
            ("prepared-committee", "Họp chi ủy có biên bản (nơi chỉ có bí thư: đủ điểm)", 2, []),
            ("prepared-notice", "Thông báo thời gian, nội dung", 1, []),
            ("prepared-upload", "Gửi tài liệu trước ít nhất 1 ngày", 2, []),
        ],
    ),
    (
        "conduct",
        "Tổ chức sinh hoạt",
        30,
        [
            ("conduct-process", "Đúng trình tự", 5, []),
            ("conduct-content", "Nội dung thường kỳ", 10, []),
            ("conduct-thematic", "Nội dung chuyên đề", 5, [], True),
            ("conduct-remind", "Biểu dương, nhắc nhở đảng viên", 2, []),
            ("conduct-speakers", "Số đảng viên phát biểu", 5, SPEAKERS),
            ("conduct-minutes", "Ghi sổ biên bản", 1, []),
            ("conduct-ideology", "Dành 15–30 phút cho công tác tư tưởng", 1, []),
            ("conduct-upload", "Cập nhật lên ứng dụng", 1, []),
        ],
    ),
    (
        "chairing",
        "Điều hành sinh hoạt",
        10,
        [
            ("chairing-opening", "Mở đầu, nêu mục đích", 2, []),
            ("chairing-guiding", "Gợi ý, hướng dẫn thảo luận", 4, []),
            ("chairing-summing", "Tổng hợp ý kiến", 3, []),
            ("chairing-time", "Điều hành đúng thời gian", 1, []),
        ],
    ),
    (
        "principles",
        "Thực hiện nguyên tắc",
        5,
        [
            ("principles-democracy", "Tập trung dân chủ", 1, []),
            ("principles-criticism", "Tự phê bình và phê bình", 2, []),
            ("principles-unity", "Đoàn kết, thống nhất", 1, []),
            ("principles-vote", "Biểu quyết đúng quy định", 1, []),
        ],
    ),
    ("last-resolution", "Kết quả thực hiện nghị quyết kỳ trước", 30, RESULT),
    (
        "closing",
        "Kết thúc",
        5,
        [
            ("closing-conclusion", "Kết luận, giao nhiệm vụ", 2, []),
            ("closing-resolution", "Thông qua nghị quyết", 2, []),
            ("closing-score", "Tự chấm điểm, xếp loại", 1, []),
        ],
    ),
]


SHEETS = {"hd42": HD_42, "an-phu": AN_PHU}
# Where a sheet asks for other than an Edition does by itself.
RULES = {"an-phu": {"large_from": 30, "minutes_large": 120}}
# (band of the year, % of the regular meetings, in this band or better, so many in the band of the year or better): the
# rule of Phú Thọ. What it says below Fair is not known, so nothing is given there until an edition says so.
YEAR = [
    (Band.GOOD, 100, Band.FAIR, 7),
    (Band.FAIR, 100, Band.AVERAGE, 0),
    (Band.AVERAGE, None, Band.AVERAGE, 0),
]


def criteria_of(lines, edition):
    """[(Criterion, its Thresholds)] of `lines` in the sheet's order, none of them saved; parts name their group."""
    found = []
    for line in lines:
        group, thresholds = _criterion(line, edition)
        found.append((group, thresholds))
        found += [_criterion(part, edition, group) for part in line[3] if isinstance(part, tuple)]
    for position, (criterion, _thresholds) in enumerate(found, start=1):
        criterion.position = position
    return found


def _criterion(line, edition, parent=None):
    code, name, most, inner, *thematic = line
    criterion = Criterion(
        edition=edition,
        parent=parent,
        code=code,
        name=name,
        max_points=Decimal(most),
        thematic_only=bool(thematic),
    )
    thresholds = [part for part in inner if isinstance(part, dict)]
    return criterion, [Threshold(position=number, **facts) for number, facts in enumerate(thresholds, start=1)]
