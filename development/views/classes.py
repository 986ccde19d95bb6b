"""Classes on awareness of the Party: the certificates of all candidates at once."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.roles import Do
from cells.access import get_for
from common.errors import RuleError
from common.rows import Row, locked, rows_page, saved
from development import services
from development.forms.classes import ClassForm, GraduateForm
from development.queries.classes import to_finish
from members.enums import CourseKind, CourseResult
from members.models import Course


def class_results(request, pk):
    """Tick who completed the class: each gets the step in the case and a place among those who took part."""
    course = get_for(request.user, Do.EDIT_MEMBERS, Course.objects, pk=pk)
    if course.kind != CourseKind.AWARENESS:
        raise Http404
    data = request.POST if request.method == "POST" else None
    with locked(request, course):
        people, given = to_finish(request.user, Do.EDIT_CANDIDATES, course)
        names = Counter(case.full_name for case, _enrolled in people)
        rows = {case.pk: _row(data, case, enrolled, names[case.full_name] > 1) for case, enrolled in people}
        head = ClassForm(data, initial={"certificate_on": course.ends_on})

        def save():
            done = [(case, rows[case.pk].form.cleaned_data) for case, _enrolled in people]
            graduates = [services.Graduate(case, got["certificate_no"]) for case, got in done if got["completed"]]
            if not graduates:
                raise RuleError(_("Choose at least one person."))
            try:
                services.finish_class(course=course, graduates=graduates, by=request.user, **head.cleaned_data)
            except services.ClassRefused as refused:
                for number, why in refused.whys.items():
                    rows[number].form.add_error("completed", why)
                raise

        if saved(request, head, rows.values(), save):
            messages.success(request, _("Saved."))
            return redirect(course)
    heading = _("Certificates of the candidates")
    return rows_page(request, head, list(rows.values()), heading, course.get_absolute_url(), _about(course, given))


def _row(data, case, enrolled, again):
    """The Row of a case; `again` where others bear its name."""
    form = GraduateForm(data, prefix=f"case-{case.pk}", initial={"completed": enrolled})
    told = [str(case.cell), *([CourseResult.ENROLLED.label] if enrolled else [])]
    told += [_("case %(number)s") % {"number": case.pk}] if again else []
    return Row(str(case), form, " · ".join(map(str, told)))


def _about(course, given):
    words = _("%(course)s; given already: %(count)s")
    return words % {"course": course, "count": len(given)} if given else str(course)
