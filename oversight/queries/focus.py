"""The tasks that the Committee gives, how they stand on a day, and what a period brought."""

from dataclasses import asdict, dataclass

from django.db.models import Q

from cells.access import Scope
from common.counted import count_of, first_of
from common.prepared import prepared
from common.stale import mark
from oversight.enums import FocusStepKind
from oversight.models import FocusStep, FocusTask
from oversight.rules.focus import Counts, Course, counts, course


@dataclass(frozen=True)
class Told:
    """A FocusTask with its `course` and its [FocusStep] that are kept, in the order of their days."""

    task: FocusTask
    course: Course
    steps: list


def told(tasks, day):
    """[Told] of `tasks`, a query set or a list of those with their units, on `day`; two queries, one of a list."""
    rows = tasks if isinstance(tasks, list) else list(tasks.select_related("agency", "cell"))
    steps = steps_of(rows)
    return [Told(task, course(task, steps[task.pk], day), steps[task.pk]) for task in rows]


def steps_of(rows):
    """{task number: [FocusStep] that are kept, in the order of their days} of the FocusTasks `rows`; one query."""
    found = {task.pk: [] for task in rows}
    for step in _steps_of(tasks=list(found)):
        found[step.task_id].append(step)
    return found


@prepared
def _steps_of(tasks):
    return FocusStep.objects.kept().filter(task__in=tasks)


def figures_of_period(*, commune, since, last_day):
    """[[unit, {figure: number}]] of the tasks of a commune, given by its number, from `since` to `last_day`: each unit
    that leads one by name, those of a body first; two queries. The figures are those of `Counts`."""
    tasks = FocusTask.objects.kept().filter(commune=commune, given_on__lte=last_day)
    rows = list(tasks.select_related("agency", "cell"))
    steps, found, places = steps_of(rows), {}, {}
    for task in rows:
        place = (0, task.agency.position, task.agency.name) if task.agency else (1, 0, task.cell.search_key)
        key = (task.agency_id, task.cell_id)
        places[key] = place, str(task.unit)
        found[key] = found.get(key, Counts()) + counts(task, steps[task.pk], since, last_day)
    ordered = sorted(found, key=lambda key: (places[key][0], key[1] or 0))
    return [[places[key][1], asdict(found[key])] for key in ordered if found[key].total]


def mark_of_period(since, last_day, figures):
    """A short word that changes with the period and its figures."""
    return mark("period", [since, last_day, figures])


def sum_of(figures):
    """{figure: number} of all units of such figures."""
    return asdict(sum((Counts(**numbers) for _unit, numbers in figures), Counts()))


def focus_now(day):
    """Annotations of a Cell: how many tasks of the Committee that it leads were due before `day` and wait for it, not
    for the Committee to accept them; the number of the first, and since when it is due."""
    late = FocusTask.objects.unfinished().filter(Q(turn=None) | Q(turn=FocusStepKind.RETURN), due_now__lt=day)
    late = late.order_by("due_now", "pk")
    return {
        "late_focus": count_of(late, "cell"),
        "first_focus": first_of(late, "cell", "pk"),
        "first_focus_due": first_of(late, "cell", "due_now"),
    }


@prepared
def unfinished(commune):
    """[FocusTask] of a commune, given by its number, that are not finished, each with its unit and its conclusion."""
    return FocusTask.objects.unfinished().filter(commune=commune).select_related("agency", "cell", "conclusion")


@prepared
def waiting(communes, cells, day):
    """[FocusTask] that are not finished and have a due day or regular reports, or whose report waits, as seen on `day`,
    today, each with its unit, `due_now` and `turn`, and what its course asks; the longest due first."""
    tasks = FocusTask.objects.unfinished().within(Scope(communes, cells), day)
    tasks = tasks.filter(Q(due_now__isnull=False) | ~Q(every="") | Q(turn=FocusStepKind.REPORT))
    read = ("title", "given_on", "due_on", "every", "every_day", "agency__name", "cell__name")
    return tasks.select_related("agency", "cell").only(*read).order_by("due_now", "pk")
