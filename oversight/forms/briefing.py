from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import ClockField, PastDayField, TextFormField
from oversight.forms.unit import UnitField, unit_key
from oversight.models import Briefing, Conclusion


class BriefingForm(forms.ModelForm):
    """When and where it was, who led it, what was reported and how the chair sees it."""

    class Meta:
        model = Briefing
        fields = ("kind", "held_on", "starts_at", "place", "chair", "clerk", "heard", "discussion", "assessment")
        field_classes = {"held_on": PastDayField, "starts_at": ClockField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["kind"]  # it says who was asked to come


class AttendanceForm(forms.Form):
    """Who was asked to come and did not; everybody else came."""

    edits = True
    absent = forms.TypedMultipleChoiceField(
        label=_("absent"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["absent"].choices = [(row.pk, str(row)) for row in units]
        self.initial["absent"] = [row.pk for row in units if not row.came]


class SpeechForm(forms.Form):
    """What one of those who came said; saying it again changes it."""

    unit = forms.TypedChoiceField(label=_("who spoke"), coerce=int)
    said = TextFormField(
        label=_("what it said, in short"),
        max_length=2000,
        required=False,
        help_text=_("Left empty, what was written down for this unit is taken away."),
    )

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "---------"), *((row.pk, str(row)) for row in units if row.came)]


class ConclusionForm(forms.ModelForm):
    """One thing to be done, one unit that leads it, one day."""

    lead = UnitField(label=_("led by"))

    field_order = ("title", "lead", "due_on", "person", "content")

    class Meta:
        model = Conclusion
        fields = ("title", "due_on", "person", "content")

    def __init__(self, *args, commune, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lead"].offer(commune=commune, today=today, row=self.instance)
        if self.instance.pk:
            self.initial["lead"] = unit_key(self.instance)

    def clean(self):
        cleaned = super().clean()
        cleaned |= cleaned.pop("lead", {})
        return cleaned
