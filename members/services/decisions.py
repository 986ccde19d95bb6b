"""Discipline, commendations and Party badges, each step with its rule; what was entered by mistake is struck out."""

from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from common.facts import write
from common.partial import PartialDate
from members.enums import BadgeState, CommendationForm, DisciplineForm, Early, EventKind, Exit, Standing
from members.models import Badge, BadgeRules, CellDiscipline, Commendation, Discipline, Event, Inquiry, Membership, Post
from members.models.decisions import Measure
from members.queries.member import party_age_of
from members.rules.badges import considered_from
from members.rules.commendation import may_give, of_a_cell
from members.rules.life import MemberRuleError
from members.services.life import correct, lock_lives, record

DECIDED = ("body", "decision_no", "breach", "outside")
COMMENDED = ("occasion", "year", "body", "decision_no", "reason", "posthumous")
# Điều lệ Đảng, Điều 35: what else would be discipline of a probationary member is the removal of the name.
OF_PROBATIONARY = (DisciplineForm.REPRIMAND, DisciplineForm.WARNING)


@service
def discipline(*, member, form, on, by, effective_on=None, despite="", replaces=None, **facts):
    """The member was disciplined by a decision of day `on`, in effect from then or later; `facts` {field of DECIDED:
    value}.

    Dismissal ends the posts held on the day it takes effect, unless a heavier form that this one `replaces` did;
    expulsion is recorded as the event it is, unless it has been already; `despite` as for `record`.
    """
    [member] = lock_lives([member])
    effective_on = effective_on or on
    told = Event.objects.kept().filter(member=member, kind=EventKind.EXPEL, on=effective_on).exists()
    row = Membership.objects.on(on).filter(member=member).first()
    if row is None and not (told and form == DisciplineForm.EXPULSION):
        raise MemberRuleError(_("%(name)s was not a member here on that day.") % {"name": member}, "on")
    if row and row.standing == Standing.PROBATIONARY and form not in OF_PROBATIONARY:
        raise MemberRuleError(
            _("A probationary member is reprimanded or warned; beyond that the name is removed."), "form"
        )
    made = Discipline(member=member, form=form, on=on, effective_on=effective_on, replaces=replaces)
    made = write(made, facts, DECIDED).save_checked()
    if form == DisciplineForm.DISMISSAL and not (replaces and replaces.form == DisciplineForm.EXPULSION):
        made.events.set(_end_posts(member, effective_on, despite, by))
    if form == DisciplineForm.EXPULSION and not told:
        expel = {"kind": EventKind.EXPEL, "on": effective_on, "decision_no": made.decision_no}
        made.events.set([record(member=member, despite=despite, by=by, **expel)])
    return made


@service
def enter_discipline(*, form, body, outside, by, **facts):
    """A measure to which no procedure of discipline here led, as it was found: decided before these records, or above
    the commune. `facts` as for `discipline`.

    Raises MemberRuleError for what a cell only proposes (Điều lệ Đảng, Điều 36), and for an expulsion without
    `outside`, the reason why two thirds of the cell are not asked for here (294-QĐ/TW §9.3.4).
    """
    if form not in OF_PROBATIONARY and of_a_cell(body):
        words = _("A cell reprimands and warns; beyond that it proposes, and a body above it decides.")
        raise MemberRuleError(words, "body")
    if form == DisciplineForm.EXPULSION and not outside:
        words = _(
            "Two thirds of the cell propose an expulsion: record a procedure of discipline. Decided before these "
            "records, or above the commune, it is entered here with the reason."
        )
        raise MemberRuleError(words, "outside")
    return discipline(form=form, body=body, outside=outside, by=by, **facts)


def _end_posts(member, on, despite, by):
    """The ends of all posts held on the day. They tell neither why nor by which decision: everybody reads a life."""
    posts = list(Post.objects.on(on).filter(member=member))
    if not posts:
        raise MemberRuleError(_("%(name)s holds no post on that day to be dismissed from.") % {"name": member}, "form")
    about = {"kind": EventKind.END_POST, "on": on, "despite": despite, "by": by}
    return [record(member=member, post=post.kind, **about) for post in posts]


@service
def discipline_cell(*, cell, form, on, by, effective_on, body="", decision_no="", breach="", replaces=None):
    """The cell, one at work on the day, was disciplined as an organisation; dissolved it ends by its own act."""
    lock(commune=cell.commune_id, cells=[cell])
    if not cell.works_on(on):
        raise MemberRuleError(_("%(cell)s is not at work on that day.") % {"cell": cell}, "on")
    about = {"body": body, "decision_no": decision_no, "breach": breach, "replaces": replaces}
    return CellDiscipline(cell=cell, form=form, on=on, effective_on=effective_on, **about).save_checked()


@service
def lift_discipline(*, discipline, on, by, lifted_by):
    """The Discipline, or CellDiscipline, was lifted on `on`, by a decision on an appeal for example; it delays nothing
    after that."""
    discipline = type(discipline).objects.select_for_update().get(pk=discipline.pk)
    refuse_struck(discipline)
    if discipline.lifted_on:
        raise MemberRuleError(_("It was lifted already."))
    discipline.lifted_on, discipline.lifted_by = on, lifted_by
    return discipline.save_checked()


@service
def change_discipline(*, measure, form, on, body, decision_no, by, despite=""):
    """A complaint changed the Discipline, or CellDiscipline, to another form from the day `on`: that one is lifted as
    it is, and the row of the new form is returned. Posts that it ended are not held again by that; who was expelled is
    taken back in the life of the member first (`EventKind.RESTORE`). `despite` as for `record`."""
    of_cell = isinstance(measure, CellDiscipline)
    if not of_cell:
        lock_lives([measure.member])
    about = {"form": form, "on": on, "effective_on": on, "body": body, "decision_no": decision_no, "by": by}
    about |= {"breach": measure.breach, "replaces": measure}
    before = lift_discipline(discipline=measure, on=on, lifted_by=decision_no, by=by)
    if of_cell:
        return discipline_cell(cell=before.cell, **about)
    here = Membership.objects.on(on).filter(member=before.member).exists()
    if before.form == DisciplineForm.EXPULSION and not here:
        words = _("Record first in the life of %(name)s that the Party membership was restored.")
        raise MemberRuleError(words % {"name": before.member}, "on")
    return discipline(member=before.member, despite=despite, **about)


@service
def open_inquiry(*, member, since, by, decision_no=""):
    """The member is under inspection, or a complaint about the member is being settled, from the day `since`."""
    [member] = lock_lives([member])
    return Inquiry(member=member, since=since, decision_no=decision_no).save_checked()


@service
def conclude_inquiry(*, inquiry, on, by):
    """The case is concluded on the day `on`."""
    lock_lives([inquiry.member])
    inquiry = Inquiry.objects.get(pk=inquiry.pk)
    refuse_struck(inquiry)
    inquiry.end(on, "on")
    return inquiry


@service
def commend(*, form, on, by, member=None, cell=None, **facts):
    """The member, or the cell, was commended by a decision of day `on`; `facts` {field of Commendation: value}."""
    if member and form == CommendationForm.FLAG:
        raise MemberRuleError(_("A flag is given to an organisation, not to a member."), "form")
    if not may_give(facts.get("body", ""), form):
        raise MemberRuleError(
            _("A cell only praises; other commendations are given by the committees above it."), "form"
        )
    commune = (member or cell).commune
    made = Commendation(commune=commune, member=member, cell=cell, form=form, on=on)
    return write(made, facts, COMMENDED).save_checked()


@service
def propose_badge(*, member, years, award_on, on, by, early=""):
    """Propose on `on` that `member` be given the badge of `years` on the award day `award_on`.

    `early` (an Early): seriously ill, or after death (06-HD/TW §18.1, 18.2).
    """
    [member] = lock_lives([member])
    if years not in BadgeRules.objects.in_force(member.commune_id, award_on).badge_years:
        raise MemberRuleError(_("There is no badge of %(years)s years.") % {"years": years}, "years")
    if member.badges.given().filter(years__gt=years).exists():
        raise MemberRuleError(_("%(name)s has the badge of more years.") % {"name": member}, "years")
    due = party_age_of(member).full_on(years, early=early)
    if due is None:
        raise MemberRuleError(_("Fill in the day of the admission decision first."))
    if award_on < on:
        raise MemberRuleError(_("The proposal comes before the award day."), "on")
    considered, _delaying = considered_from(due, member.disciplines.kept(), until=award_on)
    last = _official_until(member, award_on, early)
    if considered > last:
        raise MemberRuleError(
            _("%(name)s is considered for this badge from %(day)s.")
            % {"name": member, "day": f"{considered:%d/%m/%Y}"},
            "award_on",
        )
    return Badge(member=member, years=years, early=early, award_on=award_on, proposed_on=on).save_checked()


def _official_until(member, award_on, early):
    """The day up to which Party age counts for the award day: that day, or the day of death."""
    row = Membership.objects.last_known(award_on).filter(member=member, standing=Standing.OFFICIAL).first()
    if early == Early.POSTHUMOUS:
        if row is None or row.exit != Exit.DIED or row.until > award_on:
            raise MemberRuleError(_("%(name)s did not die as an official member.") % {"name": member}, "early")
        return row.until
    if row is None or not row.holds_on(award_on):
        raise MemberRuleError(_("%(name)s is not an official member here on that day.") % {"name": member}, "award_on")
    return award_on


@service
def decide_badge(*, badge, on, decision_no, by):
    """The body above decided on `on` that the badge be given."""
    badge = _badge_that_is(badge, BadgeState.PROPOSED)
    badge.decided_on, badge.decision_no = on, decision_no
    return badge.save_checked()


@service
def refuse_badge(*, badge, on, reason, by):
    """The proposal came back on `on`; it may be made again for another day."""
    badge = _badge_that_is(badge, BadgeState.PROPOSED)
    badge.refused_on, badge.refusal = on, reason
    return badge.save_checked()


@service
def award_badge(*, badge, on, by, number=""):
    """The badge was handed over on `on`."""
    badge = _badge_that_is(badge, BadgeState.DECIDED)
    if on < badge.decided_on:
        raise MemberRuleError(_("It cannot be awarded before it was decided."), "on")
    badge.awarded_on, badge.number = PartialDate.of(on), number
    return badge.save_checked()


@service
def enter_badge(*, member, years, awarded_on, by, decision_no="", number=""):
    """A badge that the member received before these records; `awarded_on` as far as known (a PartialDate)."""
    earliest = party_age_of(member).full_on(years, early=Early.ILL)
    if earliest and awarded_on.last < earliest:
        raise MemberRuleError(_("The member had not been in the Party for so long by then."), "awarded_on")
    return Badge(
        member=member, years=years, awarded_on=awarded_on, decision_no=decision_no, number=number
    ).save_checked()


def _badge_that_is(badge, state):
    badge = Badge.objects.select_for_update(of=("self",)).select_related("member").get(pk=badge.pk)
    refuse_struck(badge)
    if badge.state != state:
        raise MemberRuleError(
            _("The %(badge)s of %(name)s is %(state)s.")
            % {"badge": badge, "name": badge.member, "state": badge.state.label}
        )
    return badge


@service
def strike(*, decision, reason, by, despite=""):
    """The Decision or Rating was entered by mistake; so was what followed from it in a life.

    `despite` as for `record`.
    """
    if getattr(decision, "member_id", None):  # a commendation or a rating may be of a cell
        lock_lives([decision.member])
    decision = type(decision).objects.select_for_update(of=("self",)).get(pk=decision.pk)
    refuse_struck(decision)
    decision.struck, decision.struck_reason = True, reason
    if isinstance(decision, Measure):
        _strike_in_turn(decision)
    if isinstance(decision, Discipline):
        for event in decision.events.kept():  # the typed reason stays with the discipline: everybody reads a life
            correct(event=event, on=None, reason=_("Recorded by mistake."), despite=despite, by=by)
    return decision.save_checked()


def _strike_in_turn(measure):
    """The form that a complaint gave is struck out before the one that it replaces, which holds again then."""
    after = type(measure).objects.kept().filter(replaces=measure).first()
    if after:
        words = _("A complaint changed it to %(form)s: strike that one out first.")
        raise MemberRuleError(words % {"form": after.get_form_display()})
    if before := measure.replaces:
        measure.replaces, before.lifted_on, before.lifted_by = None, None, ""
        before.save_checked()


def refuse_struck(decision):
    if decision.struck:
        raise MemberRuleError(_("This is struck out already."))
