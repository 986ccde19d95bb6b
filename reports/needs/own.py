"""The home page of a cell secretary: the one next thing, tasks, what waits above, and what else to mind."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import Scope, here_today, may_open
from common.addresses import address_of
from common.needs import how_late
from common.periods import month_of
from common.plots import SLIM, Plot
from common.prepared import prepared
from meetings.enums import Band, MeetingKind
from meetings.models import PlannedMeeting, Task
from meetings.queries import MISSED, on_time_by
from oversight.models import Difficulty
from reports.enums import Reason
from reports.needs.cells import lines_of, record_url
from reports.queries import CellNow
from reports.rules import owed_first
from reports.tables.quality import short
from reports.tables.trends import bands

AHEAD = timedelta(days=14)  # tasks that are due so soon are shown
TASKS, COMING = 4, 2  # at most


@dataclass(frozen=True)
class Next:
    """The one next thing: what is said above it, its title, a line about it, and the ways to begin with it."""

    tag: str
    tone: str
    title: str
    about: str
    label: str
    url: str
    others: tuple = ()


@dataclass(frozen=True)
class Due:
    """A task or difficulty: `days` it is late, negative while there is time."""

    text: str
    about: str
    url: str
    days: int

    @property
    def tone(self):
        return how_late(self.days)[0]

    @property
    def label(self):
        return how_late(self.days)[1]


@dataclass(frozen=True)
class Own:
    """What a secretary finds of the own cell."""

    now: CellNow
    next: Next | None
    tasks: list
    open_tasks: int
    waiting: list
    lines: list
    coming: list
    change: object
    plot: Plot | None
    year: str

    @property
    def last(self):
        return self.now.last

    @property
    def picture(self):
        return self.plot.svg(SLIM)

    @property
    def fall(self):
        """How many points fewer than before, where there are fewer."""
        return -self.change if self.change is not None and self.change < 0 else None


def own_of(user, care, one):
    """The Own of the CellNow `one`; at most three queries."""
    today, cell = care.today, one.cell
    planned = _planned(cell=cell.pk, since=month_of(today).previous().since)
    tasks = list(_tasks(cell=cell.pk))
    soon = [task for task in tasks if task.due_on <= today + AHEAD]
    lines, _action = lines_of(one, care, partial(may_open, user))
    told = (Reason.NO_MEETING, Reason.UNSIGNED, Reason.LATE_TASK, Reason.DIFFICULTY)
    coming = [row for row in planned if row.on >= today]
    scored = [entry.score for entry in one.entries if entry.score]
    return Own(
        now=one,
        next=_next(care, one, planned, coming),
        tasks=[_task(task, today) for task in soon[:TASKS]],
        open_tasks=len(tasks),
        waiting=[_difficulty(row, today) for row in _difficulties(**here_today(user, Do.SEE_OVERSIGHT), cell=cell.pk)],
        lines=[line for line in lines if line.reason not in told],
        coming=coming[:COMING],
        change=scored[-1].total - scored[-2].total if len(scored) > 1 else None,
        plot=_plot(care, one),
        year=_year(care, one),
    )


def _next(care, one, planned, coming):
    """What is owed of the regular meetings, then a draft of another kind, then the meeting to come."""
    plans = {month_of(row.on): row for row in reversed(planned) if row.kind == MeetingKind.REGULAR}
    months = list(zip(care.months, one.entries, strict=True))
    owed = owed_first(months, {month: plan.on for month, plan in plans.items()}, care.today)
    if owed:
        month, entry = owed
        return _to_sign(entry.meeting) if entry.meeting else _to_record(care, one.cell, month, entry, plans.get(month))
    drafts = [meeting for meeting in care.held if meeting.cell_id == one.cell.pk and not meeting.signed]
    if drafts:
        return _to_sign(drafts[0])
    return _to_prepare(coming[0], care.today) if coming else None


def _to_record(care, cell, month, entry, plan):
    limit = month.since.replace(day=on_time_by(care.edition))
    late = (care.today - limit).days
    label, about = _("Record the meeting"), []
    if plan:
        label = _("Record the meeting of %(day)s") % {"day": f"{plan.on:%d/%m}"}
        about.append(_("Planned for %(day)s") % {"day": _when(plan)})
    about.append(_("last day to meet on time: %(day)s") % {"day": f"{limit:%d/%m}"})
    return Next(
        tag=how_late(late)[1],
        tone="bad" if entry.state in MISSED else "warn",
        title=_("Record the regular meeting of month %(month)s") % {"month": month.number},
        about=". ".join(text[:1].upper() + text[1:] for text in about) + ".",
        label=label,
        url=record_url(cell, month, care.today),
        others=((_("Change the plan"), plan.get_absolute_url()),) if plan else (),
    )


def _to_sign(meeting):
    return Next(
        tag=_("not signed"),
        tone="warn",
        title=_("Finish the minutes of %(day)s") % {"day": f"{meeting.held_on:%d/%m}"},
        about=_("They count once they are signed."),
        label=_("Go on recording"),
        url=address_of("meetings:record", meeting.pk),
    )


def _to_prepare(plan, today):
    return Next(
        tag=how_late((today - plan.on).days)[1],
        tone="info",
        title=_("Prepare the meeting of %(day)s") % {"day": f"{plan.on:%d/%m}"},
        about=capfirst(f"{plan.get_kind_display()}: {_when(plan)}"),
        label=_("See the planned meeting"),
        url=plan.get_absolute_url(),
    )


def _when(plan):
    """Day, time and place of a planned meeting."""
    parts = [f"{plan.on:%d/%m}", f"{plan.starts_at:%H:%M}" if plan.starts_at else "", plan.place]
    return ", ".join(part for part in parts if part)


def _task(task, today):
    about = _("%(owner)s, due %(day)s") % {"owner": task.owner_name, "day": f"{task.due_on:%d/%m/%Y}"}
    url = f"{address_of('meetings:detail', task.meeting_id)}#resolution"
    return Due(task.text, about, url, (today - task.due_on).days)


def _difficulty(row, today):
    about = _("%(owner)s, answer due %(day)s") % {"owner": row.owner, "day": f"{row.due_on:%d/%m/%Y}"}
    return Due(str(row), about, row.get_absolute_url(), (today - row.due_on).days)


def _plot(care, one):
    values = [entry.score.total if entry.score else None for entry in one.entries]
    if not any(values):
        return None
    title = _("Points of the last twelve months")
    return Plot(title, [short(month)[:2] for month in care.months], {title: values}, zones=bands(care.edition))


def _year(care, one):
    """The bands of this year's regular meetings in words."""
    of_year = [
        entry.score.band
        for month, entry in zip(care.months, one.entries, strict=True)
        if entry.score and month.year == care.today.year
    ]
    told = (f"{of_year.count(band)} {band.label}" for band in Band if band in of_year)
    return ", ".join(told)


@prepared
def _planned(cell, since):
    """What is planned from `since` on and not recorded, the earliest first."""
    rows = PlannedMeeting.objects.kept().filter(cell=cell, meeting=None, on__gte=since)
    return rows.order_by("on", "starts_at", "pk")


@prepared
def _tasks(cell):
    return Task.objects.open().filter(cell=cell).order_by("due_on", "pk")


@prepared
def _difficulties(communes, cells, day, cell):
    rows = Difficulty.objects.seen_from(Scope(communes, cells), day).unsolved().filter(cell=cell)
    return rows.order_by("due_on", "pk")
