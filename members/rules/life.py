"""A life told as events, and the dated rows that follow from it, or the first event that the rules refuse.

No queries and no clock: events in, rows out. Because every change, also a back-dated one and a correction, plays the
whole life again, a rule holds whatever the order in which the office learned of things.
"""

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext as _

from common.errors import RuleError
from common.partial import PartialDate
from members.enums import (
    KEPT_OUT,
    LEADING,
    NEVER_AGAIN,
    Entry,
    EventKind,
    Exit,
    Ground,
    OverlayKind,
    PostKind,
    Standing,
)
from members.models import Membership, Overlay, Post

PROBATION = relativedelta(months=12)  # Điều lệ Đảng, Điều 5; 29/02 ends on 28/02 (Bộ luật Dân sự, Điều 148)
EXEMPTION_FOR_A_TIME = relativedelta(months=12)  # 06-HD/TW §10.3a: less than
READMISSION = relativedelta(months=36)  # after leaving, 294-QĐ/TW §3.5
AFTER_SENTENCE = relativedelta(months=60)  # after it was spent, the same

WAYS_IN = (EventKind.JOIN, EventKind.ADMIT, EventKind.ARRIVE, EventKind.RESTORE, EventKind.READMIT)
DATES = ("decided_on", "ceremony_on", "official_on", "party_since")  # kept with the member, as the life tells them
ENTERED = (Entry.OPENING, Entry.ADMITTED, Entry.ARRIVED, Entry.RESTORED, Entry.READMITTED)
DEPARTURE = {
    EventKind.TRANSFER_OUT: Exit.TRANSFERRED,
    EventKind.REMOVE_NAME: Exit.REMOVED,
    EventKind.LEAVE: Exit.LEFT,
    EventKind.EXPEL: Exit.EXPELLED,
    EventKind.DIE: Exit.DIED,
}


class MemberRuleError(RuleError):
    """A change of members that a rule refuses; `event` is the one that does not fit."""

    def __init__(self, message, field=None, event=None):
        super().__init__(message, field)
        self.event = event


def lived(member, events, *, working, suspensions=None, stays=None):
    """The Life of `member` after `events`, in any order.

    `working` {cell number: [(first day, first day no longer or None)]} tells when each cell was at work; `suspensions`
    {day: SuspensionRules in force} and `stays` {day: StayRules in force} rule the events of these days. Raises
    MemberRuleError with the event that does not fit.
    """
    life = Life(member, working, suspensions, stays)
    for on, event in _in_order(member, events):
        life.play(event, on)
    life.require_working_cells()
    life.require_decisions_of_members()
    return life


def _in_order(member, events):
    """[(day it takes effect, event)]: a recognition counts from twelve months after the ceremony (294-QĐ/TW §4.2.2), or
    as many more as probation was prolonged by, also when these were over before the member entered the records."""
    timed, ceremony, entered, probation = [], None, None, PROBATION
    for event in sorted(events, key=lambda e: (e.on, e.pk or float("inf"))):
        effect = turn = event.on
        if event.kind in WAYS_IN:
            entered = event.on
        if event.kind in (EventKind.ADMIT, EventKind.READMIT):
            ceremony, probation = event.on, PROBATION
        elif event.kind == EventKind.PROLONG:
            probation = PROBATION + relativedelta(months=event.months or 0)
        elif event.kind in (EventKind.JOIN, EventKind.ARRIVE):
            known = ceremony or member.ceremony_on.whole
            ceremony = known if event.standing == Standing.PROBATIONARY else None
        elif event.kind == EventKind.RECOGNISE and ceremony:
            effect = ceremony + probation
            turn = max(effect, entered)
        timed.append((turn, effect, event))
    return [(effect, event) for _turn, effect, event in sorted(timed, key=lambda row: row[0])]


class Life:
    """`memberships`, `overlays` and `posts` are unsaved rows; the three dates are those to be kept with the member."""

    def __init__(self, member, working, suspensions, stays):
        self.member, self.working, self.suspension_rules, self.stay_rules = member, working, suspensions, stays
        self.memberships, self.overlays, self.posts = [], [], []
        self.decided_on, self.ceremony_on, self.official_on = member.decided_on, member.ceremony_on, member.official_on
        self.gone = None  # (Exit, day) while out of the Party or elsewhere
        self.standing_before = None  # of those who left
        self.readmitted = self.prolonged = False
        self.days_out = 0  # not counted as Party age
        self.extended = set()  # suspensions that had their one extension
        self.recognitions = []
        self.event = None

    @property
    def row(self):
        """The open membership, or None."""
        return self.memberships[-1] if self.memberships and self.memberships[-1].until is None else None

    @property
    def party_since(self):
        """The day from which Party age counts (294-QĐ/TW §4.5): the decision, else the card's date."""
        return self.decided_on or self.ceremony_on

    def dates(self):
        """{name of `DATES`: PartialDate}."""
        return {name: PartialDate(getattr(self, name)) for name in DATES}

    def play(self, event, on):
        self.event = event
        cause = DEPARTURE.get(event.kind)
        if cause:
            return self._depart(event, on, cause)
        return getattr(self, f"_{event.kind}")(event, on)

    def require_working_cells(self):
        """A cell has members and guests only while it is at work."""
        self.event = None  # it may be any of them
        for row in [*self.memberships, *(over for over in self.overlays if over.cell_id)]:
            spans = self.working.get(row.cell_id, [])
            if not any(
                first <= row.since and (end is None or (row.until is not None and row.until <= end))
                for first, end in spans
            ):
                self.refuse(_("%(cell)s was not at work all that time.") % {"cell": row.cell}, "on")

    def require_decisions_of_members(self):
        """A recognition takes effect earlier than it is decided; the day of the decision counts too."""
        rows = self.memberships  # the day on which one ends may still bring the decision
        for event in self.recognitions:
            if not any(row.since <= event.on and (row.until is None or event.on <= row.until) for row in rows):
                self.event = event
                self.refuse(_("%(name)s does not belong to a cell on that day.") % self._name, "on")

    def refuse(self, sentence, field=None):
        raise MemberRuleError(sentence, field, self.event)

    # Coming in

    def _join(self, event, on):
        if self.memberships or self.gone or self.overlays:
            self.refuse(_("%(name)s is already in the records.") % self._name)
        self._enter(event, on, Entry.OPENING, event.standing)

    def _admit(self, event, on):
        if self.memberships or self.gone or self.overlays:
            self.refuse(_("%(name)s has been a member before: record a restoration or readmission.") % self._name)
        self.decided_on, self.ceremony_on = PartialDate.of(event.decision_on), PartialDate.of(on)
        self._enter(event, on, Entry.ADMITTED, Standing.PROBATIONARY)

    def _arrive(self, event, on):
        if self.gone and self.gone[0] != Exit.TRANSFERRED:
            self.refuse(_("%(name)s did not leave by a transfer: record a restoration or readmission.") % self._name)
        hosting = self._over(OverlayKind.HOSTED, on)
        if hosting:
            self._end(self.overlays, hosting, on)
        self._enter(event, on, Entry.ARRIVED, event.standing)
        if event.standing == Standing.OFFICIAL and not self.official_on:
            self.official_on = self.member.official_on  # recognised elsewhere, as the file has it

    def _restore(self, event, on):
        if not self.gone or self.gone[0] not in (Exit.EXPELLED, Exit.REMOVED):
            self.refuse(_("Only somebody expelled or removed can be restored."))
        self._enter(event, on, Entry.RESTORED, self.standing_before)

    def _readmit(self, event, on):
        left = self.gone or self._left_elsewhere(event)
        if not left or left[0] not in (Exit.EXPELLED, Exit.REMOVED, Exit.LEFT):
            self.refuse(_("Only somebody who was expelled, removed or left can be admitted again."))
        cause, left_on = left
        if self.readmitted:
            self.refuse(_("Nobody is admitted again twice."))
        if cause == Exit.LEFT and event.ground != Ground.HARDSHIP:
            self.refuse(
                _("Somebody who asked to leave is admitted again only after special family hardship."), "ground"
            )
        considered = event.decision_on or on
        self._require_time_to_readmit(event, considered, left_on)
        self._require_consent(event, considered)
        self.readmitted = True
        self.days_out = (considered - left_on).days
        self._enter(event, on, Entry.READMITTED, Standing.PROBATIONARY)

    def _left_elsewhere(self, event):
        """(Exit, day) of somebody new to these records who was a member elsewhere; None where nothing is told."""
        if event.left_on is None or self.memberships or self.overlays:
            return None
        return (Exit.LEFT if event.ground == Ground.HARDSHIP else Exit.REMOVED, event.left_on)

    def _require_time_to_readmit(self, event, considered, left_on):
        if event.ground in NEVER_AGAIN:
            self.refuse(_("With such a past nobody is admitted again (294-QĐ/TW §3.5)."), "ground")
        if event.ground == Ground.SPENT and not event.spent_on:
            self.refuse(_("Enter the day on which the sentence was spent."), "spent_on")
        field = "decision_on" if event.decision_on else "on"
        if considered < left_on + READMISSION:
            words = _("Readmission is possible from %(day)s: 36 months after leaving.")
            self.refuse(words % _on(left_on + READMISSION), field)
        if event.spent_on and considered < event.spent_on + AFTER_SENTENCE:
            words = _("Readmission is possible from %(day)s: 60 months after the sentence was spent.")
            self.refuse(words % _on(event.spent_on + AFTER_SENTENCE), field)

    def _require_consent(self, event, considered):
        """Of the Standing Committee of the province, in writing, before the decision (294-QĐ/TW §3.5)."""
        for field in ("consent_no", "consent_on"):
            if not getattr(event, field):
                words = _(
                    "Readmission needs the written consent of the provincial Standing Committee: its number and day."
                )
                self.refuse(words, field)
        if event.consent_on > considered:
            self.refuse(_("The consent comes before the decision."), "consent_on")

    def _host(self, event, on):
        if self.row:
            self.refuse(_("%(name)s is a member here, not a guest.") % self._name)
        if self.gone and self.gone[0] != Exit.TRANSFERRED:
            self.refuse(_("Only a member of another Party organisation can be a guest."))
        self._stay(OverlayKind.HOSTED, event, on, _("%(name)s is already here on temporary transfer."))

    def _enter(self, event, on, entry, standing):
        if self.row:
            self.refuse(_("%(name)s already belongs to %(cell)s.") % (self._name | {"cell": self.row.cell}))
        self.gone = None
        if standing == Standing.PROBATIONARY:
            self.official_on = PartialDate()
            self.prolonged = False
        self._begin(event.cell, standing, on, entry)

    # Changes

    def _prolong(self, event, on):
        row = self._require_member(on)
        if row.standing != Standing.PROBATIONARY:
            self.refuse(_("%(name)s is already an official member.") % self._name)
        if self.prolonged:
            self.refuse(_("Probation was prolonged already."))
        if not event.months:
            self.refuse(_("Enter by how many months."), "months")
        self.prolonged = True

    def _recognise(self, event, on):
        row = self._require_member(event.on)
        if row.standing != Standing.PROBATIONARY:
            self.refuse(_("%(name)s is already an official member.") % self._name)
        if event.on < on:
            words = _("Probation lasts 12 months from the ceremony: until %(day)s.")
            if self.prolonged:
                words = _("Probation lasts until %(day)s.")
            self.refuse(words % _on(on), "on")
        self.recognitions.append(event)
        self.official_on = PartialDate.of(on)
        if row.since >= on:  # entered the records after the twelve months, or moved on that very day
            row.standing = Standing.OFFICIAL
            return
        self._close(row, on, Exit.RECOGNISED)
        self._begin(row.cell, Standing.OFFICIAL, on, Entry.RECOGNISED)

    def _transfer(self, event, on):
        row = self._require_member(on)
        if event.cell == row.cell:
            self.refuse(_("%(name)s already belongs to this cell.") % self._name, "cell")
        reorganised = event.ground == Ground.REORGANISATION
        if not reorganised:
            self._refuse_kept_out(on)  # 294-QĐ/TW §6.3.1
        away = self._over(OverlayKind.AWAY, on)
        if away and (not reorganised or away.cell == event.cell):
            self._end(self.overlays, away, on)
        for post in self._posts_on(on):
            self._end(self.posts, post, on)
        if row.since == on and row.entry == Entry.RECOGNISED:
            self.memberships[-2].exit, row.cell, row.entry = Exit.MOVED, event.cell, Entry.MOVED
            return
        self._close(row, on, Exit.MOVED)
        self._begin(event.cell, row.standing, on, Entry.MOVED)

    def _exempt(self, event, on):
        self._require_member(on)
        if self._over(OverlayKind.EXEMPT, on):
            self.refuse(_("%(name)s is already exempt.") % self._name, "on")
        if event.until and event.until >= on + EXEMPTION_FOR_A_TIME:
            self.refuse(_("An exemption for a time lasts less than 12 months."), "until")
        self._lay(OverlayKind.EXEMPT, event, on)

    def _end_exemption(self, event, on):
        self._end_overlay(_("%(name)s is not exempt on that day."), on, OverlayKind.EXEMPT)

    def _go_away(self, event, on):
        row = self._require_member(on)
        if event.cell == row.cell and event.ground != Ground.REORGANISATION:
            self.refuse(_("%(name)s already belongs to this cell.") % self._name, "cell")
        self._stay(OverlayKind.AWAY, event, on, _("%(name)s is already away on temporary transfer."))

    def _come_back(self, event, on):
        self._end_overlay(
            _("%(name)s is not on temporary transfer on that day."), on, OverlayKind.AWAY, OverlayKind.HOSTED
        )

    def _suspend(self, event, on):
        self._require_member(on)
        if event.until is None:
            self.refuse(_("Enter until when the suspension lasts."), "until")
        lasting = next((o for o in self.overlays if o.kind == OverlayKind.SUSPENDED and o.since < on <= o.until), None)
        if lasting is None:
            days = self.suspension_rules[on].suspension_days
            if event.until > on + relativedelta(days=days):
                self.refuse(_("A suspension lasts at most %(days)s days.") % {"days": days}, "until")
            if self._over(OverlayKind.SUSPENDED, on):
                self.refuse(_("%(name)s is already suspended.") % self._name, "on")
            return self._lay(OverlayKind.SUSPENDED, event, on)
        if id(lasting) in self.extended:
            self.refuse(_("A suspension is extended only once."), "on")
        days = self.suspension_rules[on].suspension_extension_days
        if not lasting.until < event.until <= lasting.until + relativedelta(days=days):
            self.refuse(_("A suspension is extended by at most %(days)s days.") % {"days": days}, "until")
        self.extended.add(id(lasting))
        lasting.until = event.until

    def _lift_suspension(self, event, on):
        self._end_overlay(_("%(name)s is not suspended on that day."), on, OverlayKind.SUSPENDED)

    def _prosecute(self, event, on):
        self._require_member(on)
        if self._over(OverlayKind.PROSECUTED, on):
            self.refuse(_("That %(name)s is prosecuted or detained is recorded already.") % self._name, "on")
        self._lay(OverlayKind.PROSECUTED, event, on)

    def _end_prosecution(self, event, on):
        self._end_overlay(_("%(name)s is neither prosecuted nor detained on that day."), on, OverlayKind.PROSECUTED)

    def _post(self, event, on):
        row = self._require_member(on)
        self._refuse_kept_out(on)
        if event.cell != row.cell:
            self.refuse(_("%(name)s did not belong to this cell on that day.") % self._name, "on")
        if row.standing != Standing.OFFICIAL:
            self.refuse(_("Only an official member can hold a post."))
        for post in self._posts_on(on):
            if post.kind == event.post:
                self.refuse(_("The member already holds this post."), "post")
            if post.kind in LEADING and event.post in LEADING:
                self._end(self.posts, post, on)
        self.posts.append(Post(member=self.member, cell=event.cell, kind=PostKind(event.post), how=event.how, since=on))

    def _end_post(self, event, on):
        post = next((post for post in self._posts_on(on) if post.kind == event.post), None)
        if post is None:
            self.refuse(_("%(name)s does not hold this post on that day.") % self._name, "post")
        self._refuse_same_day(post, on)
        post.until = on

    def _depart(self, event, on, cause):
        if event.kind == EventKind.DIE and not self.row and self._over(OverlayKind.HOSTED, on):
            self._end_everything(on)
            self.gone = (cause, on)
            return
        row = self._require_member(on)
        if event.kind in (EventKind.TRANSFER_OUT, EventKind.LEAVE):
            self._refuse_kept_out(on)  # 294-QĐ/TW §6.3.1; 06-HD/TW §11.2
        if event.kind == EventKind.EXPEL and row.standing != Standing.OFFICIAL:
            self.refuse(_("A probationary member is not expelled: the name is removed."))
        self.standing_before = row.standing
        self._end_everything(on)
        if row.since == on and row.entry not in ENTERED:
            self.memberships.pop()
            self.memberships[-1].exit = cause
        else:
            self._close(row, on, cause)
        self.gone = (cause, on)

    # Steps

    @property
    def _name(self):
        return {"name": self.member}

    def _require_member(self, on):
        row = self.row
        if row is None or on < row.since:
            self.refuse(_("%(name)s does not belong to a cell on that day.") % self._name, "on")
        return row

    def _refuse_kept_out(self, on):
        if any(self._over(kind, on) for kind in KEPT_OUT):
            sentence = _("%(name)s is suspended, prosecuted or detained on that day: this has to wait.")
            self.refuse(sentence % self._name, "on")

    def _refuse_same_day(self, row, on):
        if on <= row.since:
            self.refuse(_("The day must be after %(day)s, when the present entry began.") % _on(row.since), "on")

    def _begin(self, cell, standing, on, entry):
        about = {"cell": cell, "standing": standing, "since": on, "entry": entry, "days_out": self.days_out}
        self.memberships.append(Membership(member=self.member, **about))

    def _close(self, row, on, cause):
        self._refuse_same_day(row, on)
        row.until, row.exit = on, cause

    def _over(self, kind, on):
        """The row of `kind` that covers the day, or None."""
        return next((row for row in self.overlays if row.kind == kind and row.holds_on(on)), None)

    def _posts_on(self, on):
        return [post for post in self.posts if post.holds_on(on)]

    def _lay(self, kind, event, on):
        place = {"cell": event.cell, "place": event.place} if kind in (OverlayKind.AWAY, OverlayKind.HOSTED) else {}
        self.overlays.append(Overlay(member=self.member, kind=kind, since=on, until=event.until, **place))

    def _replaces(self, kind, event, on):
        """A reorganisation moves somebody on temporary transfer to another cell for the rest of the time, or home."""
        lasting = self._over(kind, on)
        if event.ground != Ground.REORGANISATION or not lasting:
            return False
        until = lasting.until
        self._end(self.overlays, lasting, on)
        if self.row is None or event.cell != self.row.cell:
            self.overlays.append(Overlay(member=self.member, kind=kind, since=on, until=until, cell=event.cell))
        return True

    def _end_overlay(self, sentence, on, *kinds):
        row = next((row for kind in kinds if (row := self._over(kind, on))), None)
        if row is None:
            self.refuse(sentence % self._name, "on")
        self._refuse_same_day(row, on)
        row.until = on

    def _end(self, rows, row, on):
        """End `row` on the day; a row that began on that very day is dropped."""
        if row.since == on:
            rows.remove(row)
        else:
            row.until = on

    def _end_everything(self, on):
        for rows in (self.overlays, self.posts):
            for row in [row for row in rows if row.holds_on(on)]:
                self._end(rows, row, on)

    def _stay(self, kind, event, on, already):
        """A temporary transfer begins; on the last day of another it extends that (294-QĐ/TW §6.3.2)."""
        if self._replaces(kind, event, on):
            return
        if self._over(kind, on):
            self.refuse(already % self._name, "on")
        if event.until is None:
            self.refuse(_("Enter until when the temporary transfer lasts."), "until")
        rules, began = self.stay_rules[on], self._began(kind, on)
        months = {"least": rules.least_months, "most": rules.most_months, "study": rules.study_months}
        if event.until < began + relativedelta(months=rules.least_months):
            self.refuse(_("A temporary transfer lasts at least %(least)s months.") % months, "until")
        if event.ground == Ground.STUDY:
            if event.until > began + relativedelta(months=rules.study_months):
                self.refuse(
                    _("A temporary transfer for studies lasts at most %(study)s months, with all extensions.") % months,
                    "until",
                )
        elif event.until >= began + relativedelta(months=rules.most_months):
            self.refuse(
                _(
                    "A temporary transfer lasts less than %(most)s months, for studies up to %(study)s, "
                    "with all extensions: beyond that the member is transferred for good."
                )
                % months,
                "until",
            )
        self._lay(kind, event, on)

    def _began(self, kind, on):
        """The first day of the stays of `kind` that reach `on` without a break; `on` itself where none does."""
        before = next((row for row in self.overlays if row.kind == kind and row.until == on), None)
        return self._began(kind, before.since) if before else on


def _on(day):
    return {"day": f"{day:%d/%m/%Y}"}
