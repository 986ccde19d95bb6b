"""The register of papers: terms of office, and the numbers given in them."""

from django.db.models import Min
from django.utils.translation import gettext as _

from accounts.audit import service
from accounts.roles import Do
from cells.access import require_in_office
from cells.models import PaperNumber, Term
from cells.queries import changed_since, mark_of
from cells.services.locks import lock, lock_body
from common.documents import frozen
from common.errors import OvertakenError, RuleError


class PaperRuleError(RuleError):
    """A number or a term of office that a rule refuses."""


@service
def number_paper(*, paper, on, subject, draw, today, by, first=None, corrects=None, paper_shown=""):
    """Give `paper`, a Paper saved or new, the next number of its kind and term; returns the PaperNumber.

    `draw(number)` is the Document to be issued under it, or None when that waits (`issue_paper`); it is kept as it is
    now. Where the term has no number of this kind yet, `first` says where to begin, for papers that were numbered by
    hand before. `corrects` is the PaperNumber of the same paper that goes out of date. `paper_shown` is the mark
    of what the page said (`refuse_overtaken`).
    """
    lock_body(paper.commune_id, paper.cell_id)
    if paper.cell_id:
        require_in_office(by, Do.RECORD_MEETINGS, paper.cell, on, "on")
        if not paper.cell.works_on(on):
            raise PaperRuleError(_("The cell is not at work on that day."), "on")
    if on > today:
        raise PaperRuleError(_("A paper is numbered when it is issued: this day has not come yet."), "on")
    if corrects and on < corrects.on:
        raise PaperRuleError(_("The paper cannot be older than %(day)s.") % {"day": f"{corrects.on:%d/%m/%Y}"}, "on")
    if paper_shown:
        refuse_overtaken(paper_shown, mark_of(draw(corrects)), "paper_shown")
    if paper.pk is None:
        paper.save_checked()
    term = _term(paper, on)
    series = {"board": paper.board, "apart": paper.apart, "kind": paper.kind}
    last = term.numbers.filter(**series).order_by("-number").first()
    following = last.number + 1 if last else first or 1
    body = {"term": term, **series}
    number = PaperNumber(paper=paper, number=following, on=on, subject=subject, corrects=corrects, **body)
    document = draw(number)
    if corrects and not (document and corrects.issued and changed_since(corrects, document)):
        raise PaperRuleError(_("There is nothing to correct in %(number)s.") % {"number": corrects.text})
    number.content = document and frozen(document)
    return number.save_checked()


def refuse_overtaken(shown, now, field="shown"):
    """Raises OvertakenError where a page that carried the mark `shown`, in the input `field`, showed something else
    than what has the mark `now`; the caller has locked it. Without a mark nothing is asked."""
    if shown and shown != now:
        words = _("Meanwhile this has changed. Look at it as it stands now, and send it again.")
        if field == "paper_shown":
            words = _("Meanwhile the paper has changed. Look at it, and give the number again.")
        raise OvertakenError(words, field, now)


@service
def issue_paper(*, number, document, by):
    """Keep what a paper numbered ahead says, now that it is issued; its owner has locked the body."""
    number.content = frozen(document)
    return number.save_checked()


@service
def strike_paper(*, paper, reason, by):
    """The paper was not issued: its number (a PaperNumber) stays in the register and is never given again. Where it
    corrected another one, that is the current one again."""
    term = paper.term
    lock_body(term.commune_id, term.cell_id)
    number = PaperNumber.objects.select_for_update(of=("self",)).select_related("term").get(pk=paper.pk)
    if number.struck:
        raise PaperRuleError(_("The number is struck already."))
    correction = number.corrections.kept().select_related("term").first()
    if correction:
        said = _("%(number)s corrects this number: strike that one first.")
        raise PaperRuleError(said % {"number": correction.text})
    number.struck, number.reason = True, reason
    return number.save_checked()


@service
def open_term(*, commune, cell, name, since, by):
    """A new term of office begins on `since`; the one before ends. `cell` None: that of the Committee."""
    lock(commune=commune, cells=[cell] if cell else ())
    if cell:
        require_in_office(by, Do.RECORD_MEETINGS, cell, since, "since")
    current = Term.objects.of(commune, cell).open().first()
    if current:
        later = current.numbers.told().filter(on__gte=since).order_by("on", "pk").first()
        if later:
            day = {"number": later.text, "day": f"{later.on:%d/%m/%Y}"}
            raise PaperRuleError(
                _("%(number)s of %(day)s is numbered in the present term; the new one begins later.") % day, "since"
            )
        current.end(since)
    return Term(commune=commune, cell=cell, name=name, since=since).save_checked()


@service
def edit_term(*, term, by):
    """A term of office was entered wrongly: `term`, changed and not saved yet, is right."""
    lock(commune=term.commune_id, cells=[term.cell_id] if term.cell_id else ())
    return term.save_checked()


def _term(paper, day):
    """The term that holds on `day`. A body without any gets its first one, assumed to last since its founding."""
    commune, cell = paper.commune, paper.cell
    terms = Term.objects.of(commune, cell)
    term = terms.on(day).first()
    if term is None and not terms.exists():
        founded = cell.founded_on if cell else commune.cells.aggregate(first=Min("founded_on"))["first"]
        term = Term(commune=commune, cell=cell, since=min(founded or day, day), assumed=True)
        term.trail_only_for = paper.trail_only_for
        term.save_checked()
    if term is None:
        raise PaperRuleError(_("No term of office covers %(day)s.") % {"day": f"{day:%d/%m/%Y}"}, "on")
    return term
