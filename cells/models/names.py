"""Names of the past. The name in force is a column of the record itself; a former name says when it held."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.audit import Tracked
from common.fields import Day, OneLine
from common.text import search_key


class FormerName(Tracked):
    """A name that held until `until`, that day excluded; `since` may be unknown. Names of one record do not overlap."""

    named_by = ""  # the field that says whose name it was

    name = OneLine(_("former name"), max_length=120)
    since = Day(_("from"), null=True, blank=True)
    until = Day(_("until (no longer counted from this day)"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    @property
    def named(self):
        return getattr(self, self.named_by)

    def clean(self):
        if self.until is None or self.named.pk is None:
            return
        others = type(self).objects.filter(**{self.named_by: self.named}).exclude(pk=self.pk)
        others = others.filter(Q(since=None) | Q(since__lt=self.until))
        if self.since:
            others = others.filter(until__gt=self.since)
        if others.exists():
            raise ValidationError({"until": _("Another former name held on some of these days.")})


def former_name_checks(name):
    """The check that every table of former names lists in its own Meta."""
    return models.CheckConstraint(
        name=name,
        condition=Q(since__isnull=True) | Q(until__gt=F("since")),
        violation_error_message=_("The end must be after the start."),
    )


class Named(Tracked):
    """A record with a name in force, found without diacritics and sorted as Vietnamese lists are."""

    name = OneLine(_("name"), max_length=120)
    search_key = models.CharField(max_length=130, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(self.name)
        super().save(*args, **kwargs)

    def former_on(self, day):
        """The former name that held on `day`, or None (prefetch `former_names` for lists)."""
        names = (n for n in self.former_names.all() if n.until > day and (n.since is None or n.since <= day))
        return next(names, None)

    def name_on(self, day):
        """The name that held on `day`; reads the former names (prefetch `former_names` for lists)."""
        former = self.former_on(day)
        return former.name if former else self.name
