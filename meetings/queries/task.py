"""Tasks of resolutions: which are open, and what meetings found of them."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cells.models import Succession
from common.counted import count_of, first_of
from common.people import told_apart
from common.prepared import numbers, prepared
from common.text import search_key, tone_key
from meetings.enums import MeetingKind, MeetingState, TaskState
from meetings.models import Meeting, Review, Task
from meetings.models.meeting import TEXTS
from members.models import Member
from members.queries.handing_on import Left, takes_part

TEXTS_OF_MEETING = tuple(f"meeting__{name}" for name in TEXTS)


def tasks_before(meeting):
    """[Task] of earlier meetings of the cell that no earlier signed minutes found done, each with its course until
    then: what this one takes up first.

    A thematic meeting in the session of a regular one takes up none: the regular one has just done so.
    """
    if _follows_a_regular_one(meeting):
        return []
    tasks = _open_before(cell=meeting.cell_id, day=meeting.held_on)
    return sorted(tasks, key=lambda task: (task.due_on, task.pk))


def _follows_a_regular_one(meeting):
    return meeting.kind == MeetingKind.THEMATIC and bool(_regular_on(cell=meeting.cell_id, day=meeting.held_on))


@prepared
def _regular_on(cell, day):
    return Meeting.objects.kept().filter(cell=cell, kind=MeetingKind.REGULAR, held_on=day).values_list("pk")


@prepared
def _open_before(cell, day):
    """Those that belong to the cell, and did so on the day; and those of it, or of a cell that it had taken over by
    then, that another one has taken over since."""
    tasks = Task.objects.open_before(day).with_course(day).select_related("meeting").defer(*TEXTS_OF_MEETING).order_by()
    own = tasks.filter(Q(moved_on=None) | Q(moved_on__lte=day), cell=cell)
    moved = tasks.filter(moved_on__gt=day)
    taken_over = Succession.objects.filter(successor=cell, on__lte=day).values("cell")
    of_taken_over = moved.filter(meeting__cell__in=taken_over)
    return own.union(moved.filter(meeting__cell=cell), of_taken_over, all=True)


def tasks_now(day):
    """Annotations of a Cell: how many of its tasks are overdue on `day`, and since when the first."""
    late = Task.objects.overdue(day).order_by("due_on", "pk")
    return {"late_tasks": count_of(late, "cell"), "first_task_due": first_of(late, "cell", "due_on")}


def open_tasks(*, cells):
    """Tasks of `cells` that no signed minutes found done yet, the longest due first, each with `cell` and `meeting`."""
    tasks = Task.objects.open().filter(cell__in=cells)
    return tasks.select_related("cell", "meeting").defer(*TEXTS_OF_MEETING).order_by("due_on", "pk")


class Owner(NamedTuple):
    """Who has tasks: a member, or whom a name means within its cell, as "chi ủy" does. `name` as on a list of them."""

    key: str
    name: str


def task_owners(tasks):
    """{task number: Owner} of a query set of tasks, in the order of names; two queries. Members of one name are told
    apart, names that several cells use by their cell."""
    rows = list(tasks.order_by("-pk").values_list("pk", "owner", "owner_name", "cell", "cell__name"))
    people = told_apart(Member.objects.filter(pk__in={owner for _task, owner, *_where in rows if owner}))
    typed = {(tone_key(name), cell): name for _task, owner, name, cell, _cell_name in rows if not owner}
    spread = Counter(name for name, _cell in typed)
    found = {}
    for task, owner, name, cell, cell_name in rows:
        if owner:
            found[task] = Owner(str(owner), people[owner])
        else:
            key = tone_key(name)
            name = typed[key, cell]
            found[task] = Owner(f"{cell}-{key}", f"{name} ({cell_name})" if spread[key] > 1 else name)
    return dict(sorted(found.items(), key=lambda one: (search_key(one[1].name), one[1].key)))


def tasks_left(communes, day):
    """[Left] open tasks of who takes part in their cell no more."""
    return [
        Left(
            task.owner_id,
            _("Task of %(cell)s: “%(task)s”, due %(day)s.")
            % {"cell": task.cell, "task": task.text, "day": f"{task.due_on:%d/%m/%Y}"},
            reverse("meetings:hand-task", args=[task.pk]),
            _("Hand on"),
        )
        for task in _of_who_left(communes=communes, day=day)
    ]


@prepared
def _of_who_left(communes, day):
    tasks = Task.objects.open().filter(cell__commune__in=communes, owner__isnull=False)
    tasks = tasks.filter(~takes_part("owner", day), meeting__state=MeetingState.SIGNED)
    return tasks.select_related("cell").order_by("due_on", "pk")


def first_found_done(tasks):
    """{task number: day of the first signed minutes that found it done} of those of `tasks` that some did; one
    query."""
    return dict(_found_done(tasks=numbers(tasks)))


@prepared
def _found_done(tasks):
    done = Review.objects.signed().filter(task__in=tasks, state=TaskState.DONE).order_by()
    return done.values_list("task").annotate(Min("meeting__held_on"))


def tasks_taken_up(*, cells, since, until):
    """{cell number: what signed minutes from `since` to before `until` found of tasks, as `task_share` takes it}; those
    struck out since are left out. One query."""
    found = defaultdict(list)
    for cell, *what in _taken_up(cells=numbers(cells), since=since, until=until):
        found[cell].append(what)
    return found


@prepared
def _taken_up(cells, since, until):
    reviews = Review.objects.signed().filter(meeting__cell__in=cells, task__struck=False)
    reviews = reviews.filter(meeting__held_on__gte=since, meeting__held_on__lt=until).order_by()
    return reviews.values_list("meeting__cell", "task", "task__due_on", "meeting__held_on", "state")
