"""Certificates of a class on awareness of the Party, given to all its candidates at once: it is recorded once."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import service
from cells.services import lock
from common.errors import RuleError
from development.enums import StepKind
from development.models import Candidate
from development.rules.course import StepRuleError
from development.services.candidates import take
from members import services as people
from members.enums import CourseKind, CourseResult
from members.models import Attendee


@dataclass(frozen=True)
class Graduate:
    """A candidate who completed the class, and the number of the certificate."""

    candidate: Candidate
    certificate_no: str = ""


class ClassRefused(RuleError):
    """Nobody's certificate was recorded; `whys` {number of the case: sentence} of those whom a rule refuses."""

    def __init__(self, whys):
        super().__init__(_("Correct the marked fields in the rows below."))
        self.whys = whys


@service
def finish_class(*, course, graduates, certificate_on, by):
    """[Step] of `graduates` [Graduate], who completed the `course` on its last day and have a certificate of the day
    `certificate_on`. Each stands among those who took part, enrolled by now where nobody did before.

    Raises ClassRefused with all who cannot have it; then nothing is recorded.
    """
    cases = Candidate.objects.filter(pk__in=[one.candidate.pk for one in graduates]).select_related("cell", "commune")
    lock(commune=course.commune_id, cells=sorted({case.cell_id for case in cases}))
    if course.kind != CourseKind.AWARENESS:
        raise StepRuleError(_("Only a class on awareness of the Party gives this certificate."))
    cases, made, whys = {case.pk: case for case in cases.all()}, [], {}
    for one in graduates:
        try:
            with transaction.atomic():
                made.append(_give(course, cases[one.candidate.pk], one.certificate_no, certificate_on, by))
        except RuleError as error:
            whys[one.candidate.pk] = str(error)
    if whys:
        raise ClassRefused(whys)
    return made


def _give(course, case, number, on, by):
    row = _attendee(course, case, by)
    told = {"result": CourseResult.COMPLETED, "certificate_no": number, "certificate_on": on}
    people.record_results(course=course, changes={row.pk: told}, by=by)
    facts = {"certificate_on": on, "paper_no": number, "attendee": row}
    return take(case, StepKind.CLASS, course.ends_on, by, **facts)


def _attendee(course, case, by):
    """The row of somebody in the course, by the name in the case; of a second one of this name, with the number of the
    case behind it."""
    taken = Attendee.objects.filter(course=course, steps__struck=False).exclude(steps__candidate=case)
    number = _("case %(number)s") % {"number": case.pk}
    for name in (case.full_name, f"{case.full_name} ({number})"):
        rows = Attendee.objects.filter(course=course, cell=case.cell_id, member=None, name=name)
        if not rows.filter(pk__in=taken).exists():
            return rows.first() or people.enrol(course=course, names=[name], cell=case.cell, by=by)[0]
    raise StepRuleError(_("Two others of this name are in the course already."))
