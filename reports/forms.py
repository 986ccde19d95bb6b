"""What a report asks. `chosen` are the arguments of its function beside `user`."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.enums import CellKind
from cells.models import Cell
from cells.queries import names_of_cells
from common import periods
from common.fields import DayField
from common.forms import Select, YearForm


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


def reported_cells(user):
    """A field to choose one of the cells that `user` may read about."""
    cells = Cell.objects.for_doing(user, Do.SEE_REPORTS)
    field = forms.ModelChoiceField(cells, label=_("cell"), required=False, widget=Select)
    field.choices = [("", _("all cells")), *names_of_cells(user, Do.SEE_REPORTS)]
    return field


class NoChoice(forms.Form):
    """Of a report that shows everything up to today."""

    def __init__(self, data, *, user, today):
        super().__init__(data)
        self.today = today

    @property
    def chosen(self):
        return {**self.cleaned_data, "today": self.today}


class PeriodForm(NoChoice):
    """A month, quarter, half or year; without a choice that of the code `now`, in which %Y and %m stand for today."""

    now = "%Y-%m"
    period = forms.ChoiceField(label=_("Period"), widget=Select)

    def __init__(self, data, *, user, today):
        super().__init__({"period": f"{today:{self.now}}"} | dict(data.items()), user=user, today=today)
        self.fields["period"].choices = period_choices(today)

    def clean_period(self):
        return periods.parse(self.cleaned_data["period"])


class FlowForm(PeriodForm):
    now = "%Y"


class SummaryForm(PeriodForm):
    """A half year or a year; without a choice the present half."""

    def __init__(self, data, *, user, today):
        half = periods.Period("H", today.year, (today.month - 1) // periods.MONTHS_IN["H"] + 1)
        super().__init__({"period": half.code} | dict(data.items()), user=user, today=today)
        self.fields["period"].choices = period_choices(today)[2:]


class QualityForm(PeriodForm):
    """Which period and which cells the quality report shows."""

    kind = forms.ChoiceField(label=_("Kind of cell"), required=False, choices=[("", _("all kinds")), *CellKind.choices])

    def __init__(self, data, *, user, today):
        super().__init__(data, user=user, today=today)
        self.fields["cell"] = reported_cells(user)


class YearChoice(YearForm):
    def __init__(self, data, *, user, today):
        super().__init__(data, today=today)

    @property
    def chosen(self):
        return {**self.cleaned_data, "today": self.today}


class DayForm(forms.Form):
    """A day; without a choice today."""

    day = DayField(label=_("On the day"))

    def __init__(self, data, *, user, today):
        super().__init__({"day": f"{today:%d/%m/%Y}"} | dict(data.items()))

    @property
    def chosen(self):
        return self.cleaned_data


class StructureForm(DayForm):
    def __init__(self, data, *, user, today):
        super().__init__(data, user=user, today=today)
        self.fields["cell"] = reported_cells(user)
