"""What a report of the Committee shows of a period beside the figures of its cells: each block a list of figures as
`reports.rules` compares them, {label, kind, value}. They count; they name nobody and no sensitive case."""

from collections import Counter

from cells.access import Scope
from cells.models import Cell
from development.models import Movement
from members.enums import CourseResult, PostKind
from members.models import Attendee, Badge, Commendation, Course, TrainingRules
from members.queries.training import leaders
from members.rules.training import schooling
from oversight.enums import FindingState
from oversight.queries import figures_of_period
from oversight.queries.commendation import given_in
from oversight.queries.democracy import checks_in
from oversight.queries.focus import sum_of
from oversight.queries.inspection import concluded_in, papers_issued_in, remedies_due_in
from reports.enums import Block
from reports.papers.inspection import figures_by_block

FOCUS = (
    ("total", "Nhiệm vụ Đảng ủy giao, còn hiệu lực trong kỳ"),
    ("added", "Giao mới trong kỳ"),
    ("done", "Hoàn thành trong kỳ"),
    ("open", "Chưa hoàn thành"),
    ("late", "Trong đó quá hạn"),
)
HEADS = ((PostKind.SECRETARY, "bí thư"), (PostKind.DEPUTY, "phó bí thư"))


def _number(label, value):
    return {"label": label, "kind": "number", "value": value}


def _share(label, part, whole):
    return {"label": label, "kind": "share", "value": [part, whole]}


def _of(model, commune, day):
    return model.objects.within(Scope(frozenset({commune.pk}), frozenset()), day)


def focus(commune, since, last_day):
    """Tasks that the Committee gave."""
    found = sum_of(figures_of_period(commune=commune.pk, since=since, last_day=last_day))
    on_time = _share(
        "Đúng hạn, trên số việc hoàn thành có thời hạn", found["on_time"], found["on_time"] + found["done_late"]
    )
    return [*(_number(label, found[name]) for name, label in FOCUS), on_time]


def inspection(commune, since, last_day):
    """Cases concluded in the period, without the sensitive ones; what was to be mended by a day in it; papers of
    these days."""
    days = {"commune": commune, "since": since, "last_day": last_day}
    cases, remedies, papers = concluded_in(**days), remedies_due_in(**days), papers_issued_in(**days)
    rows = figures_by_block(cases, remedies, last_day, papers=papers, knows=False)
    return [_number(label, value) for label, value in rows]


def honours(commune, since, last_day):
    """Commendations by the day of their decision, badges by the day of award."""
    about = {"commendations": _of(Commendation, commune, last_day), "badges": _of(Badge, commune, last_day)}
    given, badges = given_in(since=since, last_day=last_day, **about)
    cells, members = (sum(count for (who, _form), count in given.items() if who is one) for one in (False, True))
    return [
        _number("Lượt chi bộ được khen thưởng", cells),
        _number("Lượt đảng viên được khen thưởng", members),
        _number("Huy hiệu Đảng đã trao", badges.total()),
    ]


def training(commune, since, last_day):
    """Who leads the cells at the end of the period, whose class still counts; classes that ended in it."""
    cells = list(Cell.objects.filter(commune=commune).active_on(last_day))
    rules = TrainingRules.objects.in_force(commune, last_day)
    rows = []
    for kind, name in HEADS:
        found = leaders(cells=cells, day=last_day, kinds=(kind,))
        lately = sum(schooling(one.since, one.trained_on, last_day, rules).lately for one in found)
        rows.append(_share(f"Chi bộ có {name}", len({one.cell.pk for one in found}), len(cells)))
        rows.append(_share(f"Trong đó {name} đã bồi dưỡng, còn thời hạn", lately, len(found)))
    courses = Course.objects.filter(commune=commune, ends_on__range=(since, last_day))
    done = Attendee.objects.filter(course__in=courses, result=CourseResult.COMPLETED)
    return [*rows, _number("Lớp bồi dưỡng kết thúc", courses.count()), _number("Lượt người hoàn thành", done.count())]


def democracy(commune, since, last_day):
    """Checks of hamlets that were made in the period."""
    found = checks_in(commune=commune, since=since, last_day=last_day)
    states = sum((one.states for one in found), Counter())
    looked = (FindingState.MET, FindingState.PARTLY, FindingState.MISSING)
    return [
        _share("Xóm được kiểm tra dân chủ ở cơ sở", sum(one.check is not None for one in found), len(found)),
        _share("Nội dung thực hiện đạt", states[FindingState.MET], sum(states[state] for state in looked)),
        _number("Việc còn phải khắc phục", sum(one.open for one in found)),
        _number("Trong đó quá hạn", sum(one.late for one in found)),
        _share(
            "Việc hộ dân bàn, quyết định được thông qua",
            sum(one.passed for one in found),
            sum(one.votes for one in found),
        ),
    ]


def movements(commune, since, last_day):
    """Registered and recognised are two counts, each by its own day."""
    found, days = Movement.objects.kept().filter(commune=commune), (since, last_day)
    return [
        _number("Phong trào, mô hình đăng ký", found.filter(registered_on__range=days).count()),
        _number("Được công nhận", found.filter(decided_on__range=days, recognised=True).count()),
        _number("Không được công nhận", found.filter(decided_on__range=days, recognised=False).count()),
        _number("Đưa ra khỏi danh sách", found.filter(ended_on__range=days).count()),
    ]


OF_PERIOD = {
    Block.FOCUS: focus,
    Block.INSPECTION: inspection,
    Block.HONOURS: honours,
    Block.TRAINING: training,
    Block.DEMOCRACY: democracy,
    Block.MOVEMENTS: movements,
}
