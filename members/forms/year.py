from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.roles import Do
from cells.models import Cell
from common.forms import YearForm


class CellYearForm(YearForm):
    """Which cell and year; for those who see one cell only, that one."""

    cell = forms.ModelChoiceField(Cell.objects.none(), label=_("cell"), required=False, empty_label=_("all cells"))

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
