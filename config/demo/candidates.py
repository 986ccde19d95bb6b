"""Sample people on their way into the Party, each at another stage."""

from datetime import date

from dateutil.relativedelta import relativedelta

from development import services
from development.enums import About, Attained, Authority, DossierItem, EndedBecause, ItemState, StepKind, Waivable
from development.models import Candidate
from development.queries import admissions, events_of, facts_of
from development.queries.movement import parts_of
from members import services as people
from members.enums import CourseKind, Sex, Standing
from members.models import Event
from members.queries import members_of_cell

YOUTH = 30  # about until that age people are in the Youth Union
# (name, sex, year of birth, number of the cell, grade completed, steps taken, months since the last of them)
PEOPLE = [
    ("Nông Thị Mai (mẫu)", Sex.FEMALE, 2002, 0, "12/12", 1, 1),
    ("Hoàng Văn Tú (mẫu)", Sex.MALE, 1988, 1, "9/12", 2, 2),
    ("Lý Thị Xuân (mẫu)", Sex.FEMALE, 2003, 2, "12/12", 2, 3),
    ("Triệu Văn Páo (mẫu)", Sex.MALE, 1985, 0, "5/12", 3, 4),
    ("Đàm Thị Nga (mẫu)", Sex.FEMALE, 1990, 3, "12/12", 4, 1),
    ("Mã Văn Lợi (mẫu)", Sex.MALE, 1984, 1, "12/12", 5, 11),
    ("La Văn Sinh (mẫu)", Sex.MALE, 1987, 0, "12/12", 6, 2),
    ("Bế Thị Vân (mẫu)", Sex.FEMALE, 1991, 4, "12/12", 7, 1),
    ("Sầm Thị Hạnh (mẫu)", Sex.FEMALE, 1989, 2, "12/12", 8, 0),
]
WITHDRAWN = "Hà Văn Thôi (mẫu)"
NUMBERED = (StepKind.CELL_VOTE, StepKind.COMMITTEE_VOTE, StepKind.DECIDE)  # papers drawn and numbered here
BY_HAND = 8  # papers of each kind before, in this term
DECIDED = 8  # steps until the admission is decided
# (name, how many steps were taken, why the case ended)
ENDED = [
    ("Lục Văn Vắng (mẫu)", 2, EndedBecause.MOVED_AWAY),
    ("Ma Thị Thôi (mẫu)", 4, EndedBecause.WITHDRAWN),
]


def lead_into_the_party(cells, today, by):
    for name, sex, born, number, grade, steps, ago in PEOPLE:
        last = today - relativedelta(months=ago, days=3)
        _lead(cells[number], name, sex, {"born": date(born, 5, 12), "grade": grade}, steps, last, today, by)
    gone = _lead(cells[0], WITHDRAWN, Sex.MALE, {"born": date(1994, 3, 4), "grade": "12/12"}, 1, today, today, by)
    services.take_step(candidate=gone, kind=StepKind.END, on=today, because=EndedBecause.WITHDRAWN, by=by)
    for number, (name, steps, because) in enumerate(ENDED, start=2):
        last = today - relativedelta(months=9 + number)
        facts = {"born": date(1996, 5, 6), "grade": "12/12"}
        gone = _lead(cells[number], name, Sex.MALE, facts, steps, last, last, by)
        on = last + relativedelta(months=2)
        services.take_step(candidate=gone, kind=StepKind.END, on=on, because=because, by=by)
    _begin_again(gone, today, by)
    _hold_class(cells[0].commune, today, by)
    for cell in cells[:3]:
        services.review_list(cell=cell, on=today.replace(day=1) - relativedelta(days=4), by=by)


def _begin_again(gone, today, by):
    """Who had withdrawn is proposed anew."""
    person = gone.profiles.get()
    about = {"full_name": gone.full_name, "sex": gone.sex, "proposed_unit": gone.proposed_unit}
    facts = {"born": person.born, "grade": person.grade, "hamlet": person.hamlet, "youth_union": False}
    on = today - relativedelta(months=2)
    again = services.propose(cell=gone.cell, on=on, case=about, facts=facts, by=by)
    services.take_step(candidate=again, kind=StepKind.LIST, on=on + relativedelta(days=7), by=by)


def _hold_class(commune, today, by):
    """A class that two took part in and one has completed; and a step that waits for the administrator."""
    days = {"starts_on": today - relativedelta(days=20), "ends_on": today - relativedelta(days=16)}
    about = {"kind": CourseKind.AWARENESS, "title": "Lớp bồi dưỡng nhận thức về Đảng cuối năm (mẫu)"}
    course = people.plan_course(commune=commune, by=by, **about, **days)
    waiting, done, asked = (Candidate.objects.get(commune=commune, full_name=PEOPLE[n][0]) for n in (1, 2, 0))
    for case in (waiting, done):
        people.enrol(course=course, names=[case.full_name], cell=case.cell, by=by)
    graduates = [services.Graduate(done, "01-CN")]
    services.finish_class(course=course, graduates=graduates, certificate_on=course.ends_on, by=by)
    about = {"kind": StepKind.ALLOW, "rules": [Waivable.NO_HELPER], "reason": "người giúp đỡ mới chuyển đi (mẫu)"}
    services.ask_to_pass(candidate=asked, on=today, by=by, **about)


def admit_by_the_way(cell, name, sex, born, on, decision_on, told, by):
    """Somebody whose every step until the ceremony on the day `on` is on record; `told` {field of Member: value}."""
    facts = {"born": born, "grade": "12/12", "hamlet": told["hamlet"]}
    candidate = _lead(cell, name, sex, facts, DECIDED, decision_on, None, by)
    youth_member = on.year - born.year <= YOUTH
    return services.hold_ceremony(candidate=candidate, on=on, youth_member=youth_member, by=by, **told)


def remember_admissions(cells, today, by):
    """What the others who were admitted lately were on that day, from the papers; of one it is not known."""
    rows = admissions(cells=cells, since=date(today.year - 1, 1, 1), until=today)
    told, numbers = facts_of(rows), events_of(rows)
    events = Event.objects.select_related("member").in_bulk(numbers.values())
    untold = [row for row in rows if row.pk not in told]
    for row in untold[1:]:
        event, age = events[numbers[row.pk]], row.since.year - int(row.member.born[:4])
        facts = {"occupation": row.member.occupation, "schooling": Attained.UPPER, "youth_member": age <= YOUTH}
        services.tell_admission_facts(event=event, by=by, **facts)


def _lead(cell, name, sex, facts, steps, last, today, by):
    """A case with so many steps, a month between two, the last of them on the day `last`; its papers are numbered in
    the register, unless `today` is None: then they were before."""
    members = [row.member for row in _voters(cell, last) if row.since < last - relativedelta(years=3)]
    serving = cell.servings.on(last).select_related("hamlet").first()
    days = [last - relativedelta(months=steps - turn) for turn in range(steps + 1)]
    hamlet = serving and serving.hamlet
    youth = hamlet.units.filter(organisation__unit_name="chi đoàn").first() if hamlet else None
    about = {"full_name": name, "sex": sex, "proposed_unit": youth}
    facts = {"hamlet": hamlet, "youth_union": False} | facts
    candidate = services.propose(cell=cell, on=days[0], case=about, facts=facts, by=by)
    for on, (kind, told) in zip(days[1:], _steps(members, days), strict=False):
        if kind == StepKind.CELL_VOTE:
            made = services.vote_in_cell(candidate=candidate, on=on, in_favour=len(_voters(cell, on)), by=by)
        else:
            if kind == StepKind.DECIDE and not today:
                told = told | {"paper_no": "21-QĐ/ĐU"}
            if kind == StepKind.LIST:
                told = {"source": next(iter(parts_of(candidate, on)), None)}
            made = services.take_step(candidate=candidate, kind=kind, on=on, by=by, **told)
        if today and kind in NUMBERED:
            services.number_step(step=made, on=on, today=today, first=BY_HAND + 1, by=by)
        if kind == StepKind.FILE:
            for item in (DossierItem.CERTIFICATE, DossierItem.APPLICATION, DossierItem.INTRODUCTION):
                services.keep_item(candidate=candidate, kind=item, state=ItemState.HAVE, on=on, by=by)
    return candidate


def _voters(cell, day):
    """[Membership] of the official members who are to come on that day."""
    rows = members_of_cell(cell=cell, day=day)
    return [row for row, over in rows if row.standing == Standing.OFFICIAL and not over]


def _steps(members, days):
    """[(StepKind, what it tells)] in their order; `days` of the proposal and of each step."""
    together = [(member, days[0] - relativedelta(years=2)) for member in members[1:3]]
    certificate = days[3] if len(days) > 3 else None
    vote = {"about": About.ADMISSION, "members": 5, "in_favour": 5, "body": Authority.STANDING}
    return [
        (StepKind.LIST, {}),
        (StepKind.HELPER, {"helper": members[1]}),
        (StepKind.CLASS, {"certificate_on": certificate}),
        (StepKind.ALLOW, {"paper_no": "12-TB/ĐU"}),
        (StepKind.FILE, {"introducers": together}),
        (StepKind.CELL_VOTE, {}),
        (StepKind.COMMITTEE_VOTE, vote),
        (StepKind.DECIDE, {}),
    ]
