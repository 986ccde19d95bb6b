from collections import defaultdict

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, here_today, require, scope
from common.crumbs import step
from common.forms import form_page, taken
from common.pages import page_of
from common.text import search_key
from meetings import queries, services
from meetings.forms import HandTaskForm, TaskFilter
from meetings.models import Task

GROUPS = 30  # on a page
FEW = 12  # tasks that need no fold


@require_safe
def task_list(request):
    """Open tasks, those of a cell or of an owner together, groups with overdue ones first."""
    require(request.user, Do.SEE_MEETINGS)
    today = timezone.localdate()
    tasks = queries.tasks_listed(**here_today(request.user, Do.SEE_MEETINGS))
    form = TaskFilter(request.GET, user=request.user, tasks=tasks)
    chosen = form.narrow(tasks, today)
    page = page_of(request, _groups(chosen, today, by_owner=form.by_owner), GROUPS)
    where = scope(request.user, Do.RECORD_MEETINGS)
    context = {
        "form": form,
        "page": page,
        "groups": list(page),
        "tasks": len(chosen),
        "late": sum(task.due_on < today for task in chosen),
        "unfolded": len(chosen) <= FEW,
        "where": where,
        "today": today,
    }
    return render(request, "meetings/tasks.html", context)


def _groups(tasks, today, *, by_owner):
    """[(name, [ListedTask], how many are overdue)], groups with overdue tasks first, each kind by name."""
    groups = defaultdict(list)
    for task in tasks:
        groups[task.owner if by_owner else (task.cell, task.cell_name)].append(task)
    found = [(name, within, sum(task.due_on < today for task in within)) for (_key, name), within in groups.items()]
    return sorted(found, key=lambda group: (not group[2], search_key(group[0])))


def hand_task(request, pk):
    """An open task gets another owner, as when the present one has left the cell."""
    tasks = Task.objects.open().select_related("cell", "owner")
    task = get_for(request.user, Do.RECORD_MEETINGS, tasks, pk=pk)
    form = HandTaskForm(request.POST or None, task=task, today=timezone.localdate())
    if handed := taken(request, form, services.hand_task, task=task):
        messages.success(request, _("The task is with %(name)s now.") % {"name": handed.owner_name})
        return redirect("meetings:tasks")
    heading = _("Hand on “%(task)s”, until now with %(name)s") % {"task": task, "name": task.owner_name}
    return form_page(request, form, heading, "meetings:list", step("meetings:tasks", label=_("Open tasks")))
