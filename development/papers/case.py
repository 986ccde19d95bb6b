"""Papers that a cell or the Committee issues on somebody's way into the Party, drawn from the records and shown on the
page of the case. How papers look is told by `common.documents`.

They are Vietnamese whatever the language of the page.
"""

from django.urls import reverse
from django.utils.translation import override

from cells.models import PaperNumber
from cells.queries import changed_since, mark_of
from common.documents import Document, Letterhead, Signature
from development.enums import DossierItem, StepKind
from development.papers.facts import recognition_cell, recognition_day, recognition_vote
from development.papers.issued import ShownPaper, of_committee
from development.papers.issues import RECOGNITION, issue_of
from development.papers.words import PARTS, recognition_parts
from development.queries.dossier import PAPERS
from members.enums import EventKind
from members.models import Event

LONGEST = PaperNumber._meta.get_field("subject").max_length


def papers_of(facts, today, scopes):
    """[ShownPaper] that the steps of a case ask for, the latest first; `scopes` {Do: Scope of the reader}."""
    kept = not facts.candidate.forgotten_on
    found = [
        _shown(facts, issue, step, today, kept and issue.may_number(scopes[issue.do], facts.commune.pk, step.cell_id))
        for step in sorted(facts.steps, key=lambda step: (step.on, step.pk), reverse=True)
        if (issue := issue_of(step)) and not (step.event_id and step.event.struck and not step.paper_id)
    ]
    if voted := recognition_vote(facts):
        may = RECOGNITION.may_number(scopes[RECOGNITION.do], facts.commune.pk, voted.cell_id)
        found.insert(0, _recognition_shown(facts, today, may))
    return found


def _shown(facts, issue, step, today, may):
    number = facts.numbers.get(step.paper_id)
    now = (number or may) and paper_of_step(facts, step, number)
    kept = number and not facts.candidate.forgotten_on  # of who was forgotten the papers stay as issued
    life_says = _life_names(facts, step)
    return ShownPaper(
        kind=f"step-{step.pk}",
        label=facts.label(issue, number.on if number else step.on),
        number=number,
        url=reverse("development:step-paper", args=[step.pk]),
        on=today if number else step.on,
        begins=facts.begins(issue, step),
        changed=changed_since(number, now) if kept else [],
        may=may,
        typed=step.paper_no,
        typed_on=step.paper_on or step.on,
        type_url=reverse("development:paper-no", args=[step.pk]),
        life_says=life_says if number and life_says != number.text else "",
        shown=mark_of(now) if may else "",
    )


def _recognition_shown(facts, today, may):
    number, on = facts.numbers.get(facts.candidate.recognition_paper_id), recognition_day(facts)
    life_says = _recognition_no(facts.candidate) if facts.course.recognised_on else ""
    now = (number or may) and recognition_paper(facts, number)
    return ShownPaper(
        kind="recognition",
        label=facts.label(RECOGNITION, number.on if number else on),
        number=number,
        url=reverse("development:recognition-paper", args=[facts.candidate.pk]),
        on=today if number or not facts.course.recognised_on else on,
        begins=facts.begins(RECOGNITION, recognition_vote(facts)),
        changed=changed_since(number, now) if number else [],
        may=may,
        life_says=life_says if number and life_says != number.text else "",
        shown=mark_of(now) if may else "",
    )


def _life_names(facts, step):
    """The number of the decision of a step as the member's life names it, empty where it names none."""
    told = {StepKind.DECIDE: StepKind.CEREMONY, StepKind.PROLONG: StepKind.PROLONG}.get(step.kind)
    held = step if told == step.kind else next((one for one in facts.steps if one.kind == told), None)
    return "" if held is None or not held.event_id or held.event.struck else held.event.decision_no


def _recognition_no(candidate):
    told = Event.objects.kept().filter(member=candidate.member_id, kind=EventKind.RECOGNISE).order_by("-on", "-pk")
    return next(iter(told.values_list("decision_no", flat=True)[:1]), "")


def paper_of_step(facts, step, number=None):
    """The Document of the paper of `step` with its PaperNumber; without one, room is left to write it."""
    with override("vi"):
        parts = PARTS[step.kind](facts, step)
        return _drawn(facts, issue_of(step), step.cell, step.on, number, parts)


def recognition_paper(facts, number=None):
    """The Document of the decision by which the Committee recognises somebody as an official member."""
    with override("vi"):
        on = number.on if number else recognition_day(facts)
        return _drawn(facts, RECOGNITION, recognition_cell(facts), on, number, recognition_parts(facts, on))


def subject_of(facts, issue, day):
    """What the register of papers says of it."""
    with override("vi"):
        _word, about, _form = facts.title(issue, day)
        return f"{about}: {facts.candidate}"[:LONGEST]


def _drawn(facts, issue, cell, on, number, parts):
    on = number.on if number else on
    word, about, form = facts.title(issue, on)
    note = f"(Mẫu {form})" if form else ""
    if not issue.by_cell:
        about = {"on": on, "number": number, "parts": parts, "note": note, "about": about}
        about |= {"authority": facts.decides(on), "to": [cell.name_on(on)]}
        return of_committee(facts.candidate, issue.kind, word, **about)
    heads = facts.heads_on(on)
    return Document(
        letterhead=Letterhead(heads.organisation, cell.name_on(on), heads.place),
        title=word,
        subject=about,
        on=on,
        dated=number is not None,
        number=number.text if number else f"......-{issue.kind.code}/CB",
        note=(number.correction_note if number else "") or note,
        parts=tuple(parts),
        signatures=(Signature("T/M Chi bộ", *facts.leader(cell, on)),),
        recipients=(heads.committee, "Lưu chi bộ"),
    )


def issued_items(facts):
    """{DossierItem: day of the paper} of what the steps tell to be there, and of papers of the case with a number."""
    course = facts.course
    told = {
        DossierItem.CERTIFICATE: course.certificate_on,
        DossierItem.INTRODUCTION: course.introductions and course.papers_on,
        DossierItem.UNION: course.union_resolution and course.papers_on,
        DossierItem.OPINIONS: course.papers_on,
    }
    found = {item: on for item, on in told.items() if on}
    for step in facts.steps:
        number, item = facts.numbers.get(step.paper_id), PAPERS.get((step.kind, step.about))
        if item and issue_of(step).form and (number or step.paper_no):
            found[item] = number.on if number else step.paper_on or step.on
    if number := facts.numbers.get(facts.candidate.recognition_paper_id):
        found[DossierItem.RECOGNITION] = number.on
    return found
