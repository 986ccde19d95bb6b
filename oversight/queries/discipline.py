"""Procedures of discipline as their dates and ballots tell them, and what they brought in a year."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Q

from cells.queries import work_calendar
from common.prepared import numbers, prepared
from common.stale import mark
from development.queries.votes import voting_base_of_cell
from members.enums import Exit, Standing
from members.models import CellDiscipline, Discipline, Membership, Post
from oversight.enums import BallotKind, DecidingBody, Penalty
from oversight.models import Ballot, DisciplineCase, DisciplineRules, InspectionRules
from oversight.rules.discipline import Course, course, forms_for, limit_of, outcome, who_decides


@dataclass(frozen=True)
class Counted:
    """A Ballot with the Penalty that it gave."""

    ballot: Ballot
    gave: Penalty


@dataclass(frozen=True)
class CaseFile:
    """A DisciplineCase with its ballots that count [Counted], its Course, and the DisciplineRules of the day.

    `gave`: the Penalty of the ballot that decided, or else of the last one that proposed, None before any. `competent`:
    the lowest DecidingBody to which that is proposed. `limit`: the last day on which what it deserves is disciplined,
    or None.
    """

    case: DisciplineCase
    ballots: list
    course: Course
    rules: DisciplineRules
    gave: Penalty | None
    competent: DecidingBody | None
    limit: date | None

    @property
    def decided(self):
        """The Counted ballot that decided, or None."""
        return deciding(self.ballots)

    @property
    def proposed(self):
        """Whether a ballot that proposes asked for a measure."""
        return any(one.ballot.kind == BallotKind.PROPOSE and one.gave != Penalty.NONE for one in self.ballots)

    @property
    def expired(self):
        """Whether the limitation was over on the day of the last vote."""
        return bool(self.limit and self.ballots and self.ballots[-1].ballot.on > self.limit)


RELATED = ("commune", "member", "cell")  # what the pages of a case tell of


def deciding(ballots):
    return next((one for one in ballots if one.ballot.kind == BallotKind.DECIDE), None)


def case_files(cases, day):
    """[CaseFile] of `cases`, a query set or rows, in their order; four queries and one of each commune."""
    cases, ballots = list(cases), defaultdict(list)
    for row in _ballots_of(cases=numbers(cases)):
        ballots[row.case_id].append(Counted(row, outcome(row.votes, row.base, BallotKind(row.kind))))
    communes = {case.commune_id for case in cases}
    rules_on = DisciplineRules.objects.over_time(communes)
    calendars = {commune: work_calendar(commune) for commune in communes}
    inspection_on = InspectionRules.objects.over_time(communes)

    def settle_days(case):
        return inspection_on(case.commune_id, case.complained_on or day).complaint_days

    return [_file(one, ballots[one.pk], rules_on, settle_days(one), calendars[one.commune_id], day) for one in cases]


def case_file(case, day):
    """The same of the case as it stands in the database."""
    return case_files(DisciplineCase.objects.select_related(*RELATED).filter(pk=case.pk), day)[0]


def mark_of_case(case):
    """A short word that changes with whatever is recorded of a procedure, or the name of whom it is about."""
    rows = DisciplineCase.objects.filter(pk=case.pk).values_list()
    ballots = Ballot.objects.kept().filter(case=case.pk).order_by("pk").values_list()
    return mark("case", [str(case.member or case.cell), *rows, *ballots])


@prepared
def _ballots_of(cases):
    return Ballot.objects.kept().filter(case__in=cases).select_related("voters").order_by("on", "pk")


def _file(case, ballots, rules_on, settle_days, calendar, day):
    last = deciding(ballots) or (ballots[-1] if ballots else None)
    rules = rules_on(case.commune_id, last.ballot.on if last else case.opened_on)
    gave = last and last.gave
    measure = gave if gave and gave != Penalty.NONE else None
    competent = measure and who_decides(measure, case.over, DecidingBody(last.ballot.body), rules)
    decided = last is not None and last.ballot.kind == BallotKind.DECIDE
    voted = bool(measure) and (decided or competent == DecidingBody.UPPER)
    found = course(case, voted=voted, day=day, rules=rules, settle_days=settle_days, calendar=calendar)
    limit = limit_of(measure, case, rules) if measure else None
    return CaseFile(case, ballots, found, rules, gave, competent, limit)


def measured_again(case):
    """Whether another measure against the same member, or cell, took effect while this one lasted: then the year alone
    does not end it (30-QĐ/TW 40.3.2; M)."""
    if not case.ends_on:
        return False
    own = case.discipline_id or case.cell_discipline_id
    rows = case.member.disciplines if case.member_id else case.cell.disciplines
    within = rows.kept().first_forms().filter(effective_on__gte=case.in_force_on, effective_on__lt=case.ends_on)
    return within.exclude(pk=own).exists()


def place_of(case, day):
    """The Membership of the member whom the case is about on `day`; None for a cell, and where there is none."""
    rows = Membership.objects.on(day).filter(member=case.member_id).select_related("cell")
    return rows.first() if case.member_id else None


def ended_by(case, day):
    """Whether the member whom the case is about had died, or the cell had ended, by `day`."""
    if case.cell_id:
        return not case.cell.works_on(day)
    row = Membership.objects.last_known(day).filter(member=case.member_id).first()
    return bool(row and row.exit == Exit.DIED and row.until <= day)


def listed_on(case, day):
    """[Penalty] that a ballot on `day` lists."""
    place = place_of(case, day)
    return forms_for(
        case.over,
        probationary=bool(place and place.standing == Standing.PROBATIONARY),
        in_post=bool(case.member_id) and Post.objects.on(day).filter(member=case.member_id).exists(),
    )


def base_of_cell(cell, day):
    """(least, most) persons with a vote in `cell` on `day`: those exempt or away count when they are present."""
    found = voting_base_of_cell(cell, day, None)
    return found.base, found.official - found.kept_out


@prepared
def cases_to_see_to(communes):
    """[DisciplineCase] that are signed and not announced or not received, or whose complaint waits to be settled; the
    longest in effect first."""
    rows = DisciplineCase.objects.kept().filter(commune__in=communes).exclude(penalty="")
    complained = Q(complained_on__isnull=False, settled_on=None)
    return rows.filter(Q(received_on=None) | complained).order_by("in_force_on", "pk")


def measures_in(*, commune, since, last_day):
    """[(Discipline or CellDiscipline, its DisciplineCase or None)] that took effect in the days from `since` to
    `last_day` in a commune, given by its number, in the form that was decided; two queries."""
    about = {"effective_on__range": (since, last_day)}
    of_members = Discipline.objects.kept().first_forms().filter(member__commune=commune, **about)
    of_cells = CellDiscipline.objects.kept().first_forms().filter(cell__commune=commune, **about)
    found = (rows.select_related("case", "replaced_by").order_by("pk") for rows in (of_members, of_cells))
    return [(row, getattr(row, "case", None)) for row in chain.from_iterable(found)]
