from django import forms
from django.utils.translation import gettext_lazy as _

from common.fields import OneLineFormField


class TargetsForm(forms.Form):
    """How many members the commune and each cell mean to admit in a year.

    An empty field sets nothing. A target that is set can be changed, also to 0, but not taken back: it was decided.
    """

    edits = True

    resolution_no = OneLineFormField(label=_("resolution no."), max_length=40, required=False)
    commune = forms.IntegerField(label=_("whole commune"), required=False, min_value=0, max_value=999)

    def __init__(self, *args, cells, planned, **kwargs):
        """`planned` {cell number, or None for the commune: members to admit}."""
        super().__init__(*args, **kwargs)
        self.fields["commune"].initial = planned.get(None)
        self.fields["commune"].help_text = _("Leave empty where no target is set.")
        self.cells = {f"cell-{cell.pk}": cell for cell in cells}
        for name, cell in self.cells.items():
            self.fields[name] = forms.IntegerField(
                label=cell.name, required=False, min_value=0, max_value=999, initial=planned.get(cell.pk)
            )

    def clean(self):
        cleaned = super().clean()
        for name in ("commune", *self.cells):
            if name in cleaned and cleaned[name] is None and self.fields[name].initial is not None:
                self.add_error(name, _("This target is set: type another number, or 0."))
        return cleaned

    def facts(self):
        """The plans that were filled in, as `services.set_targets` takes them."""
        filled = [(None, self.cleaned_data["commune"])]
        filled += [(cell, self.cleaned_data[name]) for name, cell in self.cells.items()]
        plans = [(cell, planned) for cell, planned in filled if planned is not None]
        return {"plans": plans, "resolution_no": self.cleaned_data["resolution_no"]}
