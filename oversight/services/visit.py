from django.utils.translation import gettext as _

from accounts.audit import service
from cells.models import Assignment
from cells.services import lock
from common.errors import RuleError
from oversight.models import PlannedVisit, Remark


def require_in_charge(committee_member, cell, day, field=None):
    """Refuse anyone who is not in charge of `cell` on `day`."""
    if not Assignment.objects.on(day).filter(committee_member=committee_member, cell=cell).exists():
        words = {"name": committee_member, "cell": cell, "day": f"{day:%d/%m/%Y}"}
        raise RuleError(_("%(name)s is not in charge of %(cell)s on %(day)s.") % words, field)


@service
def plan_visit(*, committee_member, cell, on, today, by, purpose=""):
    """The Committee member in charge means to come to the cell on a day that is still to come."""
    if on < today:
        raise RuleError(_("This day is over: say at the meeting whether the visit was made."), "on")
    lock(cells=[cell])
    require_in_charge(committee_member, cell, on, "on")
    return PlannedVisit(committee_member=committee_member, cell=cell, on=on, purpose=purpose).save_checked()


@service
def withdraw_visit(*, visit, by):
    """The visit will not be made, or was planned by mistake."""
    visit.struck = True
    return visit.save_checked()


@service
def remark(*, meeting, committee_member, content, chairing, advice, by):
    """What the Committee member in charge on the day of the meeting says of it; saying it again changes it."""
    lock(cells=[meeting.cell_id])
    require_in_charge(committee_member, meeting.cell, meeting.held_on)
    if not (content or chairing or advice):
        raise RuleError(_("Write at least one remark."), "content")
    said = Remark.objects.filter(meeting=meeting, committee_member=committee_member).first()
    said = said or Remark(meeting=meeting, committee_member=committee_member)
    said.content, said.chairing, said.advice = content, chairing, advice
    return said.save_checked()
