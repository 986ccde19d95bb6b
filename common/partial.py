"""Dates of which only the year or the month may be known: what is not known is never made up."""

import calendar
import re
from contextlib import suppress
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.fields import FIRST_DAY, LONGEST, OneLineFormField
from common.typed import full_year, numbers

STORED = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


class PartialDate(str):
    """A year, a month or a day: "1958", "1958-03" or "1958-03-05"; "" when unknown. Sorts in the order of time."""

    __slots__ = ()

    @classmethod
    def of(cls, day):
        """A whole `day` (a date), or "" of None."""
        return cls(day.isoformat() if day else "")

    @classmethod
    def typed(cls, text):
        """What somebody typed as 05/03/1958, 03/1958 or 1958. Raises ValueError where no such date exists."""
        *before, year = numbers(text)
        if len(before) > 2 or any(len(part) > 2 for part in before) or (len(year) != 4 and len(before) < 2):
            raise ValueError  # of a year in two digits the day is needed: 3/58 may be anything
        day, month = ["1", "1", *before][-2:]
        whole = date(full_year(year, timezone.localdate().year), int(month), int(day))
        return cls(whole.isoformat()[: (4, 7, 10)[len(before)]])

    @property
    def first(self):
        """The first day that is meant (a date), or None."""
        parts = self._parts()
        return parts and date(*(part or 1 for part in parts))

    @property
    def last(self):
        """The last day that is meant (a date), or None."""
        if not self:
            return None
        year, month, day = self._parts()
        month = month or 12
        return date(year, month, day or calendar.monthrange(year, month)[1])

    @property
    def whole(self):
        """The date, or None where less than the day is known."""
        return self.first if len(self) == 10 else None

    @property
    def text(self):
        """As the office writes it: 05/03/1958, 03/1958, 1958 or empty."""
        return "/".join(reversed(self.split("-")))

    def age_on(self, day):
        """Completed years on `day`, counted from the first day that is meant; None when unknown."""
        return day.year - int(self[:4]) - (self[5:] > f"{day:%m-%d}") if self else None

    def _parts(self):
        match = STORED.fullmatch(self)
        return match and tuple(map(int, match.groups("0")))


def completed_years(path, day, least=None, most=None):
    """Condition: from the PartialDay at `path` to `day`, at least `least` and at most `most` years were completed.

    The same as `PartialDate.age_on`, told to the database: an earlier date is a smaller text. Unknown dates never fit.
    """

    def years_before(count):
        return f"{max(day.year - count, 0):04}-{day:%m-%d}"

    fits = ~models.Q(**{path: ""})
    if least is not None:
        fits &= models.Q(**{f"{path}__lte": years_before(least)})
    if most is not None:
        fits &= models.Q(**{f"{path}__gt": years_before(most + 1)})
    return fits


class PartialDayField(OneLineFormField):
    """A past date as far as it is known, typed as 05/03/1958, 03/1958 or 1958; cleans to a PartialDate."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", _("As far as known: 05/03/1958, 03/1958 or 1958."))
        super().__init__(**{"max_length": LONGEST, "required": False, **kwargs})

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {"autocomplete": "off", "data-day": "partial"}

    def bound_data(self, data, initial):
        try:
            return self.clean(data).text or data
        except ValidationError:
            return data

    def prepare_value(self, value):
        return value.text if isinstance(value, PartialDate) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return PartialDate()
        with suppress(ValueError):
            found = PartialDate.typed(text)
            if FIRST_DAY <= found.first <= timezone.localdate():
                return found
        raise ValidationError(_("Enter a past date as 05/03/1958, 03/1958 or 1958."))


class PartialDay(models.CharField):
    """A column that holds a PartialDate; empty when unknown."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 10, "blank": True, "default": PartialDate(), **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["default"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return PartialDate(value or "")

    def to_python(self, value):
        return PartialDate(value or "")

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        with suppress(ValueError):
            if not value or (value.first and value.first >= FIRST_DAY):
                return
        raise ValidationError(_("Enter a past date as 05/03/1958, 03/1958 or 1958."))

    def formfield(self, **kwargs):
        return super(models.CharField, self).formfield(**{"form_class": PartialDayField} | kwargs)
