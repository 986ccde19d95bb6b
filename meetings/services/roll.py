"""The roll: frozen at the start, refreshed until signed; and who said beforehand to be absent."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.queries import in_charge
from cells.services import lock
from common.prepared import prepared
from meetings.enums import Mark
from meetings.models import Attendance, Notice, Visit
from meetings.queries.recorded import Recorded
from meetings.queries.roll import expected_on_roll, roll_changes
from meetings.services.base import MeetingRuleError, draft_of
from meetings.services.score import write_score
from members.models import Membership, Overlay


def freeze_roll(meeting):
    """Write the roll as the records of the day have it. Lines that are there keep what was marked; those of people who
    did not belong to the cell on that day are struck."""
    lines = {line.member_id: line for line in _rows_of(meeting=meeting.pk, model=Attendance)}
    new, changed = [], []
    for member, facts in expected_on_roll(cell=meeting.cell, day=meeting.held_on).items():
        line, not_expected = lines.pop(member.pk, None), facts["not_expected"]
        if line is None:
            new.append(Attendance(meeting=meeting, member=member, mark=not_expected or Mark.NOT_RECORDED, **facts))
            continue
        for name, value in (facts | {"struck": False}).items():
            setattr(line, name, value)
        if line.mark not in [*line.choices(), Mark.NOT_RECORDED] or (not_expected and line.mark == Mark.NOT_RECORDED):
            line.mark, line.spoke = not_expected or Mark.NOT_RECORDED, False
        changed.append(line)
    for line in lines.values():
        line.struck = True
        changed.append(line)
    for line in changed:
        line.meeting = meeting
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(changed, ["standing", "guest", "not_expected", "mark", "spoke", "struck"])
    told = {visit.committee_member_id for visit in _rows_of(meeting=meeting.pk, model=Visit)}
    for committee_member in in_charge(cells=[meeting.cell], day=meeting.held_on).values():
        if committee_member.pk not in told:
            Visit(meeting=meeting, committee_member=committee_member).save()


@prepared
def _rows_of(meeting, *, model):
    return model.objects.filter(meeting=meeting)


@service
def refresh_roll(*, meeting, by):
    """Bring the roll of a draft up to the records as they are now. Returns sentences on what changed."""
    meeting = draft_of(meeting)
    said = roll_changes(meeting, meeting.roll.select_related("member"))
    if said:
        freeze_roll(meeting)
        write_score(Recorded(meeting), {})
    return said


@service
def give_notice(*, member, cell, since, until, reason, by):
    """The member will miss meetings of `cell` from `since` to before `until`."""
    lock(cells=[cell])
    here = Membership.objects.filter(member=member, cell=cell).not_over(since).exists()
    if not here and not Overlay.objects.filter(member=member, cell=cell).not_over(since).exists():
        raise MeetingRuleError(_("%(name)s does not take part in this cell.") % {"name": member}, "member")
    return Notice(member=member, cell=cell, since=since, until=until, reason=reason).save_checked()


@service
def withdraw_notice(*, notice, by):
    """The member will come after all, or the notice was a mistake."""
    lock(cells=[notice.cell_id])
    notice.struck = True
    return notice.save_checked()
