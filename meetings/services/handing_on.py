from django.utils.translation import gettext as _

from accounts.audit import service
from meetings.models import Task
from meetings.services.base import MeetingRuleError


@service
def hand_task(*, task, owner, by):
    """An open task goes to another member of the cell; the resolution keeps the name that it gave."""
    task = Task.objects.select_for_update(of=("self",)).select_related("meeting__cell", "cell").get(pk=task.pk)
    if task.struck or task.done_on or not task.meeting.signed:
        raise MeetingRuleError(_("This task is not open any more."))
    if owner.pk == task.owner_id:
        raise MeetingRuleError(_("Choose somebody else than the present owner."), "owner")
    task.resolved_for = task.resolved_for or task.owner_name
    task.owner, task.owner_name = owner, owner.full_name
    return task.save_checked()
