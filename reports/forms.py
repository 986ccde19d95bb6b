from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.enums import CellKind
from cells.models import Cell
from common import periods
from common.fields import DayField


def period_choices(today):
    """[(group, [(code, name)])]: the months, quarters, halves and years up to now, the newest first."""
    groups = []
    for kind, label, how_many in (
        ("M", _("Months"), 36),
        ("Q", _("Quarters"), 12),
        ("H", _("Half years"), 6),
        ("Y", _("Years"), 15),
    ):
        number = (today.month - 1) // periods.MONTHS_IN[kind] + 1
        period, options = periods.Period(kind, today.year, number), []
        for _step in range(how_many):
            options.append((period.code, str(period)))
            period = period.previous()
        groups.append((label, options))
    return groups


class PeriodForm(forms.Form):
    period = forms.ChoiceField(label=_("Period"))

    def __init__(self, data, *, today):
        super().__init__(data)
        self.fields["period"].choices = period_choices(today)

    def clean_period(self):
        return periods.parse(self.cleaned_data["period"])


class QualityForm(PeriodForm):
    """Which period and which cells the quality report shows."""

    kind = forms.ChoiceField(label=_("Kind of cell"), required=False, choices=[("", _("all kinds")), *CellKind.choices])
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("Cell"), required=False, empty_label=_("all cells"))

    def __init__(self, data, *, user, today):
        super().__init__(data, today=today)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_REPORTS)


class DayForm(forms.Form):
    day = DayField(label=_("On the day"))


class StructureForm(DayForm):
    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("Cell"), required=False, empty_label=_("all cells"))

    def __init__(self, data, *, user):
        super().__init__(data)
        self.fields["cell"].queryset = Cell.objects.for_doing(user, Do.SEE_REPORTS)
