from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.models import Cell
from common.fields import Day, OneLine, Text
from common.promises import OneCommune
from members.enums import Area, DutyState
from members.models.member import Member


class DutyQuerySet(ScopedQuerySet):
    see = Do.SEE_MEMBERS

    def kept(self):
        """Without what was dropped in the course of its year."""
        return self.exclude(state=DutyState.DROPPED)


class Duty(Tracked):
    """Work that a cell gives to one who takes part in it, for a year (38-HD/BTCTW §IV.2)."""

    member = models.ForeignKey(Member, verbose_name=_("member"), on_delete=models.PROTECT, related_name="duties")
    cell = models.ForeignKey(Cell, verbose_name=_("cell"), on_delete=models.PROTECT, related_name="duties")
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1990), MaxValueValidator(2099)])
    task = OneLine(_("task"), max_length=500)
    area = models.CharField(_("area of work"), max_length=8, choices=Area)
    follower = models.ForeignKey(
        Member,
        verbose_name=_("followed up by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="followed_duties",
    )
    start = Day(_("from"))
    due = Day(_("due"))
    state = models.CharField(_("state"), max_length=8, choices=DutyState, default=DutyState.IN_HAND)
    report = Text(_("the member's report"), max_length=2000)
    result = OneLine(_("result"), max_length=300, blank=True)
    remark = OneLine(_("remark of the cell"), max_length=300, blank=True)

    commune_path = "cell__commune"
    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("work given to a member")
        verbose_name_plural = pgettext_lazy("to one of them", "work given to members")
        ordering = ("-year", "cell_id", "member_id", "pk")
        constraints = [
            OneCommune(
                name="duty_in_one_commune",
                ways=["cell__commune", "member__commune", "follower__commune"],
            ),
            models.UniqueConstraint(
                name="duty_given_once",
                fields=["cell", "year", "member", "task"],
                violation_error_message=_("The member has been given this work for this year already."),
            ),
            models.CheckConstraint(
                name="duty_due_after_start",
                condition=Q(due__gte=F("start")),
                violation_error_message=_("The work cannot be due before it starts."),
            ),
        ]
        indexes = [models.Index(name="duty_of_member", fields=["member", "year"])]

    def __str__(self):
        return f"{self.member}, {self.year}: {self.task}"

    def get_absolute_url(self):
        return reverse("members:duty", args=[self.pk])

    @property
    def tone(self):
        return DutyState(self.state).tone

    def clean(self):
        for name in ("start", "due"):
            day = getattr(self, name)
            if day and self.year and day.year != self.year:
                raise ValidationError({name: _("Choose a day of %(year)s.") % {"year": self.year}})
