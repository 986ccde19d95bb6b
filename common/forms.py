"""How every form of the house is drawn, and the form that chooses a year."""

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _


class Renderer(TemplatesSetting):
    """Forms and fields from `templates/components`: label, help, error beside the field, in one shape everywhere."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class YearForm(forms.Form):
    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, data, *, today, first=2011):
        super().__init__(data)
        self.fields["year"].choices = [(year, str(year)) for year in range(today.year, first - 1, -1)]
