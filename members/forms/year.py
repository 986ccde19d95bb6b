from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell

FIRST_YEAR = 2011  # of the records


class YearForm(forms.Form):
    """Which year a page shows; without a choice the present one."""

    year = forms.TypedChoiceField(label=_("Year"), coerce=int)

    def __init__(self, data, *, today, ahead=0):
        """`ahead`: how many years to come may be chosen."""
        super().__init__({"year": str(today.year)} | data.dict())
        years = range(today.year + ahead, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]
        self.today = today

    @property
    def chosen_year(self):
        return self.cleaned_data.get("year") or self.today.year


class CellYearForm(YearForm):
    """Which cell and year; for whoever sees one cell only, that one."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("Cell"), required=False, empty_label=_("all cells"))

    def __init__(self, data, *, user, today, ahead=0):
        super().__init__(data, today=today, ahead=ahead)
        self.cells = Cell.objects.for_doing(user, Do.SEE_MEMBERS).order_by("search_key", "pk")
        self.only = self.cells.get() if self.cells.count() == 1 else None
        if self.only:
            del self.fields["cell"]
        else:
            self.fields["cell"].queryset = self.cells

    @property
    def chosen_cell(self):
        """The Cell, or None for all that the user sees."""
        return self.only or self.cleaned_data.get("cell")
