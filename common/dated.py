"""Rows that hold from one day until another: start included, end excluded."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from common.errors import RuleError
from common.fields import Day
from common.quick import Quick


def holds_on(day, prefix=""):
    """Condition for rows that hold on `day`; `prefix` as "memberships__" for related rows."""
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": day})
    )


def holds_during(since, until, prefix=""):
    """Condition for rows that hold on at least one day from `since` to before `until`."""
    return Q(**{f"{prefix}since__lt": until}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gt": since})
    )


class DatedQuerySet(models.QuerySet):
    def on(self, day):
        """Rows that hold on `day`."""
        return self.filter(holds_on(day))

    def during(self, since, until):
        """Rows that hold on at least one day from `since` to before `until`."""
        return self.filter(holds_during(since, until))

    def open(self):
        """Rows without an end."""
        return self.filter(until=None)

    def not_over(self, day):
        """Rows that hold on `day` or later."""
        return self.filter(Q(until=None) | Q(until__gt=day))


class Dated(Quick):
    """`since` is the first day, `until` the first day that no longer counts; empty while it lasts."""

    since = Day(_("from"))
    until = Day(_("until (no longer counted from this day)"), null=True, blank=True)

    class Meta:
        abstract = True

    def end(self, on, field="since"):
        """Close this row on `on`. Raises RuleError, meant for the input `field`, unless it began before that day."""
        if on <= self.since:
            began = f"{self.since:%d/%m/%Y}"
            raise RuleError(_("The day must be after %(day)s, when the present entry began.") % {"day": began}, field)
        self.until = on
        self.save()

    def holds_on(self, day):
        return self.since <= day and (self.until is None or day < self.until)


def ends_after_start(name):
    """The check that every dated table lists in its own Meta."""
    return models.CheckConstraint(
        name=name,
        condition=Q(until__isnull=True) | Q(until__gt=F("since")),
        violation_error_message=_("The end must be after the start."),
    )
