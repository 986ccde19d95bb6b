"""Forms that two people may fill in at once, and neither loses what was written."""

import datetime
from decimal import Decimal

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from common.numbers import points as as_points
from common.text import normalise


class SharedFields(dict):
    """The `base_fields` of a form that stands on a page once for each row: all rows use the same fields, and nobody
    changes anything on them. To copy them for each row takes most of the time of such a page."""

    def __deepcopy__(self, memo):
        return dict(self)


class MergingField(forms.BoundField):
    """A field of a MergingForm: a field nobody changed on the page holds what is stored now."""

    @property
    def was(self):
        """What is stored, as the text that the field would hold."""
        return self.form.stored_text(self.name)

    def value(self):
        return self.form.text_of(self.name)

    def get_context(self):
        return super().get_context() | {"merging": True}

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        if isinstance(widget or self.field.widget, forms.TextInput):
            attrs["autocomplete"] = "off"
        if isinstance(widget or self.field.widget, forms.Textarea):
            attrs["rows"] = 5
        return attrs


class MergingForm(forms.Form):
    """A form that two people may fill in at once.

    Beside each field stands what was stored when the page was drawn (`was-...`). Only what somebody changed on the page
    is taken; where another person changed the same thing meanwhile, the field says so once, and saving again decides.
    What is `proposed` {field: value} stands in a field as long as nothing is stored, and is taken when it is sent.
    """

    bound_field_class = MergingField

    def __init__(self, data=None, *, stored, proposed=None, **kwargs):
        super().__init__(data, initial=stored, **kwargs)
        self.proposed = proposed or {}

    @cached_property
    def changed(self):
        """Names of the fields that were changed on the page."""
        return [name for name in self.fields if self._sent(name) and self._typed(name) != self._drawn(name)]

    def taken(self):
        """{field: value} of what was changed on the page."""
        return {name: self.cleaned_data[name] for name in self.changed}

    def now(self):
        """{field: value} as it is to be: what is stored, with what was changed on the page."""
        return {**{name: self.initial.get(name) for name in self.fields}, **self.taken()}

    def clean(self):
        cleaned = super().clean()
        for name in self.changed:
            stored = self.stored_text(name)
            if name in cleaned and stored not in (self._drawn(name), self._typed(name)):
                words = _("Meanwhile somebody else wrote: “%(other)s”. Save again to keep yours.")
                self.add_error(name, words % {"other": self._in_words(name, stored) or "–"})
        return cleaned

    def overtaken(self):
        """[(field, before, now)] of what is not as it stood on the page, in words; a row that is on no page yet had
        nothing."""
        found = []
        for name in self.fields:
            before, now = self._drawn(name) if self._sent(name) else "", self.stored_text(name)
            if before != now:
                found.append((name, self._in_words(name, before), self._in_words(name, now)))
        return found

    def text_of(self, name):
        """What stands in a field."""
        if self.is_bound and name in self.changed:
            return self._typed(name)
        return self.stored_text(name) or plain(self.proposed.get(name))

    def stored_text(self, name):
        return plain(self.initial.get(name))

    def _sent(self, name):
        html = self.add_prefix(name)
        return html in self.data or f"was-{html}" in self.data

    def _typed(self, name):
        return plain(self.fields[name].bound_data(self.data.get(self.add_prefix(name), ""), None))

    def _drawn(self, name):
        return plain(self.data.get(f"was-{self.add_prefix(name)}", self.stored_text(name)))

    def _in_words(self, name, text):
        return dict((str(key), label) for key, label in getattr(self.fields[name], "choices", [])).get(text, text)


def plain(value):
    """A value as the text that a field would hold."""
    if value is None or value is False:
        return ""
    if value is True:
        return "on"
    if isinstance(value, datetime.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, datetime.time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return as_points(value)
    return normalise(str(value)).strip()
