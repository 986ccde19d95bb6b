"""Who has a vote in a cell on a day: the same as at a meeting."""

from meetings.enums import Mark
from meetings.models import Attendance, Meeting
from meetings.queries.decision import voting_base_of
from meetings.queries.roll import expected_on_roll


def voting_base_of_cell(cell, day, present):
    """The VotingBase of a vote in `cell` on `day` at which `present` [Member] were there; None: nobody
    is told, and those exempt or away stay at home. Who does not belong on the roll has no vote and changes nothing."""
    came = {member.pk for member in present or ()}
    lines = []
    for member, facts in expected_on_roll(cell=cell, day=day).items():
        mark = facts["not_expected"] or Mark.NOT_RECORDED
        if member.pk in came and mark not in (Mark.SUSPENDED, Mark.PROSECUTED):
            mark = Mark.PRESENT
        lines.append(Attendance(member=member, mark=mark, **facts))
    return voting_base_of(lines, Meeting())
