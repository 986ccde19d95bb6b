from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import DayField, OneLineFormField, PastDayField, follows
from common.forms import DespiteForm
from common.periods import FIRST_YEAR
from members.enums import SlipKind


class SlipForm(DespiteForm):
    """A transfer slip to be given."""

    kind = forms.ChoiceField(label=_("kind of slip"), choices=SlipKind.choices)
    to = OneLineFormField(label=_("to which Party organisation"), max_length=200)
    reason = OneLineFormField(label=_("reason"), max_length=200, required=False)
    changed_on = PastDayField(
        label=_("work or residence changed on"),
        required=False,
        help_text=_("From this day the working days are counted within which the slip is to be given."),
    )
    on = PastDayField(label=_("slip given on"), help_text=_("A transfer for good takes effect on this day."))
    until = DayField(label=_("first day back"), required=False, help_text=_("Of a temporary transfer only."))

    field_order = ("kind", "to", "reason", "changed_on", "on", "until", "despite")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        follows(self, "until", "on")


class PresentSlipForm(forms.Form):
    on = PastDayField(label=_("presented on"))


class SlipFilter(forms.Form):
    """Which slips a list shows: those still on their way, or those of a year."""

    year = forms.TypedChoiceField(label=_("Which"), required=False, coerce=int, empty_value=None)

    def __init__(self, data, *, today):
        super().__init__(data)
        years = range(today.year, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [("", _("not yet presented")), *((str(year), str(year)) for year in years)]

    def narrow(self, slips):
        year = self.cleaned_data["year"] if self.is_valid() else None
        return slips.filter(on__year=year) if year else slips.kept().filter(presented_on=None)
