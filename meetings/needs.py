"""What meetings need: to be recorded, signed, scored, planned, and what they resolved to be done."""

from collections import Counter
from datetime import timedelta

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import Scope, commune_id, here_today, may, may_open, scope
from cells.models import Cell
from cells.needs import working
from common.needs import Group, Need
from common.periods import month_of, quarter_of
from common.prepared import numbers, prepared
from meetings import queries
from meetings.enums import MeetingKind
from meetings.models import Edition, Meeting
from meetings.queries import MISSED, MonthState
from meetings.queries.education import learners
from meetings.queries.plan import first_to_record, quarters_without_theme
from meetings.queries.roll import absence_alerts

EDUCATION_FROM = 11  # the month from which who has had no session of education this year is asked for
TO_RECORD = (*MISSED, MonthState.DUE)
SCORED_WITHIN = timedelta(days=60)  # this month's meeting and the one before


def needs(asking):
    user, today, groups = asking.user, asking.today, []
    cells, board = asking.once(board_now)
    if cells:
        if may(user, Do.RECORD_MEETINGS):
            groups += [_to_record(user, cells, board, today), _to_sign(user), _without_education(user, today)]
        else:
            groups.append(_without_meeting(cells, board))
        if may(user, Do.SCORE_MEETINGS):
            groups.append(_to_score(user, today))
        groups += [_without_theme(cells, today), _late_tasks(cells, today), _staying_away(cells, today)]
    if may(user, Do.EDIT_STRUCTURE):
        groups.append(_without_sheet(asking))
    return groups


def board_now(asking):
    """(cells whose meetings the reader sees, {(cell number, month): BoardEntry} of this month and the one before)."""
    cells, now = working(asking, Do.SEE_MEETINGS), month_of(asking.today)
    if not cells:
        return [], {}
    limit = queries.on_time_by(asking.once(sheet))
    months = [now.previous(), now]
    return cells, queries.month_board(cells=cells, months=months, today=asking.today, on_time_day=limit)


def sheet(asking):
    """The Edition that is in force today in the reader's commune, or None."""
    return Edition.objects.in_force(commune_id(asking.user), asking.today)


def _to_record(user, cells, board, today):
    may_record = may_open(user, Do.RECORD_MEETINGS)
    names, needs, now = {cell.pk: cell for cell in cells if may_record(cell)}, [], month_of(today)
    unrecorded = [key for key, entry in board.items() if key[0] in names and entry.state in TO_RECORD]
    planned = first_to_record(cells, now.previous().since, now.until) if unrecorded else {}
    for pk, month in unrecorded:
        needs.append(
            Need(
                _("%(cell)s: no regular meeting recorded for %(month)s.") % {"cell": names[pk], "month": month},
                start_of(pk, month, planned.get((pk, month)), today),
                _("Record the meeting"),
                "info" if board[pk, month].state == MonthState.DUE else "bad",
            )
        )
    return Group("to-record", _("Meetings to record"), needs)


def start_of(cell, month, planned, today):
    """The address that begins the record of the regular meeting of `month` in the cell of that number, with its day:
    the one `planned`, or in the present month today."""
    day = planned or (today if month == month_of(today) else None)
    known = {"cell": cell, "kind": MeetingKind.REGULAR, "held_on": f"{min(day, today):%d/%m/%Y}" if day else ""}
    return f"{reverse('meetings:start')}?{urlencode(known)}"


def _to_sign(user):
    needs = [
        Need(
            _("%(cell)s, %(day)s: recorded but not signed.") % {"cell": cell, "day": f"{held_on:%d/%m/%Y}"},
            reverse("meetings:record", args=[pk]),
            _("Go on recording"),
        )
        for pk, held_on, cell in _drafts(**here_today(user, Do.RECORD_MEETINGS))
    ]
    return Group("to-sign", _("Unfinished minutes"), needs)


@prepared
def _drafts(communes, cells, day):
    drafts = Meeting.objects.within(Scope(communes, cells), day).kept().filter(state="draft").order_by("held_on", "pk")
    return drafts.values_list("pk", "held_on", "cell__name")


def _without_education(user, today):
    """Near the end of the year, for those who work for single cells; the office has its own page for it."""
    own = scope(user, Do.RECORD_MEETINGS).cells
    if today.month < EDUCATION_FROM or not own:
        return Group("education", "", [])
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
    return Group("education", _("Education"), needs)


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
    return Group("to-score", _("Meetings to score"), needs)


def _without_meeting(cells, board):
    names = {cell.pk: cell for cell in cells}
    words = {state: (_("%(cell)s: no regular meeting recorded for %(month)s."), "bad") for state in MISSED}
    words[MonthState.UNSIGNED] = _("%(cell)s: the regular meeting of %(month)s is not signed."), "warn"
    needs = []
    for (pk, month), entry in board.items():
        if entry.state in words:
            text, tone = words[entry.state]
            url = f"{reverse('meetings:list')}?cell={pk}"
            needs.append(Need(text % {"cell": names[pk], "month": month}, url, _("See its meetings"), tone))
    return Group("without-meeting", _("Cells without a meeting"), needs)


def _without_theme(cells, today):
    quarter = quarter_of(today)
    bare = quarters_without_theme(cells=cells, quarters=[quarter], today=today)
    needs = [
        Need(
            _("%(cell)s: no thematic meeting signed in %(quarter)s, and none to come.")
            % {"cell": cell, "quarter": quarter},
            f"{reverse('meetings:plan', args=[cell.pk])}?year={quarter.year}",
            _("See the plan"),
        )
        for cell in cells
        if cell.pk in bare
    ]
    return Group("without-theme", _("Quarters without a thematic meeting"), needs)


def _late_tasks(cells, today):
    needs = [
        Need(
            _("%(cell)s: “%(task)s”, due %(day)s, %(owner)s.")
            % {"cell": cell, "task": text, "day": f"{due_on:%d/%m/%Y}", "owner": owner},
            f"{reverse('meetings:detail', args=[meeting])}#resolution",
            _("See the resolution"),
        )
        for cell, text, due_on, owner, meeting in _overdue(cells=numbers(cells), today=today)
    ]
    return Group("late-tasks", _("Tasks overdue"), needs)


@prepared
def _overdue(cells, today):
    tasks = queries.open_tasks(cells=cells).filter(due_on__lt=today)
    return tasks.values_list("cell__name", "text", "due_on", "owner_name", "meeting")


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
    return Group("staying-away", _("Members who stay away"), needs)


def _without_sheet(asking):
    needs = []
    if asking.once(sheet) is None:
        text = _("No score sheet is in force: meetings cannot be recorded.")
        needs.append(Need(text, reverse("meetings:sheets"), _("Publish one"), "bad"))
    return Group("structure", _("Structure"), needs)
