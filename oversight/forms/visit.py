from django import forms
from django.utils.translation import gettext_lazy as _

from common import periods
from common.fields import DayField, OneLineFormField
from oversight.models import Remark

QUARTERS = 12  # how far back the list of visits goes


class VisitForm(forms.Form):
    """A visit that is planned."""

    on = DayField(label=_("day"))
    purpose = OneLineFormField(
        label=_("what for"), max_length=300, required=False, help_text=_("What you want to look at or help with.")
    )


class RemarkForm(forms.ModelForm):
    """What the member in charge says of a meeting."""

    class Meta:
        model = Remark
        fields = ("content", "chairing", "advice")


class PeriodForm(forms.Form):
    """A quarter, the running one first."""

    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, data, *, today):
        super().__init__(data)
        period, choices = periods.Period("Q", today.year, (today.month - 1) // 3 + 1), []
        choices = [(period.next().code, str(period.next()))]
        for _step in range(QUARTERS):
            choices.append((period.code, str(period)))
            period = period.previous()
        self.fields["period"].choices = choices

    def clean_period(self):
        return periods.parse(self.cleaned_data["period"])
