"""A small world for tests: people are named by their part in it."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace

from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from cells import services as structure
from cells.enums import PaperKind, ServingKind
from cells.services import editions
from common.partial import PartialDate
from common.promises import thawed
from development.services import ship_admission_rules, ship_organisations
from meetings import queries
from meetings import services as minutes
from meetings.enums import Mark, MeetingKind, TaskState, VoteRule
from meetings.services import MarkEntry, PointsEntry, ReviewEntry, TaskEntry, VoteEntry
from members import services as people
from members.enums import (
    Appointed,
    Area,
    CommendationForm,
    CourseKind,
    DisciplineForm,
    EventKind,
    PostKind,
    Sex,
    Standing,
)
from members.models import BadgeRules
from oversight import services as guidance

TODAY = date(2026, 11, 24)
LONG_AGO = date(2015, 2, 3)
NAMES = ["Nông Văn An", "Hoàng Thị Ánh", "Lý Minh Ân", "Triệu Văn Bình", "Đàm Quốc Dũng", "Lục Văn Đức"]


def account(username, commune=None, role=None, cell=None):
    """An account, with a role when one is given; the password is its user name and -mat-khau."""
    number = commune and commune.pk
    made = User.objects.create_user(username, f"{username}-mat-khau", f"Tài khoản {username}", commune=number)
    if role:
        structure.grant(account=made, role=role, commune=commune, cell=cell, since=LONG_AGO, by=None)
    return made


def commune(name):
    made = structure.found_commune(
        name=f"xã {name}",
        organisation=f"Đảng bộ xã {name}",
        committee=f"Đảng ủy xã {name}",
        superior="Đảng bộ tỉnh",
        place=name,
        by=None,
    )
    minutes.ship_score_sheets(commune=made, since=date(2020, 1, 1), by=None)
    people.ship_lists(commune=made, by=None)
    ship_admission_rules(commune=made, by=None)
    ship_organisations(commune=made, by=None)
    guidance.ship_agencies(commune=made, by=None)
    return made


def publish(model, commune, since, **rules):
    """Rules of `commune` in force from `since`; `model` is a kind of RuleSet."""
    draft = editions.copy_edition(edition=model(commune=commune, **rules), since=since, by=None)
    return editions.publish_edition(edition=draft, by=None)


def as_published(edition, **values):
    """Let a row of a published sheet, or of signed minutes, say `values`, as if it had always: it changes by itself no
    more."""
    for name, value in values.items():
        setattr(edition, name, value)
    with transaction.atomic(), thawed():
        QuerySet(type(edition)).filter(pk=edition.pk).update(**values)


def join(cell, name, *, on=LONG_AGO, standing=Standing.OFFICIAL, kind=EventKind.JOIN, sex=Sex.MALE, **person):
    """Somebody already in the Party, entered in the records of `cell`."""
    person = {"full_name": name, "sex": sex, "born": PartialDate("1980-05-01")} | person
    return people.enter(kind=kind, cell=cell, person=person, standing=standing, on=on, by=None)


def admit(cell, name, on, *, sex=Sex.FEMALE, decision_no="", **person):
    """Somebody newly admitted to `cell`; the ceremony was `on`."""
    person = {"full_name": name, "sex": sex} | person
    return people.enter(kind=EventKind.ADMIT, cell=cell, person=person, on=on, decision_no=decision_no, by=None)


def happen(member, kind, on, **facts):
    """An event in the life of `member`, whatever records of later days say; a readmission has its consent."""
    if kind == EventKind.READMIT:
        facts = {"consent_no": "12-CV/TU", "consent_on": facts.get("decision_on") or on} | facts
    return people.record(member=member, kind=kind, on=on, by=None, **{"despite": "đã biết"} | facts)


def cell(commune, name, names=NAMES):
    """A hamlet with its own cell, six members: the last probationary, the one before exempt, the first secretary."""
    hamlet = structure.found_hamlet(commune=commune, name=name, by=None)
    made = structure.found_cell(commune=commune, name=f"Chi bộ {name}", founded_on=LONG_AGO, by=None)
    structure.serve_hamlet(hamlet=hamlet, cell=made, kind=ServingKind.OWN, since=LONG_AGO, by=None)
    members = [
        join(made, person, standing=Standing.PROBATIONARY if person == names[-1] else Standing.OFFICIAL)
        for person in names
    ]
    happen(members[-2], EventKind.EXEMPT, date(2020, 1, 1))
    people.appoint(member=members[0], post=PostKind.SECRETARY, on=date(2020, 1, 1), how=Appointed.ELECTED, by=None)
    return made, hamlet, members


def record(cell, day, by, *, kind=MeetingKind.REGULAR, sign=True, full=True, tasks=1):
    """A meeting on `day`: everybody present, an hour and a half, the tasks of earlier ones done, full points."""
    again = {"second_because": "họp lại"}  # where it is a second regular one of its month
    meeting = minutes.start_meeting(cell=cell, kind=kind, held_on=day, today=TODAY, by=by, **again)
    if not full:
        return meeting
    lines = list(meeting.roll.order_by("pk"))
    minutes.save_minutes(
        meeting=meeting,
        details={
            "starts_at": time(7, 30),
            "ends_at": time(9, 0),
            "chair_id": lines[0].member_id,
            "clerk_id": lines[1].member_id,
            "discussion": "Bàn việc của xóm.",
        },
        marks={line.pk: MarkEntry(Mark.PRESENT, spoke=True) for line in lines if not line.not_expected},
        attended=True if meeting.visits.exists() else None,
        reviews={task.pk: ReviewEntry(TaskState.DONE, "xong") for task in queries.tasks_before(meeting)},
        tasks=[TaskEntry(f"Việc {n + 1}", lines[0].member.full_name, day) for n in range(tasks)],
        votes=[VoteEntry("Thông qua nghị quyết", VoteRule.MAJORITY, 2)],
        points={},
        by=by,
    )
    points = {
        criterion.pk: PointsEntry(Decimal(criterion.max_points) if line.proposed is None else line.proposed)
        for criterion, line in queries.score_lines(meeting)
    }
    minutes.save_minutes(
        meeting=meeting,
        details={},
        marks={},
        attended=True if meeting.visits.exists() else None,
        reviews={},
        tasks=[],
        votes=[],
        points=points,
        by=by,
    )
    if sign:
        minutes.sign_meeting(meeting=meeting, at=timezone.make_aware(datetime.combine(day, time(18))), by=by)
    meeting.refresh_from_db()
    return meeting


def work(cell, *members, year=2026, task="Giữ đường xóm sạch", **facts):
    """Work that `cell` gives to `members`; the first of it."""
    entries = [people.DutyEntry(member, task, Area.HAMLET) for member in members]
    span = {"start": date(year, 1, 5), "due": date(year, 12, 20), "follower": None, "day": TODAY}
    return people.give_duties(cell=cell, year=year, entries=entries, by=None, **span | facts)[0]


def training(commune, members, kind=CourseKind.LEADERS, on=date(2026, 4, 14), **facts):
    """A course of three days, with `members` enrolled."""
    days = {"starts_on": on, "ends_on": on + timedelta(days=2)}
    course = people.plan_course(commune=commune, kind=kind, title="Lớp mẫu", by=None, **days)
    people.enrol(course=course, members=members, by=None, **facts)
    return course


def show(programme, cell, on, *, by, **facts):
    """A model meeting of the host `cell`."""
    facts = {"kind": "regular", "theme": "Đổi mới sinh hoạt"} | facts
    return minutes.plan_model_meeting(programme=programme, cell=cell, on=on, by=by, **facts)


def plan(cell, on=date(2026, 12, 10), kind=MeetingKind.THEMATIC, **facts):
    """A meeting in the plan of `cell`."""
    facts = {"starts_at": time(7, 30), "place": "Nhà văn hóa", "theme": "Truyền thống quê hương"} | facts
    return minutes.plan_meeting(cell=cell, kind=kind, on=on, by=None, **facts)


@contextmanager
def undone():
    """What is written inside is taken back, and what was remembered of it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def build_world():
    home, away = commune("Nhà"), commune("Khác")
    own, hamlet, members = cell(home, "Lũng Mật")
    other, other_hamlet, other_members = cell(home, "Pác Tao", ["Bế Văn Hà", "Mã Thị Lan", "Chu Văn Sơn", "Tô Văn Tài"])
    foreign, foreign_hamlet, foreign_members = cell(away, "Xa", ["Ngô Văn Xa", "Đặng Thị Xa", "La Văn Xa", "Vương Xa"])
    accounts = {
        "admin": account("quantri", home, Role.ADMIN),
        "office": account("vanphong", home, Role.OFFICE),
        "leader": account("lanhdao", home, Role.LEADER),
        "secretary": account("bithu", home, Role.SECRETARY, own),
        "inspection": account("kiemtra", home, Role.INSPECTION),
        "upper": account("captren", home, Role.UPPER),
        "outsider": account("xakhac", away, Role.OFFICE),
        "nobody": account("khongvai"),
        "in_charge": account("phutrach", home),
    }
    seat = structure.seat_committee_member(
        commune=home, full_name="Đinh Văn Phụ", since=LONG_AGO, account=accounts["in_charge"], by=None
    )
    structure.assign(committee_member=seat, cell=own, since=LONG_AGO, by=None)
    office = accounts["office"]
    signed = record(own, date(2026, 10, 3), office)
    programme = minutes.start_programme(
        commune=home, title="Sinh hoạt mẫu", policy="12-CV/HU", since=date(2026, 1, 1), until=None, by=office
    )
    model_meeting = show(programme, own, date(2026, 8, 3), by=office)
    duty, course = work(own, members[1]), training(home, members[:1])
    return SimpleNamespace(
        today=TODAY,
        commune=home,
        other_commune=away,
        cell=own,
        hamlet=hamlet,
        members=members,
        member=members[0],
        other_cell=other,
        other_hamlet=other_hamlet,
        other_members=other_members,
        foreign_cell=foreign,
        foreign_hamlet=foreign_hamlet,
        foreign_member=foreign_members[0],
        seat=seat,
        duty=duty,
        course=course,
        edition=signed.edition,
        farmers=home.mass_organisations.get(name="Hội Nông dân"),
        rules=editions.copy_edition(edition=BadgeRules(commune=home), since=date(2027, 1, 1), by=accounts["admin"]),
        sheet=home.editions.get(state="draft"),
        signed=signed,
        discipline=people.discipline(member=members[2], form=DisciplineForm.REPRIMAND, on=date(2020, 6, 1), by=None),
        commendation=people.commend(member=members[2], form=CommendationForm.PRAISE, on=date(2020, 6, 1), by=None),
        draft=record(own, date(2026, 11, 3), office, full=False),
        saved=people.save_filter(commune=home, name="Đảng viên nữ", query="sex=female", by=office),
        difficulty=guidance.raise_difficulty(
            cell=own,
            raised_on=date(2026, 10, 3),
            text="Nhà văn hóa dột",
            owner="UBND xã",
            due_on=date(2026, 12, 31),
            by=office,
        ),
        planned_visit=guidance.plan_visit(
            committee_member=seat, cell=own, on=date(2026, 12, 24), today=TODAY, by=office
        ),
        planned=plan(own),
        foreign_planned=plan(foreign),
        feed_token=minutes.make_feed(account=office, at=timezone.now(), by=office),
        notice=minutes.give_notice(
            member=members[3], cell=own, since=date(2026, 12, 1), until=date(2026, 12, 10), reason="đi xa", by=office
        ),
        programme=programme,
        model_meeting=model_meeting,
        invited_cell=minutes.invite_all(model_meeting=model_meeting, by=office)[0],
        opinion=minutes.note_opinion(model_meeting=model_meeting, cell=other, body="", text="Nên làm theo", by=office),
        uptake=minutes.take_up(
            model_meeting=model_meeting, cell=other, on=date(2026, 9, 3), what="Gửi dự thảo sớm", by=office
        ),
        review=minutes.review_programme(
            programme=programme, kind="interim", on=date(2026, 10, 20), text="Sơ kết", cells=[own], by=office
        ),
        session=minutes.plan_session(
            commune=home, cell=own, theme="tradition", title="Truyền thống", on=date(2026, 5, 19), by=office
        ),
        paper=minutes.number_meeting_paper(
            meeting=signed, kind=PaperKind.RESOLUTION, on=signed.held_on, today=TODAY, by=office
        ),
        foreign_meeting=record(foreign, date(2026, 10, 3), accounts["outsider"]),
        accounts=accounts,
        **accounts,
    )
