"""Sample procedures of discipline, one finished and one under way, and two proposals of commendations."""

from datetime import timedelta

from members.enums import Standing
from members.queries import members_of_cell
from oversight import services
from oversight.enums import BallotKind, BreachField, DecidingBody
from oversight.models import CommendationRules
from oversight.queries.discipline import base_of_cell


def go_through_discipline(commune, cells, today, by):
    """A member of the fourth cell was warned by it two months ago; about one of the fifth the cell has proposed, and
    the Committee has still to vote."""
    taken = today - timedelta(days=75)
    voted = taken + timedelta(days=10)
    facts = {"field": BreachField.DUTIES, "breach": "Không thực hiện nhiệm vụ được phân công (mẫu)", "by": by}
    days = {"breach_from": taken - timedelta(days=200), "breach_until": taken - timedelta(days=60)}
    first = _begin(commune, cells[3], taken, facts | days)
    _vote(first, cells[3], voted, BallotKind.DECIDE, by)
    first = services.decide_discipline(case=first, body=DecidingBody.CELL, signed_on=voted, today=today, by=by)
    services.tell_discipline(
        case=first, announced_on=voted + timedelta(days=1), received_on=voted + timedelta(days=4), by=by
    )
    taken = today - timedelta(days=20)
    facts = {"field": BreachField.FINANCE, "breach": "Thu, chi quỹ sai quy định (mẫu)", "by": by}
    days = {"breach_from": taken - timedelta(days=400), "breach_until": taken - timedelta(days=90)}
    second = _begin(commune, cells[4], taken, facts | days | {"higher_task": True})
    _vote(second, cells[4], taken + timedelta(days=9), BallotKind.PROPOSE, by)


def _begin(commune, cell, on, facts):
    return services.begin_discipline(commune=commune, member=_officials(cell, on)[5], opened_on=on, **facts)


def _officials(cell, on):
    rows = members_of_cell(cell=cell, day=on)
    return [row.member for row, overlay in rows if row.standing == Standing.OFFICIAL and not overlay]


def _vote(case, cell, on, kind, by):
    base, _most = base_of_cell(cell, on)
    votes = {"for_warning": base - 1, "for_reprimand": 1}
    services.record_ballot(case=case, kind=kind, body=DecidingBody.CELL, on=on, base=base, by=by, **votes)


def propose_awards(commune, cells, today, by):
    """One was given for a deed, one for a year waits to be decided."""
    on = today - timedelta(days=30)
    for cell, facts in (
        (cells[1], {"occasion": "ad_hoc", "year": None, "merit": "Cứu người bị lũ cuốn (mẫu)"}),
        (cells[2], {"occasion": "year", "year": on.year, "merit": "Hoàn thành xuất sắc nhiệm vụ năm (mẫu)"}),
    ):
        base, _most = base_of_cell(cell, on)
        about = {
            "proposer": cell,
            "member": _officials(cell, on)[2],
            "form": CommendationRules().committee_year,
            "by": by,
        }
        row = services.propose_award(on=on, base=base, in_favour=base, **about, **facts)
        if not row.year:
            about = {"body": DecidingBody.COMMITTEE, "on": on + timedelta(days=9), "today": today, "by": by}
            services.decide_awards(commune=commune, proposals=[row], **about)
