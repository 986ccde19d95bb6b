from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import ClockField, DayField, OneLineFormField
from meetings.enums import MeetingKind


class DraftPlanForm(forms.Form):
    """Which year to plan, and when meetings usually begin."""

    year = forms.TypedChoiceField(label=_("year"), coerce=int)
    starts_at = ClockField(label=_("Usual start"), required=False, help_text=_("For example 07:30."))

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in (today.year, today.year + 1)]


class EditPlannedForm(forms.Form):
    """Time, place and content of a planned meeting."""

    edits = True

    starts_at = ClockField(label=_("start"), required=False)
    place = OneLineFormField(label=_("place"), max_length=120, required=False)
    theme = OneLineFormField(label=_("theme or main content"), max_length=300, required=False)


class PlanMeetingForm(EditPlannedForm):
    """One more meeting in the plan."""

    edits = False

    kind = forms.ChoiceField(label=_("kind"), choices=MeetingKind.choices)
    on = DayField(label=_("day"))

    field_order = ("kind", "on", "starts_at", "place", "theme")


class CancelPlannedForm(forms.Form):
    reason = OneLineFormField(label=_("reason"), max_length=300, help_text=_("It stays on record."))


class MovePlannedForm(CancelPlannedForm):
    on = DayField(label=_("New day"))

    field_order = ("on", "reason")
