from django import forms

from development.models import AdmissionFacts
from members.enums import CodeList
from members.models import Code


class AdmissionFactsForm(forms.ModelForm):
    """What somebody was on the day of the ceremony, as the papers say; empty is what nobody knows."""

    class Meta:
        model = AdmissionFacts
        fields = ("occupation", "schooling", "youth_member")

    def __init__(self, *args, commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["occupation"].queryset = Code.objects.of(commune, CodeList.OCCUPATION)
