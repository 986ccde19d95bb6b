from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import require
from cells.models import Cell
from common.pages import page_of
from meetings import queries
from meetings.enums import TaskState
from meetings.forms import TaskFilter


@require_safe
def task_list(request):
    """Open tasks: how many of each cell and each owner, how many overdue, and each of them."""
    require(request.user, Do.SEE_MEETINGS)
    today = timezone.localdate()
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEETINGS)
    form = TaskFilter(request.GET, user=request.user)
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("cell"):
        cells = cells.filter(pk=chosen["cell"].pk)
    tasks = queries.open_tasks(cells=cells)
    if chosen.get("owner"):
        tasks = tasks.filter(owner_name=chosen["owner"])
    if chosen.get("show") == "late":
        tasks = tasks.filter(due_on__lt=today)
    page = page_of(request, tasks.with_course().with_unsigned())
    states = dict(TaskState.choices)
    context = {
        "form": form,
        "page": page,
        "rows": [(task, states.get(task.last_state), states.get(task.unsigned_state)) for task in page],
        "today": today,
        "by_cell": _counted(tasks, today, "cell", "cell__name"),
        "by_owner": _counted(tasks, today, "owner_name"),
    }
    return render(request, "meetings/tasks.html", context)


def _counted(tasks, today, *by):
    """[(*by, open tasks, of them overdue)] in the order of the last of `by`."""
    return list(
        tasks.order_by(by[-1]).values_list(*by).annotate(Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    )
