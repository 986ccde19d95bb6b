from collections import Counter

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import get_for, require
from cells.models import Cell
from common.crumbs import step
from common.forms import form_page, taken
from common.pages import page_of
from meetings import queries, services
from meetings.enums import TaskState
from meetings.forms import HandTaskForm, TaskFilter
from meetings.models import Task


@require_safe
def task_list(request):
    """Open tasks: how many of each cell and each owner, how many overdue, and each of them."""
    require(request.user, Do.SEE_MEETINGS)
    today = timezone.localdate()
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEETINGS)
    owners = queries.task_owners(queries.open_tasks(cells=cells))
    form = TaskFilter(request.GET, user=request.user, owners=dict.fromkeys(owners.values()))
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("cell"):
        cells = cells.filter(pk=chosen["cell"].pk)
    tasks = queries.open_tasks(cells=cells)
    if chosen.get("owner"):
        tasks = tasks.filter(pk__in=[pk for pk, owner in owners.items() if owner.key == chosen["owner"]])
    if chosen.get("show") == "late":
        tasks = tasks.overdue(today)
    page = page_of(request, tasks.with_course().with_unsigned())
    states = dict(TaskState.choices)
    may_hand_on = Task.objects.for_doing(request.user, Do.RECORD_MEETINGS).filter(pk__in=[task.pk for task in page])
    context = {
        "form": form,
        "page": page,
        "rows": [
            (task, owners[task.pk], states.get(task.last_state), states.get(task.unsigned_state)) for task in page
        ],
        "may_hand_on": set(may_hand_on.values_list("pk", flat=True)),
        "today": today,
        "by_cell": _by_cell(tasks, today),
        "by_owner": _by_owner(tasks, owners, today),
    }
    return render(request, "meetings/tasks.html", context)


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


def _by_cell(tasks, today):
    """[(cell number, name, open tasks, of them overdue)]"""
    by_cell = tasks.order_by("cell__name").values_list("cell", "cell__name")
    return list(by_cell.annotate(Count("pk"), late=Count("pk", filter=Q(due_on__lt=today))))


def _by_owner(tasks, owners, today):
    """[(Owner, open tasks, of them overdue)] in the order of `owners`."""
    due = dict(tasks.order_by().values_list("pk", "due_on"))
    count = Counter(owner for task, owner in owners.items() if task in due)
    late = Counter(owner for task, owner in owners.items() if task in due and due[task] < today)
    return [(owner, number, late[owner]) for owner, number in count.items()]
