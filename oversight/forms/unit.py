from django import forms
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cells.models import Cell
from common.forms import Select
from oversight.models import Agency


class UnitField(forms.ChoiceField):
    """A body of the commune or a cell at work. What it gives is {"agency": Agency or None, "cell": Cell or None}."""

    widget = Select

    def offer(self, *, commune, today, row=None):
        """Those of a commune on `today`, and the one that `row` is about already."""
        agencies = Agency.objects.filter(Q(struck=False) | Q(pk=row and row.agency_id), commune=commune)
        working = Q(pk__in=Cell.objects.filter(commune=commune).active_on(today).values("pk"))
        cells = Cell.objects.filter(working | Q(pk=row and row.cell_id), commune=commune).order_by("search_key", "pk")
        self.units = {f"a{agency.pk}": {"agency": agency, "cell": None} for agency in agencies}
        self.units |= {f"c{cell.pk}": {"agency": None, "cell": cell} for cell in cells}
        groups = [(_("bodies of the commune"), agencies, "a"), (_("cells"), cells, "c")]
        grouped = [(capfirst(name), [(f"{sign}{one.pk}", str(one)) for one in rows]) for name, rows, sign in groups]
        self.choices = [("", "---------"), *grouped]

    def clean(self, value):
        return self.units.get(super().clean(value), {})


def unit_key(row):
    """The unit that a row is about, as it stands in an address or a choice."""
    return f"a{row.agency_id}" if row.agency_id else f"c{row.cell_id}"
