"""What a cell needs somebody for, in words: each reason opens the list that it was counted from."""

from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.roles import Do
from cells.access import may_open
from common.addresses import address, address_of
from common.numbers import percent, points
from common.periods import month_of, quarter_of
from common.plots import Spark, shared_axis
from meetings.enums import Band
from meetings.queries import MISSED, MonthState, on_time_by
from meetings.queries.plan import start_url
from members.enums import Standing
from members.queries import MINIMUM_OFFICIAL
from reports.enums import Level, Reason
from reports.queries import CellNow
from reports.tables.people import members_listed
from reports.tables.trends import bands, points_of

SHOWN = 4  # cells that stand open: three screens of a phone; the others are folded
REASONS = 3  # of a cell; the others are counted
GRAVE = (Reason.NO_MEETING, Reason.BELOW_MINIMUM, Reason.NO_SECRETARY)
ICONS = {
    Reason.NO_MEETING: "alert",
    Reason.UNSIGNED: "pen",
    Reason.DIFFICULTY: "info",
    Reason.LATE_REMEDY: "oversight",
    Reason.LATE_FOCUS: "clock",
    Reason.LOW_SCORE: "down",
    Reason.ATTENDANCE: "down",
    Reason.NO_VISIT: "oversight",
    Reason.NOBODY_IN_CHARGE: "oversight",
    Reason.ABSENCES: "away",
    Reason.NO_THEME: "meetings",
    Reason.LATE_TASK: "clock",
    Reason.SCORES_APART: "work",
}  # else that of members


class Way(NamedTuple):
    """Where something is done or read, and what one must be allowed to do in the cell."""

    do: Do
    label: str
    url: str


class ReasonLine(NamedTuple):
    """A Reason in words, with the address of its list."""

    reason: Reason
    text: str
    url: str

    @property
    def icon(self):
        return ICONS.get(self.reason, "members")

    @property
    def tone(self):
        return "bad" if self.reason in GRAVE else "warn"


@dataclass(frozen=True)
class Card:
    """A cell that needs somebody: its `lines`, of which `more` are left out, the small plot of its points as SVG, and
    the one `action` (a Way) that its reader may begin with."""

    now: CellNow
    lines: list
    more: int
    plot: str
    action: Way | None

    @property
    def soon(self):
        return self.now.level != Level.WATCH


@dataclass(frozen=True)
class Board:
    """The cells that somebody looks after: Cards that stand open, those `folded`, and CellNow without a reason."""

    shown: list
    folded: list
    fine: list
    order: list  # sentences: how they are ordered

    @property
    def needing(self):
        return len(self.shown) + len(self.folded)


def board_of(user, care, cells):
    """The Board of `cells` [CellNow of `care`] for `user`."""
    opens = cache(partial(may_open, user))
    zones, labels = bands(care.edition), points_of(care.months)
    sparks = {one.cell.pk: Spark(one.cell.name, "", labels(one.entries)) for one in cells if one.reasons}
    axis, cards = shared_axis(sparks.values(), zones), []
    for one in cells:
        if one.reasons:
            lines, action = lines_of(one, care, opens)
            plot = sparks[one.cell.pk].svg(axis, zones)
            cards.append(Card(one, *_cut(lines), plot, action))
    soon = [card for card in cards if card.soon][:SHOWN] or cards[:SHOWN]
    return Board(soon, cards[len(soon) :], [one for one in cells if not one.reasons], rules_in_words(care.rules))


def _cut(lines):
    """([ReasonLine] that are shown, how many are not)."""
    return lines[:REASONS], max(len(lines) - REASONS, 0)


def lines_of(one, care, opens):
    """([ReasonLine] of a CellNow, the Way to begin with); `opens(do)`: a test whether a cell is open to the reader."""
    words, lines, action = _Words(one, care), [], None
    for reason in one.reasons:
        text, ways = getattr(words, reason.value)()
        open_ways = [way for way in ways if opens(way.do)(one.cell)]
        lines.append(ReasonLine(reason, text, ways[-1].url if ways[-1] in open_ways else ""))
        action = action or next(iter(open_ways), None)
    return lines, action


def record_url(cell, month, today):
    """Where the regular meeting of `cell` in `month`, this one or the last, begins to be recorded."""
    planned = cell.planned_on if month == month_of(today) else cell.planned_last_month
    return start_url(cell.pk, month, planned, today)


class _Words:
    """The sentence of each Reason and its Ways, what begins the work first, the list that it was counted from last."""

    def __init__(self, one, care):
        self.one, self.cell, self.facts, self.care = one, one.cell, one.facts, care

    def _day(self, day):
        """A day in few letters: without the year where it is this one."""
        return f"{day:%d/%m}" if day.year == self.care.today.year else f"{day:%d/%m/%Y}"

    def _listed(self, name, **choice):
        return f"{address(name)}?{urlencode({'cell': self.cell.pk} | choice)}"

    def _last(self):
        """The minutes of the last regular meeting that is signed."""
        held = [entry.meeting for entry in self.one.entries if entry.meeting and entry.meeting.signed]
        return Way(Do.SEE_MEETINGS, _("See the minutes"), held[-1].get_absolute_url())

    def no_meeting(self):
        lately = list(zip(self.care.months, self.one.entries, strict=True))[-2:]
        missed = [month for month, entry in lately if entry.state in MISSED]
        text = _("No regular meeting recorded for month %(months)s") % {
            "months": ", ".join(str(month.number) for month in missed)
        }
        if missed == [month_of(self.care.today)]:
            late = self.care.today.day - on_time_by(self.care.edition)
            days = ngettext("%(count)s day late", "%(count)s days late", late) % {"count": late}
            text = f"{text}, {days}"
        url = record_url(self.cell, missed[0], self.care.today)
        return text, [
            Way(Do.RECORD_MEETINGS, pgettext("of a meeting", "Record it"), url),
            Way(Do.GUIDE_CELLS, _("Plan a visit"), address_of("oversight:plan-visit", self.cell.pk)),
            Way(Do.SEE_MEETINGS, _("See the plan"), address_of("meetings:plan", self.cell.pk)),
            Way(Do.SEE_MEETINGS, _("See its meetings"), self._listed("meetings:list")),
        ]

    def unsigned(self):
        lately = [entry.meeting for entry in self.one.entries[-2:] if entry.state == MonthState.UNSIGNED]
        text = _("Minutes of %(days)s not signed") % {"days": ", ".join(self._day(one.held_on) for one in lately)}
        return text, [
            Way(Do.RECORD_MEETINGS, _("Go on recording"), address_of("meetings:record", lately[0].pk)),
            Way(Do.SEE_MEETINGS, _("See the meeting"), lately[0].get_absolute_url()),
        ]

    def below_minimum(self):
        words = {"count": self.facts.official, "minimum": MINIMUM_OFFICIAL}
        return _("%(count)s official members, needs at least %(minimum)s") % words, [self._members()]

    def near_minimum(self):
        return _("Only %(count)s official members") % {"count": self.facts.official}, [self._members()]

    def _members(self):
        url = members_listed(self.care.today, cell=self.cell.pk, standing=Standing.OFFICIAL.value)
        return Way(Do.SEE_MEMBERS, _("See its members"), url)

    def no_secretary(self):
        return capfirst(Reason.NO_SECRETARY.label), [Way(Do.SEE_MEMBERS, _("See the posts"), address("members:posts"))]

    def nobody_in_charge(self):
        return capfirst(Reason.NOBODY_IN_CHARGE.label), [
            Way(Do.EDIT_STRUCTURE, _("Assign"), address_of("cells:assign", self.cell.pk)),
            Way(Do.SEE_CELLS, _("See the cell"), self.cell.get_absolute_url()),
        ]

    def difficulty(self):
        text = ngettext(
            "%(count)s difficulty without an answer, due %(day)s",
            "%(count)s difficulties without an answer, the first due %(day)s",
            self.facts.late_difficulties,
        ) % {"count": self.facts.late_difficulties, "day": self._day(self.cell.first_answer_due)}
        first = address_of("oversight:difficulty", self.cell.first_difficulty)
        return text, [
            Way(Do.FOLLOW_DIFFICULTIES, _("Deal with it"), first),
            Way(Do.SEE_OVERSIGHT, _("See the difficulty"), self._listed("oversight:index", show="late")),
        ]

    def late_remedy(self):
        text = ngettext(
            "%(count)s shortcoming not mended after an inspection, due %(day)s",
            "%(count)s shortcomings not mended after inspections, the first due %(day)s",
            self.facts.late_remedies,
        ) % {"count": self.facts.late_remedies, "day": self._day(self.cell.first_remedy_due)}
        url = address_of("oversight:inspection", self.cell.first_remedy)
        return text, [Way(Do.SEE_INSPECTIONS, _("See it"), url)]

    def late_focus(self):
        text = ngettext(
            "%(count)s task of the Committee overdue, since %(day)s",
            "%(count)s tasks of the Committee overdue, the first since %(day)s",
            self.facts.late_focus,
        ) % {"count": self.facts.late_focus, "day": self._day(self.cell.first_focus_due)}
        url = address_of("oversight:focus-task", self.cell.first_focus)
        return text, [Way(Do.REPORT_FOCUS, _("Report"), url), Way(Do.SEE_FOCUS, _("See the task"), url)]

    def low_score(self):
        words = {"day": self._day(self.one.last.held_on), "band": Band(self.facts.band).label}
        url = self.one.last.get_absolute_url()
        return _("Meeting of %(day)s rated %(band)s") % words, [Way(Do.SEE_MEETINGS, _("See the minutes"), url)]

    def no_visit(self):
        count = self.facts.months_unvisited
        text = ngettext(
            "The Committee member in charge has not come for %(count)s month",
            "The Committee member in charge has not come for %(count)s months",
            count,
        )
        return text % {"count": count}, [
            Way(Do.GUIDE_CELLS, _("Plan a visit"), address_of("oversight:plan-visit", self.cell.pk)),
            Way(Do.SEE_OVERSIGHT, _("See the visits"), address("oversight:visits")),
        ]

    def attendance(self):
        words = {"share": percent(float(self.facts.attendance)), "usual": percent(float(self.facts.usual))}
        return _("Attendance %(share)s, in the three meetings before %(usual)s") % words, [self._last()]

    def absences(self):
        count = self.facts.staying_away
        text = ngettext(
            "%(count)s member stays away without reason", "%(count)s members stay away without reason", count
        )
        return text % {"count": count}, [Way(Do.SEE_MEETINGS, _("See who"), address("meetings:absences"))]

    def no_theme(self):
        quarter = quarter_of(self.care.today)
        url = f"{address_of('meetings:plan', self.cell.pk)}?year={quarter.year}"
        text = _("No thematic meeting in quarter %(quarter)s") % {"quarter": quarter.number}
        return text, [
            Way(Do.RECORD_MEETINGS, _("Plan one"), url),
            Way(Do.SEE_MEETINGS, _("See the plan"), url),
        ]

    def untrained(self):
        way = Way(Do.SEE_MEMBERS, _("See who is to be trained"), address("members:training-due"))
        return _("The secretary is not trained in this term"), [way]

    def late_task(self):
        text = ngettext(
            "%(count)s task overdue, since %(day)s",
            "%(count)s tasks overdue, the first since %(day)s",
            self.facts.late_tasks,
        ) % {"count": self.facts.late_tasks, "day": self._day(self.cell.first_task_due)}
        return text, [Way(Do.SEE_MEETINGS, _("See the tasks"), self._listed("meetings:tasks", show="late"))]

    def scores_apart(self):
        text = _("The two scores are %(points)s points apart") % {"points": points(self.facts.apart)}
        return text, [Way(Do.SEE_MEETINGS, _("See the comparison"), self._listed("meetings:differences"))]


def rules_in_words(rules):
    """[sentence]: how cells are ordered by NeedRules, without the numbers that order them."""
    if rules is None:
        return []
    asked = {
        Reason.ATTENDANCE: _("from %(count)s percentage points below the three meetings before")
        % {"count": rules.attendance_drop},
        Reason.SCORES_APART: _("from %(count)s points") % {"count": rules.points_apart},
        Reason.NO_VISIT: _("from %(count)s months") % {"count": rules.visit_months},
        Reason.UNTRAINED: _("from %(count)s months in the post") % {"count": rules.training_months},
        Reason.NEAR_MINIMUM: _("at most %(count)s") % {"count": rules.official_near},
        Reason.BELOW_MINIMUM: _("%(count)s are needed") % {"count": MINIMUM_OFFICIAL},
    }
    heaviest = sorted((one for one in Reason if rules.weight(one)), key=lambda one: -rules.weight(one))
    return [f"{reason.label} ({asked[reason]})" if reason in asked else str(reason.label) for reason in heaviest]
