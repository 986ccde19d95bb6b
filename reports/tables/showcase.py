"""Before and after a model meeting: how regular meetings were scored, in groups of cells, never of persons."""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.roles import Do
from cells.models import Cell
from common.periods import month_of
from common.tables import Column, Figure, Table
from meetings import queries
from meetings.enums import MeetingKind
from meetings.queries.showcase import groups
from reports.tables.quality import mean

MONTHS = 6  # on either side of the month of the model meeting
GROUPS = ("host", "came", "absent")


@dataclass(frozen=True)
class BeforeAfter:
    """`summary` and `monthly` are Tables of mean points with the number of meetings behind each; for the plot, `months`
    and `points` {group: [mean or None of each month]}, and `behind` [text that tells those numbers of each month]."""

    summary: Table
    monthly: Table
    months: list
    points: dict
    behind: list


def before_after(*, user, model_meeting, today):
    """The BeforeAfter of `model_meeting`, of the cells that `user` may read reports about; four queries.

    Counted are signed, scored, regular meetings of the six calendar months before the month of the model meeting and of
    the six after it, as far as they have begun. The month itself is shown separately and is in neither mean.
    """
    readable = set(Cell.objects.for_doing(user, Do.SEE_REPORTS).values_list("pk", flat=True))
    members = groups(model_meeting)
    group_of = {pk: name for name in GROUPS for pk in members[name] if pk in readable}
    months, middle = _months(model_meeting.day, today)
    scored = _scored(group_of, months)
    names = {"host": _("host"), "came": _("cells that came"), "absent": _("cells that did not come")}
    counts = {name: sum(group == name for group in group_of.values()) for name in GROUPS}
    behind = Column(pgettext("held", "meetings"), "number", width=10)
    columns = [column for name in GROUPS for column in (Column(names[name], "decimal", width=18), behind)]

    def table(title, first, rows):
        return Table(
            title=title,
            subtitle=_("Cells: host %(host)s, came %(came)s, did not come %(absent)s.") % counts,
            columns=(Column(first, width=24), *columns),
            rows=tuple((Figure(capfirst(label)), *_figures(scored, chosen)) for label, chosen in rows),
            notes=_notes(len(members["not_said"]), len(group_of) < sum(len(members[name]) for name in GROUPS)),
        )

    spans = [
        (_("the months before"), [month for month in months if month.since < middle.since]),
        (_("the month of the model meeting"), [month for month in months if month == middle]),
        (_("the months after"), [month for month in months if month.since > middle.since]),
    ]
    labels = [(f"{month.number:02}/{month.year}", [month]) for month in months]
    return BeforeAfter(
        summary=table(_("Before and after: %(meeting)s") % {"meeting": model_meeting}, _("time"), spans),
        monthly=table(_("Month by month"), _("month"), labels),
        months=months,
        points={names[name]: [mean(scored[name, month]) for month in months] for name in GROUPS},
        behind=[" / ".join(str(len(scored[name, month])) for name in GROUPS) for month in months],
    )


def _months(day, today):
    """The months to show, in order, and the one of the model meeting; none that has not begun."""
    middle = month_of(day)
    months = [middle]
    for _step in range(MONTHS):
        months = [months[0].previous(), *months, months[-1].next()]
    return [month for month in months if month.since <= today], middle


def _scored(group_of, months):
    """{(group, month): [points of its meetings]}."""
    found = defaultdict(list)
    if not months:
        return found
    about = {"since": months[0].since, "until": months[-1].until, "kind": MeetingKind.REGULAR}
    held = queries.meetings_held(cells=list(group_of), **about)
    for meeting in queries.standing_for_month(held).values():
        if meeting.signed and meeting.scored:
            found[group_of[meeting.cell_id], month_of(meeting.held_on)].append(meeting.total)
    return found


def _figures(scored, months):
    """The mean points in `months` of each group, beside it of how many meetings."""
    for name in GROUPS:
        points = [total for month in months for total in scored[name, month]]
        yield from (Figure(mean(points)), Figure(len(points)))


def _notes(not_said, narrowed):
    notes = [
        _("This proves nothing: other things change at the same time, and the mean of a few meetings varies much."),
        _("Signed and scored regular meetings only. The cell scores itself. A point without meetings is left out."),
        _("Neither mean includes the month of the model meeting."),
    ]
    if not_said:
        notes.append(_("Cells left out because nothing says whether they came: %(count)s.") % {"count": not_said})
    if narrowed:
        notes.append(_("Only the cells whose reports you may read are counted."))
    return tuple(notes)
