"""How every form of the house is drawn, and the form that chooses a year."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

SELECTED = mark_safe(" selected")


class Renderer(TemplatesSetting):
    """Forms and fields from `templates/components`: label, help, error beside the field, in one shape everywhere."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class Select(forms.Select):
    """A select written in one go, for pages with many choices: Django draws a template for each option."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))

        def drawn(options):
            marked = ((key, SELECTED if str(key) in chosen else "", text) for key, text in options)
            return format_html_join("", '<option value="{}"{}>{}</option>', marked)

        parts = [
            format_html('<optgroup label="{}">{}</optgroup>', key, drawn(within))
            if isinstance(within, list | tuple)
            else drawn([(key, within)])
            for key, within in self.choices
        ]
        attrs = flatatt(self.build_attrs(self.attrs, {"name": name} | (attrs or {})))
        return format_html("<select{}>{}</select>", attrs, mark_safe("".join(parts)))


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, data, *, today, first=2011):
        super().__init__(data)
        self.fields["year"].choices = [(year, str(year)) for year in range(today.year, first - 1, -1)]
