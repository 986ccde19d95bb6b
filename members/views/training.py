from collections import Counter

from django import forms
from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.roles import Do
from cells.access import commune_id, get_for, require, scope
from cells.models import Cell, Commune
from common.forms import YearForm, form_page, taken
from common.rows import Row, locked, rows_page, saved
from common.tables import Column, Figure, Table
from members import services
from members.enums import CourseKind, CourseResult
from members.forms import CourseForm, EnrolForm, ResultForm, SentByForm
from members.models import Attendee, CertificateRules, Course, Member, Membership
from members.queries import open_files
from members.queries import training as schooling
from members.queries.namesakes import apart
from members.views.page import table_page


@require_safe
def training(request):
    """The courses of a year; a cell's secretary sees those to which the cell sent somebody, and only its people."""
    require(request.user, Do.SEE_MEMBERS)
    form = YearForm(request.GET, today=timezone.localdate(), ahead=1)
    form.is_valid()
    year = form.chosen_year
    courses = Course.objects.visible_to(request.user).filter(starts_on__year=year)
    counted = Attendee.objects.for_doing(request.user, Do.SEE_MEMBERS)
    counted = Prefetch("attendees", counted, to_attr="counted")
    table = _courses_table(courses.prefetch_related(counted).order_by("starts_on", "pk"), year)
    context = {"form": form, "may_edit": bool(scope(request.user, Do.EDIT_MEMBERS))}
    return table_page(request, "members/training.html", table, context)


def _courses_table(courses, year):
    rows = [
        (
            Figure(course.title, course.get_absolute_url()),
            Figure(course.get_kind_display()),
            Figure(course.starts_on),
            Figure(course.ends_on),
            Figure(course.place),
            Figure(course.organiser),
            Figure(len(course.counted)),
            Figure(sum(row.result == CourseResult.COMPLETED for row in course.counted)),
        )
        for course in courses
    ]
    return Table(
        title=_("Courses in %(year)s") % {"year": year},
        columns=(
            Column(_("course"), width=40),
            Column(_("kind"), width=24),
            Column(_("first day"), "date"),
            Column(_("last day"), "date"),
            Column(_("place"), width=24),
            Column(_("organised by"), width=30),
            Column(_("Taking part"), "number"),
            Column(_("completed"), "number"),
        ),
        rows=tuple(rows),
        notes=(_("Of those taking part, the people of the cells that you may see."),),
    )


@require_safe
def training_due(request):
    """Secretaries with their last training, and new members who have not had their class."""
    require(request.user, Do.SEE_MEMBERS)
    today = timezone.localdate()
    cells = Cell.objects.for_doing(request.user, Do.SEE_MEMBERS).active_on(today)
    leaders, newcomers = (find(cells=cells, day=today) for find in (schooling.leaders, schooling.newcomers))
    rows, names = [], apart(person.member for person in (*leaders, *newcomers))
    for leader in leaders:
        if leader.this_year:
            state = Figure(_("trained this year"), tone="ok")
        elif leader.this_term:
            state = Figure(_("not trained this year"), tone="warn")
        else:
            state = Figure(_("not trained in this term"), tone="bad")
        rows.append(_due_row(leader, names, CourseKind.LEADERS, leader.since, leader.trained_on, state))
    for newcomer in newcomers:
        over = newcomer.ends_on and newcomer.ends_on <= today
        text = _("before %(day)s") % {"day": f"{newcomer.ends_on:%d/%m/%Y}"} if newcomer.ends_on else _("not trained")
        state = Figure(text, tone="bad" if over else "warn")
        rows.append(_due_row(newcomer, names, CourseKind.NEW_MEMBERS, newcomer.ceremony_on, None, state))
    trained = sum(leader.this_year for leader in leaders)
    table = Table(
        title=_("Who is to be trained"),
        columns=(
            Column(_("full name"), width=24),
            Column(_("cell"), width=30),
            Column(_("course"), width=34),
            Column(_("Secretary or new member since"), "date", width=16),
            Column(_("Last trained"), "date"),
            Column(_("state"), width=30),
        ),
        rows=tuple(rows),
        notes=(
            _("Secretaries: a course for secretaries completed this year, or since the post began."),
            _("New members: the class for new members is to be completed before probation ends."),
        ),
    )
    context = {"leaders": len(leaders), "trained": trained, "term": sum(leader.this_term for leader in leaders)}
    return table_page(request, "members/training_due.html", table, context)


def _due_row(person, names, kind, since, trained_on, state):
    member = person.member
    name = Figure(names[member.pk], reverse("members:record", args=[member.pk]), by=member.sort_key)
    return name, Figure(person.cell.name), Figure(kind.label), Figure(since), Figure(trained_on), state


def course_add(request):
    require(request.user, Do.EDIT_MEMBERS)
    commune = Commune.objects.get(pk=commune_id(request.user))
    form = CourseForm(request.POST or None)
    if course := taken(request, form, services.plan_course, commune=commune):
        messages.success(request, _("The course is recorded."))
        return redirect(course)
    return form_page(request, form, _("New course"), "members:list", "members:training")


def course_edit(request, pk):
    course = get_for(request.user, Do.EDIT_MEMBERS, Course.objects, pk=pk)
    form = CourseForm(request.POST or None, instance=course)
    if taken(request, form, services.change_course, course=course):
        messages.success(request, _("Saved."))
        return redirect(course)
    return form_page(request, form, _("Change the course"), "members:training", course)


@require_safe
def course(request, pk):
    """A course and those who take part, as far as the user may see them; candidates by number for those who may not
    know their names."""
    course = get_for(request.user, Do.SEE_MEMBERS, Course.objects, pk=pk)
    may_edit = scope(request.user, Do.EDIT_MEMBERS).has(commune=course.commune_id, cell=None)
    context = {"course": course, "may_edit": may_edit}
    return table_page(
        request, "members/course.html", _people_table(course, request.user, timezone.localdate()), context
    )


def _people_table(course, user, today):
    expires = course.kind == CourseKind.AWARENESS
    people = list(_in_order(Attendee.objects.visible_to(user).filter(course=course)))
    names, opens = _names(people), open_files(user, [row.member_id for row in people if row.member_id])
    valid = _validity(course, today) if expires else None
    rows = [
        (
            Figure(names[row], reverse("members:record", args=[row.member_id]) if row.member_id in opens else ""),
            Figure(row.cell.name),
            Figure(row.get_result_display(), tone=row.tone),
            Figure(row.certificate_no),
            Figure(row.certificate_on),
            *([valid(row.certificate_on)] if expires else []),
        )
        for row in people
    ]
    unnamed, columns = list(_unnamed(course, user)), _columns(expires)
    if not rows and unnamed:  # nobody's certificate is told
        columns = columns[: len(unnamed[0])]
    days = f"{course.starts_on:%d/%m/%Y} – {course.ends_on:%d/%m/%Y}"
    about = (course.get_kind_display(), days, course.place, course.organiser)
    return Table(
        title=course.title,
        columns=columns,
        rows=(*rows, *((*row, *[Figure()] * (len(columns) - len(row))) for row in unnamed)),
        subtitle=" · ".join(part for part in about if part),
    )


def _validity(course, today):
    """A function that tells until when a certificate issued on a day counts, as a Figure."""
    rules_on = CertificateRules.objects.over_time([course.commune_id])

    def valid(issued_on):
        if issued_on is None:
            return Figure(None)
        until = schooling.certificate_valid_until(issued_on, rules_on(course.commune_id, issued_on))
        return Figure(until, note=_("expired") if until < today else "")

    return valid


def _columns(expires):
    return (
        Column(_("full name"), width=26),
        Column(_("sent by"), width=30),
        Column(_("result"), width=18),
        Column(_("certificate no."), width=16),
        Column(_("certificate of"), "date"),
        *([Column(_("Valid until"), "date")] if expires else []),
    )


def _unnamed(course, user):
    """[(how many, the cell that sent them, result)] of those whose names `user` may not know, as Figures."""
    counted = Attendee.objects.for_doing(user, Do.SEE_MEMBERS).filter(course=course)
    unnamed = _in_order(counted.exclude(pk__in=Attendee.objects.visible_to(user)))
    for (cell, result), many in Counter((row.cell, row.result) for row in unnamed).items():
        words = ngettext("%(count)s candidate", "%(count)s candidates", many) % {"count": many}
        result = CourseResult(result)
        yield Figure(words), Figure(cell.name), Figure(result.label, tone=result.tone)


def _in_order(people):
    """Those who take part, cell by cell."""
    people = people.select_related("member", "cell")
    return people.order_by("cell__search_key", "cell", "member__sort_key", "name", "pk")


def _names(people):
    """{Attendee: name as it stands among `people`}."""
    names = apart(row.member for row in people if row.member)
    return {row: names.get(row.member_id, str(row)) for row in people}


def enrol(request, pk):
    """Tick those who take part: whom the course is meant for, or the members of one cell."""
    course = get_for(request.user, Do.EDIT_MEMBERS, Course.objects, pk=pk)
    chosen = SentByForm(request.GET, user=request.user, course=course)
    chosen.is_valid()
    cells = chosen.fields["cell"].queryset
    cell = chosen.cleaned_data.get("cell")
    if cell:
        rows = Membership.objects.on(course.starts_on).filter(cell=cell)
    else:
        rows = schooling.meant_for(course, cells=cells)
    people = Member.objects.filter(pk__in=rows.values("member")).exclude(trainings__course=course)
    form = EnrolForm(request.POST or None, course=course, people=people.order_by("sort_key", "pk"), cells=cells)
    if (made := taken(request, form, services.enrol, course=course)) is not None:
        messages.success(request, _("%(count)s people are enrolled.") % {"count": len(made)})
        return redirect(course)
    return render(request, "members/enrol.html", {"course": course, "chosen": chosen, "form": form})


def results(request, pk):
    """Results and certificates of all who took part, on one page."""
    course = get_for(request.user, Do.EDIT_MEMBERS, Course.objects, pk=pk)
    data = request.POST if request.method == "POST" else None
    with locked(request, course):
        people = list(_in_order(course.attendees.all()))
        names = _names(people)
        rows = [Row(names[person], ResultForm(data, attendee=person), person.cell.name) for person in people]
        changed = {row.form.row.pk: row.form for row in rows if row.form.changed}
        head = forms.Form(data)

        def save():
            changes = {pk: form.taken() for pk, form in changed.items()}
            services.record_results(course=course, changes=changes, by=request.user)

        if saved(request, head, rows, save):
            messages.success(request, _("Saved."))
            return redirect(course)
    return rows_page(request, head, rows, _("Results of the course"), course.get_absolute_url(), course.title)
