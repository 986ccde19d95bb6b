from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import OneLineFormField


class KeepAccountForm(forms.Form):
    reason = OneLineFormField(
        label=_("why it stays"), max_length=200, help_text=_("Who uses the account now. It stays on record.")
    )
