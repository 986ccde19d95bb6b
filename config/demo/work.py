"""Sample work, courses and ratings of the last years, recorded through the services."""

from datetime import date, timedelta

from config.demo import words
from members import services as people
from members.enums import Area, CourseKind, CourseResult, DutyState, EventKind, Level, PostKind
from members.models import Member, RatingRules
from members.queries import post_holders
from members.queries.rating import excellent_at_most, lines_of, ratings_of
from members.queries.training import meant_for
from members.queries.work import work_day, work_of
from members.services import DutyEntry

RATED_YEARS = 2  # decided, before the running one
ORGANISER = "Trung tâm chính trị (mẫu)"


def do_the_work(dice, commune, cells, today, by):
    """Work given and followed up, courses held, and ratings decided; this year's are still under way."""
    post = cells[3].posts.get(kind=PostKind.COMMITTEE)
    people.record(member=post.member, kind=EventKind.END_POST, post=post.kind, on=date(today.year - 1, 3, 2), by=by)
    for year in (today.year - 1, today.year):
        _give(dice, cells, year, today, by)
    for year in (today.year - 1, today.year):
        _courses(dice, commune, cells, year, today, by)
    for year in range(today.year - RATED_YEARS, today.year):
        _rate(dice, commune, cells, year, today, by)
    _propose(dice, cells[:3], today.year, today, by)


def _give(dice, cells, year, today, by):
    """Everybody has work, but for two members of some cells this year."""
    day = work_day(year, today)
    secretaries, found = post_holders(cells=cells, day=day), work_of(cells=cells, year=year, day=day)
    for number, cell in enumerate(cells):
        expected = [line.member for line in found[cell.pk] if line.expected]
        if number % 4 == 2 and year == today.year:
            expected = expected[2:]
        entries = []
        for member in expected:
            area = dice.choice(list(words.DUTIES))
            entries.append(DutyEntry(member, dice.choice(words.DUTIES[area]), Area(area)))
        made = people.give_duties(
            cell=cell, year=year, entries=entries, start=date(year, 1, 15), due=date(year, 12, 15),
            follower=secretaries.get(cell.pk), day=day, by=by,
        )  # fmt: skip
        changes = {duty.pk: _became(dice) for duty in made if year < today.year or dice.random() < 0.2}
        people.follow_duties(cell=cell, year=year, changes=changes, by=by)


def _became(dice):
    if dice.random() < 0.93:
        return {"state": DutyState.DONE, "result": dice.choice(words.RESULTS)}
    return {"state": DutyState.NOT_DONE}


def _courses(dice, commune, cells, year, today, by):
    plans = (
        (CourseKind.LEADERS, f"Bồi dưỡng bí thư, chi ủy viên năm {year}", date(year, 4, 14), 3),
        (CourseKind.NEW_MEMBERS, f"Bồi dưỡng đảng viên mới năm {year}", date(year, 9, 8), 5),
        (CourseKind.AWARENESS, f"Bồi dưỡng nhận thức về Đảng năm {year}", date(year, 6, 2), 5),
    )
    for kind, title, first, days in plans:
        last = first + timedelta(days=days - 1)
        if last > today:
            continue
        course = people.plan_course(
            commune=commune, kind=kind, title=title, starts_on=first, ends_on=last, place="Hội trường xã",
            organiser=ORGANISER, by=by,
        )  # fmt: skip
        if kind == CourseKind.AWARENESS:
            names = [f"{dice.choice(words.FAMILIES.split())} Thị {given} (mẫu)" for given in words.FEMALE.split()[:6]]
            there = people.enrol(course=course, names=names[:4], cell=cells[0], by=by)
            there += people.enrol(course=course, names=names[4:], cell=cells[4], by=by)
        else:
            rows = meant_for(course, cells=cells).values("member")
            members = Member.objects.filter(pk__in=rows).order_by("sort_key", "pk")
            there = people.enrol(course=course, members=[one for one in members if dice.random() < 0.85], by=by)
        changes = {}
        for number, one in enumerate(there, start=1):
            changes[one.pk] = {"result": CourseResult.COMPLETED}
            if kind != CourseKind.LEADERS:
                changes[one.pk] |= {"certificate_no": f"{number:02}/{year}", "certificate_on": last}
        people.record_results(course=course, changes=changes, by=by)


def _rate(dice, commune, cells, year, today, by):
    """A finished year: proposed by each cell, then decided, a few of the excellent as good because of the share."""
    _propose(dice, cells, year, today, by)
    found = ratings_of(commune=commune, year=year, today=today, rules=RatingRules())
    decided_on = date(year, 12, 28)
    decision = {"decision_no": f"{90 + year % 10}-QĐ/ĐU", "decided_on": decided_on, "today": today, "by": by}
    for cell in cells:
        lines = [line for line in found.lines.get(cell.pk, []) if line.rating]
        proposed = [line.rating.proposed_level for line in lines]
        left = excellent_at_most({level: proposed.count(level) for level in Level}, RatingRules())
        levels = {}
        for line in lines:
            level, reason = Level(line.rating.proposed_level), ""
            if level == Level.EXCELLENT:
                if left == 0:
                    level, reason = Level.GOOD, "Vượt tỷ lệ xuất sắc"
                left = max(left - 1, 0)
            levels[line.member.pk] = level, reason
        people.decide_members(cell=cell, year=year, levels=levels, **decision)
    facts = {}
    for cell in cells:
        level = Level.EXCELLENT if dice.random() < 0.2 else Level.GOOD
        facts[cell.pk] = {"self_level": level, "proposed_level": level, "in_favour": 13, "votes": 13}
    people.rate_cells(cells=cells, year=year, changes=facts, today=today, by=by)
    levels = {pk: (proposal["proposed_level"], "") for pk, proposal in facts.items()}
    people.decide_cells(cells=cells, year=year, levels=levels, **decision)


def _propose(dice, cells, year, today, by):
    found = lines_of(cells=cells, year=year, today=today, rules=RatingRules())
    for cell in cells:
        lines = [line for line in found[cell.pk] if not line.left_out]
        changes = {}
        for number, line in enumerate(lines):
            luck = dice.random()
            level = Level.EXCELLENT if luck < 0.2 else Level.GOOD if luck < 0.9 else Level.DONE
            if number == 7 and cell.name.endswith("Pác Tao"):
                level = Level.NOT_DONE
            if line.best and level.above(line.best):
                level = line.best
            changes[line.member.pk] = {
                "self_level": level if level != Level.NOT_DONE else Level.DONE,
                "proposed_level": level,
                "in_favour": len(lines) - dice.randint(0, 2),
                "votes": len(lines),
            }
        people.rate_members(cell=cell, year=year, changes=changes, today=today, by=by)
