from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from accounts.roles import Do
from cells.access import ScopedQuerySet
from cells.enums import DayKind
from cells.models.territory import Commune
from common.fields import Day, OneLine
from common.struck import StruckOut, StruckOutQuerySet

SATURDAY = 5  # as Python counts the days of a week


class CalendarDayQuerySet(StruckOutQuerySet, ScopedQuerySet):
    see = Do.ADMINISTER


class CalendarDay(StruckOut, Tracked):
    """A day from Monday to Friday without work, or a Saturday or Sunday worked in exchange for one, in a commune.

    Set for each year by the Government (Bộ luật Lao động 2019, Điều 111, 112); one without a document is not announced.
    """

    commune_path = "commune"

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="calendar_days"
    )
    day = Day(_("day"))
    kind = models.CharField(_("kind"), max_length=6, choices=DayKind, default=DayKind.OFF)
    name = OneLine(_("name"), max_length=100)
    source = OneLine(
        _("by which document"), max_length=200, blank=True, help_text=_("Empty as long as it is not announced.")
    )
    struck = models.BooleanField(_("taken out of the calendar"), default=False)

    objects = CalendarDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day off or worked in exchange")
        verbose_name_plural = _("days off and days worked in exchange")
        ordering = ("day", "pk")
        constraints = [
            models.UniqueConstraint(
                name="calendar_day_once",
                fields=["commune", "day"],
                condition=Q(struck=False),
                violation_error_message=_("This day stands in the calendar already."),
            )
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}: {self.name}"

    def get_absolute_url(self):
        return reverse("cells:edit-calendar-day", args=[self.pk])

    @property
    def tone(self):
        return DayKind(self.kind).tone

    def clean(self):
        if self.day and (self.day.weekday() < SATURDAY) != (self.kind == DayKind.OFF):
            if self.kind == DayKind.OFF:
                raise ValidationError({"day": _("Saturdays and Sundays are no working days anyway.")})
            raise ValidationError({"day": _("Only a Saturday or Sunday is worked in exchange.")})
