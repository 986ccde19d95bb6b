import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

from dateutil.relativedelta import relativedelta
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from cells import services as structure
from cells.enums import CellKind, ServingKind
from cells.queries import committee_terms
from common.partial import PartialDate
from config.demo import words
from config.demo.briefings import brief
from config.demo.candidates import admit_by_the_way, lead_into_the_party, remember_admissions
from config.demo.democracy import check_democracy
from config.demo.discipline import go_through_discipline, propose_awards
from config.demo.focus import give_tasks
from config.demo.foundings import found_cells
from config.demo.guidance import guide_cells
from config.demo.hamlet_life import live_in_hamlets
from config.demo.honours import give_honours
from config.demo.inspections import inspect
from config.demo.meetings import hold_meetings
from config.demo.movements import move
from config.demo.organisations import organise
from config.demo.papers import ELECTED, number_papers
from config.demo.people import Files
from config.demo.periods import report_periods
from config.demo.plan import change_plans, plan_meetings, record_themes
from config.demo.quality import score_beside_the_cells
from config.demo.showcase import show_model_meetings, teach_tradition
from config.demo.work import do_the_work
from development.enums import Measure
from development.services import set_target, ship_admission_rules, ship_organisations
from meetings.services import ship_score_sheets
from members import services as people
from members.enums import EventKind, PostKind, Sex, Standing
from members.models import Membership
from members.queries import members_of_cell

PASSWORD = "sochibo-demo"
STOCK, GROWN = 239, 268  # members at the end of 2011, and at the end of the data
FOUNDED = [("Lũng Mật", 2006), ("Pác Tao", 2007), ("Lũng Rài", 2008), ("Lũng Pươi", 2009), ("Nà Phái", 2010)]
SAMPLE_HAMLETS = ["Bản Mẫu", "Nà Mẫu", "Lũng Mẫu", "Cốc Mẫu", "Đông Mẫu", "Tây Mẫu"]
OTHERS = [
    ("Cơ quan xã (mẫu)", CellKind.AGENCY),
    ("Trường học (mẫu)", CellKind.SCHOOL),
]
COMMITTEE = [
    ("Hà Văn Mẫu", "Bí thư Đảng ủy"),
    ("Nông Thị Mẫu", "Phó Bí thư Thường trực"),
    ("Lý Minh Mẫu", "Đảng ủy viên phụ trách"),
    ("Đàm Quốc Mẫu", "Chủ nhiệm Ủy ban Kiểm tra"),
    ("Triệu Văn Mẫu", "Đảng ủy viên"),
    ("Bế Thu Mẫu", "Đảng ủy viên"),
]
FIRST_DAY = date(2011, 1, 1)
LED = (1, 3)  # which of the admissions of the last two years have a way on record
FURTHER = {  # targets of the commune beside the admissions
    Measure.SYMPATHISERS: 10,
    Measure.CERTIFICATES: 6,
    Measure.RATE: Decimal("2.5"),
    Measure.WOMEN: 30,
    Measure.YOUTH: 60,
    Measure.MINORITY: 90,
    Measure.FARMERS: 40,
    Measure.ADMITTING: 30,
    Measure.SOURCE: 50,
    Measure.GOOD: 70,
    Measure.TRAINED: 80,
    Measure.HEADS: 30,
    Measure.COVERED: 100,
    Measure.WHITE: 1,
    Measure.SKILFUL: 1,
}
SETTLING = timedelta(days=75)  # what a new year needs before it has admissions and departures of its own


def build(today, tell):
    """Fill an empty database; `today` is the last day of the data. `tell` is called with a word on each part begun."""
    with transaction.atomic():
        _soc_ha(random.Random(2011), today, tell)
        tell("another commune")
        _elsewhere(random.Random(2012), today)


def _soc_ha(dice, today, tell):
    tell("hamlets, cells and accounts")
    commune = structure.found_commune(
        name="xã Sóc Hà",
        organisation="Đảng bộ xã Sóc Hà",
        committee="Đảng ủy xã Sóc Hà",
        superior="Đảng bộ huyện Hà Quảng",
        place="Sóc Hà",
        by=None,
    )
    by = _account("vanphong", "Văn phòng Đảng ủy (mẫu)", commune, Role.OFFICE)
    for username, name, role in (
        ("quantri", "Quản trị (mẫu)", Role.ADMIN),
        ("lanhdao", "Thường trực Đảng ủy (mẫu)", Role.LEADER),
        ("kiemtra", "Ủy ban Kiểm tra (mẫu)", Role.INSPECTION),
        ("captren", "Cấp trên (mẫu)", Role.UPPER),
    ):
        _account(username, name, commune, role)
    ship_score_sheets(commune=commune, since=date(2023, 1, 1), by=by)
    people.ship_lists(commune=commune, by=by)
    ship_admission_rules(commune=commune, by=by)
    ship_organisations(commune=commune, by=by)
    cells = _structure(commune, by)
    _committee(commune, cells, today, by)
    tell("members since 2011")
    _lives(dice, cells, today, by)
    for year in range(2012, today.year + 1):
        _targets(commune, cells, year, today, by)
    _posts(dice, cells, today, by)
    secretary = cells[0].posts.get(kind=PostKind.SECRETARY).member
    _account("bithu", secretary.full_name, commune, Role.SECRETARY, cells[0])
    plan_meetings(cells, today, by)  # before they are held, as an office does
    hold_meetings(dice, cells, today, by, tell)
    tell("plans, papers, guidance, honours and work")
    _work_of_cells(commune, cells, today, by)
    tell("organisations and the way into the Party")
    _growth(commune, cells, today, by)
    tell("tasks, inspections and reports of the Committee")
    _work_of_committee(commune, cells, today, by)


def _work_of_cells(commune, cells, today, by):
    record_themes(cells, today, by)
    change_plans(cells, today, by)
    number_papers(commune, cells, today, by)
    _targets_of_the_term(commune, by)
    guide_cells(cells, today, by)
    give_honours(commune, cells, today, by)
    live_in_hamlets(cells, today, by)
    do_the_work(random.Random(2013), commune, cells, today, by)
    score_beside_the_cells(cells[:2])
    show_model_meetings(commune, cells, today, by)
    teach_tradition(commune, cells, today, by)


def _growth(commune, cells, today, by):
    organise(random.Random(2014), commune, today, by)
    move(commune, cells, today, by)
    lead_into_the_party(cells, today, by)
    remember_admissions(cells, today, by)
    found_cells(commune, cells, today, by)


def _work_of_committee(commune, cells, today, by):
    give_tasks(commune, cells, today, by)
    brief(commune, cells, today, by)
    check_democracy(commune, today, by)
    go_through_discipline(commune, cells, today, User.objects.get(username="kiemtra"))
    propose_awards(commune, cells, today, by)
    report_periods(commune, today, by)
    inspect(commune, cells, today, by)


def _account(username, name, commune, role, cell=None):
    account = User(username=username, full_name=name, password=_password(), commune=commune.pk)
    account.save_checked()
    structure.grant(account=account, role=role, commune=commune, cell=cell, since=FIRST_DAY, by=None)
    return account


@cache
def _password():
    """The one hash of all sample accounts: hashing is slow on purpose."""
    return make_password(PASSWORD)


def _structure(commune, by):
    """The five cells of the article, sample cells of other hamlets, a joint cell, and cells of offices."""
    cells = []

    def cell(name, founded_on, kind=CellKind.HAMLET, decision=""):
        made = structure.found_cell(
            commune=commune,
            name=f"Chi bộ {name}",
            kind=kind,
            founded_on=founded_on,
            decision_no=decision,
            meeting_place=f"Nhà văn hóa {name}" if kind in (CellKind.HAMLET, CellKind.JOINT) else "Hội trường xã",
            by=by,
        )
        cells.append(made)
        return made

    def hamlet(name, **about):
        return structure.found_hamlet(commune=commune, name=name, by=by, **about)

    for name, year in FOUNDED:
        made = cell(name, date(year, 5, 1))
        place = hamlet(name, highland=True, specially_difficult=True)
        structure.serve_hamlet(hamlet=place, cell=made, kind=ServingKind.OWN, since=date(year, 5, 1), by=by)
    for name in SAMPLE_HAMLETS[:4]:
        made = cell(f"{name} (mẫu)", date(1998, 2, 3))
        place = hamlet(f"{name} (mẫu)")
        structure.serve_hamlet(hamlet=place, cell=made, kind=ServingKind.OWN, since=date(1998, 2, 3), by=by)
    joint = cell("liên xóm Đông Tây (mẫu)", date(2001, 5, 19), CellKind.JOINT)
    for name in SAMPLE_HAMLETS[4:]:
        place = hamlet(f"{name} (mẫu)", highland=True)
        structure.serve_hamlet(hamlet=place, cell=joint, kind=ServingKind.JOINT, since=date(2001, 5, 19), by=by)
    hamlet("Thượng Mẫu (mẫu)", highland=True)
    for name, kind in OTHERS:
        cell(name, date(1999, 9, 2), kind)
    return cells


def _committee(commune, cells, today, by):
    seats = []
    for number, (name, position) in enumerate(COMMITTEE):
        account = None
        if number == 2:
            about = {"full_name": f"{name} (mẫu)", "commune": commune.pk}
            account = User(username="phutrach", password=_password(), **about).save_checked()
        seats.append(
            structure.seat_committee_member(
                commune=commune,
                full_name=f"{name} (mẫu)",
                position=position,
                account=account,
                since=date(2020, 6, 1),
                by=by,
            )
        )
    others = [seats[0], seats[1], *seats[3:]]
    for number, cell in enumerate(cells):
        seat = seats[2] if number < 2 else others[number % len(others)]
        structure.assign(committee_member=seat, cell=cell, since=date(2020, 7, 1), by=by)


def _person(dice, taken):
    while True:
        female = dice.random() < 0.38
        given = dice.choice((words.FEMALE if female else words.MALE).split())
        middle = dice.choice((words.MIDDLES_FEMALE if female else words.MIDDLES_MALE).split())
        name = f"{dice.choice(words.FAMILIES.split())} {middle} {given}"
        if name not in taken:
            taken.add(name)
            return name, Sex.FEMALE if female else Sex.MALE


def _lives(dice, cells, today, by):
    """239 members at the end of 2011; then admissions, recognitions, deaths and moves to exactly 268 today."""
    taken, files = set(), Files(cells[0].commune)
    shares = [21, 17, 13, 14, 15, 25, 22, 24, 26, 22, 20, 20]
    for cell, size in zip(cells, shares, strict=True):
        for _number in range(size):
            _join(dice, cell, taken, files, by)
    years = range(2012, (today - SETTLING).year + 1)
    admitted = {year: 5 if year == today.year else dice.randint(7, 10) for year in years}
    to_lose = STOCK + sum(admitted.values()) - GROWN
    losses = {year: to_lose // len(years) + (number < to_lose % len(years)) for number, year in enumerate(years)}
    for year in years:
        last = min(date(year, 12, 20), today - timedelta(days=20))
        for number in range(admitted[year]):
            cell = cells[(year * 3 + number * 5) % len(cells)]
            on = date(year, 1, 15) + (last - date(year, 1, 15)) * number // admitted[year]
            led = year >= years[-2] and number in LED
            _admit(dice, cell, on, number, taken, files, today, by, led=led)
        _depart(dice, cells, year, losses[year], last, by)
    _overlays(dice, cells, today, by)


def _join(dice, cell, taken, files, by):
    """Somebody who was a member when the records began."""
    name, sex = _person(dice, taken)
    year = dice.randint(1938, 1988)
    whole = dice.random() < 0.8
    born = f"{year}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}" if whole else f"{year}"
    decided = date(max(year + dice.randint(20, 32), 1960), dice.randint(1, 12), dice.randint(1, 28))
    decided = min(decided, date(2009, 12, 1))
    ceremony = decided + timedelta(days=dice.randint(5, 25))
    people.enter(
        kind=EventKind.JOIN,
        cell=cell,
        person={
            "full_name": name,
            "sex": sex,
            "born": PartialDate(born),
            "decided_on": PartialDate.of(decided),
            "ceremony_on": PartialDate.of(ceremony),
            "official_on": PartialDate.of(ceremony + relativedelta(years=1)),
            **files.of(name, year, cell),
        },
        standing=Standing.OFFICIAL,
        on=date(2011, 1, 1) + timedelta(days=dice.randint(0, 200)),
        by=by,
    )


def _admit(dice, cell, on, number, taken, files, today, by, *, led):
    """Somebody new, admitted on the day `on` and recognised about a year later if that day has come; with `led`, after
    a way of which each step is on record."""
    name, sex = _person(dice, taken)
    born = date(on.year - dice.randint(20, 34), dice.randint(1, 12), dice.randint(1, 28))
    told = files.of(name, born.year, cell)
    decision_on = on - timedelta(days=dice.randint(5, 25))
    if led:
        member = admit_by_the_way(cell, name, sex, born, on, decision_on, told, by)
    else:
        member = people.enter(
            kind=EventKind.ADMIT,
            cell=cell,
            person={"full_name": name, "sex": sex, "born": PartialDate.of(born), **told},
            on=on,
            decision_no=f"{number + 1:02}-QĐ/ĐU",
            decision_on=decision_on,
            by=by,
        )
    decided = on + relativedelta(years=1, days=dice.randint(0, 40))
    if decided <= today:
        people.record(member=member, kind=EventKind.RECOGNISE, on=decided, by=by)


def _depart(dice, cells, year, count, last, by):
    """`count` of the elder members die or move outside in `year`; the smallest cells are spared."""
    rows = list(
        Membership.objects.open()
        .filter(cell__in=cells[:11], standing=Standing.OFFICIAL, since__lt=date(year, 1, 1))
        .select_related("member")
        .order_by("member__born", "member")
    )
    sizes = {}
    for row in rows:
        sizes[row.cell_id] = sizes.get(row.cell_id, 0) + 1
    for number in range(count):
        row = next(row for row in rows if sizes[row.cell_id] > 8)
        rows.remove(row)
        sizes[row.cell_id] -= 1
        on = date(year, 1, 20) + (last - date(year, 1, 20)) * number // max(count, 1)
        kind = EventKind.DIE if dice.random() < 0.7 else EventKind.TRANSFER_OUT
        people.record(member=row.member, kind=kind, on=on, by=by)


def _overlays(dice, cells, today, by):
    """In each larger cell the eldest member is exempt; in some a young one is away for two months already."""
    left = today - timedelta(days=60)
    for number, cell in enumerate(cells[:10]):
        eldest = (row for row, _over in members_of_cell(cell=cell, day=today) if row.since <= left)
        eldest = sorted(eldest, key=lambda row: (row.member.born, row.member_id))
        people.record(member=eldest[0].member, kind=EventKind.EXEMPT, on=date(2022, 3, 3), by=by)
        if number % 4 == 0:
            people.record(
                member=eldest[-1].member,
                kind=EventKind.GO_AWAY,
                on=left,
                until=today + timedelta(days=200),
                by=by,
            )


def _targets(commune, cells, year, today, by):
    """Plans that were met or exceeded every year; this year's is still open."""
    admitted = {cell.pk: cell.memberships.filter(entry="admitted", since__year=year).count() for cell in cells}
    total = sum(admitted.values())
    if year == today.year:
        whole = total + 3
    else:
        whole = total - year % 2
    set_target(commune=commune, year=year, planned=whole, by=by)
    if year >= today.year - 3:
        for number, cell in enumerate(cells):
            plan = admitted[cell.pk] + (1 if year == today.year and number % 5 == 0 else 0)
            if plan:
                set_target(commune=commune, place=cell, year=year, planned=plan, by=by)
    if year >= today.year - 1:
        _further_targets(commune, cells, year, by)


def _further_targets(commune, cells, year, by):
    about = {"commune": commune, "year": year, "resolution_no": "02-NQ/ĐU", "by": by}
    for measure, planned in FURTHER.items():
        set_target(measure=measure, planned=planned, **about)
    hamlet = cells[0].servings.open().get().hamlet
    youth = commune.mass_organisations.get(name="Đoàn TNCS Hồ Chí Minh")
    set_target(place=hamlet, planned=1, **about)
    set_target(place=youth, measure=Measure.SYMPATHISERS, planned=4, **about)
    set_target(place=cells[1], measure=Measure.WOMEN, planned=50, **about)


def _targets_of_the_term(commune, by):
    term = committee_terms(commune=commune.pk)[0]
    for measure, planned in ((Measure.ADMITTED, 42), (Measure.FARMERS, 50), (Measure.COVERED, 100)):
        set_target(commune=commune, term=term, measure=measure, planned=planned, resolution_no="01-NQ/ĐH", by=by)


def _posts(dice, cells, today, by):
    for cell in cells:
        rows = [row for row, over in members_of_cell(cell=cell, day=today) if over is None]
        rows = [row for row in rows if row.standing == Standing.OFFICIAL and row.since < ELECTED]
        rows.sort(key=lambda row: (row.member.born[:4], -row.member_id), reverse=True)
        leading = [PostKind.SECRETARY, PostKind.DEPUTY, *[PostKind.COMMITTEE] * (1 if len(rows) >= 9 else 0)]
        for row, kind in zip(rows[2:], leading, strict=False):
            people.appoint(member=row.member, post=kind, on=ELECTED, how="elected", by=by)


def _elsewhere(dice, today):
    """A second commune, so that there is something nobody of the first may see."""
    commune = structure.found_commune(
        name="xã Mẫu",
        organisation="Đảng bộ xã Mẫu",
        committee="Đảng ủy xã Mẫu",
        superior="Đảng bộ huyện Mẫu",
        place="Xã Mẫu",
        by=None,
    )
    by = _account("xakhac", "Văn phòng xã khác (mẫu)", commune, Role.OFFICE)
    ship_score_sheets(commune=commune, since=date(2023, 1, 1), by=by)
    people.ship_lists(commune=commune, by=by)
    ship_admission_rules(commune=commune, by=by)
    ship_organisations(commune=commune, by=by)
    taken = set()
    cells = []
    for name in ("Xóm Một (mẫu)", "Xóm Hai (mẫu)"):
        hamlet = structure.found_hamlet(commune=commune, name=name, by=by)
        cell = structure.found_cell(commune=commune, name=f"Chi bộ {name}", founded_on=date(2000, 2, 3), by=by)
        structure.serve_hamlet(hamlet=hamlet, cell=cell, kind=ServingKind.OWN, since=date(2000, 2, 3), by=by)
        for _number in range(6):
            person, sex = _person(dice, taken)
            people.enter(
                kind=EventKind.JOIN,
                cell=cell,
                person={"full_name": person, "sex": sex, "born": PartialDate(f"{dice.randint(1950, 1990)}")},
                standing=Standing.OFFICIAL,
                on=date(2011, 1, 1),
                by=by,
            )
        cells.append(cell)
    _posts(dice, cells, today, by)
    hold_meetings(dice, cells, today, by, tell=lambda part: None, months=4)
