"""Form and model fields with the house's rules: normalised text, days that exist and are plausible."""

import datetime
import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.numbers import points
from common.text import normalise, one_line
from common.typed import numbers, read_day, read_time

FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
DIGITS = 18  # of the number of a record, at most
LONGEST = 30  # letters of a day: "ngày 03 tháng 11 năm 2026"
# The class completed, in the system of ten years or of twelve.
GRADE = RegexValidator(r"^((0?[0-9]|10)/10|(0?[0-9]|1[0-2])/12)\Z", _("Enter a grade as 8/10 or 12/12."))


class DayInput(forms.DateInput):
    def __init__(self):
        super().__init__(
            attrs={"inputmode": "text", "placeholder": _("dd/mm/yyyy"), "autocomplete": "off", "maxlength": LONGEST}
        )


class DayField(forms.DateField):
    """A day between 1900 and 2100, typed as people write it: 03/11/2026, 3.11.26, 03112026, or 3/11 without the year.

    Without a year it is the nearest such day to today, or to what `around` says.
    """

    widget = DayInput
    default_error_messages = {"invalid": _("Enter a day that exists, as dd/mm/yyyy.")}
    default_validators = [
        MinValueValidator(FIRST_DAY, _("Enter a day between 01/01/1900 and 31/12/2100.")),
        MaxValueValidator(LAST_DAY, _("Enter a day between 01/01/1900 and 31/12/2100.")),
    ]
    past = False  # whether the day has come: then one without a year is the last
    near, coming = None, False  # to what it is near, and whether it is then that day or later

    def widget_attrs(self, widget):
        return {"data-day": "past" if self.past else "any"}

    def around(self, near, *, coming=False):
        """A day without a year is the nearest to the day `near`, or the first from there on if it is `coming`."""
        self.near, self.coming = near, coming
        self.widget.attrs |= {"data-near": near.isoformat(), "data-coming": coming}

    def to_python(self, value):
        today = timezone.localdate()
        near = self.near or today
        bounds = {"least": near if self.coming else None, "most": today if self.past else None}
        return _read(self, value, lambda text: read_day(text, near=near, **bounds))

    def bound_data(self, data, initial):
        return _in_full(self, data, "%d/%m/%Y")


class PastDayField(DayField):
    """A day that has come: what happened, not what is planned."""

    past = True

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))


def follows(form, name, start):
    """In `form` the day `name` is not before the day `start`: that tells the year of one typed without it."""
    field = form.fields[name]
    field.coming = True
    field.widget.attrs |= {"data-coming": True, "data-after": form.add_prefix(start)}
    try:
        field.near = form.fields[start].to_python(form.data.get(form.add_prefix(start)))
    except ValidationError:
        field.near = None


class ClockInput(forms.TimeInput):
    def __init__(self):
        attrs = {"inputmode": "text", "placeholder": _("hh:mm"), "autocomplete": "off", "maxlength": LONGEST}
        super().__init__(attrs=attrs | {"data-clock": True}, format="%H:%M")


class ClockField(forms.TimeField):
    """A time of the day, typed as people write it: 07:30, 7h30, 9.30, 930 or 7h."""

    widget = ClockInput
    default_error_messages = {"invalid": _("Enter a time as 07:30.")}

    def to_python(self, value):
        return _read(self, value, read_time)

    def bound_data(self, data, initial):
        return _in_full(self, data, "%H:%M")


def _read(field, value, read):
    """What `read` makes of a text that was typed; None of an empty one."""
    if not isinstance(value, str):
        return value
    try:
        return read(value) if value.strip() else None
    except ValueError as error:
        raise ValidationError(field.error_messages["invalid"], code="invalid") from error


def _in_full(field, data, shape):
    """What a field shows of what was typed: written in full, or as it was typed where it cannot be read."""
    try:
        value = field.clean(data)
    except ValidationError:
        return data
    return data if value is None else value.strftime(shape)


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


class OneLineFormField(forms.CharField):
    def to_python(self, value):
        return one_line(super().to_python(value))


class TextFormField(forms.CharField):
    widget = forms.Textarea

    def to_python(self, value):
        return normalise(super().to_python(value)).strip()


class SomeOfField(forms.ModelMultipleChoiceField):
    """Some of a query set; a number that no database can hold is none of them."""

    def clean(self, value):
        for one in value or ():
            if len(str(one)) > DIGITS:
                words, about = self.error_messages["invalid_pk_value"], {"pk": str(one)[:DIGITS]}
                raise ValidationError(words, code="invalid_pk_value", params=about)
        return super().clean(value)


class SeveralFormField(forms.CharField):
    """Several values typed in one line, with commas or spaces between them; gives a list, each value once, in order."""

    def __init__(self, *, listed, **kwargs):
        super().__init__(**kwargs)
        self.listed = listed

    def prepare_value(self, value):
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value):
        typed = one_line(super().to_python(value))
        return self.listed([part for part in re.split(r"[,; ]+", typed) if part])


class Several(models.JSONField):
    """A list of values. A kind of it says in `read` what one value is, and raises ValueError for anything else."""

    sentence = ""  # what is asked for, when something else was typed

    def read(self, part):
        """(key to sort by, value) of what was typed or is stored."""
        raise NotImplementedError

    def listed(self, parts):
        try:
            return [value for _key, value in sorted({self.read(part) for part in parts})]
        except (TypeError, ValueError) as error:
            raise ValidationError(self.sentence) from error

    def validate(self, value, model_instance):
        super().validate(value, model_instance)
        if not isinstance(value, list) or value != self.listed(value):
            raise ValidationError(self.sentence)

    def formfield(self, **kwargs):
        shape = {"form_class": SeveralFormField, "listed": self.listed, "max_length": 200, "show_hidden_initial": False}
        return models.Field.formfield(self, **shape | kwargs)


class Numbers(Several):
    """Whole numbers from 1 to 100, in order: [30, 40, 45]."""

    sentence = _("Enter whole numbers from 1 to 100 with commas between them, for example 30, 40, 45.")

    def read(self, part):
        if not re.fullmatch("[0-9]{1,3}", str(part)) or not 1 <= int(part) <= 100:
            raise ValueError
        return int(part), int(part)


class DaysOfYear(Several):
    """Days that come every year, in order: ["03/02", "19/05"]."""

    sentence = _("Enter days of the year with commas between them, for example 03/02, 19/05.")

    def read(self, part):
        day, month = numbers(part)
        day = datetime.date(2000, int(month), int(day))
        return (day.month, day.day), f"{day:%d/%m}"


class OneLine(models.CharField):
    """One line of text, normalised whenever it is cleaned or saved."""

    def to_python(self, value):
        value = super().to_python(value)
        return one_line(value) if value and isinstance(value, str) else value

    def get_prep_value(self, value):
        return self.to_python(super().get_prep_value(value))

    def formfield(self, **kwargs):
        return super().formfield(**({} if self.choices else {"form_class": OneLineFormField}) | kwargs)


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
