"""Candidates of a class on awareness of the Party."""

from development.enums import CaseState
from development.models import Candidate, Step
from development.queries.cases import case_files
from members.models import Attendee


def to_finish(user, do, course):
    """([(Candidate, whether enrolled)] of those on a list of sympathisers who have no certificate that is valid on the
    last day of the `course`, those enrolled first, of the cases on which `user` may do `do`; [Step] of those to whom
    this course gave theirs)."""
    given = list(Step.objects.kept().filter(attendee__course=course).select_related("candidate__cell"))
    done, day = {step.candidate_id for step in given}, course.ends_on
    enrolled = set(Attendee.objects.filter(course=course, member=None).values_list("name", "cell"))
    cases = Candidate.objects.for_doing(user, do).open().filter(commune=course.commune_id)
    found = []
    for file in case_files(
        cases.exclude(pk__in=done).select_related("cell").order_by("cell__search_key", "sort_key", "pk")
    ):
        one = file.course()
        if one.listed and one.state.below(CaseState.CELL_VOTED) and not one.has_certificate(day):
            found.append((file.candidate, (file.candidate.full_name, file.candidate.cell_id) in enrolled))
    return sorted(found, key=lambda row: not row[1]), given
