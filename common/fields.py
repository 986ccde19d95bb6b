"""Form and model fields with the house's rules: normalised text, days that exist and are plausible."""

import datetime
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.numbers import points
from common.text import normalise, one_line

FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)


class DayInput(forms.DateInput):
    def __init__(self):
        super().__init__(
            attrs={"inputmode": "numeric", "placeholder": _("dd/mm/yyyy"), "autocomplete": "off", "maxlength": 10}
        )


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy, between 1900 and 2100."""

    widget = DayInput
    default_error_messages = {"invalid": _("Enter a day that exists, as dd/mm/yyyy.")}
    default_validators = [
        MinValueValidator(FIRST_DAY, _("Enter a day between 01/01/1900 and 31/12/2100.")),
        MaxValueValidator(LAST_DAY, _("Enter a day between 01/01/1900 and 31/12/2100.")),
    ]


class PastDayField(DayField):
    """A day that has come: what happened, not what is planned."""

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))


class PointsField(forms.DecimalField):
    """A number of points with up to two decimals, typed with a comma or a dot."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a number, for example 8 or 8,5.")}

    def __init__(self, **kwargs):
        super().__init__(**{"max_digits": 5, "decimal_places": 2, **kwargs})

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def prepare_value(self, value):
        return points(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off", "maxlength": 6}


class CountField(forms.IntegerField):
    """A number of people or votes; may stay empty."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "min_value": 0, "max_value": 999, **kwargs})

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "maxlength": 5}


class LineFormField(forms.CharField):
    def to_python(self, value):
        return one_line(super().to_python(value))


class TextFormField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value):
        return normalise(super().to_python(value)).strip()


class Line(models.CharField):
    """One line of text, normalised whenever it is cleaned or saved."""

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if value and isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def formfield(self, **kwargs):
        return super().formfield(**({} if self.choices else {"form_class": LineFormField}) | kwargs)


class Text(models.TextField):
    """Several lines of text, normalised whenever they are cleaned or saved. At most 20,000 characters."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 20_000, "blank": True, "default": "", **kwargs})

    def to_python(self, value):
        value = super().to_python(value)
        return normalise(value).strip() if isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": TextFormField} | kwargs)


class Day(models.DateField):
    """A day between 1900 and 2100."""

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": DayField, "widget": DayInput} | kwargs)

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if value is not None and not FIRST_DAY <= value <= LAST_DAY:
            raise ValidationError(_("Enter a day between 01/01/1900 and 31/12/2100."))
