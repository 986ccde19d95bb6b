"""Courses, who takes part, and their certificates."""

from django.utils.translation import gettext as _

from accounts.audit import service
from common.facts import write
from members.enums import CourseKind, CourseResult
from members.models import Attendee, Course, Membership
from members.rules.life import MemberRuleError

COURSE = ("kind", "title", "starts_on", "ends_on", "place", "organiser")
RESULTS = ("result", "certificate_no", "certificate_on")


@service
def plan_course(*, commune, by, **facts):
    """A course of the commune: `facts` {field of COURSE: value}."""
    return write(Course(commune=commune), facts, COURSE).save_checked()


@service
def change_course(*, course, by, **facts):
    """Put right what is recorded of a course. Who already takes part must still fit its kind and days."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    write(course, facts, COURSE)
    if course.kind != CourseKind.AWARENESS and course.attendees.filter(member=None).exists():
        raise MemberRuleError(_("People who are not members yet take part in it."), "kind")
    if course.attendees.filter(certificate_on__lt=course.starts_on).exists():
        raise MemberRuleError(_("Certificates of an earlier day are recorded."), "starts_on")
    return course.save_checked()


@service
def enrol(*, course, by, members=(), names=(), cell=None):
    """`members` take part, each sent by the cell of the first day; so do people by their `names`, sent by `cell`.

    Only a class on awareness of the Party takes people who are not members yet (06-HD/TW §3.1). Who takes part already
    is not enrolled twice. Returns the new rows.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    if names and course.kind != CourseKind.AWARENESS:
        raise MemberRuleError(_("Only members take part in this course."), "names")
    if names and cell is None:
        raise MemberRuleError(_("Say which cell sends them."), "cell")
    rows = Membership.objects.on(course.starts_on).filter(member__in=members).select_related("cell")
    sent_by = {row.member_id: row.cell for row in rows}
    there = {(row.member_id, row.name, row.cell_id if row.name else None) for row in course.attendees.all()}
    new = []
    for member in members:
        if member.pk not in sent_by:
            raise MemberRuleError(_("%(name)s does not belong to a cell on that day.") % {"name": member})
        if (member.pk, "", None) not in there:
            new.append(Attendee(course=course, member=member, cell=sent_by[member.pk]))
    for name in dict.fromkeys(names):
        if (None, name, cell.pk) not in there:
            new.append(Attendee(course=course, name=name, cell=cell))
    for row in new:
        row.clean_fields(exclude=("course", "member", "cell"))
        row.clean()
    return Attendee.objects.bulk_create(new)


@service
def record_results(*, course, changes, by):
    """How the course ended: `changes` {number of an Attendee: {field of RESULTS: value}}. Others stay as they are.

    Only who completed it has a certificate, dated on its first day or later.
    """
    course = Course.objects.select_for_update().get(pk=course.pk)
    rows = list(course.attendees.select_related("member").filter(pk__in=changes))
    for row in rows:
        row.course = course
        write(row, changes[row.pk], RESULTS)
        words = {"name": row}
        if (row.certificate_no or row.certificate_on) and row.result != CourseResult.COMPLETED:
            raise MemberRuleError(
                _("%(name)s has a certificate, but has not completed the course.") % words, f"{row.pk}-result"
            )
        if row.certificate_on and row.certificate_on < course.starts_on:
            raise MemberRuleError(
                _("The certificate of %(name)s is older than the course.") % words, f"{row.pk}-certificate_on"
            )
        row.clean_fields(exclude=("course", "member", "cell"))
    Attendee.objects.bulk_update(rows, RESULTS)
    return rows
