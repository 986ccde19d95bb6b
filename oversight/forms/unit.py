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
        self.units, grouped = _on_offer(commune, today, [row] if row else [])
        self.choices = [("", "---------"), *grouped]

    def clean(self, value):
        return self.units.get(super().clean(value), {})


class UnitsField(forms.MultipleChoiceField):
    """Some bodies of the commune and cells: a list of what a UnitField gives."""

    widget = forms.CheckboxSelectMultiple

    def offer(self, *, commune, today, rows=()):
        """Those of a commune on `today`, and those that `rows` are about already."""
        self.units, self.choices = _on_offer(commune, today, rows)

    def clean(self, value):
        return [self.units[key] for key in super().clean(value)]


def _on_offer(commune, today, rows):
    """({key: unit}, choices in groups)."""
    agencies = Agency.objects.filter(Q(struck=False) | Q(pk__in=[row.agency_id for row in rows]), commune=commune)
    working = Q(pk__in=Cell.objects.filter(commune=commune).active_on(today).values("pk"))
    cells = Cell.objects.filter(working | Q(pk__in=[row.cell_id for row in rows]), commune=commune)
    cells = cells.order_by("search_key", "pk")
    units = {f"a{agency.pk}": {"agency": agency, "cell": None} for agency in agencies}
    units |= {f"c{cell.pk}": {"agency": None, "cell": cell} for cell in cells}
    groups = [(_("bodies of the commune"), agencies, "a"), (_("cells"), cells, "c")]
    return units, [(capfirst(name), [(f"{sign}{one.pk}", str(one)) for one in rows]) for name, rows, sign in groups]


def unit_key(row):
    """The unit that a row is about, as it stands in an address or a choice."""
    return f"a{row.agency_id}" if row.agency_id else f"c{row.cell_id}"
