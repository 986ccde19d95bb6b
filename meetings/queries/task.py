"""Tasks of resolutions: which are open, and what meetings found of them."""

from collections import Counter, defaultdict
from datetime import date
from typing import NamedTuple

from django.db.models import Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cells.access import Scope
from cells.models import Succession
from common.counted import count_of, first_of
from common.prepared import numbers, prepared
from common.text import tone_key
from meetings.enums import MeetingKind, MeetingState, TaskState
from meetings.models import Meeting, Review, Task
from meetings.models.meeting import TEXTS
from members.queries.handing_on import Left, takes_part
from members.queries.namesakes import apart_by_number

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
    return _as_listed(Task.objects.open().filter(cell__in=cells))


@prepared
def open_tasks_of(cell):
    """[Task] of the same, of the cell of that number."""
    return _as_listed(Task.objects.open().filter(cell=cell))


def _as_listed(tasks):
    return tasks.select_related("cell", "meeting").defer(*TEXTS_OF_MEETING).order_by("due_on", "pk")


class Owner(NamedTuple):
    """Who has tasks: a member, or whom a name means within its cell, as "chi ủy" does. `name` as on a list of them."""

    key: str
    name: str


class ListedTask(NamedTuple):
    """An open task as listed. `cell` is a number; `came_from` names the cell that resolved it, where another one has
    taken it over; `carried` tells how many signed meetings took it up, `state` what the last of them found, `unsigned`
    what minutes that are not signed yet did: TaskStates, or None."""

    pk: int
    text: str
    due_on: date
    cell: int
    cell_name: str
    came_from: str
    meeting: int
    owner: Owner
    carried: int
    state: TaskState | None
    unsigned: TaskState | None


def tasks_listed(*, communes, cells, day):
    """[ListedTask] open in a Scope, the longest due first; four queries, however many there are."""
    where = {"communes": communes, "cells": cells, "day": day}
    rows = _open_rows(**where)
    owners, found = _owners(rows), defaultdict(list)
    for task, state, signed in _found_of_open(**where):
        found[task, signed].append(TaskState(state))
    return [
        ListedTask(
            pk, text, due_on, cell, cell_name,
            came_from=resolved_in if moved_on else "",
            meeting=meeting,
            owner=owners[pk],
            carried=len(found[pk, MeetingState.SIGNED]),
            state=next(reversed(found[pk, MeetingState.SIGNED]), None),
            unsigned=next(reversed(found[pk, MeetingState.DRAFT]), None),
        )
        for pk, text, due_on, cell, cell_name, meeting, resolved_in, moved_on, _owner, _name in rows
    ]  # fmt: skip


@prepared
def _open_rows(communes, cells, day):
    tasks = Task.objects.open().within(Scope(communes, cells), day).order_by("due_on", "pk")
    about = ("cell", "cell__name", "meeting", "meeting__cell__name", "moved_on")
    return tasks.values_list("pk", "text", "due_on", *about, "owner", "owner_name")


@prepared
def _found_of_open(communes, cells, day):
    tasks = Task.objects.open().within(Scope(communes, cells), day)
    reviews = Review.objects.filter(task__in=tasks.values("pk"), meeting__struck=False)
    return reviews.order_by("meeting__held_on", "pk").values_list("task", "state", "meeting__state")


def _owners(rows):
    """{task number: Owner} of `_open_rows`. Members of one name are distinguished, names that several cells use by
    their cell."""
    who = [(pk, cell, owner, name, tone_key(name)) for pk, _text, _due, cell, *_about, owner, name in rows]
    names, typed = apart_by_number({owner for _pk, _cell, owner, *_name in who if owner}), {}
    for _pk, cell, owner, name, key in sorted(who):  # as it was written first
        if not owner:
            typed.setdefault((key, cell), name)
    spread, found = Counter(key for key, _cell in typed), {}
    cells = {cell: cell_name for _pk, _text, _due, cell, cell_name, *_about in rows}
    for pk, cell, owner, _name, key in who:
        if owner:
            found[pk] = Owner(str(owner), names[owner])
        else:
            name = typed[key, cell]
            found[pk] = Owner(f"{cell}-{key}", f"{name} ({cells[cell]})" if spread[key] > 1 else name)
    return found


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
        for task in tasks_of_who_left(communes=communes, day=day)
    ]


@prepared
def tasks_of_who_left(communes, day):
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
