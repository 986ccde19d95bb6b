from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, PastDayField, TextFormField
from common.forms import Select
from common.merging import MergingForm
from oversight.enums import TO_MEND, FindingState
from oversight.models import DemocracyCheck, HouseholdVote


class DemocracyCheckForm(forms.ModelForm):
    """Who checked a hamlet when, and what the year brought there."""

    class Meta:
        model = DemocracyCheck
        fields = (
            *("on", "checked_by", "households", "meetings", "dialogues", "letters", "criticisms"),
            *("inspectorate_until", "note"),
        )
        field_classes = {"on": PastDayField}


class FindingForm(MergingForm):
    """What was found of one item."""

    state = forms.ChoiceField(
        label=_("finding"), required=False, choices=[("", _("not looked at yet")), *FindingState.choices], widget=Select
    )
    mend = TextFormField(label=_("what to mend"), max_length=2000, required=False)
    mend_by = DayField(label=_("mended by the day"), required=False)
    mended_on = PastDayField(label=_("mended on"), required=False)

    def __init__(self, data=None, *, finding):
        self.row = finding
        stored = {name: getattr(finding, name) for name in self.base_fields}
        super().__init__(data, stored=stored, prefix=f"finding-{finding.pk}")

    def clean(self):
        cleaned = super().clean()
        if self.text_of("state") in TO_MEND and not self.text_of("mend"):
            self.add_error("mend", _("“%(item)s”: write what to mend.") % {"item": self.row})
        return cleaned


class HouseholdVoteForm(forms.ModelForm):
    """A decision of the households of the hamlet."""

    class Meta:
        model = HouseholdVote
        fields = ("matter", "title", "on", "households", "in_favour")
        field_classes = {"on": PastDayField}
        widgets = {"matter": Select}
