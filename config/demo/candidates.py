"""Sample people on their way into the Party, each at another stage."""

from datetime import date

from dateutil.relativedelta import relativedelta

from development import services
from development.enums import About, Authority, DossierItem, EndedBecause, ItemState, StepKind
from development.queries.movement import parts_of
from members.enums import Sex, Standing
from members.queries import members_of_cell

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


def lead_into_the_party(cells, today, by):
    for name, sex, born, number, grade, steps, ago in PEOPLE:
        last = today - relativedelta(months=ago, days=3)
        _lead(cells[number], name, sex, {"born": date(born, 5, 12), "grade": grade}, steps, last, by)
    gone = _lead(cells[0], WITHDRAWN, Sex.MALE, {"born": date(1994, 3, 4), "grade": "12/12"}, 1, today, by)
    services.take_step(candidate=gone, kind=StepKind.END, on=today, because=EndedBecause.WITHDRAWN, by=by)
    for cell in cells[:3]:
        services.review_list(cell=cell, on=today.replace(day=1) - relativedelta(days=4), by=by)


def _lead(cell, name, sex, facts, steps, last, by):
    """A case with so many steps, a month between two, the last of them on the day `last`."""
    members = [row.member for row in _voters(cell, last) if row.since < last - relativedelta(years=3)]
    serving = cell.servings.on(last).select_related("hamlet").first()
    days = [last - relativedelta(months=steps - turn) for turn in range(steps + 1)]
    youth = serving.hamlet.units.filter(organisation__unit_name="chi đoàn").first()
    about = {"full_name": name, "sex": sex, "proposed_unit": youth}
    facts = {"hamlet": serving.hamlet, "youth_union": False} | facts
    candidate = services.propose(cell=cell, on=days[0], case=about, facts=facts, by=by)
    for on, (kind, told) in zip(days[1:], _steps(members, days), strict=False):
        if kind == StepKind.CELL_VOTE:
            services.vote_in_cell(candidate=candidate, on=on, in_favour=len(_voters(cell, on)), by=by)
        else:
            if kind == StepKind.LIST:
                told = {"source": next(iter(parts_of(candidate, on)), None)}
            services.take_step(candidate=candidate, kind=kind, on=on, by=by, **told)
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
        (StepKind.DECIDE, {"paper_no": "31-QĐ/ĐU"}),
    ]
