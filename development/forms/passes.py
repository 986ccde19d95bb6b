"""What an administrator decides on a step that is to be let pass."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.fields import DayField, OneLineFormField


class PassForm(forms.Form):
    granted = forms.TypedChoiceField(
        label=_("decision"),
        coerce=lambda value: value == "yes",
        choices=[("yes", pgettext_lazy("pass", "let pass")), ("no", pgettext_lazy("pass", "not let pass"))],
        widget=forms.RadioSelect,
    )
    because = OneLineFormField(label=_("reason"), max_length=300, help_text=_("It stands beside the step for good."))
    valid_until = DayField(label=_("for a step up to the day"), required=False)
