"""Steps of people on their way into the Party, recorded with their rules; what follows is played anew each time."""

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from cells.queries import current_number
from cells.services import cell_succeeded, lock
from common.facts import write
from common.partial import PartialDate
from common.text import search_key
from development.enums import About, ConsentTo, LeftBecause, StepKind
from development.models import Candidate, Introduction, Item, ListReview, Pass, Profile, Step
from development.queries.cases import case_file
from development.queries.movement import parts_of
from development.queries.votes import voting_base_of_cell
from development.rules.admitted import attained
from development.rules.course import StepRuleError
from development.services.admission import keep_facts
from development.services.forgetting import refuse_forgotten
from development.services.papers import strike_numbers
from members import services as people
from members.enums import Entry, EventKind, Exit, Ground, Standing
from members.models import Membership

ABOUT_THE_CASE = ("full_name", "sex", "proposed_unit", "proposed_by", "earlier", "former")
# What each kind of step tells besides its day, its paper and why a rule let it pass. Those not named here are recorded
# by services of their own, which find out more.
TOLD = {
    StepKind.LIST: ("source",),
    StepKind.UNLIST: ("because", "note"),
    StepKind.HELPER: ("helper",),
    StepKind.CLASS: ("certificate_on",),
    StepKind.ALLOW: (),
    StepKind.FILE: ("union_resolution", "opinions"),
    StepKind.CONSENT: ("consent_to",),
    StepKind.EXTEND: ("about",),
    StepKind.COMMITTEE_VOTE: ("about", "members", "in_favour", "body"),
    StepKind.DECIDE: ("received_on",),
    StepKind.BACK: ("to_state", "because", "note"),
    StepKind.HAND_OVER: ("cell", "note"),
    StepKind.END: ("because", "note"),
}
OWN = {
    StepKind.PROPOSE: (),
    StepKind.CELL_VOTE: ("about", "base", "present", "in_favour"),
    StepKind.CEREMONY: ("late_consent_on",),
    StepKind.PROLONG: ("months",),
}
LEFT = {
    Exit.REMOVED: LeftBecause.REMOVED,
    Exit.EXPELLED: LeftBecause.EXPELLED,
    Exit.LEFT: LeftBecause.ASKED,
}
GROUNDS = {LeftBecause.ASKED: Ground.HARDSHIP, LeftBecause.LESSER_CRIME: Ground.SPENT}


class SamePersonError(StepRuleError):
    """Somebody of that name is on the way already and may be the same person: recorded only where the input
    `all_the_same` says that it is another one."""

    def __init__(self, other):
        words = _("%(name)s, %(cell)s, is on the way into the Party and may be the same person.")
        super().__init__(words % {"name": other, "cell": other.cell}, "all_the_same")


@service
def propose(*, cell, on, by, case, facts, override="", all_the_same=False):
    """Somebody is proposed to `cell` as an outstanding person: a new case. `case` {field of `ABOUT_THE_CASE`: value},
    `facts` {field of Profile: value}. Returns the Candidate.

    Raises StepRuleError for a member of that day, and for somebody whose case is open; SamePersonError where the open
    case of somebody of that name may be of the same person, unless it is recorded `all_the_same`. A case of the same
    person that has ended is the `earlier` one, also where `case` does not name it.
    """
    lock(commune=cell.commune_id, cells=[cell])
    candidate = write(Candidate(commune=cell.commune, cell=cell), case, ABOUT_THE_CASE)
    candidate.earlier = candidate.earlier or _ended_before(candidate, facts.get("born"))
    _refuse_known(candidate, facts, on, all_the_same)
    _refuse_proposer(candidate, on)
    candidate.save_checked()
    facts = _as_left(candidate.former) | facts
    write(Profile(candidate=candidate, since=on), facts, Profile.facts()).save_checked()
    take(candidate, StepKind.PROPOSE, on, by, cell=cell, override=override)
    return candidate


def _refuse_known(candidate, facts, on, all_the_same):
    """One person has one case at a time, and none as a member. Two of one name are distinguished by their birth; where
    the year is the same, or one is not known, they may be one."""
    former = candidate.former_id
    if former and Membership.objects.on(on).filter(member=former).exists():
        raise StepRuleError(_("%(name)s is a member on that day.") % {"name": candidate})
    alike = Candidate.objects.open().filter(commune=candidate.commune_id, search_key=search_key(candidate.full_name))
    for other in alike.select_related("cell").prefetch_related("profiles"):
        born = _born(other)
        if born and born == facts.get("born"):
            raise StepRuleError(_("%(name)s is on the way into the Party already.") % {"name": candidate}, "full_name")
        if not all_the_same and _may_be_one(facts.get("born"), born):
            raise SamePersonError(other)
    if candidate.earlier_id and not candidate.earlier.ended:
        raise StepRuleError(_("%(name)s is on the way into the Party already.") % {"name": candidate})


def _ended_before(candidate, born):
    """The last case of the same person that has ended: of one of that name born on that day; where a birth is not
    known, of one of that name in the same cell."""
    alike = Candidate.objects.filter(search_key=search_key(candidate.full_name), commune=candidate.commune_id)
    for other in alike.filter(ended=True).order_by("-pk").prefetch_related("profiles"):
        known = _born(other)
        if born == known if born and known else candidate.cell_id == other.cell_id:
            return other
    return None


def _born(candidate):
    return next((row.born for row in reversed(candidate.profiles.all()) if not row.struck), None)


def _may_be_one(born, other):
    return born is None or other is None or born.year == other.year


def _refuse_proposer(candidate, on):
    unit = candidate.proposed_unit
    if unit and not unit.holds_on(on):
        raise StepRuleError(_("%(unit)s was not there on that day.") % {"unit": unit}, "proposed_unit")


def _as_left(former):
    """{field of Profile: value}: when and how the member left whom the records know, None for nobody."""
    last = former and Membership.objects.filter(member=former, until__isnull=False).order_by("-until").first()
    if not last or last.exit not in LEFT:
        return {}
    again = Membership.objects.filter(member=former, entry=Entry.READMITTED).exists()
    return {"left_on": last.until, "left_because": LEFT[last.exit], "readmitted_before": again}


@service
def take_step(*, candidate, kind, on, by, paper_no="", override="", introducers=(), **facts):
    """Record a step of one of the kinds in `TOLD`; also of days in the past. `facts` {field of Step: value} as the kind
    tells them; `introducers` [(Member, together since)] of a file. The first listing may name the `source`, a
    Participation of that very person begun by that day.

    Raises StepRuleError when the rules refuse it or a step recorded later would no longer fit. `override`: why an
    administrator lets it pass although a rule refuses; what cannot be so stays refused. Returns the Step.
    """
    if kind not in TOLD:
        raise TypeError(f"{kind} has a service of its own")
    candidate = _locked(candidate, facts.get("cell"))
    if facts.get("source"):
        _refuse_source(candidate, facts["source"], on)
    return take(candidate, kind, on, by, paper_no=paper_no, override=override, introducers=introducers, **facts)


def _refuse_source(candidate, source, on):
    """A source is chosen once, at the first listing, and only where the participation came before it."""
    if source.since > on:
        words = _("The person took part only from %(day)s, after the listing.")
        raise StepRuleError(words % {"day": f"{source.since:%d/%m/%Y}"}, "source")
    if candidate.steps.kept().filter(kind=StepKind.LIST).exists():
        raise StepRuleError(_("Where somebody came from is told once, at the first listing."), "source")
    if source.pk not in {row.pk for row in parts_of(candidate, on)}:
        raise StepRuleError(_("This is not recorded of the same person."), "source")


@service
def learn(*, candidate, on, by, **facts):
    """Something is known otherwise from `on`: `facts` {field of Profile: value}; the rest stays as it was known."""
    candidate = _locked(candidate)
    if not facts:
        raise StepRuleError(_("Nothing is changed."))
    known = case_file(candidate).known.profile_on(on)
    if known is None:
        raise StepRuleError(_("The person was not proposed yet on that day."), "on")
    row = known if known.since == on else Profile(**{name: getattr(known, name) for name in Profile.facts()})
    row.candidate, row.since = candidate, on
    return write(row, facts, Profile.facts()).save_checked()


@service
def tell_proposer(*, candidate, by, proposed_unit=None, proposed_by=""):
    """Who proposed the person, told better than at the beginning: a unit of an organisation, another body in words, or
    with neither the cell itself. Targets of an organisation count the cases that name one of its units."""
    candidate = _locked(candidate)
    candidate.proposed_unit, candidate.proposed_by = proposed_unit, proposed_by
    if began := candidate.steps.kept().filter(kind=StepKind.PROPOSE).first():
        _refuse_proposer(candidate, began.on)
    return candidate.save_checked()


@service
def vote_in_cell(*, candidate, on, by, in_favour, about=About.ADMISSION, present=None, paper_no="", override=""):
    """The cell voted on the admission, or on the recognition. `present` [Member] who were there; None: all with a vote.
    A vote that does not pass is recorded and reported, too. The voting base is that of the day, and is kept."""
    candidate = _locked(candidate)
    cell = _votes_in(candidate, on, about)
    base = voting_base_of_cell(cell, on, present)
    facts = {"about": about, "cell": cell, "base": base.base, "in_favour": in_favour}
    facts["present"] = base.base if present is None else base.voters_present
    return take(candidate, StepKind.CELL_VOTE, on, by, paper_no=paper_no, override=override, **facts)


def _votes_in(candidate, on, about):
    """The cell that votes: that of the member, before the ceremony the one that handles the case."""
    if about == About.RECOGNITION and candidate.member_id:
        row = Membership.objects.on(on).filter(member=candidate.member_id).select_related("cell").first()
        return row.cell if row else candidate.cell
    number = case_file(candidate).course(on).cell
    return candidate.cell if number in (None, candidate.cell_id) else type(candidate.cell).objects.get(pk=number)


@service
def hold_ceremony(
    *, candidate, on, by, late_consent_on=None, override="", despite="", occupation=None, youth_member=None, **person
):
    """The cell held the admission ceremony: from `on` the person is a probationary member. `person` {field of Member:
    value} of the file; `despite` as for `members.services.record`. `occupation`, `youth_member` and the schooling that
    was known are kept as of that day (`AdmissionFacts`). Returns the Member."""
    candidate = _locked(candidate)
    step = take(candidate, StepKind.CEREMONY, on, by, override=override, late_consent_on=late_consent_on)
    file = case_file(candidate)
    decision, profile = file.course(on).decision, file.known.profile_on(on)
    told = {"on": on, "cell": step.cell, "decision_no": _number_of(decision), "decision_on": decision.on}
    told["received_on"] = decision.received_on
    told |= _admission(file, profile)
    member = candidate.member or candidate.former
    if member:
        step.event = people.record(member=member, by=by, despite=despite, **told)
    else:
        born = PartialDate.of(profile.born)
        about = {"full_name": candidate.full_name, "sex": candidate.sex, "born": born, "hamlet": profile.hamlet}
        about |= {"grade": profile.grade, "occupation": occupation}
        member = people.enter(person=about | person, by=by, **told)
        step.event = member.events.get()
    step.save_checked()
    keep_facts(step.event, occupation=occupation, schooling=attained(profile), youth_member=youth_member)
    candidate.member = member
    candidate.save_checked()
    return member


def _number_of(decision):
    """The number that the life is told of the decision: that of the register, or of a paper issued elsewhere."""
    number = current_number(decision.paper_id)
    if not (number or decision.paper_no):
        words = _("The admission decision has no number yet: give it one on the page of the case, or type it there.")
        raise StepRuleError(words)
    return number.text if number else decision.paper_no


def _admission(file, profile):
    """{field of Event: value}: admitted, or admitted again with the ground and the consent of the province."""
    if profile.left_on is None:
        return {"kind": EventKind.ADMIT}
    consent = [step for step in file.steps if step.consent_to == ConsentTo.READMISSION]
    told = {"kind": EventKind.READMIT, "ground": GROUNDS.get(profile.left_because, "")}
    told |= {"spent_on": profile.cleared_on if told["ground"] == Ground.SPENT else None}
    told |= {"consent_no": consent[0].paper_no or "–", "consent_on": consent[0].on} if consent else {}
    return told if file.candidate.former_id else told | {"left_on": profile.left_on}


@service
def prolong_probation(*, candidate, on, months, by, paper_no="", override="", despite=""):
    """Probation lasts `months` longer, and all that is counted from its end."""
    candidate = _locked(candidate)
    step = take(candidate, StepKind.PROLONG, on, by, paper_no=paper_no, override=override, months=months)
    about = {"kind": EventKind.PROLONG, "on": on, "months": months, "decision_no": paper_no, "despite": despite}
    step.event = people.record(member=candidate.member, by=by, **about)
    return step.save_checked()


@service
def recognise(*, candidate, by, despite=""):
    """The decision on the recognition is recorded in the member's life, under its number and of the day on which it was
    first issued; `despite` as for `members.services.record`. Returns the Event."""
    candidate = _locked(candidate)
    number = first = current_number(candidate.recognition_paper_id)
    if number is None:
        raise StepRuleError(_("The decision on the recognition has no number yet: give it one first."))
    while first.corrects:
        first = first.corrects
    about = {"kind": EventKind.RECOGNISE, "on": first.on, "decision_no": number.text, "despite": despite}
    return people.record(member=candidate.member, by=by, **about)


@service
def case_of(*, member, on, by):
    """The case of a probationary member, for votes on the recognition: a new one where the way into the Party is not on
    record."""
    [member] = people.lock_lives([member])
    found = Candidate.objects.filter(member=member).first()
    if found:
        return found
    row = Membership.objects.on(on).filter(member=member).select_related("cell").first()
    if row is None:
        raise StepRuleError(_("%(name)s does not belong to a cell on that day.") % {"name": member}, "on")
    if row.standing != Standing.PROBATIONARY:
        raise StepRuleError(_("%(name)s is not on probation on that day.") % {"name": member}, "on")
    about = {"full_name": member.full_name, "sex": member.sex, "member": member}
    return Candidate(commune=member.commune, cell=row.cell, **about).save_checked()


@service
def strike_step(*, step, reason, by):
    """The step was recorded by mistake; the number of its paper is struck with it. What is recorded in a member's life,
    a ceremony or a prolonged probation, is corrected there."""
    candidate = _locked(step.candidate, step.cell_id)
    step = Step.objects.kept().filter(pk=step.pk).first()
    if step is None:
        raise StepRuleError(_("This step is struck out already."))
    if step.event_id:
        raise StepRuleError(_("Correct this in the member's life: the case follows."))
    if not step.can_be_struck:
        raise StepRuleError(_("Without the proposal there is no case: end it instead."))
    step.struck, step.struck_reason = True, reason
    step.save_checked()
    strike_numbers(step.paper_id, reason, by)
    for row in Pass.objects.filter(used=step):  # it is not used up by a step that does not count
        row.used = None
        row.save_checked()
    _project(candidate, case_file(candidate))
    return step


@service
def keep_item(*, candidate, kind, by, state, on=None, reason=""):
    """What is the matter with an item of the dossier."""
    candidate = _locked(candidate)
    row = Item.objects.filter(candidate=candidate, kind=kind).first() or Item(candidate=candidate, kind=kind)
    row.state, row.on, row.reason = state, on, reason
    return row.save_checked()


@service
def review_list(*, cell, on, by):
    """The cell went through its list of sympathisers."""
    lock(cells=[cell])
    require_in_office(by, Do.EDIT_CANDIDATES, cell, on, "on")
    if not cell.works_on(on):
        raise StepRuleError(_("The cell is not at work on that day."), "on")
    return ListReview(cell=cell, on=on).save_checked()


def _locked(candidate, *cells):
    """The case as it is now; nobody else changes it, nor who belongs where in its cell, until the transaction ends."""
    lock(commune=candidate.commune_id, cells=[candidate.cell_id, *(cell for cell in cells if cell)])
    found = Candidate.objects.select_related("cell", "commune", "member", "former").get(pk=candidate.pk)
    refuse_forgotten(found)
    return found


def take(candidate, kind, on, by, *, introducers=(), **facts):
    """Write the step down and play the case anew; `candidate` is locked."""
    refuse_forgotten(candidate)
    require_in_office(by, Do.EDIT_CANDIDATES, candidate.cell, on, "on")
    also = [member for member, _since in introducers] + ([facts["helper"]] if facts.get("helper") else [])
    cells = {candidate.cell_id, *([facts["cell"].pk] if "cell" in facts else [])}
    file = case_file(candidate, also=also, cells=cells)
    number = facts["cell"].pk if "cell" in facts else file.course(on).cell or candidate.cell_id
    made = Step(candidate=candidate, kind=kind, on=on, cell_id=number, account=by)
    made = write(made, facts, ("paper_no", "override", "cell", "attendee", *(TOLD | OWN)[kind])).save_checked()
    passes = _granted(made)
    rows = [Introduction(step=made, member=member, together_since=since) for member, since in introducers]
    Introduction.objects.bulk_create(rows)
    file.steps.append(made)
    file.known.introduced[made.pk] = tuple(introducers and ((m.pk, since) for m, since in introducers))
    _use(passes, made, _project(candidate, file, made))
    return made


def _granted(step):
    """[Pass] that an administrator granted for such a step of that day and that no step has used; the step then lets
    their rules pass."""
    if step.override:
        return []
    found = Pass.objects.filter(candidate=step.candidate_id, kind=step.kind, granted=True, used=None)
    found = list(found.filter(valid_until__gte=step.on))
    if found:
        step.override = "; ".join(one.because for one in found)[: Step._meta.get_field("override").max_length]
        step.lets = frozenset().union(*(one.refused_by for one in found))
    return found


def _use(passes, step, course):
    """The passes without which a rule would have refused the step are used; without any it says nothing of them."""
    if not passes:
        return
    used = [one for one in passes if one.refused_by & course.waived]
    step.override = "; ".join(one.because for one in used)[: Step._meta.get_field("override").max_length]
    step.save_checked()
    for one in used:
        one.used = step
        one.save_checked()


def _project(candidate, file, judging=None):
    """Keep with the case which cell handles it and whether it has ended; the Course."""
    try:
        course = file.course(judging=judging)
    except StepRuleError as error:
        raise _explained(error, judging) from error
    now = {"cell_id": course.cell or candidate.cell_id, "ended": course.ended is not None}
    if any(getattr(candidate, name) != value for name, value in now.items()):
        for name, value in now.items():
            setattr(candidate, name, value)
        candidate.save()
    return course


def _explained(error, step):
    """The refusal in words for the one who records `step`: also when it is another step that would no longer fit."""
    if error.step is None or error.step is step:
        return error
    words = _("It does not fit “%(event)s”, which is recorded: %(why)s")
    return StepRuleError(words % {"event": error.step, "why": error}, "on")


@receiver(cell_succeeded)
def let_candidates_follow(succession, **sent):
    """Cases go to the cell that takes over, with their votes: people and papers stay the same."""
    moved, on = [], succession.on
    for candidate in Candidate.objects.open().filter(cell=succession.cell).select_related("cell", "commune"):
        made = Step(candidate=candidate, kind=StepKind.HAND_OVER, on=on, cell=succession.successor, reorganised=True)
        made.save_checked()
        candidate.cell = succession.successor
        moved.append(candidate.save_checked().pk)
    return {"development.candidate": moved} if moved else {}
