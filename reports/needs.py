"""What needs somebody now: for each account, the few things that wait for it, each with one next action."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import Scope, commune_id, here_today, may, scope
from cells.models import Assignment, Cell
from cells.queries import names_of_cells, working_cells
from common.periods import month_of, quarter_of
from common.prepared import numbers, prepared
from development.queries import target_results
from meetings import queries
from meetings.models import Edition, Meeting
from meetings.queries import MISSED, MonthState
from meetings.queries.education import learners
from meetings.queries.plan import quarters_without_theme
from meetings.queries.roll import absence_alerts
from members.enums import PostKind
from members.queries import MINIMUM_OFFICIAL, headcounts, post_holders, total
from oversight.models import Difficulty
from privacy.models import Breach, DataRequest

SHOWN = 8  # of one kind; the rest is counted
EDUCATION_FROM = 11  # the month from which who has had no session of education this year is asked for
SCORED_WITHIN = timedelta(days=60)  # this month's meeting and the one before


@dataclass(frozen=True)
class Need:
    """One thing that waits: a sentence, where to do it and the word on the button; `tone` as of a badge."""

    text: str
    url: str
    action: str
    tone: str = "warn"


@dataclass(frozen=True)
class Group:
    """Needs of one kind; `more` were left out."""

    title: str
    needs: list
    more: int = 0


@dataclass(frozen=True)
class Needs:
    """What the home page shows: groups of needs, the month's state of the cells, and headcount and target."""

    groups: list
    months: list
    headcount: object = None
    target: object = None


def needs_of(user, today):
    """The Needs of `user` on `today`; the number of queries does not grow with cells or meetings."""
    cells = working_cells(user, Do.SEE_MEETINGS, day=today)
    everywhere = [pk for pk, _name in names_of_cells(user, Do.SEE_TARGETS)]
    heads = headcounts(cells={cell.pk for cell in cells}.union(everywhere), day=today)
    groups, months = [], []
    if cells:
        board = _board(cells, today)
        months = [(cell, board[cell.pk, month_of(today)]) for cell in cells]
        if may(user, Do.RECORD_MEETINGS):
            groups += [_to_record(user, cells, board, today), _to_sign(user), _without_education(user, today)]
        else:
            groups.append(_without_meeting(cells, board))
        if may(user, Do.SCORE_MEETINGS):
            groups.append(_to_score(user, today))
        groups.append(_without_theme(cells, today))
        groups += [_late_tasks(cells, today), _staying_away(cells, today), _weak(cells, heads)]
    if may(user, Do.SEE_OVERSIGHT):
        groups.append(_difficulties(user, today))
    if may(user, Do.EDIT_STRUCTURE):
        groups.append(_structure(user, today))
    if may(user, Do.KEEP_PRIVACY):
        groups.append(_privacy(user, today))
    commune = commune_id(user)
    head = target = None
    if may(user, Do.SEE_TARGETS) and commune:
        head = total(heads[pk] for pk in everywhere if pk in heads)
        target, _cells = target_results(commune_id=commune, cells=[], year=today.year, today=today)
    return Needs([group for group in groups if group.needs], months, head, target)


def _board(cells, today):
    now = month_of(today)
    return queries.month_board(
        cells=cells, months=[now.previous(), now], today=today, on_time_day=queries.on_time_day(cells, today)
    )


def _group(title, needs):
    return Group(title, needs[:SHOWN], max(len(needs) - SHOWN, 0))


def _to_record(user, cells, board, today):
    may_record = {pk for pk, _name in names_of_cells(user, Do.RECORD_MEETINGS)}
    names, needs = {cell.pk: cell for cell in cells}, []
    for (pk, month), entry in board.items():
        cell = names[pk]
        if pk in may_record and entry.state in (*MISSED, MonthState.DUE):
            words = {"cell": cell, "month": month}
            needs.append(
                Need(
                    _("%(cell)s: no regular meeting recorded for %(month)s.") % words,
                    f"{reverse('meetings:start')}?cell={pk}",
                    _("Record the meeting"),
                    "info" if entry.state == MonthState.DUE else "bad",
                )
            )
    return _group(_("Meetings to record"), needs)


def _to_sign(user):
    needs = [
        Need(
            _("%(cell)s, %(day)s: recorded but not signed.") % {"cell": cell, "day": f"{held_on:%d/%m/%Y}"},
            reverse("meetings:record", args=[pk]),
            _("Go on recording"),
        )
        for pk, held_on, cell in _drafts(**here_today(user, Do.RECORD_MEETINGS))
    ]
    return _group(_("Unfinished minutes"), needs)


@prepared
def _drafts(communes, cells, day):
    drafts = Meeting.objects.within(Scope(communes, cells), day).filter(state="draft").order_by("held_on", "pk")
    return drafts.values_list("pk", "held_on", "cell__name")


def _without_education(user, today):
    """Near the end of the year, for whoever works for single cells; the office has its own page for it."""
    own = scope(user, Do.RECORD_MEETINGS).cells
    if today.month < EDUCATION_FROM or not own:
        return _group("", [])
    cells = Cell.objects.filter(pk__in=own).active_on(today)
    without = Counter(row.cell for row in learners(cells=cells, day=today) if row.without)
    needs = [
        Need(
            ngettext(
                "%(cell)s: %(count)s member has had no session of education this year.",
                "%(cell)s: %(count)s members have had no session of education this year.",
                count,
            )
            % {"cell": cell, "count": count},
            f"{reverse('meetings:without-education')}?cell={cell.pk}",
            _("See who"),
        )
        for cell, count in without.items()
    ]
    return _group(_("Education"), needs)


def _to_score(user, today):
    """The member in charge scores beside the cell while the meeting is still fresh."""
    needs = [
        Need(
            _("%(cell)s, %(day)s: signed, and not scored by you yet.")
            % {"cell": m.cell, "day": f"{m.held_on:%d/%m/%Y}"},
            reverse("meetings:second-score", args=[m.pk]),
            _("Give your own score"),
            "info",
        )
        for m in queries.awaiting_second_score(user, today - SCORED_WITHIN)
    ]
    return _group(_("Meetings to score"), needs)


def _without_meeting(cells, board):
    names = {cell.pk: cell for cell in cells}
    needs = [
        Need(
            _("%(cell)s: no regular meeting recorded for %(month)s.") % {"cell": names[pk], "month": month},
            f"{reverse('meetings:list')}?cell={pk}",
            _("See its meetings"),
            "bad",
        )
        for (pk, month), entry in board.items()
        if entry.state in MISSED
    ]
    return _group(_("Cells without a meeting"), needs)


def _without_theme(cells, today):
    quarter = quarter_of(today)
    bare = quarters_without_theme(cells=cells, quarters=[quarter], today=today)
    needs = [
        Need(
            _("%(cell)s: no thematic meeting held in %(quarter)s, and none to come.")
            % {"cell": cell, "quarter": quarter},
            f"{reverse('meetings:plan', args=[cell.pk])}?year={quarter.year}",
            _("See the plan"),
        )
        for cell in cells
        if cell.pk in bare
    ]
    return _group(_("Quarters without a thematic meeting"), needs)


def _late_tasks(cells, today):
    tasks = _overdue(cells=numbers(cells), today=today)
    needs = [
        Need(
            _("%(cell)s: “%(task)s”, due %(day)s, %(owner)s.")
            % {"cell": t.cell, "task": t.text, "day": f"{t.due_on:%d/%m/%Y}", "owner": t.owner_name},
            f"{reverse('meetings:detail', args=[t.meeting_id])}#resolution",
            _("See the resolution"),
        )
        for t in tasks
    ]
    return _group(_("Tasks overdue"), needs)


@prepared
def _overdue(cells, today):
    return queries.open_tasks(cells=cells).filter(due_on__lt=today)


def _staying_away(cells, today):
    needs = [
        Need(
            str(alert),
            reverse("meetings:member-attendance", args=[alert.member.pk]),
            _("See the meetings"),
            "bad" if alert.level == "red" else "warn",
        )
        for alert in absence_alerts(cells=cells, day=today)
    ]
    return _group(_("Members who stay away"), needs)


def _difficulties(user, today):
    late = _late_difficulties(**here_today(user, Do.SEE_OVERSIGHT), today=today)
    needs = [
        Need(
            _("%(cell)s: “%(text)s”, answer due %(day)s, %(owner)s.")
            % {"cell": row.cell, "text": row, "day": f"{row.due_on:%d/%m/%Y}", "owner": row.owner},
            row.get_absolute_url(),
            _("See the difficulty"),
        )
        for row in late
    ]
    return _group(_("Difficulties without an answer"), needs)


@prepared
def _late_difficulties(communes, cells, day, today):
    seen = Difficulty.objects.seen_from(Scope(communes, cells), day).unsolved().filter(due_on__lt=today)
    return seen.select_related("cell").order_by("due_on", "pk")


def _weak(cells, heads):
    needs = []
    for cell in cells:
        head = heads.get(cell.pk)
        if head is None or head.below_minimum:
            official = head.official if head else 0
            needs.append(
                Need(
                    _("%(cell)s has %(count)s official members; a cell needs %(minimum)s.")
                    % {"cell": cell, "count": official, "minimum": MINIMUM_OFFICIAL},
                    f"{reverse('members:list')}?cell={cell.pk}",
                    _("See its members"),
                    "bad",
                )
            )
    return _group(_("Cells that cannot stand alone"), needs)


def _structure(user, today):
    cells = working_cells(user, Do.EDIT_STRUCTURE, day=today)
    led = set(_led(cells=numbers(cells), day=today))
    secretaries = post_holders(cells=cells, day=today, kind=PostKind.SECRETARY)
    needs = []
    for cell in cells:
        if cell.pk not in led:
            needs.append(
                Need(
                    _("%(cell)s has no Committee member in charge.") % {"cell": cell},
                    reverse("cells:assign", args=[cell.pk]),
                    _("Assign"),
                )
            )
        if cell.pk not in secretaries:
            needs.append(
                Need(
                    _("%(cell)s has no secretary.") % {"cell": cell},
                    reverse("cells:detail", args=[cell.pk]),
                    _("See the cell"),
                )
            )
    if Edition.objects.in_force(commune_id(user), today) is None:
        text = _("No score sheet is in force: meetings cannot be recorded.")
        needs.insert(0, Need(text, reverse("meetings:sheets"), _("Publish one"), "bad"))
    return _group(_("Structure"), needs)


@prepared
def _led(cells, day):
    """Numbers of the `cells` that a Committee member is in charge of."""
    return Assignment.objects.on(day).filter(cell__in=cells).order_by().values_list("cell", flat=True)


def _privacy(user, today):
    where = here_today(user, Do.KEEP_PRIVACY)
    needs = [
        Need(
            _("Data breach noticed on %(day)s: report it by %(time)s.")
            % {"day": breach, "time": f"{timezone.localtime(breach.due_at):%H:%M %d/%m/%Y}"},
            breach.get_absolute_url(),
            _("See the breach"),
            "bad",
        )
        for breach in _open_breaches(**where)
    ]
    needs += [
        Need(
            _("Data request of %(request)s: answer it by %(day)s.")
            % {"request": request, "day": f"{request.due_on:%d/%m/%Y}"},
            request.get_absolute_url(),
            _("See the request"),
            "bad" if request.due_on < today else "warn",
        )
        for request in _open_requests(**where)
    ]
    return _group(_("Personal data"), needs)


@prepared
def _open_breaches(communes, cells, day):
    return Breach.objects.seen_from(Scope(communes, cells), day).open().order_by("due_at", "pk")


@prepared
def _open_requests(communes, cells, day):
    return DataRequest.objects.seen_from(Scope(communes, cells), day).open().order_by("due_on", "pk")
