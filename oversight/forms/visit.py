from django import forms
from django.utils.translation import gettext_lazy as _

from cells.models import CommitteeMember
from common import periods
from common.fields import DayField, OneLineFormField, TextFormField
from common.forms import DespiteForm
from oversight.models import Remark

QUARTERS = 12  # how far back the list of visits goes


class VisitForm(forms.Form):
    """A visit that is planned."""

    on = DayField(label=_("day"))
    purpose = OneLineFormField(
        label=_("what for"), max_length=300, required=False, help_text=_("What you want to look at or help with.")
    )


class HandOverForm(DespiteForm):
    """Who is in charge of a cell from a day on, and what that one should know."""

    committee_member = forms.ModelChoiceField(CommitteeMember.objects.none(), label=_("taken over by"))
    since = DayField(label=_("from"))
    decision_no = OneLineFormField(label=_("decision no."), max_length=40, required=False)
    note = TextFormField(label=_("what the successor should know"), max_length=4000, required=False)

    field_order = ("committee_member", "since", "decision_no", "note", "despite")

    def __init__(self, *args, cell, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["committee_member"].queryset = cell.commune.committee_members.on(today)


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
