from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet, refuse_foreign
from cells.models import Cell, Commune
from common.fields import Day, OneLine
from common.promises import OneCommune
from members.enums import CourseKind, CourseResult
from members.models.member import Member


class CourseQuerySet(ScopedQuerySet):
    see = Do.SEE_MEMBERS

    def of_cells(self, cells, day):
        """Courses to which one of `cells` sent somebody."""
        return Q(Exists(Attendee.objects.filter(course=OuterRef("pk"), cell__in=cells)))


class Course(Tracked):
    """A class held for leaders, new members, people before admission, or others."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="courses")
    kind = models.CharField(_("kind"), max_length=11, choices=CourseKind)
    title = OneLine(_("name of the course"), max_length=200)
    starts_on = Day(_("first day"))
    ends_on = Day(_("last day"))
    place = OneLine(_("place"), max_length=200, blank=True)
    organiser = OneLine(_("organised by"), max_length=200, blank=True)

    commune_path = "commune"
    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(
                name="course_ends_after_start",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.UniqueConstraint(
                name="course_once",
                fields=["commune", "kind", "title", "starts_on"],
                violation_error_message=_("This course is recorded already."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("members:course", args=[self.pk])


class AttendeeQuerySet(ScopedQuerySet):
    """Somebody who is not a member yet is a candidate, known by name only to those who may see candidates; others count
    who takes part (`for_doing`)."""

    see = Do.SEE_MEMBERS

    def visible_to(self, user):
        candidates = self.model.objects.for_doing(user, Do.SEE_CANDIDATES)
        return super().visible_to(user).filter(Q(member__isnull=False) | Q(pk__in=candidates))


class Attendee(Tracked):
    """Somebody in a course: a member, or in a class before admission a person by `name`. `cell` is who sent them."""

    course = models.ForeignKey(Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="attendees")
    member = models.ForeignKey(
        Member, verbose_name=_("member"), null=True, blank=True, on_delete=models.PROTECT, related_name="trainings"
    )
    name = OneLine(_("name of somebody not yet a member"), max_length=100, blank=True)
    cell = models.ForeignKey(Cell, verbose_name=_("sent by"), on_delete=models.PROTECT, related_name="trained")
    result = models.CharField(_("result"), max_length=13, choices=CourseResult, default=CourseResult.ENROLLED)
    certificate_no = OneLine(_("certificate no."), max_length=40, blank=True)
    certificate_on = Day(_("certificate of"), null=True, blank=True)

    commune_path = "course__commune"
    objects = AttendeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendee")
        verbose_name_plural = _("attendees")
        ordering = ("course_id", "pk")
        constraints = [
            OneCommune(
                name="attendee_in_one_commune",
                ways=["course__commune", "member__commune", "cell__commune"],
            ),
            models.CheckConstraint(
                name="attendee_is_a_member_or_a_name",
                condition=Q(member__isnull=False, name="") | (Q(member__isnull=True) & ~Q(name="")),
            ),
            models.UniqueConstraint(
                name="member_attends_once", fields=["course", "member"], condition=Q(member__isnull=False)
            ),
            models.UniqueConstraint(
                name="person_attends_once", fields=["course", "cell", "name"], condition=Q(member__isnull=True)
            ),
            models.CheckConstraint(
                name="certificate_of_who_completed",
                condition=Q(result=CourseResult.COMPLETED) | Q(certificate_no="", certificate_on__isnull=True),
            ),
        ]
        indexes = [models.Index(name="attendee_result", fields=["result", "member"])]

    def __str__(self):
        return self.name or str(self.member)

    @property
    def tone(self):
        return CourseResult(self.result).tone

    def clean(self):
        refuse_foreign(self, "cell")
