"""Sample tasks of the Committee: late, reported, done, without a due day, with regular reports; closed periods."""

from datetime import timedelta

from common.periods import month_of
from oversight import services
from oversight.enums import FocusStepKind, Rhythm, Topic

# Topic, source, number of the document, place among the bodies (None: the first cells lead), days since it was given,
# days until it is due (None: no day yet), and the steps: kind, days after it was given.
TASKS = [
    (Topic.ADMISSION, "resolution", "03-NQ/ĐU", None, 200, 230, [("urge", 60), ("progress", 90), ("urge", 150)]),
    (Topic.NEW_RURAL, "plan", "21-KH/ĐU", 0, 150, 120, [("progress", 40), ("postpone", 110)]),
    (Topic.POVERTY, "notice", "64-TB/ĐU", 0, 90, 60, [("report", 50), ("accept", 55)]),
    (
        Topic.DIGITAL,
        "directive",
        "118-CV/ĐU",
        4,
        80,
        45,
        [("report", 40), ("return", 44), ("report", 60), ("accept", 63)],
    ),
    (Topic.FIRE, "plan", "27-KH/ĐU", 0, 70, 62, [("progress", 30)]),
    (Topic.MEETINGS, "supervision", "05-KL/UBKT", None, 60, 90, [("progress", 30)]),
    (Topic.CUSTOMS, "notice", "71-TB/ĐU", 1, 45, 30, [("progress", 20)]),
    (Topic.UNITY, "plan", "30-KH/ĐU", 1, 40, 30, [("report", 28)]),
    (Topic.SECURITY, "notice", "73-TB/ĐU", 0, 30, None, []),
    (Topic.REVIEW, "plan", "33-KH/ĐU", 2, 20, 40, []),
    (Topic.SCHOOL, "notice", "76-TB/ĐU", None, 12, 16, []),
]
WORDS = {
    "urge": "Văn phòng nhắc, đề nghị báo cáo tiến độ.",
    "progress": "Đã triển khai đến các xóm, đạt khoảng một nửa.",
    "report": "Đã hoàn thành, có báo cáo kèm theo.",
    "return": "Còn thiếu số liệu của hai xóm.",
    "accept": "Đủ kết quả theo yêu cầu.",
    "postpone": "Mưa kéo dài, lùi hạn theo đề nghị của đơn vị.",
}
MONTHLY = Topic.ADMISSION  # membership work is looked at every month


def give_tasks(commune, cells, today, by):
    """Tasks of the bodies of the commune and of the first cells; the two months before this one are closed."""
    bodies = services.ship_agencies(commune=commune, by=by)
    for number, (topic, source, document, body, ago, days, steps) in enumerate(TASKS):
        given = today - timedelta(days=ago)
        task = services.give_task(
            commune=commune,
            title=topic.label,
            content=f"{topic.label}: các đơn vị triển khai, báo cáo kết quả về Đảng ủy.",
            source=source,
            document_no=document,
            document_on=given - timedelta(days=2),
            agency=None if body is None else bodies[body],
            cell=cells[number % 3] if body is None else None,
            given_on=given,
            due_on=None if days is None else given + timedelta(days=days),
            every=Rhythm.MONTH if topic == MONTHLY else "",
            every_day=23 if topic == MONTHLY else None,
            product="Báo cáo kết quả",
            checker="Văn phòng Đảng ủy",
            by=by,
        )
        for kind, after in steps:
            later = given + timedelta(days=days + 45) if kind == FocusStepKind.POSTPONE else None
            services.take_step(
                task=task, kind=kind, on=given + timedelta(days=after), text=WORDS[kind], due_on=later, by=by
            )
    month = month_of(today).previous()
    for period in (month.previous(), month):
        services.close_period(commune=commune, period=period, today=today, by=by)
