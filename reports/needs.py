"""What needs somebody now: for each account, the few things that wait for it, each with one next action."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import commune_id, may, scope
from cells.models import Assignment, Cell
from common.periods import month_of, quarter_of
from development.queries import target_results
from meetings import queries
from meetings.models import Edition, Meeting
from meetings.queries import MISSED, MonthState
from meetings.queries.education import learners
from meetings.queries.plan import quarters_without_theme
from meetings.queries.roll import absence_alerts
from members.enums import PostKind
from members.queries import MINIMUM_OFFICIAL, headcount, headcounts, post_holders
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
    cells = list(Cell.objects.for_doing(user, Do.SEE_MEETINGS).active_on(today).order_by("search_key", "pk"))
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
        groups += [_late_tasks(cells, today), _staying_away(cells, today), _weak(cells, today)]
    if may(user, Do.SEE_OVERSIGHT):
        groups.append(_difficulties(user, today))
    if may(user, Do.EDIT_STRUCTURE):
        groups.append(_structure(user, today))
    if may(user, Do.KEEP_PRIVACY):
        groups.append(_privacy(user, today))
    commune = commune_id(user)
    head = target = None
    if may(user, Do.SEE_TARGETS) and commune:
        everywhere = Cell.objects.for_doing(user, Do.SEE_TARGETS)
        head = headcount(cells=everywhere, day=today)
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
    may_record = set(Cell.objects.for_doing(user, Do.RECORD_MEETINGS).values_list("pk", flat=True))
    needs = []
    for (pk, month), entry in board.items():
        cell = next(cell for cell in cells if cell.pk == pk)
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
    drafts = Meeting.objects.for_doing(user, Do.RECORD_MEETINGS).filter(state="draft").select_related("cell")
    needs = [
        Need(
            _("%(cell)s, %(day)s: recorded but not signed.") % {"cell": m.cell, "day": f"{m.held_on:%d/%m/%Y}"},
            reverse("meetings:record", args=[m.pk]),
            _("Go on recording"),
        )
        for m in drafts.order_by("held_on", "pk")
    ]
    return _group(_("Unfinished minutes"), needs)


def _without_education(user, today):
    """Near the end of the year, for whoever works for single cells; the office has its own page for it."""
    if today.month < EDUCATION_FROM:
        return _group("", [])
    cells = Cell.objects.filter(pk__in=scope(user, Do.RECORD_MEETINGS).cells).active_on(today)
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
    tasks = queries.open_tasks(cells=cells).filter(due_on__lt=today)
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
    late = Difficulty.objects.visible_to(user).unsolved().filter(due_on__lt=today).select_related("cell")
    needs = [
        Need(
            _("%(cell)s: “%(text)s”, answer due %(day)s, %(owner)s.")
            % {"cell": row.cell, "text": row, "day": f"{row.due_on:%d/%m/%Y}", "owner": row.owner},
            row.get_absolute_url(),
            _("See the difficulty"),
        )
        for row in late.order_by("due_on", "pk")
    ]
    return _group(_("Difficulties without an answer"), needs)


def _weak(cells, today):
    heads = headcounts(cells=cells, day=today)
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
    cells = list(Cell.objects.for_doing(user, Do.EDIT_STRUCTURE).active_on(today).order_by("search_key", "pk"))
    led = set(Assignment.objects.on(today).filter(cell__in=cells).values_list("cell", flat=True))
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


def _privacy(user, today):
    needs = [
        Need(
            _("Data breach noticed on %(day)s: report it by %(time)s.")
            % {"day": breach, "time": f"{timezone.localtime(breach.due_at):%H:%M %d/%m/%Y}"},
            breach.get_absolute_url(),
            _("See the breach"),
            "bad",
        )
        for breach in Breach.objects.visible_to(user).open().order_by("due_at", "pk")
    ]
    needs += [
        Need(
            _("Data request of %(request)s: answer it by %(day)s.")
            % {"request": request, "day": f"{request.due_on:%d/%m/%Y}"},
            request.get_absolute_url(),
            _("See the request"),
            "bad" if request.due_on < today else "warn",
        )
        for request in DataRequest.objects.visible_to(user).open().order_by("due_on", "pk")
    ]
    return _group(_("Personal data"), needs)
