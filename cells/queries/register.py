"""Terms of office, and the numbers that papers bear."""

from collections import defaultdict

from dateutil.relativedelta import relativedelta

from cells.models import Paper, PaperNumber, Term, TermRules
from common.documents import differences, frozen, thawed
from common.prepared import numbers, prepared
from common.stale import mark


def terms_of(cells):
    """{cell number: [Term], the earliest first}; one query."""
    found = defaultdict(list)
    for term in _terms(cells=numbers(cells)):
        found[term.cell_id].append(term)
    return found


@prepared
def _terms(cells):
    return Term.objects.filter(cell__in=cells).order_by("since")


@prepared
def committee_terms(commune):
    """[Term] of the Party Committee of the commune of that number that are known to have begun, the newest first."""
    return Term.objects.of(commune, None).filter(assumed=False).order_by("-since")


def term_over(*, terms, since, months_on):
    """The first day after the term of office of somebody elected on `since` in a body with these `terms`.

    The Term that held then tells it: the day on which it ended, or is to end. Where none is known to have begun before,
    the term is counted from the election, and the next congress ends it at the latest. `months_on(day)` tells how many
    months a term that begins on that day lasts.
    """
    known = [term for term in terms if not term.assumed]
    term = next((term for term in known if term.holds_on(since)), None)
    if term:
        return term.until or term.since + relativedelta(months=months_on(term.since))
    counted = since + relativedelta(months=months_on(since))
    return min([counted, *(term.since for term in known if term.since > since)])


def terms_over(cells):
    """A function of (one of `cells`, day of an election): the first day after the term of office; two queries."""
    terms = terms_of(cells)
    rules_on = TermRules.objects.over_time({cell.commune_id for cell in cells})

    def over(cell, since):
        return term_over(
            terms=terms[cell.pk], since=since, months_on=lambda day: rules_on(cell.commune_id, day).term_months
        )

    return over


def kinds_begun(*, cell, commune, day, board=False, apart=False):
    """The kinds that have numbers in the term which `cell`, or the Committee when it is None, has on `day`; those of
    the inspection board of the Committee where `board`, those of sensitive cases where `apart`."""
    body = {"commune": getattr(commune, "pk", commune), "cell": getattr(cell, "pk", cell)}
    return set(_kinds_begun(day=day, board=board, apart=apart, **body))


@prepared
def _kinds_begun(commune, cell, board, apart, day):
    terms = Term.objects.of(commune, cell).on(day)
    numbers = PaperNumber.objects.filter(term__in=terms, board=board, apart=apart)
    return numbers.order_by().values_list("kind", flat=True).distinct()


def current_numbers(papers):
    """{number of a paper: the PaperNumber that it bears} for numbers of papers; one query."""
    return {number.paper_id: number for number in _current(papers=[paper for paper in papers if paper])}


@prepared
def _current(papers):
    return PaperNumber.objects.current().filter(paper__in=papers).select_related("term", "corrects__term")


def current_number(paper):
    """The PaperNumber that a paper, given by its number or None, bears; None without one."""
    return current_numbers([paper]).get(paper) if paper else None


def commune_of(number, record):
    """The Commune whose Committee gave a PaperNumber to a paper of `record`: before a merger another one than that of
    today, which is meant without a number."""
    commune = record.commune
    return commune if number is None or number.term.commune_id == commune.pk else number.term.commune


def changed_since(number, document):
    """[what] in which `document`, drawn from today's records, says something else than the paper as issued."""
    return differences(number.content, frozen(document))


def mark_of(document):
    """A short word that changes with what `document` says."""
    return mark("paper", frozen(document))


def as_issued(number):
    """The Document of the paper as it was issued under a PaperNumber; None where `number` is None or waits."""
    return thawed(number.content) if number and number.issued else None


def owners(numbers):
    """The queryset `numbers` with the owners of their papers, read in the same query."""
    return numbers.select_related(*(f"paper__{name}" for name in Paper.owner_names()))
