"""Certificates of all candidates of a class, on one page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import OneLineFormField, PastDayField


class ClassForm(forms.Form):
    """The day that all certificates of a class bear."""

    certificate_on = PastDayField(label=_("certificate of"))


class GraduateForm(forms.Form):
    """Whether one candidate completed the class."""

    completed = forms.BooleanField(label=_("completed the class"), required=False)
    certificate_no = OneLineFormField(label=_("certificate no."), max_length=40, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("certificate_no") and not cleaned.get("completed"):
            self.add_error("completed", _("Only who completed the class has a certificate."))
        return cleaned
