"""Inspections: how cases stand, what they come to in a year, which cells were reached; each figure defined once."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q

from accounts.roles import Do
from cells.access import Scope, scope
from cells.models import Cell, PaperNumber
from cells.queries import committee_terms
from cells.queries.calendar import work_calendar
from common.counted import count_of, first_of
from common.prepared import numbers, prepared
from members.enums import PostKind
from members.models import Post
from members.queries.headcount import headcount
from oversight.enums import Body, CaseKind, CaseResult, CaseStepKind, Touched
from oversight.models import (
    InspectionCase,
    InspectionChecklist,
    InspectionRemedy,
    InspectionRules,
    InspectionStep,
    InspectionSubject,
)
from oversight.rules.dossier import usual_papers
from oversight.rules.inspection import Stand, remedy_state, stand


@dataclass(frozen=True)
class CaseTold:
    """An InspectionCase with its Stand, its [InspectionSubject] and [InspectionStep] that count."""

    case: InspectionCase
    stand: Stand
    subjects: list
    steps: list


def cases_told(cases, commune, day):
    """[CaseTold] of `cases`, a query set or rows of the commune of that number, on `day`; a fixed number of queries."""
    subjects, told = defaultdict(list), stands_of(cases, commune, day)
    for subject in _subjects_of(cases=[case.pk for case, *_rest in told]):
        subjects[subject.case_id].append(subject)
    return [CaseTold(case, stands, subjects[case.pk], steps) for case, stands, steps in told]


def stands_of(cases, commune, day):
    """[(InspectionCase, its Stand, [InspectionStep])] of the same; at most three queries besides."""
    rows, steps = list(cases), defaultdict(list)
    if not rows:
        return []
    for step in _steps_of(cases=numbers(rows)):
        steps[step.case_id].append(step)
    rules_on, working = InspectionRules.objects.over_time([commune]), work_calendar(commune)
    told = [(case, steps[case.pk]) for case in rows]
    return [
        (case, stand(case, taken, rules_on(commune, _decided(taken, day)), working, day), taken) for case, taken in told
    ]


@prepared
def _steps_of(cases):
    return InspectionStep.objects.kept().filter(case__in=cases).order_by("on", "pk")


@prepared
def _subjects_of(cases):
    return InspectionSubject.objects.kept().filter(case__in=cases).select_related("cell", "member")


def _decided(steps, day):
    """The day whose rules count: that of the decision, or today while there is none."""
    return next((step.on for step in steps if step.kind == CaseStepKind.DECIDE), day)


def papers_for(commune, kind, body, day):
    """[label] of the dossier of a case of that kind and body that is recorded on `day`."""
    lists = InspectionChecklist.objects.filter(commune=commune, kind=kind, body=body, since__lte=day)
    kept = lists.order_by("-since", "-pk").first()
    return [line for line in kept.papers.split("\n") if line.strip()] if kept else usual_papers(kind, body)


def has_committee(cell, day):
    """Whether a cell has a committee (chi ủy) on `day`."""
    return Post.objects.on(day).filter(cell=cell, kind=PostKind.COMMITTEE).exists()


def members_of(cell, day):
    """How many members a cell has on `day`."""
    return headcount(cells=[cell.pk], day=day).total


@dataclass(frozen=True)
class Figures:
    """What cases come to: `cases`, `concluded`; subjects with a result, organisations and members apart, by result."""

    cases: int
    planned: int
    concluded: int
    organisations: int
    members: int
    results: Counter  # {(CaseResult, is it a cell)}: how many

    def of(self, *results):
        """How many organisations and members, as a pair, were found so."""
        cells = sum(self.results[result, True] for result in results)
        return cells, sum(self.results[result, False] for result in results)


def members_inspected_directly(told):
    """How many members [CaseTold] inspect that the Committee or its board carries out, not a cell."""
    direct = [one for one in told if one.case.body != Body.CELL and not CaseKind(one.case.kind).supervises]
    return sum(row.member_id is not None for one in direct for row in one.subjects)


def figures_of(told):
    """The Figures of [CaseTold]."""
    subjects = [subject for one in told for subject in one.subjects]
    results = Counter((CaseResult(one.result), one.cell_id is not None) for one in subjects if one.result)
    return Figures(
        cases=len(told),
        planned=sum(not one.case.added for one in told),
        concluded=sum(one.stand.state.concluded for one in told),
        organisations=sum(one.cell_id is not None for one in subjects),
        members=sum(one.member_id is not None for one in subjects),
        results=results,
    )


def concluded_in(*, commune, since, last_day):
    """[CaseTold] on `last_day` of the cases of `commune`, not sensitive, that a notice concluded from `since` to it."""
    notices = InspectionStep.objects.kept().filter(kind=CaseStepKind.CONCLUDE, on__range=(since, last_day))
    cases = InspectionCase.objects.kept().filter(commune=commune, sensitive=False, pk__in=notices.values("case"))
    return cases_told(cases.select_related("programme__cell"), commune.pk, last_day)


def remedies_due_in(*, commune, since, last_day):
    """[InspectionRemedy] of cases of `commune`, not sensitive, due in these days."""
    rows = InspectionRemedy.objects.kept().filter(case__commune=commune, case__sensitive=False, case__struck=False)
    return list(rows.filter(due_on__range=(since, last_day)))


def papers_issued_in(*, commune, since, last_day):
    """PaperNumberQuerySet of the papers on inspection and discipline that bear a date in these days: all of the
    inspection board, and those of the Committee about a case or a measure; none of a cell."""
    about = Q(board=True)
    for owner in ("inspection_decision", "inspection_notice", "discipline_case"):
        about |= Q(**{f"paper__{owner}__isnull": False})
    days = {"term__commune": commune, "term__cell": None, "on__range": (since, last_day)}
    return PaperNumber.objects.current().filter(about, **days)


def remedies_of(cases):
    """[InspectionRemedy] of `cases`, a query set or a list, that count, the first due first."""
    return list(InspectionRemedy.objects.kept().filter(case__in=cases).select_related("case__programme__cell"))


def cases_of_year(user, commune, year, today):
    """([CaseTold] of the cases under the programmes of `year` that `user` may read about, [InspectionRemedy] of
    them)."""
    cases = InspectionCase.objects.known_to(user, Do.SEE_REPORTS).kept().filter(programme__year=year)
    told = cases_told(cases.select_related("programme__cell"), commune.pk, today)
    return told, remedies_of([one.case for one in told])


def mended(remedies, day):
    """Counter of the RemedyState of `remedies` on `day`."""
    return Counter(remedy_state(remedy, day) for remedy in remedies)


def since_when_touched(commune, rules, today):
    """The first day of the period in which every cell is to be reached once: of the term of the Committee, or of the
    year."""
    terms = committee_terms(commune=commune.pk)
    term = next((term for term in terms if term.holds_on(today)), None)
    return term.since if term and rules.touched == Touched.TERM else today.replace(month=1, day=1)


def cells_not_touched(commune, since, today):
    """([Cell] at work, those of them that are subject of no case of the Committee or its board opened since a day);
    sensitive cases reach a cell for nobody."""
    cells = Cell.objects.filter(commune=commune).active_on(today).order_by("search_key", "pk")
    opened = InspectionStep.objects.kept().filter(kind=CaseStepKind.OPEN, on__gte=since, on__lte=today)
    cases = InspectionCase.objects.kept().filter(sensitive=False, commune=commune, steps__in=opened)
    cases = cases.exclude(programme__body=Body.CELL)
    reached = InspectionSubject.objects.kept().filter(case__in=cases, cell__isnull=False).values("cell")
    found = list(cells)
    known = set(reached.values_list("cell", flat=True))
    return found, [cell for cell in found if cell.pk not in known]


def remedies_now(day):
    """Annotations of a Cell: how much was to be mended before `day` after cases about the cell itself and is not
    closed; the number of the first such case, and since when it is due. Sensitive cases are told to nobody here."""
    about = InspectionSubject.objects.kept().filter(
        case__struck=False,
        case__sensitive=False,
        case__remedies__struck=False,
        case__remedies__done_on=None,
        case__remedies__not_done="",
        case__remedies__due_on__lt=day,
    )
    about = about.order_by("case__remedies__due_on", "case__remedies")
    return {
        "late_remedies": count_of(about, "cell"),
        "first_remedy": first_of(about, "cell", "case"),
        "first_remedy_due": first_of(about, "cell", "case__remedies__due_on"),
    }


@prepared
def remedies_late(communes, cells, day):
    """[InspectionRemedy] not closed and due before `day`, of cases that are not sensitive; the longest due first."""
    rows = InspectionRemedy.objects.open().seen_from(Scope(communes, cells), day).filter(due_on__lt=day)
    return rows.select_related("case__programme__cell").order_by("due_on", "pk")


@prepared
def sensitive_remedies_late(communes, day):
    """The same of sensitive cases."""
    rows = InspectionRemedy.objects.open().filter(case__sensitive=True, case__commune__in=communes, due_on__lt=day)
    return rows.select_related("case__programme__cell").order_by("due_on", "pk")


@prepared
def cases_open(communes, cells, day):
    """[InspectionCase] not sensitive that no notice concludes, each with its programme."""
    cases = InspectionCase.objects.unconcluded().seen_from(Scope(communes, cells), day)
    return cases.select_related("programme__cell")


@prepared
def sensitive_cases_open(communes, day):
    """The same, sensitive ones."""
    cases = InspectionCase.objects.unconcluded().filter(sensitive=True, commune__in=communes)
    return cases.select_related("programme__cell")


def may_know(user):
    """Whether `user` knows of sensitive cases."""
    return bool(scope(user, Do.SEE_SENSITIVE))


def result_for(user, case, subject, *, keeps):
    """The CaseResult of a subject of `case` as `user` may know it, or None.

    A result may be discipline: who reads no disciplinary measures there reads no result, unless `user` `keeps` the
    case. That something became an inspection on signs of breach is as sensitive as that inspection; everybody else
    reads that shortcomings were found.
    """
    knows, where = may_know(user), scope(user, Do.SEE_DISCIPLINE)
    if not subject.result or not (knows or keeps or where.has(commune=case.commune_id, cell=subject.cell_id)):
        return None
    return CaseResult(subject.result).told_to(knows)
