"""How a cell stands today: its figures, what waits, and the one thing to do next."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Do
from cells.access import scope
from cells.enums import CellState
from cells.models import Assignment, CellStatus, Serving
from cells.models.cell import STILL_RECORDED
from cells.queries import before_and_after, history_of
from common.addresses import address_of
from common.needs import Need
from common.numbers import points
from common.periods import month_of, year_of
from common.tables import Figure
from meetings.queries import MISSED, MonthState, awaiting_second_score
from meetings.queries.plan import first_to_record, next_of_cell, start_url
from meetings.queries.task import open_tasks_of
from members.enums import NOT_EXPECTED, PostKind, Standing
from members.queries import Headcount, headcounts
from members.queries.namesakes import apart
from members.queries.posts import leading_posts
from oversight.queries import unsolved_of, visits
from reports.queries import in_turn
from reports.rules import OWED, owed_first
from reports.tables.people import members_listed
from reports.tables.quality import cell_quality, shared
from reports.tables.trends import plots_of_cell

MEETINGS, SHOWN, VISITS = 4, 5, 3  # of each so many are shown, the rest on the page that it leads to


@dataclass(frozen=True)
class Act:
    """What can be done: where, its words and the name of its small picture."""

    url: str
    label: str
    icon: str


@dataclass(frozen=True)
class Some:
    """The first `rows` of so many (`count`), `late` of them overdue."""

    rows: list
    count: int
    late: int

    @property
    def more(self):
        return self.count - len(self.rows)


class CellToday:
    """A `cell` as `user` may read it on `today`. Each part asks its own right: what is not for the user is None or
    empty. The number of queries does not depend on how much there is."""

    def __init__(self, user, cell, today):
        self.user, self.cell, self.today = user, cell, today
        self.month = month_of(today)
        self.statuses = history_of(cell=cell.pk, model=CellStatus)
        status = next((row for row in self.statuses if row.holds_on(today)), None)
        cell.state = status and status.state
        self.state = status and CellState(status.state)
        self.ended = status if self.state not in (None, CellState.PLANNED, CellState.ACTIVE) else None
        self.active = self.state == CellState.ACTIVE

    def may(self, do):
        return scope(self.user, do).has(commune=self.cell.commune_id, cell=self.cell.pk)

    # Who it is

    @cached_property
    def hamlets(self):
        """[Hamlet] that it serves."""
        rows = history_of(cell=self.cell.pk, model=Serving, related=("hamlet",))
        return [row.hamlet for row in rows if row.holds_on(self.today)]

    @cached_property
    def in_charge(self):
        """The CommitteeMember in charge of it, or None."""
        rows = history_of(cell=self.cell.pk, model=Assignment, related=("committee_member",))
        return next((row.committee_member for row in rows if row.holds_on(self.today)), None)

    @cached_property
    def leaders(self):
        """[(Post, name)] of secretary and deputies, the secretary first; None where members are not the user's to
        see."""
        if not self.may(Do.SEE_MEMBERS):
            return None
        posts = leading_posts(cell=self.cell.pk, day=self.today)
        names = apart(post.member for post in posts)
        return [(post, names[post.member_id]) for post in posts]

    @cached_property
    def lacks_secretary(self):
        return self.leaders is not None and all(post.kind != PostKind.SECRETARY for post, _name in self.leaders)

    @cached_property
    def head(self):
        """Its Headcount, for who reads reports."""
        if not self.may(Do.SEE_REPORTS):
            return None
        return headcounts(cells=[self.cell], day=self.today).get(self.cell.pk, Headcount())

    @cached_property
    def members(self):
        """[(word, how many, address of their list)]: official, probationary, and if any those not expected."""
        opens = self.may(Do.SEE_MEMBERS)
        kinds = [(standing, "standing") for standing in reversed(Standing)]
        kinds += [(kind, "state") for kind in NOT_EXPECTED if getattr(self.head, kind.value)]
        told = [(kind, getattr(self.head, kind.value), field) for kind, field in kinds]
        return [
            (kind.label, count, self.members_listed(**{field: kind.value}) if opens and count else "")
            for kind, count, field in told
        ]

    @cached_property
    def members_url(self):
        return self.members_listed() if self.may(Do.SEE_MEMBERS) and self.head.total else ""

    def members_listed(self, **choice):
        return members_listed(self.today, cell=self.cell.pk, **choice)

    @cached_property
    def around(self):
        """The cells before and after it, as `before_and_after` tells them."""
        return before_and_after(cell=self.cell.pk)

    # How it meets

    @cached_property
    def report(self):
        """The QualityReport of it alone, over this year."""
        return cell_quality(user=self.user, period=year_of(self.today), today=self.today, cell=self.cell)

    @cached_property
    def line(self):
        """Its QualityLine of that report; None where there is nothing to tell, or not to this user."""
        return next(iter(self.report.lines), None)

    @cached_property
    def opens_meetings(self):
        return self.may(Do.SEE_MEETINGS)

    @cached_property
    def attendance(self):
        """The Figure of this year's attendance, as the report has it."""
        return shared(self.line.attendance, self.report.listed(self.line)) if self.line else Figure()

    @cached_property
    def plots(self):
        return plots_of_cell(self.report) if self.line else []

    @cached_property
    def months(self):
        """[(month, BoardEntry)] of the last twelve months, this one last."""
        board, trend = self.report.board, self.report.trend
        return [(month, board[self.cell.pk, month]) for month in trend] if self.line else []

    @cached_property
    def scored(self):
        """[MeetingFacts] with points that count, of these months, the latest first."""
        return self.report.scored_lately(self.cell) if self.line else []

    @cached_property
    def last(self):
        """The latest of these, or None."""
        return self.scored[0] if self.scored else None

    @cached_property
    def change(self):
        """(tone, words) of the last points against those before; None without either."""
        if len(self.scored) < 2:
            return None
        change = self.scored[0].total - self.scored[1].total
        if not change:
            return "", _("as before")
        return ("up", f"▲ {points(change)}") if change > 0 else ("down", f"▼ {points(-change)}")

    @cached_property
    def recent(self):
        """[MeetingFacts] of the latest signed meetings."""
        return self.report.signed[self.cell.pk][-MEETINGS:][::-1] if self.line else []

    @cached_property
    def owed(self):
        """[(month, BoardEntry)] of the month before and this one that lack their regular meeting or its signature, this
        one also while there is still time."""
        return [(month, entry) for month, entry in self.months[-2:] if entry.state in OWED]

    @cached_property
    def never_met(self):
        return not any(entry.meeting for _month, entry in self.months)

    @cached_property
    def coming(self):
        """[PlannedMeeting] to come, two at most; none of a cell that is not at work."""
        return next_of_cell(cell=self.cell.pk, today=self.today) if self.opens_meetings and self.active else []

    # What it carries

    @cached_property
    def tasks(self):
        """Some of the open tasks, the longest due first."""
        if not self.opens_meetings:
            return None
        return self._some(open_tasks_of(cell=self.cell.pk))

    @cached_property
    def difficulties(self):
        """Some of the difficulties without an end, the longest due first."""
        if not self.may(Do.SEE_OVERSIGHT):
            return None
        return self._some(unsolved_of(cell=self.cell.pk))

    def _some(self, rows):
        found = list(rows)
        return Some(found[:SHOWN], len(found), sum(row.due_on < self.today for row in found))

    @cached_property
    def may_raise(self):
        return self.active and self.may(Do.RAISE_DIFFICULTIES)

    @cached_property
    def visits(self):
        """[VisitRow] of the Committee member in charge: of this year and to come, the latest first."""
        if not self.may(Do.SEE_OVERSIGHT):
            return None
        year = year_of(self.today)
        rows = visits(cells=[self.cell], since=year.since, until=year.next().until, today=self.today)
        return rows[:VISITS]

    # What waits

    @cached_property
    def waits(self):
        """[Need] of what is to be done, what is late first; none of a cell that has ended."""
        return [*self._owed(), *self._late(), *self._unfilled()] if self.active and not self.first_steps else []

    def _owed(self):
        """Of meetings that are owed."""
        for month, entry in self.owed:
            if entry.state in MISSED:
                text, tone = _("No regular meeting is recorded for %(month)s."), "bad"
            elif entry.state == MonthState.UNSIGNED:
                text, tone = _("The regular meeting of %(month)s is not signed."), "warn"
            else:
                continue
            if act := self._record(month, entry):
                yield Need(text % {"month": month}, act.url, act.label, tone)
            elif self.opens_meetings:
                url = entry.meeting.get_absolute_url() if entry.meeting else self._listed("meetings:list")
                yield Need(text % {"month": month}, url, _("See its meetings"), tone)

    def _late(self):
        """Of difficulties; the tasks stand among the figures."""
        if self.difficulties and self.difficulties.late:
            late = self.difficulties.late
            text = ngettext("%(count)s difficulty waits too long.", "%(count)s difficulties wait too long.", late)
            yield Need(text % {"count": late}, self._listed("oversight:index", show="late"), _("See"), "bad")

    def _unfilled(self):
        """Of who is missing."""
        if self.may(Do.EDIT_STRUCTURE) and self.in_charge is None:
            url = reverse("cells:assign", args=[self.cell.pk])
            yield Need(_("No Committee member is in charge of it."), url, _("Assign"))
        if self.may(Do.EDIT_MEMBERS) and self.lacks_secretary:
            yield Need(_("It has no secretary."), self.members_listed(), _("See its members"))

    def _listed(self, name, **choice):
        return f"{reverse(name)}?{urlencode({'cell': self.cell.pk} | choice)}"

    @cached_property
    def acts(self):
        """[Act], the one to be done first first; none where the user only reads. Of a cell that has not met yet it is
        the next of its first steps."""
        if self.first_steps:
            steps = [step for step in self.first_steps if step.state != "done" and step.url]
            return [Act(step.url, step.text, "right") for step in steps[:1]]
        told = [self._structure(), *self._meeting(), self._score(), self._visit()]
        return [act for act in told if act]

    @cached_property
    def first_url(self):
        return self.acts[0].url if self.acts else ""

    @cached_property
    def _still_recorded(self):
        return any(
            row.state == CellState.ACTIVE and (row.until is None or row.until > self.today - STILL_RECORDED)
            for row in self.statuses
        )

    def _structure(self):
        if self.state == CellState.PLANNED and self.may(Do.EDIT_STRUCTURE):
            url = reverse("cells:change-status", args=[self.cell.pk])
            return Act(url, _("Begin or give up the plan"), "check")
        return None

    def _meeting(self):
        """To record or sign what is owed, else to invite to what comes, or to plan it."""
        if not self.may(Do.RECORD_MEETINGS) or not self._still_recorded:
            return
        owed = owed_first(self.months, self._planned, self.today)
        if owed:
            yield self._record(*owed)
        if self.coming:
            yield Act(reverse("meetings:invitation", args=[self.coming[0].pk]), _("Invitation"), "letter")
        elif self.active:
            yield Act(reverse("meetings:plan", args=[self.cell.pk]), _("Plan the year"), "meetings")
        if not owed:
            yield Act(self._listed("meetings:start"), _("Record a meeting"), "pen")

    def _record(self, month, entry):
        """To record the meeting of `month`, or to finish its minutes; None where the user may not."""
        if not self.may(Do.RECORD_MEETINGS):
            return None
        if entry.meeting:
            return Act(address_of("meetings:record", entry.meeting.pk), _("Finish and sign the minutes"), "pen")
        planned = self._planned.get(month)
        label = _("Record the meeting of %(day)s") % {"day": f"{planned:%d/%m}"} if planned else _("Record the meeting")
        return Act(start_url(self.cell.pk, month, planned, self.today), label, "pen")

    @cached_property
    def _planned(self):
        return first_to_record(self.cell.pk, self.month.previous().since, self.month.until)

    def _score(self):
        """The member in charge scores beside the cell."""
        if not self.may(Do.SCORE_MEETINGS):
            return None
        since = self.month.previous().since
        mine = next((m for m in awaiting_second_score(self.user, since) if m.cell_id == self.cell.pk), None)
        return mine and Act(reverse("meetings:second-score", args=[mine.pk]), _("Give your own score"), "pen")

    def _visit(self):
        if self.active and self.may(Do.GUIDE_CELLS):
            return Act(reverse("oversight:plan-visit", args=[self.cell.pk]), _("Plan a visit"), "meetings")
        return None

    # How it begins

    @cached_property
    def first_steps(self):
        """[FirstStep] of a cell that has not met yet; none once it has, or where the user reads no figures of it."""
        if not self.active or self.head is None or not self.never_met:
            return []
        return in_turn(self._steps(), self.may)

    def _steps(self):
        """What `in_turn` asks."""
        pk = self.cell.pk
        hamlets = reverse("cells:hamlets")
        yield _("Say which hamlets it serves"), self.hamlets, Do.EDIT_STRUCTURE, hamlets
        assign = reverse("cells:assign", args=[pk])
        yield _("Put a Committee member in charge"), self.in_charge is not None, Do.EDIT_STRUCTURE, assign
        yield _("Enter its members"), self.head.total, Do.EDIT_MEMBERS, reverse("members:add", query={"cell": pk})
        if self.leaders is not None:
            appoint = self.members_listed()
            yield _("Record its secretary"), not self.lacks_secretary, Do.EDIT_MEMBERS, appoint
        if self.opens_meetings:
            plan = reverse("meetings:plan", args=[pk])
            yield _("Draft the plan of the year"), self.coming, Do.RECORD_MEETINGS, plan
            yield _("Record the first meeting and sign it"), False, Do.RECORD_MEETINGS, self._listed("meetings:start")
