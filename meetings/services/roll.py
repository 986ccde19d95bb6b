"""The roll: frozen at the start, refreshed until signed; and who said beforehand to be absent."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Assignment
from meetings.enums import Mark
from meetings.models import Attendance, Notice, Visit
from meetings.queries.roll import expected_on_roll, roll_changes
from meetings.services.base import MeetingRuleError, draft_of
from members.models import Membership, Overlay


def freeze_roll(meeting):
    """Write the roll as the records of the day have it. Lines that are there keep what was marked; those of people who
    did not belong to the cell on that day are struck."""
    lines = {line.member_id: line for line in meeting.lines.all()}
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
    Attendance.objects.bulk_create(new)
    Attendance.objects.bulk_update(changed, ["standing", "guest", "not_expected", "mark", "spoke", "struck"])
    in_charge = Assignment.objects.on(meeting.held_on).filter(cell=meeting.cell_id).first()
    if in_charge:
        Visit.objects.get_or_create(meeting=meeting, committee_member=in_charge.committee_member)


@service
def refresh_roll(*, meeting, by):
    """Bring the roll of a draft up to the records as they are now. Returns sentences on what changed."""
    meeting = draft_of(meeting)
    said = roll_changes(meeting, meeting.roll.select_related("member"))
    if said:
        freeze_roll(meeting)
    return said


@service
def give_notice(*, member, cell, since, until, reason, by):
    """The member will miss meetings of `cell` from `since` to before `until`."""
    here = Membership.objects.filter(member=member, cell=cell).not_over(since).exists()
    if not here and not Overlay.objects.filter(member=member, cell=cell).not_over(since).exists():
        raise MeetingRuleError(_("%(name)s does not take part in this cell.") % {"name": member}, "member")
    return Notice(member=member, cell=cell, since=since, until=until, reason=reason).save_checked()


@service
def withdraw_notice(*, notice, by):
    """The member will come after all, or the notice was a mistake."""
    notice.struck = True
    return notice.save_checked()
