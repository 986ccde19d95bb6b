"""Foundings of cells: each step with its rule, and the one act that makes the cell with its people and posts."""

from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.enums import CellKind, ServingKind
from cells.models import Cell, Paper, Serving
from cells.queries import current_number
from cells.services import PaperRuleError, found_cell, lock, lock_body, number_paper, serve_hamlet
from common.facts import write
from development.enums import FoundingStage, FoundingStepKind, FoundingWay
from development.models import Founding, FoundingHamlet, FoundingItem, FoundingMember, FoundingStep
from development.papers.founding import decision_numbers, issues_of, paper_of, subject_of
from development.queries.founding import founding_file, why_not_official
from development.rules.founding import (
    MAY_BE_PLANNED,
    FoundingRuleError,
    can_be_struck,
    refuse_step,
    refuse_way,
)
from development.services.papers import refuse_day, strike_numbers
from members import services as people
from members.enums import LEADING, Appointed, Entry, EventKind, Ground
from members.models import Membership

# What each kind of step tells besides its day and who recorded it.
TOLD = {
    FoundingStepKind.PROPOSE: ("paper_no", "note"),
    FoundingStepKind.APPRAISE: ("paper_no", "body", "members", "in_favour", "note"),
    FoundingStepKind.DECIDE: ("paper_no", "committee_no", "transfer_no"),
    FoundingStepKind.ANNOUNCE: ("paper_no", "note"),
    FoundingStepKind.CONGRESS: ("paper_no", "note"),
    FoundingStepKind.GIVE_UP: ("note",),
}
PLAN = ("way", "cell_name", "seat", "effective_on", "owner", "due_on")


@service
def begin_founding(*, commune, hamlets, on, by, paper_no="", note="", due_on=None):
    """The survey of `hamlets` of a commune, on the day `on`, begins the founding of a cell for them. Returns the
    Founding.

    Raises FoundingRuleError for a hamlet that has its own cell, or that was merged into another one.
    """
    lock(commune=commune)
    for hamlet in hamlets:
        _refuse_own_cell(hamlet, on, "hamlets")
    founding = Founding(commune=commune, due_on=due_on).save_checked()
    for hamlet in hamlets:
        FoundingHamlet(founding=founding, hamlet=hamlet).save_checked()
    _write(founding, FoundingStepKind.SURVEY, on, by, {"paper_no": paper_no, "note": note}, ("paper_no", "note"))
    return founding


def _refuse_own_cell(hamlet, day, field=None):
    """Nor may the hamlet have been merged into another one by `day`."""
    if hamlet.ended_on and hamlet.ended_on <= day:
        raise FoundingRuleError(_("%(hamlet)s was merged into another hamlet.") % {"hamlet": hamlet}, field)
    own = Serving.objects.not_over(day).filter(hamlet=hamlet, kind=ServingKind.OWN).select_related("cell").first()
    if own:
        told = {"hamlet": hamlet, "cell": own.cell}
        raise FoundingRuleError(_("%(hamlet)s has its own cell: %(cell)s.") % told, field)


@service
def choose_way(*, founding, on, by, paper_no="", **plan):
    """How the cell is to come about: `plan` {field of PLAN: value}. Said again until it is decided, it replaces what
    was planned, and what was proposed before has to be proposed anew."""
    founding, file = _locked(founding)
    refuse_step(FoundingStepKind.WAY, on, file.progress)
    chosen_on = file.progress.on(FoundingStepKind.WAY)
    if chosen_on and on < chosen_on:
        words = {"day": f"{chosen_on:%d/%m/%Y}"}
        raise FoundingRuleError(_("The way was chosen on %(day)s: choose it anew on that day or later.") % words, "on")
    hamlets = file.hamlets
    joint = Serving.objects.on(on).filter(hamlet__in=hamlets, kind=ServingKind.JOINT).exists()
    refuse_way(plan["way"], len(hamlets), joint)
    if plan["effective_on"] < on:
        raise FoundingRuleError(_("It cannot take effect before the way is chosen."), "effective_on")
    _refuse_taken_name(founding, plan["cell_name"])
    write(founding, plan, PLAN).save_checked()
    return _write(founding, FoundingStepKind.WAY, on, by, {"paper_no": paper_no}, ("paper_no",))


def _refuse_taken_name(founding, name):
    if Cell.objects.filter(commune=founding.commune_id, name=name).exists():
        raise FoundingRuleError(_("The commune already has a cell of this name."), "cell_name")


@service
def name_member(*, founding, member, on, by, post=""):
    """`member` is to belong to the new cell, with a provisional `post` (a PostKind) or none. Counts on the day on which
    the cell is to work if official then; somebody on probation goes along and does not count."""
    founding, file = _locked(founding, member)
    if file.progress.stage not in MAY_BE_PLANNED or file.progress.stage == FoundingStage.WAY:
        words = _("Members are named after the way is chosen and before it is decided.")
        raise FoundingRuleError(words)
    after = file.progress.on(FoundingStepKind.SURVEY)
    if on < after:
        raise FoundingRuleError(_("This comes after the step of %(day)s.") % {"day": f"{after:%d/%m/%Y}"}, "on")
    life = list(Membership.objects.filter(member=member).order_by("since"))
    if not any(row.holds_on(founding.effective_on) for row in life):
        raise FoundingRuleError(why_not_official(member.full_name, life, founding.effective_on), "member")
    if post and why_not_official(member.full_name, life, founding.effective_on):
        raise FoundingRuleError(_("Only an official member can hold a post."), "post")
    if post in LEADING and any(row.post == post for row in file.named):
        raise FoundingRuleError(_("Somebody else is proposed for this post."), "post")
    return FoundingMember(founding=founding, member=member, since=on, post=post).save_checked()


@service
def drop_member(*, row, reason, by):
    """The FoundingMember `row` is not to belong to the new cell after all; what was proposed with that name alone to
    make up the number does not count any more."""
    _founding, file = _locked(row.founding)
    row = FoundingMember.objects.kept().filter(pk=row.pk).first()
    if row is None:
        raise FoundingRuleError(_("This is struck out already."))
    _refuse_over(file)
    row.struck, row.struck_reason = True, reason
    return row.save_checked()


@service
def keep_founding_item(*, founding, kind, by, state, on=None, reason=""):
    """What is the matter with a paper of the dossier, a FoundingPaper."""
    founding, file = _locked(founding)
    _refuse_over(file)
    there = FoundingItem.objects.filter(founding=founding, kind=kind).first()
    row = there or FoundingItem(founding=founding, kind=kind)
    row.state, row.on, row.reason = state, on, reason
    return row.save_checked()


@service
def take_founding_step(*, founding, kind, on, by, effective_on=None, due_on=None, **facts):
    """Record a step of one of the kinds in `TOLD`: `facts` {field of FoundingStep: value} as the kind tells them.
    `effective_on`: from which day the cell is to work, of the decisions alone; `due_on`: until when the next step is to
    be done. An appraisal that does not pass is recorded too. Raises FoundingRuleError when it is not so far."""
    founding, file = _locked(founding)
    refuse_step(kind, on, file.progress, effective_on=effective_on)
    if kind == FoundingStepKind.DECIDE:
        _refuse_taken_name(founding, founding.cell_name)
        founding.effective_on = effective_on
    if kind == FoundingStepKind.GIVE_UP:
        founding.ended = True
        _close(founding)
    founding.due_on = due_on
    founding.save_checked()
    step = _write(founding, kind, on, by, facts, TOLD[kind])
    if kind == FoundingStepKind.DECIDE:
        decided = founding_file(founding).progress
        if decided.stage != FoundingStage.EFFECT:  # on the day that was decided others are official
            raise FoundingRuleError(" ".join(decided.lacks), "effective_on")
    return step


@service
def take_effect(*, founding, today, by, despite=""):
    """The day has come: the cell is founded from the day that was decided. It serves its hamlets, those named are
    transferred to it and hold their posts provisionally, all or nothing. `despite` as for `members.services.record`.
    Returns the Cell.

    Raises FoundingRuleError while three official members are not there on that day, when the day has not come, and
    where something of it is there already.
    """
    rows = list(founding.named.kept().select_related("member"))
    places = [place.hamlet_id for place in founding.places.all()]
    served_by = Serving.objects.open().filter(hamlet__in=places).values_list("cell", flat=True)
    people.lock_lives([row.member for row in rows], cells=list(served_by))
    founding, file = _locked(founding)
    on = founding.effective_on
    refuse_step(FoundingStepKind.EFFECT, on, file.progress)
    if on > today:
        words = _("The day of the decision has not come yet: %(day)s.")
        raise FoundingRuleError(words % {"day": f"{on:%d/%m/%Y}"})
    decision = file.progress.steps[FoundingStepKind.DECIDE]
    numbers = decision_numbers(file, decision)
    for hamlet in file.hamlets:
        _refuse_own_cell(hamlet, on)
    _refuse_moved(file.named, on)
    joint = founding.way == FoundingWay.JOINT
    about = {"name": founding.cell_name, "meeting_place": founding.seat, "founded_on": on}
    about |= {"decision_no": numbers["paper"], "decision_on": decision.on}
    about |= {"kind": CellKind.JOINT if joint else CellKind.HAMLET}
    cell = found_cell(commune=founding.commune, by=by, **about)
    told = {"on": on, "decision_on": decision.on, "despite": despite, "by": by}
    _bring_together(file, cell, numbers, told)
    serving = ServingKind.JOINT if joint else ServingKind.OWN
    for hamlet in file.hamlets:
        serve_hamlet(hamlet=hamlet, cell=cell, kind=serving, since=on, by=by)
    founding.cell, founding.due_on = cell, None
    founding.save_checked()
    _close(founding)
    _write(founding, FoundingStepKind.EFFECT, on, by, {}, ())
    return cell


def _refuse_moved(named, on):
    """Who was transferred on that day or later goes where that said: it has to be put right first."""
    moved = Membership.objects.filter(member__in=[row.member_id for row in named], entry=Entry.MOVED)
    row = moved.filter(since__gte=on).select_related("cell").order_by("since", "pk").first()
    if row:
        names = {one.member_id: one.name for one in named}
        told = {"name": names[row.member_id], "cell": row.cell, "day": f"{row.since:%d/%m/%Y}"}
        words = _("%(name)s belongs to %(cell)s from %(day)s already: correct that first, or name somebody else.")
        raise FoundingRuleError(words % told)


def _bring_together(file, cell, numbers, told):
    """Transfer those named who still belong to a cell on the day, and appoint those with a post; `told` of each event,
    `numbers` of the decisions."""
    gone, rows = {row.pk for row in file.named if row.why}, Membership.objects.on(told["on"])
    still = rows.filter(member__in=[row.member_id for row in file.named]).values_list("member")
    there = {member for (member,) in still}
    ground = Ground.REORGANISATION if file.founding.way == FoundingWay.SPLIT else ""
    for row in file.named:
        if row.member_id in there:
            about = {"cell": cell, "decision_no": numbers["transfer"], "ground": ground}
            people.record(member=row.member, kind=EventKind.TRANSFER, **about, **told)
    for row in file.named:
        if row.post and row.pk not in gone:
            about = {"how": Appointed.APPOINTED, "decision_no": numbers["committee"]}
            people.appoint(member=row.member, post=row.post, **about, **told)


@service
def strike_founding_step(*, step, reason, by):
    """The step was recorded by mistake. What made the cell is put right in the records of the cell and its members."""
    _founding, file = _locked(step.founding)
    step = FoundingStep.objects.kept().filter(pk=step.pk).first()
    if step is None:
        raise FoundingRuleError(_("This step is struck out already."))
    if not can_be_struck(step, file.progress):
        words = _("This is not struck out: correct what followed from it in the records of the cell and its members.")
        raise FoundingRuleError(words)
    step.struck, step.struck_reason = True, reason
    for paper in (step.paper_id, step.committee_paper_id, step.transfer_paper_id):
        strike_numbers(paper, reason, by)
    return step.save_checked()


@service
def number_founding_paper(*, step, slot, on, today, by, first=None, corrects=None, paper_shown=""):
    """The PaperNumber of the paper of `step` in a `slot` (`development.papers.founding`). One that has a number keeps
    it, unless `corrects` is that number: then it is issued anew under the next one. Decisions are of the day on which
    they were made."""
    lock_body(step.founding.commune_id, None)
    founding, file = _locked(step.founding)
    step = next(row for row in file.steps if row.pk == step.pk)
    issue = _issue(file, step, slot)
    there = current_number(getattr(step, f"{issue.field}_id"))
    if there and there != corrects:
        return there
    if typed := getattr(step, issue.typed):
        words = _("Its paper was issued elsewhere under %(number)s: take that number away first where it is wrong.")
        raise PaperRuleError(words % {"number": typed})
    refuse_day(on, step.on, exact=step.kind == FoundingStepKind.DECIDE and not corrects)
    paper = getattr(step, issue.field)
    paper = paper or Paper(commune=founding.commune, kind=issue.kind, only_for=Do.SEE_FOUNDINGS)
    number = number_paper(
        paper=paper,
        on=on,
        subject=subject_of(issue),
        draw=lambda number: paper_of(file, issue, step, number),
        today=today,
        first=first,
        corrects=there,
        paper_shown=paper_shown,
        by=by,
    )
    setattr(step, issue.field, number.paper)
    step.save_checked()
    return number


@service
def type_founding_number(*, step, slot, paper_no, by):
    """The paper of `step` in a `slot` was issued elsewhere under `paper_no`; an empty one takes a wrong one away."""
    _founding, file = _locked(step.founding)
    step = next(row for row in file.steps if row.pk == step.pk)
    issue = _issue(file, step, slot)
    if FoundingStepKind.EFFECT in file.progress.steps:
        raise PaperRuleError(_("The cell is founded already: correct this in the records of its members."))
    if number := current_number(getattr(step, f"{issue.field}_id")):
        words = _("This paper bears the number %(number)s of the register.")
        raise PaperRuleError(words % {"number": number.text}, "paper_no")
    setattr(step, issue.typed, paper_no)
    return step.save_checked()


def _issue(file, step, slot):
    """The FoundingIssue of a `slot`; none of a step that is struck out."""
    if step.struck:
        raise PaperRuleError(_("This step is struck out already."))
    return next(issue for issue in issues_of(file, step) if issue.slot == slot)


def _refuse_over(file):
    if FoundingStepKind.EFFECT in file.progress.steps:
        raise FoundingRuleError(_("The cell is founded already: correct this in the records of its members."))
    if file.progress.stage.over:
        raise FoundingRuleError(_("This founding is over: %(how)s.") % {"how": file.progress.stage.label})


def _close(founding):
    """Its hamlets and people are free for another founding."""
    for row in (*founding.places.all(), *founding.named.kept()):
        row.closed = True
        row.save_checked()


def _locked(founding, *members):
    """(the founding as it is now, its FoundingFile); nobody else changes foundings of its commune meanwhile."""
    if members:
        people.lock_lives(list(members))
    lock(commune=founding.commune_id)
    founding = Founding.objects.select_related("commune").get(pk=founding.pk)
    return founding, founding_file(founding)


def _write(founding, kind, on, by, facts, allowed):
    return write(FoundingStep(founding=founding, kind=kind, on=on, account=by), facts, allowed).save_checked()
